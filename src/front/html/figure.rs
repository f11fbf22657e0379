//! Pictures: which elements show one, and which of them a caption is of, namely that in the same figure. Where one is to be
//! fetched from is asked of the attributes that hold it until a reader scrolls to it as well, since what stands in `src`
//! till then is an empty one.

use std::sync::Arc;

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element as Source;

use super::arena::attribute;
use super::hidden;
use crate::line::Picture;

/// How far above its caption a figure is looked for, and how many nodes of it are looked at.
const ABOVE: usize = 3;
const LOOKED_AT: usize = 200;

/// A place or words of more bytes are passed over: a figure may have any number of captions, and each keeps its picture.
const MOST_BYTES: usize = 2_000;

/// Attributes that hold where a picture is, the surest first.
const SOURCES: &[&str] = &["data-src", "data-lazy-src", "data-original", "src"];

/// Elements that show a picture, sorted.
const SHOWN: &[&str] = &["amp-img", "img", "video"];

/// What is no wider or no higher, in pixels, is an icon, or counts readers.
const ICON: f32 = 64.0;

/// Words of names of pictures that a page has on every text, sorted.
const FURNITURE: &[&str] = &[
    "avatar", "avatars", "badge", "emoji", "emoticon", "gravatar", "icon", "icons", "logo", "pixel", "smiley",
    "spinner", "sprite", "tracker", "tracking",
];

/// Attributes that hold several places.
const SETS: &[&str] = &["srcset", "data-srcset"];

/// Attributes that say what a picture shows.
const WORDS: &[&str] = &["alt", "title", "aria-label"];

/// What is said in the place of a picture, or beside it, if the element shows one; `names` are its own, `above` those of
/// the element above.
pub(super) fn shown(element: &Source, names: &str, above: &str) -> Option<Box<str>> {
    let name = element.name();
    if SHOWN.binary_search(&name).is_err() || hidden::has(names, FURNITURE) || hidden::has(above, FURNITURE) {
        return None;
    }
    // What stands there on AMP pages is how wide it is for its height.
    let pixels = |side: &str| attribute(element, side)?.trim().trim_end_matches("px").parse::<f32>().ok();
    let is_icon = name != "amp-img" && ["width", "height"].into_iter().filter_map(pixels).any(|side| side <= ICON);
    let has_place = || source(element).is_some() || SETS.iter().any(|set| attribute(element, set).is_some());
    if is_icon || name != "video" && !has_place() {
        return None;
    }
    let words = WORDS.iter().filter_map(|name| attribute(element, name)).filter(|words| words.len() <= MOST_BYTES);
    Some(words.collect::<Vec<_>>().join(" ").into())
}

/// The picture of the figure that a caption stands in.
pub(super) fn of_caption(caption: NodeRef<'_, Node>) -> Option<Arc<Picture>> {
    let is_figure =
        |node: &NodeRef<'_, Node>| node.value().as_element().is_some_and(|element| element.name() == "figure");
    let figure = caption.ancestors().take(ABOVE).find(is_figure)?;
    let elements = figure.descendants().take(LOOKED_AT).filter_map(|node| node.value().as_element());
    elements.filter(|element| element.name() == "img").find_map(picture)
}

fn picture(image: &Source) -> Option<Arc<Picture>> {
    let source = source(image)?.into();
    let words = attribute(image, "alt").filter(|words| words.len() <= MOST_BYTES).unwrap_or_default();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Arc::new(Picture { source, words: words.into() }))
}

/// Where a picture is to be fetched from.
fn source(image: &Source) -> Option<&str> {
    let is_short = |value: &&str| value.len() <= MOST_BYTES;
    let is_place =
        |value: &&str| is_short(value) && !value.trim().is_empty() && !value.trim_start().starts_with("data:");
    let stated = SOURCES.iter().filter_map(|name| attribute(image, name)).find(is_place);
    let of_set = || attribute(image, "srcset")?.split_ascii_whitespace().next().filter(is_place);
    Some(stated.or_else(of_set)?.trim())
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::{FURNITURE, MOST_BYTES, SHOWN};
    use crate::line::Within;

    #[test]
    fn lists_are_sorted() {
        assert!(SHOWN.is_sorted() && FURNITURE.is_sorted());
    }

    #[test]
    fn captions_know_their_pictures() {
        let long = "quay/".repeat(MOST_BYTES);
        let (long_words, long_place) = (
            format!("<img src=a.jpg alt='{long}'><figcaption>Dawn</figcaption>"),
            format!("<img src='{long}'><figcaption>Dawn</figcaption>"),
        );
        for (html, expected) in [
            (long_words.as_str(), Some(("a.jpg", ""))),
            (long_place.as_str(), None),
            ("<img src=a.jpg alt='The\n quay'><figcaption>Dawn</figcaption>", Some(("a.jpg", "The quay"))),
            (
                "<a href=b><img src='data:image/gif;base64,R0' data-src=b.jpg></a><figcaption><p>Dawn</p></figcaption>",
                Some(("b.jpg", "")),
            ),
            ("<img srcset='c.jpg 1x, d.jpg 2x'><figcaption>Dawn</figcaption>", Some(("c.jpg", ""))),
            ("<img src='data:,'><figcaption>Dawn</figcaption>", None),
            ("<video></video><figcaption>Dawn</figcaption>", None),
        ] {
            let page = read(&format!("<img src=other.jpg><figure>{html}</figure>"), &mut Vec::new());
            let within = page.lines[0].block.within.iter().flat_map(|within| within.iter());
            let found = within.clone().find_map(|within| match within {
                Within::Caption(_, picture) => picture.as_deref(),
                _ => None,
            });
            assert_eq!(found.map(|picture| (&*picture.source, &*picture.words)), expected, "{html}");
        }
    }
}
