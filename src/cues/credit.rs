//! What looks like a credit: a date, a name, the page's own title or description.

use super::{Cue, Sense, View};

const DATED: &[f32] = &[0.001, 0.15, 0.35, 0.6, 0.9];

/// What repeats a part of the page's description has at least this many bytes.
const DESCRIBES: usize = 30;

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue { name: "dated", meaning: "share of it that is a date", sense: Sense::Range(DATED, |view| dated(view, 0)) },
    Cue {
        name: "before-dated",
        meaning: "share of the line before that is a date",
        sense: Sense::Range(DATED, |view| dated(view, -1)),
    },
    Cue {
        name: "after-dated",
        meaning: "share of the line behind that is a date",
        sense: Sense::Range(DATED, |view| dated(view, 1)),
    },
    Cue {
        name: "is-title",
        meaning: "is the title that the page states",
        sense: Sense::If(|view| {
            let (line, stated) = (folded(view), &view.page.stated);
            line.len() > 4 && (line == stated.headline || line == stated.title)
        }),
    },
    Cue {
        name: "opens-title",
        meaning: "is the beginning of the title that the page states, before the site's name",
        sense: Sense::If(|view| {
            let (line, stated) = (folded(view), &view.page.stated);
            line.len() > 8
                && line != stated.title
                && (stated.title.starts_with(line) || stated.headline.starts_with(line))
        }),
    },
    Cue {
        name: "in-title",
        meaning: "stands within the title that the page states",
        sense: Sense::If(|view| {
            let (line, stated) = (folded(view), &view.page.stated);
            line.len() > 2 && stated.title.contains(line) && !stated.title.starts_with(line)
        }),
    },
    Cue {
        name: "repeats-title",
        meaning: "is the same as the line that shows the page's title",
        sense: Sense::If(|view| {
            let page = view.page;
            let title = page.title_line.map(|title| page.folded[title].as_str());
            page.title_line != Some(view.line) && folded(view).len() > 4 && title == Some(folded(view))
        }),
    },
    Cue {
        name: "is-description",
        meaning: "is the description that the page states, or a part of it",
        sense: Sense::If(|view| {
            let (line, description) = (folded(view), view.page.stated.description.as_str());
            let long = line.len() >= DESCRIBES && description.len() >= DESCRIBES;
            long && (description.contains(line) || line.contains(description))
        }),
    },
    Cue {
        name: "names-author",
        meaning: "names the author that the page states",
        sense: Sense::If(|view| {
            let author = view.page.stated.author.as_str();
            author.len() > 4 && folded(view).contains(author)
        }),
    },
];

/// The share of a date in the line so many lines on (or back).
fn dated(view: &View, offset: isize) -> f32 {
    let line = view.line.checked_add_signed(offset);
    line.and_then(|line| view.page.dated.get(line)).copied().unwrap_or(0.0)
}

fn folded<'a>(view: &View<'a>) -> &'a str {
    &view.page.folded[view.line]
}
