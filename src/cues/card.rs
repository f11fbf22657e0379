//! Whether a name (or a date) beside a post is its author (or its date): how it is written, how it was taken out of its
//! line, what markup says of it. What stands in the same place at the other posts is left to `slot`.

use super::markup::{path, said_along};
use super::part;
use super::phrase::{families, says};
use super::word::words_beside;
use super::{Cue, Sense, View};
use crate::document::Label;
use crate::line::TAGS;
use crate::measure::{known_words, path_of, split_names, word_key};
use crate::thread::{Candidate, Taken, is_lead};

const WORDS: &[f32] = &[1.0, 2.0, 3.0, 4.0, 6.0];
const LENGTH: &[f32] = &[1.0, 3.0, 5.0, 9.0, 14.0, 20.0, 30.0];
const NEAR: &[f32] = &[0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 14.0, 24.0];
const FROM_DATE: &[f32] = &[-20.0, -5.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 6.0, 20.0];
const BEHIND: &[f32] = &[1.0, 3.0, 30.0, 180.0, 500.0, 1500.0];
const DIGITS: &[f32] = &[0.01, 0.2, 0.5, 0.9];
const COPIES: &[f32] = &[1.0, 2.0, 3.0, 5.0, 9.0, 17.0];
const COMPANY: &[f32] = &[0.0, 1.0, 2.0, 3.0, 6.0];
const KNOWN: &[f32] = &[0.0, 0.01, 0.6, 1.0];

/// What stands beside so large a share of the posts, of at least so many, stands everywhere.
const EVERYWHERE: f32 = 0.75;
const SEVERAL: f32 = 4.0;

