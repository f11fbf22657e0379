//! A line of a thread read once more, with the thread's rhythm: what comes back with every post is of the posters' cards,
//! however much it looks like words; what stands alone between two cards is a post, however short.

use super::{Cue, Judged, Sense, View};
use crate::document::Label;

const ROUNDS: &[f32] = &[2.0, 3.0, 5.0, 9.0, 17.0];
const SHARES: &[f32] = &[0.15, 0.3, 0.5, 0.8, 1.0];
const BEATS: &[f32] = &[0.0, 1.0, 2.0, 3.0, 5.0, 9.0];
const SHORT: &[f32] = &[0.0, 0.2, 0.4, 0.6, 0.8, 0.95];
const LINKED: &[f32] = &[0.3, 0.9];
const CONTENT: &[f32] = &[0.0, 1.0, 2.0, 3.0, 6.0];
const WORDS: &[f32] = &[1.0, 2.0, 3.0, 5.0, 8.0, 14.0, 30.0];

/// A part of the title has at least so many bytes.
const TITLE: usize = 8;

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "round-times",
        meaning: "how often a line with this pattern comes back behind content",
        sense: Sense::Range(ROUNDS, |view| of(view, |judged, line| f32::from(judged.rhythm.rounds[line]))),
    },
    Cue {
        name: "round-share",
        meaning: "in which share of the rounds its pattern comes back",
        sense: Sense::Range(SHARES, |view| of(view, |judged, line| judged.rhythm.share(line))),
    },
    Cue {
        name: "round-before",
        meaning: "in which share of the rounds the pattern of the line before comes back",
        sense: Sense::Range(SHARES, |view| beside(view, -1)),
    },
    Cue {
        name: "round-after",
        meaning: "in which share of the rounds the pattern of the line behind comes back",
        sense: Sense::Range(SHARES, |view| beside(view, 1)),
    },
    Cue {
        name: "round-short-behind",
        meaning: "share of short lines among those that stand behind a line of the pattern before it",
        sense: Sense::Range(SHORT, |view| of(view, |judged, line| judged.rhythm.short_behind[line])),
    },
    Cue {
        name: "round-short-before",
        meaning: "share of short lines among those that stand before a line of the pattern behind it",
        sense: Sense::Range(SHORT, |view| of(view, |judged, line| judged.rhythm.short_before[line])),
    },
    Cue {
        name: "round-linked",
        meaning: "share of it in links",
        sense: Sense::Range(LINKED, |view| if view.page.page.from_markup { view.measures().linked } else { f32::NAN }),
    },
    Cue {
        name: "round-since",
        meaning: "how many lines back the rhythm last beat",
        sense: Sense::Range(BEATS, |view| of(view, |judged, line| f32::from(judged.rhythm.since_beat[line]))),
    },
    Cue {
        name: "round-until",
        meaning: "in how many lines the rhythm beats next",
        sense: Sense::Range(BEATS, |view| of(view, |judged, line| f32::from(judged.rhythm.until_beat[line]))),
    },
    Cue {
        name: "round-content",
        meaning: "how many content lines stand between the beats around it",
        sense: Sense::Range(CONTENT, |view| of(view, |judged, line| f32::from(judged.rhythm.content_in_round[line]))),
    },
    Cue {
        name: "round-outside",
        meaning: "stands before the first beat of the rhythm",
        sense: Sense::If(|view| {
            of(view, |judged, line| f32::from(judged.rhythm.since_beat[line])) > view.page.lines.len() as f32
        }),
    },
    Cue {
        name: "round-beyond",
        meaning: "stands behind the last beat of the rhythm",
        sense: Sense::If(|view| {
            of(view, |judged, line| f32::from(judged.rhythm.until_beat[line])) > view.page.lines.len() as f32
        }),
    },
    Cue {
        name: "round-words",
        meaning: "how many words it has",
        sense: Sense::Range(WORDS, |view| view.measures().words),
    },
    Cue {
        name: "round-title",
        meaning: "is the page's title, or a part of it",
        sense: Sense::If(|view| {
            let (folded, stated) = (&view.page.folded[view.line], &view.page.stated);
            folded.len() >= TITLE
                && (stated.title.contains(folded.as_str()) || stated.headline.contains(folded.as_str()))
        }),
    },
    Cue {
        name: "round-quoted",
        meaning: "stands in a quotation",
        sense: Sense::If(|view| view.page.page.lines[view.line].block.quote > 0),
    },
    Cue {
        name: "round-label",
        meaning: "the label that the second reading gave it",
        sense: Sense::List(
            |_| Label::ALL.iter().map(|label| label.name().to_owned()).collect(),
            |view, found| {
                let label = view.thread.and_then(|thread| thread.judged.labels.get(view.line));
                found.extend(Label::ALL.iter().position(|one| Some(one) == label).map(|place| place as u16));
            },
        ),
    },
    Cue {
        name: "round-stated",
        meaning: "a post that the page's own data state opens with it",
        sense: Sense::If(|view| {
            let stated = view.thread.map(|thread| &thread.judged.stated);
            stated.is_some_and(|stated| stated.opening_with(&view.page.folded[view.line]).is_some())
        }),
    },
];

fn of(view: &View, value: impl Fn(&Judged, usize) -> f32) -> f32 {
    view.thread.map_or(f32::NAN, |thread| value(thread.judged, view.line))
}

fn beside(view: &View, offset: isize) -> f32 {
    let line = view.line.checked_add_signed(offset).filter(|&line| line < view.page.lines.len());
    line.map_or(f32::NAN, |line| of(view, |judged, _| judged.rhythm.share(line)))
}
