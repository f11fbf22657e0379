//! Whose the posts are, and when they were written: gathers the names and the dates beside the posts with what the page
//! as a whole knows of them, and sets those that `choice` takes.

use super::candidate::{Candidates, Gatherer};
use super::choice::{self, Seen};
use super::company::Company;
use super::{Candidate, PostLines, slot};
use crate::credits::date::DateContext;
use crate::cues::Judged;
use crate::measure::{Measured, fold};
use crate::rules::Rules;

/// Sets author and date of the posts, as far as the page tells them.
pub(crate) fn read(
    page: &Measured<'_>,
    rules: &Rules,
    judged: &Judged<'_>,
    dates: &DateContext<'_>,
    posts: &mut [PostLines],
) {
    let (mut names, mut days) = candidates(page, rules, judged, dates, posts);
    let seen = Seen { page, rules, judged };
    let authors = choice::choose(&seen, &rules.authors, posts.len(), &mut names);
    let published = choice::choose(&seen, &rules.days, posts.len(), &mut days);
    for ((post, author), day) in posts.iter_mut().zip(authors).zip(published) {
        post.author = author.map(|at| names[at].value.clone());
        post.published = day.map(|at| days[at].value.clone());
    }
}

/// The names and the dates beside the posts, with what stands in the same places at the others.
pub(super) fn candidates(
    page: &Measured<'_>,
    rules: &Rules,
    judged: &Judged<'_>,
    dates: &DateContext<'_>,
    posts: &[PostLines],
) -> (Vec<Candidate>, Vec<Candidate>) {
    let stated =
        page.page.metadata.json_ld.iter().flat_map(|script| stated_authors(&script.text)).map(|name| fold(&name));
    let gatherer = Gatherer {
        page,
        rules,
        labels: judged.labels,
        dates,
        posts,
        timed: &page.patterns.timed,
        mentioned: mentioned(page, rules),
        stated: stated.collect(),
    };
    let Candidates { mut names, dates: mut days } = gatherer.gather();
    let company = Company::of(page, judged.labels);
    names.iter_mut().for_each(|name| name.company = company.at(name.line));
    slot::measure(page, &judged.rhythm, posts.len(), &mut names);
    slot::measure(page, &judged.rhythm, posts.len(), &mut days);
    (names, days)
}

/// The names that quotations and mentions on the page give, folded.
fn mentioned(page: &Measured<'_>, rules: &Rules) -> rustc_hash::FxHashSet<String> {
    /// A quotation's head holds the name among its first or last words.
    const MOST_WORDS: usize = 4;
    let quotes = rules.phrases.place("quote-said");
    let mut names = rustc_hash::FxHashSet::default();
    for (line, folded) in page.folded.iter().enumerate() {
        let says = quotes.is_some_and(|quotes| page.phrases[line].contains(&quotes));
        if says {
            let words: Vec<&str> = folded.split(' ').collect();
            for count in 1..=MOST_WORDS.min(words.len()) {
                names.insert(words[..count].join(" "));
                names.insert(words[words.len() - count..].join(" "));
            }
        }
        let text = page.page.lines[line].words();
        for (at, _) in text.match_indices('@').take(MOST_WORDS) {
            let name = text.get(at + 1..).and_then(|rest| rest.split_whitespace().next()).map(fold);
            names.extend(name.filter(|name| !name.is_empty()));
        }
    }
    names
}

/// The names that stand under "author" anywhere in a script of JSON-LD. Read by hand: pages with threads have large ones,
/// of which nothing else is wanted here.
fn stated_authors(script: &str) -> Vec<String> {
    /// How far behind "author" the name may stand, in bytes.
    const WITHIN: usize = 300;
    let mut names = Vec::new();
    for (at, _) in script.match_indices("\"author\"") {
        let end = (at + WITHIN).min(script.len());
        let end = (end..=script.len()).find(|&end| script.is_char_boundary(end)).unwrap_or(script.len());
        let Some((_, behind)) = script[at..end].split_once("\"name\"") else { continue };
        names.extend(behind.split('"').nth(1).map(str::to_owned));
    }
    names
}
