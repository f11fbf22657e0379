//! Leaves datelines out of a text: `OSLO (AP) — The ferry is back` becomes `The ferry is back`. Where a dateline is and
//! what it says was found in `credits`.

use crate::document::Document;

/// How many datelines are looked at that open with another whole dateline. It hardly happens; the bound keeps the time
/// in proportion to the text.
const ALIKE: usize = 8;

/// The datelines of a document.
#[derive(Debug)]
pub(super) struct Datelines<'d> {
    texts: Vec<&'d str>,
}

impl<'d> Datelines<'d> {
    /// Those of the document, its articles and its posts; none where they are to stay.
    pub(super) fn of(document: &'d Document, stay: bool) -> Datelines<'d> {
        let pasted = document.posts.iter().chain(&document.comments).flat_map(|post| &post.articles);
        let articles = document.articles.iter().chain(pasted).filter_map(|article| article.dateline.as_ref());
        let all = document.dateline.iter().chain(articles).map(|dateline| dateline.text.as_str());
        let mut texts: Vec<&str> = all.filter(|text| !stay && !text.is_empty()).collect();
        texts.sort_unstable();
        texts.dedup();
        Datelines { texts }
    }

    /// A line without the dateline that opens it.
    pub(super) fn strip<'l>(&self, line: &'l str) -> &'l str {
        // They are sorted, so whatever stands between the one that opens the line and the line's own place opens with
        // the same words.
        let end = self.texts.partition_point(|text| *text <= line);
        let rest = self.texts[..end].iter().rev().take(ALIKE).find_map(|text| line.strip_prefix(text));
        rest.map_or(line, str::trim_start)
    }

    /// A text without datelines; a paragraph that is nothing else goes whole.
    pub(super) fn strip_text(&self, text: &str) -> String {
        if self.texts.is_empty() {
            return text.to_owned();
        }
        let mut shown = String::with_capacity(text.len());
        let mut gap = "";
        // The blank line behind a paragraph that went goes with it.
        let mut went = true;
        for line in text.split_inclusive('\n') {
            let words = line.trim_end_matches('\n');
            let rest = self.strip(words);
            went = rest.is_empty() && (went || !words.is_empty());
            if went {
                continue;
            }
            shown.push_str(gap);
            shown.push_str(rest);
            gap = &line[words.len()..];
        }
        shown.truncate(shown.trim_end_matches('\n').len());
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn datelines_go() {
        let mut document = samples::thread();
        document.dateline = Some(samples::oslo());
        for (text, stripped) in [
            ("OSLO (AP) - Hello.", "Hello."),
            ("OSLO (AP) - Hello.\n\nIn OSLO (AP) - it rains.", "Hello.\n\nIn OSLO (AP) - it rains."),
            ("OSLO (AP) -\n\nHello.\nYou.", "Hello.\nYou."),
            ("First.\n\nOSLO (AP) -\n\nHello.", "First.\n\nHello."),
            ("First.\n\nOSLO (AP) -", "First."),
            ("PARIS (AP) - Hello.", "PARIS (AP) - Hello."),
            ("", ""),
        ] {
            assert_eq!(Datelines::of(&document, false).strip_text(text), stripped, "{text}");
            assert_eq!(Datelines::of(&document, true).strip_text(text), text);
        }
    }
}
