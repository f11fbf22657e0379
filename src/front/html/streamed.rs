//! Pages that a server sends in pieces, out of order: what takes longer comes at the end in `<div hidden id="S:1">`, and
//! a script sets it where a `<template id="B:0">` keeps its place. Here the pieces are set where they belong, since no
//! script runs. What they hold is left to all others.

use ego_tree::{NodeId, NodeRef, Tree};
use html5ever::local_name;
use rustc_hash::FxHashMap;
use scraper::{Html, Node};

use super::arena::attribute;

/// So many pieces are set in place; real pages have some dozens. Pieces may lie in pieces, so this bounds the depth.
const MOST_PIECES: usize = 128;

/// Whether a page may have such pieces.
pub(super) fn may_have(html: &str) -> bool {
    ["id=\"S:", "id=S:"].iter().any(|sign| memchr::memmem::find(html.as_bytes(), sign.as_bytes()).is_some())
}

/// Sets each piece where its template stands, in the place of what was shown until then. A piece without a place is
/// shown where it is.
pub(super) fn settle(html: &mut Html) {
    let found = Found::of(html);
    for (name, piece) in found.pieces.iter().take(MOST_PIECES) {
        let number = name.trim_start_matches("S:");
        let stated = found.stated.get(name).cloned();
        let names = stated.into_iter().chain([format!("B:{number}"), format!("P:{number}")]);
        // A place may have gone with what was shown meanwhile, or lie in the piece itself.
        let is_open = |place: &NodeId| {
            let above = html.tree.get(*place).into_iter().flat_map(|place| place.ancestors());
            let mut above = above.map(|above| above.id());
            above.by_ref().take_while(|above| above != piece).last() == Some(html.tree.root().id())
        };
        let place = names.filter_map(|name| found.places.get(&name).copied()).find(is_open);
        match place {
            Some(place) => set(&mut html.tree, *piece, place),
            None => show(&mut html.tree, *piece),
        }
    }
}

/// What was found of a page's pieces.
#[derive(Default)]
struct Found {
    /// The pieces by their ids, in the order in which they came.
    pieces: Vec<(String, NodeId)>,
    /// The templates that keep places.
    places: FxHashMap<String, NodeId>,
    /// Which place a script says that a piece belongs to.
    stated: FxHashMap<String, String>,
}

impl Found {
    fn of(html: &Html) -> Found {
        let mut found = Found::default();
        for node in html.tree.root().descendants() {
            let Some(element) = node.value().as_element() else { continue };
            if element.name() == "script" {
                node.children().filter_map(|child| child.value().as_text()).for_each(|code| found.read(code));
            }
            let Some(id) = attribute(element, "id").filter(|id| kind(id).is_some()) else { continue };
            if element.name() == "template" && kind(id) != Some(b'S') {
                found.places.entry(id.to_owned()).or_insert(node.id());
            } else if kind(id) == Some(b'S')
                && element.attrs.iter().any(|(name, _)| name.local == local_name!("hidden"))
            {
                found.pieces.push((id.to_owned(), node.id()));
            }
        }
        found
    }

    /// Reads which piece a script sets in which place: `$RC("B:1","S:2")`, `$RS("S:3","P:3")`.
    fn read(&mut self, code: &str) {
        let strings: Vec<&str> = code.split(['"', '\'']).take(2 * MOST_PIECES).collect();
        for three in strings.windows(3).filter(|three| three[1] == ",") {
            let (piece, place) = if kind(three[0]) == Some(b'S') { (three[0], three[2]) } else { (three[2], three[0]) };
            if kind(piece) == Some(b'S') && matches!(kind(place), Some(b'B' | b'P')) {
                self.stated.entry(piece.to_owned()).or_insert_with(|| place.to_owned());
            }
        }
    }
}

/// The letter of an id such as `S:1f`.
fn kind(id: &str) -> Option<u8> {
    let (letter, number) = id.split_once(':')?;
    let is_number = !number.is_empty() && number.len() <= 8 && number.bytes().all(|byte| byte.is_ascii_hexdigit());
    matches!(letter, "B" | "P" | "S").then(|| letter.as_bytes()[0]).filter(|_| is_number)
}

/// Moves what a piece holds to its place, and takes away what was shown there until it came.
fn set(tree: &mut Tree<Node>, piece: NodeId, place: NodeId) {
    let children: Vec<NodeId> =
        tree.get(piece).map(|piece| piece.children().map(|child| child.id()).collect()).unwrap_or_default();
    let passing = tree.get(place).map(shown_meanwhile).unwrap_or_default();
    for child in children {
        if let Some(mut place) = tree.get_mut(place) {
            place.insert_id_before(child);
        }
    }
    for node in passing {
        if let Some(mut node) = tree.get_mut(node) {
            node.detach();
        }
    }
}

