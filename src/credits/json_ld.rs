//! What a page's JSON-LD says of its main thing: headline, authors, dates, publisher. Read leniently, since pages write
//! it by hand; taken as evidence, since pages copy it from one another.

use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::line::Script;

type Object = serde_json::Map<String, Value>;

/// What was stated.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    /// When the page around the main thing was published.
    pub(super) page_published: Option<String>,
    /// When the main thing was made or uploaded, where it is not said when it was published.
    pub(super) created: Option<String>,
    pub(super) publisher: Option<String>,
    /// The name of the web site.
    pub(super) site: Option<String>,
    pub(super) license: Option<String>,
    /// Whether it may be read without paying.
    pub(super) free: Option<bool>,
}

/// How many objects are looked at: pages list their whole menu in JSON-LD.
const MOST_OBJECTS: usize = 2_000;

/// How deep objects are looked into.
const DEEPEST: usize = 12;

/// Types that are a page's main thing, by the end of their names.
const MAIN_TYPES: &[&str] = &[
    "Article",
    "BlogPosting",
    "CreativeWork",
    "DiscussionForumPosting",
    "NewsArticle",
    "Posting",
    "Question",
    "Recipe",
    "Report",
    "Review",
    "SocialMediaPosting",
];

/// Types of the page around it, which state the same things less surely.
const PAGE_TYPES: &[&str] = &["WebPage", "ItemPage", "QAPage", "VideoObject", "PodcastEpisode", "Movie", "Dataset"];

/// Where further objects stand.
const INNER: &[&str] = &["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"];

/// Reads all scripts of a page.
pub(super) fn read(scripts: &[Script]) -> Stated {
    let mut stated = Stated::default();
    let values = || scripts.iter().filter_map(|script| script.value.as_ref());
    let (mut named, mut left) = (Named::default(), MOST_OBJECTS);
    values().for_each(|value| visit(value, 0, &mut left, &mut |object| name_of(object, &mut named)));
    left = MOST_OBJECTS;
    values().for_each(|value| visit(value, 0, &mut left, &mut |object| take(object, &named, &mut stated)));
    for script in scripts.iter().filter(|script| script.value.is_none()) {
        scan(&script.text, &mut stated);
    }
    stated
}

/// What can still be told from a script that is no JSON, by the keys that say it.
fn scan(script: &str, stated: &mut Stated) {
    let value = |key: &str| {
        let (_, rest) = script.split_once(key)?;
        let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        rest.split('"').next().map(unescape).filter(|value| !value.trim().is_empty())
    };
    stated.headline = stated.headline.take().or_else(|| value("\"headline\""));
    stated.published = stated.published.take().or_else(|| value("\"datePublished\""));
    stated.modified = stated.modified.take().or_else(|| value("\"dateModified\""));
}

/// The names of objects that others refer to by their `@id`.
type Named = FxHashMap<String, String>;

fn visit(value: &Value, depth: usize, left: &mut usize, look: &mut dyn FnMut(&Object)) {
    if depth > DEEPEST || *left == 0 {
        return;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, depth + 1, left, look)),
        Value::Object(object) => {
            look(object);
            for inner in INNER.iter().filter_map(|key| object.get(*key)) {
                visit(inner, depth + 1, left, look);
            }
        }
        _ => {}
    }
}

fn is_type(kind: Option<&Value>, types: &[&str]) -> bool {
    match kind {
        Some(Value::String(name)) => types.iter().any(|known| name.ends_with(known)),
        Some(Value::Array(names)) => names.iter().any(|name| is_type(Some(name), types)),
        _ => false,
    }
}

fn name_of(object: &Object, named: &mut Named) {
    if let (Some(id), Some(name)) =
        (object.get("@id").and_then(Value::as_str), object.get("name").and_then(Value::as_str))
    {
        named.entry(id.to_owned()).or_insert_with(|| unescape(name));
    }
}

fn text(object: &Object, key: &str) -> Option<String> {
    let value = match object.get(key)? {
        Value::Array(values) => values.first()?.as_str()?,
        value => value.as_str()?,
    };
    Some(unescape(value)).filter(|text| !text.trim().is_empty())
}

