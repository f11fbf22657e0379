//! The text within a block: escapes, and what marks parts of it. Which blocks there are is told in the module above.

use std::ops::Range;

use super::blocks::longest_run;
use super::escape;
use crate::render::tree::{Image, Span, Style, Words};

/// Running text in markdown. At the start of a block more signs mean something; in a table bars do, and there are no
/// line breaks.
pub(super) fn set(words: &Words, starts_block: bool, in_table: bool) -> String {
    let (text, open, out) = (words.text.as_str(), Vec::new(), String::new());
    let dollars = escape::has_dollars(text);
    let mut setter = Setter { text, in_table, dollars, at: 0, starts_line: starts_block, open, out };
    setter.spans(&words.spans, words.text.len());
    setter.out
}

/// A picture; none where it is not told where it is.
pub(super) fn picture(image: &Image) -> Option<String> {
    let mut out = String::from("![");
    escape::running(&image.alt, 0..image.alt.len(), escape::has_dollars(&image.alt), &mut out);
    out.push_str("](");
    destination(image.from.as_deref()?, false, &mut out);
    out.push(')');
    Some(out)
}

struct Setter<'w> {
    text: &'w str,
    in_table: bool,
    dollars: bool,
    /// How far the text is written.
    at: usize,
    starts_line: bool,
    /// The elements that are open: nothing is marked as the same thing twice.
    open: Vec<&'static str>,
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
        match style {
            Style::Formula => self.formula(&self.text[self.at..end]),
            Style::Footnote { name } => {
                self.no_picture();
                self.out.push_str(&format!("[^{name}]"));
            }
            Style::Code => return self.code(within, end),
            Style::Subscript => return self.marked("sub", "", within, end),
            Style::Superscript => return self.marked("sup", "", within, end),
            Style::Struck => return self.marked("del", "~~", within, end),
            Style::Strong => return self.marked("strong", "**", within, end),
            Style::Emphasis => return self.marked("em", "*", within, end),
            Style::Link { to } => return self.link(to, within, end),
        }
        self.at = end;
        self.starts_line = false;
    }

    /// Writes a marked part between its signs, or in its element where signs would not be read as such.
    fn marked(&mut self, element: &'static str, sign: &str, within: &[Span], end: usize) {
        if self.open.contains(&element) {
            return self.spans(within, end);
        }
        let (before, after) = match sign {
            sign if !sign.is_empty() && self.flanks(sign, within, end) => (sign.to_owned(), sign.to_owned()),
            _ => (format!("<{element}>"), format!("</{element}>")),
        };
        self.around(element, &before, within, end, &after);
    }

    fn link(&mut self, to: &str, within: &[Span], end: usize) {
        // There are no links within links, and the mark of a footnote is one.
        let is_mark = |span: &Span| span.start < end && matches!(span.style, Style::Footnote { .. });
        if self.open.contains(&"a") || within.iter().any(is_mark) {
            return self.spans(within, end);
        }
        let mut after = String::from("](");
        destination(to, self.in_table, &mut after);
        after.push(')');
        self.no_picture();
        // Two brackets in a row would be one link.
        let before = if self.out.ends_with(']') { "<!-- -->[" } else { "[" };
        self.around("a", before, within, end, &after);
    }

    /// An exclamation mark right before a bracket would make a picture of it.
    fn no_picture(&mut self) {
        if self.out.ends_with('!') {
            self.out.insert(self.out.len() - 1, '\\');
        }
    }

    fn around(&mut self, element: &'static str, before: &str, within: &[Span], end: usize, after: &str) {
        self.out.push_str(before);
        self.starts_line = false;
        self.open.push(element);
        self.spans(within, end);
        self.open.pop();
        self.out.push_str(after);
    }

    /// Whether such signs around the text up to there are read as signs: between a letter and a sign they are not, nor
    /// right beside others of their kind.
    fn flanks(&self, sign: &str, within: &[Span], end: usize) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_sign = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
        let inner = &self.text[self.at..end];
        let before = self.text[..self.at].chars().next_back();
        let after = self.text[end..].chars().next();
        let begins_marked = within.iter().any(|span| span.start == self.at);
        let ends_marked = within.iter().any(|span| span.end >= end && span.start < end);
        let opens = !(is_letter(before) && (begins_marked || is_sign(inner.chars().next())));
        let closes = !(is_letter(after) && (ends_marked || is_sign(inner.chars().next_back())));
        opens && closes && !self.out.ends_with(&sign[..1])
    }

    fn formula(&mut self, text: &str) {
        let barred = || text.replace("\\|", "\\Vert{}").replace('|', "\\vert{}");
        self.out.push_str(&if self.in_table { barred() } else { text.replace('\n', " ") });
    }

    /// Writes code. Of what marks parts of it only links can be told.
    fn code(&mut self, within: &[Span], end: usize) {
        for span in within {
            if let (Style::Link { to }, true) = (&span.style, span.start >= self.at && !self.open.contains(&"a")) {
                self.bare_code(span.start.min(end));
                let code = Span { start: self.at, end: span.end.min(end), style: Style::Code };
                self.link(to, std::slice::from_ref(&code), code.end);
            }
        }
        self.bare_code(end);
    }

    fn bare_code(&mut self, end: usize) {
        let Some(text) = self.text.get(self.at..end).filter(|text| !text.trim().is_empty()) else {
            return self.plain(end);
        };
        // Two fences in a row would be one.
        if self.out.ends_with('`') {
            return self.around("code", "<code>", &[], end, "</code>");
        }
        let fence = "`".repeat(longest_run(text, '`') + 1);
        // One space at both ends is taken away.
        let is_at_ends = |c: char| text.starts_with(c) || text.ends_with(c);
        let gap = if is_at_ends('`') || is_at_ends(' ') { " " } else { "" };
        let text = if self.in_table { text.replace('|', "\\|") } else { text.replace('\n', " ") };
        self.out.push_str(&format!("{fence}{gap}{text}{gap}{fence}"));
        self.at = end;
        self.starts_line = false;
    }

    /// Writes the text up to there with nothing marked.
    fn plain(&mut self, end: usize) {
        let mut rest = self.text.get(self.at..end).unwrap_or_default();
        self.at = self.at.max(end);
        while !rest.is_empty() {
            let from = end - rest.len();
            if let Some(behind) = rest.strip_prefix('\n') {
                self.out.push_str(if self.in_table { "<br>" } else { "\\\n" });
                self.starts_line = !self.in_table;
                rest = behind;
                continue;
            }
            let until = rest.find('\n').map_or(end, |at| from + at);
            rest = &self.text[until..end];
            self.line(from..until);
        }
    }

    /// Writes a part of a line with nothing marked.
    fn line(&mut self, piece: Range<usize>) {
        let text = &self.text[..piece.end];
        let starts = std::mem::take(&mut self.starts_line);
        let rest = if starts { escape::at_start(&text[piece.start..], &mut self.out).len() } else { piece.len() };
        let from = self.out.len();
        escape::running(self.text, piece.end - rest..piece.end, self.dollars, &mut self.out);
        if self.in_table && self.out[from..].contains('|') {
            let barred = self.out[from..].replace('|', "\\|");
            self.out.truncate(from);
            self.out.push_str(&barred);
        }
    }
}

/// Adds a link's target; what would end it is percent-encoded.
fn destination(target: &str, in_table: bool, out: &mut String) {
    for (at, c) in target.char_indices() {
        match c {
            '&' if escape::is_entity(&target[at + 1..]) => out.push_str("\\&"),
            '$' => out.push_str("\\$"),
            ' ' | '(' | ')' | '<' | '>' | '\\' | '"' | '`' | '\u{0}'..='\u{1f}' | '\u{7f}' => encode(c, out),
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
