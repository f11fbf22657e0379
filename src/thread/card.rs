//! Whose the posts are, and when they were written: of all names and dates beside a post the one with the most points. Its
//! own points count, and those of what stands in the same place at the other posts: the cards of one page are made alike,
//! so a place that holds authors elsewhere holds one here.

use super::candidate::{Candidates, Gatherer};
use super::{Candidate, PostLines, slot};
use crate::credits::date::DateContext;
use crate::cues::{FirstReading, Judged, Stage, ThreadView, View};
use crate::measure::{Measured, fold};
use crate::rules::{BASE, Rules, Table};
use crate::score::{self, HitList};

/// What the mean points of a candidate's best place count beside its own.
const PLACE: f32 = 0.5;

/// What the mean points of the best on its side of the posts count: cards stand before the words or behind them, on all
/// posts of a page alike.
const SIDE: f32 = 0.5;

/// What a post counts at which nothing stands in a place.
const MISSING: f32 = -3.0;

/// What it counts that a place holds the same at nearly all of its posts: so many of ten, where there are this many.
const CONSTANT: f32 = -4.0;
const ALIKE_OF_TEN: usize = 7;
const MANY: usize = 3;

/// Points beyond these, on either side, say no more of a place: one odd line should not decide for all posts.
const MOST: f32 = 4.0;

/// Points from which a candidate is taken: its own and those of its place.
const LEAST: f32 = -2.0;

/// Sets author and date of the posts, as far as the page tells them.
pub(super) fn read(
    page: &Measured<'_>,
    rules: &Rules,
    judged: &Judged<'_>,
    dates: &DateContext<'_>,
    posts: &mut [PostLines],
) {
    let (names, days) = candidates(page, rules, judged, dates, posts);
    for (candidates, table, is_name) in [(names, &rules.authors, true), (days, &rules.days, false)] {
        let hits = hits(page, rules, judged, &candidates);
        for (post, best) in choose(table, posts.len(), &candidates, &hits, is_name).into_iter().enumerate() {
            let value = best.map(|at| candidates[at].value.clone());
            if is_name {
                posts[post].author = value;
            } else {
                posts[post].published = value;
            }
        }
    }
}

/// The names and the dates beside the posts, with what stands in the same places at the others.
pub(super) fn candidates(
    page: &Measured<'_>,
    rules: &Rules,
    judged: &Judged<'_>,
    dates: &DateContext<'_>,
    posts: &[PostLines],
) -> (Vec<Candidate>, Vec<Candidate>) {
    let stated =
        page.page.metadata.json_ld.iter().flat_map(|script| stated_authors(&script.text)).map(|name| fold(&name));
    let gatherer = Gatherer {
        page,
        rules,
        labels: judged.labels,
        dates,
        posts,
        timed: &page.patterns.timed,
        mentioned: mentioned(page, rules),
        stated: stated.collect(),
    };
    let Candidates { mut names, dates: mut days } = gatherer.gather();
    slot::measure(page, &judged.rhythm, posts.len(), &mut names);
    slot::measure(page, &judged.rhythm, posts.len(), &mut days);
    (names, days)
}

/// What fires on each candidate.
pub(super) fn hits(page: &Measured<'_>, rules: &Rules, judged: &Judged<'_>, candidates: &[Candidate]) -> HitList {
    let first = FirstReading::default();
    let views = candidates.iter().map(|candidate| {
        let thread = ThreadView { candidate: Some(candidate), ..ThreadView::of(judged) };
        View { page, rules, line: candidate.line, first: &first, thread: Some(thread), promise: None }
    });
    HitList::ask(rules, Stage::Card, views)
}

/// A place, and what stands in it over all posts.
#[derive(Debug, Clone, Default)]
struct Place {
    sum: f32,
    filled: usize,
    first: Option<usize>,
    alike: usize,
}

impl Place {
    /// The mean points of what stands in it. Where names stand, the same in all of a place is a button or a rank.
    fn mean(&self, posts: usize, is_name: bool) -> f32 {
        let constant = is_name && self.filled >= MANY && self.alike * 10 >= self.filled * ALIKE_OF_TEN;
        let missing = posts.saturating_sub(self.filled) as f32 * MISSING;
        (self.sum + missing) / posts.max(1) as f32 + if constant { CONSTANT } else { 0.0 }
    }
}

