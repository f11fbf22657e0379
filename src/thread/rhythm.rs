//! The rhythm of a thread: lines that are written alike again and again, with words between. "Posts: 720" and "Posts: 25"
//! are one pattern, "by Ann » Sat May 09, 2009 9:27 pm" and "by Ben » Sun May 10, 2009 1:02 am" another. What comes back with every post
//! belongs to the posters' cards; it is all that flattened text has to tell posts apart. What a rhythm means for a line is
//! left to the cues.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::credits::date::{DateContext, find_dates};
use crate::document::Label;
use crate::measure::Measured;
use crate::rules::Rules;

/// A line of more words is no part of a card; a sentence that is quoted comes back as well, but is longer. A line with a
/// date may be longer than one without.
const MOST_WORDS: f32 = 7.0;
const MOST_WORDS_DATED: f32 = 14.0;

/// A line that comes back in so much of the rounds of the page beats the rhythm.
const BEATS: f32 = 0.5;

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
}

impl Rhythm {
    /// Finds the rhythm of a page whose lines have been judged.
    pub(crate) fn of(page: &Measured<'_>, rules: &Rules, labels: &[Label]) -> Rhythm {
        let patterns: Vec<u64> = (0..labels.len()).map(|line| pattern(page, rules, line)).collect();
        let content = running(labels);
        let rounds = rounds(&patterns, &content);
        let most = rounds.iter().copied().max().unwrap_or(0).max(LEAST_ROUNDS);
        let mut rhythm = Rhythm { rounds, most: f32::from(most), patterns, ..Rhythm::default() };
        rhythm.place_beats(&content);
        rhythm
    }

    /// The share of the page's rounds in which a line's pattern comes back.
    pub(crate) fn share(&self, line: usize) -> f32 {
        self.rounds
            .get(line)
            .map_or(0.0, |&rounds| if rounds >= LEAST_ROUNDS { f32::from(rounds) / self.most } else { 0.0 })
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

/// Content lines before each line, one longer than the lines.
fn running(labels: &[Label]) -> Vec<u32> {
    let mut sums = Vec::with_capacity(labels.len() + 1);
    let mut sum = 0;
    sums.push(0);
    for label in labels {
        sum += u32::from(label.is_content());
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

/// What a line is like when its dates and numbers are left open; 0 for a long line, which is like none.
fn pattern(page: &Measured<'_>, rules: &Rules, line: usize) -> u64 {
    let text = page.page.lines[line].words();
    let most = if page.dated[line] > 0.0 { MOST_WORDS_DATED } else { MOST_WORDS };
    if page.lines[line].words > most || text.is_empty() {
        return 0;
    }
    let context = DateContext { language: page.page.metadata.language.as_deref(), now: None, day_first: None };
    let dates = if page.dated[line] > 0.0 { find_dates(text, &context, &rules.months) } else { Vec::new() };
    let mut hasher = FxHasher::default();
    let mut from = 0;
    // Beside a date stands a name as often as not, another one in every card, so the words beside it are left open.
    let words = dates.is_empty();
    for date in dates {
        hash_piece(text.get(from..date.span.start).unwrap_or_default(), words, &mut hasher);
        hasher.write_u8(1);
        from = date.span.end;
    }
    hash_piece(text.get(from..).unwrap_or_default(), words, &mut hasher);
    hasher.finish() | 1
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
        let content = running(&keys.map(|key| if key == 0 { Label::Body } else { Label::PostMeta }));
        assert_eq!(rounds(&keys, &content), [3, 2, 0, 3, 3, 0, 3, 2, 0]);
    }

    #[test]
    fn distances_to_marks() {
        let marks = [false, true, false, false, true, false];
        assert_eq!(distances(6, marks.into_iter()), [7, 0, 1, 2, 0, 1]);
    }
}
