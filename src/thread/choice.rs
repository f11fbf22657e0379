//! Which of the candidates beside each post is its author, or its date. First each has the points of what fires on it by
//! itself. Then what stands in its place at the other posts is weighed, since the cards of one page are made alike: a
//! place that holds authors elsewhere holds one here. What a place has in points fires cues of its own, whose points are
//! added. Of a post's candidates the one with the most points is taken.

use rustc_hash::FxHashMap;

use super::Candidate;
use crate::cues::{FirstReading, Judged, Stage, ThreadView, View};
use crate::measure::Measured;
use crate::rules::{BASE, Rules, Table};
use crate::score::{self, HitList};

/// What a post counts at which nothing stands in a place.
const MISSING: f32 = -3.0;

/// Points beyond these, on either side, say no more of a place: one odd line should not decide for all posts.
const MOST: f32 = 4.0;

/// A place that holds something at fewer posts says nothing of how alike that is.
const MANY: usize = 3;

/// What it counts to take none of the candidates.
const NONE: f32 = 0.0;

/// What a candidate's places have in points; not numbers before they are weighed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlaceMeasures {
    /// The mean points of what stands in the best of its places, over all posts.
    pub(crate) mean: f32,
    /// By how much that is above the best of any other value beside its post.
    pub(crate) lead: f32,
    /// At which share of the posts that place holds the same.
    pub(crate) alike: f32,
    /// By how much more the best candidates on its side of the posts have than those on the other.
    pub(crate) side: f32,
    /// The most that a place has in which the same value stands beside another post.
    pub(crate) elsewhere: f32,
}

impl Default for PlaceMeasures {
    fn default() -> PlaceMeasures {
        PlaceMeasures { mean: f32::NAN, lead: f32::NAN, alike: f32::NAN, side: f32::NAN, elsewhere: f32::NAN }
    }
}

/// A thread as far as it has been read.
pub(super) struct Seen<'a> {
    pub(super) page: &'a Measured<'a>,
    pub(super) rules: &'a Rules,
    pub(super) judged: &'a Judged<'a>,
}

/// Per post the candidate that is taken. Candidates stand in the order of their posts.
pub(super) fn choose(
    seen: &Seen<'_>,
    table: &Table<1>,
    posts: usize,
    candidates: &mut [Candidate],
) -> Vec<Option<usize>> {
    let own = weigh(seen, table, posts, candidates);
    let placed = seen.hits(Stage::Place, candidates);
    let mut best: Vec<Option<(usize, f32)>> = vec![None; posts];
    for (at, (candidate, own)) in candidates.iter().zip(own).enumerate() {
        let points = own + score::add(table, placed.of(at).iter())[0];
        let best = &mut best[candidate.post];
        if points > NONE && best.is_none_or(|(_, most)| points > most) {
            *best = Some((at, points));
        }
    }
    best.into_iter().map(|best| best.map(|(at, _)| at)).collect()
}

/// Gives each candidate what its places have in points; returns the points of each by itself.
pub(super) fn weigh(seen: &Seen<'_>, table: &Table<1>, posts: usize, candidates: &mut [Candidate]) -> Vec<f32> {
    let hits = seen.hits(Stage::Card, candidates);
    let own: Vec<f32> =
        (0..candidates.len()).map(|at| score::add(table, [BASE].iter().chain(hits.of(at)))[0]).collect();
    let places = places(candidates, &own);
    for candidate in candidates.iter_mut() {
        let ways = candidate.slots.ids.into_iter().flatten().map(|id| &places[id as usize]);
        let best = ways.max_by(|a, b| a.mean(posts).total_cmp(&b.mean(posts)));
        candidate.place.mean = best.map_or(MISSING, |place| place.mean(posts));
        candidate.place.alike = best.map_or(f32::NAN, |place| place.alike());
    }
    let sides = [false, true].map(|is_below| worth_of_side(posts, candidates, &own, is_below));
    for candidate in candidates.iter_mut() {
        let [above, below] = sides;
        candidate.place.side = if candidate.is_below { below - above } else { above - below };
    }
    candidates.chunk_by_mut(|a, b| a.post == b.post).for_each(compare);
    look_elsewhere(candidates);
    own
}

