//! What the first reading thought of the lines around: before and behind, of the same shape, under the same elements.
//! These cues read verdicts, never each other. None of them reads the first verdict of the line itself: the second reading
//! asks all that the first asked, and a fit that sees both learns how they were fitted and nothing of lines.

use super::{Cue, Sense, View, share};
use crate::measure::{Echo, Measured};

const CHANCE: &[f32] = &[0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97];
const SHARES: &[f32] = &[0.02, 0.1, 0.25, 0.5, 0.75, 0.95];
const DISTANCE: &[f32] = &[1.0, 2.0, 3.0, 5.0, 9.0, 17.0, 40.0];
const PAGE_WORDS: &[f32] = &[10.0, 60.0, 150.0, 350.0, 800.0, 2000.0];

/// A line that repeats another has at least this share of its runs of words from there.
const REPEATS: f32 = 0.6;

/// From this chance on a line of some length is sure content.
const SURE: f32 = 0.8;

/// How many lines under a heading are looked at.
const SECTION: usize = 30;

/// How many lines of a line's shape are its nearest.
const ALIKE: usize = 3;

/// A sure line has at least this many words.
const SURE_WORDS: f32 = 8.0;

/// What the first reading thought of a page: for each line the chance that it is content, and sums of it.
#[derive(Debug, Default)]
pub(crate) struct FirstReading {
    /// Per line: the chance, 0 to 1, that it is content.
    chance: Vec<f32>,
    /// Words before each line, and expected words of content before each line; one longer than the lines.
    words: Vec<f32>,
    content: Vec<f32>,
    /// Per element and per shape: words and expected words of content.
    elements: Vec<(f32, f32)>,
    shapes: Vec<(f32, f32)>,
    /// Per line: the mean chance of the nearest lines of its shape before and behind it; not a number where there are none.
    alike_before: Vec<f32>,
    alike_after: Vec<f32>,
    /// Per line: how many lines back and on the nearest sure line stands.
    sure_before: Vec<f32>,
    sure_after: Vec<f32>,
    first_sure: Option<usize>,
    last_sure: Option<usize>,
}

impl FirstReading {
    /// Sums up the chances that the first reading gave to the lines of a page.
    pub(crate) fn new(page: &Measured<'_>, chance: Vec<f32>) -> FirstReading {
        let mut reading = FirstReading { chance, ..FirstReading::default() };
        reading.sum_lines(page);
        reading.sum_elements(page);
        reading.find_sure(page);
        reading.compare_alike(page);
        reading
    }

    /// Whether the first reading is sure of a line.
    pub(crate) fn is_sure(&self, page: &Measured<'_>, line: usize) -> bool {
        self.chance[line] >= SURE && page.lines[line].words >= SURE_WORDS
    }

    fn sum_lines(&mut self, page: &Measured<'_>) {
        self.words = vec![0.0];
        self.content = vec![0.0];
        self.shapes = vec![(0.0, 0.0); page.shapes.len()];
        let (mut words, mut content) = (0.0, 0.0);
        for (line, measures) in page.lines.iter().enumerate() {
            words += measures.words;
            content += measures.words * self.chance[line];
            self.words.push(words);
            self.content.push(content);
            if let Some(&shape) = page.shape_of.get(line) {
                let sums = &mut self.shapes[shape as usize];
                sums.0 += measures.words;
                sums.1 += measures.words * self.chance[line];
            }
        }
    }

    fn sum_elements(&mut self, page: &Measured<'_>) {
        self.elements = vec![(0.0, 0.0); page.elements.len()];
        for (at, line) in page.page.lines.iter().enumerate() {
            if let Some(markup) = &line.markup {
                let sums = &mut self.elements[markup.element as usize];
                sums.0 += page.lines[at].words;
                sums.1 += page.lines[at].words * self.chance[at];
            }
        }
        for id in (1..self.elements.len()).rev() {
            let below = self.elements[id];
            let above = &mut self.elements[page.page.elements[id].parent as usize];
            above.0 += below.0;
            above.1 += below.1;
        }
    }

    fn find_sure(&mut self, page: &Measured<'_>) {
        let count = page.lines.len();
        let sure: Vec<bool> = (0..count).map(|line| self.is_sure(page, line)).collect();
        self.first_sure = sure.iter().position(|&sure| sure);
        self.last_sure = sure.iter().rposition(|&sure| sure);
        self.sure_before = distances(sure.iter().copied());
        self.sure_after = distances(sure.iter().rev().copied());
        self.sure_after.reverse();
    }