/// Takes what the first main thing states; later ones only fill what is missing.
fn take(object: &Object, named: &Named, stated: &mut Stated) {
    let kind = object.get("@type");
    let fill = |field: &mut Option<String>, key: &str| *field = field.take().or_else(|| text(object, key));
    if is_type(kind, MAIN_TYPES) {
        fill(&mut stated.headline, "headline");
        fill(&mut stated.published, "datePublished");
        fill(&mut stated.modified, "dateModified");
        if stated.authors.is_empty() {
            let authors = object.get("author").or(object.get("creator"));
            stated.authors = authors.map(|authors| names(authors, named)).unwrap_or_default();
        }
        let publisher = || object.get("publisher").map(|publisher| names(publisher, named))?.into_iter().next();
        stated.publisher = stated.publisher.take().or_else(publisher);
        fill(&mut stated.created, "dateCreated");
    } else if is_type(kind, PAGE_TYPES) {
        fill(&mut stated.page_published, "datePublished");
        fill(&mut stated.modified, "dateModified");
        fill(&mut stated.created, "uploadDate");
    } else if is_type(kind, &["WebSite"]) {
        fill(&mut stated.site, "name");
    }
    stated.license = stated.license.take().or_else(|| license(object.get("license")?));
    stated.free = stated.free.or_else(|| truth(object.get("isAccessibleForFree")?));
}

/// A licence as an address, or as the object that has one.
fn license(value: &Value) -> Option<String> {
    match value {
        Value::String(address) => Some(address.trim().to_owned()).filter(|address| !address.is_empty()),
        Value::Object(object) => ["url", "@id", "name"].iter().find_map(|key| license(object.get(*key)?)),
        Value::Array(values) => values.first().and_then(license),
        _ => None,
    }
}

/// `true`, `"True"`, `"http://schema.org/False"`.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(word) => match word.rsplit('/').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// The names in an author or publisher: a text, an object with a name or one that refers to it, or a list of these.
fn names(value: &Value, named: &Named) -> Vec<String> {
    match value {
        Value::String(name) => vec![unescape(name)],
        Value::Array(values) => values.iter().flat_map(|value| names(value, named)).collect(),
        Value::Object(object) => match object.get("name") {
            Some(name @ (Value::String(_) | Value::Array(_))) => names(name, named),
            _ => object
                .get("@id")
                .and_then(Value::as_str)
                .and_then(|id| named.get(id).cloned())
                .or_else(|| in_parts(object))
                .into_iter()
                .collect(),
        },
        _ => Vec::new(),
    }
}

/// A person whose name is stated in its parts alone.
fn in_parts(person: &Object) -> Option<String> {
    let family = text(person, "familyName")?;
    Some(
        text(person, "givenName").map_or_else(|| family.clone(), |given| format!("{} {}", given.trim(), family.trim())),
    )
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
        let stated = read(&scripts.map(Script::read));
        assert_eq!(stated.headline.as_deref(), Some("Ferry & bridge"));
        assert_eq!(stated.authors, ["Jane Doe", "John Roe"]);
        assert_eq!(stated.published.as_deref(), Some("2024-05-01"));
        assert_eq!(stated.publisher.as_deref(), Some("Tide Times"));
        assert_eq!(stated.site.as_deref(), Some("Tide Times"));
        let broken =
            ["{\"headline\": \"Ferry\", \"text\": \"the \"old\" pier\" \"datePublished\" : \"2024-05-01\"".to_owned()];
        assert_eq!(read(&broken.map(Script::read)).published.as_deref(), Some("2024-05-01"));
    }

    #[test]
    fn names_may_be_stated_in_parts() {
        let scripts = ["{\"@type\": \"Article\", \"author\": [{\"@type\": \"Person\", \"familyName\": \"Doe\", \
             \"givenName\": \"Jane\"}, {\"familyName\": \"Roe\"}, {\"givenName\": \"Ann\"}]}"
            .to_owned()];
        assert_eq!(read(&scripts.map(Script::read)).authors, ["Jane Doe", "Roe"]);
    }

    #[test]
    fn authors_may_be_referred_to() {
        let scripts = ["{\"@graph\": [{\"@type\": \"Article\", \"author\": {\"@id\": \"#jane\"}, \"license\": \
             {\"url\": \"https://licence.example/by\"}, \"isAccessibleForFree\": \"False\"}, \
             {\"@type\": \"Person\", \"@id\": \"#jane\", \"name\": \"Jane Doe\"}]}"
            .to_owned()];
        let stated = read(&scripts.map(Script::read));
        assert_eq!(stated.authors, ["Jane Doe"]);
        assert_eq!(stated.license.as_deref(), Some("https://licence.example/by"));
        assert_eq!(stated.free, Some(false));
    }
}
