//! The third reading, of threads alone: the verdicts of the second, read once more with the rhythm of the page. Its points
//! are added to the gate's; a line that changes sides becomes a post's words, or a part of a card.

use crate::cues::{FirstReading, Judged, Stage, ThreadView, View};
use crate::document::Label;
use crate::label::Verdicts;
use crate::measure::Measured;
use crate::rules::{BASE, Rules};
use crate::score::{self, HitList};

/// Reads the lines of a thread once more.
pub(crate) fn reread(page: &Measured<'_>, rules: &Rules, verdicts: &mut Verdicts) {
    let hits = reread_hits(page, rules, &Judged::new(page, rules, &verdicts.labels));
    for line in 0..verdicts.labels.len() {
        let points = verdicts.points[line] + score::add(&rules.rounds, [BASE].iter().chain(hits.of(line)))[0];
        let (was, is) = (verdicts.labels[line].is_content(), points > 0.0);
        verdicts.points[line] = points;
        if was != is {
            verdicts.labels[line] = if is { Label::Body } else { Label::PostMeta };
        }
    }
    verdicts.round_hits = hits;
}

/// What fires on each line of a thread.
pub(crate) fn reread_hits(page: &Measured<'_>, rules: &Rules, judged: &Judged<'_>) -> HitList {
    let first = FirstReading::default();
    let thread = ThreadView { judged, gap: None, candidate: None };
    let view = |line| View { page, rules, line, first: &first, thread: Some(thread), promise: None };
    HitList::ask(rules, Stage::Round, (0..page.lines.len()).map(view))
}
