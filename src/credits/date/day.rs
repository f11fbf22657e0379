//! Days written with the name of the month ("27 de abril de 2022", "Apr 27,
//! 2022", "2022. április 27."), and Chinese, Japanese and Korean dates. Three
//! numbers are left to `numeric`, the time of day to `clock`.

use super::calendar;
use super::clock::Clock;
use super::months::fold;
use super::numeric::{civil, short_year};
use super::scan::Scan;
use super::token::Kind;
use jiff::civil::Date;
use std::ops::Range;

/// A day that was read.
pub(super) struct Day {
    pub(super) date: Date,
    /// The token after the day.
    pub(super) end: usize,
    /// A time that stands inside the day: "Apr 27 21:26:00 2022".
    pub(super) clock: Option<Clock>,
    /// The text names no year; it was taken from the reference time.
    pub(super) year_inferred: bool,
}

/// What is glued to the number of a day, folded: "27th", "1er", "27-го".
const ORDINALS: &[&str] = &[
    "a", "an", "de", "e", "en", "er", "in", "mh", "nd", "o", "r", "rd", "re", "st", "ta", "th", "ª", "º", "го", "е",
    "ого", "ое",
];

impl Scan<'_> {
    /// The day that starts at a token.
    pub(super) fn day_at(&self, at: usize) -> Option<Day> {
        match self.kind(at)? {
            Kind::Number => self
                .han_day(at)
                .or_else(|| self.numeric(at).map(|(date, end)| whole(date, end)))
                .or_else(|| self.year_first(at))
                .or_else(|| self.day_first(at))
                .or_else(|| self.day_of_named_calendar(at)),
            Kind::Word => self.month_first(at),
            _ => None,
        }
    }

    /// "2022年4月27日", "2022년 4월 27일", "令和4年4月27日".
    fn han_day(&self, at: usize) -> Option<Day> {
        let part = |at: usize, units: &[&str]| {
            let at = self.skip_space(at);
            let (value, digits) = self.number(at)?;
            Some((value, digits, self.eat_any(self.skip_space(at + 1), units)?))
        };
        let (year, after_year) = match part(at, &["年", "년"]) {
            Some((year, 4, after)) => (Some((year, None)), after),
            Some((year, _, after)) => (Some((year, Some(calendar::era_before(self.before(at))?))), after),
            None => (None, at),
        };
        let (month, _, after_month) = part(after_year, &["月", "월"])?;
        let (day, _, end) = part(after_month, &["日", "일", "号", "號"])?;
        match year {
            Some((year, Some(era))) => Some(whole(calendar::convert(era, year, month, day)?, end)),
            Some((year, None)) => Some(whole(civil(year, month, day)?, end)),
            None => self.infer_year(month, day, end),
        }
    }

    /// "2022. április 27.", "2022-Apr-27", "2022. gada 27. aprīlis".
    fn year_first(&self, at: usize) -> Option<Day> {
        let (year, after_year) = self.year(at)?;
        let next = self.glue(after_year, true);
        let (month, day, end) = if let Some((month, after)) = self.month(next) {
            let (day, end) = self.day_number(self.glue(after, false))?;
            (month, day, end)
        } else {
            // "© 2019 27 April" is no date; a word must say that a year stood there.
            (after_year..next).find(|at| self.kind(*at) == Some(Kind::Word))?;
            let (day, after) = self.day_number(next)?;
            let (month, end) = self.month(self.glue(after, false))?;
            (month, day, end)
        };
        // "© 2019 April 27, 2022": the day belongs to the second year.
        if self.year(self.glue(end, true)).is_some() {
            return None;
        }
        Some(whole(civil(year, month, day)?, end))
    }

    /// "27 de abril de 2022", "27-Aug-11", "1er mars 2021".
    fn day_first(&self, at: usize) -> Option<Day> {
        if self.continues_number(at, &['.', ',']) {
            return None;
        }
        let (day, after_day) = self.day_number(at)?;
        let name = self.glue(after_day, false);
        let (month, after_month) = self.month(name)?;
        let next = self.glue(after_month, true);
        if let Some((year, end)) = self.year(next) {
            return Some(whole(civil(year, month, day)?, end));
        }
        if let Some((year, end)) = self.short_year_after_month(at, name, next) {
            return Some(whole(civil(year, month, day)?, end));
        }
        self.infer_named_year(month, day, name, after_day..after_month)
    }

    /// "April 27, 2022", "Apr 27 21:26:00 2022".
    fn month_first(&self, at: usize) -> Option<Day> {
        // Most words are far from any number and are not worth folding.
        (at + 1..at + 6).find(|at| self.kind(*at) == Some(Kind::Number))?;
        let (month, after_month) = self.month(at)?;
        let (day, after_day) = self.day_number(self.glue(after_month, false))?;
        if let Some((year, end)) = self.year(self.glue(after_day, true)) {
            return Some(whole(civil(year, month, day)?, end));
        }
        if let Some(clock) = self.clock(self.skip_space(after_day))
            && let Some((year, end)) = self.year(self.skip_space(clock.end))
            && self.clock_after(end).is_none()
        {
            let date = civil(year, month, day)?;
            return Some(Day { date, end, clock: Some(clock), year_inferred: false });
        }
        self.infer_named_year(month, day, at, at..after_day)
    }

    /// As [`infer_year`](Self::infer_year), for named months. With nothing but a
    /// month and a day the name must be one of the page's language, and a space
    /// must part the two: "2 here" is October in Breton, "May19" a month of 2019.
    fn infer_named_year(&self, month: u32, day: u32, name: usize, tokens: Range<usize>) -> Option<Day> {
        let end = tokens.end;
        let spaced = tokens.into_iter().any(|at| self.kind(at) == Some(Kind::Space));
        let word = self.word(name)?;
        let foreign = !self.language.is_empty()
            && self.months.find(&self.language, &word).is_some()
            && self.months.find_near(&self.language, &word).is_none();
        (spaced && !foreign).then(|| self.infer_year(month, day, end)).flatten()
    }

    /// The last day of that name that is not ahead of the reference time, where
    /// there is one and the text really names no year.
    fn infer_year(&self, month: u32, day: u32, end: usize) -> Option<Day> {
        let now = self.context.now?;
        let next = self.glue(end, true);
        if self.number(next).is_some() && self.clock(next).is_none() {
            return None;
        }
        let this_year = u32::try_from(now.year()).ok()?;
        // A day's grace, since the page may be ahead by some hours.
        let latest = now.date().tomorrow().ok()?;
        let date = civil(this_year, month, day)
            .filter(|date| *date <= latest)
            .or_else(|| civil(this_year.checked_sub(1)?, month, day))?;
        Some(Day { date, end, clock: None, year_inferred: true })
    }

    /// The number of a day with its ordinal ending.
    fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        let (day, digits) = self.number(at)?;
        if digits > 2 || !(1..=31).contains(&day) {
            return None;
        }
        let ends = |at: usize| self.word(at).is_some_and(|word| ORDINALS.binary_search(&&*word).is_ok());
        let mut end = at + 1;
        if ends(end) || self.is_mark(end, &['°']) {
            end += 1;
        } else if self.is_mark(end, &['-']) && ends(end + 1) {
            end += 2;
        }
        Some((day, end))
    }

    /// A year of four digits, of the Buddhist era where that is said.
    fn year(&self, at: usize) -> Option<(u32, usize)> {
        if let Some(next) = self.eat_any(at, &["พ.ศ.", "พ.ศ"]) {
            let next = self.skip_space(next);
            let (year, _) = self.number(next)?;
            return Some((calendar::of_buddhist(year)?, next + 1));
        }
        if self.is_mark(at, &['\'', '’', '‘']) {
            let (year, digits) = self.number(at + 1)?;
            return (digits == 2).then(|| short_year(year)).flatten().map(|year| (year, at + 2));
        }
        let at = self.eat_any(at, &["ค.ศ."]).map_or(at, |next| self.skip_space(next));
        match self.number(at)? {
            (year @ 1900..=2999, 4) => Some((year, at + 1)),
            _ => None,
        }
    }

    /// Two digits are a year where the marks say so ("21-Nov-19"), or where the
    /// date is all there is before a time or the end ("27 Apr 22, 10:30").
    fn short_year_after_month(&self, at: usize, name: usize, next: usize) -> Option<(u32, usize)> {
        let (value, digits) = self.number(next)?;
        let marks = (self.kind(name.checked_sub(1)?), self.kind(next.checked_sub(1)?));
        let marked = matches!(marks, (Some(Kind::Mark(a)), Some(Kind::Mark(b))) if a == b && a != ',');
        let ends = next + 1 == self.tokens.len() && at == 0;
        let fits = digits == 2
            && self.kind(next + 1) != Some(Kind::Word)
            && (marked || ends || self.clock_after(next + 1).is_some())
            && self.clock(next).is_none();
        fits.then(|| short_year(value)).flatten().map(|year| (year, next + 1))
    }

    /// The month that is named at a token, and the token after the name, or after its second name: Arabic pages write
    /// both of theirs, parted by a stroke.
    fn month(&self, at: usize) -> Option<(u32, usize)> {
        let (month, end) = self.month_name(at)?;
        let stroke = self.skip_space(end);
        let other = self.is_mark(stroke, &['/']).then(|| self.month_name(self.skip_space(stroke + 1))).flatten();
        Some((month, other.filter(|(other, _)| *other == month).map_or(end, |(_, end)| end)))
    }

    fn month_name(&self, at: usize) -> Option<(u32, usize)> {
        let word = self.word(at)?;
        if matches!(&*word, "thang" | "thg") {
            // Vietnamese counts its months.
            let number = self.skip_space(at + 1);
            let (month, _) = self.number(number)?;
            return (1..=12).contains(&month).then_some((month, number + 1));
        }
        if self.months.opens_name(&word)
            && let Some(last) = self.tokens.get(at + 2).filter(|token| token.kind == Kind::Word)
        {
            let name = fold(&self.text[self.tokens[at].start..last.end]);
            if let Some(month) = self.months.find(&self.language, &name) {
                return Some((u32::from(month), at + 3));
            }
        }
        // Hebrew glues its "of" to the name.
        let bare = word.strip_prefix('ב').unwrap_or(&word);
        // Between two marks, as in "04-ago-2021", a short name of any language is sure.
        let marks = |at: Option<usize>| at.is_some_and(|at| self.is_mark(at, &['-', '/', '.']));
        let marked = marks(at.checked_sub(1)) && marks(Some(at + 1));
        let find = |name: &str| {
            let found = self.months.find(&self.language, name);
            found.or_else(|| self.months.find("", name).filter(|_| marked))
        };
        find(&word).or_else(|| find(bare)).map(|month| (u32::from(month), at + 1))
    }
}

/// A day that names all its parts and holds no time.
fn whole(date: Date, end: usize) -> Day {
    Day { date, end, clock: None, year_inferred: false }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_ordinals_are_sorted() {
        assert!(super::ORDINALS.is_sorted());
    }
}
