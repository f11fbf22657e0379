//! The marks of items in flattened text, and how deep the items lie: by how far each is set in against the others, since
//! every program that flattens pages sets them in by another width.

use std::collections::HashMap;

use super::Shown;

/// The mark of an item: its bytes with the space behind, and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) bytes: usize,
    pub(super) number: Option<u32>,
    /// Whether the bullet is a letter, which may as well be a word.
    pub(super) is_letter: bool,
}

/// Signs that stand before items.
const BULLETS: &[char] = &['*', '•', '+', '-', '–', '·', '◦', '▪', '‣', '⁃', 'o'];

/// Bullets that mean nothing else wherever they stand.
const SURE: &[char] = &['•', '◦', '▪', '‣', '⁃'];

/// So many lines behind an item the next one stands at most; paragraphs and lists stand between.
const NEXT_WITHIN: usize = 40;

/// Numbers are set to the right, so that those of one list may begin in columns so far apart.
const SAME_COLUMN: usize = 1;

/// The mark that a text begins with.
pub(super) fn mark(text: &str) -> Option<Mark> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if BULLETS.contains(&first) && chars.as_str().starts_with(' ') && chars.as_str().len() > 1 {
        return Some(Mark { bytes: first.len_utf8() + 1, number: None, is_letter: first == 'o' });
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let is_number = (1..=3).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "));
    let number = is_number.then(|| text[..digits].parse().ok()).flatten();
    number.map(|number| Mark { bytes: digits + 2, number: Some(number), is_letter: false })
}

/// Whether a text begins with a sign that is only ever a bullet.
pub(super) fn is_sure(text: &str) -> bool {
    text.starts_with(SURE)
}

/// Which lines begin with a number that counts on from one before, or from which one behind counts on. A number alone
/// may be a year or a price.
pub(super) fn counting(shown: &[Shown<'_>]) -> Vec<bool> {
    let mut counts = vec![false; shown.len()];
    let mut last: HashMap<(u8, usize, u32), usize> = HashMap::new();
    for (at, line) in shown.iter().enumerate() {
        let Some(number) = mark(line.words()).and_then(|mark| mark.number) else { continue };
        let columns = line.indent.saturating_sub(SAME_COLUMN)..=line.indent + SAME_COLUMN;
        let before = number.checked_sub(1).map(|number| {
            let places = columns.filter_map(|column| last.get(&(line.quote, column, number)));
            places.copied().filter(|before| at - before <= NEXT_WITHIN).max()
        });
        if let Some(before) = before.flatten() {
            (counts[before], counts[at]) = (true, true);
        }
        last.insert((line.quote, line.indent, number), at);
    }
    counts
}

/// The open lists: the column in which the items of each begin, and the one in which their words do.
#[derive(Debug, Default)]
pub(super) struct Lists(Vec<(usize, usize)>);

impl Lists {
    /// Goes to an item in this column and gives back how deep it lies, from 1.
    pub(super) fn item(&mut self, column: usize, mark: usize) -> u8 {
        while self.0.pop_if(|(open, _)| *open > column + SAME_COLUMN).is_some() {}
        if self.0.last().is_none_or(|(open, _)| *open + SAME_COLUMN < column) {
            self.0.push((column, column + mark));
        }
        u8::try_from(self.0.len()).unwrap_or(u8::MAX)
    }

    /// How many of the open lists hold a line of words that begins in this column.
    pub(super) fn holding(&mut self, column: usize) -> u8 {
        while self.0.pop_if(|(_, words)| *words > column + SAME_COLUMN).is_some() {}
        u8::try_from(self.0.len()).unwrap_or(u8::MAX)
    }

    pub(super) fn end(&mut self) {
        self.0.clear();
    }
}
