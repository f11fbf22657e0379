//! Why a page with nothing to keep has nothing: a shell that a script fills, a wall, an error, a search without results.
//! Looked at only where the text came out empty: whether it is empty is for the labels to say. What the lines and the
//! title say, the names of the elements around most of the page, and what the page holds besides have points for each
//! reason; the reason with the most is noted.

use crate::document::Note;
use crate::measure::{Measured, split_names};
use crate::rules::Rules;

/// A text of fewer words than this counts as empty when a wall stands around it.
const FEW_WORDS: usize = 5;

/// A reason is given from this many points on.
const LEAST: f32 = 1.0;

/// A page of at most this many words may be all shell or wall.
const SHORT_PAGE: f32 = 400.0;

/// A page of fewer words than this shows next to nothing.
const BARE_PAGE: f32 = 30.0;

/// Bytes of scripts for each word of the page from which a page is all script.
const SCRIPT_PER_WORD: f32 = 500.0;

/// As many lines that speak for a reason in the same family are counted, the title among them: a menu of ten pages on
/// cookies speaks no louder than a banner.
const COUNTED_LINES: f32 = 3.0;

/// What a line that is all link counts for: it leads to a login, it does not ask for one.
const LINKED_LINE: f32 = 0.5;

/// A line with at least this share of its words in links is all link.
const ALL_LINK: f32 = 0.95;

/// An element speaks for the page when it holds at least this share of the words that are not linked.
const MOST_OF_PAGE: f32 = 0.5;

/// Families of phrases, the reason that they speak for, and their points for each line. What may stand on any page has
/// less than [`LEAST`]: it takes two of them, or something else beside it.
const SPEAKS: &[(&str, Note, f32)] = &[
    ("access-denied", Note::ErrorPage, 1.2),
    ("age-gate", Note::Consent, 1.4),
    ("captcha", Note::ErrorPage, 0.8),
    ("confirmation", Note::NoText, 1.2),
    ("consent-wall", Note::Consent, 1.2),
    ("cookie", Note::Consent, 1.0),
    ("error-page", Note::ErrorPage, 1.2),
    ("log-in", Note::Login, 0.4),
    ("login-wall", Note::Login, 1.4),
    ("maintenance", Note::ErrorPage, 1.2),
    ("must-log-in", Note::Login, 1.0),
    ("need-javascript", Note::JsShell, 1.2),
    ("no-results", Note::SearchPage, 1.2),
    ("parked-domain", Note::SearchPage, 1.2),
    ("paywall", Note::Paywall, 1.2),
    ("placeholder", Note::NoText, 1.2),
    ("redirect", Note::NoText, 1.2),
    ("search-box", Note::SearchPage, 0.4),
];

/// Words in the names of elements that hold most of the page, the reason that they speak for, and their points.
const NAMED: &[(&str, Note, f32)] = &[
    ("captcha", Note::ErrorPage, 1.0),
    ("challenge", Note::ErrorPage, 1.0),
    ("consent", Note::Consent, 0.8),
    ("cookie", Note::Consent, 0.6),
    ("cookiewall", Note::Consent, 1.0),
    ("error", Note::ErrorPage, 1.0),
    ("login", Note::Login, 0.8),
    ("maintenance", Note::ErrorPage, 1.0),
    ("notfound", Note::ErrorPage, 1.0),
    ("paywall", Note::Paywall, 0.8),
    ("search", Note::SearchPage, 0.6),
    ("signin", Note::Login, 0.8),
];

/// What a page holds besides words: the reason that it speaks for, its points, and whether it is so.
const SHOWS: &[(Note, f32, Holds)] = &[
    (Note::JsShell, 0.8, is_all_script),
    (Note::JsShell, 1.0, is_bare_with_scripts),
    (Note::Login, 1.0, asks_for_password),
];

