"""Pages that somebody blessed for their own sites, added to a fit, and what that changes.

    python tools/fit/fit.py --corpora ../shared/corpora --work target/fit --add my-pages --write my-rules

A folder holds pages and, beside each, its whole expected file, as `copydesk check --bless` writes it and a person has read
it. Each page counts as a site of its own: it is judged by points that were fitted without it, but with other pages of
its site, which is what further pages of that site will get. Expectations written by hand name no labels and are passed
over.
"""
import copy
import json
import os
import subprocess

import compare
import corpora
import silver

PAGES = (".htm", ".html", ".xhtml", ".text", ".txt")
TEXT = (".text", ".txt")


def run(options, whole):
    """Fits without the pages, unless that was done before, and with them; then tells what changed."""
    before = os.path.join(options.work, "pages.tsv")
    if not os.path.exists(before):
        without = copy.copy(options)
        without.add, without.write = None, None
        whole(without)
    options.work = os.path.join(options.work, "added")
    whole(options)
    tell(options)
    print("\non the corpora, by points fitted without the page's site, without and with the added pages:")
    compare.tell(before, os.path.join(options.work, "pages.tsv"))


def pages(folder, folds):
    """The blessed pages of a folder and of those below it."""
    out = []
    for base, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            stem = name.lower().removesuffix(".gz")
            path = os.path.join(base, name)
            if not stem.endswith(PAGES) or not os.path.exists(path + ".expected"):
                continue
            row = corpora.expected(path + ".expected")
            if row is None:
                print(f"{path}: its expectations were written by hand and name no labels; passed over")
                continue
            row["id"] = "added/" + os.path.relpath(path, folder)
            out.append(corpora.page(row, "own", None, path, "text" if stem.endswith(TEXT) else "html", folds))
    if not out:
        raise SystemExit(f"{folder}: holds no blessed pages (copydesk check --bless --new writes their expected files)")
    return out


def tell(options):
    """How many lines of each added page are right: by the built-in points, and by points fitted without the page."""
    own = {page["id"]: page for page in pages(options.add, options.folds)}
    listed, answers = (os.path.join(options.work, "added." + name) for name in ("list.jsonl", "answers.jsonl"))
    corpora.write_list(own.values(), listed)
    subprocess.run([options.tool, "answer", "-", listed, answers], check=True)
    before = records(answers)
    after = records(os.path.join(options.work, "answers", "own.jsonl"))
    print("\non the added pages, lines with the right label by the built-in points and by points fitted without the page:")
    sums = [0, 0, 0]
    for id, page in sorted(own.items()):
        counts = [len(page["truth"]["lines"]), right(page, before[id]), right(page, after[id])]
        sums = [sum + count for sum, count in zip(sums, counts)]
        print("{1:6} {2:6} of {0:6}  {3}".format(*counts, id.removeprefix("added/")))
    print("{1:6} {2:6} of {0:6}  in all".format(*sums))


def records(path):
    with open(path, encoding="utf-8") as file:
        return {record["id"]: record for record in map(json.loads, file)}


def right(page, record):
    truth, lines = page["truth"]["lines"], record.get("lines", [])
    same = silver.same_lines([line["text"] for line in truth], [line["text"] for line in lines])
    found = [None if at is None else lines[at]["label"] for at in same]
    return sum(label == line["label"] for label, line in zip(found, truth))
