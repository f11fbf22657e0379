"""The fits: page kinds, the gate of either reading, labels, the order of labels; each of all pages but those of some folds.

What they stand on is `data.py`, the numerics are `model.py`; which folds are left out, and when, is said by `fit.py`.
"""
import numpy as np
from scipy.sparse import csr_matrix

import allowed
import corpora
import silver
from model import Gate, Softmax, certain, sigmoid, with_base
from points import CLASS_PREFIXES, PART_PREFIXES, WORD_PREFIXES

# How much stronger than of the start value the priors are, for named cues, for single words and what parts are called, and for
# words of class names. The lines of a page are much alike, and a word on a few sites says little of others; least of all what
# they call their boxes.
NAMED, WORD, CLASS = 3.0, 15.0, 60.0
LABEL_PRIORS = 1.0, 0.5
# Of the cues of page kinds what a page states of itself says most, what can be counted on it least: there are a hundred
# pages of most kinds, and lengths and shares are those of their few sites.
KIND_PRIOR = 4.0
KIND_PRIORS = {"states": 0.7, "url": 0.7, "titled": 0.7, "talk": 2.0, "links-to": 2.0, "speaks": 3.0, "holds": 3.0}
# Flattened pages have few of those cues; they are many, and copies of the others.
FLAT_KIND_WEIGHT = 0.3
# The start value's hit has no prior to speak of.
BASE_STRENGTH = 0.1
# Rows that weigh less than this are kept by chance, in proportion to their weight, and then weigh as much as this.
THIN = 0.25
MOST_PER_LABEL = 8000


def kind_prior(name):
    """How strong the prior of a page cue is: that of its family, the longest beginning of its name that is listed."""
    cue = name.split(":")[0]
    if cue == "base":
        return BASE_STRENGTH
    known = [family for family in KIND_PRIORS if cue == family or cue.startswith(family + "-")]
    return KIND_PRIORS[max(known, key=len)] if known else KIND_PRIOR


