//! What else is said in the box of a line: the largest element around it that holds few lines. A line of an offer is part of
//! the offer, whatever it says itself. This never fires on flattened text.

use super::phrase::families;
use super::{Cue, Sense};

/// The family's table.
pub(super) const CUES: &[Cue] = &[Cue {
    name: "box-says",
    meaning: "another line of its box speaks in this family",
    sense: Sense::List(families, |view, found| {
        let own = &view.page.phrases[view.line];
        found.extend(view.page.boxes.says(view.line).iter().filter(|family| !own.contains(family)));
    }),
}];
