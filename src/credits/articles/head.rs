//! Heads: what stands between a paragraph and the paragraph before, line by line. Facts alone; whether an article starts
//! with a head is left to the points.

use std::ops::Range;

use crate::credits::Evidence;
use crate::credits::date::opening_clock;
use crate::credits::dateline::{DatelineParts, is_dateline_line, read_dateline};
use crate::credits::name::{Names, looks_like_name, read_names};
use crate::document::Label;
use crate::line::{BlockKind, Mark, Within};
use crate::measure::Flag;

/// A paragraph has at least this many words, or ends like a sentence.
const PARAGRAPH_WORDS: f32 = 8.0;

/// A headline without markup has so many words.
pub(super) const HEADLINE_WORDS: Range<usize> = 2..21;

/// A byline or a time has at most so many words.
const CREDIT_WORDS: f32 = 15.0;

/// Of a line that is a date and little else so much is the date; a line with a moment but no day is this short.
const DATED: f32 = 0.5;
const TIMED_WORDS: f32 = 6.0;

/// So many lines above a paragraph are its head at most: heads are short, and time stays in proportion.
const MOST_LINES: usize = 40;

/// A headline without markup stands so near above its paragraph.
const HEADLINE_WITHIN: usize = 5;

/// Over so many paragraphs the page's own head may stand: a deck is a paragraph as well.
const LEADING: usize = 2;

/// What parts a time from the words behind it.
pub(super) const BETWEEN: &[char] = &[' ', ':', '-', '–', '—', '|', '•', '·', ','];

/// A rule has at least so many signs.
const RULE_SIGNS: usize = 3;

/// Families of phrases that are no part of a head, whatever the line looks like, sorted.
const FURNITURE: &[&str] =
    &["advertisement", "also-read", "comments-head", "photo-credit", "reading-time", "related-head"];

/// What a line of a head is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Headline,
    Deck,
    Byline,
    Time,
    Dateline,
    Rule,
}

/// A paragraph's head.
#[derive(Debug)]
pub(super) struct Head {
    /// From its first line that is something to the paragraph, which is not among them.
    pub(super) lines: Range<usize>,
    pub(super) paragraph: usize,
    /// What its lines are, in order.
    pub(super) parts: Vec<(usize, Part)>,
    /// Whether the paragraph opens with a dateline.
    pub(super) opens_with_dateline: bool,
    /// Whether that dateline names an agency.
    pub(super) names_agency: bool,
    /// Whether its time is a time of the day without a day.
    pub(super) is_clock: bool,
    /// Whether there is no paragraph before.
    pub(super) is_first: bool,
    /// How many words follow up to the next paragraph that has a head.
    pub(super) words: f32,
}

impl Head {
    /// The line that is this part.
    pub(super) fn part(&self, part: Part) -> Option<usize> {
        self.parts.iter().find(|(_, one)| *one == part).map(|(line, _)| *line)
    }

    pub(super) fn has(&self, part: Part) -> bool {
        self.part(part).is_some()
    }

    /// Leaves to the page what stands above the first paragraph before that with which the other heads begin, or else
    /// what is no part of any other head.
    pub(super) fn leave_to_page(&mut self, others: &[Head]) {
        let opening = |part: Part| {
            others.iter().filter(|other| other.parts.first().is_some_and(|(_, first)| *first == part)).count()
        };
        let most = self.parts.iter().map(|(_, part)| opening(*part)).max().filter(|most| *most > 0);
        let begin = most.and_then(|most| self.parts.iter().rposition(|(_, part)| opening(*part) == most));
        let is_own = |(_, part): &&(usize, Part)| others.iter().any(|other| other.has(*part));
        let own = || self.parts.iter().rev().take_while(is_own).count();
        let begin = begin.unwrap_or_else(|| self.parts.len() - own());
        self.parts.drain(..begin);
        self.lines.start = self.parts.first().map_or(self.paragraph, |(line, _)| *line).min(self.paragraph);
    }
}

/// The paragraphs of a stretch of lines with their heads, in order.
pub(super) fn heads(evidence: &Evidence<'_>, lines: Range<usize>) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let mut from = lines.start;
    for paragraph in lines.filter(|&line| is_paragraph(evidence, line)) {
        let above = from.max(paragraph.saturating_sub(MOST_LINES))..paragraph;
        heads.push(head(evidence, above, paragraph, heads.len()));
        from = paragraph + 1;
    }
    // An article's words are those up to the next head.
    let mut behind = 0.0;
    for head in heads.iter_mut().rev() {
        head.words += behind;
        behind = if head.parts.is_empty() && !head.opens_with_dateline { head.words } else { 0.0 };
    }
    heads
}

