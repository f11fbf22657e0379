//! When it was published and last changed: the dates in the lines, and those that the page states. Days that agree are
//! one candidate; of its ways of writing the one with a time is shown, the day always as it is written.

mod cues;
mod others;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::choice::{Candidates, Chosen, Field, range};
use super::date::{find_dates, read_iso, url_date};
use super::dateline::read_dateline;
use super::front::{Front, holds, names_above};
use super::json_ld::Stated;
use super::name::read_names;
use super::{Credits, Evidence};
use crate::document::Label;
use crate::line::BlockKind;
use crate::measure::{Flag, Measured};
use cues::{CUES, TAGS};
use jiff::civil::Date;
use others::{compare, day_of_moment};

pub(crate) const PUBLISHED: Field = Field { name: "published", file: "published.points", cues: CUES };
pub(crate) const MODIFIED: Field = Field { name: "modified", file: "modified.points", cues: CUES };

/// Places below the headline, in lines.
const BELOW_TITLE: &[(f32, &str)] = &[
    (-1_000_000.0, "title-far-above"),
    (-3.0, "title-above"),
    (1.0, "title-below-1"),
    (2.0, "title-below-2"),
    (4.0, "title-below-4"),
    (9.0, "title-below-9"),
];

/// Places above the first paragraph, in lines.
const ABOVE_OPENING: &[(f32, &str)] = &[(-1_000_000.0, "opening-below"), (1.0, "opening-above"), (6.0, "opening-far")];

/// Places on the page, for flattened text.
const PLACES: &[(f32, &str)] = &[(0.0, "place-1"), (3.0, "place-4"), (10.0, "place-11")];

/// So many dated lines are looked at.
const MOST_LINES: usize = 60;

/// Lines of at most this many bytes are looked at, other than those of the body.
const LONGEST_LINE: usize = 500;

/// Share of a line that is a date where it is little else.
const ALONE: f32 = 0.6;

/// A date is a minor part of its line below this share of a line of so many words.
const MINOR: f32 = 0.5;
const MANY_WORDS: f32 = 5.0;

/// A line that names its author has at most this many words.
const SIGNED_WORDS: f32 = 24.0;

/// A dated line in running text has at least this many words.
const SENTENCE_WORDS: f32 = 16.0;

/// Lines below the text in which a date may be the article's.
const BELOW_END: usize = 5;

/// How good a way of writing a day is; one with a time is better than any without.
const SHOWN: f32 = 0.5;
const STATED: f32 = 0.2;
const TIMED: f32 = 1.0;
const ZONED: f32 = 0.4;

/// When the page was published.
pub(super) fn published(evidence: &Evidence<'_>, candidates: Candidates<String>) -> Chosen<String> {
    candidates.choose(&evidence.rules.credits.published, evidence.columns, evidence.show(|date: &String| date.clone()))
}

/// When the page was last changed; never before it was published.
pub(super) fn modified(
    evidence: &Evidence<'_>,
    candidates: Candidates<String>,
    published: Option<&str>,
) -> Chosen<String> {
    let table = &evidence.rules.credits.modified;
    let candidates = candidates.for_field(&MODIFIED);
    let mut chosen = candidates.choose(table, evidence.columns, evidence.show(|date: &String| date.clone()));
    let day = |value: &str| value.get(..10).map(str::to_owned);
    if published.and_then(day) > chosen.value.as_deref().and_then(day) {
        chosen.value = None;
    }
    chosen
}

/// The candidates with their hits; those for its publication, which are those for its last change as well.
pub(super) fn gather(evidence: &Evidence<'_>, credits: &Credits) -> Candidates<String> {
    let mut candidates = Candidates::new(&PUBLISHED);
    lines(evidence, credits, &mut candidates);
    if let Some(date) = &credits.first_date {
        let late = if credits.first_is_late { &["first-post-late"][..] } else { &[] };
        offer(&mut candidates, date.clone(), SHOWN, &[&["first-post", "shown"], late].concat());
    }
    stated(evidence, &mut candidates);
    compare(&mut candidates);
    candidates
}

