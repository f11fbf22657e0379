//! The time of day: "9:26 PM", "21h26", "21.26 Uhr", "下午9:26", "21시
//! 26분". A time counts only beside a day; which day that is, is left to the
//! finder, and what stands behind a time to say its zone is left to `offset`.

use super::DateContext;
use super::months::Months;
use super::scan::Scan;
use super::token::Kind;

/// A time that was read.
pub(super) struct Clock {
    hour: u32,
    minute: u32,
    second: u32,
    /// "+02:00" where stated in figures or as GMT or UTC.
    offset: Option<String>,
    /// The token after the time.
    pub(super) end: usize,
}

/// Whether an hour is before or after noon.
#[derive(Clone, Copy, PartialEq)]
enum Half {
    Morning,
    Afternoon,
}
use Half::{Afternoon, Morning};

/// At most this many tokens stand between a day and its time.
const LEAD: usize = 7;

/// "16.31" opens a line; the hour and the minute, each in digits.
const HOUR: std::ops::RangeInclusive<usize> = 1..=2;

/// Words between a day and its time, folded.
const LEAD_WORDS: &[&str] = &[
    "a",
    "ag",
    "alle",
    "am",
    "as",
    "at",
    "d",
    "da",
    "de",
    "ee",
    "g",
    "h",
    "hs",
    "ing",
    "jam",
    "je",
    "kell",
    "kello",
    "kl",
    "klo",
    "klockan",
    "kloka",
    "klokka",
    "klokken",
    "la",
    "las",
    "lat",
    "les",
    "luc",
    "na",
    "nang",
    "ne",
    "ngo",
    "o",
    "ob",
    "om",
    "ora",
    "ore",
    "pada",
    "pukul",
    "sa",
    "saa",
    "saat",
    "sagat",
    "t",
    "u",
    "um",
    "v",
    "στισ",
    "в",
    "во",
    "г",
    "ги",
    "год",
    "года",
    "о",
    "об",
    "р",
    "року",
    "соати",
    "у",
    "ב",
    "בשעה",
    "الساعة",
    "ساعت",
    "في",
    "په",
    "کو",
    "को",
    "रोजी",
    "এ",
    "அன்று",
    "ರಂದು",
    "เวลา",
];

/// Languages that part hours and minutes with a dot without further words.
const DOTTED: &[&str] = &["da", "fi", "id", "it", "nb", "nn", "si", "su"];

/// Languages that may write the weekday between the day and its time.
const WEEKDAY_LAST: &[&str] =
    &["az", "eu", "hu", "hy", "kk", "ky", "lt", "ml", "my", "ne", "oc", "rw", "si", "tk", "tr", "tt"];

/// Words behind a time that say which half of the day it is of, folded; the
/// dots of "p.m." are left out.
const HALVES: &[(&str, Half)] = &[
    ("am", Morning),
    ("gd", Afternoon),
    ("gn", Morning),
    ("md", Afternoon),
    ("pd", Morning),
    ("pg", Morning),
    ("pm", Afternoon),
    ("ptg", Afternoon),
    ("μμ", Afternoon),
    ("πμ", Morning),
    ("شام", Afternoon),
    ("ص", Morning),
    ("صباحا", Morning),
    ("صبح", Morning),
    ("بظ", Afternoon),
    ("قظ", Morning),
    ("م", Afternoon),
    ("مساء", Afternoon),
    ("ጥዋት", Morning),
    ("ከሰዓት", Afternoon),
];

impl Clock {
    /// "T21:26:00", with the offset where there is one.
    pub(super) fn value(&self) -> String {
        let offset = self.offset.as_deref().unwrap_or_default();
        format!("T{:02}:{:02}:{:02}{offset}", self.hour, self.minute, self.second)
    }
}

