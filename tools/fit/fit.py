"""Fits the points in `rules/` from the corpora, with cross-validation by site.

    python tools/fit/fit.py --corpora ../shared/corpora --work target/fit [--folds 4] [--write rules]

Steps: cut all pages into lines and ask the cues (by `copydesk-fit`); line the lines up with the references; fit page
kinds, the first reading, the gate, the labels, and what takes threads apart (`threads.py`); answer for each page with the points of the folds that the page's site
is not in (`WORK/answers`, for `score.py --pred`); from those answers fit the confidence; with --write, fit on everything
and write the points files, rounded and sorted.

The second reading sees what the first thought. For the pages of a held-out fold that is what a first reading without the
fold thought; for the pages that the second reading is fitted on, what one thought that had seen neither the fold nor the
page's own. Anything less lets a fit see its own answers.
"""
import argparse
import json
import os
import sys
from collections import Counter
from itertools import combinations
from multiprocessing import get_context

import numpy as np
from scipy.sparse import csr_matrix

import added
import corpora
import silver
import threads
from data import GOLD_WEIGHT, Data, say
from model import Gate, Softmax, sigmoid, with_base
from points import WORD_PREFIXES, write_points

GATE_COLUMNS = ["all"] + corpora.KINDS[:-1] + ["text"]
# How much stronger than of the start value the priors are, for named cues and for single words. The lines of a page are
# much alike, and a word on a few sites says little of others.
NAMED, WORD = 3.0, 12.0
KIND_PRIOR, LABEL_PRIORS = 2.0, (2.0, 1.0)
# The start value's hit has no prior to speak of.
BASE_STRENGTH = 0.1
# Rows that weigh less than this are kept by chance, in proportion to their weight, and then weigh as much as this.
THIN = 0.25
MOST_PER_LABEL = 8000
# Content from here on, where labels are fitted and no page's own cut is at hand.
CONTENT = 0.45
# A page with a word F1 above this is a good one; so strong is the prior of the confidence.
GOOD_PAGE, TRUST_PRIOR = 0.8, 1.0


def in_parallel(work, items):
    """Does the work for each item in processes of their own, two at a time; gives the results in order."""
    global WORK, ITEMS
    WORK, ITEMS = work, list(items)
    with get_context("fork").Pool(2) as pool:
        return pool.map(call, range(len(ITEMS)), chunksize=1)


def call(number):
    return WORK(ITEMS[number])


