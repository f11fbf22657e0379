//! The form of a points file: a line for each hit, `name  column points  column points …`, `#` for remarks.

use super::RulesError;

/// The lines of a points file: line number, name of the hit, points by column as they are written.
pub(super) type PointRows<'a> = Vec<(usize, &'a str, &'a str)>;

/// The number of the hit that each of them names, if any has this name.
pub(super) type Hits = Vec<Option<usize>>;

/// The lines of a points file that hold points.
pub(super) fn read_rows(text: &str) -> PointRows<'_> {
    let rows = super::rows(text).filter_map(|(number, line)| {
        let line = without_remark(line).trim_ascii();
        let (name, points) = line.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((line, ""));
        (!name.is_empty()).then_some((number, name, points))
    });
    rows.collect()
}

/// What stands before ` # `.
fn without_remark(line: &str) -> &str {
    let bytes = line.as_bytes();
    let mut marks = memchr::memchr_iter(b'#', bytes).filter(|&at| at > 0 && bytes[at - 1] == b' ');
    marks.find(|&at| bytes.get(at + 1) == Some(&b' ')).map_or(line, |at| &line[..at])
}

/// Reads the points of a line into its columns.
fn read_points<const COLUMNS: usize>(points: &str, columns: &[&str]) -> Result<[f32; COLUMNS], String> {
    let mut row = [0.0; COLUMNS];
    let mut words = points.split_ascii_whitespace();
    while let Some(column) = words.next() {
        let value = words.next().ok_or_else(|| format!("`{column}` has no points"))?;
        let number = value.parse::<f32>().ok().filter(|number| number.is_finite());
        let number = number.ok_or_else(|| format!("`{value}` is no number"))?;
        let place = columns.iter().position(|known| *known == column);
        row[place.ok_or_else(|| format!("`{column}` is no column of this file"))?] = number;
    }
    Ok(row)
}

/// Points by hit and column.
#[derive(Debug, Default)]
pub(crate) struct Table<const COLUMNS: usize> {
    /// Per hit: the number of its row. Most hits have no points in a file; they share the first row, of zeros.
    row_of: Vec<u16>,
    rows: Vec<[f32; COLUMNS]>,
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    /// The table of a file whose rows name these hits, of so many that there are.
    pub(super) fn of(
        file: &str,
        rows: &PointRows<'_>,
        columns: &[&str],
        hits: &Hits,
        count: usize,
    ) -> Result<Table<COLUMNS>, RulesError> {
        let fail = |line: usize, message: String| RulesError { file: file.to_owned(), line, message };
        let mut table = Table { row_of: vec![0; count], rows: vec![[0.0; COLUMNS]] };
        for ((line, name, points), hit) in rows.iter().zip(hits) {
            let id = hit.ok_or_else(|| fail(*line, format!("no cue gives a hit `{name}`")))?;
            if table.row_of[id] != 0 {
                return Err(fail(*line, format!("`{name}` stands twice")));
            }
            table.row_of[id] = table.rows.len() as u16;
            table.rows.push(read_points(points, columns).map_err(|message| fail(*line, message))?);
        }
        Ok(table)
    }

    /// The rows that hits have; which row is whose, [`row_of`](Self::row_of) says.
    pub(crate) fn rows(&self) -> &[[f32; COLUMNS]] {
        &self.rows
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
