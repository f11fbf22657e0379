//! The turns of a thread: what its beats part it into. A beat is a line of the pattern that comes back most often with
//! words between, best one with a date; from one to the next is one person's turn. In markup the beats tell the blocks of
//! the page as well, one to a turn: what stands in none of them is no post. Measured here; cues say what it means.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Rhythm;
use crate::line::common_element;
use crate::measure::Measured;

/// Of fewer lines that are alike nothing is said.
const LEAST_ALIKE: u32 = 3;

/// What a thread's lines have of its turns.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    /// Per line.
    pub(crate) of: Vec<Turn>,
    /// Which share of the words that were kept stands in the blocks of turns; not a number where there are none.
    pub(crate) covered: f32,
}

/// What a line has of the turn that it stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn {
    /// Of the other lines of its pattern, and of its shape, the share that was kept; not a number of a few.
    pub(crate) pattern_kept: f32,
    pub(crate) shape_kept: f32,
    /// How many lines behind the beat before it, and how many before the beat behind it; not a number where there is none.
    pub(crate) behind: f32,
    pub(crate) ahead: f32,
    /// Which element is the block that it stands in.
    pub(crate) block: Option<u32>,
}

impl Turns {
    /// Measures the turns of a page of which it is known (or thought) which lines are content.
    pub(crate) fn of(page: &Measured<'_>, rhythm: &Rhythm, content: &[bool]) -> Turns {
        let beats = rhythm.beats(page);
        let patterns = kept(&page.patterns.of, content);
        let shapes: Vec<u64> = page.shape_of.iter().map(|&shape| u64::from(shape) + 1).collect();
        let shapes = kept(&shapes, content);
        let blocks = Blocks::of(page, &beats);
        let mut turns: Vec<Turn> = (0..content.len())
            .map(|line| Turn {
                pattern_kept: patterns[line],
                shape_kept: shapes.get(line).copied().unwrap_or(f32::NAN),
                behind: f32::NAN,
                ahead: f32::NAN,
                block: blocks.holding(page, line),
            })
            .collect();
        for (at, turn) in turns.iter_mut().enumerate() {
            let next = beats.partition_point(|&beat| beat <= at);
            turn.behind = next.checked_sub(1).map_or(f32::NAN, |before| (at - beats[before]) as f32);
            turn.ahead = beats.get(next).map_or(f32::NAN, |&beat| (beat - at) as f32);
        }
        let words = |has: &dyn Fn(&Turn) -> bool| {
            let lines = turns.iter().enumerate().filter(|(line, turn)| content[*line] && has(turn));
            lines.map(|(line, _)| page.lines[line].words).sum::<f32>()
        };
        let covered = words(&|turn| turn.block.is_some()) / words(&|_| true).max(1.0);
        Turns { covered: if blocks.is_empty() { f32::NAN } else { covered }, of: turns }
    }
}

/// Per line the share of the others with its key that were kept; key 0 is like none.
fn kept(keys: &[u64], content: &[bool]) -> Vec<f32> {
    let mut counts: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
    for (key, &is_content) in keys.iter().zip(content).filter(|(key, _)| **key != 0) {
        let (all, kept) = counts.entry(*key).or_default();
        *all += 1;
        *kept += u32::from(is_content);
    }
    let share = |(key, &own): (&u64, &bool)| match counts.get(key) {
        Some(&(all, kept)) if all >= LEAST_ALIKE => (kept - u32::from(own)) as f32 / (all - 1) as f32,
        _ => f32::NAN,
    };
    keys.iter().zip(content).map(share).collect()
}

/// The outermost element above `line` that does not hold `before`.
pub(crate) fn entered(page: &Measured<'_>, before: usize, line: usize) -> Option<u32> {
    let element = |line: usize| page.page.lines[line].element();
    let (from, to) = (element(before)?, element(line)?);
    let shared = common_element(&page.page.elements, from, to);
    page.page.path(to).take_while(|(id, _)| *id != shared).last().map(|(id, _)| id)
}

/// The elements of the page that are blocks of turns.
#[derive(Debug, Default)]
struct Blocks {
    /// Per element: the block that it is or stands in.
    of_element: Vec<Option<u32>>,
}

impl Blocks {
    /// Between two beats an element opens that holds the second and not the first: of these the commonest by tag and
    /// depth are the blocks.
    fn of(page: &Measured<'_>, beats: &[usize]) -> Blocks {
        let elements = &page.page.elements;
        let key = |id: u32| (elements[id as usize].tag, elements[id as usize].depth);
        let mut counts: FxHashMap<_, (usize, u32)> = FxHashMap::default();
        for pair in beats.windows(2) {
            if let Some(id) = entered(page, pair[0], pair[1]) {
                let (count, first) = counts.entry(key(id)).or_insert((0, id));
                *count += 1;
                *first = (*first).min(id);
            }
        }
        // Of equals the one that opens first on the page.
        let Some((commonest, _)) = counts.into_iter().max_by_key(|(_, (count, first))| (*count, u32::MAX - first))
        else {
            return Blocks::default();
        };
        let is_alike = |id: &u32| key(*id) == commonest;
        let of_beat = |&beat: &usize| {
            let own = page.page.lines[beat].markup.as_ref()?.element;
            page.page.path(own).map(|(id, _)| id).find(is_alike)
        };
        let blocks: FxHashSet<u32> = beats.iter().filter_map(of_beat).collect();
        let mut of_element: Vec<Option<u32>> = vec![None; elements.len()];
        // Parents stand before their children, so one walk carries every block down.
        for id in 0..elements.len() as u32 {
            let above = of_element[elements[id as usize].parent as usize];
            of_element[id as usize] = if blocks.contains(&id) { Some(id) } else { above };
        }
        Blocks { of_element }
    }

    fn is_empty(&self) -> bool {
        self.of_element.is_empty()
    }

    fn holding(&self, page: &Measured<'_>, line: usize) -> Option<u32> {
        let element = page.page.lines[line].markup.as_ref()?.element;
        self.of_element.get(element as usize).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_leave_the_line_itself_out() {
        let nan = |share: &f32| share.is_nan();
        let shares = kept(&[7, 7, 7, 0, 9, 9], &[true, false, false, true, true, true]);
        assert_eq!(shares[..3], [0.0, 0.5, 0.5]);
        assert!(shares[3..].iter().all(nan), "two lines and a long one say nothing: {shares:?}");
    }
}
