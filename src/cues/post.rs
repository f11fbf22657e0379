//! What is seen of a post when its card has been read: what it lacks that the other posts of the page have, and how it
//! compares with them.

use super::{Cue, Sense, View};
use crate::thread::PostMeasures;

const POINTS: &[f32] = &[0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0];
const POSTS: &[f32] = &[1.0, 2.0, 3.0, 6.0, 12.0, 25.0];
const SHARES: &[f32] = &[0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.999];
const WORDS: &[f32] = &[1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0];
const OF_USUAL: &[f32] = &[0.0, 0.05, 0.1, 0.2, 0.4, 0.8, 2.0];
const LINES: &[f32] = &[1.0, 2.0, 3.0, 5.0, 8.0, 12.0];

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "post-starts",
        meaning: "how many points it starts with",
        sense: Sense::Range(POINTS, |view| of(view, |post| post.points)),
    },
    Cue {
        name: "post-of",
        meaning: "how many posts the page has",
        sense: Sense::Range(POSTS, |view| of(view, |post| post.posts)),
    },
    Cue {
        name: "post-has-author",
        meaning: "it has an author, as so large a share of the other posts has",
        sense: Sense::Range(SHARES, |view| of(view, |post| if post.has_author { post.authors } else { f32::NAN })),
    },
    Cue {
        name: "post-lacks-author",
        meaning: "it has no author, where so large a share of the other posts has one",
        sense: Sense::Range(SHARES, |view| of(view, |post| if post.has_author { f32::NAN } else { post.authors })),
    },
    Cue {
        name: "post-has-day",
        meaning: "it has a date, as so large a share of the other posts has",
        sense: Sense::Range(SHARES, |view| of(view, |post| if post.has_day { post.days } else { f32::NAN })),
    },
    Cue {
        name: "post-lacks-day",
        meaning: "it has no date, where so large a share of the other posts has one",
        sense: Sense::Range(SHARES, |view| of(view, |post| if post.has_day { f32::NAN } else { post.days })),
    },
    Cue {
        name: "post-same-author",
        meaning: "its author is that of the post before",
        sense: Sense::If(|view| has(view, |post| post.same_author)),
    },
    Cue {
        name: "post-words",
        meaning: "how many words it has",
        sense: Sense::Range(WORDS, |view| of(view, |post| post.words)),
    },
    Cue {
        name: "post-of-usual",
        meaning: "how many words it has for each of the page's middling post",
        sense: Sense::Range(OF_USUAL, |view| of(view, |post| post.of_usual)),
    },
    Cue {
        name: "post-is-name",
        meaning: "its words are its author's name",
        sense: Sense::If(|view| has(view, |post| post.is_name)),
    },
    Cue {
        name: "post-head",
        meaning: "how many lines stand between it and the content before",
        sense: Sense::Range(LINES, |view| of(view, |post| post.head)),
    },
];

fn of(view: &View, value: impl Fn(&PostMeasures) -> f32) -> f32 {
    view.thread.and_then(|thread| thread.post).map_or(f32::NAN, value)
}

fn has(view: &View, is_so: impl Fn(&PostMeasures) -> bool) -> bool {
    view.thread.and_then(|thread| thread.post).is_some_and(is_so)
}
