//! Whose names a byline holds.
//!
//! A byline is tidied, taken apart into pieces (`pieces`), and each piece is judged by adding up the points of a few
//! clues: how many words, capitals, initials, words of menus or of organisations. Agencies and outlets sign a text only
//! where no person does, or where "and" joins them to one. Which line of a page is the byline is decided elsewhere, and
//! so is its date.

mod extent;
mod glued;
mod pieces;
mod points;
mod reading;
mod shape;
mod words;

use points::{ALONE, points};
use reading::{Found, Kind, read};
use shape::{cut_at, folded, is_domain, is_house, lowers};
pub(crate) use words::CreditWords;
use words::{AGENCY, BY, DOUBTFUL, HOUSE, INTERFACE, JOB, OUTLET, PARTICLE, PLACE, TOPIC};

/// What a byline says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Names {
    /// People and agencies in order, each once, written as the byline shows them.
    pub(crate) names: Vec<String>,
    /// A word such as "by" opened the names.
    pub(crate) led: bool,
}

/// The people and agencies a byline names, in order, each once. Empty where it names none.
pub(crate) fn read_names(byline: &str, words: &CreditWords) -> Names {
    let Some(text) = tidy(byline) else {
        return Names::default();
    };
    let reading = read(&text, false, words);
    Names { led: reading.led, names: chosen(&text, &reading.found) }
}

/// Whether a short line looks like a person's name alone: two to five words without a lead, a job or a date. Names in
/// Han characters need a common surname.
pub(crate) fn looks_like_name(text: &str, words: &CreditWords) -> bool {
    let Some(text) = tidy(text) else { return false };
    let mut pieces = pieces::split(&text, words).into_iter();
    let Some(piece) = pieces.next() else {
        return false;
    };
    let covered = piece.words[0].start == 0 && piece.words[piece.words.len() - 1].end == text.len();
    if piece.marred || piece.after_number || !covered || pieces.next().is_some() {
        return false;
    }
    let opening = words.longest(lowers(&piece.words), BY);
    if opening.is_some_and(|(_, roles)| roles & PARTICLE == 0) {
        return false;
    }
    let plain = AGENCY | OUTLET | HOUSE | INTERFACE | TOPIC | PLACE | JOB;
    let phrase = words.longest(lowers(&piece.words), plain);
    if phrase.is_some_and(|(length, roles)| length == piece.words.len() && roles & plain != 0) {
        return false;
    }
    cut_at(&piece.words, words) == piece.words.len() && !is_house(&piece.words) && points(&piece.words, false) >= ALONE
}

/// The names in a page's own statement of its author (meta tag, JSON-LD), without addresses, account names and the
/// names of the site itself.
pub(crate) fn clean_author(text: &str, site_names: &[&str], words: &CreditWords) -> Vec<String> {
    let Some(tidied) = tidy(text) else {
        return Vec::new();
    };
    if tidied.starts_with(['/', '@', '{', '%', '[']) || is_domain(&tidied) {
        return Vec::new();
    }
    let mut names = chosen(&tidied, &read(&tidied, true, words).found);
    let sites: Vec<String> = site_names.iter().map(|site| folded(site)).collect();
    names.retain(|name| !sites.contains(&folded(name)) && !is_domain(name));
    names
}

/// A short text that stands where an author's name does, taken as it is: an account's name, a desk, a firm. None for an
/// address, a button's text, or anything longer than a name.
pub(crate) fn as_written(text: &str, words: &CreditWords) -> Option<String> {
    let tidied = tidy(text)?;
    let tidied = tidied.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')' | '_' | '-'));
    let tidied = without_lead(tidied, words)?;
    let marked = tidied.contains(['@', '{', '%', '|', '<', '…']) || tidied.contains("//") || tidied.ends_with(':');
    let short = tidied.chars().count() <= LONGEST_AS_WRITTEN && tidied.split(' ').count() <= MOST_WORDS_AS_WRITTEN;
    let lettered = tidied.chars().any(char::is_alphabetic);
    // "Jun 18th 2018", "18. Juni": numbers stand behind other words in dates, and hardly in names.
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let dated = tidied.split(' ').skip(1).any(number)
        || tidied.split(' ').take(1).any(|word| number(word) && word.ends_with('.'));
    (short && lettered && !marked && !dated && !is_domain(tidied) && !holds_button(tidied, words))
        .then(|| tidied.to_owned())
}

