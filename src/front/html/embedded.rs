//! Text that a page carries only in the data of its scripts (`articleBody` of JSON-LD, `__NEXT_DATA__` and the like), for
//! pages that show next to nothing without a browser. Here it is told whether a page shows so little, and such text is
//! found and made into markup; what of it is content is the business of the labels.

use rustc_hash::FxHashSet;
use scraper::Html;

use super::hidden;
use super::role::Role;
use crate::line::{Line, Page};

/// A page whose long lines, links left out, have at least so many bytes in all shows its text.
const LEAST_RUNNING: usize = 300;
const LONG_LINE: usize = 80;

/// A page that shows less than this, in bytes outside the frame around its text or in lines, is a shell, and any text of
/// its scripts is looked at. Of others, which may be lists of links, only what is stated to be the text of an article.
const LEAST_SHOWN: usize = 1_500;
const LEAST_LINES: usize = 25;

/// The frame around a page's text, sorted.
const FRAME: &[&str] = &["footer", "form", "header", "nav", "select"];

/// A value of at least so many bytes may be a text; interface wording and blurbs of products are shorter.
const LEAST_BYTES: usize = 1000;

/// Names, types and titles are no longer than this, in bytes.
const LONGEST_NAME: usize = 300;

/// A shorter title is one of many pages'.
const LEAST_TITLE: usize = 8;

/// So much data is looked at, in bytes over all scripts.
const MOST_BYTES: usize = 8 << 20;

/// Letters and spaces make up at least this share of a text's characters; of code and addresses less.
const LEAST_LETTERS: f32 = 0.8;

/// A word and the space behind it have no more bytes than this on average; letters without any space are a key or an
/// image.
const MOST_BYTES_PER_WORD: usize = 40;

/// So many characters of a text are looked for among the lines of the page.
const PROBE: usize = 24;

/// The key of an article's text.
const BODY: &str = "articleBody";

/// Words of keys whose value may be a text, sorted.
const TEXTS: &[&str] = &["article", "body", "content", "contents", "description", "html", "markdown", "story", "text"];

/// Keys whose value names an object, sorted.
const NAMES: &[&str] = &["headline", "name", "slug", "title"];

/// Words of keys, types and names of what is no text of the page, sorted.
const APART: &[&str] =
    &["conditions", "consent", "cookie", "cookies", "disclaimer", "legal", "policies", "policy", "privacy", "terms"];
const REVIEWS: &[&str] = &["feedback", "rating", "ratings", "review", "reviews", "testimonial", "testimonials"];

/// The texts in a page's scripts that it does not show, as markup, each an `<article>`; none where there are none, or
/// where the page shows enough.
pub(super) fn articles(html: &Html, page: &Page) -> Option<String> {
    let bodies_only = !is_shell(page)?;
    let shown = page.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    let titles = [page.metadata.title.as_deref(), page.metadata.tag(&["og:title"])];
    let mut seen = FxHashSet::default();
    let mut markup = String::new();
    let mut left = MOST_BYTES;
    let scripts = html.tree.nodes().filter(|node| node.value().as_element().is_some_and(|one| one.name() == "script"));
    for code in scripts.flat_map(|script| script.children()).filter_map(|child| child.value().as_text()) {
        let code: &str = code;
        if code.len() > left {
            break;
        }
        left -= code.len();
        for (key, text) in Data::of(code, &titles).texts {
            let is_wanted = (key == BODY || !bodies_only) && is_running_text(&text) && !is_shown(&text, &shown);
            if is_wanted && seen.insert(text.clone()) {
                push_article(&text, &mut markup);
            }
        }
    }
    Some(markup).filter(|markup| !markup.is_empty())
}

/// Whether a page shows next to nothing, or else no running text; none where it shows some.
fn is_shell(page: &Page) -> Option<bool> {
    let is_running = |line: &&Line| line.text.len() >= LONG_LINE && line.linked * 2 < line.text.len();
    let bytes = |lines: &mut dyn Iterator<Item = &Line>| lines.map(|line| line.text.len()).sum::<usize>();
    if bytes(&mut page.lines.iter().filter(is_running)) >= LEAST_RUNNING {
        return None;
    }
    let is_framed = |line: &&Line| {
        let element = line.element().unwrap_or(0);
        page.path(element).any(|(_, element)| FRAME.binary_search(&element.tag.name()).is_ok())
    };
    let within = bytes(&mut page.lines.iter().filter(|line| !is_framed(line)));
    Some(within < LEAST_SHOWN || page.lines.len() < LEAST_LINES)
}

