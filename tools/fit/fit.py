"""Fits the points in `rules/` from the corpora, with cross-validation by site.

    python tools/fit/fit.py --corpora ../shared/corpora --work target/fit [--folds 4] [--write rules]

Steps: cut all pages into lines and ask the cues (by `copydesk-fit`); line the lines up with the references; fit page
kinds, the first reading, the gate and the labels, and what takes threads apart (`threads.py`); answer for each page with the points of the folds
that the page's site is not in (`WORK/answers`, for `score.py --pred`); with --write, fit on everything and write the
points files, rounded and sorted.
"""
import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from multiprocessing import get_context

import numpy as np
from scipy.sparse import csr_matrix, vstack

import corpora
import silver
import threads
from model import Gate, Softmax, matrix, sigmoid

# A word is taken into the fit when it stands on pages of so many sites, and kept when its points are at least so far
# from zero in some column.
LEAST_SITES = 15
LEAST_SITES_PAGE = 12
LEAST_POINTS = 0.02
# A hit on fewer lines of the corpora says nothing of lines in general.
LEAST_FIRED = 50
LEAST_WORD_POINTS = 0.2
WORD_PREFIXES = ("class:", "above:", "enters:", "word:", "whole:", "url:", "states:", "holds:", "titled:", "links-to:")
GATE_COLUMNS = ["all"] + corpora.KINDS[:-1] + ["text"]
# How much the pages of a source weigh. Flattened copies of one page share the weight of one.
SOURCE_WEIGHT = {"wcxb": 1.0, "naeb": 0.6, "fundus": 1.0, "magic": 1.0, "harvest": 0.7, "lines": 1.0, "own": 1.0, "readability": 0.0}
FLAT_WEIGHT = 0.35
# Lines weigh by their words; so many more for the line itself, or the short ones would not be learned at all.
LINE_WEIGHT = 2.0
GOLD_WEIGHT = 2.0
MOST_PER_LABEL = 8000
# Of each source so many pages of a hundred get a twin; what a twin of a page that was read weighs.
TWIN_SHARE = {"fundus": 100, "naeb": 50, "magic": 100, "wcxb": 25, "harvest": 0}
GOLD_FLAT_WEIGHT = 0.7
# What is kept for each line, and for each page.
PER_LINE = ["line_hits", "words", "target", "weight", "labels", "label_weight", "made_by", "starts"]
PER_PAGE = ["page_hits"]


def say(*what):
    print(f"[{time.strftime('%H:%M:%S')}]", *what, flush=True)


def in_parallel(work, items):
    """Does the work for each item in processes of their own, two at a time; gives the results in order."""
    global WORK, ITEMS
    WORK, ITEMS = work, list(items)
    with get_context("fork").Pool(2) as pool:
        return pool.map(call, range(len(ITEMS)), chunksize=1)


def call(number):
    return WORK(ITEMS[number])


