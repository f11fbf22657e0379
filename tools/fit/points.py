"""Writes points files: sorted, rounded, with how often each hit fired."""
import os

import numpy as np

# Points are kept when they are at least so far from zero in some column; those of single words are many and small.
LEAST_POINTS = 0.02
LEAST_WORD_POINTS = 0.1
LEAST_SHOWN_WORD = 0.05
# A hit on fewer lines of the corpora says nothing of lines in general.
LEAST_FIRED = 50
CLASS_PREFIXES = ("class:", "above:")
WORD_PREFIXES = CLASS_PREFIXES + ("enters:", "word:", "whole:", "url:", "states:", "holds:", "titled:", "links-to:", "says-before:",
                 "says-after:", "says-above:", "box-says:")
# What the parts of pages are called speaks for many names at once, but a site has few of them.
PART_PREFIXES = ("part:", "part-above:", "part-nearest:")


HEADS = {
    "kinds.points": "Which kind of page it is: points of page cues for each kind. The kind with the most wins.",
    "first.points": "The first reading: is a line, by itself, content? `all` counts on every page, the column of the page's kind and, on flattened text, `text` besides.",
    "gate.points": "The second reading, with the first one's verdicts of the neighbours: is a line content? Columns as in first.points.",
    "labels.points": "Which label a line gets within its group: body or heading; or one of the others. The most points win, with those of order.points.",
    "confidence.points": "How far to trust a page: points over what its verdicts promise, for a word F1 of what was kept above 0.8.",
    "order.points": "The order of labels: points for a label (column) on the line behind one of the label in front (row).",
}


def by_hand(path):
    """Points that a person set on top of the fitted ones: (file, hit, column) and what to add."""
    rows = [line.split() for line in open(path, encoding="utf-8") if line.strip() and not line.startswith("#")]
    return {(file, hit, column): float(points) for file, hit, column, points in rows}


HAND = by_hand(os.path.join(os.path.dirname(os.path.abspath(__file__)), "by-hand.txt"))


def write_points(path, names, columns, points, counts):
    """Writes a points file; `points` has a row for each name and a column for each column, `counts` how often each fired."""
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
        shown = [f"{column} {value:+.2f}" for column, value in values if abs(value) >= (LEAST_SHOWN_WORD if word else LEAST_POINTS)]
        if shown:
            rows.append(f"{name}  {'  '.join(shown)}" + (f"  # {counts[at]}" if counts is not None else ""))
    rows.sort()
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"# {HEADS[os.path.basename(path)]}\n# Written by tools/fit; behind # on how many lines (pages, gaps) of the corpora it fired.\n")
        file.write("\n".join(rows) + "\n")