/// The long string values of the objects in a script that may be a text of the page, with their keys, whether the script
/// as a whole is JSON or code around it.
struct Data {
    texts: Vec<(String, String)>,
}

/// An object or an array.
#[derive(Debug, Clone, Copy, Default)]
struct Object {
    /// Whether it has the page's title.
    is_of_page: bool,
    /// Whether it is something other than a text of the page.
    is_apart: bool,
}

impl Data {
    fn of(code: &str, titles: &[Option<&str>]) -> Data {
        let bytes = code.as_bytes();
        let mut objects = vec![Object::default()];
        let mut open = Vec::new();
        let mut found: Vec<(usize, &str, String)> = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let inner = open.last().copied().unwrap_or(0);
            match bytes[at] {
                b'{' | b'[' => {
                    let is_apart = objects[inner].is_apart || key_before(code, at).is_some_and(is_apart);
                    open.push(objects.len());
                    objects.push(Object { is_of_page: false, is_apart });
                }
                b'}' | b']' => {
                    open.pop();
                }
                b'"' => {
                    let close = end_of_string(bytes, at);
                    if let Some(key) = key_before(code, at)
                        && (close - at > LEAST_BYTES || close - at <= LONGEST_NAME && is_name(key))
                        && let Some(value) = code.get(at..=close).and_then(|text| serde_json::from_str(text).ok())
                    {
                        if close - at > LEAST_BYTES {
                            found.push((inner, key, value));
                        } else {
                            objects[inner].take(key, &value, titles);
                        }
                    }
                    at = close;
                }
                _ => {}
            }
            at += 1;
        }
        let is_text = |(object, key, _): &(usize, &str, String)| {
            let Object { is_of_page, is_apart: of_other } = objects[*object];
            *key == BODY || !is_apart(key) && (is_of_page || !of_other && hidden::has(key, TEXTS))
        };
        let texts = found.into_iter().filter(is_text).map(|(_, key, text)| (key.to_owned(), text)).collect();
        Data { texts }
    }
}

impl Object {
    /// Takes up a name, a title or a type.
    fn take(&mut self, key: &str, value: &str, titles: &[Option<&str>]) {
        let value = value.trim();
        let is_title = |title: &&str| value.len() >= LEAST_TITLE && title.contains(value);
        let is_type = NAMES.binary_search(&key).is_err();
        self.is_of_page |= !is_type && titles.iter().flatten().any(is_title);
        self.is_apart |= hidden::has(value, APART) || is_type && hidden::has(value, REVIEWS);
    }
}

fn is_name(key: &str) -> bool {
    NAMES.binary_search(&key).is_ok() || matches!(key, "@type" | "__typename" | "type")
}

fn is_apart(key: &str) -> bool {
    hidden::has(key, APART) || hidden::has(key, REVIEWS)
}

/// The key of the value that begins at `start`; none where it is no value of a key.
fn key_before(code: &str, start: usize) -> Option<&str> {
    let before = code.get(..start)?.trim_ascii_end().strip_suffix(':')?.trim_ascii_end();
    let (quoted, closed) = before.strip_suffix('"').map_or((before, false), |before| (before, true));
    let is_of_name =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'@' | b'$' | b':' | b'.');
    let length = quoted.bytes().rev().take(LONGEST_NAME).take_while(is_of_name).count();
    let key = quoted.get(quoted.len() - length..)?;
    Some(key).filter(|key| !key.is_empty() && (!closed || quoted[..quoted.len() - key.len()].ends_with('"')))
}

