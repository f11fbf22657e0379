//! Hits to points, and nothing more: asks cues, keeps what fired, adds up.

use std::cell::Cell;

use crate::cues::{Stage, View};
use crate::document::{Hit, Kind, Sum};
use crate::kind::KindChances;
use crate::rules::{BASE, GATE_COLUMNS, Rules, Table};

/// The hit that says that a page came as flattened text.
const FLATTENED: u16 = 1;

/// The first of the hits that name the kind of page.
const FIRST_KIND: u16 = 2;

/// The hits of each line of a page, by their numbers.
#[derive(Debug, Default)]
pub(crate) struct HitList {
    hits: Vec<u16>,
    ends: Vec<usize>,
}

impl HitList {
    /// The hits of a line; none where nothing was asked.
    pub(crate) fn of(&self, line: usize) -> &[u16] {
        let Some(&end) = self.ends.get(line) else { return &[] };
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.hits[start..end]
    }

    /// Asks the cues of a stage about each of these lines; the hits are kept in the order of the lines.
    pub(crate) fn ask<'v>(rules: &Rules, stage: Stage, views: impl Iterator<Item = View<'v>>) -> HitList {
        HitList::ask_some(rules, stage, views.map(Some))
    }

    /// The same; a line that is not asked about has no hits.
    pub(crate) fn ask_some<'v>(rules: &Rules, stage: Stage, views: impl Iterator<Item = Option<View<'v>>>) -> HitList {
        let cues: Vec<_> = rules.cues_of(stage).collect();
        let mut list = HitList::default();
        let mut scratch = Vec::new();
        for view in views {
            if let Some(view) = view {
                cues.iter().for_each(|(base, cue)| cue.ask(&view, *base, &mut scratch, &mut list.hits));
            }
            list.ends.push(list.hits.len());
        }
        list
    }
}

/// How much each column of the gate counts for a page: the common one in full, a kind's by its chance, the one for
/// flattened text in full or not at all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns([f32; GATE_COLUMNS.len()]);

impl Columns {
    pub(crate) fn of(kinds: KindChances, from_markup: bool) -> Columns {
        let mut shares = [0.0; GATE_COLUMNS.len()];
        shares[0] = 1.0;
        for (kind, chance) in kinds.iter() {
            if let Some(column) = GATE_COLUMNS.iter().position(|&column| column == kind.name()) {
                shares[column] = chance;
            }
        }
        shares[GATE_COLUMNS.len() - 1] = f32::from(u8::from(!from_markup));
        Columns(shares)
    }

    /// What a hit is worth in these columns.
    pub(crate) fn points(self, row: &[f32; GATE_COLUMNS.len()]) -> f32 {
        self.0.iter().zip(row).map(|(share, points)| share * points).sum()
    }

    /// What the hits of a table are worth on this page.
    pub(crate) fn worth(self, table: &Table<9>) -> Worth<'_> {
        Worth { columns: self, table, rows: vec![Cell::new(f32::NAN); table.rows().len()] }
    }
}

/// What the hits of a table are worth on one page.
#[derive(Debug)]
pub(crate) struct Worth<'t> {
    columns: Columns,
    table: &'t Table<9>,
    /// Per row of the table; not a number before somebody asks, since a page has a few of the hits only.
    rows: Vec<Cell<f32>>,
}

impl Worth<'_> {
    fn of(&self, hit: u16) -> f32 {
        let row = self.table.row_of(hit);
        let worth = &self.rows[row];
        if worth.get().is_nan() {
            worth.set(self.columns.points(&self.table.rows()[row]));
        }
        worth.get()
    }
}

/// The hits that every line of such a page has in a label sum.
pub(crate) fn page_hits(kind: Kind, from_markup: bool) -> Vec<u16> {
    let place = Kind::ALL.iter().position(|&one| one == kind).unwrap_or(0) as u16;
    [BASE, FIRST_KIND + place].into_iter().chain((!from_markup).then_some(FLATTENED)).collect()
}

/// The gate's sum: the start value and all hits.
pub(crate) fn gate<'h>(worth: &Worth<'_>, hits: impl Iterator<Item = &'h u16>) -> f32 {
    worth.of(BASE) + hits.map(|&hit| worth.of(hit)).sum::<f32>()
}

/// Adds hits up column by column.
pub(crate) fn add<'h, const N: usize>(table: &Table<N>, hits: impl Iterator<Item = &'h u16>) -> [f32; N] {
    let mut sums = [0.0; N];
    for &hit in hits {
        for (sum, points) in sums.iter_mut().zip(table.row(hit)) {
            *sum += points;
        }
    }
    sums
}

/// The chance that points stand for.
pub(crate) fn chance(points: f32) -> f32 {
    1.0 / (1.0 + (-points).exp())
}

/// The points that a chance stands for.
pub(crate) fn points(chance: f32) -> f32 {
    (chance / (1.0 - chance)).ln()
}

/// Names hits with what they are worth, the largest first; those worth nothing are left out.
pub(crate) fn name_hits<'h>(
    rules: &Rules,
    sum: Sum,
    hits: impl Iterator<Item = &'h u16>,
    worth: impl Fn(u16) -> f32,
) -> Vec<Hit> {
    let names = rules.hit_names();
    let named = hits.map(|&hit| Hit { sum, cue: names[usize::from(hit)].to_string(), points: worth(hit) });
    let mut named: Vec<Hit> = named.filter(|hit| hit.points != 0.0).collect();
    named.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()).then_with(|| a.cue.cmp(&b.cue)));
    named
}
