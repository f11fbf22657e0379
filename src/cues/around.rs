//! What the lines around a line are like, by their numbers alone.

use super::{Cue, Sense, View, or_none, share};
use crate::measure::{Flag, LineMeasures};

const WORDS: &[f32] = &[2.0, 4.0, 7.0, 12.0, 20.0, 35.0, 70.0];
const LINKED: &[f32] = &[0.01, 0.3, 0.7, 0.99];
const STOPS: &[f32] = &[0.1, 0.25, 0.4];
const WINDOW_WORDS: &[f32] = &[5.0, 15.0, 30.0, 60.0, 120.0, 250.0, 500.0, 1000.0];
const WINDOW_SHARES: &[f32] = &[0.02, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9];
const RUN: &[f32] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0];

/// A short line has at most this many words.
const SHORT: f32 = 4.0;

/// The longest run of short lines that is counted.
const LONGEST_RUN: usize = 40;

macro_rules! neighbour {
    (words $offset:literal $name:literal $which:literal) => {
        Cue {
            name: $name,
            meaning: concat!("words of the ", $which),
            sense: Sense::Range(WORDS, |view| or_none(view.neighbour($offset).map(|line| line.words))),
        }
    };
    (linked $offset:literal $name:literal $which:literal) => {
        Cue {
            name: $name,
            meaning: concat!("linked share of the ", $which),
            sense: Sense::Range(LINKED, |view| of_markup(view, view.neighbour($offset).map(|line| line.linked))),
        }
    };
    (stops $offset:literal $name:literal $which:literal) => {
        Cue {
            name: $name,
            meaning: concat!("share of stop words in the ", $which),
            sense: Sense::Range(STOPS, |view| or_none(view.neighbour($offset).map(|line| line.stops))),
        }
    };
}

macro_rules! window {
    (words $reach:literal $name:literal) => {
        Cue {
            name: $name,
            meaning: concat!("unlinked words in the ", stringify!($reach), " lines on both sides"),
            sense: Sense::Range(WINDOW_WORDS, |view| window(view, $reach).unlinked),
        }
    };
    (linked $reach:literal $name:literal) => {
        Cue {
            name: $name,
            meaning: concat!("linked share of the ", stringify!($reach), " lines on both sides"),
            sense: Sense::Range(WINDOW_SHARES, |view| {
                let sums = window(view, $reach);
                of_markup(view, Some(1.0 - share(sums.unlinked, sums.words)))
            }),
        }
    };
    (good $reach:literal $name:literal) => {
        Cue {
            name: $name,
            meaning: concat!("share of running text in the ", stringify!($reach), " lines on both sides"),
            sense: Sense::Range(WINDOW_SHARES, |view| {
                let sums = window(view, $reach);
                share(sums.good, sums.words)
            }),
        }
    };
}

/// The lines next to it, one by one.
pub(super) const NEIGHBOURS: &[Cue] = &[
    neighbour!(words -3 "before-3-words" "third line before"),
    neighbour!(stops -3 "before-3-stops" "third line before"),
    neighbour!(words -2 "before-2-words" "second line before"),
    neighbour!(stops -2 "before-2-stops" "second line before"),
    neighbour!(words -1 "before-words" "line before"),
    neighbour!(linked -1 "before-linked" "line before"),
    neighbour!(stops -1 "before-stops" "line before"),
    neighbour!(words 1 "after-words" "line behind"),
    neighbour!(linked 1 "after-linked" "line behind"),
    neighbour!(stops 1 "after-stops" "line behind"),
    neighbour!(words 2 "after-2-words" "second line behind"),
    neighbour!(linked 2 "after-2-linked" "second line behind"),
    neighbour!(stops 2 "after-2-stops" "second line behind"),
    neighbour!(stops 3 "after-3-stops" "third line behind"),
];

/// The lines around it, taken together.
pub(super) const WINDOWS: &[Cue] = &[
    window!(words 5 "near-words"),
    window!(linked 5 "near-linked"),
    window!(good 5 "near-good"),
    window!(words 15 "around-words"),
    window!(good 15 "around-good"),
    window!(words 40 "region-words"),
    window!(linked 40 "region-linked"),
];

/// The family's other cues.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "before-ends-sentence",
        meaning: "the line before ends like a sentence",
        sense: Sense::If(|view| neighbour_has(view, -1, Flag::EndsSentence)),
    },
    Cue {
        name: "after-ends-sentence",
        meaning: "the line behind ends like a sentence",
        sense: Sense::If(|view| neighbour_has(view, 1, Flag::EndsSentence)),
    },
    Cue {
        name: "before-ends-colon",
        meaning: "the line before ends with a colon",
        sense: Sense::If(|view| neighbour_has(view, -1, Flag::EndsColon)),
    },
    Cue {
        name: "goes-on",
        meaning: "goes on with a sentence that the line before left open",
        sense: Sense::If(|view| {
            let line = view.measures();
            let opens = line.has(Flag::StartsLower) || line.has(Flag::StartsPunctuation);
            opens && view.neighbour(-1).is_some_and(|before| !before.has(Flag::EndsSentence))
        }),
    },
    Cue {
        name: "left-open",
        meaning: "the line behind goes on with its sentence",
        sense: Sense::If(|view| {
            let opens = |line: &LineMeasures| line.has(Flag::StartsLower) || line.has(Flag::StartsPunctuation);
            !view.measures().has(Flag::EndsSentence) && view.neighbour(1).is_some_and(opens)
        }),
    },
    Cue {
        name: "short-run",
        meaning: "how many short lines in a row it stands in",
        sense: Sense::Range(RUN, short_run),
    },
    Cue {
        name: "alike-after",
        meaning: "is of the same shape as the line behind",
        sense: Sense::If(|view| is_alike(view, view.line + 1)),
    },
];

fn of_markup(view: &View, value: Option<f32>) -> f32 {
    if view.page.page.from_markup { or_none(value) } else { f32::NAN }
}

fn window(view: &View, reach: usize) -> crate::measure::Sums {
    view.page.between(view.line.saturating_sub(reach), view.line + reach + 1)
}

fn neighbour_has(view: &View, offset: isize, flag: Flag) -> bool {
    view.neighbour(offset).is_some_and(|line| line.has(flag))
}

fn short_run(view: &View) -> f32 {
    let lines = &view.page.lines;
    let is_short = |line: &&LineMeasures| line.words <= SHORT;
    if !is_short(&view.measures()) {
        return 0.0;
    }
    let before = lines[..view.line].iter().rev().take(LONGEST_RUN).take_while(is_short).count();
    let after = lines[view.line..].iter().take(LONGEST_RUN).take_while(is_short).count();
    (before + after) as f32
}

fn is_alike(view: &View, other: usize) -> bool {
    let shape = &view.page.shape_of;
    shape.get(view.line).is_some_and(|own| shape.get(other) == Some(own))
}
