//! Flattened text to lines: one line for each physical line, blank lines remembered, hard-wrapped paragraphs joined
//! (`wrap`), lines cut at the seams that are safe: a date that runs into what stands before or after it, a tag of a
//! quotation. Each
//! line knows its exact range of the input, so what was joined or cut can be put back. What the lines show of lists,
//! tables and code is found in `shape`.

use std::ops::Range;

use super::{shape, wrap};
use crate::line::{Block, BlockKind, Line, Page};

/// The whole front: text to lines. `find_dates` gives the byte ranges of the dates in a piece of text.
pub(crate) fn read(text: &str, find_dates: &dyn Fn(&str) -> Vec<Range<usize>>) -> Page {
    let physical = physical_lines(text);
    let fenced = shape::fenced(&physical);
    let mut page = Page::default();
    let mut shown = Vec::new();
    let mut after = 0;
    for group in wrap::groups(&physical, &fenced) {
        let lines = &physical[group.clone()];
        let gap = &physical[after..group.start];
        after = group.end;
        let mut blank = gap.iter().filter(|line| line.text.trim().is_empty()).count().min(255) as u8;
        let joined = wrap::join(lines);
        let source = lines[0].start..lines[lines.len() - 1].end();
        let is_code = fenced[group.start];
        let cuts = if lines.len() == 1 && !is_code { cuts(&joined, find_dates) } else { Vec::new() };
        let indent = lines[0].text.len() - lines[0].text.trim_start().len();
        for piece in pieces(&joined, &cuts) {
            let start = source.start + indent + piece.start;
            let range = if cuts.is_empty() { source.clone() } else { start..start + piece.len() };
            let line = if is_code { code_line_of(&joined[piece]) } else { line_of(&joined[piece], lines[0].text) };
            // What is joined or cut is no row and no code; its begin still shows how far it is set in.
            let is_whole = lines.len() == 1 && cuts.is_empty();
            shown.push(shape::Raw { text: lines[0].text, is_whole, is_fenced: is_code });
            page.lines.push(Line { source: range, source_line: group.start as u32 + 1, blank_before: blank, ..line });
            blank = 0;
        }
    }
    shape::place(&mut page.lines, &shown);
    page
}

/// A line of the input, without its line break.
pub(super) struct PhysicalLine<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
}

impl PhysicalLine<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

fn physical_lines(text: &str) -> Vec<PhysicalLine<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for piece in text.split_inclusive(['\n', '\u{2028}', '\u{2029}']) {
        let line = piece.trim_end_matches(['\n', '\r', '\u{2028}', '\u{2029}']);
        lines.push(PhysicalLine { text: line, start });
        start += piece.len();
    }
    lines
}

/// A line of code, whose tabs stay.
fn code_line_of(text: &str) -> Line {
    let text = text.trim().chars().filter(|c| *c == '\t' || !is_unseen(*c)).collect();
    Line { text, block: Block { kind: BlockKind::Code(false), ..Block::default() }, ..Line::default() }
}

fn line_of(text: &str, shown: &str) -> Line {
    let text: String =
        text.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_unseen(*c)).collect();
    let (marker, kind) = mark(&text, shown);
    let signs = text.bytes().take_while(|&byte| matches!(byte, b'>' | b' ')).filter(|&byte| byte == b'>');
    let quote = signs.count().min(255) as u8;
    Line { marker, block: Block { kind, quote, ..Block::default() }, text, ..Line::default() }
}

/// Controls, and signs that turn the direction of what follows.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A list's or heading's mark at the start of a line: its length in bytes, and what it makes of the line.
fn mark(text: &str, shown: &str) -> (usize, BlockKind) {
    let depth = 1 + (shown.len() - shown.trim_start().len()).min(40) as u8 / 4;
    let hashes = text.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') {
        return (hashes + 1, BlockKind::Heading(hashes as u8));
    }
    for bullet in ["* ", "• ", "+ ", "- ", "– ", "· ", "o "] {
        let is_plain_o = bullet == "o " && !shown.starts_with(' ');
        if text.starts_with(bullet) && text.len() > bullet.len() && !is_plain_o {
            return (bullet.len(), BlockKind::Item(depth, None));
        }
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    if (1..=3).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")) && shown.starts_with(' ') {
        return (digits + 2, BlockKind::Item(depth, text[..digits].parse().ok()));
    }
    (0, BlockKind::Paragraph)
}

/// Where a line is cut, in order: where two things were glued together, and where a tag of a quotation begins or ends.
fn cuts(text: &str, find_dates: &dyn Fn(&str) -> Vec<Range<usize>>) -> Vec<usize> {
    let mut cuts = seams(text, find_dates);
    cuts.extend(shape::seams(text));
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Where two things were glued together: before a date that follows a letter, behind one that a capital follows.
fn seams(text: &str, find_dates: &dyn Fn(&str) -> Vec<Range<usize>>) -> Vec<usize> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let mut cuts = Vec::new();
    for date in find_dates(text) {
        let before = text[..date.start].chars().next_back();
        let after = text[date.end..].chars().next();
        let first = text[date.start..].chars().next();
        if before.is_some_and(char::is_lowercase) && first.is_some_and(char::is_uppercase) {
            cuts.push(date.start);
        }
        if after.is_some_and(char::is_uppercase)
            && text[..date.end].ends_with(|c: char| c.is_alphanumeric() || c == '.')
        {
            cuts.push(date.end);
        }
    }
    cuts
}

fn pieces(text: &str, cuts: &[usize]) -> Vec<Range<usize>> {
    let bounds: Vec<usize> = [0].into_iter().chain(cuts.iter().copied()).chain([text.len()]).collect();
    let ranges = bounds.windows(2).map(|pair| pair[0]..pair[1]);
    ranges.filter(|range| !text[range.clone()].trim().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, lines: &[&str]) {
        let dates = |line: &str| line.find("April 27, 2022").map(|at| at..at + 14).into_iter().collect();
        let page = read(text, &dates);
        assert_eq!(page.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), lines);
        for line in &page.lines {
            let words = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(words(&text[line.source.clone()]), words(&line.text), "the source range gives the line back");
        }
    }

    #[test]
    fn lines_stay_lines() {
        check("One\n\n  Two  \r\nThree", &["One", "Two", "Three"]);
        check("", &[]);
        check(" * Home\n   + News", &["* Home", "+ News"]);
    }

    #[test]
    fn glued_dates_are_cut_off() {
        check("April 27, 2022TEHRAN, Iran -- The boat", &["April 27, 2022", "TEHRAN, Iran -- The boat"]);
        check("By Jane DoeApril 27, 2022", &["By Jane Doe", "April 27, 2022"]);
        check("[quote=Jane]So it is.[/quote] No.", &["[quote=Jane]So it is.[/quote]", "No."]);
        check("On April 27, 2022 the boat left", &["On April 27, 2022 the boat left"]);
    }

    #[test]
    fn blank_lines_are_remembered() {
        let page = read("a\n\n\nb\nc", &|_| Vec::new());
        assert_eq!(page.lines.iter().map(|line| line.blank_before).collect::<Vec<_>>(), [0, 2, 0]);
    }
}
