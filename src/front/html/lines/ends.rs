//! Where lines, paragraphs and lines of code end.

use super::{CodeState, Cutter, Pending};
use crate::line::{BlockKind, Line, Markup};

impl Cutter<'_> {
    /// Ends what stood before a block.
    pub(super) fn begin_block(&mut self) {
        if self.place.preformatted == 0 {
            self.flush();
            self.paragraph = self.paragraph.saturating_add(1);
            return;
        }
        if !self.current.text.trim().is_empty() {
            self.end_code_line();
        }
        self.code.begun.push(self.code.events);
    }

    /// Ends a block, with its line and its paragraph. Within code a block is a line that a highlighter has set apart; one
    /// that holds nothing is a blank line.
    pub(super) fn end_block(&mut self) {
        if self.place.preformatted == 0 {
            self.flush();
            self.paragraph = self.paragraph.saturating_add(1);
            return;
        }
        let is_blank = self.code.begun.pop() == Some(self.code.events);
        if is_blank || !self.current.text.is_empty() {
            self.end_code_line();
            self.code.ended_by_block = true;
        }
    }

    /// Ends the line; a second time in a row the paragraph as well.
    pub(super) fn line_break(&mut self) {
        if self.place.preformatted > 0 {
            return self.end_code_line();
        }
        if self.current.text.is_empty() {
            self.paragraph = self.paragraph.saturating_add(1);
        }
        self.flush();
    }

    /// Ends a line of code, which may be blank.
    pub(super) fn end_code_line(&mut self) {
        self.code.events += 1;
        self.code.ended_by_block = false;
        if !self.current.text.trim().is_empty() {
            return self.flush();
        }
        self.code.blank.push_str(&std::mem::take(&mut self.current).text);
        self.code.blank.push('\n');
    }

    /// Goes out of a block of code.
    pub(super) fn end_code(&mut self) {
        self.place.preformatted = self.place.preformatted.saturating_sub(1);
        self.code = CodeState::default();
    }

    /// Ends the pending line.
    pub(super) fn flush(&mut self) {
        let mut done = std::mem::take(&mut self.current);
        let length = done.text.len();
        for (start, target) in &mut self.place.links {
            if *start < length {
                done.block.links.push((*start..length, target.clone()));
            }
            *start = 0;
        }
        for (start, mark, _) in &mut self.place.marks {
            if *start < length && self.place.preformatted == 0 {
                done.block.marks.push((*start..length, *mark));
            }
            *start = 0;
        }
        if self.place.preformatted == 0 {
            let kept = done.text.trim_end();
            let kept = if done.block.cells.is_empty() { kept } else { kept.trim_end_matches(" |") };
            done.text.truncate(kept.len());
        }
        if done.text.trim().is_empty() {
            return;
        }
        let element = done.element.unwrap_or(0);
        done.block.quote = self.place.quotes;
        done.block.kind = self.block_kind(&done);
        done.block.within = self.place.within();
        done.block.paragraph = self.paragraph;
        done.block.after_rule = std::mem::take(&mut self.after_rule);
        done.block.before = std::mem::take(&mut self.code.blank).into();
        done.linked = done.linked.min(done.text.len());
        self.lines.push(Line {
            linked: done.linked,
            source_line: self.arena.facts[element as usize].source_line,
            markup: Some(Markup { element, datetime: done.datetime }),
            block: done.block,
            text: done.text,
            ..Line::default()
        });
    }

    fn block_kind(&mut self, done: &Pending) -> BlockKind {
        if self.place.preformatted > 0 {
            let begins = !std::mem::replace(&mut self.place.code_begun, true);
            return BlockKind::Code(begins);
        }
        if let Some(level) = self.place.headings.last() {
            return BlockKind::Heading(*level);
        }
        if !done.block.cells.is_empty() {
            return BlockKind::Row(self.place.rows.last().is_some_and(|row| row.all_headers));
        }
        match self.place.item {
            Some(number) => BlockKind::Item(self.place.lists.len().clamp(1, 255) as u8, number),
            None => BlockKind::Paragraph,
        }
    }
}
