//! What the site calls the part of the page that a line stands in: the families of `rules/part-names.tsv` to which the names
//! of the elements above it belong. None of these fires on flattened text.

use super::markup::{path, said_along};
use super::page::held;
use super::{Cue, Sense};
use crate::rules::Rules;

/// How many elements count as near: the line's own and its parent.
const NEAR: usize = 2;

/// How many ancestors are looked at in all.
const ABOVE: usize = 12;

/// A page has often what so many of its elements are.
const OFTEN: u16 = 3;

/// What the page as a whole is made of.
pub(super) const PAGE: &[Cue] = &[
    Cue {
        name: "holds-part",
        meaning: "what an element is called that holds a good part of its running text",
        sense: Sense::List(families, |view, found| held(view, &view.page.part_names, found)),
    },
    Cue {
        name: "often-part",
        meaning: "what three of its elements or more are called",
        sense: Sense::List(families, |view, found| {
            let mut counts = vec![0_u16; view.rules.part_names.families().len()];
            for &part in view.page.part_names.iter().flat_map(|parts| parts.iter()) {
                counts[usize::from(part)] = counts[usize::from(part)].saturating_add(1);
            }
            let often = counts.iter().enumerate().filter(|(_, count)| **count >= OFTEN);
            found.extend(often.map(|(part, _)| part as u16));
        }),
    },
];

/// What stands above a line.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "part",
        meaning: "what its element or the parent is called",
        sense: Sense::List(families, |view, found| said_along(path(view).take(NEAR), &view.page.part_names, found)),
    },
    Cue {
        name: "part-above",
        meaning: "what an element further above is called",
        sense: Sense::List(families, |view, found| {
            said_along(path(view).skip(NEAR).take(ABOVE - NEAR), &view.page.part_names, found);
        }),
    },
    Cue {
        name: "part-nearest",
        meaning: "what the nearest element is called that has such a name at all",
        sense: Sense::List(families, |view, found| {
            let mut parts = path(view).take(ABOVE).map(|(id, _)| &view.page.part_names[id as usize]);
            let nearest = parts.find(|parts| !parts.is_empty()).map(|parts| parts.iter());
            found.extend(nearest.into_iter().flatten());
        }),
    },
];

pub(super) fn families(rules: &Rules) -> Vec<&str> {
    rules.part_names.families().iter().map(String::as_str).collect()
}
