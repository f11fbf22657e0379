"""What the fit stands on: all pages cut into lines, what fires on each, and what is right of each.

The lines and the hits are the crate's own, dumped by `copydesk-fit`; what is right comes from the references (`corpora`),
from reading and from markup (`silver`). How points are fitted is left to `fit.py`.
"""
import html
import json
import os
import subprocess
import time
from collections import Counter

import numpy as np
from scipy.sparse import diags, vstack

import added
import corpora
import silver
from allowed import Marks
from model import matrix
from points import HEADS
import threads

# A word is taken into the fit when it stands on pages of so many sites.
LEAST_SITES = 15
LEAST_SITES_PAGE = 12
# How much the pages of a source weigh. Flattened copies of one page share the weight of one.
SOURCE_WEIGHT = {"wcxb": 1.0, "naeb": 1.0, "fundus": 1.0, "magic": 5.0, "harvest": 1.0, "lines": 1.0, "own": 1.0, "readability": 0.0, "seeds": 5.0}
FLAT_WEIGHT = 0.35
# Pages with nothing to keep: at full weight they teach that short pages are empty.
BLANK_WEIGHT = 0.25
# Lines weigh by their words; so many more for the line itself, or the short ones would not be learned at all.
LINE_WEIGHT = 2.0
GOLD_WEIGHT = 2.0
# Pages that were made up say nothing of how good marks are on real ones.
MADE_UP = ("own", "seeds")
# Labels that are no content, whatever a reference keeps; where nobody has read a page, a headline in its reference says little.
CREDITS = [silver.NUMBER[label] for label in ("headline", "deck", "byline", "timestamp", "dateline", "caption")]
TITLE_WEIGHT = 0.3
# The labels of the seeds must come out as they are; they say nothing of how other pages fare.
SEED_WEIGHT = 8.0
# Of each source so many pages of a hundred get a twin; what a twin of a page that was read weighs.
TWIN_SHARE = {"fundus": 100, "naeb": 50, "magic": 100, "wcxb": 25, "harvest": 0}
GOLD_FLAT_WEIGHT = 0.7
# Of these sources so many pages of a hundred give two excerpts: a few paragraphs alone, as people pass them on, and set
# as a page of its own. From this share in the reference on a line is surely content, and a paragraph has at least so many words.
EXCERPT_SHARE = {"fundus": 60, "naeb": 20, "wcxb": 10}
SURE_SHARE, EXCERPT_WORDS = 0.95, 6
# What is right of each line: a twin has it from its page.
PER_TWIN = ["target", "weight", "labels", "label_weight", "made_by", "mark", "is_read", "is_compared"]
# What is kept for each line, and for each page.
PER_LINE = ["line_hits", "words", *PER_TWIN, "starts"]
PER_PAGE = ["page_hits"]


def say(*what):
    print(f"[{time.strftime('%H:%M:%S')}]", *what, flush=True)


