//! Which kind of page it is, by points of page cues: how likely each kind is, and the likeliest. The chances decide how
//! much each kind's column of the gate's points counts besides the common one, so that a page between two kinds is judged
//! between them.

use crate::cues::{FirstReading, Stage, View};
use crate::document::{Candidate, Kind, Sum};
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

/// Every kind with its points and hits, the one with the most first, for whoever asks why.
pub(crate) fn told(page: &Measured<'_>, rules: &Rules) -> Vec<Candidate> {
    let hits = hits(page, rules);
    let fired = || [BASE].iter().chain(hits.of(0));
    let points = score::add(&rules.kinds, fired());
    let mut told: Vec<Candidate> = Kind::ALL
        .iter()
        .enumerate()
        .map(|(at, kind)| Candidate {
            field: "kind".to_owned(),
            value: kind.name().to_owned(),
            points: points[at],
            hits: score::name_hits(rules, Sum::Kind, fired(), |hit| rules.kinds.row(hit)[at]),
        })
        .collect();
    told.sort_by(|a, b| b.points.total_cmp(&a.points));
    told
}

/// The page cues that fire, as the hits of line 0.
pub(crate) fn hits(page: &Measured<'_>, rules: &Rules) -> HitList {
    let first = FirstReading::default();
    let view = View { page, rules, line: 0, first: &first, thread: None, promise: None };
    HitList::ask(rules, Stage::Page, std::iter::once(view))
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Options};

    /// What is told of the kinds leads with the one that won, as its hits sum it up.
    #[test]
    fn the_kind_is_explained_in_full() {
        let thread = r#"<script type="application/ld+json">{"@type": "DiscussionForumPosting"}</script>
            <p>Where do you tie up in Varn harbour? I come in at low tide.</p><p>Powered by phpBB</p>"#;
        for page in [thread, "<h1>Ferry back</h1><p>The ferry to Varn is back in service after two weeks.</p>", ""] {
            let document = Cleaner::new(Options::default().hits(true)).clean(page.as_bytes());
            let told: Vec<_> = document.candidates.iter().filter(|one| one.field == "kind").collect();
            assert_eq!(told.len(), super::Kind::ALL.len(), "{page}");
            assert_eq!(told[0].value, document.kind.name(), "{page}");
            for pair in told.windows(2) {
                assert!(pair[0].points >= pair[1].points, "{page}");
            }
            for one in told {
                let sum: f32 = one.hits.iter().map(|hit| hit.points).sum();
                assert!((sum - one.points).abs() < 1e-3, "{page}: {} has {sum} of {}", one.value, one.points);
            }
        }
        let told = Cleaner::new(Options::default().hits(true)).clean(thread.as_bytes()).candidates;
        let thread = told.iter().find(|one| one.value == "thread").expect("every kind is told");
        assert!(thread.hits.iter().any(|hit| hit.cue == "states-thread" && hit.points > 0.0));
    }
}
