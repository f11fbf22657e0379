//! The headline as the reader sees it: the line that shows it, backed by what the page states.

use super::Evidence;
use super::choice::Candidates;
use crate::document::{Kind, Label};
use crate::line::BlockKind;
use crate::measure::fold;

/// Points of the evidence. A shown line beats what is only stated: search engines get a wording of their own.
const LABELLED: f32 = 3.0;
const TOP_HEADING: f32 = 1.0;
const TITLE_LINE: f32 = 1.0;
const OPEN_GRAPH: f32 = 1.5;
const JSON_LD: f32 = 1.5;
const DOCUMENT_TITLE: f32 = 1.2;

/// Each later headline line is worth so much less than the one before: pages show the headline first.
const LATER: f32 = 0.4;

/// How many headline lines are looked at.
const MOST_LINES: usize = 6;

/// What parts a headline from the site's name in a title.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " · ", " » ", " « ", " / ", ": ", "_"];

/// A site's name has at most this many words.
const SITE_WORDS: usize = 6;

/// The headline of the page.
pub(super) fn choose(evidence: &Evidence<'_>) -> Option<String> {
    let mut candidates = Candidates::new();
    let mut offer = |text: &str, points: f32, shown: f32| {
        let text = strip(evidence, text);
        candidates.offer(fold(&text), text, points, shown);
    };
    let lines = evidence.labelled(evidence.all(), Label::Headline).take(MOST_LINES);
    for (rank, line) in lines.enumerate() {
        offer(evidence.text(line), LABELLED - LATER * rank as f32, 2.0);
    }
    if let Some(line) = evidence.page.title_line {
        let is_top = evidence.page.page.lines[line].block.kind == BlockKind::Heading(1);
        offer(evidence.text(line), TITLE_LINE + if is_top { TOP_HEADING } else { 0.0 }, 1.5);
    }
    if has_content(evidence) {
        let metadata = &evidence.page.page.metadata;
        if let Some(title) = metadata.tag(&["og:title", "twitter:title", "dc.title", "headline"]) {
            offer(title, OPEN_GRAPH, 1.0);
        }
        if let Some(title) = &evidence.stated.headline {
            offer(title, JSON_LD, 1.0);
        }
        if let Some(title) = &metadata.title {
            offer(title, DOCUMENT_TITLE, 0.5);
        }
    }
    candidates.best(1.0)
}

/// A page with nothing to keep states a title all the same, but shows no headline.
fn has_content(evidence: &Evidence<'_>) -> bool {
    evidence.labels.iter().any(|label| label.is_content())
}

/// Takes the site's name off a title, and "Re:" off a thread's.
fn strip(evidence: &Evidence<'_>, title: &str) -> String {
    let mut title = title.trim();
    if evidence.kind == Kind::Thread {
        title = title.strip_prefix("Re: ").or(title.strip_prefix("Re:")).unwrap_or(title).trim();
    }
    for _ in 0..3 {
        let Some(shorter) = without_site(evidence, title) else { break };
        title = shorter;
    }
    title.to_owned()
}

/// The title without its last (or first) part, where that part is the site's name or a line shows the rest alone.
fn without_site<'t>(evidence: &Evidence<'_>, title: &'t str) -> Option<&'t str> {
    let cut = |at: usize, separator: &str| (title[..at].trim(), title[at + separator.len()..].trim());
    let behind = SEPARATORS.iter().filter_map(|separator| title.rfind(separator).map(|at| cut(at, separator)));
    for (rest, part) in behind.filter(|(rest, part)| !rest.is_empty() && !part.is_empty()) {
        if is_site(evidence, part) || is_shown(evidence, rest) {
            return Some(rest);
        }
    }
    let before = SEPARATORS.iter().filter_map(|separator| title.find(separator).map(|at| cut(at, separator)));
    before.filter(|(part, rest)| !rest.is_empty() && is_site(evidence, part)).map(|(_, rest)| rest).next()
}

/// Whether a part of a title is the site's name: what the page states, or what its address holds.
fn is_site(evidence: &Evidence<'_>, part: &str) -> bool {
    let folded = fold(part);
    if folded.is_empty() || folded.split(' ').count() > SITE_WORDS {
        return false;
    }
    if folded == evidence.page.stated.site {
        return true;
    }
    let address = evidence.page.page.metadata.address.as_deref();
    let host = address.and_then(|address| url::Url::parse(address).ok()).and_then(|url| url.host_str().map(fold));
    let joined: String = folded.split(' ').collect();
    host.is_some_and(|host| joined.len() >= 3 && host.split(' ').collect::<String>().contains(&joined))
}

/// Whether a line of the page's top shows exactly this.
fn is_shown(evidence: &Evidence<'_>, text: &str) -> bool {
    let folded = fold(text);
    let labelled = evidence.labelled(evidence.all(), Label::Headline).take(MOST_LINES);
    let title = evidence.page.title_line;
    folded.len() > 6 && labelled.chain(title).any(|line| evidence.page.folded[line] == folded)
}
