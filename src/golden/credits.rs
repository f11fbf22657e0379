//! What the head of an expected file says of a page: the credits, and of a thread who posted what and when. Each is a name
//! and a text; what is not known is `-`.

use crate::document::{Document, Kind, Note, Post};

/// The notes that say why a text is empty.
const REASONS: &[Note] =
    &[Note::NoText, Note::JsShell, Note::Consent, Note::Login, Note::Paywall, Note::ErrorPage, Note::SearchPage];

/// What stands for nothing.
pub(super) const NOTHING: &str = "-";

/// The names that a head may have, besides `post-1`, `post-2` and so on. The last two are for expectations written by
/// hand.
pub(super) const NAMES: &[&str] = &[
    "kind",
    "language",
    "headline",
    "deck",
    "byline",
    "published",
    "dateline",
    "posts",
    "notes",
    "comments",
    "modified",
    "empty",
];

/// What begins the names of single posts.
pub(super) const POST: &str = "post-";

/// Everything that the head of a whole page says, in order.
pub(super) fn of(document: &Document) -> Vec<(String, String)> {
    let always = NAMES[..9].iter().map(|name| (*name).to_owned());
    let comments = (!document.comments.is_empty()).then(|| "comments".to_owned());
    let posts = (1..=document.posts.len()).map(|number| format!("{POST}{number}"));
    let names = always.chain(comments).chain(posts);
    names.map(|name| (value(document, &name).unwrap_or_default(), name)).map(|(value, name)| (name, value)).collect()
}

/// What a document says under a name, on one line; nothing where there is no such name.
pub(super) fn value(document: &Document, name: &str) -> Option<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let said = match name {
        "kind" => document.kind.to_string(),
        "language" => text(&document.language),
        "headline" => text(&document.headline),
        "deck" => text(&document.deck),
        "byline" => document.byline.join("; "),
        "published" => text(&document.published),
        "modified" => text(&document.modified),
        "dateline" => document.dateline.as_ref().map(|dateline| dateline.text.clone()).unwrap_or_default(),
        "posts" => if document.kind == Kind::Thread { document.posts.len() } else { 0 }.to_string(),
        "notes" => notes(document, |_| true),
        "empty" if document.text.is_empty() => notes(document, |note| REASONS.contains(&note)),
        "empty" => String::new(),
        "comments" => document.comments.iter().map(poster).collect::<Vec<_>>().join("; "),
        post => post_number(post).map(|number| document.posts.get(number - 1).map(poster).unwrap_or_default())?,
    };
    let said = if said.is_empty() { NOTHING.to_owned() } else { said };
    Some(said.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
}

/// Whether it is the name of a field.
pub(super) fn is_name(name: &str) -> bool {
    NAMES.contains(&name) || post_number(name).is_some()
}

fn post_number(name: &str) -> Option<usize> {
    name.strip_prefix(POST)?.parse().ok().filter(|&number| number > 0)
}

fn notes(document: &Document, wanted: impl Fn(Note) -> bool) -> String {
    let names = document.notes.iter().filter(|note| wanted(**note)).map(|note| note.name());
    names.collect::<Vec<_>>().join(", ")
}

/// Who posted, and on which day.
fn poster(post: &Post) -> String {
    let day = post.published.as_deref().map_or(NOTHING, |published| published.get(..10).unwrap_or(published));
    format!("{} | {day}", post.author.as_deref().unwrap_or(NOTHING))
}
