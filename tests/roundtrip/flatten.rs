//! The documents as text that another scraper has flattened, in four manners of such programs, and what of a document each
//! manner still shows: no cleaner can know that a line was a heading where only its words are left.

use crate::model::{Block, Inline, Leaf, plain};

/// A manner of flattening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Signs as in mails of old: items set in by two, code by four, bars between cells.
    Signs,
    /// Aligned columns, bullets set in, nothing else.
    Columns,
    /// Markdown with fences and framed tables, emphasis, code and links.
    Fenced,
    /// As a browser copies: bullets set in by four, tabs between cells.
    Copied,
}

impl Manner {
    pub(crate) const ALL: [Manner; 4] = [Manner::Signs, Manner::Columns, Manner::Fenced, Manner::Copied];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Manner::Signs => "signs",
            Manner::Columns => "columns",
            Manner::Fenced => "fenced",
            Manner::Copied => "copied",
        }
    }

    /// What of a leaf shows; none where nothing can be asked of it.
    pub(crate) fn shown(self, leaf: &Leaf) -> Option<Leaf> {
        let mut leaf = leaf.clone();
        let has_marks = matches!(self, Manner::Signs | Manner::Fenced);
        leaf.text = leaf.text.replace("[^", "[");
        match leaf.kind.as_str() {
            // Code of which only the words are left is not known by anything.
            "code" if !has_marks => return None,
            kind if kind.starts_with("note ") => return None,
            kind if kind.starts_with('h') && kind != "head" && !has_marks => leaf.kind = "p".to_owned(),
            "head" if !has_marks => leaf.kind = "row".to_owned(),
            "term" | "meaning" => leaf.kind = "p".to_owned(),
            _ => {}
        }
        if self == Manner::Columns {
            leaf.quote = 0;
        }
        Some(leaf)
    }

    /// The text of a document, with its title, between a menu and a footer.
    pub(crate) fn page(self, title: &str, blocks: &[Block]) -> String {
        let mut writer = Writer { manner: self, out: String::new() };
        let (mark, bullet) = match self {
            Manner::Signs => ("# ", "  * "),
            Manner::Columns => ("", "  * "),
            Manner::Fenced => ("# ", "- "),
            Manner::Copied => ("", "    • "),
        };
        for entry in ["Home", "Articles", "About us"] {
            writer.out.push_str(&format!("{bullet}{entry}\n"));
        }
        writer.out.push_str(&format!("\n{mark}{title}\n\nBy Ida Brekke\n\n14 March 2023\n\n"));
        writer.blocks(blocks, "");
        writer.out.push_str("© 2023 Sound Courier Ltd. All rights reserved.\n");
        writer.out
    }
}

struct Writer {
    manner: Manner,
    out: String,
}

impl Writer {
    /// Adds blocks, each line behind what a quotation or an item sets before it.
    fn blocks(&mut self, blocks: &[Block], before: &str) {
        for block in blocks {
            match block {
                Block::Heading(1, _) | Block::Rule => {}
                Block::Heading(level, words) => {
                    let marks = matches!(self.manner, Manner::Signs | Manner::Fenced);
                    let mark = if marks { format!("{} ", "#".repeat(usize::from(*level))) } else { String::new() };
                    self.lines(&format!("{mark}{}", flat(words, self.manner)), before);
                }
                Block::Paragraph(words) => self.lines(&flat(words, self.manner), before),
                Block::Formula(formula) => self.lines(&format!("$${}$$", formula.trim()), before),
                Block::Code(language, code) => self.code(language, code.trim_end_matches('\n'), before),
                Block::List(start, items) => self.list(*start, items, before),
                Block::Quote(within) => {
                    let sign = if self.manner == Manner::Columns { "" } else { "> " };
                    self.blocks(within, &format!("{before}{sign}"));
                }
                Block::Table(head, rows) => self.table(head, rows, before),
                Block::Definitions(list) => {
                    for (term, meanings) in list {
                        self.lines(&flat(term, self.manner), before);
                        meanings.iter().for_each(|meaning| self.lines(&flat(meaning, self.manner), before));
                    }
                }
                Block::Note(name, within) => {
                    let words: Vec<String> = within.iter().map(|block| self.words_of(block)).collect();
                    self.lines(&format!("[{name}] {}", words.join(" ")), before);
                }
            }
        }
    }

    /// Adds lines, and a blank one behind them.
    fn lines(&mut self, text: &str, before: &str) {
        for line in text.split('\n') {
            self.out.push_str(format!("{before}{line}").trim_end());
            self.out.push('\n');
        }
        self.out.push_str(before.trim_end());
        self.out.push('\n');
    }

