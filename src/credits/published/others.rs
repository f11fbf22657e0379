//! What the dates of a page say of one another: which is earlier, which is stated where another is shown, which are one
//! moment in two zones.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::credits::choice::Candidates;

/// The hits that hang on the other candidates.
pub(super) fn compare(candidates: &mut Candidates<String>) {
    let count = candidates.all().len();
    let mut days: Vec<(String, usize)> =
        candidates.all().iter().enumerate().map(|(at, one)| (one.key.clone(), at)).collect();
    days.sort_unstable();
    if let (Some((_, first)), Some((_, last))) = (days.first(), days.last()) {
        let (first, last) = (*first, *last);
        if count == 1 {
            candidates.add(first, &["only"]);
        } else {
            candidates.add(first, &["earliest"]);
            candidates.add(last, &["latest"]);
        }
    }
    let dates = |at: usize| {
        let label = candidates.fired(at, "label-timestamp") || candidates.fired(at, "label-byline");
        let place = ["title-above", "title-below-1", "title-below-2", "title-below-4", "beside-name"];
        label && place.iter().any(|place| candidates.fired(at, place))
    };
    let dating: Vec<bool> = (0..count).map(dates).collect();
    let changed: Vec<bool> = (0..count).map(|at| is_change(candidates, at)).collect();
    let publishing: Vec<bool> = (0..count).map(|at| PUBLISHING.iter().any(|hit| candidates.fired(at, hit))).collect();
    among_many(candidates);
    let first_published = (0..count).filter(|&at| publishing[at]).map(|at| candidates.all()[at].key.clone()).min();
    for (at, is_change) in changed.into_iter().enumerate() {
        if is_change {
            candidates.add(at, &["only-changed"]);
        }
        if candidates.fired(at, "in-words") && !DATING.iter().any(|hit| candidates.fired(at, hit)) {
            candidates.add(at, &["only-in-words"]);
        }
        if first_published.as_ref().is_some_and(|first| *first < candidates.all()[at].key) {
            candidates.add(at, &["published-before"]);
            if publishing[at] && CHANGING.iter().any(|hit| candidates.fired(at, hit)) {
                candidates.add(at, &["changed-too"]);
            }
        }
        if is_change && first_published.is_some() {
            let told = candidates.fired(at, "says-updated");
            candidates.add(at, &["published-elsewhere"]);
            candidates.add(at, if told { &["told-updated"] } else { &[] });
        }
        let stated = candidates.fired(at, "stated-twice");
        let shown = candidates.fired(at, "shown");
        if !stated && !shown {
            candidates.add(at, &["lonely"]);
        }
        let beside = days.iter().filter(|(day, _)| are_beside(day, &candidates.all()[at].key)).map(|(_, at)| *at);
        let beside: Vec<bool> = beside.map(|other| candidates.fired(other, "shown")).collect();
        if !shown && dating.contains(&true) {
            candidates.add(at, &["shown-elsewhere"]);
        }
        if !shown && beside.contains(&true) {
            candidates.add(at, &["near-shown"]);
        }
        if shown && beside.contains(&false) {
            candidates.add(at, &["near-stated"]);
        }
    }
}

/// The hits that hang on what is stated of many things: of a thread's posts the opening one is the earliest.
fn among_many(candidates: &mut Candidates<String>) {
    let many: Vec<usize> = (0..candidates.all().len()).filter(|&at| candidates.fired(at, "among-stated")).collect();
    let Some(&earliest) = many.iter().min_by_key(|&&at| candidates.all()[at].key.as_str()) else { return };
    let later =
        |at: &usize| candidates.fired(*at, "first-post") && candidates.all()[*at].key > candidates.all()[earliest].key;
    if let Some(first) = (0..candidates.all().len()).find(later) {
        candidates.add(first, &["stated-earlier"]);
    }
}

/// Hits of a date that is stated as the day of publication.
const PUBLISHING: &[&str] = &["json-ld", "meta-published", "microdata", "says-published"];

/// Hits of a day that is shown or stated as the date of something.
#[rustfmt::skip]
const DATING: &[&str] = &[
    "address", "alone", "attribute", "class-date", "created", "first-post", "json-ld", "json-ld-modified", "json-ld-page",
    "label-byline", "label-timestamp", "meta-date", "meta-modified", "meta-published", "microdata", "opens-text", "script",
    "says-published", "signed", "time-element",
];

/// Hits of a date that is stated as the day of a change.
const CHANGING: &[&str] = &["json-ld-modified", "meta-modified", "microdata-modified", "says-updated"];

/// Whether everything that says what a date is says that something was changed then.
fn is_change(candidates: &Candidates<String>, at: usize) -> bool {
    let any = |hits: &[&str]| hits.iter().any(|hit| candidates.fired(at, hit));
    any(CHANGING) && !any(PUBLISHING)
}

/// Whether two days follow one another.
fn are_beside(a: &str, b: &str) -> bool {
    let read = |day: &str| day.parse::<Date>().ok();
    let (Some(a), Some(b)) = (read(a), read(b)) else { return false };
    a.tomorrow().is_ok_and(|next| next == b) || b.tomorrow().is_ok_and(|next| next == a)
}

/// The day that a line shows for a stated moment, where it is another than the stated one: the page counts in another zone
/// there, and the day is the one that is shown.
pub(super) fn day_of_moment(candidates: &Candidates<String>, value: &str) -> Option<String> {
    let own = value.get(..10)?;
    if candidates.place(own).is_some_and(|at| candidates.fired(at, "shown")) {
        return None;
    }
    let shows = |at: &usize| {
        let one = &candidates.all()[*at];
        let dates = ["alone", "label-byline", "label-timestamp", "time-element"];
        dates.iter().any(|hit| candidates.fired(*at, hit))
            && are_beside(&one.key, own)
            && are_one_moment(&one.value, value)
    };
    (0..candidates.all().len()).find(shows).map(|at| candidates.all()[at].key.clone())
}

/// Whether two values with times may be one moment in two zones. Where only one of them states its zone, their minutes
/// agree, and zones lie at most 14 hours apart, by whole half hours.
fn are_one_moment(a: &str, b: &str) -> bool {
    const FARTHEST: i64 = 14 * 60;
    const STEP: i64 = 30;
    let exact = |value: &str| value.parse::<Timestamp>().ok();
    if let (Some(a), Some(b)) = (exact(a), exact(b)) {
        return a == b;
    }
    let read = |value: &str| value.get(..16)?.parse::<DateTime>().ok();
    let (Some(a), Some(b)) = (read(a), read(b)) else { return false };
    let minutes = a.duration_since(b).as_mins();
    let off = minutes.rem_euclid(STEP);
    minutes.abs() <= FARTHEST && off.min(STEP - off) <= 1
}
