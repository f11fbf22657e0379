//! Finds the dates that a text names, in the languages of the web. A date counts
//! only if it names a day, a month and a year (or tells them from a reference
//! time that the caller knows), and if there is such a day: "Sept 31" is no date
//! and is never moved to another one. The day is the one that is written,
//! whatever zone stands behind it. Which of a page's dates is the date of
//! publication is left to the caller.

mod calendar;
mod clock;
mod day;
mod machine;
mod months;
mod numeric;
mod offset;
mod relative;
mod scan;
mod token;

pub(crate) use clock::opening_clock;
pub(crate) use machine::{read_iso, url_date};
pub(crate) use months::Months;
pub(crate) use numeric::{day_first_by, day_first_hint};

use clock::Clock;
use jiff::civil::{Date, DateTime};
use scan::Scan;
use std::ops::Range;
use token::Kind;

/// What is known about a page that helps to read its dates.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DateContext<'a> {
    /// The page's language as a tag: "de", "en-GB".
    pub(crate) language: Option<&'a str>,
    /// When the page was taken. With it "3 hours ago", "yesterday" and "24
    /// April" are dates, without it they are not.
    pub(crate) now: Option<DateTime>,
    /// Whether the page writes the day before the month in numbers, where its
    /// other dates show it (see [`day_first_hint`]).
    pub(crate) day_first: Option<bool>,
}

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// "2022-04-27", or "2022-04-27T21:26:00" where the text names a time, or
    /// "2022-04-27T21:26:00+02:00" where it states the offset as well.
    pub(crate) value: String,
    /// The bytes of the text that the date and its time take up.
    pub(crate) span: Range<usize>,
    /// Whether the value has a time.
    pub(crate) has_time: bool,
    /// Whether the reference time was needed, be it for the year alone.
    pub(crate) relative: bool,
}

/// At most this many tokens stand between a time and the day behind it.
const LEAD: usize = 7;

/// A date that names its year has a digit for the day and two for the year, or one for each of three numbers.
const FEWEST_DIGITS: usize = 3;

/// The dates of a text, in order and without overlap.
pub(crate) fn find_dates(text: &str, context: &DateContext, months: &Months) -> Vec<FoundDate> {
    let mut found = Vec::new();
    let told_in_words = context.now.is_some() && text.len() <= relative::LONGEST_LINE;
    let least_digits = if context.now.is_some() { 1 } else { FEWEST_DIGITS };
    if !told_in_words && !token::has_digits(text, least_digits) {
        return found;
    }
    let scan = Scan::new(text, context, months);
    let mut at = 0;
    let mut free_from = 0;
    while at < scan.tokens.len() {
        let next = scan.date_at(at).filter(|(date, _)| date.span.start >= free_from);
        at = match next {
            Some((date, next)) => {
                free_from = date.span.end;
                found.push(date);
                next.max(at + 1)
            }
            None => at + 1,
        };
    }
    found
}

impl Scan<'_> {
    /// The date that starts at a token, and the token after it.
    fn date_at(&self, at: usize) -> Option<(FoundDate, usize)> {
        if !matches!(self.kind(at)?, Kind::Number | Kind::Word) {
            return None;
        }
        self.time_then_day(at).or_else(|| self.day_then_time(at)).or_else(|| {
            let relative = self.relative(at)?;
            let end = relative.clock.as_ref().map_or(relative.end, |clock| clock.end);
            let day = relative.moment.date();
            let value = match &relative.clock {
                Some(clock) => join(day, Some(clock)),
                None if relative.has_time => relative.moment.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
                None => join(day, None),
            };
            let has_time = relative.has_time || relative.clock.is_some();
            let span = relative.start..self.end_byte(end);
            Some((FoundDate { value, span, has_time, relative: true }, end))
        })
    }

    /// "27 April 2022, 21:26".
    fn day_then_time(&self, at: usize) -> Option<(FoundDate, usize)> {
        let day = self.day_at(at)?;
        let clock = day.clock.or_else(|| self.clock_after(day.end));
        let end = clock.as_ref().map_or(day.end, |clock| clock.end.max(day.end));
        Some((self.found(at, end, day.date, clock.as_ref(), day.year_inferred), end))
    }

    /// "21:26, 27 April 2022", "9:26 p.m. ET on Wednesday, April 27, 2022".
    fn time_then_day(&self, at: usize) -> Option<(FoundDate, usize)> {
        let clock = self.clock(at)?;
        let mut next = clock.end;
        let mut words = 0;
        let day = loop {
            if let Some(day) = self.day_at(next) {
                break day;
            }
            match self.kind(next)? {
                Kind::Space => {}
                Kind::Mark(mark) if ",.|-–—·•@;/،»".contains(mark) => {}
                // "on", and the name of the weekday.
                Kind::Word if words < 2 => words += 1,
                _ => return None,
            }
            next += 1;
            if next > clock.end + LEAD {
                return None;
            }
        };
        // "5:30 | 27 April 2022, 21:26": the time behind the day is the day's,
        // unless a day of its own follows it.
        let behind = self.clock_after(day.end);
        if behind.is_some_and(|behind| self.day_at(self.skip_space(behind.end)).is_none()) {
            return None;
        }
        Some((self.found(at, day.end, day.date, Some(&clock), day.year_inferred), day.end))
    }

    fn found(&self, at: usize, end: usize, date: Date, clock: Option<&Clock>, relative: bool) -> FoundDate {
        let start = self.before(at).len();
        let span = start..self.end_byte(end);
        FoundDate { value: join(date, clock), span, has_time: clock.is_some(), relative }
    }
}

