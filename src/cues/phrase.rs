//! Which of the phrase families in `rules/phrases.tsv` a line speaks in, and the lines around it.

use super::{Cue, Sense, View};
use crate::rules::Rules;

/// How far back a phrase still says what the lines below it are.
const REACH: usize = 25;

/// From so many words of running text on, what stood above is no longer right above.
const BETWEEN: f32 = 60.0;

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
        sense: Sense::List(families, |view, found| said_above(view, |between| between < BETWEEN, found)),
    },
    Cue {
        name: "says-far-above",
        meaning: "the nearest line above that says anything, with running text between, speaks in this family",
        sense: Sense::List(families, |view, found| said_above(view, |between| between >= BETWEEN, found)),
    },
];

/// The families of the nearest line above that says anything, where so many words of running text stand between.
fn said_above(view: &View, is_so: impl Fn(f32) -> bool, found: &mut Vec<u16>) {
    let above = (view.line.saturating_sub(REACH)..view.line.saturating_sub(1)).rev();
    let Some(line) = above.into_iter().find(|&line| !view.page.phrases[line].is_empty()) else { return };
    if is_so(view.page.between(line + 1, view.line).good) {
        found.extend(view.page.phrases[line].iter().copied());
    }
}

/// The phrase families.
pub(super) fn families(rules: &Rules) -> Vec<&str> {
    rules.phrases.families().iter().map(String::as_str).collect()
}

/// The families of the line so many lines on (or back).
pub(super) fn says(view: &View, offset: isize, found: &mut Vec<u16>) {
    let line = view.line.checked_add_signed(offset);
    if let Some(families) = line.and_then(|line| view.page.phrases.get(line)) {
        found.extend_from_slice(families);
    }
}
