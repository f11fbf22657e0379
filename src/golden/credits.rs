//! What the head of an expected file says of a page: the credits, and of a thread who posted what and when. Each is a name
//! and a text; what is not known is `-`.

use crate::document::{Article, Document, Kind, Note, Post};

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
    "articles",
    "modified",
    "empty",
];

/// What begins the names of single posts, and of single articles on a page of several.
pub(super) const POST: &str = "post-";
pub(super) const ARTICLE: &str = "article-";

/// Everything that the head of a whole page says, in order.
pub(super) fn of(document: &Document) -> Vec<(String, String)> {
    let always = NAMES[..9].iter().map(|name| (*name).to_owned());
    let comments = (!document.comments.is_empty()).then(|| "comments".to_owned());
    let posts = (1..=document.posts.len()).map(|number| format!("{POST}{number}"));
    let articles = (1..=articles(document).count()).map(|number| format!("{ARTICLE}{number}"));
    let names = always.chain(comments).chain(posts).chain(articles);
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
        "articles" => articles(document).count().to_string(),
        article if number(article, ARTICLE).is_some() => {
            let place = number(article, ARTICLE)?.saturating_sub(1);
            articles(document).nth(place).map(head).unwrap_or_default()
        }
        post => number(post, POST).map(|number| document.posts.get(number - 1).map(poster).unwrap_or_default())?,
    };
    let said = if said.is_empty() { NOTHING.to_owned() } else { said };
    Some(said.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
}

/// Whether it is the name of a field.
pub(super) fn is_name(name: &str) -> bool {
    NAMES.contains(&name) || [POST, ARTICLE].iter().any(|kind| number(name, kind).is_some())
}

fn number(name: &str, kind: &str) -> Option<usize> {
    name.strip_prefix(kind)?.parse().ok().filter(|&number| number > 0)
}

/// The articles of a page of several, and those that were pasted into posts.
fn articles(document: &Document) -> impl Iterator<Item = &Article> {
    document.articles.iter().chain(document.posts.iter().flat_map(|post| &post.articles))
}

/// Headline, authors, date and dateline of an article.
fn head(article: &Article) -> String {
    let dateline = article.dateline.as_ref().map(|dateline| dateline.text.clone());
    let byline = Some(article.byline.join("; ")).filter(|names| !names.is_empty());
    let parts = [article.headline.clone(), byline, article.published.clone(), dateline];
    parts.map(|part| part.unwrap_or_else(|| NOTHING.to_owned())).join(" | ")
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
