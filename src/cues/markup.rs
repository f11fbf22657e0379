//! What the elements say that a line stands in: tags, class words, what else stands under them. None of these fires on
//! flattened text, except what a list's or heading's mark shows.

use std::rc::Rc;

use super::{Cue, Sense, View, share};
use crate::line::{BlockKind, Element, TAGS, Tag};
use crate::measure::ElementMeasures;
use crate::rules::Rules;

const DEPTH: &[f32] = &[4.0, 7.0, 10.0, 13.0, 17.0, 22.0, 30.0];
const SHARES: &[f32] = &[0.001, 0.05, 0.15, 0.3, 0.5, 0.7, 0.9, 0.99];
const LINES: &[f32] = &[2.0, 3.0, 5.0, 9.0, 16.0, 32.0, 64.0, 128.0];
const HEADING_LEVEL: &[f32] = &[2.0, 3.0, 4.0, 5.0];

/// A list's item has at most this many lines.
const ITEM_LINES: f32 = 3.0;

/// How many elements count as near: the line's own and its parent.
const NEAR: usize = 2;

/// How many further ancestors' class words are looked at.
const ABOVE: usize = 10;

macro_rules! ancestor {
    (good $level:literal $name:literal) => {
        Cue {
            name: $name,
            meaning: concat!("share of the page's running text under ancestor ", $level),
            sense: Sense::Range(SHARES, |view| {
                let page = view.page.total().good;
                ancestor(view, $level, |sums| share(sums.good, page))
            }),
        }
    };
    (linked $level:literal $name:literal) => {
        Cue {
            name: $name,
            meaning: concat!("linked share of the text under ancestor ", $level),
            sense: Sense::Range(SHARES, |view| ancestor(view, $level, |sums| 1.0 - share(sums.unlinked, sums.words))),
        }
    };
    (lines $level:literal $name:literal) => {
        Cue {
            name: $name,
            meaning: concat!("lines under ancestor ", $level),
            sense: Sense::Range(LINES, |view| ancestor(view, $level, |sums| sums.lines)),
        }
    };
}

/// What stands under the elements above a line.
pub(super) const ANCESTORS: &[Cue] = &[
    ancestor!(good 1 "above-1-good"),
    ancestor!(good 2 "above-2-good"),
    ancestor!(good 3 "above-3-good"),
    ancestor!(good 4 "above-4-good"),
    ancestor!(good 6 "above-6-good"),
    ancestor!(linked 2 "above-2-linked"),
    ancestor!(linked 3 "above-3-linked"),
    ancestor!(lines 1 "above-1-lines"),
    ancestor!(lines 3 "above-3-lines"),
];

/// The family's other cues.
pub(super) const CUES: &[Cue] = &[
    Cue { name: "tag", meaning: "the innermost tag", sense: Sense::List(tags, innermost_tag) },
    Cue { name: "in", meaning: "a tag that stands above it", sense: Sense::List(tags, tags_above) },
    Cue {
        name: "class",
        meaning: "a word in the class, id, role or the like of its element or the parent",
        sense: Sense::List(|rules| rules.class_words.entries(), near_words),
    },
    Cue {
        name: "above",
        meaning: "a word in the class, id, role or the like of an element further above",
        sense: Sense::List(|rules| rules.class_words.entries(), words_above),
    },
    Cue {
        name: "hidden",
        meaning: "is out of sight",
        sense: Sense::If(|view| element(view).is_some_and(|id| view.page.page.elements[id as usize].hidden)),
    },
    Cue {
        name: "hidden-by-class",
        meaning: "is called by a class that puts it out of sight",
        sense: Sense::If(|view| element(view).is_some_and(|id| view.page.page.elements[id as usize].hidden_by_class)),
    },
    Cue {
        name: "aria-hidden",
        meaning: "is withheld from screen readers",
        sense: Sense::If(|view| element(view).is_some_and(|id| view.page.page.elements[id as usize].aria_hidden)),
    },
    Cue {
        name: "depth",
        meaning: "how deep its element stands",
        sense: Sense::Range(DEPTH, |view| {
            element(view).map_or(f32::NAN, |id| f32::from(view.page.page.elements[id as usize].depth))
        }),
    },
    Cue {
        name: "heading-level",
        meaning: "the level of the heading that it is",
        sense: Sense::Range(HEADING_LEVEL, |view| {
            view.page.page.lines[view.line].heading_level().map_or(f32::NAN, f32::from)
        }),
    },
    Cue {
        name: "numbered",
        meaning: "is a numbered item",
        sense: Sense::If(|view| matches!(block(view), BlockKind::Item(_, Some(_))) && is_short_item(view)),
    },
    Cue {
        name: "row",
        meaning: "is a row of a table",
        sense: Sense::If(|view| matches!(block(view), BlockKind::Row(_))),
    },
    Cue {
        name: "code",
        meaning: "is preformatted",
        sense: Sense::If(|view| matches!(block(view), BlockKind::Code(_))),
    },
    Cue { name: "quoted", meaning: "stands in a quotation", sense: Sense::If(is_quoted) },
];

