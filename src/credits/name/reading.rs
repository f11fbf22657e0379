//! Goes through the pieces of a byline in order and says of each whether it names somebody.
//!
//! What stood before decides with: behind "By" a single word is a name, behind "Photos by" nothing is until the next
//! break, and behind a person an outlet is only where the person works.

use super::pieces::{Joint, Piece, Word, split, starts_small};
use super::points::{CJK_PLAIN, CJK_SURNAME, ENOUGH, MARRED, are_several, cjk_points, points};
use super::shape::{
    cut_at, house_is_named, is_credential, is_house, is_initial, is_uncased, lowers, starts_capital, starts_cjk,
};
use super::words::{
    AGENCY, BY, CLOCK, CONTRIBUTION, CUT, CreditWords, DATE, DOUBTFUL, EITHER, GENERATION, GENRE, HOUSE, INTERFACE,
    JOB, OUTLET, PARTICLE, PLACE, SURNAME, TOPIC, VERB,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    /// An agency, an outlet, a team.
    House,
}

/// A name that was found, as a range of the tidied byline.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// "and" stands before it.
    pub(super) joined: bool,
    words: usize,
}

/// What is known while the pieces are read one after another.
pub(super) struct Reading<'w> {
    table: &'w CreditWords,
    pub(super) found: Vec<Found>,
    /// A by-word opened the byline (or the caller knows that an author follows).
    pub(super) led: bool,
    /// A name may come next: at the start, after a by-word, and along a list of names.
    open: bool,
    /// The credit of a photographer or editor runs up to the next break.
    skipping: bool,
    /// The piece before was an organisation of several words, whose name "and" may continue.
    in_house: bool,
}

pub(super) fn read<'w>(text: &str, known: bool, table: &'w CreditWords) -> Reading<'w> {
    let mut reading = Reading { table, found: Vec::new(), led: known, open: true, skipping: false, in_house: false };
    let pieces = split(text, table);
    let small = small_words(&pieces);
    if small > MOST_SMALL_WORDS {
        reading.led = false;
        return reading;
    }
    if let [last, first] = pieces.as_slice()
        && let Some(found) = reversed(last, first, table)
    {
        reading.led |= found.start > 0;
        reading.found.push(found);
        return reading;
    }
    let alone = pieces.len() == 1;
    for piece in &pieces {
        reading.piece(piece, alone);
    }
    if !reading.led && small > MOST_SMALL_WORDS_UNLED {
        reading.found.clear();
    }
    reading
}

/// How many small words a line has that no role explains. Prose has many.
fn small_words(pieces: &[Piece]) -> usize {
    let small = |word: &&Word| word.roles & !TOPIC == 0 && starts_small(word);
    pieces.iter().flat_map(|piece| &piece.words).filter(small).count()
}

/// "By Jane Doe, who runs the harbour desk" is still read, a sentence is not. A guess, checked on bylines with long jobs.
const MOST_SMALL_WORDS: usize = 5;

/// The same where no by-word promises a name.
const MOST_SMALL_WORDS_UNLED: usize = 2;

/// "Doe, Jane": two pieces of which the first is one word. Kept as it stands.
fn reversed(last: &Piece, first: &Piece, table: &CreditWords) -> Option<Found> {
    let lead = table.longest(lowers(&last.words), BY).map_or(0, |(length, _)| length);
    let surname = if last.words.len() > 1 { last.words.get(lead..)? } else { &last.words[..] };
    let [surname] = surname else { return None };
    let given = match first.words.as_slice() {
        [given] => given,
        [given, initial] if is_initial(initial) => given,
        _ => return None,
    };
    let plain = |word: &Word| word.roles & !(PARTICLE | DATE | SURNAME) == 0 && starts_capital(word);
    let mixed = given.text.chars().any(char::is_lowercase);
    let end = first.words.last()?.end;
    let bare = first.joint == Joint::Comma && !first.marred && !last.after_number;
    (bare && plain(surname) && plain(given) && mixed).then_some(Found {
        start: surname.start,
        end,
        kind: Kind::Person,
        joined: false,
        words: 2,
    })
}

