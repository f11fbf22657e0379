//! Days of calendars other than the Gregorian one, where the text itself says which: by its era ("令和4年", "民國111年",
//! "พ.ศ. 2565") or by the names of its months ("۷ اردیبهشت ۱۴۰۱", "26 رمضان 1443"). The conversion is the library's;
//! a year alone never tells its calendar.

use super::day::Day;
use super::numeric::civil;
use super::scan::Scan;
use icu_calendar::cal::{Hijri, Japanese};
use icu_calendar::{AsCalendar, Date};

/// A calendar that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    Buddhist,
    Hijri,
    /// Years of an era, by the library's name for it.
    Japanese(&'static str),
    Persian,
    Roc,
}

/// Eras that are written before a year's number, sorted.
const ERAS: &[(&str, Calendar)] = &[
    ("令和", Calendar::Japanese("reiwa")),
    ("平成", Calendar::Japanese("heisei")),
    ("民国", Calendar::Roc),
    ("民國", Calendar::Roc),
];

/// The months of the Persian calendar, in Persian, and their order.
const PERSIAN_MONTHS: &[(&str, u8)] = &[
    ("فروردین", 1),
    ("اردیبهشت", 2),
    ("خرداد", 3),
    ("تیر", 4),
    ("مرداد", 5),
    ("شهریور", 6),
    ("مهر", 7),
    ("آبان", 8),
    ("آذر", 9),
    ("دی", 10),
    ("بهمن", 11),
    ("اسفند", 12),
];

/// The months of the Islamic calendar, in Arabic; the longer of two that open alike comes first.
const HIJRI_MONTHS: &[(&str, u8)] = &[
    ("محرم", 1),
    ("صفر", 2),
    ("ربيع الأول", 3),
    ("ربيع الاول", 3),
    ("ربيع الآخر", 4),
    ("ربيع الثاني", 4),
    ("جمادى الأولى", 5),
    ("جمادى الاولى", 5),
    ("جمادى الآخرة", 6),
    ("جمادى الثانية", 6),
    ("رجب", 7),
    ("شعبان", 8),
    ("رمضان", 9),
    ("شوال", 10),
    ("ذو القعدة", 11),
    ("ذي القعدة", 11),
    ("ذو الحجة", 12),
    ("ذي الحجة", 12),
];

/// Years of both calendars that fall into the time of the web.
const YEARS: std::ops::RangeInclusive<u32> = 1300..=1500;

/// The calendar of a year whose era stands at the end of the text before it.
pub(super) fn era_before(text: &str) -> Option<Calendar> {
    ERAS.iter().find(|(era, _)| text.ends_with(era)).map(|(_, calendar)| *calendar)
}

/// The Gregorian day, if the calendar has such a day and the web was there.
pub(super) fn convert(calendar: Calendar, year: u32, month: u32, day: u32) -> Option<jiff::civil::Date> {
    let (year, month, day) = (i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    match calendar {
        Calendar::Buddhist => gregorian(&Date::try_new_buddhist(year, month, day).ok()?),
        Calendar::Hijri => {
            gregorian(&Date::try_new_hijri_with_calendar(year, month, day, Hijri::new_umm_al_qura()).ok()?)
        }
        Calendar::Japanese(era) => {
            gregorian(&Date::try_new_japanese_with_calendar(era, year, month, day, Japanese::new()).ok()?)
        }
        Calendar::Persian => gregorian(&Date::try_new_persian(year, month, day).ok()?),
        Calendar::Roc => gregorian(&Date::try_new_roc(year, month, day).ok()?),
    }
}

/// The Gregorian year that a year of the Buddhist era is; its months and days are the Gregorian ones.
pub(super) fn of_buddhist(year: u32) -> Option<u32> {
    convert(Calendar::Buddhist, year, 1, 1).and_then(|date| u32::try_from(date.year()).ok())
}

fn gregorian<A: AsCalendar>(date: &Date<A>) -> Option<jiff::civil::Date> {
    let iso = date.to_calendar(icu_calendar::Iso);
    let year = u32::try_from(iso.era_year().year).ok()?;
    civil(year, u32::from(iso.month().ordinal), u32::from(iso.day_of_month().0))
}

impl Scan<'_> {
    /// "۷ اردیبهشت ۱۴۰۱", "26 رمضان 1443 هـ".
    pub(super) fn day_of_named_calendar(&self, at: usize) -> Option<Day> {
        let (day, digits) = self.number(at).filter(|(day, _)| (1..=31).contains(day))?;
        let name = self.glue(at + 1, false);
        let (calendar, month, after) = self.month_of_calendar(name).filter(|_| digits <= 2)?;
        let next = self.glue(after, true);
        let (year, _) = self.number(next).filter(|(year, digits)| *digits == 4 && YEARS.contains(year))?;
        let date = convert(calendar, year, u32::from(month), day)?;
        Some(Day { date, end: next + 1, clock: None, year_inferred: false })
    }

    fn month_of_calendar(&self, at: usize) -> Option<(Calendar, u8, usize)> {
        let find = |months: &[(&str, u8)], calendar| {
            months.iter().find_map(|(name, month)| Some((calendar, *month, self.eat(at, name)?)))
        };
        find(PERSIAN_MONTHS, Calendar::Persian).or_else(|| find(HIJRI_MONTHS, Calendar::Hijri))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eras_are_sorted() {
        assert!(ERAS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn days_are_converted_by_the_library() {
        for (calendar, year, month, day, expected) in [
            (Calendar::Persian, 1401, 2, 7, Some("2022-04-27")),
            (Calendar::Hijri, 1443, 9, 26, Some("2022-04-27")),
            (Calendar::Buddhist, 2565, 4, 27, Some("2022-04-27")),
            (Calendar::Roc, 111, 4, 27, Some("2022-04-27")),
            (Calendar::Japanese("reiwa"), 4, 4, 27, Some("2022-04-27")),
            (Calendar::Japanese("reiwa"), 4, 2, 30, None),
            (Calendar::Persian, 1401, 12, 30, None),
            (Calendar::Roc, 20, 4, 27, None),
        ] {
            let date = convert(calendar, year, month, day).map(|date| date.to_string());
            assert_eq!(date.as_deref(), expected, "{calendar:?} {year}-{month}-{day}");
        }
    }
}
