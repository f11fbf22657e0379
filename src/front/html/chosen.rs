//! Which elements a user's selectors match. The only use of CSS selectors: cues have none.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use rustc_hash::FxHashMap;
use scraper::{Html, Selector};

use crate::line::{Element, Wish};

/// A CSS selector.
#[derive(Debug, Clone)]
pub(crate) struct Css(Selector);

impl Css {
    pub(crate) fn parse(css: &str) -> Option<Css> {
        Selector::parse(css).ok().map(Css)
    }
}

/// Notes the wishes on the elements, which stand in document order, and on all that stands inside them.
pub(super) fn mark<'c>(html: &Html, wishes: impl Iterator<Item = (Wish, &'c Css)>, elements: &mut [Element]) {
    let mut matched: FxHashMap<NodeId, Wish> = FxHashMap::default();
    for (wish, css) in wishes {
        for element in html.select(&css.0) {
            let entry = matched.entry(element.id()).or_default();
            *entry = entry.and(wish);
        }
    }
    if matched.is_empty() {
        return;
    }
    let opened = html.tree.root().traverse().filter_map(|edge| match edge {
        Edge::Open(node) if node.value().is_element() => Some(node.id()),
        _ => None,
    });
    // The root of the list is the document itself.
    for (at, node) in (1..elements.len()).zip(opened) {
        let own = matched.get(&node).copied().unwrap_or_default();
        elements[at].wish = elements[elements[at].parent as usize].wish.and(own);
    }
}
