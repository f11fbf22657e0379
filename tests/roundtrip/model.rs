//! A document as the harness knows it: markdown to a tree, and the tree to the leaves that are compared. The documents
//! and the answers of every program go through the same functions, so that nobody's markdown is favoured.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// A block of a document.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    Heading(u8, Vec<Inline>),
    Paragraph(Vec<Inline>),
    Code(String, String),
    Formula(String),
    /// The number of its first item, where it is numbered, and its items.
    List(Option<u64>, Vec<Vec<Block>>),
    Quote(Vec<Block>),
    /// The head and the rows, each of cells.
    Table(Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>),
    Note(String, Vec<Block>),
    /// Terms, each with what it means.
    Definitions(Vec<(Vec<Inline>, Vec<Vec<Inline>>)>),
    Rule,
}

/// A piece of running text.
#[derive(Debug, Clone)]
pub(crate) enum Inline {
    Text(String),
    Code(String),
    Formula(String),
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Link(String, Vec<Inline>),
    Mark(String),
    /// A tag that stands in the markdown as it is: `<sub>`, `<rt>`…
    Tag(String),
    Break,
}

/// What is compared: the smallest block that has a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaf {
    /// `p`, `h2`, `li1`, `li2#3` (an item's number), `li1+` (one more paragraph of it), `head`, `row`, `code`…
    pub(crate) kind: String,
    pub(crate) quote: usize,
    /// Of code the bytes, of everything else the words as shown, cells parted by tabs.
    pub(crate) text: String,
    /// The language that a code block states.
    pub(crate) language: String,
}

/// Reads markdown.
pub(crate) fn read(markdown: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_STRIKETHROUGH;
    let mut events = Parser::new_ext(markdown, options);
    blocks(&mut events)
}

fn blocks<'e>(events: &mut impl Iterator<Item = Event<'e>>) -> Vec<Block> {
    let mut found = Vec::new();
    let mut loose: Vec<Inline> = Vec::new();
    while let Some(event) = events.next() {
        if let Some(inline) = inline_of(&event, events) {
            loose.push(inline);
            continue;
        }
        if !loose.is_empty() {
            found.push(paragraph(std::mem::take(&mut loose)));
        }
        match event {
            Event::End(_) => return found,
            Event::Start(tag) => found.push(block(tag, events)),
            Event::Rule => found.push(Block::Rule),
            _ => {}
        }
    }
    if !loose.is_empty() {
        found.push(paragraph(loose));
    }
    found
}

/// A paragraph that is one formula is the formula.
fn paragraph(inlines: Vec<Inline>) -> Block {
    match &inlines[..] {
        [Inline::Mark(mark)] if mark.starts_with("$$") => Block::Formula(mark[2..].to_owned()),
        _ => Block::Paragraph(inlines),
    }
}

fn block<'e>(tag: Tag<'e>, events: &mut impl Iterator<Item = Event<'e>>) -> Block {
    match tag {
        Tag::Heading { level, .. } => Block::Heading(level as u8, inlines(events)),
        Tag::Paragraph => paragraph(inlines(events)),
        Tag::BlockQuote(_) => Block::Quote(blocks(events)),
        Tag::CodeBlock(kind) => {
            let language = match kind {
                CodeBlockKind::Fenced(language) => language.to_string(),
                CodeBlockKind::Indented => String::new(),
            };
            Block::Code(language, plain(&inlines(events)))
        }
        Tag::List(start) => {
            let mut items = Vec::new();
            while let Some(Event::Start(_)) = events.next() {
                items.push(blocks(events));
            }
            Block::List(start, items)
        }
        Tag::FootnoteDefinition(name) => Block::Note(name.to_string(), blocks(events)),
        Tag::Table(_) => table(events),
        Tag::DefinitionList => definitions(events),
        // Markup between blocks and what else there is: its text stays.
        _ => Block::Paragraph(inlines(events)),
    }
}

fn table<'e>(events: &mut impl Iterator<Item = Event<'e>>) -> Block {
    let mut rows = Vec::new();
    while let Some(Event::Start(_)) = events.next() {
        let mut cells = Vec::new();
        while let Some(Event::Start(_)) = events.next() {
            cells.push(inlines(events));
        }
        rows.push(cells);
    }
    let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
    Block::Table(head, rows)
}

fn definitions<'e>(events: &mut impl Iterator<Item = Event<'e>>) -> Block {
    let mut found: Vec<(Vec<Inline>, Vec<Vec<Inline>>)> = Vec::new();
    while let Some(Event::Start(tag)) = events.next() {
        match (tag, found.last_mut()) {
            (Tag::DefinitionListDefinition, Some((_, meanings))) => {
                for block in blocks(events) {
                    if let Block::Paragraph(words) = block {
                        meanings.push(words);
                    }
                }
            }
            _ => found.push((inlines(events), Vec::new())),
        }
    }
    Block::Definitions(found)
}

fn inlines<'e>(events: &mut impl Iterator<Item = Event<'e>>) -> Vec<Inline> {
    let mut found = Vec::new();
    while let Some(event) = events.next() {
        match inline_of(&event, events) {
            Some(inline) => found.push(inline),
            None if matches!(event, Event::End(_)) => break,
            None => {}
        }
    }
    found
}

