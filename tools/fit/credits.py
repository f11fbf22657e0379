"""Fits the points of headline, byline and date in `rules/` from the corpora, with cross-validation by site.

    python tools/fit/credits.py --corpora ../shared/corpora --work target/fit-credits [--folded target/fit] [--write rules]

Each page has candidates (by `copydesk-fit credits`), of which one is right or none: a conditional logistic regression
over the candidates' hits, with a candidate of zero points that stands for none. The line labels are cues here, and the
built-in points of the labels were fitted on these very pages; with `--folded` the candidates of each page are gathered
with line points (`DIR/rules.N`, left there by `fit.py`) that were fitted without its site, which is what counts. Byline
and date look at where the headline stands: run it twice after a change of the headline's cues.
"""
import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import defaultdict

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

import corpora

FIELDS = ["headline", "byline", "published"]
CORPORA = ["fundus", "htmldate", "lines", "naeb", "readability", "wcxb"]
COLUMNS = ["all", "article", "thread", "documentation", "service", "listing", "collection", "product", "text"]
# Strengths of the priors: common points, differences of kinds, differences of flattened text.
PRIORS = np.array([0.5] + [4.0] * 7 + [1.0])
# What a page weighs where its truth is among no candidates: nothing is better than something wrong, but that was not asked.
UNREACHED = 0.4
# What a page of WCXB weighs whose source states no author or no date, by its type: articles often have one all the same.
UNSTATED = {"article": 0.2, "forum": 0.2}
UNSTATED_ELSE = 0.35
# Flattened copies of one page share the weight of one.
FLAT = 0.35
# Pages of one source are many; none shall drown the others.
SOURCE = {"naeb": 0.8, "htmldate": 1.0, "wcxb": 1.0, "fundus": 1.5, "readability": 1.5, "lines": 1.0}
LEAST_POINTS = 0.02


def by_hand(path):
    """Points that a person sets on top of the fitted ones, by file, cue and column."""
    rows = (line.split() for line in open(path, encoding="utf-8") if line.strip() and not line.startswith("#"))
    return {(file, cue, column): float(points) for file, cue, column, points in rows}


HAND = by_hand(os.path.join(os.path.dirname(os.path.abspath(__file__)), "by-hand.txt"))


def fold_text(text):
    text = unicodedata.normalize("NFKC", text or "").casefold()
    text = re.sub(r"[\u2018\u2019\u201b\u2032`\u00b4]", "'", text)
    text = re.sub(r"[\u201c\u201d\u201e\u00ab\u00bb]", '"', text)
    return re.sub(r"\s+", " ", re.sub(r"[\u2010-\u2015\u2212]", "-", text)).strip()


def fold_name(name):
    name = unicodedata.normalize("NFKD", name or "")
    return re.sub(r"[^\w]+", " ", "".join(c for c in name if not unicodedata.combining(c)).casefold()).strip()


def truth(row, field):
    """What the source states of a field, or None."""
    if field == "headline":
        return [fold_text(text) for text in [row["headline"], *row.get("headline_alt", [])]] if row.get("headline") else None
    if field == "byline":
        names = row.get("authors") or (row["byline"] if isinstance(row.get("byline"), list) else None)
        return {fold_name(name) for name in names} - {""} if names else None
    return row["date"][:10] if row.get("date") else None


def goodness(field, value, wanted):
    """How right a value is, from 0 to 1; none (None or an empty list) is right of nothing that is stated."""
    if not value:
        return 0.0
    if field == "headline":
        return float(fold_text(value) in wanted)
    if field == "published":
        return float(value[:10] == wanted)
    names = {fold_name(name) for name in value} - {""}
    return 2 * len(names & wanted) / (len(names) + len(wanted)) if names else 0.0


def pages(options):
    """Every page that states something, as markup and flattened."""
    out = []
    for corpus in CORPORA:
        base = os.path.join(options.corpora, corpus)
        rows = corpora.load(os.path.join(base, "truth.jsonl.gz"))
        by_id = {row["id"]: row for row in rows}
        out += [corpora.page(row, corpus, None, os.path.join(base, "pages", f"{row['id']}.html.gz"), "html", options.folds) for row in rows]
        texts = []
        if corpus == "lines":
            texts = [(row["id"], "given", "\n".join(line["text"] for line in row["lines"])) for row in rows]
        flat = os.path.join(base, "flat.jsonl.gz")
        if os.path.exists(flat):
            texts += [(row["id"], row["flattener"], row["text"]) for row in corpora.load(flat)]
        for id, how, text in texts:
            path = os.path.join(options.work, "text", f"{corpus}.{how}.{hashlib.md5(id.encode()).hexdigest()}.txt")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            out.append(corpora.page(by_id[id], corpus, how, path, "text", options.folds))
    return out


