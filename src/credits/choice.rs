//! How a field is chosen: candidates that say the same are one, each gathers hits from wherever it was met, the points
//! of its hits add up, and the most points win if they are above zero. What a hit is worth stands in `rules/`; which
//! hits there are stands beside each field.

use rustc_hash::FxHashMap;

use crate::document::{Candidate as Told, Hit, Sum};
use crate::rules::Table;
use crate::score::Columns;

/// A cue of a field: its name in the points file, and what it says.
pub(crate) type FieldCue = (&'static str, &'static str);

/// The start value, which every candidate of every field has.
const START: &str = "base";

/// A field of the record that is chosen by points. Its cues are sorted by name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// Its name in the record.
    pub(crate) name: &'static str,
    /// Its file in `rules/`.
    pub(crate) file: &'static str,
    pub(crate) cues: &'static [FieldCue],
}

impl Field {
    /// The number of a hit. The tests see to it that every name that fires stands in the table.
    pub(super) fn hit(&self, name: &str) -> Option<u16> {
        let found = self.cues.binary_search_by(|(known, _)| (*known).cmp(name)).ok();
        debug_assert!(found.is_some(), "{} has no cue {name}", self.name);
        found.map(|at| at as u16)
    }
}

/// One candidate: what it says, how it would be shown, and what fired on it.
#[derive(Debug, Clone)]
pub(super) struct Candidate<T> {
    pub(super) key: String,
    pub(super) value: T,
    /// How good this way of writing the value is; the best one is shown.
    shown: f32,
    hits: Vec<u16>,
}

/// The candidates of one field.
#[derive(Debug, Clone)]
pub(super) struct Candidates<T> {
    field: &'static Field,
    all: Vec<Candidate<T>>,
    places: FxHashMap<String, usize>,
}

/// What was chosen, and where it was asked for, every candidate with what it was worth.
#[derive(Debug)]
pub(super) struct Chosen<T> {
    pub(super) value: Option<T>,
    pub(super) told: Vec<Told>,
}

/// Fields with more candidates than this pass over the rest: a page that states so much states nothing.
const MOST: usize = 160;

impl<T> Candidates<T> {
    pub(super) fn new(field: &'static Field) -> Candidates<T> {
        Candidates { field, all: Vec::new(), places: FxHashMap::default() }
    }

    /// The same candidates for another field, which has the same cues.
    pub(super) fn for_field(self, field: &'static Field) -> Candidates<T> {
        Candidates { field, ..self }
    }

