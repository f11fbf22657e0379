//! One thing that does not come out as expected, and the small questions that comparing hangs on.

use std::fmt;

use serde::Serialize;

use crate::document::Label;
use crate::render::shortened;

/// What comes out otherwise than expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Change {
    /// A field of the record says something else. `truth` is what it should say, where that was known to be wrong.
    Field {
        /// Its name.
        name: String,
        /// What was expected; `-` is nothing.
        expected: String,
        /// What comes out.
        found: String,
        /// What should come out, where `expected` was known to be wrong.
        truth: Option<String>,
    },
    /// A line has another label.
    Label {
        /// The line.
        text: String,
        /// The label that was expected.
        expected: Label,
        /// The label it has.
        found: Label,
        /// The label that it should have, where `expected` was known to be wrong.
        truth: Option<Label>,
    },
    /// A line is not there any more.
    Gone {
        /// The label that it had.
        label: Label,
        /// The line.
        text: String,
    },
    /// A line that nobody expected.
    New {
        /// Its label.
        label: Label,
        /// The line.
        text: String,
    },
    /// A line stands somewhere else.
    Moved {
        /// Its label.
        label: Label,
        /// The line.
        text: String,
    },
    /// A line has other white space.
    Spaces {
        /// The line that was expected.
        expected: String,
        /// The line that comes out.
        found: String,
    },
    /// A text that must stay is gone.
    Lost {
        /// The text.
        text: String,
    },
    /// A text that must go is kept.
    Kept {
        /// The text.
        text: String,
    },
}

impl Change {
    /// Whether it is a line that changed, and not a field.
    pub fn is_line(&self) -> bool {
        !matches!(self, Change::Field { .. })
    }

    /// Whether it is a line that has another label.
    pub fn is_relabelled(&self) -> bool {
        matches!(self, Change::Label { .. })
    }

    /// Whether something that was known to be wrong comes out right.
    pub fn mends(&self) -> bool {
        match self {
            Change::Field { found, truth, .. } => truth.as_ref() == Some(found),
            Change::Label { found, truth, .. } => *truth == Some(*found),
            _ => false,
        }
    }

    /// What kind of change it is: lines with the same are told together, such as `body → related`.
    pub fn heading(&self) -> String {
        let mended = if self.mends() { ", as it should be" } else { "" };
        match self {
            Change::Field { name, .. } => format!("{name}{mended}"),
            Change::Label { expected, found, .. } => format!("{expected} → {found}{mended}"),
            Change::Gone { .. } => "gone".to_owned(),
            Change::New { .. } => "new".to_owned(),
            Change::Moved { .. } => "in another place".to_owned(),
            Change::Spaces { .. } => "with other white space".to_owned(),
            Change::Lost { .. } => "lost".to_owned(),
            Change::Kept { .. } => "kept that must go".to_owned(),
        }
    }
}

impl fmt::Display for Change {
    /// On one line, or on two where something stands for something else.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::Field { expected, found, .. } | Change::Spaces { expected, found } => {
                write!(f, "- {}\n+ {}", shortened(expected), shortened(found))
            }
            Change::Label { text, .. } => write!(f, "  {}", shortened(text)),
            Change::Gone { label, text } => write!(f, "- {label}: {}", shortened(text)),
            Change::New { label, text } => write!(f, "+ {label}: {}", shortened(text)),
            Change::Moved { label, text } => write!(f, "~ {label}: {}", shortened(text)),
            Change::Lost { text } => write!(f, "+ {} (must stay, but is gone)", shortened(text)),
            Change::Kept { text } => write!(f, "- {} (must go, but is kept)", shortened(text)),
        }
    }
}

/// A text without its white space, which tells no lines apart.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Which lines stay where they were, if each stood at this place before: the longest run of places that only grow.
pub(super) fn is_in_order(places: &[Option<usize>]) -> Vec<bool> {
    // The last line of the best run of each length, and of each line the one before it in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (line, place) in places.iter().enumerate().filter(|(_, place)| place.is_some()) {
        let length = ends.partition_point(|&end| places[end] < *place);
        before[line] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() { ends.push(line) } else { ends[length] = line }
    }
    let mut stays = vec![false; places.len()];
    let mut next = ends.last().copied();
    while let Some(line) = next {
        stays[line] = true;
        next = before[line];
    }
    stays
}
