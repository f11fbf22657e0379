//! The posts that a page states, in JSON-LD or in microdata: discussions, questions and answers, comments, each with its
//! author, its date and its words as far as they are given. Evidence beside what the page shows, and no more: pages state
//! the first post alone, or cut the words, or state nothing.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use crate::credits::date::read_iso;
use crate::line::{MarkedPost, Metadata};
use crate::measure::fold;

/// Keys under which a post's words stand.
const TEXTS: &[&str] = &["text", "articleBody", "description"];

/// How many values are looked at, and how deep.
const MOST_VALUES: usize = 20_000;
const DEEPEST: usize = 24;

/// So many of the first words tell a post from the others; a line of fewer is no post's opening.
const OPENING: usize = 6;
const LEAST: usize = 3;

/// What a page states of one of its posts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct StatedPost {
    pub(crate) author: Option<String>,
    pub(crate) published: Option<String>,
}

/// The stated posts of a page, by the first words of each.
#[derive(Debug, Default)]
pub(crate) struct StatedPosts(FxHashMap<String, StatedPost>);

impl StatedPosts {
    /// Reads what a page states.
    pub(crate) fn read(metadata: &Metadata) -> StatedPosts {
        let mut posts = StatedPosts::default();
        for marked in &metadata.posts {
            let published = marked.published.as_deref().and_then(read_iso);
            let post = StatedPost { author: marked.author.clone(), published };
            let key = marked.text.as_deref().and_then(|text| opening(&fold(text)));
            key.map(|key| posts.0.entry(key).or_insert(post));
        }
        let mut left = MOST_VALUES;
        for script in metadata.json_ld.iter().filter(|script| MarkedPost::is_named_in(&script.text)) {
            if let Some(value) = &script.value {
                posts.gather(value, 0, &mut left);
            }
        }
        posts
    }

    /// The stated post that opens with this folded line.
    pub(crate) fn opening_with(&self, folded: &str) -> Option<&StatedPost> {
        self.0.get(&opening(folded)?)
    }

    fn gather(&mut self, value: &Value, depth: usize, left: &mut usize) {
        if depth > DEEPEST || *left == 0 {
            return;
        }
        *left -= 1;
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.gather(item, depth + 1, left)),
            Value::Object(object) => {
                self.take(object);
                object.values().for_each(|inner| self.gather(inner, depth + 1, left));
            }
            _ => {}
        }
    }

    fn take(&mut self, object: &Map<String, Value>) {
        let kind = object.get("@type").and_then(Value::as_str).unwrap_or_default();
        if !MarkedPost::is_type(kind) {
            return;
        }
        let said = |key: &&str| object.get(*key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        let post = StatedPost {
            author: object.get("author").and_then(name),
            published: ["datePublished", "dateCreated"].iter().find_map(said).and_then(read_iso),
        };
        // Words are stated with markup as often as not; a tag parts words.
        let texts = TEXTS.iter().filter_map(said).filter_map(|text| opening(&fold(&without_tags(text))));
        texts.for_each(|key| _ = self.0.entry(key).or_insert_with(|| post.clone()));
    }
}

/// The name of an author who is stated as a thing, as a text, or as the first of several.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => Some(name.trim().to_owned()).filter(|name| !name.is_empty()),
        Value::Object(person) => person.get("name").and_then(name),
        Value::Array(people) => people.first().and_then(name),
        _ => None,
    }
}

/// The first words of a folded text.
fn opening(folded: &str) -> Option<String> {
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(OPENING).collect();
    (words.len() >= LEAST).then(|| words.join(" "))
}

/// The beginning of a text with spaces for its tags.
fn without_tags(text: &str) -> String {
    /// Enough for the first words.
    const LOOKED_AT: usize = 600;
    let mut inside = false;
    let plain = text.chars().take(LOOKED_AT).map(|c| {
        inside = c == '<' || inside && c != '>';
        if inside || c == '>' { ' ' } else { c }
    });
    plain.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Script;

    #[test]
    fn posts_are_read_by_their_first_words() {
        let script = r#"{"@context": "https://schema.org", "@type": "QAPage", "mainEntity": {"@type": "Question",
            "text": "<p>Why does the mill stop <em>every</em> evening?</p>", "datePublished": "2021-03-04T10:00:00Z",
            "author": {"@type": "Person", "name": "mill_hand"}, "acceptedAnswer": {"@type": "Answer",
            "text": "The sluice is shut at six, every day.", "author": [{"name": "Ines"}]}}}"#;
        let marked = MarkedPost {
            author: Some("Okko".to_owned()),
            published: Some("2021-03-05".to_owned()),
            text: Some("Grease the wheel, then listen again.".to_owned()),
        };
        let json_ld = vec![Script::read(script.to_owned())];
        let posts = StatedPosts::read(&Metadata { json_ld, posts: vec![marked], ..Metadata::default() });
        let found = |line: &str| posts.opening_with(&fold(line)).cloned();
        let question = found("Why does the mill stop every evening? It is loud").expect("the question is stated");
        assert_eq!(question.author.as_deref(), Some("mill_hand"));
        assert!(question.published.is_some_and(|day| day.starts_with("2021-03-04")));
        let answer = found("The sluice is shut at six, every day.").expect("the answer is stated");
        assert_eq!((answer.author.as_deref(), answer.published), (Some("Ines"), None));
        let marked = found("Grease the wheel, then listen again. It helps").expect("microdata state it");
        assert_eq!((marked.author.as_deref(), marked.published.as_deref()), (Some("Okko"), Some("2021-03-05")));
        assert_eq!(found("The sluice is painted green every spring, too"), None);
        assert_eq!(found("Why"), None);
    }
}
