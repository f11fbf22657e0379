//! The cues: small pure questions about a line, its numbers and its page. A cue fires or it does not; a measured value
//! fires one of its named ranges; a list fires the entries that apply. What a hit is worth stands in `rules/` and is no
//! business of a cue. No cue reads another's result; those in [`context`] read the verdicts of the first reading.
//!
//! To add one, write its line in the table of its family, and give it points.

mod around;
mod card;
mod choice;
mod context;
mod credit;
mod gap;
mod head;
mod link;
mod markup;
mod page;
mod part;
mod phrase;
pub(crate) mod phrase_book;
mod picture;
mod place;
mod post;
mod promise;
mod repeat;
mod run;
mod shape;
mod slot;
mod talk;
mod target;
mod turn;
mod word;

use std::borrow::Cow;

use crate::confidence::Promise;
use crate::document::Label;
use crate::measure::{LineMeasures, Measured};
use crate::rules::Rules;
use crate::thread::{Candidate, PostMeasures, Rhythm, Turns};
#[cfg(feature = "fit")]
pub(crate) use card::path_words;
pub(crate) use context::FirstReading;
pub(crate) use gap::Gap;
#[cfg(feature = "fit")]
pub(crate) use page::words as page_words;

/// A cue: its name in `rules/`, what it says, and how it is asked.
pub(crate) struct Cue {
    pub(crate) name: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) sense: Sense,
}

/// How a cue is asked.
pub(crate) enum Sense {
    /// It fires or it does not.
    If(fn(&View) -> bool),
    /// A value that fires the range it falls in. The bounds rise; the last range is open, and what is below the first
    /// bound is the usual case and fires nothing. A value that is not a number fires nothing either.
    Range(&'static [f32], fn(&View) -> f32),
    /// The entries of a list that apply, by their places in it.
    List(fn(&Rules) -> Vec<&str>, fn(&View, &mut Vec<u16>)),
}

/// What a cue sees: one line of a measured page.
pub(crate) struct View<'a> {
    pub(crate) page: &'a Measured<'a>,
    pub(crate) rules: &'a Rules,
    /// The line asked about. Page cues ask about none and never look at it.
    pub(crate) line: usize,
    /// What the first reading thought; empty during the first.
    pub(crate) first: &'a FirstReading,
    /// What is known of the thread; for cues of threads alone.
    pub(crate) thread: Option<ThreadView<'a>>,
    /// What the verdicts promise; for cues of the confidence alone.
    pub(crate) promise: Option<&'a Promise>,
}

/// What cues of threads see besides.
#[derive(Clone, Copy)]
pub(crate) struct ThreadView<'a> {
    /// What the lines were judged to be, and their rhythm.
    pub(crate) judged: &'a Judged<'a>,
    /// What stands between this line and the content line before it; for cues of post starts.
    pub(crate) gap: Option<&'a Gap>,
    /// What may be a post's author or date; for cues of cards.
    pub(crate) candidate: Option<&'a Candidate>,
    /// What is known of the post, once its card has been read; for cues of posts.
    pub(crate) post: Option<&'a PostMeasures>,
    /// The line's points so far, and the label that it has if it is no post's; for cues of turns.
    pub(crate) points: f32,
    pub(crate) other: Option<Label>,
}

impl<'a> ThreadView<'a> {
    /// What is known of every line of a thread.
    pub(crate) fn of(judged: &'a Judged<'a>) -> ThreadView<'a> {
        ThreadView { judged, gap: None, candidate: None, post: None, points: f32::NAN, other: None }
    }
}

/// A thread whose lines have been judged.
pub(crate) struct Judged<'a> {
    /// Per line: its label.
    pub(crate) labels: &'a [Label],
    pub(crate) rhythm: Rhythm,
    pub(crate) turns: Turns,
}

impl<'a> Judged<'a> {
    /// The lines of a page with their labels, and the rhythm that these give it.
    pub(crate) fn new(page: &Measured<'_>, labels: &'a [Label]) -> Judged<'a> {
        let content: Vec<bool> = labels.iter().map(|label| label.is_content()).collect();
        let rhythm = Rhythm::of(page, &content);
        Judged { labels, turns: Turns::of(page, &rhythm, &content), rhythm }
    }
}

impl View<'_> {
    /// The line's own numbers.
    pub(crate) fn measures(&self) -> &LineMeasures {
        &self.page.lines[self.line]
    }

    /// The numbers of the line so many lines on (or back), where there is one.
    pub(crate) fn neighbour(&self, offset: isize) -> Option<&LineMeasures> {
        self.line.checked_add_signed(offset).and_then(|at| self.page.lines.get(at))
    }

    /// The text of the line without a list's mark.
    pub(crate) fn words(&self) -> &str {
        self.page.page.lines[self.line].words()
    }
}

/// Which sums a cue counts in, by when it can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The page as a whole: which kind it is.
    Page,
    /// A line by itself and its surroundings: the first reading, and all later ones.
    Line,
    /// With the verdicts of the first reading: the second, and labels.
    Context,
    /// With the turns of a thread: its third reading.
    Turn,
    /// With the gap before a content line: post starts.
    Start,
    /// With what all verdicts promise: how far to trust them.
    Promise,
    /// With what may be a post's author or date.
    Card,
    /// With what stands in its place at the other posts, and has in points.
    Place,
    /// With the cards of the posts: does a post stand by itself?
    Post,
}

