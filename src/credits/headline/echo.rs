//! How much of a line's wording the text takes up again: a headline names what its article is about, and a menu, a box or
//! another article's title does not. In flattened text there is little else to tell them apart by.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::credits::Evidence;
use crate::credits::choice::range;

/// Shorter words join others in every text; in bytes.
const LEAST_LETTERS: usize = 4;

/// A word is taken up where it stands on so many lines of the content: one of them may be the line itself.
const LEAST_LINES: u32 = 2;

/// Shares of a line's longer words that the text takes up.
const SHARES: &[(f32, &str)] = &[(0.0, "echo-none"), (0.01, "echo-few"), (0.5, "echo-most"), (0.85, "echo-all")];

/// How often the words that are asked for stand in the text.
pub(super) struct Echo<'k> {
    lines: FxHashMap<&'k str, u32>,
}

impl<'k> Echo<'k> {
    /// Counts the longer words of some folded lines in the page's content.
    pub(super) fn of(evidence: &Evidence<'_>, keys: impl Iterator<Item = &'k str>) -> Echo<'k> {
        let mut lines: FxHashMap<&str, u32> = keys.flat_map(longer).map(|word| (word, 0)).collect();
        for line in evidence.all().filter(|&line| evidence.labels[line].is_content()) {
            let words = longer(&evidence.page.folded[line]).filter(|word| lines.contains_key(word));
            let words: FxHashSet<&str> = words.collect();
            for word in words {
                if let Some(count) = lines.get_mut(word) {
                    *count += 1;
                }
            }
        }
        Echo { lines }
    }

    /// The hit of a folded line; none where it has no longer words.
    pub(super) fn hit(&self, key: &str) -> Option<&'static str> {
        let (mut all, mut taken) = (0.0, 0.0);
        for word in longer(key) {
            all += 1.0;
            taken += if self.lines.get(word).is_some_and(|&lines| lines >= LEAST_LINES) { 1.0 } else { 0.0 };
        }
        if all > 0.0 { range(SHARES, taken / all) } else { None }
    }
}

fn longer(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(' ').filter(|word| word.len() >= LEAST_LETTERS)
}