/// Whether the page shows a text already: a piece of it, from three of its places, stands among its lines.
fn is_shown(text: &str, shown: &str) -> bool {
    let mut is_in_tag = false;
    let visible = text.chars().filter(|c| {
        is_in_tag |= *c == '<';
        let is_visible = !is_in_tag;
        is_in_tag &= *c != '>';
        is_visible
    });
    let plain = visible.collect::<String>();
    let plain: Vec<char> = plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    [1, 2, 3].into_iter().any(|quarter| {
        let from = plain.len() * quarter / 4;
        let piece: String = plain[from..].iter().take(PROBE).collect();
        piece.chars().count() == PROBE && memchr::memmem::find(shown.as_bytes(), piece.trim().as_bytes()).is_some()
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
    if is_markup(text) {
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

/// Whether a text has tags: one that closes, or one that begins a line, which need not be closed.
fn is_markup(text: &str) -> bool {
    text.contains("</")
        || text.split('<').skip(1).any(|tag| {
            let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            let is_tag = tag[name.len()..].starts_with(['>', ' ', '/']) && tag.contains('>');
            is_tag && Role::of(&name.to_ascii_lowercase()).breaks()
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Note;
    use crate::front::html::read;

    const SENTENCE: &str = "The lock keeper opened the gates at dawn & waited for the barges. ";

    /// `shown` stands in the page, `script` in a script; `found` are the lines that come out of it.
    #[track_caller]
    fn check(shown: &str, script: &str, found: Option<&[&str]>) {
        let mut notes = Vec::new();
        let title = "<title>A day at the lock | The Canal</title>";
        let page = read(&format!("{title}<div>{shown}</div><script>{script}</script>"), &mut notes);
        let lines: Vec<&str> = page.lines.iter().map(|line| line.text.as_str()).filter(|one| one.len() > 200).collect();
        assert_eq!(lines, found.unwrap_or_default(), "{script}");
        assert_eq!(notes.contains(&Note::EmbeddedText), found.is_some(), "{script}");
    }

    #[test]
    fn lists_are_sorted() {
        for list in [FRAME, TEXTS, NAMES, APART, REVIEWS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn texts_are_found_in_data() {
        let sentence = SENTENCE.repeat(9);
        let line = sentence.trim_end();
        let twice = format!("{sentence}\\n{sentence}");
        let both: Option<&[&str]> = Some(&[line, line]);
        check("", &format!(r#"{{"@type":"NewsArticle","articleBody":"{twice}"}}"#), both);
        check("", &format!(r#"window.state = {{"a": {{"body": "{twice}"}}, "again": "{twice}"}};"#), both);
        check("", &format!(r#"window.state = {{a: {{pageContent: "{twice}"}}}};"#), both);
        let escaped = format!("<p>{sentence}{sentence}</p>").replace('<', "\\u003c");
        let long = SENTENCE.repeat(18);
        check("", &format!(r#"{{"html":"{escaped}"}}"#), Some(&[long.trim_end()]));
        // Tags that nobody closes part lines as well.
        check("", &format!(r#"{{"text":"<p>{sentence}<p>{sentence}"}}"#), both);
        check("", &format!(r#"{{"text":"<ul><li>{sentence}<li>{sentence}"}}"#), both);
        check("", &format!(r#"say("{twice}")"#), None);
        check("", &format!(r#"{{"key":"{}"}}"#, "QUJDREVG".repeat(190)), None);
        check("", r#"{"open":"never closed"#, None);
        check("", "\"", None);
        check("", ":\"", None);
    }

    #[test]
    fn texts_are_of_the_page() {
        let sentence = SENTENCE.repeat(9);
        let twice = format!("{sentence}\\n{sentence}");
        let both: Option<&[&str]> = Some(&[sentence.trim_end(), sentence.trim_end()]);
        check("", &format!(r#"{{"prose":"{twice}"}}"#), None);
        check("", &format!(r#"{{"prose":"{twice}","name":"A day at the lock"}}"#), both);
        check("", &format!(r#"{{"prose":"{twice}","name":"A night at the lock"}}"#), None);
        check("", &format!(r#"{{"reviews":[{{"id":1}},{{"text":"{twice}"}}]}}"#), None);
        check("", &format!(r#"{{"text":"{twice}","@type":"Review"}}"#), None);
        check("", &format!(r#"{{"title":"Privacy policy","body":"{twice}"}}"#), None);
        check("", &format!(r#"{{"cookiePolicy":"{twice}"}}"#), None);
        check("", &format!(r#"{{"preview":{{"text":"{twice}"}}}}"#), both);
    }

    #[test]
    fn texts_are_read_where_the_page_shows_none() {
        let sentence = SENTENCE.repeat(9);
        let script = format!(r#"{{"body":"{sentence}\n{sentence}"}}"#);
        let body = format!(r#"{{"articleBody":"{sentence}\n{sentence}"}}"#);
        let both: Option<&[&str]> = Some(&[sentence.trim_end(), sentence.trim_end()]);
        let item = "<p>Twelve hooks of brass, for hats and coats of all sizes</p>";
        check(&item.repeat(20), &script, both);
        check(&item.repeat(60), &script, None);
        check(&item.repeat(60), &body, both);
        check(&format!("<nav>{}</nav>", item.repeat(60)), &script, both);
        // What it shows already, in lines that are short.
        let words: String = SENTENCE.repeat(4).split(". ").map(|part| format!("<p>{part}.</p>")).collect();
        check(&words, &body, None);
    }
}
