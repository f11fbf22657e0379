//! What stands between a content line of a thread and the content line before it: whether a new post begins here. A card
//! with a name and a date, an element that opens again and again with the same names, a gap that looks like the others.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::markup::said_along;
use super::part;
use super::phrase::families;
use super::{Cue, Judged, Sense, View};
use crate::document::Label;
use crate::line::TAGS;
use crate::measure::Measured;
use crate::thread::entered;

const LINES: &[f32] = &[1.0, 2.0, 3.0, 4.0, 6.0, 9.0, 14.0, 25.0];
const COUNTS: &[f32] = &[1.0, 2.0, 3.0, 5.0];
const ALIKE: &[f32] = &[2.0, 3.0, 5.0, 9.0, 17.0];
const LEVELS: &[f32] = &[1.0, 2.0, 3.0, 4.0, 6.0, 9.0];
const WORDS: &[f32] = &[3.0, 8.0, 20.0, 60.0];
const COVERED: &[f32] = &[0.0, 0.1, 0.5, 0.8, 0.95];
const SHARES: &[f32] = &[0.0, 0.15, 0.3, 0.5, 0.8, 1.0];

/// A line beats the rhythm when its pattern comes back in so much of the page's rounds.
const BEATS: f32 = 0.5;

/// A gap with such a share of the beats of the page's richest gap has a card in it.
const HAS_CARD: f32 = 0.5;

/// Where so large a share of the cards holds a date, a gap without one is none.
const CARDS_DATED: f32 = 0.6;

/// A line of which so much is a date tells one.
const DATED: f32 = 0.3;

/// The gap before a content line.
#[derive(Debug, Default)]
pub(crate) struct Gap {
    /// The lines between, none of them content.
    pub(crate) lines: Range<usize>,
    /// Whether there is no content line before.
    is_first: bool,
    /// The outermost element that opens between the two lines and holds this one.
    entered: Option<u32>,
    /// How many gaps of the page open an element of the same tag, names and depth.
    entered_alike: f32,
    /// How many gaps of the page look the same by the labels and phrases of their lines.
    looks_alike: f32,
    /// Labels of the lines between.
    meta: f32,
    widgets: f32,
    dated: f32,
    names: f32,
    words: f32,
    /// Of its lines the largest share of the rounds in which one's pattern comes back; how many beat the rhythm.
    rhythm: f32,
    beats: f32,
    /// Its beats as a share of those of the gap with the most.
    beats_share: f32,
    /// Whether it has no date where the cards of the page have one.
    lacks_date: bool,
    /// The largest such share among lines with a date.
    dated_rhythm: f32,
    /// Whether the line itself ends with who says it and when, and whether the content before it does.
    is_signed: bool,
    is_behind_signed: bool,
}

impl Gap {
    /// The gaps before the content lines of a page, in order.
    pub(crate) fn all(page: &Measured<'_>, judged: &Judged<'_>, names: &[bool], remarks: &[bool]) -> Vec<(usize, Gap)> {
        let labels = judged.labels;
        let content = (0..labels.len()).filter(|&line| labels[line].is_content());
        let mut before: Option<usize> = None;
        let mut gaps = Vec::new();
        for line in content {
            let is_behind_signed = before.is_some_and(|before| remarks[before]);
            let signed = Gap { is_signed: remarks[line], is_behind_signed, ..Gap::default() };
            gaps.push((line, Gap::of(page, judged, names, before, line, signed)));
            before = Some(line);
        }
        count_alike(page, labels, &mut gaps);
        compare(&mut gaps);
        gaps
    }

