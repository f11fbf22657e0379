//! Cuts the lines of a parsed page: the text of a block between breaks, white space as a reader sees it, table rows as
//! lines with their cells apart, preformatted text with its breaks and indentation. What the lines are is left to the
//! cues.

mod ends;
mod words;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use rustc_hash::FxHashSet;
use scraper::node::Element as Source;
use scraper::{Html, Node};

use super::arena::{Arena, attribute};
use super::aside;
use super::code;
use super::figure;
use super::formula::{self, Formula};
use super::heading;
use super::inline::{Boundary, Dress};
use super::mathml;
use super::notes::{self, Notes};
use super::place::{self, Place, Row};
use super::quote;
use super::role::Role;
use crate::line::{Block, Cell, Line, ShownPicture, Tag, Within};
use words::CELL_GAP;

/// The lines of the page, in reading order, and the pictures between them; `readings` says whether readings over Chinese
/// and Japanese stay.
pub(super) fn cut(html: &Html, arena: &Arena, readings: bool) -> (Vec<Line>, Vec<ShownPicture>) {
    let mut cutter = Cutter {
        arena,
        notes: notes::find(html, arena),
        readings,
        lines: Vec::new(),
        pictures: Vec::new(),
        current: Pending::default(),
        place: Place::default(),
        code: CodeState::default(),
        paragraph: 0,
        after_rule: false,
    };
    // The root of the arena is the document; each element met is the next one.
    let mut next = 1_u32;
    let mut open = vec![0_u32];
    let mut unseen_depth = 0_usize;
    let mut is_replaced = false;
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => {
                    let id = next;
                    next += 1;
                    open.push(id);
                    let role = arena.facts[id as usize].role;
                    if unseen_depth == 0 {
                        cutter.picture(element, id);
                    }
                    if unseen_depth > 0 {
                        unseen_depth += 1;
                    } else if let Some(passed) = cutter.passes_over(node, element, id) {
                        unseen_depth = 1;
                        is_replaced = passed == Passed::Replaced;
                    } else {
                        cutter.open(node, element, id, role);
                        continue;
                    }
                    if !is_replaced {
                        cutter.current.boundary.pass();
                    }
                }
                Node::Text(text) if unseen_depth == 0 => cutter.text(text, *open.last().unwrap_or(&0)),
                _ => {}
            },
            Edge::Close(node) if node.value().is_element() => {
                let id = open.pop().unwrap_or(0);
                if unseen_depth > 0 {
                    unseen_depth -= 1;
                } else {
                    cutter.close(id, arena.facts[id as usize].role);
                }
            }
            Edge::Close(_) => {}
        }
    }
    cutter.flush();
    (cutter.lines, cutter.pictures)
}

/// Why what stands in an element is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Passed {
    /// No reader sees it.
    Unseen,
    /// What it says was added in another form, or belongs to no word; it parts none.
    Replaced,
}

/// White space between two words.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    #[default]
    None,
    /// A line break of the source, which Chinese and Japanese do not show.
    Break,
    Wide,
}

/// The line being gathered.
#[derive(Default)]
struct Pending {
    text: String,
    /// The white space that was met since the last character.
    space: Space,
    boundary: Boundary,
    linked: usize,
    element: Option<u32>,
    datetime: Option<Box<str>>,
    block: Block,
    /// Whether a bracket around the mark of a footnote is still to be passed over.
    bracket: bool,
}

/// What was met of code since its last line.
#[derive(Default)]
struct CodeState {
    /// Blank lines, each with its line break.
    blank: String,
    /// Whether a block has ended the last line, whose own line break is then none.
    ended_by_block: bool,
    /// Counts what was met, to tell blocks that are blank lines.
    events: usize,
    /// The counts at which open blocks began.
    begun: Vec<usize>,
    /// Line numbers that stand within the lines.
    numbers: FxHashSet<NodeId>,
}

struct Cutter<'a> {
    arena: &'a Arena,
    notes: Notes,
    readings: bool,
    lines: Vec<Line>,
    pictures: Vec<ShownPicture>,
    current: Pending,
    place: Place,
    code: CodeState,
    paragraph: u32,
    /// Whether a rule was met since the last line.
    after_rule: bool,
}

