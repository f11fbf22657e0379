//! Reads the dateline that opens a paragraph: "TEHRAN, Iran (AP) —".
//!
//! Every place where a dateline could end gives a head, the grammar reads each head that it can,
//! and every reading shows clues. A clue has points, the points are added, and the reading with
//! the most wins if it reaches the threshold. Nothing else decides.
//!
//! Whether a paragraph stands where datelines stand (first of a body, a post, a pasted article)
//! is the caller's to know, and so is what day a date names.

mod asian;
mod days;
mod grammar;
mod marks;
mod pieces;
mod places;
mod shapes;
mod words;

use std::ops::Range;

use grammar::{Reading, read_head};
use marks::{End, Mark, ends};
use places::PlaceKinds;
pub(crate) use places::{Agencies, Gazetteer};

/// A dateline in its parts, each as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DatelineParts {
    /// The whole, with the mark that closes it: "TEHRAN, Iran (AP) —".
    pub(crate) text: String,
    /// The place or the places: "TEHRAN", "BEIRUT/THE HAGUE".
    pub(crate) place: Option<String>,
    /// What the place lies in: "Iran", "N.Y.", "Maharashtra, India".
    pub(crate) region: Option<String>,
    /// Who sent it: "AP", "dpa/lno".
    pub(crate) agency: Option<String>,
    /// The date as shown: "April 25".
    pub(crate) date: Option<String>,
    /// Where `text` stands in the paragraph, in bytes.
    pub(crate) span: Range<usize>,
}

/// Reads the dateline that opens a paragraph, where one does.
///
/// Ask only where datelines can stand: elsewhere, most of what looks like one is none.
pub(crate) fn read_dateline(paragraph: &str, gazetteer: &Gazetteer, agencies: &Agencies) -> Option<DatelineParts> {
    best_reading(paragraph, Known { gazetteer, agencies })
}

/// Whether a whole short line is nothing but a dateline: a place with an agency or with a
/// dateline's mark, with or without a date.
pub(crate) fn is_dateline_line(line: &str, gazetteer: &Gazetteer, agencies: &Agencies) -> bool {
    let line = line.trim();
    let known = Known { gazetteer, agencies };
    // Most lines do not read so to their end, and what a part of them reads like need not be asked.
    if best(readings(line, known, |end| end == line.len())).is_none() {
        return false;
    }
    let dateline = best_reading(line, known);
    dateline.is_some_and(|dateline| dateline.span == (0..line.len()) && is_more_than_an_address(&dateline))
}

/// "HONOLULU, HAWAII" on a line of its own heads a list of shops as often as an article.
fn is_more_than_an_address(dateline: &DatelineParts) -> bool {
    let shortened = dateline.region.is_some() && dateline.text.ends_with('.');
    let marked = !dateline.text.ends_with(char::is_alphanumeric) && !shortened;
    marked || dateline.agency.is_some() || dateline.date.is_some()
}

/// What the reader knows by heart.
#[derive(Clone, Copy)]
struct Known<'k> {
    gazetteer: &'k Gazetteer,
    agencies: &'k Agencies,
}

/// What speaks for a dateline or against one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clue {
    UpperPlaceKnown,
    UpperPlaceUnknown,
    MixedPlaceKnown,
    MixedPlaceUnknown,
    UncasedPlaceKnown,
    UncasedPlaceUnknown,
    SeveralPlaces,
    PlaceEnding,
    PlaceWord,
    CommonWord,
    LonelyCountry,
    RegionKnown,
    RegionUnknown,
    TownInRegion,
    AgencyKnown,
    CallSign,
    AgencyLike,
    SiteName,
    OpensWithAgency,
    ShortBareAgency,
    Gloss,
    CorrespondentLabel,
    Date,
    Year,
    Reference,
    LonelyFigures,
    Dash,
    UpperColon,
    MixedColon,
    Stop,
    LostDash,
    BracketAlone,
    LineEnd,
    AsianForm,
    FalseOpener,
    PersonTitle,
    GivenNameColon,
    MarkFollows,
    DateFollows,
    PlaceListFollows,
    SmallLetterFollows,
    SpeechFollows,
    TalkFollows,
}