    fn of(
        page: &Measured<'_>,
        judged: &Judged<'_>,
        names: &[bool],
        before: Option<usize>,
        line: usize,
        signed: Gap,
    ) -> Gap {
        let labels = judged.labels;
        let lines = before.map_or(0, |before| before + 1)..line;
        let count = |is_so: &dyn Fn(usize) -> bool| lines.clone().filter(|&line| is_so(line)).count() as f32;
        Gap {
            is_first: before.is_none(),
            entered: before.and_then(|before| entered(page, before, line)),
            meta: count(&|line| labels[line] == Label::PostMeta),
            widgets: count(&|line| labels[line] == Label::ForumWidget),
            dated: count(&|line| page.dated[line] > 0.0 || page.patterns.timed[line]),
            names: count(&|line| names[line]),
            words: lines.clone().map(|line| page.lines[line].words).sum(),
            rhythm: lines.clone().map(|line| judged.rhythm.share(line)).fold(0.0, f32::max),
            // A line of marks alone, such as the `>` of an empty line in a quotation, parts paragraphs and no posts.
            beats: count(&|line| judged.rhythm.share(line) >= BEATS && !page.folded[line].is_empty()),
            dated_rhythm: lines
                .clone()
                .filter(|&line| page.dated[line] > DATED || page.patterns.timed[line])
                .map(|line| judged.rhythm.share(line))
                .fold(f32::NAN, f32::max),
            lines,
            ..signed
        }
    }
}

/// Counts for every gap how many others open a like element, and how many look like it.
fn count_alike(page: &Measured<'_>, labels: &[Label], gaps: &mut [(usize, Gap)]) {
    let key_entered = |gap: &Gap| {
        let element = &page.page.elements[gap.entered? as usize];
        let mut hasher = FxHasher::default();
        (element.tag, element.depth).hash(&mut hasher);
        element.names.bytes().filter(|byte| !byte.is_ascii_digit()).for_each(|byte| hasher.write_u8(byte));
        Some(hasher.finish())
    };
    let key_look = |gap: &Gap| {
        let mut hasher = FxHasher::default();
        for line in gap.lines.clone() {
            (labels[line], page.dated[line] > 0.3, &page.phrases[line]).hash(&mut hasher);
        }
        (!gap.lines.is_empty()).then(|| hasher.finish())
    };
    let mut entered: FxHashMap<u64, f32> = FxHashMap::default();
    let mut looks: FxHashMap<u64, f32> = FxHashMap::default();
    for (_, gap) in gaps.iter() {
        if let Some(key) = key_entered(gap) {
            *entered.entry(key).or_default() += 1.0;
        }
        if let Some(key) = key_look(gap) {
            *looks.entry(key).or_default() += 1.0;
        }
    }
    for (_, gap) in gaps {
        gap.entered_alike = key_entered(gap).map_or(f32::NAN, |key| entered[&key]);
        gap.looks_alike = key_look(gap).map_or(f32::NAN, |key| looks[&key]);
    }
}