/// Per post the best candidate.
fn choose(
    table: &Table<1>,
    posts: usize,
    candidates: &[Candidate],
    hits: &HitList,
    is_name: bool,
) -> Vec<Option<usize>> {
    let own: Vec<f32> =
        (0..candidates.len()).map(|at| score::add(table, [BASE].iter().chain(hits.of(at)))[0]).collect();
    let ids = candidates.iter().flat_map(|one| one.slots.ids).flatten();
    let mut places = vec![Place::default(); ids.max().map_or(0, |most| most as usize + 1)];
    for (at, (candidate, points)) in candidates.iter().zip(&own).enumerate() {
        for id in candidate.slots.ids.into_iter().flatten() {
            let place = &mut places[id as usize];
            let first = *place.first.get_or_insert(at);
            place.sum += points.clamp(-MOST, MOST);
            place.filled += 1;
            place.alike += usize::from(candidates[first].key == candidate.key);
        }
    }
    let mean = |id: u32| places[id as usize].mean(posts, is_name);
    let points: Vec<f32> = candidates
        .iter()
        .zip(&own)
        .map(|(candidate, own)| {
            own + PLACE * candidate.slots.ids.into_iter().flatten().map(mean).fold(MISSING, f32::max)
        })
        .collect();
    let sides = [false, true].map(|is_below| best_of_side(posts, candidates, &points, is_below));
    let worth = sides.each_ref().map(|side| {
        let sum: f32 = side.iter().map(|best| best.map_or(MISSING, |(_, points)| points.clamp(-MOST, MOST))).sum();
        SIDE * sum / posts.max(1) as f32
    });
    let better = |at: usize| {
        let ways =
            sides.iter().zip(worth).filter_map(|(side, worth)| side[at].map(|(one, points)| (one, points + worth)));
        ways.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).filter(|(_, points)| *points >= LEAST)
    };
    (0..posts).map(|post| better(post).map(|(at, _)| at)).collect()
}

/// Per post the best candidate on one side of it, and its points.
fn best_of_side(posts: usize, candidates: &[Candidate], points: &[f32], is_below: bool) -> Vec<Option<(usize, f32)>> {
    let mut best: Vec<Option<(usize, f32)>> = vec![None; posts];
    for (at, candidate) in candidates.iter().enumerate().filter(|(_, one)| one.is_below == is_below) {
        if best[candidate.post].is_none_or(|(_, most)| points[at] > most) {
            best[candidate.post] = Some((at, points[at]));
        }
    }
    best
}

/// The names that quotations and mentions on the page give, folded.
fn mentioned(page: &Measured<'_>, rules: &Rules) -> rustc_hash::FxHashSet<String> {
    /// A quotation's head holds the name among its first or last words.
    const MOST_WORDS: usize = 4;
    let quotes = rules.phrases.families().iter().position(|family| family == "quote-said");
    let mut names = rustc_hash::FxHashSet::default();
    for (line, folded) in page.folded.iter().enumerate() {
        let says = quotes.is_some_and(|quotes| page.phrases[line].contains(&(quotes as u16)));
        if says {
            let words: Vec<&str> = folded.split(' ').collect();
            for count in 1..=MOST_WORDS.min(words.len()) {
                names.insert(words[..count].join(" "));
                names.insert(words[words.len() - count..].join(" "));
            }
        }
        let text = page.page.lines[line].words();
        for (at, _) in text.match_indices('@').take(MOST_WORDS) {
            let name = text.get(at + 1..).and_then(|rest| rest.split_whitespace().next()).map(fold);
            names.extend(name.filter(|name| !name.is_empty()));
        }
    }
    names
}

/// The names that stand under "author" anywhere in a script of JSON-LD. Read by hand: pages with threads have large ones,
/// of which nothing else is wanted here.
fn stated_authors(script: &str) -> Vec<String> {
    /// How far behind "author" the name may stand, in bytes.
    const WITHIN: usize = 300;
    let mut names = Vec::new();
    for (at, _) in script.match_indices("\"author\"") {
        let end = (at + WITHIN).min(script.len());
        let end = (end..=script.len()).find(|&end| script.is_char_boundary(end)).unwrap_or(script.len());
        let Some((_, behind)) = script[at..end].split_once("\"name\"") else { continue };
        names.extend(behind.split('"').nth(1).map(str::to_owned));
    }
    names
}
