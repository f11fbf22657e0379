//! The tags that the project tells apart. What they mean is left to the fronts and the cues.

/// A tag's place in [`TAGS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Tag(pub(crate) u8);

/// The tags that the project tells apart, sorted; everything else is [`Tag::OTHER`].
pub(crate) const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "html",
    "i",
    "img",
    "input",
    "label",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "noscript",
    "ol",
    "option",
    "p",
    "pre",
    "q",
    "rt",
    "s",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
];

impl Tag {
    /// Any tag that is not in [`TAGS`].
    pub(crate) const OTHER: Tag = Tag(u8::MAX);

    /// The tag of this name.
    pub(crate) fn of(name: &str) -> Tag {
        TAGS.binary_search(&name).map_or(Tag::OTHER, |at| Tag(at as u8))
    }

    /// Its name, `other` for one that is not told apart.
    pub(crate) fn name(self) -> &'static str {
        TAGS.get(self.0 as usize).copied().unwrap_or("other")
    }
}