/// The value of a day with its time.
fn join(date: Date, clock: Option<&Clock>) -> String {
    date.to_string() + &clock.map(Clock::value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../testdata/tables/dates.tsv");

    fn months() -> Months {
        Months::parse(include_str!("../../rules/months.tsv")).unwrap()
    }

    fn values(text: &str, context: &DateContext) -> Vec<String> {
        find_dates(text, context, &months()).into_iter().map(|date| date.value).collect()
    }

    #[test]
    fn the_table_is_read_as_it_says() {
        let months = months();
        let mut rows = 0;
        let mut wrong = Vec::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [text, language, expected] = fields[..] else { panic!("not three fields: {line}") };
            let language = (language != "-").then_some(language);
            let context = DateContext { language, ..DateContext::default() };
            let found = find_dates(text, &context, &months);
            let values: Vec<&str> = found.iter().map(|date| &*date.value).collect();
            let read = if values.is_empty() { "none".to_owned() } else { values.join(";") };
            if read != expected {
                wrong.push(format!("{text} ({language:?}): {read}, expected {expected}"));
            }
            rows += 1;
        }
        assert!(wrong.is_empty(), "{} of {rows} rows\n{}", wrong.len(), wrong.join("\n"));
        assert!(rows >= 150, "{rows}");
    }

    /// Each name of the table, in its place in a date.
    #[test]
    fn all_names_of_months_are_read() {
        let months = months();
        let mut wrong = Vec::new();
        for line in include_str!("../../rules/months.tsv").lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [language, month, name] = fields[..] else { panic!("not three fields: {line}") };
            let context = DateContext { language: Some(language), ..DateContext::default() };
            let expected = format!("2022-{month:0>2}-27");
            for text in [format!("27 {name} 2022"), format!("27. {}. 2022", name.to_uppercase())] {
                let found = find_dates(&text, &context, &months);
                if found.len() != 1 || found[0].value != expected {
                    wrong.push(format!("{language} {text}: {found:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn spans_hold_the_date_and_its_time() {
        let months = months();
        let check = |text: &str, span: &str| {
            let found = find_dates(text, &DateContext { language: Some("en"), ..DateContext::default() }, &months);
            let spans: Vec<&str> = found.iter().map(|date| &text[date.span.clone()]).collect();
            assert_eq!(spans, [span], "{text}");
        };
        check("April 27, 2022TEHRAN, Iran -- The port reopened.", "April 27, 2022");
        check("Posted onMay 3, 2021 by Ana", "May 3, 2021");
        check("Updated 9:26 p.m. ET, April 27, 2022 |", "9:26 p.m. ET, April 27, 2022");
        check("27 April 2022 at 21:26 GMT - Sport", "27 April 2022 at 21:26 GMT");
        check("am 27.04.2022 um 21.26 Uhr von Ana", "27.04.2022 um 21.26 Uhr");
        check("发表于2022年4月27日 下午9:26 评论", "2022年4月27日 下午9:26");
    }

    #[test]
    fn relative_dates_need_the_reference() {
        let now = jiff::civil::date(2022, 4, 28).at(12, 0, 0, 0);
        let check = |text: &str, language: &str, expected: &str| {
            let language = (language != "-").then_some(language);
            let context = DateContext { language, now: Some(now), day_first: None };
            let found = values(text, &context);
            let read = if found.is_empty() { "none".to_owned() } else { found.join(";") };
            assert_eq!(read, expected, "{text}");
            assert!(values(text, &DateContext { now: None, ..context }).is_empty(), "{text}");
        };
        check("3 hours ago", "en", "2022-04-28T09:00:00");
        check("an hour ago", "en", "2022-04-28T11:00:00");
        check("Posted 5 min ago by Ana", "en", "2022-04-28T11:55:00");
        check("2 days ago", "en", "2022-04-26");
        check("2 weeks ago", "en", "none");
        check("yesterday at 5:14 PM", "en", "2022-04-27T17:14:00");
        check("Today, 09:05", "en", "2022-04-28T09:05:00");
        check("vor 2 Stunden", "de", "2022-04-28T10:00:00");
        check("vor einer Stunde", "de", "2022-04-28T11:00:00");
        check("Gestern um 17:14 Uhr", "de", "2022-04-27T17:14:00");
        check("il y a 3 jours", "fr", "2022-04-25");
        check("Hier à 17h14", "fr", "2022-04-27T17:14:00");
        check("Hier steht nichts", "de", "none");
        check("hace 2 horas", "es", "2022-04-28T10:00:00");
        check("há 2 dias", "pt", "2022-04-26");
        check("2 ore fa", "it", "2022-04-28T10:00:00");
        check("2 uur geleden", "nl", "2022-04-28T10:00:00");
        check("för 2 timmar sedan", "sv", "2022-04-28T10:00:00");
        check("вчера в 17:14", "ru", "2022-04-27T17:14:00");
        check("2 часа назад", "ru", "2022-04-28T10:00:00");
        check("3 saat önce", "tr", "2022-04-28T09:00:00");
        check("قبل 3 ساعات", "ar", "2022-04-28T09:00:00");
        check("3天前", "zh", "2022-04-25");
        check("3小时前", "zh", "2022-04-28T09:00:00");
        check("昨天 17:14", "zh", "2022-04-27T17:14:00");
        check("3時間前", "ja", "2022-04-28T09:00:00");
        check("3시간 전", "ko", "2022-04-28T09:00:00");
        check("3 ชั่วโมงที่แล้ว", "th", "2022-04-28T09:00:00");
        check("3 giờ trước", "vi", "2022-04-28T09:00:00");
        check("5:27am On Apr 24", "en", "2022-04-24T05:27:00");
        check("8 February at 5:50PM", "en", "2022-02-08T17:50:00");
        check("Sunday 8th May", "en", "2021-05-08");
        check("4月27日 09:26", "zh", "2022-04-27T09:26:00");
        check("Posted yesterday", "en", "2022-04-27");
        check("The yard was closed yesterday for want of rope.", "en", "none");
        check("Play today's game", "en", "none");
        check("May19", "en", "none");
        check("we come, all 2 here", "en", "none");
        check("31 September", "en", "none");
        check("September 2019", "en", "none");
        check("born 24 April 1951", "en", "none");
    }

    #[test]
    fn other_dates_of_the_page_decide_the_order() {
        let hint = |texts: &[&str]| day_first_hint(texts.iter().copied());
        assert_eq!(hint(&["04/05/2022", "04/27/2022"]), Some(false));
        assert_eq!(hint(&["04/05/2022", "27/04/2022"]), Some(true));
        assert_eq!(hint(&["04/27/2022", "27/04/2022"]), None);
        assert_eq!(hint(&["04/05/2022", "2022-04-27"]), None);
        let read = |day_first| {
            let context = DateContext { language: Some("en"), now: None, day_first };
            values("04/05/2022", &context)
        };
        let stated = [jiff::civil::date(2022, 5, 4), jiff::civil::date(2022, 6, 1)];
        let by = |texts: &[&str]| day_first_by(texts.iter().copied(), &stated);
        assert_eq!(by(&["04/05/2022"]), Some(true));
        assert_eq!(by(&["05/04/2022", "1 June"]), Some(false));
        assert_eq!(by(&["04/05/2022", "05/04/2022"]), None);
        assert_eq!(by(&["06/06/2022", "07/08/2022"]), None);
        assert_eq!(read(None), ["2022-04-05"]);
        assert_eq!(read(Some(true)), ["2022-05-04"]);
    }

    /// What dates are made of, and what stands around them.
    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        "27", "4", "2022", "22", "April", "เม.ย.", "พ.ศ.", ".", "/", "-", ":", " ", ",", "年", "月", "日", "下午",
        "PM", "p.m.", "h", "Uhr", "de", "d’", "+02:00", "GMT", "ago", "il y a", "ÅÄ", "ß", "٢٠", "ב", "tháng",
        "’22", "(", ")", "𝟚", "\u{301}", "\u{A0}", "99999999999999999999", "T", "Z", "ı", "İ", "전",
        "yesterday", "önce", "令和", "تشرين", "كانون الأول", "１２", "🎉", "\u{200F}", "AB", "c", "\u{200B}",
        "20221", "\0", "’",
    ];

    /// Pieces of dates in any order: no panic, and spans that can be cut out.
    #[test]
    fn any_text_is_read_without_harm() {
        let months = months();
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut random = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state >> 33).unwrap_or(0) % below
        };
        let now = jiff::civil::date(2022, 4, 28).at(12, 0, 0, 0);
        for round in 0..20_000 {
            let text: String = (0..random(14)).map(|_| PIECES[random(PIECES.len())]).collect();
            let language = [None, Some("en"), Some("de"), Some("eu"), Some("zh")][random(5)];
            let now = (round % 2 == 0).then_some(now);
            let mut last = 0;
            for date in find_dates(&text, &DateContext { language, now, day_first: None }, &months) {
                assert!(date.span.start >= last && !text[date.span.clone()].is_empty(), "{text:?}");
                assert_eq!(date.has_time, date.value.contains('T'), "{text:?}");
                last = date.span.end;
            }
            let _ = (read_iso(&text), url_date(&text), day_first_hint(std::iter::once(&*text)));
        }
    }
}
