//! Whether a page is a talk among several people: turns with a date between them, names that come back, how the text
//! speaks. Page cues: they look at no single line.

use super::{Cue, Sense};

const ROUNDS: &[f32] = &[2.0, 3.0, 5.0, 9.0, 17.0, 33.0];
const SHARES: &[f32] = &[0.0, 0.05, 0.15, 0.3, 0.5, 0.7, 0.9];
const RETURNING: &[f32] = &[0.0, 1.0, 2.0, 4.0, 8.0];
const COUNTS: &[f32] = &[1.0, 2.0, 4.0, 8.0, 16.0];
const FAMILIES: &[f32] = &[1.0, 2.0, 3.0, 4.0, 6.0, 8.0];
const PERSONS: &[f32] = &[0.003, 0.01, 0.02, 0.035, 0.05, 0.07, 0.1];
const MARKS: &[f32] = &[0.1, 0.3, 0.6, 1.0, 2.0, 4.0];

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "talk-rounds",
        meaning: "how often one pattern of a date comes back with running text between",
        sense: Sense::Range(ROUNDS, |view| view.page.talk.rounds),
    },
    Cue {
        name: "talk-before",
        meaning: "share of the running text before the first date that comes back",
        sense: Sense::Range(SHARES, |view| view.page.talk.before),
    },
    Cue {
        name: "talk-largest",
        meaning: "the largest share of the running text between two dates that come back",
        sense: Sense::Range(SHARES, |view| view.page.talk.largest),
    },
    Cue {
        name: "talk-returning",
        meaning: "how many names come back beside dates that come back",
        sense: Sense::Range(
            RETURNING,
            |view| if view.page.talk.rounds > 0.0 { view.page.talk.returning } else { f32::NAN },
        ),
    },
    Cue {
        name: "talk-people",
        meaning: "how many people's own pages it links to",
        sense: Sense::Range(COUNTS, |view| view.page.talk.people),
    },
    Cue {
        name: "talk-families",
        meaning: "in how many of the ways that forums speak in it speaks",
        sense: Sense::Range(FAMILIES, |view| view.page.talk.families),
    },
    Cue {
        name: "talk-persons",
        meaning: "share of the words of its running text such as \"I\", \"you\", \"thanks\"",
        sense: Sense::Range(PERSONS, |view| view.page.talk.persons),
    },
    Cue {
        name: "talk-marks",
        meaning: "question and exclamation marks in a hundred words of its running text",
        sense: Sense::Range(MARKS, |view| view.page.talk.marks),
    },
];
