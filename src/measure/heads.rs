//! What the headings say that are still open above each line: "Similar items" stands over every card of its section,
//! although each card has a heading of its own.

use super::elements::ElementMeasures;
use super::line::LineMeasures;
use crate::line::{Page, Tag};

/// A heading of more words is a sentence, and what it speaks of is not its section.
const MOST_WORDS: f32 = 8.0;

/// A bar holds the heading and at most so many lines beside it, such as a link to all of the section.
const BAR_LINES: f32 = 1.0;

/// The phrase families of open headings.
#[derive(Debug, Default)]
pub(crate) struct Heads {
    /// Per line: its entry in `said`.
    of_line: Vec<u32>,
    /// Families, sorted, each once; the first entry is empty.
    said: Vec<Vec<u16>>,
}

/// A heading that is open.
struct Open<'p> {
    level: u8,
    families: &'p [u16],
    /// The elements in which its section stands; none on flattened text.
    section: Option<std::ops::Range<u32>>,
}

impl Heads {
    /// Walks over the lines with the headings that are open.
    pub(super) fn find(
        page: &Page,
        lines: &[LineMeasures],
        elements: &[ElementMeasures],
        phrases: &[Box<[u16]>],
    ) -> Heads {
        let ends = ends(page);
        let mut open: Vec<Open<'_>> = Vec::new();
        let mut heads = Heads { of_line: Vec::with_capacity(lines.len()), said: vec![Vec::new()] };
        let (mut said, mut was_open) = (0, 0);
        for (at, line) in page.lines.iter().enumerate() {
            let element = line.element();
            let before = open.len();
            open.retain(|head| match (&head.section, element) {
                (Some(section), Some(element)) => section.contains(&element),
                _ => true,
            });
            let level = line.heading_level();
            if let Some(level) = level {
                open.retain(|head| head.level < level);
            }
            if open.len() != before || open.len() != was_open {
                said = heads.say(&open);
                was_open = open.len();
            }
            heads.of_line.push(said);
            let speaks = !phrases[at].is_empty() && lines[at].words <= MOST_WORDS;
            if let Some(level) = level.filter(|_| speaks) {
                let section = element.map(|element| section(page, elements, &ends, element));
                open.push(Open { level, families: &phrases[at], section });
            }
        }
        heads
    }

    /// The phrase families of the headings that are open above a line.
    pub(crate) fn above(&self, line: usize) -> &[u16] {
        &self.said[self.of_line[line] as usize]
    }

    /// Notes what open headings say; where they are none, that is the first entry.
    fn say(&mut self, open: &[Open<'_>]) -> u32 {
        if open.is_empty() {
            return 0;
        }
        let mut families: Vec<u16> = open.iter().flat_map(|head| head.families.iter().copied()).collect();
        families.sort_unstable();
        families.dedup();
        self.said.push(families);
        self.said.len() as u32 - 1
    }
}

/// Per element: the number behind the last one that it holds. Elements are numbered in the order of the document.
fn ends(page: &Page) -> Vec<u32> {
    let mut ends: Vec<u32> = (1..=page.elements.len() as u32).collect();
    for id in (1..ends.len()).rev() {
        let above = page.elements[id].parent as usize;
        ends[above] = ends[above].max(ends[id]);
    }
    ends
}

/// The section that a heading opens: the nearest element above it that is more than a bar around it.
fn section(page: &Page, elements: &[ElementMeasures], ends: &[u32], heading: u32) -> std::ops::Range<u32> {
    let bars = ["header", "hgroup"].map(Tag::of);
    let own = elements[heading as usize].lines;
    let is_section = |(id, tag): &(u32, Tag)| elements[*id as usize].lines > own + BAR_LINES && !bars.contains(tag);
    let mut above = page.path(heading).map(|(id, element)| (id, element.tag));
    let id = above.find(is_section).map_or(0, |(id, _)| id);
    id..ends[id as usize]
}
