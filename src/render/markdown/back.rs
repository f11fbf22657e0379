//! What is written, read back by a reader of markdown: blocks put together at random, their words full of the signs that
//! mean something in markdown, come back as the same blocks with the same words, marked in the same way.

use std::collections::BTreeSet;

use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::blocks;
use crate::render::tree::{Block, Cell, Entry, Item, Row, Span, Style, Words};

/// What is the same in two documents: blocks, and words as [`Read`] tells them.
#[derive(Debug, Clone, PartialEq)]
enum Told {
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
struct Read(Vec<(char, BTreeSet<String>)>);

impl Read {
    fn add(&mut self, text: &str, marks: &[String]) {
        self.0.extend(text.chars().map(|c| (c, marks.iter().cloned().collect())));
    }

    /// The text with its marks in braces, white space folded, none at the ends of its lines.
    fn told(self) -> String {
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

fn wanted(blocks: &[Block]) -> Vec<Told> {
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

fn shortened(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
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
fn decoded(target: &str) -> String {
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

/// Reads markdown.
fn read(markdown: &str) -> Vec<Told> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH;
    let mut events = Parser::new_ext(markdown, options).collect::<Vec<_>>().into_iter().peekable();
    blocks_read(&mut events)
}

type Events<'e> = std::iter::Peekable<std::vec::IntoIter<Event<'e>>>;

fn blocks_read(events: &mut Events<'_>) -> Vec<Told> {
    let mut found = Vec::new();
    while let Some(event) = events.peek() {
        match event {
            Event::End(_) => {
                events.next();
                break;
            }
            Event::Start(tag) if is_block(tag) => {
                if let Some(Event::Start(tag)) = events.next() {
                    found.push(block_read(tag, events));
                }
            }
            // An item of a tight list has its words without a paragraph around them.
            _ => {
                let words = words_read(events);
                found.push(paragraph(words));
            }
        }
    }
    found
}

/// A paragraph that is one formula is the formula.
fn paragraph(words: String) -> Told {
    match words.strip_prefix("{display}") {
        Some(tex) if !tex.contains("{}") => Told::Formula(tex.replace('\n', " ")),
        _ => Told::Paragraph(words),
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn block_read(tag: Tag<'_>, events: &mut Events<'_>) -> Told {
    match tag {
        Tag::Heading { level, .. } => {
            let words = words_read(events);
            events.next();
            Told::Heading(level as u8, words)
        }
        Tag::Paragraph => {
            let words = words_read(events);
            events.next();
            paragraph(words)
        }
        Tag::BlockQuote(_) => Told::Quote(blocks_read(events)),
        Tag::List(start) => {
            let mut items = Vec::new();
            while let Some(Event::Start(_)) = events.next() {
                items.push(blocks_read(events));
            }
            Told::List(start, items)
        }
        Tag::Table(_) => {
            let mut rows = Vec::new();
            while let Some(Event::Start(_)) = events.next() {
                let mut cells = Vec::new();
                while let Some(Event::Start(_)) = events.next() {
                    cells.push(words_read(events));
                    events.next();
                }
                rows.push(cells);
            }
            Told::Table(shortened(rows))
        }
        Tag::CodeBlock(kind) => {
            let language =
                if let CodeBlockKind::Fenced(language) = kind { language.to_string() } else { "set in".into() };
            let mut text = String::new();
            while let Some(Event::Text(more)) = events.next() {
                text.push_str(&more);
            }
            Told::Code(language, text.strip_suffix('\n').unwrap_or(&text).to_owned())
        }
        Tag::FootnoteDefinition(name) => Told::Note(name.to_string(), blocks_read(events)),
        Tag::DefinitionList => {
            let mut entries = Vec::new();
            while let Some(Event::Start(tag)) = events.next() {
                entries.push((tag == Tag::DefinitionListTitle, blocks_read(events)));
            }
            Told::Definitions(entries)
        }
        other => Told::Paragraph(format!("{other:?} {:?}", blocks_read(events))),
    }
}

/// Reads running text up to the end of what holds it, or to the next block.
fn words_read(events: &mut Events<'_>) -> String {
    let mut read = Read::default();
    let mut marks: Vec<String> = Vec::new();
    loop {
        match events.peek() {
            None => break,
            Some(Event::Start(tag)) if is_block(tag) => break,
            Some(Event::End(end)) if !is_inline_end(end) => break,
            _ => {}
        }
        match events.next() {
            Some(Event::Text(text)) => read.add(&text, &marks),
            Some(Event::Code(text)) => read.add(&text, &with(&marks, "code")),
            Some(Event::InlineMath(tex)) => {
                let tex = tex.replace("\\vert{}", "|").replace("\\Vert{}", "\\|");
                read.add(&tex, &with(&marks, "formula"));
            }
            Some(Event::DisplayMath(tex)) => read.add(tex.trim(), &with(&marks, "display")),
            Some(Event::FootnoteReference(name)) => read.add("†", &with(&with(&marks, "note"), &name)),
            Some(Event::SoftBreak) => read.add(" ", &marks),
            Some(Event::HardBreak) => read.add("\n", &marks),
            Some(Event::InlineHtml(tag)) => match tag.trim_matches(['<', '>']) {
                "!-- --" => {}
                "br" => read.add("\n", &marks),
                tag => match tag.strip_prefix('/') {
                    Some(_) => drop(marks.pop()),
                    None => marks.push(tag.to_owned()),
                },
            },
            Some(Event::Start(Tag::Emphasis)) => marks.push("em".to_owned()),
            Some(Event::Start(Tag::Strong)) => marks.push("strong".to_owned()),
            Some(Event::Start(Tag::Strikethrough)) => marks.push("del".to_owned()),
            Some(Event::Start(Tag::Link { dest_url, .. })) => marks.push(format!("link:{}", decoded(&dest_url))),
            Some(Event::End(_)) => drop(marks.pop()),
            other => read.add(&format!("{other:?}"), &marks),
        }
    }
    read.told()
}

fn is_inline_end(end: &TagEnd) -> bool {
    matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

fn with(marks: &[String], mark: &str) -> Vec<String> {
    marks.iter().cloned().chain([mark.to_owned()]).collect()
}

/// Pieces of text that mean something in markdown somewhere, and some that never do.
const PIECES: &[&str] = &[
    "a",
    "b",
    "word",
    "word ",
    " and ",
    " ",
    "é",
    "船",
    "。",
    "“",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "```",
    "[",
    "]",
    "](",
    "(",
    ")",
    "<",
    ">",
    "</b>",
    "<b>",
    "<!--",
    "<a@b.example>",
    "<https://b.example>",
    "&amp;",
    "&",
    "&copy",
    ";",
    "#",
    "# ",
    "-",
    "- ",
    "---",
    "+ ",
    "=",
    "===",
    "|",
    "| ",
    "~",
    "~~",
    "~~~",
    "$",
    "$$",
    "$1",
    "\\",
    "\\|",
    "!",
    "![",
    ":",
    ": ",
    "::",
    "1. ",
    "1) ",
    "10",
    ".",
    "^",
    "[^1]",
    "[^1]: ",
    "[ ] ",
    "[x] ",
    "{",
    "}",
    "{#a}",
    "%",
    "'",
    "\"",
    "2 * 3",
    "a_b_c",
    "www.b.example",
    "\t",
    "...",
    "> ",
    ",",
];

/// Pieces of targets of links.
const TARGET_PIECES: &[&str] =
    &["a", "/", "(", ")", " ", "é", "&amp;", "&copy=2", "*", "_", "\"", "[", "]", "#", "|", "\\", "<", "`", "$"];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        9 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "[!-~]{1,3}",
    ]
}

/// A part of running text that is to be put together.
#[derive(Debug, Clone)]
enum Part {
    Text(String),
    Formula(&'static str),
    Note,
    Marked(Style, Vec<Part>),
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let leaf = prop_oneof![
        12 => piece().prop_map(Part::Text),
        1 => prop::sample::select(&["$a_1$", "$x < y$", "$|x|$", "$\\|v\\|^2 = 1$", "$5 = 2^*$", "$f*g*h = [a](b)$"][..])
            .prop_map(Part::Formula),
        1 => Just(Part::Note),
    ];
    let part = leaf.prop_recursive(2, 12, 4, |inner| {
        let style = prop_oneof![
            Just(Style::Strong),
            Just(Style::Emphasis),
            Just(Style::Struck),
            Just(Style::Code),
            Just(Style::Subscript),
            Just(Style::Superscript),
            target().prop_map(|to| Style::Link { to }),
        ];
        (style, prop::collection::vec(inner, 1..4)).prop_map(|(style, parts)| Part::Marked(style, parts))
    });
    prop::collection::vec(part, 1..6)
}

fn target() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(TARGET_PIECES), 0..4)
        .prop_map(|pieces| format!("https://c.example/{}", pieces.concat().trim()))
}

fn set(parts: &[Part], words: &mut Words) {
    for part in parts {
        let start = words.text.len();
        match part {
            Part::Text(text) => words.text.push_str(text),
            Part::Formula(tex) => words.text.push_str(tex),
            Part::Note => words.text.push_str("[1]"),
            Part::Marked(_, parts) => set(parts, words),
        }
        let style = match part {
            Part::Text(_) => continue,
            Part::Formula(_) => Style::Formula,
            Part::Note => Style::Footnote { name: "1".to_owned() },
            Part::Marked(style, _) => style.clone(),
        };
        // Marks have no white space at their ends.
        let inner = &words.text[start..];
        let from = start + inner.len() - inner.trim_start().len();
        if style == Style::Code {
            // There is no mark of a footnote within code.
            words.spans.retain(|span| span.start < start || !matches!(span.style, Style::Footnote { .. }));
        }
        if !inner.trim().is_empty() {
            words.spans.push(Span { start: from, end: from + inner.trim().len(), style });
        }
    }
}

/// A line of running text: no white space at its ends, never empty.
fn line() -> impl Strategy<Value = Words> {
    parts().prop_map(|parts| {
        let mut words = Words::default();
        set(&parts, &mut words);
        let before = words.text.len() - words.text.trim_start().len();
        let text = words.text.trim().to_owned();
        if text.is_empty() {
            return Words::plain("-");
        }
        let moved = |at: usize| at.saturating_sub(before).min(text.len());
        words.spans.iter_mut().for_each(|span| (span.start, span.end) = (moved(span.start), moved(span.end)));
        words.spans.sort_by_key(Span::place);
        Words { text, spans: words.spans }
    })
}

fn lines() -> impl Strategy<Value = Words> {
    prop::collection::vec(line(), 1..3).prop_map(|lines| {
        let mut all = Words::default();
        for mut line in lines {
            if !all.text.is_empty() {
                all.text.push('\n');
            }
            let from = all.text.len();
            all.text.push_str(&line.text);
            line.spans.iter_mut().for_each(|span| (span.start, span.end) = (span.start + from, span.end + from));
            all.spans.append(&mut line.spans);
        }
        all
    })
}

fn code() -> impl Strategy<Value = Block> {
    let line = prop::collection::vec(piece(), 0..4).prop_map(|pieces| pieces.concat().trim_end().to_owned());
    let language = prop::sample::select(&["", "rust", "c++"][..]);
    (language, prop::collection::vec(line, 1..4)).prop_map(|(language, lines)| Block::Code {
        language: Some(language.to_owned()).filter(|language| !language.is_empty()),
        text: format!("{}\nx", lines.join("\n")),
    })
}

fn table() -> impl Strategy<Value = Block> {
    let cell = prop_oneof![4 => lines(), 1 => Just(Words::default())];
    (1..4_u16, any::<bool>(), 1..4_usize)
        .prop_flat_map(move |(columns, has_head, rows)| {
            let row = prop::collection::vec(cell.clone(), usize::from(columns));
            (Just(has_head), prop::collection::vec(row, rows))
        })
        .prop_map(|(has_head, rows)| {
            let row = |(place, words): (usize, Vec<Words>)| Row {
                cells: (0..)
                    .zip(words)
                    .map(|(column, words)| Cell { column, columns: 1, rows: 1, head: has_head && place == 0, words })
                    .collect(),
            };
            Block::Table { caption: None, rows: rows.into_iter().enumerate().map(row).collect() }
        })
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        6 => lines().prop_map(Block::Paragraph),
        2 => (1..=6_u8, line()).prop_map(|(level, words)| Block::Heading { level, words }),
        2 => code(),
        2 => table(),
        1 => prop::sample::select(&["a = b", "x_1\n+ y", "\\frac{a}{b} * c"][..])
            .prop_map(|tex| Block::Formula { tex: tex.to_owned() }),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        let some = || prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            1 => some().prop_map(|blocks| Block::Quote { author: None, blocks }),
            3 => (prop::option::of(0..12_u32), prop::collection::vec(some(), 1..4)).prop_map(|(first, items)| {
                let number = |place: usize| first.map(|first| first + place as u32);
                let items = items.into_iter().enumerate();
                let items = items.map(|(place, blocks)| Item { number: number(place), blocks });
                Block::List { numbered: first.is_some(), items: items.collect() }
            }),
        ]
    })
}

fn definitions() -> impl Strategy<Value = Block> {
    let meaning = prop::collection::vec(block(), 0..2);
    let entry = (line(), lines(), meaning).prop_map(|(term, first, rest)| {
        let meaning = [Block::Paragraph(first)].into_iter().chain(rest).collect();
        [Entry { term: true, blocks: vec![Block::Paragraph(term)] }, Entry { term: false, blocks: meaning }]
    });
    prop::collection::vec(entry, 1..3)
        .prop_map(|entries| Block::Definitions { entries: entries.into_iter().flatten().collect() })
}

fn document() -> impl Strategy<Value = Vec<Block>> {
    // Two lists of definitions in a row are one.
    (prop::option::weighted(0.2, definitions()), prop::collection::vec(block(), 1..5), lines()).prop_map(
        |(definitions, mut blocks, note)| {
            blocks.extend(definitions);
            blocks.push(Block::Footnote { name: "1".to_owned(), blocks: vec![Block::Paragraph(note)] });
            blocks
        },
    )
}

fn written(blocks: &[Block]) -> String {
    let mut out = String::new();
    blocks::add(blocks, 1, &mut out);
    out
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back(blocks in document()) {
        let markdown = written(&blocks);
        prop_assert_eq!(read(&markdown), wanted(&blocks), "{}", markdown);
    }
}
