//! Lines that are kept or left out together: the lines of a block of code, the terms of a list with what they mean,
//! a formula with the text around it. Code of which every other line is missing is worth less than none,
//! and a sure verdict on most of a block is one on all of it. So each line gets the mean of its block's points.

use rustc_hash::FxHashMap;

use crate::line::{Line, Mark, Within};
use crate::measure::Measured;

/// Lists whose lines have more words than this in the mean, or one of which has more than the other, hold posts
/// or columns of a page, and their lines are judged each for itself. A guess: meanings are mostly shorter.
const MEAN_WORDS: f32 = 12.0;
const MOST_WORDS: f32 = 60.0;

/// What a line without words counts, in words.
const LEAST_WEIGHT: f32 = 0.5;

/// What is to be added to each line's points for its block's sake.
pub(super) fn shares(page: &Measured<'_>, gate: &[f32]) -> Vec<f32> {
    let lines = &page.page.lines;
    let mut blocks: FxHashMap<u32, (bool, Vec<usize>)> = FxHashMap::default();
    for (at, line) in lines.iter().enumerate() {
        if let Some((block, is_code)) = block_of(line) {
            blocks.entry(block).or_insert_with(|| (is_code, Vec::new())).1.push(at);
        }
    }
    let mut shares = vec![0.0; gate.len()];
    for (is_code, lines) in blocks.values() {
        let words = |at: &usize| page.lines[*at].words;
        let total: f32 = lines.iter().map(words).sum();
        let most = lines.iter().map(words).fold(0.0, f32::max);
        if !is_code && (total > MEAN_WORDS * lines.len() as f32 || most > MOST_WORDS) {
            continue;
        }
        let weight = |at: &usize| words(at).max(LEAST_WEIGHT);
        let mean = lines.iter().map(|at| gate[*at] * weight(at)).sum::<f32>() / lines.iter().map(weight).sum::<f32>();
        lines.iter().filter(|_| lines.len() > 1).for_each(|&at| shares[at] = mean - gate[at]);
    }
    for at in 1..gate.len().saturating_sub(1) {
        if is_formula(&lines[at]) {
            shares[at] = (gate[at - 1] + gate[at + 1]) / 2.0 - gate[at];
        }
    }
    shares
}

/// Whether the line is a formula on its own.
fn is_formula(line: &Line) -> bool {
    line.block.marks.iter().any(|(range, mark)| *mark == Mark::Formula && range.len() == line.text.len())
}

/// The block that a line is kept with; `true` for code.
fn block_of(line: &Line) -> Option<(u32, bool)> {
    line.block.within.iter().flat_map(|within| within.iter()).find_map(|within| match within {
        Within::Code(id, _) => Some((*id, true)),
        Within::Definitions(id) => Some((*id, false)),
        _ => None,
    })
}
