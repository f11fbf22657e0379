//! What lines of flattened text show of the blocks that they once were: bullets, numbers and indentation, bars, tabs and
//! aligned columns, signs of quotation and tags of it (`tags`), code between fences or set in, lines that stand together. It tells the outputs
//! what a line stands within; cues look at the line itself.

mod code;
mod inline;
mod list;
mod table;
mod tags;

use std::ops::Range;
use std::sync::Arc;

use crate::line::nest::Nest;
use crate::line::{Block, BlockKind, Line, Mark, Within};
pub(super) use code::fenced;
use list::Lists;
pub(super) use tags::seams;

/// How many columns a tab takes at the begin of a line.
const TAB_COLUMNS: usize = 4;

/// Lines of so many characters are paragraphs; whether blank lines part those says whether lines that stand close are
/// one paragraph.
const PARAGRAPH_CHARACTERS: usize = 80;

/// The line of the input that a line began as.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'t> {
    pub(super) text: &'t str,
    /// Whether it became one line, neither joined with others nor cut.
    pub(super) is_whole: bool,
    /// Whether it stands between fences, or is one.
    pub(super) is_fenced: bool,
}

/// Finds for each line what it stands within, by what it was in the input.
pub(super) fn place(lines: &mut [Line], raw: &[Raw<'_>]) {
    // The texts are looked at while the blocks are written, so they are set aside.
    let texts: Vec<String> = lines.iter_mut().map(|line| std::mem::take(&mut line.text)).collect();
    let both = lines.iter().zip(&texts).zip(raw);
    let shown: Vec<Shown<'_>> = both.map(|((line, text), raw)| Shown::of(line, text, raw)).collect();
    place_shown(lines, &shown);
    lines.iter_mut().zip(texts).for_each(|(line, text)| line.text = text);
}

fn place_shown(lines: &mut [Line], shown: &[Shown<'_>]) {
    let tables = table::find(shown);
    let codes = code::find(shown);
    let counts = list::counting(shown);
    let are_parted = are_parted(shown);
    let quoted = tags::find(shown);
    let mut placer = Placer { nest: Nest::default(), lists: Lists::default(), codes: 0 };
    let mut paragraph = 0;
    for at in 0..lines.len() {
        let is_beside = at > 0 && quoted[at].is_beside(&quoted[at - 1]);
        if !is_beside {
            placer.end();
        }
        let is_close = are_parted && is_beside && shown[at].is_close_to(&shown[at - 1]);
        paragraph += u32::from(!(is_close && tables[at].is_none() && tables[at - 1].is_none()));
        let block = &mut lines[at].block;
        block.paragraph = paragraph;
        if let Some(code) = &codes[at] {
            placer.code(code, &shown[at], block);
        } else {
            block.marks = formulas(shown[at].text);
            match &tables[at] {
                Some(row) => placer.row(row, &shown[at], block),
                None => placer.words(&shown[at], counts[at], block),
            }
            inline_marks(shown[at].text, block);
        }
        quoted[at].around(block);
    }
}

/// A line with what it showed in the input.
pub(super) struct Shown<'l> {
    /// The line's text, its white space at the ends gone.
    text: &'l str,
    /// How many bytes of the text are signs of quotation, with their spaces.
    signs: usize,
    /// How many signs these are.
    quote: u8,
    /// Columns of white space before the words: those of the input, or behind the signs of quotation.
    indent: usize,
    /// The white space before the text in the input.
    space: &'l str,
    /// The line of the input; nothing where it was joined or cut.
    raw: &'l str,
    /// The language that it states where it is a fence.
    fence: Option<&'l str>,
    blank_before: u8,
    kind: BlockKind,
    marker: usize,
}

impl<'l> Shown<'l> {
    fn of(line: &Line, text: &'l str, raw: &Raw<'l>) -> Shown<'l> {
        let space = &raw.text[..raw.text.len() - raw.text.trim_start().len()];
        let signs = text.len() - text.trim_start_matches(['>', ' ']).len();
        let signs = if line.block.quote > 0 { signs } else { 0 };
        // One space behind the last sign belongs to it.
        let behind = text[..signs].rsplit('>').next().unwrap_or_default().len().saturating_sub(1);
        Shown {
            text,
            signs,
            quote: line.block.quote,
            indent: if signs > 0 { behind } else { columns(space) },
            space,
            raw: if raw.is_whole { raw.text } else { "" },
            fence: code::is_fence(text).filter(|_| raw.is_fenced),
            blank_before: line.blank_before,
            kind: line.block.kind,
            marker: line.marker,
        }
    }

    /// The text behind signs of quotation.
    fn words(&self) -> &'l str {
        &self.text[self.signs..]
    }

    /// Whether it is a line of the same paragraph as the one right before it.
    fn is_close_to(&self, before: &Shown<'_>) -> bool {
        let is_plain = |shown: &Shown<'_>| shown.kind == BlockKind::Paragraph && list::mark(shown.words()).is_none();
        let is_set_in = self.indent > before.indent;
        self.blank_before == 0 && self.quote == before.quote && is_plain(self) && (is_plain(before) || is_set_in)
    }
}

