//! Copies of the page's own text: a paragraph that stands once more for print, for small screens or for browsers without
//! scripts. Each is kept once, where a reader sees it. Which of two is the copy is told by points; where nothing tells them
//! apart, as with a refrain or a quotation, both stay.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::screens::{Screens, screens};
use crate::line::{Line, Page};

/// Points for being a copy.
const HIDDEN: f32 = 2.0;
const NOSCRIPT: f32 = 2.5;
const FOR_OTHERS: f32 = 1.5;
const LONG: f32 = 1.0;
const BESIDE_COPY: f32 = 1.0;
const SHORT: f32 = -1.0;

/// Points for being shown on narrow screens alone: where there are two of a text, one for each kind of screen, this one
/// goes.
const FOR_NARROW: f32 = 3.0;

/// What a line needs more than the one that it is a copy of.
const ENOUGH: f32 = 2.5;

/// Bytes of a line that nobody repeats by chance, and of one that is too short to tell.
const LONG_BYTES: usize = 60;
const SHORT_BYTES: usize = 20;

/// Bytes that successive lines have together which nobody repeats by chance, and how far they are followed.
const RUN_BYTES: usize = 60;
const LONGEST_RUN: usize = 8;

/// With so many of the other places of a text its neighbours are compared.
const MOST_COMPARED: usize = 4;

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
    let audiences = Audiences::of(page);
    for &at in places.values().flatten() {
        evidence[at] = Some(of_place(&audiences, at));
    }
    let mut drop = vec![false; page.lines.len()];
    // The short lines between two copies are copies as well, so neighbours are asked in a second round.
    for _ in 0..2 {
        let known = drop.clone();
        for places in places.values() {
            let of = |at: usize| evidence[at].unwrap_or(0.0);
            let least = places.iter().map(|&at| of(at)).fold(f32::INFINITY, f32::min);
            for &at in places.iter().filter(|&&at| of(at) > least && !is_link(&page.lines[at])) {
                let length = if is_in_run(page, at, places) { LONG } else { of_line(&page.lines[at]) };
                drop[at] |= of(at) - least + length + of_neighbours(&known, at) >= ENOUGH;
            }
        }
    }
    mark_previews(page, &mut drop);
    let has_copies = drop.contains(&true);
    page.drop_lines(&drop);
    has_copies
}

/// Marks the openings of texts that stand in full elsewhere, where a line beside the one stands beside the other too.
fn mark_previews(page: &Page, drop: &mut [bool]) {
    let mut opening: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, line) in page.lines.iter().enumerate().filter(|(_, line)| line.text.len() >= LONG_BYTES) {
        let end = (0..=LONG_BYTES).rev().find(|&end| line.text.is_char_boundary(end)).unwrap_or(0);
        let alike = opening.entry(&line.text[..end]).or_default();
        if alike.len() < MOST_COMPARED {
            alike.push(at);
        }
    }
    let text = |at: Option<usize>| at.and_then(|at| page.lines.get(at)).map(|line| line.text.as_str());
    let beside = |at: usize| [text(at.checked_sub(1)), text(at.checked_add(1))].into_iter().flatten();
    for alike in opening.values().filter(|alike| alike.len() > 1) {
        for &short in alike {
            let words = page.lines[short].text.trim_end_matches([' ', '.', '…']);
            drop[short] |= words.len() >= LONG_BYTES
                && alike.iter().any(|&long| {
                    let full = &page.lines[long].text;
                    let is_longer = full.len() > page.lines[short].text.len() && full.starts_with(words);
                    is_longer && beside(short).any(|one| beside(long).any(|other| one == other))
                });
        }
    }
}

/// For whom the names of each element say that it is there, read once: many lines stand under the same elements.
struct Audiences<'p> {
    page: &'p Page,
    of_element: Vec<OnceCell<Audience>>,
}

/// What the names of an element say of readers who do not see it.
#[derive(Debug, Clone, Copy)]
struct Audience {
    is_nobody: bool,
    /// Points for being there for other screens, or for other readers.
    others: f32,
}

