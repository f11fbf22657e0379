//! What speaks for an article that starts with a head, or against one, and the sum of it.

use super::STARTS;
use super::head::{Head, Part};
use crate::credits::Evidence;
use crate::credits::choice::{FieldCue, range};
use crate::document::Label;
use crate::line::{Tag, Within, common_element};
use crate::measure::Flag;

/// What can fire, sorted.
#[rustfmt::skip]
pub(super) const CUES: &[FieldCue] = &[
    ("alike-2", "what tells it best, a dateline, a name, a time, tells another head as well"),
    ("alike-3", "what tells it best tells two or three other heads"),
    ("alike-5", "what tells it best tells four other heads or more"),
    ("article-element", "an <article> opens in the head"),
    ("base", "the start value"),
    ("byline", "somebody signs in the head"),
    ("clock", "a time of the day stands alone in the head, or opens the paragraph"),
    ("comment", "stands among comments, by the names of the elements"),
    ("dateline", "the paragraph opens with a dateline, or one stands in the head"),
    ("dateline-agency", "such a dateline names an agency"),
    ("deck", "a deck stands in the head"),
    ("first", "no paragraph stands before, and the head is not like the others"),
    ("headline", "a headline or heading stands in the head"),
    ("linked", "the headline is a link to another page"),
    ("linked-long", "the headline is such a link, but sixty words or more follow up to the next head"),
    ("question", "the headline is a question"),
    ("round-up", "the page calls itself a round-up, or news in brief"),
    ("rule", "a rule stands in the head"),
    ("short", "has fewer than twelve words up to the next head"),
    ("time", "a date or a time stands in the head"),
    ("within", "the paragraph stands in a list, a table or a quotation"),
];

/// How many heads of the page are made alike.
const ALIKE: &[(f32, &str)] = &[(2.0, "alike-2"), (3.0, "alike-3"), (5.0, "alike-5")];

/// Lengths of an article in words.
const LONG: f32 = 60.0;
const SHORT: f32 = 12.0;

/// The first head is like the others where there are so many: one alone may be the page's own, below a deck.
const JOINED: f32 = 2.0;

/// The names of elements among which comments stand.
const COMMENTS: &[&str] = &["comment", "discussion", "disqus", "review", "testimonial"];

/// How many elements above a paragraph are asked.
const LEVELS: usize = 8;

/// The points of each head.
pub(super) fn points(evidence: &Evidence<'_>, heads: &[Head]) -> Vec<f32> {
    let tells: Vec<Tells> = heads.iter().enumerate().map(|(at, head)| tells(evidence, heads, at, head)).collect();
    let alike = alike(heads, &tells);
    let title = evidence.labelled(evidence.all(), Label::Headline).next().or(evidence.page.title_line);
    let is_round_up = title.is_some_and(|line| evidence.says(line, &["round-up"]));
    let worth = |hits: &[&'static str]| -> f32 {
        let hits = hits.iter().filter_map(|hit| STARTS.hit(hit));
        hits.map(|hit| evidence.columns.points(evidence.rules.credits.articles.row(hit))).sum()
    };
    let of = |(at, head): (usize, &Head)| {
        let mut hits = vec!["base"];
        hits.extend(own(evidence, heads, at, head));
        hits.extend(range(ALIKE, alike[at]));
        hits.extend((head.is_first && alike[at] == 0.0).then_some("first"));
        hits.extend(is_round_up.then_some("round-up"));
        worth(&hits)
    };
    heads.iter().enumerate().map(of).collect()
}

/// What a head tells, the best first: a dateline, a name, a time of the day, an element, a time, a rule, a headline.
type Tells = [bool; 7];

fn tells(evidence: &Evidence<'_>, heads: &[Head], at: usize, head: &Head) -> Tells {
    [
        head.opens_with_dateline || head.has(Part::Dateline),
        head.has(Part::Byline),
        head.is_clock,
        opens_article(evidence, heads, at),
        head.has(Part::Time),
        head.has(Part::Rule),
        head.has(Part::Headline),
    ]
}

