//! What stands near pictures: whether a line says what is said in the place of one, how small the box is that it shares with
//! one, how far behind one it stands. Which pictures a page shows is found by the front.

use rustc_hash::FxHashSet;

use super::echo::hash_words;
use super::elements::ElementMeasures;
use crate::line::{Page, ShownPicture, common_element};

/// A box around a picture has at most this many lines, and at most this share of the page's running text. What is larger
/// holds the text as well.
const BOX_LINES: f32 = 12.0;
const BOX_GOOD: f32 = 0.5;

/// A line farther behind a picture, in lines, has nothing to do with it.
const FARTHEST_BEHIND: usize = 6;

/// Words in the place of a picture are compared with lines at most this far from it, and so many pictures on either side
/// of a line are looked at.
const NEAR_LINES: usize = 3;
const MOST_PICTURES: usize = 3;

/// A line with fewer words says by chance what is said of a picture.
const LEAST_WORDS: usize = 3;

/// What a line has to do with the pictures around it; not a number where it has nothing to do with any.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NearPicture {
    /// Share of its words that are said in the place of a picture near it.
    pub(crate) said: f32,
    /// How many lines the nearest element has that holds it and a picture.
    pub(crate) box_lines: f32,
    /// How many lines behind the last picture of such a box it stands; 1 right behind it.
    pub(crate) behind: f32,
}

impl NearPicture {
    const NONE: NearPicture = NearPicture { said: f32::NAN, box_lines: f32::NAN, behind: f32::NAN };
}

/// What each line has to do with pictures.
pub(super) fn find(page: &Page, elements: &[ElementMeasures]) -> Vec<NearPicture> {
    if page.pictures.is_empty() {
        return vec![NearPicture::NONE; page.lines.len()];
    }
    let boxes = Boxes::of(page, elements);
    let said: Vec<FxHashSet<u64>> = page.pictures.iter().map(words_of).collect();
    let mut words = Vec::new();
    let mut of_line = |at: usize| {
        let Some(element) = page.lines[at].element() else { return NearPicture::NONE };
        hash_words(page.lines[at].words(), &mut words);
        NearPicture {
            said: said_share(page, &said, at, &words),
            box_lines: boxes.lines(element),
            behind: boxes.behind(at, element),
        }
    };
    (0..page.lines.len()).map(&mut of_line).collect()
}

fn words_of(picture: &ShownPicture) -> FxHashSet<u64> {
    let mut words = Vec::new();
    hash_words(&picture.words, &mut words);
    words.into_iter().collect()
}

/// The largest share of a line's words that one of the pictures near it has.
fn said_share(page: &Page, said: &[FxHashSet<u64>], line: usize, words: &[u64]) -> f32 {
    if words.len() < LEAST_WORDS {
        return f32::NAN;
    }
    let behind = page.pictures.partition_point(|picture| picture.before <= line);
    let beside = behind.saturating_sub(MOST_PICTURES)..(behind + MOST_PICTURES).min(said.len());
    let near = beside.filter(|&at| page.pictures[at].before.abs_diff(line) <= NEAR_LINES);
    let shares = near.map(|at| words.iter().filter(|word| said[at].contains(word)).count() as f32 / words.len() as f32);
    shares.fold(f32::NAN, f32::max)
}

/// The elements around pictures.
struct Boxes<'a> {
    page: &'a Page,
    elements: &'a [ElementMeasures],
    /// Per element: whether a picture stands in it.
    holds_picture: Vec<bool>,
}

impl Boxes<'_> {
    fn of<'a>(page: &'a Page, elements: &'a [ElementMeasures]) -> Boxes<'a> {
        let mut holds_picture = vec![false; elements.len()];
        for picture in &page.pictures {
            let mut at = picture.element as usize;
            // The root is its own parent.
            while !std::mem::replace(&mut holds_picture[at], true) {
                at = page.elements[at].parent as usize;
            }
        }
        Boxes { page, elements, holds_picture }
    }

    /// Whether an element is small enough to be a box around a picture.
    fn is_box(&self, element: u32) -> bool {
        let under = &self.elements[element as usize];
        under.lines <= BOX_LINES && under.good <= BOX_GOOD * self.elements[0].good
    }

    fn lines(&self, element: u32) -> f32 {
        let mut above = self.page.path_in_body(element).take_while(|&(id, _)| self.is_box(id));
        let nearest = above.find(|&(id, _)| self.holds_picture[id as usize]);
        nearest.map_or(f32::NAN, |(id, _)| self.elements[id as usize].lines)
    }

    fn behind(&self, line: usize, element: u32) -> f32 {
        let pictures = &self.page.pictures;
        let behind = pictures.partition_point(|picture| picture.before <= line);
        let Some(picture) = behind.checked_sub(1).map(|last| &pictures[last]) else { return f32::NAN };
        let lines = line - picture.before.min(line) + 1;
        let common = common_element(&self.page.elements, element, picture.element);
        let is_in_body = self.page.path_in_body(common).next().is_some();
        if lines <= FARTHEST_BEHIND && is_in_body && self.is_box(common) { lines as f32 } else { f32::NAN }
    }
}
