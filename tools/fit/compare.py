"""Says whether one fit is better than another: a paired bootstrap over the pages that both measured.

    python tools/fit/compare.py OLD/pages.tsv NEW/pages.tsv

Prints for each source and kind the mean word F1 of both, the difference, and between which bounds nineteen of twenty
draws of pages lie. A difference whose bounds hold zero is noise.
"""
import sys
from collections import defaultdict

import numpy as np

DRAWS = 2000


def pages(path):
    rows = (line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8"))
    return {(source, kind, id): float(f1) for source, kind, id, f1 in rows}


def tell(old, new):
    old, new = pages(old), pages(new)
    groups = defaultdict(list)
    for page in sorted(old.keys() & new.keys()):
        source, kind, _ = page
        for group in (source, f"{source}/{kind}"):
            groups[group].append((old[page], new[page]))
    random = np.random.default_rng(1)
    for group, values in sorted(groups.items()):
        before, after = np.array(values).T
        draws = random.integers(0, len(values), (DRAWS, len(values)))
        low, high = np.percentile((after - before)[draws].mean(axis=1), (2.5, 97.5))
        print(f"{group:32} {len(values):5} pages  {before.mean():.4f} to {after.mean():.4f}  {(after - before).mean():+.4f}  ({low:+.4f} to {high:+.4f})")


if __name__ == "__main__":
    tell(*sys.argv[1:3])
