//! Escapes of characters that markdown would take for markup: a backslash where a reader would else see something other
//! than the page showed, and none elsewhere.

use std::ops::Range;

/// How far an entity's name reaches, `&` and `;` among it: the longest one of HTML.
const LONGEST_ENTITY: usize = 33;

/// Whether a text holds so many dollars that a formula might be read between two of them. One alone is money.
pub(super) fn has_dollars(text: &str) -> bool {
    text.bytes().filter(|&byte| byte == b'$').nth(1).is_some()
}

/// Adds a piece of running text, of which the rest says what its signs may mean. Characters that mean something only at
/// the start of a block are left to [`at_start`].
pub(super) fn running(text: &str, piece: Range<usize>, dollars: bool, out: &mut String) {
    let mut before = text[..piece.start].chars().next_back();
    for (at, c) in text[piece.clone()].char_indices() {
        let rest = &text[piece.start + at + c.len_utf8()..];
        let after = rest.chars().next();
        if matches!(c, '(' | '[' | ':') && out.ends_with(']') && !out.ends_with("\\]") {
            // Right behind the mark of a footnote it would make a link or the footnote itself of it.
            out.push_str(&format!("&#{};", u32::from(c)));
            before = Some(c);
            continue;
        }
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '~' => true,
            // Within a word an underscore is no emphasis.
            '_' => !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)),
            '<' => after.is_some_and(|after| after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?')),
            '&' => is_entity(rest),
            '$' => dollars,
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(if matches!(c, '\n' | '\r') { ' ' } else { c });
        before = Some(c);
    }
}

/// Adds what a paragraph's text needs in front so that it starts no list, heading, quotation, rule or indented code,
/// and gives back the rest of the text, which is still to be added as running text.
pub(super) fn at_start<'t>(text: &'t str, out: &mut String) -> &'t str {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits)
        && matches!(text.as_bytes().get(digits), Some(b'.' | b')'))
        && ends_mark(&text[digits + 1..])
    {
        out.push_str(&text[..digits]);
        out.push('\\');
        // The point or bracket is itself no markup elsewhere, so it may go on as running text.
        return &text[digits..];
    }
    let hashes = text.bytes().take_while(|&byte| byte == b'#').count();
    let is_block = match text.as_bytes().first() {
        Some(b'#') => hashes <= 6 && ends_mark(&text[hashes..]),
        Some(b'+') => ends_mark(&text[1..]),
        Some(b'-') => ends_mark(&text[1..]) || text[1..].starts_with('-'),
        Some(b'=') => text.trim_end().bytes().all(|byte| byte == b'='),
        // Behind a colon readers of lists of definitions see a meaning.
        Some(b'>' | b':') => true,
        _ => false,
    };
    if is_block {
        out.push('\\');
    }
    text
}

/// Whether a line of what is no running text would begin a block.
pub(super) fn starts_block(line: &str) -> bool {
    let mut escaped = String::new();
    at_start(line, &mut escaped);
    !escaped.is_empty() || line.starts_with(['*', '`', '~', '<', '|'])
}

/// Whether a mark before this ends here: behind it stands white space or nothing.
fn ends_mark(rest: &str) -> bool {
    rest.chars().next().is_none_or(char::is_whitespace)
}

/// Whether this follows an `&` that begins an entity.
pub(super) fn is_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let end = name.bytes().take(LONGEST_ENTITY).position(|byte| !byte.is_ascii_alphanumeric());
    end.is_some_and(|end| end > 0 && name.as_bytes()[end] == b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_would_change_the_meaning() {
        for (text, escaped) in [
            ("plain words, 3 < 4 & 5 > 4!", "plain words, 3 < 4 & 5 > 4!"),
            ("2 * 3 *and* so", "2 \\* 3 \\*and\\* so"),
            ("snake_case, _so_ and __init__", "snake_case, \\_so\\_ and \\_\\_init\\_\\_"),
            ("`code` and [a](b) ![c](d)", "\\`code\\` and \\[a\\](b) !\\[c\\](d)"),
            ("<b> </b> <!-- <? <3", "\\<b> \\</b> \\<!-- \\<? <3"),
            ("&amp; &#39; &#x27; & &so &;", "\\&amp; \\&#39; \\&#x27; & &so &;"),
            ("C:\\new ~~gone~~", "C:\\\\new \\~\\~gone\\~\\~"),
            ("# one", "\\# one"),
            ("#one #", "#one #"),
            ("####### seven", "####### seven"),
            ("- item", "\\- item"),
            ("-5 degrees", "-5 degrees"),
            ("--- rule", "\\--- rule"),
            ("+ plus", "\\+ plus"),
            ("+47 22 33", "+47 22 33"),
            (": so", "\\: so"),
            ("> said", "\\> said"),
            ("1. one", "1\\. one"),
            ("2022) one", "2022\\) one"),
            ("1.5 metres", "1.5 metres"),
            ("1234567890. no list", "1234567890. no list"),
            ("===", "\\==="),
            ("=> so", "=> so"),
            ("    indented", "indented"),
            ("二〇二二 年*", "二〇二二 年\\*"),
            ("", ""),
        ] {
            let mut out = String::new();
            let rest = at_start(text, &mut out);
            running(text, text.len() - rest.len()..text.len(), has_dollars(text), &mut out);
            assert_eq!(out, escaped, "{text}");
        }
    }
}
