//! Posts and comments as the record has them, and the datelines of texts. What was pasted into a post is found in
//! `articles`.

use std::ops::Range;

use super::dateline::{DatelineParts, read_dateline};
use super::front::is_paragraph;
use super::{Evidence, articles, content_text, joined};
use crate::document::{Dateline, Label, Post};
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
    let mut post = Post {
        author: lines.author.clone(),
        published: lines.published.clone(),
        text: content_text(evidence, lines.body.clone()),
        articles: Vec::new(),
    };
    post.articles = articles::of_post(evidence, lines, &post);
    post
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