impl Scan<'_> {
    /// The time that stands directly after a day.
    pub(super) fn clock_after(&self, day_end: usize) -> Option<Clock> {
        let mut at = day_end;
        let mut bracket = false;
        while at <= day_end + LEAD {
            if let Some(mut clock) = self.clock(at) {
                clock.end += usize::from(bracket && self.is_mark(clock.end, &[')', '）']));
                return Some(clock);
            }
            bracket |= self.is_mark(at, &['(', '（']);
            at = match self.kind(at)? {
                Kind::Space => at + 1,
                Kind::Mark('(' | '（') => self.skip_bracket(at),
                Kind::Mark(mark) if ",.|-–—·•@:;/،»،、―~".contains(mark) => at + 1,
                Kind::Word if self.word(at).is_some_and(|word| LEAD_WORDS.binary_search(&&*word).is_ok()) => at + 1,
                Kind::Word => self.skip_weekday(at)?,
                _ => return None,
            };
        }
        None
    }

    /// Skips a weekday in brackets, or only the bracket before a time.
    fn skip_bracket(&self, at: usize) -> usize {
        match (self.kind(at + 1), self.kind(at + 2)) {
            (Some(Kind::Word), Some(Kind::Mark(')' | '）' | '.'))) => at + 3,
            _ => at + 1,
        }
    }

    /// Skips a weekday between day and time, in languages that put it there.
    fn skip_weekday(&self, at: usize) -> Option<usize> {
        if let Some(next) = self.eat_any(at, &["星期", "礼拜", "周", "週"]) {
            return Some(next + 1);
        }
        let han = self.eat_any(at + 1, &["曜日", "요일"]);
        han.or_else(|| WEEKDAY_LAST.contains(&&*self.language).then_some(at + 1))
    }

    /// The time that starts at a token.
    pub(super) fn clock(&self, at: usize) -> Option<Clock> {
        let (half_before, at) = match self.half_before(at) {
            Some((half, next)) => (Some(half), self.skip_space(next)),
            None => (None, at),
        };
        let (hour, digits) = self.number(at)?;
        if digits > 2 || self.continues_number(at, &[':']) {
            return None;
        }
        let (minute, second, end) = self
            .colon_time(at)
            .or_else(|| self.worded_time(at))
            .or_else(|| self.dotted_time(at))
            .or_else(|| self.half_after(at + 1).map(|_| (0, 0, at + 1)))?;
        let (half, end) = match self.half_after(end) {
            Some((half, end)) => (Some(half), end),
            None => (half_before, end),
        };
        let hour = match (half, hour) {
            (Some(Morning), 12) => 0,
            (Some(Afternoon), 1..=11) => hour + 12,
            _ => hour,
        };
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let after_word = self.eat_any(self.skip_space(end), &["Uhr", "uhr", "น.", "hrs"]).unwrap_or(end);
        let (offset, end) = self.offset(after_word).unwrap_or((None, after_word));
        Some(Clock { hour, minute, second, offset, end })
    }

    /// "21:26" and "21:26:05.123": minutes, seconds and the token after.
    fn colon_time(&self, at: usize) -> Option<(u32, u32, usize)> {
        let colon = |at: usize| self.is_mark(at, &[':', '：', '∶']);
        let two = |at: usize| self.number(at).filter(|(_, digits)| *digits == 2).map(|(value, _)| value);
        let minute = two(at + 2).filter(|_| colon(at + 1))?;
        let Some(second) = two(at + 4).filter(|_| colon(at + 3)) else {
            return Some((minute, 0, at + 3));
        };
        let fraction = self.is_mark(at + 5, &['.', ',']) && self.number(at + 6).is_some();
        // "10:30:45:12" is no time; a fraction belongs to the seconds.
        (!colon(at + 5)).then_some((minute, second, if fraction { at + 7 } else { at + 5 }))
    }

    /// "21h26", "21 h", "21时26分", "21時26分05秒", "21시 26분".
    fn worded_time(&self, at: usize) -> Option<(u32, u32, usize)> {
        let unit = self.skip_space(at + 1);
        if let Some(next) = self.eat_any(unit, &["时", "時", "点", "點", "시"]) {
            // "21時間" and "3시간" are spans of time, "21時" is a time.
            if self.eat_any(next, &["間", "间", "간"]).is_some() {
                return None;
            }
            let part = |at: usize, units: &[&str]| {
                let at = self.skip_space(at);
                let (value, _) = self.number(at)?;
                Some((value, self.eat_any(self.skip_space(at + 1), units)?))
            };
            let Some((minute, next)) = part(next, &["分", "분"]) else {
                return Some((0, 0, next));
            };
            let (second, next) = part(next, &["秒", "초"]).unwrap_or((0, next));
            return Some((minute, second, next));
        }
        if !matches!(&*self.word(unit)?, "h" | "u" | "hs") {
            return None;
        }
        let next = self.skip_space(unit + 1);
        match self.number(next) {
            Some((minute, 2)) => Some((minute, 0, next + 1)),
            _ => Some((0, 0, unit + 1)),
        }
    }

    /// "10.30am", "kl. 10.30", "10.30 Uhr": the dot alone would be a decimal.
    fn dotted_time(&self, at: usize) -> Option<(u32, u32, usize)> {
        let (minute, digits) = self.number(at + 2).filter(|_| self.is_mark(at + 1, &['.']))?;
        let end = at + 3;
        if digits != 2 || (self.is_mark(end, &['.', '/', '-']) && self.number(end + 1).is_some()) {
            return None;
        }
        let before = (1..=3).filter_map(|back| self.word(at.checked_sub(back)?)).next();
        let told = before.is_some_and(|word| word != "t" && LEAD_WORDS.binary_search(&&*word).is_ok())
            || self.half_after(end).is_some()
            || self.word(self.skip_space(end)).is_some_and(|word| word == "uhr")
            || DOTTED.contains(&&*self.language);
        told.then_some((minute, 0, end))
    }

    /// "下午", "오후" and the like stand before the hour.
    fn half_before(&self, at: usize) -> Option<(Half, usize)> {
        if self.kind(at) != Some(Kind::Word) {
            return None;
        }
        // Koreans also write "PM 9:26".
        if matches!(&*self.language, "ja" | "ko" | "zh")
            && let Some(next) = self.eat_any(at, &["AM", "PM"])
        {
            let half = if self.rest(at).starts_with('A') { Morning } else { Afternoon };
            return Some((half, next));
        }
        // All other words of this kind are in Chinese, Japanese or Korean.
        if self.rest(at).starts_with(|c: char| c.is_ascii()) {
            return None;
        }
        let morning = self.eat_any(at, &["上午", "午前", "오전", "凌晨", "早上"]);
        let afternoon = self.eat_any(at, &["下午", "午後", "오후", "晚上"]);
        let found = |next: Option<usize>, half: Half| next.map(|next| (half, next));
        found(morning, Morning).or_else(|| found(afternoon, Afternoon))
    }

    /// "am", "p.m.", "P. M." after the time.
    fn half_after(&self, at: usize) -> Option<(Half, usize)> {
        let at = self.skip_space(at);
        let half = |word: &str| HALVES.iter().find(|(name, _)| *name == word).map(|(_, half)| *half);
        let word = self.word(at)?;
        if let Some(half) = half(&word) {
            return Some((half, at + 1));
        }
        // Some languages put an ending to the Latin letters: "9:26 PMకి".
        let latin: String = word.chars().take_while(char::is_ascii).collect();
        if latin.len() == 2 && word.len() > 2 {
            return half(&latin).map(|half| (half, at + 1));
        }
        let second = self.skip_space(at + 2);
        if !self.is_mark(at + 1, &['.']) {
            return None;
        }
        let half = half(&format!("{word}{}", self.word(second)?))?;
        Some((half, second + 1 + usize::from(self.is_mark(second + 1, &['.']))))
    }
}

