//! Where on the page the credits stand: the lines around the opening of the body, what the elements above a line are
//! called, by which names the site goes. Facts alone; what they are worth is left to the points.

use super::Evidence;
use crate::document::Label;
use crate::measure::{Flag, fold};

/// A paragraph has at least this many words, or ends like a sentence.
const PARAGRAPH_WORDS: f32 = 8.0;

/// How many elements above a line are asked for their names.
const LEVELS: usize = 4;

/// A site's name has at most this many words.
const SITE_WORDS: usize = 6;

/// A name this short is found in too many hosts.
const LEAST_SITE_LETTERS: usize = 3;

/// Where the text stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Front {
    /// The first paragraph of the body; the number of lines where there is none.
    pub(super) opening: usize,
    /// The last line of the content.
    pub(super) end: usize,
}

impl Front {
    pub(super) fn of(evidence: &Evidence<'_>) -> Front {
        let paragraph = |line: &usize| is_paragraph(evidence, *line);
        let content = |line: &usize| evidence.labels[*line].is_content();
        Front {
            opening: evidence.all().find(paragraph).unwrap_or(evidence.labels.len()),
            end: evidence.all().rev().find(content).unwrap_or(evidence.labels.len()),
        }
    }
}

/// Whether a line is a paragraph of the body.
pub(super) fn is_paragraph(evidence: &Evidence<'_>, line: usize) -> bool {
    let measures = &evidence.page.lines[line];
    evidence.labels[line] == Label::Body && (measures.words >= PARAGRAPH_WORDS || measures.has(Flag::EndsSentence))
}

/// The names (classes, ids, properties) of the elements right above a line, in lower case.
pub(super) fn names_above(evidence: &Evidence<'_>, line: usize) -> String {
    let Some(markup) = &evidence.page.page.lines[line].markup else { return String::new() };
    let mut names = String::new();
    for (_, element) in evidence.page.page.path(markup.element).take(LEVELS) {
        names.push_str(&element.names);
        names.push(' ');
    }
    names.make_ascii_lowercase();
    names
}

/// Whether one of these words stands in the names.
pub(super) fn holds(names: &str, words: &[&str]) -> bool {
    words.iter().any(|word| names.contains(word))
}

/// The names that the site goes by, as the page states them.
pub(super) fn site_names(evidence: &Evidence<'_>) -> Vec<String> {
    let metadata = &evidence.page.page.metadata;
    let tags = ["og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "dc.publisher"];
    let mut names: Vec<String> = tags.iter().filter_map(|tag| metadata.tag(&[tag])).map(str::to_owned).collect();
    names.extend(evidence.stated.publisher.clone());
    names.extend(evidence.stated.site.clone());
    names
}

/// Whether these words are the site's name: one that the page states, or what its address holds.
pub(super) fn is_site(evidence: &Evidence<'_>, words: &str) -> bool {
    let folded = fold(words);
    if folded.is_empty() || folded.split(' ').count() > SITE_WORDS {
        return false;
    }
    if evidence.sites.contains(&folded) {
        return true;
    }
    let joined: String = folded.split(' ').collect();
    joined.len() >= LEAST_SITE_LETTERS && evidence.host.contains(&joined)
}
