//! The record's front matter: headline, deck, byline, dates, dateline, captions. Each field gathers candidates from the
//! labelled lines and from what the page states of itself; each candidate has points for every piece of evidence, and
//! the most points win. Lines are not judged again here, and the readers of single fields (`date`, `dateline`, `name`)
//! know nothing of pages.

mod article;
mod byline;
mod caption;
mod choice;
pub(crate) mod date;
pub(crate) mod dateline;
mod headline;
mod json_ld;
pub(crate) mod name;
mod published;

use std::ops::Range;

use crate::document::{Document, Kind, Label};
use crate::line::BlockKind;
use crate::measure::Measured;
use crate::options::Options;
use crate::rules::Rules;
use crate::thread::PostLines;
use date::{DateContext, Months, day_first_hint, find_dates};
use json_ld::Stated;

/// How many bytes of the body its language is told from.
const LANGUAGE_BYTES: usize = 2048;

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
    /// What JSON-LD says of the page's main thing.
    stated: Stated,
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
        let language = language(page, labels);
        let short = page.page.lines.iter().map(|line| line.words()).filter(|text| text.len() <= DATE_LINE);
        let dates = DateContext {
            language: page.page.metadata.language.as_deref().or(language),
            now: options.now.map(|now| now.0),
            day_first: day_first_hint(short),
        };
        let stated = json_ld::read(&page.page.metadata.json_ld);
        Evidence { page, rules, labels, kind, language, dates, stated }
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
}

/// The record of a page: everything but what `clean` knows better.
pub(crate) fn record(evidence: &Evidence<'_>, posts: &[PostLines], comments: &[PostLines]) -> Document {
    let mut document = Document {
        kind: evidence.kind,
        language: evidence.language.map(str::to_owned),
        text: content_text(evidence, evidence.all()),
        captions: caption::read(evidence),
        headline: headline::choose(evidence),
        deck: evidence.labelled(evidence.all(), Label::Deck).next().map(|line| evidence.text(line).to_owned()),
        posts: posts.iter().map(|post| article::post(evidence, post)).collect(),
        comments: comments.iter().map(|comment| article::comment(evidence, comment)).collect(),
        ..Document::default()
    };
    if evidence.kind == Kind::Thread {
        thread_credits(evidence, &mut document);
    } else {
        document.byline = byline::choose(evidence);
        document.published = published::choose(evidence);
        document.modified = published::modified(evidence);
        document.dateline = article::dateline(evidence, evidence.all());
    }
    document
}

/// A thread's byline and date are its first post's; where that states none, the first pasted article's.
fn thread_credits(evidence: &Evidence<'_>, document: &mut Document) {
    let Some(first) = document.posts.first() else {
        document.byline = byline::choose(evidence);
        document.published = published::choose(evidence);
        return;
    };
    let pasted = document.posts.iter().flat_map(|post| &post.articles).next();
    document.byline = match &first.author {
        Some(author) => vec![author.clone()],
        None => pasted.map(|article| article.byline.clone()).unwrap_or_default(),
    };
    document.published = first.published.clone().or_else(|| pasted.and_then(|article| article.published.clone()));
    document.dateline = first.articles.first().and_then(|article| article.dateline.clone());
}

/// The content lines of a range as text: paragraphs parted by blank lines, items, rows and code by line breaks.
pub(crate) fn content_text(evidence: &Evidence<'_>, lines: Range<usize>) -> String {
    joined(evidence, lines.filter(|&line| evidence.labels[line].is_content()))
}

/// Lines as text.
fn joined(evidence: &Evidence<'_>, lines: impl Iterator<Item = usize>) -> String {
    let mut text = String::new();
    let mut before: Option<(usize, BlockKind)> = None;
    for line in lines {
        let source = &evidence.page.page.lines[line];
        let kind = source.block.kind;
        if let Some((last, last_kind)) = before {
            let close = last + 1 == line && goes_on(last_kind, kind);
            text.push_str(if close { "\n" } else { "\n\n" });
        }
        text.push_str(&source.text);
        before = Some((line, kind));
    }
    text
}

/// Whether two blocks belong to one list, table or piece of code.
fn goes_on(before: BlockKind, after: BlockKind) -> bool {
    use BlockKind::{Code, Item, Row};
    matches!((before, after), (Item(..), Item(..)) | (Row(_), Row(_)) | (Code(_), Code(false)))
}

/// The byte ranges of the dates in a piece of text, whatever its language.
pub(crate) fn date_spans(text: &str, months: &Months) -> Vec<Range<usize>> {
    let context = DateContext { language: None, now: None, day_first: None };
    find_dates(text, &context, months).into_iter().map(|date| date.span).collect()
}

/// The language of the body, as an ISO 639-1 code.
fn language(page: &Measured<'_>, labels: &[Label]) -> Option<&'static str> {
    let mut sample = String::new();
    let content = page.page.lines.iter().zip(labels).filter(|(_, label)| label.is_content());
    for (line, _) in content {
        if sample.len() > LANGUAGE_BYTES {
            break;
        }
        sample.push_str(line.words());
        sample.push('\n');
    }
    let found = whatlang::detect(&sample).filter(|found| found.is_reliable() || sample.len() > LANGUAGE_BYTES / 8)?;
    ISO_639_1.binary_search_by_key(&found.lang().code(), |pair| pair.0).ok().map(|at| ISO_639_1[at].1)
}

/// The codes that language detection gives, and the two-letter ones, sorted.
const ISO_639_1: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_codes_are_sorted() {
        assert!(ISO_639_1.is_sorted());
    }
}
