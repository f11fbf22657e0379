"""What a fit is worth, measured on pages of sites that it has not seen: word F1 by kind of page and by cut, and the worth of each cue.
"""
from collections import Counter

import numpy as np
from scipy.special import logsumexp

import corpora
from data import GOLD_WEIGHT, say
from model import Gate, with_base

# A cue that lowers the mean loss of a line by less than this is worth nothing.
LEAST_WORTH = 1e-6


class Measures:
    """Over the data of a fit; mixed into it."""

    def worth(self, model, hits, shares, rows):
        """How much each cue lowers the loss on lines that the model has not seen; a cue below zero does harm."""
        data, pages = self.data, self.data.page_of[rows]
        own, target, weight = with_base(hits[rows]).tocsc(), data.target[rows], data.weight[rows]
        sums = model.sums(own, shares[pages], data.is_text[pages])
        loss = lambda sums: float(np.sum(weight * (np.logaddexp(0, sums) - target * sums)))
        whole, worth = loss(sums), {}
        for cue, columns in self.cues():
            part = Gate(len(columns), len(corpora.KINDS) - 1)
            part.points = model.points[:, columns]
            worth[cue] = (loss(sums - part.sums(own[:, columns], shares[pages], data.is_text[pages])) - whole) / weight.sum()
        return worth

    def worth_of_labels(self, points, hits, rows, kind):
        """The same for the labels, on lines that were read."""
        data = self.data
        rows = rows[data.label_weight[rows] >= GOLD_WEIGHT]
        own, target = self.with_page_hits(hits[rows], rows, kind).tocsc(), data.labels[rows]
        groups = [(target < 2, 0, 2), (target >= 2, 2, 17)]

        def loss(sums):
            return sum(float(np.sum(logsumexp(sums[own][:, low:high], axis=1) - sums[own, target[own]])) for own, low, high in groups)

        sums = np.asarray(own @ points)
        whole = loss(sums)
        return {cue: (loss(sums - own[:, columns] @ points[columns]) - whole) / max(1, len(rows)) for cue, columns in self.cues()}

    def cues(self):
        """Each cue with the columns of its hits."""
        columns = {}
        for at, name in enumerate(self.data.names):
            columns.setdefault(name.split(":")[0], []).append(at)
        return [(cue, np.array(own)) for cue, own in sorted(columns.items())]

    def report_cues(self, worth):
        """Cues that are worth nothing on pages of other sites, so that they can be taken out; and those worth most."""
        gate, labels = ({cue: float(np.mean([fold[part][cue] for fold in worth])) for cue in worth[0][part]} for part in (0, 1))
        fires = {cue for cue in gate if gate[cue] != 0 or labels[cue] != 0}
        useless = sorted(cue for cue in fires if gate[cue] < LEAST_WORTH and labels[cue] < LEAST_WORTH)
        say(len(fires), "cues of lines; worth nothing:", ", ".join(useless) or "none")
        for what, mean in (("gate", gate), ("labels", labels)):
            say(f"worth most to the {what}:", ", ".join(f"{cue} {mean[cue]:.4f}" for cue in sorted(fires, key=mean.get, reverse=True)[:25]))

    def report_kinds(self):
        truth = np.array([corpora.KINDS.index(page["kind"]) for page in self.data.pages])
        right = self.own_shares.argmax(axis=1) == truth
        say("kinds right out of fold:", round(float(right[~self.data.is_text].mean()), 3),
            "flattened:", round(float(right[self.data.is_text].mean()), 3))

    def measured(self, corpora):
        """The pages whose whole text is known."""
        for at, page in enumerate(self.data.pages):
            truth = page["truth"]
            if page["how"] != "twin" and page["corpus"] in corpora and "body" in truth and "doubt" not in truth:
                yield at, page

    def kept(self, at, chances, cut=None):
        """What is kept of a page, as text."""
        lines = self.data.rows(at)
        cut = best_cut(chances[lines], self.data.words[lines]) if cut is None else cut
        return " ".join(line for line, chance in zip(self.data.texts[at]["lines"], chances[lines]) if chance >= cut)

    def report_cuts(self, chances):
        """What a cut that is the same for all pages gives, on pages of other sites."""
        for cut in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, None):
            rows = [precision_recall(self.kept(at, chances, cut), page["truth"]["body"])
                    for at, page in self.measured(["wcxb"]) if not page["how"]]
            precision, recall, f1 = np.mean(rows, axis=0)
            say(f"cut {cut}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")

    def report(self, chances, what, file=None):
        """Word F1 by type with the cut of the highest expected F1, on pages of other sites."""
        scores, rows = {}, []
        for at, page in self.measured(["wcxb", "naeb", "fundus", "magic", "own"]):
            f1 = word_f1(self.kept(at, chances), page["truth"]["body"])
            key = page["corpus"] + ("." + page["how"] if page["how"] else "")
            scores.setdefault(key, []).append(f1)
            if page["corpus"] == "wcxb":
                scores.setdefault(f"{key}/{page['kind']}", []).append(f1)
            rows.append(f"{key}\t{page['kind']}\t{page['id']}\t{f1:.4f}\n")
        say(what, " ".join(f"{key} {np.mean(values):.4f}" for key, values in sorted(scores.items())))
        if file:
            with open(self.data.path(file), "w", encoding="utf-8") as out:
                out.writelines(rows)


def best_cut(chances, sizes):
    """The cut whose lines have the highest expected word F1, as the crate chooses it."""
    order = np.argsort(-chances)
    chance, size = chances[order], sizes[order]
    total = float((chance * size).sum())
    if total < 4:
        return 0.7
    expected = 2 * np.cumsum(chance * size) / (np.cumsum(size) + total)
    at = int(expected.argmax())
    after = chance[at + 1] if at + 1 < len(chance) else 0.0
    return float(np.clip((chance[at] + after) / 2, 0.2, 0.7))


def precision_recall(text, reference):
    """Word precision, recall and F1; a page that is rightly empty has all of them 1."""
    text, reference = Counter(corpora.words(text)), Counter(corpora.words(reference))
    both = (text & reference).total()
    if not both:
        return (float(not text and not reference),) * 3
    return both / text.total(), both / reference.total(), 2 * both / (text.total() + reference.total())


def word_f1(text, reference):
    return precision_recall(text, reference)[2]
