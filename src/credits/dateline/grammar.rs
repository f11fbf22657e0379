//! The grammar of datelines: what the pieces of a head are, if it is the head of a dateline.
//! It gathers the clues that a reading shows; which one holds, if any, the points say.
//!
//! ```text
//! dateline := [label] [agency-lead] places [", " region] [", " date] [agency] mark
//! places   := place { "/" place }
//! agency   := "(" name ")" | "/" name "/" | name
//! mark     := dash | ":" | "." | lost dash | closing bracket | end of the line
//! ```

use super::days::{ShownDate, is_weekday, is_year, read_date};
use super::marks::Mark;
use super::pieces::{Frame, Piece, pieces};
use super::places::PlaceKinds;
use super::shapes::{self, Casing};
use super::{Clue, Known};

/// One way to read a head: its parts as they stand, and the clues that it shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading<'t> {
    pub(super) places: Vec<&'t str>,
    pub(super) regions: Vec<&'t str>,
    pub(super) agency: Option<&'t str>,
    pub(super) date: Option<&'t str>,
    pub(super) clues: Vec<Clue>,
    pub(super) casing: Option<Casing>,
    pub(super) kinds: PlaceKinds,
    /// Whether a region is a state or province, which towns that no gazetteer has are told with.
    pub(super) in_state: bool,
}

impl Reading<'_> {
    /// Whether the place is in capitals.
    pub(super) fn is_upper(&self) -> bool {
        self.casing == Some(Casing::Upper)
    }

    /// Whether there is a region, an agency or a date besides the place.
    pub(super) fn has_more_than_a_place(&self) -> bool {
        self.agency.is_some() || self.date.is_some() || !self.regions.is_empty()
    }

    pub(super) fn place_kinds(&self) -> PlaceKinds {
        self.kinds
    }
}

/// Reads the head whole, or not at all.
pub(super) fn read_head<'t>(head: &'t str, mark: Mark, known: Known<'_>) -> Option<Reading<'t>> {
    let (label, head) = shapes::split_correspondent(head);
    let head = unwrapped(head, known).unwrap_or(head);
    let pieces = pieces(head, known.agencies)?;
    let mut reader = Reader { known, mark, reading: Reading::default(), last: None, framed: false };
    let mut rest = pieces.as_slice();
    while let Some((piece, after)) = rest.split_first() {
        rest = reader.take(head, piece, after)?;
    }
    let mut reading = reader.reading;
    let stated = !reading.places.is_empty() || reading.agency.is_some() || reading.date.is_some();
    if !stated {
        return None;
    }
    if label {
        reading.clues.push(Clue::CorrespondentLabel);
    }
    let lonely = !reading.has_more_than_a_place();
    if lonely && reading.kinds.is_place() && !reading.kinds.has(PlaceKinds::CITY) {
        reading.clues.push(Clue::LonelyCountry);
    }
    let spelled = |date: &str| date.chars().any(char::is_alphabetic);
    let alone = reading.places.is_empty() && reading.agency.is_none();
    if alone && reading.date.is_some_and(|date| !spelled(date)) {
        reading.clues.push(Clue::LonelyFigures);
    }
    Some(reading)
}

/// The inside of a head that stands in brackets as a whole: `(Washington, DC, May 5, 2025) –`.
fn unwrapped<'t>(head: &'t str, known: Known<'_>) -> Option<&'t str> {
    let inner = head.strip_prefix('(')?.strip_suffix(')')?;
    let (place, _) = inner.split_once(',')?;
    (!inner.contains(['(', ')']) && known.gazetteer.look_up(place).is_place()).then_some(inner)
}

/// What the piece before was, where the next one may continue it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Place,
    Region,
    Agency,
    Date,
}

struct Reader<'t, 'k> {
    known: Known<'k>,
    mark: Mark,
    reading: Reading<'t>,
    last: Option<Part>,
    /// Whether the piece before stood in brackets.
    framed: bool,
}

