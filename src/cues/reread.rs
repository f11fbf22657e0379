//! A line of a thread read once more, with its rhythm: what comes back with every post is of the posters' cards, however
//! much it looks like words, and what stands alone between two cards is a post, however short.

use super::{Cue, Judged, Sense, View};
use crate::document::Label;

const POINTS: &[f32] = &[-5.0, -3.0, -2.0, -1.2, -0.6, -0.2, 0.0, 0.2, 0.6, 1.2, 2.0, 3.0];
const AROUND: &[f32] = &[-3.0, -1.0, 0.0, 1.0, 2.0];
const ROUNDS: &[f32] = &[2.0, 3.0, 5.0, 9.0, 17.0];
const SHARES: &[f32] = &[0.15, 0.3, 0.5, 0.8, 1.0];
const BEATS: &[f32] = &[0.0, 1.0, 2.0, 3.0, 5.0, 9.0];
const CONTENT: &[f32] = &[0.0, 1.0, 2.0, 3.0, 6.0];
const WORDS: &[f32] = &[1.0, 2.0, 3.0, 5.0, 8.0, 14.0, 30.0];
const DATED: &[f32] = &[0.2, 0.6, 0.9];

/// A part of the title has at least so many bytes.
const TITLE: usize = 8;

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "second",
        meaning: "points of the second reading, the cut among them",
        sense: Sense::Range(POINTS, |view| of(view, view.line as isize, |judged, line| judged.points[line])),
    },
    Cue {
        name: "second-before",
        meaning: "points of the second reading of the line before",
        sense: Sense::Range(AROUND, |view| of(view, view.line as isize - 1, |judged, line| judged.points[line])),
    },
    Cue {
        name: "second-after",
        meaning: "points of the second reading of the line behind",
        sense: Sense::Range(AROUND, |view| of(view, view.line as isize + 1, |judged, line| judged.points[line])),
    },
    Cue {
        name: "second-label",
        meaning: "the label that the second reading gave it",
        sense: Sense::List(label_names, |view, found| found.extend(label(view, view.line as isize))),
    },
    Cue {
        name: "second-label-before",
        meaning: "the label that the second reading gave the line before",
        sense: Sense::List(label_names, |view, found| found.extend(label(view, view.line as isize - 1))),
    },
    Cue {
        name: "rounds",
        meaning: "how often a line with this pattern comes back behind content",
        sense: Sense::Range(ROUNDS, |view| {
            of(view, view.line as isize, |judged, line| f32::from(judged.rhythm.rounds[line]))
        }),
    },
    Cue {
        name: "rounds-share",
        meaning: "in which share of the rounds its pattern comes back",
        sense: Sense::Range(SHARES, |view| of(view, view.line as isize, |judged, line| judged.rhythm.share(line))),
    },
    Cue {
        name: "rounds-before",
        meaning: "in which share of the rounds the pattern of the line before comes back",
        sense: Sense::Range(SHARES, |view| of(view, view.line as isize - 1, |judged, line| judged.rhythm.share(line))),
    },
    Cue {
        name: "rounds-after",
        meaning: "in which share of the rounds the pattern of the line behind comes back",
        sense: Sense::Range(SHARES, |view| of(view, view.line as isize + 1, |judged, line| judged.rhythm.share(line))),
    },
    Cue {
        name: "rounds-shape",
        meaning: "how often a line of its shape comes back behind content, as a share of the rounds",
        sense: Sense::Range(SHARES, |view| {
            of(view, view.line as isize, |judged, line| {
                f32::from(judged.rhythm.shape_rounds[line]) / judged.rhythm.most
            })
        }),
    },
    Cue {
        name: "since-beat",
        meaning: "how many lines back the rhythm last beat",
        sense: Sense::Range(BEATS, |view| {
            of(view, view.line as isize, |judged, line| f32::from(judged.rhythm.since_beat[line]))
        }),
    },
    Cue {
        name: "until-beat",
        meaning: "in how many lines the rhythm beats next",
        sense: Sense::Range(BEATS, |view| {
            of(view, view.line as isize, |judged, line| f32::from(judged.rhythm.until_beat[line]))
        }),
    },
    Cue {
        name: "round-content",
        meaning: "how many content lines stand between the beats around it",
        sense: Sense::Range(CONTENT, |view| {
            of(view, view.line as isize, |judged, line| f32::from(judged.rhythm.content_in_round[line]))
        }),
    },
    Cue {
        name: "reread-words",
        meaning: "how many words it has",
        sense: Sense::Range(WORDS, |view| view.measures().words),
    },
    Cue {
        name: "reread-dated",
        meaning: "share of it that is a date",
        sense: Sense::Range(DATED, |view| view.page.dated[view.line]),
    },
    Cue {
        name: "reread-says",
        meaning: "speaks in a phrase of this family",
        sense: Sense::List(
            |rules| rules.phrases.families().to_vec(),
            |view, found| found.extend_from_slice(&view.page.phrases[view.line]),
        ),
    },
    Cue {
        name: "reread-title",
        meaning: "is the page's title, or a part of it",
        sense: Sense::If(|view| {
            let (folded, stated) = (&view.page.folded[view.line], &view.page.stated);
            folded.len() >= TITLE
                && (stated.title.contains(folded.as_str()) || stated.headline.contains(folded.as_str()))
        }),
    },
    Cue {
        name: "reread-ends",
        meaning: "ends like a sentence",
        sense: Sense::If(|view| view.measures().has(crate::measure::Flag::EndsSentence)),
    },
];

fn label_names(_: &crate::rules::Rules) -> Vec<String> {
    Label::ALL.iter().map(|label| label.name().to_owned()).collect()
}

fn of(view: &View, line: isize, value: impl Fn(&Judged, usize) -> f32) -> f32 {
    let judged = view.thread.map(|thread| thread.judged);
    let line = usize::try_from(line).ok().filter(|&line| line < view.page.lines.len());
    judged.zip(line).map_or(f32::NAN, |(judged, line)| value(judged, line))
}

fn label(view: &View, line: isize) -> Option<u16> {
    let line = usize::try_from(line).ok()?;
    let label = view.thread?.judged.labels.get(line)?;
    Label::ALL.iter().position(|one| one == label).map(|place| place as u16)
}
