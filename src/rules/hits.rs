//! The numbers of hits. Every hit that a cue can give has one, counted cue by cue, so that points are found by counting and
//! not by name. There are some sixty thousand: their names are put together only where somebody asks for them.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::Rules;
use crate::cues;
use crate::document::Kind;

/// Hits that no cue gives, in front of all others; behind them the kinds of page, as of a cue `kind`.
const OTHERS: [&str; 2] = ["base", "flattened"];

/// Lists of more entries than this are sorted; a test says so.
const FEW: usize = 24;

/// All hits by the cues that give them.
pub(super) struct HitNumbers<'r> {
    /// What each cue's hits are counted from, and its entries.
    cues: Vec<(&'static str, usize, Vec<Cow<'r, str>>)>,
    /// The places of cues by name, in `cues`.
    by_name: FxHashMap<&'static str, usize>,
    count: usize,
}

impl<'r> HitNumbers<'r> {
    /// Counts the hits, as far as the word lists of the rules have them.
    pub(super) fn of(rules: &'r Rules) -> HitNumbers<'r> {
        let mut numbers = HitNumbers { cues: Vec::new(), by_name: FxHashMap::default(), count: 0 };
        for name in OTHERS {
            numbers.add(name, vec![Cow::Borrowed("")]);
        }
        numbers.add("kind", Kind::ALL.iter().map(|kind| kind.name().into()).collect());
        for (_, cues) in cues::families() {
            cues.iter().for_each(|cue| numbers.add(cue.name, cue.entries(rules)));
        }
        numbers
    }

    fn add(&mut self, name: &'static str, entries: Vec<Cow<'r, str>>) {
        let base = self.count;
        self.count += entries.len();
        self.by_name.insert(name, self.cues.len());
        self.cues.push((name, base, entries));
    }

    /// How many hits there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The number of each cue's first hit, in the order of [`cues::families`].
    pub(super) fn bases(&self) -> Vec<u16> {
        self.cues[OTHERS.len() + 1..].iter().map(|&(_, base, _)| base as u16).collect()
    }

    /// The number of the hit of this name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let (cue, entry) = name.split_once(':').unwrap_or((name, ""));
        let (_, base, entries) = &self.cues[*self.by_name.get(cue)?];
        // Word lists are long and sorted, the names of ranges are few.
        let place = if entries.len() > FEW {
            entries.binary_search_by(|known| (**known).cmp(entry)).ok()
        } else {
            entries.iter().position(|known| known == entry)
        };
        place.map(|place| base + place)
    }

    /// The names of all hits, in the order of their numbers.
    pub(super) fn names(&self) -> Vec<Box<str>> {
        let of_cue = |(name, _, entries): &(&str, usize, Vec<Cow<str>>)| {
            let name_of =
                |entry: &Cow<str>| if entry.is_empty() { (*name).into() } else { format!("{name}:{entry}").into() };
            entries.iter().map(name_of).collect::<Vec<Box<str>>>()
        };
        self.cues.iter().flat_map(of_cue).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hit_is_found_by_its_name() {
        let rules = Rules::built_in();
        let numbers = HitNumbers::of(&rules);
        let names = numbers.names();
        assert_eq!(names.len(), numbers.count());
        assert!(names.len() < usize::from(u16::MAX));
        for (number, name) in names.iter().enumerate() {
            assert_eq!(numbers.find(name), Some(number), "{name}");
        }
        for unknown in ["bases", "base:1", "kind", "words", "words:..2", "word:", "in:blink"] {
            assert_eq!(numbers.find(unknown), None, "{unknown}");
        }
    }
}