/// How many heads are alike: the same tells them best. Over the first paragraph much stands that is the page's; it is
/// like the others if it has what tells most of them.
fn alike(heads: &[Head], tells: &[Tells]) -> Vec<f32> {
    let mut counts = [0.0_f32; 7];
    let best = |tells: &Tells| tells.iter().position(|tells| *tells);
    let is_first = |at: usize| heads.get(at).is_some_and(|head| head.is_first);
    let later = tells.iter().enumerate().filter(|(at, _)| !is_first(*at));
    later.filter_map(|(_, tells)| best(tells)).for_each(|at| counts[at] += 1.0);
    let most = (0..counts.len()).rev().max_by(|&a, &b| counts[a].total_cmp(&counts[b])).unwrap_or(0);
    let joins = tells.first().is_some_and(|tells| is_first(0) && tells[most] && counts[most] >= JOINED);
    counts[most] += f32::from(u8::from(joins));
    let of = |(at, tells): (usize, &Tells)| match best(tells) {
        _ if is_first(at) && joins => counts[most],
        _ if is_first(at) => 0.0,
        Some(best) => counts[best],
        None => 0.0,
    };
    tells.iter().enumerate().map(of).collect()
}

/// What fires on a head by itself.
fn own(evidence: &Evidence<'_>, heads: &[Head], at: usize, head: &Head) -> impl Iterator<Item = &'static str> {
    let page = &evidence.page.page;
    let within = page.lines[head.paragraph].block.within.as_deref().unwrap_or_default();
    let holds = |within: &Within| matches!(within, Within::List(..) | Within::Table(_) | Within::Quote(..));
    let headline = head.part(Part::Headline);
    let leads_away = headline.is_some_and(|line| leads_away(evidence, line));
    let asks = |line: usize| evidence.page.lines[line].has(Flag::EndsQuestion);
    [
        (opens_article(evidence, heads, at), "article-element"),
        (head.has(Part::Byline), "byline"),
        (head.is_clock, "clock"),
        (is_comment(evidence, head.paragraph), "comment"),
        (head.opens_with_dateline || head.has(Part::Dateline), "dateline"),
        (head.names_agency, "dateline-agency"),
        (head.has(Part::Deck), "deck"),
        (headline.is_some(), "headline"),
        (leads_away && head.words < LONG, "linked"),
        (leads_away && head.words >= LONG, "linked-long"),
        (headline.is_some_and(asks), "question"),
        (head.has(Part::Rule), "rule"),
        (head.words < SHORT, "short"),
        (head.has(Part::Time), "time"),
        (within.iter().any(holds), "within"),
    ]
    .into_iter()
    .filter(|(fires, _)| *fires)
    .map(|(_, name)| name)
}

/// Whether an `<article>` holds the paragraph that does not hold the one before.
fn opens_article(evidence: &Evidence<'_>, heads: &[Head], at: usize) -> bool {
    let elements = &evidence.page.page.elements;
    let element = |head: &Head| evidence.page.page.lines[head.paragraph].element();
    let Some(own) = element(&heads[at]) else { return false };
    let before = at.checked_sub(1).and_then(|before| element(&heads[before]));
    let shared = before.map_or(0, |before| elements[common_element(elements, before, own) as usize].depth);
    let above = evidence.page.page.path(own).take(LEVELS).take_while(|(_, element)| element.depth > shared);
    above.into_iter().any(|(_, element)| element.tag == Tag::of("article"))
}

/// Whether the names of the elements above speak of comments.
fn is_comment(evidence: &Evidence<'_>, line: usize) -> bool {
    let Some(markup) = &evidence.page.page.lines[line].markup else { return false };
    evidence.page.page.path(markup.element).take(LEVELS).any(|(_, element)| {
        let names = element.names.to_ascii_lowercase();
        COMMENTS.iter().any(|word| names.contains(word))
    })
}

/// Whether a headline is a link to another page: the article stands there, and here is its teaser.
fn leads_away(evidence: &Evidence<'_>, line: usize) -> bool {
    let links = &evidence.page.page.lines[line].block.links;
    links.iter().any(|(range, target)| range.len() * 2 > evidence.text(line).len() && !target.contains('#'))
}
