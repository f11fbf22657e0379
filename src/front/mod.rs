//! The two fronts, and which of them an input is for. Each turns decoded text into a [`Page`](crate::line::Page);
//! nothing after them knows where a page came from, except by what its lines carry.

pub(crate) mod html;
mod shape;
pub(crate) mod text;
mod wrap;

use crate::line::Tag;
use crate::options::Input;

/// Whether a line break between these two shows no space, as in scripts whose words have none between them: both are wide
/// characters of East Asia, and not of Korean, which has spaces (CSS Text 3, segment breaks).
pub(super) fn joins_unspaced(before: char, after: char) -> bool {
    let is_wide = |c: char| {
        let wide = ['\u{2e80}'..='\u{a4cf}', '\u{f900}'..='\u{faff}', '\u{fe30}'..='\u{fe4f}'];
        let wider = ['\u{ff01}'..='\u{ff9f}', '\u{20000}'..='\u{3fffd}'];
        let is_hangul = matches!(c, '\u{3130}'..='\u{318f}' | '\u{3200}'..='\u{321e}' | '\u{3260}'..='\u{327e}');
        !is_hangul && wide.iter().chain(&wider).any(|range| range.contains(&c))
    };
    is_wide(before) && is_wide(after)
}

/// How much of the input is looked at.
const LOOKED_AT: usize = 64 * 1024;

/// How many end tags make a piece of text markup, and how dense they have to stand, in bytes to an end tag. A page about
/// HTML that was flattened has some of them too, among much prose.
const END_TAGS: usize = 3;
const BYTES_TO_END_TAG: usize = 400;

/// Finds out whether decoded text is markup: it opens with a tag, or end tags stand dense in it.
pub(crate) fn recognise(text: &str) -> Input {
    let bytes = &text.as_bytes()[..text.len().min(LOOKED_AT)];
    let end_tags =
        || memchr::memmem::find_iter(bytes, b"</").filter(|&at| bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic));
    let are_dense = || {
        let count = end_tags().count();
        count >= END_TAGS && count * BYTES_TO_END_TAG >= bytes.len()
    };
    if opens_with_tag(bytes.trim_ascii_start()) || are_dense() { Input::Html } else { Input::Text }
}

/// Whether the input begins with a tag, a comment or a declaration, as markup does and prose does not.
fn opens_with_tag(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"<") else { return false };
    if rest.starts_with(b"!") || rest.starts_with(b"?xml") {
        return true;
    }
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let is_closed = rest.get(length).is_some_and(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace());
    let name = String::from_utf8_lossy(&rest[..length]).to_ascii_lowercase();
    let is_known = Tag::of(&name) != Tag::OTHER || html::is_structure(&name);
    length > 0 && is_closed && is_known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_recognised() {
        for (text, input) in [
            ("<!DOCTYPE html><p>x", Input::Html),
            ("\n <HTML>", Input::Html),
            ("<div><p>a</p><p>b</p></div>", Input::Html),
            ("<p>one paragraph</p>", Input::Html),
            ("<ul><li><ul><li>", Input::Html),
            ("<!-- saved --><p>x", Input::Html),
            ("<name@mail.example> wrote: the ferry is late", Input::Text),
            ("Use <b>bold</b> for what matters.\nNothing else.", Input::Text),
            ("Home\nNews\n\nHarbour reopens", Input::Text),
            ("if a < b and b > c", Input::Text),
            ("", Input::Text),
        ] {
            assert_eq!(recognise(text), input, "{text:?}");
        }
    }
}
