//! The words of short lines: the wordings of menus, buttons and cards, from the lists in `rules/`.

use super::{Cue, Sense, View};

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
            |view, found| found.extend(view.page.wordings[view.line].whole),
        ),
    },
];

fn short_words(view: &View, found: &mut Vec<u16>) {
    words_beside(view, 0, found);
}

/// The known words of the line so many lines on (or back), if that is a short one.
pub(super) fn words_beside(view: &View, offset: isize, found: &mut Vec<u16>) {
    let line = view.line.checked_add_signed(offset).and_then(|line| view.page.wordings.get(line));
    line.into_iter().for_each(|line| found.extend_from_slice(&line.words));
}
