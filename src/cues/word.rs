//! The words of short lines: the wordings of menus, buttons and cards, from the lists in `rules/`.

use super::{Cue, Sense, View};
use crate::rules::Rules;

/// A line of at most this many words is looked at word by word.
const SHORT: f32 = 8.0;

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "word",
        meaning: "a word or pair of words in a short line",
        sense: Sense::List(|rules| rules.short_words.entries(), short_words),
    },
    Cue {
        name: "whole",
        meaning: "the whole of a short line, numbers as 0",
        sense: Sense::List(
            |rules| rules.whole_lines.entries(),
            |view, found| {
                if view.measures().words <= SHORT {
                    found.extend(view.rules.whole_lines.place(&key(&view.page.folded[view.line])));
                }
            },
        ),
    },
];

fn short_words(view: &View, found: &mut Vec<u16>) {
    words_beside(view, 0, found);
}

/// The known words of the line so many lines on (or back), if that is a short one.
pub(super) fn words_beside(view: &View, offset: isize, found: &mut Vec<u16>) {
    let Some(line) = view.line.checked_add_signed(offset) else { return };
    if view.page.lines.get(line).is_some_and(|line| line.words <= SHORT) {
        known_words(view.rules, &view.page.folded[line], found);
    }
}

/// The known words and pairs of words of a folded text.
pub(super) fn known_words(rules: &Rules, folded: &str, found: &mut Vec<u16>) {
    let key = key(folded);
    let list = &rules.short_words;
    let starts: Vec<usize> = [0].into_iter().chain(key.match_indices('_').map(|(at, _)| at + 1)).collect();
    for (at, &start) in starts.iter().enumerate() {
        let end_of = |word: usize| starts.get(word + 1).map_or(key.len(), |next| next - 1);
        found.extend(list.place(&key[start..end_of(at)]));
        if at + 1 < starts.len() {
            found.extend(list.place(&key[start..end_of(at + 1)]));
        }
    }
    found.sort_unstable();
    found.dedup();
}

/// A folded line as the lists have it: numbers as 0, words joined by `_`.
pub(crate) fn key(folded: &str) -> String {
    let mut key = String::with_capacity(folded.len());
    for c in folded.chars() {
        let c = if c == ' ' {
            '_'
        } else if c.is_numeric() {
            '0'
        } else {
            c
        };
        if c != '0' || !key.ends_with('0') {
            key.push(c);
        }
    }
    key
}
