//! Counts and ratios: of each line, of the elements above it, of the lines like it, of the page. Everything that cues
//! look at is counted here once, so that a cue is a look-up. What a number means is left to the cues.

mod echo;
mod elements;
mod forms;
mod heads;
mod line;
mod pictures;
mod runs;
mod talk;
mod targets;
mod wording;

use std::cell::OnceCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::credits::date::{DateContext, FoundDate, find_dates};
use crate::credits::name::looks_like_name;
use crate::line::{BlockKind, Line, Metadata, Page};
use crate::rules::Rules;
use crate::thread::{Patterns, StatedPost, StatedPosts, dates_of, moments_of_lines};
pub(crate) use echo::{Echo, hash_words};
pub(crate) use elements::{ElementMeasures, Shape, split_names};
pub(crate) use forms::Forms;
pub(crate) use heads::Heads;
pub(crate) use line::{Flag, LineMeasures, is_unspaced};
pub(crate) use pictures::NearPicture;
pub(crate) use talk::Talk;
pub(crate) use targets::Target;
pub(crate) use wording::{Wording, known_words, word_key};

/// A page with its numbers.
pub(crate) struct Measured<'a> {
    pub(crate) page: &'a Page,
    pub(crate) lines: Vec<LineMeasures>,
    /// Per element of the page: what stands under it.
    pub(crate) elements: Vec<ElementMeasures>,
    /// Per line: its shape, an index into `shapes`; lines of flattened text have none.
    pub(crate) shape_of: Vec<u32>,
    pub(crate) shapes: Vec<Shape>,
    /// Per line: how often the same text stands on the page.
    pub(crate) copies: Vec<u16>,
    /// Per line: how many earlier lines have the same text.
    pub(crate) earlier_copies: Vec<u16>,
    /// Per line: what it repeats of earlier lines, and what later lines repeat of it.
    pub(crate) echoes: Vec<Echo>,
    pub(crate) echoed: Vec<Echo>,
    /// Per line: share of different ones among its first words; not a number for short lines.
    pub(crate) distinct: Vec<f32>,
    /// Per line: how many lines beside it repeat with it; not a number for lines that stand once.
    pub(crate) repeat_runs: Vec<f32>,
    /// Per line: where it leads, if it is mostly link.
    pub(crate) targets: Vec<Option<Target>>,
    pub(crate) forms: Forms,
    /// Per line: what it has to do with pictures.
    pub(crate) pictures: Vec<NearPicture>,
    /// What the headings say that are open above each line.
    pub(crate) heads: Heads,
    /// Per line: whether a quotation repeats in it what an earlier line says.
    pub(crate) cites: Vec<bool>,
    /// Sums over the lines before each line, one longer than the lines.
    pub(crate) before: Vec<Sums>,
    /// The first line that is an `<h1>`, or in flattened text the first that stands twice or equals a known title.
    pub(crate) title_line: Option<usize>,
    /// Title, headline and description that the page states, folded for comparison.
    pub(crate) stated: Stated,
    /// Per line: its text folded for comparison; empty for long lines.
    pub(crate) folded: Vec<String>,
    /// Per line: what the rules know of its words.
    pub(crate) wordings: Vec<Wording>,
    /// Per line: which share of it is dates.
    pub(crate) dated: Vec<f32>,
    /// Per line: the phrase families it speaks in.
    pub(crate) phrases: Vec<Box<[u16]>>,
    /// Per phrase family: how many lines speak in it.
    pub(crate) phrase_counts: Vec<u16>,
    /// Per element: the class words that the rules know, as indices into their list.
    pub(crate) class_words: Vec<Rc<[u16]>>,
    /// The families of part names to which the names of each element belong.
    pub(crate) part_names: Vec<Rc<[u16]>>,
    /// What the lines are like with their dates and numbers left open.
    pub(crate) patterns: Patterns,
    /// How far the page is a talk among several people.
    pub(crate) talk: Talk,
    /// The posts that the page states of itself, read when somebody asks.
    stated_posts: OnceCell<StatedPosts>,
    /// The words of the types that it states of itself, likewise.
    stated_words: OnceCell<Vec<String>>,
    /// Per line: whether it looks like a name alone, found out when somebody asks.
    names: Vec<OnceCell<bool>>,
}

/// Running sums over lines.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sums {
    pub(crate) words: f32,
    pub(crate) unlinked: f32,
    pub(crate) good: f32,
    pub(crate) sentences: f32,
}

