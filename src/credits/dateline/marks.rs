//! Where a dateline could end: every mark near the opening of a paragraph that can close one.

use super::shapes;

/// What closes a dateline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `—`, `–`, `-`, `--`, `.-`
    Dash,
    Colon,
    Stop,
    /// A straight quote that an em dash has become on the way.
    LostDash,
    /// The agency's bracket, with nothing after it: `London (CNN)It was`.
    Bracket,
    LineEnd,
}

/// A place where the dateline could end: the head runs to `head`, its mark to `end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub(super) head: usize,
    pub(super) end: usize,
    pub(super) mark: Mark,
}

/// Every place in the window where a dateline could end, in order.
pub(super) fn ends(window: &str, is_whole: bool) -> Vec<End> {
    let mut ends: Vec<End> = Vec::new();
    let mut past = 0;
    for (at, c) in window.char_indices() {
        // Most characters are none of a mark's.
        if at < past || c.is_alphanumeric() {
            continue;
        }
        let (before, rest) = window.split_at(at);
        if c == '\n' {
            ends.push(End { head: at, end: at, mark: Mark::LineEnd });
        } else if let Some((mark, length)) = mark_at(before, rest) {
            past = at + length;
            let head = if mark == Mark::Bracket { past } else { at };
            ends.push(End { head, end: past, mark });
        }
    }
    if is_whole {
        ends.push(End { head: window.len(), end: window.len(), mark: Mark::LineEnd });
    }
    ends
}

/// The mark that the rest opens with, and its length in bytes.
fn mark_at(before: &str, rest: &str) -> Option<(Mark, usize)> {
    let first = rest.chars().next()?;
    if let Some(length) = shapes::dash_at(before, rest) {
        return Some((Mark::Dash, length));
    }
    let next = rest[first.len_utf8()..].chars().next();
    let next_is_space = next.is_none_or(char::is_whitespace);
    let closed = before.ends_with([')', ']', '/']);
    let mark = match first {
        ':' | '：' if next_is_space || closed => Mark::Colon,
        '.' if next_is_space && (closed || !shapes::ends_in_short_word(before)) => Mark::Stop,
        '"' if before.ends_with(char::is_whitespace) && next_is_space => Mark::LostDash,
        // A bracket that closes the line leaves the end to the line.
        ')' | ']' | '）' if next.is_some() => Mark::Bracket,
        '/' if next.is_some_and(|c| c.is_whitespace() || c == '.') => Mark::Bracket,
        _ => return None,
    };
    Some((mark, first.len_utf8()))
}
