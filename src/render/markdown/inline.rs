//! The text within a block: escapes, and links where the layout wants them. Which blocks there are is told in the
//! module above.

use std::ops::Range;

use url::Url;

use super::escape;
use crate::document::JudgedLine;

/// Schemes whose links a reader can follow, sorted.
const SCHEMES: &[&str] = &["ftp", "http", "https", "mailto"];

/// How links are shown: not at all, or with targets that are resolved against the page's address.
#[derive(Debug, Clone)]
pub(super) struct Links {
    pub(super) shown: bool,
    pub(super) base: Option<Url>,
}

impl Links {
    /// Adds a range of a line's text; with `in_table` bars are escaped as well.
    pub(super) fn add(&self, line: &JudgedLine, range: Range<usize>, in_table: bool, out: &mut String) {
        let add = |text: Option<&str>, out: &mut String| {
            let from = out.len();
            escape::running(text.unwrap_or_default(), out);
            if in_table && out[from..].contains('|') {
                let barred = out[from..].replace('|', "\\|");
                out.truncate(from);
                out.push_str(&barred);
            }
        };
        let end = range.end.min(line.text.len());
        let mut at = range.start.min(end);
        for (link, target) in self.in_order(line) {
            let Some(link) = trimmed(&line.text, link.start.max(at)..link.end.min(end)) else { continue };
            let text = &line.text[link.clone()];
            let Some(target) = self.target(target) else { continue };
            add(line.text.get(at..link.start), out);
            out.push('[');
            add(Some(text), out);
            out.push_str("](");
            destination(&target, in_table, out);
            out.push(')');
            at = link.end;
        }
        add(line.text.get(at..end), out);
    }

    fn in_order<'l>(&self, line: &'l JudgedLine) -> Vec<(Range<usize>, &'l str)> {
        if !self.shown {
            return Vec::new();
        }
        let mut links: Vec<_> = line.block.links.iter().map(|(range, target)| (range.clone(), &**target)).collect();
        links.sort_by_key(|(range, _)| range.start);
        links
    }

    /// Where a link leads; none where a reader cannot go there.
    fn target(&self, written: &str) -> Option<String> {
        let written = written.trim();
        if written.is_empty() || written.starts_with('#') {
            return None;
        }
        match (Url::parse(written), &self.base) {
            (Ok(url), _) => SCHEMES.contains(&url.scheme()).then(|| written.to_owned()),
            (Err(_), Some(base)) => Some(base.join(written).map_or_else(|_| written.to_owned(), String::from)),
            (Err(_), None) => Some(written.to_owned()),
        }
    }
}

/// A range without white space at its ends; none where nothing is left or it is no range of the text.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let start = range.start + (words.len() - words.trim_start().len());
    let words = words.trim();
    (!words.is_empty()).then_some(start..start + words.len())
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
    use super::super::super::samples::line;
    use super::*;
    use crate::line::BlockKind;

    #[test]
    fn schemes_are_sorted() {
        assert!(SCHEMES.is_sorted());
    }

    #[test]
    fn links_in_text() {
        let base = Url::parse("https://tides.example/news/1").ok();
        let with = |targets: &[(Range<usize>, &str)]| {
            let mut line = line(BlockKind::Paragraph, "Read *this* and that|é");
            line.block.links = targets.iter().map(|(range, target)| (range.clone(), (*target).into())).collect();
            line
        };
        for (targets, shown, expected) in [
            (vec![(5..11, "/a")], false, "Read \\*this\\* and that\\|é"),
            (vec![(5..11, "/a")], true, "Read [\\*this\\*](https://tides.example/a) and that\\|é"),
            (
                vec![(16..20, "b"), (5..11, "/a")],
                true,
                "Read [\\*this\\*](https://tides.example/a) and [that](https://tides.example/news/b)\\|é",
            ),
            (
                vec![(4..12, "http://x.example/a (b)|c")],
                true,
                "Read [\\*this\\*](http://x.example/a%20%28b%29%7Cc) and that\\|é",
            ),
            (vec![(5..11, "javascript:go()"), (16..20, "#top")], true, "Read \\*this\\* and that\\|é"),
            (
                vec![(5..11, "/a"), (7..30, "/b")],
                true,
                "Read [\\*this\\*](https://tides.example/a) [and that\\|é](https://tides.example/b)",
            ),
            (vec![(22..90, "/a")], true, "Read \\*this\\* and that\\|é"),
        ] {
            let mut out = String::new();
            let line = with(&targets);
            Links { shown, base: base.clone() }.add(&line, 0..line.text.len(), true, &mut out);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn targets_without_an_address() {
        let links = Links { shown: true, base: None };
        for (written, target) in
            [("/a", Some("/a")), ("https://x.example", Some("https://x.example")), (" ", None), ("data:,x", None)]
        {
            assert_eq!(links.target(written).as_deref(), target);
        }
    }
}
