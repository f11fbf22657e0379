"""The numerics: sums of points over binary hits, fitted as regularised logistic regressions.

A gate has a common column, a column of differences for each page kind and one for flattened text; differences are
shrunk more than what is common, because there are only a hundred pages of most kinds.
"""
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

# Strengths of the priors (L2, per unit of weight): common points, differences of kinds, difference of flattened text.
COMMON, BY_KIND, BY_TEXT = 1.0, 20.0, 3.0


def matrix(hits, ends, width):
    """A sparse matrix of ones from the hits of each row."""
    starts = np.concatenate([[0], ends]).astype(np.int64)
    return csr_matrix((np.ones(len(hits), np.float32), hits.astype(np.int32), starts), shape=(len(ends), width))


def sigmoid(points):
    return 1.0 / (1.0 + np.exp(-points))


class Gate:
    """Points for one binary question, by column."""

    def __init__(self, width, kinds):
        self.width, self.kinds = width, kinds
        self.points = np.zeros((kinds + 2, width), np.float32)

    def fit(self, hits, kind, text, target, weight, steps=300):
        """`kind` is a number for each row (`kinds` for none), `text` a truth value, `target` and `weight` numbers."""
        groups = []
        for k in range(self.kinds + 1):
            for t in (False, True):
                rows = np.flatnonzero((kind == k) & (text == t) & (weight > 0))
                if len(rows):
                    groups.append((k, t, hits[rows], target[rows].astype(np.float32), weight[rows].astype(np.float32)))
        priors = np.array([COMMON] + [BY_KIND] * self.kinds + [BY_TEXT], np.float32)[:, None]
        shape = self.points.shape

        def loss(flat):
            points = flat.reshape(shape).astype(np.float32)
            value, gradient = 0.0, np.zeros(shape, np.float64)
            for k, t, rows, wanted, weights in groups:
                column = points[0] + (points[1 + k] if k < self.kinds else 0) + (points[-1] if t else 0)
                sums = rows @ column
                value += float(np.sum(weights * (np.logaddexp(0, sums) - wanted * sums), dtype=np.float64))
                slope = rows.T @ (weights * (sigmoid(sums) - wanted))
                gradient[0] += slope
                if k < self.kinds:
                    gradient[1 + k] += slope
                if t:
                    gradient[-1] += slope
            value += float(0.5 * np.sum(priors * points.astype(np.float64) ** 2))
            gradient += priors * points
            return value, gradient.ravel()

        found = minimize(loss, self.points.ravel().astype(np.float64), jac=True, method="L-BFGS-B",
                         options={"maxiter": steps, "maxcor": 12, "ftol": 1e-8})
        self.points = found.x.reshape(shape).astype(np.float32)
        return self

    def sums(self, hits, kind, text):
        out = np.zeros(hits.shape[0], np.float32)
        for k in range(self.kinds + 1):
            for t in (False, True):
                rows = np.flatnonzero((kind == k) & (text == t))
                if len(rows):
                    column = self.points[0] + (self.points[1 + k] if k < self.kinds else 0)
                    out[rows] = hits[rows] @ (column + (self.points[-1] if t else 0))
        return out


class Softmax:
    """Points for one of several answers."""

    def __init__(self, width, answers):
        self.points = np.zeros((width, answers), np.float32)

    def fit(self, hits, target, weight, prior, steps=180):
        shape = self.points.shape
        wanted = np.zeros((hits.shape[0], shape[1]), np.float32)
        wanted[np.arange(hits.shape[0]), target] = 1
        weight = weight.astype(np.float32)[:, None]
        turned = hits.T.tocsr()

        def loss(flat):
            points = flat.reshape(shape).astype(np.float32)
            sums = hits @ points
            top = sums.max(axis=1, keepdims=True)
            exps = np.exp(sums - top)
            total = exps.sum(axis=1, keepdims=True)
            logs = sums - top - np.log(total)
            value = -float(np.sum(weight * wanted * logs, dtype=np.float64)) + 0.5 * prior * float(np.sum(points ** 2, dtype=np.float64))
            gradient = turned @ (weight * (exps / total - wanted)) + prior * points
            return value, gradient.ravel().astype(np.float64)

        found = minimize(loss, self.points.ravel().astype(np.float64), jac=True, method="L-BFGS-B",
                         options={"maxiter": steps, "maxcor": 12, "ftol": 1e-8})
        self.points = found.x.reshape(shape).astype(np.float32)
        return self