/// Compares the gaps with the richest of them, which have the page's cards.
fn compare(gaps: &mut [(usize, Gap)]) {
    let most = gaps.iter().filter(|(_, gap)| !gap.is_first).map(|(_, gap)| gap.beats).fold(1.0, f32::max);
    let (mut cards, mut dated) = (0.0, 0.0);
    for (_, gap) in gaps.iter_mut() {
        gap.beats_share = (gap.beats / most).min(1.0);
        if gap.beats_share >= HAS_CARD {
            cards += 1.0;
            dated += if gap.dated > 0.0 { 1.0 } else { 0.0 };
        }
    }
    for (_, gap) in gaps {
        gap.lacks_date = gap.dated == 0.0 && dated >= CARDS_DATED * cards && cards > 1.0;
    }
}

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "gap-first",
        meaning: "no content stands before",
        sense: Sense::If(|view| has(view, |gap| gap.is_first)),
    },
    Cue {
        name: "gap-empty",
        meaning: "nothing stands between this content line and the one before",
        sense: Sense::If(|view| has(view, |gap| gap.lines.is_empty() && !gap.is_first)),
    },
    Cue {
        name: "gap-lines",
        meaning: "how many lines stand between this content line and the one before",
        sense: Sense::Range(LINES, |view| of(view, |gap| gap.lines.len() as f32)),
    },
    Cue {
        name: "gap-words",
        meaning: "how many words stand between",
        sense: Sense::Range(WORDS, |view| of(view, |gap| gap.words)),
    },
    Cue {
        name: "gap-meta",
        meaning: "how many lines between are of posters' cards",
        sense: Sense::Range(COUNTS, |view| of(view, |gap| gap.meta)),
    },
    Cue {
        name: "gap-widgets",
        meaning: "how many lines between are furniture of the forum",
        sense: Sense::Range(COUNTS, |view| of(view, |gap| gap.widgets)),
    },
    Cue {
        name: "gap-dates",
        meaning: "how many lines between hold a date",
        sense: Sense::Range(COUNTS, |view| of(view, |gap| gap.dated)),
    },
    Cue {
        name: "gap-names",
        meaning: "how many lines between look like a name",
        sense: Sense::Range(COUNTS, |view| of(view, |gap| gap.names)),
    },
    Cue {
        name: "gap-alike",
        meaning: "how many gaps of the page look like this one",
        sense: Sense::Range(ALIKE, |view| of(view, |gap| gap.looks_alike)),
    },
    Cue {
        name: "gap-rhythm",
        meaning: "in which share of the rounds the pattern of a line between comes back",
        sense: Sense::Range(SHARES, |view| of(view, |gap| gap.rhythm)),
    },
    Cue {
        name: "gap-beats",
        meaning: "how many lines between beat the rhythm of the page",
        sense: Sense::Range(COUNTS, |view| of(view, |gap| gap.beats)),
    },
    Cue {
        name: "gap-beats-share",
        meaning: "how many lines between beat the rhythm, as a share of those in the richest gap of the page",
        sense: Sense::Range(SHARES, |view| of(view, |gap| gap.beats_share)),
    },
    Cue {
        name: "gap-lacks-date",
        meaning: "no date stands between where the cards of the page have one",
        sense: Sense::If(|view| has(view, |gap| gap.lacks_date)),
    },
    Cue {
        name: "gap-dated-rhythm",
        meaning: "in which share of the rounds the pattern of a date between comes back",
        sense: Sense::Range(SHARES, |view| of(view, |gap| gap.dated_rhythm)),
    },
    Cue {
        name: "gap-enters-block",
        meaning: "the line stands in another block of a turn than the content before, where the blocks hold so large a share of the words",
        sense: Sense::Range(COVERED, |view| blocks(view, true)),
    },
    Cue {
        name: "gap-same-block",
        meaning: "the line stands in the block of the content before, where the blocks hold so large a share of the words",
        sense: Sense::Range(COVERED, |view| blocks(view, false)),
    },
    Cue {
        name: "gap-beat",
        meaning: "the beat of the page stands between",
        sense: Sense::If(|view| has_beat(view) == Some(true)),
    },
    Cue {
        name: "gap-no-beat",
        meaning: "the page has a beat, and it does not stand between",
        sense: Sense::If(|view| has_beat(view) == Some(false)),
    },
    Cue {
        name: "gap-stated",
        meaning: "a post that the page's own data state opens with the line itself",
        sense: Sense::If(|view| view.page.stated_post(view.line).is_some()),
    },
    Cue {
        name: "gap-signed",
        meaning: "the line itself ends with who says it and when, as a remark does",
        sense: Sense::If(|view| has(view, |gap| gap.is_signed)),
    },
    Cue {
        name: "gap-behind-signed",
        meaning: "the content before ends with who says it and when",
        sense: Sense::If(|view| has(view, |gap| gap.is_behind_signed)),
    },
    Cue {
        name: "gap-opens",
        meaning: "the line itself opens with so large a share of a date",
        sense: Sense::Range(SHARES, |view| view.page.dated[view.line]),
    },
    Cue {
        name: "gap-says",
        meaning: "a phrase of this family stands between",
        sense: Sense::List(families, |view, found| {
            let lines = gap(view).map_or(0..0, |gap| gap.lines.clone());
            found.extend(lines.flat_map(|line| view.page.phrases[line].iter().copied()));
            found.sort_unstable();
            found.dedup();
            // Behind a card a quotation opens the post; without one it goes on with it.
            if has(view, |gap| gap.beats_share >= HAS_CARD) {
                let quotes = view.rules.phrases.place("quote-said");
                found.retain(|&family| Some(family) != quotes);
            }
        }),
    },
    Cue {
        name: "enters",
        meaning: "a word in the names of an element that opens between and holds this line",
        sense: Sense::List(
            |rules| rules.class_words.entries(),
            |view, found| said_along(entered_path(view), &view.page.class_words, found),
        ),
    },
    Cue {
        name: "enters-part",
        meaning: "what an element is called that opens between and holds this line",
        sense: Sense::List(part::families, |view, found| {
            said_along(entered_path(view), &view.page.part_names, found);
        }),
    },
    Cue {
        name: "enters-tag",
        meaning: "the tag of the outermost element that opens between and holds this line",
        sense: Sense::List(
            |_| TAGS.to_vec(),
            |view, found| {
                let tag = gap(view).and_then(|gap| gap.entered).map(|id| view.page.page.elements[id as usize].tag.0);
                found.extend(tag.filter(|&tag| usize::from(tag) < TAGS.len()).map(u16::from));
            },
        ),
    },
    Cue {
        name: "enters-alike",
        meaning: "how many gaps of the page open an element of the same tag, names and depth",
        sense: Sense::Range(ALIKE, |view| of(view, |gap| gap.entered_alike)),
    },
    Cue {
        name: "enters-levels",
        meaning: "how many elements open between and hold this line",
        sense: Sense::Range(LEVELS, |view| {
            if view.page.page.from_markup { entered_path(view).count() as f32 } else { f32::NAN }
        }),
    },
];

