//! The datelines of Chinese, Japanese and Korean papers, whose brackets and words are their own:
//! `新华社北京4月24日电`, `【ワシントン＝山田太郎】`, `(서울=연합뉴스) 김하나 기자 =`.

use super::grammar::Reading;
use super::{Clue, Known, shapes};

/// Reads what the window opens with in each of the forms, with where it ends.
pub(super) fn read<'t>(window: &'t str, known: Known<'_>) -> Option<(Reading<'t>, usize)> {
    let readers = [read_chinese, read_bracketed];
    readers.iter().find_map(|reader| reader(window, known))
}

/// An agency, a place, a day and 电: `新华社北京4月24日电`.
fn read_chinese<'t>(window: &'t str, known: Known<'_>) -> Option<(Reading<'t>, usize)> {
    const LONGEST: usize = 30;
    const CLOSINGS: [char; 4] = ['电', '電', '讯', '訊'];
    if !window.contains(CLOSINGS) {
        return None;
    }
    let agency_end = known.agencies.known_prefix(window)?;
    let (agency, rest) = window.split_at(agency_end);
    let (at, closing) = rest.char_indices().take(LONGEST).find(|(_, c)| CLOSINGS.contains(c))?;
    let inner = rest[..at].trim();
    let (place, date) = split_day(inner);
    let place = place.trim_matches([' ', '，', ',', '/', '、']);
    if !place.chars().all(|c| is_han(c) || matches!(c, '/' | '、' | '·')) || place.chars().count() > 12 {
        return None;
    }
    // 新华社记者 is "a reporter of Xinhua", with which sentences open.
    if place.contains("记者") || place.contains("記者") || (place.is_empty() && date.is_none()) {
        return None;
    }
    let reading = Reading {
        places: place_of(place),
        agency: Some(agency.trim()),
        date,
        clues: vec![Clue::AsianForm, Clue::AgencyKnown],
        ..Reading::default()
    };
    Some((reading, agency_end + at + closing.len_utf8()))
}

/// A bracket with place and sender: `【ソウル時事】`, `［東京 １日 ロイター］`, `(서울=연합뉴스)`.
fn read_bracketed<'t>(window: &'t str, known: Known<'_>) -> Option<(Reading<'t>, usize)> {
    const PAIRS: [(char, char); 6] = [('(', ')'), ('（', '）'), ('[', ']'), ('［', '］'), ('【', '】'), ('〔', '〕')];
    const LONGEST: usize = 40;
    let opening = window.chars().next()?;
    let (_, closing) = PAIRS.iter().find(|(open, _)| *open == opening)?;
    let inner_at = opening.len_utf8();
    let (close, _) = window.char_indices().take(LONGEST).find(|(_, c)| c == closing)?;
    let inner = window[inner_at..close].trim();
    if !inner.chars().any(is_asian) {
        return None;
    }
    let mut reading =
        read_signed(inner, known).or_else(|| read_words(inner, known)).or_else(|| read_central(inner, known))?;
    reading.clues.push(Clue::AsianForm);
    let after = close + closing.len_utf8();
    Some((reading, after + tail(&window[after..])))
}

/// A place and, after an equals sign, an agency or a reporter.
fn read_signed<'t>(inner: &'t str, known: Known<'_>) -> Option<Reading<'t>> {
    const LONGEST_REPORTER: usize = 14;
    if known.agencies.knows(inner) {
        return Some(Reading { agency: Some(inner), ..Reading::default() });
    }
    let (at, sign) = inner.char_indices().find(|(_, c)| matches!(c, '=' | '＝'))?;
    let (place, signed) = (inner[..at].trim(), inner[at + sign.len_utf8()..].trim());
    let is_agency =
        known.agencies.knows(signed) || signed.split(['=', '＝']).any(|part| known.agencies.knows(part.trim()));
    let reporter = signed.chars().count() <= LONGEST_REPORTER
        && signed.chars().all(|c| is_asian(c) || matches!(c, '・' | '、' | ' ' | '　'));
    if signed.is_empty() || !(is_agency || reporter) || NO_PLACES.contains(&place) {
        return None;
    }
    // "ソウル共同＝金" names the agency before the sign.
    let cut = known.agencies.known_suffix(place).filter(|_| !is_agency);
    let (place, agency) = match cut {
        Some(cut) => (place[..cut].trim(), Some(place[cut..].trim())),
        None => (place, is_agency.then_some(signed)),
    };
    let (place, date) = split_day(place);
    is_place(place).then(|| Reading { places: place_of(place), agency, date, ..Reading::default() })
}

