//! What a page states about itself outside its lines: title, meta tags, JSON-LD, address, language. Nothing here is
//! judged; `kind` and `credits` weigh it.

use scraper::{Html, Node};

use super::arena::attribute;
use super::posts;
use crate::line::{Metadata, Script};

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
            "base" if metadata.base.is_none() => metadata.base = attribute(element, "href").map(str::to_owned),
            "link" if attribute(element, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                let address = attribute(element, "href").filter(|href| href.starts_with("http"));
                metadata.address = metadata.address.take().or(address.map(str::to_owned));
            }
            "a" | "link" if attribute(element, "rel").is_some_and(|rel| has_word(rel, "license")) => {
                let target = attribute(element, "href").unwrap_or_default();
                metadata.tags.push(("rel=license".to_owned(), fold(target)));
            }
            "script" => {
                let code = text();
                metadata.scripts.0 += 1;
                metadata.scripts.1 += code.len();
                let is_json_ld =
                    attribute(element, "type").is_some_and(|kind| kind.trim().starts_with("application/ld+json"));
                let held: usize = metadata.json_ld.iter().map(|script| script.text.len()).sum();
                read_script(&code, &mut metadata);
                // Some pages hand their script its data in an attribute.
                element.attrs().for_each(|(_, value)| read_script(value, &mut metadata));
                if is_json_ld && held + code.len() <= MOST_JSON_LD {
                    metadata.json_ld.push(Script::read(code));
                }
            }
            "input" if attribute(element, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("password")) => {
                metadata.password_fields += 1;
            }
            _ => {}
        }
        if read_statement(element, node, &mut metadata) {
            posts::read(node, element, &mut metadata.posts);
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

/// Properties by which elements state what they hold: as `itemprop` (microdata) or as `property` (RDFa, with a prefix).
const PROPERTIES: &[&str] =
    &["author", "creator", "datecreated", "datemodified", "datepublished", "headline", "startdate", "uploaddate"];

/// A statement is at most so long, and so many of a sort are kept.
const LONGEST_STATEMENT: usize = 200;
const MOST_STATEMENTS: usize = 8;

/// Reads what an element of the page says of its own text: `rel=author`, microdata, RDFa, `<time pubdate>`. Tells whether it
/// says of what type it is.
fn read_statement(
    element: &scraper::node::Element,
    node: ego_tree::NodeRef<'_, Node>,
    metadata: &mut Metadata,
) -> bool {
    let mut said: Option<String> = None;
    let mut has_type = false;
    for (name, value) in element.attrs() {
        match name {
            "itemprop" | "property" if element.name() != "meta" => {
                let words = value.split_whitespace().map(|word| word.rsplit(':').next().unwrap_or(word).to_lowercase());
                let property = words.into_iter().find(|word| PROPERTIES.contains(&word.as_str()));
                said = said
                    .or(property.map(|word| format!("itemprop={}", if word == "creator" { "author" } else { &word })));
            }
            "itemtype" => {
                has_type = true;
                state_type(metadata, value);
            }
            "rel" if has_word(value, "author") && element.name() == "a" => {
                said = said.or(Some("rel=author".to_owned()))
            }
            "pubdate" if element.name() == "time" => said = said.or(Some("pubdate=time".to_owned())),
            _ if is_short_date(value) && may_tell_time(element.name(), name) => {
                state(metadata, "attribute=date", value);
            }
            _ => {}
        }
    }
    let Some(key) = said else { return has_type };
    let dated = key.contains("date");
    let given = ["content", "datetime"].iter().find_map(|name| attribute(element, name)).filter(|_| dated);
    let value = given.map_or_else(|| held_text(node, key == "itemprop=author"), str::to_owned);
    state(metadata, &key, &value);
    has_type
}

/// States the types of a thing of the page, once each.
fn state_type(metadata: &mut Metadata, value: &str) {
    for name in value.split_whitespace().filter_map(|one| one.trim_end_matches('/').rsplit('/').next()) {
        let known = metadata.tags.iter().any(|(key, known)| key == "itemtype" && known.eq_ignore_ascii_case(name));
        if !known {
            state(metadata, "itemtype", &name.to_lowercase());
        }
    }
}

fn state(metadata: &mut Metadata, key: &str, value: &str) {
    if metadata.tags.iter().filter(|(known, _)| known == key).count() < MOST_STATEMENTS {
        metadata.tags.push((key.to_owned(), fold(value)));
    }
}

/// Whether an attribute of an element may hold the date that the element shows: `data-date`, `created-timestamp`, the
/// `title` of an abbreviated date.
fn may_tell_time(element: &str, attribute: &str) -> bool {
    let named = ["date", "publish", "timestamp"].iter().any(|word| attribute.contains(word));
    let titled = attribute == "title" && matches!(element, "a" | "abbr" | "span" | "time");
    titled || named && attribute != "datetime" && element != "meta" && element != "input"
}

/// Whether a value has the length and the digits of a date.
fn is_short_date(value: &str) -> bool {
    (8..=60).contains(&value.len()) && value.bytes().filter(u8::is_ascii_digit).count() >= 5
}

/// The text that an element holds. Where `named`, that of the element inside which says that it is the name, if one
/// does: the rest is a picture's caption or a biography.
fn held_text(node: ego_tree::NodeRef<'_, Node>, named: bool) -> String {
    /// So many nodes are looked at.
    const MOST_HELD: usize = 60;
    let is_name = |node: &ego_tree::NodeRef<'_, Node>| {
        let element = node.value().as_element();
        element.and_then(|element| attribute(element, "itemprop")).is_some_and(|property| has_word(property, "name"))
    };
    let inner = node.descendants().take(MOST_HELD).find(is_name).filter(|_| named);
    if let Some(content) = inner.and_then(|name| name.value().as_element()).and_then(|name| attribute(name, "content"))
    {
        return content.to_owned();
    }
    let mut text = String::new();
    for part in inner.unwrap_or(node).descendants().take(MOST_HELD).filter_map(|node| node.value().as_text()) {
        if text.len() > LONGEST_STATEMENT {
            return String::new();
        }
        text.push_str(part);
        text.push(' ');
    }
    text
}

