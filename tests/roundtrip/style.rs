//! How a template sets what a document holds: the choices that sites differ in, as plain data.

/// How a template sets what a document holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) paragraph: Paragraphs,
    pub(crate) heading: Headings,
    pub(crate) list: Lists,
    pub(crate) quote: (&'static str, &'static str),
    pub(crate) table: Tables,
    pub(crate) code: Codes,
    pub(crate) formula: Formulas,
    pub(crate) notes: Notes,
    /// Whether words are cut by tags and soft hyphens.
    pub(crate) cut_words: bool,
    /// What stands between paragraphs now and then: advertisements, teasers.
    pub(crate) between: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paragraphs {
    P,
    /// Each in a `<div>` of a `<span>`.
    Spans,
    /// All in one block, parted by two `<br>`.
    Breaks,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Headings {
    Plain,
    /// With a link to itself behind it.
    Anchor,
    /// With a link to edit it.
    Edit,
    Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lists {
    Plain,
    /// Each item's text in a paragraph.
    Paragraphs,
    /// Each item's text in a block of blocks.
    Blocks,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tables {
    /// With `thead` and `th`.
    Plain,
    /// Each cell's text in a paragraph.
    Paragraphs,
    /// Bold cells for a head.
    Bold,
    /// Row heads and a caption around it.
    RowHeads,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Codes {
    Plain,
    /// Words in spans of their colours.
    Tokens,
    /// Each line in a block of its own.
    Lines,
    /// `<br>` and no-break spaces.
    Breaks,
    /// Beside a column of line numbers.
    Numbered,
    /// In a block with a head that holds the language and a button to copy.
    Copy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Formulas {
    Katex,
    MathJax2,
    MathJax3,
    Wiki,
    Delimited,
    Picture,
    MathMl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notes {
    List,
    Wiki,
    Word,
}
