"""Reads the corpora, parts them into folds by site, and says of each line what the references say of it.

Nothing here knows cues or points; `fit.py` does.
"""
import gzip
import hashlib
import json
import os
import re
from collections import Counter, defaultdict
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

CORPORA = ["fundus", "harvest", "lines", "magic", "naeb", "readability", "wcxb"]
KINDS = ["article", "thread", "documentation", "service", "listing", "collection", "product", "other"]
KIND_OF_TYPE = {"forum": "thread"}
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
SUFFIXES = PublicSuffixList()


def words(text):
    return WORD.findall((text or "").lower())


def site_of(row, corpus):
    host = urlsplit(row.get("url") or "").hostname or ""
    return SUFFIXES.privatesuffix(host) or host or f"{corpus}-{row['id']}"


def load(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def pages(folder, work, folds):
    """Every page of the corpora, as HTML and flattened: dicts with what the truth says and the fold of the site."""
    out = []
    for corpus in CORPORA:
        base = os.path.join(folder, corpus)
        rows = load(os.path.join(base, "truth.jsonl.gz"))
        by_id = {row["id"]: row for row in rows}
        for row in rows:
            path = os.path.join(base, "pages", f"{row['id']}.html.gz")
            out.append(page(row, corpus, None, path, "html", folds))
        texts = []
        if corpus == "lines":
            texts = [(row["id"], "given", "\n".join(line["text"] for line in row["lines"])) for row in rows]
        flat = os.path.join(base, "flat.jsonl.gz")
        if os.path.exists(flat):
            texts += [(row["id"], row["flattener"], row["text"]) for row in load(flat)]
        for id, how, text in texts:
            path = os.path.join(work, "text", f"{corpus}.{how}.{hashlib.md5(id.encode()).hexdigest()}.txt")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            out.append(page(by_id[id], corpus, how, path, "text", folds))
    return out


def goldens(folder, folds):
    """The project's own test pages whose every line is labelled by their authors; each is a site of its own."""
    out = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".expected"):
            continue
        known = expected(os.path.join(folder, name + ".expected"))
        if known is not None:
            input = "html" if name.endswith(".html") else "text"
            out.append(page({"id": name, **known}, "own", None, os.path.join(folder, name), input, folds))
    return out


def expected(path):
    """What a whole expected file says: the kind, and each line with its true label; None for one written by hand."""
    text = open(path, encoding="utf-8").read()
    if not text.startswith("shows:"):
        return None
    head, _, body = text.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.split("\n") if ": " in line)
    lines = [line.partition("\t") for line in body.split("\n") if "\t" in line]
    kind = fields.get("kind!", fields["kind"])
    return {"type": kind, "lines": [{"text": text, "label": label.split(" !")[-1]} for label, _, text in lines]}


def seeds(folder, folds):
    """The two pages that the project began with, flattened, every line labelled; none where the folder is not there."""
    out = []
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        if name.endswith(".lines.tsv"):
            name = name.removesuffix(".lines.tsv")
            path = os.path.join(folder, name)
            rows = [line.rstrip("\n").split("\t", 1) for line in open(path + ".lines.tsv", encoding="utf-8")]
            kind = json.load(open(path + ".record.json", encoding="utf-8"))["kind"]
            row = {"id": "seed/" + name, "type": kind, "lines": [{"text": text, "label": label} for label, text in rows]}
            out.append(page(row, "seeds", None, path + ".txt", "text", folds))
    return out


