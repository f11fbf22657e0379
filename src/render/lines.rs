//! Every line of a page with its label in front, a tab between: the form that goldens have and that `cut`, `grep` and
//! `diff` understand.

use crate::document::Document;

/// `label<TAB>line` for every line of the page, in order, nothing left out. Tabs and line breaks within a line become
/// spaces.
///
/// ```
/// use copydesk::{clean, render};
/// let lines = render::lines(&clean(b"<p>The ferry is back in service.</p>"));
/// assert!(lines.ends_with("\tThe ferry is back in service.\n"));
/// ```
pub fn lines(document: &Document) -> String {
    let mut shown = String::new();
    for line in &document.lines {
        shown.push_str(line.label.name());
        shown.push('\t');
        shown.push_str(&on_one_line(&line.text));
        shown.push('\n');
    }
    shown
}

/// A line as it stands there.
pub(crate) fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if is_break(c) { ' ' } else { c }).collect()
}

/// Whether a character would part a line or its columns, for some program at least.
fn is_break(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::super::samples::{document, line};
    use super::*;
    use crate::document::Label;
    use crate::line::BlockKind;

    #[test]
    fn each_line_is_one_line() {
        let mut code = line(BlockKind::Code(true), "a\tb\r\nc\u{2028}d");
        code.label = Label::Other;
        let page = document(vec![line(BlockKind::Paragraph, "Hello."), code, line(BlockKind::Paragraph, "")]);
        assert_eq!(lines(&page), "body\tHello.\nother\ta b  c d\nbody\t\n");
        assert_eq!(lines(&Document::default()), "");
    }
}
