"""The numerics: sums of points over binary hits, fitted as regularised logistic regressions.

A gate has a common column, a column of differences for each page kind and one for flattened text; differences are
shrunk more than what is common, because there are only a hundred pages of most kinds. The lines of a page are much
alike, so the priors are far stronger than so many lines would need if each were news.
"""
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

# Strengths of the priors (L2, per unit of weight): common points, differences of kinds, difference of flattened text.
COMMON, BY_KIND, BY_TEXT = 1.0, 20.0, 0.3
# About how steep the loss of one row is; with it the points are scaled so that all of them are about as easy to move.
STEEPNESS = 0.08


def matrix(hits, ends, width):
    """A sparse matrix of ones from the hits of each row."""
    starts = np.concatenate([[0], ends]).astype(np.int64)
    return csr_matrix((np.ones(len(hits), np.float32), hits.astype(np.int32), starts), shape=(len(ends), width))


def with_base(hits):
    """Adds the start value's hit to every row."""
    count = hits.shape[0]
    base = csr_matrix((np.ones(count, np.float32), (np.arange(count), np.zeros(count, np.int32))), shape=hits.shape)
    return (hits + base).tocsr()


def sigmoid(points):
    return 1.0 / (1.0 + np.exp(-points))


def descend(loss, scale, steps):
    """The points of the least loss; `loss` gives value and gradient, `scale` how far each point is moved."""
    def scaled(flat):
        value, gradient = loss((flat.reshape(scale.shape) * scale).astype(np.float32))
        return value, (gradient * scale).ravel()

    options = {"maxiter": steps, "maxcor": 15, "ftol": 1e-7}
    found = minimize(scaled, np.zeros(scale.size), jac=True, method="L-BFGS-B", options=options)
    return (found.x.reshape(scale.shape) * scale).astype(np.float32)


class Gate:
    """Points for one binary question, by column. `strength` is how much stronger the priors are, for each hit."""

    def __init__(self, width, kinds, strength=1.0):
        self.width, self.kinds = width, kinds
        self.priors = np.array([COMMON] + [BY_KIND] * kinds + [BY_TEXT])[:, None] * np.broadcast_to(strength, width)[None, :]
        self.points = np.zeros((kinds + 2, width), np.float32)

    def fit(self, hits, kind, text, target, weight, steps=80):
        """`kind` is a number for each row (`kinds` for none), `text` a truth value, `target` and `weight` numbers."""
        groups = []
        scale = self.priors.copy()
        for k in range(self.kinds + 1):
            for t in (False, True):
                rows = np.flatnonzero((kind == k) & (text == t) & (weight > 0))
                if len(rows):
                    own = hits[rows], target[rows].astype(np.float32), weight[rows].astype(np.float32)
                    groups.append((self.columns(k, t), *own))
                    scale[self.columns(k, t)] += STEEPNESS * (own[0].T @ own[2])

        def loss(points):
            gradient = self.priors * points
            value = 0.5 * float(np.sum(gradient * points))
            for columns, rows, wanted, weights in groups:
                sums = rows @ points[columns].sum(axis=0)
                value += float(np.sum(weights * (np.logaddexp(0, sums) - wanted * sums), dtype=np.float64))
                gradient[columns] += rows.T @ (weights * (sigmoid(sums) - wanted))
            return value, gradient

        self.points = descend(loss, 1 / np.sqrt(scale), steps)
        return self

    def columns(self, kind, text):
        return [0] + ([1 + kind] if kind < self.kinds else []) + ([self.kinds + 1] if text else [])

    def sums(self, hits, shares, text):
        """The sums of rows whose kinds have these shares (a row each, a column for each kind)."""
        columns = hits @ self.points.T
        return columns[:, 0] + (columns[:, 1:-1] * shares[:, :self.kinds]).sum(axis=1) + columns[:, -1] * text


def certain(answers, count):
    """The chances of answers that are known."""
    return np.eye(count, dtype=np.float32)[answers]


class Softmax:
    """Points for one of several answers."""

    def __init__(self, width, answers):
        self.points = np.zeros((width, answers), np.float32)

    def fit(self, hits, wanted, weight, prior, steps=120):
        """`wanted` is the chance of each answer, a row each; `prior` the strength of the prior, one for all hits or one for each."""
        priors = np.broadcast_to(np.asarray(prior, np.float64), self.points.shape[0])[:, None]
        weight = weight.astype(np.float32)[:, None]
        turned = hits.T.tocsr()

        def loss(points):
            sums = hits @ points
            top = sums.max(axis=1, keepdims=True)
            exps = np.exp(sums - top)
            total = exps.sum(axis=1, keepdims=True)
            logs = sums - top - np.log(total)
            value = 0.5 * float(np.sum(priors * points ** 2)) - float(np.sum(weight * wanted * logs, dtype=np.float64))
            return value, turned @ (weight * (exps / total - wanted)) + priors * points

        scale = priors + STEEPNESS * (turned @ weight)
        self.points = descend(loss, np.broadcast_to(1 / np.sqrt(scale), self.points.shape), steps)
        return self

    def chances(self, hits):
        sums = hits @ self.points
        odds = np.exp(sums - sums.max(axis=1, keepdims=True))
        return odds / odds.sum(axis=1, keepdims=True)
