"""What a silver label allows a line to be.

Markup and phrases mark lines whose label nobody read; some marks are nearly always right, some seldom. On the pages that
were read the same marks are given as well: the shares of the labels that readers gave there are what a mark allows. Among
what is allowed the fit itself chooses, in rounds (expectation and maximisation, Dempster, Laird and Rubin 1977).
"""
import numpy as np

from model import Softmax
from silver import LABELS, NUMBER

# A mark counts as if so many readers had agreed with it; with this share of a reader no label is ever impossible.
BELIEF, POSSIBLE = 3.0, 0.02
# How often the labels are filled in and the points fitted.
ROUNDS = 2


class Marks:
    """The marks that silver labels come from, numbered as they are met: a hit and the label it stands for."""

    def __init__(self):
        self.numbers = {}

    def number(self, hit, label):
        return self.numbers.setdefault((hit, label), len(self.numbers))

    def allowed(self, marks, labels):
        """For each mark the chance of each label, from lines that have a mark and were read."""
        counts = np.full((len(self.numbers), len(LABELS)), POSSIBLE)
        np.add.at(counts, (marks, labels), 1)
        for (_, label), number in self.numbers.items():
            counts[number, NUMBER[label]] += BELIEF
        return counts / counts.sum(axis=1, keepdims=True)


def fit(hits, chances, is_known, weight, prior):
    """Points of labels of which only the chances are known, but for some rows."""
    chances = chances / chances.sum(axis=1, keepdims=True)
    wanted = chances
    for _ in range(ROUNDS):
        model = Softmax(hits.shape[1], chances.shape[1]).fit(hits, wanted, weight, prior)
        filled = chances * model.chances(hits)
        wanted = np.where(is_known[:, None], chances, filled / filled.sum(axis=1, keepdims=True)).astype(np.float32)
    return model