def blanks(folder, table, folds):
    """The project's own pages with nothing to keep: every line of them is known to be no content. Short pages that do have
    something stand in the same table; nobody has labelled their lines, so they are left out. Each is a site of its own."""
    out = []
    for line in open(table, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        name, expected = line.split("\t")[:2]
        if expected == "text":
            continue
        row = {"id": "blank/" + name, "type": "other", "body": ""}
        input = "text" if name.endswith(".txt") else "html"
        out.append(page(row, "own", None, os.path.join(folder, name), input, folds))
    return out


def read_labels(path):
    """Labels given by reading, by corpus and id: [(mark of the line, label)]."""
    pages, own = {}, []
    for line in open(path, encoding="utf-8"):
        if line.startswith("["):
            own = pages.setdefault(tuple(line.strip()[1:-1].split("/", 1)), [])
        elif not line.startswith("#"):
            _, mark, label = line.split()
            own.append((mark, label))
    return pages


def mark(text):
    return hashlib.md5("".join(text.split()).encode()).hexdigest()[:4]


def page(row, corpus, how, path, input, folds):
    site = site_of(row, corpus)
    fold_hash = int(hashlib.md5(row["id"].encode()).hexdigest(), 16)
    fold = int(hashlib.md5(site.encode()).hexdigest(), 16) % folds
    kind = KIND_OF_TYPE.get(row.get("type"), row.get("type", "article"))
    return {"id": row["id"], "corpus": corpus, "how": how, "path": path, "input": input, "site": site, "fold": fold, "fold_hash": fold_hash,
            "kind": kind, "truth": row}


def write_list(pages, path):
    with open(path, "w", encoding="utf-8") as file:
        for one in pages:
            file.write(json.dumps({key: one[key] for key in ("id", "site", "path", "input")}) + "\n")


def reference(row):
    """The reference text as paragraphs, or None where the source has none that can be trusted."""
    if row.get("posts") and not row.get("lines"):
        return [part for post in row["posts"] for part in post["text"].split("\n")]
    if row.get("lines") or "doubt" in row or "body" not in row:
        return None
    return row["body"].split("\n")


# A line that is longer than this many words is judged by itself; a shorter one with its neighbours.
LONG = 4
# A shingle of so many words is looked up in the reference.
SHINGLE = 3


def align(lines, paragraphs):
    """For each line the share of its words that stand in the reference, in order; each place is used once.

    A text that stands more than once on the page is placed by its neighbours: what a table of contents says again is a
    heading where the text behind it follows in the reference, not where it stands first."""
    ref = [word for part in paragraphs for word in words(part)]
    places = defaultdict(list)
    for at in range(len(ref) - SHINGLE + 1):
        places[tuple(ref[at:at + SHINGLE])].append(at)
    used = bytearray(len(ref))
    tokens = [words(line) for line in lines]
    share = [0.0] * len(lines)
    span = [None] * len(lines)
    times = Counter(map(tuple, tokens))

    def take(at, found):
        hit = [place for place in found if not used[place]]
        share[at] = min(1.0, len(hit) / len(tokens[at]))
        if share[at] >= 0.5:
            for place in hit:
                used[place] = 1
            span[at] = (min(hit), max(hit) + 1)

    def take_in_order(chosen):
        expected = 0
        for at, line in enumerate(tokens):
            if span[at] is None and len(line) >= LONG and chosen(line):
                found = best_place(line, places, used, expected)
                if found is not None:
                    take(at, found)
            if span[at] is not None:
                expected = span[at][1]

    take_in_order(lambda line: times[tuple(line)] == 1)
    for at, place in repeated_places(tokens, times, ref, places, span):
        own = range(place, place + len(tokens[at]))
        if span[at] is None and not any(used[place] for place in own):
            take(at, own)
    take_in_order(lambda line: True)
    short_lines(tokens, ref, used, share, span)
    return share


def repeated_places(tokens, times, ref, places, span):
    """Where lines whose text stands more than once may belong, as (line, place), the nearest to their neighbours' places first."""
    behind, following = [None] * len(tokens), None
    for at in reversed(range(len(tokens))):
        behind[at] = following
        following = span[at][0] if span[at] else following
    found, before = [], 0
    for at, line in enumerate(tokens):
        before = span[at][1] if span[at] else before
        if len(line) < LONG or times[tuple(line)] == 1:
            continue
        for place in places.get(tuple(line[:SHINGLE]), ())[:40]:
            if ref[place:place + len(line)] == line:
                ends = [abs(place - before)] + ([abs(behind[at] - place - len(line))] if behind[at] is not None else [])
                found.append((min(ends), at, place))
    return [(at, place) for _, at, place in sorted(found)]


def best_place(line, places, used, expected):
    """The places in the reference of the words of a line: shingles voted into one diagonal, the unused and nearest first."""
    votes = defaultdict(set)
    for at in range(len(line) - SHINGLE + 1):
        for place in places.get(tuple(line[at:at + SHINGLE]), ())[:40]:
            votes[(place - at) // 8].update(range(place, place + SHINGLE))
    if not votes:
        return None
    joined = {}
    for key, found in votes.items():
        joined[key] = found | votes.get(key + 1, set())
    def worth(key):
        free = sum(1 for place in joined[key] if not used[place])
        return (free, -abs(key * 8 - expected))
    best = max(joined, key=worth)
    # Words that no shingle covers lie between covered ones: an edited word breaks three shingles.
    low, high = min(joined[best]), max(joined[best]) + 1
    return range(low, high) if high - low <= 2 * len(line) else sorted(joined[best])


def short_lines(tokens, ref, used, share, span):
    """A short line counts where it stands in the reference between the places of its matched neighbours."""
    following = [None] * len(tokens)
    place = None
    for at in range(len(tokens) - 1, -1, -1):
        following[at] = place
        if span[at]:
            place = span[at][0]
    before = 0
    for at, line in enumerate(tokens):
        if span[at]:
            before = span[at][1]
            continue
        if not line or len(line) >= LONG + 2:
            continue
        low = max(0, before - 1)
        high = min(len(ref), (following[at] if following[at] is not None else before + 30) + 1, before + 60)
        for start in range(low, high - len(line) + 1):
            if ref[start:start + len(line)] == line and not any(used[start:start + len(line)]):
                share[at] = 1.0
                span[at] = (start, start + len(line))
                for place in range(start, start + len(line)):
                    used[place] = 1
                before = start + len(line)
                break
