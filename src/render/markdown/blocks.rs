//! Blocks of markdown: headings, paragraphs, lists, code, tables and footnotes, a blank line between. What stands within
//! a block is set by `inline`; which blocks there are is told in `tree`.

use super::{escape, inline};
use crate::render::tree::{Block, Cell, Item, Row, Words};

/// Lists and quotations that lie deeper are shown at this depth: nobody reads them, and their indentation would make
/// the output grow faster than the page.
const DEEPEST: usize = 9;

/// Markdown has headings down to this level.
const LAST_LEVEL: u8 = 6;

/// Numbers of items have at most nine digits.
const LAST_NUMBER: u32 = 999_999_999;

/// The fence of code that holds no longer run of backticks.
const FENCE: usize = 3;

/// Adds blocks behind what stands there; headings have at least this level.
pub(super) fn add(blocks: &[Block], top: u8, out: &mut String) {
    let text = Writer { top }.blocks(blocks, 0);
    if text.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&text);
    out.push('\n');
}

struct Writer {
    top: u8,
}

impl Writer {
    fn blocks(&self, blocks: &[Block], depth: usize) -> String {
        let mut out = String::new();
        let mut before: Option<&Block> = None;
        // Two lists, one behind the other, are told apart by their signs.
        let mut is_other = false;
        for block in blocks {
            is_other = are_both_lists(before, block) && !is_other;
            let text = self.block(block, depth, is_other);
            if text.is_empty() {
                continue;
            }
            if let Some(before) = before {
                out.push_str(if is_close(before, block) { "\n" } else { "\n\n" });
            }
            out.push_str(&text);
            before = Some(block);
        }
        out
    }

    fn block(&self, block: &Block, depth: usize, is_other: bool) -> String {
        match block {
            Block::Heading { level, words } => headed((*level).max(self.top), &inline::set(words, false, false)),
            Block::Paragraph(words) => inline::set(words, true, false),
            Block::Caption { words, image } => {
                let picture = image.as_ref().and_then(inline::picture);
                let words = inline::set(words, true, false);
                picture.map_or(words.clone(), |picture| format!("{picture}\\\n{words}"))
            }
            Block::Quote { blocks, .. } if depth >= DEEPEST => self.blocks(blocks, depth),
            Block::Quote { author, blocks } => {
                let name = author.as_deref().map(|name| inline::set(&Words::plain(name.trim()), false, false));
                let head = name.map_or_else(String::new, |name| format!("**{name}:**\n\n"));
                prefixed(&(head + &self.blocks(blocks, depth + 1)), "> ", "> ")
            }
            Block::List { items, .. } => self.list(items, depth, is_other),
            Block::Table { caption, rows } => {
                let caption = caption.as_ref().map(|words| inline::set(words, true, false) + "\n\n");
                caption.unwrap_or_default() + &table(rows)
            }
            Block::Code { language, text } => code(language.as_deref().unwrap_or_default(), text),
            Block::Formula { tex } => formula(tex),
            Block::Footnote { name, blocks } => {
                prefixed(&self.blocks(blocks, depth + 1), &format!("[^{name}]: "), "    ")
            }
            Block::Definitions { entries } => {
                let mut out = String::new();
                for (place, entry) in entries.iter().enumerate() {
                    let after_meaning = place > 0 && !entries[place - 1].term;
                    let gap = if entry.term && after_meaning { "\n\n" } else { "\n" };
                    out.push_str(if place > 0 { gap } else { "" });
                    let text = self.blocks(&entry.blocks, depth + 1);
                    out.push_str(&if entry.term { text } else { prefixed(&text, ": ", "  ") });
                }
                out
            }
        }
    }

    fn list(&self, items: &[Item], depth: usize, is_other: bool) -> String {
        let is_loose = items.iter().any(|item| item.blocks.windows(2).any(|pair| !is_close(&pair[0], &pair[1])));
        let mut out = String::new();
        for item in items {
            let text = self.blocks(&item.blocks, depth + 1);
            if text.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push_str(if is_loose { "\n\n" } else { "\n" });
            }
            if depth >= DEEPEST {
                out.push_str(&text);
                continue;
            }
            let mark = match item.number {
                Some(number) => format!("{}{} ", number.min(LAST_NUMBER), if is_other { ')' } else { '.' }),
                None => if is_other { "* " } else { "- " }.to_owned(),
            };
            out.push_str(&prefixed(&text, &mark, &" ".repeat(mark.len())));
        }
        out
    }
}

