//! Whether an element is out of sight for good: a sum of points over how it is put out of sight and what its names say.
//! The parts of accordions and tabs wait for a click and count as shown; menus, dialogs and templates do not. Whether a class
//! hides an element stands in style sheets that nobody has here, so what classes say is left to a cue.

use super::screens;

/// A style or an attribute puts it out of sight.
const PUT_AWAY: f32 = 2.0;

/// Its names, or those of the element above, say that a reader unfolds it.
const UNFOLDS: f32 = -3.0;

/// Its names say that it is no part of the text.
const APART: f32 = 2.0;

/// Words for what unfolds, sorted.
const UNFOLDING: &[&str] = &[
    "accordion",
    "answer",
    "collapse",
    "collapsed",
    "collapsible",
    "expandable",
    "expander",
    "faq",
    "fold",
    "more",
    "panel",
    "readmore",
    "spoiler",
    "tab",
    "tabpanel",
    "tabs",
    "toggle",
];

/// Words for what does not, sorted.
const STAYING: &[&str] = &[
    "cookie", "dialog", "dropdown", "login", "menu", "modal", "nav", "navbar", "overlay", "popup", "print", "search",
    "share", "sidebar", "template", "tooltip",
];

/// Whether an element that a style or an attribute puts away is hidden; `names` are its own, `above` those of the
/// element above.
pub(super) fn is_hidden(names: &str, above: &str) -> bool {
    let unfolds = has(names, UNFOLDING) || has(above, UNFOLDING);
    let stays = has(names, STAYING);
    let points = [(unfolds, UNFOLDS), (stays, APART)].into_iter().filter(|(is_so, _)| *is_so).map(|(_, points)| points);
    PUT_AWAY + points.sum::<f32>() > 0.0
}

/// Whether a class among the names hides an element, on screens of every width.
pub(super) fn is_hidden_by_class(names: &str, above: &str) -> bool {
    screens::hide(names) && !has(names, UNFOLDING) && !has(above, UNFOLDING)
}

/// Whether one of the words stands in the names, cut at hyphens, underscores and capitals.
pub(super) fn has(names: &str, words: &[&str]) -> bool {
    let mut word = String::new();
    let mut was_lower = false;
    for c in names.chars().chain([' ']) {
        let begins = c.is_uppercase() && was_lower;
        if !c.is_alphanumeric() || begins {
            if words.binary_search(&word.as_str()).is_ok() {
                return true;
            }
            word.clear();
        }
        was_lower = c.is_lowercase();
        word.extend(Some(c).filter(|c| c.is_alphanumeric()).into_iter().flat_map(char::to_lowercase));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_hide() {
        for (names, above, hidden) in [
            ("hidden", "", true),
            ("hidden md:block", "", false),
            ("hide", "accordion", false),
            ("hidden tab-pane", "", false),
        ] {
            assert_eq!(is_hidden_by_class(names, above), hidden, "{names:?} under {above:?}");
        }
    }

    #[test]
    fn what_unfolds_is_shown() {
        assert!(UNFOLDING.is_sorted() && STAYING.is_sorted());
        for (names, above, hidden) in [
            ("", "", true),
            ("accordion-body", "", false),
            ("", "faqItem", false),
            ("tabPanel tabpanel", "", false),
            ("modal-panel", "", true),
            ("nav-collapse", "", true),
            ("unfold", "", true),
        ] {
            assert_eq!(is_hidden(names, above), hidden, "{names:?} under {above:?}");
        }
    }
}
