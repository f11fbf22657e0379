//! Who wrote it: the names in byline lines, backed by what the page states.

use super::Evidence;
use super::choice::Candidates;
use super::name::{clean_author, read_names};
use crate::document::Label;
use crate::measure::fold;

/// Points of the evidence.
const LABELLED: f32 = 2.5;
const LED: f32 = 1.0;
const JSON_LD: f32 = 2.5;
const META: f32 = 1.5;
/// A stated name that no line shows is often the account that uploaded the page.
const UNSEEN: f32 = -0.8;

/// Each later byline line is worth so much less: credits at the end of the text are no authors.
const LATER: f32 = 0.7;

/// How many byline lines are looked at.
const MOST_LINES: usize = 6;

/// Points from which a byline is believed.
const LEAST: f32 = 1.5;

/// Tags that state the author.
const TAGS: &[&str] =
    &["author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl", "citation_author"];

/// The authors of the page, in order.
pub(super) fn choose(evidence: &Evidence<'_>) -> Vec<String> {
    let words = &evidence.rules.credit_words;
    let mut candidates = Candidates::new();
    let mut offer = |names: Vec<String>, points: f32, shown: f32| {
        let mut keys: Vec<String> = names.iter().map(|name| fold(name)).collect();
        keys.sort_unstable();
        candidates.offer(keys.join(";"), names, points, shown);
    };
    let lines =
        evidence.labelled(evidence.all(), Label::Byline).filter(|&line| !evidence.says(line, &["contribution"]));
    for (rank, line) in lines.take(MOST_LINES).enumerate() {
        let names = read_names(evidence.text(line), words);
        let led = if names.led { LED } else { 0.0 };
        offer(names.names, LABELLED + led - LATER * rank as f32, 2.0);
    }
    let sites = sites(evidence);
    let sites: Vec<&str> = sites.iter().map(String::as_str).collect();
    let stated: Vec<String> =
        evidence.stated.authors.iter().flat_map(|author| clean_author(author, &sites, words)).collect();
    let seen = |names: &[String]| if is_seen(evidence, names) { 0.0 } else { UNSEEN };
    let points = JSON_LD + seen(&stated);
    offer(stated, points, 1.0);
    let metadata = &evidence.page.page.metadata;
    for tag in TAGS {
        let names: Vec<String> = metadata.all(tag).flat_map(|author| clean_author(author, &sites, words)).collect();
        let points = META + seen(&names);
        offer(names, points, 1.0);
    }
    candidates.best(LEAST).unwrap_or_default()
}

/// The names that the site goes by.
fn sites(evidence: &Evidence<'_>) -> Vec<String> {
    let metadata = &evidence.page.page.metadata;
    let stated = ["og:site_name", "application-name"].iter().filter_map(|name| metadata.tag(&[name]));
    let mut sites: Vec<String> = stated.map(str::to_owned).collect();
    sites.extend(evidence.stated.publisher.clone());
    sites
}

/// Whether a line of the page shows the names.
fn is_seen(evidence: &Evidence<'_>, names: &[String]) -> bool {
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    !folded.is_empty() && evidence.page.folded.iter().any(|line| folded.iter().all(|name| line.contains(name.as_str())))
}
