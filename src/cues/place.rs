//! Where on the page a line stands, and how large the page is. No cue counts from the end: pages that somebody cut short
//! have no footer, and their last lines are body like the others.

use super::{Cue, Sense, View, share};

const SHARES: &[f32] = &[0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
const FROM_START: &[f32] = &[1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 35.0, 60.0];
const FROM_TITLE: &[f32] =
    &[-1000.0, -40.0, -15.0, -5.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 10.0, 20.0, 40.0, 80.0, 160.0];
const PAGE_LINES: &[f32] = &[6.0, 12.0, 25.0, 50.0, 100.0, 200.0, 400.0, 800.0];
const PAGE_GOOD: &[f32] = &[1.0, 50.0, 150.0, 300.0, 600.0, 1200.0, 2500.0];
const BLANK: &[f32] = &[1.0, 2.0, 3.0];

/// The family's table.
pub(super) const CUES: &[Cue] =
    &[
        Cue {
            name: "place",
            meaning: "share of the page's lines before it",
            sense: Sense::Range(SHARES, |view| share(view.line as f32, view.page.lines.len() as f32)),
        },
        Cue {
            name: "text-before",
            meaning: "share of the page's text before it",
            sense: Sense::Range(SHARES, |view| share(view.page.before[view.line].words, view.page.total().words)),
        },
        Cue {
            name: "good-before",
            meaning: "share of the page's running text before it",
            sense: Sense::Range(SHARES, |view| share(view.page.before[view.line].good, view.page.total().good)),
        },
        Cue {
            name: "from-start",
            meaning: "how many lines stand before it",
            sense: Sense::Range(FROM_START, |view| view.line as f32),
        },
        Cue {
            name: "from-title",
            meaning: "how many lines behind the page's title it stands; below zero before it",
            sense: Sense::Range(FROM_TITLE, from_title),
        },
        Cue {
            name: "no-title",
            meaning: "the page shows no title",
            sense: Sense::If(|view| view.page.title_line.is_none()),
        },
        Cue {
            name: "page-lines",
            meaning: "how many lines the page has",
            sense: Sense::Range(PAGE_LINES, |view| view.page.lines.len() as f32),
        },
        Cue {
            name: "page-good",
            meaning: "how many words of running text the page has",
            sense: Sense::Range(PAGE_GOOD, |view| view.page.total().good),
        },
        Cue {
            name: "blank-before",
            meaning: "how many blank lines stand before it in flattened text",
            sense: Sense::Range(BLANK, |view| {
                if view.page.page.from_markup { f32::NAN } else { blank_before(view, view.line) }
            }),
        },
        Cue {
            name: "blank-after",
            meaning: "how many blank lines stand behind it in flattened text",
            sense: Sense::Range(BLANK, |view| {
                let next = view.line + 1;
                if view.page.page.from_markup || next >= view.page.lines.len() {
                    f32::NAN
                } else {
                    blank_before(view, next)
                }
            }),
        },
    ];

fn from_title(view: &View) -> f32 {
    view.page.title_line.map_or(f32::NAN, |title| view.line as f32 - title as f32)
}

fn blank_before(view: &View, line: usize) -> f32 {
    f32::from(view.page.page.lines[line].blank_before)
}