impl Reading<'_> {
    fn piece(&mut self, piece: &Piece, alone: bool) {
        let mut rest = &piece.words[..];
        let mut led = self.led && self.open;
        let breaks = piece.joint == Joint::Break;
        if self.skipping && breaks {
            self.skipping = false;
            self.open = self.open && self.found.is_empty();
        }
        let leads = self.leads(rest);
        if leads > 0 {
            rest = &rest[leads..];
            self.led = true;
            (led, self.open, self.skipping) = (true, true, false);
            if rest.is_empty() {
                return;
            }
        }
        let late = piece.after_number && !self.found.is_empty() && leads == 0;
        if self.skipping || late {
            return;
        }
        let (at, length) = self.contribution(rest, leads > 0);
        if at > 0 {
            self.candidate(&rest[..at], piece, led, alone);
        }
        if at < rest.len() {
            // A label alone ("Foto:") speaks of the piece behind the colon, which `open` keeps out.
            self.skipping = at + length < rest.len();
            self.open = false;
        }
    }

    /// Where the credit of a photographer, an editor or the like begins in a piece, and how many words open it.
    fn contribution(&self, words: &[Word], led: bool) -> (usize, usize) {
        for at in usize::from(led)..words.len() {
            let enough = at != 1 || words.first().is_some_and(starts_cjk);
            if let Some((length, _)) = self.table.longest(lowers(&words[at..]), CONTRIBUTION)
                && enough
            {
                return (at, length);
            }
        }
        (words.len(), 0)
    }

    /// How many words at the front only say that an author follows: "Kommentar von", "Written by", "記者".
    fn leads(&self, words: &[Word]) -> usize {
        let mut at = 0;
        if let Some((length, _)) = self.table.longest(lowers(words), GENRE)
            && self.lead(&words[length..]) > 0
        {
            at = length;
        }
        // "Written by by Jane Doe", "作者 記者 …": a few in a row, never many.
        for _ in 0..3 {
            at += self.lead(&words[at..]);
        }
        at
    }

    fn lead(&self, words: &[Word]) -> usize {
        let Some((length, roles)) = self.table.longest(lowers(words), BY) else {
            return 0;
        };
        let rest = &words[length..];
        // "Van" and "Oleh" open names as well: as a by-word they need a first and last name behind them.
        let doubtful = length == 1 && roles & (PARTICLE | DOUBTFUL) != 0;
        let small_particle = rest.first().is_some_and(|word| word.roles & PARTICLE != 0 && starts_small(word));
        let signs = self.table.longest(lowers(rest), AGENCY | OUTLET | HOUSE | INTERFACE).is_some();
        if doubtful && !rest.is_empty() && !signs && (rest.len() < 2 || small_particle) {
            return 0;
        }
        length
    }

    fn candidate(&mut self, mut rest: &[Word], piece: &Piece, led: bool, alone: bool) {
        if self.extends_last(rest) {
            return;
        }
        let whole = rest;
        while let Some((length, _)) = self.table.longest(lowers(rest), JOB) {
            rest = &rest[length..];
        }
        let jobs = whole.len() - rest.len();
        let end = cut_at(rest, self.table);
        let name = &rest[..end];
        if rest.get(end).is_some_and(|word| word.roles & VERB != 0) {
            self.open = false;
            return;
        }
        if name.is_empty() || is_credential(name) {
            self.open = self.open && (jobs > 0 || !name.is_empty());
            return;
        }
        let joined = matches!(piece.joint, Joint::And | Joint::Series);
        let kind = self.kind(name, piece, led, alone, joined);
        self.in_house = kind != Some(Kind::Person) && (name.len() > 2 || name.len() < rest.len());
        let found = |words: &[Word], kind| Found {
            start: words[0].start,
            end: words[words.len() - 1].end,
            kind,
            joined,
            words: words.len(),
        };
        match kind {
            Some(kind) if are_several(name) => {
                self.found.extend(name.iter().map(|word| found(std::slice::from_ref(word), kind)));
            }
            Some(kind) => self.found.push(found(name, kind)),
            None if self.found.is_empty() => self.open &= is_dateline(name),
            None => {}
        }
    }

    /// "Jr." behind a comma belongs to the name before.
    fn extends_last(&mut self, words: &[Word]) -> bool {
        let ([suffix], Some(last)) = (words, self.found.last_mut()) else {
            return false;
        };
        let extends = suffix.roles & GENERATION != 0;
        if extends {
            last.end = suffix.end;
        }
        extends
    }

    /// Who a piece names, if anybody.
    fn kind(&self, name: &[Word], piece: &Piece, led: bool, alone: bool, joined: bool) -> Option<Kind> {
        let table = self.table;
        let agency = table.longest(lowers(name), AGENCY | OUTLET);
        if let Some((length, roles)) = agency
            && (length == name.len() || name[length..].iter().all(|word| word.roles & (HOUSE | JOB) != 0))
        {
            let signs = (led && self.open) || joined || (alone && roles & AGENCY != 0);
            return (signs || (self.open && roles & AGENCY != 0)).then_some(Kind::House);
        }
        if !self.open || (joined && self.in_house && piece.joint != Joint::Series) {
            return None;
        }
        let interface = table.longest(lowers(name), INTERFACE);
        if interface.is_some_and(|(length, _)| length == name.len() || !led) {
            return None;
        }
        if is_house(name) {
            let signs = led && !piece.marred && self.found.is_empty() && name.len() <= LONGEST_HOUSE;
            return (signs && house_is_named(name)).then_some(Kind::House);
        }
        if name.len() == 1 {
            return self.single(&name[0], piece, led, alone, joined);
        }
        let place = table.longest(lowers(name), PLACE).is_some_and(|(length, _)| length == name.len());
        let in_list = !self.found.is_empty() && !joined;
        let sum = points(name, led && !in_list) - if piece.marred { MARRED } else { 0.0 };
        (!place && sum >= ENOUGH).then_some(Kind::Person)
    }

    /// One word is a name only behind a by-word: a first name, a user name, a name in Han characters.
    fn single(&self, word: &Word, piece: &Piece, led: bool, alone: bool, joined: bool) -> Option<Kind> {
        let plain = AGENCY | HOUSE | INTERFACE | TOPIC | PLACE | EITHER | JOB | CUT | CLOCK | GENRE;
        if piece.marred || word.roles & plain != 0 {
            return None;
        }
        if starts_cjk(word) {
            let enough = if led && self.found.is_empty() { CJK_PLAIN } else { CJK_SURNAME };
            return (cjk_points(word) >= enough).then_some(Kind::Person);
        }
        let first = self.found.is_empty();
        let list = self.found.first().is_some_and(|found| found.words == 1) || joined;
        let user_name = alone && (starts_small(word) || word.text.chars().any(char::is_numeric));
        let shaped = starts_capital(word) || is_uncased(word) || user_name;
        (led && shaped && !is_initial(word) && (first || list)).then_some(Kind::Person)
    }
}

/// A place or a day before the name, which leaves the place of the name open.
fn is_dateline(words: &[Word]) -> bool {
    words.iter().all(|word| word.roles & (PLACE | DATE | CLOCK) != 0)
}

/// Organisations that sign have at most so many words; more is a sentence.
const LONGEST_HOUSE: usize = 7;
