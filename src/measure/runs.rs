//! Lines that stand on the page more than once: whether what stands beside them stands there again too. A block that
//! comes back whole is a copy; a field that has the same value in another record repeats alone.

use rustc_hash::FxHashMap;

use crate::line::Line;

/// How many lines on each side are compared.
const BESIDE: isize = 3;

/// Per line that stands on the page more than once: how many of the lines beside it equal those beside the nearest
/// earlier line of the same text, or, for the first, the next later one. What says the same as the line itself does not
/// count, since a value that all records share stands at even distances. Not a number for lines that stand once.
pub(super) fn runs(lines: &[Line], copies: &[u16]) -> Vec<f32> {
    let mut last: FxHashMap<&str, usize> = FxHashMap::default();
    let mut others: Vec<Option<usize>> = vec![None; lines.len()];
    for at in (0..lines.len()).filter(|&at| copies[at] > 1) {
        if let Some(before) = last.insert(lines[at].words(), at) {
            others[at] = Some(before);
            others[before].get_or_insert(at);
        }
    }
    let words = |at: usize, offset: isize| at.checked_add_signed(offset).and_then(|at| lines.get(at)).map(Line::words);
    let equal = |at: usize, other: usize| {
        let repeats = |offset: isize| {
            let beside = words(at, offset).filter(|&beside| beside != lines[at].words());
            beside.is_some() && beside == words(other, offset)
        };
        (-BESIDE..=BESIDE).filter(|&offset| repeats(offset)).count()
    };
    let runs = others.iter().enumerate();
    runs.map(|(at, other)| other.map_or(f32::NAN, |other| equal(at, other) as f32)).collect()
}
