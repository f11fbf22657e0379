//! Tables in flattened text: rows whose cells are parted by bars, by tabs, or by white space that leaves the same columns
//! free in all of them.

use std::collections::HashMap;
use std::ops::Range;

use super::Shown;
use crate::line::{BlockKind, Cell, CellPlace};

/// A row of a table; without cells it is the line between head and body.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) begins: bool,
    pub(super) is_head: bool,
    pub(super) cells: Vec<Cell>,
}

/// Dashes that a line between head and body has at least.
const LEAST_DASHES: usize = 3;

/// Columns of white space between two aligned cells.
const GAP: usize = 2;

/// How many aligned rows are looked at together; tables of one page have no more columns to share.
const MOST_ALIGNED: usize = 400;

/// The row that each line is, if it is one.
pub(super) fn find(shown: &[Shown<'_>]) -> Vec<Option<Row>> {
    let mut rows: Vec<Option<Row>> = vec![None; shown.len()];
    barred(shown, &mut rows);
    tabbed(shown, &mut rows);
    aligned(shown, &mut rows);
    rows
}

fn row(begins: bool, ranges: impl Iterator<Item = Range<usize>>) -> Row {
    let place = |column: usize| CellPlace {
        column: u16::try_from(column).unwrap_or(u16::MAX),
        columns: 1,
        rows: 1,
        is_head: false,
    };
    let cells = ranges.enumerate().map(|(column, text)| Cell { text, place: place(column) });
    Row { begins, is_head: false, cells: cells.collect() }
}

/// Whether nothing stands between a line and the one before it.
fn is_right_behind(shown: &[Shown<'_>], at: usize) -> bool {
    at > 0 && shown[at].blank_before == 0 && shown[at].quote == shown[at - 1].quote
}

fn barred(shown: &[Shown<'_>], rows: &mut [Option<Row>]) {
    let bars: Vec<usize> = shown.iter().map(|line| bars(line.words())).collect();
    for (at, line) in shown.iter().enumerate() {
        let words = line.words();
        let is_behind = at > 0 && rows[at - 1].is_some() && is_right_behind(shown, at);
        if is_separator(words) {
            if let Some(head) = rows[at.saturating_sub(1)].as_mut().filter(|_| is_behind) {
                if head.begins {
                    head.is_head = true;
                    head.cells.iter_mut().for_each(|cell| cell.place.is_head = true);
                }
                rows[at] = Some(row(false, std::iter::empty()));
            }
            continue;
        }
        let next = shown.get(at + 1).filter(|next| next.blank_before == 0);
        let alike = bars[at] > 0
            && (is_behind && rows[at - 1].as_ref().is_some_and(|row| row.cells.is_empty() || bars[at - 1] == bars[at])
                || at > 0 && bars[at - 1] == bars[at]
                || bars.get(at + 1) == Some(&bars[at])
                || next.is_some_and(|next| is_separator(next.words())));
        if line.kind == BlockKind::Paragraph
            && (words.starts_with('|') && words.ends_with('|') && bars[at] > 2 || alike)
        {
            let from = line.signs;
            rows[at] = Some(row(!is_behind, cells(words).map(|cell| cell.start + from..cell.end + from)));
        }
    }
}

/// How many bars part cells in a text or stand at its ends.
fn bars(text: &str) -> usize {
    parting(text).count()
}

/// Whether a text stands between two bars.
fn is_framed(text: &str) -> bool {
    text.len() > 1 && text.starts_with('|') && text.ends_with('|')
}

/// The bars of a text that part cells or stand at its ends: in a frame all, elsewhere those between spaces. One behind a
/// backslash is a sign of its cell, and so is one in code.
fn parting(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let is_framed = is_framed(text);
    let is_gap = |byte: Option<&u8>| byte.is_none_or(|&byte| byte == b' ');
    let is_apart =
        move |at: usize| is_gap(at.checked_sub(1).and_then(|before| bytes.get(before))) && is_gap(bytes.get(at + 1));
    let mut codes = codes(text).into_iter().peekable();
    memchr::memchr_iter(b'|', bytes).filter(move |&at| {
        while codes.next_if(|code| code.end <= at).is_some() {}
        let is_sign = at > 0 && bytes[at - 1] == b'\\' || codes.peek().is_some_and(|code| code.contains(&at));
        !is_sign && (is_framed || is_apart(at))
    })
}

/// The parts of a text between backticks, and as many of them.
fn codes(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in memchr::memchr_iter(b'`', bytes) {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end += 1,
            None => runs.push(at..at + 1),
        }
    }
    // Which run of as many backticks comes next, from the end.
    let mut next: HashMap<usize, usize> = HashMap::new();
    let mut closes = vec![None; runs.len()];
    for (place, run) in runs.iter().enumerate().rev() {
        closes[place] = next.insert(run.len(), place);
    }
    let mut codes = Vec::new();
    let mut place = 0;
    while place < runs.len() {
        if let Some(close) = closes[place] {
            codes.push(runs[place].end..runs[close].start);
            place = close;
        }
        place += 1;
    }
    codes
}

/// Whether a line is what stands between the head of a table and its body.
fn is_separator(text: &str) -> bool {
    let dashes = text.bytes().filter(|byte| matches!(byte, b'-' | b'=')).count();
    dashes >= LEAST_DASHES
        && text.contains(['|', '+'])
        && text.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'|' | b'+' | b':' | b' '))
}