/// From here on a reading is a dateline.
const THRESHOLD: i32 = 7;

/// The points of each clue. Set by hand so that each form found in real pages holds by what is
/// sure about it: a known place and a dash, an agency alone, a date with a place and a dash.
#[rustfmt::skip]
const POINTS: &[(Clue, i32)] = &[
    // The place. Capitals say much, the gazetteer more, and shape a little.
    (Clue::UpperPlaceKnown, 6),
    (Clue::UpperPlaceUnknown, 2),
    (Clue::MixedPlaceKnown, 4),
    (Clue::MixedPlaceUnknown, 0),
    (Clue::UncasedPlaceKnown, 4),
    (Clue::UncasedPlaceUnknown, 0),
    (Clue::SeveralPlaces, 2),
    (Clue::PlaceEnding, 4),         // SIMMELSDORF, Niederfischbach
    (Clue::PlaceWord, 2),           // NAPA COUNTY, ABOARD AIR FORCE ONE
    (Clue::CommonWord, -3),         // Reading, Nice, Mobile
    (Clue::LonelyCountry, -2),      // "Germany -- whose border"
    (Clue::RegionKnown, 3),
    (Clue::RegionUnknown, -1),
    (Clue::TownInRegion, 2),        // "Hackensack, N.J. –", "Bernau (Barnim)."
    // The agency.
    (Clue::AgencyKnown, 6),
    (Clue::CallSign, 4),            // (WABC)
    (Clue::AgencyLike, 2),          // (jur)
    (Clue::SiteName, 2),            // a name that is a site's address
    (Clue::OpensWithAgency, 2),     // "(CNN) The"
    (Clue::ShortBareAgency, -3),    // "AA - batteries"
    (Clue::Gloss, -8),              // "Click-Through Rates (CTR) –"
    (Clue::CorrespondentLabel, 2),
    // The date.
    (Clue::Date, 3),
    (Clue::Year, 1),
    (Clue::Reference, 1),
    (Clue::LonelyFigures, -4),      // "4/1/2014 -3.7%"
    // What closes it.
    (Clue::Dash, 3),
    (Clue::UpperColon, 2),          // NEW DELHI:
    (Clue::MixedColon, -1),         // "Siena: The Rise of Painting"
    (Clue::Stop, 3),                // "Berlin. Die"
    (Clue::LostDash, 1),
    (Clue::BracketAlone, -3),       // "London (Ontario) is"
    (Clue::LineEnd, -2),            // "Chicago, IL" is an address
    (Clue::AsianForm, 7),
    // What opens paragraphs and is no dateline.
    (Clue::FalseOpener, -10),
    (Clue::PersonTitle, -10),
    (Clue::GivenNameColon, -3),     // "CHARLOTTE: I never"
    // What follows.
    (Clue::MarkFollows, -6),        // the dateline goes on
    (Clue::DateFollows, -6),        // "October 2 – February 15": a span of days
    (Clue::PlaceListFollows, -4),   // "Paris. London. Rome."
    (Clue::SmallLetterFollows, -5), // "Nato - the North Atlantic"
    (Clue::SpeechFollows, -4),
    (Clue::TalkFollows, -3),
];

fn points(clues: &[Clue]) -> i32 {
    let of = |clue: &Clue| POINTS.iter().find(|(known, _)| known == clue).map_or(0, |row| row.1);
    clues.iter().map(of).sum()
}

/// The longest dateline found on real pages is under 100 characters.
const WINDOW_CHARS: usize = 160;

fn best_reading(paragraph: &str, known: Known<'_>) -> Option<DatelineParts> {
    let skipped = paragraph.len() - paragraph.trim_start().len();
    let text = paragraph.trim();
    let (reading, end) = best(readings(text, known, |_| true))?;
    Some(parts(&reading, text[..end].trim_end(), skipped))
}

