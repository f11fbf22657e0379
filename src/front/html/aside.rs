//! Words in a line that are there for screen readers alone (`<span class="sr-only">`), and the words of a button in a
//! heading. They say again, or beside the text, what the eye sees; where nothing else is shown they are all that tells
//! what is there, and stay.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element as Source;

use super::arena::attribute;
use super::role::Role;

/// Classes of what is put out of sight and read out, sorted.
const READ_OUT: &[&str] = &[
    "a-offscreen",
    "assistive-text",
    "hidden-visually",
    "is-hidden-accessible",
    "is-visually-hidden",
    "screen-reader",
    "screen-reader-only",
    "screen-reader-text",
    "screenreader",
    "screenreader-only",
    "sr-only",
    "sr-text",
    "u-hidden-visually",
    "u-screen-reader-only",
    "u-sr-only",
    "u-vh",
    "u-visually-hidden",
    "u-visuallyhidden",
    "ui-helper-hidden-accessible",
    "visually-hidden",
    "visuallyhidden",
];

/// So many nodes are looked at for words that are shown; what is larger holds some.
const MOST_NODES: usize = 200;

/// What is shown has at least so many letters and digits, if it is to stand alone.
const LEAST_SHOWN: usize = 2;

/// Words of a heading beside a button have at least so many letters: what is less is a number or a sign.
const LEAST_HEADING: usize = 3;

/// Whether an element within a line holds words that are only read out, and its line has others. A mark alone is no word:
/// the colon between a kicker and its headline parts the two for whoever reads them one behind the other.
pub(super) fn is_read_out(node: NodeRef<'_, Node>, element: &Source) -> bool {
    has_class(element)
        && !holds_blocks(node)
        && holds_words(node)
        && unit(node).is_some_and(|unit| shows(unit, false) >= LEAST_SHOWN)
}

/// Whether an element is a button in a heading that has words of its own.
pub(super) fn is_button_of_heading(node: NodeRef<'_, Node>, element: &Source) -> bool {
    let heading = || node.ancestors().find(|above| matches!(role(*above), Some(Role::Heading(_))));
    element.name() == "button" && heading().is_some_and(|heading| shows(heading, true) >= LEAST_HEADING)
}

fn has_class(element: &Source) -> bool {
    let class = attribute(element, "class").unwrap_or_default();
    class.split_ascii_whitespace().any(|word| READ_OUT.binary_search(&word).is_ok())
}

fn holds_blocks(node: NodeRef<'_, Node>) -> bool {
    node.descendants().skip(1).take(MOST_NODES).any(|node| role(node).is_some_and(Role::breaks))
}

fn holds_words(node: NodeRef<'_, Node>) -> bool {
    let mut texts = node.descendants().take(MOST_NODES).filter_map(|node| node.value().as_text());
    texts.any(|text| text.contains(char::is_alphanumeric))
}

/// The heading that a node stands in, or else the innermost link or block.
fn unit(node: NodeRef<'_, Node>) -> Option<NodeRef<'_, Node>> {
    let mut link = None;
    for above in node.ancestors() {
        match role(above) {
            Some(Role::Heading(_)) => return Some(above),
            Some(Role::Link) => link = link.or(Some(above)),
            Some(role) if role.breaks() => return link.or(Some(above)),
            _ => {}
        }
    }
    link
}

/// How many letters and digits a unit shows in lines of its own, up to what is asked for; letters alone and none of
/// buttons where `of_heading` is set.
fn shows(unit: NodeRef<'_, Node>, of_heading: bool) -> usize {
    let mut count = 0;
    let mut open: Vec<NodeRef<'_, Node>> = unit.children().rev().collect();
    let mut left = MOST_NODES;
    while let Some(node) = open.pop() {
        if left == 0 || count >= LEAST_HEADING {
            return count;
        }
        left -= 1;
        match node.value() {
            Node::Text(text) => {
                let is_counted = |c: &char| if of_heading { c.is_alphabetic() } else { c.is_alphanumeric() };
                count += text.chars().filter(is_counted).take(LEAST_HEADING).count();
            }
            Node::Element(element) => {
                let role = Role::of(element.name());
                let is_passed = role.breaks() && role != Role::LineBreak
                    || role == Role::Unseen
                    || of_heading && element.name() == "button"
                    || has_class(element);
                if !is_passed {
                    open.extend(node.children().rev());
                }
            }
            _ => {}
        }
    }
    count
}

fn role(node: NodeRef<'_, Node>) -> Option<Role> {
    node.value().as_element().map(|element| Role::of(element.name()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::html::tests::check;

    #[test]
    fn classes_are_sorted() {
        assert!(READ_OUT.is_sorted());
    }

    #[test]
    fn words_that_are_read_out_stand_in_no_line_that_has_others() {
        check("<p><span class=sr-only>Price</span><b>$79.00</b></p>", &["$79.00"]);
        check(
            "<p><del>$90.00</del> <span class=screen-reader-text>Original price was: $90.00.</span> <ins>$80.00</ins> \
            <span class=screen-reader-text>Current price is: $80.00.</span></p>",
            &["$90.00 $80.00"],
        );
        check(
            "<h1><span>Handball</span><span class=visually-hidden>: </span><span>Lahn wins in Bremen</span></h1>",
            &["Handball: Lahn wins in Bremen"],
        );
        check("<p>Read on<span class='a visually-hidden'> about the ferry</span></p>", &["Read on"]);
        check("<p>Two<span class=sr-only> and a half</span>pence</p>", &["Two pence"]);
        check("<h2><a href=/t><i class=sr-only>Link to</i></a>Tides</h2>", &["Tides"]);
    }

    #[test]
    fn words_that_are_read_out_stay_where_nothing_else_is_shown() {
        check("<h1 class=sr-only>Harbour news</h1><p>Text</p>", &["Harbour news", "Text"]);
        check("<h1><span class=sr-only>Harbour news</span> <img src=x></h1>", &["Harbour news"]);
        check(
            "<p>Find us <a href=/x><svg></svg><span class=sr-only>on the map</span></a></p>",
            &["Find us on the map"],
        );
        check("<div><span class=sr-only>By boat</span><p>Daily</p></div>", &["By boat", "Daily"]);
        check("<p><span class=sr-only>Rated</span> ★★★</p>", &["Rated ★★★"]);
        check("<p>All <span class=sr-only-focusable>boats</span></p>", &["All boats"]);
    }

    #[test]
    fn buttons_give_nothing_to_a_heading_that_has_words() {
        check("<h1>Enum <span>Tide</span> <button>Copy the path</button></h1>", &["Enum Tide"]);
        check("<h3><button>What does it cost?</button></h3>", &["What does it cost?"]);
        check("<h3>1 <button>What does it cost?</button></h3>", &["1 What does it cost?"]);
        check("<p>Write to us <button>Send</button></p>", &["Write to us Send"]);
    }
}
