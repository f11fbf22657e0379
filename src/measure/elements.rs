//! The numbers of elements: what stands under each, which lines are of one shape, which class words it carries.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHasher};

use super::line::LineMeasures;
use super::push_small;
use crate::line::{Element, Page};
use crate::rules::Rules;

/// What stands under an element.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ElementMeasures {
    pub(crate) lines: f32,
    pub(crate) words: f32,
    pub(crate) unlinked: f32,
    /// Words of lines like running text.
    pub(crate) good: f32,
    pub(crate) stops: f32,
}

/// What lines of one shape have in common: the same tags above, and the same names on the nearest elements.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shape {
    pub(crate) lines: f32,
    pub(crate) words: f32,
    pub(crate) unlinked: f32,
    pub(crate) good: f32,
    pub(crate) stops: f32,
}

/// The names of the page's elements, each wording once: most elements are called what others are called.
pub(super) struct ElementNames<'p> {
    /// Per wording: what it says, and how many elements are called so.
    texts: Vec<(&'p str, usize)>,
    /// Per element: its wording.
    of_element: Vec<u32>,
}

impl<'p> ElementNames<'p> {
    pub(super) fn of(page: &'p Page) -> ElementNames<'p> {
        let mut texts: Vec<(&str, usize)> = Vec::new();
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let wording = |element: &'p Element| {
            let id = *known.entry(&element.names).or_insert_with(|| {
                texts.push((&element.names, 0));
                texts.len() as u32 - 1
            });
            texts[id as usize].1 += 1;
            id
        };
        let of_element = page.elements.iter().map(wording).collect();
        ElementNames { texts, of_element }
    }
}

/// How many ancestors with names make up a shape.
const NAMED_ANCESTORS: usize = 2;

/// Sums the lines under each element.
pub(super) fn measure(page: &Page, lines: &[LineMeasures]) -> Vec<ElementMeasures> {
    let mut sums = vec![ElementMeasures::default(); page.elements.len()];
    for (line, measures) in page.lines.iter().zip(lines) {
        let Some(markup) = &line.markup else { continue };
        let sum = &mut sums[markup.element as usize];
        sum.lines += 1.0;
        sum.words += measures.words;
        sum.unlinked += measures.unlinked();
        sum.good += if measures.is_good() { measures.words } else { 0.0 };
        sum.stops += measures.stops * measures.words;
    }
    // Children stand behind their parents, so one walk from the end carries every sum up to the root.
    for id in (1..sums.len()).rev() {
        let below = sums[id];
        let above = &mut sums[page.elements[id].parent as usize];
        above.lines += below.lines;
        above.words += below.words;
        above.unlinked += below.unlinked;
        above.good += below.good;
        above.stops += below.stops;
    }
    sums
}

/// Finds the shape of each line and sums the lines of each shape.
pub(super) fn shapes(page: &Page, lines: &[LineMeasures], names: &ElementNames<'_>) -> (Vec<u32>, Vec<Shape>) {
    let mut paths = PathHashes::new(page.elements.len());
    let shared = shared_names(names);
    let shared_by = |id: u32| shared[names.of_element[id as usize] as usize];
    let mut ids: FxHashMap<u64, u32> = FxHashMap::default();
    let mut shapes: Vec<Shape> = Vec::new();
    let mut shape_of = Vec::with_capacity(lines.len());
    for (line, measures) in page.lines.iter().zip(lines) {
        let Some(markup) = &line.markup else { break };
        let mut hasher = FxHasher::default();
        paths.of(&page.elements, markup.element).hash(&mut hasher);
        let named = page.path(markup.element).map(|(id, _)| shared_by(id)).filter(|&hash| hash != 0);
        named.take(NAMED_ANCESTORS).for_each(|hash| hasher.write_u64(hash));
        let id = *ids.entry(hasher.finish()).or_insert_with(|| {
            shapes.push(Shape::default());
            shapes.len() as u32 - 1
        });
        let shape = &mut shapes[id as usize];
        shape.lines += 1.0;
        shape.words += measures.words;
        shape.unlinked += measures.unlinked();
        shape.good += if measures.is_good() { measures.words } else { 0.0 };
        shape.stops += measures.stops * measures.words;
        shape_of.push(id);
    }
    (shape_of, shapes)
}

