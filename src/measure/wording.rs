//! What the rules know of the wording of short lines: menus, buttons and cards.

use super::LineMeasures;
use crate::rules::Rules;

/// A line of at most this many words is looked at word by word.
const SHORT: f32 = 8.0;

/// What the rules know of a line's wording; nothing of a long one's.
#[derive(Debug, Default)]
pub(crate) struct Wording {
    /// Its words and pairs of words, as places in the list of short lines' words, sorted, each once.
    pub(crate) words: Box<[u16]>,
    /// The whole of it, as a place in the list of whole lines.
    pub(crate) whole: Option<u16>,
}

/// Per line: its wording. `folded` are the lines' texts.
pub(super) fn wordings(lines: &[LineMeasures], folded: &[String], rules: &Rules) -> Vec<Wording> {
    let (mut key, mut found) = (String::new(), Vec::new());
    let of_line = |(line, folded): (&LineMeasures, &String)| {
        if line.words > SHORT {
            return Wording::default();
        }
        found.clear();
        make_key(folded, &mut key);
        look_up(&key, rules, &mut found);
        Wording { words: found.as_slice().into(), whole: rules.whole_lines.place(&key) }
    };
    lines.iter().zip(folded).map(of_line).collect()
}

/// Adds the known words and pairs of words of a folded text.
pub(crate) fn known_words(rules: &Rules, folded: &str, found: &mut Vec<u16>) {
    look_up(&word_key(folded), rules, found);
}

/// A folded text as the lists have it: numbers as 0, words joined by `_`.
pub(crate) fn word_key(folded: &str) -> String {
    let mut key = String::with_capacity(folded.len());
    make_key(folded, &mut key);
    key
}

/// The same, in place of what `key` held.
fn make_key(folded: &str, key: &mut String) {
    key.clear();
    let mut in_number = false;
    for c in folded.chars() {
        let is_number = c.is_numeric();
        if !is_number {
            key.push(if c == ' ' { '_' } else { c });
        } else if !in_number {
            key.push('0');
        }
        in_number = is_number;
    }
}

fn look_up(key: &str, rules: &Rules, found: &mut Vec<u16>) {
    let list = &rules.short_words;
    let (mut before, mut start) = (None, 0);
    for word in key.split('_') {
        let end = start + word.len();
        found.extend(list.place(word));
        found.extend(before.and_then(|before| list.place(&key[before..end])));
        before = Some(start);
        start = end + 1;
    }
    found.sort_unstable();
    found.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_open_and_words_joined() {
        for (folded, key) in [("page 12 of 340", "page_0_of_0"), ("3d", "0d"), ("", ""), ("a1 2b", "a0_0b")] {
            assert_eq!(word_key(folded), key);
        }
    }

    #[test]
    fn words_and_pairs_are_known() {
        let rules = Rules::built_in();
        let known = rules.short_words.entries();
        let single = known.iter().find(|word| !word.contains('_')).expect("the list has words");
        let pair = known.iter().find(|word| word.matches('_').count() == 1).expect("the list has pairs");
        for (text, entry) in [(format!("qqq {single} qqq"), single), (format!("qqq {}", pair.replace('_', " ")), pair)]
        {
            let mut found = Vec::new();
            known_words(&rules, &text, &mut found);
            assert!(found.iter().any(|&place| known[usize::from(place)] == *entry), "{text}");
        }
    }
}