    fn compare_alike(&mut self, page: &Measured<'_>) {
        let shapes = page.shapes.len();
        let lines = || page.shape_of.iter().zip(&self.chance);
        let mut after = near_alike(shapes, lines().rev());
        after.reverse();
        let before = near_alike(shapes, lines());
        (self.alike_before, self.alike_after) = (before, after);
        self.alike_before.resize(page.lines.len(), f32::NAN);
        self.alike_after.resize(page.lines.len(), f32::NAN);
    }

    fn total(&self) -> (f32, f32) {
        (self.words.last().copied().unwrap_or(0.0), self.content.last().copied().unwrap_or(0.0))
    }

    /// The mean chance over the words of some lines; not a number where there are none.
    fn mean(&self, start: usize, end: usize) -> f32 {
        let last = self.words.len() - 1;
        let (start, end) = (start.min(last), end.min(last));
        let words = self.words[end] - self.words[start];
        if words > 0.0 { (self.content[end] - self.content[start]) / words } else { f32::NAN }
    }
}

/// For each line the mean chance of the last few lines of its shape, itself not counted.
fn near_alike<'a>(shapes: usize, lines: impl Iterator<Item = (&'a u32, &'a f32)>) -> Vec<f32> {
    let mut last: Vec<[f32; ALIKE]> = vec![[f32::NAN; ALIKE]; shapes];
    let mean_of = |last: &[f32; ALIKE]| {
        let known = last.iter().filter(|chance| !chance.is_nan());
        known.clone().sum::<f32>() / known.count() as f32
    };
    lines
        .map(|(&shape, &chance)| {
            let last = &mut last[shape as usize];
            let mean = mean_of(last);
            last.rotate_left(1);
            last[ALIKE - 1] = chance;
            mean
        })
        .collect()
}

/// For each line how far back the last sure one stands, itself not counted; not a number where there is none.
fn distances(sure: impl Iterator<Item = bool>) -> Vec<f32> {
    let mut since = f32::NAN;
    sure.map(|sure| {
        let distance = since;
        since = if sure { 1.0 } else { since + 1.0 };
        distance
    })
    .collect()
}

macro_rules! windows {
    ($($reach:literal $before:literal $after:literal,)*) => {
        &[$(
            Cue {
                name: $before,
                meaning: concat!("chance of the ", stringify!($reach), " lines before"),
                sense: Sense::Range(CHANCE, |view| view.first.mean(view.line.saturating_sub($reach), view.line)),
            },
            Cue {
                name: $after,
                meaning: concat!("chance of the ", stringify!($reach), " lines behind"),
                sense: Sense::Range(CHANCE, |view| view.first.mean(view.line + 1, view.line + 1 + $reach)),
            },
        )*]
    };
}

macro_rules! ancestor {
    (chance $level:literal $name:literal) => {
        Cue {
            name: $name,
            meaning: concat!("chance of the other lines under ancestor ", $level),
            sense: Sense::Range(CHANCE, |view| others(view, under(view, $level))),
        }
    };
    (content $level:literal $name:literal) => {
        Cue {
            name: $name,
            meaning: concat!("share of the page's expected content under ancestor ", $level),
            sense: Sense::Range(SHARES, |view| {
                under(view, $level).map_or(f32::NAN, |(_, content)| share(content, view.first.total().1))
            }),
        }
    };
}

/// The lines before and behind.
pub(super) const WINDOWS: &[Cue] = windows! {
    1 "chance-before-1" "chance-after-1",
    2 "chance-before-2" "chance-after-2",
    4 "chance-before-4" "chance-after-4",
    8 "chance-before-8" "chance-after-8",
    16 "chance-before-16" "chance-after-16",
    32 "chance-before-32" "chance-after-32",
};

/// The lines under the same elements.
pub(super) const ANCESTORS: &[Cue] = &[
    ancestor!(chance 1 "chance-above-1"),
    ancestor!(content 1 "content-above-1"),
    ancestor!(content 2 "content-above-2"),
    ancestor!(content 3 "content-above-3"),
    ancestor!(content 4 "content-above-4"),
    ancestor!(chance 5 "chance-above-5"),
    ancestor!(content 5 "content-above-5"),
];

