//! The one currency of the whole way: a page as its lines, with the elements they stand in and what the page says of
//! itself. Both fronts make a [`Page`]; nothing after them edits or reorders its lines. What a line measures is the
//! business of `measure`, what it is that of `label`.

pub(crate) mod nest;
mod picture;
mod script;
mod tag;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

pub(crate) use picture::{Picture, ShownPicture};
pub(crate) use script::{MarkedPost, Script};
pub(crate) use tag::{TAGS, Tag};

/// A page as a front hands it over.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// What a reader sees, line by line, in reading order.
    pub(crate) lines: Vec<Line>,
    /// The elements of the page in document order; empty for flattened text.
    pub(crate) elements: Vec<Element>,
    /// The pictures that stand between its lines, in reading order; none of flattened text.
    pub(crate) pictures: Vec<ShownPicture>,
    /// What the page states about itself outside its lines.
    pub(crate) metadata: Metadata,
    /// Whether the page came as markup. Cues that need markup do not fire on text.
    pub(crate) from_markup: bool,
}

/// What a reader sees as one line.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// The text, trimmed, white space folded except in preformatted lines.
    pub(crate) text: String,
    /// How many bytes of `text` are a list's or heading's mark (`* `, `3. `, `## `), which flattened text shows.
    pub(crate) marker: usize,
    /// How many bytes of `text` stand inside links.
    pub(crate) linked: usize,
    /// How many blank lines stood before it (flattened text only).
    pub(crate) blank_before: u8,
    /// Where its text stands in the decoded input (flattened text only; empty for markup).
    pub(crate) source: Range<usize>,
    /// The line of the decoded input on which it, or its element, begins; from 1.
    pub(crate) source_line: u32,
    /// Where it stands in the tree; none for flattened text.
    pub(crate) markup: Option<Markup>,
    /// What it is a part of.
    pub(crate) block: Block,
}

impl Line {
    /// The text without a list's or heading's mark.
    pub(crate) fn words(&self) -> &str {
        &self.text[self.marker..]
    }

    /// The innermost element that holds it: an index into [`Page::elements`]; none in flattened text.
    pub(crate) fn element(&self) -> Option<u32> {
        self.markup.as_ref().map(|markup| markup.element)
    }

    /// The level of the heading that it is.
    pub(crate) fn heading_level(&self) -> Option<u8> {
        if let BlockKind::Heading(level) = self.block.kind { Some(level) } else { None }
    }
}

/// Where a line stands in the tree.
#[derive(Debug, Clone, Default)]
pub(crate) struct Markup {
    /// The innermost element that holds the whole line: an index into [`Page::elements`].
    pub(crate) element: u32,
    /// The `datetime` of a `<time>` in the line, as written.
    pub(crate) datetime: Option<Box<str>>,
}

/// What a line is a part of, as far as markup or its own shape says. Cues see the kind and the quotations alone; all
/// else is there for the outputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// The kind of block.
    pub(crate) kind: BlockKind,
    /// How many quotations it stands in.
    pub(crate) quote: u8,
    /// The cells of a table's row, where the row is one line; empty for everything else.
    pub(crate) cells: Vec<Cell>,
    /// Links in the text: byte range and target as written.
    pub(crate) links: Vec<(Range<usize>, Box<str>)>,
    /// What else marks parts of the text.
    pub(crate) marks: Vec<(Range<usize>, Mark)>,
    /// What it stands within, outermost first; none where that is not known.
    pub(crate) within: Option<Arc<[Within]>>,
    /// Lines of the same number that follow each other are one paragraph, parted by line breaks.
    pub(crate) paragraph: u32,
    /// Of a line of code the blank lines before it, each with its line break, as they were.
    pub(crate) before: Box<str>,
    /// Who said the innermost quotation that it stands in, and whether it is only there to say so.
    pub(crate) said_by: Option<Arc<str>>,
    pub(crate) tells_who: bool,
    /// Whether a rule (`<hr>`) stands right before it.
    pub(crate) after_rule: bool,
    /// How many bytes of the text are a mark that a list, heading or quotation has in flattened text.
    pub(crate) shown_mark: usize,
}