/// What each wording says of the kind of its elements: a hash of the names that other elements have as well, 0 where none
/// has. A name that stands once on the page, such as most ids, tells that element alone.
fn shared_names(names: &ElementNames<'_>) -> Vec<u64> {
    let mut hashes: Vec<u64> = Vec::new();
    let mut ends = Vec::with_capacity(names.texts.len());
    // Per name: the wording that has it first, and whether more than one element has it.
    let mut carriers: FxHashMap<u64, (usize, bool)> = FxHashMap::default();
    for (at, &(names, elements)) in names.texts.iter().enumerate() {
        for name in name_hashes(names) {
            let (first, is_shared) = carriers.entry(name).or_insert((at, elements > 1));
            *is_shared |= *first != at;
            hashes.push(name);
        }
        ends.push(hashes.len());
    }
    let starts = [0].into_iter().chain(ends.iter().copied());
    let of_names = |(start, &end): (usize, &usize)| {
        let shared = hashes[start..end].iter().filter(|name| carriers[name].1);
        shared.fold(0, |hash: u64, name| hash.rotate_left(5) ^ name)
    };
    starts.zip(&ends).map(of_names).collect()
}

/// Hashes of the names of an element. Digits number the elements of a kind ("post-1042"), so they do not tell kinds apart.
fn name_hashes(names: &str) -> impl Iterator<Item = u64> {
    names.split_ascii_whitespace().map(|name| {
        let mut hasher = FxHasher::default();
        name.bytes().filter(|byte| !byte.is_ascii_digit()).for_each(|byte| hasher.write_u8(byte));
        hasher.finish() | 1
    })
}

/// Hashes of the tags from the root down to an element, each worked out once.
struct PathHashes(Vec<u64>);

impl PathHashes {
    fn new(elements: usize) -> PathHashes {
        PathHashes(vec![0; elements])
    }

    fn of(&mut self, elements: &[Element], id: u32) -> u64 {
        let mut missing = Vec::new();
        let mut at = id;
        while self.0[at as usize] == 0 && at != 0 {
            missing.push(at);
            at = elements[at as usize].parent;
        }
        for id in missing.into_iter().rev() {
            let element = &elements[id as usize];
            let mut hasher = FxHasher::default();
            self.0[element.parent as usize].hash(&mut hasher);
            element.tag.hash(&mut hasher);
            self.0[id as usize] = hasher.finish() | 1;
        }
        self.0[id as usize]
    }
}

/// What the names of elements say, per element.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The known words in them, `navBar-main` split into "nav", "bar" and "main".
    pub(super) words: Vec<Rc<[u16]>>,
    /// The families of part names to which they belong.
    pub(super) parts: Vec<Rc<[u16]>>,
}

/// Reads the names of all elements.
pub(super) fn names(names: &ElementNames<'_>, rules: &Rules) -> Names {
    let read: Vec<[Rc<[u16]>; 2]> = names.texts.iter().map(|(names, _)| read_names(names, rules)).collect();
    let of = |what: usize| names.of_element.iter().map(|&wording| Rc::clone(&read[wording as usize][what])).collect();
    Names { words: of(0), parts: of(1) }
}

/// The known words and the families of one element's names.
fn read_names(names: &str, rules: &Rules) -> [Rc<[u16]>; 2] {
    let (mut words, mut parts) = (Vec::new(), Vec::new());
    // The word before and this one.
    let mut pair = String::new();
    split_names(names, |word| {
        words.extend(rules.class_word(word));
        parts.extend_from_slice(rules.part_names.families_of(word));
        pair.push(' ');
        pair.push_str(word);
        parts.extend_from_slice(rules.part_names.families_of(&pair));
        pair.clear();
        pair.push_str(word);
    });
    [words, parts].map(|mut found| {
        found.sort_unstable();
        found.dedup();
        found.into()
    })
}

/// Longest list of names that is looked through, in bytes.
const NAMES_LOOKED_AT: usize = 400;

/// Splits names at everything that is no letter and at capitals inside words; gives each word in lower case.
pub(crate) fn split_names(names: &str, mut give: impl FnMut(&str)) {
    let mut word = String::new();
    let mut was_lower = false;
    for c in names.chars().take(NAMES_LOOKED_AT).chain([' ']) {
        let begins = c.is_uppercase() && was_lower;
        if !c.is_alphabetic() || begins {
            if word.len() > 1 {
                give(&word);
            }
            word.clear();
        }
        if c.is_alphabetic() {
            push_small(c, &mut word);
        }
        was_lower = c.is_lowercase();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        for (names, words) in [
            ("navBar-main", &["nav", "bar", "main"][..]),
            ("post_1042 js-Post", &["post", "js", "post"]),
            ("a b  ", &[]),
            ("", &[]),
        ] {
            let mut found = Vec::new();
            split_names(names, |word| found.push(word.to_owned()));
            assert_eq!(found, words);
        }
    }
}
