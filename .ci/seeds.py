"""Checks that the two seed pages come out as they should: record and labels, from the file and from standard input.

    seeds.py PROGRAM FOLDER
"""
import glob
import json
import subprocess
import sys

program, folder = sys.argv[1:]
wrong = 0


def fold(value):
    """No-break spaces count as spaces, and texts are trimmed."""
    if isinstance(value, str):
        return "\n".join(line.strip() for line in value.replace("\u00a0", " ").split("\n")).strip()
    if isinstance(value, list):
        return [fold(one) for one in value]
    if isinstance(value, dict):
        return {key: fold(one) for key, one in value.items()}
    return value


def compare(name, how, wanted, found):
    global wrong
    if wanted != found:
        wrong += 1
        print(f"{name} ({how}):\n  wanted {wanted!r}\n  found  {found!r}")


for path in sorted(glob.glob(folder + "/*.txt")):
    wanted = json.load(open(path[:-4] + ".record.json", encoding="utf-8"))
    lines = [line.split("\t", 1) for line in open(path[:-4] + ".lines.tsv", encoding="utf-8").read().splitlines()]
    for how in ("file", "standard input"):
        call = [program, "--format", "jsonl", "--lines"] + ([path] if how == "file" else [])
        source = None if how == "file" else open(path, "rb")
        record = json.loads(subprocess.run(call, stdin=source, capture_output=True, check=True).stdout)
        for key, value in wanted.items():
            compare(path, f"{how}, {key}", fold(value), fold(record[key]))
        found = [[line["label"], line["text"]] for line in record["lines"]]
        for at in range(max(len(lines), len(found))):
            compare(path, f"{how}, line {at + 1}", *(fold(side[at]) if at < len(side) else None for side in (lines, found)))

print("both seed pages come out as they should" if not wrong else f"{wrong} differences")
sys.exit(bool(wrong))