impl Block {
    /// Its text without signs of markdown.
    pub(crate) fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let signs = signs(&self.marks);
        if signs.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut shown = String::with_capacity(text.len());
        let mut at = 0;
        for sign in signs {
            shown.push_str(text.get(at..sign.start).unwrap_or_default());
            at = at.max(sign.end);
        }
        shown.push_str(text.get(at..).unwrap_or_default());
        Cow::Owned(shown)
    }

    /// The block with what is known of its quotation: who said it, whether the line only says so, and the quotation
    /// itself, where neither markup nor signs show one.
    pub(crate) fn quoted(mut self, by: Option<Arc<str>>, tells: bool, quote: Option<u32>) -> Block {
        (self.said_by, self.tells_who) = (by, tells);
        if let Some(quote) = quote {
            let within = self.within.iter().flat_map(|within| within.iter().cloned());
            self.within = Some([Within::Quote(quote, "".into())].into_iter().chain(within).collect());
        }
        self
    }
}

/// A cell of a row that is one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Its bytes of the row's text.
    pub(crate) text: Range<usize>,
    pub(crate) place: CellPlace,
}

/// Where a cell stands in its row, and what it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CellPlace {
    /// Its column, from 0.
    pub(crate) column: u16,
    /// How many columns and rows it takes.
    pub(crate) columns: u16,
    pub(crate) rows: u16,
    /// Whether it is the head of a row or column.
    pub(crate) is_head: bool,
}

/// What a part of a line is marked as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Strong,
    Emphasis,
    Struck,
    Code,
    Subscript,
    Superscript,
    /// A formula in TeX, with its dollars; on its own or in the line.
    Formula,
    /// The mark of a footnote: its name in brackets.
    Note,
    /// Signs of markdown in flattened text: they tell of other marks and are no part of the words.
    Sign,
}

/// Where signs of markdown stand, in order.
pub(crate) fn signs(marks: &[(Range<usize>, Mark)]) -> Vec<Range<usize>> {
    let signs = marks.iter().filter(|(_, mark)| *mark == Mark::Sign);
    let mut signs: Vec<Range<usize>> = signs.map(|(range, _)| range.clone()).collect();
    signs.sort_by_key(|range| range.start);
    signs
}

/// Something that holds lines. The number tells one from another of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Within {
    /// A quotation, and who said it as far as its element states that; empty where it does not.
    Quote(u32, Box<str>),
    /// A list; `true` for a numbered one.
    List(u32, bool),
    /// An item, and its number in a numbered list.
    Item(u32, Option<u32>),
    Table(u32),
    Row(u32),
    Cell(u32, CellPlace),
    /// Code, and the language it states.
    Code(u32, Box<str>),
    /// A footnote, and its name.
    Note(u32, Box<str>),
    Definitions(u32),
    Term(u32),
    Meaning(u32),
    /// The caption of a picture or a table, and the picture where one stands beside it.
    Caption(u32, Option<Arc<Picture>>),
}

/// The kinds of block that outputs tell apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A paragraph, or anything that is nothing below.
    #[default]
    Paragraph,
    /// A heading with its level, 1 to 6.
    Heading(u8),
    /// An item of a list: how deep (from 1), and its number where the list has numbers.
    Item(u8, Option<u32>),
    /// A row of a table; `true` for a row of header cells.
    Row(bool),
    /// A line of preformatted text; `true` where a new block of it begins.
    Code(bool),
}

/// An element of the page, as cues see it.
#[derive(Debug)]
pub(crate) struct Element {
    /// Its parent: an index into [`Page::elements`]; the root is its own parent.
    pub(crate) parent: u32,
    /// How deep it stands; the root has 0.
    pub(crate) depth: u16,
    /// Its tag, an index into [`TAGS`].
    pub(crate) tag: Tag,
    /// Whether it is out of sight (`hidden`, `display:none`), itself or by an ancestor.
    pub(crate) hidden: bool,
    /// Whether a class says that it is out of sight, its own or one of an ancestor.
    pub(crate) hidden_by_class: bool,
    /// Whether it is withheld from screen readers (`aria-hidden`), itself or by an ancestor.
    pub(crate) aria_hidden: bool,
    /// What a user's selectors say of it, or of an element above it.
    pub(crate) wish: Wish,
    /// Whether it is one choice of a form, by its type, role or state: a box to tick, an option, a switch.
    pub(crate) choice: bool,
    /// Its `class`, `id`, `role`, `itemprop` and `rel` values, and its tag where the site made it, joined by spaces.
    pub(crate) names: Box<str>,
}

