"""Lines the posts that the references know up with the lines, and the posts, that were found."""
from collections import Counter

import corpora

# A post that was found shares so much of its words with the true one (the scorer's rule).
FOUND = 0.8


def match(found, posts):
    """Which true post each found one is, by the scorer's rule."""
    left, out = list(range(len(found))), {}
    bags = [Counter(corpora.words(text)) for text in found]
    for post in posts:
        own = Counter(corpora.words(post["text"]))
        f1 = lambda at: 2 * sum((bags[at] & own).values()) / max(1, sum(bags[at].values()) + sum(own.values()))
        best = max(left, key=f1, default=None)
        if best is not None and f1(best) >= FOUND:
            left.remove(best)
            out[best] = post
    return out


def post_starts(lines, posts):
    """Per line: 1 where a post's text begins, 0 where it goes on, None where it cannot be told; and the posts whose
    beginning is not found, as bags of words."""
    out, missing = [None] * len(lines), []
    tokens = [corpora.words(line) for line in lines]
    at = 0
    for post in posts:
        text = corpora.words(post["text"])
        if not text:
            continue
        begin = next((line for line in range(at, len(lines)) if tokens[line] and opens(tokens[line], text)), None)
        if begin is None:
            missing.append(Counter(text))
            continue
        out[begin] = 1
        left = Counter(text)
        left.subtract(tokens[begin])
        line = begin + 1
        while line < len(lines) and sum(value for value in left.values() if value > 0) > 0.05 * len(text):
            own = tokens[line]
            if own and sum(min(count, max(0, left[word])) for word, count in Counter(own).items()) >= 0.7 * len(own):
                out[line] = 0
                left.subtract(own)
            line += 1
            if line - begin > 400:
                break
        at = begin + 1
    return out, missing


def is_of(words, posts):
    """Whether most of these words are those of one of the posts."""
    own = Counter(words)
    return any((own & post).total() >= 0.6 * own.total() for post in posts)


def opens(line, text):
    size = min(len(line), len(text), 8)
    return line[:size] == text[:size] and (size >= 4 or size == len(text) or len(line) == size)