fn head(evidence: &Evidence<'_>, above: Range<usize>, paragraph: usize, place: usize) -> Head {
    let mut parts: Vec<(usize, Part)> = Vec::new();
    for line in above {
        if evidence.page.page.lines[line].block.after_rule {
            parts.push((line, Part::Rule));
        }
        let found = part(evidence, line, paragraph);
        // What stands over the first paragraphs may be the page's; the nearest is their own.
        if place < LEADING {
            parts.retain(|(_, part)| *part == Part::Headline || Some(*part) != found);
        }
        let is_new = found == Some(Part::Headline) || parts.iter().all(|(_, part)| Some(*part) != found);
        parts.extend(found.filter(|_| is_new).map(|found| (line, found)));
        if found == Some(Part::Time) && !name_behind(evidence, line).is_empty() {
            parts.retain(|(_, part)| *part != Part::Byline);
            parts.push((line, Part::Byline));
        }
    }
    settle(evidence, &mut parts);
    let start = parts.first().map_or(paragraph, |(line, _)| *line);
    let time = parts.iter().find(|(_, part)| *part == Part::Time).map(|(line, _)| *line);
    if evidence.page.page.lines[paragraph].block.after_rule {
        parts.push((paragraph, Part::Rule));
    }
    let dateline = opening_dateline(evidence, paragraph);
    Head {
        lines: start..paragraph,
        paragraph,
        opens_with_dateline: dateline.is_some(),
        names_agency: dateline.is_some_and(|dateline| dateline.agency.is_some()),
        is_clock: clock(evidence, time.unwrap_or(paragraph)).is_some(),
        is_first: place == 0,
        words: evidence.page.lines[paragraph].words,
        parts,
    }
}

/// Of several lines that may be the headline the last one is it, and what stands above it is not the article's, other
/// than what belongs above a headline: a rule, a time, a kicker's place.
fn settle(evidence: &Evidence<'_>, parts: &mut Vec<(usize, Part)>) {
    let is_headline = |(_, part): &(usize, Part)| *part == Part::Headline;
    let marked = |line: usize| is_heading(evidence, line);
    let mut lines = parts.iter().filter(|part| is_headline(part)).map(|(line, _)| *line).rev();
    let Some(last) = lines.next() else { return };
    let chosen = if marked(last) { last } else { lines.find(|&line| marked(line)).unwrap_or(last) };
    parts.retain(|part| !is_headline(part) || part.0 == chosen);
}

/// What a line above a paragraph is. Its words and its markup say more of that than its label, which was chosen for a
/// page of one article.
fn part(evidence: &Evidence<'_>, line: usize, paragraph: usize) -> Option<Part> {
    let (text, label, measures) = (evidence.text(line), evidence.labels[line], &evidence.page.lines[line]);
    if is_rule(text) {
        return Some(Part::Rule);
    }
    let is_furniture =
        matches!(label, Label::Caption | Label::Legal | Label::Navigation | Label::Social | Label::ForumWidget);
    if is_furniture || evidence.says(line, FURNITURE) {
        return None;
    }
    let is_short = measures.words <= CREDIT_WORDS && !measures.has(Flag::EndsSentence);
    if is_short && is_time(evidence, line) {
        return Some(Part::Time);
    }
    let names = if is_short { read_names(text, &evidence.rules.credit_words) } else { Names::default() };
    if names.led && !names.names.is_empty() {
        return Some(Part::Byline);
    }
    if is_heading(evidence, line) {
        return Some(Part::Headline);
    }
    match label {
        Label::Byline if !names.names.is_empty() => return Some(Part::Byline),
        Label::Dateline => return Some(Part::Dateline),
        Label::Deck => return Some(Part::Deck),
        _ => {}
    }
    if is_short && is_dateline_line(text, &evidence.rules.gazetteer, &evidence.rules.agencies) {
        return Some(Part::Dateline);
    }
    let may_be_headline = !evidence.page.page.from_markup
        && line + HEADLINE_WITHIN >= paragraph
        && label != Label::PostMeta
        && looks_like_headline(evidence, line);
    may_be_headline.then_some(Part::Headline)
}

