//! Posts with what was pasted into them: an article shows itself by a headline, a byline or a dateline of its own.

use std::ops::Range;

use super::dateline::{DatelineParts, read_dateline};
use super::front::is_paragraph;
use super::name::read_names;
use super::{Evidence, content_text, joined, published};
use crate::document::{Article, Dateline, Label, Post};
use crate::line::BlockKind;
use crate::thread::PostLines;

/// A dateline stands in the first so many lines of the body.
const OPENING_LINES: usize = 2;

/// A dateline alone on its line has at most this many words; so much of the paragraph below is read with it.
const ABOVE_WORDS: f32 = 8.0;
const OPENING_CHARACTERS: usize = 60;

/// A line that nobody kept is searched for a dateline from this many words on.
const PARAGRAPH_WORDS: f32 = 6.0;

/// A post with its articles.
pub(super) fn post(evidence: &Evidence<'_>, lines: &PostLines) -> Post {
    let text = content_text(evidence, lines.body.clone());
    Post {
        author: lines.author.clone(),
        published: lines.published.clone(),
        articles: pasted(evidence, lines).into_iter().collect(),
        text,
    }
}

/// A reader's comment below an article.
pub(super) fn comment(evidence: &Evidence<'_>, lines: &PostLines) -> Post {
    Post {
        author: lines.author.clone(),
        published: lines.published.clone(),
        articles: Vec::new(),
        text: joined(evidence, evidence.labelled(lines.body.clone(), Label::Comment)),
    }
}

/// The article that was pasted into a post, if one was.
fn pasted(evidence: &Evidence<'_>, lines: &PostLines) -> Option<Article> {
    // What stands above the last line of the card is the thread's, not the article's.
    let card_end =
        evidence.labelled(lines.head.clone(), Label::PostMeta).last().map_or(lines.head.start, |last| last + 1);
    let head = card_end..lines.head.end;
    let first = |label: Label| evidence.labelled(head.clone(), label).next();
    let byline = first(Label::Byline);
    let dateline = dateline(evidence, lines.head.start..lines.body.end);
    // A headline alone is the thread's title again; the article signs or dates itself.
    if byline.is_none() && dateline.is_none() {
        return None;
    }
    let text = |line: usize| evidence.text(line).to_owned();
    let dated = first(Label::Timestamp).or(byline);
    Some(Article {
        headline: first(Label::Headline).map(text),
        deck: first(Label::Deck).map(text),
        byline: byline
            .map(|line| read_names(evidence.text(line), &evidence.rules.credit_words).names)
            .unwrap_or_default(),
        published: dated.and_then(|line| published::line_date(evidence, line)),
        dateline,
        text: content_text(evidence, lines.body.clone()),
    })
}

/// The dateline of a stretch of lines: alone on a line before the text, or at the opening of its first paragraph. Where
/// no line was kept, the first ones that are long enough for a paragraph are read all the same: a lone paragraph without
/// a page around it says too little of itself to be sure of, but a dateline speaks for itself.
pub(super) fn dateline(evidence: &Evidence<'_>, lines: Range<usize>) -> Option<Dateline> {
    let kept = lines.clone().any(|line| evidence.labels[line].is_content());
    let opens =
        |line: &usize| is_paragraph(evidence, *line) || !kept && evidence.page.lines[*line].words >= PARAGRAPH_WORDS;
    let (gazetteer, agencies) = (&evidence.rules.gazetteer, &evidence.rules.agencies);
    let mut parts = evidence
        .labelled(lines.clone(), Label::Dateline)
        .take(1)
        .find_map(|line| read_dateline(evidence.text(line), gazetteer, agencies));
    for line in lines.clone().filter(opens).take(OPENING_LINES) {
        let above = || {
            let above =
                line.checked_sub(1).filter(|above| lines.contains(above) && may_stand_above(evidence, *above))?;
            read_above(evidence, above, line)
        };
        parts = parts.or_else(|| read_dateline(evidence.text(line), gazetteer, agencies)).or_else(above);
    }
    let parts = parts?;
    Some(Dateline {
        text: parts.text,
        place: parts.place,
        region: parts.region,
        agency: parts.agency,
        date: parts.date,
    })
}

/// Whether a line right above a paragraph may be its dateline: it is short, no heading, and either neither kept nor the
/// headline, or ends in a dash, as no headline does.
fn may_stand_above(evidence: &Evidence<'_>, line: usize) -> bool {
    let heading = matches!(evidence.page.page.lines[line].block.kind, BlockKind::Heading(_));
    let label = evidence.labels[line];
    let goes_on = evidence.text(line).trim_end().ends_with(['-', '–', '—']);
    let free = !label.is_content() && label != Label::Headline;
    !heading && (free || goes_on) && evidence.page.lines[line].words <= ABOVE_WORDS
}

/// A dateline that takes up the line above a paragraph, read with the paragraph behind it.
fn read_above(evidence: &Evidence<'_>, above: usize, line: usize) -> Option<DatelineParts> {
    let shown = evidence.text(above);
    let opening: String = evidence.text(line).chars().take(OPENING_CHARACTERS).collect();
    let both = format!("{shown}\n{opening}");
    let parts = read_dateline(&both, &evidence.rules.gazetteer, &evidence.rules.agencies)?;
    (parts.span.end <= shown.len()).then_some(parts)
}