/// What a user wishes of a line, by selectors: that it is content, that it is none, or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Wish {
    keep: bool,
    drop: bool,
}

impl Wish {
    pub(crate) const KEEP: Wish = Wish { keep: true, drop: false };
    pub(crate) const DROP: Wish = Wish { keep: false, drop: true };

    /// A user's word goes before any sum of cues, which stays below a hundred; what is dropped goes before what is kept.
    const KEEP_POINTS: f32 = 1000.0;
    const DROP_POINTS: f32 = -2000.0;

    /// Both wishes.
    pub(crate) fn and(self, other: Wish) -> Wish {
        Wish { keep: self.keep || other.keep, drop: self.drop || other.drop }
    }

    /// The points that it adds to the gate.
    pub(crate) fn points(self) -> f32 {
        self.hits().map(|(_, points)| points).sum()
    }

    /// Its hits, by their names.
    pub(crate) fn hits(self) -> impl Iterator<Item = (&'static str, f32)> {
        let hits = [(self.drop, "drop-css", Wish::DROP_POINTS), (self.keep, "keep-css", Wish::KEEP_POINTS)];
        hits.into_iter().filter(|hit| hit.0).map(|(_, name, points)| (name, points))
    }
}

/// What a page states about itself outside its lines.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    /// `<title>`.
    pub(crate) title: Option<String>,
    /// `<meta>` tags: `name`, `property` or `itemprop` in lower case, and `content`.
    pub(crate) tags: Vec<(String, String)>,
    /// The scripts of `<script type="application/ld+json">`.
    pub(crate) json_ld: Vec<Script>,
    /// The posts that microdata state.
    pub(crate) posts: Vec<MarkedPost>,
    /// `<html lang>`.
    pub(crate) language: Option<String>,
    /// The page's address: `<link rel=canonical>` or `og:url`; the caller's own, where given, goes before it.
    pub(crate) address: Option<String>,
    /// What its links are relative to: `<base href>`, as written.
    pub(crate) base: Option<String>,
    /// How many scripts the page has, and how many bytes they hold: shells are all script.
    pub(crate) scripts: (usize, usize),
    /// How many `<input type=password>` the page has.
    pub(crate) password_fields: usize,
}

impl Metadata {
    /// The first non-empty content of any of these tags, in the order of the names.
    pub(crate) fn tag<'a>(&'a self, names: &[&'a str]) -> Option<&'a str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// All non-empty contents of one tag.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.tags
            .iter()
            .filter(move |(key, value)| key == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
    }
}

impl Page {
    /// Takes lines out. For the fronts alone.
    pub(crate) fn drop_lines(&mut self, drop: &[bool]) {
        picture::move_up(&mut self.pictures, drop);
        let mut drop = drop.iter();
        self.lines.retain(|_| !drop.next().is_some_and(|drop| *drop));
    }

    /// What a user wishes of a line.
    pub(crate) fn wish(&self, line: usize) -> Wish {
        let element = self.lines[line].element().and_then(|element| self.elements.get(element as usize));
        element.map_or(Wish::default(), |element| element.wish)
    }

    /// The elements above and including `start`, innermost first, the root left out.
    pub(crate) fn path(&self, start: u32) -> impl Iterator<Item = (u32, &Element)> {
        let mut at = Some(start);
        std::iter::from_fn(move || {
            let id = at?;
            let element = self.elements.get(id as usize)?;
            if element.depth == 0 {
                return None;
            }
            at = Some(element.parent);
            Some((id, element))
        })
    }

    /// The same without `<html>` and `<body>`, which stand above every line.
    pub(crate) fn path_in_body(&self, start: u32) -> impl Iterator<Item = (u32, &Element)> {
        self.path(start).take_while(|(_, element)| element.depth > BODY_DEPTH)
    }
}

/// How deep `<body>` stands, below the root and `<html>`.
const BODY_DEPTH: u16 = 2;

/// The innermost element that holds both.
pub(crate) fn common_element(elements: &[Element], a: u32, b: u32) -> u32 {
    let (mut a, mut b) = (a, b);
    // Only the root has depth 0, so both walks meet there at the latest.
    while a != b {
        if elements[a as usize].depth >= elements[b as usize].depth {
            a = elements[a as usize].parent;
        } else {
            b = elements[b as usize].parent;
        }
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_sorted() {
        assert!(TAGS.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(TAGS.len() < usize::from(u8::MAX));
    }
}
