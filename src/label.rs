//! Points to labels. The first reading asks each line by itself whether it is content; the second asks again, with what
//! the first thought of its neighbours among the cues; the cut decides. Then each line gets a label of its group, by
//! points of its own and of the order that labels stand in.

mod blocks;
mod flow;
mod rivals;

use crate::confidence::Promise;
use crate::cues::{FirstReading, Judged, Stage, ThreadView, View};
use crate::document::{Hit, Kind, Label, Sum};
use crate::kind::KindChances;
use crate::measure::Measured;
use crate::rules::{BASE, Rules};
use crate::score::{self, Columns, HitList};
pub(crate) use rivals::rivals;

/// The chances between which the cut may be chosen: outside them the expectation is not to be trusted.
const CUTS: std::ops::RangeInclusive<f32> = 0.2..=0.7;

/// A page that is expected to have fewer words of content than this has none.
const LEAST_WORDS: f32 = 4.0;

/// What the lines of a page were found to be.
#[derive(Debug)]
pub(crate) struct Verdicts {
    /// Per line: its label.
    pub(crate) labels: Vec<Label>,
    /// Per line: the gate's points, the cut among them.
    pub(crate) points: Vec<f32>,
    /// The points of the cut, which count for every line.
    pub(crate) cut: f32,
    /// Per line: the points that come from the block that it is kept with.
    shares: Vec<f32>,
    /// Per line: the points that come from the text that it is set into.
    lifts: Vec<f32>,
    /// What the verdicts promise of the text kept.
    pub(crate) promise: Promise,
    line_hits: HitList,
    context_hits: HitList,
    /// What the third reading of a thread saw; empty on other pages.
    pub(crate) turn_hits: HitList,
    columns: Columns,
    page_hits: Vec<u16>,
}

/// Judges every line of a page.
pub(crate) fn judge(page: &Measured<'_>, rules: &Rules, kinds: KindChances, cut: Option<f32>) -> Verdicts {
    let columns = Columns::of(kinds, page.page.from_markup);
    let page_hits = score::page_hits(kinds.best(), page.page.from_markup);
    let line_hits = line_hits(page, rules);
    let count = page.lines.len();
    let worth = columns.worth(&rules.first);
    let first = (0..count).map(|line| score::chance(score::gate(&worth, line_hits.of(line).iter())));
    let first = FirstReading::new(page, first.collect());
    let context_hits = context_hits(page, rules, &first);
    let hits = |line: usize| line_hits.of(line).iter().chain(context_hits.of(line));
    let worth = columns.worth(&rules.gate);
    let wish = |line: usize| page.page.wish(line).points();
    let gate: Vec<f32> = (0..count).map(|line| score::gate(&worth, hits(line)) + wish(line)).collect();
    let mut shares = blocks::shares(page, &gate);
    let gate: Vec<f32> = gate.iter().zip(&shares).map(|(points, share)| points + share).collect();
    let lifts = flow::lifts(page, &gate);
    let gate: Vec<f32> = gate.iter().zip(&lifts).map(|(points, lift)| points + lift).collect();
    let sums: Vec<[f32; 17]> =
        (0..count).map(|line| score::add(&rules.labels, page_hits.iter().chain(hits(line)))).collect();
    let is_thread = kinds.best() == Kind::Thread;
    let turn_hits = if is_thread { turn_hits(page, rules, &gate, &sums, cut) } else { HitList::default() };
    let turns = (0..count).map(|line| turn(rules, &turn_hits, line));
    let mut gate: Vec<f32> = gate.iter().zip(turns).map(|(points, turn)| points + turn).collect();
    if is_thread {
        // The third reading parts the lines of blocks again.
        let again = blocks::shares(page, &gate);
        gate.iter_mut().zip(&again).for_each(|(points, share)| *points += share);
        shares.iter_mut().zip(&again).for_each(|(all, share)| *all += share);
    }
    let chances: Vec<f32> = gate.iter().map(|&points| score::chance(points)).collect();
    let (chosen, expected) = choose_cut(page, &chances, cut);
    let promise = Promise::new(page, &chances, chosen, expected, kinds);
    let cut = -score::points(chosen);
    let points: Vec<f32> = gate.iter().map(|points| points + cut).collect();
    let labels = order(rules, &points, &sums);
    Verdicts { labels, points, cut, shares, lifts, promise, line_hits, context_hits, turn_hits, columns, page_hits }
}

