//! The text within a block: escapes, and what marks parts of it. Which blocks there are is told in the module above.

use super::blocks::longest_run;
use super::escape;
use crate::render::tree::{Image, Span, Style, Words};

/// Running text in markdown. At the start of a block more signs mean something; in a table bars do, and there are no
/// line breaks.
pub(super) fn set(words: &Words, starts_block: bool, in_table: bool) -> String {
    let mut setter = Setter { text: &words.text, in_table, at: 0, starts_line: starts_block, out: String::new() };
    setter.spans(&words.spans, words.text.len());
    setter.out
}

/// A picture; none where it is not told where it is.
pub(super) fn picture(image: &Image) -> Option<String> {
    let mut out = String::from("![");
    escape::running(&image.alt, &mut out);
    out.push_str("](");
    destination(image.from.as_deref()?, false, &mut out);
    out.push(')');
    Some(out)
}

struct Setter<'w> {
    text: &'w str,
    in_table: bool,
    /// How far the text is written.
    at: usize,
    starts_line: bool,
    out: String,
}

impl Setter<'_> {
    /// Writes the text up to an end, with the spans that begin before it.
    fn spans(&mut self, spans: &[Span], end: usize) {
        let mut rest = spans;
        while let [span, after @ ..] = rest {
            // What reaches over the end of the span around it is cut there.
            let until = span.end.min(end);
            if span.start < self.at || span.start >= until || self.text.get(span.start..until).is_none() {
                rest = after;
                continue;
            }
            let inner = after.iter().take_while(|other| other.start < until).count();
            let (within, behind) = after.split_at(inner);
            rest = behind;
            self.plain(span.start);
            self.span(&span.style, within, until);
        }
        self.plain(end);
    }

    fn span(&mut self, style: &Style, within: &[Span], end: usize) {
        let text = &self.text[self.at..end];
        match style {
            Style::Formula => self.formula(text),
            Style::Footnote { name } => self.out.push_str(&format!("[^{name}]")),
            Style::Code => self.code(text),
            Style::Subscript => return self.around("<sub>", within, end, "</sub>"),
            Style::Superscript => return self.around("<sup>", within, end, "</sup>"),
            Style::Struck => return self.around("~~", within, end, "~~"),
            Style::Strong if self.flanks(end) => return self.around("**", within, end, "**"),
            Style::Strong => return self.around("<strong>", within, end, "</strong>"),
            Style::Emphasis if self.flanks(end) => return self.around("*", within, end, "*"),
            Style::Emphasis => return self.around("<em>", within, end, "</em>"),
            Style::Link { to } => {
                let mut after = String::from("](");
                destination(to, self.in_table, &mut after);
                after.push(')');
                // There are no links within links.
                let is_other = |span: &&Span| !matches!(span.style, Style::Link { .. });
                let within: Vec<Span> = within.iter().filter(is_other).cloned().collect();
                return self.around("[", &within, end, &after);
            }
        }
        self.at = end;
        self.starts_line = false;
    }

    fn around(&mut self, before: &str, within: &[Span], end: usize, after: &str) {
        self.out.push_str(before);
        self.starts_line = false;
        self.spans(within, end);
        self.out.push_str(after);
    }

    /// Whether stars around the text up to there are read as emphasis: between a letter and a sign they are not, nor
    /// right beside other stars.
    fn flanks(&self, end: usize) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_sign = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
        let inner = &self.text[self.at..end];
        let before = self.text[..self.at].chars().next_back();
        let after = self.text[end..].chars().next();
        let opens = !(is_letter(before) && is_sign(inner.chars().next()));
        let closes = !(is_letter(after) && is_sign(inner.chars().next_back()));
        opens && closes && !self.out.ends_with('*')
    }

    fn formula(&mut self, text: &str) {
        self.out.push_str(&if self.in_table { text.replace('|', "\\vert ") } else { text.replace('\n', " ") });
    }

    fn code(&mut self, text: &str) {
        let fence = "`".repeat(longest_run(text, '`') + 1);
        let gap = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
        let text = if self.in_table { text.replace('|', "\\|") } else { text.replace('\n', " ") };
        self.out.push_str(&format!("{fence}{gap}{text}{gap}{fence}"));
    }

    /// Writes the text up to there with nothing marked.
    fn plain(&mut self, end: usize) {
        let text = self.text.get(self.at..end).unwrap_or_default();
        self.at = self.at.max(end);
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.out.push_str(if self.in_table { "<br>" } else { "\\\n" });
                self.starts_line = !self.in_table;
            }
            if line.is_empty() {
                continue;
            }
            let from = self.out.len();
            let rest = if std::mem::take(&mut self.starts_line) { escape::at_start(line, &mut self.out) } else { line };
            escape::running(rest, &mut self.out);
            if self.in_table && self.out[from..].contains('|') {
                let barred = self.out[from..].replace('|', "\\|");
                self.out.truncate(from);
                self.out.push_str(&barred);
            }
        }
    }
}

/// Adds a link's target; what would end it is percent-encoded.
fn destination(target: &str, in_table: bool, out: &mut String) {
    for c in target.chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '\\' | '"' | '\u{0}'..='\u{1f}' | '\u{7f}' => encode(c, out),
            '|' if in_table => encode(c, out),
            _ => out.push(c),
        }
    }
}

fn encode(c: char, out: &mut String) {
    use std::fmt::Write;
    // Writing to a string cannot fail.
    let _ = write!(out, "%{:02X}", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, spans: &[(usize, usize, Style)], expected: &str) {
        let spans = spans.iter().map(|(start, end, style)| Span { start: *start, end: *end, style: style.clone() });
        assert_eq!(set(&Words { text: text.to_owned(), spans: spans.collect() }, true, true), expected);
    }

    fn link(to: &str) -> Style {
        Style::Link { to: to.to_owned() }
    }

    #[test]
    fn marked_text() {
        let text = "Read *this* and that|é";
        check(text, &[], "Read \\*this\\* and that\\|é");
        check(text, &[(5, 11, link("/a"))], "Read [\\*this\\*](/a) and that\\|é");
        check(text, &[(5, 11, link("/a (b)|c"))], "Read [\\*this\\*](/a%20%28b%29%7Cc) and that\\|é");
        check(text, &[(5, 11, link("/a")), (7, 30, link("/b"))], "Read [\\*this\\*](/a) and that\\|é");
        check(text, &[(5, 20, Style::Strong), (12, 15, Style::Emphasis)], "Read **\\*this\\* *and* that**\\|é");
        check("Word", &[(0, 1, Style::Strong)], "**W**ord");
        check("(a)b", &[(0, 3, Style::Emphasis)], "<em>(a)</em>b");
        check("x2", &[(1, 2, Style::Superscript)], "x<sup>2</sup>");
        check("a `b|", &[(2, 5, Style::Code)], "a `` `b\\| ``");
        check("so[1]", &[(2, 5, Style::Footnote { name: "1".to_owned() })], "so[^1]");
        check("- $a_1$\n- b", &[(2, 7, Style::Formula)], "\\- $a_1$<br>- b");
        check("é", &[(0, 1, Style::Strong)], "é");
    }

    #[test]
    fn lines_of_a_paragraph() {
        let words = Words::plain("1. a\n- b");
        assert_eq!(set(&words, true, false), "1\\. a\\\n\\- b");
        assert_eq!(set(&words, false, false), "1. a\\\n\\- b");
    }
}
