//! What the names of a page say of one another and of the site: who names more, who is confirmed, who is the house.

use rustc_hash::FxHashSet;

use super::common::{common_words, is_common};
use crate::credits::Evidence;
use crate::credits::choice::Candidates;
use crate::credits::front::is_site;
use crate::measure::fold;

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
    let persons: Vec<bool> = (0..names.len()).map(|at| signs[at] && is_person(evidence, candidates, at)).collect();
    let title = evidence.page.stated.title.as_str();
    let copyright = fold(evidence.page.page.metadata.tag(COPYRIGHT).unwrap_or_default());
    let sure: FxHashSet<&String> =
        names.iter().zip(&confirmed).filter(|(one, sure)| **sure && one.len() == 1).flat_map(|(one, _)| one).collect();
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
        let shown = candidates.fired(at, "shown") || is_seen(evidence, own);
        let owns = own.iter().all(|name| copyright.contains(name.as_str()));
        let is_house = owns || sites == value.len() || candidates.fired(at, "json-ld-house");
        let mut hits = Vec::new();
        for (fires, name) in [
            (shown, "shown"),
            (!shown, "unshown"),
            (!SPEAKING.iter().any(|hit| candidates.fired(at, hit)), "bare"),
            (owns, "in-copyright"),
            (
                is_house && (0..names.len()).any(|other| persons[other] && own.is_disjoint(&names[other])),
                "person-signs",
            ),
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

/// Hits that say of a name more than that it looks like one and stands where one may stand.
#[rustfmt::skip]
const SPEAKING: &[&str] = &[
    "author-link", "beside-date", "class-author", "first-post", "json-ld", "led", "member", "member-class", "meta-author",
    "meta-other", "microdata", "rel-author",
];

/// Whether a line that signs the page names people by their full names, and nobody but people.
fn is_person(evidence: &Evidence<'_>, candidates: &Candidates<Vec<String>>, at: usize) -> bool {
    let names = &candidates.all()[at].value;
    let full = names.iter().all(|name| name.contains(' ') && !is_site(evidence, name));
    full && !candidates.fired(at, "past-end") && !candidates.fired(at, "as-written")
}

/// Whether a line of the page shows the names.
fn is_seen(evidence: &Evidence<'_>, names: &FxHashSet<String>) -> bool {
    evidence.page.folded.iter().any(|line| names.iter().all(|name| line.contains(name.as_str())))
}
