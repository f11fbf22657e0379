//! JSON lines: the page is taken out of its field, and all other fields are passed through as they were written.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::payload::Page;
use crate::source::Failure;

/// The fields of the record itself, sorted. What is passed through under one of these names stands in `input`.
const OWN: &[&str] = &[
    "articles",
    "byline",
    "captions",
    "comments",
    "confidence",
    "dateline",
    "deck",
    "encoding",
    "error",
    "headline",
    "input",
    "kind",
    "language",
    "lines",
    "modified",
    "notes",
    "posts",
    "published",
    "record",
    "rules",
    "source",
    "text",
    "url",
];

/// Fields that a record gets besides its own, as JSON.
#[derive(Debug, Default)]
pub(crate) struct Extra {
    fields: Vec<(String, String)>,
}

impl Extra {
    /// The fields, those first that have the names of the record's own and so stand together in `input`.
    pub(crate) fn fields(&self) -> Vec<(String, Cow<'_, str>)> {
        let is_own = |name: &str| OWN.binary_search(&name).is_ok();
        let (own, free): (Vec<_>, Vec<_>) = self.fields.iter().partition(|(name, _)| is_own(name));
        let mut fields = Vec::new();
        if !own.is_empty() {
            let own: Vec<String> = own.iter().map(|(name, json)| format!("{}:{json}", quoted(name))).collect();
            fields.push(("input".to_owned(), Cow::Owned(format!("{{{}}}", own.join(",")))));
        }
        fields.extend(free.iter().map(|(name, json)| (name.clone(), Cow::Borrowed(json.as_str()))));
        fields
    }

    /// The field of this name, as JSON.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, json)| json.as_str())
    }
}

/// A text as JSON.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Reads a line. Where it holds no page, the fields that could be read come along with the reason.
pub(super) fn page(line: &[u8], field: &str, url_field: &str) -> Result<Page, (Failure, Extra)> {
    let Object(fields) = serde_json::from_slice(line.trim_ascii()).map_err(|error| {
        let what = if error.is_eof() { "ends too early" } else { "cannot be read" };
        (Failure::new(format!("JSON that {what}: column {}", error.column())), Extra::default())
    })?;
    let mut page = Page { charset: Some("utf-8".to_owned()), ..Page::default() };
    let mut failure = Some(Failure::new(format!("no such field: {field}")));
    for (name, json) in fields {
        if name == field {
            match serde_json::from_str::<Cow<'_, str>>(json.get()) {
                Ok(text) => {
                    page.bytes = text.into_owned().into_bytes();
                    failure = None;
                }
                Err(_) => failure = Some(Failure::new(format!("no text in the field: {field}"))),
            }
            continue;
        }
        if name == url_field {
            page.url = serde_json::from_str(json.get()).ok();
            if page.url.is_some() {
                continue;
            }
        }
        page.extra.fields.push((name, json.get().to_owned()));
    }
    match failure {
        None => Ok(page),
        Some(failure) => Err((failure, page.extra)),
    }
}

/// The fields of an object in their order, their values as written.
struct Object<'l>(Vec<(String, &'l RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object<'de>, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_names_are_sorted() {
        assert!(OWN.is_sorted());
    }

    #[test]
    fn fields_pass_as_they_were_written() {
        let line = br#" {"id": 12345678901234567890123, "html": "<p>\u00e4</p>", "url": "https://a.example/",
            "score": 1.10, "text": "mine", "x": {"b": [1, 2]}, "kind": null} "#;
        let page = page(line, "html", "url").expect("a page");
        assert_eq!((page.bytes.as_slice(), page.url.as_deref()), ("<p>ä</p>".as_bytes(), Some("https://a.example/")));
        let fields = page.extra.fields();
        let fields: Vec<String> = fields.iter().map(|(name, json)| format!("{name}={json}")).collect();
        let expected =
            [r#"input={"text":"mine","kind":null}"#, "id=12345678901234567890123", "score=1.10", r#"x={"b": [1, 2]}"#];
        assert_eq!(fields, expected);
    }

    #[test]
    fn lines_that_hold_no_page() {
        for (line, id, failure) in [
            ("{\"id\": 1}", Some("1"), "no such field: html"),
            ("{\"html\": 1, \"id\": 2}", Some("2"), "no text in the field: html"),
            ("{\"html\": \"<p>", None, "JSON that ends too early: column 13"),
            ("[1]", None, "JSON that cannot be read: column 0"),
        ] {
            let (found, extra) = page(line.as_bytes(), "html", "url").expect_err("no page");
            assert_eq!((found.to_string().as_str(), extra.get("id")), (failure, id), "{line}");
        }
    }
}
