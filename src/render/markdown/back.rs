//! What is written, read back by a reader of markdown: blocks put together at random come back as the same blocks with the
//! same words, marked in the same way.

use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::blocks;
use crate::render::random::document;
use crate::render::told::{Read, Told, decoded, shortened, wanted};
use crate::render::tree::Block;

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
