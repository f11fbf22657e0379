//! What a page as a whole says about its kind: its address, what it states of itself, what it is made of. These cues
//! look at no single line.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::markup::said_along;
use super::phrase::families;
use super::{Cue, Sense, View, share};
use crate::credits::date::url_date;
use crate::line::{BlockKind, Metadata, Page};
use crate::measure::{Flag, LineMeasures};

const LINES: &[f32] = &[6.0, 20.0, 60.0, 120.0, 250.0, 500.0, 1000.0];
const WORDS: &[f32] = &[30.0, 100.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0];
const SHARES: &[f32] = &[0.05, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9];
const PARTS: &[f32] = &[0.01, 0.03, 0.08, 0.15, 0.3, 0.5];
const COUNTS: &[f32] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0];
const PER_LINE: &[f32] = &[2.0, 3.0, 4.0, 6.0, 9.0, 14.0];

const TURNS: &[f32] = &[1.0, 2.0, 3.0, 5.0, 9.0, 17.0, 33.0];

/// A class word counts for a page when it stands above so much of its running text.
const HELD: f32 = 0.4;

/// A word stands in the addresses of many links when it stands in so many; of each address so many words are looked at.
const LINKED_OFTEN: usize = 5;
const LINK_WORDS: usize = 12;

/// How many elements above a line are looked at for class words.
const ABOVE: usize = 10;

/// A card between two posts has at most this many lines.
const CARD_LINES: usize = 25;

/// Phrases that stand on a page once may be chance; so many times they are its habit.
const OFTEN: usize = 3;

/// Bytes of a stated type or address that are looked at.
const LOOKED_AT: usize = 2_000;