    fn code(&mut self, language: &str, code: &str, before: &str) {
        let text = match self.manner {
            Manner::Fenced => format!("```{language}\n{code}\n```"),
            Manner::Signs => code.split('\n').map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n"),
            Manner::Columns | Manner::Copied => code.to_owned(),
        };
        self.lines(&text, before);
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], before: &str) {
        let (indent, bullet) = match self.manner {
            Manner::Signs | Manner::Columns => ("  ", "* "),
            Manner::Fenced => ("", "- "),
            Manner::Copied => ("    ", "• "),
        };
        for (number, item) in (start.unwrap_or(1)..).zip(items) {
            let mark = if start.is_some() { format!("{number}. ") } else { bullet.to_owned() };
            let (first, rest) = item.split_at(item.len().min(1));
            let words: Vec<String> = first.iter().map(|block| self.words_of(block)).collect();
            self.out.push_str(&format!("{before}{indent}{mark}{}\n", words.join(" ").replace('\n', " ")));
            let columns = if self.manner == Manner::Fenced { mark.len() } else { indent.len() };
            let within = format!("{before}{}", " ".repeat(columns));
            if rest.first().is_some_and(|block| !matches!(block, Block::List(..))) {
                self.out.push_str(&format!("{}\n", before.trim_end()));
                let set_in = format!("{before}{indent}{}", " ".repeat(mark.len()));
                self.blocks(rest, &set_in);
            } else {
                self.blocks(rest, &within);
                // A list within leaves no blank line between it and the next item.
                while !rest.is_empty() && self.out.ends_with("\n\n") {
                    self.out.pop();
                }
            }
        }
        self.out.push_str(before.trim_end());
        self.out.push('\n');
    }

    fn table(&mut self, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], before: &str) {
        let cells =
            |row: &[Vec<Inline>]| row.iter().map(|cell| flat(cell, self.manner).replace('\n', " ")).collect::<Vec<_>>();
        let has_head = head.iter().any(|cell| !plain(cell).is_empty());
        let all: Vec<Vec<String>> =
            Some(head).filter(|_| has_head).into_iter().map(cells).chain(rows.iter().map(|row| cells(row))).collect();
        let widths: Vec<usize> = (0..head.len())
            .map(|column| {
                all.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
            })
            .collect();
        let mut lines: Vec<String> = all.iter().map(|row| self.row(row, &widths)).collect();
        if matches!(self.manner, Manner::Signs | Manner::Fenced) {
            let dashes = vec!["---"; head.len()];
            let rule = if self.manner == Manner::Signs { dashes.join("|") } else { format!("|{}|", dashes.join("|")) };
            if !has_head {
                lines.insert(0, self.row(&vec![String::new(); head.len()], &widths));
            }
            lines.insert(1, rule);
        }
        self.lines(&lines.join("\n"), before);
    }

    fn words_of(&self, block: &Block) -> String {
        match block {
            Block::Paragraph(words) => flat(words, self.manner),
            Block::Formula(formula) => format!("$${}$$", formula.trim()),
            _ => String::new(),
        }
    }

    fn row(&self, cells: &[String], widths: &[usize]) -> String {
        let barred = || cells.iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>();
        match self.manner {
            Manner::Signs => barred().join(" | "),
            Manner::Fenced => format!("| {} |", barred().join(" | ")),
            Manner::Copied => cells.join("\t"),
            Manner::Columns => {
                let padded = cells.iter().zip(widths).map(|(cell, &width)| format!("{cell:width$}"));
                padded.collect::<Vec<_>>().join("  ")
            }
        }
    }
}

/// The words as a flattener leaves them.
fn flat(words: &[Inline], manner: Manner) -> String {
    let text = if manner == Manner::Fenced { marked(words) } else { plain(words) };
    text.replace("[^", "[").trim().to_owned()
}

/// The words with the signs of markdown, as programs write them that set nothing else apart from it.
fn marked(words: &[Inline]) -> String {
    // Where tags stand among them, what is read depends on the tags before.
    if words.iter().any(|word| matches!(word, Inline::Tag(_))) {
        return plain(words);
    }
    let mut text = String::new();
    for word in words {
        match word {
            Inline::Code(code) if !code.contains('`') => text.push_str(&format!("`{code}`")),
            Inline::Strong(within) => text.push_str(&format!("**{}**", marked(within))),
            Inline::Emphasis(within) => text.push_str(&format!("*{}*", marked(within))),
            Inline::Link(to, within) => text.push_str(&format!("[{}]({to})", marked(within))),
            word => text.push_str(&plain(std::slice::from_ref(word))),
        }
    }
    text
}
