//! How far a page's verdicts are to be trusted: the chance that the text kept has a word F1 above 0.8, by points of what
//! the verdicts promise. Fitted on pages of sites that the points of the lines had not seen; no verdict depends on it.

use crate::cues::{FirstReading, Stage, View};
use crate::kind::KindChances;
use crate::measure::Measured;
use crate::rules::Rules;
use crate::score::{self, HitList};

/// A line is sure from this chance on; left out, it is so below the other.
const SURE: f32 = 0.7;
const SURELY_NOT: f32 = 0.2;

/// What the verdicts of a page promise.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Promise {
    /// The word F1 that the chances of the lines promise at the cut.
    pub(crate) expected: f32,
    /// Words kept, and their share of the page's.
    pub(crate) kept: f32,
    pub(crate) share: f32,
    /// Words in lines that were kept or left without being sure, as shares of the words kept.
    pub(crate) kept_unsure: f32,
    pub(crate) left_unsure: f32,
    /// How likely the kind is for which the page was taken.
    pub(crate) kind_chance: f32,
}

impl Promise {
    /// What lines with these chances promise where those from `cut` on are kept.
    pub(crate) fn new(page: &Measured<'_>, chances: &[f32], cut: f32, expected: f32, kinds: KindChances) -> Promise {
        let (mut kept, mut kept_unsure, mut left_unsure) = (0.0, 0.0, 0.0);
        for (&chance, line) in chances.iter().zip(&page.lines) {
            if chance > cut {
                kept += line.words;
                kept_unsure += if chance < SURE { line.words } else { 0.0 };
            } else if chance >= SURELY_NOT {
                left_unsure += line.words;
            }
        }
        let of_kept = |words: f32| words / kept.max(1.0);
        Promise {
            expected,
            kept,
            share: kept / page.total().words.max(1.0),
            kept_unsure: of_kept(kept_unsure),
            left_unsure: of_kept(left_unsure),
            kind_chance: kinds.iter().map(|(_, chance)| chance).fold(0.0, f32::max),
        }
    }

    /// What fires on the promise, with what holds for the page as a whole.
    pub(crate) fn hits(&self, page: &Measured<'_>, rules: &Rules, kinds: KindChances) -> Vec<u16> {
        let first = FirstReading::default();
        let view = View { page, rules, line: 0, first: &first, thread: None, promise: Some(self) };
        let hits = HitList::ask(rules, Stage::Promise, std::iter::once(view));
        let of_page = score::page_hits(kinds.best(), page.page.from_markup);
        of_page.into_iter().chain(hits.of(0).iter().copied()).collect()
    }

    /// The chance, 0 to 1, that the word F1 of what was kept is above 0.8.
    pub(crate) fn confidence(&self, page: &Measured<'_>, rules: &Rules, kinds: KindChances) -> f32 {
        let [points] = score::add(&rules.confidence, self.hits(page, rules, kinds).iter());
        score::chance(points)
    }
}
