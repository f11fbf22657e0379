//! What the headings say that are open above a line, however far up they stand.

use super::phrase::families;
use super::{Cue, Sense};

/// The family's table.
pub(super) const CUES: &[Cue] = &[Cue {
    name: "under-head",
    meaning: "a heading in whose section it stands speaks in this family",
    sense: Sense::List(families, |view, found| found.extend_from_slice(view.page.heads.above(view.line))),
}];

#[cfg(test)]
mod tests {
    use crate::cues::tests::{check, check_text};

    const COMMENTS: &str = "under-head:comments-head";

    #[test]
    fn headings_are_open_until_their_section_ends() {
        let cards = "<h3>Oak</h3><p>Low</p><h3>Ash</h3><p>High</p>";
        let head = "<h2>Comments</h2>";
        let under = [COMMENTS; 4];
        // Until the next heading of the level.
        let hits = [&[""][..], &under, &["", ""]].concat();
        check("under-head", &format!("{head}{cards}<h2>Nets</h2><p>Old</p>"), &hits);
        // Until the end of the section, whatever bar the heading stands in.
        let hits = [&[""][..], &under, &[""]].concat();
        check("under-head", &format!("<section>{head}{cards}</section><p>Old</p>"), &hits);
        check("under-head", &format!("<section><div>{head}</div>{cards}</section><p>Old</p>"), &hits);
        let bar = format!("<section><header>{head}<p>All</p><p>New</p></header>{cards}</section><p>Old</p>");
        check("under-head", &bar, &["", COMMENTS, COMMENTS, COMMENTS, COMMENTS, COMMENTS, COMMENTS, ""]);
    }

    #[test]
    fn only_short_headings_count() {
        check("under-head", "<p>Comments</p><p>Old</p>", &["", ""]);
        check("under-head", "<h2>Comments on what the ferry brought to the town last week</h2><p>Old", &["", ""]);
        check_text(
            "under-head",
            "## Comments\nOld\n### Oak\nLow\n# Nets\nNew",
            &["", COMMENTS, COMMENTS, COMMENTS, "", ""],
        );
        check_text("under-head", "Comments\n\nOld", &["", ""]);
    }
}