/// Columns of white space.
fn columns(space: &str) -> usize {
    space.chars().map(|c| if c == '\t' { TAB_COLUMNS } else { 1 }).sum()
}

/// Whether the text has blank lines between its paragraphs.
fn are_parted(shown: &[Shown<'_>]) -> bool {
    let is_long = |at: &usize| shown[*at].text.chars().nth(PARAGRAPH_CHARACTERS).is_some();
    let long: Vec<usize> = (1..shown.len()).filter(is_long).collect();
    let parted = long.iter().filter(|&&at| shown[at].blank_before > 0).count();
    parted * 4 > long.len() * 3
}

/// What the signs of a line or of its cells mark.
fn inline_marks(text: &str, block: &mut Block) {
    let formulas: Vec<Range<usize>> = block.marks.iter().map(|(range, _)| range.clone()).collect();
    let cells: Vec<Range<usize>> = block.cells.iter().map(|cell| cell.text.clone()).collect();
    match &cells[..] {
        // The line between the head and the body of a table has no words.
        _ if block.shown_mark >= text.len() => {}
        [] => inline::add(text, block.shown_mark..text.len(), &formulas, block),
        cells => cells.iter().for_each(|cell| inline::add(text, cell.clone(), &formulas, block)),
    }
}

/// The formulas of a line, with their dollars. Two sums of money are none: a formula has no spaces inside its dollars, no
/// digit behind them, and a sign that only formulas have, or is one letter.
fn formulas(text: &str) -> Vec<(Range<usize>, Mark)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('$').map(|start| at + start) {
        let sign = if text[start..].starts_with("$$") { "$$" } else { "$" };
        let from = start + sign.len();
        let Some(end) = text[from..].find(sign).map(|end| from + end) else { break };
        let behind = text[end + sign.len()..].chars().next();
        if is_tex(&text[from..end], sign.len() == 2) && !behind.is_some_and(|c| c.is_ascii_digit()) {
            found.push((start..end + sign.len(), Mark::Formula));
            at = end + sign.len();
        } else {
            at = from;
        }
    }
    found
}

fn is_tex(inner: &str, is_display: bool) -> bool {
    let is_tight = !inner.is_empty() && inner.trim().len() == inner.len();
    let is_letter = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_tight || is_display && !inner.trim().is_empty())
        && (is_display || is_letter || inner.contains(['\\', '^', '_', '=', '<', '>', '{']))
}

/// Goes along the lines and says what each stands within.
struct Placer {
    nest: Nest,
    lists: Lists,
    /// Counts blocks of code: numbers of lines are no numbers of what `nest` counts.
    codes: u32,
}

impl Placer {
    fn code(&mut self, code: &code::Part, shown: &Shown<'_>, block: &mut Block) {
        if code.begins {
            self.codes += 1;
        }
        let around = self.around(shown);
        if code.is_fence {
            block.shown_mark = shown.text.len();
        } else {
            let cut = shown.space.char_indices().nth(code.indent).map_or(shown.space.len(), |(at, _)| at);
            block.before = format!("{}{}", "\n".repeat(usize::from(code.blank)), &shown.space[cut..]).into();
        }
        let within = Within::Code(u32::MAX - self.codes, code.language.clone());
        block.within = Some(around.iter().cloned().chain([within]).collect());
    }

    /// Ends what is open: what comes next is in another quotation.
    fn end(&mut self) {
        self.lists.end();
        self.nest.end();
    }

    fn row(&mut self, row: &table::Row, shown: &Shown<'_>, block: &mut Block) {
        self.lists.end();
        if row.begins {
            self.nest.end();
        }
        block.within = Some(self.nest.of(BlockKind::Row(row.is_head), shown.quote));
        block.cells = row.cells.clone();
        if row.cells.is_empty() {
            block.shown_mark = shown.text.len();
        }
    }

    fn words(&mut self, shown: &Shown<'_>, counts: bool, block: &mut Block) {
        let mark = list::mark(shown.words()).filter(|mark| match mark.number {
            Some(_) => counts || shown.indent > 0,
            None => shown.marker > 0 || shown.quote > 0 && !mark.is_letter || list::is_sure(shown.words()),
        });
        if let (Some(mark), false) = (mark, matches!(shown.kind, BlockKind::Heading(_))) {
            let depth = self.lists.item(shown.indent, mark.bytes);
            block.within = Some(self.nest.of(BlockKind::Item(depth, mark.number), shown.quote));
            block.shown_mark = shown.signs + mark.bytes;
            return;
        }
        block.within = Some(self.around(shown));
    }

    /// What a line without a mark stands within: the open item that it is set in under, or its quotations alone.
    fn around(&mut self, shown: &Shown<'_>) -> Arc<[Within]> {
        let depth = self.lists.holding(shown.indent);
        match self.nest.inside(depth, shown.quote) {
            Some(within) => within,
            None => {
                self.end();
                self.nest.of(BlockKind::Paragraph, shown.quote)
            }
        }
    }
}

#[cfg(test)]
mod tests;
