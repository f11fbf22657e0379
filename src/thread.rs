//! The posts of a thread: which lines are their words, where each starts, whose it is and when it was written. The lines
//! of a thread are read once more with its turns; starts are found by points over the gaps between content lines;
//! authors and dates by points over what stands beside the posts, taken together with what stands in the same place at
//! the other posts, because the cards of one page are made alike.

mod candidate;
mod card;
mod choice;
mod common;
mod company;
mod name;
mod rhythm;
mod second;
mod shown;
mod slot;
mod stated;
mod turns;

use std::ops::Range;

pub(crate) use candidate::{Candidate, Taken};
pub(crate) use name::is_lead;
pub(crate) use rhythm::{Patterns, Rhythm, dates_of, moments_of_lines};
pub(crate) use second::PostMeasures;
pub(crate) use stated::{StatedPost, StatedPosts};
pub(crate) use turns::{Turn, Turns, entered};
#[cfg(feature = "fit")]
pub(crate) use {card::read as read_cards, second::hits as post_hits};

use crate::credits::date::DateContext;
use crate::cues::{FirstReading, Gap, Judged, Stage, ThreadView, View};
use crate::document::Label;
use crate::measure::Measured;
use crate::rules::{BASE, Rules};
use crate::score::{self, HitList};

/// A post as lines of the page.
#[derive(Debug, Clone, Default)]
pub(crate) struct PostLines {
    /// The lines between the post before and this one's first content line.
    pub(crate) head: Range<usize>,
    /// From its first content line to its last.
    pub(crate) body: Range<usize>,
    /// The points with which it starts.
    pub(crate) points: f32,
    /// Who wrote it, and when, as far as the page says so.
    pub(crate) author: Option<String>,
    pub(crate) published: Option<String>,
}

/// The posts of a page whose lines have been judged, in order.
pub(crate) fn posts(page: &Measured<'_>, rules: &Rules, labels: &[Label], dates: &DateContext<'_>) -> Vec<PostLines> {
    let judged = Judged::new(page, labels);
    let gaps = gaps(page, rules, &judged);
    let hits = start_hits(page, rules, &judged, &gaps);
    let mut posts = split(rules, &gaps, &hits);
    card::read(page, rules, &judged, dates, &mut posts);
    if second::join(page, rules, &judged, &mut posts) {
        card::read(page, rules, &judged, dates, &mut posts);
    }
    posts
}

/// The readers' comments of a page, in order: they are made like posts, with the lines labelled so for their words.
pub(crate) fn comments(
    page: &Measured<'_>,
    rules: &Rules,
    labels: &[Label],
    dates: &DateContext<'_>,
) -> Vec<PostLines> {
    let (Some(first), Some(last)) = (
        labels.iter().position(|&label| label == Label::Comment),
        labels.iter().rposition(|&label| label == Label::Comment),
    ) else {
        return Vec::new();
    };
    // What is said of a post's words is said of a comment's; the article itself is none of them.
    let as_posts = |(line, label): (usize, &Label)| match label {
        Label::Comment => Label::Body,
        label if label.is_content() && (first..last).contains(&line) => Label::PostMeta,
        label if label.is_content() => Label::Other,
        &label => label,
    };
    let labels: Vec<Label> = labels.iter().enumerate().map(as_posts).collect();
    posts(page, rules, &labels, dates)
}

/// Parts the content lines where a post starts.
pub(crate) fn split(rules: &Rules, gaps: &[(usize, Gap)], hits: &HitList) -> Vec<PostLines> {
    let mut posts: Vec<PostLines> = Vec::new();
    for (at, (line, gap)) in gaps.iter().enumerate() {
        let points = score::add(&rules.starts, [BASE].iter().chain(hits.of(at)))[0];
        if points > 0.0 || posts.is_empty() {
            posts.push(PostLines { head: gap.lines.clone(), body: *line..line + 1, points, ..PostLines::default() });
        } else if let Some(post) = posts.last_mut() {
            post.body.end = line + 1;
        }
    }
    posts
}

/// What fires on each gap.
pub(crate) fn start_hits(page: &Measured<'_>, rules: &Rules, judged: &Judged<'_>, gaps: &[(usize, Gap)]) -> HitList {
    let first = FirstReading::default();
    let views = gaps.iter().map(|(line, gap)| {
        let thread = ThreadView { gap: Some(gap), ..ThreadView::of(judged) };
        View { page, rules, line: *line, first: &first, thread: Some(thread), promise: None }
    });
    HitList::ask(rules, Stage::Start, views)
}

/// The gaps before the content lines of a page, in order.
pub(crate) fn gaps(page: &Measured<'_>, rules: &Rules, judged: &Judged<'_>) -> Vec<(usize, Gap)> {
    /// In bytes; longer lines hold more than a name.
    const LONGEST: usize = 59;
    // What stands between content lines is asked alone.
    let is_name = |(label, line): (&Label, usize)| {
        !label.is_content() && page.page.lines[line].words().len() <= LONGEST && page.looks_like_name(line, rules)
    };
    let names: Vec<bool> = judged.labels.iter().zip(0..).map(is_name).collect();
    let remarks: Vec<bool> =
        judged.labels.iter().zip(0..).map(|(label, line)| label.is_content() && is_remark(page, rules, line)).collect();
    Gap::all(page, judged, &names, &remarks)
}

/// Whether a line ends with who says it and when: "So it does. – Ann Oct 9 '16 at 15:02".
pub(crate) fn is_remark(page: &Measured<'_>, rules: &Rules, line: usize) -> bool {
    let context = DateContext { language: page.page.metadata.language.as_deref(), now: None, day_first: None };
    name::remark(page.page.lines[line].words(), &context, &rules.months).is_some()
}

/// What the fit sees of the cards: the candidates for authors and those for dates, each with its points by itself and with
/// what fires on it: by itself, or of its places.
#[cfg(feature = "fit")]
pub(crate) fn card_hits(
    page: &Measured<'_>,
    rules: &Rules,
    judged: &Judged<'_>,
    dates: &DateContext<'_>,
    posts: &[PostLines],
    stage: Stage,
) -> [Vec<(Candidate, f32, Vec<u16>)>; 2] {
    let (names, days) = card::candidates(page, rules, judged, dates, posts);
    let seen = choice::Seen { page, rules, judged };
    [(names, &rules.authors), (days, &rules.days)].map(|(mut candidates, table)| {
        let own = choice::weigh(&seen, table, posts.len(), &mut candidates);
        let hits = seen.hits(stage, &candidates);
        let rows = candidates.into_iter().zip(own).enumerate();
        rows.map(|(at, (one, points))| (one, points, hits.of(at).to_vec())).collect()
    })
}
