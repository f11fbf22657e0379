//! The form of a points file: a line for each hit, `name  column points  column points …`, `#` for remarks.

use rustc_hash::{FxHashMap, FxHashSet};

use super::RulesError;

/// The lines of a points file: line number, name of the hit, points by column.
pub(super) type PointRows<'a> = Vec<(usize, &'a str, Vec<(&'a str, f32)>)>;

/// Reads the lines of a points file.
pub(super) fn read_rows(text: &str) -> Result<PointRows<'_>, (usize, String)> {
    let mut rows = Vec::new();
    let mut seen = FxHashSet::default();
    for (at, line) in text.lines().enumerate() {
        let line = line.split(" # ").next().unwrap_or_default();
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or_default();
        let mut points = Vec::new();
        while let Some(column) = words.next() {
            let value = words.next().ok_or_else(|| (at + 1, format!("`{column}` has no points")))?;
            let number = value.parse::<f32>().ok().filter(|number| number.is_finite());
            points.push((column, number.ok_or_else(|| (at + 1, format!("`{value}` is no number")))?));
        }
        if !seen.insert(name) {
            return Err((at + 1, format!("`{name}` stands twice")));
        }
        rows.push((at + 1, name, points));
    }
    Ok(rows)
}

/// Points by hit and column.
#[derive(Debug, Default)]
pub(crate) struct Table<const COLUMNS: usize> {
    /// Per hit: the number of its row. Most hits have no points in a file; they share the first row, of zeros.
    row_of: Vec<u16>,
    rows: Vec<[f32; COLUMNS]>,
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    /// The table of a file. `ids` numbers the names that may stand in it, `count` is how many there are.
    pub(super) fn of(
        file: &str,
        rows: &PointRows<'_>,
        columns: &[&str],
        ids: &FxHashMap<&str, usize>,
        count: usize,
    ) -> Result<Table<COLUMNS>, RulesError> {
        let fail = |line: usize, message: String| RulesError { file: file.to_owned(), line, message };
        let mut table = Table { row_of: vec![0; count], rows: vec![[0.0; COLUMNS]] };
        for (line, name, points) in rows {
            let id = *ids.get(name).ok_or_else(|| fail(*line, format!("no cue gives a hit `{name}`")))?;
            let mut row = [0.0; COLUMNS];
            for (column, value) in points {
                let column_id = columns.iter().position(|known| known == column);
                let column_id =
                    column_id.ok_or_else(|| fail(*line, format!("`{column}` is no column of this file")))?;
                row[column_id] = *value;
            }
            table.row_of[id] = table.rows.len() as u16;
            table.rows.push(row);
        }
        Ok(table)
    }

    /// The rows that hits have; which row is whose, [`row_of`](Self::row_of) says.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[f32; COLUMNS]> {
        self.rows.iter()
    }

    /// The number of a hit's row.
    pub(crate) fn row_of(&self, hit: u16) -> usize {
        usize::from(self.row_of[usize::from(hit)])
    }

    /// A table made by hand, for tests.
    #[cfg(test)]
    pub(crate) fn from_rows(rows: Vec<[f32; COLUMNS]>) -> Table<COLUMNS> {
        Table { row_of: (0..rows.len() as u16).collect(), rows }
    }

    /// The points of a hit.
    pub(crate) fn row(&self, hit: u16) -> &[f32; COLUMNS] {
        &self.rows[self.row_of(hit)]
    }
}
