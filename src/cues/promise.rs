//! What the verdicts of a page promise of the text that was kept: how sure they were, how much was kept, what kind of
//! page it was taken for. These cues look at no single line.

use super::{Cue, Sense, View};
use crate::confidence::Promise;

const EXPECTED: &[f32] = &[0.4, 0.55, 0.65, 0.72, 0.78, 0.83, 0.87, 0.9, 0.93, 0.95, 0.97, 0.985];
const WORDS: &[f32] = &[5.0, 25.0, 60.0, 150.0, 400.0, 1000.0, 3000.0];
const SHARES: &[f32] = &[0.02, 0.05, 0.1, 0.2, 0.4, 0.8];
const KEPT: &[f32] = &[0.05, 0.15, 0.3, 0.5, 0.7, 0.9];
const CHANCE: &[f32] = &[0.4, 0.6, 0.8, 0.95];

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "promised",
        meaning: "the word F1 that the chances of its lines promise",
        sense: Sense::Range(EXPECTED, |view| of(view, |promise| promise.expected)),
    },
    Cue {
        name: "kept-words",
        meaning: "how many words were kept",
        sense: Sense::Range(WORDS, |view| of(view, |promise| promise.kept)),
    },
    Cue {
        name: "kept-share",
        meaning: "which share of the page's words was kept",
        sense: Sense::Range(KEPT, |view| of(view, |promise| promise.share)),
    },
    Cue {
        name: "kept-unsure",
        meaning: "which share of the kept words stands in lines that were kept without being sure",
        sense: Sense::Range(SHARES, |view| of(view, |promise| promise.kept_unsure)),
    },
    Cue {
        name: "left-unsure",
        meaning: "how many words were left without being sure, as a share of the kept ones",
        sense: Sense::Range(SHARES, |view| of(view, |promise| promise.left_unsure)),
    },
    Cue {
        name: "kind-chance",
        meaning: "how likely the kind is for which it was taken",
        sense: Sense::Range(CHANCE, |view| of(view, |promise| promise.kind_chance)),
    },
];

fn of(view: &View, value: impl Fn(&Promise) -> f32) -> f32 {
    view.promise.map_or(f32::NAN, value)
}