fn tags(_: &Rules) -> Vec<&str> {
    TAGS.to_vec()
}

fn element(view: &View) -> Option<u32> {
    view.page.page.lines[view.line].element()
}

fn block(view: &View) -> BlockKind {
    view.page.page.lines[view.line].block.kind
}

fn is_quoted(view: &View) -> bool {
    view.page.page.lines[view.line].block.quote > 0
}

fn innermost_tag(view: &View, found: &mut Vec<u16>) {
    let tag = element(view).map(|id| view.page.page.elements[id as usize].tag.0);
    found.extend(tag.filter(|&tag| usize::from(tag) < TAGS.len()).map(u16::from));
}

fn tags_above(view: &View, found: &mut Vec<u16>) {
    let Some(id) = element(view) else { return };
    // A figure holds pictures and their captions, or a table, code or a quotation, which are what they are in one as well.
    let is_figure = |tag: Tag| tag.name() == "figure";
    let stands_alone = matches!(block(view), BlockKind::Row(_) | BlockKind::Code(_)) || is_quoted(view);
    let mut seen = 0_u128;
    for (_, element) in view.page.page.path(id) {
        let tag = element.tag.0;
        if usize::from(tag) < TAGS.len() && seen & (1 << tag) == 0 && !(stands_alone && is_figure(element.tag)) {
            seen |= 1 << tag;
            found.push(u16::from(tag));
        }
    }
}

/// Whether the item that a line stands in has few lines. What has more is a part of the page, such as a reader's comment.
fn is_short_item(view: &View) -> bool {
    let item = path(view).find(|(_, element)| element.tag.name() == "li");
    item.is_none_or(|(id, _)| view.page.elements[id as usize].lines <= ITEM_LINES)
}

fn near_words(view: &View, found: &mut Vec<u16>) {
    said_along(path(view).take(NEAR), &view.page.class_words, found);
}

fn words_above(view: &View, found: &mut Vec<u16>) {
    said_along(path(view).skip(NEAR).take(ABOVE), &view.page.class_words, found);
}

/// The elements above a line whose names speak of it, the nearest first; none on flattened text. What `<html>` and `<body>`
/// are called says what the page is, and nothing of one line more than of another.
pub(super) fn path<'v>(view: &'v View) -> impl Iterator<Item = (u32, &'v Element)> {
    element(view).into_iter().flat_map(|id| view.page.page.path_in_body(id))
}

/// What the names of some elements say, each once: known words, or families of part names.
pub(super) fn said_along<'p>(
    path: impl Iterator<Item = (u32, &'p Element)>,
    said_of: &[Rc<[u16]>],
    found: &mut Vec<u16>,
) {
    for (id, _) in path {
        found.extend_from_slice(&said_of[id as usize]);
    }
    found.sort_unstable();
    found.dedup();
}

fn ancestor(view: &View, level: usize, value: impl Fn(&ElementMeasures) -> f32) -> f32 {
    let Some(id) = element(view) else { return f32::NAN };
    view.page.page.path(id).nth(level - 1).map_or(f32::NAN, |(id, _)| value(&view.page.elements[id as usize]))
}
