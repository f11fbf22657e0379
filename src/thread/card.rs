//! The posters' cards: which line of each names the author and which tells the date. All cards of a page are made
//! alike, so the choice is made for a slot (a shape of line, or a place beside the date) and not for a line: each slot
//! gathers points over all posts, and the best one is taken.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::PostLines;
use crate::credits::date::{DateContext, find_dates, read_iso};
use crate::document::Label;
use crate::measure::Measured;
use crate::rules::Rules;

/// Where in a card a line stands: by its shape in markup, by its place beside the first date in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Slot {
    Shape(u32),
    BesideDate(i32),
    FromStart(u32),
}

/// A slot is taken from this mean of points per post on.
const LEAST: f32 = 1.5;

/// Share of the posts that must fill a slot. Where fewer do, what stands there is something else: a title or a rank.
const FILLED: f32 = 0.6;

/// How many lines of a gap are looked at, from its end back: cards are short.
const CARD_LINES: usize = 40;

/// Class words that mark an author's name, and words that mark what else stands in a card.
const AUTHOR_WORDS: &[&str] =
    &["author", "creator", "member", "name", "nick", "nickname", "poster", "user", "username"];
const OTHER_WORDS: &[&str] = &["count", "date", "joined", "location", "rank", "signature", "stats", "time", "title"];

/// Families of phrases that no author's name is.
const NO_NAME: &[&str] = &[
    "click-to-expand",
    "forum-jump",
    "forum-statistics",
    "join-date",
    "last-edited",
    "like-count",
    "log-in",
    "member-rank",
    "post-count",
    "quote-said",
    "reply-button",
    "report-post",
    "share",
    "sign-up",
    "thread-tools",
];

/// Families of phrases whose dates are not the post's.
const OTHER_DATE: &[&str] = &["join-date", "last-edited"];

/// Sets author and date of the posts, as far as their cards tell.
pub(super) fn read(
    page: &Measured<'_>,
    rules: &Rules,
    labels: &[Label],
    dates: &DateContext<'_>,
    posts: &mut [PostLines],
) {
    let reader = Reader { page, rules, labels, context: dates };
    let heads: Vec<Range<usize>> = posts.iter().map(|post| post.head.clone()).collect();
    let last = posts.last().map_or(0, |post| post.body.end);
    let tail = last..(last + CARD_LINES).min(labels.len());
    let below: Vec<Range<usize>> = heads.iter().skip(1).cloned().chain([tail]).collect();
    let dates = reader.best(&heads, &below, |cards| reader.dates(cards));
    let authors = reader.best(&heads, &below, |cards| reader.authors(cards));
    for (at, post) in posts.iter_mut().enumerate() {
        post.author = authors.get(at).cloned().flatten();
        post.published = dates.get(at).cloned().flatten();
    }
}

/// What a slot holds: per post the value, and points over all posts.
struct Filled {
    values: Vec<Option<String>>,
    points: f32,
}

struct Reader<'a> {
    page: &'a Measured<'a>,
    rules: &'a Rules,
    labels: &'a [Label],
    context: &'a DateContext<'a>,
}

