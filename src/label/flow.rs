//! What is set into a running text: a heading, a list, a table or code between two paragraphs that stand in the same
//! element is a part of that text, however short its lines are and whatever they look like by themselves. So such
//! a line comes nearer to the paragraphs around it: it gets a share of what it lacks to the weaker of them. A footnote
//! in the same way comes nearer to the line that its mark stands in. Boxes with an element of their own (related articles,
//! forms, advertisements) share none with the paragraphs, links get the less the more of a line they are, and a heading
//! comes no nearer than what stands under it. Verdicts are read here and none is made.

use rustc_hash::FxHashMap;

use crate::line::{BlockKind, Line, Mark, Tag, Within};
use crate::measure::{LineMeasures, Measured};

/// The share of what a line lacks to the weaker of the paragraphs around it. From a half on most of what is lost of
/// lists and tables in short texts is kept; the less it is, the less is kept of lists that only stand in the text.
const SHARE: f32 = 0.55;

/// The same of the rows of a table of data: menus are no such tables.
const ROW_SHARE: f32 = 0.8;

/// The same at the end of a text, where no paragraph stands behind: lists there may be lists of others' texts, tables of
/// data and code hardly ever.
const END_SHARE: f32 = 0.25;
const END_BLOCK_SHARE: f32 = 0.6;

/// Beyond so many points a paragraph is sure, and how sure is of no more weight.
const MOST: f32 = 3.0;

/// A paragraph has at least so many words, and no more of it is linked than this.
const PARAGRAPH_WORDS: f32 = 8.0;
const PARAGRAPH_LINKED: f32 = 0.5;

/// Elements that a text goes on through, sorted: what they hold flows in the element around them.
const PIECES: &[&str] =
    &["blockquote", "code", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "ul"];

/// Elements that do so as parts of a table of data, sorted.
const TABLE_PIECES: &[&str] = &["table", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// What is to be added to each line's points for the sake of the text that it is set into. Flattened text shows no elements,
/// nor which of its lists are menus and boxes, and gets nothing.
pub(super) fn lifts(page: &Measured<'_>, gate: &[f32]) -> Vec<f32> {
    let mut lifts = vec![0.0; gate.len()];
    if !page.page.from_markup {
        return lifts;
    }
    let lines = &page.page.lines;
    let homes = homes(page);
    let before = paragraphs(page, &homes, gate, 0..gate.len());
    let after = paragraphs(page, &homes, gate, (0..gate.len()).rev());
    let marked = marked(lines, gate);
    // What stands under a heading is known before it.
    let mut under = f32::NEG_INFINITY;
    for line in (0..gate.len()).rev() {
        let around = Around::of(before[line], after[line]);
        let of = match lines[line].block.kind {
            BlockKind::Heading(_) => around.points.min(under),
            _ if is_set_in(&lines[line]) => around.points,
            _ => f32::NEG_INFINITY,
        };
        let note =
            note(&lines[line]).and_then(|name| marked.get(name)).map_or(f32::NEG_INFINITY, |mark| mark.min(MOST));
        for (of, share) in [(of, around.share(&lines[line])), (note, SHARE)] {
            if of > gate[line].max(0.0) {
                let lift = share * (of - gate[line]) * (1.0 - page.lines[line].linked);
                lifts[line] = lifts[line].max(lift);
            }
        }
        if !matches!(lines[line].block.kind, BlockKind::Heading(_)) {
            under = gate[line] + lifts[line];
        }
    }
    lifts
}

/// The text that a line may be set into.
struct Around {
    /// The points of the weaker of the paragraphs around the line, or of the last two before it.
    points: f32,
    is_end: bool,
}

impl Around {
    fn of(before: Met, after: Met) -> Around {
        let is_end = after.last == f32::NEG_INFINITY;
        let other = if is_end { before.last_but_one } else { after.last };
        Around { points: before.last.min(other).min(MOST), is_end }
    }

    /// The share of what a line lacks that it gets.
    fn share(&self, line: &Line) -> f32 {
        let is_row = matches!(line.block.kind, BlockKind::Row(_)) && is_in_table(line);
        let is_code = matches!(line.block.kind, BlockKind::Code(_));
        match (self.is_end, is_row || is_code) {
            (false, _) => {
                if is_row {
                    ROW_SHARE
                } else {
                    SHARE
                }
            }
            (true, true) => END_BLOCK_SHARE,
            (true, false) => END_SHARE,
        }
    }
}

/// The points of the paragraphs met last; below all points where there are none.
#[derive(Debug, Clone, Copy)]
struct Met {
    last: f32,
    last_but_one: f32,
}

/// Whether a line is of a kind that is set into a text.
fn is_set_in(line: &Line) -> bool {
    let is_block = !matches!(line.block.kind, BlockKind::Paragraph);
    is_block || within(line).any(|one| matches!(one, Within::List(..) | Within::Table(_) | Within::Definitions(_)))
}

fn within(line: &Line) -> impl Iterator<Item = &Within> {
    line.block.within.iter().flat_map(|within| within.iter())
}

/// Whether a line stands in a table of data.
fn is_in_table(line: &Line) -> bool {
    within(line).any(|one| matches!(one, Within::Table(_)))
}

/// The name of the footnote that a line is a part of.
fn note(line: &Line) -> Option<&str> {
    within(line).find_map(|one| if let Within::Note(_, name) = one { Some(&**name) } else { None })
}

/// The points of the first line that each footnote's mark stands in, by its name.
fn marked<'a>(lines: &'a [Line], gate: &[f32]) -> FxHashMap<&'a str, f32> {
    let mut marked = FxHashMap::default();
    for (line, points) in lines.iter().zip(gate) {
        for (range, _) in line.block.marks.iter().filter(|(_, mark)| *mark == Mark::Note) {
            let name = line.text.get(range.clone()).unwrap_or_default().trim_matches(['[', ']']);
            marked.entry(name).or_insert(*points);
        }
    }
    marked
}