class Fit:
    def __init__(self, options):
        self.options = options
        self.work = options.work
        self.tool = options.tool
        os.makedirs(self.work, exist_ok=True)
        self.pages = corpora.pages(options.corpora, self.work, options.folds) + corpora.goldens(options.goldens, options.folds)
        self.read = corpora.read_labels(options.read)
        self.list = os.path.join(self.work, "list.jsonl")
        corpora.write_list(self.pages, self.list)

    def run(self, *arguments):
        subprocess.run([self.tool, *arguments], check=True)

    def path(self, *parts):
        path = os.path.join(self.work, *parts)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    # What fires.

    def vocabulary(self):
        # Files with a head alone: no cue's name can be out of date in them.
        for name in [*HEADS, *threads.HEADS]:
            open(self.path("open", name), "w").close()
        html = self.path("html.jsonl")
        corpora.write_list([page for page in self.pages if page["input"] == "html"], html)
        out = self.path("vocabulary.tsv")
        self.run("vocabulary", self.path("open", ""), html, out)
        lines, kinds = [], []
        for row in open(out, encoding="utf-8"):
            word, sites = row.rstrip("\n").split("\t")
            if word.startswith(("url:", "states:", "titled:", "links-to:")):
                if int(sites) >= LEAST_SITES_PAGE:
                    kinds.append(word)
            elif int(sites) >= LEAST_SITES:
                lines.append(word)
        for name, words in (("first.points", lines), ("kinds.points", kinds)):
            with open(self.path("open", name), "w", encoding="utf-8") as file:
                file.write("\n".join(words) + "\n")
        say(len(lines), "words for lines,", len(kinds), "for pages")

    def ask(self):
        """Asks the cues about every line; then about the lines of twins, the same pages flattened by our own cutting."""
        self.ask_pages("lines")
        self.align()
        twins = self.twins()
        first = {name: getattr(self, name) for name in PER_LINE + PER_PAGE}
        pages, texts = self.pages, self.texts
        self.pages = twins
        corpora.write_list(twins, self.path("twins.jsonl"))
        self.ask_pages("twins")
        known = [self.twin_of(twin, pages, first) for twin in range(len(twins))]
        join = lambda a, b: vstack([a, b]).tocsr() if hasattr(a, "tocsr") else np.concatenate([a, b])
        for name in ["line_hits"] + PER_PAGE:
            setattr(self, name, join(first[name], getattr(self, name)))
        for at, name in enumerate(("target", "weight", "labels", "label_weight", "made_by")):
            own = np.concatenate([rows[at] for rows in known]) if known else np.zeros(0)
            setattr(self, name, np.concatenate([first[name], own.astype(first[name].dtype)]))
        self.pages, self.texts = pages + twins, texts + self.texts
        self.count_lines()
        corpora.write_list(self.pages, self.list)
        say("with twins:", len(self.pages), "pages,", len(self.words), "lines,", self.line_hits.nnz, "hits")

    def twins(self):
        """Pages that are worth flattening: those that were read, and some of every source."""
        out = []
        for at, page in enumerate(self.pages):
            read = page["truth"].get("lines") or (page["corpus"], page["id"]) in self.read
            if page["input"] != "html" or not (read or page["fold_hash"] % 100 < TWIN_SHARE.get(page["corpus"], 0)):
                continue
            lines = self.texts[at]["lines"]
            # One flattener sets blank lines between all blocks, one between paragraphs, one none.
            gap = {0: lambda line: "\n\n", 1: lambda line: "\n\n" if len(line) > 60 else "\n", 2: lambda line: "\n"}[page["fold_hash"] % 3]
            path = self.path("twins", f"{at}.txt")
            with open(path, "w", encoding="utf-8") as file:
                file.write("".join(line + gap(line) for line in lines))
            out.append({**page, "how": "twin", "path": path, "input": "text", "twin_of": at})
        return out

    def twin_of(self, twin, pages, first):
        """What is right of the lines of a twin: what is right of the same lines of the page."""
        at = self.pages[twin]["twin_of"]
        rows = slice(first["starts"][at], first["starts"][at + 1])
        place = silver.same_lines(self.texts[twin]["lines"], self.first_texts[at]["lines"])
        take = lambda name, missing: np.array([missing if one is None else first[name][rows][one] for one in place])
        flat = FLAT_WEIGHT if first["label_weight"][rows].max(initial=0) < GOLD_WEIGHT else GOLD_FLAT_WEIGHT
        return (take("target", 0), take("weight", 0) * flat, take("labels", -1), take("label_weight", 0) * flat,
                np.full(len(place), -1))

    def count_lines(self):
        counts = [len(page["lines"]) for page in self.texts]
        self.page_of = np.repeat(np.arange(len(counts)), counts)
        self.starts = np.concatenate([[0], np.cumsum(counts)])
        self.words = np.array([size for page in self.texts for size in page["words"]], np.float32)
        self.fold = np.array([page["fold"] for page in self.pages])
        self.is_text = np.array([page["input"] == "text" for page in self.pages])

    def ask_pages(self, name):
        out = self.path(name)
        listed = self.list if name == "lines" else self.path(name + ".jsonl")
        if not (self.options.reuse and os.path.exists(out + ".names")):
            if name == "lines":
                self.vocabulary()
            self.run("lines", self.path("open", ""), listed, out)
        self.names = open(out + ".names", encoding="utf-8").read().split("\n")[:-1]
        self.width = len(self.names)
        self.line_hits = self.hits(out)
        self.page_hits = self.hits(out + ".page")
        self.texts = [json.loads(line) for line in open(out + ".text.jsonl", encoding="utf-8")]
        if name == "lines":
            self.first_texts = self.texts
        self.count_lines()
        say(len(self.pages), "pages,", len(self.words), "lines,", self.line_hits.nnz, "hits")

    def hits(self, path):
        hits = np.fromfile(path + ".hits", np.uint16)
        ends = np.fromfile(path + ".ends", np.uint64)
        return matrix(hits, ends, self.width)

    def rows(self, page):
        return slice(self.starts[page], self.starts[page + 1])

    # What is right.

    def align(self):
        self.share = np.full(len(self.words), np.nan, np.float32)
        for at, (page, text) in enumerate(zip(self.pages, self.texts)):
            reference = corpora.reference(page["truth"])
            if reference is not None:
                self.share[self.rows(at)] = corpora.align(text["lines"], reference)
        self.label()
        known = ~np.isnan(self.share)
        self.target = np.where(known, np.clip((self.share - 0.1) / 0.8, 0, 1), 0)
        for at, page in enumerate(self.pages):
            if page["truth"].get("lines"):
                labels = self.labels[self.rows(at)]
                self.target[self.rows(at)] = np.isin(labels, (0, 1))
                known[self.rows(at)] = labels >= 0
        copies = Counter((page["corpus"], page["id"]) for page in self.pages if page["how"])
        weight = np.zeros(len(self.words), np.float32)
        for at, page in enumerate(self.pages):
            rows = self.rows(at)
            base = SOURCE_WEIGHT[page["corpus"]]
            if page["truth"].get("lines"):
                base *= GOLD_WEIGHT
            if page["how"]:
                base *= FLAT_WEIGHT * 5 / max(5, copies[(page["corpus"], page["id"])])
            # Pages weigh the same whatever their length, lines by their words.
            own = (self.words[rows] + LINE_WEIGHT) * known[rows]
            weight[rows] = 100 * base * own / max(60.0, own.sum())
        self.weight = weight
        say("aligned;", int((self.target > 0.5).sum()), "content lines")

    def label(self):
        self.labels = np.full(len(self.words), -1, np.int8)
        self.label_weight = np.zeros(len(self.words), np.float32)
        self.made_by = np.full(len(self.words), -1, np.int32)
        number = {name: at for at, name in enumerate(self.names)}
        dated = np.zeros(len(self.words), np.float32)
        for name, value in (("dated:0.35..0.6", 0.4), ("dated:0.6..0.9", 0.7), ("dated:0.9..", 1.0)):
            dated[self.line_hits[:, number[name]].nonzero()[0]] = value
        indices, ends = self.line_hits.indices, self.line_hits.indptr
        for at, (page, text) in enumerate(zip(self.pages, self.texts)):
            first, last = self.starts[at], self.starts[at + 1]
            marked = self.read.get((page["corpus"], page["id"])) if page["how"] is None else None
            if page["truth"].get("lines") or marked:
                found = silver.read(text["lines"], marked) if marked else silver.gold(text["lines"], page["truth"])
                for line, label in enumerate(found):
                    if label:
                        self.labels[first + line] = silver.NUMBER[label]
                        self.label_weight[first + line] = GOLD_WEIGHT
                continue
            share = None if np.isnan(self.share[first:last]).all() else self.share[first:last]
            hits = [{self.names[hit] for hit in indices[ends[row]:ends[row + 1]]} for row in range(first, last)]
            scale = FLAT_WEIGHT if page["how"] else 1.0
            found = silver.silver(page, text["lines"], text["words"], hits, share, dated[first:last])
            for line, (label, weight, hit) in enumerate(found):
                if label:
                    self.labels[first + line] = silver.NUMBER[label]
                    self.label_weight[first + line] = weight * scale
                    self.made_by[first + line] = number.get(hit, -1)
        say("labels:", {silver.LABELS[label]: count for label, count in sorted(Counter(self.labels[self.labels >= 0].tolist()).items())})

    # The fits. Each gives points from the pages of some folds.

    def kinds(self, train):
        rows = np.flatnonzero(train & np.array([page["corpus"] != "readability" for page in self.pages]))
        target = np.array([corpora.KINDS.index(self.pages[row]["kind"]) for row in rows])
        # Rare kinds count for more than their number: a thread taken for an article loses all its posts.
        counts = np.bincount(target, minlength=len(corpora.KINDS))
        weight = np.array([0.2 if self.pages[row]["how"] else 1.0 for row in rows])
        weight *= np.sqrt(len(rows) / len(corpora.KINDS) / counts[target])
        hits = self.page_hits[rows].copy()
        hits = with_base(hits)
        return Softmax(self.width, len(corpora.KINDS)).fit(hits, target, weight, prior=1.5)

    def kind_of(self, model, rows):
        sums = with_base(self.page_hits[rows]) @ model.points
        return sums.argmax(axis=1)

    def gate(self, hits, kind, train):
        rows = np.flatnonzero(train[self.page_of] & (self.weight > 0))
        model = Gate(self.width, len(corpora.KINDS) - 1)
        return model.fit(hits[rows], kind[self.page_of[rows]], self.is_text[self.page_of[rows]], self.target[rows],
                         self.weight[rows])

    def label_model(self, hits, train, page_kind, seed=1):
        """Two sums in one table: body or heading, and which of the others."""
        random = np.random.default_rng(seed)
        points = np.zeros((self.width, len(silver.LABELS)), np.float32)
        usable = train[self.page_of] & (self.labels >= 0) & (self.label_weight > 0)
        for group, prior in ((range(0, 2), 2.0), (range(2, 17), 1.0)):
            members = np.isin(self.labels, list(group))
            rows = self.sample(np.flatnonzero(usable & members), random)
            own = self.with_page_hits(hits[rows], rows, page_kind)
            own = drop(own, self.made_by[rows], random)
            # Lines count alike, pages with very many of them less.
            per_page = np.bincount(self.page_of[rows], minlength=len(self.pages))[self.page_of[rows]]
            weight = self.label_weight[rows] / np.sqrt(1 + per_page / 60.0)
            model = Softmax(self.width, len(group)).fit(own, self.labels[rows] - group[0], weight, prior)
            points[:, list(group)] = model.points
        return points

    def sample(self, rows, random):
        """Of each silver label at most so many lines: there are hundreds of thousands of menu lines, all alike."""
        kept = []
        for label in np.unique(self.labels[rows]):
            own = rows[self.labels[rows] == label]
            gold = own[self.label_weight[own] >= GOLD_WEIGHT]
            rest = own[self.label_weight[own] < GOLD_WEIGHT]
            kept += [gold, random.permutation(rest)[:MOST_PER_LABEL]]
        return np.sort(np.concatenate(kept))

    def with_page_hits(self, hits, rows, page_kind):
        """Adds the hits that every line of a page has in a label sum: start value, kind, flattened."""
        count = hits.shape[0]
        pages = self.page_of[rows]
        columns = [np.zeros(count, np.int32), 2 + page_kind[pages].astype(np.int32)]
        extra = csr_matrix((np.ones(2 * count, np.float32), (np.tile(np.arange(count), 2), np.concatenate(columns))), shape=hits.shape)
        text = self.is_text[pages]
        flat = csr_matrix((text.astype(np.float32), (np.arange(count), np.ones(count, np.int32))), shape=hits.shape)
        return (hits + extra + flat).tocsr()

    def order(self, train):
        """How much likelier a label is behind another than by itself, from pages on which every line has been read."""
        counts = np.full((17, 17), 0.3)
        for at, page in enumerate(self.pages):
            read = page["truth"].get("lines") or (page["corpus"], page["id"]) in self.read
            if read and page["how"] is None and train[at]:
                labels = self.labels[self.rows(at)]
                labels = labels[labels >= 0]
                np.add.at(counts, (labels[:-1], labels[1:]), 1)
        joint = counts / counts.sum()
        ratio = np.log(joint / (joint.sum(1, keepdims=True) * joint.sum(0, keepdims=True)))
        return np.clip(0.6 * ratio, -3, 3)

    # The whole.

    def cross_validate(self):
        folds = range(self.options.folds)
        count = len(self.pages)
        self.kind = np.zeros(count, np.int64)
        kinds = {}
        for fold in folds:
            kinds[fold] = self.kinds(self.fold != fold)
            rows = np.flatnonzero(self.fold == fold)
            self.kind[rows] = self.kind_of(kinds[fold], rows)
        truth = np.array([corpora.KINDS.index(page["kind"]) for page in self.pages])
        say("kinds right out of fold:", round(float((self.kind == truth)[~self.is_text].mean()), 3),
            "flattened:", round(float((self.kind == truth)[self.is_text].mean()), 3))
        chances = np.zeros(len(self.words), np.float32)
        first = {}
        for fold, model in enumerate(in_parallel(lambda fold: self.gate(self.line_hits, self.kind, self.fold != fold), folds)):
            first[fold] = model
            rows = np.flatnonzero(self.fold[self.page_of] == fold)
            chances[rows] = sigmoid(first[fold].sums(self.line_hits[rows], self.kind[self.page_of[rows]], self.is_text[self.page_of[rows]]))
        self.report(chances, "first reading")
        chances.tofile(self.path("chances"))
        self.run("context", self.path("open", ""), self.list, self.path("chances"), self.path("context"))
        self.all_hits = (self.line_hits + self.hits(self.path("context"))).tocsr()
        gates, second = {}, np.zeros(len(self.words), np.float32)
        for fold, model in enumerate(in_parallel(lambda fold: self.gate(self.all_hits, self.kind, self.fold != fold), folds)):
            gates[fold] = model
            rows = np.flatnonzero(self.fold[self.page_of] == fold)
            second[rows] = sigmoid(gates[fold].sums(self.all_hits[rows], self.kind[self.page_of[rows]], self.is_text[self.page_of[rows]]))
        self.report(second, "second reading")
        labels, found = {}, np.full(len(self.words), 16, np.int8)
        for fold, model in enumerate(in_parallel(lambda fold: self.label_model(self.all_hits, self.fold != fold, self.kind), folds)):
            labels[fold] = model
            rows = np.flatnonzero(self.fold[self.page_of] == fold)
            sums = self.with_page_hits(self.all_hits[rows], rows, self.kind) @ labels[fold]
            content = second[rows] > 0.45
            found[rows] = np.where(content, sums[:, :2].argmax(1), 2 + sums[:, 2:].argmax(1))
        gold = np.flatnonzero((self.labels >= 0) & np.array([page["corpus"] == "lines" for page in self.pages])[self.page_of])
        say("labels right on lines, before the order:", round(float((found[gold] == self.labels[gold]).mean()), 3))
        for fold in folds:
            self.write_rules(self.path(f"rules.{fold}", ""), kinds[fold], first[fold], gates[fold], labels[fold],
                             self.order(self.fold != fold))

    def report(self, chances, what):
        """Word F1 by type with the cut of the highest expected F1, on pages of other sites."""
        scores = {}
        for at, page in enumerate(self.pages):
            if page["corpus"] not in ("wcxb", "naeb", "fundus", "magic") or "body" not in page["truth"] or "doubt" in page["truth"]:
                continue
            rows = self.rows(at)
            keep = chances[rows] >= best_cut(chances[rows], self.words[rows])
            text = Counter(word for line, kept in zip(self.texts[at]["lines"], keep) if kept for word in corpora.words(line))
            reference = Counter(corpora.words(page["truth"]["body"]))
            both = sum((text & reference).values())
            f1 = 2 * both / (sum(text.values()) + sum(reference.values())) if both else float(not text and not reference)
            key = page["corpus"] + ("." + page["how"] if page["how"] else "")
            scores.setdefault(key, []).append(f1)
            if page["corpus"] == "wcxb":
                scores.setdefault(key + "/" + page["kind"], []).append(f1)
        say(what, " ".join(f"{key} {np.mean(values):.4f}" for key, values in sorted(scores.items())))

    def answers(self):
        by_source = {}
        in_parallel(self.answer, range(self.options.folds))
        for fold in range(self.options.folds):
            pages = [page for page in self.pages if page["fold"] == fold and page["how"] != "twin"]
            for page, line in zip(pages, open(self.path(f"answers.{fold}.jsonl"), encoding="utf-8")):
                name = page["corpus"] + (f".text.{page['how']}" if page["how"] else "")
                by_source.setdefault(name, []).append(line)
        for name, lines in by_source.items():
            with open(self.path("answers", name + ".jsonl"), "w", encoding="utf-8") as file:
                file.writelines(lines)
        say("answers in", self.path("answers"))

    def answer(self, fold):
        pages = [page for page in self.pages if page["fold"] == fold and page["how"] != "twin"]
        listed = self.path(f"fold.{fold}.jsonl")
        corpora.write_list(pages, listed)
        self.run("answer", self.path("threads", f"rules.{fold}", ""), listed, self.path(f"answers.{fold}.jsonl"))

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        everything = np.ones(len(self.pages), bool)
        kinds = self.kinds(everything)
        first, gate, labels = in_parallel(lambda part: part(), [
            lambda: self.gate(self.line_hits, self.kind, everything),
            lambda: self.gate(self.all_hits, self.kind, everything),
            lambda: self.label_model(self.all_hits, everything, self.kind),
        ])
        self.write_rules(folder, kinds, first, gate, labels, self.order(everything))
        say("wrote", folder)

    def write_rules(self, folder, kinds, first, gate, labels, order):
        fired = np.asarray(self.all_hits.sum(axis=0)).ravel().astype(int)
        fired_pages = np.asarray(self.page_hits.sum(axis=0)).ravel().astype(int)
        table = lambda name, columns, points, counts: write_points(os.path.join(folder, name), HEADS[name], self.names, columns, points, counts)
        table("kinds.points", corpora.KINDS, kinds.points, fired_pages)
        table("first.points", GATE_COLUMNS, first.points.T, fired)
        table("gate.points", GATE_COLUMNS, gate.points.T, fired)
        table("labels.points", silver.LABELS, labels, fired)
        write_points(os.path.join(folder, "order.points"), HEADS["order.points"], silver.LABELS, silver.LABELS, order, None)


