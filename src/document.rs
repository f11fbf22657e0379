//! What the caller gets: the record of a page and its labelled lines, plain data. `clean` makes it, `render` prints it.

mod label_set;

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::line::Block;
pub(crate) use label_set::LabelSet;

/// A cleaned page. In JSON every field is always present, except `lines`, which is left out where it is empty.
///
/// ```
/// let document = copydesk::clean(b"<h1>Harbour reopens</h1><p>By Jane Doe</p><p>The harbour opened again on Monday.</p>");
/// assert_eq!(document.error, None);
/// assert!(document.lines.iter().any(|line| line.text == "By Jane Doe"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Document {
    /// Where the page came from, as the caller names it: a path, an address, an id. The library leaves it empty.
    pub source: Option<String>,
    /// The page's address: given by the caller, else stated by the page.
    pub url: Option<String>,
    /// The kind of page.
    pub kind: Kind,
    /// The language of the body as an ISO 639-1 code, where it could be told.
    pub language: Option<String>,
    /// The encoding that the bytes were read in, by its name in the Encoding Standard, in lower case.
    pub encoding: String,
    /// Version and content of the rules that judged, such as `1-3f9a1c`.
    pub rules: String,
    /// The headline, as the reader sees it.
    pub headline: Option<String>,
    /// The summary under (or over) the headline.
    pub deck: Option<String>,
    /// Who wrote it, in order, each once. On a thread the author of the first post.
    pub byline: Vec<String>,
    /// When it was published: `2022-04-27`, or with a time where the page states one, as written there.
    pub published: Option<String>,
    /// When it was last changed, in the same form.
    pub modified: Option<String>,
    /// The dateline that opens the body.
    pub dateline: Option<Dateline>,
    /// The clean text: the lines labelled content, or as [`Options::text_labels`](crate::Options::text_labels) says.
    pub text: String,
    /// The captions of pictures and the like.
    pub captions: Vec<Caption>,
    /// The articles of a page that holds several, such as a live blog.
    pub articles: Vec<Article>,
    /// The posts of a thread, in page order.
    pub posts: Vec<Post>,
    /// Readers' comments below an article.
    pub comments: Vec<Post>,
    /// What the page states of its own use, unjudged.
    pub rights: Rights,
    /// How sure the verdicts are, from 0 to 1: the word F1 that they expect of themselves.
    pub confidence: f32,
    /// What was odd about the page, from a closed list.
    pub notes: Vec<Note>,
    /// Why the page could not be read at all. The library never sets it: reading is the caller's business.
    pub error: Option<String>,
    /// Every line of the page with its label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<JudgedLine>,
    /// What each of the chosen fields was chosen from; empty unless [`Options::hits`](crate::Options::hits) asks for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// The labels whose lines make up the text.
    #[serde(skip)]
    pub(crate) text_labels: LabelSet,
    /// What its links are relative to.
    #[serde(skip)]
    pub(crate) base: Option<url::Url>,
}

/// What might have been the headline, the byline or a date, with its points: the most win, if they are above zero.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Candidate {
    /// The field of the record: `headline`, `byline`, `published` or `modified`.
    pub field: String,
    /// What it would have been; several names are parted by `; `.
    pub value: String,
    /// The sum of its hits.
    pub points: f32,
    /// The hits whose points made it, named `field/cue`.
    pub hits: Vec<Hit>,
}

/// What a page states of its own use, as it states it. Nothing is judged: what follows from it is the caller's to know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Rights {
    /// The licence that it names (`rel=license`, JSON-LD), by its address as written.
    pub license: Option<String>,
    /// Whether its meta tags ask robots not to index it.
    pub noindex: bool,
    /// Whether its meta tags ask that it is not used for machine learning (`noai`).
    pub noai: bool,
    /// What its `tdm-reservation` says: whether rights to text and data mining are reserved.
    pub tdm_reservation: Option<bool>,
    /// What its `isAccessibleForFree` says: whether it may be read without paying.
    pub accessible_for_free: Option<bool>,
}

/// A line of the page and what it was found to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct JudgedLine {
    /// The line as a reader sees it.
    pub text: String,
    /// What it is.
    pub label: Label,
    /// The points of the gate, the cut among them: above zero the line is content.
    pub points: f32,
    /// The hits whose points made the verdict; empty unless [`Options::hits`](crate::Options::hits) asks for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hits: Vec<Hit>,
    /// The labels that it came close to having, the closest first; empty unless [`Options::hits`](crate::Options::hits)
    /// asks for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rivals: Vec<Rival>,
    /// Where the line stands in the decoded input, in bytes; empty for markup.
    #[serde(skip)]
    pub source: Range<usize>,
    /// The line of the decoded input on which it, or its element, begins; from 1.
    #[serde(skip)]
    pub source_line: u32,
    #[serde(skip)]
    pub(crate) block: Block,
    /// How many bytes of the text are a list's or heading's mark.
    #[serde(skip)]
    pub(crate) marker: usize,
}

/// A label that a line came close to having.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Rival {
    /// The label.
    pub label: Label,
    /// The sum in which it lost: the gate's, where it is a label of the other side of the cut.
    pub sum: Sum,
    /// What it lacks, below zero.
    pub points: f32,
    /// What each hit gives it more than the label that won, their sum being what it lacks; `order` is what the labels
    /// before and behind give it. Empty for the gate, whose hits are the line's own.
    pub hits: Vec<Hit>,
}

/// A cue that fired on a line, and its points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Hit {
    /// The sum that it counts in.
    pub sum: Sum,
    /// The cue's name, as in `rules/`.
    pub cue: String,
    /// Its points.
    pub points: f32,
}