/// For each line the points of the nearest paragraphs met before it that flow in the same element.
fn paragraphs(page: &Measured<'_>, homes: &[u32], gate: &[f32], order: impl Iterator<Item = usize>) -> Vec<Met> {
    let none = Met { last: f32::NEG_INFINITY, last_but_one: f32::NEG_INFINITY };
    let mut met = vec![none; page.page.elements.len().max(1)];
    let mut found = vec![none; gate.len()];
    for line in order {
        let Some(near) = homes.get(line).and_then(|&home| met.get_mut(home as usize)) else { continue };
        found[line] = *near;
        let measures = &page.lines[line];
        let is_long = measures.words >= PARAGRAPH_WORDS && measures.linked <= PARAGRAPH_LINKED;
        if is_long && !is_set_in(&page.page.lines[line]) {
            *near = Met { last: gate[line], last_but_one: near.last };
        }
    }
    found
}

/// For each line the element that it flows in.
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
    let of_line = |(line, measures): (&Line, &LineMeasures)| {
        let Some(id) = line.element() else { return 0 };
        let stands_alone = measures.words >= page.elements[id as usize].words;
        if is_piece(id) || stands_alone { homes[id as usize] } else { id }
    };
    page.page.lines.iter().zip(&page.lines).map(of_line).collect()
}

