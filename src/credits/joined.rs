//! Lines as text: paragraphs parted by blank lines, items, rows and code by line breaks, cells by bars, so that each
//! stands in its column. Which lines belong to a text is told by their labels.

use crate::line::{Block, CellPlace, Line, Within};

/// What stands between two cells.
const GAP: &str = " | ";

/// Lines as text.
pub(super) fn joined<'l>(lines: impl Iterator<Item = &'l Line>) -> String {
    let mut text = String::new();
    let mut before: Option<&Block> = None;
    // Of a line that only holds the tag of a quotation nothing is shown.
    for line in lines.filter(|line| line.text.is_empty() || !line.block.shown(&line.text).is_empty()) {
        if let Some(before) = before {
            between(before, &line.block, &mut text);
            text.push_str(&line.block.before);
        } else {
            cell_bars(None, &line.block, &mut text);
        }
        row(line, &mut text);
        before = Some(&line.block);
    }
    text
}

/// Adds what stands between two lines: cells of a row are parted by bars, lines of a paragraph, list, table or piece of
/// code by a line break, all else by a blank line.
fn between(before: &Block, after: &Block, text: &mut String) {
    let (one, other) = (before.within.as_deref().unwrap_or_default(), after.within.as_deref().unwrap_or_default());
    let shared = one.iter().zip(other.iter()).take_while(|(a, b)| a == b).map(|(within, _)| within);
    let mut are_close = before.paragraph != 0 && before.paragraph == after.paragraph;
    let mut row = false;
    let mut cell = false;
    for within in shared {
        are_close |= matches!(within, Within::List(..) | Within::Table(_) | Within::Code(..));
        row |= matches!(within, Within::Row(_));
        cell |= matches!(within, Within::Cell(..));
    }
    if row && !cell {
        text.push_str(GAP);
        return cell_bars(place(before), after, text);
    }
    text.push_str(if are_close { "\n" } else { "\n\n" });
    if !cell {
        cell_bars(None, after, text);
    }
}

/// The cell that lines of their own stand in.
fn place(block: &Block) -> Option<CellPlace> {
    let within = block.within.iter().flat_map(|within| within.iter().rev());
    within.filter_map(|within| if let Within::Cell(_, place) = within { Some(*place) } else { None }).next()
}

/// Adds bars for the columns that stand between a cell and the one before in its row, or the begin of the row.
fn cell_bars(before: Option<CellPlace>, block: &Block, text: &mut String) {
    if let Some(place) = place(block) {
        bars(usize::from(place.column).saturating_sub(before.map_or(0, |before| usize::from(before.column) + 1)), text);
    }
}

/// Adds bars for so many empty cells.
fn bars(count: usize, text: &mut String) {
    let gaps = GAP.repeat(count);
    let at_start = text.is_empty() || text.ends_with('\n');
    text.push_str(if at_start { gaps.trim_start() } else { &gaps });
}

/// Adds a line. Where it is a row of a table of markup, bars stand for cells of which the row shows nothing: cells that
/// reach into it from the row above, more columns of a wide cell, empty ones at its begin.
fn row(line: &Line, text: &mut String) {
    if line.markup.is_none() {
        return text.push_str(&line.block.shown(&line.text));
    }
    let mut shown = 0;
    let mut at = 0;
    for cell in &line.block.cells {
        shown += usize::from(cell.text.start > 0);
        let missing = usize::from(cell.place.column).saturating_sub(shown);
        // Empty cells at the end are not shown.
        if let (true, false, Some(before)) = (missing > 0, cell.text.is_empty(), line.text.get(at..cell.text.start)) {
            text.push_str(before);
            bars(missing, text);
            at = cell.text.start;
            shown += missing;
        }
    }
    text.push_str(line.text.get(at..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front;

    #[track_caller]
    fn check(table: &str, expected: &str) {
        let page = front::html::read(&format!("<body><table border=1>{table}</table>"), &mut Vec::new());
        assert_eq!(joined(page.lines.iter()), expected, "{table}");
    }

    #[test]
    fn cells_stand_in_their_columns() {
        let head = "<tr><th>Boat<th>Out<th>Home</tr>";
        for (rows, expected) in [
            ("<tr><td>Ida<td>7<td>9</tr>", "Ida | 7 | 9"),
            ("<tr><td rowspan=2>Ida<td>7<td>9</tr><tr><td>8<td>10</tr>", "Ida | 7 | 9\n| 8 | 10"),
            ("<tr><td colspan=2>Ida, all day<td>9</tr>", "Ida, all day |  | 9"),
            ("<tr><td>Ida<td rowspan=2>7<td>9</tr><tr><td>Rolf<td>10</tr>", "Ida | 7 | 9\nRolf |  | 10"),
            ("<tr><td><td>7<td>9</tr>", "| 7 | 9"),
            ("<tr><td><td><td>9</tr>", "|  | 9"),
            ("<tr><td>Ida<td><td>9</tr>", "Ida |  | 9"),
        ] {
            check(&format!("{head}{rows}"), &format!("Boat | Out | Home\n{expected}"));
        }
    }

    #[test]
    fn cells_of_paragraphs_do_so_too() {
        let long = "The ferry was laid up for the whole of the winter because of her boiler, and nobody believed that she \
            would be back before the herring, least of all the mate, who had seen the inside of it.";
        let cell = format!("<td><p>{long}</p><p>{long}</p>");
        let rows = format!("<tr><td rowspan=2><p>Ida</p>{cell}</tr><tr>{cell}</tr>");
        check(
            &format!("<tr><th>Boat<th>Why</tr>{rows}"),
            &format!("Boat | Why\nIda | {long}\n{long}\n| {long}\n{long}"),
        );
    }
}
