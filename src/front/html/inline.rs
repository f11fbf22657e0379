//! The white space between inline elements. A browser shows `<span>By</span><a>Jane Doe</a>` with a gap that a style
//! sheet makes; the text alone would read "ByJane Doe". But `Die<u>u</u>` is one word. Here it is decided, from the
//! tags and the characters on both sides, whether a boundary parts two words.

use super::role::Role;

/// What stands between two pieces of text of the same line.
#[derive(Debug, Default, Clone)]
pub(super) struct Boundary {
    /// Tags that closed since the last piece, other than dressing.
    pub(super) closed: Option<Role>,
    /// Tags that opened since then, other than dressing.
    pub(super) opened: Option<Role>,
}

impl Boundary {
    pub(super) fn close(&mut self, role: Role) {
        if role != Role::Dressing {
            self.closed = Some(role);
        }
    }

    pub(super) fn open(&mut self, role: Role) {
        if role != Role::Dressing {
            self.opened = Some(role);
        }
    }

    /// Passes over an element that no reader sees.
    pub(super) fn pass(&mut self) {
        self.closed = Some(Role::Unseen);
        self.opened = Some(Role::Unseen);
    }

    /// Whether a space belongs between `before` and `after`, which touch in the source.
    pub(super) fn parts(&self, before: &str, after: &str) -> bool {
        let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
        if last.is_whitespace() || first.is_whitespace() {
            return false;
        }
        // A control such as a button stands apart from whatever it touches.
        if self.closed == Some(Role::Control) || self.opened == Some(Role::Control) {
            return true;
        }
        let (Some(closed), Some(opened)) = (self.closed, self.opened) else { return false };
        if !last.is_alphanumeric() && !")]»”\"'".contains(last) || !first.is_alphanumeric() && !"([«“@#".contains(first)
        {
            return false;
        }
        if closed == Role::Span && opened == Role::Span {
            // Word processors cut words into spans; designers set a capital, or each letter, in a span of its own.
            let same_word = last.is_lowercase() && first.is_lowercase() || last.is_numeric() && first.is_numeric();
            let single = before.chars().rev().nth(1).is_none_or(|c| !c.is_alphanumeric());
            return !same_word && !single;
        }
        true
    }
}
