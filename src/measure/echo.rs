//! Which lines say again what another line says: hidden and mobile copies, teasers cut short, quotes in replies. Whole
//! lines that are the same are counted in `measure`; here runs of words are compared, so that an added word or another
//! line break does not hide a copy.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::Measured;
use super::line::is_unspaced;
use crate::line::Line;
use crate::rules::Rules;

/// So many words in a row are a run; in scripts without spaces so many characters stand for them.
const RUN: usize = 5;
const RUN_UNSPACED: usize = 9;

/// The lines whose words a line repeats.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Echo {
    /// Share of its runs of words, 0 to 1.
    pub(crate) share: f32,
    /// The line in which the first of them stands.
    pub(crate) line: usize,
}

/// Of lines with fewer words than this the share of different ones says nothing; of longer ones than that, the first so
/// many are looked at, since the share falls with the length of any text.
const DISTINCT_FROM: usize = 8;
const DISTINCT_WITHIN: usize = 60;

/// Per line: what it repeats of earlier lines, what later lines repeat of it, and which share of its first words are
/// different ones.
pub(super) fn echoes(lines: &[Line]) -> (Vec<Echo>, Vec<Echo>, Vec<f32>) {
    // Of all runs in their order: the place of each among the different ones; of those, the first and the last line.
    let mut runs: Vec<u32> = Vec::new();
    let mut places: Vec<[u32; 2]> = Vec::new();
    let mut known: FxHashMap<u64, u32> = FxHashMap::default();
    let mut distinct = Vec::with_capacity(lines.len());
    let mut ends = Vec::with_capacity(lines.len());
    let mut words = Vec::new();
    for (at, line) in (0_u32..).zip(lines) {
        hash_words(line.words(), &mut words);
        for run in words.windows(RUN).map(hash) {
            let place = *known.entry(run).or_insert_with(|| {
                places.push([at; 2]);
                places.len() as u32 - 1
            });
            places[place as usize][1] = at;
            runs.push(place);
        }
        ends.push(runs.len());
        distinct.push(distinct_share(&mut words));
    }
    let echo = |at: usize, which: usize| {
        let start = at.checked_sub(1).map_or(0, |before| ends[before]);
        let own = &runs[start..ends[at]];
        let lines = own.iter().map(|&run| places[run as usize][which] as usize);
        let mut elsewhere = lines.filter(|&line| line != at).peekable();
        let line = elsewhere.peek().copied().unwrap_or(at);
        Echo { share: elsewhere.count() as f32 / own.len().max(1) as f32, line }
    };
    let all = |which: usize| (0..lines.len()).map(|at| echo(at, which)).collect();
    (all(0), all(1), distinct)
}

/// The share of different ones among the first words of a line; not a number where there are few. Sorts the words.
fn distinct_share(words: &mut Vec<u64>) -> f32 {
    words.truncate(DISTINCT_WITHIN);
    let count = words.len();
    if count < DISTINCT_FROM {
        return f32::NAN;
    }
    words.sort_unstable();
    words.dedup();
    words.len() as f32 / count as f32
}

/// From this share of its runs of words on, a line repeats another.
const REPEATS: f32 = 0.65;

/// A line of which so much is a date says when something was written.
const IS_STAMP: f32 = 0.5;

/// Per line, whether a quotation repeats in it what an earlier line says: it stands in one by its markup, or behind a line
/// that says whose words follow, and perhaps when they were written, or behind another such line.
pub(super) fn cites(page: &Measured<'_>, rules: &Rules) -> Vec<bool> {
    let whose = rules.phrases.place("quote-said");
    let says_whose = |line: usize| whose.is_some_and(|whose| page.phrases[line].contains(&whose));
    let mut goes_on = false;
    let lines = 0..page.lines.len();
    lines
        .map(|line| {
            let repeats = page.echoes[line].share >= REPEATS || page.earlier_copies[line] > 0;
            let cites = repeats && (goes_on || page.page.lines[line].block.quote > 0);
            goes_on = cites || says_whose(line) || (goes_on && page.dated[line] >= IS_STAMP);
            cites
        })
        .collect()
}

fn hash(parts: &[u64]) -> u64 {
    let mut hasher = FxHasher::default();
    parts.iter().for_each(|&part| hasher.write_u64(part));
    hasher.finish()
}

/// The words of a line as hashes of their letters and digits, whatever their case; of scripts without spaces each
/// character is one of several that make a word.
pub(crate) fn hash_words(text: &str, words: &mut Vec<u64>) {
    words.clear();
    let mut hasher = FxHasher::default();
    let (mut open, mut unspaced) = (false, false);
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            hasher.write_u32(c.to_ascii_lowercase().into());
            open = true;
        } else if is_unspaced(c) {
            words.push(u64::from(u32::from(c)));
            unspaced = true;
        } else if c.is_alphanumeric() {
            hasher.write_u32(c.to_lowercase().next().unwrap_or(c).into());
            open = true;
        } else if open && c.is_whitespace() {
            words.push(std::mem::take(&mut hasher).finish());
            open = false;
        }
    }
    if open {
        words.push(hasher.finish());
    }
    if unspaced {
        let joined: Vec<u64> = words.windows(RUN_UNSPACED - RUN + 1).map(hash).collect();
        *words = joined;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], before: &[(f32, usize)], after: &[(f32, usize)]) {
        let lines: Vec<Line> = lines.iter().map(|text| Line { text: (*text).to_owned(), ..Line::default() }).collect();
        let told = |echoes: Vec<Echo>| echoes.iter().map(|echo| (echo.share, echo.line)).collect::<Vec<_>>();
        let (earlier, later, _) = echoes(&lines);
        assert_eq!((told(earlier), told(later)), (before.to_vec(), after.to_vec()));
    }

    #[test]
    fn repeated_runs_are_found_both_ways() {
        let whole = "The mill by the weir was sold, on Friday, to a baker.";
        let teaser = "the MILL by the weir was sold...";
        check(&[whole, "Tickets", teaser], &[(0.0, 0), (0.0, 1), (1.0, 0)], &[(3.0 / 8.0, 2), (0.0, 1), (0.0, 2)]);
        check(
            &["水车旁的磨坊在星期五卖给了一位面包师", "水车旁的磨坊在星期五"],
            &[(0.0, 0), (1.0, 0)],
            &[(0.2, 1), (0.0, 1)],
        );
        check(&["", "short line"], &[(0.0, 0), (0.0, 1)], &[(0.0, 0), (0.0, 1)]);
    }

    #[test]
    fn quotations_cite_and_copies_do_not() {
        let words = "The mill by the weir was sold, on Friday, to a baker.";
        let text = format!("{words}\nReply\n{words}\nAnn wrote:\n12 Jan 2018, 15:28\n{words}\nReply\nWho says so?");
        let page = crate::front::text::read(&text, &|_| Vec::new());
        let rules = Rules::built_in();
        let cited = Measured::new(&page, &rules).cites;
        assert_eq!(cited, [false, false, false, false, false, true, true, false]);
    }
}
