//! Where the posts of a thread start, whose they are and when they were written. Starts are found by points over the
//! gaps between content lines; authors and dates by points over the lines of the cards, taken for all posts together,
//! because the cards of one page are made alike. What the posts say is left as it is.

mod card;

use std::ops::Range;

use crate::credits::date::DateContext;
use crate::cues::{FirstReading, Gap, Stage, View};
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
    /// Who wrote it, and when, as far as the page says so.
    pub(crate) author: Option<String>,
    pub(crate) published: Option<String>,
}

/// The posts of a page, in order.
pub(crate) fn posts(page: &Measured<'_>, rules: &Rules, labels: &[Label], dates: &DateContext<'_>) -> Vec<PostLines> {
    let names = names(page, rules);
    let gaps = Gap::all(page, labels, &names);
    let hits = start_hits(page, rules, &gaps);
    let mut posts: Vec<PostLines> = Vec::new();
    for (at, (line, gap)) in gaps.iter().enumerate() {
        let points = score::add(&rules.starts, [BASE].iter().chain(hits.of(at)))[0];
        if points > 0.0 || posts.is_empty() {
            posts.push(PostLines { head: gap.lines.clone(), body: *line..line + 1, ..PostLines::default() });
        } else if let Some(post) = posts.last_mut() {
            post.body.end = line + 1;
        }
    }
    card::read(page, rules, labels, dates, &mut posts);
    posts
}

/// What fires on each gap.
pub(crate) fn start_hits(page: &Measured<'_>, rules: &Rules, gaps: &[(usize, Gap)]) -> HitList {
    let first = FirstReading::default();
    let views =
        gaps.iter().map(|(line, gap)| View { page, rules, line: *line, first: &first, gap: Some(gap), promise: None });
    HitList::ask(rules, Stage::Start, views)
}

/// Per line: whether it looks like a name alone.
pub(crate) fn names(page: &Measured<'_>, rules: &Rules) -> Vec<bool> {
    let is_name = |text: &str| text.len() < 60 && crate::credits::name::looks_like_name(text, &rules.credit_words);
    page.page.lines.iter().map(|line| is_name(line.words())).collect()
}
