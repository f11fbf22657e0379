//! Which words of a line stand in a text, by runs of three words: long enough to be no chance, short enough to find what an
//! extractor cut or joined.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use crate::desk::is_unspaced;

/// A shingle has so many words; that of a shorter line all of its words.
const SHINGLE: usize = 3;

/// A text by the shingles that it holds.
#[derive(Debug, Default)]
pub(super) struct Shingles {
    threes: HashSet<Vec<u64>>,
    /// Whole short lines. Those of one or two words are chance where they stand inside of a sentence.
    short: HashSet<Vec<u64>>,
}

impl Shingles {
    pub(super) fn of<'w>(lines: impl Iterator<Item = &'w [u64]>) -> Shingles {
        let mut shingles = Shingles::default();
        for line in lines {
            if line.len() < SHINGLE {
                shingles.short.insert(line.to_vec());
            }
            shingles.threes.extend(line.windows(SHINGLE).map(<[u64]>::to_vec));
        }
        shingles
    }

    /// For each word of a line whether it stands in the text.
    pub(super) fn covered(&self, line: &[u64]) -> Vec<bool> {
        if line.len() < SHINGLE {
            return vec![self.short.contains(line); line.len()];
        }
        let mut covered = vec![false; line.len()];
        for (at, shingle) in line.windows(SHINGLE).enumerate() {
            if self.threes.contains(shingle) {
                covered[at..at + SHINGLE].fill(true);
            }
        }
        covered
    }

    /// The share of a line's words that stand in the text.
    pub(super) fn share(&self, line: &[u64]) -> f64 {
        let covered = self.covered(line);
        covered.iter().filter(|covered| **covered).count() as f64 / covered.len().max(1) as f64
    }
}

/// The words of a line, each as its hash; in scripts without spaces the characters. Case and marks do not count.
pub(super) fn words(text: &str) -> Vec<u64> {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let mut words = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        if word.chars().any(is_unspaced) {
            words.extend(word.chars().map(|c| hasher.hash_one(c)));
        } else {
            words.push(hasher.hash_one(word));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_lines() {
        for (text, count) in [("", 0), ("The ferry's back!", 4), ("渡船又开了。", 5), ("— …", 0)] {
            assert_eq!(words(text).len(), count, "{text}");
        }
        assert_eq!(words("Ferry BACK"), words("ferry, back"));
    }

    #[test]
    fn what_is_covered() {
        let text = ["the ferry is back in service", "Share"].map(words);
        let shingles = Shingles::of(text.iter().map(Vec::as_slice));
        for (line, expected) in [
            ("the ferry is late", "1110"),
            ("share", "1"),
            ("ferry", "0"),
            ("service in back", "000"),
            ("is back in", "111"),
            ("", ""),
        ] {
            let covered = shingles.covered(&words(line));
            let told: String = covered.iter().map(|&covered| if covered { '1' } else { '0' }).collect();
            assert_eq!(told, expected, "{line}");
        }
    }
}
