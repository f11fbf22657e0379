//! Which of the phrase families in `rules/phrases.tsv` a line speaks in.

use super::{Cue, Sense};

/// The family's table.
pub(super) const CUES: &[Cue] = &[Cue {
    name: "says",
    meaning: "a phrase of this family stands in it",
    sense: Sense::List(
        |rules| rules.phrases.families().to_vec(),
        |view, found| {
            found.extend_from_slice(&view.page.phrases[view.line]);
        },
    ),
}];