impl Reader<'_> {
    /// Reads the cards above the posts and those below; takes the side that is worth more.
    fn best(
        &self,
        above: &[Range<usize>],
        below: &[Range<usize>],
        read: impl Fn(&[Range<usize>]) -> Option<Filled>,
    ) -> Vec<Option<String>> {
        let (above, below) = (read(above), read(below));
        let points = |side: &Option<Filled>| side.as_ref().map_or(0.0, |side| side.points);
        // A card stands above its text more often than below, so the lower side has to be clearly better.
        let side = if points(&below) > 1.2 * points(&above) { below } else { above };
        side.map_or_else(Vec::new, |side| side.values)
    }

    fn dates(&self, cards: &[Range<usize>]) -> Option<Filled> {
        let mut slots = Slots::new(cards.len());
        for (post, card) in cards.iter().enumerate() {
            let mut place = 0;
            for line in self.lines(card) {
                let Some((value, points)) = self.date(line) else { continue };
                let slot = self.shape(line).map_or(Slot::FromStart(place), Slot::Shape);
                place += 1;
                slots.offer(slot, post, value, points);
            }
        }
        slots.best(|values| if in_order(values) { 1.0 } else { -3.0 })
    }

    fn authors(&self, cards: &[Range<usize>]) -> Option<Filled> {
        let mut slots = Slots::new(cards.len());
        for (post, card) in cards.iter().enumerate() {
            let first_date = self.lines(card).find(|&line| self.page.dated[line] > 0.2);
            for (place, line) in self.lines(card).enumerate() {
                let Some((value, points)) = self.author(line) else { continue };
                let beside = first_date.map(|date| Slot::BesideDate(line as i32 - date as i32));
                let in_text = beside.unwrap_or(Slot::FromStart(place as u32));
                slots.offer(self.shape(line).map_or(in_text, Slot::Shape), post, value, points);
            }
        }
        slots.best(|values| {
            let mut named: Vec<&str> = values.iter().flatten().map(String::as_str).collect();
            let count = named.len();
            named.sort_unstable();
            named.dedup();
            // What stands in every card alike is a button or a rank.
            if count > 2 && named.len() == 1 { -2.0 } else { 0.0 }
        })
    }

    /// The lines of a card that may belong to it: not those of an article that was pasted into the post.
    fn lines(&self, card: &Range<usize>) -> impl Iterator<Item = usize> {
        let start = card.start.max(card.end.saturating_sub(CARD_LINES));
        (start..card.end).filter(|&line| {
            matches!(
                self.labels[line],
                Label::PostMeta | Label::Byline | Label::Timestamp | Label::Comment | Label::Other
            )
        })
    }

    fn shape(&self, line: usize) -> Option<u32> {
        self.page.shape_of.get(line).copied()
    }

    /// The date that a line tells, and how like a post's date it is.
    fn date(&self, line: usize) -> Option<(String, f32)> {
        let source = &self.page.page.lines[line];
        let attribute = source.markup.as_ref().and_then(|markup| markup.datetime.as_deref()).and_then(read_iso);
        let found = find_dates(source.words(), self.context, &self.rules.months).into_iter().next();
        let has_time = found.as_ref().is_some_and(|date| date.has_time);
        let value = found.map(|date| date.value).or(attribute.clone())?;
        let mut points = 2.0;
        points += if self.labels[line] == Label::PostMeta { 1.0 } else { 0.0 };
        points += if attribute.is_some() { 1.0 } else { 0.0 };
        points += if has_time { 0.5 } else { 0.0 };
        points -= if self.says(line, OTHER_DATE) { 5.0 } else { 0.0 };
        points -= if line > 0 && self.says(line - 1, OTHER_DATE) && self.page.dated[line] > 0.8 { 5.0 } else { 0.0 };
        Some((value, points))
    }

    /// The name that a line tells, and how like an author's it is.
    fn author(&self, line: usize) -> Option<(String, f32)> {
        let source = &self.page.page.lines[line];
        let value = name_in(source, self.context, self.rules)?;
        let measures = &self.page.lines[line];
        let words = value.split_whitespace().count();
        let mut points = match words {
            1 | 2 => 1.0,
            3 | 4 => 0.0,
            _ => -3.0,
        };
        points += if self.labels[line] == Label::PostMeta { 1.0 } else { 0.0 };
        points += if self.has_class(line, AUTHOR_WORDS) { 2.5 } else { 0.0 };
        points -= if self.has_class(line, OTHER_WORDS) { 2.0 } else { 0.0 };
        points -= if self.says(line, NO_NAME) { 3.0 } else { 0.0 };
        points -= if measures.digits > 0.6 { 2.0 } else { 0.0 };
        points += if measures.linked > 0.5 { 0.5 } else { 0.0 };
        Some((value, points))
    }

    fn says(&self, line: usize, families: &[&str]) -> bool {
        let names = self.rules.phrases.families();
        self.page.phrases[line].iter().any(|&family| families.contains(&names[usize::from(family)].as_str()))
    }

    fn has_class(&self, line: usize, words: &[&str]) -> bool {
        let Some(markup) = &self.page.page.lines[line].markup else { return false };
        let mut found = false;
        for (_, element) in self.page.page.path(markup.element).take(3) {
            crate::measure::split_names(&element.names, |word| found |= words.contains(&word));
        }
        found
    }
}

