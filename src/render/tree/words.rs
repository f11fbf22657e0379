//! The words of a line without what flattened text shows beside them: marks of lists, headings and quotations, signs of
//! markdown. What they are a part of is told in `build`.

use std::ops::Range;

use super::{Span, Words};
use crate::document::JudgedLine;

/// A line's text without the mark of its list or heading, and without those of its quotations in flattened text.
pub(super) fn without_marks(line: &JudgedLine) -> &str {
    let mut words = line.text.as_str();
    if !line.source.is_empty() {
        for _ in 0..line.block.quote {
            words = words.strip_prefix('>').map_or(words, str::trim_start);
        }
    }
    let mark = line.marker.max(line.block.shown_mark);
    // A mark is counted from the line's begin.
    line.text.get(mark.max(line.text.len() - words.len())..).unwrap_or(words)
}

/// Words without what only tells how they are marked, in order.
pub(super) fn without_signs(words: Words, signs: &[Range<usize>]) -> Words {
    if signs.is_empty() {
        return words;
    }
    let mut text = String::with_capacity(words.text.len());
    // Where the text goes on behind each sign, and how many bytes are left out up to there.
    let mut left_out: Vec<(usize, usize)> = Vec::with_capacity(signs.len());
    let mut at = 0;
    for sign in signs {
        text.push_str(words.text.get(at..sign.start).unwrap_or_default());
        at = at.max(sign.end);
        left_out.push((at, at - text.len()));
    }
    text.push_str(words.text.get(at..).unwrap_or_default());
    let space = text.len() - text.trim_start().len();
    let text = text.trim().to_owned();
    let moved = |place: usize| {
        let before = left_out.partition_point(|(from, _)| *from <= place);
        let out = before.checked_sub(1).map_or(0, |before| left_out[before].1);
        (place - out).saturating_sub(space).min(text.len())
    };
    let spans = words.spans.into_iter().map(|span| Span { start: moved(span.start), end: moved(span.end), ..span });
    Words { spans: spans.filter(|span| span.start < span.end).collect(), text }
}

/// A range without white space at its ends; none where nothing is left or it is no range of the text.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let start = range.start + (words.len() - words.trim_start().len());
    let words = words.trim();
    (!words.is_empty()).then_some(start..start + words.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tree::Style;

    #[test]
    fn spans_stay_where_their_words_are() {
        let span = |start, end| Span { start, end, style: Style::Strong };
        for (text, signs, spans, shown, moved) in [
            ("a **b** c", vec![2..4, 5..7], vec![span(4, 5)], "a b c", vec![span(2, 3)]),
            ("![x](y) **é**", vec![0..7, 8..10, 12..14], vec![span(10, 12)], "é", vec![span(0, 2)]),
            ("*a* ![x](y)", vec![0..1, 2..3, 4..11], vec![span(1, 2), span(5, 6)], "a", vec![span(0, 1)]),
            ("a b", vec![], vec![span(2, 3)], "a b", vec![span(2, 3)]),
        ] {
            let words = without_signs(Words { text: text.to_owned(), spans }, &signs);
            assert_eq!(words, Words { text: shown.to_owned(), spans: moved }, "{text}");
        }
    }
}