/// How many elements above a line are asked for their names, and how many for their tags.
const ELEMENTS: usize = 3;

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "card-taken",
        meaning: "how it was taken out of its line",
        sense: Sense::List(
            |_| Taken::ALL.iter().map(|(_, name)| *name).collect(),
            |view, found| {
                let taken = candidate(view).map(|one| one.taken);
                found.extend(Taken::ALL.iter().position(|(one, _)| Some(*one) == taken).map(|place| place as u16));
            },
        ),
    },
    Cue {
        name: "card-words",
        meaning: "how many words it has",
        sense: Sense::Range(WORDS, |view| of(view, |one| one.value.split_whitespace().count() as f32)),
    },
    Cue {
        name: "card-length",
        meaning: "how many characters it has",
        sense: Sense::Range(LENGTH, |view| of(view, |one| one.value.chars().count() as f32)),
    },
    Cue {
        name: "card-digits",
        meaning: "share of digits in it",
        sense: Sense::Range(DIGITS, |view| {
            of(view, |one| {
                let digits = one.value.chars().filter(char::is_ascii_digit).count();
                digits as f32 / one.value.chars().count().max(1) as f32
            })
        }),
    },
    Cue {
        name: "card-handle",
        meaning: "is written like the name of an account: an underscore, a digit or a capital inside a word",
        sense: Sense::If(|view| has(view, |one| is_handle(&one.value))),
    },
    Cue {
        name: "card-lower",
        meaning: "begins in lower case",
        sense: Sense::If(|view| has(view, |one| one.value.chars().next().is_some_and(char::is_lowercase))),
    },
    Cue {
        name: "card-name",
        meaning: "looks like a person's name",
        sense: Sense::If(|view| has(view, |one| one.is_name_like)),
    },
    Cue {
        name: "card-stops",
        meaning: "is or holds a word that everybody uses",
        sense: Sense::If(|view| has(view, |one| one.key.split(' ').any(|word| view.rules.stop_words.contains(word)))),
    },
    Cue {
        name: "card-colon",
        meaning: "a colon stands at the end of its line",
        sense: Sense::If(|view| has(view, |_| view.words().trim_end().ends_with([':', '：']))),
    },
    Cue {
        name: "card-says",
        meaning: "its line speaks in a phrase of this family",
        sense: Sense::List(families, |view, found| says(view, 0, found)),
    },
    Cue {
        name: "card-value-says",
        meaning: "it would be a phrase of this family if it stood alone: a button's, a counter's",
        sense: Sense::List(families, |view, found| {
            let Some(candidate) = candidate(view) else { return };
            view.rules.phrases.find(&candidate.value, &mut String::new(), found);
        }),
    },
    Cue {
        name: "card-says-before",
        meaning: "the line before its own speaks in a phrase of this family",
        sense: Sense::List(families, |view, found| says(view, -1, found)),
    },
    Cue {
        name: "card-says-after",
        meaning: "the line behind its own speaks in a phrase of this family",
        sense: Sense::List(families, |view, found| says(view, 1, found)),
    },
    Cue {
        name: "card-word",
        meaning: "a word or pair of words in it, of those that short lines on many sites hold",
        sense: Sense::List(
            |rules| rules.short_words.entries(),
            |view, found| {
                if let Some(one) = candidate(view) {
                    known_words(view.rules, &one.key, found);
                }
            },
        ),
    },
    Cue {
        name: "card-word-before",
        meaning: "a word or pair of words in the line before its own, of those that short lines on many sites hold",
        sense: Sense::List(|rules| rules.short_words.entries(), |view, found| words_beside(view, -1, found)),
    },
    Cue {
        name: "card-word-after",
        meaning: "a word or pair of words in the line behind its own, of those that short lines on many sites hold",
        sense: Sense::List(|rules| rules.short_words.entries(), |view, found| words_beside(view, 1, found)),
    },
    Cue {
        name: "card-known",
        meaning: "which share of its words short lines on many sites hold",
        sense: Sense::Range(KNOWN, |view| of(view, |one| known_share(view, one))),
    },
    Cue {
        name: "card-led",
        meaning: "the line before its own is nothing but a word such as \"by\"",
        sense: Sense::If(|view| {
            has(view, |_| {
                let before = view.line.checked_sub(1).and_then(|before| view.page.page.lines.get(before));
                before.is_some_and(|line| is_lead(line.words()))
            })
        }),
    },
    Cue {
        name: "card-label",
        meaning: "the label of its line",
        sense: Sense::List(
            |_| Label::ALL.iter().map(|label| label.name()).collect(),
            |view, found| {
                let label = view.thread.and_then(|thread| thread.judged.labels.get(view.line));
                found.extend(Label::ALL.iter().position(|one| Some(one) == label).map(|place| place as u16));
            },
        ),
    },
    Cue {
        name: "card-class",
        meaning: "a word in the class, rel, itemprop or the like of the nearest elements",
        sense: Sense::List(
            |rules| rules.class_words.entries(),
            |view, found| said_along(path(view).take(ELEMENTS), &view.page.class_words, found),
        ),
    },
    Cue {
        name: "card-part",
        meaning: "what one of the nearest elements is called",
        sense: Sense::List(part::families, |view, found| {
            said_along(path(view).take(ELEMENTS), &view.page.part_names, found)
        }),
    },
    Cue {
        name: "card-tag",
        meaning: "one of the nearest tags",
        sense: Sense::List(
            |_| TAGS.to_vec(),
            |view, found| {
                let tags = path(view).take(ELEMENTS).map(|(_, element)| u16::from(element.tag.0));
                found.extend(tags.filter(|&tag| usize::from(tag) < TAGS.len()));
                found.sort_unstable();
                found.dedup();
            },
        ),
    },
    Cue {
        name: "card-link",
        meaning: "a word of the path that its link leads to",
        sense: Sense::List(
            |rules| rules.link_words.entries(),
            |view, found| {
                link_words(view, |word| found.extend(view.rules.link_words.place(word)));
                found.sort_unstable();
                found.dedup();
            },
        ),
    },
    Cue {
        name: "card-stated",
        meaning: "the page's own data name it as an author",
        sense: Sense::If(|view| has(view, |one| one.is_stated)),
    },
    Cue {
        name: "card-mentioned",
        meaning: "a quotation or a mention on the page names it",
        sense: Sense::If(|view| has(view, |one| one.is_mentioned)),
    },
    Cue {
        name: "card-spoken-of",
        meaning: "the words of another post hold it",
        sense: Sense::If(|view| has(view, |one| one.is_spoken_of)),
    },
    Cue {
        name: "card-holds-common",
        meaning: "goes on with what comes back behind other words on the page: a rank, a count, the subject",
        sense: Sense::If(|view| has(view, |one| one.holds_common)),
    },
    Cue {
        name: "card-under",
        meaning: "how many different lines stand right before the lines that say the same as its own",
        sense: Sense::Range(COMPANY, |view| of(view, |one| one.company.before)),
    },
    Cue {
        name: "card-over",
        meaning: "how many different lines stand right behind the lines that say the same as its own",
        sense: Sense::Range(COMPANY, |view| of(view, |one| one.company.behind)),
    },
    Cue {
        name: "card-over-shared",
        meaning: "how many different lines stand right before the lines that say the same as the one behind its own",
        sense: Sense::Range(COMPANY, |view| of(view, |one| one.company.above_next)),
    },
    Cue {
        name: "card-under-shared",
        meaning: "how many different lines stand right behind the lines that say the same as the one before its own",
        sense: Sense::Range(COMPANY, |view| of(view, |one| one.company.below_last)),
    },
    Cue {
        name: "card-everywhere",
        meaning: "stands beside nearly all of several posts",
        sense: Sense::If(|view| has(view, |one| one.value_share >= EVERYWHERE && one.slots.one_post * SEVERAL <= 1.0)),
    },
    Cue {
        name: "card-below",
        meaning: "stands behind the post",
        sense: Sense::If(|view| has(view, |one| one.is_below)),
    },
    Cue {
        name: "card-latest",
        meaning: "is the latest of several dates on its side of the post",
        sense: Sense::If(|view| has(view, |one| one.is_latest && !one.is_earliest)),
    },
    Cue {
        name: "card-earliest",
        meaning: "is the earliest of several dates on its side of the post",
        sense: Sense::If(|view| has(view, |one| one.is_earliest && !one.is_latest)),
    },
    Cue {
        name: "card-behind",
        meaning: "by how many days a date beside this post or an earlier one is later",
        sense: Sense::Range(BEHIND, |view| of(view, |one| one.days_behind)),
    },
    Cue { name: "card-time", meaning: "has a time of day", sense: Sense::If(|view| has(view, |one| one.has_time)) },
    Cue {
        name: "card-from-post",
        meaning: "how many lines from the post's words",
        sense: Sense::Range(NEAR, |view| of(view, |one| f32::from(one.from_post))),
    },
    Cue {
        name: "card-from-other",
        meaning: "how many lines from the words of the post on the other side",
        sense: Sense::Range(NEAR, |view| of(view, |one| f32::from(one.from_other))),
    },
    Cue {
        name: "card-from-date",
        meaning: "how many lines on the nearest date stands",
        sense: Sense::Range(FROM_DATE, |view| of(view, |one| one.from_date.map_or(f32::NAN, f32::from))),
    },
    Cue {
        name: "card-copies",
        meaning: "how often its line stands on the page",
        sense: Sense::Range(COPIES, |view| of(view, |_| f32::from(view.page.copies[view.line]))),
    },
    Cue {
        name: "card-link-place",
        meaning: "which of the links of its line it is",
        sense: Sense::Range(&[0.0, 1.0, 2.0], |view| of(view, |one| one.link.map_or(f32::NAN, f32::from))),
    },
];