/// The ways to read the opening of a text as a dateline that ends where it may, each with its end.
fn readings<'t>(text: &'t str, known: Known<'_>, may_end: impl Fn(usize) -> bool) -> Vec<(Reading<'t>, usize)> {
    let cut = text.char_indices().nth(WINDOW_CHARS).map_or(text.len(), |(at, _)| at);
    let window = &text[..cut];
    let mut readings: Vec<(Reading<'_>, usize)> = Vec::new();
    for end in ends(window, cut == text.len()).into_iter().filter(|end| may_end(end.end)) {
        if let Some(mut reading) = read_head(window[..end.head].trim_end(), end.mark, known) {
            weigh_end(&mut reading, end, text, known);
            readings.push((reading, end.end));
        }
    }
    readings.extend(asian::read(window, known).filter(|(_, end)| may_end(*end)));
    readings
}

/// The reading with the most points, if they are enough. Of equal readings the longest holds, since it leaves the less
/// of the dateline in the text.
fn best(readings: Vec<(Reading<'_>, usize)>) -> Option<(Reading<'_>, usize)> {
    let best = readings.into_iter().max_by_key(|(reading, end)| (points(&reading.clues), *end));
    best.filter(|(reading, _)| points(&reading.clues) >= THRESHOLD)
}

/// Adds the clues of the mark and of what follows it.
fn weigh_end(reading: &mut Reading<'_>, end: End, text: &str, known: Known<'_>) {
    let kinds = reading.place_kinds();
    let sure = reading.is_upper() && (kinds.is_place() || reading.has_more_than_a_place());
    let signed = reading.agency.is_some();
    let rest = text[end.end..].trim_start();
    let clues = &mut reading.clues;
    clues.extend(match end.mark {
        Mark::Dash => Some(Clue::Dash),
        Mark::Colon if sure => Some(Clue::UpperColon),
        Mark::Colon => Some(Clue::MixedColon),
        Mark::Stop => Some(Clue::Stop),
        Mark::LostDash => Some(Clue::LostDash),
        Mark::LineEnd => Some(Clue::LineEnd),
        Mark::Bracket if signed => None,
        Mark::Bracket => Some(Clue::BracketAlone),
    });
    if end.mark == Mark::Dash && !kinds.is_place() && reading.in_state {
        clues.push(Clue::TownInRegion);
    }
    if end.mark == Mark::Colon && kinds.has(PlaceKinds::GIVEN) {
        clues.push(Clue::GivenNameColon);
    }
    if goes_on(rest) {
        clues.push(Clue::MarkFollows);
    }
    if rest.starts_with(char::is_lowercase) {
        clues.push(Clue::SmallLetterFollows);
    }
    if shapes::opens_with_speech(rest) {
        clues.push(Clue::SpeechFollows);
    }
    if end.mark == Mark::Colon && shapes::opens_with_talk(rest) {
        clues.push(Clue::TalkFollows);
    }
    if (1..=4).any(|count| days::read_date(opening_words(rest, count)).is_some()) {
        clues.push(Clue::DateFollows);
    }
    let next = opening_words(rest, 1).strip_suffix(['.', ',']);
    let is_city = |word| known.gazetteer.look_up(word).has(PlaceKinds::CITY);
    let short = rest.len() <= 40 && known.gazetteer.look_up(rest).is_place();
    if short || next.is_some_and(is_city) {
        clues.push(Clue::PlaceListFollows);
    }
}

/// Whether what follows is still the dateline: a mark, a bracket, a quote that was a dash.
fn goes_on(rest: &str) -> bool {
    let mut chars = rest.chars();
    let first = chars.next();
    let lost_dash = first == Some('"') && chars.next().is_some_and(char::is_whitespace);
    lost_dash || first.is_some_and(|c| "([/-–—―:,.|)".contains(c))
}

fn opening_words(text: &str, count: usize) -> &str {
    let length = text.split_inclusive(char::is_whitespace).take(count).map(str::len).sum();
    text[..length].trim_end()
}

fn parts(reading: &Reading<'_>, shown: &str, skipped: usize) -> DatelineParts {
    let joined = |parts: &[&str], with: &str| (!parts.is_empty()).then(|| parts.join(with));
    DatelineParts {
        text: shown.to_owned(),
        place: joined(&reading.places, "/"),
        region: joined(&reading.regions, ", "),
        agency: reading.agency.map(str::to_owned),
        date: reading.date.map(str::to_owned),
        span: skipped..skipped + shown.len(),
    }
}

#[cfg(test)]
mod tests;
