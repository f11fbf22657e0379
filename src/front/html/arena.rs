//! Copies the elements of scraper's tree into the page's own, flat list, which is all that cues see of the markup.

use std::collections::HashMap;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use rustc_hash::FxHashMap;
use scraper::node::Element as Source;
use scraper::{Html, Node};

use crate::line::{Element, Tag};

/// The page's elements, and where each node of the tree went.
pub(super) struct Arena {
    pub(super) elements: Vec<Element>,
    /// Per element: the source line on which it opens.
    pub(super) source_lines: Vec<u32>,
    /// Per element: whether a table cell holds blocks, and so is there for the layout.
    pub(super) has_blocks: Vec<bool>,
    ids: FxHashMap<NodeId, u32>,
}

/// Attributes whose words say what an element is for.
const NAMING: &[&str] = &["class", "data-testid", "id", "itemprop", "rel", "role"];

impl Arena {
    pub(super) fn of(html: &Html, source_lines: &[(NodeId, u64)]) -> Arena {
        let root =
            Element { parent: 0, depth: 0, tag: Tag::OTHER, hidden: false, aria_hidden: false, names: "".into() };
        let mut arena =
            Arena { elements: vec![root], source_lines: vec![1], has_blocks: vec![false], ids: HashMap::default() };
        let mut open = vec![0_u32];
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => {
                    if let Node::Element(element) = node.value() {
                        let parent = *open.last().unwrap_or(&0);
                        open.push(arena.push(node.id(), element, parent, line_of(source_lines, node.id())));
                    }
                }
                Edge::Close(node) => {
                    if node.value().is_element() {
                        open.pop();
                    }
                }
            }
        }
        arena
    }

    /// The arena's element of a node of the tree.
    pub(super) fn id(&self, node: NodeId) -> u32 {
        self.ids.get(&node).copied().unwrap_or(0)
    }

    fn push(&mut self, node: NodeId, source: &Source, parent: u32, source_line: u32) -> u32 {
        let id = self.elements.len() as u32;
        let above = &self.elements[parent as usize];
        let tag = Tag::of(source.name());
        let element = Element {
            parent,
            depth: above.depth.saturating_add(1),
            tag,
            hidden: above.hidden || is_hidden(source),
            aria_hidden: above.aria_hidden || attribute(source, "aria-hidden") == Some("true"),
            names: names(source),
        };
        if super::lines::breaks(source.name()) && !tag.is_any(&["td", "th", "tr", "tbody", "thead", "tfoot"]) {
            self.mark_cell(parent);
        }
        self.elements.push(element);
        self.source_lines.push(source_line);
        self.has_blocks.push(false);
        self.ids.insert(node, id);
        id
    }

    /// Marks the cell around `start` as one that holds blocks; a cell is marked once.
    fn mark_cell(&mut self, start: u32) {
        let mut at = start;
        while at != 0 && !self.has_blocks[at as usize] {
            if self.elements[at as usize].tag.is_any(&["td", "th"]) {
                self.has_blocks[at as usize] = true;
                return;
            }
            if self.elements[at as usize].tag.is_any(&["table", "body"]) {
                return;
            }
            at = self.elements[at as usize].parent;
        }
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

fn is_hidden(element: &Source) -> bool {
    element.attrs().any(|(key, value)| match key {
        "hidden" => value != "until-found",
        "style" => {
            let style: String = value.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    })
}

fn names(element: &Source) -> Box<str> {
    let mut joined = String::new();
    for (key, value) in element.attrs() {
        if NAMING.contains(&key) && !value.is_empty() {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(value);
        }
    }
    joined.into_boxed_str()
}