/// The name behind a time on the same line, if one stands there and nothing else.
pub(super) fn name_behind(evidence: &Evidence<'_>, line: usize) -> Vec<String> {
    let rest = clock(evidence, line).and_then(|(_, end)| evidence.text(line).get(end..)).unwrap_or_default();
    let rest = rest.trim_matches(BETWEEN);
    let is_name = !rest.is_empty() && looks_like_name(rest, &evidence.rules.credit_words);
    is_name.then(|| rest.to_owned()).into_iter().collect()
}

/// Whether a line tells a time and little else; a time of the day may open a headline, or stand before a name.
fn is_time(evidence: &Evidence<'_>, line: usize) -> bool {
    let moment = evidence.page.patterns.timed[line] && evidence.page.lines[line].words <= TIMED_WORDS;
    evidence.page.dated[line] > DATED || moment || clock(evidence, line).is_some()
}

/// Whether markup, bold letters, or the labels say that a line is a heading.
fn is_heading(evidence: &Evidence<'_>, line: usize) -> bool {
    let source = &evidence.page.page.lines[line];
    let measures = &evidence.page.lines[line];
    let is_strong = || {
        let strong = source.block.marks.iter().filter(|(_, mark)| *mark == Mark::Strong);
        let ends = measures.has(Flag::EndsSentence) || measures.has(Flag::EndsColon);
        let length: usize = strong.map(|(range, _)| range.len()).sum();
        length == source.text.len() && !ends && HEADLINE_WORDS.contains(&(measures.words as usize))
    };
    matches!(source.block.kind, BlockKind::Heading(_))
        || matches!(evidence.labels[line], Label::Headline | Label::Heading)
        || is_strong()
}

/// Whether a line without markup is written like a headline.
fn looks_like_headline(evidence: &Evidence<'_>, line: usize) -> bool {
    let source = &evidence.page.page.lines[line];
    let measures = &evidence.page.lines[line];
    let ends = [Flag::EndsSentence, Flag::EndsColon, Flag::NoLetters].iter().any(|flag| measures.has(*flag));
    let words = measures.words as usize;
    source.block.kind == BlockKind::Paragraph && !ends && HEADLINE_WORDS.contains(&words)
}

/// Whether a line is a paragraph of the body.
fn is_paragraph(evidence: &Evidence<'_>, line: usize) -> bool {
    let source = &evidence.page.page.lines[line];
    let measures = &evidence.page.lines[line];
    let within = source.block.within.as_deref().unwrap_or_default();
    let is_body = evidence.labels[line] == Label::Body
        // Right below a headline the first of several pieces is taken for its deck.
        || evidence.labels[line] == Label::Deck && opening_dateline(evidence, line).is_some();
    let is_text = is_body
        && matches!(source.block.kind, BlockKind::Paragraph | BlockKind::Item(..))
        && !within.iter().any(|within| matches!(within, Within::Code(..)));
    let is_long =
        measures.words >= PARAGRAPH_WORDS && (source.markup.is_some() || !looks_like_headline(evidence, line));
    is_text && !is_rule(&source.text) && (measures.has(Flag::EndsSentence) || is_long)
}

/// A line of signs that parts one piece from the next.
fn is_rule(text: &str) -> bool {
    let signs = || text.chars().filter(|c| !c.is_whitespace());
    signs().all(|c| matches!(c, '-' | '–' | '—' | '=' | '*' | '_' | '~' | '#' | '•' | '·'))
        && signs().count() >= RULE_SIGNS
}

/// The dateline that opens a paragraph, where it is more than a name before a colon.
fn opening_dateline(evidence: &Evidence<'_>, line: usize) -> Option<DatelineParts> {
    let found = read_dateline(evidence.text(line), &evidence.rules.gazetteer, &evidence.rules.agencies);
    found.filter(|found| {
        !found.text.ends_with([':', '：']) || found.agency.is_some() || found.region.is_some() || found.date.is_some()
    })
}

/// The time of the day that opens a line, and where it ends. A time with seconds is the place in a recording.
pub(super) fn clock(evidence: &Evidence<'_>, line: usize) -> Option<(String, usize)> {
    opening_clock(evidence.text(line), &evidence.dates, &evidence.rules.months)
}
