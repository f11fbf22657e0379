//! What the walk over the page stands within: lists and their items, quotations, tables with their rows and cells, code,
//! footnotes, definitions. Each line takes a copy of it along.

use std::sync::Arc;

use scraper::node::Element as Source;

use super::arena::attribute;
use super::inline::Dress;
use super::role::Role;
use crate::line::{CellPlace, Mark, Within};

/// What lies deeper is told as lying at this depth: nobody reads it, and a line's place must not grow with the page.
const DEEPEST: usize = 32;

/// How many columns a table has at most, and how many rows or columns a cell takes.
const MOST_COLUMNS: u16 = 128;

/// Where the walk stands.
#[derive(Default)]
pub(super) struct Place {
    pub(super) preformatted: usize,
    /// Whether the preformatted block has given a line yet.
    pub(super) code_begun: bool,
    pub(super) quotes: u8,
    pub(super) headings: Vec<u8>,
    /// One for each open list: the next number of an ordered one.
    pub(super) lists: Vec<Option<u32>>,
    /// The numbers of the open items.
    pub(super) items: Vec<Option<u32>>,
    /// The number of the item being read.
    pub(super) item: Option<Option<u32>>,
    /// Rows that are one line, and whether all their cells are headers.
    pub(super) rows: Vec<Row>,
    /// Where open links began, in bytes of the pending line, and their targets.
    pub(super) links: Vec<(usize, Box<str>)>,
    /// Where open marks began, and the elements that they are of.
    pub(super) marks: Vec<(usize, Mark, u32)>,
    /// Open spans, and where they began.
    pub(super) spans: Vec<(Dress, usize)>,
    tables: Vec<Table>,
    /// What is open, with the element that opened it, outermost first.
    open: Vec<(u32, Within)>,
    shared: Option<Arc<[Within]>>,
}

pub(super) struct Row {
    pub(super) is_line: bool,
    pub(super) all_headers: bool,
}

/// A table being read: its cells that reach down into the rows below.
#[derive(Default)]
struct Table {
    /// For each column how many more rows its cell takes.
    taken: Vec<u16>,
    column: u16,
}

impl Place {
    /// What a line stands within that is cut now.
    pub(super) fn within(&mut self) -> Option<Arc<[Within]>> {
        if self.open.is_empty() {
            return None;
        }
        let shared = self.shared.get_or_insert_with(|| self.open.iter().map(|(_, within)| within.clone()).collect());
        Some(Arc::clone(shared))
    }

    /// Goes into something.
    pub(super) fn enter(&mut self, element: u32, within: Within) {
        if self.open.len() < DEEPEST {
            self.open.push((element, within));
            self.shared = None;
        }
    }

    /// Goes out of what an element has opened.
    pub(super) fn leave(&mut self, element: u32) {
        while self.open.pop_if(|(opened, _)| *opened == element).is_some() {
            self.shared = None;
        }
    }

    /// The innermost quotation that the walk is in.
    pub(super) fn quote(&self) -> Option<u32> {
        let quote = |within: &Within| matches!(within, Within::Quote(..));
        self.open.iter().rev().find(|(_, within)| quote(within)).map(|(element, _)| *element)
    }

    /// Whether the walk is within a table that is told as one.
    pub(super) fn is_in_table(&self) -> bool {
        self.open.iter().rev().any(|(_, within)| matches!(within, Within::Table(_)))
    }

    /// Goes into what the role of an element opens, other than cells, code and notes.
    pub(super) fn enter_role(&mut self, element: u32, role: Role) {
        let within = match role {
            Role::List => Within::List(element, false),
            Role::NumberedList => Within::List(element, true),
            Role::Item => Within::Item(element, self.item.flatten()),
            Role::Definitions => Within::Definitions(element),
            Role::Term => Within::Term(element),
            Role::Meaning => Within::Meaning(element),
            _ => return,
        };
        self.enter(element, within);
    }

    pub(super) fn open_item(&mut self, value: Option<u32>) {
        let number = self.lists.last_mut().and_then(|next| {
            let number = value.or(*next).filter(|_| next.is_some())?;
            *next = Some(number.saturating_add(1));
            Some(number)
        });
        self.item = Some(number);
        self.items.push(number);
    }

    /// Closes an item; the text behind a list within an item is the outer item's.
    pub(super) fn close_item(&mut self) {
        self.items.pop();
        self.item = None;
    }

    pub(super) fn open_table(&mut self, element: u32, is_data: bool) {
        self.tables.push(Table::default());
        if is_data {
            self.enter(element, Within::Table(element));
        }
    }

    pub(super) fn close_table(&mut self) {
        self.tables.pop();
    }

    pub(super) fn open_row(&mut self, element: u32, table: u32, row: Row, is_data: bool) {
        if row.is_line && !is_data {
            self.enter(element, Within::Table(table));
        }
        if row.is_line || is_data {
            self.enter(element, Within::Row(element));
        }
        self.rows.push(row);
        if let Some(table) = self.tables.last_mut() {
            table.taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            table.column = 0;
        }
    }

    /// Where the next cell stands.
    pub(super) fn cell(&mut self, element: &Source, is_head: bool) -> CellPlace {
        let number = |name| attribute(element, name).and_then(|value| value.trim().parse::<u16>().ok());
        let columns = number("colspan").unwrap_or(1).clamp(1, MOST_COLUMNS);
        let rows = number("rowspan").unwrap_or(1).clamp(1, MOST_COLUMNS);
        let Some(table) = self.tables.last_mut() else { return CellPlace { column: 0, columns, rows, is_head } };
        while table.taken.get(usize::from(table.column)).is_some_and(|rows| *rows > 0) {
            table.column += 1;
        }
        let column = table.column;
        let end = column.saturating_add(columns).min(MOST_COLUMNS);
        if table.taken.len() < usize::from(end) {
            table.taken.resize(usize::from(end), 0);
        }
        table.taken[usize::from(column.min(end))..usize::from(end)].fill(rows);
        table.column = end;
        CellPlace { column, columns, rows, is_head }
    }
}

/// What an element marks of the text that stands in it.
pub(super) fn mark(name: &str) -> Option<Mark> {
    Some(match name {
        "b" | "strong" => Mark::Strong,
        "dfn" | "em" | "i" => Mark::Emphasis,
        "del" | "s" | "strike" => Mark::Struck,
        "code" | "kbd" | "samp" | "tt" => Mark::Code,
        "sub" => Mark::Subscript,
        "sup" => Mark::Superscript,
        _ => return None,
    })
}
