"""Fits what takes threads apart: the starts of posts, their authors and dates.

    python tools/fit/threads.py --corpora ../shared/corpora --folds-from target/fit --work target/fit/threads [--write rules]

`fit.py` calls it behind its own folds; alone it takes the folds' rules that `fit.py` left (`rules.0` and so on) and
leaves the points for lines as they are. Each step is fitted on what fires with the rules that the steps before it fitted
without the page's site; so what a step sees in the fit is what it will see on a site that nobody has read.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import time
import unicodedata
from multiprocessing import get_context

import numpy as np
import re

import corpora
from lines_of_posts import is_of, match, post_starts
from model import matrix
from points import HAND

# A hit that fired on fewer rows says nothing; points nearer to zero are left out.
LEAST_FIRED = 6
LEAST_POINTS = 0.02
# Flattened copies of a page share about the weight of one.
FLAT_WEIGHT = 0.4
# Of the candidates beside a post that are not it, so many are taken: there are a hundred of them, much alike.
MOST_WRONG = 25
# The lines of a page weigh by this power of their words (a name in a card that is kept parts posts wrongly, however short
# it is), and those of a page together no more than this.
LINE_WEIGHT = 0.1
PAGE_WEIGHT = 60
# A page of which no posts are known, but the text as a whole, weighs so much: its reference may keep the first post alone.
WHOLE_WEIGHT = 0.2
# What a post weighs beside which the right one does not stand at all.
MISSING_WEIGHT = 0.3
RIDGE = {"turns.points": 8.0, "starts.points": 4.0, "posts.points": 4.0, "authors.points": 0.5, "days.points": 0.5}
# A candidate's places are known from its own kind of points, so what they say of others is shrunk more.
PLACE_RIDGE = 5.0
# Of these tables not every row is judged by itself, but the best of the rows of a post is chosen.
CHOICES = {"authors.points": "names", "days.points": "days"}
# The third reading counts for so much: in full it takes more from the text of threads than posts gain by it.
SHARE = {"turns.points": 0.3}
# No cue of these tables: the words that the other points files carry.
HEADS = {
    "turns.points": ("post", "Which lines of a thread are its posts' own words: points that are added to those of the gate in a third reading."),
    "starts.points": ("start", "Where the posts of a thread start: points over the gap before a content line. Above zero a post starts."),
    "posts.points": ("post", "Which posts stand by themselves once their cards are read: points that are added to those of starts. Below zero a post is joined to the one before."),
    "authors.points": ("author", "Who wrote a post: points over the names beside it. Those of what stands in the same place at other posts count as well."),
    "days.points": ("day", "When a post was written: points over the dates beside it, counted like those of authors."),
}


def say(*what):
    print(f"[{time.strftime('%H:%M:%S')}]", *what, flush=True)


def name(text):
    """A name as the scorer compares it."""
    text = unicodedata.normalize("NFKD", text or "")
    return re.sub(r"[^\w]+", " ", "".join(c for c in text if not unicodedata.combining(c)).casefold()).strip()


def is_thread(page):
    truth = page["truth"]
    known = truth.get("posts") or ("body" in truth and "doubt" not in truth and page["corpus"] in ("wcxb", "magic") and not page["how"])
    return page["kind"] == "thread" and known and not page.get("twin_of")


class Threads:
    """Pages with their truth, the rules of each fold, and what fires on the pages with them."""

    def __init__(self, pages, work, tool, folds):
        self.pages, self.work, self.tool, self.folds = pages, work, tool, folds
        self.names = {}
        os.makedirs(work, exist_ok=True)

    def path(self, *parts):
        return os.path.join(self.work, *parts)

    def take_rules(self, source):
        """Copies the folds' rules, with all words of links."""
        listed = self.path("all.jsonl")
        corpora.write_list([page for page in self.pages if page["input"] == "html"], listed)
        subprocess.run([self.tool, "threads", "words", "-", listed, self.path("link-words")], check=True)
        self.words = ["card-link:" + word for word in open(self.path("link-words"), encoding="utf-8").read().split()]
        for fold in range(self.folds):
            folder = self.path(f"rules.{fold}")
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(os.path.join(source, f"rules.{fold}"), folder)
            for file in HEADS:
                rows = [f"{word}\n" for word in self.words] if file == "authors.points" else []
                with open(os.path.join(folder, file), "w", encoding="utf-8") as out:
                    out.writelines(["# Words without points.\n"] + rows)

    def dump(self, step):
        """What fires on all pages, each with the rules of the fold that its site is not in."""
        with get_context("fork").Pool(2) as pool:
            pool.starmap(self.dump_fold, [(step, fold) for fold in range(self.folds)])
        rows = {}
        for fold in range(self.folds):
            out = self.path(f"{step}.{fold}")
            names = open(out + ".hit-names", encoding="utf-8").read().split("\n")[:-1]
            places = np.array([self.names.setdefault(one, len(self.names)) for one in names])
            rows[fold] = [json.loads(line) for line in open(out + ".jsonl", encoding="utf-8")], Hits(out, places)
        return rows

    def dump_fold(self, step, fold):
        listed = self.path(f"pages.{fold}.jsonl")
        corpora.write_list(self.of_fold(fold), listed)
        subprocess.run([self.tool, "threads", step, self.path(f"rules.{fold}"), listed, self.path(f"{step}.{fold}")], check=True)

    def of_fold(self, fold):
        return [page for page in self.pages if page["fold"] == fold]

    def fit(self, file, data, before=None):
        """Points from all folds but one for each fold, and from all; those of the folds go into their rules. With the
        counts. `before` is what an earlier step gave for the same file, whose points `data` has as offsets."""
        hits, target, weight, fold, group, *offset = data
        offset = offset[0] if offset else np.zeros(len(fold), np.float32)
        ridge = PLACE_RIDGE if before else RIDGE[file]
        jobs = [(hits, target, weight, fold != one, group, offset, ridge, len(self.names)) for one in [*range(self.folds), -1]]
        with get_context("fork").Pool(2) as pool:
            fitted = pool.map(fit_choice if file in CHOICES else fit_points, jobs, chunksize=1)
        counts = self.fired(hits)
        if before:
            wide = lambda old: np.pad(old, (0, len(self.names) - len(old)))
            fitted, counts = [points + wide(old) for points, old in zip(fitted, before[0])], counts + wide(before[1])
        for one, points in zip(range(self.folds), fitted):
            self.write(self.path(f"rules.{one}"), file, points, None)
            if file in CHOICES:
                continue
            held = fold == one
            sums = matrix(*hits, len(self.names))[np.flatnonzero(held)] @ points + offset[held]
            right = ((sums > 0) == (target[held] > 0.5)) * weight[held]
            unread = ((offset[held] > 0) == (target[held] > 0.5)) * weight[held]
            shares = [round(float(one.sum() / max(1e-9, weight[held].sum())), 4) for one in (unread, right)]
            say(file, "fold", one, "right", *(shares if offset.any() else shares[1:]))
        return fitted, counts

    def fired(self, hits):
        return np.bincount(hits[0], minlength=len(self.names))

    def write(self, folder, file, points, counts):
        column, head = HEADS[file]
        points, rows = np.array(points) * SHARE.get(file, 1.0), {}
        for (where, hit, _), value in HAND.items():
            if where == file and self.names.get(hit, len(points)) < len(points):
                points[self.names[hit]] += value
        for hit, at in self.names.items():
            if at < len(points) and abs(points[at]) >= LEAST_POINTS:
                rows[hit] = f"{hit}  {column} {points[at]:+.2f}" + (f"  # {counts[at]}" if counts is not None else "")
        if file == "authors.points" and counts is None:
            for word in self.words:
                rows.setdefault(word, word)
        with open(os.path.join(folder, file), "w", encoding="utf-8") as out:
            out.write(f"# {head}\n# Written by tools/fit; behind # on how many rows of the corpora it fired.\n")
            out.write("\n".join(rows[hit] for hit in sorted(rows)) + "\n")

    # What is right.

    def turns(self):
        """Lines that may be a post's: are they? Judged beside the points that they have."""
        target, weight, folds, offset, parts = [], [], [], [], Parts()
        for fold, (rows, read) in self.dump("turns").items():
            parts.add(*read.of(""))
            for page, row in zip(self.of_fold(fold), rows):
                truth = page["truth"]
                texts = [post["text"] for post in truth["posts"]] if truth.get("posts") else [truth["body"]]
                share = corpora.align(row["lines"], [part for text in texts for part in text.split("\n")])
                own = [max(1, len(corpora.words(row["lines"][line]))) ** LINE_WEIGHT for line, _ in row["points"]]
                scale = (FLAT_WEIGHT if page["how"] else 1.0) * (1.0 if truth.get("posts") else WHOLE_WEIGHT) * PAGE_WEIGHT / max(PAGE_WEIGHT, sum(own))
                for (line, points), size in zip(row["points"], own):
                    target.append(share[line] >= 0.5)
                    weight.append(scale * size)
                    offset.append(points)
                    folds.append(fold)
        return parts.all(), np.array(target, np.float32), np.array(weight, np.float32), np.array(folds), np.zeros(len(folds), np.float32), np.array(offset, np.float32)

    def starts(self):
        """Gaps before content lines: does a post start?"""
        target, weight, folds, parts = [], [], [], Parts()
        for fold, (rows, read) in self.dump("gaps").items():
            parts.add(*read.of(""))
            for page, row in zip(self.of_fold(fold), rows):
                known, missing = post_starts(row["lines"], page["truth"].get("posts") or [])
                scale = (FLAT_WEIGHT if page["how"] else 1.0) if page["truth"].get("posts") else 0
                # A post may begin with lines that were not kept, such as a quotation.
                before = 0
                for line in row["gaps"]:
                    starts = 1 in known[before:line + 1]
                    before = line + 1
                    is_told = starts or known[line] is not None or not is_of(corpora.words(row["lines"][line]), missing)
                    target.append(starts)
                    weight.append(scale * is_told * 30 / max(10, len(row["gaps"])))
                    folds.append(fold)
        return parts.all(), np.array(target, np.float32), np.array(weight, np.float32), np.array(folds), np.zeros(len(folds), np.float32)

    def posts(self):
        """Posts with their cards: does one of the page's posts start in them?"""
        target, weight, folds, offset, parts = [], [], [], [], Parts()
        for fold, (rows, read) in self.dump("posts").items():
            parts.add(*read.of(""))
            for page, row in zip(self.of_fold(fold), rows):
                known, missing = post_starts(row["lines"], page["truth"].get("posts") or [])
                scale = (FLAT_WEIGHT if page["how"] else 1.0) if page["truth"].get("posts") else 0
                before = 0
                for start, end, points in row["posts"]:
                    is_one = 1 in known[before:end]
                    before = end
                    is_told = is_one or not is_of(corpora.words(" ".join(row["lines"][start:end])), missing)
                    target.append(is_one)
                    weight.append(scale * is_told * 30 / max(10, len(row["posts"])))
                    offset.append(points)
                    folds.append(fold)
        return parts.all(), np.array(target, np.float32), np.array(weight, np.float32), np.array(folds), np.zeros(len(folds), np.float32), np.array(offset, np.float32)

    def cards(self, step):
        """Names and dates beside posts that were found, by themselves or with their places: is it the author, the day?"""
        random = np.random.default_rng(1)
        out = {}
        rows_of = self.dump(step)
        for kind, field, same in (("names", "author", name), ("days", "day", lambda value: (value or "")[:10])):
            target, weight, folds, groups, offset, parts = [], [], [], [], [], Parts()
            group = 0
            for fold, (rows, read) in rows_of.items():
                hits, ends = read.of("." + kind)
                at = 0
                kept = []
                for page, row in zip(self.of_fold(fold), rows):
                    true = match(row["posts"], page["truth"].get("posts") or [])
                    right, wrong = {}, {}
                    for place, (post, value, _) in enumerate(row[kind]):
                        wanted = true.get(post, {}).get(field)
                        if wanted and len(wanted) > 1:
                            (right if same(value) == same(wanted) else wrong).setdefault(post, []).append(at + place)
                    scale = (FLAT_WEIGHT if page["how"] else 1.0) * 10 / max(5, len(right))
                    for post in sorted({*right, *wrong}):
                        others = wrong.get(post, [])
                        others = list(random.choice(others, min(len(others), MOST_WRONG), replace=False)) if others else []
                        group += 1
                        own = scale if post in right else MISSING_WEIGHT * scale
                        kept += [(one, value, own, group, row[kind][one - at][2]) for places, value in ((right.get(post, []), 1), (others, 0)) for one in places]
                    at += len(row[kind])
                kept.sort(key=lambda one: (one[3], one[0]))
                parts.add(*take(hits, ends, [one for one, *_ in kept]))
                target += [one[1] for one in kept]
                weight += [one[2] for one in kept]
                groups += [one[3] for one in kept]
                folds += [fold] * len(kept)
                offset += [one[4] if step == "places" else 0 for one in kept]
            out[kind] = (parts.all(), np.array(target, np.float32), np.array(weight, np.float32), np.array(folds), np.array(groups, np.float64),
                         np.array(offset, np.float32))
        return out

    def all(self, folder=None):
        """Fits everything, step by step; writes the points fitted on all pages into a folder."""
        fitted = {}
        fitted["turns.points"] = self.fit("turns.points", self.turns())
        fitted["starts.points"] = self.fit("starts.points", self.starts())
        cards = self.cards("cards")
        first = {file: self.fit(file, cards[kind]) for file, kind in CHOICES.items()}
        fitted["days.points"] = first["days.points"]
        # What the places of dates have in points adds nothing to what the dates have themselves.
        fitted["authors.points"] = self.fit("authors.points", self.cards("places")["names"], first["authors.points"])
        fitted["posts.points"] = self.fit("posts.points", self.posts())
        if folder:
            os.makedirs(folder, exist_ok=True)
            for file, (points, counts) in fitted.items():
                self.write(folder, file, points[-1], counts)
            say("wrote", folder)

    def answers(self):
        """Records of the pages by points fitted without their sites, as the scorer reads them: `answers` as found,
        `records` where the kind of page is given."""
        with get_context("fork").Pool(2) as pool:
            pool.map(self.answer_fold, range(self.folds))
        for name in ("answers", "records"):
            out = self.path(name)
            os.makedirs(out, exist_ok=True)
            by_source = {}
            for fold in range(self.folds):
                for page, line in zip(self.of_fold(fold), open(self.path(f"{name}.{fold}.jsonl"), encoding="utf-8")):
                    source = page["corpus"] + (f".text.{page['how']}" if page["how"] else "")
                    by_source.setdefault(source, []).append(line)
            for source, lines in by_source.items():
                with open(os.path.join(out, source + ".jsonl"), "w", encoding="utf-8") as file:
                    file.writelines(lines)
            say(name, "in", out)

    def answer_fold(self, fold):
        corpora.write_list(self.of_fold(fold), self.path(f"pages.{fold}.jsonl"))
        rules, pages = self.path(f"rules.{fold}"), self.path(f"pages.{fold}.jsonl")
        subprocess.run([self.tool, "answer", rules, pages, self.path(f"answers.{fold}.jsonl")], check=True)
        subprocess.run([self.tool, "threads", "records", rules, pages, self.path(f"records.{fold}.jsonl")], check=True)


