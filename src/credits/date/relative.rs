//! Days told from the reference time: "3 hours ago", "yesterday at 5:14 PM",
//! "vor 2 Stunden", "3天前". Weeks and more are left alone, since "2 weeks ago"
//! names no day.

use super::clock::Clock;
use super::scan::Scan;
use super::token::{Kind, tokens};
use jiff::civil::DateTime;
use jiff::{Span, ToSpan};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What a relative date counts in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Unit {
    Second,
    Minute,
    Hour,
    Day,
}
use Unit::{Day, Hour, Minute, Second};

/// A relative date that was read.
pub(super) struct Relative {
    pub(super) moment: DateTime,
    /// Set where the text names the time of the day.
    pub(super) clock: Option<Clock>,
    /// Whether the moment has a time: it was told in hours or less.
    pub(super) has_time: bool,
    /// First byte of the words.
    pub(super) start: usize,
    /// The token after the words.
    pub(super) end: usize,
}

/// Counts above this are no ages of a page in any unit.
const MOST: u32 = 10_000;

/// A longer text without digits is prose and holds no relative date.
pub(super) const LONGEST_LINE: usize = 120;

/// In a longer text, "yesterday" without a time is a word of its prose.
const LONGEST_NEAR_DAY: usize = 40;

/// "Yesterday at 5:14": the time is at most this many tokens away.
const NEAR: usize = 6;

/// The units' names, folded, sorted and parted by bars, as in the tables below.
const UNITS: &[(Unit, &str)] = &[
    (Second, "giay|sec|second|secondes|seconds|secs|segundos|sekunden|sekunder|секунд"),
    (
        Minute,
        "m|menit|min|mins|minut|minuta|minutami|minute|minuten|minuter|minutes|minuti|minuto|\
         minutos|minutter|minutters|minuttia|minuty|minuut|perce|phut|λεπτα|мин|минут|минути|\
         минуту|минуты|хвилин|хвилини|דקות|دقائق|دقيقة|دقيقه|मिनट",
    ),
    (
        Hour,
        "gio|godzin|godzine|godziny|h|heure|heures|hodin|hodinami|hodinou|hora|horas|hores|\
         hour|hours|hr|hrs|jam|ora|ore|saat|sat|sata|sati|std|stunde|stunden|tim|timer|timmar|\
         timme|tunti|tuntia|uur|ωρα|ωρεσ|годин|година|години|час|часа|часов|שעות|ساعات|ساعة|\
         ساعت|घंटे",
    ),
    (
        Day,
        "d|dag|dagar|dage|dagen|dager|dana|day|days|dia|dias|dies|dni|giorni|giorno|gun|hari|\
         jour|jours|ngay|paiva|paivaa|tag|tage|tagen|zi|zile|ημερεσ|день|дней|дни|дня|дні|днів|\
         ימים|ايام|روز|يوما|दिन",
    ),
];

/// Words behind number and unit that say "ago", folded and sorted.
const AGO_AFTER: &[&str] = &[
    "ago",
    "atras",
    "fa",
    "geleden",
    "lalu",
    "nazad",
    "sedan",
    "siden",
    "sitten",
    "tagasi",
    "temu",
    "truoc",
    "yang",
    "назад",
    "тому",
    "پيش",
    "पहले",
];

/// Words before the number that say "ago", lower-case.
const AGO_BEFORE: &[&str] = &[
    "acum",
    "hace",
    "há",
    "il y a",
    "vor",
    "före",
    "před",
    "pred",
    "prije",
    "pre",
    "преди",
    "пред",
    "πριν από",
    "πριν",
    "منذ",
    "قبل",
    "לפני",
    "fa",
];

/// Number-less forms: the words, folded, and the unit of which there was one.
const ONE: &[(Unit, &str)] = &[
    (Minute, "a minute ago|hace un minuto|il y a une minute|vor einer minute"),
    (
        Hour,
        "an hour ago|hace una hora|il y a une heure|one hour ago|un'ora fa|vor einer stunde|\
         час назад",
    ),
    (Day, "a day ago|hace un dia|il y a un jour|one day ago|un giorno fa|vor einem tag"),
];