/// What the page says of itself, folded.
#[derive(Debug, Default)]
pub(crate) struct Stated {
    pub(crate) title: String,
    pub(crate) headline: String,
    pub(crate) description: String,
    pub(crate) author: String,
}

impl<'a> Measured<'a> {
    /// Measures a page.
    pub(crate) fn new(page: &'a Page, rules: &Rules) -> Measured<'a> {
        let lines: Vec<LineMeasures> = page.lines.iter().map(|line| LineMeasures::of(line, rules)).collect();
        let elements = elements::measure(page, &lines);
        let element_names = elements::ElementNames::of(page);
        let (shape_of, shapes) = elements::shapes(page, &lines, &element_names);
        let (copies, earlier_copies) = count_copies(&page.lines);
        let (echoes, echoed, distinct) = echo::echoes(&page.lines);
        let before = running_sums(&lines);
        let stated = Stated::of(page);
        let folded: Vec<String> =
            page.lines.iter().zip(&lines).map(|(line, measures)| fold_short(line, measures)).collect();
        let wordings = wording::wordings(&lines, &folded, rules);
        let title_line = title_line(page, &folded, &stated);
        let moments = moments_of_lines(page, &lines, &rules.months);
        let dated = dated(page, &moments, rules);
        let patterns = Patterns::find(&lines, page, &moments);
        let (phrases, phrase_counts) = phrases(page, rules);
        let names_of_elements = elements::names(&element_names, rules);
        let mut measured = Measured {
            distinct,
            repeat_runs: runs::runs(&page.lines, &copies),
            targets: targets::find(page, &lines),
            pictures: pictures::find(page, &elements),
            forms: Forms::find(page, &lines, &elements),
            heads: Heads::find(page, &lines, &elements, &phrases),
            page,
            lines,
            elements,
            shape_of,
            shapes,
            copies,
            earlier_copies,
            echoes,
            echoed,
            cites: Vec::new(),
            before,
            title_line,
            stated,
            folded,
            wordings,
            dated,
            phrases,
            phrase_counts,
            class_words: names_of_elements.words,
            part_names: names_of_elements.parts,
            patterns,
            talk: Talk::default(),
            stated_posts: OnceCell::new(),
            stated_words: OnceCell::new(),
            names: vec![OnceCell::new(); page.lines.len()],
        };
        measured.cites = echo::cites(&measured, rules);
        measured.talk = Talk::of(&measured, rules);
        measured
    }

    /// Sums over the lines from `start` to before `end`, both clipped to the page.
    pub(crate) fn between(&self, start: usize, end: usize) -> Sums {
        let last = self.before.len() - 1;
        let (a, b) = (self.before[start.min(last)], self.before[end.min(last)]);
        Sums {
            words: b.words - a.words,
            unlinked: b.unlinked - a.unlinked,
            good: b.good - a.good,
            sentences: b.sentences - a.sentences,
        }
    }

    /// The post that the page states of itself and that opens with this line.
    pub(crate) fn stated_post(&self, line: usize) -> Option<&StatedPost> {
        self.stated_posts.get_or_init(|| StatedPosts::read(&self.page.metadata)).opening_with(&self.folded[line])
    }

    /// The words of the types that the page states of itself, read the first time that somebody asks.
    pub(crate) fn stated_words(&self, read: impl FnOnce(&Metadata) -> Vec<String>) -> &[String] {
        self.stated_words.get_or_init(|| read(&self.page.metadata))
    }

    /// Whether a line looks like a person's name alone.
    pub(crate) fn looks_like_name(&self, line: usize, rules: &Rules) -> bool {
        let words = self.page.lines[line].words();
        *self.names[line].get_or_init(|| looks_like_name(words, &rules.credit_words))
    }

    /// Sums over the whole page.
    pub(crate) fn total(&self) -> Sums {
        self.before[self.before.len() - 1]
    }
}

impl Stated {
    fn of(page: &Page) -> Stated {
        let metadata = &page.metadata;
        let folded = |text: Option<&str>| text.map(fold).unwrap_or_default();
        Stated {
            title: folded(metadata.title.as_deref()),
            headline: folded(metadata.tag(&["og:title", "twitter:title", "headline"])),
            description: folded(metadata.tag(&["og:description", "description", "twitter:description"])),
            author: folded(metadata.tag(&["author", "article:author", "parsely-author", "sailthru.author"])),
        }
    }
}

/// The path of an address, without what stands in front of it.
pub(crate) fn path_of(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path))
}

