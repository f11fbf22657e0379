//! The record as JSON: every field always present, lines only where wanted, hits only where the cleaner kept them.

use std::borrow::Cow;

use serde::Serialize;

use super::Layout;
use super::dateline::Datelines;
use super::tree::{self, Block};
use crate::document::{Article, Document, Post};

/// The record as JSON that a person reads, ending in a line break.
///
/// ```
/// use copydesk::{Document, clean, render};
/// let layout = render::Layout::default();
/// assert!(render::json(&Document::default(), &layout).contains("\n  \"headline\": null,"));
/// let document = clean(b"<p>The ferry is back in service.</p>");
/// assert!(!render::json(&document, &layout).contains("\"lines\":"));
/// assert!(render::json(&document, &layout.lines(true)).contains("\"lines\":"));
/// ```
pub fn json(document: &Document, layout: &Layout) -> String {
    ended(serde_json::to_string_pretty(&Record::of(document, layout)))
}

/// The record as one line of JSON, ending in a line break.
pub fn jsonl(document: &Document, layout: &Layout) -> String {
    ended(serde_json::to_string(&Record::of(document, layout)))
}

/// The record, and its text as blocks where that is wanted.
#[derive(Serialize)]
struct Record<'d> {
    #[serde(flatten)]
    document: Cow<'d, Document>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocks: Option<Vec<Block>>,
}

impl Record<'_> {
    fn of<'d>(document: &'d Document, layout: &Layout) -> Record<'d> {
        let blocks = layout.blocks.then(|| tree::blocks(document, layout));
        Record { document: shown(document, layout), blocks }
    }
}

fn ended(json: serde_json::Result<String>) -> String {
    let mut json = json.expect("plain data with string keys is always JSON");
    json.push('\n');
    json
}

/// What the layout shows of the document; a copy only where that is not all.
fn shown<'d>(document: &'d Document, layout: &Layout) -> Cow<'d, Document> {
    if (layout.lines || document.lines.is_empty()) && layout.dateline {
        return Cow::Borrowed(document);
    }
    let mut copy = document.clone();
    if !layout.lines {
        copy.lines.clear();
    }
    let datelines = Datelines::of(document, layout.dateline);
    copy.text = datelines.strip_text(&copy.text);
    strip_articles(&mut copy.articles, &datelines);
    for post in copy.posts.iter_mut().chain(&mut copy.comments) {
        strip_post(post, &datelines);
    }
    Cow::Owned(copy)
}

fn strip_post(post: &mut Post, datelines: &Datelines<'_>) {
    post.text = datelines.strip_text(&post.text);
    strip_articles(&mut post.articles, datelines);
}

fn strip_articles(articles: &mut [Article], datelines: &Datelines<'_>) {
    for article in articles {
        article.text = datelines.strip_text(&article.text);
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::document::{Hit, Sum};

    /// The names of the fields of a record, in order.
    const FIELDS: &str = "source url kind language encoding rules headline deck byline published modified dateline \
        text captions articles posts comments rights confidence notes error";

    fn fields(json: &str) -> Vec<String> {
        let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
        value.as_object().expect("an object").keys().cloned().collect()
    }

    #[test]
    fn every_field_is_always_present() {
        let layout = Layout::default();
        let document = Document { confidence: f32::NAN, ..Document::default() };
        for document in [document, samples::thread()] {
            assert_eq!(fields(&json(&document, &layout)).join(" "), FIELDS);
            assert_eq!(fields(&jsonl(&document, &layout)).join(" "), FIELDS);
            assert_eq!(jsonl(&document, &layout).lines().count(), 1);
        }
    }

    #[test]
    fn lines_where_wanted_and_hits_where_kept() {
        let mut document = samples::thread();
        let layout = Layout::default().lines(true);
        let plain = jsonl(&document, &layout);
        assert!(plain.contains(r#""lines":[{"text":"OSLO (AP) - Hello.","label":"body","points":1.5},"#), "{plain}");
        document.lines[0].hits.push(Hit { sum: Sum::Gate, cue: "cut".to_owned(), points: 0.5 });
        assert!(jsonl(&document, &layout).contains(r#""hits":[{"sum":"gate","cue":"cut","points":0.5}]"#));
        assert!(!jsonl(&document, &Layout::default()).contains("hits"));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut document = samples::thread();
        document.lines.clear();
        let read: Document = serde_json::from_str(&json(&document, &Layout::default())).expect("a record");
        assert_eq!(read, document);
    }

    #[test]
    fn datelines_go_from_the_text_alone() {
        let mut document = samples::thread();
        document.dateline = Some(samples::oslo());
        let stripped = jsonl(&document, &Layout::default().dateline(false));
        assert!(stripped.contains(r#""text":"Hello.\n\nIt rains.\n\nNot *here*.""#), "{stripped}");
        assert!(stripped.contains(r#""text":"Hello.\n\nIt rains.","articles""#), "{stripped}");
        assert!(stripped.contains(r#""dateline":{"text":"OSLO (AP) -""#), "{stripped}");
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn blocks_are_read_again(blocks in super::super::random::document()) {
            let json = serde_json::to_string(&blocks).expect("JSON");
            proptest::prop_assert_eq!(serde_json::from_str::<Vec<Block>>(&json).expect("blocks"), blocks);
        }
    }
}
