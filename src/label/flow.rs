//! What is set into a running text: a heading, a list, a table or code between two paragraphs that stand in the same
//! element is a part of that text, however short its lines are and whatever they look like by themselves. So such
//! a line comes nearer to the paragraphs around it: it gets a share of what it lacks to the points of the weaker one.
//! Boxes with an element of their own (related articles, forms, advertisements) share none with the paragraphs, and
//! links get the less the more of a line they are.

use crate::line::{BlockKind, Line, Tag, Within};
use crate::measure::Measured;

/// The share of what a line lacks to the weaker of the paragraphs around it.
const SHARE: f32 = 0.6;

/// A paragraph has at least so many words, and no more of it is linked than this.
const PARAGRAPH_WORDS: f32 = 8.0;
const PARAGRAPH_LINKED: f32 = 0.5;

/// What is said in more than so many words of a text is told by the points of the paragraph itself: nothing is lifted
/// beyond this.
const MOST: f32 = 3.0;

/// Elements that a text goes on through: what they hold flows in the element around them.
const PIECES: &[&str] = &[
    "blockquote", "code", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "ul",
];

/// Elements that do so as parts of a table of data.
const TABLE_PIECES: &[&str] = &["table", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// What is to be added to each line's points for the sake of the text that it is set into.
pub(super) fn lifts(page: &Measured<'_>, gate: &[f32]) -> Vec<f32> {
    let homes = homes(page);
    let before = paragraphs(page, &homes, gate, 0..gate.len());
    let after = paragraphs(page, &homes, gate, (0..gate.len()).rev());
    let lift = |line: usize| {
        let around = before[line].min(after[line]).min(MOST);
        let is_part = is_set_in(&page.page.lines[line]) && around > gate[line].max(0.0);
        if is_part { SHARE * (around - gate[line]) * (1.0 - page.lines[line].linked) } else { 0.0 }
    };
    (0..gate.len()).map(lift).collect()
}

/// Whether a line is something that is set into a text.
fn is_set_in(line: &Line) -> bool {
    let is_block = !matches!(line.block.kind, BlockKind::Paragraph);
    is_block || line.block.within.iter().flat_map(|within| within.iter()).any(is_part)
}

fn is_part(within: &Within) -> bool {
    matches!(within, Within::List(..) | Within::Table(_) | Within::Definitions(_) | Within::Quote(..))
}

/// For each line the points of the nearest paragraph met before it that flows in the same element; below all points
/// where there is none.
fn paragraphs(page: &Measured<'_>, homes: &[u32], gate: &[f32], order: impl Iterator<Item = usize>) -> Vec<f32> {
    let mut met = vec![f32::NEG_INFINITY; page.page.elements.len()];
    let mut found = vec![f32::NEG_INFINITY; gate.len()];
    for line in order {
        let Some(last) = homes.get(line).and_then(|&home| met.get_mut(home as usize)) else { continue };
        found[line] = *last;
        let measures = &page.lines[line];
        let is_long = measures.words >= PARAGRAPH_WORDS && measures.linked <= PARAGRAPH_LINKED;
        if is_long && !is_set_in(&page.page.lines[line]) {
            *last = gate[line];
        }
    }
    found
}

/// For each line the element that it flows in; none for lines of flattened text.
fn homes(page: &Measured<'_>) -> Vec<u32> {
    let elements = &page.page.elements;
    let is_data = data_tables(page);
    let tags = |names: &[&str]| names.iter().map(|name| Tag::of(name)).collect::<Vec<Tag>>();
    let (pieces, table_pieces) = (tags(PIECES), tags(TABLE_PIECES));
    let is_piece = |id: u32| {
        let tag = elements[id as usize].tag;
        pieces.contains(&tag) || is_data[id as usize] && table_pieces.contains(&tag)
    };
    // Children stand behind their parents.
    let mut homes: Vec<u32> = Vec::with_capacity(elements.len());
    for (id, element) in elements.iter().enumerate() {
        let parent = element.parent;
        let holds_nothing_else = page.elements[id].words >= page.elements[parent as usize].words;
        let goes_on = (parent as usize) < id && element.depth > 1 && (is_piece(parent) || holds_nothing_else);
        homes.push(if goes_on { homes[parent as usize] } else { parent });
    }
    let of_line = |(line, measures): (&Line, &crate::measure::LineMeasures)| {
        let id = line.markup.as_ref()?.element;
        let stands_alone = measures.words >= page.elements[id as usize].words;
        Some(if is_piece(id) || stands_alone { homes[id as usize] } else { id })
    };
    page.page.lines.iter().zip(&page.lines).map_while(of_line).collect()
}

/// For each element whether it is a table of data or a part of one.
fn data_tables(page: &Measured<'_>) -> Vec<bool> {
    let table = Tag::of("table");
    let elements = &page.page.elements;
    let mut is_data = vec![false; elements.len()];
    for line in &page.page.lines {
        let is_row = line.block.within.iter().flat_map(|within| within.iter()).any(|one| matches!(one, Within::Table(_)));
        let Some(markup) = line.markup.as_ref().filter(|_| is_row || matches!(line.block.kind, BlockKind::Row(_))) else {
            continue;
        };
        if let Some((id, _)) = page.page.path(markup.element).find(|(_, element)| element.tag == table) {
            is_data[id as usize] = true;
        }
    }
    for id in 1..elements.len() {
        if elements[id].tag != table {
            is_data[id] = is_data[elements[id].parent as usize];
        }
    }
    is_data
}
