//! What a page's JSON-LD says of its main thing: headline, authors, dates, publisher. Read leniently, since pages write
//! it by hand; taken as evidence, since pages copy it from one another.

use serde_json::Value;

/// What was stated.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) publisher: Option<String>,
}

/// How many objects are looked at: pages list their whole menu in JSON-LD.
const MOST_OBJECTS: usize = 2_000;

/// How deep objects are looked into.
const DEEPEST: usize = 12;

/// Types that are a page's main thing, by the end of their names.
const MAIN_TYPES: &[&str] = &["Article", "BlogPosting", "NewsArticle", "Report", "Posting", "Recipe", "Review"];

/// Reads all scripts of a page.
pub(super) fn read(scripts: &[String]) -> Stated {
    let mut stated = Stated::default();
    let mut left = MOST_OBJECTS;
    for value in scripts.iter().filter_map(|script| parse(script)) {
        visit(&value, 0, &mut left, &mut stated);
    }
    stated
}

fn parse(script: &str) -> Option<Value> {
    let script =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script =
        script.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| serde_json_lenient::from_str_lenient::<Value>(script).ok())
}

fn visit(value: &Value, depth: usize, left: &mut usize, stated: &mut Stated) {
    if depth > DEEPEST || *left == 0 {
        return;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, depth + 1, left, stated)),
        Value::Object(object) => {
            if is_main(object.get("@type")) {
                take(object, stated);
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"] {
                if let Some(inner) = object.get(key) {
                    visit(inner, depth + 1, left, stated);
                }
            }
        }
        _ => {}
    }
}

fn is_main(kind: Option<&Value>) -> bool {
    match kind {
        Some(Value::String(name)) => MAIN_TYPES.iter().any(|main| name.ends_with(main)),
        Some(Value::Array(names)) => names.iter().any(|name| is_main(Some(name))),
        _ => false,
    }
}

/// Takes what the first main thing states; later ones only fill what is missing.
fn take(object: &serde_json::Map<String, Value>, stated: &mut Stated) {
    let text = |key: &str| object.get(key).and_then(Value::as_str).map(unescape).filter(|text| !text.trim().is_empty());
    stated.headline = stated.headline.take().or_else(|| text("headline"));
    stated.published = stated.published.take().or_else(|| text("datePublished"));
    stated.modified = stated.modified.take().or_else(|| text("dateModified"));
    if stated.authors.is_empty() {
        stated.authors = object.get("author").or(object.get("creator")).map(names).unwrap_or_default();
    }
    stated.publisher = stated.publisher.take().or_else(|| object.get("publisher").map(names)?.into_iter().next());
}

/// The names in an author or publisher: a text, an object with a name, or a list of either.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![unescape(name)],
        Value::Array(values) => values.iter().flat_map(names).collect(),
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// JSON needs no character references, but many pages write them.
fn unescape(text: &str) -> String {
    let mut text = text.to_owned();
    for (reference, character) in [
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ] {
        if text.contains(reference) {
            text = text.replace(reference, character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_ld_is_read_leniently() {
        let scripts = [
            "//<![CDATA[\n{\"@graph\": [{\"@type\": \"WebSite\", \"name\": \"Tide Times\"},\n {\"@type\": [\"NewsArticle\"], \
             \"headline\": \"Ferry &amp; bridge\", \"author\": [{\"name\": \"Jane Doe\"}, \"John Roe\"], \
             \"datePublished\": \"2024-05-01\", \"publisher\": {\"name\": \"Tide Times\"},}]}\n//]]>"
                .to_owned(),
            "not json".to_owned(),
        ];
        let stated = read(&scripts);
        assert_eq!(stated.headline.as_deref(), Some("Ferry & bridge"));
        assert_eq!(stated.authors, ["Jane Doe", "John Roe"]);
        assert_eq!(stated.published.as_deref(), Some("2024-05-01"));
        assert_eq!(stated.publisher.as_deref(), Some("Tide Times"));
    }
}
