//! The comparison: what of a document is in an answer, and whether it is still what it was. A block counts as kept
//! where its words are in the answer, in whatever form; of the kept ones it is asked whether they are right.

use std::collections::{HashMap, HashSet};
use std::ops::AddAssign;

use crate::model::Leaf;

/// The kinds of leaves that are counted apart, by how their names begin; the first that fits is one's kind.
pub(crate) const KINDS: [&str; 9] = ["head", "row", "h", "li", "code", "formula", "note", "term", ""];

/// Blocks, how many of them are kept, and how many of these are right.
pub(crate) type Shares = [usize; 3];

/// Counts of one or many documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// For each of the kinds, and for what stands in quotations.
    pub(crate) kinds: [Shares; KINDS.len()],
    pub(crate) quoted: Shares,
    pub(crate) blocks: usize,
    pub(crate) kept: usize,
    pub(crate) right: usize,
    pub(crate) codes: usize,
    pub(crate) codes_right: usize,
    pub(crate) cells: usize,
    pub(crate) cells_right: usize,
    pub(crate) formulas: usize,
    pub(crate) formulas_right: usize,
    pub(crate) paired: usize,
    pub(crate) in_order: usize,
    pub(crate) words: usize,
    pub(crate) glued: usize,
    pub(crate) cut: usize,
    pub(crate) twice: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        let Counts { blocks, kept, right, codes, codes_right, cells, cells_right, formulas, formulas_right, .. } =
            other;
        let pairs = self.kinds.iter_mut().zip(other.kinds).chain([(&mut self.quoted, other.quoted)]);
        pairs.for_each(|(own, other)| own.iter_mut().zip(other).for_each(|(own, other)| *own += other));
        self.blocks += blocks;
        self.kept += kept;
        self.right += right;
        self.codes += codes;
        self.codes_right += codes_right;
        self.cells += cells;
        self.cells_right += cells_right;
        self.formulas += formulas;
        self.formulas_right += formulas_right;
        self.paired += other.paired;
        self.in_order += other.in_order;
        self.words += other.words;
        self.glued += other.glued;
        self.cut += other.cut;
        self.twice += other.twice;
    }
}

/// How many words the shortest block has that may be found in the middle of an answer's block.
const SURE_LETTERS: usize = 12;

/// What share of the words two blocks must have in common to be the same block.
const SAME_WORDS: f64 = 0.6;

/// Compares an answer with its document; `told` gets a line for each block that is not right.
pub(crate) fn compare(document: &[Leaf], answer: &[Leaf], told: &mut Vec<String>) -> Counts {
    let pairs = pairs(document, answer);
    let stream = Stream::of(answer);
    let mut counts = Counts { blocks: document.len(), ..Counts::default() };
    let mut order = Vec::new();
    let mut from = 0;
    for (at, leaf) in document.iter().enumerate() {
        let found = stream.find(leaf, from, pairs[at]);
        let shows = |other: Option<&usize>| other.is_some_and(|other| pairs[*other].is_some());
        let neighbours = [at.checked_sub(1), Some(at + 1).filter(|next| *next < document.len())];
        let is_between = neighbours.iter().all(|other| shows(other.as_ref()));
        let is_kept = pairs[at].is_some() || found.is_some() || is_between && leaf.kind == "formula";
        let pair = pairs[at].map(|other| &answer[other]);
        let right = counts.right;
        if is_kept {
            counts += judged(leaf, pair, told);
        }
        let shares = [1, usize::from(is_kept), counts.right - right];
        let kind = KINDS.iter().position(|kind| leaf.kind.starts_with(kind)).unwrap_or(KINDS.len() - 1);
        let both = [Some(&mut counts.kinds[kind]), Some(&mut counts.quoted).filter(|_| leaf.quote > 0)];
        both.into_iter().flatten().flat_map(|own| own.iter_mut().zip(shares)).for_each(|(own, one)| *own += one);
        if !is_kept && std::env::var_os("ROUNDTRIP_LOST").is_some() {
            told.push(format!("  lost {}", shown(Some(leaf))));
        }
        order.extend(pairs[at]);
        if let Some(start) = found {
            from = start;
            counts += stream.words(leaf, start, told);
        }
    }
    counts.paired = order.len();
    counts.in_order = longest_rise(&order);
    counts.twice = twice(document, answer, &pairs);
    counts
}

/// The counts of one kept block.
fn judged(leaf: &Leaf, pair: Option<&Leaf>, told: &mut Vec<String>) -> Counts {
    let is_right =
        pair.is_some_and(|pair| (&pair.kind, pair.quote, &pair.text) == (&leaf.kind, leaf.quote, &leaf.text));
    if !is_right {
        told.push(format!("  wanted {}\n     got {}", shown(Some(leaf)), shown(pair)));
    }
    let mut counts = Counts { kept: 1, right: usize::from(is_right), ..Counts::default() };
    match leaf.kind.as_str() {
        "code" => {
            counts.codes = 1;
            counts.codes_right = usize::from(pair.is_some_and(|pair| pair.kind == "code" && pair.text == leaf.text));
        }
        "head" | "row" => {
            let row = pair.filter(|pair| matches!(pair.kind.as_str(), "head" | "row"));
            let cells: Vec<&str> = row.map_or(Vec::new(), |row| row.text.split('\t').collect());
            counts.cells = leaf.text.split('\t').count();
            counts.cells_right = leaf.text.split('\t').zip(cells).filter(|(cell, other)| cell == other).count();
        }
        _ => {}
    }
    if leaf.kind == "formula" || leaf.text.contains('$') && leaf.kind != "code" {
        counts.formulas = 1;
        counts.formulas_right = usize::from(pair.is_some_and(|pair| pair.text == leaf.text));
    }
    counts
}

