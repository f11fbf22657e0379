//! Whose a quotation is, said at its end: "— Jane Doe, Letters" as its last line or right behind it, a `<cite>`, a
//! `<footer>`, the caption of the figure that holds it. It is told by points, since lines of dialogue and of lists open
//! with dashes as well.

use std::ops::Range;

use super::Evidence;
use crate::line::{BlockKind, common_element};

/// Such a line has at most so many characters and words.
const LONGEST: usize = 120;
const SHORT_WORDS: usize = 14;

/// An abbreviation at its end has at most so many letters ("Jr.").
const ABBREVIATION: usize = 3;

/// What a line needs to say whose a quotation is.
const ENOUGH: f32 = 3.0;

const DASH: f32 = 2.0;
const HYPHEN: f32 = 1.0;
const IS_CITED: f32 = 2.0;
const CAPTION_OF_IT: f32 = 3.0;
const SHORT: f32 = 1.0;
const NO_SMALL_LETTER: f32 = 1.0;
const BEHIND: f32 = -1.0;
const OTHERS_ARE_SO: f32 = -3.0;
const ENDS_AS_SENTENCE: f32 = -3.0;
const IS_OTHER_BLOCK: f32 = -3.0;
const LONG: f32 = -4.0;

/// Signs that stand before a name, and those that do so elsewhere as well.
const DASHES: &[char] = &['—', '–', '―', '‒', '⸺', '~'];
const HYPHENS: &[char] = &['-', '‐', '‑'];

/// Whom a line names as the source of the quotation of these lines, if it does.
pub(super) fn named<'e>(evidence: &Evidence<'e>, quotation: &Range<usize>, line: usize) -> Option<&'e str> {
    let text = words(evidence, line);
    let name = text.trim_start_matches(|c: char| DASHES.contains(&c) || HYPHENS.contains(&c) || c.is_whitespace());
    let is_name = name.contains(char::is_alphabetic) && name.chars().count() <= LONGEST;
    (is_name && points(evidence, quotation, line) >= ENOUGH).then_some(name.trim_end())
}

fn points(evidence: &Evidence<'_>, quotation: &Range<usize>, line: usize) -> f32 {
    let text = words(evidence, line);
    let is_dashed = |line: usize| words(evidence, line).starts_with(DASHES);
    let is_hyphened = |line: usize| words(evidence, line).starts_with(HYPHENS);
    let is_behind = line >= quotation.end;
    let mut others = quotation.clone().chain([line + 1]).filter(|&other| other != line && other < evidence.all().end);
    let first = text.chars().find(|c| c.is_alphabetic());
    let points = [
        (is_dashed(line) || text.starts_with("--"), DASH),
        (is_hyphened(line), HYPHEN),
        (is_in(evidence, line, if is_behind { &["cite"] } else { &["cite", "footer"] }), IS_CITED),
        (is_caption(evidence, quotation, line), CAPTION_OF_IT),
        (text.split_whitespace().count() <= SHORT_WORDS, SHORT),
        (first.is_some_and(|c| !c.is_lowercase()), NO_SMALL_LETTER),
        (is_behind, BEHIND),
        (others.any(|other| is_dashed(other) || is_hyphened(other)), OTHERS_ARE_SO),
        (ends_as_sentence(text), ENDS_AS_SENTENCE),
        (evidence.page.page.lines[line].block.kind != BlockKind::Paragraph, IS_OTHER_BLOCK),
        (text.chars().nth(LONGEST).is_some(), LONG),
    ];
    points.into_iter().filter(|(is_so, _)| *is_so).map(|(_, points)| points).sum()
}

/// A line without the signs of its quotation.
fn words<'e>(evidence: &Evidence<'e>, line: usize) -> &'e str {
    let text = evidence.page.page.lines[line].text.as_str();
    text.trim_start_matches(['>', ' ']).trim_end()
}

/// Whether the element of a line, or one right above, has one of these tags.
fn is_in(evidence: &Evidence<'_>, line: usize, tags: &[&str]) -> bool {
    let page = evidence.page.page;
    let element = page.lines[line].element();
    element.is_some_and(|element| page.path_in_body(element).take(2).any(|(_, one)| tags.contains(&one.tag.name())))
}

/// Whether a line is the caption of a figure that holds the quotation.
fn is_caption(evidence: &Evidence<'_>, quotation: &Range<usize>, line: usize) -> bool {
    let page = evidence.page.page;
    let elements = page.lines[line].element().zip(page.lines[quotation.start].element());
    elements.filter(|_| is_in(evidence, line, &["figcaption"])).is_some_and(|(one, other)| {
        page.elements[common_element(&page.elements, one, other) as usize].tag.name() == "figure"
    })
}

/// Whether a text ends as sentences do, and not with an abbreviation, or with an arrow that leads on.
fn ends_as_sentence(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let letters = last.chars().filter(|c| c.is_alphanumeric()).count();
    last.ends_with(['!', '?', '…', '。', '！', '？', '؟', '।', ':', '→', '›', '»'])
        || last.ends_with('.') && letters > ABBREVIATION
}
