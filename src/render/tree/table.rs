//! Cells of a table, and which row is its head where no markup says so. Which lines make up a row is told in `build`.

use super::{Cell, Row, Style, Words};
use crate::line::CellPlace;

/// A cell in its place.
pub(super) fn cell(place: CellPlace, words: Words) -> Cell {
    let CellPlace { column, columns, rows, is_head } = place;
    Cell { column, columns: columns.max(1), rows: rows.max(1), head: is_head, words }
}

/// A first row that is all bold, over others that are not, is the head.
pub(super) fn mark_head(rows: &mut [Row]) {
    let is_bold = |row: &Row| {
        let mut cells = row.cells.iter().filter(|cell| !cell.words.text.is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| cell.words.is_all(|style| *style == Style::Strong))
    };
    let [first, others @ ..] = rows else { return };
    if is_bold(first) && !others.is_empty() && !others.iter().any(is_bold) {
        first.cells.iter_mut().for_each(|cell| cell.head = true);
    }
    // What marks a head as one is not emphasis.
    for cell in first.cells.iter_mut().filter(|cell| cell.head) {
        if cell.words.is_all(|style| *style == Style::Strong) {
            cell.words.spans.retain(|span| span.style != Style::Strong);
        }
    }
}
