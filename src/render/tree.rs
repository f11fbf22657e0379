//! A document as blocks: headings, paragraphs, lists, tables, code, footnotes, each within what it stands in. Markdown,
//! HTML and JSON are written from them. How blocks come out of lines is told in `build`.

mod build;
mod table;
mod words;

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

pub(super) use build::{blocks_of, plain_blocks};

use super::Layout;
use super::dateline::Datelines;
use crate::document::{Document, JudgedLine};

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Block {
    /// A heading within the text.
    Heading {
        /// Its level on the page, 1 to 6.
        level: u8,
        /// Its words.
        #[serde(flatten)]
        words: Words,
    },
    /// A paragraph.
    Paragraph(Words),
    /// The caption of a picture, where the picture stands on the page.
    Caption {
        /// Its words.
        #[serde(flatten)]
        words: Words,
        /// The picture.
        image: Option<Image>,
    },
    /// A quotation.
    Quote {
        /// Who said it, where the page tells.
        author: Option<String>,
        /// What it holds.
        blocks: Vec<Block>,
    },
    /// A list.
    List {
        /// Whether its items have numbers.
        numbered: bool,
        /// Its items.
        items: Vec<Item>,
    },
    /// A table.
    Table {
        /// Its caption.
        caption: Option<Words>,
        /// Its rows, those of its head first.
        rows: Vec<Row>,
    },
    /// Code.
    Code {
        /// The language that it states.
        language: Option<String>,
        /// The code as it is, without the last line break.
        text: String,
    },
    /// A formula on its own.
    Formula {
        /// The formula in TeX.
        tex: String,
    },
    /// A footnote.
    Footnote {
        /// Its name, as its marks show it.
        name: String,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// Terms and what they mean.
    Definitions {
        /// Each term and each meaning, in order.
        entries: Vec<Entry>,
    },
}

/// Running text: words, and what marks parts of them. Lines of a poem and the like are parted by line breaks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Words {
    /// The text as a reader sees it.
    pub text: String,
    /// What marks parts of it, by where they begin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
}

/// A marked part of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Span {
    /// Where it begins, in bytes of the text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it is marked as.
    #[serde(flatten)]
    pub style: Style,
}

/// What a part of running text is marked as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "style", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Style {
    /// Strong.
    Strong,
    /// Emphasised.
    Emphasis,
    /// Struck out.
    Struck,
    /// Code.
    Code,
    /// Set low.
    Subscript,
    /// Set high.
    Superscript,
    /// A formula in TeX, with its dollars.
    Formula,
    /// The mark of a footnote.
    Footnote {
        /// The footnote's name.
        name: String,
    },
    /// A link.
    Link {
        /// Where it leads, resolved against the page's address.
        to: String,
    },
}

/// A picture that a caption is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Image {
    /// Where it is, resolved against the page's address; told where links are.
    pub from: Option<String>,
    /// What stands in its place where it is not shown.
    pub alt: String,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Item {
    /// Its number, in a numbered list.
    pub number: Option<u32>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Row {
    /// Its cells, by their columns.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Cell {
    /// Its column, from 0.
    pub column: u16,
    /// How many columns it takes.
    pub columns: u16,
    /// How many rows it takes.
    pub rows: u16,
    /// Whether it is the head of a row or column.
    pub head: bool,
    /// What it says.
    #[serde(flatten)]
    pub words: Words,
}

/// A term of a list of definitions, or one of its meanings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Entry {
    /// Whether it is a term.
    pub term: bool,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// The document's text as blocks: what the lines that make it up were part of on the page. Links are told where
/// [`Layout::links`] asks for them, emphasis and the like where [`Layout::inline`] does.
///
/// ```
/// use copydesk::{Document, render};
/// let mut document = Document::default();
/// document.text = "The ferry is back.\n\nIt was full.".to_owned();
/// let blocks = render::blocks(&document, &render::Layout::default());
/// assert!(matches!(&blocks[..], [render::Block::Paragraph(first), _] if first.text == "The ferry is back."));
/// ```
pub fn blocks(document: &Document, layout: &Layout) -> Vec<Block> {
    let datelines = Datelines::of(document, layout.dateline);
    if document.lines.is_empty() {
        return plain_blocks(&datelines.strip_text(&document.text));
    }
    let content: Vec<&JudgedLine> = document.lines.iter().filter(|line| document.text_labels.has(line.label)).collect();
    blocks_of(&content, &super::tree::Setting::of(document, layout), &datelines)
}

/// What of the running text is told.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub(super) links: bool,
    pub(super) inline: bool,
    pub(super) base: Option<url::Url>,
}

impl Setting {
    pub(super) fn of(document: &Document, layout: &Layout) -> Setting {
        let of_page = || document.url.as_deref().and_then(|url| url::Url::parse(url).ok());
        let base = document.base.clone().or_else(of_page);
        Setting { links: layout.links, inline: layout.inline, base }
    }
}

impl Span {
    /// The order of spans: by where they begin, what holds others before them, and a link around what else is marked.
    pub(super) fn place(&self) -> (usize, Reverse<usize>, bool) {
        (self.start, Reverse(self.end), !matches!(self.style, Style::Link { .. }))
    }
}

impl Words {
    /// Words without anything marked.
    pub(super) fn plain(text: &str) -> Words {
        Words { text: text.to_owned(), spans: Vec::new() }
    }

    /// Whether all of it is marked so.
    pub(super) fn is_all(&self, wanted: impl Fn(&Style) -> bool) -> bool {
        let covers = |span: &Span| {
            let outside = |range| self.text.get(range).is_none_or(|text: &str| text.trim().is_empty());
            wanted(&span.style) && outside(0..span.start) && outside(span.end..self.text.len())
        };
        !self.text.is_empty() && self.spans.iter().any(covers)
    }
}
