//! The text's tokens with what is known about the page, and the small steps
//! that the readers of days, times and relative dates share. It reads nothing
//! by itself.

use std::borrow::Cow;

use super::DateContext;
use super::months::{Months, fold, primary};
use super::token::{Kind, Token, tokens};

/// Years before are no publication dates of the web, years after are numbers.
pub(super) const YEARS: std::ops::RangeInclusive<u32> = 1990..=2100;

/// At most this many tokens stand between two parts of a date.
const GLUE: usize = 6;

/// Words between the parts of a date, folded: "27 de abril de 2022".
const JOINERS: &[&str] = &[
    "d",
    "da",
    "de",
    "del",
    "den",
    "dhen",
    "di",
    "dia",
    "do",
    "e",
    "eko",
    "gada",
    "i",
    "ko",
    "m",
    "metu",
    "mh",
    "nam",
    "of",
    "osu",
    "su",
    "ta",
    "tal",
    "г",
    "год",
    "года",
    "ж",
    "жылгы",
    "жылғы",
    "оны",
    "р",
    "року",
    "թ",
    "წ",
    "წლის",
];

/// A text under the readers' eyes.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) context: &'a DateContext<'a>,
    pub(super) months: &'a Months,
    /// The page's language as the table of months names it; empty if unknown.
    pub(super) language: String,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str, context: &'a DateContext<'a>, months: &'a Months) -> Self {
        let language = context.language.map(primary).unwrap_or_default();
        Scan { text, tokens: tokens(text), context, months, language }
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The value and the count of digits of the number at a token.
    pub(super) fn number(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Number)?;
        Some((token.value, token.digits))
    }

    /// The folded word at a token.
    pub(super) fn word(&self, at: usize) -> Option<Cow<'a, str>> {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
        let word = &self.text[token.start..token.end];
        let is_folded = word.bytes().all(|byte| byte.is_ascii_lowercase());
        Some(if is_folded { Cow::Borrowed(word) } else { Cow::Owned(fold(word)) })
    }

    pub(super) fn is_mark(&self, at: usize, marks: &[char]) -> bool {
        matches!(self.kind(at), Some(Kind::Mark(mark)) if marks.contains(&mark))
    }

    /// The token after an optional space.
    pub(super) fn skip_space(&self, at: usize) -> usize {
        at + usize::from(self.kind(at) == Some(Kind::Space))
    }

    /// The text from a token on; empty past the end.
    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.start..])
    }

    /// The text before a token.
    pub(super) fn before(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or(self.text, |token| &self.text[..token.start])
    }

    /// The byte after the token that stands before `at`.
    pub(super) fn end_byte(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |token| token.end)
    }

    /// The token after `literal`, if the text goes on with it to a token's end.
    pub(super) fn eat(&self, at: usize, literal: &str) -> Option<usize> {
        let end = self.tokens.get(at)?.start + literal.len();
        if !self.rest(at).starts_with(literal) {
            return None;
        }
        let mut next = at;
        while self.tokens.get(next).is_some_and(|token| token.start < end) {
            next += 1;
        }
        (self.end_byte(next) == end).then_some(next)
    }

    /// The token after the first of `literals` that the text goes on with.
    pub(super) fn eat_any(&self, at: usize, literals: &[&str]) -> Option<usize> {
        literals.iter().find_map(|literal| self.eat(at, literal))
    }

    /// Whether the token at `at` touches letters, numbers or marks on both sides.
    fn is_attached(&self, at: usize) -> bool {
        at > 0 && self.kind(at - 1) != Some(Kind::Space) && !matches!(self.kind(at + 1), None | Some(Kind::Space))
    }

    /// Skips what may stand between two parts of a date. A comma may stand
    /// before a year but not between day and month: "aged 27, April".
    pub(super) fn glue(&self, start: usize, comma: bool) -> usize {
        let mut at = start;
        while at < start + GLUE {
            let fits = match self.kind(at) {
                // The backslash is what some flatteners put before a dot.
                Some(Kind::Space | Kind::Mark('.' | '׳' | '॰' | '\\')) => true,
                Some(Kind::Mark(',' | '،')) => comma,
                Some(Kind::Mark('-' | '‑' | '–' | '/')) => self.is_attached(at),
                Some(Kind::Mark('’' | '\'')) => {
                    at > 0 && self.word(at - 1).is_some_and(|w| matches!(&*w, "d" | "ta"))
                }
                Some(Kind::Mark('(' | ')')) => self.language == "eu",
                Some(Kind::Word) => self.word(at).is_some_and(|w| JOINERS.binary_search(&&*w).is_ok()),
                _ => false,
            };
            if !fits {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether a number is the later part of a longer one: the "5" of "2.5",
    /// the "27" of "192.168.27".
    pub(super) fn continues_number(&self, at: usize, marks: &[char]) -> bool {
        at >= 2 && self.is_mark(at - 1, marks) && self.number(at - 2).is_some()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_joiners_are_sorted() {
        assert!(super::JOINERS.is_sorted());
    }
}