def gather(options, everything):
    """The candidates of each page, in its `found`; gives the names of the cues."""
    for fold in range(options.folds):
        own = [page for page in everything if page["fold"] == fold]
        path = os.path.join(options.work, f"list.{fold}.jsonl")
        out = os.path.join(options.work, f"candidates.{fold}.jsonl")
        corpora.write_list(own, path)
        if not options.reuse:
            subprocess.run([options.tool, "credits", rules_of(options, fold), path, out], check=True)
        with open(out, encoding="utf-8") as file:
            for page, line in zip(own, file):
                page["found"] = json.loads(line)
    with open(os.path.join(options.work, "candidates.0.jsonl.cues"), encoding="utf-8") as file:
        return json.load(file)


def rules_of(options, fold):
    """The folder of rules that were fitted without a fold: line points from `--folded`, credits from an earlier run."""
    folder = os.path.join(options.work, f"rules.{fold}")
    if not os.path.exists(folder):
        os.makedirs(folder)
        for name in ["headline", "byline", "published"]:
            shutil.copy(os.path.join("rules", f"{name}.points"), folder)
    if options.folded:
        for name in os.listdir(os.path.join(options.folded, f"rules.{fold}")):
            shutil.copy(os.path.join(options.folded, f"rules.{fold}", name), folder)
    return folder


def answer(options, everything):
    """Answers for each page by rules that were fitted without its site, for `score.py --pred`."""
    folder = os.path.join(options.work, "answers")
    os.makedirs(folder, exist_ok=True)
    files = {}
    for fold in range(options.folds):
        own = [page for page in everything if page["fold"] == fold]
        out = os.path.join(options.work, f"answers.{fold}.jsonl")
        subprocess.run([options.tool, "answer", rules_of(options, fold), os.path.join(options.work, f"list.{fold}.jsonl"), out], check=True)
        with open(out, encoding="utf-8") as file:
            for page, line in zip(own, file):
                name = page["corpus"] + (f".text.{page['how']}" if page["how"] else "")
                if name not in files:
                    files[name] = open(os.path.join(folder, f"{name}.jsonl"), "w", encoding="utf-8")
                files[name].write(line)
    for file in files.values():
        file.close()


