//! What may be a post's author or its date: names and dates in the lines before and behind its words, each taken out of
//! its line in one of a few ways. Which of them is the author, which the date, is found by points; nothing is judged here.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::PostLines;
use super::choice::PlaceMeasures;
use super::company::CompanyMeasures;
use super::name::{NAME_WORDS, is_usable, remark, trim_name};
use super::shown::{Reader, Shown};
use super::slot::SlotMeasures;
use crate::credits::date::{DateContext, FoundDate, read_iso};
use crate::credits::name::looks_like_name;
use crate::document::Label;
use crate::measure::{Measured, fold, fold_into};
use crate::rules::Rules;

/// How many lines of a card are looked at on each side of the post: cards are short, and time stays in proportion.
const CARD_LINES: usize = 32;

/// How many of the post's own lines are looked at on each side: a card's line may have been taken for words.
const OWN_LINES: usize = 2;

/// How many dates of a line are looked at.
const MOST_DATES: usize = 3;

/// How a value was taken out of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Taken {
    Whole,
    Link,
    BeforeDate,
    AfterDate,
    AfterLead,
    BeforeCommon,
    FirstWord,
    FirstPiece,
    LastPiece,
    Signature,
    FirstDate,
    LaterDate,
    Attribute,
    Stated,
}

impl Taken {
    /// All of them with their names in `rules/`.
    pub(crate) const ALL: &'static [(Taken, &'static str)] = &[
        (Taken::Whole, "whole"),
        (Taken::Link, "link"),
        (Taken::BeforeDate, "before-date"),
        (Taken::AfterDate, "after-date"),
        (Taken::AfterLead, "after-lead"),
        (Taken::BeforeCommon, "before-common"),
        (Taken::FirstWord, "first-word"),
        (Taken::FirstPiece, "first-piece"),
        (Taken::LastPiece, "last-piece"),
        (Taken::Signature, "signature"),
        (Taken::FirstDate, "first-date"),
        (Taken::LaterDate, "later-date"),
        (Taken::Attribute, "attribute"),
        (Taken::Stated, "stated"),
    ];
}

/// Something that may be a post's author, or its date.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// The post, by its place on the page.
    pub(crate) post: usize,
    /// The line that holds it.
    pub(crate) line: usize,
    pub(crate) taken: Taken,
    /// The name or the date itself.
    pub(crate) value: String,
    /// The value folded for comparison; of a date its day.
    pub(crate) key: String,
    /// Whether it stands behind the post.
    pub(crate) is_below: bool,
    /// How many lines from the post's words, and from the words of the post on the other side.
    pub(crate) from_post: u16,
    pub(crate) from_other: u16,
    /// How many lines on the nearest line with a date stands; negative for back.
    pub(crate) from_date: Option<i16>,
    /// The place of the link that it is, among the line's links.
    pub(crate) link: Option<u8>,
    /// Whether it looks like a person's name.
    pub(crate) is_name_like: bool,
    /// Whether a quotation or a mention on the page names it.
    pub(crate) is_mentioned: bool,
    /// Whether the words of other posts hold it.
    pub(crate) is_spoken_of: bool,
    /// Whether the page's own data name it as an author.
    pub(crate) is_stated: bool,
    /// Whether it is the latest, or the earliest, of the dates beside its post.
    pub(crate) is_latest: bool,
    pub(crate) is_earliest: bool,
    pub(crate) has_time: bool,
    /// By how many days a date beside an earlier post, or beside this one, is later.
    pub(crate) days_behind: f32,
    /// In which share of the posts the same value stands beside the words.
    pub(crate) value_share: f32,
    /// Whether it goes on with what comes back behind other words on the page.
    pub(crate) holds_common: bool,
    /// What stands beside lines that say the same.
    pub(crate) company: CompanyMeasures,
    /// What stands in the same place at the other posts, and what that has in points.
    pub(crate) slots: SlotMeasures,
    pub(crate) place: PlaceMeasures,
}

/// All that candidates are gathered from.
pub(super) struct Gatherer<'a> {
    pub(super) page: &'a Measured<'a>,
    pub(super) rules: &'a Rules,
    pub(super) labels: &'a [Label],
    pub(super) dates: &'a DateContext<'a>,
    pub(super) posts: &'a [PostLines],
    /// Per line: whether it tells a moment.
    pub(super) timed: &'a [bool],
    /// Names that stand in "X wrote" lines and mentions, folded.
    pub(super) mentioned: FxHashSet<String>,
    /// Names that the page's own data give, folded.
    pub(super) stated: FxHashSet<String>,
}

/// The names and the dates beside the posts of a page.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub(super) names: Vec<Candidate>,
    pub(super) dates: Vec<Candidate>,
}

