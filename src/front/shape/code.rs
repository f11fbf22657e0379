//! Code in flattened text: between fences, or set in under a blank line and made of what code is made of. The second is
//! told by points, since quotations, lists and the paragraphs of books are set in as well.

use super::{Shown, columns};
use crate::front::text::PhysicalLine;

/// What parts the lines of code from the others.
const FENCES: &[&str] = &["```", "~~~"];

/// So far code is set in.
const SET_IN: usize = 4;

/// What a block needs to be code.
const ENOUGH: f32 = 1.0;

/// Points for the share of its lines that are so.
const ENDS_AS_CODE: f32 = 2.0;
const HOLDS_CODE: f32 = 2.0;
const DEEPER: f32 = 1.0;
const HOLDS_KEY: f32 = 1.5;
const IS_SENTENCE: f32 = -4.0;
const IS_ITEM: f32 = -3.0;

/// Points for a page whose other lines are not set in: one that is set in as a whole says nothing by it.
const OTHERS_ARE_NOT: f32 = 0.5;

/// Words of a line that may be a sentence.
const SENTENCE_WORDS: usize = 7;

/// What code has in it and sentences have not, sorted.
const SIGNS: &[&str] = &[
    " = ", "!=", "#!", "#{", "$(", "${", "&&", "()", "({", "*/", "++", "--", "->", "/*", "//", "::", ":=", "</", "<=",
    "==", "=>", "><", "[]", "\\n", "||",
];

/// A line of code, or a fence around it.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) begins: bool,
    pub(super) is_fence: bool,
    pub(super) language: Box<str>,
    /// Blank lines before it, and the characters of white space that are not its own.
    pub(super) blank: u8,
    pub(super) indent: usize,
}

/// Whether a line is a fence, and the language that it states.
pub(super) fn is_fence(text: &str) -> Option<&str> {
    let rest = FENCES.iter().find_map(|fence| text.trim().strip_prefix(fence))?;
    let language = rest.trim_start_matches(['`', '~']).trim();
    (!language.contains('`')).then(|| language.split(' ').next().unwrap_or_default())
}

/// Which lines of the input stand between fences. A fence that nothing closes is none.
pub(in crate::front) fn fenced(lines: &[PhysicalLine<'_>]) -> Vec<bool> {
    let mut fenced = vec![false; lines.len()];
    let mut begun: Option<usize> = None;
    for at in 0..lines.len() {
        let Some(language) = is_fence(lines[at].text) else { continue };
        match begun {
            Some(start) if language.is_empty() => {
                fenced[start..=at].fill(true);
                begun = None;
            }
            Some(_) => {}
            None => begun = Some(at),
        }
    }
    fenced
}

/// The part of code that each line is, if it is one.
pub(super) fn find(shown: &[Shown<'_>]) -> Vec<Option<Part>> {
    let mut parts: Vec<Option<Part>> = vec![None; shown.len()];
    let mut at = 0;
    while at < shown.len() {
        at = match fence(shown, at).or_else(|| set_in(shown, at)) {
            Some(found) => {
                let end = at + found.len();
                parts.splice(at..end, found.into_iter().map(Some));
                end
            }
            None => at + 1,
        };
    }
    parts
}

/// The lines of code from one fence to the next.
fn fence(shown: &[Shown<'_>], start: usize) -> Option<Vec<Part>> {
    let language = shown[start].fence?;
    let length = shown[start + 1..].iter().position(|line| line.fence.is_some_and(str::is_empty))?;
    let indent = shown[start].space.chars().count();
    let part = |place: usize, line: &Shown<'_>| Part {
        begins: place == 0,
        is_fence: place == 0 || place == length + 1,
        language: language.into(),
        blank: if place > 1 { line.blank_before } else { 0 },
        indent,
    };
    Some(shown[start..start + length + 2].iter().enumerate().map(|(place, line)| part(place, line)).collect())
}

/// The lines of code that begin here and are set in.
fn set_in(shown: &[Shown<'_>], start: usize) -> Option<Vec<Part>> {
    let is_in = |line: &Shown<'_>| line.quote == 0 && columns(line.space) >= SET_IN;
    let begins = is_in(&shown[start]) && (shown[start].blank_before > 0 || start == 0);
    if !begins || start > 0 && is_in(&shown[start - 1]) {
        return None;
    }
    let lines = &shown[start..start + shown[start..].iter().take_while(|line| is_in(line)).count()];
    let indent = lines.iter().map(|line| line.space.chars().count()).min().unwrap_or(0);
    let share = |is_so: &dyn Fn(&Shown<'_>) -> bool| {
        lines.iter().filter(|line| is_so(line)).count() as f32 / lines.len() as f32
    };
    let others = start > 0 && !is_in(&shown[start - 1]) && columns(shown[start - 1].space) == 0;
    let points = ENDS_AS_CODE * share(&|line| line.text.ends_with([';', '{', '}', ')', ',', '>', ']', '\\']))
        + HOLDS_CODE * share(&|line| SIGNS.iter().any(|sign| line.text.contains(sign)))
        + HOLDS_KEY * share(&|line| is_key(line.text))
        + DEEPER * share(&|line| line.space.chars().count() > indent)
        + IS_SENTENCE * share(&is_sentence)
        + IS_ITEM * share(&|line| line.marker > 0)
        + if others { OTHERS_ARE_NOT } else { 0.0 };
    let part = |place: usize, line: &Shown<'_>| Part {
        begins: place == 0,
        is_fence: false,
        language: "".into(),
        blank: if place > 0 { line.blank_before } else { 0 },
        indent,
    };
    (points >= ENOUGH).then(|| lines.iter().enumerate().map(|(place, line)| part(place, line)).collect())
}

/// Whether a line sets a value for a key, as files of settings do: `port: 80`, `- kind: wind`, `alarm:`.
fn is_key(text: &str) -> bool {
    let key =
        text.trim_start_matches("- ").split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with(' '));
    key.is_some_and(|(key, _)| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'');
        key.starts_with(|c: char| c.is_ascii_lowercase() || matches!(c, '_' | '"' | '\'')) && key.chars().all(is_part)
    })
}

fn is_sentence(line: &Shown<'_>) -> bool {
    line.text.ends_with(['.', '!', '?', '…', '。', '؟', '।']) && line.text.split_whitespace().count() >= SENTENCE_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_sorted() {
        assert!(SIGNS.is_sorted());
    }
}
