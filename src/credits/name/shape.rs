//! What the words of a piece look like: where a name in it ends, whether it is a degree, an organisation, an address.
//!
//! These are questions with a yes or no; what the answers weigh stands in `points`.

use super::extent::is_cjk;
use super::pieces::{Word, starts_small};
use super::words::{
    AGENCY, BY, CONTRIBUTION, CREDENTIAL, CUT, CreditWords, DATE, HOUSE, INTERFACE, JOB, OUTLET, PARTICLE, PLACE,
    Roles, TOPIC, VERB,
};

/// Where the name ends in a piece: before "in Berlin", "staff writer", "PhD", "The Associated Press".
pub(super) fn cut_at(words: &[Word], table: &CreditWords) -> usize {
    if words.first().is_some_and(|word| word.roles & CUT != 0 && word.roles & PARTICLE == 0 && starts_small(word)) {
        return 0;
    }
    for at in 1..words.len() {
        let word = &words[at];
        let rest = &words[at..];
        // "University of Northport" is one name.
        let within = words[at - 1].roles & HOUSE != 0;
        let stops =
            !within && word.roles & (CUT | VERB) != 0 && word.roles & PARTICLE == 0 && (starts_small(word) || at > 1);
        let by = word.roles & BY != 0 && word.roles & PARTICLE == 0 && starts_small(word) && !starts_cjk(word);
        let enough = at > 1 || starts_cjk(word);
        let followers = JOB | AGENCY | OUTLET | INTERFACE | CONTRIBUTION;
        let follower = enough && table.longest(lowers(rest), followers).is_some();
        let late_day = at > 1 && word.roles & DATE != 0 && word.lower.len() >= SHORTEST_LATE_DAY;
        if stops || by || late_day || (at > 1 && is_credential(&rest[..1])) {
            return at;
        }
        if follower {
            return before_job(words, at);
        }
    }
    words.len()
}

/// "Jane Doe Monday": days and months this long, in bytes, are seldom third names.
const SHORTEST_LATE_DAY: usize = 5;

/// Takes the subject of a job off as well: "Jane Doe Health | Reporter". A first and last name always stay.
fn before_job(words: &[Word], job: usize) -> usize {
    let subject = |word: &Word| word.roles & (TOPIC | HOUSE | PLACE) != 0;
    let mut at = job;
    while at > 2 && subject(&words[at - 1]) {
        at -= 1;
    }
    at
}

/// Degrees stand in capitals or with full stops; "Ma" and "Do" are surnames.
pub(super) fn is_credential(words: &[Word]) -> bool {
    words.iter().all(|word| {
        let capitals = word.text.chars().filter(|letter| letter.is_uppercase()).count();
        word.roles & CREDENTIAL != 0 && (capitals > 1 || word.text.ends_with('.'))
    })
}

pub(super) fn is_house(words: &[Word]) -> bool {
    let known = HOUSE | if words.len() == 1 { OUTLET } else { 0 };
    let article = words.len() > 1 && words[0].lower == "the";
    let cjk = |word: &Word| starts_cjk(word) && holds(word, HOUSE);
    article || words.iter().any(|word| word.roles & known != 0 || cjk(word) || is_domain(word.text))
}

/// "Acme News", not "News" alone and not "news of the day".
pub(super) fn house_is_named(words: &[Word]) -> bool {
    let generic = HOUSE | JOB | INTERFACE | TOPIC | CUT;
    let small = words.iter().filter(|word| starts_small(word) && word.roles & (PARTICLE | CUT | TOPIC) == 0).count();
    words.iter().any(|word| word.roles & generic == 0 || is_domain(word.text) || starts_cjk(word)) && small == 0
}

/// "example.com": letters, a point, and an ending of two to six letters.
pub(super) fn is_domain(text: &str) -> bool {
    if !text.contains('.') {
        return false;
    }
    let host = text.trim_start_matches("https://").trim_start_matches("http://");
    let Some((name, ending)) = host.split('/').next().unwrap_or("").rsplit_once('.') else {
        return false;
    };
    let letters = ending.chars().count();
    !text.contains(' ')
        && name.rsplit('.').next().unwrap_or("").chars().count() > 1
        && (2..=6).contains(&letters)
        && ending.chars().all(|letter| letter.is_ascii_alphabetic())
}

/// Whether a word of a script without blanks holds another with one of these roles.
pub(super) fn holds(word: &Word, roles: Roles) -> bool {
    (word.roles | word.inner) & roles != 0
}

pub(super) fn lowers<'a>(words: &'a [Word]) -> impl Iterator<Item = &'a str> {
    words.iter().map(|word| word.lower.as_str())
}

pub(super) fn starts_capital(word: &Word) -> bool {
    word.text.chars().next().is_some_and(|letter| letter.is_uppercase() || is_title(letter))
}

/// Letters such as "ǅ", neither capital nor small.
fn is_title(letter: char) -> bool {
    matches!(letter, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ')
}

pub(super) fn is_uncased(word: &Word) -> bool {
    !starts_small(word) && !starts_capital(word)
}

pub(super) fn starts_cjk(word: &Word) -> bool {
    word.text.chars().next().is_some_and(is_cjk)
}

/// "J.", "J.R." and "J".
pub(super) fn is_initial(word: &Word) -> bool {
    let mut letters = word.text.chars();
    letters.next().is_some_and(char::is_uppercase)
        && matches!((letters.next(), letters.next()), (None, _) | (Some('.'), _))
}

/// Letters and digits alone, so that "The Daily-Post" and "the daily post" are the same site.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
