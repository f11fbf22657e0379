//! Whether a line of a thread is a post's own words: asked once more when it is known what the whole page is like. Lines
//! that are written alike, or stand in the same place of every turn, are alike in this as well; what stands in none of
//! the blocks that hold the turns is no post.

use super::{Cue, Sense, View};
use crate::document::Label;
use crate::thread::{Turn, is_remark};

const POINTS: &[f32] = &[-20.0, -5.0, -3.0, -2.0, -1.0, -0.4, 0.0, 0.4, 1.0, 2.0, 3.0, 5.0];
const SHARES: &[f32] = &[0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95];
const RHYTHM: &[f32] = &[0.0, 0.15, 0.3, 0.5, 0.8, 1.0];
const COVERED: &[f32] = &[0.0, 0.1, 0.5, 0.8, 0.95];
const NEAR: &[f32] = &[0.0, 1.0, 2.0, 3.0, 5.0, 9.0, 17.0, 40.0];
const COPIES: &[f32] = &[2.0, 3.0, 5.0];
const WORDS: &[f32] = &[1.0, 2.0, 3.0, 5.0, 8.0, 14.0, 30.0];
const DATED: &[f32] = &[0.01, 0.3, 0.7];

/// So many bytes beside a date are a name at most.
const NAME_BYTES: f32 = 32.0;

/// A subject of fewer words is none of a title's parts, but a word that it begins with.
const SUBJECT_WORDS: usize = 2;

/// Words before the subject that somebody replies to, sorted.
const REPLIES: &[&str] =
    &["antw", "aw", "fw", "fwd", "odp", "re", "ref", "res", "rif", "rv", "sv", "tr", "vs", "wg", "ynt"];

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "turn-own",
        meaning: "the line's own points",
        sense: Sense::Range(POINTS, |view| view.thread.map_or(f32::NAN, |thread| thread.points)),
    },
    Cue {
        name: "turn-pattern-kept",
        meaning: "which share of the other lines written like it was kept",
        sense: Sense::Range(SHARES, |view| pattern_kept(view, false)),
    },
    Cue {
        name: "turn-dated-kept",
        meaning: "which share of the other lines with a date that are written like it was kept",
        sense: Sense::Range(SHARES, |view| pattern_kept(view, true)),
    },
    Cue {
        name: "turn-shape-kept",
        meaning: "which share of the other lines of its shape was kept",
        sense: Sense::Range(SHARES, |view| of(view, |turn| turn.shape_kept)),
    },
    Cue {
        name: "turn-rhythm",
        meaning: "in which share of the rounds the pattern of the line comes back",
        sense: Sense::Range(RHYTHM, |view| rhythm(view, false)),
    },
    Cue {
        name: "turn-dated-rhythm",
        meaning: "in which share of the rounds the pattern of the line, which has a date, comes back",
        sense: Sense::Range(RHYTHM, |view| rhythm(view, true)),
    },
    Cue {
        name: "turn-inside",
        meaning: "stands in the block of a turn, where the blocks hold so large a share of the words kept",
        sense: Sense::Range(COVERED, |view| covered(view, true)),
    },
    Cue {
        name: "turn-outside",
        meaning: "stands in no block of a turn, where the blocks hold so large a share of the words kept",
        sense: Sense::Range(COVERED, |view| covered(view, false)),
    },
    Cue {
        name: "turn-behind",
        meaning: "how many lines behind the beat before it",
        sense: Sense::Range(NEAR, |view| of(view, |turn| turn.behind)),
    },
    Cue {
        name: "turn-ahead",
        meaning: "how many lines before the beat behind it",
        sense: Sense::Range(NEAR, |view| of(view, |turn| turn.ahead)),
    },
    Cue {
        name: "turn-before-all",
        meaning: "stands so many lines before the first beat",
        sense: Sense::Range(NEAR, |view| of(view, |turn| if turn.behind.is_nan() { turn.ahead } else { f32::NAN })),
    },
    Cue {
        name: "turn-behind-all",
        meaning: "stands so many lines behind the last beat",
        sense: Sense::Range(NEAR, |view| of(view, |turn| if turn.ahead.is_nan() { turn.behind } else { f32::NAN })),
    },
    Cue {
        name: "turn-copies",
        meaning: "how often the line stands on the page",
        sense: Sense::Range(COPIES, |view| of(view, |_| f32::from(view.page.copies[view.line]))),
    },
    Cue {
        name: "turn-words",
        meaning: "how many words it has",
        sense: Sense::Range(WORDS, |view| of(view, |_| view.measures().words)),
    },
    Cue {
        name: "turn-dated",
        meaning: "share of it that is a date",
        sense: Sense::Range(DATED, |view| of(view, |_| view.page.dated[view.line])),
    },
    Cue {
        name: "turn-stamp",
        meaning: "tells a moment, with no more than a name beside it",
        sense: Sense::If(is_stamp),
    },
    Cue {
        name: "turn-signed",
        meaning: "ends with who says it and when, as a remark does",
        sense: Sense::If(|view| view.thread.is_some() && is_remark(view.page, view.rules, view.line)),
    },
    Cue {
        name: "turn-subject",
        meaning: "is the page's title again, with or without a \"Re:\"",
        sense: Sense::If(|view| view.thread.is_some() && view.page.title_line != Some(view.line) && is_subject(view)),
    },
    Cue {
        name: "turn-stated",
        meaning: "a post that the page's own data state opens with it",
        sense: Sense::If(|view| view.page.stated_post(view.line).is_some()),
    },
    Cue {
        name: "turn-else",
        meaning: "the label that it has most points for if it is no post's",
        sense: Sense::List(
            |_| Label::ALL.iter().map(|label| label.name()).collect(),
            |view, found| {
                let other = view.thread.and_then(|thread| thread.other);
                found.extend(Label::ALL.iter().position(|&label| Some(label) == other).map(|place| place as u16));
            },
        ),
    },
];

