//! How a line repeats: with what stands beside it, alone, or within itself.

use super::{Cue, Sense, View};

const BESIDE: &[f32] = &[0.0, 1.0, 2.0, 4.0, 6.0];
const DISTINCT: &[f32] = &[0.0, 0.1, 0.3, 0.5, 0.7];

/// A field repeats with so many of the lines beside it at most.
const FIELD_BESIDE: f32 = 1.0;

/// Fields stand in so many records at least.
const FIELD_LINES: f32 = 4.0;

/// Lines of verse have so many words, and stand in runs of so many lines.
const VERSE_WORDS: std::ops::RangeInclusive<f32> = 2.0..=12.0;
const VERSE: &[f32] = &[3.0, 6.0, 12.0];

/// So many lines on each side are looked at.
const VERSE_REACH: usize = 12;

/// A refrain comes back after so many lines at most, and repeats so much of its words.
const REFRAIN_WITHIN: usize = 60;
const REFRAIN_SHARE: f32 = 0.65;

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
    Cue {
        name: "verse",
        meaning: "how many short unlinked lines of one paragraph or one parent stand together, it among them",
        sense: Sense::Range(VERSE, |view| verse(view) as f32),
    },
    Cue {
        name: "refrain",
        meaning: "a short unlinked line that says again what one of its neighbours under the same parent said",
        sense: Sense::If(is_refrain),
    },
];

/// How many lines of verse stand together with this line and are one text with it; none where it is no such line.
fn verse(view: &View) -> usize {
    let line = view.line;
    let is_verse = |at: &usize| is_verse_line(view, *at) && are_together(view, line, *at);
    if !is_verse(&line) {
        return 0;
    }
    let before = (line.saturating_sub(VERSE_REACH)..line).rev().take_while(is_verse).count();
    let behind = (line + 1..view.page.lines.len().min(line + 1 + VERSE_REACH)).take_while(is_verse).count();
    before + 1 + behind
}

fn is_verse_line(view: &View, at: usize) -> bool {
    VERSE_WORDS.contains(&view.page.lines[at].words) && view.page.page.lines[at].linked == 0
}

/// Whether two lines are of one paragraph, or stand in elements right below the same one.
fn are_together(view: &View, one: usize, other: usize) -> bool {
    let page = view.page.page;
    let parent = |at: usize| page.lines[at].element().map(|element| page.elements[element as usize].parent);
    let paragraph = |at: usize| page.lines[at].block.paragraph;
    parent(one).is_some() && parent(one) == parent(other) || paragraph(one) != 0 && paragraph(one) == paragraph(other)
}

fn is_refrain(view: &View) -> bool {
    let echo = view.page.echoes[view.line];
    let is_near = echo.line < view.line && view.line - echo.line <= REFRAIN_WITHIN;
    let is_flat = !view.page.page.from_markup;
    echo.share >= REFRAIN_SHARE
        && is_near
        && [echo.line, view.line].iter().all(|&at| is_verse_line(view, at))
        && (is_flat || are_together(view, view.line, echo.line))
}

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
    fn verse_stands_together_and_has_refrains() {
        let verse = "<div>The tide came in at half past four</div><div>and no one rang the bell</div><br>\
            <div>O wait for me, O wait for me</div><div>And no one rang the bell;</div>";
        let run = "verse:3..6";
        check("verse", &format!("<p>By Nora</p><div>{verse}</div>"), &["", run, run, run, run]);
        check("refrain", &format!("<div>{verse}</div>"), &["", "", "", "refrain"]);
        check("refrain", "<div><p>and no one rang the bell</p></div><p>and no one rang the bell</p>", &["", ""]);
        check(
            "verse",
            "<ul><li><a href=/a>The tide</a><li><a href=/b>The bell</a><li><a href=/c>The sea</a></ul>",
            &["", "", ""],
        );
        let long = "The ferry between the two islands is back in service since this morning, and it was full.";
        check_text("verse", &format!("so it\nwas so\nand so\n\n{long}\n\n{long}"), &[run, run, run, "", ""]);
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