/// Folds text for comparison: lower case, letters and digits only, parted by single spaces.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// The same, in place of what `folded` held.
pub(crate) fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    let mut space = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if space && !folded.is_empty() {
                folded.push(' ');
            }
            space = false;
            push_small(c, folded);
        } else if !matches!(c, '\'' | '’') {
            space = true;
        }
    }
}

/// Adds a text in small letters.
fn push_lower(text: &str, lower: &mut String) {
    if text.is_ascii() {
        let start = lower.len();
        lower.push_str(text);
        lower[start..].make_ascii_lowercase();
    } else {
        text.chars().for_each(|c| push_small(c, lower));
    }
}

/// Adds a letter as a small one.
#[inline]
fn push_small(c: char, text: &mut String) {
    if c.is_ascii() {
        text.push(c.to_ascii_lowercase());
    } else {
        text.extend(c.to_lowercase());
    }
}

fn running_sums(lines: &[LineMeasures]) -> Vec<Sums> {
    let mut sums = Vec::with_capacity(lines.len() + 1);
    let mut sum = Sums::default();
    sums.push(sum);
    for line in lines {
        sum.words += line.words;
        sum.unlinked += line.unlinked();
        sum.good += if line.is_good() { line.words } else { 0.0 };
        sum.sentences += line.sentences;
        sums.push(sum);
    }
    sums
}

fn count_copies(lines: &[Line]) -> (Vec<u16>, Vec<u16>) {
    let mut counts: FxHashMap<&str, u16> = FxHashMap::default();
    let earlier = lines.iter().map(|line| {
        let count = counts.entry(line.words()).or_default();
        let earlier = *count;
        *count = count.saturating_add(1);
        earlier
    });
    let earlier: Vec<u16> = earlier.collect();
    (lines.iter().map(|line| counts[line.words()]).collect(), earlier)
}

/// How far down a page its title may stand in flattened text, in lines.
const TITLE_WITHIN: usize = 80;

fn title_line(page: &Page, folded: &[String], stated: &Stated) -> Option<usize> {
    let is_h1 = |at: &usize| page.lines[*at].block.kind == BlockKind::Heading(1);
    let states_title = |at: &usize| {
        let folded = &folded[*at];
        folded.len() > 8 && (*folded == stated.headline || stated.title.starts_with(folded))
    };
    let all = || 0..page.lines.len();
    let matching = all().filter(is_h1).find(states_title);
    matching.or_else(|| all().find(is_h1)).or_else(|| all().take(TITLE_WITHIN).find(states_title))
}

/// A line of at most this many words is folded.
const FOLDED_WORDS: f32 = 40.0;

fn fold_short(line: &Line, measures: &LineMeasures) -> String {
    if measures.words <= FOLDED_WORDS { fold(line.words()) } else { String::new() }
}

/// A line of at most this many bytes is searched for dates.
const DATED_BYTES: usize = 160;

fn dated(page: &Page, moments: &[Option<Vec<FoundDate>>], rules: &Rules) -> Vec<f32> {
    let context = DateContext { language: page.metadata.language.as_deref(), now: None, day_first: None };
    let share = |(line, moments): (&Line, &Option<Vec<FoundDate>>)| {
        let text = line.words();
        if text.len() > DATED_BYTES || text.is_empty() {
            return 0.0;
        }
        let dates = match moments {
            Some(moments) => dates_of(moments, text, &context, &rules.months),
            None => find_dates(text, &context, &rules.months),
        };
        dates.iter().map(|date| date.span.len()).sum::<usize>() as f32 / text.len() as f32
    };
    page.lines.iter().zip(moments).map(share).collect()
}

fn phrases(page: &Page, rules: &Rules) -> (Vec<Box<[u16]>>, Vec<u16>) {
    let mut counts = vec![0_u16; rules.phrases.families().len()];
    let (mut folded, mut found) = (String::new(), Vec::new());
    let of_line = |line: &Line| -> Box<[u16]> {
        rules.phrases.find(line.words(), &mut folded, &mut found);
        for &family in &found {
            counts[usize::from(family)] = counts[usize::from(family)].saturating_add(1);
        }
        found.as_slice().into()
    };
    let lines = page.lines.iter().map(of_line).collect();
    (lines, counts)
}
