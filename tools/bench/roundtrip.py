"""The round trip with other programs: the same pages, the same comparison.

    python tools/bench/roundtrip.py [--only wiki] [--profile release]

writes the pages of `tests/roundtrip` into a folder of its own, lets each program that is installed answer them, has the
answers compared by the test itself, and prints the table of docs/accuracy.md. Needs Rust, and of these what is to be compared:
`pip install trafilatura lxml_html_clean resiliparse rs-trafilatura`. Each program is asked for markdown where it has that, with tables,
links and formatting; the minimal HTML of resiliparse is set as markdown here.
"""

import argparse
import html.parser
import importlib.metadata
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def trafilatura():
    import trafilatura

    def answer(html):
        return trafilatura.extract(
            html, output_format="markdown", include_tables=True, include_formatting=True, include_comments=False
        )

    return answer


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text

    def answer(html):
        return Minimal.markdown(extract_plain_text(html, main_content=True, preserve_formatting="minimal_html"))

    return answer


class Minimal(html.parser.HTMLParser):
    """The minimal HTML of resiliparse (headings, paragraphs, lists, code) as markdown."""

    @staticmethod
    def markdown(text):
        parser = Minimal()
        parser.feed(text)
        parser.close()
        return "".join(parser.out)

    def __init__(self):
        super().__init__()
        self.out = []
        self.lists = []
        self.code = False

    def handle_starttag(self, tag, attributes):
        if tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else None)
            self.out.append("\n")
        elif tag == "li":
            depth = max(len(self.lists) - 1, 0)
            mark = "- "
            if self.lists and self.lists[-1] is not None:
                self.lists[-1] += 1
                mark = f"{self.lists[-1]}. "
            self.out.append("\n" + "   " * depth + mark)
        elif tag == "pre":
            self.code = True
            self.out.append("\n\n```\n")
        elif tag == "br":
            self.out.append("\n" if self.code else "\\\n")
        elif re.fullmatch("h[1-6]", tag):
            self.out.append("\n\n" + "#" * int(tag[1]) + " ")
        elif tag == "p" and not self.lists:
            self.out.append("\n\n")

    def handle_endtag(self, tag):
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            if not self.lists:
                self.out.append("\n\n")
        elif tag == "pre":
            self.code = False
            self.out.append("\n```\n\n")
        elif re.fullmatch("h[1-6]|p", tag) and not self.lists:
            self.out.append("\n\n")

    def handle_data(self, text):
        self.out.append(text if self.code else re.sub(r"\s+", " ", text))


def rs_trafilatura():
    import rs_trafilatura

    def answer(html):
        found = rs_trafilatura.extract(html, output_markdown=True)
        return found.content_markdown or found.main_content

    return answer


PROGRAMS = {"trafilatura": trafilatura, "resiliparse": resiliparse, "rs-trafilatura": rs_trafilatura}


def harness(test, profile, **variables):
    """Runs one test of the round trip."""
    command = ["cargo", "test", "--profile", profile, "--quiet", "--test", "roundtrip", "--", "--exact", test]
    done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{test} failed:\n{done.stdout}{done.stderr}")


def figures(path):
    """The figures that a test wrote, each with its name."""
    return dict(line.split("\t") for line in path.read_text().splitlines())


def table(programs):
    """The figures of all programs as a table in markdown."""
    names = list(next(iter(programs.values())))
    rows = [["", *names], ["---"] * (len(names) + 1)]
    rows += [[program, *(found[name] for name in names)] for program, found in programs.items()]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def answers(pages, program, name, folder):
    """Writes a program's answer to each page."""
    for page in pages:
        out = folder / page.parent.name / f"{page.stem}.md"
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            text = program(page.read_text())
        except Exception as failure:  # a program that fails on a page has no answer for it
            print(f"{name}: {page.parent.name}/{page.name}: {failure}", file=sys.stderr)
            text = None
        out.write_text(text or "")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="pages whose TEMPLATE/NAME holds this")
    parser.add_argument("--profile", default="release", help="the profile that cargo builds the test in")
    args = parser.parse_args()
    chosen = {"ROUNDTRIP_FILTER": args.only} if args.only else {}
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        out = folder / "figures.tsv"
        harness("pages_are_written_where_wanted", args.profile, ROUNDTRIP_WRITE=str(folder / "pages"))
        pages = sorted((folder / "pages").rglob("*.html"))
        pages = [page for page in pages if args.only in f"{page.parent.name}/{page.stem}"]
        shown = {"ROUNDTRIP_SHOW": "1", "ROUNDTRIP_FIGURES": str(out), **chosen}
        harness("what_is_kept_stays_what_it_was", args.profile, **shown)
        found["copydesk"] = figures(out)
        for name, start in PROGRAMS.items():
            try:
                program = start()
            except ImportError as missing:
                print(f"{name}: {missing}", file=sys.stderr)
                continue
            answers(pages, program, name, folder / name)
            given = {"ROUNDTRIP_ANSWERS": str(folder / name), "ROUNDTRIP_FIGURES": str(out), **chosen}
            harness("answers_are_compared_where_given", args.profile, **given)
            found[f"{name} {importlib.metadata.version(name)}"] = figures(out)
    print(table(found))


if __name__ == "__main__":
    main()
