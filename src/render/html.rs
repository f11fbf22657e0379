//! A document as HTML: an `article` of the same parts as markdown has, in elements that say what they are, with no script,
//! style, class or handler in it. What is written here is plain text within known elements; a sanitiser goes over it all
//! the same, so that nothing depends on no writer ever slipping.

#[cfg(test)]
mod back;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write;

use super::Layout;
use super::markdown::{Part, parts};
use super::tree::{Block, Cell, Image, Item, Row, Span, Style, Words};
use crate::document::Document;

/// HTML has headings down to this level.
const LAST_LEVEL: u8 = 6;

/// The elements that an article may hold.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The attributes that some of them may have.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "id"]),
    ("article", &["lang"]),
    ("code", &["data-language"]),
    ("img", &["alt", "src"]),
    ("li", &["id", "value"]),
    ("ol", &["start"]),
    ("section", &["role"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
];

/// The document as HTML, ending in a line break. Links have their targets where [`Layout::links`] asks for them, and
/// emphasis and the like stand where [`Layout::inline`] does. Formulas are TeX between the signs that MathJax and KaTeX
/// look for: `\(…\)` within a line, `\[…\]` for one on its own.
///
/// ```
/// use copydesk::{Document, render};
/// let mut document = Document::default();
/// document.headline = Some("Ferry <back>".to_owned());
/// document.text = "It was full.".to_owned();
/// let html = render::html(&document, &render::Layout::default());
/// assert_eq!(html, "<article>\n<h1>Ferry &lt;back&gt;</h1>\n<p>It was full.</p>\n</article>\n");
/// ```
pub fn html(document: &Document, layout: &Layout) -> String {
    let language = document.language.as_ref().map_or_else(String::new, |code| format!(" lang=\"{}\"", escaped(code)));
    let mut writer = Writer { out: format!("<article{language}>\n"), marked: BTreeSet::new() };
    for part in parts(document, layout) {
        match part {
            Part::Heading(level, text) => writer.heading(level, &Words::plain(&text)),
            Part::Credits(text) => writer.wrapped("<p><em>", &Words::plain(&text), "</em></p>\n"),
            Part::Rule => writer.out.push_str("<hr>\n"),
            Part::Text(blocks, top) => writer.text(&blocks, top),
        }
    }
    writer.out.push_str("</article>\n");
    sanitised(&writer.out)
}

fn sanitised(html: &str) -> String {
    let attributes: HashMap<&str, HashSet<&str>> =
        ATTRIBUTES.iter().map(|(element, names)| (*element, names.iter().copied().collect())).collect();
    ammonia::Builder::empty()
        .tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(["script", "style"].into_iter().collect())
        .tag_attributes(attributes)
        .url_schemes(["ftp", "http", "https", "mailto"].into_iter().collect())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .clean(html)
        .to_string()
}

struct Writer {
    out: String,
    /// The footnotes whose first mark was written.
    marked: BTreeSet<String>,
}

impl Writer {
    /// Writes blocks whose headings have at least this level; footnotes come behind them.
    fn text(&mut self, blocks: &[Block], top: u8) {
        self.blocks(blocks, top);
        let mut notes = Vec::new();
        blocks.iter().for_each(|block| gather_notes(block, &mut notes));
        if notes.is_empty() {
            return;
        }
        self.out.push_str("<section role=\"doc-endnotes\">\n<ol>\n");
        for (name, blocks) in notes {
            let _ = write!(self.out, "<li id=\"note-{}\">", escaped(name));
            self.note(name, blocks, top);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    /// Writes a footnote, and behind its last words a link back to its mark.
    fn note(&mut self, name: &str, blocks: &[Block], top: u8) {
        let back = match self.marked.contains(name) {
            true => format!(" <a href=\"#mark-{}\">↩</a>", escaped(name)),
            false => String::new(),
        };
        match blocks {
            [before @ .., Block::Paragraph(words)] => {
                self.blocks(before, top);
                self.wrapped("<p>", words, &format!("{back}</p>\n"));
            }
            _ => {
                self.blocks(blocks, top);
                self.out.push_str(back.trim_start());
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block], top: u8) {
        for block in blocks {
            match block {
                Block::Heading { level, words } => self.heading((*level).max(top), words),
                Block::Paragraph(words) => self.wrapped("<p>", words, "</p>\n"),
                Block::Caption { words, image } => self.figure(words, image.as_ref()),
                Block::Quote { author, blocks } => {
                    self.out.push_str("<blockquote>\n");
                    if let Some(author) = author {
                        self.wrapped("<p><cite>", &Words::plain(author), "</cite>:</p>\n");
                    }
                    self.blocks(blocks, top);
                    self.out.push_str("</blockquote>\n");
                }
                Block::List { numbered, items } => self.list(*numbered, items, top),
                Block::Table { caption, rows } => self.table(caption.as_ref(), rows),
                Block::Code { language, text } => {
                    let language = language
                        .as_ref()
                        .map_or_else(String::new, |language| format!(" data-language=\"{}\"", escaped(language)));
                    let _ = writeln!(self.out, "<pre><code{language}>{}</code></pre>", escaped(text));
                }
                Block::Formula { tex } => {
                    let _ = writeln!(self.out, "<p>\\[{}\\]</p>", escaped(tex));
                }
                Block::Footnote { .. } => {}
                Block::Definitions { entries } => {
                    self.out.push_str("<dl>\n");
                    for entry in entries {
                        self.out.push_str(if entry.term { "<dt>" } else { "<dd>" });
                        self.inside(&entry.blocks, top);
                        self.out.push_str(if entry.term { "</dt>\n" } else { "</dd>\n" });
                    }
                    self.out.push_str("</dl>\n");
                }
            }
        }
    }

    /// Writes blocks; a paragraph that is all there is needs no element of its own.
    fn inside(&mut self, blocks: &[Block], top: u8) {
        match blocks {
            [Block::Paragraph(words), rest @ ..] if rest.iter().all(|block| matches!(block, Block::List { .. })) => {
                self.words(words);
                self.blocks(rest, top);
            }
            _ => self.blocks(blocks, top),
        }
    }

    fn heading(&mut self, level: u8, words: &Words) {
        let level = level.clamp(1, LAST_LEVEL);
        self.wrapped(&format!("<h{level}>"), words, &format!("</h{level}>\n"));
    }

    fn list(&mut self, numbered: bool, items: &[Item], top: u8) {
        self.out.push_str(if numbered { "<ol>\n" } else { "<ul>\n" });
        let mut next = 1;
        for item in items {
            match item.number.filter(|number| *number != next) {
                Some(number) => {
                    let _ = write!(self.out, "<li value=\"{number}\">");
                }
                None => self.out.push_str("<li>"),
            }
            next = item.number.unwrap_or(next).saturating_add(1);
            self.inside(&item.blocks, top);
            self.out.push_str("</li>\n");
        }
        self.out.push_str(if numbered { "</ol>\n" } else { "</ul>\n" });
    }

    fn figure(&mut self, words: &Words, image: Option<&Image>) {
        self.out.push_str("<figure>\n");
        if let Some((from, image)) = image.and_then(|image| Some((image.from.as_ref()?, image))) {
            let _ = writeln!(self.out, "<img src=\"{}\" alt=\"{}\">", escaped(from), escaped(&image.alt));
        }
        self.wrapped("<figcaption>", words, "</figcaption>\n</figure>\n");
    }

    fn table(&mut self, caption: Option<&Words>, rows: &[Row]) {
        let heads = rows.iter().take_while(|row| row.cells.iter().all(|cell| cell.head)).count();
        let (head, body) = rows.split_at(if heads < rows.len() { heads } else { 0 });
        self.out.push_str("<table>\n");
        if let Some(caption) = caption {
            self.wrapped("<caption>", caption, "</caption>\n");
        }
        for (rows, before, after, scope) in
            [(head, "<thead>\n", "</thead>\n", "col"), (body, "<tbody>\n", "</tbody>\n", "row")]
        {
            if rows.is_empty() {
                continue;
            }
            self.out.push_str(before);
            for row in rows {
                self.out.push_str("<tr>");
                row.cells.iter().for_each(|cell| self.cell(cell, scope));
                self.out.push_str("</tr>\n");
            }
            self.out.push_str(after);
        }
        self.out.push_str("</table>\n");
    }

    fn cell(&mut self, cell: &Cell, scope: &str) {
        let name = if cell.head { "th" } else { "td" };
        let mut tag = format!("<{name}");
        if cell.head {
            let _ = write!(tag, " scope=\"{scope}\"");
        }
        for (attribute, value) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
            if value > 1 {
                let _ = write!(tag, " {attribute}=\"{value}\"");
            }
        }
        tag.push('>');
        self.wrapped(&tag, &cell.words, &format!("</{name}>"));
    }

    fn wrapped(&mut self, before: &str, words: &Words, after: &str) {
        self.out.push_str(before);
        self.words(words);
        self.out.push_str(after);
    }

    fn words(&mut self, words: &Words) {
        let mut at = 0;
        self.spans(&words.text, &words.spans, &mut at, words.text.len(), Inside::default());
    }

    fn spans(&mut self, text: &str, spans: &[Span], at: &mut usize, end: usize, inside: Inside) {
        let mut rest = spans;
        while let [span, after @ ..] = rest {
            let until = span.end.min(end);
            if span.start < *at || span.start >= until || text.get(span.start..until).is_none() {
                rest = after;
                continue;
            }
            let inner = after.iter().take_while(|other| other.start < until).count();
            let (within, behind) = after.split_at(inner);
            rest = behind;
            self.plain(text.get(*at..span.start).unwrap_or_default());
            *at = span.start;
            let holds_note = within.iter().any(|span| matches!(span.style, Style::Footnote { .. }));
            match span.style {
                Style::Formula if !inside.code => {
                    self.formula(&text[span.start..until]);
                    *at = until;
                    continue;
                }
                // There is no link within a link, and the mark of a footnote is one.
                Style::Link { .. } if inside.link || holds_note => {
                    self.spans(text, within, at, until, inside);
                    continue;
                }
                _ => {}
            }
            let (before, after) = self.tags(&span.style);
            self.out.push_str(&before);
            self.spans(text, within, at, until, inside.and(&span.style));
            self.out.push_str(after);
        }
        self.plain(text.get(*at..end).unwrap_or_default());
        *at = end;
    }

    /// Writes a formula, which has its dollars.
    fn formula(&mut self, text: &str) {
        let between = |sign: &str| text.strip_prefix(sign).and_then(|text| text.strip_suffix(sign));
        let _ = match between("$$") {
            Some(tex) => write!(self.out, "\\[{}\\]", escaped(tex)),
            None => write!(self.out, "\\({}\\)", escaped(between("$").unwrap_or(text))),
        };
    }

    fn tags(&mut self, style: &Style) -> (String, &'static str) {
        let (before, after) = match style {
            Style::Strong => ("<strong>", "</strong>"),
            Style::Emphasis => ("<em>", "</em>"),
            Style::Struck => ("<del>", "</del>"),
            Style::Code => ("<code>", "</code>"),
            Style::Subscript => ("<sub>", "</sub>"),
            Style::Superscript => ("<sup>", "</sup>"),
            Style::Formula => ("", ""),
            Style::Footnote { name } => {
                let name_of_note = escaped(name);
                let id = match self.marked.insert(name.clone()) {
                    true => format!(" id=\"mark-{name_of_note}\""),
                    false => String::new(),
                };
                return (format!("<sup><a href=\"#note-{name_of_note}\"{id}>"), "</a></sup>");
            }
            Style::Link { to } => return (format!("<a href=\"{}\">", escaped(to)), "</a>"),
        };
        (before.to_owned(), after)
    }

    fn plain(&mut self, text: &str) {
        self.out.push_str(&escaped(text).replace('\n', "<br>\n"));
    }
}

/// What running text stands within.
#[derive(Debug, Clone, Copy, Default)]
struct Inside {
    link: bool,
    code: bool,
}

impl Inside {
    fn and(self, style: &Style) -> Inside {
        Inside {
            link: self.link || matches!(style, Style::Link { .. } | Style::Footnote { .. }),
            code: self.code || *style == Style::Code,
        }
    }
}

/// Gathers the footnotes that stand in a block, and in those within it.
fn gather_notes<'b>(block: &'b Block, notes: &mut Vec<(&'b str, &'b [Block])>) {
    match block {
        Block::Footnote { name, blocks } => notes.push((name, blocks)),
        Block::Quote { blocks, .. } => blocks.iter().for_each(|block| gather_notes(block, notes)),
        Block::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|block| gather_notes(block, notes));
        }
        Block::Definitions { entries } => {
            entries.iter().flat_map(|entry| &entry.blocks).for_each(|block| gather_notes(block, notes));
        }
        _ => {}
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(ELEMENTS.is_sorted() && ATTRIBUTES.is_sorted());
    }

    #[test]
    fn captions_stand_by_their_pictures() {
        let document = samples::document(vec![samples::caption("Dawn <early>")]);
        let caption = "<figcaption>Dawn &lt;early&gt;</figcaption>\n</figure>\n</article>\n";
        assert_eq!(html(&document, &Layout::default()), format!("<article>\n<figure>\n{caption}"));
        let image = "<img src=\"/i/quay (1).jpg\" alt=\"The &quot;quay&quot;\">\n";
        assert_eq!(html(&document, &Layout::default().links(true)), format!("<article>\n<figure>\n{image}{caption}"));
    }

    #[test]
    fn nothing_but_the_text_comes_through() {
        let html = sanitised(
            "<p onclick=x class=y>a<script>go()</script> <a href=\"javascript:x\">b</a></p><iframe></iframe>",
        );
        assert_eq!(html, "<p>a <a>b</a></p>");
    }
}
