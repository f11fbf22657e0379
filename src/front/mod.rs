//! The two fronts, and which of them an input is for. Each turns decoded text into a [`Page`](crate::line::Page);
//! nothing after them knows where a page came from, except by what its lines carry.

pub(crate) mod html;
pub(crate) mod text;
mod wrap;

use crate::options::Input;

/// How much of the input is looked at.
const LOOKED_AT: usize = 64 * 1024;

/// How many end tags make a piece of text markup. Prose about HTML has one or two.
const END_TAGS: usize = 3;

/// Finds out whether decoded text is markup: it opens as a document does, or it holds several end tags.
pub(crate) fn recognise(text: &str) -> Input {
    let bytes = &text.as_bytes()[..text.len().min(LOOKED_AT)];
    let opening = bytes.trim_ascii_start();
    let opens_document = [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<?xml"]
        .iter()
        .any(|tag| opening.len() >= tag.len() && opening[..tag.len()].eq_ignore_ascii_case(tag));
    let end_tags = memchr::memmem::find_iter(bytes, b"</").filter(|&at| {
        let name = &bytes[at + 2..];
        let length = name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        length > 0 && name.get(length) == Some(&b'>')
    });
    if opens_document || end_tags.take(END_TAGS).count() == END_TAGS || is_one_element(opening) {
        Input::Html
    } else {
        Input::Text
    }
}

/// Whether a short input is a fragment such as `<p>text</p>`.
fn is_one_element(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_end();
    bytes.first() == Some(&b'<')
        && bytes.get(1).is_some_and(u8::is_ascii_alphabetic)
        && bytes.last() == Some(&b'>')
        && bytes.windows(2).any(|pair| pair == b"</")
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
            ("Use <b>bold</b> for what matters.\nNothing else.", Input::Text),
            ("Home\nNews\n\nHarbour reopens", Input::Text),
            ("if a < b and b > c", Input::Text),
            ("", Input::Text),
        ] {
            assert_eq!(recognise(text), input, "{text:?}");
        }
    }
}
