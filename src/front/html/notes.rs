//! Footnotes: a mark in the text that leads to a note further down, from which a link leads back. Nothing is asked of
//! names or classes; that both lead to each other is what makes them a footnote.

use rustc_hash::FxHashMap;
use scraper::{Html, Node};

use super::arena::{Arena, attribute};
use super::mathml::text;

/// The longest name of a note, in characters: numbers, stars, letters.
const LONGEST_NAME: usize = 4;

/// How far above a mark the element may stand that a note leads back to, and how far below.
const MARK_REACH: usize = 3;

/// How far above what a mark leads to its block is looked for, and above a link back its note.
const NOTE_REACH: usize = 8;

/// What an element has to do with footnotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// A link that is the mark of the note of this name.
    Mark(Box<str>),
    /// A link from a note back to its mark.
    Back,
    /// The note of this name.
    Note(Box<str>),
}

/// What elements have to do with footnotes, by their numbers in the arena.
pub(super) type Notes = FxHashMap<u32, Role>;

/// A link within the page.
struct Link<'p> {
    element: u32,
    to: u32,
    name: Box<str>,
    target: &'p str,
}

/// Finds the footnotes of a page.
pub(super) fn find(html: &Html, arena: &Arena) -> Notes {
    let links = links(html);
    let mut back: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for link in links.iter().filter(|link| link.to < link.element) {
        back.entry(link.to).or_default().push(link.element);
    }
    let mut notes = Notes::default();
    let mut names: FxHashMap<Box<str>, usize> = FxHashMap::default();
    for link in links.iter().filter(|link| link.to > link.element && !link.name.is_empty()) {
        let block = block_of(arena, link.to);
        let leads_back = marks_of(arena, link.element).any(|mark| {
            let links = back.get(&mark).map_or(&[][..], Vec::as_slice);
            links.iter().any(|&link| is_within(arena, link, block))
        });
        if let Some(Role::Note(name)) = notes.get(&block) {
            // One more mark of a note that is known.
            if **name == *link.name || leads_back {
                let name = name.clone();
                notes.insert(link.element, Role::Mark(name));
            }
        } else if leads_back && block > link.element {
            let count = names.entry(link.name.clone()).or_default();
            *count += 1;
            let name = if *count > 1 { format!("{}-{count}", link.name).into() } else { link.name.clone() };
            notes.insert(link.element, Role::Mark(name.clone()));
            notes.insert(block, Role::Note(name));
        }
    }
    for link in links.iter().filter(|link| link.to < link.element) {
        let from_mark = |mark: u32| marks_near(arena, mark, &notes);
        if !notes.contains_key(&link.element) && is_in_note(arena, link.element, &notes) && from_mark(link.to) {
            notes.insert(link.element, Role::Back);
        }
    }
    notes
}

/// The links of the page that lead to an element of it.
fn links(html: &Html) -> Vec<Link<'_>> {
    let mut places: FxHashMap<&str, u32> = FxHashMap::default();
    let mut links = Vec::new();
    let elements = html.tree.root().descendants().filter(|node| matches!(node.value(), Node::Element(_)));
    for (number, node) in (1_u32..).zip(elements) {
        let Some(element) = node.value().as_element() else { continue };
        let is_link = element.name() == "a";
        let of_link = |name: &str| if is_link { attribute(element, name) } else { None };
        let names = [attribute(element, "id"), of_link("name")];
        names.into_iter().flatten().for_each(|name| {
            places.entry(name).or_insert(number);
        });
        let target = of_link("href").and_then(|href| href.rsplit_once('#'));
        if let Some((_, target)) = target.filter(|(_, target)| !target.is_empty()) {
            links.push(Link { element: number, to: 0, name: name_of(&text(node)), target });
        }
    }
    for link in &mut links {
        link.to = places.get(link.target).copied().unwrap_or(link.element);
    }
    links
}

/// The name that a mark's text gives its note; empty where it is no such text.
fn name_of(text: &str) -> Box<str> {
    let bare = text.trim().trim_matches(['[', ']', '(', ')', '{', '}']).trim();
    let is_name = bare.chars().count() <= LONGEST_NAME && !bare.contains(char::is_whitespace);
    if is_name { bare.into() } else { "".into() }
}

/// The elements that a note may lead back to for this mark: itself, those right above it and right below.
fn marks_of(arena: &Arena, mark: u32) -> impl Iterator<Item = u32> {
    let mut above = vec![mark];
    let mut at = mark;
    for _ in 0..MARK_REACH {
        at = arena.elements[at as usize].parent;
        // What begins a line is no part of a mark.
        if arena.facts[at as usize].role.breaks() {
            break;
        }
        above.push(at);
    }
    let below = (mark + 1..arena.elements.len() as u32).take(MARK_REACH);
    above.into_iter().chain(below.filter(move |&below| is_within(arena, below, mark)))
}

/// Whether an element is a mark or stands right around one.
fn marks_near(arena: &Arena, element: u32, notes: &Notes) -> bool {
    let is_mark = |element: u32| matches!(notes.get(&element), Some(Role::Mark(_)));
    let parent = arena.elements[element as usize].parent;
    is_mark(element) || is_mark(parent) || (element + 1..).take(MARK_REACH).any(is_mark)
}

/// The innermost element around (or the element itself) that is a block.
fn block_of(arena: &Arena, element: u32) -> u32 {
    let mut at = element;
    for _ in 0..NOTE_REACH {
        if arena.facts[at as usize].role.breaks() {
            break;
        }
        at = arena.elements[at as usize].parent;
    }
    at
}

fn is_within(arena: &Arena, element: u32, around: u32) -> bool {
    let mut at = element;
    for _ in 0..NOTE_REACH {
        if at == around {
            return true;
        }
        at = arena.elements[at as usize].parent;
    }
    false
}

fn is_in_note(arena: &Arena, element: u32, notes: &Notes) -> bool {
    let mut at = element;
    for _ in 0..NOTE_REACH {
        if matches!(notes.get(&at), Some(Role::Note(_))) {
            return true;
        }
        at = arena.elements[at as usize].parent;
    }
    false
}
