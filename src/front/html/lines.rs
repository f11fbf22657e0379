//! Cuts the lines of a parsed page: the text of a block between breaks, white space as a reader sees it, table rows as
//! lines with their cells apart, preformatted text with its breaks and indentation. What the lines are is left to the
//! cues.

use ego_tree::iter::Edge;
use scraper::node::Element as Source;
use scraper::{Html, Node};

use super::arena::{Arena, attribute};
use super::inline::Boundary;
use super::role::Role;
use crate::line::{Block, BlockKind, Line, Markup, Tag, common_element};

/// What stands between the cells of a row.
const CELL_GAP: &str = " | ";

/// The lines of the page, in reading order.
pub(super) fn cut(html: &Html, arena: &Arena) -> Vec<Line> {
    let mut cutter = Cutter { arena, lines: Vec::new(), current: Pending::default(), place: Place::default() };
    // The root of the arena is the document; each element met is the next one.
    let mut next = 1_u32;
    let mut open = vec![0_u32];
    let mut unseen_depth = 0_usize;
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => {
                    let id = next;
                    next += 1;
                    open.push(id);
                    let role = arena.facts[id as usize].role;
                    if unseen_depth > 0 || role == Role::Unseen {
                        unseen_depth += 1;
                        cutter.current.boundary.open(role);
                    } else {
                        cutter.open(element, id, role);
                    }
                }
                Node::Text(text) if unseen_depth == 0 => cutter.text(text, *open.last().unwrap_or(&0)),
                _ => {}
            },
            Edge::Close(node) if node.value().is_element() => {
                let role = arena.facts[open.pop().unwrap_or(0) as usize].role;
                if unseen_depth > 0 {
                    unseen_depth -= 1;
                    cutter.current.boundary.close(role);
                } else {
                    cutter.close(role);
                }
            }
            Edge::Close(_) => {}
        }
    }
    cutter.flush();
    cutter.lines
}

/// The line being gathered.
#[derive(Default)]
struct Pending {
    text: String,
    /// Whether white space was met since the last character.
    space: bool,
    boundary: Boundary,
    linked: usize,
    element: Option<u32>,
    datetime: Option<Box<str>>,
    block: Block,
}

/// Where the walk stands.
#[derive(Default)]
struct Place {
    preformatted: usize,
    /// Whether the preformatted block has given a line yet.
    code_begun: bool,
    quotes: u8,
    headings: Vec<u8>,
    /// One for each open list: the next number of an ordered one.
    lists: Vec<Option<u32>>,
    /// The number of the item being read.
    item: Option<Option<u32>>,
    /// Rows that are one line, and whether all their cells are headers.
    rows: Vec<Row>,
    /// Where open links began, in bytes of the pending line, and their targets.
    links: Vec<(usize, Box<str>)>,
}

struct Row {
    is_line: bool,
    all_headers: bool,
}

struct Cutter<'a> {
    arena: &'a Arena,
    lines: Vec<Line>,
    current: Pending,
    place: Place,
}

