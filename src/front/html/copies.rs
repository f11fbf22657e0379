//! Copies of the page's own text: a paragraph that stands once more for print, for small screens or for browsers without
//! scripts. Each is kept once, where a reader sees it. Which of two is the copy is told by points; where nothing tells them
//! apart, as with a refrain or a quotation, both stay.

use rustc_hash::FxHashMap;

use crate::line::{Line, Page};

/// Points for being a copy.
const HIDDEN: f32 = 2.0;
const NOSCRIPT: f32 = 1.5;
const FOR_OTHERS: f32 = 1.5;
const LONG: f32 = 1.0;
const BESIDE_COPY: f32 = 1.0;
const SHORT: f32 = -1.0;

/// What a line needs more than the one that it is a copy of.
const ENOUGH: f32 = 2.5;

/// Bytes of a line that nobody repeats by chance, and of one that is too short to tell.
const LONG_BYTES: usize = 60;
const SHORT_BYTES: usize = 20;

/// How many elements above a line are looked at.
const REACH: usize = 10;

/// Words of names of what is there for print, for other screens or for other readers.
const OTHERS: &[&str] =
    &["amp", "clone", "cloned", "copy", "duplicate", "mobile", "print", "printable", "visuallyhidden"];

/// Takes the copies out; whether there were any.
pub(super) fn drop_copies(page: &mut Page) -> bool {
    // By the first line with a text, where the same text stands again.
    let mut places: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, line) in page.lines.iter().enumerate() {
        let first = *first.entry(&line.text).or_insert(at);
        if first != at {
            places.entry(first).or_insert_with(|| vec![first]).push(at);
        }
    }
    if places.is_empty() {
        return false;
    }
    let mut evidence = vec![None; page.lines.len()];
    for &at in places.values().flatten() {
        evidence[at] = Some(of_place(page, at));
    }
    let mut drop = vec![false; page.lines.len()];
    // The short lines between two copies are copies as well, so neighbours are asked in a second round.
    for _ in 0..2 {
        let known = drop.clone();
        for places in places.values() {
            let of = |at: usize| evidence[at].unwrap_or(0.0);
            let least = places.iter().map(|&at| of(at)).fold(f32::INFINITY, f32::min);
            for &at in places.iter().filter(|&&at| of(at) > least) {
                drop[at] |= of(at) - least + of_line(&page.lines[at]) + of_neighbours(&known, at) >= ENOUGH;
            }
        }
    }
    let has_copies = drop.contains(&true);
    let mut drop = drop.into_iter();
    page.lines.retain(|_| !drop.next().unwrap_or(false));
    has_copies
}

/// What the place of a line says.
fn of_place(page: &Page, at: usize) -> f32 {
    let Some(markup) = &page.lines[at].markup else { return 0.0 };
    let mut points = 0.0;
    if page.elements.get(markup.element as usize).is_some_and(|element| element.hidden) {
        points += HIDDEN;
    }
    let path = || page.path(markup.element).take(REACH);
    if path().any(|(_, element)| element.tag.name() == "noscript") {
        points += NOSCRIPT;
    }
    if path().any(|(_, element)| is_for_others(&element.names)) {
        points += FOR_OTHERS;
    }
    points
}

fn is_for_others(names: &str) -> bool {
    let mut words = names.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| OTHERS.iter().any(|other| other.eq_ignore_ascii_case(word)))
}

fn of_line(line: &Line) -> f32 {
    match line.text.len() {
        LONG_BYTES.. => LONG,
        ..SHORT_BYTES => SHORT,
        _ => 0.0,
    }
}

fn of_neighbours(copies: &[bool], at: usize) -> f32 {
    let is_copy = |at: Option<usize>| at.and_then(|at| copies.get(at)).is_some_and(|copy| *copy);
    if is_copy(at.checked_sub(1)) || is_copy(at.checked_add(1)) { BESIDE_COPY } else { 0.0 }
}
