//! The white space between inline elements. A browser shows `<span>By</span><a>Jane Doe</a>` with a gap that a style
//! sheet makes; the text alone would read "ByJane Doe". But `Die<u>u</u>` is one word. Here it is decided, from the
//! tags and the characters on both sides, whether a boundary parts two words.

use scraper::node::Element as Source;

use super::arena::attribute;
use super::role::Role;

/// What classes begin with that word processors and highlighters give to parts of words, sorted.
const OF_PARTS: &[&str] = &[
    "Apple-",
    "BCX",
    "Contextual",
    "EOP",
    "GramE",
    "Mso",
    "NormalTextRun",
    "SCX",
    "Spell",
    "TextRun",
    "apple-",
    "char",
    "drop",
    "first-letter",
    "highlight",
    "initial",
    "letter",
    "ql-",
    "syl",
];

/// Signs of money that stand before a number.
const MONEY: &str = "$£¥฿₩₪₫€₱₴₹₺₽";

/// A text in a span of its own that has fewer characters may be a part of a word, as a capital that is set apart.
const LEAST_CHARACTERS: usize = 2;

/// What the attributes of a span say of what it holds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dress {
    /// How it looks, or how a word processor calls it: it may hold part of a word.
    Styled,
    #[default]
    Bare,
    /// It has a name of its own, so what it holds is something by itself.
    Named,
}

impl Dress {
    pub(super) fn of(span: &Source) -> Dress {
        let class = attribute(span, "class").unwrap_or_default();
        if class.split_ascii_whitespace().any(is_telling) {
            return Dress::Named;
        }
        let is_bare = class.is_empty() && attribute(span, "style").is_none() && attribute(span, "lang").is_none();
        if is_bare { Dress::Bare } else { Dress::Styled }
    }
}

/// Whether a class names what is in a span; programs that number their styles say `c1` or `T12`.
fn is_telling(class: &str) -> bool {
    let letters = class.trim_end_matches(|c: char| c.is_ascii_digit());
    letters.len() > 2 && !OF_PARTS.iter().any(|part| class.starts_with(part))
}

/// What stands between two pieces of text of the same line.
#[derive(Debug, Default, Clone)]
pub(super) struct Boundary {
    /// Tags that closed since the last piece, other than dressing.
    pub(super) closed: Option<Role>,
    /// Tags that opened since then, other than dressing.
    pub(super) opened: Option<Role>,
    /// How the spans among them were dressed, and how many characters the longest had.
    before: Option<(Dress, usize)>,
    after: Option<Dress>,
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

    /// Goes out of a span that holds this text.
    pub(super) fn close_span(&mut self, dress: Dress, text: &str) {
        let characters = text.trim().chars().take(LEAST_CHARACTERS).count();
        let (inner, longest) = self.before.unwrap_or((dress, 0));
        self.before = Some((inner.max(dress), longest.max(characters)));
    }

    /// Goes into a span.
    pub(super) fn open_span(&mut self, dress: Dress) {
        self.after = self.after.max(Some(dress));
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
        if closed == Role::Span && opened == Role::Span && self.is_seam(last, first, after) {
            return true;
        }
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

    /// Whether two spans hold a word each, though their letters or digits would make one: both have names, or a number
    /// stands in each.
    fn is_seam(&self, last: char, first: char, after: &str) -> bool {
        let (Some((before, length)), Some(behind)) = (self.before, self.after) else { return false };
        if length < LEAST_CHARACTERS || after.chars().take(LEAST_CHARACTERS).count() < LEAST_CHARACTERS {
            return false;
        }
        let are_numbers = last.is_numeric() && (first.is_numeric() || MONEY.contains(first));
        let are_words = last.is_lowercase() && first.is_lowercase();
        let (least, needed) = (before.min(behind), if are_numbers { Dress::Bare } else { Dress::Named });
        (are_numbers || are_words) && least >= needed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::html::read;

    #[test]
    fn lists_are_sorted() {
        assert!(OF_PARTS.is_sorted());
    }

    #[track_caller]
    fn check(spans: &str, line: &str) {
        let page = read(&format!("<p>{spans}</p>"), &mut Vec::new());
        assert_eq!(page.lines[0].text, line, "{spans}");
    }

    #[test]
    fn spans_that_touch_hold_words_of_their_own() {
        check("<span>2031</span><span>1h 54m</span><span>R</span>", "2031 1h 54m R");
        check("<span>1990</span><span>1991</span><span>1992</span>", "1990 1991 1992");
        check("<span class=price>€89</span><span class=old>€98</span><span class=off>9%</span>", "€89 €98 9%");
        check("<span class=name>depth</span><span class=kind>metres</span>", "depth metres");
        check("<i><span class=tag>reef</span></i><span class=tag>knots</span>", "reef knots");
    }

    #[test]
    fn words_in_parts_stay_whole() {
        check("<span>har</span><span>bour</span>", "harbour");
        check("<span style='color:red'>har</span><span style='color:red'>bour</span>", "harbour");
        check("<span class=c1>har</span><span class=c12>bour</span>", "harbour");
        check("<span class='NormalTextRun SCXW1'>har</span><span class='NormalTextRun SCXW1'>bour</span>", "harbour");
        check("<span class=name>har</span><span>bour</span>", "harbour");
        check("<span class=big>h</span><span class=small>arbour</span>", "harbour");
        check("<span class=one>1</span><span class=two>2</span><span class=six>6</span>", "126");
        check("<span style='x'>19</span><span style='x'>90</span>", "1990");
    }
}
