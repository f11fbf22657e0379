//! Hard-wrapped paragraphs: finds out whether a text was wrapped at some width, and which of its lines belong together.
//! A line break was made by wrapping where the next line's first word would not have fitted any more.

use std::ops::Range;

use super::joins_unspaced;
use super::shape;
use super::text::PhysicalLine;

/// Widths at which programs and people wrap, in characters.
const WIDTHS: Range<usize> = 55..101;

/// How many lines must come close to the width before a text counts as wrapped.
const FULL_LINES: usize = 5;

/// How close to the width a full line comes, in characters: most words are shorter.
const CLOSE: usize = 14;

/// Share of the lines that may be longer than the width: addresses and code are not wrapped.
const LONGER_SHARE: f64 = 0.02;

/// The lines that belong together, each a range; blank lines are in none. Code between fences is as it was written.
pub(super) fn groups(lines: &[PhysicalLine<'_>], fenced: &[bool]) -> Vec<Range<usize>> {
    let lengths: Vec<usize> = lines.iter().map(|line| unquoted(line.text).1.trim_end().chars().count()).collect();
    let width = width(lines, &lengths);
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.text.trim().is_empty() {
            continue;
        }
        match groups.last_mut() {
            Some(group)
                if group.end == at
                    && !fenced[at]
                    && !fenced[at - 1]
                    && width.is_some_and(|width| continues(lines, &lengths, at, width)) =>
            {
                group.end = at + 1;
            }
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// The lines of a group as one: what the signs of a quotation say at the first is not said again.
pub(super) fn join(lines: &[PhysicalLine<'_>]) -> String {
    let mut joined = String::new();
    for (at, line) in lines.iter().enumerate() {
        let text = if at == 0 { line.text } else { unquoted(line.text).1 };
        let text = text.trim();
        let is_unspaced =
            joined.chars().next_back().zip(text.chars().next()).is_some_and(|(a, b)| joins_unspaced(a, b));
        if at > 0 && !is_unspaced {
            joined.push(' ');
        }
        joined.push_str(text);
    }
    joined
}

/// How deep a line is quoted by the signs before it ("> > "), and the rest of it.
fn unquoted(text: &str) -> (usize, &str) {
    let mut rest = text;
    let mut depth = 0;
    while let Some(behind) = rest.trim_start().strip_prefix('>') {
        (rest, depth) = (behind, depth + 1);
    }
    // One space parts the sign from the words; what is more is set in.
    (depth, if depth > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest })
}

/// The width at which the text was wrapped, if it was.
fn width(lines: &[PhysicalLine<'_>], lengths: &[usize]) -> Option<usize> {
    // A line without a space inside could not be wrapped and says nothing.
    let breakable = |at: usize| lines[at].text.trim().contains(' ');
    let mut sorted: Vec<usize> =
        (0..lines.len()).filter(|&at| lengths[at] > 0 && breakable(at)).map(|at| lengths[at]).collect();
    sorted.sort_unstable();
    let longer = (sorted.len() as f64 * LONGER_SHARE) as usize;
    let width = *sorted.get(sorted.len().checked_sub(1 + longer)?)?;
    let full = sorted.iter().filter(|&&length| length + CLOSE > width && length <= width).count();
    (WIDTHS.contains(&width) && full >= FULL_LINES).then_some(width)
}

/// Whether the line at `at` goes on with the paragraph of the line before it.
fn continues(lines: &[PhysicalLine<'_>], lengths: &[usize], at: usize, width: usize) -> bool {
    let ((depth, own), (depth_before, _)) = (unquoted(lines[at].text), unquoted(lines[at - 1].text));
    let line = own.trim_start();
    let first_word = line.split(' ').next().unwrap_or_default();
    let was_full = lengths[at - 1] + 1 + first_word.chars().count() > width;
    let opens_item = [" * ", " + ", " - ", " • ", "* ", "+ ", "- ", "• ", "#"].iter().any(|mark| own.starts_with(mark));
    // Tags of quotations part lines, too.
    let has_tag = |at: usize| shape::seams(lines[at].text).next().is_some();
    was_full
        && !opens_item
        && depth == depth_before
        && !line.is_empty()
        && lengths[at - 1] <= width
        && !has_tag(at)
        && !has_tag(at - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, groups_of: &[usize]) {
        let mut start = 0;
        let mut lines = Vec::new();
        for line in text.split('\n') {
            lines.push(PhysicalLine { text: line, start });
            start += line.len() + 1;
        }
        assert_eq!(
            groups(&lines, &vec![false; lines.len()]).iter().map(ExactSizeIterator::len).collect::<Vec<_>>(),
            groups_of
        );
    }

    #[test]
    fn wrapped_paragraphs_are_joined() {
        let wrapped = "The ferry between the two islands was out of service for most of the week,\n\
            and people who had booked a crossing were told to take the bus round by the\n\
            bridge, which takes an hour longer when the road is clear and two hours when\n\
            it is not. The company said that the new engine would be fitted on Saturday,\n\
            and that the first crossing would be made on Sunday morning, weather allowing\n\
            it.\n\nHome\nNews\nWeather and tides";
        check(wrapped, &[6, 1, 1, 1]);
    }

    #[test]
    fn wrapped_quotations_are_joined() {
        let quoted = "Ann Thorn wrote:\n\
            > The ferry between the two islands was out of service for most of the week,\n\
            > and people who had booked a crossing were told to take the bus round by the\n\
            > bridge, which takes an hour longer when the road is clear and two hours when\n\
            > it is not.\n\
            >\n\
            > > The company said that the new engine would be fitted on Saturday evening,\n\
            > > weather allowing.\n\
            > It was not fitted on Saturday, and nobody was there to say anything of it to\n\
            > those who had waited since the morning in the rain that came from the north.\n\
            So much for that.";
        check(quoted, &[1, 4, 1, 2, 2, 1]);
        let lines = ["> so it", "> goes"].map(|text| PhysicalLine { text, start: 0 });
        assert_eq!(join(&lines), "> so it goes");
        let lines = ["船长说，", "港口开了。", "So 走", "了"].map(|text| PhysicalLine { text, start: 0 });
        assert_eq!(join(&lines), "船长说，港口开了。 So 走了");
    }

    #[test]
    fn tags_of_quotations_part_lines() {
        let line = "The ferry between the two islands was out of service for most of the week,";
        let full = [line; 5].join("\n");
        check(
            &format!("{full}\n[quote=Jane]and people who had booked a crossing were told so.[/quote]\n{line}"),
            &[5, 1, 1],
        );
    }

    #[test]
    fn lines_that_were_never_wrapped_stay_apart() {
        check(
            "Home\nNews\nA long line of more than a hundred and twenty characters shows that nobody wrapped this text at any width that anybody uses.",
            &[1, 1, 1],
        );
        check("short\nlines\nonly", &[1, 1, 1]);
    }
}
