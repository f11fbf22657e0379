//! Which kind of page it is: the kind whose points over the page cues are most. It decides which column of the gate's
//! points counts besides the common one.

use crate::cues::{FirstReading, Stage, View};
use crate::document::Kind;
use crate::measure::Measured;
use crate::rules::{BASE, Rules};
use crate::score::{self, HitList};

/// The kind of a page.
pub(crate) fn find(page: &Measured<'_>, rules: &Rules) -> Kind {
    let hits = hits(page, rules);
    let sums = score::add(&rules.kinds, [BASE].iter().chain(hits.of(0)));
    let best = (0..sums.len()).max_by(|&a, &b| sums[a].total_cmp(&sums[b]).then(b.cmp(&a)));
    best.map_or(Kind::Other, |best| Kind::ALL[best])
}

/// The page cues that fire, as the hits of line 0.
pub(crate) fn hits(page: &Measured<'_>, rules: &Rules) -> HitList {
    let first = FirstReading::default();
    let view = View { page, rules, line: 0, first: &first, thread: None };
    HitList::ask(rules, Stage::Page, std::iter::once(view))
}
