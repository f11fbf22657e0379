//! Posts with what was pasted into them: an article shows itself by a headline, a byline or a dateline of its own.

use std::ops::Range;

use super::dateline::read_dateline;
use super::name::read_names;
use super::{Evidence, content_text, joined, published};
use crate::document::{Article, Dateline, Label, Post};
use crate::measure::Flag;
use crate::thread::PostLines;

/// A dateline stands in the first so many lines of the body.
const OPENING_LINES: usize = 2;

/// A paragraph that a dateline opens has at least this many words.
const PARAGRAPH_WORDS: f32 = 8.0;

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

/// The dateline of a stretch of lines: alone on a line before the text, or at the opening of its first paragraph.
pub(super) fn dateline(evidence: &Evidence<'_>, lines: Range<usize>) -> Option<Dateline> {
    let is_paragraph = |line: &usize| {
        let measures = &evidence.page.lines[*line];
        evidence.labels[*line] == Label::Body && (measures.words >= PARAGRAPH_WORDS || measures.has(Flag::EndsSentence))
    };
    let alone = evidence.labelled(lines.clone(), Label::Dateline).take(1);
    let opening = lines.filter(is_paragraph).take(OPENING_LINES);
    let read = |line: usize| read_dateline(evidence.text(line), &evidence.rules.gazetteer, &evidence.rules.agencies);
    let parts = alone.chain(opening).find_map(read)?;
    Some(Dateline {
        text: parts.text,
        place: parts.place,
        region: parts.region,
        agency: parts.agency,
        date: parts.date,
    })
}
