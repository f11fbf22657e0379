//! What the page states of its own use: licence, wishes to robots, whether it is free to read. Read as stated; nothing
//! is judged.

use super::Evidence;
use crate::document::Rights;

/// Meta tags that speak to robots; those of single robots have names of their own and speak for themselves alone.
const ROBOTS: &[&str] = &["robots", "googlebot"];

/// The page's own statements.
pub(super) fn read(evidence: &Evidence<'_>) -> Rights {
    let metadata = &evidence.page.page.metadata;
    let wishes: Vec<String> = ROBOTS
        .iter()
        .flat_map(|name| metadata.all(name))
        .flat_map(|wishes| wishes.split(','))
        .map(|wish| wish.trim().to_ascii_lowercase())
        .collect();
    let wishes_for = |names: &[&str]| wishes.iter().any(|wish| names.contains(&wish.as_str()));
    let reserved = metadata.tag(&["tdm-reservation"]).and_then(|value| match value {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    });
    let license = metadata.tag(&["rel=license", "license", "dc.rights.license", "dcterms.license"]);
    Rights {
        license: license.map(str::to_owned).or_else(|| evidence.stated.license.clone()),
        noindex: wishes_for(&["noindex", "none"]),
        noai: wishes_for(&["noai", "noimageai"]),
        tdm_reservation: reserved,
        accessible_for_free: evidence.stated.free,
    }
}
