"""Labels for lines: by reading where a page of `lines` has been read, else from what markup, phrases and the truth show.

A silver label comes with the hit that made it, which the fit drops at random, or the other cues would learn nothing.
"""
import difflib
from collections import Counter

from corpora import words

LABELS = ["body", "heading", "headline", "deck", "byline", "timestamp", "dateline", "caption", "post-meta", "forum-widget",
          "navigation", "related", "promo", "social", "comment", "legal", "other"]
NUMBER = {label: at for at, label in enumerate(LABELS)}

# Hits that say what a line is that is not content, from the surest on: the hit, the label, the most words of the line.
BY_HIT = [
    ("in:figcaption", "caption", 80),
    ("says:thread-viewers", "forum-widget", 30),
    ("says:must-log-in", "forum-widget", 25),
    ("says:thread-starter", "forum-widget", 12),
    ("says:thread-tools", "forum-widget", 8),
    ("says:forum-statistics", "forum-widget", 14),
    ("says:forum-jump", "forum-widget", 6),
    ("says:similar-threads", "forum-widget", 6),
    ("says:join-date", "post-meta", 10),
    ("says:post-count", "post-meta", 8),
    ("says:member-rank", "post-meta", 5),
    ("says:last-edited", "post-meta", 20),
    ("says:click-to-expand", "post-meta", 6),
    ("says:reply-button", "post-meta", 5),
    ("says:report-post", "post-meta", 6),
    ("says:like-count", "post-meta", 8),
    ("says:reading-time", "timestamp", 8),
    ("says:copyright", "legal", 40),
    ("says:all-rights-reserved", "legal", 40),
    ("says:privacy", "legal", 8),
    ("says:terms", "legal", 8),
    ("says:cookie", "legal", 60),
    ("says:imprint", "legal", 6),
    ("says:about-site", "navigation", 6),
    ("says:share", "social", 8),
    ("says:follow", "social", 10),
    ("says:print-save", "social", 5),
    ("says:newsletter", "promo", 30),
    ("says:subscribe", "promo", 25),
    ("says:donate", "promo", 25),
    ("says:app-download", "promo", 12),
    ("says:advertisement", "promo", 5),
    ("says:sponsored", "promo", 10),
    ("says:paywall", "promo", 40),
    ("says:related-head", "related", 8),
    ("says:most-popular", "related", 8),
    ("says:also-read", "related", 30),
    ("says:need-javascript", "other", 40),
    ("says:loading", "other", 6),
    ("says:comment-form", "other", 20),
    ("says:comments-head", "other", 8),
    ("says:skip-link", "navigation", 8),
    ("says:menu-toggle", "navigation", 5),
    ("says:search-box", "navigation", 8),
    ("says:breadcrumb-home", "navigation", 4),
    ("says:pagination", "navigation", 8),
    ("says:log-in", "navigation", 6),
    ("says:sign-up", "navigation", 6),
    ("says:back-to-top", "navigation", 5),
    ("says:contact", "navigation", 6),
    ("says:photo-credit", "caption", 30),
    ("says:caption-opener", "caption", 60),
    ("says:language-switch", "navigation", 6),
    ("class:related", "related", 30),
    ("above:related", "related", 30),
    ("above:recommended", "related", 30),
    ("above:comment", "comment", 400),
    ("above:comments", "comment", 400),
    ("in:nav", "navigation", 12),
    ("class:breadcrumb", "navigation", 12),
    ("above:breadcrumb", "navigation", 12),
    ("above:breadcrumbs", "navigation", 12),
    ("above:menu", "navigation", 10),
    ("class:menu", "navigation", 10),
    ("class:tags", "navigation", 8),
    ("above:tags", "navigation", 8),
    ("class:social", "social", 10),
    ("above:social", "social", 10),
    ("above:newsletter", "promo", 60),
    ("in:footer", "navigation", 8),
    ("above:footer", "navigation", 6),
]

