//! Which pages are kept at all.

use copydesk::{Document, Kind};

use crate::args::Select;

/// Words in a character of a script that has no spaces: in Chinese and Japanese about two characters to a word.
const WORDS_PER_CHARACTER: f64 = 0.55;

/// What a page must have.
#[derive(Debug)]
pub(super) struct Selection {
    min_words: u64,
    kinds: Vec<Kind>,
    min_confidence: f32,
    languages: Vec<String>,
}

impl Selection {
    pub(super) fn new(select: &Select) -> Selection {
        Selection {
            min_words: select.min_words.unwrap_or(0),
            kinds: select.only_kind.clone(),
            min_confidence: select.min_confidence.unwrap_or(0.0),
            languages: select.lang.iter().map(|code| code.trim().to_ascii_lowercase()).collect(),
        }
    }

    /// The option by which a page is left out.
    pub(super) fn leaves_out(&self, document: &Document) -> Option<&'static str> {
        let is_other_language =
            || !document.language.as_ref().is_some_and(|language| self.languages.contains(language));
        if !self.kinds.is_empty() && !self.kinds.contains(&document.kind) {
            Some("only-kind")
        } else if document.confidence < self.min_confidence {
            Some("min-confidence")
        } else if !self.languages.is_empty() && is_other_language() {
            Some("lang")
        } else if self.min_words > 0 && words(&document.text) < self.min_words {
            Some("min-words")
        } else {
            None
        }
    }
}

/// How many words a text has; in scripts without spaces an estimate from the characters.
pub(super) fn words(text: &str) -> u64 {
    let unspaced = text.chars().filter(|&c| is_unspaced(c)).count() as f64;
    let spaced = text.split_whitespace().filter(|word| !word.chars().any(is_unspaced)).count();
    spaced as u64 + (unspaced * WORDS_PER_CHARACTER) as u64
}

/// Thai, Lao, Burmese, Khmer, kana, Chinese characters.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted() {
        for (text, count) in
            [("", 0), ("The ferry is back.", 4), ("渡し船が再び運航している", 6), ("フェリー Oslo 便", 3)]
        {
            assert_eq!(words(text), count, "{text}");
        }
    }
}
