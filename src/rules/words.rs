//! The word lists: those that carry points are gathered from the points files, so that a word and its points stand in
//! one place.

use rustc_hash::{FxHashMap, FxHashSet};

use super::points::PointRows;

/// A list of words, sorted, and the place of each.
#[derive(Debug, Default)]
pub(crate) struct WordList {
    places: FxHashMap<Box<str>, u16>,
}

impl WordList {
    /// The place of a word in the list.
    pub(crate) fn place(&self, word: &str) -> Option<u16> {
        self.places.get(word).copied()
    }

    /// The words in order.
    pub(crate) fn entries(&self) -> Vec<String> {
        let mut words: Vec<String> = self.places.keys().map(|word| word.to_string()).collect();
        words.sort_unstable();
        words
    }
}

/// The words that stand behind these prefixes in the points files, sorted.
pub(super) fn of_prefixes(files: &[(&str, PointRows<'_>)], prefixes: &[&str]) -> WordList {
    let names = files.iter().flat_map(|(_, rows)| rows.iter().map(|(_, name, _)| *name));
    let mut words: Vec<&str> =
        names.flat_map(|name| prefixes.iter().filter_map(move |prefix| name.strip_prefix(prefix))).collect();
    words.sort_unstable();
    words.dedup();
    WordList { places: words.into_iter().map(Into::into).zip(0..).collect() }
}

/// Words that say of a quotation whose it is ("wrote", "originally posted by"), and whether the line opens or ends with
/// them; the name stands on the other side.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) words: Box<str>,
    pub(crate) opens: bool,
    pub(crate) ends: bool,
}

/// The phrases of the family `quote-said`, the longest first.
pub(super) fn said(phrases: &str) -> Vec<Said> {
    let rows = phrases.lines().filter_map(|line| line.strip_prefix("quote-said\t")?.split('\t').nth(1));
    let mut all: Vec<Said> = rows
        .map(|phrase| Said {
            words: phrase.trim_matches(['^', '$', ':', ' ', '0']).into(),
            opens: phrase.starts_with('^'),
            ends: phrase.ends_with('$'),
        })
        .collect();
    all.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then_with(|| a.words.cmp(&b.words)));
    all
}

/// Reads the list of stop words; gives them with the length of the longest, in bytes.
pub(super) fn stop_words(text: &str) -> (FxHashSet<Box<str>>, usize) {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let words: FxHashSet<Box<str>> = lines.flat_map(str::split_whitespace).map(Into::into).collect();
    let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
    (words, longest)
}
