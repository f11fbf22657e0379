//! A document as text, markdown, JSON or labelled lines. Nothing is judged here and nothing is printed: each function
//! gives back a `String`, and where it goes is the caller's business.
//!
//! ```
//! use copydesk::{Cleaner, Kind, Options, render};
//! let cleaner = Cleaner::new(Options::default().kind(Kind::Article));
//! let document = cleaner.clean_html("<h1>Ferry back</h1><p>The ferry is back in service, the harbour master said.</p>");
//! let layout = render::Layout::default().links(true);
//! assert!(render::jsonl(&document, &layout).ends_with("}\n"));
//! assert_eq!(render::lines(&document).lines().count(), document.lines.len());
//! ```

mod dateline;
#[cfg(feature = "html")]
mod html;
mod json;
mod lines;
mod markdown;
#[cfg(test)]
mod random;
mod shortened;
#[cfg(all(test, feature = "html"))]
mod tests;
mod text;
#[cfg(test)]
mod told;
mod tree;

#[cfg(feature = "html")]
pub use html::html;
pub use json::{json, jsonl};
pub use lines::lines;
#[cfg(feature = "golden")]
pub(crate) use lines::on_one_line;
pub use markdown::markdown;
pub use shortened::shortened;
pub use text::text;
pub use tree::{Block, Cell, Entry, Image, Item, Row, Span, Style, Words, blocks};

use crate::document::Post;

/// What an output shows of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layout {
    pub(crate) post_heads: bool,
    pub(crate) dateline: bool,
    pub(crate) links: bool,
    pub(crate) lines: bool,
    pub(crate) comments: bool,
    pub(crate) inline: bool,
    pub(crate) blocks: bool,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout {
            post_heads: true,
            dateline: true,
            links: false,
            lines: false,
            comments: false,
            inline: true,
            blocks: false,
        }
    }
}

impl Layout {
    /// Whether text and markdown set each post of a thread under its author and date. On by default.
    pub fn post_heads(mut self, show: bool) -> Layout {
        self.post_heads = show;
        self
    }

    /// Whether the text keeps the dateline that opens it. On by default; the record's own field always keeps it.
    pub fn dateline(mut self, show: bool) -> Layout {
        self.dateline = show;
        self
    }

    /// Whether markdown keeps the targets of links. Off by default.
    pub fn links(mut self, show: bool) -> Layout {
        self.links = show;
        self
    }

    /// Whether text and markdown show readers' comments behind the text. Off by default; JSON always has them.
    pub fn comments(mut self, show: bool) -> Layout {
        self.comments = show;
        self
    }

    /// Whether markdown, HTML and blocks tell emphasis, code within a line, and what is set low or high. On by default;
    /// plain text never does.
    pub fn inline(mut self, show: bool) -> Layout {
        self.inline = show;
        self
    }

    /// Whether JSON has the text as [`blocks`] as well. Off by default.
    pub fn blocks(mut self, show: bool) -> Layout {
        self.blocks = show;
        self
    }

    /// Whether JSON has every line of the page with its label. Off by default.
    pub fn lines(mut self, show: bool) -> Layout {
        self.lines = show;
        self
    }
}

/// Who posted and when, with this between the two; none where the page says neither.
fn post_head(post: &Post, between: &str) -> Option<String> {
    let parts: Vec<&str> = [&post.author, &post.published].into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

#[cfg(test)]
pub(crate) mod samples {
    //! Documents made by hand, for the tests of the renderers: they hang on no points.

    use crate::document::{Dateline, Document, JudgedLine, Kind, Label, Post};
    use crate::line::{Block, BlockKind, Picture, Within};

    /// A line of the body, a paragraph of its own unless its kind says otherwise.
    pub(crate) fn line(kind: BlockKind, text: &str) -> JudgedLine {
        JudgedLine {
            text: text.to_owned(),
            label: Label::Body,
            points: 1.5,
            hits: Vec::new(),
            rivals: Vec::new(),
            source: 0..0,
            source_line: 1,
            block: Block { kind, ..Block::default() },
            marker: 0,
        }
    }

    /// The caption of a picture.
    pub(crate) fn caption(text: &str) -> JudgedLine {
        let picture = Picture { source: "/i/quay (1).jpg".into(), words: "The \"quay\"".into() };
        let mut caption = line(BlockKind::Paragraph, text);
        caption.block.within = Some([Within::Caption(1, Some(picture.into()))].into());
        caption
    }

    /// A document of these lines, its text made of the content ones.
    pub(crate) fn document(lines: Vec<JudgedLine>) -> Document {
        let text = lines.iter().filter(|line| line.label.is_content()).map(|line| line.text.as_str());
        Document { text: text.collect::<Vec<_>>().join("\n\n"), lines, kind: Kind::Article, ..Document::default() }
    }

    /// A thread of two posts, the first of two lines, with a line of furniture between.
    pub(crate) fn thread() -> Document {
        let mut furniture = line(BlockKind::Paragraph, "Reply");
        furniture.label = Label::ForumWidget;
        let say = |text| line(BlockKind::Paragraph, text);
        let lines = vec![say("OSLO (AP) - Hello."), say("It rains."), furniture, say("Not *here*.")];
        let post = |author: Option<&str>, text: &str| Post {
            author: author.map(str::to_owned),
            published: author.map(|_| "2022-04-27".to_owned()),
            text: text.to_owned(),
            ..Post::default()
        };
        let posts = vec![post(Some("jane_d"), "OSLO (AP) - Hello.\n\nIt rains."), post(None, "Not *here*.")];
        Document { kind: Kind::Thread, posts, headline: Some("Weather".to_owned()), ..document(lines) }
    }

    /// The dateline of the thread.
    pub(crate) fn oslo() -> Dateline {
        Dateline { text: "OSLO (AP) -".to_owned(), place: Some("OSLO".to_owned()), ..Dateline::default() }
    }
}