fn shown(leaf: Option<&Leaf>) -> String {
    leaf.map_or_else(|| "nothing".to_owned(), |leaf| format!("{}{} {:?}", ">".repeat(leaf.quote), leaf.kind, leaf.text))
}

/// For each block of the document the block of the answer that it became: the next one with the same letters, else the
/// one with most words in common.
fn pairs(document: &[Leaf], answer: &[Leaf]) -> Vec<Option<usize>> {
    let mut by_letters: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, leaf) in answer.iter().enumerate().rev() {
        by_letters.entry(letters(&leaf.text)).or_default().push(at);
    }
    let mut taken = HashSet::new();
    let mut pairs = vec![None; document.len()];
    let mut last = 0;
    for (at, leaf) in document.iter().enumerate() {
        let Some(places) = by_letters.get_mut(&letters(&leaf.text)) else { continue };
        let next = places.iter().rposition(|place| *place >= last).unwrap_or(places.len().saturating_sub(1));
        if !places.is_empty() && !letters(&leaf.text).is_empty() {
            let place = places.remove(next);
            taken.insert(place);
            pairs[at] = Some(place);
            last = place;
        }
    }
    for (at, leaf) in document.iter().enumerate().filter(|(at, _)| pairs[*at].is_none()).collect::<Vec<_>>() {
        let alike = |other: &usize| likeness(&leaf.text, &answer[*other].text);
        let free = (0..answer.len()).filter(|other| !taken.contains(other));
        let best = free.max_by(|a, b| alike(a).total_cmp(&alike(b)));
        if let Some(best) = best.filter(|best| alike(best) >= SAME_WORDS) {
            taken.insert(best);
            pairs[at] = Some(best);
        }
    }
    pairs
}

/// Twice the words in common over the words of both.
fn likeness(one: &str, other: &str) -> f64 {
    let mut words: HashMap<&str, i32> = HashMap::new();
    one.split_whitespace().for_each(|word| *words.entry(word).or_default() += 1);
    let mut common = 0;
    for word in other.split_whitespace() {
        if let Some(left) = words.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    let all = one.split_whitespace().count() + other.split_whitespace().count();
    2.0 * f64::from(common) / (all.max(1) as f64)
}

/// How many blocks of the answer are one more copy of a block of the document.
fn twice(document: &[Leaf], answer: &[Leaf], pairs: &[Option<usize>]) -> usize {
    let known: HashSet<String> = document.iter().map(|leaf| letters(&leaf.text)).collect();
    let paired: HashSet<usize> = pairs.iter().flatten().copied().collect();
    let copies = answer.iter().enumerate().filter(|(at, leaf)| {
        let letters = letters(&leaf.text);
        !paired.contains(at) && letters.chars().count() >= SURE_LETTERS && known.contains(&letters)
    });
    copies.count()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The letters of an answer, one behind the other, and before which of them a word begins.
struct Stream {
    letters: Vec<char>,
    begins: Vec<bool>,
    /// Where each block of the answer begins.
    blocks: Vec<usize>,
}

impl Stream {
    fn of(answer: &[Leaf]) -> Stream {
        let mut stream = Stream { letters: Vec::new(), begins: Vec::new(), blocks: Vec::new() };
        for leaf in answer {
            stream.blocks.push(stream.letters.len());
            stream.add(&leaf.text);
        }
        stream
    }

    fn add(&mut self, text: &str) {
        let mut begins = true;
        for c in text.chars() {
            begins |= c.is_whitespace();
            for c in Some(c).filter(|c| c.is_alphanumeric()).into_iter().flat_map(char::to_lowercase) {
                self.letters.push(c);
                self.begins.push(std::mem::take(&mut begins));
            }
        }
    }

    /// Where a block's letters stand: at the block that it became, or else behind the ones before.
    fn find(&self, leaf: &Leaf, from: usize, pair: Option<usize>) -> Option<usize> {
        let wanted: Vec<char> = letters(&leaf.text).chars().collect();
        if let Some(start) = pair.map(|pair| self.blocks[pair]) {
            return self.letters[start..].starts_with(&wanted).then_some(start).filter(|_| !wanted.is_empty());
        }
        if wanted.len() < SURE_LETTERS {
            return None;
        }
        let within = |from: usize| self.letters[from..].windows(wanted.len()).position(|letters| letters == wanted);
        within(from).map(|at| at + from).or_else(|| within(0))
    }

    /// Counts words that run into each other and words that are cut.
    fn words(&self, leaf: &Leaf, start: usize, told: &mut Vec<String>) -> Counts {
        let mut own = Stream { letters: Vec::new(), begins: Vec::new(), blocks: Vec::new() };
        own.add(&leaf.text);
        let mut counts = Counts { words: leaf.text.split_whitespace().count(), ..Counts::default() };
        for (at, begins) in own.begins.iter().enumerate() {
            let is_so = self.begins.get(start + at).copied().unwrap_or(true);
            if is_so == *begins {
                continue;
            }
            counts.glued += usize::from(*begins);
            counts.cut += usize::from(is_so);
            let around: String = self.letters[(start + at).saturating_sub(8)..].iter().take(16).collect();
            told.push(format!("  {} around {around:?}", if *begins { "glued" } else { "cut" }));
        }
        counts
    }
}

/// The length of the longest rising run of the places, others left out between.
fn longest_rise(places: &[usize]) -> usize {
    let mut ends: Vec<usize> = Vec::new();
    for place in places {
        let at = ends.partition_point(|end| end < place);
        if at == ends.len() {
            ends.push(*place);
        } else {
            ends[at] = *place;
        }
    }
    ends.len()
}