/// Whether a part of a text is a button's or a menu's and nothing else: "Forums", "Log in".
pub(crate) fn holds_button(text: &str, words: &CreditWords) -> bool {
    pieces::split(text, words).iter().any(|piece| {
        let phrase = words.longest(lowers(&piece.words), INTERFACE | TOPIC);
        phrase.is_some_and(|(length, _)| length == piece.words.len())
    })
}

/// A text without the words that only say that an author follows: "Written by the harbour desk". None where it holds
/// nothing else ("By", "Author:").
fn without_lead<'t>(text: &'t str, words: &CreditWords) -> Option<&'t str> {
    let pieces = pieces::split(text, words);
    let opening: Vec<_> = pieces.iter().flat_map(|piece| &piece.words).take(MOST_WORDS_AS_WRITTEN).collect();
    let mut at = 0;
    while let Some((length, roles)) = words.longest(opening[at..].iter().map(|word| word.lower.as_str()), BY) {
        // "Van" and "Author" open names as well.
        if roles & (PARTICLE | DOUBTFUL) != 0 && at + length < opening.len() {
            break;
        }
        at += length;
    }
    if at == 0 { Some(text) } else { opening.get(at).and_then(|word| text.get(word.start..)) }
}

/// Whether a line only says that an author follows: "By", "Written by:".
pub(crate) fn is_lead(text: &str, words: &CreditWords) -> bool {
    text.len() <= LONGEST_LEAD && text.contains(char::is_alphabetic) && without_lead(text.trim(), words).is_none()
}

/// Whether a word is a day of the week or a month, in any language.
pub(crate) fn tells_day(word: &str, table: &CreditWords) -> bool {
    table.roles(&word.to_lowercase()) & words::DATE != 0
}

/// In bytes.
const LONGEST_LEAD: usize = 40;

/// A text is taken as a name as it is written if it has at most so many characters and words.
const LONGEST_AS_WRITTEN: usize = 48;
const MOST_WORDS_AS_WRITTEN: usize = 6;

/// The longest byline that is read, in bytes: a line of a dozen authors with their jobs. Anything longer is prose.
const LONGEST_BYLINE: usize = 600;

/// One kind of blank, no invisible characters. None for what is too long to be a byline.
fn tidy(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > LONGEST_BYLINE {
        return None;
    }
    let mut tidied = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{ad}' | '\u{200d}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {}
            '\u{200b}' => push_blank(&mut tidied),
            _ if letter.is_whitespace() => push_blank(&mut tidied),
            _ if letter.is_control() => {}
            _ => tidied.push(letter),
        }
    }
    tidied.truncate(tidied.trim_end().len());
    Some(tidied)
}

fn push_blank(tidied: &mut String) {
    if !tidied.is_empty() && !tidied.ends_with(' ') {
        tidied.push(' ');
    }
}

/// The names to give back: organisations only where they sign alone or "and" joins them to a person. Each once.
fn chosen(text: &str, found: &[Found]) -> Vec<String> {
    let people = found.iter().any(|found| found.kind == Kind::Person);
    let mut names: Vec<String> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for (index, name) in found.iter().enumerate() {
        let tied = name.joined || found.get(index + 1).is_some_and(|next| next.joined);
        let extra = index > 0 && !tied;
        if name.kind == Kind::House && ((people && !tied) || extra) {
            continue;
        }
        let shown = text.get(name.start..name.end).unwrap_or("").trim_matches(['"', '“', '”']);
        let shown = once(shown);
        let key = shown.to_lowercase();
        if !shown.is_empty() && !seen.contains(&key) {
            seen.push(key);
            names.push(shown.to_owned());
        }
    }
    names
}

/// "Jane Doe Jane Doe", a name and its link glued together, is one name.
fn once(name: &str) -> &str {
    let words: Vec<&str> = name.split(' ').collect();
    let (left, right) = words.split_at(words.len() / 2);
    if left.len() >= 2 && left == right {
        let length = (name.len() - 1) / 2;
        return name.get(..length).unwrap_or(name);
    }
    name
}

#[cfg(test)]
mod tests;