impl Cutter<'_> {
    /// Takes up an element that is a picture.
    fn picture(&mut self, element: &Source, id: u32) {
        let names = |id: u32| &*self.arena.elements[id as usize].names;
        let above = self.arena.elements[id as usize].parent;
        if let Some(words) = figure::shown(element, names(id), names(above)) {
            let before = self.lines.len() + usize::from(!self.current.text.trim().is_empty());
            self.pictures.push(ShownPicture { before, element: id, words });
        }
    }

    /// Whether what stands in an element is passed over; what it shows in another form is added.
    fn passes_over(&mut self, node: NodeRef<'_, Node>, element: &Source, id: u32) -> Option<Passed> {
        match formula::of(node, element) {
            Some(Formula::Shown(tex, is_display)) => {
                self.formula(&tex, is_display, id);
                return Some(Passed::Replaced);
            }
            Some(Formula::Copy) => return Some(Passed::Replaced),
            None => {}
        }
        match self.notes.get(&id) {
            Some(notes::Role::Mark(name)) => {
                let mark = format!("[{name}]");
                self.note_mark(&mark, id);
                return Some(Passed::Replaced);
            }
            Some(notes::Role::Back) => return Some(Passed::Replaced),
            _ => {}
        }
        let role = self.arena.facts[id as usize].role;
        if role == Role::Reading {
            if self.readings && element.name() == "rt" {
                self.reading(mathml::text(node).trim(), id);
            }
            return Some(Passed::Replaced);
        }
        let is_beside = self.place.preformatted > 0
            && (code::is_beside(node) || self.code.numbers.contains(&node.id()))
            || !self.place.headings.is_empty()
                && (heading::is_beside(node, element) || aside::is_button_of_heading(node, element))
            || !role.breaks() && aside::is_read_out(node, element);
        if is_beside && role == Role::Time {
            self.state_time(element);
        }
        (role == Role::Unseen || is_beside).then_some(Passed::Unseen)
    }

    fn open(&mut self, node: NodeRef<'_, Node>, element: &Source, id: u32, role: Role) {
        if self.place.preformatted > 0 && !role.breaks() && code::is_next_line(node) {
            self.end_code_line();
        }
        self.part(element, id, role);
        if let Some(notes::Role::Note(name)) = self.notes.get(&id) {
            self.place.enter(id, Within::Note(id, name.clone()));
        }
        match role {
            Role::Preformatted => self.open_code(node, id),
            Role::Quote => {
                self.place.quotes = self.place.quotes.saturating_add(1);
                self.place.enter(id, Within::Quote(id, quote::stated_by(node)));
            }
            Role::List => self.place.lists.push(None),
            Role::NumberedList => {
                let start = attribute(element, "start").and_then(|start| start.trim().parse().ok());
                self.place.lists.push(Some(start.unwrap_or(1)));
            }
            Role::Item => {
                let value = attribute(element, "value").and_then(|value| value.trim().parse().ok());
                self.place.open_item(value);
            }
            Role::Table => self.place.open_table(id, self.arena.facts[id as usize].is_data),
            Role::Row => self.open_row(id),
            Role::Cell if !self.in_row() => {
                let is_head = self.arena.elements[id as usize].tag.name() == "th";
                let cell = self.place.cell(element, is_head);
                if self.place.is_in_table() {
                    self.place.enter(id, Within::Cell(id, cell));
                }
            }
            Role::Heading(level) => self.place.headings.push(level),
            Role::Link => {
                let target = attribute(element, "href").unwrap_or_default();
                self.place.links.push((self.current.text.len(), target.into()));
            }
            Role::Time => self.state_time(element),
            Role::Span => {
                let dress = Dress::of(element);
                self.current.boundary.open_span(dress);
                self.place.spans.push((dress, self.current.text.len()));
            }
            Role::Caption => self.place.enter(id, Within::Caption(id, figure::of_caption(node))),
            Role::Break if quote::is_named_so(node) && !self.is_right_within_quote(id) => {
                self.place.enter(id, Within::Quote(id, quote::stated_by(node)));
            }
            _ => {}
        }
        self.after_rule |= element.name() == "hr";
        if let Some(mark) = place::mark(element.name()) {
            self.place.marks.push((self.current.text.len(), mark, id));
        }
        self.place.enter_role(id, role);
    }

    fn open_code(&mut self, node: NodeRef<'_, Node>, id: u32) {
        self.place.preformatted += 1;
        self.place.code_begun = false;
        self.place.enter(id, Within::Code(id, code::language(node)));
        let numbers = if self.place.preformatted == 1 { code::line_numbers(node) } else { FxHashSet::default() };
        self.code = CodeState { numbers, ..CodeState::default() };
    }

    fn state_time(&mut self, element: &Source) {
        let datetime = attribute(element, "datetime").filter(|value| !value.trim().is_empty());
        self.current.datetime = self.current.datetime.take().or(datetime.map(Into::into));
    }

    /// Whether the walk is in a quotation whose element stands right above.
    fn is_right_within_quote(&self, id: u32) -> bool {
        let parent = |id: u32| self.arena.elements[id as usize].parent;
        self.place.quote().is_some_and(|quote| quote == parent(id) || quote == parent(parent(id)))
    }

    fn close(&mut self, id: u32, role: Role) {
        if role == Role::Link {
            self.close_link();
        }
        if role == Role::Span
            && let Some((dress, start)) = self.place.spans.pop()
        {
            self.current.boundary.close_span(dress, self.current.text.get(start..).unwrap_or_default());
        }
        if self.place.marks.last().is_some_and(|mark| mark.2 == id) {
            self.close_mark();
        }
        if role == Role::LineBreak {
        } else if role == Role::Break && self.in_row() {
            self.current.space = Space::Wide;
        } else if role.breaks() && !(role == Role::Cell && self.in_row()) {
            self.end_block();
        } else {
            self.current.boundary.close(role);
        }
        match role {
            Role::Preformatted => self.end_code(),
            Role::Quote => self.place.quotes = self.place.quotes.saturating_sub(1),
            Role::List | Role::NumberedList => drop(self.place.lists.pop()),
            Role::Item => self.place.close_item(),
            Role::Table => self.place.close_table(),
            Role::Row => drop(self.place.rows.pop()),
            Role::Heading(_) => drop(self.place.headings.pop()),
            _ => {}
        }
        self.place.leave(id);
    }

    /// Ends the text so far, where an element of this role does.
    fn part(&mut self, element: &Source, id: u32, role: Role) {
        if role == Role::Cell && self.in_row() {
            self.open_cell(element, self.arena.elements[id as usize].tag);
        } else if role == Role::LineBreak {
            self.line_break();
        } else if role == Role::Break && self.in_row() {
            // In a row that is one line a block is all that its cell holds.
            self.current.space = Space::Wide;
        } else if role.breaks() {
            self.begin_block();
        } else {
            self.current.boundary.open(role);
        }
    }

    fn open_row(&mut self, id: u32) {
        // Rows stand in a table, or in a part of one.
        let above = |id: u32| self.arena.elements[id as usize].parent;
        let is_table = |id: &u32| self.arena.facts[*id as usize].role == Role::Table;
        let table = [above(id), above(above(id))].into_iter().find(is_table);
        let facts = table.map(|table| self.arena.facts[table as usize]);
        let is_data = facts.is_some_and(|table| table.is_data);
        let is_line = self.arena.facts[id as usize].is_line(facts);
        let row = Row { is_line, all_headers: is_line };
        self.place.open_row(id, table.unwrap_or(id), row, is_data);
    }

    fn in_row(&self) -> bool {
        self.place.rows.last().is_some_and(|row| row.is_line)
    }

    fn open_cell(&mut self, element: &Source, tag: Tag) {
        let is_head = tag.name() == "th";
        if let Some(row) = self.place.rows.last_mut() {
            row.all_headers &= is_head;
        }
        if !self.current.text.is_empty() {
            self.current.text.push_str(CELL_GAP);
        }
        self.current.space = Space::None;
        let at = self.current.text.len();
        let place = self.place.cell(element, is_head);
        self.current.block.cells.push(Cell { text: at..at, place });
    }

    fn close_link(&mut self) {
        let Some((start, target)) = self.place.links.pop() else { return };
        let end = self.current.text.len();
        if start < end && !target.is_empty() {
            self.current.block.links.push((start..end, target));
        }
    }

    fn close_mark(&mut self) {
        let Some((start, mark, _)) = self.place.marks.pop() else { return };
        let end = self.current.text.len();
        if start < end && self.place.preformatted == 0 {
            self.current.block.marks.push((start..end, mark));
        }
    }
}
