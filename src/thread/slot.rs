//! Slots: what stands in the same place at many posts. A name that stands alone says little; a name that stands in the
//! same place at every post, another one at most of them, some coming back, is the poster's. A place is told in several
//! ways, since markup, order and neighbours each fail on some pages.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::Rhythm;
use super::candidate::Candidate;
use crate::measure::Measured;

/// How many ways there are to tell a place.
pub(crate) const WAYS: usize = 6;

/// What stands in a candidate's place at the posts of the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SlotMeasures {
    /// Per way: in which share of the posts something stands there; not a number where the way does not apply.
    pub(crate) filled: [f32; WAYS],
    /// Of the fullest: how many of the values are different, as a share; and the share of the commonest.
    pub(crate) distinct: f32,
    pub(crate) commonest: f32,
    /// Of the fullest: the share of neighbouring dates that are in order, down the page or up.
    pub(crate) ordered: f32,
    /// Whether something stands there at the post where a wrong side of the page shows: at the first one for what stands
    /// before the words, at the last for what stands behind; none on pages of one post.
    pub(crate) at_end: Option<bool>,
    /// The share of the page's posts that one post is.
    pub(crate) one_post: f32,
    /// Its slots, by their numbers.
    pub(super) ids: [Option<u32>; WAYS],
}

impl Default for SlotMeasures {
    fn default() -> SlotMeasures {
        SlotMeasures {
            filled: [f32::NAN; WAYS],
            distinct: f32::NAN,
            commonest: f32::NAN,
            ordered: f32::NAN,
            at_end: None,
            one_post: f32::NAN,
            ids: [None; WAYS],
        }
    }
}

/// Finds the slots of all candidates; gives how many there are.
pub(super) fn measure(page: &Measured<'_>, rhythm: &Rhythm, posts: usize, candidates: &mut [Candidate]) -> usize {
    let mut ids: FxHashMap<(usize, u64, u16), u32> = FxHashMap::default();
    // How many candidates of the post at hand have stood in a place before.
    let mut before: FxHashMap<(usize, u64), u16> = FxHashMap::default();
    let mut filled: Vec<Vec<u32>> = Vec::new();
    let mut post = usize::MAX;
    for (at, candidate) in candidates.iter_mut().enumerate() {
        if candidate.post != post {
            post = candidate.post;
            before.clear();
        }
        let keys = places(page, rhythm, candidate);
        for (way, key) in keys.into_iter().enumerate() {
            let Some(key) = key else { continue };
            let place = before.entry((way, key)).or_default();
            let id = *ids.entry((way, key, *place)).or_insert_with(|| {
                filled.push(Vec::new());
                filled.len() as u32 - 1
            });
            *place += 1;
            filled[id as usize].push(at as u32);
            candidate.slots.ids[way] = Some(id);
        }
    }
    let measures: Vec<Filled> = filled.iter().map(|members| Filled::of(members, candidates, posts)).collect();
    for candidate in candidates.iter_mut() {
        let slots = &mut candidate.slots;
        slots.one_post = 1.0 / posts.max(1) as f32;
        let mut fullest: Option<&Filled> = None;
        for way in 0..WAYS {
            let Some(id) = slots.ids[way] else { continue };
            let slot = &measures[id as usize];
            slots.filled[way] = slot.share;
            if fullest.is_none_or(|other| slot.share > other.share) {
                fullest = Some(slot);
            }
        }
        if let Some(slot) = fullest {
            (slots.distinct, slots.commonest, slots.ordered) = (slot.distinct, slot.commonest, slot.ordered);
            slots.at_end = Some(if candidate.is_below { slot.at_last } else { slot.at_first }).filter(|_| posts > 1);
        }
    }
    measure_values(posts, candidates);
    measures.len()
}

/// The places of a candidate, told in each way.
fn places(page: &Measured<'_>, rhythm: &Rhythm, candidate: &Candidate) -> [Option<u64>; WAYS] {
    let key = |parts: (u64, u64)| {
        let mut hasher = FxHasher::default();
        (parts, candidate.taken, candidate.link, candidate.is_below).hash(&mut hasher);
        hasher.finish()
    };
    let line = candidate.line;
    let pattern =
        |line: Option<usize>| line.filter(|&line| rhythm.share(line) > 0.0).map(|line| page.patterns.of[line]);
    let date = candidate.from_date.map(|away| away as u64);
    [
        page.shape_of.get(line).map(|&shape| key((u64::from(shape), 0))),
        Some(key((u64::from(candidate.from_post), 1))),
        Some(key((u64::from(candidate.from_other), 2))),
        pattern(line.checked_sub(1)).map(|pattern| key((pattern, 3))),
        pattern(Some(line + 1).filter(|&next| next < page.patterns.of.len())).map(|pattern| key((pattern, 4))),
        date.map(|away| key((away, 5))),
    ]
}

/// What stands in one slot.
struct Filled {
    share: f32,
    distinct: f32,
    commonest: f32,
    ordered: f32,
    at_first: bool,
    at_last: bool,
}

/// So few values say nothing of how values differ.
const LEAST_VALUES: usize = 3;

impl Filled {
    fn of(members: &[u32], candidates: &[Candidate], posts: usize) -> Filled {
        let mut keys: Vec<&str> = members.iter().map(|&at| candidates[at as usize].key.as_str()).collect();
        let (keys_count, count) = (keys.len(), keys.len() as f32);
        let tells = |share: f32| if keys_count < LEAST_VALUES { f32::NAN } else { share };
        let at_first = candidates[members[0] as usize].post == 0;
        let at_last = candidates[members[members.len() - 1] as usize].post + 1 == posts;
        let pairs = (keys.len() - 1).max(1) as f32;
        let rising = keys.windows(2).filter(|pair| pair[0] <= pair[1]).count() as f32;
        let falling = keys.windows(2).filter(|pair| pair[0] >= pair[1]).count() as f32;
        keys.sort_unstable();
        let commonest = keys.chunk_by(|a, b| a == b).map(<[&str]>::len).max().unwrap_or(0) as f32;
        let distinct = keys.chunk_by(|a, b| a == b).count() as f32;
        Filled {
            share: count / posts.max(1) as f32,
            distinct: tells(distinct / count),
            commonest: tells(commonest / count),
            ordered: tells(rising.max(falling) / pairs),
            at_first,
            at_last,
        }
    }
}

/// Counts beside how many posts each value stands, on the candidate's side of them: of two who talk with each other each
/// stands before half of the posts, a button before all.
fn measure_values(posts: usize, candidates: &mut [Candidate]) {
    let mut seen: FxHashMap<(&str, bool), (usize, f32)> = FxHashMap::default();
    for candidate in candidates.iter() {
        let (post, count) = seen.entry((&candidate.key, candidate.is_below)).or_insert((usize::MAX, 0.0));
        if *post != candidate.post {
            (*post, *count) = (candidate.post, *count + 1.0);
        }
    }
    let shares: Vec<f32> =
        candidates.iter().map(|one| seen[&(one.key.as_str(), one.is_below)].1 / posts.max(1) as f32).collect();
    for (candidate, share) in candidates.iter_mut().zip(shares) {
        candidate.value_share = share;
    }
}
