//! Sets of labels, such as those whose lines make up the text.

use super::Label;

/// Some of the labels: the content ones, unless others are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LabelSet(u32);

impl LabelSet {
    pub(crate) fn has(self, label: Label) -> bool {
        self.0 & (1 << label as u32) != 0
    }
}

impl Default for LabelSet {
    fn default() -> LabelSet {
        Label::ALL.iter().copied().filter(|label| label.is_content()).collect()
    }
}

impl FromIterator<Label> for LabelSet {
    fn from_iter<I: IntoIterator<Item = Label>>(labels: I) -> LabelSet {
        LabelSet(labels.into_iter().fold(0, |set, label| set | 1 << label as u32))
    }
}
