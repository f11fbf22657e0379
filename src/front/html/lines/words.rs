//! The words of a line: white space as a reader sees it, formulas and marks of footnotes in the line, lines of code as
//! they are.

use super::{Cutter, Space};
use crate::front::html::formula;
use crate::front::html::inline::Boundary;
use crate::front::joins_unspaced;
use crate::line::{Mark, Within, common_element};

/// What stands between the cells of a row.
pub(super) const CELL_GAP: &str = " | ";

const WIDE_SPACE: char = '\u{3000}';

impl Cutter<'_> {
    /// Adds a formula, with its dollars.
    pub(super) fn formula(&mut self, tex: &str, is_display: bool, element: u32) {
        let sign = if is_display { "$$" } else { "$" };
        if is_display {
            self.begin_block();
        }
        let boundary = std::mem::take(&mut self.current.boundary);
        let from = self.current.text.len();
        self.push(&format!("{sign}{tex}{sign}"), element);
        let from = from + usize::from(self.current.text[from..].starts_with(' '));
        self.current.block.marks.push((from..self.current.text.len(), Mark::Formula));
        self.current.boundary = boundary;
        if is_display {
            self.end_block();
        }
    }

    /// Adds the mark of a footnote right behind the word; brackets that already stand around it fall.
    pub(super) fn note_mark(&mut self, mark: &str, element: u32) {
        self.current.bracket = self.current.text.ends_with('[') && self.current.text.pop().is_some();
        self.current.boundary = Boundary::default();
        let from = self.current.text.len();
        self.push(mark, element);
        let from = from + usize::from(self.current.text[from..].starts_with(' '));
        self.current.block.marks.push((from..self.current.text.len(), Mark::Note));
    }

    /// Adds how the characters before are read.
    pub(super) fn reading(&mut self, reading: &str, element: u32) {
        if !reading.is_empty() {
            self.current.boundary = Boundary::default();
            self.push(&format!("({reading})"), element);
        }
    }

    pub(super) fn text(&mut self, text: &str, parent: u32) {
        if self.place.preformatted > 0 {
            return self.preformatted(text, parent);
        }
        let mut rest = text;
        while let Some((range, is_display)) = formula::delimited(rest) {
            self.running(&rest[..range.start], parent);
            self.formula(&formula::bare(&rest[range.clone()]), is_display, parent);
            rest = &rest[range.end..];
        }
        self.running(rest, parent);
    }

    fn running(&mut self, text: &str, parent: u32) {
        let text =
            if std::mem::take(&mut self.current.bracket) { text.strip_prefix(']').unwrap_or(text) } else { text };
        let mut rest = text;
        while !rest.is_empty() {
            let begin = rest.find(|c| !is_folded(c)).unwrap_or(rest.len());
            self.current.space = self.current.space.max(space(&rest[..begin]));
            rest = &rest[begin..];
            let (word, behind) = rest.split_at(rest.find(is_folded).unwrap_or(rest.len()));
            rest = behind;
            let is_back = self.current.text.is_empty() && matches!(word, "^" | "↑") && self.in_note();
            if !is_back && !word.is_empty() {
                self.push(word, parent);
            }
        }
    }

    fn in_note(&mut self) -> bool {
        self.place.within().is_some_and(|within| within.iter().any(|one| matches!(one, Within::Note(..))))
    }

    fn preformatted(&mut self, text: &str, parent: u32) {
        let text =
            if std::mem::take(&mut self.code.ended_by_block) { text.strip_prefix('\n').unwrap_or(text) } else { text };
        self.code.events += usize::from(!text.is_empty());
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.end_code_line();
            }
            let line = line.trim_end_matches('\r');
            if line.contains('\u{a0}') {
                self.push(&line.replace('\u{a0}', " "), parent);
            } else if !line.is_empty() {
                self.push(line, parent);
            }
        }
    }

    /// Adds a word, or a line of preformatted text, to the pending line.
    fn push(&mut self, word: &str, parent: u32) {
        let current = &mut self.current;
        // What indents a paragraph is no part of it.
        let is_start = current.text.is_empty() && self.place.preformatted == 0;
        let word = if is_start { word.trim_start_matches(WIDE_SPACE) } else { word };
        if word.is_empty() {
            return;
        }
        let seam = current.text.chars().next_back().zip(word.chars().next());
        let is_spaced = match current.space {
            Space::None => false,
            Space::Break => !seam.is_some_and(|(before, after)| joins_unspaced(before, after)),
            Space::Wide => true,
        };
        let parted = self.place.preformatted == 0 && (is_spaced || current.boundary.parts(&current.text, word));
        if parted && !current.text.is_empty() && !current.text.ends_with(CELL_GAP) {
            current.text.push(' ');
        }
        current.space = Space::None;
        current.boundary = Boundary::default();
        current.element = Some(match current.element {
            Some(element) => common_element(&self.arena.elements, element, parent),
            None => parent,
        });
        push_shown(&mut current.text, word);
        if self.place.links.iter().any(|(_, target)| !target.is_empty()) {
            current.linked += word.len();
        }
        if let Some(cell) = current.block.cells.last_mut() {
            cell.text.end = current.text.len();
        }
    }
}

/// Adds what is shown of a word.
fn push_shown(text: &mut String, word: &str) {
    // Most words are plain ASCII, of which only controls are not shown.
    if word.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        text.push_str(word);
    } else {
        text.extend(word.chars().filter(|c| is_shown(*c)));
    }
}

/// White space that folds; a no-break space counts as a space, since pages use both for the same. The wide space of
/// Chinese and Japanese is a sign like others.
fn is_folded(c: char) -> bool {
    c.is_whitespace() && c != WIDE_SPACE
}

/// What white space is between two words.
fn space(text: &str) -> Space {
    match text {
        "" => Space::None,
        _ if text.contains('\n') && !text.contains('\u{a0}') => Space::Break,
        _ => Space::Wide,
    }
}

/// Whether a character is shown: controls, soft hyphens and direction overrides are not.
fn is_shown(c: char) -> bool {
    !(c.is_control() && c != '\t'
        || matches!(c, '\u{ad}' | '\u{feff}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}
