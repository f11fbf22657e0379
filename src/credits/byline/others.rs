//! What the names of a page say of one another and of the site: who names more, who is confirmed, who is the house.

use rustc_hash::FxHashSet;

use super::common::{common_words, is_common};
use crate::credits::Evidence;
use crate::credits::choice::Candidates;
use crate::credits::front::is_site;
use crate::document::Label;
use crate::measure::{Flag, fold};

/// The hits that hang on the names and on the other candidates.
pub(super) fn compare(evidence: &Evidence<'_>, candidates: &mut Candidates<Vec<String>>) {
    let names: Vec<FxHashSet<String>> =
        candidates.all().iter().map(|one| one.key.split(';').map(str::to_owned).collect()).collect();
    let signs: Vec<bool> =
        (0..names.len()).map(|at| candidates.fired(at, "rank-1") || candidates.fired(at, "rank-2")).collect();
    let common = common_words(evidence, candidates);
    let confirmed = |at: usize| CONFIRMING.iter().any(|hit| candidates.fired(at, hit));
    let confirmed: Vec<bool> = (0..names.len()).map(confirmed).collect();
    let leads: Vec<bool> = (0..names.len()).map(|at| signs[at] && candidates.fired(at, "led")).collect();
    let title = evidence.page.stated.title.as_str();
    let copyright = fold(evidence.page.page.metadata.tag(COPYRIGHT).unwrap_or_default());
    let sure: FxHashSet<&String> = names.iter().zip(&confirmed).filter(|(one, sure)| **sure && one.len() == 1).flat_map(|(one, _)| one).collect();
    for at in 0..candidates.all().len() {
        let value = &candidates.all()[at].value;
        let own = &names[at];
        let led_elsewhere = (0..names.len()).any(|other| leads[other] && own.is_disjoint(&names[other]));
        let other_signs = (0..names.len()).any(|other| other != at && signs[other] && own.is_disjoint(&names[other]));
        let others = || names.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, names)| names);
        let sites = value.iter().filter(|name| is_site(evidence, name)).count();
        let account = |name: &String| {
            let capital = name.chars().next().is_some_and(|c| c.is_lowercase());
            capital || name.contains(|c: char| c.is_ascii_digit() || c == '_')
        };
        let on_line = candidates.fired(at, "shown");
        let shown = on_line || is_seen(evidence, own.iter());
        let mut hits = Vec::new();
        for (fires, name) in [
            (shown, "shown"),
            (!shown, "unshown"),
            (!shown && own.iter().all(|name| is_seen(evidence, std::iter::once(name))), "shown-apart"),
            (shown && !on_line && is_legal(evidence, own), "shown-legal"),
            (own.iter().all(|name| copyright.contains(name.as_str())), "in-copyright"),
            (own.len() > 1 && own.iter().all(|name| sure.contains(name)), "all-confirmed"),
            (sites > 0 && sites == value.len(), "is-site"),
            (sites > 0 && sites < value.len(), "holds-site"),
            (value.iter().any(account), "account"),
            (!shown && other_signs, "signed-elsewhere"),
            (!shown && led_elsewhere, "led-elsewhere"),
            (value.iter().all(|name| is_common(name, &common)), "common-words"),
            (own.iter().any(|name| title.contains(name.as_str())), "in-title"),
            (candidates.fired(at, "first-post") && !confirmed[at] && confirmed.contains(&true), "unconfirmed"),
            (other_signs && (sites == value.len() || !value[0].contains(' ')), "person-elsewhere"),
            (value.len() == 1 && !value[0].contains(' '), "single-word"),
            ((2..=3).contains(&value.len()), "two"),
            (value.len() > 3, "many"),
            (others().any(|other| other.len() < own.len() && other.is_subset(own)), "fuller"),
            (others().any(|other| own.len() < other.len() && own.is_subset(other)), "less-full"),
            (others().any(|other| !own.is_disjoint(other)), "shares"),
        ] {
            if fires {
                hits.push(name);
            }
        }
        candidates.add(at, &hits);
    }
}

/// Hits that say of somebody that the page knows them as a writer.
const CONFIRMING: &[&str] =
    &["author-link", "class-author", "json-ld", "member", "member-class", "meta-author", "microdata", "rel-author"];

/// Meta tags that say whose the page is.
const COPYRIGHT: &[&str] = &["copyright", "dc.rights", "dcterms.rights", "dcterms.rightsholder", "publisher"];

/// Whether a line of the page shows the names.
fn is_seen<'a>(evidence: &Evidence<'_>, names: impl Iterator<Item = &'a String> + Clone) -> bool {
    evidence.page.folded.iter().any(|line| names.clone().all(|name| line.contains(name.as_str())))
}

/// Whether the lines that show the names are those that say whose the page is.
fn is_legal(evidence: &Evidence<'_>, names: &FxHashSet<String>) -> bool {
    let shows = |line: &usize| names.iter().all(|name| evidence.page.folded[*line].contains(name.as_str()));
    let legal = |line: usize| {
        evidence.labels[line] == Label::Legal || evidence.page.lines[line].has(Flag::Copyright)
    };
    evidence.all().filter(shows).all(legal)
}