/// Whether a page holds something.
type Holds = fn(&Measured<'_>) -> bool;

/// The reasons in the order in which the first wins where points are equal.
const REASONS: &[Note] =
    &[Note::JsShell, Note::Consent, Note::Login, Note::Paywall, Note::ErrorPage, Note::SearchPage, Note::NoText];

/// Why there is no text; none where there is some.
pub(crate) fn reason(page: &Measured<'_>, rules: &Rules, text: &str) -> Option<Note> {
    if text.split_whitespace().nth(FEW_WORDS).is_some()
        || text.chars().filter(|c| !c.is_ascii()).count() > FEW_WORDS * 4
    {
        return None;
    }
    let said = said(page, rules);
    let names = names_of_most(page);
    let points = |note: Note| points(page, rules, note, &said, &names);
    let best = REASONS.iter().map(|&note| (note, points(note)));
    let (note, points) = best.fold((Note::NoText, 0.0), |best, next| if next.1 > best.1 { next } else { best });
    let note = if points >= LEAST { note } else { Note::NoText };
    Some(note).filter(|_| text.is_empty() || note != Note::NoText)
}

/// The sum of what speaks for one reason.
fn points(page: &Measured<'_>, rules: &Rules, reason: Note, said: &[f32], names: &[String]) -> f32 {
    let families = said.iter().zip(rules.phrases.families()).map(|(lines, family)| {
        let entry = SPEAKS.iter().find(|(name, note, _)| name == family && *note == reason);
        entry.map_or(0.0, |(_, _, points)| points * lines.min(COUNTED_LINES))
    });
    let named = NAMED.iter().filter(|(word, note, _)| *note == reason && names.iter().any(|name| name == word));
    let shown = SHOWS.iter().filter(|(note, _, holds)| *note == reason && holds(page));
    families.sum::<f32>()
        + named.map(|(_, _, points)| points).sum::<f32>()
        + shown.map(|(_, points, _)| points).sum::<f32>()
}

/// Per family of phrases: how many lines, the title as one of them, speak in it.
fn said(page: &Measured<'_>, rules: &Rules) -> Vec<f32> {
    let mut said = vec![0.0; rules.phrases.families().len()];
    for (families, measures) in page.phrases.iter().zip(&page.lines) {
        let worth = if measures.linked >= ALL_LINK { LINKED_LINE } else { 1.0 };
        families.iter().for_each(|&family| said[usize::from(family)] += worth);
    }
    if let Some(title) = &page.page.metadata.title {
        let mut found = Vec::new();
        rules.phrases.find(title, &mut String::new(), &mut found);
        found.iter().for_each(|&family| said[usize::from(family)] += 1.0);
    }
    said
}

/// The words in the names of the elements that hold most of the page.
fn names_of_most(page: &Measured<'_>) -> Vec<String> {
    let least = page.total().unlinked * MOST_OF_PAGE;
    let mut names = Vec::new();
    for (element, measures) in page.page.elements.iter().zip(&page.elements) {
        if measures.words > 0.0 && measures.unlinked >= least {
            split_names(&element.names, |word| names.push(word.to_owned()));
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn is_all_script(page: &Measured<'_>) -> bool {
    let words = page.total().words;
    words < SHORT_PAGE && page.page.metadata.scripts.1 as f32 > SCRIPT_PER_WORD * (words + 1.0)
}

fn is_bare_with_scripts(page: &Measured<'_>) -> bool {
    page.page.metadata.scripts.0 > 0 && page.total().words < BARE_PAGE
}

fn asks_for_password(page: &Measured<'_>) -> bool {
    page.page.metadata.password_fields > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_known() {
        let rules = Rules::built_in();
        assert!(SPEAKS.is_sorted_by_key(|(family, _, _)| family));
        for (family, _, _) in SPEAKS {
            assert!(rules.phrases.families().iter().any(|known| known == family), "{family}");
        }
    }

    #[test]
    fn names_are_sorted_words() {
        assert!(NAMED.is_sorted_by_key(|(word, _, _)| word));
        assert!(NAMED.iter().all(|(word, _, _)| word.chars().all(|c| c.is_ascii_lowercase())));
    }

    #[test]
    fn every_reason_is_weighed() {
        let given =
            SPEAKS.iter().map(|row| row.1).chain(NAMED.iter().map(|row| row.1)).chain(SHOWS.iter().map(|row| row.0));
        for note in given {
            assert!(REASONS.contains(&note), "{note}");
        }
    }
}
