//! How a line repeats: with what stands beside it, alone, or within itself.

use super::{Cue, Sense, View};

const BESIDE: &[f32] = &[0.0, 1.0, 2.0, 4.0, 6.0];
const DISTINCT: &[f32] = &[0.0, 0.1, 0.3, 0.5, 0.7];

/// A field repeats with so many of the lines beside it at most.
const FIELD_BESIDE: f32 = 1.0;

/// Fields stand in so many records at least.
const FIELD_LINES: f32 = 4.0;

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "repeat-run",
        meaning: "how many of the three lines on each side repeat with it",
        sense: Sense::Range(BESIDE, |view| view.page.repeat_runs[view.line]),
    },
    Cue {
        name: "field-repeats",
        meaning: "repeats, but not with what stands beside it, and several lines are of its shape",
        sense: Sense::If(|view| view.page.repeat_runs[view.line] <= FIELD_BESIDE && shape_lines(view) >= FIELD_LINES),
    },
    Cue {
        name: "distinct-words",
        meaning: "share of different words among the first words of a line that has some",
        sense: Sense::Range(DISTINCT, |view| view.page.distinct[view.line]),
    },
];

fn shape_lines(view: &View) -> f32 {
    view.page.shape_of.get(view.line).map_or(f32::NAN, |&shape| view.page.shapes[shape as usize].lines)
}

#[cfg(test)]
mod tests {
    use crate::cues::tests::{check, check_text};

    #[test]
    fn what_repeats_repeats_with_its_neighbours_or_alone() {
        let whole = "Oak\nAsh\nElm\nthe end\nOak\nAsh\nElm";
        let two = "repeat-run:2..4";
        check_text("repeat-run", whole, &[two, two, two, "", two, two, two]);
        let alone = "repeat-run:0..1";
        check_text("repeat-run", "Oak\nlevel\nAsh\nlevel\nElm", &["", alone, "", alone, ""]);
        // The third stands by the second, which is nearer than the first.
        let one = "repeat-run:1..2";
        check_text("repeat-run", "a\nx\nb\nc\nx\nd\ne\nx\nd", &["", alone, "", "", alone, one, "", one, one]);
        check_text("repeat-run", "Oak\nAsh", &["", ""]);
    }

    #[test]
    fn fields_repeat_alone_in_lines_of_their_shape() {
        let record = |name: &str| format!("<div><h3>{name}</h3><p>Level: new</p></div>");
        let records: String = ["Oak", "Ash", "Elm", "Fir"].into_iter().map(record).collect();
        let field = "field-repeats";
        check(field, &records, &["", field, "", field, "", field, "", field]);
        check(field, &["Oak", "Ash"].into_iter().map(record).collect::<String>(), &["", "", "", ""]);
        check(field, &record("Oak").repeat(4), &[""; 8]);
    }

    #[test]
    fn words_are_different_or_the_same() {
        let buttons = "Book now ".repeat(30);
        let text =
            format!("{buttons}\nThe ferry came late to the pier of the town\nThe ferry\n{}", "立即预订".repeat(9));
        check_text(
            "distinct-words",
            &text,
            &["distinct-words:0..0.1", "distinct-words:0.7..", "", "distinct-words:0.1..0.3"],
        );
    }
}