impl<'p> Audiences<'p> {
    fn of(page: &'p Page) -> Audiences<'p> {
        Audiences { page, of_element: vec![OnceCell::new(); page.elements.len()] }
    }

    fn at(&self, id: u32) -> Audience {
        let names = &self.page.elements[id as usize].names;
        *self.of_element[id as usize].get_or_init(|| {
            let screens = screens(names);
            let others = match screens {
                Screens::Narrow => FOR_NARROW,
                Screens::Wide => FOR_OTHERS,
                _ if is_for_others(names) => FOR_OTHERS,
                _ => 0.0,
            };
            Audience { is_nobody: screens == Screens::None, others }
        })
    }
}

/// What the place of a line says.
fn of_place(audiences: &Audiences<'_>, at: usize) -> f32 {
    let page = audiences.page;
    let Some(markup) = &page.lines[at].markup else { return 0.0 };
    let mut points = 0.0;
    let path = || page.path(markup.element).take(REACH);
    let is_hidden = page.elements.get(markup.element as usize).is_some_and(|element| element.hidden);
    if is_hidden || path().any(|(id, _)| audiences.at(id).is_nobody) {
        points += HIDDEN;
    }
    if path().any(|(_, element)| element.tag.name() == "noscript") {
        points += NOSCRIPT;
    }
    points + path().map(|(id, _)| audiences.at(id).others).fold(0.0, f32::max)
}

/// Whether a line stands in a run of successive lines that stands elsewhere too.
fn is_in_run(page: &Page, at: usize, places: &[usize]) -> bool {
    let text = |at: usize| page.lines.get(at).map(|line| line.text.as_str());
    places.iter().filter(|&&other| other != at).take(MOST_COMPARED).any(|&other| {
        let alike = |at: &(Option<usize>, Option<usize>)| {
            at.0.and_then(text).is_some_and(|one| at.1.and_then(text) == Some(one))
        };
        let forward = (1..LONGEST_RUN).map(|step| (at.checked_add(step), other.checked_add(step))).take_while(alike);
        let backward = (1..LONGEST_RUN).map(|step| (at.checked_sub(step), other.checked_sub(step))).take_while(alike);
        let beside: Vec<usize> =
            forward.chain(backward).filter_map(|(at, _)| page.lines.get(at?)).map(bytes_of_text).collect();
        !beside.is_empty() && text(at).map_or(0, str::len) + beside.iter().sum::<usize>() >= RUN_BYTES
    })
}

fn bytes_of_text(line: &Line) -> usize {
    if is_link(line) { 0 } else { line.text.len() }
}

fn is_for_others(names: &str) -> bool {
    let mut words = names.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| OTHERS.iter().any(|other| other.eq_ignore_ascii_case(word)))
}

/// Whether a line is mostly link. A menu may stand twice, for two kinds of screen: it is no text and does no harm, and each of
/// its lines is told what it is.
fn is_link(line: &Line) -> bool {
    line.linked * 2 > line.text.len()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::html::read;

    #[test]
    fn words_are_sorted() {
        assert!(OTHERS.is_sorted());
    }

    /// `one` and `two` are the classes of two boxes that hold the same lines; which of them stay.
    #[track_caller]
    fn check(one: &str, two: &str, lines: &[&str], stay: &[&str]) {
        let text: String = lines.iter().map(|line| format!("<p>{line}</p>")).collect();
        let page = read(&format!("<div class='{one}'>{text}</div><div class='{two}'>{text}</div>"), &mut Vec::new());
        let names = |line: &Line| {
            let element = line.element().unwrap_or(0);
            page.path(element).map(|(_, element)| element.names.to_string()).find(|names| !names.is_empty())
        };
        let mut found: Vec<String> = page.lines.iter().map(|line| names(line).unwrap_or_default()).collect();
        found.dedup();
        assert_eq!(found, stay, "{one:?} {two:?}");
    }

    #[test]
    fn the_copy_for_other_screens_goes() {
        let lines: &[&str] = &["Low water at six in the harbour", "Boats leave the quay at nine", "Crew of five"];
        let cases = [
            ("a", "hidden", "a"),
            ("d-none", "a", "a"),
            ("md:hidden", "hidden md:block", "hidden md:block"),
            ("hidden md:flex", "md:hidden", "hidden md:flex"),
            ("d-md-none", "d-none d-md-block", "d-none d-md-block"),
            ("a", "hidden lg:grid", "a"),
            ("visible-xs", "hidden-xs", "hidden-xs"),
            ("a", "desktop-only", "a"),
            ("elementor-hidden-desktop", "elementor-hidden-mobile", "elementor-hidden-mobile"),
        ];
        for (one, two, stays) in cases {
            check(one, two, lines, &[stays]);
        }
        check("a", "b", lines, &["a", "b"]);
        check("a", "hidden-gem", lines, &["a", "hidden-gem"]);
        // A short line alone may stand twice.
        check("a", "hidden", &["Boats"], &["a", "hidden"]);
    }

    #[test]
    fn a_caption_for_browsers_without_scripts_goes() {
        let caption = "<figcaption>The quay at low water</figcaption>";
        let html = format!("<figure><img src=a.png>{caption}</figure><noscript><figure>{caption}</figure></noscript>");
        crate::front::html::tests::check(&html, &["The quay at low water"]);
    }

    #[test]
    fn previews_of_a_text_go() {
        let full =
            "The quay was wet when the boats came in, and nobody had thought of bringing the nets back to the loft.";
        let short = &full[..80];
        let check = |html: &str, lines: &[&str]| {
            let page = read(html, &mut Vec::new());
            assert_eq!(page.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), lines, "{html}");
        };
        let preview = format!("{short}…");
        let (name, more) = ("Ida of the harbour", "More");
        check(
            &format!("<p>{name}</p><p>{preview}</p><p>{more}</p><p>{name}</p><p>{full}</p>"),
            &[name, more, name, full],
        );
        check(&format!("<p>{preview}</p><p>{name}</p><p>{full}</p>"), &[&preview, name, full]);
        check(&format!("<p>{name}</p><p>{full}</p><p>{name}</p><p>{full}</p>"), &[name, full, name, full]);
    }
}
