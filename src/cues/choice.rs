//! Choices of forms and the counts beside them: the filter panels of shops and listings.

use super::{Cue, Sense};

const AROUND: &[f32] = &[2.0, 5.0, 9.0];

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "choice",
        meaning: "is one choice of a form: a label, a box to tick, an option",
        sense: Sense::If(|view| view.page.forms.is_choice(view.line)),
    },
    Cue {
        name: "counted",
        meaning: "says how often what it names is found",
        sense: Sense::If(|view| view.page.forms.is_counted(view.line)),
    },
    Cue {
        name: "counted-run",
        meaning: "how many of the ten lines around it say how often something is found",
        sense: Sense::Range(AROUND, |view| view.page.forms.counted_around(view.line)),
    },
];

#[cfg(test)]
mod tests {
    use crate::cues::tests::{check, check_text};

    #[test]
    fn choices_are_seen_by_type_role_or_label() {
        // The page has more words than a choice.
        let text = "<p>The ferry came late to the pier of the town.</p>";
        let check = |html: &str, hits: &[&str]| check("choice", &format!("{text}{html}"), &[&[""][..], hits].concat());
        check("<li><input type=checkbox> Oak</li><li>Ash</li>", &["choice", ""]);
        check("<p><label>Oak <b>5</b></label></p><p>Ash</p>", &["choice", ""]);
        check("<div role=listbox><div role=option><p>Oak</p></div></div><p>Ash", &["choice", ""]);
        check("<p role='x Switch'>Oak</p><p role=button aria-pressed=false>Ash", &["choice", "choice"]);
        check("<p><input type=RADIO>Oak</p><p><input type=text>Ash</p>", &["choice", ""]);
        check("<p><input type=checkbox>I have read what the harbour master wants of every guest</p>", &[""]);
        check("<div><div><div><div><p>Oak</p></div></div></div><input type=radio></div>", &[""]);
    }

    #[test]
    fn counts_stand_in_brackets_or_behind() {
        check("counted", "<li>Oak (12)<li>Ash<li>The Quay (1998)", &["counted", "", ""]);
        check("counted", "<li><p>Oak</p><p>12</p></li><li><p>Ash</p><p>rare</p></li>", &["counted", "", "", ""]);
        check("counted", "<li><p>Boats:</p><p>12</p></li>", &["", ""]);
        check("counted", "<div><p>Oak</p><p>Ash</p><p>12</p></div>", &["", "", ""]);
        check_text("counted", "Oak (12)\nAsh\n12", &["counted", "", ""]);
        let run = ["counted-run:2..5", "counted-run:2..5", "counted-run:2..5", "counted-run:2..5"];
        check_text("counted-run", "Oak (12)\nAsh (3)\nElm (4)\nPine", &run);
        check_text("counted-run", "Oak (12)\nAsh (3)\nPine", &["", "", "counted-run:2..5"]);
    }
}