/// The share of the words that the blocks of turns hold, where the line enters one, or where it goes on in one.
fn blocks(view: &View, enters: bool) -> f32 {
    let (Some(thread), Some(gap)) = (view.thread, gap(view)) else { return f32::NAN };
    let turns = &thread.judged.turns;
    let block = |line: usize| turns.of.get(line).and_then(|turn| turn.block);
    let before = gap.lines.start.checked_sub(1).and_then(block);
    match block(view.line) {
        Some(own) if (before != Some(own)) == enters => turns.covered,
        _ => f32::NAN,
    }
}

/// Whether a beat stands between; none where the page has none.
fn has_beat(view: &View) -> Option<bool> {
    let lines = gap(view)?.lines.clone();
    let turns = &view.thread?.judged.turns;
    let turn = turns.of.get(view.line).filter(|turn| !turn.behind.is_nan() || !turn.ahead.is_nan())?;
    Some(turn.behind <= (view.line - lines.start) as f32)
}

fn gap<'a>(view: &'a View<'a>) -> Option<&'a Gap> {
    view.thread.and_then(|thread| thread.gap)
}

fn of(view: &View, value: impl Fn(&Gap) -> f32) -> f32 {
    gap(view).map_or(f32::NAN, value)
}

fn has(view: &View, is_so: impl Fn(&Gap) -> bool) -> bool {
    gap(view).is_some_and(is_so)
}

/// The elements above the line, up to the outermost that opens in the gap.
fn entered_path<'a>(view: &'a View<'a>) -> impl Iterator<Item = (u32, &'a crate::line::Element)> {
    let entered = gap(view).and_then(|gap| gap.entered);
    let own = view.page.page.lines[view.line].element().unwrap_or(0);
    let above = entered.map_or(0, |id| view.page.page.elements[id as usize].depth);
    view.page.page.path(own).take_while(move |(_, element)| entered.is_some() && element.depth >= above)
}