/// For each element whether it is a table of data or a part of one.
fn data_tables(page: &Measured<'_>) -> Vec<bool> {
    let table = Tag::of("table");
    let elements = &page.page.elements;
    let mut is_data = vec![false; elements.len()];
    for line in page.page.lines.iter().filter(|line| is_in_table(line)) {
        let element = line.element().unwrap_or(0);
        if let Some((id, _)) = page.page.path(element).find(|(_, element)| element.tag == table) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front;
    use crate::rules::Rules;

    const FIRST: &str = "The ferry to the outer island was laid up for the whole of the winter because of her boiler.";
    const LAST: &str = "Nobody on the quay believed that she would be back before the herring, and nobody was right.";

    /// What each line gets from the text around it, where long lines are sure and the others are not.
    fn lifted(page: &str) -> Vec<(String, f32)> {
        let page = front::html::read(page, &mut Vec::new());
        let measured = Measured::new(&page, &Rules::built_in());
        let gate: Vec<f32> =
            page.lines.iter().map(|line| if line.text.len() > FIRST.len() { 2.0 } else { -1.0 }).collect();
        page.lines.iter().map(|line| line.text.clone()).zip(lifts(&measured, &gate)).collect()
    }

    fn lift(inside: &str, wanted: &str) -> f32 {
        let lines = lifted(&format!(
            "<html><body><div class=\"text\"><h1>The ferry</h1><p>{FIRST} {LAST}</p>{inside}<p>{LAST} {FIRST}</p></div></body></html>"
        ));
        lines.into_iter().find(|(text, _)| text.contains(wanted)).expect("the line").1
    }

    #[test]
    fn what_is_set_into_a_text_comes_nearer_to_it() {
        for (inside, wanted) in [
            ("<ul><li>Kelp</li><li>Rope</li></ul>", "Rope"),
            ("<ol><li><div>Kelp</div></li><li><div>Rope</div></li></ol>", "Kelp"),
            ("<h3>Prices</h3>", "Prices"),
            ("<table><tr><th>Day</th><th>Fare</th></tr><tr><td>Monday</td><td>7</td></tr></table>", "Monday"),
            (
                "<div class=\"wide\"><table><tr><th>Day</th><th>Fare</th></tr><tr><td>Monday</td><td>7</td></tr></table></div>",
                "Monday",
            ),
            ("<dl><dt>Bitt</dt><dd>a post for ropes</dd></dl>", "Bitt"),
        ] {
            assert!(lift(inside, wanted) > 0.0, "{inside}");
        }
    }

    #[test]
    fn a_box_a_link_and_a_paragraph_come_no_nearer() {
        for (inside, wanted) in [
            ("<div class=\"more\"><h3>More of this</h3><ul><li>Kelp</li></ul></div>", "Kelp"),
            ("<ul><li><a href=\"/kelp\">Kelp</a></li></ul>", "Kelp"),
            ("<p>Advertisement</p>", "Advertisement"),
            ("<figure><img src=\"a.jpg\"><figcaption>The ferry at her quay</figcaption></figure>", "at her quay"),
            ("<blockquote class=\"tweet\"><p>She is back!</p>— Rolf (@rolf) May 4, 2024</blockquote>", "@rolf"),
        ] {
            assert_eq!(lift(inside, wanted), 0.0, "{inside}");
        }
    }

    #[test]
    fn what_stands_behind_a_text_is_no_part_of_it() {
        let page = format!("<body><div><p>{FIRST} {LAST}</p><ul><li>Kelp</li></ul></div><p>{LAST} {FIRST}</p></body>");
        assert!(lifted(&page).iter().all(|(_, points)| *points == 0.0));
    }

    #[test]
    fn what_ends_a_text_comes_a_little_nearer() {
        let lift = |end: &str, wanted: &str| {
            let text = format!("<p>{FIRST} {LAST}</p><p>{LAST} {FIRST}</p>");
            let lines = lifted(&format!("<body><div>{text}{end}</div><p>{LAST} {FIRST}</p></body>"));
            lines.into_iter().find(|(text, _)| text.contains(wanted)).expect("the line").1
        };
        let list = lift("<ul><li>Kelp</li><li>Rope</li></ul>", "Rope");
        let table =
            lift("<table><tr><th>Day</th><th>Fare</th></tr><tr><td>Monday</td><td>7</td></tr></table>", "Monday");
        assert!(0.0 < list && list < table, "{list} {table}");
        assert_eq!(lift("<ul><li><a href=\"/kelp\">Kelp</a></li></ul>", "Kelp"), 0.0);
        assert_eq!(
            lift("<div class=\"more\"><ul><li>Kelp</li></ul></div>", "Kelp"),
            lift("<ul><li>Kelp</li></ul>", "Kelp")
        );
    }

    #[test]
    fn a_footnote_comes_nearer_to_its_mark() {
        let mark = "<sup><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup>";
        let page = format!(
            "<body><div><p>{FIRST}{mark} {LAST}</p><p>{LAST}</p></div>\
            <div class=\"notes\"><ol><li id=\"fn-1\"><p>So the mate. <a href=\"#fnref-1\">↩</a></p></li></ol></div></body>"
        );
        let lines = lifted(&page);
        let note = lines.iter().find(|(text, _)| text.contains("the mate")).expect("the note");
        assert!(note.1 > 0.0, "{note:?}");
    }

    #[test]
    fn tables_are_sorted() {
        assert!(PIECES.is_sorted() && TABLE_PIECES.is_sorted());
    }
}
