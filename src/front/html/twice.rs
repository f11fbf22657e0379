//! Text of a parsed page that was encoded twice. Whether it was is asked of what a reader sees, and then all text and all
//! attributes are put right, so that what the page states of itself is read aright too. How such text is known is told by
//! `reread`.

use scraper::{Html, Node};

use crate::reread::{Evidence, Misreading};

/// Elements that show text as an example, or none to a reader, sorted.
const NO_EVIDENCE: &[&str] = &["code", "kbd", "pre", "samp", "script", "style", "textarea"];

/// Puts the page right; whether it was encoded twice.
pub(super) fn mend(html: &mut Html) -> bool {
    let mut evidence = Evidence::default();
    for node in html.tree.nodes() {
        let Some(text) = node.value().as_text().filter(|text| !text.is_ascii()) else { continue };
        let mut above = node.ancestors().filter_map(|above| above.value().as_element());
        if !above.any(|element| NO_EVIDENCE.binary_search(&element.name()).is_ok()) {
            evidence.add(text);
        }
    }
    let Some(misreading) = evidence.misreading() else { return false };
    for value in html.tree.values_mut() {
        mend_node(value, misreading);
    }
    true
}

fn mend_node(node: &mut Node, misreading: &Misreading) {
    match node {
        Node::Text(text) => {
            if let Some(mended) = misreading.mend(text) {
                text.text = mended.text.into();
            }
        }
        Node::Element(element) => {
            for (_, value) in &mut element.attrs {
                if let Some(mended) = misreading.mend(value) {
                    *value = mended.text.into();
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::NO_EVIDENCE;
    use crate::document::Note;

    #[test]
    fn names_are_sorted() {
        assert!(NO_EVIDENCE.is_sorted());
    }

    #[track_caller]
    fn check(html: &str, lines: &[&str], notes: &[Note]) {
        let mut found = Vec::new();
        let page = read(html, &mut found);
        let shown: Vec<&str> = page.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!((shown.as_slice(), found.as_slice()), (lines, notes), "{html}");
    }

    #[test]
    fn pages_that_were_encoded_twice_are_put_right() {
        let encoded_twice = [Note::EncodedTwice];
        check(
            "<p>Itâ€™s the ferryâ€™s last day â€“ and ours</p><p>The pilotâ€™s cafÃ©</p>",
            &["It’s the ferry’s last day – and ours", "The pilot’s café"],
            &encoded_twice,
        );
        // As entities, and with the control characters of Latin-1, which no line keeps.
        check(
            "<p>It&acirc;&euro;&trade;s late, it&#xe2;&#x80;&#x99;s dark, isn\u{e2}\u{80}\u{99}t it</p>\
            <p>The pilot\u{e2}\u{80}\u{99}s caf\u{c3}\u{a9}</p>",
            &["It’s late, it’s dark, isn’t it", "The pilot’s café"],
            &encoded_twice,
        );
        let examples = "â€™ â€œ â€\u{9d} â€“ Ã© Ã¨";
        check(&format!("<p>Such marks:</p><pre>{examples}</pre>"), &["Such marks:", "â€™ â€œ â€ â€“ Ã© Ã¨"], &[]);
        check(&format!("<script>marks('{examples}')</script><p>A quay</p>"), &["A quay"], &[]);
    }

    #[test]
    fn what_the_page_states_of_itself_is_put_right() {
        let html = "<title>Lâ€™Ã©tÃ© au cafÃ©</title><meta property=og:title content='Lâ€™Ã©tÃ©'><p>cafÃ©</p>";
        let metadata = read(html, &mut Vec::new()).metadata;
        assert_eq!((metadata.title.as_deref(), metadata.tag(&["og:title"])), (Some("L’été au café"), Some("L’été")));
    }
}
