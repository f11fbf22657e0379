//! The white space between inline elements. A browser shows `<span>By</span><a>Jane Doe</a>` with a gap that a style
//! sheet makes; the text alone would read "ByJane Doe". But `Die<u>u</u>` is one word. Here it is decided, from the
//! tags and the characters on both sides, whether a boundary parts two words.

/// Tags that dress a part of a word or sentence and never part words.
const DRESSING: &[&str] = &[
    "abbr", "b", "bdi", "bdo", "big", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "rb", "ruby", "s",
    "small", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

/// What stands between two pieces of text of the same line.
#[derive(Debug, Default, Clone)]
pub(super) struct Boundary {
    /// Tags that closed since the last piece, other than dressing.
    pub(super) closed: Option<&'static str>,
    /// Tags that opened since then, other than dressing.
    pub(super) opened: Option<&'static str>,
}

impl Boundary {
    pub(super) fn close(&mut self, tag: &str) {
        if let Some(name) = parting(tag) {
            self.closed = Some(name);
        }
    }

    pub(super) fn open(&mut self, tag: &str) {
        if let Some(name) = parting(tag) {
            self.opened = Some(name);
        }
    }

    /// Whether a space belongs between `before` and `after`, which touch in the source.
    pub(super) fn parts(&self, before: &str, after: &str) -> bool {
        let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
        if last.is_whitespace() || first.is_whitespace() {
            return false;
        }
        // A control such as a button stands apart from whatever it touches.
        if self.closed == Some("control") || self.opened == Some("control") {
            return true;
        }
        let (Some(closed), Some(opened)) = (self.closed, self.opened) else { return false };
        if !last.is_alphanumeric() && !")]»”\"'".contains(last) || !first.is_alphanumeric() && !"([«“@#".contains(first)
        {
            return false;
        }
        if closed == "span" && opened == "span" {
            // Word processors cut words into spans; designers set a capital, or each letter, in a span of its own.
            let same_word = last.is_lowercase() && first.is_lowercase() || last.is_numeric() && first.is_numeric();
            let single = before.chars().rev().nth(1).is_none_or(|c| !c.is_alphanumeric());
            return !same_word && !single;
        }
        true
    }
}

/// The tag as far as it can part words; none for dressing.
fn parting(tag: &str) -> Option<&'static str> {
    match tag {
        "span" => Some("span"),
        "button" | "input" | "img" | "label" | "select" | "textarea" | "svg" => Some("control"),
        _ if DRESSING.binary_search(&tag).is_ok() => None,
        _ => Some("other"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_dress_are_sorted() {
        assert!(DRESSING.is_sorted());
    }
}