/// What stands behind a place up to the comment `/$` that ends it; nothing where no comments stand around it.
fn shown_meanwhile(place: NodeRef<'_, Node>) -> Vec<NodeId> {
    let before = place.prev_sibling().and_then(|before| before.value().as_comment());
    if before.is_none_or(|before| !matches!(&*before.comment, "$?" | "$~")) {
        return Vec::new();
    }
    let mut inner = 0_usize;
    let mut passing = Vec::new();
    for node in place.next_siblings() {
        if let Node::Comment(comment) = node.value() {
            match &*comment.comment {
                "/$" if inner == 0 => return passing,
                "/$" => inner -= 1,
                "$" | "$?" | "$!" | "$~" => inner += 1,
                _ => {}
            }
        }
        passing.push(node.id());
    }
    Vec::new()
}

fn show(tree: &mut Tree<Node>, piece: NodeId) {
    if let Some(mut piece) = tree.get_mut(piece)
        && let Node::Element(element) = piece.value()
    {
        element.attrs.retain(|(name, _)| name.local != local_name!("hidden"));
    }
}

#[cfg(test)]
mod tests {
    use crate::front::html::read;

    #[track_caller]
    fn check(html: &str, lines: &[(&str, bool)]) {
        let page = read(html, &mut Vec::new());
        let is_hidden = |line: &crate::line::Line| {
            let element = line.element().unwrap_or(0);
            page.elements[element as usize].hidden
        };
        let found: Vec<(&str, bool)> = page.lines.iter().map(|line| (line.text.as_str(), is_hidden(line))).collect();
        assert_eq!(found, lines, "{html}");
    }

    #[test]
    fn pieces_stand_where_they_belong() {
        let page = |places: &str, pieces: &str| format!("<main>{places}</main><footer>Imprint</footer>{pieces}");
        let (shown, foot) = (("Low water at six.", false), ("Imprint", false));
        let text = "<p>Low water at six.</p>";
        check(
            &page("<template id=\"B:0\"></template>", &format!("<div hidden id=\"S:0\">{text}</div>")),
            &[shown, foot],
        );
        // What was shown until the piece came goes; what stands behind it stays.
        check(
            &page(
                "<!--$?--><template id=\"B:1\"></template><p>Loading</p><!--$--><i>…</i><!--/$--><!--/$--><p>Behind</p>",
                &format!("<div hidden id=\"S:a\">{text}</div><script>$RC(\"B:1\",\"S:a\")</script>"),
            ),
            &[shown, ("Behind", false), foot],
        );
        // A piece in a piece.
        check(
            &page(
                "<template id=\"B:0\"></template>",
                &format!(
                    "<div hidden id=\"S:0\"><p>Tides</p><template id=\"P:1\"></template></div>\
                    <div hidden id=\"S:1\">{text}</div><script>$RS(\"S:1\",\"P:1\");$RC(\"B:0\",\"S:0\")</script>"
                ),
            ),
            &[("Tides", false), shown, foot],
        );
        // What stands behind a place without comments is no stand-in, though one ends there.
        check(
            &page(
                "<!--$--><template id=\"P:1\"></template><p>Behind</p><template id=\"P:2\"></template><!--/$-->",
                &format!("<div hidden id=\"S:1\">{text}</div><div hidden id=\"S:2\"><p>Last</p></div>"),
            ),
            &[shown, ("Behind", false), ("Last", false), foot],
        );
        // A place that went with what was shown meanwhile is none.
        check(
            &page(
                "<!--$?--><template id=\"B:1\"></template><p>Wait<template id=\"B:2\"></template></p><!--/$-->",
                &format!("<div hidden id=\"S:1\">{text}</div><div hidden id=\"S:2\"><p>Last</p></div>"),
            ),
            &[shown, foot, ("Last", false)],
        );
        // Without a place, or with one that lies in the piece itself, it is shown where it is.
        check(&page("", &format!("<div hidden id=\"S:7\">{text}</div>")), &[foot, shown]);
        check(
            &page("", &format!("<div hidden id=\"S:2\">{text}<template id=\"B:2\"></template></div>")),
            &[foot, shown],
        );
        check(&page("", &format!("<div hidden id=\"S:x\">{text}</div>")), &[foot, (shown.0, true)]);
    }
}
