//! Copies the elements of scraper's tree into the page's own, flat list, which is all that cues see of the markup.
//! Elements are numbered in document order, so another walk over the tree meets them in the same order.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use html5ever::local_name;
use scraper::node::Element as Source;
use scraper::{Html, Node};

use super::hidden;
use super::quote;
use super::role::{Role, Roles};
use super::table::Table;
use crate::line::{Element, Tag, Wish};

/// The page's elements, and what the cutting of lines needs to know of each.
pub(super) struct Arena {
    pub(super) elements: Vec<Element>,
    pub(super) facts: Vec<Facts>,
}

/// What the cutting of lines needs to know of an element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub(super) role: Role,
    /// The source line on which it opens.
    pub(super) source_line: u32,
    /// For a cell: whether it holds blocks, and so is there for the layout. For a row: whether one of its cells does.
    holds_blocks: bool,
    /// For a cell: whether it holds more than one paragraph. For a row: whether one of its cells does.
    holds_more: bool,
    /// The cell that it stands in, and for a cell the innermost block of the one that it holds; 0 for none.
    cell: u32,
    block: u32,
    /// For a row: how many cells it has.
    cells: u32,
    /// For a table: whether it holds data, and whether it is a grid of short ones.
    pub(super) is_data: bool,
    is_grid: bool,
}

impl Facts {
    fn new(role: Role, source_line: u32) -> Facts {
        let (holds_blocks, holds_more, is_data, is_grid) = (false, false, false, false);
        Facts { role, source_line, holds_blocks, holds_more, cell: 0, block: 0, cells: 0, is_data, is_grid }
    }

    /// Whether a row of a table is one line; otherwise the table is there for the layout. In a grid each cell may be
    /// a paragraph.
    pub(super) fn is_line(self, table: Option<Facts>) -> bool {
        let is_grid = table.is_some_and(|table| table.is_grid);
        self.cells > 1 && (!self.holds_blocks || is_grid && !self.holds_more)
    }
}