/// Scripts without spaces: what stands behind the number, whole.
const GLUED: &[(Unit, &str)] = &[
    (Second, "秒前"),
    (Minute, "นาทีที่ผ่านมา|นาทีที่แล้ว|分前|分鐘前|分钟前|분 전|분전"),
    (Hour, "ชั่วโมงที่ผ่านมา|ชั่วโมงที่แล้ว|个小时前|個小時前|小时前|小時前|时间前|時間前|시간 전|시간전"),
    (Day, "วันที่ผ่านมา|วันที่แล้ว|天前|日前|일 전|일전"),
];

/// Names of near days by the days since, folded and sorted.
const NEAR_DAYS: &[(i32, &str)] = &[
    (
        0,
        "aujourd'hui|azi|bugun|danas|dnes|dzisiaj|heute|hoje|hom nay|hoy|i dag|oggi|tanaan|\
         today|vandaag|сегодня|сьогодні|היום|اليوم|今天|今日|오늘",
    ),
    (
        1,
        "ayer|dun|eilen|gestern|gisteren|hom qua|i gar|ieri|juce|kemarin|ontem|tegnap|vcera|\
         wczoraj|yesterday|χθεσ|вчера|вчора|אתמול|امس|昨天|昨日|어제",
    ),
];

/// Names of near days that mean something else in other languages: the language,
/// the word, and the days since.
const LOCAL_DAYS: &[(&str, &str, i32)] = &[("fr", "hier", 1), ("hu", "ma", 0)];

/// The first words of the tables' names, so that other words cost one look.
static OPENERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let ones = ONE.iter().map(|(_, names)| *names);
    let days = NEAR_DAYS.iter().map(|(_, names)| *names);
    let local = LOCAL_DAYS.iter().map(|(_, name, _)| *name);
    let names = ones.chain(days).chain(local).flat_map(|names| names.split('|'));
    names.filter_map(|name| name.get(..tokens(name).first()?.end)).collect()
});

/// The units by their names.
static UNIT_OF: LazyLock<FxHashMap<&str, Unit>> =
    LazyLock::new(|| UNITS.iter().flat_map(|(unit, names)| names.split('|').map(|name| (name, *unit))).collect());