fn of(view: &View, value: impl Fn(&Turn) -> f32) -> f32 {
    view.thread.and_then(|thread| thread.judged.turns.of.get(view.line)).map_or(f32::NAN, value)
}

fn is_dated(view: &View) -> bool {
    view.page.patterns.timed[view.line]
}

fn pattern_kept(view: &View, dated: bool) -> f32 {
    if is_dated(view) == dated { of(view, |turn| turn.pattern_kept) } else { f32::NAN }
}

fn is_stamp(view: &View) -> bool {
    let beside = (1.0 - view.page.dated[view.line]) * view.words().len() as f32;
    view.thread.is_some() && view.page.dated[view.line] > 0.0 && is_dated(view) && beside <= NAME_BYTES
}

/// Whether a line says what the page is about as its title does.
fn is_subject(view: &View) -> bool {
    let folded = view.page.folded[view.line].as_str();
    let subject = match folded.split_once(' ') {
        Some((first, rest)) if REPLIES.binary_search(&first).is_ok() => rest,
        _ => folded,
    };
    let stated = &view.page.stated;
    // Behind the beginning of a title stands the site's name.
    let is_part = subject.split(' ').count() >= SUBJECT_WORDS;
    let is_title = |title: &str| subject == title || is_part && title.starts_with(subject);
    let title_line = view.page.title_line.map(|line| view.page.folded[line].as_str());
    !subject.is_empty() && [stated.title.as_str(), stated.headline.as_str()].into_iter().chain(title_line).any(is_title)
}

fn rhythm(view: &View, dated: bool) -> f32 {
    let share = |line: usize| view.thread.map_or(f32::NAN, |thread| thread.judged.rhythm.share(line));
    if is_dated(view) == dated && view.page.patterns.of[view.line] != 0 { share(view.line) } else { f32::NAN }
}

fn covered(view: &View, inside: bool) -> f32 {
    let Some(turns) = view.thread.map(|thread| &thread.judged.turns) else { return f32::NAN };
    let is_inside = turns.of.get(view.line).is_some_and(|turn| turn.block.is_some());
    if is_inside == inside { turns.covered } else { f32::NAN }
}

#[cfg(test)]
mod tests {
    #[test]
    fn replies_are_sorted() {
        assert!(super::REPLIES.is_sorted());
    }
}
