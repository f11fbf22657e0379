//! Names made of common words: headings, section names and sayings are written like names, but the text of the page also
//! writes their words in small letters.

use rustc_hash::FxHashSet;

use crate::credits::Evidence;
use crate::credits::choice::Candidates;

/// The words of the candidates that the text also writes in small letters: "Early Harvest" is nobody where the text
/// speaks of an early harvest.
pub(super) fn common_words(evidence: &Evidence<'_>, candidates: &Candidates<Vec<String>>) -> FxHashSet<String> {
    let named = candidates.all().iter().flat_map(|one| &one.value).flat_map(|name| name.split_whitespace());
    let asked: FxHashSet<String> = named.map(str::to_lowercase).collect();
    let mut common = FxHashSet::default();
    for line in evidence.all().filter(|&line| evidence.labels[line].is_content()) {
        for word in evidence.text(line).split(|c: char| !c.is_alphabetic()) {
            if asked.contains(word) {
                common.insert(word.to_owned());
            }
        }
    }
    common
}

/// Whether all words of a name are such words, and written with capitals here.
pub(super) fn is_common(name: &str, common: &FxHashSet<String>) -> bool {
    name.split_whitespace().all(|word| word.starts_with(char::is_uppercase) && common.contains(&word.to_lowercase()))
}
