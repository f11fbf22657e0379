//! What two documents have in common, for tests that read back what was written: blocks, and the characters of their words
//! with what each is marked as. Who reads what is left to the tests of the formats.

use std::collections::BTreeSet;

use super::tree::{Block, Row, Span, Style, Words};

/// What is the same in two documents: blocks, and words as [`Read`] tells them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Told {
    Heading(u8, String),
    Paragraph(String),
    Quote(Vec<Told>),
    /// The number of its first item, where it has numbers.
    List(Option<u64>, Vec<Vec<Told>>),
    Table(Vec<Vec<String>>),
    Code(String, String),
    Formula(String),
    Note(String, Vec<Told>),
    Definitions(Vec<(bool, Vec<Told>)>),
}

/// Running text as it is read: each character with what it is marked as.
#[derive(Debug, Default)]
pub(super) struct Read(Vec<(char, BTreeSet<String>)>);

impl Read {
    pub(super) fn add(&mut self, text: &str, marks: &[String]) {
        self.0.extend(text.chars().map(|c| (c, marks.iter().cloned().collect())));
    }

    /// The text with its marks in braces, white space folded, none at the ends of its lines.
    pub(super) fn told(self) -> String {
        let is_space = |c: char| matches!(c, ' ' | '\t');
        let mut chars: Vec<(char, BTreeSet<String>)> = Vec::new();
        for (c, marks) in self.0 {
            let after_space = chars.last().is_none_or(|(before, _)| is_space(*before) || *before == '\n');
            if c == '\n' {
                chars.pop_if(|(before, _)| is_space(*before));
            }
            if !(is_space(c) && after_space) {
                chars.push((if is_space(c) { ' ' } else { c }, marks));
            }
        }
        while chars.pop_if(|(c, _)| c.is_whitespace()).is_some() {}
        let mut told = String::new();
        let mut open: BTreeSet<String> = BTreeSet::new();
        for (c, marks) in chars {
            // White space looks the same in all marks.
            if marks != open && !c.is_whitespace() {
                told.push_str(&format!("{{{}}}", marks.iter().cloned().collect::<Vec<_>>().join(" ")));
                open = marks;
            }
            told.push(c);
        }
        told
    }
}

pub(super) fn wanted(blocks: &[Block]) -> Vec<Told> {
    let text = |words: &Words| words_wanted(words);
    let told = blocks.iter().map(|block| match block {
        Block::Heading { level, words } => Told::Heading(*level, text(words)),
        Block::Paragraph(words) => Told::Paragraph(text(words)),
        Block::Quote { blocks, .. } => Told::Quote(wanted(blocks)),
        Block::List { items, .. } => {
            let first = items.first().and_then(|item| item.number).map(u64::from);
            Told::List(first, items.iter().map(|item| wanted(&item.blocks)).collect())
        }
        Block::Table { rows, .. } => Told::Table(table_wanted(rows)),
        Block::Code { language, text } => Told::Code(language.clone().unwrap_or_default(), text.clone()),
        Block::Formula { tex } => Told::Formula(tex.replace('\n', " ")),
        Block::Footnote { name, blocks } => Told::Note(name.clone(), wanted(blocks)),
        Block::Definitions { entries } => {
            Told::Definitions(entries.iter().map(|entry| (entry.term, wanted(&entry.blocks))).collect())
        }
        Block::Caption { words, .. } => Told::Paragraph(text(words)),
    });
    told.collect()
}

/// The cells, an empty head where none is one, empty cells at the end of a row left out.
fn table_wanted(rows: &[Row]) -> Vec<Vec<String>> {
    let is_headed = rows.first().is_some_and(|row| row.cells.iter().all(|cell| cell.head));
    let cells = rows.iter().map(|row| {
        let mut cells: Vec<String> = Vec::new();
        for cell in &row.cells {
            cells.resize(usize::from(cell.column), String::new());
            cells.push(words_wanted(&cell.words));
        }
        cells
    });
    let head = (!is_headed).then(Vec::new);
    shortened(head.into_iter().chain(cells).collect())
}

pub(super) fn shortened(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    for row in &mut rows {
        while row.pop_if(|cell| cell.is_empty()).is_some() {}
    }
    rows
}

fn words_wanted(words: &Words) -> String {
    let mut read = Read::default();
    for (at, c) in words.text.char_indices() {
        let here = words.spans.iter().filter(|span| (span.start..span.end).contains(&at) && !holds_note(words, span));
        let is_first = |wanted: &Style| words.spans.iter().any(|span| span.start == at && span.style == *wanted);
        // What is code or a formula is nothing else, and there is no link within a link.
        let mut marks: Vec<String> = Vec::new();
        let mut shown = Some(c);
        for style in here.map(|span| &span.style) {
            let is_atom = marks.iter().any(|mark| mark == "formula" || mark == "note");
            let is_code = marks.iter().any(|mark| mark == "code");
            match style {
                Style::Link { to } if !is_atom && !marks.iter().any(|mark| mark.starts_with("link")) => {
                    marks.push(format!("link:{}", decoded(to)));
                }
                Style::Link { .. } => {}
                _ if is_atom || is_code => {}
                Style::Footnote { name } => {
                    shown = is_first(style).then_some('†');
                    marks.push("note".to_owned());
                    marks.push(name.clone());
                }
                Style::Formula => marks.push("formula".to_owned()),
                style => marks.push(name_of(style).to_owned()),
            }
        }
        if marks.iter().any(|mark| mark == "formula") && c == '$' {
            shown = None;
        }
        read.0.extend(shown.map(|c| (c, marks.into_iter().collect())));
    }
    read.told()
}

/// Whether a link holds the mark of a footnote, which is a link itself.
fn holds_note(words: &Words, link: &Span) -> bool {
    let is_note = |span: &Span| matches!(span.style, Style::Footnote { .. });
    let is_within = |span: &Span| link.start <= span.start && span.end <= link.end;
    matches!(link.style, Style::Link { .. }) && words.spans.iter().any(|span| is_note(span) && is_within(span))
}

fn name_of(style: &Style) -> &'static str {
    match style {
        Style::Strong => "strong",
        Style::Emphasis => "em",
        Style::Struck => "del",
        Style::Code => "code",
        Style::Subscript => "sub",
        Style::Superscript => "sup",
        Style::Formula => "formula",
        Style::Footnote { .. } => "note",
        Style::Link { .. } => "link",
    }
}

/// A target without its percent signs: which characters a writer encodes is its own business.
pub(super) fn decoded(target: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = target.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => (bytes.push(byte), rest = &after[2..]).1,
            None => (bytes.push(*first), rest = after).1,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