/// Types of schema.org that say of a page that it is a thread, in lower case.
const THREAD_TYPES: &[&str] = &["discussionforumposting", "qapage"];

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "url",
        meaning: "a word in the page's address",
        sense: Sense::List(|rules| rules.url_words.entries(), url),
    },
    Cue {
        name: "titled",
        meaning: "a word in the title or the site's name that the page states",
        sense: Sense::List(
            |rules| rules.url_words.entries(),
            |view, found| {
                title_words(&view.page.page.metadata, |word| found.extend(view.rules.url_words.place(word)));
                found.sort_unstable();
                found.dedup();
            },
        ),
    },
    Cue {
        name: "links-to",
        meaning: "a word in the addresses of many of its links",
        sense: Sense::List(
            |rules| rules.url_words.entries(),
            |view, found| {
                link_words(view.page.page, |word| found.extend(view.rules.url_words.place(word)));
                found.sort_unstable();
                found.dedup();
            },
        ),
    },
    Cue {
        name: "states",
        meaning: "a type that the page states of itself, in JSON-LD, Open Graph or as its generator",
        sense: Sense::List(|rules| rules.stated_types.entries(), stated_types),
    },
    Cue {
        name: "states-thread",
        meaning: "states of itself that it is a discussion, or a question with answers",
        sense: Sense::If(states_thread),
    },
    Cue {
        name: "speaks",
        meaning: "a phrase of this family stands on the page",
        sense: Sense::List(families, |view, found| phrases(view, 1, found)),
    },
    Cue {
        name: "often-speaks",
        meaning: "phrases of this family stand on the page three times or more",
        sense: Sense::List(families, |view, found| phrases(view, OFTEN, found)),
    },
    Cue {
        name: "holds",
        meaning: "a class word above a good part of its running text",
        sense: Sense::List(
            |rules| rules.class_words.entries(),
            |view, found| held(view, &view.page.class_words, found),
        ),
    },
    Cue {
        name: "of-turns",
        meaning: "how often a line with a date stands between two lines of running text",
        sense: Sense::Range(TURNS, turns),
    },
    Cue {
        name: "of-lines",
        meaning: "how many lines it has",
        sense: Sense::Range(LINES, |view| view.page.lines.len() as f32),
    },
    Cue {
        name: "of-words",
        meaning: "how many words it has",
        sense: Sense::Range(WORDS, |view| view.page.total().words),
    },
    Cue {
        name: "of-good",
        meaning: "share of its words in lines of running text",
        sense: Sense::Range(SHARES, |view| share(view.page.total().good, view.page.total().words)),
    },
    Cue {
        name: "of-links",
        meaning: "share of its words inside links",
        sense: Sense::Range(SHARES, |view| {
            let total = view.page.total();
            if view.page.page.from_markup { 1.0 - share(total.unlinked, total.words) } else { f32::NAN }
        }),
    },
    Cue {
        name: "of-per-line",
        meaning: "words a line",
        sense: Sense::Range(PER_LINE, |view| share(view.page.total().words, view.page.lines.len() as f32)),
    },
    Cue {
        name: "of-dates",
        meaning: "how many of its lines hold a date",
        sense: Sense::Range(COUNTS, |view| view.page.dated.iter().filter(|&&share| share > 0.0).count() as f32),
    },
    Cue {
        name: "of-prices",
        meaning: "how many of its lines hold a currency sign",
        sense: Sense::Range(COUNTS, |view| count(view, |line| line.has(Flag::Currency))),
    },
    Cue {
        name: "of-questions",
        meaning: "how many of its lines end with a question mark",
        sense: Sense::Range(COUNTS, |view| count(view, |line| line.has(Flag::EndsQuestion))),
    },
    Cue {
        name: "of-code",
        meaning: "share of its lines that are preformatted",
        sense: Sense::Range(PARTS, |view| blocks(view, |kind| matches!(kind, BlockKind::Code(_)))),
    },
    Cue {
        name: "of-items",
        meaning: "share of its lines that are items of lists",
        sense: Sense::Range(SHARES, |view| blocks(view, |kind| matches!(kind, BlockKind::Item(..)))),
    },
    Cue {
        name: "of-rows",
        meaning: "share of its lines that are rows of tables",
        sense: Sense::Range(PARTS, |view| blocks(view, |kind| matches!(kind, BlockKind::Row(_)))),
    },
    Cue {
        name: "of-headings",
        meaning: "share of its lines that are headings",
        sense: Sense::Range(PARTS, |view| blocks(view, |kind| matches!(kind, BlockKind::Heading(_)))),
    },
    Cue {
        name: "of-largest-shape",
        meaning: "share of its running text in the lines of one shape",
        sense: Sense::Range(SHARES, |view| {
            let largest = view.page.shapes.iter().map(|shape| shape.good).fold(0.0, f32::max);
            if view.page.shapes.is_empty() { f32::NAN } else { share(largest, view.page.total().good) }
        }),
    },
    Cue { name: "from-text", meaning: "came as flattened text", sense: Sense::If(|view| !view.page.page.from_markup) },
];

fn url(view: &View, found: &mut Vec<u16>) {
    let metadata = &view.page.page.metadata;
    url_words(metadata, |word| found.extend(view.rules.url_words.place(word)));
    found.sort_unstable();
    found.dedup();
}

fn stated_types(view: &View, found: &mut Vec<u16>) {
    found.extend(view.page.stated_words(stated_words).iter().filter_map(|word| view.rules.stated_types.place(word)));
    found.sort_unstable();
    found.dedup();
}

/// Whether one of the stated types is that of a thread; a list of frequent questions states questions as well, but no
/// page of one.
fn states_thread(view: &View) -> bool {
    view.page.stated_words(stated_words).iter().any(|word| THREAD_TYPES.contains(&word.as_str()))
}

/// The words of a page's address, `0-date` where a day stands in it, `0-front` where it is a site's front page.
fn url_words(metadata: &Metadata, mut give: impl FnMut(&str)) {
    let Some(address) = &metadata.address else { return };
    let address: String = address.chars().take(LOOKED_AT).flat_map(char::to_lowercase).collect();
    let path = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    path.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1).for_each(&mut give);
    if url_date(&address).is_some() {
        give("0-date");
    }
    if path.trim_end_matches('/').split('/').count() <= 1 {
        give("0-front");
    }
}

/// The words of the title and of the site's name.
fn title_words(metadata: &Metadata, mut give: impl FnMut(&str)) {
    for text in metadata.title.as_deref().into_iter().chain(metadata.all("og:site_name")) {
        let text: String = text.chars().take(LOOKED_AT).flat_map(char::to_lowercase).collect();
        text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1).for_each(&mut give);
    }
}