/// What fires on each line by itself.
pub(crate) fn line_hits(page: &Measured<'_>, rules: &Rules) -> HitList {
    let first = FirstReading::default();
    HitList::ask(rules, Stage::Line, views(page, rules, &first))
}

/// What fires with the first reading's verdicts.
pub(crate) fn context_hits(page: &Measured<'_>, rules: &Rules, first: &FirstReading) -> HitList {
    HitList::ask(rules, Stage::Context, views(page, rules, first))
}

/// What fires on the lines of a thread with the turns that the gate's points give it.
fn turn_hits(page: &Measured<'_>, rules: &Rules, gate: &[f32], sums: &[[f32; 17]], cut: Option<f32>) -> HitList {
    let chances: Vec<f32> = gate.iter().map(|&points| score::chance(points)).collect();
    let (cut, _) = choose_cut(page, &chances, cut);
    let label = |&chance: &f32| if chance > cut { Label::Body } else { Label::Other };
    let labels: Vec<Label> = chances.iter().map(label).collect();
    let judged = Judged::new(page, &labels);
    let first = FirstReading::default();
    let other = |sums: &[f32; 17]| {
        let labels = Label::ALL.iter().zip(sums).filter(|(label, _)| !label.is_content());
        labels.max_by(|a, b| a.1.total_cmp(b.1)).map(|(&label, _)| label)
    };
    let views = gate.iter().zip(sums).enumerate().map(|(line, (&points, sums))| {
        let other = other(sums);
        let thread = ThreadView { points, other, ..ThreadView::of(&judged) };
        let view = View { page, rules, line, first: &first, thread: Some(thread), promise: None };
        is_asked(page, line, other).then_some(view)
    });
    HitList::ask_some(rules, Stage::Turn, views)
}

/// Whether the third reading asks about a line that has this label if it is no post's. Whether the words of another post
/// that one quotes are its own is not told by the turns, since they stand where its own words stand; nor is it told of
/// the headline or the byline of an article that was pasted into one.
fn is_asked(page: &Measured<'_>, line: usize, other: Option<Label>) -> bool {
    /// A line of whose runs of words so many stood before is a quotation.
    const QUOTED: f32 = 0.35;
    /// What heads an article.
    const FRONT: &[Label] = &[Label::Headline, Label::Deck, Label::Byline, Label::Dateline, Label::Caption];
    page.echoes[line].share < QUOTED && !other.is_some_and(|other| FRONT.contains(&other))
}

/// The points of the third reading for a line; none where there was none.
fn turn(rules: &Rules, hits: &HitList, line: usize) -> f32 {
    let hits = hits.of(line);
    if hits.is_empty() { 0.0 } else { score::add(&rules.turns, [BASE].iter().chain(hits))[0] }
}

fn views<'v>(page: &'v Measured<'v>, rules: &'v Rules, first: &'v FirstReading) -> impl Iterator<Item = View<'v>> {
    (0..page.lines.len()).map(move |line| View { page, rules, line, first, thread: None, promise: None })
}

