//! Why a page with nothing to keep has nothing: a shell that a script fills, a wall, an error. Looked at only where the
//! text came out empty; the reason with the most points is noted.

use crate::document::Note;
use crate::measure::Measured;
use crate::rules::Rules;

/// A text of fewer words than this counts as empty when a wall stands around it.
const FEW_WORDS: usize = 5;

/// A reason is given from this many points on.
const LEAST: f32 = 1.0;

/// A page of at most this many words may be all shell or wall.
const SHORT_PAGE: f32 = 400.0;

/// Bytes of scripts for each word of the page from which a page is all script.
const SCRIPT_PER_WORD: usize = 500;

/// Families of phrases, the reason that they speak for, and their points for each line, up to three lines.
const SPEAKS: &[(&str, Note, f32)] = &[
    ("access-denied", Note::ErrorPage, 1.0),
    ("captcha", Note::ErrorPage, 0.6),
    ("consent-wall", Note::Consent, 1.2),
    ("cookie", Note::Consent, 0.4),
    ("error-page", Note::ErrorPage, 1.2),
    ("log-in", Note::Login, 0.4),
    ("login-wall", Note::Login, 1.2),
    ("must-log-in", Note::Login, 1.0),
    ("need-javascript", Note::JsShell, 1.2),
    ("paywall", Note::Paywall, 1.2),
    ("search-box", Note::SearchPage, 0.3),
];

/// The reasons in the order in which the first wins where points are equal.
const REASONS: &[Note] = &[Note::JsShell, Note::Consent, Note::Login, Note::Paywall, Note::ErrorPage, Note::SearchPage];

/// Why there is no text; none where there is some.
pub(crate) fn reason(page: &Measured<'_>, rules: &Rules, text: &str) -> Option<Note> {
    if text.split_whitespace().nth(FEW_WORDS).is_some()
        || text.chars().filter(|c| !c.is_ascii()).count() > FEW_WORDS * 4
    {
        return None;
    }
    let best = REASONS.iter().map(|&note| (note, points(page, rules, note)));
    let best = best.fold((Note::NoText, 0.0), |best, next| if next.1 > best.1 { next } else { best });
    Some(if best.1 >= LEAST { best.0 } else { Note::NoText }).filter(|_| text.is_empty() || best.1 >= LEAST)
}

fn points(page: &Measured<'_>, rules: &Rules, note: Note) -> f32 {
    let families = rules.phrases.families();
    let said = page.phrase_counts.iter().zip(families).map(|(&count, family)| {
        let entry = SPEAKS.iter().find(|(name, reason, _)| name == family && *reason == note);
        entry.map_or(0.0, |(_, _, points)| points * f32::from(count.min(3)))
    });
    let (scripts, bytes) = page.page.metadata.scripts;
    let words = page.total().words;
    let is_short = words < SHORT_PAGE;
    let shown = match note {
        Note::JsShell if scripts > 0 && is_short && bytes / (words as usize + 1) > SCRIPT_PER_WORD => 0.8,
        Note::JsShell if scripts > 0 && words < 30.0 => 1.0,
        Note::Login if page.page.metadata.password_fields > 0 => 1.0,
        _ => 0.0,
    };
    said.sum::<f32>() + shown
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
}