class Fit:
    """The fits. `left_out` is a set of folds; a model of the empty set has seen everything."""

    def __init__(self, data):
        self.data = data
        self.folds = range(data.options.folds)
        self.line_fold = data.fold[data.page_of]
        is_word = np.array([name.startswith(WORD_PREFIXES) for name in data.names])
        self.strength = np.where(is_word, WORD, NAMED)
        self.strength[0] = BASE_STRENGTH
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
        weight = np.array([0.2 if data.pages[row]["how"] else 1.0 for row in rows])
        weight *= np.sqrt(len(rows) / len(corpora.KINDS) / np.maximum(counts, 1)[target])
        return Softmax(len(data.names), len(corpora.KINDS)).fit(with_base(data.page_hits[rows]), target, weight, KIND_PRIOR)

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
        usable = self.seen(left_out)[data.page_of] & (data.labels >= 0) & (data.label_weight > 0)
        for group, prior in ((range(0, 2), LABEL_PRIORS[0]), (range(2, 17), LABEL_PRIORS[1])):
            rows = self.sample(np.flatnonzero(usable & np.isin(data.labels, list(group))), random)
            own = drop(self.with_page_hits(hits[rows], rows, kind), data.made_by[rows], random)
            # Lines count alike, pages with very many of them less.
            per_page = np.bincount(data.page_of[rows], minlength=len(data.pages))[data.page_of[rows]]
            weight = data.label_weight[rows] / np.sqrt(1 + per_page / 60.0)
            model = Softmax(len(data.names), len(group)).fit(own, data.labels[rows] - group[0], weight, prior)
            points[:, list(group)] = model.points
        return points

    def sample(self, rows, random):
        """Of each silver label at most so many lines: there are hundreds of thousands of menu lines, all alike."""
        data, kept = self.data, []
        for label in np.unique(data.labels[rows]):
            own = rows[data.labels[rows] == label]
            is_gold = data.label_weight[own] >= GOLD_WEIGHT
            kept += [own[is_gold], random.permutation(own[~is_gold])[:MOST_PER_LABEL]]
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

    # The whole.

    def cross_validate(self):
        sets = [frozenset(pair) for size in (1, 2) for pair in combinations(self.folds, size)]
        kinds = {left_out: self.kinds(left_out) for left_out in sets}
        self.shares = [self.kind_shares(kinds, fold) for fold in self.folds]
        self.kind_points = [kinds[frozenset([fold])].points for fold in self.folds]
        self.own_shares = self.of_own_fold(self.shares, self.data.fold)
        self.report_kinds()
        first = in_parallel(lambda left_out: self.gate(self.data.line_hits, self.shares[min(left_out)], left_out), sets)
        self.first = dict(zip(sets, first))
        say("first readings fitted")
        results = in_parallel(self.second, self.folds)
        self.gates, self.labels = [result[0] for result in results], [result[1] for result in results]
        chances = self.of_own_fold([result[2] for result in results], self.line_fold)
        firsts = self.of_own_fold([result[3] for result in results], self.line_fold)
        self.report(firsts, "first reading")
        self.report(chances, "second reading", "pages.tsv")
        self.report_cuts(chances)
        found = self.of_own_fold([result[4] for result in results], self.line_fold)
        gold = np.flatnonzero((self.data.labels >= 0) & np.array([page["corpus"] == "lines" for page in self.data.pages])[self.data.page_of])
        say("labels right on lines, before the order:", round(float((found[gold] == self.data.labels[gold]).mean()), 3))
        self.report_cues([result[5] for result in results])
        self.all_hits = self.with_context(firsts, "all")
        for fold in self.folds:
            first, order = self.first[frozenset([fold])].points, self.order({fold})
            self.write_rules(self.data.path(f"rules.{fold}", ""), self.kind_points[fold], first, self.gates[fold], self.labels[fold], order)

    def of_own_fold(self, by_fold, fold):
        """Of values that each fold's models gave to everything, each page's (or line's) by the models without its site."""
        out = by_fold[0].copy()
        for number, values in enumerate(by_fold):
            out[fold == number] = values[fold == number]
        return out

    def models_for(self, fold):
        """Each fold with the set to leave out for its pages, when this fold is held out."""
        return [(other, frozenset([fold, other])) for other in self.folds]

    def kind_shares(self, kinds, fold):
        shares = np.zeros((len(self.data.pages), len(corpora.KINDS)), np.float32)
        for other, left_out in self.models_for(fold):
            rows = np.flatnonzero(self.data.fold == other)
            shares[rows] = kinds[left_out].chances(with_base(self.data.page_hits[rows]))
        return shares

    def second(self, fold):
        """The gate and the labels without a fold; the chances of both readings and the labels they give."""
        data, shares = self.data, self.shares[fold]
        firsts = np.zeros(len(data.words), np.float32)
        for other, left_out in self.models_for(fold):
            rows = np.flatnonzero(self.line_fold == other)
            firsts[rows] = self.chances(self.first[left_out], data.line_hits, shares, rows)
        hits = self.with_context(firsts, str(fold))
        gate = self.gate(hits, shares, {fold})
        own = np.flatnonzero(self.line_fold == fold)
        chances = np.zeros(len(data.words), np.float32)
        chances[own] = self.chances(gate, hits, shares, own)
        labels = self.label_model(hits, {fold}, shares.argmax(axis=1))
        sums = self.with_page_hits(hits[own], own, shares.argmax(axis=1)) @ labels
        found = np.full(len(data.words), 16, np.int8)
        found[own] = np.where(chances[own] > CONTENT, sums[:, :2].argmax(1), 2 + sums[:, 2:].argmax(1))
        say("second reading without fold", fold)
        return gate.points, labels, chances, firsts, found, self.worth(gate, hits, shares, own)

    def worth(self, model, hits, shares, rows):
        """How much each cue lowers the loss on lines that the model has not seen; a cue below zero does harm."""
        data, pages = self.data, self.data.page_of[rows]
        own, target, weight = with_base(hits[rows]).tocsc(), data.target[rows], data.weight[rows]
        sums = model.sums(own, shares[pages], data.is_text[pages])
        loss = lambda sums: float(np.sum(weight * (np.logaddexp(0, sums) - target * sums)))
        whole, worth = loss(sums), {}
        for cue in sorted({name.split(":")[0] for name in data.names}):
            columns = np.flatnonzero([name.split(":")[0] == cue for name in data.names])
            part = Gate(len(columns), len(corpora.KINDS) - 1)
            part.points = model.points[:, columns]
            worth[cue] = (loss(sums - part.sums(own[:, columns], shares[pages], data.is_text[pages])) - whole) / weight.sum()
        return worth

    def with_context(self, chances, name):
        data, out = self.data, self.data.path("context." + name)
        chances.astype(np.float32).tofile(out + ".chances")
        data.run("context", data.path("open", ""), data.list, out + ".chances", out)
        hits = (data.line_hits + data.hits(out)).tocsr()
        for end in (".chances", ".hits", ".ends"):
            os.remove(out + end)
        return hits

    def report_cues(self, worth):
        """Cues that are worth nothing on pages of other sites, so that they can be taken out; and those worth most."""
        mean = {cue: float(np.mean([fold[cue] for fold in worth])) for cue in worth[0]}
        fires = {cue for cue, value in mean.items() if value != 0}
        say(len(fires), "cues of lines; worth nothing:", ", ".join(sorted(cue for cue in fires if mean[cue] < 1e-6)) or "none")
        say("worth most:", ", ".join(f"{cue} {mean[cue]:.4f}" for cue in sorted(fires, key=mean.get, reverse=True)[:25]))

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

    # Answers, and the points fitted on everything.

    def answers(self):
        by_source, number = {}, {name: at for at, name in enumerate(self.data.names)}
        in_parallel(self.answer, self.folds)
        self.promises = []
        for fold in self.folds:
            for page, line in zip(self.listed(fold), open(self.data.path(f"answers.{fold}.jsonl"), encoding="utf-8")):
                name = page["corpus"] + (f".text.{page['how']}" if page["how"] else "")
                by_source.setdefault(name, []).append(line)
                truth, record = page["truth"], json.loads(line)
                if page["corpus"] != "own" and "body" in truth and "doubt" not in truth:
                    f1 = word_f1(record["text"], truth["body"])
                    self.promises.append(([number[name] for name in record["promise"]], f1 > GOOD_PAGE, fold, 0.2 if page["how"] else 1.0))
        for name, lines in by_source.items():
            with open(self.data.path("answers", name + ".jsonl"), "w", encoding="utf-8") as file:
                file.writelines(lines)
        say("answers in", self.data.path("answers"))

    def listed(self, fold):
        return [page for page in self.data.pages if page["fold"] == fold and page["how"] != "twin"]

    def answer(self, fold):
        listed = self.data.path(f"fold.{fold}.jsonl")
        corpora.write_list(self.listed(fold), listed)
        self.data.run("answer", self.data.path("threads", f"rules.{fold}", ""), listed, self.data.path(f"answers.{fold}.jsonl"))

    def confidence(self):
        """Points for a page being a good one; tells how they hold on pages of folds that they were not fitted on."""
        ends = np.cumsum([len(hits) for hits, _, _, _ in self.promises])
        hits = csr_matrix((np.ones(ends[-1], np.float32), np.concatenate([hits for hits, _, _, _ in self.promises]), np.concatenate([[0], ends])),
                          shape=(len(ends), len(self.data.names)))
        good, fold, weight = (np.array([row[at] for row in self.promises], float) for at in (1, 2, 3))
        nothing = np.zeros(len(good), bool)
        strength = np.full(len(self.data.names), TRUST_PRIOR)

        def fit(rows):
            return Gate(len(self.data.names), 0, strength).fit(hits[rows], nothing[rows].astype(int), nothing[rows], good[rows], weight[rows])

        chance = np.zeros(len(good))
        for number in self.folds:
            own = np.flatnonzero(fold == number)
            chance[own] = sigmoid(hits[own] @ fit(np.flatnonzero(fold != number)).points[0])
        for low in np.arange(0, 1, 0.1):
            own = (chance >= low) & (chance < low + 0.1) & (weight == 1)
            if own.any():
                say(f"confidence {low:.1f} to {low + 0.1:.1f}: {own.sum()} pages, mean {chance[own].mean():.2f}, good {good[own].mean():.2f}")
        self.trust = fit(np.arange(len(good))).points[0], np.asarray(hits.sum(axis=0)).ravel().astype(int)

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        kinds = self.kinds(())
        kind = self.own_shares.argmax(axis=1)
        first, gate, labels = in_parallel(lambda part: part(), [
            lambda: self.gate(self.data.line_hits, self.own_shares, ()).points,
            lambda: self.gate(self.all_hits, self.own_shares, ()).points,
            lambda: self.label_model(self.all_hits, (), kind),
        ])
        self.write_rules(folder, kinds.points, first, gate, labels, self.order(()))
        say("wrote", folder)

    def write_rules(self, folder, kinds, first, gate, labels, order):
        if not hasattr(self, "fired"):
            self.fired = np.asarray(self.all_hits.sum(axis=0)).ravel().astype(int)
        fired_pages = np.asarray(self.data.page_hits.sum(axis=0)).ravel().astype(int)
        table = lambda file, *rest: write_points(os.path.join(folder, file), self.data.names, *rest)
        table("kinds.points", corpora.KINDS, kinds, fired_pages)
        table("first.points", GATE_COLUMNS, first.T, self.fired)
        table("gate.points", GATE_COLUMNS, gate.T, self.fired)
        table("labels.points", silver.LABELS, labels, self.fired)
        if hasattr(self, "trust"):
            table("confidence.points", ["trust"], self.trust[0][:, None], self.trust[1])
        write_points(os.path.join(folder, "order.points"), silver.LABELS, silver.LABELS, order, None)


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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--goldens", default="testdata/pages", help="the project's own pages")
    parser.add_argument("--blanks", default="testdata/blank", help="pages with nothing to keep")
    parser.add_argument("--blank-table", default="testdata/tables/blank.tsv", help="what should come out of them")
    parser.add_argument("--read", default="tools/fit/read.txt", help="labels given by reading")
    parser.add_argument("--reuse", action="store_true", help="take what fired from the work folder, if the cues are the same")
    parser.add_argument("--work", default="target/fit")
    parser.add_argument("--tool", default="target/release/copydesk-fit")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--add", help="a folder of pages that were blessed for sites of one's own: see `added.py`")
    parser.add_argument("--write", help="a folder for the points fitted on everything")
    options = parser.parse_args()
    return added.run(options, whole) if options.add else whole(options)


def whole(options):
    """Everything from the pages to the points."""
    data = Data(options)
    data.ask()
    fit = Fit(data)
    fit.cross_validate()
    pages = [page for page in data.pages if threads.is_thread(page)]
    taken_apart = threads.Threads(pages, data.path("threads", ""), options.tool, options.folds)
    taken_apart.take_rules(data.work)
    taken_apart.all(options.write)
    fit.answers()
    fit.confidence()
    if options.write:
        fit.write(options.write)


if __name__ == "__main__":
    sys.exit(main())