impl<'a> Gatherer<'a> {
    /// Gathers the candidates of all posts, in page order.
    pub(super) fn gather(&self) -> Candidates {
        let mut found = Candidates::default();
        // Lines between two posts stand beside both.
        let mut shown: FxHashMap<usize, Shown<'a>> = FxHashMap::default();
        let reader = Reader::new(self);
        let count = self.labels.len();
        for (post, lines) in self.posts.iter().enumerate() {
            let before = post.checked_sub(1).map_or(0, |before| self.posts[before].body.end);
            let first_before = post.checked_sub(1).map_or(0, |before| self.posts[before].body.start + 1);
            let after = self.posts.get(post + 1).map_or(count, |next| next.body.start);
            let above = before.max(lines.body.start.saturating_sub(CARD_LINES))..lines.body.start;
            let below = lines.body.end..after.min(lines.body.end + CARD_LINES);
            let first_own = lines.body.start..lines.body.end.min(lines.body.start + OWN_LINES);
            let last_own = lines.body.start.max(lines.body.end.saturating_sub(OWN_LINES))..lines.body.end;
            let dated = |lines: &Range<usize>| {
                lines.clone().filter(|&line| self.page.dated[line] > 0.1 || self.timed[line]).collect::<Vec<_>>()
            };
            for (side, own, is_below) in [(&above, first_own, false), (&below, last_own, true)] {
                let dates = dated(side);
                let start = found.dates.len();
                // The head of this card may have been taken for the end of the words before it.
                let taken_before =
                    if is_below { 0..0 } else { before.saturating_sub(OWN_LINES).max(first_before)..before };
                let is_taken = |&line: &usize| self.is_card_like(line) && self.signed(line).is_none();
                let near = taken_before.filter(is_taken).chain(side.clone());
                let is_own = |&line: &usize| self.is_card_like(line) || self.signed(line).is_some();
                for line in near.chain(own.filter(is_own)) {
                    let place = Place {
                        post,
                        line,
                        is_below,
                        from_post: if is_below {
                            line.saturating_sub(lines.body.end - 1)
                        } else {
                            lines.body.start.saturating_sub(line)
                        },
                        from_other: if is_below {
                            after.saturating_sub(line)
                        } else {
                            (line + 1).saturating_sub(before)
                        },
                        from_date: nearest(&dates, line),
                    };
                    let shown = shown.entry(line).or_insert_with(|| reader.read(line));
                    self.offer(&place, shown, &mut found);
                }
                mark_ends(&mut found.dates[start..]);
            }
            self.stated_of(post, lines, &mut found);
        }
        mark_behind(&mut found.dates);
        self.mark_spoken(&mut found.names);
        found
    }

    /// Marks the names that the words of other posts hold.
    fn mark_spoken(&self, names: &mut [Candidate]) {
        // Per name the first and the last post whose words hold it.
        let mut holding: FxHashMap<&str, Option<(usize, usize)>> =
            names.iter().map(|one| (one.key.as_str(), None)).collect();
        let mut folded = String::new();
        for (post, lines) in self.posts.iter().enumerate() {
            for line in lines.body.clone().filter(|&line| self.labels[line].is_content()) {
                for word in self.page.page.lines[line].words().split(|c: char| !c.is_alphanumeric() && c != '_') {
                    fold_into(word, &mut folded);
                    if let Some(posts) = holding.get_mut(folded.as_str()) {
                        *posts = Some((posts.map_or(post, |(first, _)| first), post));
                    }
                }
            }
        }
        let by_others = |one: &Candidate| holding[one.key.as_str()].is_some_and(|posts| posts != (one.post, one.post));
        let spoken: Vec<bool> = names.iter().map(by_others).collect();
        names.iter_mut().zip(spoken).for_each(|(one, is_spoken_of)| one.is_spoken_of = is_spoken_of);
    }

    /// What the page's own data state of a post.
    fn stated_of(&self, post: usize, lines: &PostLines, found: &mut Candidates) {
        let line = lines.body.start;
        let Some(stated) = self.page.stated_post(line) else { return };
        let place = Place { post, line, is_below: false, from_post: 0, from_other: 0, from_date: None };
        if let Some(name) = stated.author.as_deref().map(trim_name).filter(|name| is_usable(name)) {
            let mut candidate = self.candidate(&place, Taken::Stated, None, name.to_owned(), fold(name));
            candidate.is_name_like = looks_like_name(name, &self.rules.credit_words);
            found.names.push(candidate);
        }
        if let Some(value) = &stated.published {
            let day = value.get(..10).unwrap_or_default().to_owned();
            let mut candidate = self.candidate(&place, Taken::Stated, None, value.clone(), day);
            candidate.has_time = value.len() > 10;
            found.dates.push(candidate);
        }
    }

