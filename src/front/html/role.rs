//! What each tag means for the cutting of lines. Found once for each name of a page, since names are compared by their
//! letters and a page has thousands of elements.

use html5ever::LocalName;
use rustc_hash::FxHashMap;

use crate::line::Tag;

/// What an element does to the lines around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Dresses a part of a word or sentence and never parts words.
    Dressing,
    /// `<span>`: may part words or not.
    Span,
    /// A control or picture in the line, which stands apart from the words it touches.
    Control,
    /// `<a>`.
    Link,
    /// `<time>`.
    Time,
    /// Any other element within a line.
    Inline,
    /// How the characters of `<ruby>` are read.
    Reading,
    /// Its text is seen by no reader.
    Unseen,
    /// Begins and ends lines.
    Break,
    /// `<br>`: ends a line, not a paragraph.
    LineBreak,
    Table,
    Cell,
    Row,
    Item,
    List,
    NumberedList,
    Quote,
    Preformatted,
    Definitions,
    Term,
    Meaning,
    Caption,
    Heading(u8),
}

impl Role {
    /// What a tag of this name does.
    pub(super) fn of(name: &str) -> Role {
        match name {
            "abbr" | "b" | "bdi" | "bdo" | "big" | "code" | "del" | "em" | "font" | "i" | "ins" | "kbd" | "mark"
            | "q" | "rb" | "ruby" | "s" | "small" | "strike" | "strong" | "sub" | "sup" | "tt" | "u" | "var"
            | "wbr" => Role::Dressing,
            "span" => Role::Span,
            "button" | "img" | "input" | "label" => Role::Control,
            "a" => Role::Link,
            "time" => Role::Time,
            "audio" | "canvas" | "head" | "iframe" | "noembed" | "noframes" | "object" | "script" | "style" | "svg"
            | "template" | "title" | "video" => Role::Unseen,
            "rp" | "rt" | "rtc" => Role::Reading,
            "br" => Role::LineBreak,
            "table" => Role::Table,
            "dl" => Role::Definitions,
            "dt" => Role::Term,
            "dd" => Role::Meaning,
            "caption" | "figcaption" => Role::Caption,
            "td" | "th" => Role::Cell,
            "tr" => Role::Row,
            "li" => Role::Item,
            "dir" | "menu" | "ul" => Role::List,
            "ol" => Role::NumberedList,
            "blockquote" => Role::Quote,
            "pre" | "textarea" => Role::Preformatted,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading(name.as_bytes()[1] - b'0'),
            "address" | "article" | "aside" | "body" | "center" | "details" | "dialog" | "div" | "fieldset"
            | "figure" | "footer" | "form" | "frameset" | "header" | "hgroup" | "hr" | "html" | "legend" | "main"
            | "nav" | "noscript" | "optgroup" | "option" | "p" | "search" | "section" | "select" | "summary"
            | "tbody" | "tfoot" | "thead" => Role::Break,
            _ => Role::Inline,
        }
    }

    /// Whether the element begins and ends lines.
    pub(super) fn breaks(self) -> bool {
        !matches!(
            self,
            Role::Dressing
                | Role::Span
                | Role::Control
                | Role::Link
                | Role::Time
                | Role::Inline
                | Role::Reading
                | Role::Unseen
        )
    }
}

/// Tag and role of the names met so far.
#[derive(Default)]
pub(super) struct Roles(FxHashMap<LocalName, (Tag, Role)>);

impl Roles {
    pub(super) fn of(&mut self, name: &LocalName) -> (Tag, Role) {
        match self.0.get(name) {
            Some(&known) => known,
            None => {
                let found = (Tag::of(name), Role::of(name));
                self.0.insert(name.clone(), found);
                found
            }
        }
    }
}
