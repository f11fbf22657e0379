//! Where a line leads that is mostly link. Flattened text has no links, and none of these fires there.

use super::{Cue, Sense, View};
use crate::measure::Target;

const FELLOWS: &[f32] = &[0.05, 0.2, 0.5];

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "link-below",
        meaning: "is a link to what stands below the page itself",
        sense: Sense::If(|view| target(view).is_some_and(|target| target.is_below)),
    },
    Cue {
        name: "link-fellows",
        meaning: "share of the page's other linked lines that lead into the same folder as it does",
        sense: Sense::Range(FELLOWS, |view| target(view).map_or(f32::NAN, |target| target.fellows)),
    },
    Cue {
        name: "link-again",
        meaning: "is a link to what a menu, header or footer links to as well, or two other lines do",
        sense: Sense::If(|view| target(view).is_some_and(|target| target.is_again)),
    },
];

fn target(view: &View) -> Option<Target> {
    view.page.targets[view.line]
}

#[cfg(test)]
mod tests {
    use crate::cues::tests::{check, check_text};

    fn at(address: &str, body: &str) -> String {
        format!("<link rel=canonical href={address}>{body}")
    }

    #[test]
    fn links_below_go_on_from_the_page() {
        let check_at = |address: &str, body: &str, hits: &[&str]| check("link-below", &at(address, body), hits);
        let links = "<li><a href=boats/oak>Oak</a><li><a href=/guide/boats/ash>Ash</a><li><a href=/guide/nets>Nets</a>";
        check_at("https://quay.example/guide/boats", links, &["link-below", "link-below", ""]);
        check_at("https://quay.example/guide/boats.html", links, &["link-below", "link-below", ""]);
        check_at("https://quay.example/guide/nets", links, &["", "", ""]);
        check_at("https://quay.example/guide/", links, &["link-below", "link-below", "link-below"]);
        check_at("https://quay.example/", links, &["", "", ""]);
        check("link-below", links, &["", "", ""]);
        let others =
            "<li><a href=https://sail.example/guide/boats>Far</a><li><a href=#top>Top</a><li><a href=.>Here</a>";
        check_at("https://quay.example/guide/", others, &["", "", ""]);
        check_at("https://quay.example/guide/", "<p>Read first of all what <a href=x>Ann</a> wrote", &[""]);
    }

    #[test]
    fn fellows_lead_into_the_same_folder() {
        let links =
            "<li><a href=/a/1>One</a><li><a href=/a/2/>Two</a><li><a href=/a/3?b=/c>Three</a><li><a href=/b>Four</a>";
        check("link-fellows", links, &["link-fellows:0.5..", "link-fellows:0.5..", "link-fellows:0.5..", ""]);
        check("link-fellows", "<li><a href=x>Alone</a><li><a href=mailto:a@b.example>Mail</a>", &["", ""]);
        check_text("link-fellows", "One\nTwo", &["", ""]);
    }

    #[test]
    fn targets_stand_again_in_menus_or_twice_outside() {
        let one = "<p><a href=/a>Boats</a></p>";
        check("link-again", &format!("<nav>{one}</nav>{one}"), &["", "link-again"]);
        check("link-again", &format!("<article><header>{one}</header>{one}</article>"), &["", ""]);
        check("link-again", &format!("{one}{one}"), &["", ""]);
        check("link-again", &one.repeat(3), &["link-again", "link-again", "link-again"]);
        check(
            "link-again",
            &format!("<footer>{one}<p><a href=/a#x>Again</a></p></footer>"),
            &["link-again", "link-again"],
        );
    }
}