class Field:
    """The candidates of one field over all pages, ready to be fitted."""

    def __init__(self, name, everything, cues):
        self.name, self.cues = name, cues[name]
        self.places = {cue: at for at, cue in enumerate(self.cues)}
        rows, self.pages = [], []
        for page in everything:
            found = page["found"][name]
            wanted = truth(page["truth"], name)
            weight = SOURCE[page["corpus"]] * (FLAT if page["how"] else 1.0)
            values = [value for value, _ in found]
            good = np.array([goodness(name, value, wanted) if wanted else 0.0 for value in values])
            if wanted is None:
                stated = name != "headline" and not page["how"] and page["corpus"] == "wcxb"
                weight *= UNSTATED.get(page["truth"].get("type"), UNSTATED_ELSE) if stated else 0.0
            elif not len(good) or good.max() == 0:
                weight *= 0.0 if name == "headline" else UNREACHED
            self.pages.append({"page": page, "start": len(rows), "count": len(values), "good": good, "values": values,
                               "wanted": wanted, "weight": weight})
            for _, hits in found:
                rows.append((page, [self.places[hit] for hit in hits]))
        self.matrix = self.columns_of(rows)
        self.goods = np.concatenate([own["good"] for own in self.pages])

    def columns_of(self, rows):
        """A row for each candidate: its hits, once for each column that counts for its page."""
        width = len(self.cues)
        at, which = [], []
        for row, (page, hits) in enumerate(rows):
            columns = [0]
            if page["found"]["kind"] in COLUMNS:
                columns.append(COLUMNS.index(page["found"]["kind"]))
            if page["input"] == "text":
                columns.append(len(COLUMNS) - 1)
            for column in columns:
                at += [row] * len(hits)
                which += [column * width + hit for hit in hits]
        return csr_matrix((np.ones(len(at)), (at, which)), shape=(len(rows), width * len(COLUMNS)))

    def fit(self, chosen):
        """Points fitted on the pages at these places, with those set by hand on top."""
        width = len(self.cues)
        own = [self.pages[at] for at in chosen if self.pages[at]["weight"] > 0 and self.pages[at]["count"]]
        rows = np.concatenate([np.arange(one["start"], one["start"] + one["count"]) for one in own])
        group = np.repeat(np.arange(len(own)), [one["count"] for one in own])
        hits, weight = self.matrix[rows], np.array([one["weight"] for one in own])
        best = np.array([one["good"].max() for one in own])
        right = (self.goods[rows] > 0) & (self.goods[rows] >= best[group] - 1e-9)
        priors = np.repeat(PRIORS, width)

        def loss(points):
            sums = hits @ points
            top = np.maximum.reduceat(sums, np.flatnonzero(np.diff(group, prepend=-1)))
            top = np.maximum(top, 0)
            exps = np.exp(sums - top[group])
            none = np.exp(-top)
            total = np.bincount(group, exps) + none
            good = np.bincount(group, exps * right) + np.where(best > 0, 0, none)
            value = -float(weight @ (np.log(good) - np.log(total))) + 0.5 * float(priors @ points ** 2)
            share = weight[group] * (exps / total[group] - np.where(best[group] > 0, exps * right, 0) / good[group])
            return value, hits.T @ share + priors * points

        found = minimize(loss, np.zeros(self.matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400})
        points = found.x
        for (file, cue, column), more in HAND.items():
            if file == f"{self.name}.points":
                points[COLUMNS.index(column) * width + self.places[cue]] += more
        return points

    def answers(self, points, chosen):
        """For each page at these places the place of its best candidate, or None."""
        sums = self.matrix @ points
        for at in chosen:
            one = self.pages[at]
            own = sums[one["start"]:one["start"] + one["count"]]
            yield at, int(own.argmax()) if len(own) and own.max() > 0 else None

    def cross_validate(self, folds, write=None):
        """Answers by points fitted without the page's site; `write` is told each fold's points."""
        out = {}
        for fold in range(folds):
            inside = [at for at, one in enumerate(self.pages) if one["page"]["fold"] == fold]
            points = self.fit([at for at, one in enumerate(self.pages) if one["page"]["fold"] != fold])
            out.update(self.answers(points, inside))
            if write:
                write(fold, points)
        return out

    def report(self, title, answers):
        figures, reach, silent = defaultdict(list), defaultdict(list), defaultdict(list)
        for at, best in answers.items():
            one = self.pages[at]
            key = one["page"]["corpus"] + (f".text.{one['page']['how']}" if one["page"]["how"] else "")
            if one["wanted"] is None:
                silent[key].append(best is None)
            else:
                figures[key].append(one["good"][best] if best is not None else 0.0)
                reach[key].append(one["good"].max() if len(one["good"]) else 0.0)
        print(f"{self.name}, {title}")
        for key in sorted(figures):
            quiet = f"  none where none is stated {np.mean(silent[key]):.3f} ({len(silent[key])})" if silent[key] else ""
            print(f"  {key:24} {np.mean(figures[key]):.4f}  reachable {np.mean(reach[key]):.4f}{quiet}")

    def write(self, folder, points):
        width = len(self.cues)
        fired = np.asarray(self.matrix[:, :width].sum(axis=0)).ravel().astype(int)
        lines = []
        for at, cue in enumerate(self.cues):
            values = [(column, points[number * width + at]) for number, column in enumerate(COLUMNS)]
            shown = [f"{column} {value:+.2f}" for column, value in values if abs(value) >= LEAST_POINTS]
            if shown:
                lines.append(f"{cue}  {'  '.join(shown)}  # {fired[at]}")
        what = {"headline": "The headline", "byline": "Who wrote it", "published": "When it was published"}[self.name]
        with open(os.path.join(folder, f"{self.name}.points"), "w", encoding="utf-8") as file:
            file.write(f"# {what}: points of a candidate. The most points win, and none where they are not above zero.\n")
            file.write("# Written by tools/fit/credits.py; behind # on how many candidates of the corpora it fired.\n")
            file.write("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--work", default="target/fit-credits")
    parser.add_argument("--folded", help="a folder with line points by fold, rules.0 and so on")
    parser.add_argument("--tool", default="target/release/copydesk-fit")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--only", help="one of the fields")
    parser.add_argument("--reuse", action="store_true", help="take the candidates from the work folder")
    parser.add_argument("--answers", action="store_true", help="answer for each page, for score.py --pred WORK/answers")
    parser.add_argument("--worst", type=int, default=0, help="show so many wrong answers of each corpus")
    parser.add_argument("--write", help="a folder for the points fitted on everything")
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    everything = pages(options)
    cues = gather(options, everything)
    for name in [options.only] if options.only else FIELDS:
        field = Field(name, everything, cues)
        answers = field.cross_validate(options.folds, lambda fold, points: field.write(rules_of(options, fold), points))
        field.report("out of fold", answers)
        if options.worst:
            show_worst(field, answers, options.worst)
        if options.write:
            points = field.fit(range(len(field.pages)))
            field.report("in sample", dict(field.answers(points, range(len(field.pages)))))
            field.write(options.write, points)
    if options.answers:
        answer(options, everything)


def show_worst(field, answers, count):
    """Wrong answers, so that a person can look at the pages."""
    shown = defaultdict(int)
    for at, best in answers.items():
        one = field.pages[at]
        key = one["page"]["corpus"] + (one["page"]["how"] or "")
        if one["wanted"] is None or one["page"]["how"] or (best is not None and one["good"][best] > 0.99):
            continue
        shown[key] += 1
        if shown[key] <= count:
            given = one["values"][best] if best is not None else None
            reach = f"{one['good'].max():.2f}" if len(one["good"]) else "no candidate"
            print(f"    {key} {one['page']['id']} [{one['page']['found']['kind']}] gave {given!r}, wanted {one['wanted']!r}, reachable {reach}")


if __name__ == "__main__":
    sys.exit(main())