/// All cues, family by family.
pub(crate) fn families() -> impl Iterator<Item = (Stage, &'static [Cue])> {
    [
        (Stage::Page, page::CUES),
        (Stage::Page, part::PAGE),
        (Stage::Page, talk::CUES),
        (Stage::Line, around::CUES),
        (Stage::Line, around::NEIGHBOURS),
        (Stage::Line, around::WINDOWS),
        (Stage::Line, choice::CUES),
        (Stage::Line, credit::CUES),
        (Stage::Line, head::CUES),
        (Stage::Line, link::CUES),
        (Stage::Line, markup::CUES),
        (Stage::Line, markup::ANCESTORS),
        (Stage::Line, part::CUES),
        (Stage::Line, phrase::CUES),
        (Stage::Line, picture::CUES),
        (Stage::Line, place::CUES),
        (Stage::Line, repeat::CUES),
        (Stage::Line, run::CUES),
        (Stage::Line, shape::CUES),
        (Stage::Line, shape::FLAGS),
        (Stage::Line, target::CUES),
        (Stage::Line, word::CUES),
        (Stage::Context, context::CUES),
        (Stage::Context, context::ANCESTORS),
        (Stage::Context, context::WINDOWS),
        (Stage::Turn, turn::CUES),
        (Stage::Start, gap::CUES),
        (Stage::Promise, promise::CUES),
        (Stage::Card, card::CUES),
        (Stage::Card, slot::SLOTS),
        (Stage::Place, slot::PLACES),
        (Stage::Post, post::CUES),
    ]
    .into_iter()
}

impl Cue {
    /// What stands behind its name in the names of its hits, in the order of their numbers: the ranges or the entries of
    /// the list. A cue that fires or does not has one hit, with nothing behind the name.
    pub(crate) fn entries<'r>(&self, rules: &'r Rules) -> Vec<Cow<'r, str>> {
        match &self.sense {
            Sense::If(_) => vec![Cow::Borrowed("")],
            Sense::Range(bounds, _) => range_names(bounds),
            Sense::List(entries, _) => entries(rules).into_iter().map(Cow::Borrowed).collect(),
        }
    }

    /// Asks the cue; adds the numbers of its hits, counted from `base`.
    pub(crate) fn ask(&self, view: &View, base: u16, scratch: &mut Vec<u16>, hits: &mut Vec<u16>) {
        match &self.sense {
            Sense::If(fires) => {
                if fires(view) {
                    hits.push(base);
                }
            }
            Sense::Range(bounds, value) => {
                let value = value(view);
                let passed = bounds.iter().take_while(|&&bound| value >= bound).count() as u16;
                hits.extend(passed.checked_sub(1).map(|range| base + range));
            }
            Sense::List(_, find) => {
                scratch.clear();
                find(view, scratch);
                hits.extend(scratch.iter().map(|entry| base + entry));
            }
        }
    }
}

/// `2..5`, `5..`.
fn range_names(bounds: &[f32]) -> Vec<Cow<'static, str>> {
    let ends = bounds[1..].iter().map(f32::to_string).chain([String::new()]);
    bounds.iter().zip(ends).map(|(start, end)| format!("{start}..{end}").into()).collect()
}

/// A value where there is one, else not a number, which fires nothing.
pub(crate) fn or_none(value: Option<f32>) -> f32 {
    value.unwrap_or(f32::NAN)
}

/// `part` of `whole` as a share; 0 of nothing.
pub(crate) fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front;
    use crate::line::Page;

    /// Asks a cue about each line of a page of markup; a line on which it has no hit has an empty name.
    #[track_caller]
    pub(super) fn check(cue: &str, html: &str, hits: &[&str]) {
        assert_eq!(told(cue, &front::html::read(html, &mut Vec::new())), hits, "{html}");
    }

    /// The same of flattened text.
    #[track_caller]
    pub(super) fn check_text(cue: &str, text: &str, hits: &[&str]) {
        assert_eq!(told(cue, &front::text::read(text, &|_| Vec::new())), hits, "{text}");
    }

    fn told(name: &str, page: &Page) -> Vec<String> {
        let rules = Rules::built_in();
        let measured = Measured::new(page, &rules);
        let mut cues = families().flat_map(|(_, cues)| cues).zip(&rules.bases);
        let (cue, &base) = cues.find(|(cue, _)| cue.name == name).expect("a cue of this name");
        let first = FirstReading::default();
        let of_line = |line| {
            let mut hits = Vec::new();
            let view = View { page: &measured, rules: &rules, line, first: &first, thread: None, promise: None };
            cue.ask(&view, base, &mut Vec::new(), &mut hits);
            hits.iter().map(|&hit| &*rules.hit_names()[usize::from(hit)]).collect::<Vec<_>>().join(" ")
        };
        (0..page.lines.len()).map(of_line).collect()
    }

    #[test]
    fn every_cue_is_named_once_and_explained() {
        let mut names: Vec<&str> = families().flat_map(|(_, cues)| cues).map(|cue| cue.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "two cues share a name");
        for cue in families().flat_map(|(_, cues)| cues) {
            assert!(!cue.meaning.is_empty() && !cue.name.contains([' ', ':']), "{}", cue.name);
            if let Sense::Range(bounds, _) = &cue.sense {
                assert!(bounds.is_sorted(), "{}", cue.name);
            }
        }
    }
}