/// The name in a line: the text of its first link, or what stands there beside a date and words such as "by".
fn name_in(line: &crate::line::Line, context: &DateContext<'_>, rules: &Rules) -> Option<String> {
    let text = line.words();
    let linked = line.block.links.iter().filter_map(|(range, _)| line.text.get(range.clone()));
    let linked = linked.map(str::trim).find(|link| link.chars().any(char::is_alphabetic) && link.len() < 60);
    let dates = find_dates(text, context, &rules.months);
    let rest = match dates.first() {
        Some(date) if date.span.start > 0 => &text[..date.span.start],
        Some(date) => &text[date.span.end..],
        None => text,
    };
    let name = linked.filter(|link| find_dates(link, context, &rules.months).is_empty()).unwrap_or(rest);
    let name = name.split(['»', '|', '•', '·', '\u{2014}']).map(str::trim).find(|piece| !piece.is_empty())?;
    let name = strip_lead(name).trim_end_matches([':', ',', '-', '–', ' ']).trim();
    let usable = name.chars().any(char::is_alphanumeric) && name.chars().count() <= 40;
    usable.then(|| name.to_owned())
}

/// Takes "by", "Posted by" and the like off.
fn strip_lead(name: &str) -> &str {
    const LEADS: &[&str] = &["posted by ", "written by ", "author: ", "by: ", "by ", "von ", "par ", "por ", "@"];
    let lead = LEADS.iter().find(|lead| name.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)));
    lead.map_or(name, |lead| name[lead.len()..].trim_start())
}

/// Whether dates rise (or fall) down the page, as those of posts do and join dates do not.
fn in_order(values: &[Option<String>]) -> bool {
    let days: Vec<&str> = values.iter().flatten().filter_map(|value| value.get(..10)).collect();
    days.windows(2).all(|pair| pair[0] <= pair[1]) || days.windows(2).all(|pair| pair[0] >= pair[1]) && days.len() > 2
}

/// What the slots of the cards hold.
struct Slots {
    posts: usize,
    filled: FxHashMap<Slot, Vec<Option<(String, f32)>>>,
}

impl Slots {
    fn new(posts: usize) -> Slots {
        Slots { posts, filled: FxHashMap::default() }
    }

    /// Offers a value for a post; the first best one stays.
    fn offer(&mut self, slot: Slot, post: usize, value: String, points: f32) {
        let values = self.filled.entry(slot).or_insert_with(|| vec![None; self.posts]);
        if values[post].as_ref().is_none_or(|(_, before)| points > *before) {
            values[post] = Some((value, points));
        }
    }

    /// The slot with the most points, where one has enough. `judge` adds points for all values together.
    fn best(self, judge: impl Fn(&[Option<String>]) -> f32) -> Option<Filled> {
        let posts = self.posts as f32;
        let mut best: Option<(Slot, Filled)> = None;
        for (slot, offers) in self.filled {
            let filled = offers.iter().flatten().count() as f32;
            let sum: f32 = offers.iter().flatten().map(|(_, points)| points).sum();
            let values: Vec<Option<String>> = offers.into_iter().map(|offer| offer.map(|(value, _)| value)).collect();
            let points = sum + judge(&values) * filled;
            if filled < FILLED * posts || points / filled < LEAST {
                continue;
            }
            let better = best.as_ref().is_none_or(|(other, before)| (points, *other) > (before.points, slot));
            if better {
                best = Some((slot, Filled { values, points }));
            }
        }
        best.map(|(_, filled)| filled)
    }
}
