//! When it was published: the dates in timestamp and byline lines, and those that the page states. Days that agree are
//! one candidate; of its ways of writing the one with a time is shown.

use super::Evidence;
use super::choice::Candidates;
use super::date::{find_dates, read_iso, url_date};
use crate::document::Label;

/// Points of the evidence for the day of publication.
const STATED: f32 = 3.0;
const OTHER_TAG: f32 = 1.5;
const TIMESTAMP: f32 = 2.5;
const IN_BYLINE: f32 = 2.0;
const ADDRESS: f32 = 1.0;
/// A date that the line calls an update is the modified one.
const UPDATED: f32 = -2.0;
const SAYS_PUBLISHED: f32 = 1.0;

/// Each later line is worth so much less.
const LATER: f32 = 0.5;

/// How many dated lines are looked at.
const MOST_LINES: usize = 6;

/// Points from which a date is believed.
const LEAST: f32 = 1.0;

const PUBLISHED_TAGS: &[&str] =
    &["article:published_time", "datepublished", "og:published_time", "rnews:datepublished"];
const OTHER_TAGS: &[&str] = &[
    "article:published",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "pubdate",
    "publish-date",
    "publish_date",
    "publishdate",
    "sailthru.date",
    "citation_publication_date",
    "article.published",
];
const MODIFIED_TAGS: &[&str] =
    &["article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "last-modified"];

/// When the page was published.
pub(super) fn choose(evidence: &Evidence<'_>) -> Option<String> {
    let mut candidates = Candidates::new();
    let mut offer = |value: String, points: f32, shown: f32| {
        let day = value.get(..10).unwrap_or_default().to_owned();
        let timed = if value.len() > 10 { 1.0 } else { 0.0 };
        candidates.offer(day, value, points, shown + timed);
    };
    for (label, worth) in [(Label::Timestamp, TIMESTAMP), (Label::Byline, IN_BYLINE)] {
        let dated =
            evidence.labelled(evidence.all(), label).filter_map(|line| Some((line, line_date(evidence, line)?)));
        for (rank, (line, value)) in dated.take(MOST_LINES).enumerate() {
            let updated = if says_update(evidence, line) { UPDATED } else { 0.0 };
            let published = if evidence.says(line, &["published-at"]) { SAYS_PUBLISHED } else { 0.0 };
            offer(value, worth + updated + published - LATER * rank as f32, 0.5);
        }
    }
    let metadata = &evidence.page.page.metadata;
    let stated = evidence.stated.published.as_deref().into_iter();
    if let Some(value) = stated.chain(PUBLISHED_TAGS.iter().flat_map(|tag| metadata.all(tag))).find_map(read_iso) {
        offer(value, STATED, 0.2);
    }
    if let Some(value) = OTHER_TAGS.iter().flat_map(|tag| metadata.all(tag)).find_map(|value| read_any(evidence, value))
    {
        offer(value, OTHER_TAG, 0.1);
    }
    if let Some(value) = metadata.address.as_deref().and_then(url_date) {
        offer(value, ADDRESS, 0.0);
    }
    candidates.best(LEAST)
}

/// When the page was last changed.
pub(super) fn modified(evidence: &Evidence<'_>) -> Option<String> {
    let metadata = &evidence.page.page.metadata;
    let stated = evidence.stated.modified.as_deref().into_iter();
    let stated = stated.chain(MODIFIED_TAGS.iter().flat_map(|tag| metadata.all(tag))).find_map(read_iso);
    stated.or_else(|| {
        let lines = evidence.labelled(evidence.all(), Label::Timestamp).filter(|&line| says_update(evidence, line));
        lines.filter_map(|line| line_date(evidence, line)).next()
    })
}

/// The date that a line tells, as text or in its `<time>`.
pub(super) fn line_date(evidence: &Evidence<'_>, line: usize) -> Option<String> {
    let found = find_dates(evidence.text(line), &evidence.dates, &evidence.rules.months);
    let shown = found.into_iter().next();
    let markup = evidence.page.page.lines[line].markup.as_ref();
    let attribute = markup.and_then(|markup| markup.datetime.as_deref()).and_then(read_iso);
    match (shown, attribute) {
        // The attribute knows the time of the day that the line shows.
        (Some(shown), Some(stated)) if stated.starts_with(shown.value.get(..10)?) && !shown.has_time => Some(stated),
        (Some(shown), _) => Some(shown.value),
        (None, stated) => stated,
    }
}

fn says_update(evidence: &Evidence<'_>, line: usize) -> bool {
    evidence.says(line, &["updated-at"]) && !evidence.says(line, &["published-at"])
}

fn read_any(evidence: &Evidence<'_>, value: &str) -> Option<String> {
    let spoken =
        || find_dates(value, &evidence.dates, &evidence.rules.months).into_iter().next().map(|date| date.value);
    read_iso(value).or_else(spoken)
}