impl Seen<'_> {
    /// What fires on each candidate.
    pub(super) fn hits(&self, stage: Stage, candidates: &[Candidate]) -> HitList {
        let first = FirstReading::default();
        let views = candidates.iter().map(|candidate| {
            let thread = ThreadView { candidate: Some(candidate), ..ThreadView::of(self.judged) };
            let Seen { page, rules, .. } = *self;
            View { page, rules, line: candidate.line, first: &first, thread: Some(thread), promise: None }
        });
        HitList::ask(self.rules, stage, views)
    }
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
    fn mean(&self, posts: usize) -> f32 {
        let missing = posts.saturating_sub(self.filled) as f32 * MISSING;
        (self.sum + missing) / posts.max(1) as f32
    }

    fn alike(&self) -> f32 {
        if self.filled < MANY { f32::NAN } else { self.alike as f32 / self.filled as f32 }
    }
}

/// All places, by their numbers.
fn places(candidates: &[Candidate], own: &[f32]) -> Vec<Place> {
    let ids = candidates.iter().flat_map(|one| one.slots.ids).flatten();
    let mut places = vec![Place::default(); ids.max().map_or(0, |most| most as usize + 1)];
    for (at, (candidate, points)) in candidates.iter().zip(own).enumerate() {
        for id in candidate.slots.ids.into_iter().flatten() {
            let place = &mut places[id as usize];
            let first = *place.first.get_or_insert(at);
            place.sum += points.clamp(-MOST, MOST);
            place.filled += 1;
            place.alike += usize::from(candidates[first].key == candidate.key);
        }
    }
    places
}

/// The mean points of the best candidates on one side of the posts.
fn worth_of_side(posts: usize, candidates: &[Candidate], own: &[f32], is_below: bool) -> f32 {
    let mut best: Vec<f32> = vec![MISSING; posts];
    for (candidate, points) in candidates.iter().zip(own).filter(|(one, _)| one.is_below == is_below) {
        best[candidate.post] = best[candidate.post].max(points.clamp(-MOST, MOST));
    }
    best.iter().sum::<f32>() / posts.max(1) as f32
}

/// Tells each candidate what the same value has beside other posts: who is known as an author there may be one here.
fn look_elsewhere(candidates: &mut [Candidate]) {
    /// The best two of a value, of different posts: post and points.
    type Best = [(usize, f32); 2];
    let nowhere: Best = [(usize::MAX, f32::NEG_INFINITY); 2];
    let mut best: FxHashMap<&str, Best> = FxHashMap::default();
    for one in candidates.iter() {
        let [first, second] = best.entry(&one.key).or_insert(nowhere);
        let found = (one.post, one.place.mean);
        if found.0 == first.0 {
            first.1 = first.1.max(found.1);
        } else if found.1 > first.1 {
            (*second, *first) = (*first, found);
        } else if found.1 > second.1 {
            *second = found;
        }
    }
    let of_others = |one: &Candidate| {
        let [first, second] = best[one.key.as_str()];
        let (post, points) = if first.0 == one.post { second } else { first };
        if post == usize::MAX { f32::NAN } else { points }
    };
    let elsewhere: Vec<f32> = candidates.iter().map(of_others).collect();
    candidates.iter_mut().zip(elsewhere).for_each(|(one, points)| one.place.elsewhere = points);
}

/// Compares the candidates beside one post.
fn compare(candidates: &mut [Candidate]) {
    let best = |but: Option<&str>| {
        let others = candidates.iter().enumerate().filter(|(_, one)| Some(one.key.as_str()) != but);
        others.max_by(|a, b| a.1.place.mean.total_cmp(&b.1.place.mean)).map(|(at, one)| (at, one.place.mean))
    };
    let Some((first, most)) = best(None) else { return };
    let second = best(Some(&candidates[first].key)).map_or(MISSING, |(_, mean)| mean);
    let key = candidates[first].key.clone();
    for candidate in candidates {
        let other = if candidate.key == key { second } else { most };
        candidate.place.lead = candidate.place.mean - other;
    }
}