class Data:
    """Pages with their lines, hits and truth, in arrays over all lines of all pages."""

    def __init__(self, options):
        self.options = options
        self.work = options.work
        self.tool = options.tool
        os.makedirs(self.work, exist_ok=True)
        self.pages = corpora.pages(options.corpora, self.work, options.folds) + corpora.goldens(options.goldens, options.folds)
        self.pages += corpora.blanks(options.blanks, options.blank_table, options.folds)
        self.pages += corpora.seeds(options.seeds, options.folds)
        self.pages += added.pages(options.add, options.folds) if options.add else []
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
        twins = self.twins() + self.excerpts()
        first = {name: getattr(self, name) for name in PER_LINE + PER_PAGE}
        pages, texts = self.pages, self.texts
        self.pages = twins
        corpora.write_list(twins, self.path("twins.jsonl"))
        self.ask_pages("twins")
        known = [self.twin_of(twin, pages, first) for twin in range(len(twins))]
        join = lambda a, b: vstack([a, b]).tocsr() if hasattr(a, "tocsr") else np.concatenate([a, b])
        for name in ["line_hits"] + PER_PAGE:
            setattr(self, name, join(first[name], getattr(self, name)))
        for at, name in enumerate(PER_TWIN):
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

    def excerpts(self):
        """A few paragraphs of articles, each a page of its own: short texts are not empty pages."""
        out = []
        for at, page in enumerate(self.pages):
            if page["input"] != "html" or page["fold_hash"] // 100 % 100 >= EXCERPT_SHARE.get(page["corpus"], 0):
                continue
            rows = self.rows(at)
            sure = (self.share[rows] >= SURE_SHARE) & (self.words[rows] >= EXCERPT_WORDS)
            chosen = [self.texts[at]["lines"][line] for line in np.flatnonzero(sure)[:1 + page["fold_hash"] % 4]]
            headline = [self.texts[at]["lines"][line] for line in np.flatnonzero(self.labels[rows] == silver.NUMBER["headline"])[:1]]
            if chosen:
                for input, text in (("text", "\n\n".join(chosen) + "\n"), ("html", small_page(headline, chosen, page["fold_hash"] // 10000))):
                    path = self.path("excerpts", f"{at}.{input}")
                    with open(path, "w", encoding="utf-8") as file:
                        file.write(text)
                    out.append({**page, "how": "twin", "path": path, "input": input, "twin_of": at, "is_excerpt": True})
        return out

    def twin_of(self, twin, pages, first):
        """What is right of the lines of a twin: what is right of the same lines of the page."""
        at = self.pages[twin]["twin_of"]
        rows = slice(first["starts"][at], first["starts"][at + 1])
        place = silver.same_lines(self.texts[twin]["lines"], self.first_texts[at]["lines"])
        take = lambda name, missing: np.array([missing if one is None else first[name][rows][one] for one in place])
        flat = FLAT_WEIGHT if first["label_weight"][rows].max(initial=0) < GOLD_WEIGHT else GOLD_FLAT_WEIGHT
        return (take("target", 0), take("weight", 0) * flat, take("labels", -1), take("label_weight", 0) * flat,
                np.full(len(place), -1), take("mark", -1), take("is_read", False), np.full(len(place), False))

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
        found = matrix(hits, ends, self.width)
        if self.options.without:
            kept = np.array([name.split(":")[0] not in self.options.without for name in self.names], np.float32)
            found = (found @ diags(kept)).tocsr()
            found.eliminate_zeros()
        return found

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
            elif (page["corpus"], page["id"]) in self.read and page["how"] is None:
                self.target[self.rows(at)][np.isin(self.labels[self.rows(at)], CREDITS)] = 0
        copies = Counter((page["corpus"], page["id"]) for page in self.pages if page["how"])
        weight = np.zeros(len(self.words), np.float32)
        for at, page in enumerate(self.pages):
            rows = self.rows(at)
            base = BLANK_WEIGHT if page["truth"].get("body") == "" else SOURCE_WEIGHT[page["corpus"]]
            if page["truth"].get("lines"):
                base *= GOLD_WEIGHT
            if page["how"]:
                base *= FLAT_WEIGHT * 5 / max(5, copies[(page["corpus"], page["id"])])
            # Pages weigh the same whatever their length, lines by their words.
            own = (self.words[rows] + LINE_WEIGHT) * known[rows]
            own[(self.labels[rows] == silver.NUMBER["headline"]) & (self.target[rows] > 0.5)] *= TITLE_WEIGHT
            weight[rows] = 100 * base * own / max(60.0, own.sum())
        self.weight = weight
        say("aligned;", int((self.target > 0.5).sum()), "content lines")

    def label(self):
        """Labels that readers gave; elsewhere those of what marks a line."""
        self.labels = np.full(len(self.words), -1, np.int8)
        self.label_weight = np.zeros(len(self.words), np.float32)
        self.made_by = np.full(len(self.words), -1, np.int32)
        # What marked a line, on pages that were read as well; which lines were read, and which of them say how good marks are.
        self.marks, self.mark = Marks(), np.full(len(self.words), -1, np.int32)
        self.is_read, self.is_compared = (np.zeros(len(self.words), bool) for _ in range(2))
        number = {name: at for at, name in enumerate(self.names)}
        dated = self.dated(number)
        for at, page in enumerate(self.pages):
            rows = self.rows(at)
            self.label_by_marks(at, number, dated[rows])
            marked = self.read.get((page["corpus"], page["id"])) if page["how"] is None else None
            if not (page["truth"].get("lines") or marked):
                continue
            lines = self.texts[at]["lines"]
            found = silver.read(lines, marked) if marked else silver.gold(lines, page["truth"])
            self.labels[rows] = [silver.NUMBER.get(label, -1) for label in found]
            self.is_read[rows] = self.labels[rows] >= 0
            self.label_weight[rows] = self.is_read[rows] * (SEED_WEIGHT if page["corpus"] == "seeds" else GOLD_WEIGHT)
            self.made_by[rows] = -1
            if page["how"] is None and page["corpus"] not in MADE_UP:
                self.is_compared[rows] = self.is_read[rows] & (self.mark[rows] >= 0)
        say("labels:", {silver.LABELS[label]: count for label, count in sorted(Counter(self.labels[self.labels >= 0].tolist()).items())})

    def dated(self, number):
        """About how much of each line is a date."""
        dated = np.zeros(len(self.words), np.float32)
        for name, value in (("dated:0.35..0.6", 0.4), ("dated:0.6..0.9", 0.7), ("dated:0.9..", 1.0)):
            dated[self.line_hits[:, number[name]].nonzero()[0]] = value
        return dated

    def label_by_marks(self, at, number, dated):
        page, text, rows = self.pages[at], self.texts[at], self.rows(at)
        indices, ends = self.line_hits.indices, self.line_hits.indptr
        share = None if np.isnan(self.share[rows]).all() else self.share[rows]
        hits = [{self.names[hit] for hit in indices[ends[row]:ends[row + 1]]} for row in range(rows.start, rows.stop)]
        scale = FLAT_WEIGHT if page["how"] else 1.0
        found = silver.silver(page, text["lines"], text["words"], hits, share, dated)
        for row, (label, weight, hit) in enumerate(found, rows.start):
            if label:
                self.labels[row] = silver.NUMBER[label]
                self.label_weight[row] = weight * scale
                self.made_by[row] = number.get(hit, -1)
                self.mark[row] = self.marks.number(hit, label)


def small_page(headline, paragraphs, choice):
    """A page of nothing but a few paragraphs, in one of the ways that people write such pages by hand."""
    title = "".join(f"<title>{html.escape(line)}</title>" for line in headline if choice % 2)
    inside = "\n".join([f"<h1>{html.escape(line)}</h1>" for line in headline] + [f"<p>{html.escape(line)}</p>" for line in paragraphs])
    box = (None, "article", "main", "div")[choice // 2 % 4]
    return f"<!doctype html><html><head>{title}</head><body>\n" + (f"<{box}>\n{inside}\n</{box}>" if box else inside) + "\n</body></html>\n"