impl<'t> Reader<'t, '_> {
    /// Finds the part a piece plays, and returns the pieces that are left.
    fn take<'p>(&mut self, head: &'t str, piece: &Piece<'t>, after: &'p [Piece<'t>]) -> Option<&'p [Piece<'t>]> {
        let mut left = after;
        let part = match piece.frame {
            Frame::Plain => {
                // The year of "May 5, 2025" stands in a piece of its own.
                let year =
                    after.first().filter(|next| next.frame == Frame::Plain && is_year(next.text.trim_end_matches('.')));
                let dated = year.and_then(|next| head.get(piece.start..next.end()));
                if let (Some(dated), Some((_, rest))) = (dated, after.split_first())
                    && self.date(dated)
                {
                    left = rest;
                    Part::Date
                } else {
                    self.plain(piece)?
                }
            }
            Frame::Round => self.round(piece.text)?,
            Frame::Square => self.square(piece.text)?,
            Frame::Slashed => self.agency(piece.text)?,
        };
        self.last = Some(part);
        self.framed = piece.frame != Frame::Plain;
        Some(left)
    }

    fn plain(&mut self, piece: &Piece<'t>) -> Option<Part> {
        let text = piece.text;
        if self.date(text) {
            return Some(Part::Date);
        }
        if shapes::is_reference(text) && self.last == Some(Part::Date) {
            self.reading.clues.push(Clue::Reference);
            return Some(Part::Date);
        }
        if self.last == Some(Part::Date) && is_weekday(text) {
            return Some(Part::Date);
        }
        let kinds = self.known.gazetteer.look_up(text);
        let first = self.reading.places.is_empty();
        let placed = if first { kinds.is_place() } else { kinds.is_region() };
        if !placed && self.reading.agency.is_none() && self.known.agencies.knows(text) {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            if letters <= 3 && text.is_ascii() {
                self.reading.clues.push(Clue::ShortBareAgency);
            }
            self.reading.agency = Some(text);
            self.reading.clues.push(Clue::AgencyKnown);
            return Some(Part::Agency);
        }
        if self.reading.agency.is_none() && shapes::is_site_name(text) {
            self.reading.agency = Some(text);
            self.reading.clues.push(Clue::SiteName);
            return Some(Part::Agency);
        }
        match self.last {
            // What follows "(CNN)" without a mark is the sentence.
            Some(Part::Agency) if self.framed && !piece.after_dash => None,
            _ if first => self.first_place(text),
            // After a dash, a date or an agency no region follows.
            Some(Part::Place | Part::Region) if !piece.after_dash => self.region(text),
            _ => None,
        }
    }

    /// The first place, and with it the date of "Praha 5. května".
    fn first_place(&mut self, text: &'t str) -> Option<Part> {
        let has_figures = text.bytes().any(|byte| byte.is_ascii_digit());
        let spaces = text.char_indices().filter(|(_, c)| has_figures && c.is_whitespace());
        for (at, _) in spaces {
            let (place, date) = text.split_at(at);
            if self.date(date.trim()) {
                self.places(place)?;
                return Some(Part::Date);
            }
        }
        self.places(text)?;
        Some(Part::Place)
    }

    fn places(&mut self, text: &'t str) -> Option<()> {
        let text = shapes::trim_end(text);
        // A sentence is told by its first words, before anything is looked up.
        shapes::place_casing(text.split(['/', '&']).next()?.trim())?;
        let whole = self.known.gazetteer.look_up(text);
        let parts: Vec<&str> = match whole.is_place() {
            true => vec![text],
            false => text.split(['/', '&']).map(str::trim).collect(),
        };
        let mut kinds = whole;
        for part in &parts {
            // "Frankfurt/Main" is one place, and known as such.
            let casing = shapes::place_casing(part.split('/').next()?)?;
            let casings_agree = self.reading.casing.is_none_or(|other| other == casing);
            if !casings_agree {
                return None;
            }
            self.reading.casing = Some(casing);
            let found = self.known.gazetteer.look_up(part);
            kinds = if kinds.is_place() { kinds } else { found };
        }
        if parts.len() > 1 {
            self.reading.clues.push(Clue::SeveralPlaces);
        }
        self.reading.kinds = kinds;
        self.reading.places.push(text);
        self.weigh_place(&parts);
        Some(())
    }

    fn weigh_place(&mut self, parts: &[&str]) {
        let kinds = self.reading.kinds;
        let casing = self.reading.casing.unwrap_or(Casing::Mixed);
        let clues = &mut self.reading.clues;
        clues.push(match (casing, kinds.is_place()) {
            (Casing::Upper, true) => Clue::UpperPlaceKnown,
            (Casing::Upper, false) => Clue::UpperPlaceUnknown,
            (Casing::Mixed, true) => Clue::MixedPlaceKnown,
            (Casing::Mixed, false) => Clue::MixedPlaceUnknown,
            (Casing::None, true) => Clue::UncasedPlaceKnown,
            (Casing::None, false) => Clue::UncasedPlaceUnknown,
        });
        if kinds.is_place() {
            if kinds.has(PlaceKinds::WORD) {
                clues.push(Clue::CommonWord);
            }
            return;
        }
        if parts.iter().any(|part| shapes::has_place_ending(part)) {
            clues.push(Clue::PlaceEnding);
        } else if parts.iter().any(|part| shapes::has_place_word(part)) {
            clues.push(Clue::PlaceWord);
        }
        if parts.iter().any(|part| shapes::is_title(part)) {
            clues.push(Clue::PersonTitle);
        } else if parts.iter().any(|part| shapes::is_false_opener(part)) {
            clues.push(Clue::FalseOpener);
        }
    }

    /// A region, and with it the second place of "El Salvador/LONDON".
    fn region(&mut self, text: &'t str) -> Option<Part> {
        let kinds = self.known.gazetteer.look_up(text);
        let known = kinds.is_region();
        self.reading.in_state |= kinds.has(PlaceKinds::STATE) || kinds.has(PlaceKinds::ABBREVIATION);
        if !known && let Some((region, place)) = text.split_once(['/', '&']) {
            shapes::place_casing(place.trim())?;
            self.reading.places.push(place.trim());
            self.reading.clues.push(Clue::SeveralPlaces);
            return self.region(region.trim());
        }
        if !known && shapes::place_casing(shapes::trim_end(text)).is_none() {
            return None;
        }
        if !known && (shapes::is_false_opener(text) || shapes::is_title(text)) {
            self.reading.clues.push(Clue::FalseOpener);
        }
        // A full stop after "India." is a slip; after "Calif." it is part of the name.
        let short = shapes::ends_in_short_word(text.trim_end_matches('.'));
        let long = kinds.has(PlaceKinds::COUNTRY) && !short;
        self.reading.regions.push(if long { text.trim_end_matches('.') } else { text });
        let clue = if known { Clue::RegionKnown } else { Clue::RegionUnknown };
        // A country after the state says nothing more.
        if !self.reading.clues.contains(&clue) {
            self.reading.clues.push(clue);
        }
        Some(Part::Region)
    }

    /// `(AP)`, `(Maharashtra)`, `(January 24, 2017)`, `(Sputnik - 29th April, 2020)`, `(Leipzig)`.
    fn round(&mut self, text: &'t str) -> Option<Part> {
        if self.date(text) {
            return Some(Part::Date);
        }
        if self.known.agencies.knows(text) || self.known.agencies.knows(shapes::first_name(text)) {
            return self.agency(text);
        }
        let kinds = self.known.gazetteer.look_up(text);
        if self.reading.places.is_empty() && self.reading.agency.is_none() && kinds.is_place() {
            self.places(text)?;
            return Some(Part::Place);
        }
        let placed = self.last == Some(Part::Place);
        if self.reading.places.first().is_some_and(|place| shapes::is_gloss(place, text)) {
            self.reading.clues.push(Clue::Gloss);
        }
        if kinds.is_region() && placed {
            if !self.reading.kinds.is_place() {
                self.reading.clues.push(Clue::TownInRegion);
            }
            return self.region(text);
        }
        // German papers name the district: "Rheinsberg (Ostprignitz). Die".
        if self.mark == Mark::Stop && placed && shapes::is_plain_name(text) {
            self.reading.regions.push(text);
            return Some(Part::Region);
        }
        self.agency(text)
    }

    fn square(&mut self, text: &'t str) -> Option<Part> {
        let region = self.known.gazetteer.look_up(text).is_region();
        match self.last {
            Some(Part::Place | Part::Region) if region => self.region(text),
            _ => self.agency(text),
        }
    }

    /// An agency in brackets or slashes, and the date that may stand there with it.
    fn agency(&mut self, text: &'t str) -> Option<Part> {
        if self.reading.agency.is_some() {
            return None;
        }
        let mut name = text;
        for (at, length) in shapes::inner_seams(text) {
            if self.date(text[at + length..].trim()) {
                name = text[..at].trim();
                break;
            }
        }
        let agencies = self.known.agencies;
        let opens = self.last.is_none();
        let parts = || name.split('/').map(str::trim);
        let clue = if agencies.knows(name) || parts().any(|part| agencies.knows(part)) {
            if opens {
                self.reading.clues.push(Clue::OpensWithAgency);
            }
            Clue::AgencyKnown
        } else if shapes::is_call_sign(name) {
            Clue::CallSign
        } else if shapes::is_site_name(name) {
            Clue::SiteName
        } else if shapes::is_agency_like(name) {
            Clue::AgencyLike
        } else {
            return None;
        };
        self.reading.clues.push(clue);
        self.reading.agency = Some(name);
        Some(Part::Agency)
    }

    fn date(&mut self, text: &'t str) -> bool {
        let free = self.reading.date.is_none();
        let Some(shown) = read_date(text).filter(|_| free) else {
            return false;
        };
        self.reading.date = Some(shapes::trim_date(text));
        self.reading.clues.push(Clue::Date);
        if shown == ShownDate::WithYear {
            self.reading.clues.push(Clue::Year);
        }
        true
    }
}