/// The cells that bars part.
fn cells(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut bounds: Vec<usize> = parting(text).collect();
    let start = usize::from(bounds.first() == Some(&0));
    bounds.retain(|&at| at >= start && at + 1 < text.len());
    let end = text.len() - usize::from(parting(text).last().is_some_and(|at| at >= start && at + 1 == text.len()));
    bounds.push(end.max(start));
    let mut from = start;
    bounds.into_iter().map(move |bound| std::mem::replace(&mut from, bound + 1)..bound)
}

/// Rows whose cells are parted by tabs: at least two that follow each other. Empty cells at the end of one, and those
/// that a wider cell takes, have no tabs.
fn tabbed(shown: &[Shown<'_>], rows: &mut [Option<Row>]) {
    let tabs = |at: usize| shown.get(at).map_or(0, |line| line.raw.trim().matches('\t').count());
    let is_alike = |at: usize| at > 0 && tabs(at) > 0 && tabs(at - 1) > 0 && is_right_behind(shown, at);
    for at in 0..shown.len() {
        let is_row = is_alike(at) || is_alike(at + 1) && at + 1 < shown.len();
        if !is_row || rows[at].is_some() {
            continue;
        }
        let line = &shown[at];
        if line.signs == 0 {
            let ends = places_of_tabs(line).into_iter().chain([line.text.len()]);
            let mut from = 0;
            rows[at] = Some(row(!is_alike(at), ends.map(|end| std::mem::replace(&mut from, end + 1)..end)));
        }
    }
}

/// Where in a line's text spaces stand for tabs: what is not shown of the input is passed over.
fn places_of_tabs(line: &Shown<'_>) -> Vec<usize> {
    let mut places = Vec::new();
    let mut at = 0;
    for c in line.raw.trim().chars() {
        let shown = if c.is_whitespace() { ' ' } else { c };
        if line.text.get(at..).is_some_and(|rest| rest.starts_with(shown)) {
            places.extend(Some(at).filter(|_| c == '\t'));
            at += shown.len_utf8();
        }
    }
    places
}

/// Rows whose cells stand in columns: at least two that follow each other, with white space in the same places.
fn aligned(shown: &[Shown<'_>], rows: &mut [Option<Row>]) {
    let has_gap = |at: usize| {
        rows[at].is_none()
            && shown[at].kind == BlockKind::Paragraph
            && shown[at].quote == 0
            && shown[at].text.contains("  ")
    };
    let gapped: Vec<bool> = (0..shown.len()).map(has_gap).collect();
    let mut start = 0;
    while start < shown.len() {
        let follows = |at: &usize| gapped[*at] && (*at == start || is_right_behind(shown, *at));
        let end = start + (start..shown.len()).take(MOST_ALIGNED).take_while(follows).count();
        if end > start + 1 {
            let free = free_columns(&shown[start..end]);
            for at in start..end {
                let ranges = columns_of(&shown[at], &free);
                if !free.is_empty() {
                    rows[at] = Some(row(at == start, ranges.into_iter()));
                }
            }
        }
        start = end.max(start + 1);
    }
}

/// The columns in which words begin behind white space that all these lines have.
fn free_columns(lines: &[Shown<'_>]) -> Vec<usize> {
    let width = lines.iter().map(|line| line.raw.trim_end().chars().count()).max().unwrap_or(0);
    let mut used = vec![0_usize; width];
    for line in lines {
        for (column, c) in line.raw.trim_end().chars().enumerate() {
            used[column] += usize::from(!c.is_whitespace());
        }
    }
    let first = used.iter().position(|used| *used > 0).unwrap_or(width);
    let mut begins = Vec::new();
    let mut free = 0;
    for (column, used) in used.iter().enumerate().skip(first) {
        if *used > 0 && free >= GAP {
            begins.push(column);
        }
        free = if *used == 0 { free + 1 } else { 0 };
    }
    begins
}

/// The ranges of a line's text between these columns of the input.
fn columns_of(line: &Shown<'_>, begins: &[usize]) -> Vec<Range<usize>> {
    let before = line.space.chars().count();
    let mut begins = begins.iter().map(|column| column.saturating_sub(before)).peekable();
    let mut ranges = Vec::new();
    let mut from = 0;
    for (column, (at, _)) in line.text.char_indices().enumerate() {
        if begins.next_if(|begin| *begin <= column).is_some() {
            ranges.push(std::mem::replace(&mut from, at)..at);
        }
    }
    ranges.push(from..line.text.len());
    ranges.extend(begins.map(|_| line.text.len()..line.text.len()));
    ranges
}
