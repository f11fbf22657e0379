//! The posts that a page's microdata state: things of the types of discussions, answers and comments, each with the
//! properties that stand in it and in none of the posts inside it. Read as they are written; what they are worth is
//! found in `thread`.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::arena::attribute;
use crate::line::MarkedPost;

/// So many posts are read.
const MOST_POSTS: usize = 2_000;

/// The words of a post are read up to so many bytes: they tell it by its first ones.
const OPENING_BYTES: usize = 300;

/// Reads an element, where it is a post.
pub(super) fn read(node: NodeRef<'_, Node>, element: &Element, posts: &mut Vec<MarkedPost>) {
    if posts.len() >= MOST_POSTS || !is_post(element) {
        return;
    }
    let mut post = MarkedPost::default();
    let mut open: Vec<NodeRef<'_, Node>> = node.children().rev().collect();
    while let Some(node) = open.pop() {
        let Some(element) = node.value().as_element() else { continue };
        // A post inside this one is read by itself, so every element is looked at for one post alone.
        if is_post(element) {
            continue;
        }
        let properties = attribute(element, "itemprop").unwrap_or_default();
        for property in properties.split_whitespace() {
            take(&mut post, property, node, element);
        }
        if !properties.split_whitespace().any(|property| matches!(property, "author" | "text")) {
            open.extend(node.children().rev());
        }
    }
    posts.push(post);
}

fn is_post(element: &Element) -> bool {
    let types = attribute(element, "itemtype").unwrap_or_default();
    types.split_whitespace().any(MarkedPost::is_type)
}

fn take(post: &mut MarkedPost, property: &str, node: NodeRef<'_, Node>, element: &Element) {
    let stated = || attribute(element, "content").or_else(|| attribute(element, "datetime")).map(str::to_owned);
    let field = match property {
        "author" => &mut post.author,
        "dateCreated" | "datePublished" => &mut post.published,
        "articleBody" | "text" => &mut post.text,
        _ => return,
    };
    if field.is_none() {
        let value = match property {
            "author" => name(node).or_else(stated).unwrap_or_else(|| text(node)),
            _ => stated().unwrap_or_else(|| text(node)),
        };
        *field = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
    }
}

/// The name that stands in an author who is a thing.
fn name(author: NodeRef<'_, Node>) -> Option<String> {
    let named = author.descendants().find(|node| {
        let element = node.value().as_element();
        element.and_then(|element| attribute(element, "itemprop")).is_some_and(|property| property == "name")
    })?;
    let stated = named.value().as_element().and_then(|element| attribute(element, "content")).map(str::to_owned);
    Some(stated.unwrap_or_else(|| text(named)))
}

/// The words of an element, up to a measure, with spaces between its parts.
fn text(node: NodeRef<'_, Node>) -> String {
    let mut text = String::new();
    for part in node.descendants().filter_map(|node| node.value().as_text()) {
        text.push_str(part);
        text.push(' ');
        if text.len() > OPENING_BYTES {
            break;
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