pub(super) fn candidate<'a>(view: &'a View<'a>) -> Option<&'a Candidate> {
    view.thread.and_then(|thread| thread.candidate)
}

pub(super) fn of(view: &View, value: impl Fn(&Candidate) -> f32) -> f32 {
    candidate(view).map_or(f32::NAN, value)
}

pub(super) fn has(view: &View, is_so: impl Fn(&Candidate) -> bool) -> bool {
    candidate(view).is_some_and(is_so)
}

fn known_share(view: &View, one: &Candidate) -> f32 {
    let words = one.key.split(' ').filter(|word| !word.is_empty());
    let known = words.clone().filter(|word| view.rules.short_words.place(&word_key(word)).is_some());
    known.count() as f32 / words.count().max(1) as f32
}

/// The words of the path of a candidate's own link, or of the one link of its line.
fn link_words(view: &View, give: impl FnMut(&str)) {
    let links = &view.page.page.lines[view.line].block.links;
    let own = candidate(view).map(|one| usize::from(one.link.unwrap_or(0)));
    let Some((_, target)) = own.and_then(|own| links.get(own)) else { return };
    path_words(target, give);
}

/// The words of the path of an address.
pub(crate) fn path_words(target: &str, give: impl FnMut(&str)) {
    split_names(path_of(target), give);
}

fn is_handle(value: &str) -> bool {
    let letters: Vec<char> = value.chars().collect();
    let inside = |pair: &[char]| pair[0].is_lowercase() && (pair[1].is_uppercase() || pair[1].is_ascii_digit());
    value.contains('_') || letters.windows(2).any(inside)
}
