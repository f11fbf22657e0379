//! The word lists: those that carry points are gathered from the points files, so that a word and its points stand in
//! one place.

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::points::PointRows;

/// A list of words, sorted, and the place of each.
#[derive(Debug, Default)]
pub(crate) struct WordList {
    words: IndexSet<Box<str>, FxBuildHasher>,
}

impl WordList {
    /// The place of a word in the list.
    pub(crate) fn place(&self, word: &str) -> Option<u16> {
        self.words.get_index_of(word).map(|place| place as u16)
    }

    /// The words in order.
    pub(crate) fn entries(&self) -> Vec<&str> {
        self.words.iter().map(|word| &**word).collect()
    }
}

/// The words that stand behind the names of cues in the points files.
pub(super) struct WordsByCue<'a>(FxHashMap<&'a str, Vec<&'a str>>);

/// Gathers them from all files.
pub(super) fn by_cue<'a>(files: &[(&str, PointRows<'a>)]) -> WordsByCue<'a> {
    let mut words: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let names = files.iter().flat_map(|(_, rows)| rows.iter().map(|(_, name, _)| *name));
    for (cue, word) in names.filter_map(|name| name.split_once(':')) {
        words.entry(cue).or_default().push(word);
    }
    WordsByCue(words)
}

impl WordsByCue<'_> {
    /// The words that these cues share.
    pub(super) fn of(&self, cues: &[&str]) -> WordList {
        let mut words: Vec<&str> = cues.iter().filter_map(|cue| self.0.get(cue)).flatten().copied().collect();
        // Each file is sorted by itself, of which this sort makes use.
        words.sort();
        words.dedup();
        WordList { words: words.into_iter().map(Into::into).collect() }
    }
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
    let rows = super::rows(phrases).filter_map(|(_, row)| row.strip_prefix("quote-said\t")?.split('\t').nth(1));
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