fn inline_of<'e>(event: &Event<'e>, events: &mut impl Iterator<Item = Event<'e>>) -> Option<Inline> {
    Some(match event {
        Event::Text(text) => Inline::Text(text.to_string()),
        Event::Code(code) => Inline::Code(code.to_string()),
        Event::InlineMath(formula) => Inline::Formula(formula.to_string()),
        // A formula on its own is marked, and the paragraph around it taken away.
        Event::DisplayMath(formula) => Inline::Mark(format!("$${formula}")),
        Event::Html(tag) | Event::InlineHtml(tag) => Inline::Tag(tag.to_string()),
        Event::FootnoteReference(name) => Inline::Mark(name.to_string()),
        Event::SoftBreak => Inline::Text(" ".to_owned()),
        Event::HardBreak => Inline::Break,
        Event::Start(Tag::Strong) => Inline::Strong(inlines(events)),
        Event::Start(Tag::Emphasis | Tag::Strikethrough) => Inline::Emphasis(inlines(events)),
        Event::Start(Tag::Link { dest_url, .. }) => Inline::Link(dest_url.to_string(), inlines(events)),
        // Pictures have no words of the text.
        Event::Start(Tag::Image { .. }) => {
            inlines(events);
            Inline::Text(String::new())
        }
        _ => return None,
    })
}

/// The words of running text as a reader sees them: readings over Chinese and Japanese are left out, formulas and marks
/// of footnotes stand as in markdown.
pub(crate) fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    let mut unread = false;
    for inline in inlines {
        match inline {
            Inline::Tag(tag) => match tag.as_str() {
                "<rt>" | "<rp>" => unread = true,
                "</rt>" | "</rp>" => unread = false,
                tag if tag.starts_with("<br") => text.push('\n'),
                _ => {}
            },
            _ if unread => {}
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Formula(formula) => text.push_str(&format!("${}$", folded(formula))),
            Inline::Mark(formula) if formula.starts_with("$$") => text.push_str(&folded(&format!("{formula}$$"))),
            Inline::Mark(name) => text.push_str(&format!("[^{name}]")),
            Inline::Strong(within) | Inline::Emphasis(within) | Inline::Link(_, within) => {
                text.push_str(&plain(within));
            }
            Inline::Break => text.push('\n'),
        }
    }
    text
}

/// White space folded, line by line.
fn folded(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The leaves of a document, without its title.
pub(crate) fn leaves(blocks: &[Block]) -> Vec<Leaf> {
    let mut found = Vec::new();
    gather(blocks, &Around::default(), &mut found);
    let title = found.iter().position(|leaf| leaf.kind == "h1");
    if let Some(title) = title {
        found.remove(title);
    }
    found.retain(|leaf| !leaf.text.trim().is_empty());
    found
}

/// The title: the first heading of the first level.
pub(crate) fn title(blocks: &[Block]) -> String {
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading(1, words) => Some(folded(&plain(words))),
        _ => None,
    });
    title.unwrap_or_default()
}

#[derive(Clone, Default)]
struct Around {
    quote: usize,
    depth: usize,
    /// What the first leaf of an item is, and what the others are.
    item: Option<String>,
    note: Option<String>,
}

fn gather(blocks: &[Block], around: &Around, found: &mut Vec<Leaf>) {
    for (place, block) in blocks.iter().enumerate() {
        let mut add = |kind: &str, text: String| {
            found.push(Leaf { kind: kind.to_owned(), quote: around.quote, text, language: String::new() });
        };
        match block {
            Block::Paragraph(words) => add(&around.paragraph(place), folded(&plain(words))),
            Block::Heading(level, words) => add(&format!("h{level}"), folded(&plain(words))),
            Block::Formula(formula) => add("formula", folded(formula)),
            Block::Code(language, code) => {
                let (text, language) = (code.trim_end_matches('\n').to_owned(), language.clone());
                found.push(Leaf { kind: "code".to_owned(), quote: around.quote, text, language });
            }
            Block::Table(head, rows) => {
                add("head", cells(head));
                rows.iter().for_each(|row| add("row", cells(row)));
            }
            Block::Definitions(list) => {
                for (term, meanings) in list {
                    add("term", folded(&plain(term)));
                    meanings.iter().for_each(|meaning| add("meaning", folded(&plain(meaning))));
                }
            }
            Block::Quote(within) => gather(within, &Around { quote: around.quote + 1, ..Around::default() }, found),
            Block::Note(name, within) => gather(within, &Around { note: Some(name.clone()), ..around.clone() }, found),
            Block::List(start, items) => {
                for (number, item) in (start.unwrap_or(0)..).zip(items) {
                    let number = start.map(|_| number);
                    gather(item, &around.within_item(number), found);
                }
            }
            Block::Rule => {}
        }
    }
}

impl Around {
    fn within_item(&self, number: Option<u64>) -> Around {
        let depth = self.depth + 1;
        let number = number.map_or_else(String::new, |number| format!("#{number}"));
        Around { depth, item: Some(format!("li{depth}{number}")), ..self.clone() }
    }

    /// What a paragraph is that stands there.
    fn paragraph(&self, place: usize) -> String {
        match (&self.note, &self.item) {
            (Some(name), _) => format!("note {name}"),
            (_, Some(item)) if place == 0 => item.clone(),
            (_, Some(_)) => format!("li{}+", self.depth),
            _ => "p".to_owned(),
        }
    }
}

fn cells(cells: &[Vec<Inline>]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| folded(&plain(cell)).replace('\n', " ")).collect();
    cells.join("\t").trim_end().to_owned()
}
