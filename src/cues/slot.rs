//! What stands in a candidate's places at the other posts of the page, and what that has in points: the cards of one page
//! are made alike, so a place that holds authors elsewhere holds one here.

use super::card::{has, of};
use super::{Cue, Sense};

const FILLED: &[f32] = &[0.0, 0.3, 0.6, 0.85, 0.99];
const SHARES: &[f32] = &[0.0, 0.15, 0.3, 0.5, 0.7, 0.9, 0.999];
const ROUNDS: &[f32] = &[0.15, 0.3, 0.6, 0.9];
const POSTS: &[f32] = &[1.0, 2.0, 3.0, 6.0, 12.0];
const POINTS: &[f32] = &[-10.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0];
const LEAD: &[f32] = &[-20.0, -4.0, -2.0, -1.0, -0.5, -0.2, 0.0, 0.2, 0.5, 1.0, 2.0];
const ALIKE: &[f32] = &[0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999];
const SIDE: &[f32] = &[-10.0, -3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0];

/// What stands at so large a share of the posts is the same for all.
const CONSTANT: f32 = 0.8;

macro_rules! slots {
    ($($way:literal $name:literal $meaning:literal,)*) => {
        &[$(Cue {
            name: $name,
            meaning: concat!("at which share of the posts something stands ", $meaning),
            sense: Sense::Range(FILLED, |view| of(view, |one| one.slots.filled[$way])),
        },)*
        Cue {
            name: "slot-distinct",
            meaning: "share of different values in its place over all posts",
            sense: Sense::Range(SHARES, |view| of(view, |one| one.slots.distinct)),
        },
        Cue {
            name: "slot-commonest",
            meaning: "share of the commonest value in its place over all posts",
            sense: Sense::Range(SHARES, |view| of(view, |one| one.slots.commonest)),
        },
        Cue {
            name: "slot-ordered",
            meaning: "share of neighbouring values in its place that are in order",
            sense: Sense::Range(SHARES, |view| of(view, |one| one.slots.ordered)),
        },
        Cue {
            name: "slot-constant",
            meaning: "the same stands in its place at nearly all posts",
            sense: Sense::If(|view| has(view, |one| {
                let filled = one.slots.filled.into_iter().fold(0.0, f32::max);
                filled >= CONSTANT && one.slots.commonest >= CONSTANT
            })),
        },
        Cue {
            name: "slot-missing-end",
            meaning: "nothing stands in its place at the first post (or, behind the words, at the last)",
            sense: Sense::If(|view| has(view, |one| one.slots.at_end == Some(false))),
        },
        Cue {
            name: "slot-has-end",
            meaning: "something stands in its place at the first post (or, behind the words, at the last)",
            sense: Sense::If(|view| has(view, |one| one.slots.at_end == Some(true))),
        },
        Cue {
            name: "slot-value",
            meaning: "beside which share of the posts the same value stands",
            sense: Sense::Range(SHARES, |view| of(view, |one| one.value_share)),
        },
        Cue {
            name: "slot-rounds",
            meaning: "in which share of the rounds the pattern of its line comes back",
            sense: Sense::Range(ROUNDS, |view| {
                view.thread.map_or(f32::NAN, |thread| thread.judged.rhythm.share(view.line))
            }),
        },
        Cue {
            name: "slot-posts",
            meaning: "how many posts the page has",
            sense: Sense::Range(POSTS, |view| of(view, |one| 1.0 / one.slots.one_post)),
        }]
    };
}

/// What stands in the same place at the other posts, each way to tell a place by itself.
pub(super) const SLOTS: &[Cue] = slots! {
    0 "slot-shape" "in lines of its shape",
    1 "slot-from-post" "as many lines from the words",
    2 "slot-from-other" "as many lines from the words of the post on the other side",
    3 "slot-behind" "behind a line of the pattern before its own",
    4 "slot-before" "before a line of the pattern behind its own",
    5 "slot-from-date" "as many lines from a date",
};

/// What its place at the other posts has in points.
pub(super) const PLACES: &[Cue] = &[
    Cue {
        name: "place-mean",
        meaning: "the mean points of what stands in its best place, over all posts",
        sense: Sense::Range(POINTS, |view| of(view, |one| one.place.mean)),
    },
    Cue {
        name: "place-lead",
        meaning: "by how many points that is above the best of any other value beside its post",
        sense: Sense::Range(LEAD, |view| of(view, |one| one.place.lead)),
    },
    Cue {
        name: "place-alike",
        meaning: "at which share of the posts that place holds the same",
        sense: Sense::Range(ALIKE, |view| of(view, |one| one.place.alike)),
    },
    Cue {
        name: "place-side",
        meaning: "by how many points the best on its side of the posts are above those on the other side",
        sense: Sense::Range(SIDE, |view| of(view, |one| one.place.side)),
    },
    Cue {
        name: "place-elsewhere",
        meaning: "the most points of a place in which the same value stands beside another post",
        sense: Sense::Range(POINTS, |view| of(view, |one| one.place.elsewhere)),
    },
];
