//! A document set into a page: the generator. What differs between templates is told by a [`Style`], and what stands
//! around the text by its frame (`templates`).

use crate::model::{Block, Inline, plain};
use crate::style::{Codes, Formulas, Headings, Lists, Notes, Paragraphs, Style, Tables};

/// A page being written.
pub(crate) struct Writer {
    style: Style,
    out: String,
    /// Counts words, so that the same are cut in every run.
    words: usize,
    paragraphs: usize,
    notes: Vec<(String, Vec<Block>)>,
}

/// The text of a document, without its title, in this style.
pub(crate) fn content(document: &[Block], style: Style) -> String {
    let mut writer = Writer { style, out: String::new(), words: 0, paragraphs: 0, notes: Vec::new() };
    writer.blocks(document);
    writer.footnotes();
    writer.out
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

impl Writer {
    fn add(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading(1, _) => {}
                Block::Heading(level, words) => self.heading(*level, words),
                Block::Paragraph(words) => self.paragraph(words),
                Block::Code(language, code) => self.code(language, code),
                Block::Formula(formula) => self.display(formula),
                Block::List(start, items) => self.list(*start, items),
                Block::Quote(within) => {
                    self.add(self.style.quote.0);
                    self.blocks(within);
                    self.add(self.style.quote.1);
                }
                Block::Table(head, rows) => self.table(head, rows),
                Block::Note(name, within) => self.notes.push((name.clone(), within.clone())),
                Block::Definitions(list) => self.definitions(list),
                Block::Rule => self.add("<hr>\n"),
            }
        }
    }

    fn paragraph(&mut self, words: &[Inline]) {
        self.paragraphs += 1;
        match self.style.paragraph {
            Paragraphs::P => self.wrapped("<p>", words, "</p>\n"),
            Paragraphs::Spans => self.wrapped("<div class=\"x1a pb\"><span class=\"t0\">", words, "</span></div>\n"),
            Paragraphs::Breaks => self.wrapped("", words, "<br>\n<br>\n"),
        }
        // A few advertisements, the first after two paragraphs.
        if self.paragraphs % 3 == 2 {
            self.add(self.style.between);
        }
    }

    fn wrapped(&mut self, before: &str, words: &[Inline], after: &str) {
        self.add(before);
        self.inlines(words);
        self.add(after);
    }

    fn heading(&mut self, level: u8, words: &[Inline]) {
        let id = plain(words).to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-");
        self.add(&format!("<h{level} id=\"{id}\">"));
        match self.style.heading {
            Headings::Plain => self.inlines(words),
            Headings::Span => self.wrapped("<span class=\"hd\">", words, "</span>"),
            Headings::Anchor => {
                self.inlines(words);
                self.add(&format!("<a class=\"headerlink\" href=\"#{id}\" title=\"Link to this heading\">¶</a>"));
            }
            Headings::Edit => {
                self.wrapped("<span class=\"mw-headline\">", words, "</span>");
                self.add(
                    "<span class=\"mw-editsection\"><span class=\"mw-editsection-bracket\">[</span>\
                    <a href=\"/w/index.php?action=edit\">edit</a><span class=\"mw-editsection-bracket\">]</span></span>",
                );
            }
        }
        self.add(&format!("</h{level}>\n"));
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>]) {
        match start {
            Some(1) => self.add("<ol>\n"),
            Some(number) => self.add(&format!("<ol start=\"{number}\">\n")),
            None => self.add("<ul>\n"),
        }
        for item in items {
            self.add("<li>");
            for (place, block) in item.iter().enumerate() {
                match (block, self.style.list) {
                    (Block::Paragraph(words), Lists::Plain) if place == 0 => self.inlines(words),
                    (Block::Paragraph(words), Lists::Blocks) => {
                        self.wrapped("<div class=\"item\"><div class=\"item-text\">", words, "</div></div>");
                    }
                    (Block::Paragraph(words), _) => self.wrapped("<p>", words, "</p>\n"),
                    _ => self.blocks(std::slice::from_ref(block)),
                }
            }
            self.add("</li>\n");
        }
        self.add(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn table(&mut self, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        let before = match self.style.table {
            Tables::Plain => "<table class=\"data\"><thead>",
            Tables::Paragraphs => "<table border=\"1\" cellspacing=\"0\" class=\"MsoNormalTable\"><tbody>",
            Tables::Bold => "<figure class=\"wp-block-table\"><table><tbody>",
            Tables::RowHeads => "<div class=\"table-scroll\"><table class=\"wikitable\"><tbody>",
        };
        self.add(before);
        if head.iter().any(|cell| !plain(cell).is_empty()) {
            self.row(head, true);
        }
        if self.style.table == Tables::Plain {
            self.add("</thead><tbody>");
        }
        rows.iter().for_each(|row| self.row(row, false));
        self.add(match self.style.table {
            Tables::Bold => "</tbody></table></figure>\n",
            Tables::RowHeads => "</tbody></table></div>\n",
            _ => "</tbody></table>\n",
        });
    }

    fn row(&mut self, cells: &[Vec<Inline>], is_head: bool) {
        self.add("<tr>\n");
        for (column, cell) in cells.iter().enumerate() {
            let (before, after) = match (self.style.table, is_head) {
                (Tables::Plain | Tables::RowHeads, true) => ("<th scope=\"col\">", "</th>\n"),
                (Tables::RowHeads, false) if column == 0 => ("<th scope=\"row\">", "</th>\n"),
                (Tables::Paragraphs, true) => ("<th><p>", "</p></th>"),
                (Tables::Paragraphs, false) => ("<td valign=\"top\"><p class=\"MsoNormal\">", "</p></td>"),
                (Tables::Bold, true) => ("<td><strong>", "</strong></td>"),
                _ => ("<td>", "</td>"),
            };
            self.wrapped(before, cell, after);
        }
        self.add("</tr>\n");
    }

    fn definitions(&mut self, list: &[(Vec<Inline>, Vec<Vec<Inline>>)]) {
        self.add("<dl>\n");
        for (term, meanings) in list {
            self.wrapped("<dt>", term, "</dt>\n");
            for meaning in meanings {
                let is_plain = self.style.paragraph == Paragraphs::Breaks;
                let (before, after) = if is_plain { ("<dd>", "</dd>\n") } else { ("<dd><p>", "</p></dd>\n") };
                self.wrapped(before, meaning, after);
            }
        }
        self.add("</dl>\n");
    }

    fn code(&mut self, language: &str, code: &str) {
        let code = code.trim_end_matches('\n');
        let lines = || code.split('\n').map(escaped);
        let html = match self.style.code {
            Codes::Plain if language.is_empty() => format!("<pre><code>{}</code></pre>\n", escaped(code)),
            Codes::Plain => {
                format!("<pre><code class=\"language-{language}\">{}\n</code></pre>\n", escaped(code))
            }
            Codes::Tokens => format!(
                "<div class=\"highlight highlight-source-{language}\"><pre class=\"notranslate\">{}</pre></div>\n",
                tokens(code)
            ),
            Codes::Lines => {
                let lines: String = lines().map(|line| format!("<div class=\"line\">{line}</div>")).collect();
                format!("<pre data-language=\"{language}\"><code>{lines}</code></pre>\n")
            }
            Codes::Breaks => {
                let lines: Vec<String> = lines().map(|line| line.replace(' ', "&nbsp;")).collect();
                format!("<pre class=\"brush: {language}\">{}</pre>\n", lines.join("<br>"))
            }
            Codes::Numbered => {
                let numbers: Vec<String> = (1..=lines().count()).map(|number| number.to_string()).collect();
                format!(
                    "<div class=\"highlight-{language} notranslate\"><div class=\"highlight\"><table class=\"highlighttable\"><tr>\
                    <td class=\"linenos\"><div class=\"linenodiv\"><pre><span class=\"normal\">{}</span></pre></div></td>\
                    <td class=\"code\"><div><pre><span></span><code>{}\n</code></pre></div></td></tr></table></div></div>\n",
                    numbers.join("</span>\n<span class=\"normal\">"),
                    tokens(code)
                )
            }
            Codes::Copy => format!(
                "<div class=\"code-block\"><div class=\"code-head\"><span class=\"lang\">{language}</span>\
                <button class=\"copy-code\" type=\"button\">Copy</button></div>\
                <pre><code class=\"hljs {language}\">{}</code></pre></div>\n",
                tokens(code)
            ),
        };
        self.add(&html);
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Code(code) => self.add(&format!("<code>{}</code>", escaped(code))),
                Inline::Formula(formula) => self.formula(formula, false),
                Inline::Strong(within) if self.style.paragraph == Paragraphs::Breaks => {
                    self.wrapped("<b>", within, "</b>");
                }
                Inline::Strong(within) => self.wrapped("<strong>", within, "</strong>"),
                Inline::Emphasis(within) => self.wrapped("<em>", within, "</em>"),
                Inline::Link(target, within) => self.wrapped(&format!("<a href=\"{target}\">"), within, "</a>"),
                Inline::Mark(formula) if formula.starts_with("$$") => self.formula(&formula[2..], true),
                Inline::Mark(name) => self.mark(name),
                Inline::Tag(tag) => self.add(tag),
                Inline::Break => self.add("<br>\n"),
            }
        }
    }

    fn text(&mut self, text: &str) {
        if !self.style.cut_words {
            return self.add(&escaped(text));
        }
        for (place, word) in text.split(' ').enumerate() {
            if place > 0 {
                self.out.push(' ');
            }
            self.words += 1;
            let middle = word.char_indices().nth(word.chars().count() / 2).map_or(0, |(at, _)| at);
            let is_plain = word.len() > 5 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
            let html = match self.words % 11 {
                3 if is_plain => format!("{}<span class=\"s2\">{}</span>", &word[..middle], &word[middle..]),
                5 if is_plain => format!("{}&shy;{}", &word[..middle], &word[middle..]),
                7 if is_plain => format!("<span>{}</span><span>{}</span>", &word[..middle], &word[middle..]),
                9 if is_plain => format!("{}<wbr>{}", &word[..middle], &word[middle..]),
                _ => escaped(word),
            };
            self.add(&html);
        }
    }

    fn display(&mut self, formula: &str) {
        if self.style.formula == Formulas::Katex {
            self.add("<p>");
            self.formula(formula, true);
            return self.add("</p>\n");
        }
        self.formula(formula, true);
    }

    fn formula(&mut self, formula: &str, is_display: bool) {
        let html = crate::formula::set(formula, is_display, self.style.formula);
        self.add(&html);
    }

    /// The mark of a footnote in the text.
    fn mark(&mut self, name: &str) {
        let html = match self.style.notes {
            Notes::List => format!(
                "<sup><a href=\"#fn-{name}\" id=\"fnref-{name}\" data-footnote-ref class=\"footnote-ref\">{name}</a></sup>"
            ),
            Notes::Wiki => format!(
                "<sup id=\"cite_ref-{name}\" class=\"reference\"><a href=\"#cite_note-{name}\">\
                <span class=\"cite-bracket\">[</span>{name}<span class=\"cite-bracket\">]</span></a></sup>"
            ),
            Notes::Word => {
                format!(
                    "<a href=\"#_ftn{name}\" name=\"_ftnref{name}\"><span class=\"MsoFootnoteReference\">[{name}]</span></a>"
                )
            }
        };
        self.add(&html);
    }

    fn footnotes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if notes.is_empty() {
            return;
        }
        self.add(match self.style.notes {
            Notes::List => "<section class=\"footnotes\" data-footnotes><ol>\n",
            Notes::Wiki => "<div class=\"reflist\"><ol class=\"references\">\n",
            Notes::Word => "<div class=\"notes\"><hr align=\"left\" size=\"1\" width=\"33%\">\n",
        });
        for (name, blocks) in &notes {
            let words: Vec<Inline> = blocks
                .iter()
                .flat_map(|block| match block {
                    Block::Paragraph(words) => words.clone(),
                    _ => Vec::new(),
                })
                .collect();
            let (before, after) = match self.style.notes {
                Notes::List => (
                    format!("<li id=\"fn-{name}\"><p>"),
                    format!(
                        " <a href=\"#fnref-{name}\" class=\"footnote-backref\" data-footnote-backref>↩</a></p></li>\n"
                    ),
                ),
                Notes::Wiki => (
                    format!(
                        "<li id=\"cite_note-{name}\"><span class=\"mw-cite-backlink\"><b><a href=\"#cite_ref-{name}\">^</a>\
                        </b></span> <span class=\"reference-text\">"
                    ),
                    "</span></li>\n".to_owned(),
                ),
                Notes::Word => (
                    format!("<div id=\"ftn{name}\"><p><a href=\"#_ftnref{name}\" name=\"_ftn{name}\">[{name}]</a> "),
                    "</p></div>\n".to_owned(),
                ),
            };
            self.wrapped(&before, &words, &after);
        }
        self.add(match self.style.notes {
            Notes::List => "</ol></section>\n",
            Notes::Wiki => "</ol></div>\n",
            Notes::Word => "</div>\n",
        });
    }
}

/// Code with its words and strings in spans, as highlighters set it.
fn tokens(code: &str) -> String {
    let mut html = String::new();
    let mut word = String::new();
    let close = |word: &mut String, html: &mut String| {
        if !word.is_empty() {
            html.push_str(&format!("<span class=\"tok k\">{}</span>", std::mem::take(word)));
        }
    };
    for c in code.chars() {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        close(&mut word, &mut html);
        match c {
            '(' | ')' | '{' | '}' | '=' | ';' => html.push_str(&format!("<span class=\"p\">{c}</span>")),
            _ => html.push_str(&escaped(&c.to_string())),
        }
    }
    close(&mut word, &mut html);
    html
}
