//! What a line has to do with the pictures around it. None of these fires on flattened text, which shows no pictures.

use super::{Cue, Sense, View};
use crate::measure::NearPicture;

const SAID: &[f32] = &[0.4, 0.6, 0.8, 0.95];
const BOX_LINES: &[f32] = &[1.0, 2.0, 3.0, 4.0, 6.0, 9.0];
const BEHIND: &[f32] = &[1.0, 2.0, 3.0, 5.0];

/// The family's table.
pub(super) const CUES: &[Cue] = &[
    Cue {
        name: "says-alt",
        meaning: "share of its words that are said in the place of a picture near it",
        sense: Sense::Range(SAID, |view| near(view).said),
    },
    Cue {
        name: "picture-box",
        meaning: "how many lines the nearest element has that holds it and a picture, and not the text as well",
        sense: Sense::Range(BOX_LINES, |view| near(view).box_lines),
    },
    Cue {
        name: "behind-picture",
        meaning: "how many lines behind the last picture it stands, within such an element",
        sense: Sense::Range(BEHIND, |view| near(view).behind),
    },
];

fn near<'v>(view: &'v View) -> &'v NearPicture {
    &view.page.pictures[view.line]
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_text};

    const TEXT: &str =
        "<p>The ferry between the two islands is back in service, the harbour master said on Monday.</p>";

    #[test]
    fn captions_repeat_what_is_said_of_pictures() {
        let said = |alt: &str, line: &str, hits: &[&str]| {
            check("says-alt", &format!("<img src=a.jpg {alt}><p>{line}</p>"), hits)
        };
        said("alt='The ferry at the quay'", "The ferry, at the quay.", &["says-alt:0.95.."]);
        said("title='The ferry at the quay'", "The ferry at the quay Foto Ida", &["says-alt:0.6..0.8"]);
        said("alt='The ferry at the quay'", "Nobody had seen the net", &[""]);
        said("alt='The ferry at the quay'", "The ferry", &[""]);
        said("alt='今天早上码头上的渡轮'", "今天早上码头上的渡轮", &["says-alt:0.95.."]);
        said("alt='Паром у причала утром'", "Паром у причала утром", &["says-alt:0.95.."]);
        said("class=avatar alt='The ferry at the quay'", "The ferry at the quay", &[""]);
        said("width=48 alt='The ferry at the quay'", "The ferry at the quay", &[""]);
        check(
            "says-alt",
            "<p>a</p><p>The ferry at the quay</p><amp-img src=a.jpg width=16 alt='The ferry at the quay'></amp-img>",
            &["", "says-alt:0.95.."],
        );
        let far =
            "<img src=a.jpg alt='The ferry at the quay'><p>a</p><p>b</p><p>c</p><p>d</p><p>The ferry at the quay</p>";
        check("says-alt", far, &["", "", "", "", ""]);
        check_text("says-alt", "The ferry at the quay", &[""]);
    }

    #[test]
    fn captions_share_a_box_with_a_picture() {
        let page = |html: &str| format!("<article>{TEXT}{html}{TEXT}{TEXT}</article>");
        let lines = |hits: &[&'static str]| [&[""], hits, &["", ""]].concat();
        check(
            "picture-box",
            &page("<div><a href=x><img src=a.jpg></a><p>The quay</p><p>Ida</p></div>"),
            &lines(&["picture-box:2..3", "picture-box:2..3"]),
        );
        check("picture-box", &page("<div><video poster=a.jpg></video>The quay</div>"), &lines(&["picture-box:1..2"]));
        check("picture-box", &page("<div><svg></svg>The quay</div>"), &lines(&[""]));
        check("picture-box", &page("<div><img src='data:image/gif;base64,R0'>The quay</div>"), &lines(&[""]));
        check("picture-box", &page("<div><img data-srcset='a.jpg 1x'>The quay</div>"), &lines(&["picture-box:1..2"]));
        check("picture-box", &page("<img src=a.jpg><p>The quay</p>"), &lines(&[""]));
    }

    #[test]
    fn captions_stand_behind_pictures() {
        let page = |html: &str| format!("<article>{TEXT}<div>{html}</div>{TEXT}{TEXT}</article>");
        let lines = |hits: &[&'static str]| [&[""], hits, &["", ""]].concat();
        check(
            "behind-picture",
            &page("<p>Before</p><picture><source srcset=b.jpg><img src=a.jpg></picture><p>The quay</p><p>Ida</p>"),
            &lines(&["", "behind-picture:1..2", "behind-picture:2..3"]),
        );
        check("behind-picture", &page("Before <img src=a.jpg> <p>The quay</p>"), &lines(&["", "behind-picture:1..2"]));
        // Lines that are taken out do not count.
        check(
            "behind-picture",
            &page(&format!("<img src=a.jpg><noscript>{TEXT}</noscript><p>The quay</p>")),
            &lines(&["behind-picture:1..2"]),
        );
        check("behind-picture", &page("<img src=a.jpg class=site-logo><p>The quay</p>"), &lines(&[""]));
    }
}
