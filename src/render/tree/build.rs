//! Lines to blocks: lines that follow each other and stand within the same thing are a block of it. Nothing is reordered,
//! and lines that were left out between do not part what belongs together.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use url::Url;

use super::table::{cell, mark_head};
use super::words::{trimmed, without_marks, without_signs};
use super::{Block, Cell, Entry, Image, Item, Row, Setting, Span, Style, Words};
use crate::document::{JudgedLine, Label};
use crate::line::nest::Nest;
use crate::line::{BlockKind, CellPlace, Mark, Picture, Within, signs};
use crate::render::dateline::Datelines;

/// Schemes whose links a reader can follow, sorted.
const SCHEMES: &[&str] = &["ftp", "http", "https", "mailto"];

/// The level of a heading that markup does not know as one.
const USUAL_LEVEL: u8 = 2;

/// So many lines behind the one that says whose it is a quotation has begun: a name, a date and a button stand between.
const QUOTE_WITHIN: usize = 4;

/// A list and its item are so many levels of what a line stands within.
const ITEM_LEVELS: usize = 2;

/// A part of a line that is marked, and one that is a link.
type Marked = (Range<usize>, Mark);
type Linked = (Range<usize>, Box<str>);

/// A line and what it stands within.
struct Piece<'l> {
    line: &'l JudgedLine,
    within: Arc<[Within]>,
    /// Whether its number is a part of its words, as in a heading.
    keeps_number: bool,
}

/// The blocks that these lines are of.
pub(in crate::render) fn blocks_of(lines: &[&JudgedLine], setting: &Setting, datelines: &Datelines<'_>) -> Vec<Block> {
    let mut nest = Nest::default();
    // Who is quoted is told by the quotation.
    let shown = lines.iter().enumerate().filter(|(at, line)| !line.block.tells_who || !is_told(lines, *at));
    let pieces: Vec<Piece<'_>> = shown
        .map(|(at, line)| {
            let known = line.block.within.clone();
            let within = known.unwrap_or_else(|| nest.of(line.block.kind, line.block.quote));
            let keeps_number = is_numbered_heading(lines, at, &within);
            let around = within.len() - if keeps_number { ITEM_LEVELS } else { 0 };
            Piece { line, within: within[..around].into(), keeps_number }
        })
        .collect();
    let mut blocks = Vec::new();
    let notes = pieces.iter().flat_map(|piece| &*piece.within);
    let notes = notes.filter_map(|within| if let Within::Note(_, name) = within { Some(&**name) } else { None });
    Builder { setting, datelines, notes: notes.collect() }.build(&pieces, 0, &mut blocks);
    blocks
}

/// Whether the quotation of which a line says whose it is is there, behind it or before, and says so as well.
fn is_told(lines: &[&JudgedLine], at: usize) -> bool {
    let behind = lines.iter().skip(at + 1).take(QUOTE_WITHIN).find(|line| !line.block.tells_who);
    let before = lines[..at].iter().rev().take(QUOTE_WITHIN).find(|line| !line.block.tells_who);
    behind.into_iter().chain(before).any(|line| line.block.said_by.is_some())
}

/// Whether a line of flattened text that seems to be a numbered item is a heading with its number: it is labelled so and
/// no other item of a list stands beside it.
fn is_numbered_heading(lines: &[&JudgedLine], at: usize, within: &[Within]) -> bool {
    let line = lines[at];
    let [.., list @ Within::List(_, true), Within::Item(..)] = within else { return false };
    let neighbours = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|other| lines.get(other));
    let is_of_list = |other: &&JudgedLine| other.block.within.iter().any(|within| within.contains(list));
    line.label == Label::Heading
        && line.block.kind == BlockKind::Paragraph
        && !line.source.is_empty()
        && !neighbours.copied().any(|other| is_of_list(&other))
}

/// A text as blocks: paragraphs, since nothing tells more of it.
pub(in crate::render) fn plain_blocks(text: &str) -> Vec<Block> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| Block::Paragraph(Words::plain(line.trim()))).collect()
}

struct Builder<'b> {
    setting: &'b Setting,
    datelines: &'b Datelines<'b>,
    /// The footnotes that are there: what marks another is set high and no more.
    notes: BTreeSet<&'b str>,
}

/// Takes the pieces apart into those that follow each other and have the same in common.
fn runs<'p, 'l, K: PartialEq>(
    pieces: &'p [Piece<'l>],
    key: impl Fn(&Piece<'l>) -> K,
) -> impl Iterator<Item = &'p [Piece<'l>]> {
    pieces.chunk_by(move |a, b| key(a) == key(b))
}