HEADS = {
    "kinds.points": "Which kind of page it is: points of page cues for each kind. The kind with the most wins.",
    "first.points": "The first reading: is a line, by itself, content? `all` counts on every page, the column of the page's kind and, on flattened text, `text` besides.",
    "gate.points": "The second reading, with the first one's verdicts of the neighbours: is a line content? Columns as in first.points.",
    "labels.points": "Which label a line gets within its group: body or heading; or one of the others. The most points win, with those of order.points.",
    "order.points": "The order of labels: points for a label (column) on the line behind one of the label in front (row).",
}


def by_hand(path):
    """Points that a person set on top of the fitted ones: (file, hit, column) and what to add."""
    rows = [line.split() for line in open(path, encoding="utf-8") if line.strip() and not line.startswith("#")]
    return {(file, hit, column): float(points) for file, hit, column, points in rows}


HAND = by_hand(os.path.join(os.path.dirname(os.path.abspath(__file__)), "by-hand.txt"))


def write_points(path, head, names, columns, points, counts):
    rows = []
    file = os.path.basename(path)
    points = np.array(points, np.float64)
    for (where, hit, column), value in HAND.items():
        if where == file and hit in names:
            points[names.index(hit), columns.index(column)] += value
    for at, name in enumerate(names):
        if counts is not None and file in ("first.points", "gate.points") and 0 < counts[at] < LEAST_FIRED:
            continue
        word = name.startswith(WORD_PREFIXES)
        least = LEAST_WORD_POINTS if word else LEAST_POINTS
        values = [(column, round(float(value), 2)) for column, value in zip(columns, points[at])]
        if max((abs(value) for _, value in values), default=0) < least:
            continue
        shown = [f"{column} {value:+.2f}" for column, value in values if abs(value) >= (0.06 if word else LEAST_POINTS)]
        if shown:
            rows.append(f"{name}  {'  '.join(shown)}" + (f"  # {counts[at]}" if counts is not None else ""))
    rows.sort()
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"# {head}\n# Written by tools/fit; behind # on how many lines (pages, gaps) of the corpora it fired.\n")
        file.write("\n".join(rows) + "\n")


