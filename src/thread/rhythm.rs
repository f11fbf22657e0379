//! The rhythm of a thread: lines that are written alike again and again, with words between. "Posts: 720" and
//! "Posts: 25" are one pattern, "by Ann » Sat May 09, 2009 9:27 pm" and "by Ben » Sun May 10, 2009 1:02 am" another. What
//! comes back with every post belongs to the posters' cards; it is all that flattened text has to tell posts apart. What
//! a rhythm means for a line is left to the cues.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use jiff::civil::{DateTime, date};

use crate::credits::date::{DateContext, FoundDate, Months, find_dates};
use crate::line::{Line, Page};
use crate::measure::{Flag, LineMeasures, Measured};

/// A line of more words is no part of a card; a sentence that is quoted comes back as well, but is longer. A line with a
/// date may be longer than one without, above all where it repeats the subject: "Re: … by Ann: 10:16am on Apr 24".
const MOST_WORDS: f32 = 7.0;
const MOST_WORDS_DATED: f32 = 14.0;
const MOST_WORDS_SUBJECT: f32 = 24.0;

/// A page with fewer rounds has no rhythm.
const LEAST_ROUNDS: u16 = 2;

/// What the lines of a page have of its rhythm.
#[derive(Debug, Default)]
pub(crate) struct Rhythm {
    /// Per line: how often its pattern comes back behind content; 0 for long lines.
    pub(crate) rounds: Vec<u16>,
    /// The most rounds that a pattern of the page has.
    pub(crate) most: f32,
}

/// What the lines of a page are like, whichever of them are content.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    /// Per line: its pattern, a number that means nothing else; 0 for long lines.
    pub(crate) of: Vec<u64>,
    /// Per line: whether it tells a moment, be it without a year or in relation to now.
    pub(crate) timed: Vec<bool>,
}

impl Patterns {
    /// Looks at every line of a page.
    pub(crate) fn find(lines: &[LineMeasures], page: &Page, moments: &[Option<Vec<FoundDate>>]) -> Patterns {
        let lines = page.lines.iter().zip(lines).zip(moments);
        let (of, timed) = lines.map(|((line, measures), found)| pattern(line, measures, found.as_deref())).unzip();
        Patterns { of, timed }
    }
}

impl Rhythm {
    /// Finds the rhythm of a page of which it is known (or guessed) which lines are content.
    pub(crate) fn of(page: &Measured<'_>, content: &[bool]) -> Rhythm {
        let rounds = rounds(&page.patterns.of, &running(content));
        let most = rounds.iter().copied().max().unwrap_or(0).max(LEAST_ROUNDS);
        Rhythm { rounds, most: f32::from(most) }
    }

    /// The lines of the pattern that comes back most often: of those that tell a moment where one of them does, of equals
    /// the one that comes first.
    pub(crate) fn beats(&self, page: &Measured<'_>) -> Vec<usize> {
        let patterns = &page.patterns;
        let lines = 0..self.rounds.len();
        let comes_back = |line: &usize| self.rounds[*line] >= LEAST_ROUNDS;
        let best = lines.clone().filter(comes_back);
        let best = best.max_by_key(|&line| (patterns.timed[line], self.rounds[line], std::cmp::Reverse(line)));
        let Some(best) = best else { return Vec::new() };
        lines.filter(|&line| patterns.of[line] == patterns.of[best]).collect()
    }

    /// The share of the page's rounds in which a line's pattern comes back.
    pub(crate) fn share(&self, line: usize) -> f32 {
        self.rounds
            .get(line)
            .map_or(0.0, |&rounds| if rounds >= LEAST_ROUNDS { f32::from(rounds) / self.most } else { 0.0 })
    }
}

/// Any moment will do to find out whether words name one in relation to it.
const ANY_MOMENT: DateTime = date(2020, 6, 15).at(12, 0, 0, 0);

/// The dates that a line tells, and the moments that it tells without a year or in relation to now: "3 hours ago". Of
/// the latter nobody knows the day, but they stand where dates stand.
pub(super) fn moments(text: &str, context: &DateContext<'_>, months: &Months) -> Vec<FoundDate> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return find_dates(text, context, months);
    }
    find_dates(text, &DateContext { now: Some(ANY_MOMENT), ..*context }, months)
}

