//! The labels that a line came close to having, and what spoke against them: told to a person who asks why, and never
//! looked at by a verdict. Asked only where hits are kept.

use super::{Verdicts, may_have};
use crate::document::{Hit, Label, Rival, Sum};
use crate::rules::Rules;
use crate::score;

/// A label is close that lacks no more than so many points: some seven times less likely than the one that won.
const CLOSE: f32 = 2.0;

/// No more are told of a line.
const MOST: usize = 3;

/// Names what the labels before and behind say, beside the points of the line's own hits.
const ORDER: &str = "order";

type Sums = [f32; 17];

/// Per line the labels that came close, the closest first.
pub(crate) fn rivals(verdicts: &Verdicts, rules: &Rules) -> Vec<Vec<Rival>> {
    let own: Vec<Sums> =
        (0..verdicts.labels.len()).map(|line| score::add(&rules.labels, verdicts.label_hits(line))).collect();
    let order = around(&verdicts.points, &own, rules);
    (0..own.len()).map(|line| of_line(verdicts, rules, line, &own[line], &order[line])).collect()
}

fn of_line(verdicts: &Verdicts, rules: &Rules, line: usize, own: &Sums, order: &Sums) -> Vec<Rival> {
    let chosen = place(verdicts.labels[line]);
    let lacks = |label: usize| own[label] + order[label] - own[chosen] - order[chosen];
    let is_inside = |label: &usize| Label::ALL[*label].is_content() == verdicts.labels[line].is_content();
    let inside = (0..17).filter(|label| is_inside(label) && *label != chosen && lacks(*label) > -CLOSE);
    let mut rivals: Vec<Rival> = inside
        .map(|label| {
            let mut hits = score::name_hits(rules, Sum::Label, verdicts.label_hits(line), |hit| {
                rules.labels.row(hit)[label] - rules.labels.row(hit)[chosen]
            });
            let points = order[label] - order[chosen];
            hits.extend((points != 0.0).then(|| Hit { sum: Sum::Label, cue: ORDER.to_owned(), points }));
            Rival { label: Label::ALL[label], sum: Sum::Label, points: lacks(label).min(0.0), hits }
        })
        .collect();
    let gate = verdicts.points[line].abs();
    if gate < CLOSE {
        let outside = (0..17).filter(|label| !is_inside(label)).max_by(|&a, &b| lacks(a).total_cmp(&lacks(b)));
        let label = Label::ALL[outside.unwrap_or(chosen)];
        rivals.push(Rival { label, sum: Sum::Gate, points: -gate, hits: Vec::new() });
    }
    rivals.sort_by(|a, b| b.points.total_cmp(&a.points));
    rivals.truncate(MOST);
    rivals
}

/// For each line and label what the labels before and behind say of it at best, up to a number that is the same for all
/// labels of the line.
fn around(points: &[f32], own: &[Sums], rules: &Rules) -> Vec<Sums> {
    let count = own.len();
    let mut order = vec![[0.0; 17]; count];
    let mut before = [0.0; 17];
    for line in 0..count {
        if line > 0 {
            before = step(&before, &own[line - 1], points[line - 1], |from, to| rules.order[from][to]);
        }
        order[line] = before;
    }
    let mut behind = [0.0; 17];
    for line in (0..count.saturating_sub(1)).rev() {
        behind = step(&behind, &own[line + 1], points[line + 1], |from, to| rules.order[to][from]);
        order[line].iter_mut().zip(behind).for_each(|(sum, more)| *sum += more);
    }
    order
}

/// From a line, with the best way up to it, to the best way to each label of the line beside it.
fn step(way: &Sums, own: &Sums, points: f32, order: impl Fn(usize, usize) -> f32) -> Sums {
    let admissible: Vec<usize> = (0..17).filter(|&label| may_have(points, label)).collect();
    let next: Sums = std::array::from_fn(|to| {
        admissible.iter().map(|&from| way[from] + own[from] + order(from, to)).fold(f32::NEG_INFINITY, f32::max)
    });
    // Only differences count; taken down to zero they stay exact on pages of many lines.
    let most = next.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    next.map(|sum| sum - most)
}

fn place(label: Label) -> usize {
    Label::ALL.iter().position(|&one| one == label).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Sum};
    use crate::{Cleaner, Options};

    /// Points change, and with them which lines are close: so many pages that some always are.
    fn pages() -> Vec<Document> {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/pages")).expect("a folder");
        let pages = folder.map(|entry| entry.expect("an entry").path());
        let pages = pages.filter(|path| path.extension().is_some_and(|ending| ending == "html"));
        let cleaner = Cleaner::new(Options::default().hits(true));
        pages.map(|path| cleaner.clean(&std::fs::read(path).expect("a page"))).collect()
    }

    #[test]
    fn what_a_rival_lacks_is_the_sum_of_its_hits() {
        let pages = pages();
        let lines = pages.iter().flat_map(|page| &page.lines);
        let rivals = lines.flat_map(|line| &line.rivals).filter(|rival| rival.sum == Sum::Label);
        let mut count = 0;
        for rival in rivals {
            let sum: f32 = rival.hits.iter().map(|hit| hit.points).sum();
            assert!((sum - rival.points).abs() < 0.01 && rival.points <= 0.0, "{rival:?}");
            count += 1;
        }
        assert!(count > 0, "some line has a rival");
    }

    #[test]
    fn rivals_are_other_labels_on_their_side_of_the_cut() {
        for line in pages().into_iter().flat_map(|page| page.lines) {
            assert!(line.rivals.is_sorted_by(|a, b| a.points >= b.points));
            for rival in &line.rivals {
                assert_ne!(rival.label, line.label);
                let same_side = rival.label.is_content() == line.label.is_content();
                assert_eq!(same_side, rival.sum == Sum::Label, "{line:?}");
            }
        }
    }

    #[test]
    fn nobody_pays_for_rivals_who_does_not_ask() {
        assert!(crate::clean(b"<p>The ferry is back.</p>").lines.iter().all(|line| line.rivals.is_empty()));
    }
}
