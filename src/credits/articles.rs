//! Several articles on one page: stories that were pasted into a thread, the entries of a live blog, the pieces of a
//! round-up. Each paragraph has a head, the lines between it and the paragraph before; what stands in it (a headline, a
//! name, a time, a dateline, a rule) speaks for an article that starts there, and so does the same head coming back.
//! Points over that decide (`articles.points`). What the single lines of a head are is told in `head`.

mod cues;
mod head;

use std::ops::Range;

use super::article::dateline;
use super::choice::Field;
use super::name::{looks_like_name, read_names};
use super::{Evidence, joined, published};
use crate::document::{Article, Label, Post};
use crate::thread::PostLines;
use cues::CUES;
use head::{Head, Part, heads};

/// The points of starts.
pub(crate) const STARTS: Field = Field { name: "articles", file: "articles.points", cues: CUES };

/// A page without posts has articles of its own where it has at least so many; one is the page itself.
const SEVERAL: usize = 2;

/// The articles of a page without posts; `day` is the page's, for times that stand alone.
pub(super) fn of_page(evidence: &Evidence<'_>, day: Option<&str>) -> Vec<Article> {
    // Reading the articles takes far longer than finding where they start, and most pages have one.
    let starts = starts(evidence, evidence.all());
    if starts.len() < SEVERAL { Vec::new() } else { between(evidence, &starts, evidence.labels.len(), day) }
}

/// The articles that were pasted into a post.
pub(super) fn of_post(evidence: &Evidence<'_>, lines: &PostLines, post: &Post) -> Vec<Article> {
    // What stands above the last line of the card is the thread's, not the article's.
    let card_end =
        evidence.labelled(lines.head.clone(), Label::PostMeta).last().map_or(lines.head.start, |last| last + 1);
    let starts = starts(evidence, card_end..lines.body.end);
    between(evidence, &starts, lines.body.end, post.published.as_deref())
}

/// The heads with which articles start in these lines.
fn starts(evidence: &Evidence<'_>, lines: Range<usize>) -> Vec<Head> {
    let heads = heads(evidence, lines);
    let points = cues::points(evidence, &heads);
    let mut starts: Vec<Head> =
        heads.into_iter().zip(points).filter(|(_, points)| *points > 0.0).map(|(head, _)| head).collect();
    if let [first, others @ ..] = &mut starts[..]
        && !others.is_empty()
    {
        first.leave_to_page(others);
    }
    starts
}

/// The articles that start with these heads, each up to the next, the last to `end`.
fn between(evidence: &Evidence<'_>, starts: &[Head], end: usize, day: Option<&str>) -> Vec<Article> {
    let ends = starts.iter().skip(1).map(|next| next.lines.start).chain([end]);
    starts.iter().zip(ends).map(|(head, end)| article(evidence, head, end, day)).collect()
}

/// The article that starts with a head.
fn article(evidence: &Evidence<'_>, head: &Head, end: usize, day: Option<&str>) -> Article {
    let lines = head.lines.start..end;
    let text_of = |part: Part| head.part(part).map(|line| evidence.text(line).to_owned());
    let signed = head.part(Part::Byline).or_else(|| {
        let led = |line: &usize| read_names(evidence.text(*line), &evidence.rules.credit_words).led;
        head.part(Part::Time).filter(led)
    });
    let names = signed.map(|line| {
        let behind = head::name_behind(evidence, line);
        let whole = || read_names(evidence.text(line), &evidence.rules.credit_words).names;
        if behind.is_empty() { whole() } else { behind }
    });
    let is_head = |line: &usize| *line != head.paragraph && head.parts.iter().any(|(at, _)| at == line);
    let is_kept = |line: &usize| evidence.text_labels.has(evidence.labels[*line]) || *line == head.paragraph;
    let kept = lines.clone().filter(is_kept);
    Article {
        headline: text_of(Part::Headline).or_else(|| timed_headline(evidence, head)),
        deck: text_of(Part::Deck),
        byline: names.unwrap_or_default(),
        published: published(evidence, head, day),
        dateline: dateline(evidence, lines),
        text: joined(evidence, kept.filter(|line| !is_head(line))),
    }
}

/// The headline behind a time on the same line: "15.52 All four routes open again".
fn timed_headline(evidence: &Evidence<'_>, head: &Head) -> Option<String> {
    let line = head.part(Part::Time)?;
    let (_, end) = head::clock(evidence, line)?;
    let rest = evidence.text(line).get(end..)?.trim_start_matches(head::BETWEEN).trim();
    let is_headline = rest.split_whitespace().count() >= head::HEADLINE_WORDS.start
        && !looks_like_name(rest, &evidence.rules.credit_words);
    is_headline.then(|| rest.to_owned())
}

/// When it was published: the date that its head shows; of a time alone, that time of the page's day.
fn published(evidence: &Evidence<'_>, head: &Head, day: Option<&str>) -> Option<String> {
    let lines = || [Part::Time, Part::Byline].into_iter().filter_map(|part| head.part(part));
    let dated = lines().find_map(|line| published::line_date(evidence, line));
    let timed = || {
        let day = day.and_then(|day| day.get(..10))?;
        let (clock, _) = lines().chain([head.paragraph]).find_map(|line| head::clock(evidence, line))?;
        Some(format!("{day}{clock}"))
    };
    dated.or_else(timed)
}

#[cfg(test)]
mod tests;
