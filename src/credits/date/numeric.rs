//! Dates of three numbers: "27/04/2022", "4/27/22", "2022-04-27". Which number
//! is the day is decided by the values where they leave no doubt, then by what
//! the page's other dates show, then by the days that the page states for
//! machines, then by the language. Names of months are left
//! to the day's reader.

use super::scan::{Scan, YEARS};
use super::token::{Kind, Token, has_digits, tokens};
use jiff::civil::Date;

/// Three numbers parted by one mark.
pub(super) struct Numeric {
    values: [u32; 3],
    digits: [usize; 3],
    mark: char,
    /// The token after the last number.
    pub(super) end: usize,
}

/// Years of two digits up to this one are of this century; later ones up to 89
/// are more often no years than years of a page.
const LAST_SHORT_YEAR: u32 = 39;

/// Languages that write the year first, also when it has two digits.
const YEAR_FIRST: &[&str] = &["eu", "hu", "ja", "ko", "lt", "ne", "zh"];

/// Words that make the number behind them a version, folded.
const VERSION_WORDS: &[&str] = &[
    "android", "build", "chapter", "chrome", "firefox", "firmware", "ios", "ip", "kernel", "linux", "macos", "release",
    "section", "v", "ver", "version", "windows",
];

/// A day, a month and a year of four digits have no fewer.
const FEWEST_DIGITS: usize = 6;

/// Whether the dates of a page have the day first, shown by those whose numbers
/// leave no doubt. `None` if there are none, or if they contradict each other.
pub(crate) fn day_first_hint<'a>(texts: impl Iterator<Item = &'a str>) -> Option<bool> {
    agreed(texts, Numeric::shows_day_first)
}

/// The same, shown by dates whose numbers leave it open where one order, and not
/// the other, makes a day that the page also states for machines.
pub(crate) fn day_first_by<'a>(texts: impl Iterator<Item = &'a str>, stated: &[Date]) -> Option<bool> {
    agreed(texts.filter(|_| !stated.is_empty()), |numeric| numeric.day_first_among(stated))
}

/// What all numeric dates that show an order agree on.
fn agreed<'a>(
    texts: impl Iterator<Item = &'a str>,
    shows_day_first: impl Fn(&Numeric) -> Option<bool>,
) -> Option<bool> {
    let mut hint = None;
    for text in texts.filter(|text| has_digits(text, FEWEST_DIGITS)) {
        let tokens = tokens(text);
        for shown in (0..tokens.len()).filter_map(|at| shows_day_first(&Numeric::at(&tokens, at)?)) {
            if hint.is_some_and(|hint| hint != shown) {
                return None;
            }
            hint = Some(shown);
        }
    }
    hint
}

impl Numeric {
    /// The shape alone; the numbers may still be no date.
    pub(super) fn at(tokens: &[Token], at: usize) -> Option<Numeric> {
        let number = |at: usize| tokens.get(at).filter(|token| token.kind == Kind::Number);
        let first = number(at)?;
        let (mark, next) = separator(tokens, at + 1)?;
        let second = number(next)?;
        let (again, last) = separator(tokens, next + 1)?;
        let third = number(last).filter(|_| again == mark)?;
        Some(Numeric {
            values: [first.value, second.value, third.value],
            digits: [first.digits, second.digits, third.digits],
            mark,
            end: last + 1,
        })
    }

    /// Whether the day comes first, if the values leave no doubt.
    pub(super) fn shows_day_first(&self) -> Option<bool> {
        let [first, second, year] = self.values;
        if self.digits[2] != 4 || !YEARS.contains(&year) {
            return None;
        }
        match (first, second) {
            (13..=31, 1..=12) => Some(true),
            (1..=12, 13..=31) => Some(false),
            _ => None,
        }
    }

    /// Whether the day comes first, if that is a stated day and the other order is none.
    fn day_first_among(&self, stated: &[Date]) -> Option<bool> {
        let [first, second, year] = self.values;
        let is_stated = |date: Option<Date>| date.is_some_and(|date| stated.contains(&date));
        let (day_first, month_first) = (is_stated(civil(year, second, first)), is_stated(civil(year, first, second)));
        (self.digits[2] == 4 && day_first != month_first).then_some(day_first)
    }
}

/// A mark between two numbers, with the spaces that some languages put there.
fn separator(tokens: &[Token], at: usize) -> Option<(char, usize)> {
    let is_space = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Space);
    let lead = usize::from(is_space(at));
    let Kind::Mark(mark) = tokens.get(at + lead)?.kind else {
        return None;
    };
    let next = at + lead + 1;
    let mark = match mark {
        '.' | '．' if lead == 0 => '.',
        '/' | '／' if is_space(next) == (lead == 1) => '/',
        '-' | '‐' | '‑' if lead == 0 && !is_space(next) => '-',
        _ => return None,
    };
    Some((mark, next + usize::from(is_space(next))))
}