fn offer(candidates: &mut Candidates<String>, value: String, shown: f32, hits: &[&'static str]) {
    let day = value.get(..10).unwrap_or_default().to_owned();
    /// As long as a day with its time is.
    const WITH_TIME: usize = "2022-04-27T21:26:00".len();
    let timed = if value.len() > 10 { TIMED } else { 0.0 } + if value.len() > WITH_TIME { ZONED } else { 0.0 };
    candidates.offer(day, value, shown + timed, hits);
}

/// A date that a line shows.
struct Dated {
    line: usize,
    value: String,
    /// The bytes of the line that show it; none where its `<time>` alone tells it.
    span: Option<Range<usize>>,
}

impl Dated {
    fn day(&self) -> &str {
        self.value.get(..10).unwrap_or_default()
    }
}

/// The dates that lines show. Of the lines that show one day the best speaks for it: what is under a headline may stand
/// once more in a list of other articles.
fn lines(evidence: &Evidence<'_>, credits: &Credits, candidates: &mut Candidates<String>) {
    let front = Front::of(evidence);
    let dated = dated_lines(evidence, front);
    let mut days_of_shape: FxHashMap<u32, FxHashSet<&str>> = FxHashMap::default();
    for shown in &dated {
        if let Some(&shape) = evidence.page.shape_of.get(shown.line) {
            days_of_shape.entry(shape).or_default().insert(shown.day());
        }
    }
    let mut lines_of_day: FxHashMap<&str, Vec<(u8, Vec<&'static str>)>> = FxHashMap::default();
    let first = dated.first().map(Dated::day);
    for shown in &dated {
        let mut hits = line_hits(evidence, front, credits, shown);
        hits.push(if first == Some(shown.day()) { "first-date" } else { "later-date" });
        let shape = evidence.page.shape_of.get(shown.line);
        if shape.and_then(|shape| days_of_shape.get(shape)).is_some_and(|days| days.len() > 1) {
            hits.push("among-like");
        }
        lines_of_day.entry(shown.day()).or_default().push((rank(&hits), hits));
    }
    for shown in &dated {
        let own = lines_of_day.get(shown.day()).map(Vec::as_slice).unwrap_or_default();
        let Some((_, best)) = own.iter().min_by_key(|(rank, _)| *rank) else { continue };
        offer(candidates, shown.value.clone(), SHOWN, best);
        if own.len() > 1 {
            offer(candidates, shown.value.clone(), SHOWN, &["shown-again"]);
        }
    }
}

/// How well a line speaks for the day that it shows; the least speaks best.
fn rank(hits: &[&str]) -> u8 {
    let any = |names: &[&str]| names.iter().any(|name| hits.contains(name));
    match () {
        () if any(&["says-published", "opens-text"]) && !any(&["copyright"]) => 0,
        () if any(&["label-timestamp", "label-byline", "label-front"]) && !any(&["past-end", "copyright"]) => 1,
        () if !any(&["past-end", "copyright", "class-other", "in-words"]) => 2,
        () if !any(&["copyright", "in-words"]) => 3,
        () => 4,
    }
}

/// The first lines that tell a date, with what they tell.
fn dated_lines(evidence: &Evidence<'_>, front: Front) -> Vec<Dated> {
    let tells = |line: &usize| {
        let source = &evidence.page.page.lines[*line];
        // What stands in code is an example, and nothing that the page says of itself.
        if matches!(source.block.kind, BlockKind::Code(_)) {
            return false;
        }
        // Relative dates have no share of the line yet.
        let relative = evidence.dates.now.is_some() && source.text.len() <= super::DATE_LINE;
        let content = evidence.labels[*line].is_content();
        let long = source.text.len() <= LONGEST_LINE && (*line <= front.opening || !content);
        evidence.page.dated[*line] > 0.0 || is_timed(evidence, *line) || relative || long
    };
    let lines = evidence.all().filter(tells).filter_map(|line| read_line(evidence, line));
    lines.take(MOST_LINES).collect()
}

/// Whether a line stands in a `<time>`.
fn is_timed(evidence: &Evidence<'_>, line: usize) -> bool {
    evidence.page.page.lines[line].markup.as_ref().is_some_and(|markup| markup.datetime.is_some())
}

fn line_hits(evidence: &Evidence<'_>, front: Front, credits: &Credits, shown: &Dated) -> Vec<&'static str> {
    let (page, line) = (evidence.page, shown.line);
    let measures = &page.lines[line];
    let mut hits = vec!["shown", label_hit(evidence.labels[line])];
    hits.extend(range(ABOVE_OPENING, front.opening as f32 - line as f32));
    if let Some(title) = credits.headline_line {
        hits.extend(range(BELOW_TITLE, line as f32 - title as f32));
    }
    if !page.page.from_markup {
        hits.extend(range(PLACES, line as f32));
    }
    let byline = |at: usize| evidence.labels.get(at) == Some(&Label::Byline);
    let names = names_above(evidence, line);
    let says = evidence.says(line, &["published-at", "updated-at"]);
    let signs = matches!(evidence.labels[line], Label::Byline | Label::Timestamp);
    for (fires, name) in [
        (page.dated[line] > ALONE, "alone"),
        (page.dated[line] < MINOR && measures.words >= MANY_WORDS && !says && !signs, "in-words"),
        (is_timed(evidence, line), "time-element"),
        (byline(line) || byline(line + 1) || line > 0 && byline(line - 1), "beside-name"),
        (measures.has(Flag::Copyright), "copyright"),
        (measures.words >= SENTENCE_WORDS && measures.has(Flag::EndsSentence), "in-sentence"),
        (page.copies[line] > 1, "repeated"),
        (line > front.end, "past-end"),
        (line > front.end && line <= front.end + BELOW_END, "past-end-first"),
        (line > front.end && evidence.labels[line] == Label::Related, "related-below"),
        (evidence.says(line, &["join-date"]), "joined-date"),
        (opens_text(evidence, front, shown), "opens-text"),
        (evidence.says(line, &["published-at"]), "says-published"),
        (evidence.says(line, &["updated-at"]), "says-updated"),
        (is_signed(evidence, line), "signed"),
        (holds(&names, &["date", "time", "posted"]), "class-date"),
        (holds(&names, &["publish", "pubdate", "created"]), "class-published"),
        (holds(&names, &["updated", "modified"]), "class-updated"),
        (holds(&names, &["comment", "related", "widget", "sidebar", "event", "nav", "card", "recent"]), "class-other"),
    ] {
        if fires {
            hits.push(name);
        }
    }
    hits
}

fn label_hit(label: Label) -> &'static str {
    match label {
        Label::Body | Label::Heading => "label-body",
        Label::Byline => "label-byline",
        Label::Caption => "label-caption",
        Label::Comment | Label::PostMeta => "label-comment",
        Label::Headline | Label::Deck | Label::Dateline => "label-front",
        Label::Legal => "label-legal",
        Label::Related => "label-related",
        Label::Timestamp => "label-timestamp",
        _ => "label-menu",
    }
}

/// Whether the date opens the text, as in "3 May 2021 – The ferry is back", alone or within a dateline.
fn opens_text(evidence: &Evidence<'_>, front: Front, shown: &Dated) -> bool {
    let Some(span) = shown.span.as_ref().filter(|_| shown.line == front.opening) else { return false };
    let text = evidence.text(shown.line);
    let behind = text.get(span.end..).unwrap_or_default().trim_start();
    let alone = span.start == 0 && behind.starts_with(['-', '–', '—', '―', ':']);
    let within = || read_dateline(text, &evidence.rules.gazetteer, &evidence.rules.agencies);
    alone || within().is_some_and(|dateline| dateline.span.end >= span.end)
}

/// Whether a line names its author: "By Jane Doe, 3 May 2021".
fn is_signed(evidence: &Evidence<'_>, line: usize) -> bool {
    let names = || read_names(evidence.text(line), &evidence.rules.credit_words);
    evidence.page.lines[line].words <= SIGNED_WORDS && names().led
}

/// The date that a line tells, as text or in its `<time>`.
pub(super) fn line_date(evidence: &Evidence<'_>, line: usize) -> Option<String> {
    read_line(evidence, line).map(|shown| shown.value)
}

fn read_line(evidence: &Evidence<'_>, line: usize) -> Option<Dated> {
    let found = find_dates(evidence.text(line), &evidence.dates, &evidence.rules.months);
    let shown = found.into_iter().next();
    let markup = evidence.page.page.lines[line].markup.as_ref();
    let attribute = markup.and_then(|markup| markup.datetime.as_deref()).and_then(read_iso);
    let span = shown.as_ref().map(|shown| shown.span.clone());
    let value = match (shown, attribute) {
        // The attribute knows the time of the day that the line shows.
        (Some(shown), Some(stated)) if stated.starts_with(shown.value.get(..10)?) && !shown.has_time => stated,
        (Some(shown), _) => shown.value,
        (None, stated) => stated?,
    };
    Some(Dated { line, value, span })
}

/// What the page states outside its lines.
fn stated(evidence: &Evidence<'_>, candidates: &mut Candidates<String>) {
    let metadata = &evidence.page.page.metadata;
    let said = &evidence.stated;
    let mut stated: Vec<(&'static str, String)> = Vec::new();
    for (hit, values) in [
        ("json-ld", &said.published),
        ("json-ld-modified", &said.modified),
        ("json-ld-page", &said.page_published),
        ("created", &said.created),
    ] {
        stated.extend(values.as_deref().and_then(|value| read_any(evidence, value)).map(|value| (hit, value)));
    }
    let mut many: Vec<String> = Vec::new();
    for (hit, tag) in TAGS.iter().flat_map(|(hit, tags)| tags.iter().map(move |tag| (*hit, *tag))) {
        let values: Vec<String> = metadata.all(tag).filter_map(|value| read_any(evidence, value)).collect();
        if values.iter().any(|value| value.get(..10) != values[0].get(..10)) {
            many.extend(values.iter().cloned());
        }
        stated.extend(values.into_iter().take(2).map(|value| (hit, value)));
    }
    stated.extend(metadata.address.as_deref().and_then(url_date).map(|value| ("address", value)));
    stated.extend(metadata.tag(&["og:image"]).and_then(url_date).map(|value| ("image-address", value)));
    let titled = metadata.title.as_deref().map(|title| find_dates(title, &evidence.dates, &evidence.rules.months));
    stated.extend(titled.into_iter().flatten().take(1).map(|date| ("in-title", date.value)));
    let mut days: Vec<(String, &str)> = Vec::new();
    for (hit, value) in stated {
        let moment = day_of_moment(candidates, &value);
        let day = moment.clone().unwrap_or_else(|| value.get(..10).unwrap_or_default().to_owned());
        let known = days.iter().any(|(other, source)| *other == day && *source != hit);
        let among = many.contains(&value);
        if moment.is_none() {
            offer(candidates, value, STATED, &[]);
        }
        if let Some(at) = candidates.place(&day) {
            candidates.add(at, &[hit]);
            for (fires, name) in [(known, "stated-twice"), (among, "among-stated")] {
                candidates.add(at, if fires { std::slice::from_ref(&name) } else { &[] });
            }
        }
        days.push((day, hit));
    }
}

/// The days that the page states for machines, in the order of machines.
pub(super) fn stated_days(page: &Measured<'_>, said: &Stated) -> Vec<Date> {
    let metadata = &page.page.metadata;
    let said = [&said.published, &said.modified, &said.created, &said.page_published];
    let tags = TAGS.iter().flat_map(|(_, tags)| *tags).flat_map(|tag| metadata.all(tag).take(2));
    let attributes =
        page.page.lines.iter().filter_map(|line| line.markup.as_ref()?.datetime.as_deref()).take(MOST_LINES);
    let stated = said.into_iter().filter_map(|value| value.as_deref()).chain(tags).chain(attributes);
    let address = metadata.address.as_deref().and_then(url_date);
    stated.filter_map(read_iso).chain(address).filter_map(|value| value.get(..10)?.parse().ok()).collect()
}

fn read_any(evidence: &Evidence<'_>, value: &str) -> Option<String> {
    /// A longer value is no date but a text with one in it.
    const LONGEST: usize = 60;
    let spoken =
        || find_dates(value, &evidence.dates, &evidence.rules.months).into_iter().next().map(|date| date.value);
    if value.len() > LONGEST { None } else { read_iso(value).or_else(spoken) }
}
