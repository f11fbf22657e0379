//! What a page states about itself outside its lines: title, meta tags, JSON-LD, address, language. Nothing here is
//! judged; `kind` and `credits` weigh it.

use scraper::{Html, Node};

use super::arena::attribute;
use crate::line::Metadata;

/// How much JSON-LD is kept, in bytes over all scripts: real pages have some kilobytes.
const MOST_JSON_LD: usize = 2 << 20;

/// Reads the metadata of a page.
pub(super) fn read(html: &Html) -> Metadata {
    let mut metadata = Metadata::default();
    for node in html.tree.nodes() {
        let Node::Element(element) = node.value() else { continue };
        let text = || -> String {
            node.children().filter_map(|child| child.value().as_text().map(|text| text.to_string())).collect()
        };
        match element.name() {
            "title" if metadata.title.is_none() && !is_inside_svg(node) => {
                metadata.title = Some(fold(&text())).filter(|title| !title.is_empty());
            }
            "meta" => read_meta(element, &mut metadata),
            "html" => metadata.language = attribute(element, "lang").map(str::to_owned),
            "link" if attribute(element, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                let address = attribute(element, "href").filter(|href| href.starts_with("http"));
                metadata.address = metadata.address.take().or(address.map(str::to_owned));
            }
            "script" => {
                let code = text();
                metadata.scripts.0 += 1;
                metadata.scripts.1 += code.len();
                let is_json_ld =
                    attribute(element, "type").is_some_and(|kind| kind.trim().starts_with("application/ld+json"));
                let held: usize = metadata.json_ld.iter().map(String::len).sum();
                if is_json_ld && held + code.len() <= MOST_JSON_LD {
                    metadata.json_ld.push(code);
                }
            }
            "input" if attribute(element, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("password")) => {
                metadata.password_fields += 1;
            }
            _ => {}
        }
    }
    if metadata.address.is_none() {
        metadata.address = metadata.tag(&["og:url"]).filter(|url| url.starts_with("http")).map(str::to_owned);
    }
    metadata
}

fn read_meta(element: &scraper::node::Element, metadata: &mut Metadata) {
    let Some(content) = attribute(element, "content") else { return };
    for (key, name) in element.attrs() {
        if matches!(key, "name" | "property" | "itemprop") {
            metadata.tags.push((name.trim().to_lowercase(), fold(content)));
        }
    }
}

fn is_inside_svg(node: ego_tree::NodeRef<'_, Node>) -> bool {
    node.parent().is_some_and(|parent| parent.value().as_element().is_some_and(|above| above.name() != "head"))
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
