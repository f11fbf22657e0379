//! Blocks put together at random, their words full of the signs that mean something in markdown and HTML, for tests that
//! read back what was written.

use proptest::prelude::*;

use super::tree::{Block, Cell, Entry, Item, Row, Span, Style, Words};

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

pub(super) fn document() -> impl Strategy<Value = Vec<Block>> {
    // Two lists of definitions in a row are one.
    (prop::option::weighted(0.2, definitions()), prop::collection::vec(block(), 1..5), lines()).prop_map(
        |(definitions, mut blocks, note)| {
            blocks.extend(definitions);
            blocks.push(Block::Footnote { name: "1".to_owned(), blocks: vec![Block::Paragraph(note)] });
            blocks
        },
    )
}
