//! What stands on the page more than once: the same line, or lines of the same shape.

use super::{Cue, Sense, View, share};
use crate::measure::Shape;

const COPIES: &[f32] = &[2.0, 3.0, 5.0, 10.0];
const LINES: &[f32] = &[2.0, 3.0, 5.0, 9.0, 16.0, 32.0, 64.0];
const SHARES: &[f32] = &[0.01, 0.03, 0.08, 0.2, 0.4, 0.6, 0.8];
const WORDS: &[f32] = &[10.0, 30.0, 80.0, 200.0, 500.0, 1500.0];
const PER_LINE: &[f32] = &[2.0, 4.0, 7.0, 12.0, 20.0, 35.0, 60.0];
const STOPS: &[f32] = &[0.05, 0.15, 0.25, 0.35, 0.45];

const ECHO: &[f32] = &[0.1, 0.35, 0.65, 0.95];

/// From this many words on, a line that stood before is a copy and no chance.
const COPY_WORDS: f32 = 8.0;

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "copies",
        meaning: "how often the same line stands on the page",
        sense: Sense::Range(COPIES, |view| f32::from(view.page.copies[view.line])),
    },
    Cue {
        name: "copy",
        meaning: "the same long line stood before",
        sense: Sense::If(|view| {
            let is_copy = view.page.earlier_copies[view.line] > 0 && !view.page.cites[view.line];
            is_copy && view.measures().words >= COPY_WORDS
        }),
    },
    Cue {
        name: "cites",
        meaning: "a quotation repeats in it what an earlier line says",
        sense: Sense::If(|view| view.page.cites[view.line]),
    },
    Cue {
        name: "has-copy",
        meaning: "the same long line stands again further on",
        sense: Sense::If(|view| {
            let later = view.page.copies[view.line] > view.page.earlier_copies[view.line].saturating_add(1);
            later && view.measures().words >= COPY_WORDS
        }),
    },
    Cue {
        name: "echoes",
        meaning: "share of its runs of words that stood in an earlier line, which it does not cite",
        sense: Sense::Range(
            ECHO,
            |view| if view.page.cites[view.line] { 0.0 } else { view.page.echoes[view.line].share },
        ),
    },
    Cue {
        name: "echoed",
        meaning: "share of its runs of words that stand again in a later line",
        sense: Sense::Range(ECHO, |view| view.page.echoed[view.line].share),
    },
    Cue {
        name: "alike-lines",
        meaning: "how many lines are of its shape",
        sense: Sense::Range(LINES, |view| of_shape(view, |shape| shape.lines)),
    },
    Cue {
        name: "alike-words",
        meaning: "how many unlinked words the lines of its shape have",
        sense: Sense::Range(WORDS, |view| of_shape(view, |shape| shape.unlinked)),
    },
    Cue {
        name: "alike-per-line",
        meaning: "how many words a line of its shape has on average",
        sense: Sense::Range(PER_LINE, |view| of_shape(view, |shape| share(shape.words, shape.lines))),
    },
    Cue {
        name: "alike-linked",
        meaning: "which share of the lines of its shape stands inside links",
        sense: Sense::Range(SHARES, |view| of_shape(view, |shape| 1.0 - share(shape.unlinked, shape.words))),
    },
    Cue {
        name: "alike-of-page",
        meaning: "which share of the page's unlinked text the lines of its shape have",
        sense: Sense::Range(SHARES, |view| {
            let page = view.page.total().unlinked;
            of_shape(view, |shape| share(shape.unlinked, page))
        }),
    },
    Cue {
        name: "alike-good",
        meaning: "which share of the page's running text the lines of its shape have",
        sense: Sense::Range(SHARES, |view| {
            let page = view.page.total().good;
            of_shape(view, |shape| share(shape.good, page))
        }),
    },
    Cue {
        name: "alike-stops",
        meaning: "share of stop words in the lines of its shape",
        sense: Sense::Range(STOPS, |view| of_shape(view, |shape| share(shape.stops, shape.words))),
    },
];

fn of_shape(view: &View, value: impl Fn(&Shape) -> f32) -> f32 {
    view.page.shape_of.get(view.line).map_or(f32::NAN, |&shape| value(&view.page.shapes[shape as usize]))
}