def with_base(hits):
    """Adds the start value's hit to every row."""
    count = hits.shape[0]
    base = csr_matrix((np.ones(count, np.float32), (np.arange(count), np.zeros(count, np.int32))), shape=hits.shape)
    return (hits + base).tocsr()


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
    order = np.argsort(-chances)
    chance, size = chances[order], sizes[order]
    total = float((chance * size).sum())
    if total < 4:
        return 0.7
    expected = 2 * np.cumsum(chance * size) / (np.cumsum(size) + total)
    at = int(expected.argmax())
    after = chance[at + 1] if at + 1 < len(chance) else 0.0
    return float(np.clip((chance[at] + after) / 2, 0.2, 0.7))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--goldens", default="testdata/pages", help="the project's own pages")
    parser.add_argument("--read", default="tools/fit/read.txt", help="labels given by reading")
    parser.add_argument("--reuse", action="store_true", help="take what fired from the work folder, if the cues are the same")
    parser.add_argument("--work", default="target/fit")
    parser.add_argument("--tool", default="target/release/copydesk-fit")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--write", help="a folder for the points fitted on everything")
    options = parser.parse_args()
    fit = Fit(options)
    fit.ask()
    fit.cross_validate()
    taken_apart = threads.Threads([page for page in fit.pages if threads.is_thread(page)], fit.path("threads", ""), options.tool, options.folds)
    taken_apart.take_rules(fit.work)
    taken_apart.all(options.write)
    fit.answers()
    if options.write:
        fit.write(options.write)


if __name__ == "__main__":
    sys.exit(main())
