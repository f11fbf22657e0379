//! Which of the phrase families in `rules/phrases.tsv` a line speaks in, and the lines around it.

use super::{Cue, Sense, View};
use crate::rules::Rules;

/// How far back a phrase still says what the lines below it are.
const REACH: usize = 25;

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "says",
        meaning: "a phrase of this family stands in it",
        sense: Sense::List(families, |view, found| says(view, 0, found)),
    },
    Cue {
        name: "says-before",
        meaning: "a phrase of this family stands in the line before",
        sense: Sense::List(families, |view, found| says(view, -1, found)),
    },
    Cue {
        name: "says-after",
        meaning: "a phrase of this family stands in the line behind",
        sense: Sense::List(families, |view, found| says(view, 1, found)),
    },
    Cue {
        name: "says-above",
        meaning: "the nearest line above that says anything, not right before it, speaks in this family",
        sense: Sense::List(families, |view, found| {
            let above = view.page.phrases[..view.line].iter().rev().take(REACH).skip(1);
            found.extend(above.filter(|said| !said.is_empty()).take(1).flat_map(|said| said.iter().copied()));
        }),
    },
];

/// The phrase families.
pub(super) fn families(rules: &Rules) -> Vec<&str> {
    rules.phrases.families().iter().map(String::as_str).collect()
}

/// The families of the line so many lines on (or back).
pub(super) fn says(view: &View, offset: isize, found: &mut Vec<u16>) {
    let line = view.line.checked_add_signed(offset);
    found.extend(line.and_then(|line| view.page.phrases.get(line)).into_iter().flat_map(|line| line.iter().copied()));
}
