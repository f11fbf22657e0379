//! What is written, read back by a parser of HTML: blocks put together at random come back as the same blocks with the same
//! words, marked in the same way.

use std::collections::BTreeSet;

use ego_tree::NodeRef;
use proptest::prelude::*;
use scraper::node::Element;
use scraper::{Html, Node};

use super::{Writer, sanitised};
use crate::render::random::document;
use crate::render::told::{Read, Told, decoded, shortened, wanted};
use crate::render::tree::Block;

/// Elements that are blocks.
const BLOCKS: &[&str] =
    &["blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "section", "table", "ul"];

fn written(blocks: &[Block]) -> String {
    let mut writer = Writer { out: String::new(), marked: BTreeSet::new() };
    writer.text(blocks, 1);
    sanitised(&writer.out)
}

fn name<'n>(node: NodeRef<'n, Node>) -> &'n str {
    node.value().as_element().map_or("", Element::name)
}

fn attribute<'n>(node: NodeRef<'n, Node>, name: &str) -> Option<&'n str> {
    node.value().as_element().and_then(|element| element.attr(name))
}

fn named<'n>(node: NodeRef<'n, Node>, names: &'static [&str]) -> impl Iterator<Item = NodeRef<'n, Node>> {
    node.children().filter(move |child| names.contains(&name(*child)))
}

fn text(node: NodeRef<'_, Node>) -> String {
    node.descendants().filter_map(|node| node.value().as_text().map(|text| &**text)).collect()
}

/// The blocks that stand in an element, and words between them as paragraphs.
fn blocks_read(parent: NodeRef<'_, Node>) -> Vec<Told> {
    let mut found = Vec::new();
    let mut loose = Read::default();
    for node in parent.children() {
        if BLOCKS.contains(&name(node)) {
            found.extend(paragraph(std::mem::take(&mut loose).told()));
            block_read(node, &mut found);
        } else {
            read_words(node, &[], &mut loose);
        }
    }
    found.extend(paragraph(loose.told()));
    found
}

/// A paragraph that is one formula is the formula; white space is none.
fn paragraph(words: String) -> Option<Told> {
    match words.strip_prefix("{display}") {
        Some(tex) if !tex.contains("{}") => Some(Told::Formula(tex.replace('\n', " "))),
        _ => Some(Told::Paragraph(words)).filter(|told| *told != Told::Paragraph(String::new())),
    }
}

fn block_read(node: NodeRef<'_, Node>, found: &mut Vec<Told>) {
    let items = || named(node, &["li"]);
    found.push(match name(node) {
        "p" => return found.extend(paragraph(words_read(node))),
        "blockquote" => Told::Quote(blocks_read(node)),
        "ul" => Told::List(None, items().map(blocks_read).collect()),
        "ol" => {
            let first = items().next().and_then(|item| attribute(item, "value"));
            let first = first.map_or(1, |value| value.parse().expect("a number"));
            Told::List(Some(first), items().map(blocks_read).collect())
        }
        "pre" => {
            let code = named(node, &["code"]).next().expect("code");
            Told::Code(attribute(code, "data-language").unwrap_or_default().to_owned(), text(code))
        }
        "table" => table_read(node),
        "dl" => {
            Told::Definitions(named(node, &["dd", "dt"]).map(|one| (name(one) == "dt", blocks_read(one))).collect())
        }
        "section" => {
            let notes = named(node, &["ol"]).flat_map(|list| named(list, &["li"]));
            let name_of = |note| attribute(note, "id").and_then(|id| id.strip_prefix("note-")).unwrap_or_default();
            return found.extend(notes.map(|note| Told::Note(name_of(note).to_owned(), blocks_read(note))));
        }
        heading => {
            let level = heading.trim_start_matches('h').parse().expect("a heading");
            Told::Heading(level, words_read(node))
        }
    });
}

fn table_read(node: NodeRef<'_, Node>) -> Told {
    let rows = named(node, &["thead", "tbody"]).flat_map(|part| named(part, &["tr"]));
    let cells = |row| named(row, &["td", "th"]).collect::<Vec<_>>();
    let rows: Vec<Vec<NodeRef<'_, Node>>> = rows.map(cells).collect();
    let is_headed = rows.first().is_some_and(|row| row.iter().all(|cell| name(*cell) == "th"));
    let head = (!is_headed).then(Vec::new);
    let told = rows.into_iter().map(|row| row.into_iter().map(words_read).collect());
    Told::Table(shortened(head.into_iter().chain(told).collect()))
}

fn words_read(node: NodeRef<'_, Node>) -> String {
    let mut read = Read::default();
    node.children().for_each(|child| read_words(child, &[], &mut read));
    read.told()
}

fn read_words(node: NodeRef<'_, Node>, marks: &[String], read: &mut Read) {
    if let Node::Text(text) = node.value() {
        return read_text(&text.replace('\n', " "), marks, read);
    }
    let with =
        |more: &[&str]| marks.iter().cloned().chain(more.iter().map(|one| (*one).to_owned())).collect::<Vec<_>>();
    let is_code = marks.iter().any(|mark| mark == "code");
    let target = attribute(node, "href").unwrap_or_default();
    let inner = match name(node) {
        "br" => return read.add("\n", marks),
        "a" if target.starts_with("#mark-") => return,
        "a" => match target.strip_prefix("#note-") {
            Some(note) => return read.add("†", &with(&["note", note])),
            None => with(&[&format!("link:{}", decoded(target))]),
        },
        // The mark of a footnote is set high by being one.
        "sup" if node.children().all(|child| attribute(child, "href").is_some_and(|to| to.starts_with("#note-"))) => {
            marks.to_vec()
        }
        _ if is_code => marks.to_vec(),
        element => with(&[element]),
    };
    node.children().for_each(|child| read_words(child, &inner, read));
}

/// Reads a text with the formulas in it.
fn read_text(text: &str, marks: &[String], read: &mut Read) {
    let mut rest = text;
    let is_code = marks.iter().any(|mark| mark == "code");
    while let Some(start) = rest.find(['\\']).filter(|_| !is_code) {
        let signs = [("\\(", "\\)", "formula"), ("\\[", "\\]", "display")];
        let found = signs.into_iter().find(|(begin, ..)| rest[start..].starts_with(begin));
        let inner = found.and_then(|(_, end, kind)| Some((rest[start + 2..].split_once(end)?, kind)));
        let Some(((tex, behind), kind)) = inner else {
            read.add(&rest[..=start], marks);
            rest = &rest[start + 1..];
            continue;
        };
        read.add(&rest[..start], marks);
        read.add(tex, &marks.iter().cloned().chain([kind.to_owned()]).collect::<Vec<_>>());
        rest = behind;
    }
    read.add(rest, marks);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back(blocks in document()) {
        let html = written(&blocks);
        // What looks like a formula to those who look for them can not be told from one.
        let told = format!("{:?}", wanted(&blocks));
        prop_assume!(!told.contains("\\\\(") && !told.contains("\\\\["));
        let html_read = Html::parse_fragment(&html);
        prop_assert_eq!(blocks_read(*html_read.root_element()), wanted(&blocks), "{}", html);
    }
}