# A line with a comment's words is a comment only if it is long enough to be one.
COMMENT_WORDS = 8


def gold(lines, truth):
    """Labels read by a person, laid over our lines word by word; None where our line has no counterpart."""
    ours = [(word, at) for at, line in enumerate(lines) for word in words(line)]
    theirs = [(word, line["label"]) for line in truth["lines"] for word in words(line["text"])]
    votes = [Counter() for _ in lines]
    matcher = difflib.SequenceMatcher(None, [word for word, _ in ours], [word for word, _ in theirs], autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        for step in range(size):
            votes[ours[a + step][1]][theirs[b + step][1]] += 1
    return [vote.most_common(1)[0][0] if vote else None for vote in votes]


def read(lines, marked):
    """Labels read by a person, found again by the marks of the lines."""
    from corpora import mark
    out = [None] * len(lines)
    matcher = difflib.SequenceMatcher(None, [mark(line) for line in lines], [one for one, _ in marked], autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        for step in range(size):
            out[a + step] = marked[b + step][1]
    return out


def same_lines(lines, others):
    """For each line the number of the same line in the other list, in order; None where there is none."""
    out = [None] * len(lines)
    squeezed = ["".join(line.split()) for line in others]
    matcher = difflib.SequenceMatcher(None, ["".join(line.split()) for line in lines], squeezed, autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        for step in range(size):
            out[a + step] = b + step
    return out


def silver(page, lines, sizes, hits, share, dated):
    """Per line (label, weight, hit that made it), label None where nothing says what it is. `hits` are names."""
    truth, out = page["truth"], []
    deck = set(words(" ".join(truth["deck"]) if isinstance(truth.get("deck"), list) else truth.get("deck") or ""))
    captions = [" ".join(words(text)) for text in truth.get("captions") or []]
    authors = [" ".join(words(name)) for name in truth.get("authors") or []]
    posters = {" ".join(words(post.get("author") or "")) for post in truth.get("posts") or []} - {""}
    is_thread = page["kind"] == "thread"
    # What stands over an error or a login form is no headline.
    is_blank = truth.get("body") == ""
    for at, line in enumerate(lines):
        found, own = (None, 0.0, None), words(line)
        text, here = " ".join(own), hits[at]
        top = at < 0.5 * len(lines)
        if not own:
            out.append((("other", 0.2, None)))
            continue
        if share is not None and share[at] >= 0.6:
            is_heading = any(f"in:h{level}" in here for level in range(1, 7)) or any(hit.startswith("heading-level") for hit in here)
            found = ("heading" if is_heading else "body", 0.3, None)
            if "is-title-line" in here and "in:h1" in here:
                found = ("headline", 0.5, "in:h1")
        elif deck and len(own) > 4 and sum(word in deck for word in own) > 0.9 * len(own) and len(own) > 0.5 * len(deck):
            found = ("deck", 1.0, None)
        elif len(own) > 3 and any(text in caption or caption in text for caption in captions):
            found = ("caption", 1.8, "in:figcaption")
        elif is_thread and len(own) <= 5 and text in posters:
            found = ("post-meta", 0.7, None)
        elif "is-title-line" in here and (top or len(lines) < 30) and not is_blank:
            found = ("headline", 0.6, "in:h1")
        elif "is-title" in here and "in:h1" in here and not is_blank:
            found = ("headline", 0.4, "in:h1")
        elif not is_thread and top and len(own) <= 14 and any(name and name in text for name in authors):
            found = ("byline", 0.8, "class:author")
        elif dated[at] >= 0.35 and len(own) <= 12:
            found = ("post-meta" if is_thread else "timestamp", 0.4 if top or is_thread else 0.1, "datetime")
        elif share is None or share[at] < 0.3:
            for hit, label, most in BY_HIT:
                if hit in here and sizes[at] <= most and not (label == "comment" and (len(own) < COMMENT_WORDS or is_thread)):
                    found = (label, 0.15, hit)
                    break
        out.append(found)
    return out
