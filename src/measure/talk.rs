//! How far a page is a talk among several people: whether the same card comes back with a date between its texts, how
//! the running text is spread over those turns, who comes back, how the people speak. A thread is made of turns from its
//! first line on; an article with comments has most of its text in one piece before them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Measured, path_of, push_lower};
use crate::line::Page;
use crate::rules::Rules;
use crate::thread::Rhythm;

/// So many lines from a date the name of whoever wrote stands; a name has at most so many words and bytes.
const NAME_WITHIN: usize = 4;
const NAME_WORDS: f32 = 3.0;
const NAME_BYTES: usize = 30;

/// A line beside more of the turns than this is no name of one of several people.
const MOST_TURNS: f32 = 0.6;

/// Words of the addresses of people's own pages, sorted.
const PEOPLE: &[&str] = &[
    "author",
    "authors",
    "member",
    "memberlist",
    "members",
    "people",
    "profil",
    "profile",
    "profiles",
    "u",
    "user",
    "users",
];

/// Families of phrases that stand on threads above all, sorted.
const FAMILIES: &[&str] = &[
    "forum-jump",
    "forum-statistics",
    "join-date",
    "last-edited",
    "member-rank",
    "must-log-in",
    "poll",
    "post-count",
    "quote-said",
    "reply-button",
    "reply-subject",
    "report-post",
    "similar-threads",
    "thread-starter",
    "thread-tools",
    "thread-viewers",
];

/// How many words of the running text are asked who speaks.
const ASKED_WORDS: usize = 4_000;

/// What a page has of a talk.
#[derive(Debug, Default)]
pub(crate) struct Talk {
    /// How often the pattern of a date comes back with running text between, at most.
    pub(crate) rounds: f32,
    /// Of the running text: what stands before the first such date, and the most that stands between two; not a number
    /// where no date comes back.
    pub(crate) before: f32,
    pub(crate) largest: f32,
    /// How many names come back beside such dates.
    pub(crate) returning: f32,
    /// How many people's own pages the page links to.
    pub(crate) people: f32,
    /// In how many of the families of phrases that threads speak in it speaks.
    pub(crate) families: f32,
    /// Share of the words of its running text by which people speak of themselves and to each other.
    pub(crate) persons: f32,
    /// Question and exclamation marks in a hundred words of running text.
    pub(crate) marks: f32,
}

impl Talk {
    /// Listens to a measured page.
    pub(super) fn of(page: &Measured<'_>, rules: &Rules) -> Talk {
        let mut talk = Talk {
            people: people(page.page),
            families: families(page, rules),
            before: f32::NAN,
            largest: f32::NAN,
            ..Talk::default()
        };
        talk.speech(page, rules);
        let good: Vec<bool> = page.lines.iter().map(|line| line.is_good()).collect();
        let rhythm = Rhythm::of(page, &good);
        let beats = rhythm.beats(page);
        if !beats.first().is_some_and(|&beat| page.patterns.timed[beat]) {
            return talk;
        }
        talk.rounds = f32::from(rhythm.rounds[beats[0]]);
        let total = page.total().good.max(1.0);
        let starts = beats.iter().copied().chain([page.lines.len()]);
        let pieces = starts.scan(0, |from, to| Some(page.between(std::mem::replace(from, to), to).good / total));
        talk.largest = pieces.fold(0.0, f32::max);
        talk.before = page.between(0, beats[0]).good / total;
        talk.returning = returning(page, &beats);
        talk
    }

    /// Counts how the running text speaks.
    fn speech(&mut self, page: &Measured<'_>, rules: &Rules) {
        let (mut words, mut persons, mut marks) = (0_usize, 0_usize, 0_usize);
        let mut lower = String::new();
        let good = page.page.lines.iter().zip(&page.lines).filter(|(_, measures)| measures.is_good());
        for (line, measures) in good {
            let text = line.words();
            marks += marks_in(text);
            if measures.has(super::Flag::Unspaced) {
                persons += text.chars().filter(|c| rules.persons.contains(c.encode_utf8(&mut [0; 4]) as &str)).count();
                words += measures.words as usize;
            } else {
                for word in text.split_whitespace() {
                    words += 1;
                    lower.clear();
                    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
                    push_lower(bare, &mut lower);
                    if !lower.is_ascii() && lower.contains('’') {
                        lower = lower.replace('’', "'");
                    }
                    persons += usize::from(rules.persons.contains(lower.as_str()));
                }
            }
            if words > ASKED_WORDS {
                break;
            }
        }
        let words = words.max(1) as f32;
        self.persons = persons as f32 / words;
        self.marks = 100.0 * marks as f32 / words;
    }
}

/// How many question and exclamation marks a text has.
fn marks_in(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| matches!(byte, b'?' | b'!')).count();
    }
    text.chars().filter(|c| matches!(c, '?' | '!' | '？' | '！' | '؟')).count()
}

/// How many short lines stand beside several dates, but not beside most of them.
fn returning(page: &Measured<'_>, beats: &[usize]) -> f32 {
    let is_name = |line: &usize| {
        let (text, measures) = (page.page.lines[*line].words(), &page.lines[*line]);
        measures.words <= NAME_WORDS && text.len() <= NAME_BYTES && measures.digits < 0.5 && page.dated[*line] == 0.0
    };
    // Per text how many dates it stood beside, and the last of them.
    let mut seen: FxHashMap<&str, (f32, usize)> = FxHashMap::default();
    for (at, &beat) in beats.iter().enumerate() {
        let around = beat.saturating_sub(NAME_WITHIN)..(beat + NAME_WITHIN + 1).min(page.lines.len());
        for line in around.filter(is_name) {
            let (count, last) = seen.entry(page.page.lines[line].words()).or_insert((0.0, usize::MAX));
            if *last != at {
                (*count, *last) = (*count + 1.0, at);
            }
        }
    }
    let most = MOST_TURNS * beats.len() as f32;
    seen.values().filter(|(count, _)| *count >= 2.0 && *count <= most).count() as f32
}

/// How many addresses of people's own pages the page links to.
fn people(page: &Page) -> f32 {
    let is_person = |target: &&str| {
        let mut words = path_of(target).split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        // The last word is the person's own.
        let count = words.clone().count();
        words.by_ref().take(count.saturating_sub(1)).any(|word| PEOPLE.binary_search(&word).is_ok())
    };
    let targets = page.lines.iter().flat_map(|line| &line.block.links).map(|(_, target)| &**target);
    targets.filter(is_person).collect::<FxHashSet<&str>>().len() as f32
}

fn families(page: &Measured<'_>, rules: &Rules) -> f32 {
    let names = rules.phrases.families();
    let counts = page.phrase_counts.iter().zip(names).filter(|(count, _)| **count > 0);
    counts.filter(|(_, name)| FAMILIES.binary_search(&name.as_str()).is_ok()).count() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_known() {
        assert!(PEOPLE.is_sorted() && FAMILIES.is_sorted());
        let rules = Rules::built_in();
        for family in FAMILIES {
            assert!(rules.phrases.families().iter().any(|known| known == family), "{family}");
        }
    }
}
