//! How a line is linked. Flattened text has no links, and none of these fires there.

use super::{Cue, Sense, View};

const LINKED: &[f32] = &[0.001, 0.1, 0.25, 0.4, 0.6, 0.8, 0.99];
const LINKS: &[f32] = &[1.0, 2.0, 3.0, 5.0, 10.0];

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "linked",
        meaning: "share of the line that stands inside links",
        sense: Sense::Range(LINKED, |view| only_markup(view, view.measures().linked)),
    },
    Cue {
        name: "links",
        meaning: "how many links it holds",
        sense: Sense::Range(LINKS, |view| only_markup(view, view.page.page.lines[view.line].block.links.len() as f32)),
    },
];

fn only_markup(view: &View, value: f32) -> f32 {
    if view.page.page.from_markup { value } else { f32::NAN }
}