/// The year that two digits stand for.
pub(super) fn short_year(value: u32) -> Option<u32> {
    match value {
        0..=LAST_SHORT_YEAR => Some(2000 + value),
        90..=99 => Some(1900 + value),
        _ => None,
    }
}

/// The date, if there is such a day in a year that counts.
pub(super) fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

impl Scan<'_> {
    /// The numeric date at a token, and the token after it.
    pub(super) fn numeric(&self, at: usize) -> Option<(Date, usize)> {
        let numeric = Numeric::at(&self.tokens, at)?;
        if !self.stands_free(at, &numeric) {
            return None;
        }
        let [first, second, third] = numeric.values;
        let date = match numeric.digits {
            [4, 1 | 2, 1 | 2] => civil(first, second, third),
            [1 | 2, 1 | 2, 4] => self.order(&numeric, third),
            _ if numeric.mark == '-' || !self.short_is_plausible(at, &numeric) => None,
            [2, 1 | 2, 1 | 2] if YEAR_FIRST.contains(&&*self.language) => {
                short_year(first).and_then(|year| civil(year, second, third))
            }
            [1 | 2, 1 | 2, 2] => short_year(third).and_then(|year| self.order(&numeric, year)),
            _ => None,
        }?;
        Some((date, numeric.end))
    }

    /// Day and month in the order that the values, the page or the language say.
    fn order(&self, numeric: &Numeric, year: u32) -> Option<Date> {
        let [first, second, _] = numeric.values;
        let day_first = match (first, second) {
            (13.., _) => true,
            (_, 13..) => false,
            // Who writes dots writes the day first.
            _ => self.context.day_first.unwrap_or(numeric.mark == '.' || !self.is_american()),
        };
        if day_first { civil(year, second, first) } else { civil(year, first, second) }
    }

    /// English that names no country counts as American, as most of it is.
    fn is_american(&self) -> bool {
        let tag = self.context.language.unwrap_or_default().to_ascii_lowercase().replace('_', "-");
        matches!(&*tag, "en" | "en-us" | "en-ph") || matches!(&*self.language, "ceb" | "fil")
    }

    /// Whether nothing beside the three numbers makes them part of an address, a
    /// version, a telephone number or a price.
    fn stands_free(&self, at: usize, numeric: &Numeric) -> bool {
        if self.continues_number(at, &['.', ',', numeric.mark]) {
            return false;
        }
        let before_fits = match at.checked_sub(1).and_then(|last| self.kind(last)) {
            Some(Kind::Mark('$' | '€' | '£' | '#' | '+' | '¥')) => false,
            // "v1.2.2022"; a longer word was glued to the date.
            Some(Kind::Word) => self.word(at - 1).is_some_and(|word| word.chars().count() > 2),
            _ => true,
        };
        let again = |at: usize| self.is_mark(at, &[numeric.mark]);
        let goes_on = again(numeric.end) && self.number(numeric.end + 1).is_some();
        // A piece of an address or of a file's name.
        let inside = numeric.mark != '.' && at >= 2 && again(at - 1) && self.kind(at - 2) == Some(Kind::Word);
        let open = numeric.mark == '/' && again(numeric.end) && self.kind(numeric.end + 1) == Some(Kind::Word);
        let word = at.checked_sub(2).filter(|_| numeric.mark == '.').and_then(|before| self.word(before));
        let version = word.is_some_and(|word| VERSION_WORDS.binary_search(&&*word).is_ok());
        before_fits && !goes_on && !inside && !open && !version
    }

    /// Whether three small numbers are a date rather than a version or a price.
    fn short_is_plausible(&self, at: usize, numeric: &Numeric) -> bool {
        let after = self.skip_space(numeric.end);
        let attached = after == numeric.end && self.kind(after) == Some(Kind::Word);
        if attached || self.is_mark(after, &['$', '€', '£', '%', '°']) {
            return false;
        }
        let before = at.checked_sub(2).filter(|before| self.skip_space(before + 1) == at);
        let word = before.and_then(|before| self.word(before)).unwrap_or_default();
        if VERSION_WORDS.binary_search(&&*word).is_ok() {
            return false;
        }
        let told = at == 0 || self.clock_after(numeric.end).is_some();
        let padded = numeric.mark == '/' || numeric.digits == [2, 2, 2];
        // "Player 1.1.10" is a version, and so is most of what English dots.
        let name = before.is_some_and(|before| self.rest(before).starts_with(char::is_uppercase));
        told || padded || (!name && !matches!(&*self.language, "" | "en"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(VERSION_WORDS.is_sorted() && YEAR_FIRST.is_sorted());
    }
}
