//! Text that a page carries only in the data of its scripts (`articleBody` of JSON-LD, `__NEXT_DATA__` and the like), for
//! pages that show next to nothing without a browser. Here such text is found and made into markup; that it is read only
//! where the page shows nothing is the business of the module above, and what is content that of the labels.

use rustc_hash::FxHashSet;
use scraper::Html;

/// A value of at least so many bytes may be a text; interface wording and blurbs of products are shorter.
const LEAST_BYTES: usize = 1000;

/// So much data is looked at, in bytes over all scripts.
const MOST_BYTES: usize = 8 << 20;

/// Letters and spaces make up at least this share of a text's characters; of code and addresses less.
const LEAST_LETTERS: f32 = 0.8;

/// A word and the space behind it have no more bytes than this on average; letters without any space are a key or an
/// image.
const MOST_BYTES_PER_WORD: usize = 40;

/// The texts in a page's scripts as markup, each an `<article>`; none where there are none.
pub(super) fn articles(html: &Html) -> Option<String> {
    let mut seen = FxHashSet::default();
    let mut markup = String::new();
    let mut left = MOST_BYTES;
    for node in html.tree.nodes() {
        if node.value().as_element().is_none_or(|element| element.name() != "script") {
            continue;
        }
        for code in node.children().filter_map(|child| child.value().as_text()) {
            let code: &str = code;
            if code.len() > left {
                return Some(markup).filter(|markup| !markup.is_empty());
            }
            left -= code.len();
            for text in values(code).filter(|text| is_running_text(text)) {
                if seen.insert(text.clone()) {
                    push_article(&text, &mut markup);
                }
            }
        }
    }
    Some(markup).filter(|markup| !markup.is_empty())
}

/// The long string values of the objects in a script, whether the script as a whole is JSON or code around it.
fn values(code: &str) -> impl Iterator<Item = String> {
    let bytes = code.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(open) = memchr::memchr(b'"', &bytes[at..]).map(|found| at + found) {
            let close = end_of_string(bytes, open);
            at = close + 1;
            let is_value = bytes[..open].iter().rev().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':');
            if is_value
                && close - open > LEAST_BYTES
                && let Some(text) = code.get(open..=close).and_then(|text| serde_json::from_str(text).ok())
            {
                return Some(text);
            }
            if at >= bytes.len() {
                break;
            }
        }
        None
    })
}

/// Where the string that opens at `open` closes; the last byte where it does not.
fn end_of_string(bytes: &[u8], open: usize) -> usize {
    let mut at = open + 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        if bytes[at] == b'"' {
            return at;
        }
        at += 2;
    }
    bytes.len() - 1
}

fn is_running_text(text: &str) -> bool {
    let (mut characters, mut letters, mut spaces, mut ascii) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut is_in_tag = false;
    for c in text.chars() {
        match c {
            '<' => is_in_tag = true,
            '>' if is_in_tag => is_in_tag = false,
            _ if is_in_tag => {}
            _ => {
                characters += 1;
                letters += usize::from(c.is_alphabetic() || c.is_whitespace());
                spaces += usize::from(c.is_whitespace());
                ascii += usize::from(c.is_ascii());
            }
        }
    }
    let is_spaced = ascii < characters * (MOST_BYTES_PER_WORD - 1) / MOST_BYTES_PER_WORD * 4 / 5
        || spaces * MOST_BYTES_PER_WORD >= characters;
    characters >= LEAST_BYTES / 4 && letters as f32 >= LEAST_LETTERS * characters as f32 && is_spaced
}

/// A text that is markup stays it; plain text gets a paragraph for each of its lines.
fn push_article(text: &str, markup: &mut String) {
    markup.push_str("<article>");
    if text.contains("</") || text.contains("<br") {
        markup.push_str(text);
    } else {
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let line = line.replace('&', "&amp;").replace('<', "&lt;");
            markup.push_str("<p>");
            markup.push_str(&line);
            markup.push_str("</p>");
        }
    }
    markup.push_str("</article>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, articles_found: Option<&str>) {
        let html = Html::parse_document(&format!("<div id=root></div><script>{script}</script>"));
        assert_eq!(articles(&html).as_deref(), articles_found, "{script}");
    }

    #[test]
    fn texts_are_found_in_data() {
        let sentence = "The lock keeper opened the gates at dawn & waited for the barges. ".repeat(9);
        let shown = sentence.replace('&', "&amp;");
        let twice = format!("{sentence}\\n{sentence}");
        let plain = format!("<article><p>{shown}</p><p>{shown}</p></article>");
        check(&format!(r#"{{"@type":"NewsArticle","articleBody":"{twice}"}}"#), Some(&plain));
        check(&format!(r#"window.state = {{"a": {{"body": "{twice}"}}, "again": "{twice}"}};"#), Some(&plain));
        let markup = format!("<p>{sentence}{sentence}</p>");
        let escaped = markup.replace('<', "\\u003c");
        check(&format!(r#"{{"html":"{escaped}"}}"#), Some(&format!("<article>{markup}</article>")));
        check(&format!(r#"say("{twice}")"#), None);
        check(&format!(r#"{{"key":"{}"}}"#, "QUJDREVG".repeat(190)), None);
        check(r#"{"open":"never closed"#, None);
        check("\"", None);
    }
}
