//! What lines of flattened text show of the blocks that they once were: bullets and numbers, bars between cells, signs of
//! quotation, fences around code. It tells the outputs what a line stands within; cues look at the line itself.

use std::sync::Arc;

use crate::line::nest::Nest;
use crate::line::{BlockKind, Cell, CellPlace, Line, Within};

/// What parts the lines of code from the others.
const FENCES: &[&str] = &["```", "~~~"];

/// Finds for each line what it stands within.
pub(super) fn place(lines: &mut [Line]) {
    let kinds: Vec<BlockKind> = (0..lines.len()).map(|at| shape(lines, at)).collect();
    let mut nest = Nest::default();
    let mut code: Option<Within> = None;
    for (at, line) in lines.iter_mut().enumerate() {
        line.block.paragraph = at as u32 + 1;
        let fence = FENCES.iter().find_map(|fence| line.text.trim().strip_prefix(fence));
        if let Some(language) = fence {
            nest.end();
            line.block.shown_mark = line.text.len();
            let language = language.trim().split(' ').next().unwrap_or_default();
            // Numbers of lines are no numbers of what `nest` counts, and nothing else counts code in fences.
            code = code.is_none().then(|| Within::Code(u32::MAX - at as u32, language.into()));
            continue;
        }
        if let Some(code) = &code {
            line.block.before = "\n".repeat(usize::from(line.blank_before)).into();
            line.block.within = Some(Arc::from([code.clone()]));
            continue;
        }
        if line.blank_before > 0 && !matches!(kinds[at], BlockKind::Item(..)) {
            nest.end();
        }
        line.block.within = Some(nest.of(kinds[at], line.block.quote));
        match kinds[at] {
            BlockKind::Row(_) => line.block.cells = cells(&line.text),
            BlockKind::Item(_, Some(_)) if line.marker == 0 => {
                line.block.shown_mark = number(&line.text).map_or(0, |n| n.1)
            }
            _ => {}
        }
    }
}

/// The kind of block that a line shows.
fn shape(lines: &[Line], at: usize) -> BlockKind {
    let line = &lines[at];
    if line.block.kind != BlockKind::Paragraph {
        return line.block.kind;
    }
    let near = || [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| lines.get(at));
    // A number alone may be a year or a price; one that counts on from the line before is an item's.
    if let Some((own, _)) = number(&line.text) {
        let counts = near().filter_map(|line| number(&line.text)).any(|(other, _)| other.abs_diff(own) == 1);
        return if counts { BlockKind::Item(1, Some(own)) } else { BlockKind::Paragraph };
    }
    let bars = bars(&line.text);
    let is_framed = line.text.starts_with('|') && line.text.ends_with('|') && bars > 1;
    if is_framed || bars > 0 && near().any(|other| self::bars(&other.text) == bars) {
        return BlockKind::Row(false);
    }
    BlockKind::Paragraph
}

/// The number of an item, and how many bytes it takes with its sign and space.
fn number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let is_number = (1..=3).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "));
    is_number.then(|| text[..digits].parse().ok()).flatten().map(|number| (number, digits + 2))
}

fn bars(text: &str) -> usize {
    text.matches(" | ").count() + usize::from(text.starts_with("| ")) + usize::from(text.ends_with(" |"))
}

/// The cells of a row that bars part. A row of dashes, which parts head and body, has none.
fn cells(text: &str) -> Vec<Cell> {
    let start = usize::from(text.starts_with('|'));
    let end = text.len() - usize::from(text.len() > 1 && text.ends_with('|'));
    let mut cells = Vec::new();
    let mut at = start;
    for (column, cell) in text[start..end].split('|').enumerate() {
        let column = column.min(usize::from(u16::MAX)) as u16;
        let place = CellPlace { column, columns: 1, rows: 1, is_head: false };
        cells.push(Cell { text: at..at + cell.len(), place });
        at += cell.len() + 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use crate::front::text;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let page = text::read(text, &|_| Vec::new());
        let shown: Vec<String> = page
            .lines
            .iter()
            .map(|line| {
                let within = line.block.within.as_deref().unwrap_or_default();
                let names = within.iter().map(|within| format!("{within:?}"));
                names
                    .map(|name| name.chars().take_while(|c| c.is_alphabetic()).collect::<String>())
                    .collect::<Vec<_>>()
                    .join("/")
            })
            .collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn blocks_show() {
        check("Eggs:\n* two\n* three", " List/Item List/Item");
        check("1. Stir\n2. Bake\n\nDone", "List/Item List/Item ");
        check("1984. It was late", "");
        check("Town | Tide\nBergen | 1\nText", "Table/Row Table/Row ");
        check("| a | b |\n|---|---|\n| 1 | 2 |", "Table/Row  Table/Row");
        check("> so\n> > he said", "Quote Quote/Quote");
        check("```rust\nfn a() {}\n\n  b\n```\nEnd", " Code Code  ");
    }
}