/// How many bytes of a script are searched for a date of publication.
const SEARCHED_SCRIPT: usize = 200_000;

/// Pages that a script fills carry their data in it: the date of publication by its usual names.
fn read_script(code: &str, metadata: &mut Metadata) {
    const KEYS: &[&str] = &[
        "\"article_publication_date\"",
        "\"datePublished\"",
        "\"pubDate\"",
        "\"publishDate\"",
        "\"publishedAt\"",
        "\"published_at\"",
    ];
    let end = (0..=SEARCHED_SCRIPT.min(code.len())).rev().find(|&end| code.is_char_boundary(end)).unwrap_or(0);
    let code = &code[..end];
    // Every key stands in quotes, and few attributes hold any.
    if memchr::memchr(b'"', code.as_bytes()).is_none() {
        return;
    }
    for key in KEYS {
        let Some(at) = memchr::memmem::find(code.as_bytes(), key.as_bytes()) else { continue };
        let rest = code[at + key.len()..].trim_start().strip_prefix(':').unwrap_or_default().trim_start();
        let value = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()).unwrap_or_default();
        if (8..=40).contains(&value.len()) {
            metadata.tags.push(("script=datepublished".to_owned(), fold(value)));
        }
    }
}

/// Whether a list of words holds this one.
fn has_word(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|one| one.eq_ignore_ascii_case(word))
}

fn is_inside_svg(node: ego_tree::NodeRef<'_, Node>) -> bool {
    node.parent().is_some_and(|parent| parent.value().as_element().is_some_and(|above| above.name() != "head"))
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