impl Scan<'_> {
    /// The relative date that starts at a token, where the reference is known.
    pub(super) fn relative(&self, at: usize) -> Option<Relative> {
        let now = self.context.now?;
        match self.kind(at)? {
            Kind::Number => self.counted(at, now),
            // In a longer text a word alone says nothing, and is not looked up.
            Kind::Word if self.text.len() <= LONGEST_LINE || self.number_is_near(at) => {
                let opens = OPENERS.contains(&*self.word(at)?);
                opens.then(|| self.one(at, now).or_else(|| self.near_day(at, now))).flatten()
            }
            _ => None,
        }
    }

    /// "3 hours ago", "vor 2 Stunden", "3時間前".
    fn counted(&self, at: usize, now: DateTime) -> Option<Relative> {
        let (count, _) = self.number(at).filter(|(count, _)| *count <= MOST)?;
        if self.continues_number(at, &['.', ',', ':', '/', '-']) {
            return None;
        }
        let name = self.skip_space(at + 1);
        // None of these scripts is written in ASCII.
        if !self.rest(name).starts_with(|c: char| c.is_ascii()) {
            for (unit, names) in GLUED {
                if let Some(end) = names.split('|').find_map(|text| self.eat(name, text)) {
                    return ago(now, count, *unit, self.end_byte(at), end);
                }
            }
        }
        let word = self.word(name)?;
        let unit = UNIT_OF.get(&*word)?;
        let after = self.skip_space(name + 1 + usize::from(self.is_mark(name + 1, &['.'])));
        // Folded, the Turkish word would be an English one.
        let turkish = self.eat_any(after, &["önce", "Önce"]).is_some();
        if turkish || self.word(after).is_some_and(|word| AGO_AFTER.binary_search(&&*word).is_ok()) {
            let start = self.tokens.get(at)?.start;
            return ago(now, count, *unit, start, after + 1);
        }
        let before = self.before(at);
        let start = start_of_ago(before)?;
        ago(now, count, *unit, start, name + 1)
    }

    fn number_is_near(&self, at: usize) -> bool {
        (at + 1..=at + NEAR).any(|at| self.kind(at) == Some(Kind::Number))
    }

    /// "an hour ago", "vor einer Stunde".
    fn one(&self, at: usize, now: DateTime) -> Option<Relative> {
        let word = self.word(at)?;
        let (unit, end) = ONE.iter().find_map(|(unit, names)| Some((*unit, self.eat_one_of(at, &word, names)?)))?;
        ago(now, 1, unit, self.tokens.get(at)?.start, end)
    }

    /// "yesterday at 5:14 PM", "вчера, 21:26", "今天 09:26".
    fn near_day(&self, at: usize, now: DateTime) -> Option<Relative> {
        let word = self.word(at)?;
        let local = LOCAL_DAYS.iter().find(|(language, near, _)| *language == self.language && *near == word);
        let (days, end) = match local {
            Some((_, _, days)) => (*days, at + 1),
            None => NEAR_DAYS.iter().find_map(|(days, names)| Some((*days, self.eat_one_of(at, &word, names)?)))?,
        };
        let clock = self.clock_after(end);
        let last = self.tokens.len() - usize::from(self.is_mark(self.tokens.len().saturating_sub(1), &['.', ':', '|']));
        let alone = self.text.len() <= LONGEST_NEAR_DAY && (at == 0 || end >= last) && !self.is_mark(end, &['’', '\'']);
        if clock.is_none() && !alone {
            return None;
        }
        let moment = now.checked_sub(days.days()).ok()?;
        Some(Relative { moment, clock, has_time: false, start: self.tokens.get(at)?.start, end })
    }

    /// The token after the first of `names` that the text goes on with; `word` is
    /// the folded word at the token.
    fn eat_one_of(&self, at: usize, word: &str, names: &str) -> Option<usize> {
        names.split('|').filter(|name| name.starts_with(word)).find_map(|name| self.eat_words(at, name))
    }

    /// The token after folded words, if the text goes on with them.
    fn eat_words(&self, at: usize, words: &str) -> Option<usize> {
        let mut next = at;
        let mut left = words;
        while !left.is_empty() {
            left = match self.kind(next)? {
                Kind::Word => left.strip_prefix(&*self.word(next)?)?,
                Kind::Space => left.strip_prefix(' ')?,
                Kind::Mark('’' | '\'') => left.strip_prefix('\'')?,
                _ => return None,
            };
            next += 1;
        }
        Some(next)
    }
}

/// The moment that long before the reference, if the calendar has one.
fn ago(now: DateTime, count: u32, unit: Unit, start: usize, end: usize) -> Option<Relative> {
    let span = Span::new();
    let span = match unit {
        Second => span.try_seconds(count),
        Minute => span.try_minutes(count),
        Hour => span.try_hours(count),
        Day => span.try_days(count),
    };
    let moment = now.checked_sub(span.ok()?).ok()?;
    Some(Relative { moment, clock: None, has_time: unit != Day, start, end })
}

/// Where the word for "ago" starts that ends `before`.
fn start_of_ago(before: &str) -> Option<usize> {
    let trimmed = before.trim_end();
    // The longest of the words has few characters; nothing else is lowered.
    let tail = trimmed.char_indices().rev().nth(11).map_or(0, |(at, _)| at);
    AGO_BEFORE.iter().find_map(|word| {
        let start = trimmed.len().checked_sub(word.len()).filter(|start| *start >= tail)?;
        let found = trimmed.get(start..)?.to_lowercase() == **word;
        let whole = !trimmed.get(..start)?.ends_with(char::is_alphabetic);
        (found && whole).then_some(start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        for (_, names) in UNITS.iter().chain(GLUED).chain(ONE) {
            assert!(names.split('|').is_sorted(), "{names}");
        }
        assert!(NEAR_DAYS.iter().all(|(_, names)| names.split('|').is_sorted()));
        assert!(AGO_AFTER.is_sorted() && LOCAL_DAYS.is_sorted());
    }
}
