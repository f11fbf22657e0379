//! Lines that are kept or left out together: the lines of a block of code, the terms of a list with what they mean,
//! a formula with the text around it. Code of which every other line is missing is worth less than none,
//! and a sure verdict on most of a block is one on all of it. So each line gets the mean of its block's points.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::line::{Line, Mark, Page, Tag, Within};
use crate::measure::Measured;

/// Lists whose lines have more words than this in the mean, or one of which has more than the other, hold posts
/// or columns of a page, and their lines are judged each for itself. A guess: meanings are mostly shorter.
const MEAN_WORDS: f32 = 12.0;
const MOST_WORDS: f32 = 60.0;

/// What makes a list a form: fields and their names, sorted.
const FIELDS: &[&str] = &["input", "label", "select", "textarea"];

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
    let has_lists = blocks.values().any(|(is_code, _)| !is_code);
    let forms = if has_lists { forms(page.page) } else { FxHashSet::default() };
    for (block, (is_code, lines)) in &blocks {
        let words = |at: &usize| page.lines[*at].words;
        let total: f32 = lines.iter().map(words).sum();
        let most = lines.iter().map(words).fold(0.0, f32::max);
        let is_long = total > MEAN_WORDS * lines.len() as f32 || most > MOST_WORDS;
        if !is_code && (is_long || forms.contains(block)) {
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

/// The definition lists of which a meaning holds fields: filter panels, and forms that ask term by term. What one of
/// their lines is says nothing of the others.
fn forms(page: &Page) -> FxHashSet<u32> {
    let [list, meaning] = ["dl", "dd"].map(Tag::of);
    let mut holding: Vec<bool> =
        page.elements.iter().map(|element| FIELDS.binary_search(&element.tag.name()).is_ok()).collect();
    let mut forms = FxHashSet::default();
    // Children stand behind their parents, so one walk from the end tells all above.
    for id in (1..holding.len()).rev() {
        let element = &page.elements[id];
        if !holding[id] {
            continue;
        }
        holding[element.parent as usize] = true;
        if element.tag == meaning {
            forms.extend(page.path(element.parent).find(|(_, above)| above.tag == list).map(|(id, _)| id));
        }
    }
    forms
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front;
    use crate::rules::Rules;

    #[test]
    fn lists_with_fields_are_no_blocks() {
        assert!(FIELDS.is_sorted());
        for (meaning, are_kept_together) in [
            ("<dd>An oak boat</dd>", true),
            ("<dd><input type=checkbox>Oak</dd>", false),
            ("<div><dd><ul><li><label>Oak</label></ul></dd></div>", false),
            ("<dd><dl><dt>Oak</dt><dd><select><option>Old</select></dd></dl></dd>", false),
        ] {
            let html = format!("<input><dl><dt>Wood</dt>{meaning}</dl>");
            let page = front::html::read(&html, &mut Vec::new());
            let measured = Measured::new(&page, &Rules::built_in());
            let gate: Vec<f32> = (0..page.lines.len()).map(|line| line as f32).collect();
            assert_eq!(shares(&measured, &gate).iter().any(|&share| share != 0.0), are_kept_together, "{html}");
        }
    }
}
