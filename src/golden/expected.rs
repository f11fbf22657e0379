//! What is expected of a page, in either of its two forms, and how a file is told to have one or the other.

use std::fmt;

use super::change::Change;
use super::loose::Loose;
use super::whole::Whole;
use crate::document::Document;

/// What is expected of a page.
///
/// The **whole page**: a head that begins with `shows:` (what the page is there to show) and has the credits, an empty
/// line, and `label<TAB>line` for every line. Where what comes out is known to be wrong, the truth stands behind an
/// exclamation mark: `related !body<TAB>line`, or a second line `headline!: …` in the head.
///
/// **Loose**: only what somebody cares for, each on a line of its own. `+ ` and a text that must stay, `- ` and one that
/// must go, or a field of the head. `#` begins a comment.
///
/// ```
/// use copydesk::golden::Expected;
/// let expected = Expected::parse("headline: Ferry back\n+ back in service\n- Subscribe now\n")?;
/// let page = copydesk::clean(b"<h1>Ferry late</h1>");
/// let changes: Vec<String> = expected.changes(&page).iter().map(|change| change.to_string()).collect();
/// assert!(changes.contains(&"+ back in service (must stay, but is gone)".to_owned()));
/// # Ok::<(), copydesk::golden::BadExpected>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected(Form);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    Whole(Whole),
    Loose(Loose),
}

/// What is wrong with an expected file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
#[non_exhaustive]
pub struct BadExpected {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in lower case.
    pub message: String,
}

impl Default for Expected {
    /// Nothing known of the page yet, to be blessed.
    fn default() -> Expected {
        Expected(Form::Whole(Whole::default()))
    }
}

impl Expected {
    /// Reads an expected file.
    ///
    /// # Errors
    ///
    /// Where a line is none that either form knows, or where nothing is expected at all.
    pub fn parse(text: &str) -> Result<Expected, BadExpected> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let form = if Whole::is_in(text) { Form::Whole(Whole::parse(text)?) } else { Form::Loose(Loose::parse(text)?) };
        Ok(Expected(form))
    }

    /// All of what comes out of a page now, as if that was right.
    pub fn of(document: &Document) -> Expected {
        Expected(Form::Whole(Whole::default().blessed(document)))
    }

    /// What comes out of the page otherwise than expected, in the order of the page.
    pub fn changes(&self, document: &Document) -> Vec<Change> {
        match &self.0 {
            Form::Whole(whole) => whole.changes(document),
            Form::Loose(loose) => loose.changes(document),
        }
    }

    /// What is to be expected once what comes out now is taken; nothing where it was written by hand.
    pub fn blessed(&self, document: &Document) -> Option<Expected> {
        match &self.0 {
            Form::Whole(whole) => Some(Expected(Form::Whole(whole.blessed(document)))),
            Form::Loose(_) => None,
        }
    }

    /// Whether every line of the page is expected.
    pub fn is_whole(&self) -> bool {
        matches!(self.0, Form::Whole(_))
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Whole(whole) => whole.fmt(f),
            Form::Loose(loose) => loose.fmt(f),
        }
    }
}