fn are_both_lists(before: Option<&Block>, block: &Block) -> bool {
    let numbered = |block: &Block| match block {
        Block::List { numbered, .. } => Some(*numbered),
        _ => None,
    };
    before.is_some_and(|before| numbered(before).is_some() && numbered(before) == numbered(block))
}

/// Whether a block may stand right under another: a list under its paragraph, unless it begins with another number
/// than 1.
fn is_close(before: &Block, block: &Block) -> bool {
    let starts = |items: &[Item]| items.first().and_then(|item| item.number).is_none_or(|number| number == 1);
    let is_line = |before: &Block| matches!(before, Block::Paragraph(words) if !words.text.contains('\n'));
    matches!((before, block), (before, Block::List { items, .. }) if is_line(before) && starts(items))
}

/// A text with something before its first line and something before the others.
fn prefixed(text: &str, first: &str, others: &str) -> String {
    let mut out = String::with_capacity(text.len() + first.len());
    for (place, line) in text.split('\n').enumerate() {
        let prefix = if place == 0 { first } else { others };
        out.push_str(if place > 0 { "\n" } else { "" });
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    out
}

pub(super) fn headed(level: u8, words: &str) -> String {
    let mut block = "#".repeat(usize::from(level.clamp(1, LAST_LEVEL)));
    block.push(' ');
    // Signs at the end would be taken for the heading's own.
    match words.strip_suffix('#') {
        Some(before) => block.extend([before, "\\#"]),
        None => block.push_str(words),
    }
    block
}

fn code(language: &str, text: &str) -> String {
    let fence = "`".repeat(FENCE.max(longest_run(text, '`') + 1));
    format!("{fence}{language}\n{text}\n{fence}")
}

/// A formula on its own. A line that would begin a block of another kind goes on with the one before.
fn formula(tex: &str) -> String {
    let mut out = String::from("$$");
    for line in tex.lines().map(str::trim).filter(|line| !line.is_empty()) {
        out.push(if escape::starts_block(line) { ' ' } else { '\n' });
        out.push_str(line);
    }
    out.push_str("\n$$");
    out
}

/// The longest run of a character.
pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

fn table(rows: &[Row]) -> String {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let ends = rows.iter().flat_map(|row| &row.cells).map(|cell| usize::from(cell.column) + 1);
    let columns = ends.max().unwrap_or(0).max(columns).max(1);
    let is_headed = rows.first().is_some_and(|row| row.cells.iter().all(|cell| cell.head));
    let mut out = String::new();
    if !is_headed {
        // Markdown has no table without a head, and no row of this one is to be taken for it.
        out.push_str(&"|  ".repeat(columns));
        out.push_str("|\n");
    }
    let separator = format!("{}|", "| --- ".repeat(columns));
    if !is_headed {
        out.push_str(&separator);
    }
    for (place, row) in rows.iter().enumerate() {
        if place > 0 || !is_headed {
            out.push('\n');
        }
        // The first row has to have all columns, the others may be shorter.
        add_row(&row.cells, if place == 0 { columns } else { 0 }, &mut out);
        if place == 0 && is_headed {
            out.push('\n');
            out.push_str(&separator);
        }
    }
    out
}

fn add_row(cells: &[Cell], columns: usize, out: &mut String) {
    let mut column = 0;
    for cell in cells {
        let missing = usize::from(cell.column).saturating_sub(column);
        out.push_str(&"|  ".repeat(missing));
        out.push_str("| ");
        out.push_str(&in_cell(&cell.words));
        out.push(' ');
        column += missing + 1;
    }
    out.push_str(&"|  ".repeat(columns.saturating_sub(column)));
    out.push('|');
}

fn in_cell(words: &Words) -> String {
    inline::set(words, false, true)
}

#[cfg(test)]
mod tests;
