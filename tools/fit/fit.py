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
from itertools import combinations
from multiprocessing import get_context

import numpy as np
from scipy.sparse import csr_matrix

import added
import corpora
import silver
import threads
from data import Data, say
from fits import Fits
from measures import Measures, word_f1
from model import Gate, sigmoid, with_base
from points import write_points

GATE_COLUMNS = ["all"] + corpora.KINDS[:-1] + ["text"]
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


class Fit(Fits, Measures):
    """The whole: cross-validation, answers out of fold, and the points fitted on everything."""

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
        worth = self.worth(gate, hits, shares, own), self.worth_of_labels(labels, hits, own, shares.argmax(axis=1))
        return gate.points, labels, chances, firsts, found, worth

    def with_context(self, chances, name):
        data, out = self.data, self.data.path("context." + name)
        chances.astype(np.float32).tofile(out + ".chances")
        data.run("context", data.path("open", ""), data.list, out + ".chances", out)
        hits = (data.line_hits + data.hits(out)).tocsr()
        for end in (".chances", ".hits", ".ends"):
            os.remove(out + end)
        return hits

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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--goldens", default="testdata/pages", help="the project's own pages")
    parser.add_argument("--blanks", default="testdata/blank", help="pages with nothing to keep")
    parser.add_argument("--blank-table", default="testdata/tables/blank.tsv", help="what should come out of them")
    parser.add_argument("--seeds", default="../shared/seeds", help="the pages that have to come out exactly")
    parser.add_argument("--read", default="tools/fit/read.txt", help="labels given by reading")
    parser.add_argument("--reuse", action="store_true", help="take what fired from the work folder, if the cues are the same")
    parser.add_argument("--without", default=[], type=lambda names: names.split(","), help="cues to leave out, to see what they are worth")
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
