//! The record's front matter: headline, deck, byline, dates, dateline, captions. Each field gathers candidates from the
//! labelled lines and from what the page states of itself; each candidate has points for every piece of evidence, and
//! the most points win. Lines are not judged again here, and the readers of single fields (`date`, `dateline`, `name`)
//! know nothing of pages.

mod article;
mod articles;
mod byline;
mod caption;
mod choice;
pub(crate) mod date;
pub(crate) mod dateline;
mod front;
mod headline;
mod joined;
mod json_ld;
mod language;
pub(crate) mod name;
mod published;
mod quoted;
mod rights;

use std::ops::Range;

use crate::document::{Document, Kind, Label, LabelSet, Post};
use crate::kind::KindChances;
use crate::measure::{Measured, fold};
use crate::options::Options;
use crate::rules::Rules;
use crate::score::Columns;
use crate::thread::PostLines;
pub(crate) use choice::Field;
use date::{DateContext, Months, day_first_by, day_first_hint, find_dates};
use json_ld::Stated;
pub(crate) use quoted::{Quoted, quoted};

/// The fields that are chosen from candidates.
pub(crate) const FIELDS: &[Field] = &[headline::FIELD, byline::FIELD, published::PUBLISHED, published::MODIFIED];

/// What has points of its own besides: where an article starts.
pub(crate) const STARTS: &Field = &articles::STARTS;

/// Lines of at most this many bytes are looked at to find out how the page orders numeric dates.
const DATE_LINE: usize = 120;

/// All that the fields are read from.
pub(crate) struct Evidence<'a> {
    pub(crate) page: &'a Measured<'a>,
    pub(crate) rules: &'a Rules,
    pub(crate) labels: &'a [Label],
    pub(crate) kind: Kind,
    pub(crate) language: Option<&'static str>,
    pub(crate) dates: DateContext<'a>,
    /// Which columns of the points count.
    columns: Columns,
    /// The labels whose lines make up the text.
    text_labels: LabelSet,
    /// What JSON-LD says of the page's main thing.
    stated: Stated,
    /// The names that the site goes by, folded; the letters of its host.
    sites: Vec<String>,
    host: String,
    /// Whether the candidates are to be told.
    tells: bool,
}

/// What was found so far, for the fields that lean on it.
#[derive(Debug, Default)]
struct Credits {
    /// The line that shows the headline.
    headline_line: Option<usize>,
    /// Author and date of a thread's first post, or of the first article pasted into it.
    first_author: Option<String>,
    first_date: Option<String>,
    /// Whether the posts right behind the first are older than it.
    first_is_late: bool,
}

impl<'a> Evidence<'a> {
    /// Gathers the evidence of a judged page.
    pub(crate) fn new(
        page: &'a Measured<'a>,
        rules: &'a Rules,
        labels: &'a [Label],
        kind: Kind,
        options: &Options,
    ) -> Evidence<'a> {
        let metadata = &page.page.metadata;
        let language = language::of_body(page, labels);
        let stated = json_ld::read(&metadata.json_ld);
        let short = || page.page.lines.iter().map(|line| line.words()).filter(|text| text.len() <= DATE_LINE);
        let by_days = || day_first_by(short(), &published::stated_days(page, &stated));
        let dates = DateContext {
            language: metadata.language.as_deref().or(language),
            now: options.now.map(|now| now.0),
            day_first: day_first_hint(short()).or_else(by_days),
        };
        let address = metadata.address.as_deref().and_then(|address| url::Url::parse(address).ok());
        let host = address.and_then(|url| url.host_str().map(fold)).unwrap_or_default();
        let mut evidence = Evidence {
            page,
            rules,
            labels,
            kind,
            language,
            dates,
            columns: Columns::of(KindChances::certain(kind), page.page.from_markup),
            text_labels: options.text_labels,
            stated,
            sites: Vec::new(),
            host: host.split(' ').collect(),
            tells: options.hits,
        };
        evidence.sites = front::site_names(&evidence).iter().map(|site| fold(site)).collect();
        evidence
    }

    /// The lines of a range that have this label.
    fn labelled(&self, lines: Range<usize>, label: Label) -> impl Iterator<Item = usize> {
        lines.filter(move |&line| self.labels[line] == label)
    }

    /// All lines of the page.
    fn all(&self) -> Range<usize> {
        0..self.labels.len()
    }

    /// A line's text without a list's mark.
    fn text(&self, line: usize) -> &'a str {
        self.page.page.lines[line].words()
    }

    /// Whether a line speaks in one of these phrase families.
    fn says(&self, line: usize, families: &[&str]) -> bool {
        let names = self.rules.phrases.families();
        self.page.phrases[line].iter().any(|&family| families.contains(&names[usize::from(family)].as_str()))
    }

    /// How candidates are told, where they are to be.
    fn show<T>(&self, how: fn(&T) -> String) -> Option<fn(&T) -> String> {
        self.tells.then_some(how)
    }
}

