//! Blocks of markdown: headings, paragraphs, lists, code and tables, each in its quotations, a blank line between. What
//! stands within a block is set by `inline`.

use url::Url;

use super::Datelines;
use super::escape;
use super::inline::Links;
use crate::document::{Document, JudgedLine, Label};
use crate::line::BlockKind;
use crate::render::Layout;

/// Lists and quotations that lie deeper are shown at this depth: nobody reads them, and their indentation would make
/// the output grow faster than the page.
const DEEPEST: u8 = 9;

/// Markdown has headings down to this level.
const LAST_LEVEL: u8 = 6;

/// Numbers of items have at most nine digits.
const LAST_NUMBER: u32 = 999_999_999;

/// The fence of code that holds no longer run of backticks.
const FENCE: usize = 3;

/// A line of content, and its place on the page.
type Content<'l> = (usize, &'l JudgedLine);

/// The markdown that is being written.
#[derive(Debug)]
pub(super) struct Blocks<'d> {
    out: String,
    links: Links,
    datelines: Datelines<'d>,
    /// In how many quotations the last block stands.
    quote: u8,
    /// The level that the page's own headings have at least.
    pub(super) top: u8,
}

impl<'d> Blocks<'d> {
    pub(super) fn new(document: &'d Document, layout: &Layout) -> Blocks<'d> {
        let base = document.url.as_deref().and_then(|url| Url::parse(url).ok());
        Blocks {
            out: String::new(),
            links: Links { shown: layout.links, base },
            datelines: Datelines::of(document, layout.dateline),
            quote: 0,
            top: 1,
        }
    }

    /// The whole text.
    pub(super) fn done(self) -> String {
        self.out
    }

    /// Adds a heading of plain text.
    pub(super) fn heading(&mut self, level: u8, text: &str) {
        let mut words = String::new();
        escape::running(text.trim(), &mut words);
        self.block(0, &headed(level, &words));
    }

    /// Adds a line of plain text, emphasised.
    pub(super) fn emphasis(&mut self, text: &str) {
        let mut words = String::from("*");
        escape::running(text.trim(), &mut words);
        words.push('*');
        self.block(0, &words);
    }

    /// Adds a rule.
    pub(super) fn rule(&mut self) {
        self.block(0, "---");
    }

    /// Adds lines of content.
    pub(super) fn lines(&mut self, lines: &[Content<'_>]) {
        let mut rest = lines;
        while let Some((_, first)) = rest.first() {
            let length = 1 + rest.windows(2).take_while(|pair| belong_together(pair[0], pair[1])).count();
            let (run, after) = rest.split_at(length);
            rest = after;
            let block = match first.block.kind {
                BlockKind::Code(_) => code(run),
                BlockKind::Row(_) => self.table(run),
                BlockKind::Item(..) => self.list(run),
                BlockKind::Heading(level) => self.page_heading(first, level),
                BlockKind::Paragraph if first.label == Label::Heading => self.page_heading(first, self.top),
                BlockKind::Paragraph => self.paragraph(first),
            };
            self.block(first.block.quote, &block);
        }
    }

    /// Adds a block behind a blank line, each of its lines in so many quotations.
    fn block(&mut self, quote: u8, text: &str) {
        if text.is_empty() {
            return;
        }
        let quote = quote.min(DEEPEST);
        if !self.out.is_empty() {
            // A quotation goes on where the blank line is quoted as well.
            self.out.push_str("> ".repeat(usize::from(quote.min(self.quote))).trim_end());
            self.out.push('\n');
        }
        let prefix = "> ".repeat(usize::from(quote));
        for line in text.split('\n') {
            self.out.push_str(if line.is_empty() { prefix.trim_end() } else { &prefix });
            self.out.push_str(line);
            self.out.push('\n');
        }
        self.quote = quote;
    }

    /// Adds a line's words, escaped, with what its start needs.
    fn words(&self, line: &JudgedLine, starts_block: bool, out: &mut String) {
        let words = self.datelines.strip(words(line));
        let rest = if starts_block { escape::at_start(words, out) } else { words };
        // Marks, datelines and what `at_start` has added all stand in front, so the rest is the end of the line.
        self.links.add(line, line.text.len() - rest.len()..line.text.len(), false, out);
    }

    fn paragraph(&self, line: &JudgedLine) -> String {
        let mut block = String::new();
        self.words(line, true, &mut block);
        block
    }

    fn page_heading(&self, line: &JudgedLine, level: u8) -> String {
        let mut words = String::new();
        self.words(line, false, &mut words);
        headed(level.max(self.top), words.trim())
    }

    fn list(&self, lines: &[Content<'_>]) -> String {
        let mut list = List::default();
        for (_, line) in lines {
            let BlockKind::Item(depth, number) = line.block.kind else { continue };
            list.open(depth, number, line.marker > 0);
            self.words(line, true, &mut list.out);
        }
        list.out
    }

    fn table(&self, lines: &[Content<'_>]) -> String {
        let columns = lines.iter().map(|(_, line)| line.block.cells.len()).max().unwrap_or(0).max(1);
        let mut block = String::new();
        let is_headed = matches!(lines.first(), Some((_, line)) if line.block.kind == BlockKind::Row(true));
        if !is_headed {
            // Markdown has no table without a head, and no row of this one is to be taken for it.
            block.push_str(&"|  ".repeat(columns));
            block.push_str("|\n");
        }
        let separator = format!("{}|", "| --- ".repeat(columns));
        if !is_headed {
            block.push_str(&separator);
        }
        for (place, (_, line)) in lines.iter().enumerate() {
            if place > 0 || !is_headed {
                block.push('\n');
            }
            let missing = if place == 0 { columns.saturating_sub(line.block.cells.len().max(1)) } else { 0 };
            self.row(line, missing, &mut block);
            if place == 0 && is_headed {
                block.push('\n');
                block.push_str(&separator);
            }
        }
        block
    }

    /// Adds a row; the first one of a table has to have all columns, the others may be shorter.
    fn row(&self, line: &JudgedLine, missing: usize, out: &mut String) {
        let whole = line.block.cells.is_empty().then_some(0..line.text.len());
        for cell in line.block.cells.iter().cloned().chain(whole) {
            out.push_str("| ");
            self.links.add(line, cell, true, out);
            out.push(' ');
        }
        out.push_str(&"|  ".repeat(missing));
        out.push('|');
    }
}

/// Whether a line goes on the list, table or code of the line before.
fn belong_together(before: Content<'_>, after: Content<'_>) -> bool {
    let is_next = before.0 + 1 == after.0;
    let same = match (before.1.block.kind, after.1.block.kind) {
        (BlockKind::Code(_), BlockKind::Code(begins)) => !begins,
        (BlockKind::Item(..), BlockKind::Item(..)) => is_next,
        // A head below the body of a table is the next table's.
        (BlockKind::Row(before), BlockKind::Row(after)) => is_next && (before || !after),
        _ => false,
    };
    same && before.1.block.quote == after.1.block.quote
}

/// A line's text without the mark of its list or heading, and without those of its quotations in flattened text.
fn words(line: &JudgedLine) -> &str {
    let mut words = line.text.get(line.marker..).unwrap_or(&line.text);
    if !line.source.is_empty() {
        for _ in 0..line.block.quote {
            words = words.strip_prefix('>').map_or(words, str::trim_start);
        }
    }
    words
}

fn headed(level: u8, words: &str) -> String {
    let mut block = "#".repeat(usize::from(level.clamp(1, LAST_LEVEL)));
    block.push(' ');
    // Signs at the end would be taken for the heading's own.
    match words.strip_suffix('#') {
        Some(before) => block.extend([before, "\\#"]),
        None => block.push_str(words),
    }
    block
}

fn code(lines: &[Content<'_>]) -> String {
    let longest = lines.iter().map(|(_, line)| longest_run(&line.text, '`')).max().unwrap_or(0);
    let fence = "`".repeat(FENCE.max(longest + 1));
    let mut block = fence.clone();
    for (_, line) in lines {
        block.push('\n');
        block.push_str(&line.text);
    }
    block.push('\n');
    block.push_str(&fence);
    block
}

fn longest_run(text: &str, wanted: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// A list with the items that are open, outermost first.
#[derive(Debug, Default)]
struct List {
    out: String,
    open: Vec<Item>,
}

#[derive(Debug)]
struct Item {
    number: Option<u32>,
    /// The column in which its text, and what lies within it, begins.
    column: usize,
}

impl List {
    /// Begins an item, or one more paragraph of the item of that number; the text is to follow.
    fn open(&mut self, depth: u8, number: Option<u32>, is_marked: bool) {
        let depth = usize::from(depth.clamp(1, DEEPEST)).min(self.open.len() + 1);
        let number = number.map(|number| number.min(LAST_NUMBER));
        let is_deeper = depth > self.open.len();
        let goes_on = !is_deeper && !is_marked && number.is_some() && self.open[depth - 1].number == number;
        // A list that begins with another number than 1 cannot stand right under a line of text.
        let is_apart = goes_on || is_deeper && number.is_some_and(|number| number != 1);
        if !self.out.is_empty() {
            self.out.push_str(if is_apart { "\n\n" } else { "\n" });
        }
        self.open.truncate(if goes_on { depth } else { depth - 1 });
        let column = self.open.last().map_or(0, |item| item.column);
        self.out.push_str(&" ".repeat(column));
        if goes_on {
            return;
        }
        let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
        self.out.push_str(&mark);
        self.open.push(Item { number, column: column + mark.len() });
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::{document, line};
    use super::*;
    use crate::line::BlockKind::{Code, Heading, Item, Paragraph, Row};
    use crate::render::markdown;

    fn check(lines: Vec<JudgedLine>, expected: &str) {
        assert_eq!(markdown(&document(lines), &Layout::default()), format!("{expected}\n"));
    }

    fn quoted(depth: u8, mut line: JudgedLine) -> JudgedLine {
        line.block.quote = depth;
        line
    }

    fn row(is_head: bool, text: &str) -> JudgedLine {
        let mut row = line(Row(is_head), text);
        let mut at = 0;
        for cell in text.split(" | ") {
            row.block.cells.push(at..at + cell.len());
            at += cell.len() + 3;
        }
        row
    }

    #[test]
    fn paragraphs_and_headings() {
        let mut labelled = line(Paragraph, "Tides");
        labelled.label = Label::Heading;
        let mut marked = line(Heading(3), "### Winds #");
        marked.marker = 4;
        check(
            vec![line(Paragraph, "- a"), labelled, marked, line(Heading(9), "low")],
            "\\- a\n\n# Tides\n\n### Winds \\#\n\n###### low",
        );
    }

    #[test]
    fn lists() {
        let mut marked = line(Item(1, None), "• 1. third");
        marked.marker = "• ".len();
        check(
            vec![
                line(Item(1, None), "first"),
                line(Item(2, Some(1)), "in"),
                line(Item(2, Some(2)), "deeper"),
                line(Item(9, None), "x"),
                marked,
            ],
            "- first\n  1. in\n  2. deeper\n     - x\n- 1\\. third",
        );
        check(
            vec![
                line(Item(3, Some(7)), "a"),
                line(Item(1, Some(7)), "b"),
                line(Item(2, Some(4)), "c"),
                line(Item(1, Some(8)), "# d"),
            ],
            "7. a\n\n   b\n\n   4. c\n8. \\# d",
        );
        check(vec![line(Item(1, Some(u32::MAX)), "a")], "999999999. a");
    }

    #[test]
    fn items_apart_on_the_page_are_apart() {
        let mut menu = line(Item(1, None), "Share");
        menu.label = Label::Social;
        check(vec![line(Item(1, None), "a"), menu, line(Item(1, None), "b")], "- a\n\n- b");
    }

    #[test]
    fn quotations() {
        let mut flat = quoted(2, line(Paragraph, "> >third"));
        flat.source = 10..18;
        check(
            vec![
                quoted(1, line(Paragraph, "a")),
                quoted(1, line(Paragraph, "> b")),
                flat,
                line(Paragraph, "c"),
                quoted(1, line(Item(1, None), "d")),
            ],
            "> a\n>\n> \\> b\n>\n> > third\n\nc\n\n> - d",
        );
    }

    #[test]
    fn code_keeps_its_signs() {
        check(
            vec![
                line(Code(true), "fn main() {"),
                line(Code(false), "    a * b"),
                line(Code(true), "```x"),
                quoted(1, line(Code(true), "y")),
            ],
            "```\nfn main() {\n    a * b\n```\n\n````\n```x\n````\n\n> ```\n> y\n> ```",
        );
    }

    #[test]
    fn tables() {
        check(
            vec![row(true, "Town | Tide"), row(false, "Bergen | 1*2 | x"), row(false, "Oslo"), row(true, "Next")],
            "| Town | Tide |  |\n| --- | --- | --- |\n| Bergen | 1\\*2 | x |\n| Oslo |\n\n| Next |\n| --- |",
        );
        let mut broken = line(Row(false), "a|b");
        check(vec![broken.clone()], "|  |\n| --- |\n| a\\|b |");
        broken.block.cells = vec![0..1, 2..90];
        check(vec![broken], "|  |  |\n| --- | --- |\n| a | b |");
    }

    #[test]
    fn deep_pages_do_not_grow() {
        let deep = (1..=255_u8).map(|depth| quoted(depth, line(Item(depth, None), "a"))).collect();
        assert!(markdown(&document(deep), &Layout::default()).len() < 255 * 60);
    }
}
