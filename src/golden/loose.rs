//! Expectations written by hand: texts that must stay or go, and single fields. How they stand to a whole page is told
//! in `expected`.

use std::fmt;

use super::change::{Change, squeezed};
use super::credits;
use super::expected::BadExpected;
use crate::document::Document;
use crate::measure::is_unspaced;

/// What somebody cares for on a page, in the order in which it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Loose(Vec<Wish>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Wish {
    Stays(String),
    Goes(String),
    Field { name: String, value: String },
}

impl Loose {
    pub(super) fn parse(text: &str) -> Result<Loose, BadExpected> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let wishes: Vec<Wish> = lines.map(|(at, line)| Wish::parse(at + 1, line)).collect::<Result<_, _>>()?;
        if wishes.is_empty() {
            return Err(BadExpected { line: 1, message: "nothing is expected here".to_owned() });
        }
        Ok(Loose(wishes))
    }

    /// What is not as wished. White space does not count.
    pub(super) fn changes(&self, document: &Document) -> Vec<Change> {
        let kept = spaced(&document.text);
        self.0.iter().filter_map(|wish| wish.change(document, &kept)).collect()
    }
}

impl Wish {
    fn parse(line: usize, text: &str) -> Result<Wish, BadExpected> {
        let wanted = |text: &str| text.trim().to_owned();
        for (sign, wish) in [("+ ", Wish::Stays as fn(String) -> Wish), ("- ", Wish::Goes)] {
            match text.strip_prefix(sign).map(wanted) {
                Some(text) if text.is_empty() => {
                    return Err(BadExpected { line, message: "no text behind the sign".to_owned() });
                }
                Some(text) => return Ok(wish(text)),
                None => {}
            }
        }
        match text.split_once(':') {
            Some((name, value)) if credits::is_name(name) => {
                Ok(Wish::Field { name: name.to_owned(), value: wanted(value) })
            }
            _ => {
                let names = credits::NAMES.join(", ");
                let message = format!("neither `+ text`, `- text`, nor one of the fields {names}");
                Err(BadExpected { line, message })
            }
        }
    }

    fn change(&self, document: &Document, kept: &str) -> Option<Change> {
        match self {
            Wish::Stays(text) if !holds(kept, text) => Some(Change::Lost { text: text.clone() }),
            Wish::Goes(text) if holds(kept, text) => Some(Change::Kept { text: text.clone() }),
            Wish::Field { name, value } => {
                let found = credits::value(document, name).unwrap_or_default();
                let expected = if value.is_empty() { credits::NOTHING } else { value };
                let differs = squeezed(&found) != squeezed(expected);
                let (name, expected) = (name.clone(), expected.to_owned());
                differs.then_some(Change::Field { name, expected, found, truth: None })
            }
            _ => None,
        }
    }
}

/// A text with one space between its words.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text holds another, as whole words: `Share` is not in `Shareholders`.
fn holds(kept: &str, text: &str) -> bool {
    let text = spaced(text);
    let joins = |inside: Option<char>, outside: Option<char>| {
        let in_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
        in_word(inside) && in_word(outside)
    };
    kept.match_indices(&text).any(|(at, _)| {
        let (before, behind) = (kept[..at].chars().next_back(), kept[at + text.len()..].chars().next());
        !joins(text.chars().next(), before) && !joins(text.chars().next_back(), behind)
    })
}

impl fmt::Display for Loose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|wish| match wish {
            Wish::Stays(text) => writeln!(f, "+ {text}"),
            Wish::Goes(text) => writeln!(f, "- {text}"),
            Wish::Field { name, value } => writeln!(f, "{name}: {value}"),
        })
    }
}
