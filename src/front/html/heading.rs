//! What stands in a heading and is no part of it: links to itself, links to edit the section.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element as Source;

use super::arena::attribute;
use super::mathml::text;

/// Words of classes for what software sets beside a heading, sorted.
const BESIDE: &[&str] = &[
    "anchor",
    "anchorjs-link",
    "edit-section",
    "hash-link",
    "header-anchor",
    "headerlink",
    "mw-editsection",
    "permalink",
];

/// The longest text of a sign, in bytes.
const LONGEST_SIGN: usize = 8;

/// Whether an element in a heading stands beside its words: of such a class and without words, or a sign that leads to
/// the heading itself.
pub(super) fn is_beside(node: NodeRef<'_, Node>, element: &Source) -> bool {
    let class = attribute(element, "class").unwrap_or_default();
    let has_class = class.split_ascii_whitespace().any(|word| BESIDE.binary_search(&word).is_ok());
    let leads_to_page = element.name() == "a" && attribute(element, "href").is_some_and(|href| href.contains('#'));
    if !has_class && !leads_to_page {
        return false;
    }
    let text = text(node);
    let text = text.trim();
    let is_sign = text.len() <= LONGEST_SIGN && !text.contains(char::is_alphanumeric);
    is_sign || has_class && text.starts_with('[') && text.ends_with(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted() {
        assert!(BESIDE.is_sorted());
    }
}