/// The words that stand in the addresses of [`LINKED_OFTEN`] links and more.
fn link_words(page: &Page, mut give: impl FnMut(&str)) {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for (_, target) in page.lines.iter().flat_map(|line| &line.block.links) {
        let path = target.split_once("://").map_or(&**target, |(_, rest)| rest);
        let path = path.split_once('/').map_or("", |(_, path)| path);
        for word in path.split(|c: char| !c.is_ascii_alphabetic()).take(LINK_WORDS).filter(|word| word.len() > 2) {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count >= LINKED_OFTEN)
        .for_each(|(word, _)| give(&word.to_ascii_lowercase()));
}

/// The words of the types that a page states of itself, in lower case.
fn stated_words(metadata: &Metadata) -> Vec<String> {
    let mut words = Vec::new();
    for name in ["og:type", "generator", "application-name", "itemtype"] {
        for value in metadata.all(name) {
            let value: String = value.chars().take(LOOKED_AT).flat_map(char::to_lowercase).collect();
            words.extend(value.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1).map(str::to_owned));
        }
    }
    for script in &metadata.json_ld {
        for value in script.text.split("\"@type\"").skip(1) {
            let value = value.trim_start_matches([':', ' ', '\n', '\t', '[', '"']);
            let name: String = value.chars().take_while(|c| c.is_alphanumeric()).take(40).collect();
            words.push(name.to_lowercase());
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// All words of a page that page cues look at, each with the prefix of its cue.
#[cfg(feature = "fit")]
pub(crate) fn words(page: &Page) -> Vec<String> {
    let mut words = Vec::new();
    let metadata = &page.metadata;
    title_words(metadata, |word| words.push(format!("titled:{word}")));
    link_words(page, |word| words.push(format!("links-to:{word}")));
    url_words(metadata, |word| words.push(format!("url:{word}")));
    words.extend(stated_words(metadata).iter().map(|word| format!("states:{word}")));
    words.sort_unstable();
    words.dedup();
    words
}

/// What is said in the names of elements above a good part of the page's running text.
pub(super) fn held(view: &View, said_of: &[Rc<[u16]>], found: &mut Vec<u16>) {
    let page = view.page;
    let mut held: FxHashMap<u16, f32> = FxHashMap::default();
    let mut words: Vec<u16> = Vec::new();
    for (line, measures) in page.page.lines.iter().zip(&page.lines).filter(|(_, measures)| measures.is_good()) {
        let Some(markup) = &line.markup else { continue };
        words.clear();
        said_along(page.page.path(markup.element).take(ABOVE), said_of, &mut words);
        for word in &words {
            *held.entry(*word).or_default() += measures.words;
        }
    }
    let total = page.total().good;
    found.extend(held.into_iter().filter(|(_, words)| *words >= HELD * total).map(|(word, _)| word));
    found.sort_unstable();
}

/// Counts the changes from running text over a line with a date, or one short line that stands alone, to running text.
fn turns(view: &View) -> f32 {
    let page = view.page;
    let (mut turns, mut since_good, mut saw_date) = (0, usize::MAX, false);
    for (line, measures) in page.lines.iter().enumerate() {
        if measures.is_good() {
            turns += usize::from(saw_date && since_good <= CARD_LINES);
            (since_good, saw_date) = (0, false);
        } else {
            since_good = since_good.saturating_add(1);
            saw_date |= page.dated[line] > 0.0;
        }
    }
    turns as f32
}

/// The families whose phrases stand in so many lines at least.
fn phrases(view: &View, times: usize, found: &mut Vec<u16>) {
    for (family, &count) in view.page.phrase_counts.iter().enumerate() {
        if usize::from(count) >= times {
            found.push(family as u16);
        }
    }
}

fn count(view: &View, is_so: impl Fn(&LineMeasures) -> bool) -> f32 {
    view.page.lines.iter().filter(|line| is_so(line)).count() as f32
}

fn blocks(view: &View, is_so: impl Fn(BlockKind) -> bool) -> f32 {
    let lines = &view.page.page.lines;
    share(lines.iter().filter(|line| is_so(line.block.kind)).count() as f32, lines.len() as f32)
}