/// The family's other cues.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "chance-alike",
        meaning: "chance of the other lines of its shape",
        sense: Sense::Range(CHANCE, |view| others(view, of_shape(view))),
    },
    Cue {
        name: "chance-alike-before",
        meaning: "chance of the nearest lines of its shape before it",
        sense: Sense::Range(CHANCE, |view| view.first.alike_before[view.line]),
    },
    Cue {
        name: "chance-alike-after",
        meaning: "chance of the nearest lines of its shape behind it",
        sense: Sense::Range(CHANCE, |view| view.first.alike_after[view.line]),
    },
    Cue {
        name: "content-alike",
        meaning: "share of the page's expected content in lines of its shape",
        sense: Sense::Range(SHARES, |view| {
            of_shape(view).map_or(f32::NAN, |(_, content)| share(content, view.first.total().1))
        }),
    },
    Cue {
        name: "chance-under",
        meaning: "chance of the lines under the heading that it is",
        sense: Sense::Range(CHANCE, |view| view.first.mean(view.line + 1, end_of_section(view))),
    },
    Cue {
        name: "echoes-chance",
        meaning: "chance of the earlier line whose words it repeats and does not cite",
        sense: Sense::Range(CHANCE, |view| {
            if view.page.cites[view.line] { f32::NAN } else { echo_chance(view, view.page.echoes[view.line]) }
        }),
    },
    Cue {
        name: "echoed-chance",
        meaning: "chance of the later line that repeats its words",
        sense: Sense::Range(CHANCE, |view| echo_chance(view, view.page.echoed[view.line])),
    },
    Cue {
        name: "content-before",
        meaning: "share of the page's expected content before it",
        sense: Sense::Range(SHARES, |view| share(view.first.content[view.line], view.first.total().1)),
    },
    Cue {
        name: "content-of-page",
        meaning: "how many words of content the page is expected to have",
        sense: Sense::Range(PAGE_WORDS, |view| view.first.total().1),
    },
    Cue {
        name: "content-share",
        meaning: "share of the page's words that is expected to be content",
        sense: Sense::Range(SHARES, |view| share(view.first.total().1, view.first.total().0)),
    },
    Cue {
        name: "before-first-sure",
        meaning: "stands before the first sure line",
        sense: Sense::If(|view| view.first.first_sure.is_some_and(|first| view.line < first)),
    },
    Cue {
        name: "behind-last-sure",
        meaning: "stands behind the last sure line",
        sense: Sense::If(|view| view.first.last_sure.is_some_and(|last| view.line > last)),
    },
    Cue {
        name: "between-sure",
        meaning: "stands between the first and the last sure line",
        sense: Sense::If(|view| {
            let (first, last) = (view.first.first_sure, view.first.last_sure);
            first.zip(last).is_some_and(|(first, last)| first < view.line && view.line < last)
        }),
    },
    Cue {
        name: "since-sure",
        meaning: "how many lines back the nearest sure line stands",
        sense: Sense::Range(DISTANCE, |view| view.first.sure_before[view.line]),
    },
    Cue {
        name: "until-sure",
        meaning: "how many lines on the nearest sure line stands",
        sense: Sense::Range(DISTANCE, |view| view.first.sure_after[view.line]),
    },
];

/// The line behind the last one that stands under a heading, as far as it is looked for; no line stands under what is none.
fn end_of_section(view: &View) -> usize {
    let lines = &view.page.page.lines[view.line..];
    let Some(own) = lines[0].heading_level() else { return view.line + 1 };
    let under = lines[1..].iter().take(SECTION).take_while(|line| line.heading_level().is_none_or(|level| level > own));
    view.line + 1 + under.count()
}

fn under(view: &View, level: usize) -> Option<(f32, f32)> {
    let markup = view.page.page.lines[view.line].markup.as_ref()?;
    let (id, _) = view.page.page.path(markup.element).nth(level - 1)?;
    Some(view.first.elements[id as usize])
}

fn of_shape(view: &View) -> Option<(f32, f32)> {
    view.page.shape_of.get(view.line).map(|&shape| view.first.shapes[shape as usize])
}

/// The chance of the line that a line repeats or is repeated by.
fn echo_chance(view: &View, echo: Echo) -> f32 {
    if echo.share >= REPEATS { view.first.chance[echo.line] } else { f32::NAN }
}

/// The mean chance of a group of lines without the line itself.
fn others(view: &View, sums: Option<(f32, f32)>) -> f32 {
    let Some((words, content)) = sums else { return f32::NAN };
    let own = view.measures().words;
    let words = words - own;
    if words < 0.5 { f32::NAN } else { ((content - own * view.first.chance[view.line]) / words).max(0.0) }
}