class Hits:
    """What a dump of a fold holds, by numbers that all folds share."""

    def __init__(self, out, places):
        self.out, self.places = out, places

    def of(self, kind):
        hits = np.fromfile(self.out + kind + ".hits", np.uint16)
        return self.places[hits], np.fromfile(self.out + kind + ".ends", np.uint64).astype(np.int64)


class Parts:
    """Hits of rows, piece by piece."""

    def __init__(self):
        self.hits, self.ends, self.count = [], [], 0

    def add(self, hits, ends):
        self.hits.append(hits)
        self.ends.append(ends + self.count)
        self.count += len(hits)

    def all(self):
        return np.concatenate(self.hits), np.concatenate(self.ends)


def take(hits, ends, rows):
    """The hits of some of the rows."""
    starts = np.concatenate([[0], ends[:-1]])
    pieces = [hits[starts[row]:ends[row]] for row in rows]
    sizes = np.array([len(piece) for piece in pieces], np.int64)
    return (np.concatenate(pieces) if pieces else np.zeros(0, np.int64)), np.cumsum(sizes)


def fit_points(job):
    """A logistic regression with a start value (hit 0)."""
    from scipy.optimize import minimize
    (hits, ends), target, weight, train, _, offset, ridge, width = job
    rows = np.flatnonzero(train & (weight > 0))
    table = matrix(hits, ends, width)[rows]
    fired = np.asarray(table.sum(axis=0)).ravel()
    usable = fired >= LEAST_FIRED
    target, weight, offset = target[rows], weight[rows], offset[rows]
    transposed = table.T.tocsr()
    prior = np.full(width + 1, ridge, np.float64)
    prior[width] = 0.01

    def loss(flat):
        sums = table @ flat[:width] + flat[width] + offset
        value = (weight * (np.logaddexp(0, sums) - target * sums)).sum() + 0.5 * (prior * flat * flat).sum()
        error = weight * (1 / (1 + np.exp(-sums)) - target)
        slope = np.concatenate([(transposed @ error) * usable, [error.sum()]]) + prior * flat
        return value, slope

    found = minimize(loss, np.zeros(width + 1), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    points = found[:width] * usable
    points[0] = found[width]
    return points


def fit_choice(job):
    """Points by which the right one of a post's candidates has the most: a softmax over them and over none of them, which
    has zero points."""
    from scipy.optimize import minimize
    (hits, ends), target, weight, train, groups, offset, ridge, width = job
    rows = np.flatnonzero(train & (weight > 0))
    table = matrix(hits, ends, width)[rows]
    usable = np.asarray(table.sum(axis=0)).ravel() >= LEAST_FIRED
    transposed = table.T.tocsr()
    right, offset = target[rows] > 0.5, offset[rows]
    starts = np.flatnonzero(np.r_[True, np.diff(groups[rows]) != 0])
    sizes = np.diff(np.r_[starts, len(rows)])
    of_group = weight[rows][starts]
    has_right = np.add.reduceat(right.astype(float), starts) > 0
    prior = np.full(width + 1, ridge, np.float64)
    prior[width] = 0.01

    def loss(flat):
        sums = np.clip(table @ flat[:width] + flat[width] + offset, -40, 40)
        grown = np.exp(sums)
        whole = 1 + np.add.reduceat(grown, starts)
        good = np.where(has_right, np.add.reduceat(grown * right, starts), 1.0)
        value = (of_group * (np.log(whole) - np.log(good))).sum() + 0.5 * (prior * flat * flat).sum()
        spread = lambda values: np.repeat(values, sizes)
        error = spread(of_group) * (grown / spread(whole) - np.where(spread(has_right), grown * right / spread(good), 0))
        return value, np.concatenate([(transposed @ error) * usable, [error.sum()]]) + prior * flat

    found = minimize(loss, np.zeros(width + 1), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    points = found[:width] * usable
    points[0] = found[width]
    return points


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--folds-from", default="target/fit", help="the work folder of fit.py, for the rules of its folds")
    parser.add_argument("--work", default="target/fit/threads")
    parser.add_argument("--tool", default="target/release/copydesk-fit")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--write", help="a folder for the points fitted on everything")
    options = parser.parse_args()
    pages = [page for page in corpora.pages(options.corpora, options.work, options.folds) if is_thread(page)]
    say(len(pages), "threads")
    threads = Threads(pages, options.work, options.tool, options.folds)
    threads.take_rules(options.folds_from)
    threads.all(options.write)
    threads.answers()


if __name__ == "__main__":
    sys.exit(main())