/// The cut whose lines have the highest expected word F1, and that F1. A cut that is given stays.
fn choose_cut(page: &Measured<'_>, chances: &[f32], given: Option<f32>) -> (f32, f32) {
    let mut lines: Vec<(f32, f32)> =
        chances.iter().zip(&page.lines).map(|(&chance, line)| (chance, line.words)).collect();
    lines.sort_by(|a, b| b.0.total_cmp(&a.0));
    let total: f32 = lines.iter().map(|(chance, words)| chance * words).sum();
    let given = given.map(|cut| if cut.is_nan() { 0.5 } else { cut.clamp(0.001, 0.999) });
    if total < LEAST_WORDS {
        return (given.unwrap_or(*CUTS.end()), 1.0 - total / LEAST_WORDS);
    }
    let (mut taken, mut right) = (0.0, 0.0);
    let mut best = (*CUTS.end(), 0.0);
    for (at, (chance, words)) in lines.iter().enumerate() {
        taken += words;
        right += chance * words;
        let next = lines.get(at + 1).map_or(0.0, |line| line.0);
        let expected = 2.0 * right / (taken + total);
        let cut = given.unwrap_or((chance + next) / 2.0);
        let admissible = if given.is_some() { *chance >= cut } else { true };
        if admissible && (expected > best.1 || given.is_some()) {
            best = (cut.clamp(0.001, 0.999), expected);
        }
    }
    let cut = given.unwrap_or(best.0.clamp(*CUTS.start(), *CUTS.end()));
    (cut, best.1)
}

/// Labels within the groups that the gate has parted, by each line's own points and those of the order: the best way
/// through all lines (Viterbi).
fn order(rules: &Rules, points: &[f32], sums: &[[f32; 17]]) -> Vec<Label> {
    let mut best = [0.0_f32; 17];
    let mut came_from: Vec<[u8; 17]> = Vec::with_capacity(sums.len());
    for (line, own) in sums.iter().enumerate() {
        let mut next = [f32::NEG_INFINITY; 17];
        let mut from = [0_u8; 17];
        for (label, sum) in own.iter().enumerate().filter(|(label, _)| may_have(points[line], *label)) {
            let mut most = f32::NEG_INFINITY;
            for (before, points) in best.iter().enumerate() {
                let way = points + if line == 0 { 0.0 } else { rules.order[before][label] };
                // Of equal ways the first stays.
                if way > most {
                    most = way;
                    from[label] = before as u8;
                }
            }
            next[label] = most + sum;
        }
        best = next;
        came_from.push(from);
    }
    let mut at = (0..17).max_by(|&a, &b| best[a].total_cmp(&best[b]).then(b.cmp(&a))).unwrap_or(0);
    let mut labels = vec![Label::Other; sums.len()];
    for line in (0..sums.len()).rev() {
        labels[line] = Label::ALL[at];
        at = usize::from(came_from[line][at]);
    }
    labels
}

/// Whether a line with these points of the gate may have a label.
fn may_have(points: f32, label: usize) -> bool {
    Label::ALL[label].is_content() == (points > 0.0)
}

impl Verdicts {
    /// What counts in the label sums of a line.
    fn label_hits(&self, line: usize) -> impl Iterator<Item = &u16> {
        self.page_hits.iter().chain(self.line_hits.of(line)).chain(self.context_hits.of(line))
    }

    /// The hits that made a line's verdict: first those of the gate, then those of the label against the label that
    /// comes nearest in the line's own points.
    pub(crate) fn explain(&self, rules: &Rules, line: usize) -> Vec<Hit> {
        let hits = || self.line_hits.of(line).iter().chain(self.context_hits.of(line));
        let base = [crate::rules::BASE];
        let mut named = score::name_hits(rules, Sum::Gate, base.iter().chain(hits()), |hit| {
            self.columns.points(rules.gate.row(hit))
        });
        if !self.turn_hits.of(line).is_empty() {
            let hits = base.iter().chain(self.turn_hits.of(line));
            named.extend(score::name_hits(rules, Sum::Gate, hits, |hit| rules.turns.row(hit)[0]));
            named.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()).then_with(|| a.cue.cmp(&b.cue)));
        }
        named.insert(0, Hit { sum: Sum::Gate, cue: "cut".to_owned(), points: self.cut });
        for (cue, points) in [("flow", self.lifts[line]), ("block", self.shares[line])] {
            if points != 0.0 {
                named.insert(1, Hit { sum: Sum::Gate, cue: cue.to_owned(), points });
            }
        }
        let label = Label::ALL.iter().position(|&label| label == self.labels[line]).unwrap_or(0);
        named.extend(score::name_hits(rules, Sum::Label, self.label_hits(line), |hit| rules.labels.row(hit)[label]));
        named
    }
}
