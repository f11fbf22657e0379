//! Which kind of page it is, by points of page cues: how likely each kind is, and the likeliest. The chances decide how
//! much each kind's column of the gate's points counts besides the common one, so that a page between two kinds is judged
//! between them.

use crate::cues::{FirstReading, Stage, View};
use crate::document::Kind;
use crate::measure::Measured;
use crate::rules::{BASE, Rules};
use crate::score::{self, HitList};

/// How likely each kind is, in the order of [`Kind::ALL`]; together 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KindChances([f32; Kind::ALL.len()]);

impl KindChances {
    /// A page whose kind is known.
    pub(crate) fn certain(kind: Kind) -> KindChances {
        KindChances(std::array::from_fn(|at| f32::from(u8::from(Kind::ALL[at] == kind))))
    }

    /// The likeliest kind; of equals the first.
    pub(crate) fn best(self) -> Kind {
        let best = (0..self.0.len()).max_by(|&a, &b| self.0[a].total_cmp(&self.0[b]).then(b.cmp(&a)));
        best.map_or(Kind::Other, |best| Kind::ALL[best])
    }

    /// Each kind with its chance.
    pub(crate) fn iter(self) -> impl Iterator<Item = (Kind, f32)> {
        Kind::ALL.iter().copied().zip(self.0)
    }
}

/// How likely each kind is for a page.
pub(crate) fn find(page: &Measured<'_>, rules: &Rules) -> KindChances {
    let hits = hits(page, rules);
    let sums = score::add(&rules.kinds, [BASE].iter().chain(hits.of(0)));
    let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let odds = sums.map(|sum| (sum - most).exp());
    let total: f32 = odds.iter().sum();
    KindChances(odds.map(|odds| odds / total))
}

/// The page cues that fire, as the hits of line 0.
pub(crate) fn hits(page: &Measured<'_>, rules: &Rules) -> HitList {
    let first = FirstReading::default();
    let view = View { page, rules, line: 0, first: &first, thread: None, promise: None };
    HitList::ask(rules, Stage::Page, std::iter::once(view))
}