    /// Whether a line of the post's own words may be a card's all the same.
    fn is_card_like(&self, line: usize) -> bool {
        self.page.lines[line].words <= NAME_WORDS as f32 || self.page.dated[line] > 0.3
    }

    /// Who signs a line of a post's own words as a remark, and when.
    pub(super) fn signed(&self, line: usize) -> Option<&'a str> {
        let words = self.page.page.lines[line].words();
        remark(words, self.dates, &self.rules.months).filter(|_| self.labels[line].is_content())
    }

    /// Offers what a line shows to the post that it stands beside.
    fn offer(&self, place: &Place, shown: &Shown<'_>, found: &mut Candidates) {
        if let Some(dates) = &shown.dates {
            self.dates_of(place, dates, shown.is_signed, found);
        }
        for name in &shown.names {
            let mut candidate = self.candidate(place, name.taken, name.link, name.text.to_owned(), name.key.clone());
            candidate.is_name_like = name.is_name_like;
            candidate.holds_common = name.holds_common;
            found.names.push(candidate);
        }
    }

    fn dates_of(&self, place: &Place, dates: &[FoundDate], is_signed: bool, found: &mut Candidates) {
        for (at, date) in dates.iter().take(MOST_DATES).enumerate() {
            let taken = match at {
                0 if is_signed => Taken::Signature,
                0 => Taken::FirstDate,
                _ => Taken::LaterDate,
            };
            let day = date.value.get(..10).unwrap_or_default().to_owned();
            let mut candidate = self.candidate(place, taken, None, date.value.clone(), day);
            candidate.has_time = date.has_time;
            found.dates.push(candidate);
        }
        let markup = self.page.page.lines[place.line].markup.as_ref();
        if let Some(value) = markup.and_then(|markup| markup.datetime.as_deref()).and_then(read_iso) {
            let day = value.get(..10).unwrap_or_default().to_owned();
            let mut candidate = self.candidate(place, Taken::Attribute, None, value, day);
            candidate.has_time = candidate.value.len() > 10;
            found.dates.push(candidate);
        }
    }

    fn candidate(&self, place: &Place, taken: Taken, link: Option<u8>, value: String, key: String) -> Candidate {
        Candidate {
            post: place.post,
            line: place.line,
            taken,
            link,
            is_name_like: false,
            is_mentioned: self.mentioned.contains(&key),
            is_spoken_of: false,
            is_stated: self.stated.contains(&key),
            value,
            key,
            is_below: place.is_below,
            from_post: place.from_post.min(usize::from(u16::MAX)) as u16,
            from_other: place.from_other.min(usize::from(u16::MAX)) as u16,
            from_date: place.from_date,
            is_latest: false,
            is_earliest: false,
            has_time: false,
            days_behind: 0.0,
            value_share: 0.0,
            holds_common: false,
            company: CompanyMeasures::default(),
            slots: SlotMeasures::default(),
            place: PlaceMeasures::default(),
        }
    }
}

/// Where a line stands beside a post.
struct Place {
    post: usize,
    line: usize,
    is_below: bool,
    from_post: usize,
    from_other: usize,
    from_date: Option<i16>,
}

/// How many lines on the nearest of these lines stands.
fn nearest(lines: &[usize], line: usize) -> Option<i16> {
    let away = lines.iter().map(|&other| other as i64 - line as i64).min_by_key(|away| away.abs())?;
    i16::try_from(away).ok()
}

/// Marks the latest and the earliest of the dates on one side of a post.
fn mark_ends(dates: &mut [Candidate]) {
    let latest = dates.iter().map(|date| date.key.clone()).max();
    let earliest = dates.iter().map(|date| date.key.clone()).min();
    for date in dates {
        date.is_latest = latest.as_deref() == Some(&date.key);
        date.is_earliest = earliest.as_deref() == Some(&date.key);
    }
}

/// Tells each date by how many days the latest of those beside the posts so far is later. The posts of most threads stand
/// in the order in which they were written; the day somebody joined is long before them.
fn mark_behind(dates: &mut [Candidate]) {
    let mut latest: Option<Date> = None;
    let mut from = 0;
    while from < dates.len() {
        let post = dates[from].post;
        let to = from + dates[from..].iter().take_while(|date| date.post == post).count();
        let days: Vec<Option<Date>> = dates[from..to].iter().map(|date| date.key.parse().ok()).collect();
        latest = latest.max(days.iter().flatten().copied().max());
        for (date, day) in dates[from..to].iter_mut().zip(days) {
            let behind = latest.zip(day).and_then(|(latest, day)| day.until(latest).ok());
            date.days_behind = behind.map_or(f32::NAN, |span| span.get_days() as f32);
        }
        from = to;
    }
}