impl Cutter<'_> {
    fn open(&mut self, element: &Source, id: u32, role: Role) {
        if role == Role::Cell && self.in_row() {
            self.open_cell(self.arena.elements[id as usize].tag);
        } else if role.breaks() {
            self.flush();
        } else {
            self.current.boundary.open(role);
        }
        match role {
            Role::Preformatted => {
                self.place.preformatted += 1;
                self.place.code_begun = false;
            }
            Role::Quote => self.place.quotes = self.place.quotes.saturating_add(1),
            Role::List => self.place.lists.push(None),
            Role::NumberedList => {
                let start = attribute(element, "start").and_then(|start| start.trim().parse().ok());
                self.place.lists.push(Some(start.unwrap_or(1)));
            }
            Role::Item => self.open_item(),
            Role::Row => {
                let is_line = self.arena.facts[id as usize].is_line();
                self.place.rows.push(Row { is_line, all_headers: is_line });
            }
            Role::Heading(level) => self.place.headings.push(level),
            Role::Link => {
                let target = attribute(element, "href").unwrap_or_default();
                self.place.links.push((self.current.text.len(), target.into()));
            }
            Role::Time => {
                let datetime = attribute(element, "datetime").filter(|value| !value.trim().is_empty());
                self.current.datetime = self.current.datetime.take().or(datetime.map(Into::into));
            }
            _ => {}
        }
    }

    fn close(&mut self, role: Role) {
        if role == Role::Link {
            self.close_link();
        }
        if role.breaks() && !(role == Role::Cell && self.in_row()) {
            self.flush();
        } else {
            self.current.boundary.close(role);
        }
        match role {
            Role::Preformatted => self.place.preformatted = self.place.preformatted.saturating_sub(1),
            Role::Quote => self.place.quotes = self.place.quotes.saturating_sub(1),
            Role::List | Role::NumberedList => drop(self.place.lists.pop()),
            Role::Item => self.place.item = None,
            Role::Row => drop(self.place.rows.pop()),
            Role::Heading(_) => drop(self.place.headings.pop()),
            _ => {}
        }
    }

    fn open_item(&mut self) {
        let number = self.place.lists.last_mut().and_then(|next| {
            let number = (*next)?;
            *next = Some(number.saturating_add(1));
            Some(number)
        });
        self.place.item = Some(number);
    }

    fn in_row(&self) -> bool {
        self.place.rows.last().is_some_and(|row| row.is_line)
    }

    fn open_cell(&mut self, tag: Tag) {
        if let Some(row) = self.place.rows.last_mut() {
            row.all_headers &= tag.name() == "th";
        }
        if !self.current.text.is_empty() {
            self.current.text.push_str(CELL_GAP);
        }
        self.current.space = false;
        let at = self.current.text.len();
        self.current.block.cells.push(at..at);
    }

    fn close_link(&mut self) {
        let Some((start, target)) = self.place.links.pop() else { return };
        let end = self.current.text.len();
        if start < end && !target.is_empty() {
            self.current.block.links.push((start..end, target));
        }
    }

    fn text(&mut self, text: &str, parent: u32) {
        if self.place.preformatted > 0 {
            return self.preformatted(text, parent);
        }
        let mut piece_begun = false;
        for word in text.split(is_folded) {
            if word.is_empty() {
                self.current.space = true;
                continue;
            }
            if piece_begun {
                self.current.space = true;
            }
            piece_begun = true;
            self.push(word, parent);
        }
        if text.ends_with(is_folded) {
            self.current.space = true;
        }
    }

    fn preformatted(&mut self, text: &str, parent: u32) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.flush();
            }
            let line = line.trim_end_matches('\r');
            if !line.is_empty() {
                self.push(line, parent);
            }
        }
    }

    /// Adds a word, or a line of preformatted text, to the pending line.
    fn push(&mut self, word: &str, parent: u32) {
        let current = &mut self.current;
        let parted = current.space || current.boundary.parts(&current.text, word) && self.place.preformatted == 0;
        if parted && !current.text.is_empty() && !current.text.ends_with(CELL_GAP) {
            current.text.push(' ');
        }
        current.space = false;
        current.boundary = Boundary::default();
        current.element = Some(match current.element {
            Some(element) => common_element(&self.arena.elements, element, parent),
            None => parent,
        });
        push_shown(&mut current.text, word);
        if self.place.links.iter().any(|(_, target)| !target.is_empty()) {
            current.linked += word.len();
        }
        if let Some(cell) = current.block.cells.last_mut() {
            cell.end = current.text.len();
        }
    }

    /// Ends the pending line.
    fn flush(&mut self) {
        let mut done = std::mem::take(&mut self.current);
        let targets: Vec<_> = self.place.links.iter().map(|(start, target)| (*start, target.clone())).collect();
        for (start, target) in targets.into_iter().filter(|(start, _)| *start < done.text.len()) {
            done.block.links.push((start..done.text.len(), target));
        }
        for link in &mut self.place.links {
            link.0 = 0;
        }
        done.text.truncate(done.text.trim_end().trim_end_matches(" |").len());
        if done.text.trim().is_empty() {
            return;
        }
        let element = done.element.unwrap_or(0);
        done.block.quote = self.place.quotes;
        done.block.kind = self.block_kind(&done);
        done.linked = done.linked.min(done.text.len());
        self.lines.push(Line {
            linked: done.linked,
            source_line: self.arena.facts[element as usize].source_line,
            markup: Some(Markup { element, datetime: done.datetime }),
            block: done.block,
            text: done.text,
            ..Line::default()
        });
    }

    fn block_kind(&mut self, done: &Pending) -> BlockKind {
        if self.place.preformatted > 0 {
            let begins = !std::mem::replace(&mut self.place.code_begun, true);
            return BlockKind::Code(begins);
        }
        if let Some(level) = self.place.headings.last() {
            return BlockKind::Heading(*level);
        }
        if !done.block.cells.is_empty() {
            return BlockKind::Row(self.place.rows.last().is_some_and(|row| row.all_headers));
        }
        match self.place.item {
            Some(number) => BlockKind::Item(self.place.lists.len().clamp(1, 255) as u8, number),
            None => BlockKind::Paragraph,
        }
    }
}

/// Adds what is shown of a word.
fn push_shown(text: &mut String, word: &str) {
    // Most words are plain ASCII, of which only controls are not shown.
    if word.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        text.push_str(word);
    } else {
        text.extend(word.chars().filter(|c| is_shown(*c)));
    }
}

/// White space that folds; a no-break space counts as a space, since pages use both for the same.
fn is_folded(c: char) -> bool {
    c.is_whitespace()
}

/// Whether a character is shown: controls, soft hyphens and direction overrides are not.
fn is_shown(c: char) -> bool {
    !(c.is_control() && c != '\t'
        || matches!(c, '\u{ad}' | '\u{feff}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}