    /// Adds evidence. Values of the same key are one candidate; of their ways of writing the one with the highest
    /// `shown` stays, the first where several are equal. A hit counts once, however often it fires.
    pub(super) fn offer(&mut self, key: String, value: T, shown: f32, hits: &[&'static str]) {
        if key.is_empty() {
            return;
        }
        let field = self.field;
        let at = match self.places.get(&key) {
            Some(&at) => {
                let known = &mut self.all[at];
                if shown > known.shown {
                    known.value = value;
                    known.shown = shown;
                }
                at
            }
            None if self.all.len() < MOST => {
                self.places.insert(key.clone(), self.all.len());
                self.all.push(Candidate { key, value, shown, hits: field.hit(START).into_iter().collect() });
                self.all.len() - 1
            }
            None => return,
        };
        self.add(at, hits);
    }

    /// Adds hits to the candidate at a place.
    pub(super) fn add(&mut self, at: usize, hits: &[&'static str]) {
        let field = self.field;
        let own = &mut self.all[at].hits;
        for hit in hits.iter().filter_map(|name| field.hit(name)) {
            if !own.contains(&hit) {
                own.push(hit);
            }
        }
    }

    /// The place of the candidate with this key.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// All of them, in the order in which they were met.
    pub(super) fn all(&self) -> &[Candidate<T>] {
        &self.all
    }

    /// Whether this fired on the candidate at a place.
    pub(super) fn fired(&self, at: usize, name: &str) -> bool {
        self.field.hit(name).is_some_and(|hit| self.all[at].hits.contains(&hit))
    }

    /// The value with the most points, if they are above zero; the first where several are equal. `show` writes a
    /// candidate for an explanation, and is asked only where there is to be one.
    pub(super) fn choose(mut self, table: &Table<9>, columns: Columns, show: Option<fn(&T) -> String>) -> Chosen<T> {
        let worth: Vec<f32> = self.all.iter().map(|one| points(table, columns, &one.hits)).collect();
        let best = (0..worth.len()).filter(|&at| worth[at] > 0.0);
        let best = best.max_by(|&a, &b| worth[a].total_cmp(&worth[b]).then(b.cmp(&a)));
        let mut told = Vec::new();
        if let Some(show) = show {
            told = self
                .all
                .iter()
                .zip(&worth)
                .map(|(one, &points)| self.tell(one, points, table, columns, show))
                .collect();
            told.sort_by(|a, b| b.points.total_cmp(&a.points));
        }
        Chosen { value: best.map(|at| self.all.swap_remove(at).value), told }
    }

    /// The candidates for the fit: what each says, and the names of its hits.
    #[cfg(feature = "fit")]
    pub(super) fn dump(self) -> Vec<(T, Vec<&'static str>)> {
        let names = |hits: &[u16]| hits.iter().map(|&hit| self.field.cues[usize::from(hit)].0).collect();
        self.all.into_iter().map(|one| (one.value, names(&one.hits))).collect()
    }

    fn tell(
        &self,
        one: &Candidate<T>,
        points: f32,
        table: &Table<9>,
        columns: Columns,
        show: fn(&T) -> String,
    ) -> Told {
        let hit = |&hit: &u16| Hit {
            sum: Sum::Credit,
            cue: format!("{}/{}", self.field.name, self.field.cues[usize::from(hit)].0),
            points: columns.points(table.row(hit)),
        };
        Told {
            field: self.field.name.to_owned(),
            value: show(&one.value),
            points,
            hits: one.hits.iter().map(hit).collect(),
        }
    }
}

fn points(table: &Table<9>, columns: Columns, hits: &[u16]) -> f32 {
    hits.iter().map(|&hit| columns.points(table.row(hit))).sum()
}

/// The name of the range that a value falls in: those of the last bound that it reaches, none below the first.
pub(super) fn range(ranges: &[(f32, &'static str)], value: f32) -> Option<&'static str> {
    ranges.iter().rev().find(|(bound, _)| value >= *bound).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use crate::kind::KindChances;
    use crate::rules::Rules;

    const FIELD: Field = Field { name: "test", file: "", cues: &[("base", ""), ("seen", ""), ("stated", "")] };

    #[test]
    fn evidence_adds_up() {
        let table = Table::from_rows(vec![row(-1.0), row(2.0), row(1.5)]);
        let columns = Columns::of(KindChances::certain(Kind::Article), true);
        let mut candidates = Candidates::new(&FIELD);
        candidates.offer("a".into(), "A", 0.0, &["seen"]);
        candidates.offer("b".into(), "b", 0.0, &["stated"]);
        candidates.offer("b".into(), "B", 1.0, &["seen", "stated"]);
        candidates.offer(String::new(), "nothing", 0.0, &["seen"]);
        let chosen = candidates.choose(&table, columns, Some(|value| (*value).to_owned()));
        assert_eq!(chosen.value, Some("B"));
        assert_eq!(chosen.told.iter().map(|one| one.points).collect::<Vec<_>>(), [2.5, 1.0]);
    }

    #[test]
    fn below_zero_nothing_wins() {
        let table = Table::from_rows(vec![row(-1.0), row(1.0), row(0.5)]);
        let mut candidates = Candidates::new(&FIELD);
        candidates.offer("a".into(), "A", 0.0, &["seen"]);
        assert_eq!(candidates.choose(&table, Columns::of(KindChances::certain(Kind::Other), true), None).value, None);
    }

    #[test]
    fn tables_are_sorted_and_have_a_start_value() {
        for field in crate::credits::FIELDS {
            assert!(field.cues.windows(2).all(|pair| pair[0].0 < pair[1].0), "{}", field.name);
            assert!(field.hit(START).is_some(), "{}", field.name);
            assert!(Rules::built_in().files().any(|(name, _)| name == field.file), "{}", field.file);
        }
    }

    fn row(points: f32) -> [f32; 9] {
        let mut row = [0.0; 9];
        row[0] = points;
        row
    }
}
