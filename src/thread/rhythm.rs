//! The rhythm of a thread: lines that are written alike again and again, with words between. "Posts: 720" and "Posts: 25"
//! are one pattern, "by Ann » Sat May 09, 2009 9:27 pm" and "by Ben » Sun May 10, 2009 1:02 am" another. What comes back with every post
//! belongs to the posters' cards; it is all that flattened text has to tell posts apart. What a rhythm means for a line is
//! left to the cues.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use jiff::civil::{DateTime, date};

use crate::credits::date::{DateContext, FoundDate, Months, find_dates};
use crate::measure::Measured;
use crate::rules::Rules;

/// A line of more words is no part of a card; a sentence that is quoted comes back as well, but is longer. A line with a
/// date may be longer than one without.
const MOST_WORDS: f32 = 7.0;
const MOST_WORDS_DATED: f32 = 14.0;

/// A line that comes back in so much of the rounds of the page beats the rhythm.
const BEATS: f32 = 0.5;

/// A name, a rank or a button has at most so many words.
const SHORT_WORDS: f32 = 3.0;

/// A page with fewer rounds has no rhythm.
const LEAST_ROUNDS: u16 = 2;

/// What the lines of a page have of its rhythm.
#[derive(Debug, Default)]
pub(crate) struct Rhythm {
    /// Per line: how often its pattern comes back behind content; 0 for long lines.
    pub(crate) rounds: Vec<u16>,
    /// The most rounds that a pattern of the page has.
    pub(crate) most: f32,
    /// Per line: how many lines back, and on, the rhythm beats; too far for a card where it is a large number.
    pub(crate) since_beat: Vec<u16>,
    pub(crate) until_beat: Vec<u16>,
    /// Per line: how many content lines stand between the beats around it.
    pub(crate) content_in_round: Vec<u16>,
    /// Per line: its pattern, a number that means nothing else; 0 for long lines.
    pub(crate) patterns: Vec<u64>,
    /// Per line: of all lines that stand like it behind a line of this pattern (before one), the share that is short. Not
    /// a number where the neighbour does not come back.
    pub(crate) short_behind: Vec<f32>,
    pub(crate) short_before: Vec<f32>,
    /// Per line: whether it tells a moment, be it without a year or in relation to now.
    pub(crate) timed: Vec<bool>,
}

impl Rhythm {
    /// Finds the rhythm of a page of which it is known (or guessed) which lines are content.
    pub(crate) fn of(page: &Measured<'_>, rules: &Rules, content: &[bool]) -> Rhythm {
        let (patterns, timed): (Vec<u64>, Vec<bool>) =
            (0..content.len()).map(|line| pattern(page, rules, line)).unzip();
        let content = running(content);
        let rounds = rounds(&patterns, &content);
        let most = rounds.iter().copied().max().unwrap_or(0).max(LEAST_ROUNDS);
        let mut rhythm = Rhythm { rounds, most: f32::from(most), patterns, timed, ..Rhythm::default() };
        rhythm.place_beats(&content);
        let is_short: Vec<bool> = page.lines.iter().map(|line| line.words <= SHORT_WORDS).collect();
        let neighbour = |line: usize, step: isize| line.checked_add_signed(step).filter(|&at| at < is_short.len());
        rhythm.short_behind = rhythm.short_beside(&is_short, |line| neighbour(line, -1));
        rhythm.short_before = rhythm.short_beside(&is_short, |line| neighbour(line, 1));
        rhythm
    }

    /// The share of the page's rounds in which a line's pattern comes back.
    pub(crate) fn share(&self, line: usize) -> f32 {
        self.rounds
            .get(line)
            .map_or(0.0, |&rounds| if rounds >= LEAST_ROUNDS { f32::from(rounds) / self.most } else { 0.0 })
    }

    /// Per line the share of short lines among those beside a line of the same pattern.
    fn short_beside(&self, is_short: &[bool], neighbour: impl Fn(usize) -> Option<usize>) -> Vec<f32> {
        let key =
            |line: usize| neighbour(line).filter(|&at| self.rounds[at] >= LEAST_ROUNDS).map(|at| self.patterns[at]);
        let mut counts: FxHashMap<u64, (f32, f32)> = FxHashMap::default();
        for (line, &is_short) in is_short.iter().enumerate() {
            let Some(key) = key(line) else { continue };
            let (all, short) = counts.entry(key).or_default();
            *all += 1.0;
            *short += f32::from(u8::from(is_short));
        }
        (0..is_short.len())
            .map(|line| key(line).map_or(f32::NAN, |key| counts.get(&key).map_or(f32::NAN, |(all, short)| short / all)))
            .collect()
    }

    fn place_beats(&mut self, content: &[u32]) {
        let count = self.rounds.len();
        let beats: Vec<bool> = (0..count).map(|line| self.share(line) >= BEATS).collect();
        self.since_beat = distances(count, (0..count).map(|line| beats[line]));
        self.until_beat = distances(count, (0..count).rev().map(|line| beats[line]));
        self.until_beat.reverse();
        self.content_in_round = vec![u16::MAX; count];
        for line in 0..count {
            let (since, until) = (usize::from(self.since_beat[line]), usize::from(self.until_beat[line]));
            if since <= line && line + until < count {
                let between = content[line + until].saturating_sub(content[line - since]);
                self.content_in_round[line] = between.min(u32::from(u16::MAX)) as u16;
            }
        }
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

/// Per line how many lines back the last marked one stands; more lines than there are where there is none.
fn distances(count: usize, marks: impl Iterator<Item = bool>) -> Vec<u16> {
    let none = (count + 1).min(usize::from(u16::MAX)) as u16;
    let mut since = none;
    marks
        .map(|mark| {
            since = if mark { 0 } else { since.saturating_add(1).min(none) };
            since
        })
        .collect()
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
fn pattern(page: &Measured<'_>, rules: &Rules, line: usize) -> (u64, bool) {
    let text = page.page.lines[line].words();
    let words = page.lines[line].words;
    if words > MOST_WORDS_DATED || text.is_empty() {
        return (0, false);
    }
    let context = DateContext { language: page.page.metadata.language.as_deref(), now: None, day_first: None };
    let dates = moments(text, &context, &rules.months);
    let timed = !dates.is_empty();
    if words > MOST_WORDS && !timed {
        return (0, false);
    }
    let mut hasher = FxHasher::default();
    let mut from = 0;
    // Beside a date stands a name as often as not, another one in every card, so the words beside it are left open.
    for date in dates {
        hash_piece(text.get(from..date.span.start).unwrap_or_default(), false, &mut hasher);
        hasher.write_u8(1);
        from = date.span.end;
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

    #[test]
    fn rounds_are_counted_between_content() {
        // Keys of lines, and whether each is content; key 0 is a long line.
        let keys = [7, 8, 0, 7, 7, 0, 7, 8, 0];
        let content = running(&keys.map(|key| key == 0));
        assert_eq!(rounds(&keys, &content), [3, 2, 0, 3, 3, 0, 3, 2, 0]);
    }

    #[test]
    fn distances_to_marks() {
        let marks = [false, true, false, false, true, false];
        assert_eq!(distances(6, marks.into_iter()), [7, 0, 1, 2, 0, 1]);
    }
}