class Fits:
    """The fits. `left_out` is a set of folds; a model of the empty set has seen everything."""

    def __init__(self, data):
        self.data = data
        self.folds = range(data.options.folds)
        self.line_fold = data.fold[data.page_of]
        is_word = np.array([name.startswith(WORD_PREFIXES + PART_PREFIXES) for name in data.names])
        is_class = np.array([name.startswith(CLASS_PREFIXES) for name in data.names])
        self.strength = np.where(is_class, CLASS, np.where(is_word, WORD, NAMED))
        self.strength[0] = BASE_STRENGTH
        self.kind_priors = np.array([kind_prior(name) for name in data.names])
        kept = np.minimum(1, data.weight / THIN)
        chosen = np.random.default_rng(1).random(len(kept)) < kept
        self.weight = np.where(chosen, data.weight / np.maximum(kept, 1e-9), 0).astype(np.float32)

    def seen(self, left_out):
        return ~np.isin(self.data.fold, list(left_out))

    def kinds(self, left_out):
        data = self.data
        # A few paragraphs of an article have nothing of its page.
        usable = [page["corpus"] != "readability" and "is_excerpt" not in page for page in data.pages]
        rows = np.flatnonzero(self.seen(left_out) & np.array(usable))
        target = np.array([corpora.KINDS.index(data.pages[row]["kind"]) for row in rows])
        # Rare kinds count for more than their number: a thread taken for an article loses all its posts.
        counts = np.bincount(target, minlength=len(corpora.KINDS))
        weight = np.array([FLAT_KIND_WEIGHT if data.pages[row]["how"] else 1.0 for row in rows])
        weight *= np.sqrt(len(rows) / len(corpora.KINDS) / np.maximum(counts, 1)[target])
        return Softmax(len(data.names), len(corpora.KINDS)).fit(
            with_base(data.page_hits[rows]), certain(target, len(corpora.KINDS)), weight, self.kind_priors)

    def gate(self, hits, shares, left_out):
        data = self.data
        rows = np.flatnonzero(self.seen(left_out)[data.page_of] & (self.weight > 0))
        kind = shares.argmax(axis=1)[data.page_of[rows]]
        model = Gate(len(data.names), len(corpora.KINDS) - 1, self.strength)
        return model.fit(with_base(hits[rows]), kind, data.is_text[data.page_of[rows]], data.target[rows], self.weight[rows])

    def chances(self, model, hits, shares, rows):
        pages = self.data.page_of[rows]
        return sigmoid(model.sums(with_base(hits[rows]), shares[pages], self.data.is_text[pages]))

    def label_model(self, hits, left_out, kind):
        """Two sums in one table: body or heading, and which of the others."""
        data, random = self.data, np.random.default_rng(1)
        points = np.zeros((len(data.names), len(silver.LABELS)), np.float32)
        seen = self.seen(left_out)[data.page_of]
        usable = seen & (data.labels >= 0) & (data.label_weight > 0)
        told = np.flatnonzero(seen & data.is_compared)
        may_be = data.marks.allowed(data.mark[told], data.labels[told])
        for group, prior in ((range(0, 2), LABEL_PRIORS[0]), (range(2, 17), LABEL_PRIORS[1])):
            rows = self.sample(np.flatnonzero(usable & np.isin(data.labels, list(group))), random)
            own = drop(self.with_page_hits(hits[rows], rows, kind), data.made_by[rows], random)
            # Lines count alike, pages with very many of them less.
            per_page = np.bincount(data.page_of[rows], minlength=len(data.pages))[data.page_of[rows]]
            weight = data.label_weight[rows] / np.sqrt(1 + per_page / 60.0)
            is_known = data.is_read[rows] | (data.mark[rows] < 0)
            chances = np.where(is_known[:, None], certain(data.labels[rows], len(silver.LABELS)), may_be[data.mark[rows]])
            points[:, list(group)] = allowed.fit(own, chances[:, list(group)], is_known, weight, prior).points
        return points

    def sample(self, rows, random):
        """Of each silver label at most so many lines: there are hundreds of thousands of menu lines, all alike."""
        data, kept = self.data, []
        for label in np.unique(data.labels[rows]):
            own = rows[data.labels[rows] == label]
            is_read = data.is_read[own]
            kept += [own[is_read], random.permutation(own[~is_read])[:MOST_PER_LABEL]]
        return np.sort(np.concatenate(kept))

    def with_page_hits(self, hits, rows, page_kind):
        """Adds the hits that every line of a page has in a label sum: start value, kind, flattened."""
        count = hits.shape[0]
        pages = self.data.page_of[rows]
        columns = [np.zeros(count, np.int32), 2 + page_kind[pages].astype(np.int32)]
        extra = csr_matrix((np.ones(2 * count, np.float32), (np.tile(np.arange(count), 2), np.concatenate(columns))), shape=hits.shape)
        text = self.data.is_text[pages]
        flat = csr_matrix((text.astype(np.float32), (np.arange(count), np.ones(count, np.int32))), shape=hits.shape)
        return (hits + extra + flat).tocsr()

    def order(self, left_out):
        """How much likelier a label is behind another than by itself, from pages on which every line has been read."""
        data, counts, seen = self.data, np.full((17, 17), 0.3), self.seen(left_out)
        for at, page in enumerate(data.pages):
            read = page["truth"].get("lines") or (page["corpus"], page["id"]) in data.read
            if read and page["how"] is None and seen[at]:
                labels = data.labels[data.rows(at)]
                labels = labels[labels >= 0]
                np.add.at(counts, (labels[:-1], labels[1:]), 1)
        joint = counts / counts.sum()
        ratio = np.log(joint / (joint.sum(1, keepdims=True) * joint.sum(0, keepdims=True)))
        return np.clip(0.6 * ratio, -3, 3)


def drop(hits, made_by, random):
    """Takes from half of the rows the hit that made their silver label."""
    hits = hits.tocsr(copy=True)
    chosen = (made_by >= 0) & (random.random(len(made_by)) < 0.5)
    for row in np.flatnonzero(chosen):
        start, end = hits.indptr[row], hits.indptr[row + 1]
        at = np.flatnonzero(hits.indices[start:end] == made_by[row])
        hits.data[start + at] = 0
    hits.eliminate_zeros()
    return hits