impl Arena {
    pub(super) fn of(html: &Html, source_lines: &[(NodeId, u64)]) -> Arena {
        let root = Element {
            parent: 0,
            depth: 0,
            tag: Tag::OTHER,
            hidden: false,
            hidden_by_class: false,
            aria_hidden: false,
            wish: Wish::default(),
            choice: false,
            names: "".into(),
        };
        let mut arena = Arena { elements: vec![root], facts: vec![Facts::new(Role::Break, 1)] };
        let mut roles = Roles::default();
        let mut open = vec![0_u32];
        let mut tables: Vec<Table> = Vec::new();
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(element) => {
                        let (tag, role) = roles.of(&element.name.local);
                        let role =
                            if quote::stands_alone(node) || quote::is_post(element) { Role::Break } else { role };
                        let parent = *open.last().unwrap_or(&0);
                        let id = arena.elements.len() as u32;
                        open.push(id);
                        arena.push(element, tag, parent);
                        arena.facts.push(Facts::new(role, line_of(source_lines, node.id())));
                        arena.note_table(parent, role);
                        arena.note_cell(id, parent, role);
                        if let Some(table) = tables.last_mut() {
                            table.note(role, tag.name());
                        }
                        if role == Role::Table {
                            tables.push(Table::open(id, element));
                        }
                    }
                    Node::Text(text) => {
                        if let Some(table) = tables.last_mut() {
                            table.note_text(text);
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) if node.value().is_element() => {
                    let closed = open.pop();
                    if let Some(mut table) = tables.pop_if(|table| Some(table.element) == closed) {
                        let element = table.element as usize;
                        let is_data = table.is_data();
                        arena.facts[element].is_data = is_data;
                        arena.facts[element].is_grid = is_data && table.is_grid();
                    }
                }
                Edge::Close(_) => {}
            }
        }
        arena
    }

    fn push(&mut self, source: &Source, tag: Tag, parent: u32) {
        let above = &self.elements[parent as usize];
        let mut aria_hidden = above.aria_hidden;
        let mut put_away = tag.name() == "dialog" && source.attr("open").is_none();
        let mut names = String::new();
        // The tag of an element that the site made itself says what it is ("chat-message").
        if source.name().contains('-') {
            names.push_str(source.name());
        }
        for (name, value) in &source.attrs {
            match name.local {
                local_name!("class")
                | local_name!("id")
                | local_name!("itemprop")
                | local_name!("rel")
                | local_name!("role") => join(&mut names, value),
                local_name!("hidden") => put_away |= &**value != "until-found",
                local_name!("style") => put_away |= hides(value),
                ref other if &**other == "data-nosnippet" => join(&mut names, "nosnippet"),
                local_name!("aria-hidden") => aria_hidden |= &**value == "true",
                _ => {}
            }
        }
        let hidden = above.hidden || put_away && hidden::is_hidden(&names, &above.names);
        let hidden_by_class = above.hidden_by_class || hidden::is_hidden_by_class(&names, &above.names);
        let depth = above.depth.saturating_add(1);
        let wish = Wish::default();
        self.elements.push(Element {
            parent,
            depth,
            tag,
            hidden,
            hidden_by_class,
            aria_hidden,
            wish,
            choice: is_choice(source),
            names: names.into_boxed_str(),
        });
    }

    /// Keeps count of the cells of rows, and marks cells that hold blocks, with their rows.
    fn note_table(&mut self, parent: u32, role: Role) {
        if role == Role::Cell {
            self.facts[parent as usize].cells += 1;
        }
        if !role.breaks() || matches!(role, Role::Cell | Role::Row) {
            return;
        }
        let mut at = parent;
        while at != 0 && !self.facts[at as usize].holds_blocks {
            let above = self.elements[at as usize].parent;
            match self.facts[at as usize].role {
                Role::Cell => {
                    self.facts[at as usize].holds_blocks = true;
                    self.facts[above as usize].holds_blocks = true;
                    return;
                }
                role if role.breaks() => return,
                _ => at = above,
            }
        }
    }

    /// Notes in which cell an element stands, and marks cells that hold more than one paragraph, with their rows.
    /// A block that is all that another one holds is the same paragraph.
    fn note_cell(&mut self, id: u32, parent: u32, role: Role) {
        let above = self.facts[parent as usize];
        let cell = if above.role == Role::Cell { parent } else { above.cell };
        self.facts[id as usize].cell = cell;
        if cell == 0 || !role.breaks() || matches!(role, Role::Cell | Role::Row) {
            return;
        }
        let block = self.facts[cell as usize].block;
        if role == Role::Break && (block == 0 || block == parent) {
            self.facts[cell as usize].block = id;
            return;
        }
        let row = self.elements[cell as usize].parent;
        self.facts[cell as usize].holds_more = true;
        self.facts[row as usize].holds_more = true;
    }
}

/// The value of an attribute. (scraper's own look-up makes an atom of the name at each call.)
pub(super) fn attribute<'a>(element: &'a Source, name: &str) -> Option<&'a str> {
    element.attrs().find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn line_of(source_lines: &[(NodeId, u64)], node: NodeId) -> u32 {
    let at = source_lines.partition_point(|&(newest, _)| newest < node);
    source_lines.get(at).or(source_lines.last()).map_or(1, |&(_, line)| line.min(u64::from(u32::MAX)) as u32)
}

/// Roles of what is chosen, sorted.
const CHOICE_ROLES: &[&str] = &["checkbox", "menuitemcheckbox", "menuitemradio", "option", "radio", "switch"];

/// Whether an element is one choice of a form.
fn is_choice(source: &Source) -> bool {
    let is_input = source.name.local == local_name!("input");
    source.attrs.iter().any(|(name, value)| match name.local {
        local_name!("aria-checked") | local_name!("aria-pressed") => true,
        local_name!("role") => {
            value.split_ascii_whitespace().any(|role| CHOICE_ROLES.iter().any(|known| known.eq_ignore_ascii_case(role)))
        }
        local_name!("type") if is_input => ["checkbox", "radio"].iter().any(|kind| kind.eq_ignore_ascii_case(value)),
        _ => false,
    })
}

fn join(names: &mut String, value: &str) {
    let is_apart = !names.is_empty() && !value.is_empty();
    // Most elements have one name, and keep what is taken up here.
    names.reserve_exact(value.len() + usize::from(is_apart));
    if is_apart {
        names.push(' ');
    }
    names.push_str(value);
}

/// Whether a style puts its element out of sight.
fn hides(style: &str) -> bool {
    let may = memchr::memmem::find(style.as_bytes(), b"none").is_some() || style.contains("hidden");
    if !may {
        return false;
    }
    let style: String = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}