/// The record of a page: everything but what `clean` knows better.
pub(crate) fn record(evidence: &Evidence<'_>, posts: &[PostLines], comments: &[PostLines]) -> Document {
    let headline = headline::choose(evidence);
    let mut document = Document {
        kind: evidence.kind,
        language: evidence.language.map(str::to_owned),
        text: content_text(evidence, evidence.all()),
        captions: caption::read(evidence),
        headline: headline.value,
        deck: evidence.labelled(evidence.all(), Label::Deck).next().map(|line| evidence.text(line).to_owned()),
        posts: posts.iter().map(|post| article::post(evidence, post)).collect(),
        rights: rights::read(evidence),
        candidates: headline.told,
        comments: comments.iter().map(|comment| article::comment(evidence, comment)).collect(),
        ..Document::default()
    };
    let credits = found(evidence, &document);
    let byline = byline::choose(evidence, &credits);
    let days = published::gather(evidence, &credits);
    let published = published::published(evidence, days.clone());
    let modified = published::modified(evidence, days, published.value.as_deref());
    document.byline = byline.value.unwrap_or_default();
    document.published = published.value;
    document.modified = modified.value;
    document.dateline = match document.posts.first() {
        Some(first) => first.articles.first().and_then(|article| article.dateline.clone()),
        None => article::dateline(evidence, evidence.all()),
    };
    if posts.is_empty() {
        document.articles = articles::of_page(evidence, document.published.as_deref());
    }
    for told in [byline.told, published.told, modified.told] {
        document.candidates.extend(told);
    }
    document
}

/// What the later fields lean on. A thread's byline and date are its first post's; where that states none, the first
/// pasted article's.
fn found(evidence: &Evidence<'_>, document: &Document) -> Credits {
    let pasted = || document.posts.iter().flat_map(|post| &post.articles).next();
    let first = document.posts.first();
    let headline = document.headline.as_deref().map(fold).unwrap_or_default();
    Credits {
        headline_line: evidence.all().find(|&line| !headline.is_empty() && evidence.page.folded[line] == headline),
        first_author: first.and_then(|post| post.author.clone().or_else(|| pasted()?.byline.first().cloned())),
        first_date: first.and_then(|post| post.published.clone().or_else(|| pasted()?.published.clone())),
        first_is_late: first.is_some_and(|first| is_late(first, &document.posts)),
    }
}

/// Whether the two posts behind the first are older by a day or more: the first one's date is that of an edit, or of the
/// page.
fn is_late(first: &Post, posts: &[Post]) -> bool {
    let day = |post: &Post| post.published.as_deref().and_then(|published| published.get(..10)).map(str::to_owned);
    let next: Vec<String> = posts.iter().skip(1).take(2).filter_map(day).collect();
    day(first).is_some_and(|first| !next.is_empty() && next.iter().all(|next| *next < first))
}

/// A candidate as the fit sees it: what it says, and the names of its hits.
#[cfg(feature = "fit")]
pub(crate) type Dumped<T> = Vec<(T, Vec<&'static str>)>;

/// The candidates of the three fields that are fitted, with the headline's line as it is chosen now.
#[cfg(feature = "fit")]
pub(crate) fn dump(
    evidence: &Evidence<'_>,
    posts: &[PostLines],
) -> (Dumped<String>, Dumped<Vec<String>>, Dumped<String>) {
    let document = record(evidence, posts, &[]);
    let credits = found(evidence, &document);
    let published = published::gather(evidence, &credits);
    (headline::gather(evidence).dump(), byline::gather(evidence, &credits).dump(), published.dump())
}

/// The content lines of a range as text: paragraphs parted by blank lines, items, rows and code by line breaks.
pub(crate) fn content_text(evidence: &Evidence<'_>, lines: Range<usize>) -> String {
    joined(evidence, lines.filter(|&line| evidence.text_labels.has(evidence.labels[line])))
}

/// Lines as text.
fn joined(evidence: &Evidence<'_>, lines: impl Iterator<Item = usize>) -> String {
    joined::joined(lines.map(|line| &evidence.page.page.lines[line]))
}

/// The byte ranges of the dates in a piece of text, whatever its language.
pub(crate) fn date_spans(text: &str, months: &Months) -> Vec<Range<usize>> {
    let context = DateContext { language: None, now: None, day_first: None };
    find_dates(text, &context, months).into_iter().map(|date| date.span).collect()
}

#[cfg(test)]
mod silent_tests;
#[cfg(test)]
mod tests;