/// The moments of each line that is short enough to be a card's; none of the others are looked for.
pub(crate) fn moments_of_lines(page: &Page, lines: &[LineMeasures], months: &Months) -> Vec<Option<Vec<FoundDate>>> {
    let context = DateContext { language: page.metadata.language.as_deref(), now: None, day_first: None };
    let of_line = |(line, measures): (&Line, &LineMeasures)| {
        let most = if measures.has(Flag::EndsSentence) { MOST_WORDS_DATED } else { MOST_WORDS_SUBJECT };
        let text = line.words();
        (measures.words <= most && !text.is_empty()).then(|| moments(text, &context, months))
    };
    page.lines.iter().zip(lines).map(of_line).collect()
}

/// The dates of a text of which the moments are known: the same, where each of them tells its day by itself.
pub(crate) fn dates_of(
    moments: &[FoundDate],
    text: &str,
    context: &DateContext<'_>,
    months: &Months,
) -> Vec<FoundDate> {
    let are_whole = context.now.is_none() && moments.iter().all(|moment| !moment.relative);
    if are_whole { moments.to_vec() } else { find_dates(text, context, months) }
}

/// Content lines before each line, one longer than the lines.
fn running(content: &[bool]) -> Vec<u32> {
    let mut sums = Vec::with_capacity(content.len() + 1);
    let mut sum = 0;
    sums.push(0);
    for &is_content in content {
        sum += u32::from(is_content);
        sums.push(sum);
    }
    sums
}

/// How often each key comes back with content since it was there last.
fn rounds(keys: &[u64], content: &[u32]) -> Vec<u16> {
    let mut seen: FxHashMap<u64, (u16, u32)> = FxHashMap::default();
    for (line, &key) in keys.iter().enumerate().filter(|(_, key)| **key != 0) {
        let (rounds, before) = seen.entry(key).or_insert((0, u32::MAX));
        if *before != content[line] {
            *rounds = rounds.saturating_add(1);
        }
        *before = content[line + 1];
    }
    keys.iter().map(|key| seen.get(key).map_or(0, |(rounds, _)| *rounds)).collect()
}

/// What a line is like when its dates and numbers are left open, 0 for a long line, which is like none; and whether it
/// tells a moment.
fn pattern(line: &Line, measures: &LineMeasures, moments: Option<&[FoundDate]>) -> (u64, bool) {
    let Some(moments) = moments else { return (0, false) };
    let text = line.words();
    let timed = !moments.is_empty();
    if measures.words > MOST_WORDS && !timed {
        return (0, false);
    }
    let mut hasher = FxHasher::default();
    let mut from = 0;
    // Beside a date stands a name as often as not, another one in every card, so the words beside it are left open.
    for moment in moments {
        hash_piece(text.get(from..moment.span.start).unwrap_or_default(), false, &mut hasher);
        hasher.write_u8(1);
        from = moment.span.end;
    }
    hash_piece(text.get(from..).unwrap_or_default(), !timed, &mut hasher);
    (hasher.finish() | 1, timed)
}

fn hash_piece(text: &str, words: bool, hasher: &mut FxHasher) {
    let mut digit = false;
    for c in text.chars().filter(|c| !c.is_whitespace() && (words || !c.is_alphanumeric())) {
        let is_digit = c.is_numeric() || digit && matches!(c, '.' | ',');
        if !is_digit {
            c.to_lowercase().for_each(|c| c.hash(hasher));
        } else if !digit {
            hasher.write_u8(0);
        }
        digit = is_digit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn dates_among_moments_are_those_of_the_text() {
        let rules = Rules::built_in();
        let context = DateContext { language: Some("en"), now: None, day_first: None };
        for text in [
            "Posted 27 April 2022, 21:26",
            "3 hours ago",
            "27 April 2022, last seen 2 days ago",
            "5:30 | 27 April 2022, 21:26 3 May",
            "24 April at 5:50PM",
            "Page 3 of 12",
            "yesterday",
        ] {
            let found = dates_of(&moments(text, &context, &rules.months), text, &context, &rules.months);
            assert_eq!(found, find_dates(text, &context, &rules.months), "{text}");
        }
    }

    #[test]
    fn rounds_are_counted_between_content() {
        // Keys of lines, and whether each is content; key 0 is a long line.
        let keys = [7, 8, 0, 7, 7, 0, 7, 8, 0];
        let content = running(&keys.map(|key| key == 0));
        assert_eq!(rounds(&keys, &content), [3, 2, 0, 3, 3, 0, 3, 2, 0]);
    }
}