impl Builder<'_> {
    /// Adds the blocks of pieces that all stand within the same things down to a depth.
    fn build(&self, pieces: &[Piece<'_>], depth: usize, out: &mut Vec<Block>) {
        // Items and rows without a list or table around them are taken together.
        let loose = |within: &Within| matches!(within, Within::Item(..) | Within::Row(_));
        let key = |piece: &Piece<'_>| match piece.within.get(depth) {
            Some(within) if loose(within) => (None, true),
            within => (within.cloned(), false),
        };
        for run in runs(pieces, key) {
            match run.first().and_then(|first| first.within.get(depth)) {
                None => self.leaves(run, out),
                Some(Within::Quote(..)) => {
                    let author = said_by(run, depth);
                    let blocks = self.inner(run, depth + 1);
                    out.push(Block::Quote { author, blocks });
                }
                Some(Within::List(_, numbered)) => self.list(run, depth + 1, *numbered, out),
                Some(Within::Item(_, number)) => self.list(run, depth, number.is_some(), out),
                Some(Within::Table(_)) => self.table(run, depth + 1, out),
                Some(Within::Row(_)) => self.table(run, depth, out),
                Some(Within::Code(_, language)) => out.extend(code(run, language)),
                Some(Within::Note(_, name)) => self.note(run, depth + 1, name, out),
                Some(Within::Definitions(_)) => self.definitions(run, depth + 1, out),
                Some(Within::Caption(_, picture)) => self.caption(run, picture.as_deref(), out),
                Some(Within::Cell(..) | Within::Term(_) | Within::Meaning(_)) => self.build(run, depth + 1, out),
            }
        }
    }

    fn inner(&self, pieces: &[Piece<'_>], depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.build(pieces, depth, &mut blocks);
        blocks
    }

    /// Adds headings and paragraphs.
    fn leaves(&self, pieces: &[Piece<'_>], out: &mut Vec<Block>) {
        let is_same = |a: &Piece<'_>, b: &Piece<'_>| {
            let paragraph = a.line.block.paragraph;
            paragraph != 0 && paragraph == b.line.block.paragraph && a.line.label == b.line.label
        };
        for run in pieces.chunk_by(is_same) {
            let first = run[0].line;
            let level = match first.block.kind {
                BlockKind::Heading(level) => Some(level),
                BlockKind::Paragraph if first.label == Label::Heading && !is_inside(&run[0]) => Some(USUAL_LEVEL),
                _ => None,
            };
            let words = self.joined(run, if level.is_some() { ' ' } else { '\n' });
            if words.text.is_empty() {
                continue;
            }
            out.push(match level {
                _ if words.is_all(|style| *style == Style::Formula) => {
                    Block::Formula { tex: words.text.trim().trim_matches('$').trim().to_owned() }
                }
                Some(level) => Block::Heading { level, words },
                None if first.label == Label::Caption => Block::Caption { words, image: None },
                None => Block::Paragraph(words),
            });
        }
    }

    fn list(&self, pieces: &[Piece<'_>], depth: usize, numbered: bool, out: &mut Vec<Block>) {
        let mut items: Vec<Item> = Vec::new();
        let mut notes = Vec::new();
        for run in runs(pieces, |piece| piece.within.get(depth).cloned()) {
            match (run.first().and_then(|first| first.within.get(depth)), items.last_mut()) {
                (Some(Within::Item(_, number)), _) => {
                    items.push(Item { number: *number, blocks: self.inner(run, depth + 1) });
                }
                (Some(Within::Note(_, name)), _) => self.note(run, depth + 1, name, &mut notes),
                // Lists right within lists, and other blocks between items, are part of the item before.
                (_, Some(item)) => self.build(run, depth, &mut item.blocks),
                (_, None) => items.push(Item { number: None, blocks: self.inner(run, depth) }),
            }
        }
        if !items.is_empty() {
            out.push(Block::List { numbered, items });
        }
        out.append(&mut notes);
    }

    fn caption(&self, pieces: &[Piece<'_>], picture: Option<&Picture>, out: &mut Vec<Block>) {
        let image = picture.map(|picture| Image {
            from: Some(&picture.source).filter(|_| self.setting.links).and_then(|source| self.target(source)),
            alt: picture.words.as_ref().to_owned(),
        });
        out.push(Block::Caption { words: self.joined(pieces, '\n'), image });
    }

    /// Adds a footnote; that it is an item of a list as well does not matter.
    fn note(&self, pieces: &[Piece<'_>], depth: usize, name: &str, out: &mut Vec<Block>) {
        let is_item = |piece: &Piece<'_>| matches!(piece.within.get(depth), Some(Within::Item(..)));
        let depth = if pieces.iter().all(is_item) { depth + 1 } else { depth };
        out.push(Block::Footnote { name: name.to_owned(), blocks: self.inner(pieces, depth) });
    }

    fn definitions(&self, pieces: &[Piece<'_>], depth: usize, out: &mut Vec<Block>) {
        let is_term = |piece: &Piece<'_>| matches!(piece.within.get(depth), Some(Within::Term(_)));
        // Without a term they are there to indent.
        if !pieces.iter().any(is_term) {
            return self.build(pieces, depth, out);
        }
        let entries = runs(pieces, |piece| piece.within.get(depth).cloned())
            .map(|run| Entry { term: is_term(&run[0]), blocks: self.inner(run, depth + 1) });
        out.push(Block::Definitions { entries: entries.collect() });
    }

    fn table(&self, pieces: &[Piece<'_>], depth: usize, out: &mut Vec<Block>) {
        let mut rows: Vec<Row> = Vec::new();
        let mut others = Vec::new();
        for run in runs(pieces, |piece| piece.within.get(depth).cloned()) {
            match run.first().and_then(|first| first.within.get(depth)) {
                // What parts the head of a flattened table from its body has no words.
                Some(Within::Row(_)) => {
                    let row = self.row(run, depth + 1);
                    rows.extend(Some(row).filter(|row| row.cells.iter().any(|cell| !cell.words.text.is_empty())));
                }
                _ => self.build(run, depth, &mut others),
            }
        }
        mark_head(&mut rows);
        let is_caption = |block: &Block| matches!(block, Block::Caption { .. });
        let caption = match others.iter().position(is_caption).filter(|_| !rows.is_empty()).map(|at| others.remove(at))
        {
            Some(Block::Caption { words, .. }) => Some(words),
            _ => None,
        };
        out.append(&mut others);
        if !rows.is_empty() {
            out.push(Block::Table { caption, rows });
        }
    }

    fn row(&self, pieces: &[Piece<'_>], depth: usize) -> Row {
        let mut cells = Vec::new();
        for run in runs(pieces, |piece| piece.within.get(depth).cloned()) {
            let line = run[0].line;
            match run[0].within.get(depth) {
                Some(Within::Cell(_, place)) => cells.push(cell(*place, self.joined(run, '\n'))),
                _ if line.block.cells.is_empty() => {
                    cells.push(cell(CellPlace::default(), self.joined(run, '\n')));
                }
                _ => {
                    cells.extend(self.cells(line));
                }
            }
        }
        Row { cells }
    }

    /// The words of lines that are one paragraph.
    fn joined(&self, pieces: &[Piece<'_>], between: char) -> Words {
        let mut words = Words::default();
        for piece in pieces {
            let line = piece.line;
            let shown = self.datelines.strip(if piece.keeps_number { &line.text } else { without_marks(line) });
            let mut next = self.words(line, line.text.len() - shown.len()..line.text.len());
            if next.text.is_empty() {
                continue;
            }
            if !words.text.is_empty() {
                words.text.push(between);
            }
            let from = words.text.len();
            words.text.push_str(&next.text);
            next.spans.iter_mut().for_each(|span| (span.start, span.end) = (span.start + from, span.end + from));
            words.spans.append(&mut next.spans);
        }
        words
    }

    /// The cells of a row that is one line, each with what marks it.
    fn cells(&self, line: &JudgedLine) -> Vec<Cell> {
        let (mut marks, mut links) = (line.block.marks.clone(), line.block.links.clone());
        marks.sort_by_key(|(range, _)| range.start);
        links.sort_by_key(|(range, _)| range.start);
        let of_row = line.block.cells.iter().map(|one| {
            let Range { start, end } = one.text;
            let marks = &marks[marks.partition_point(|(range, _)| range.start < start)..];
            let marks = &marks[..marks.partition_point(|(range, _)| range.start < end)];
            let links = &links[links.partition_point(|(range, _)| range.start < start)..];
            let links = &links[..links.partition_point(|(range, _)| range.start < end)];
            cell(one.place, self.marked(&line.text, start..end, marks, links))
        });
        of_row.collect()
    }

    /// A range of a line as running text.
    fn words(&self, line: &JudgedLine, range: Range<usize>) -> Words {
        self.marked(&line.text, range, &line.block.marks, &line.block.links)
    }

    fn marked(&self, text: &str, range: Range<usize>, marks: &[Marked], links: &[Linked]) -> Words {
        let end = range.end.min(text.len());
        let Some(range) = trimmed(text, range.start.min(end)..end) else { return Words::default() };
        let mut spans = Vec::new();
        let mut add = |of: &Range<usize>, style: &dyn Fn(&str) -> Option<Style>| {
            let inner = trimmed(text, of.start.max(range.start)..of.end.min(range.end).max(range.start));
            if let Some((inner, style)) = inner.and_then(|inner| Some((inner.clone(), style(&text[inner])?))) {
                spans.push(Span { start: inner.start - range.start, end: inner.end - range.start, style });
            }
        };
        let notes = marks.iter().filter(|(_, mark)| *mark == Mark::Note);
        let notes: BTreeSet<usize> = notes.map(|(of, _)| of.start).collect();
        for (of, mark) in marks {
            // The mark of a footnote is set high by being one.
            if *mark != Mark::Superscript || !notes.contains(&of.start) {
                add(of, &|text| self.style(*mark, text));
            }
        }
        for (of, target) in links.iter().filter(|_| self.setting.links) {
            add(of, &|_| self.target(target).map(|to| Style::Link { to }));
        }
        spans.sort_by_key(Span::place);
        let signs = signs(marks).into_iter().filter(|sign| range.start <= sign.start && sign.end <= range.end);
        let signs: Vec<Range<usize>> = signs.map(|sign| sign.start - range.start..sign.end - range.start).collect();
        without_signs(Words { text: text[range].to_owned(), spans }, &signs)
    }

    fn style(&self, mark: Mark, text: &str) -> Option<Style> {
        let style = match mark {
            Mark::Formula => return Some(Style::Formula),
            Mark::Note => {
                let name = text.trim_matches(['[', ']']);
                if self.notes.contains(name) {
                    return Some(Style::Footnote { name: name.to_owned() });
                }
                Style::Superscript
            }
            Mark::Strong => Style::Strong,
            Mark::Emphasis => Style::Emphasis,
            Mark::Struck => Style::Struck,
            Mark::Code => Style::Code,
            Mark::Subscript => Style::Subscript,
            Mark::Superscript => Style::Superscript,
            Mark::Sign => return None,
        };
        self.setting.inline.then_some(style)
    }

    /// Where a link leads; none where a reader cannot go there.
    fn target(&self, written: &str) -> Option<String> {
        let written = written.trim();
        if written.is_empty() || written.starts_with('#') {
            return None;
        }
        match (Url::parse(written), &self.setting.base) {
            (Ok(url), _) => SCHEMES.contains(&url.scheme()).then(|| written.to_owned()),
            (Err(_), Some(base)) => Some(base.join(written).map_or_else(|_| written.to_owned(), String::from)),
            (Err(_), None) => Some(written.to_owned()),
        }
    }
}

/// Who said the quotation at this depth: what a line tells that stands in no deeper one.
fn said_by(pieces: &[Piece<'_>], depth: usize) -> Option<String> {
    let is_deeper =
        |piece: &Piece<'_>| piece.within.iter().skip(depth + 1).any(|within| matches!(within, Within::Quote(..)));
    let mut own = pieces.iter().filter(|piece| !is_deeper(piece));
    own.find_map(|piece| piece.line.block.said_by.as_deref()).map(str::to_owned)
}

/// Whether a line stands where a heading can not.
fn is_inside(piece: &Piece<'_>) -> bool {
    let is_so = |within: &Within| matches!(within, Within::Term(_) | Within::Meaning(_) | Within::Note(..));
    piece.within.iter().any(is_so)
}

/// Code as it is, the blank lines between its lines among it. Fences around it are no part of it.
fn code(pieces: &[Piece<'_>], language: &str) -> Option<Block> {
    let mut text = String::new();
    let is_fence = |line: &JudgedLine| line.block.shown_mark >= line.text.len();
    for (place, line) in pieces.iter().map(|piece| piece.line).filter(|line| !is_fence(line)).enumerate() {
        let before = &*line.block.before;
        if place > 0 {
            text.push('\n');
            text.push_str(before);
        } else {
            text.push_str(before.rsplit('\n').next().unwrap_or_default());
        }
        text.push_str(&line.text);
    }
    (!text.is_empty())
        .then(|| Block::Code { language: Some(language.to_owned()).filter(|name| !name.is_empty()), text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_sorted() {
        assert!(SCHEMES.is_sorted());
    }

    #[test]
    fn targets() {
        let document = crate::Document::default();
        let datelines = Datelines::of(&document, true);
        let base = Url::parse("https://tides.example/news/1").ok();
        for (base, written, target) in [
            (&base, "/a", Some("https://tides.example/a")),
            (&base, "b", Some("https://tides.example/news/b")),
            (&base, "javascript:go()", None),
            (&base, "#top", None),
            (&None, "/a", Some("/a")),
            (&None, "https://x.example", Some("https://x.example")),
            (&None, " ", None),
            (&None, "data:,x", None),
        ] {
            let setting = Setting { links: true, inline: true, base: base.clone() };
            let builder = Builder { setting: &setting, datelines: &datelines, notes: BTreeSet::new() };
            assert_eq!(builder.target(written).as_deref(), target);
        }
    }
}
