//! Dates that machines wrote: `datetime` attributes, meta tags and addresses.
//! Their forms are few, so nothing is asked of the page.

use super::months::Months;
use super::numeric::civil;
use super::{DateContext, find_dates};
use std::sync::LazyLock;

/// The English names, which are the only ones that machines write.
static ENGLISH: LazyLock<Months> = LazyLock::new(|| {
    let names = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let rows = names
        .iter()
        .enumerate()
        .flat_map(|(index, name)| [*name, &name[..3]].map(|name| format!("en\t{}\t{name}\n", index + 1)));
    Months::parse(&(rows.collect::<String>() + "en\t9\tsept\n")).unwrap_or_default()
});

/// No machine writes a longer date; what is longer is prose.
const LONGEST: usize = 80;

/// Reads ISO 8601, RFC 3339, RFC 2822 and what comes close ("2022-04-27
/// 21:26:00", "20220427", "Apr 27, 2022"). The value is a day or a day with its
/// time; the offset stands behind it where one is stated, "Z" and "GMT" as
/// "+00:00". Days of three numbers must leave no doubt of their order.
pub(crate) fn read_iso(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['"', '\'']);
    if text.len() > LONGEST {
        return None;
    }
    if let Some(value) = compact(text) {
        return Some(value);
    }
    let read = |day_first: bool| {
        let context = DateContext { language: Some("en"), now: None, day_first: Some(day_first) };
        let found = find_dates(text, &context, &ENGLISH).into_iter().next()?;
        // Only a weekday stands before a machine's date.
        let lead = text.get(..found.span.start)?;
        let plain = lead.len() <= 12 && !lead.contains(|c: char| c.is_ascii_digit());
        plain.then_some(found.value)
    };
    let value = read(true)?;
    // What opens with its year leaves no doubt of its order.
    let is_clear = value.get(..10).is_some_and(|day| text.starts_with(day)) || read(false).as_ref() == Some(&value);
    is_clear.then_some(value)
}

/// "20220427", "20220427T212600Z".
fn compact(text: &str) -> Option<String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(digits, 8 | 14) {
        return None;
    }
    let day = eight_digits(text.get(..8)?)?;
    let rest = text.get(8..)?;
    if rest.is_empty() {
        return Some(day);
    }
    let clock = rest.strip_prefix(['T', 't', ' ']).unwrap_or(rest);
    let pair = |at: usize| clock.get(at..at + 2).filter(|pair| pair.bytes().all(|b| b.is_ascii_digit()));
    let (Some(hour), Some(minute), Some(second)) = (pair(0), pair(2), pair(4)) else {
        return read_iso(&format!("{day}T{clock}"));
    };
    let zone = clock.get(6..)?;
    read_iso(&format!("{day}T{hour}:{minute}:{second}{zone}"))
}

/// The date of an address that names a full day in its path: "/2022/04/27/",
/// "/2022/apr/27/", "/story-2022-04-27", "/20220427/".
pub(crate) fn url_date(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let mut parts: [&str; 3] = [""; 3];
    for segment in path.split('/') {
        parts = [parts[1], parts[2], segment];
        let day = parts[2].split(['-', '_', '.']).next().unwrap_or_default();
        if let Some(date) = three_parts(parts[0], parts[1], day) {
            return Some(date);
        }
        if let Some(date) = in_segment(segment) {
            return Some(date);
        }
    }
    None
}

/// A day inside one segment: the whole is eight digits, or three of its pieces
/// are year, month and day.
fn in_segment(segment: &str) -> Option<String> {
    if let Some(date) = eight_digits(segment) {
        return Some(date);
    }
    let mut parts: [&str; 3] = [""; 3];
    segment.split(['-', '_', '.']).find_map(|piece| {
        parts = [parts[1], parts[2], piece];
        // Both digits are asked for: "top-2022-4-3" may count anything.
        let padded = parts[1].len() == 2 && parts[2].len() == 2;
        padded.then(|| three_parts(parts[0], parts[1], parts[2])).flatten()
    })
}

fn three_parts(year: &str, month: &str, day: &str) -> Option<String> {
    let number = |text: &str, longest: usize| {
        let digits = (1..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let year = number(year, 4)?;
    let named = || ENGLISH.find("en", &month.to_ascii_lowercase()).map(u32::from);
    let month = number(month, 2).or_else(named)?;
    Some(civil(year, month, number(day, 2)?)?.to_string())
}

fn eight_digits(text: &str) -> Option<String> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    three_parts(text.get(..4)?, text.get(4..6)?, text.get(6..)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_dates_are_read() {
        let check = |text: &str, value: Option<&str>| {
            assert_eq!(read_iso(text).as_deref(), value, "{text}");
        };
        check("2022-04-27", Some("2022-04-27"));
        check("2022-04-27T21:26:00+02:00", Some("2022-04-27T21:26:00+02:00"));
        check("2022-04-27T21:26:00-05:00", Some("2022-04-27T21:26:00-05:00"));
        check("2022-04-27T21:26:00.000Z", Some("2022-04-27T21:26:00+00:00"));
        check("2022-04-27T21:26+0200", Some("2022-04-27T21:26:00+02:00"));
        check("2022-04-27 21:26:00", Some("2022-04-27T21:26:00"));
        check("2022-04-27 21:26:00 +0000 UTC", Some("2022-04-27T21:26:00+00:00"));
        check("20220427", Some("2022-04-27"));
        check("20220427T212600Z", Some("2022-04-27T21:26:00+00:00"));
        check("20220427212600", Some("2022-04-27T21:26:00"));
        check("Wed, 27 Apr 2022 21:26:00 GMT", Some("2022-04-27T21:26:00+00:00"));
        check("Wed, 27 Apr 2022 21:26:00 -0700", Some("2022-04-27T21:26:00-07:00"));
        check("Wed Apr 27 21:26:00 2022", Some("2022-04-27T21:26:00"));
        check("Wed Apr 27 2022 21:26:00 GMT+0200 (CEST)", Some("2022-04-27T21:26:00+02:00"));
        check("April 27, 2022", Some("2022-04-27"));
        check("04/27/2022", Some("2022-04-27"));
        check("04/05/2022", None);
        check("2022-02-30", None);
        check("2022-04", None);
        check("0001-01-01T00:00:00", None);
        check("1651094760", None);
        check("", None);
    }

    #[test]
    fn addresses_name_full_days_only() {
        let check = |url: &str, value: Option<&str>| {
            assert_eq!(url_date(url).as_deref(), value, "{url}");
        };
        check("https://paper.example/2022/04/27/harbour-reopens", Some("2022-04-27"));
        check("https://paper.example/2022/apr/27/harbour", Some("2022-04-27"));
        check("https://paper.example/news/2022-04-27/harbour", Some("2022-04-27"));
        check("https://paper.example/harbour-reopens-2022-04-27.html", Some("2022-04-27"));
        check("https://paper.example/a/20220427/1.html", Some("2022-04-27"));
        check("https://paper.example/2022/4/7/x", Some("2022-04-07"));
        check("https://paper.example/2022/04/harbour", None);
        check("https://paper.example/2022/31/12/x", None);
        check("https://paper.example/x?d=2022/04/27", None);
        check("https://paper.example/202204271", None);
    }
}