/// A place, a day and an agency with spaces between them or none: `東京 １日 ロイター`, `ソウル時事`.
fn read_words<'t>(inner: &'t str, known: Known<'_>) -> Option<Reading<'t>> {
    let cut = known.agencies.known_suffix(inner)?;
    let (before, agency) = inner.split_at(cut);
    let agency = agency.trim();
    let (place, date) = split_day(before.trim());
    let place = place.trim();
    if NO_PLACES.contains(&place) || !(is_place(place) || (place.is_empty() && date.is_some())) {
        return None;
    }
    Some(Reading { places: place_of(place), agency: Some(agency), date, ..Reading::default() })
}

/// Taiwan's agency: `（中央社記者王小明台北24日電）`, where the place is known from the gazetteer.
fn read_central<'t>(inner: &'t str, known: Known<'_>) -> Option<Reading<'t>> {
    const LONGEST_PLACE: usize = 5;
    let body = inner.strip_suffix(['電', '电'])?;
    let agency_end = known.agencies.known_prefix(body)?;
    let (agency, rest) = body.split_at(agency_end);
    let (before, date) = split_day(rest);
    let before = before.trim();
    let starts = before.char_indices().rev().map(|(at, _)| at).take(LONGEST_PLACE);
    let is_known = |&at: &usize| known.gazetteer.look_up(&before[at..]).is_place();
    let place = starts.filter(is_known).last().map(|at| &before[at..]);
    let places = place.into_iter().collect();
    Some(Reading { places, agency: Some(agency), date, ..Reading::default() })
}

/// Cuts the day that closes the text: `北京4月24日` into `北京` and `4月24日`.
fn split_day(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    if !text.ends_with('日') {
        return (text, None);
    }
    let is_day = |c: char| matches!(c, '0'..='9' | '０'..='９' | '年' | '月' | '日' | ' ');
    let start = text.trim_end_matches(is_day).len();
    let day = text[start..].trim_start();
    if !day.starts_with(|c: char| c.is_numeric()) {
        return (text, None);
    }
    (text[..start].trim_end(), Some(day))
}

/// How much of what follows the bracket still belongs to the dateline: a reporter and the sign
/// that closes (`김하나 기자 =`), or a dash.
fn tail(rest: &str) -> usize {
    const LONGEST: usize = 40;
    const REPORTERS: [&str; 5] = ["기자", "특파원", "통신원", "인턴기자", "논설위원"];
    let spaces = rest.len() - rest.trim_start().len();
    let trimmed = &rest[spaces..];
    if let Some(length) = shapes::dash_at(" ", trimmed) {
        return spaces + length;
    }
    let sign = rest.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '=' | '＝'));
    let Some((at, sign)) = sign else {
        return 0;
    };
    let between = rest[..at].trim();
    let names_reporter = between.is_empty() || REPORTERS.iter().any(|word| between.contains(word));
    if names_reporter { at + sign.len_utf8() } else { 0 }
}

fn place_of(place: &str) -> Vec<&str> {
    if place.is_empty() { Vec::new() } else { vec![place] }
}

fn is_place(text: &str) -> bool {
    const LONGEST: usize = 16;
    let count = text.chars().count();
    let plain = |c: char| is_asian(c) || matches!(c, '・' | '･' | '/' | '／' | 'ー' | '、' | ',');
    (2..=LONGEST).contains(&count) && text.chars().all(plain)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn is_asian(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}' | '々')
}

/// What stands before the sign in brackets that are no datelines: pictures, videos, sources.
const NO_PLACES: &[&str] = &[
    "写真",
    "出典",
    "動画",
    "図",
    "图",
    "提供",
    "撮影",
    "構成",
    "画像",
    "翻訳",
    "聞き手",
    "資料",
    "사진",
    "영상",
    "자료",
];

#[cfg(test)]
mod tests {
    #[test]
    fn tables_are_sorted() {
        assert!(super::NO_PLACES.is_sorted_by(|one, next| one < next));
    }
}
