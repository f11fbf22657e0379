//! A piece of a page where a person is told of it: on one line, not too long, and without the characters that a terminal
//! obeys.

use std::borrow::Cow;

/// Enough characters to find a line on its page.
const MOST_CHARACTERS: usize = 100;

/// A text on one line, cut where it is long. Control characters become spaces.
///
/// ```
/// assert_eq!(copydesk::render::shortened("one\ttwo"), "one two");
/// assert_eq!(copydesk::render::shortened(&"a".repeat(200)).chars().count(), 101);
/// ```
pub fn shortened(text: &str) -> Cow<'_, str> {
    let long = text.char_indices().nth(MOST_CHARACTERS).map(|(end, _)| &text[..end]);
    let shown = long.unwrap_or(text);
    if long.is_none() && !shown.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown: String = shown.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if long.is_some() {
        shown.push('…');
    }
    Cow::Owned(shown)
}