/// The sums that make a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Sum {
    /// Content or not.
    Gate,
    /// Which label within the group.
    Label,
    /// Which candidate of a field of the record.
    Credit,
    /// Which kind of page.
    Kind,
}

macro_rules! named {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum $name { $($(#[$inner])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// All of them, in the order of the documentation.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The name, as in records, rules and goldens.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The one of this name.
            pub fn from_name(name: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

named! {
    /// What a line is.
    Label {
        /// The content itself: paragraphs, items, rows, quotes, code, posts.
        Body = "body",
        /// A section heading inside the content.
        Heading = "heading",
        /// The title of the page's article or thread.
        Headline = "headline",
        /// The summary under or over the headline.
        Deck = "deck",
        /// Who wrote it.
        Byline = "byline",
        /// When it was published or updated, or a reading time.
        Timestamp = "timestamp",
        /// A line that is only a dateline.
        Dateline = "dateline",
        /// The caption or credit of a picture, video or chart.
        Caption = "caption",
        /// Who posted and when, and the poster's card.
        PostMeta = "post-meta",
        /// The forum software's furniture outside posts.
        ForumWidget = "forum-widget",
        /// Menus, breadcrumbs, pagination, search boxes, tag lists.
        Navigation = "navigation",
        /// Links or teasers to other articles, threads, products.
        Related = "related",
        /// Advertising, subscription offers, donations, paywall text.
        Promo = "promo",
        /// Share and follow buttons, reaction bars.
        Social = "social",
        /// Readers' comments below an article.
        Comment = "comment",
        /// Copyright, terms, privacy, cookie notices, imprint.
        Legal = "legal",
        /// Anything else that is not content.
        Other = "other",
    }
}

impl Label {
    /// Whether lines of this label make up the text: `body` and `heading`.
    pub fn is_content(self) -> bool {
        matches!(self, Label::Body | Label::Heading)
    }
}

named! {
    /// The kind of page.
    #[derive(Default)]
    Kind {
        /// News, magazine and blog articles.
        Article = "article",
        /// Threads of posts.
        Thread = "thread",
        /// Manuals and references.
        Documentation = "documentation",
        /// What a firm or an office offers.
        Service = "service",
        /// A list of teasers.
        Listing = "listing",
        /// Several things of a kind on one page.
        Collection = "collection",
        /// A shop's product.
        Product = "product",
        /// None of these.
        #[default]
        Other = "other",
    }
}

named! {
    /// What was odd about a page: a closed list.
    Note {
        /// The input holds bytes that are no text in any encoding.
        Binary = "binary",
        /// Nothing stated the encoding; it was guessed.
        EncodingGuessed = "encoding-guessed",
        /// The stated encoding does not fit the bytes and was passed over.
        EncodingMismatch = "encoding-mismatch",
        /// Some bytes made no sense in the encoding and were replaced.
        ReplacedCharacters = "replaced-characters",
        /// UTF-8 was read in another encoding and encoded again before the page was made; the text was put right.
        EncodedTwice = "encoded-twice",
        /// The input stops in the middle of a character or a tag.
        TruncatedInput = "truncated-input",
        /// Elements deeper than the limit were taken flat.
        TooDeep = "too-deep",
        /// The page has more nodes than the limit; the rest was not read.
        TooManyNodes = "too-many-nodes",
        /// A tag had more attributes than the limit; the rest were dropped.
        TooManyAttributes = "too-many-attributes",
        /// The parser failed on the page.
        ParserFailed = "parser-failed",
        /// A hidden copy of the text was dropped.
        HiddenCopyDropped = "hidden-copy-dropped",
        /// The page shows nothing; its text was taken from the data of its scripts.
        EmbeddedText = "embedded-text",
        /// There is nothing to keep, and nothing says why; or the page is a placeholder, a redirect or a confirmation.
        NoText = "no-text",
        /// The page is a shell that a script fills, or turns the browser away.
        JsShell = "js-shell",
        /// The page asks for consent, or the reader's age, before it shows anything.
        Consent = "consent",
        /// The page asks for a login.
        Login = "login",
        /// The page asks for a subscription.
        Paywall = "paywall",
        /// The page reports an error, maintenance or a block, or wants proof that a person is reading.
        ErrorPage = "error-page",
        /// The page is a search form, a search or list without results, or a parked domain.
        SearchPage = "search-page",
    }
}

/// A dateline: where and when a report was filed, and by which agency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Dateline {
    /// The dateline as shown, its separator included: `TEHRAN, Iran (AP) —`.
    pub text: String,
    /// The place as written.
    pub place: Option<String>,
    /// State, region or country as written.
    pub region: Option<String>,
    /// The agency's name.
    pub agency: Option<String>,
    /// The date as written.
    pub date: Option<String>,
}

/// A caption, and its credit where that can be told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Caption {
    /// What the caption says.
    pub text: String,
    /// Who made the picture.
    pub credit: Option<String>,
}

/// One of several articles on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Article {
    /// Its headline.
    pub headline: Option<String>,
    /// The summary at its headline.
    pub deck: Option<String>,
    /// Who wrote it.
    pub byline: Vec<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The dateline that opens it.
    pub dateline: Option<Dateline>,
    /// Its text.
    pub text: String,
}

/// A post of a thread, or a reader's comment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Post {
    /// Who posted it, where the page names one.
    pub author: Option<String>,
    /// When, where the page says so.
    pub published: Option<String>,
    /// The post's own words.
    pub text: String,
    /// Articles that were pasted into it.
    pub articles: Vec<Article>,
}
