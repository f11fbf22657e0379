//! Whether a table holds data or is there for the layout: a sum of points over what it is made of. Pages of the old days
//! stand in tables as a whole, and what is in their cells is no cell of anything.

use scraper::node::Element as Source;

use super::arena::attribute;
use super::role::Role;

/// What a table is made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(super) element: u32,
    rows: u32,
    cells: u32,
    heads: u32,
    /// Cells of the row being read, and of the one before.
    in_row: u32,
    /// Rows with as many cells as the first.
    alike: u32,
    first: u32,
    has_caption: bool,
    has_border: bool,
    is_presentation: bool,
    tables: u32,
    headings: u32,
    codes: u32,
    /// Bytes of text: in all, in the cell being read, and in the longest one before.
    text: usize,
    in_cell: usize,
    longest: usize,
}

const HEADS: f32 = 2.0;
const CAPTION: f32 = 2.0;
const BORDER: f32 = 1.0;
const PRESENTATION: f32 = -6.0;
const ALIKE: f32 = 1.5;
const ONE_COLUMN: f32 = -2.0;
const ONE_ROW: f32 = -1.5;
const TABLE_WITHIN: f32 = -4.0;
const HEADING_WITHIN: f32 = -3.0;
const CODE_WITHIN: f32 = -3.0;
const LONG_CELLS: f32 = -2.0;

/// The share of rows that have as many cells as the first one in a table of data, and the bytes of text that a cell of
/// such a table has at most in the mean.
const ALIKE_SHARE: f32 = 0.7;
const LONG_CELL: usize = 300;

/// What speaks for a table of data being a grid of short entries, each of which may be a paragraph by itself, and how
/// many points it takes: posts of old forums stand in tables too, and their paragraphs are lines.
const GRID_HEADS: f32 = 1.0;
const GRID_BORDER: f32 = 0.5;
const GRID_ALIKE: f32 = 1.0;
const GRID_SHORT: f32 = 1.0;
const GRID_LONG: f32 = -2.0;
const GRID_LEAST: f32 = 2.0;

/// The bytes of text that an entry of a grid has at most in the mean, and from which on one is a text by itself.
const SHORT_CELL: usize = 60;
const TEXT_CELL: usize = 120;

impl Table {
    pub(super) fn open(element: u32, source: &Source) -> Table {
        let border = attribute(source, "border").is_some_and(|border| border.trim() != "0");
        let is_presentation = attribute(source, "role").is_some_and(|role| matches!(role, "presentation" | "none"));
        Table { element, has_border: border, is_presentation, ..Table::default() }
    }

    /// Notes an element that stands in it, outside of tables within.
    pub(super) fn note(&mut self, role: Role, tag: &str) {
        match role {
            Role::Row => {
                self.end_row();
                self.rows += 1;
            }
            Role::Cell => {
                self.cells += 1;
                self.in_row += 1;
                self.longest = self.longest.max(std::mem::take(&mut self.in_cell));
                self.heads += u32::from(tag == "th");
            }
            Role::Table => self.tables += 1,
            Role::Heading(_) => self.headings += 1,
            Role::Preformatted => self.codes += 1,
            _ => self.has_caption |= matches!(tag, "caption" | "thead"),
        }
    }

    pub(super) fn note_text(&mut self, text: &str) {
        self.text += text.trim().len();
        self.in_cell += text.trim().len();
    }

    fn end_row(&mut self) {
        if self.rows == 1 {
            self.first = self.in_row;
        }
        self.alike += u32::from(self.rows > 0 && self.in_row == self.first);
        self.in_row = 0;
    }

    /// Whether it holds data.
    pub(super) fn is_data(&mut self) -> bool {
        self.end_row();
        let points = [
            (self.heads > 0, HEADS),
            (self.has_caption, CAPTION),
            (self.has_border, BORDER),
            (self.is_presentation, PRESENTATION),
            (self.is_alike(), ALIKE),
            (self.cells <= self.rows, ONE_COLUMN),
            (self.rows < 2, ONE_ROW),
            (self.tables > 0, TABLE_WITHIN),
            (self.headings > 0, HEADING_WITHIN),
            (self.codes > 0, CODE_WITHIN),
            (self.text > LONG_CELL * self.cells.max(1) as usize, LONG_CELLS),
        ];
        points.into_iter().filter(|(is_so, _)| *is_so).map(|(_, points)| points).sum::<f32>() > 0.0
    }
    /// Whether its rows have as many cells as the first, and more than one.
    fn is_alike(&self) -> bool {
        let share = self.alike as f32 / self.rows.max(1) as f32;
        self.rows > 1 && self.first > 1 && share >= ALIKE_SHARE
    }

    /// Whether a table of data is a grid of short entries; asked when it has been read.
    pub(super) fn is_grid(&self) -> bool {
        let points = [
            (self.heads > 0 || self.has_caption, GRID_HEADS),
            (self.has_border, GRID_BORDER),
            (self.is_alike(), GRID_ALIKE),
            (self.text <= SHORT_CELL * self.cells as usize, GRID_SHORT),
            (self.longest.max(self.in_cell) > TEXT_CELL, GRID_LONG),
        ];
        points.into_iter().filter(|(is_so, _)| *is_so).map(|(_, points)| points).sum::<f32>() > GRID_LEAST
    }
}