/// The time of the day that opens a text, as `T16:31:00`, and where it ends in bytes. Where nothing but the line's begin
/// tells it from a number ("16.31 BST"), two digits must follow the dot. A time with seconds is the place in a recording.
pub(crate) fn opening_clock(text: &str, context: &DateContext, months: &Months) -> Option<(String, usize)> {
    /// Longer than any time with its zone.
    const OPENING: usize = 40;
    let opening = text.char_indices().nth(OPENING).map_or(text, |(end, _)| &text[..end]);
    if !opening.starts_with(|c: char| c.is_alphanumeric()) || !super::token::has_digits(opening, 1) {
        return None;
    }
    let scan = Scan::new(opening, context, months);
    let clock = scan.clock(0).or_else(|| {
        let (hour, digits) = scan.number(0)?;
        let (minute, two) = scan.number(2).filter(|_| scan.is_mark(1, &['.', 'h']))?;
        let ends = matches!(scan.kind(3), None | Some(Kind::Space)) || scan.is_mark(3, &[':']);
        let is_time = HOUR.contains(&digits) && two == 2 && hour < 24 && minute < 60 && ends;
        let (offset, end) = scan.offset(3).unwrap_or((None, 3));
        is_time.then_some(Clock { hour, minute, second: 0, offset, end })
    })?;
    let end = clock.end.checked_sub(1).and_then(|last| scan.tokens.get(last))?.end;
    let ends = !text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '€' | '$'));
    (clock.second == 0 && ends).then(|| (clock.value(), end))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_tables_are_sorted() {
        assert!(super::LEAD_WORDS.is_sorted() && super::DOTTED.is_sorted());
    }
}
