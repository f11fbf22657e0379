//! The words that stand around names in a byline, read from `rules/credit-words.tsv`.
//!
//! A word or phrase may play several roles ("von" opens a byline and sits inside a name). What the roles mean for a
//! piece of a byline is decided by the neighbours; this module only looks words up.

use rustc_hash::FxHashMap;

/// The roles a word can play, one bit each, so that a word with several roles is one entry.
pub(super) type Roles = u32;

/// Opens a byline: "by", "von", "written by".
pub(super) const BY: Roles = 1;
/// Joins two names: "and", "und".
pub(super) const AND: Roles = 1 << 1;
/// Joins two names, or the two halves of one surname: "y" in "Ortega y Gasset".
pub(super) const BOND: Roles = 1 << 2;
/// A job: "reporter", "staff writer".
pub(super) const JOB: Roles = 1 << 3;
/// Letters behind or before a name: "phd", "dr".
pub(super) const CREDENTIAL: Roles = 1 << 4;
/// Buttons, labels and account names of a site: "sign in", "admin".
pub(super) const INTERFACE: Roles = 1 << 5;
/// A news agency that can sign a text: "reuters".
pub(super) const AGENCY: Roles = 1 << 6;
/// A well-known outlet, which behind a name is where the person works: "fox news".
pub(super) const OUTLET: Roles = 1 << 7;
/// A word that tells an organisation from a person: "university", "team".
pub(super) const HOUSE: Roles = 1 << 8;
/// A small word inside a name: "de", "bin".
pub(super) const PARTICLE: Roles = 1 << 9;
/// Opens a credit that makes nobody an author: "additional reporting by".
pub(super) const CONTRIBUTION: Roles = 1 << 10;
/// A kind of text, before the word that opens the byline: "Kommentar" in "Kommentar von".
pub(super) const GENRE: Roles = 1 << 11;
/// A small word behind which no name goes on: "in" in "Jane Doe in Berlin".
pub(super) const CUT: Roles = 1 << 12;
/// Month or day of the week, which belongs to a number beside it.
pub(super) const DATE: Roles = 1 << 13;
/// A place, or the first word of many places: "hong kong", "san".
pub(super) const PLACE: Roles = 1 << 14;
/// A word of menus, sections and headlines: "politics", "how".
pub(super) const TOPIC: Roles = 1 << 15;
/// Grows together with the name behind it: "mc", "di" in "DiMarco".
pub(super) const FUSED: Roles = 1 << 16;
/// Opens a byline, but also a name or a heading: "oleh", "author".
pub(super) const DOUBTFUL: Roles = 1 << 17;
/// A surname written without a space before the given name: "王", "佐藤", "김".
pub(super) const SURNAME: Roles = 1 << 18;
/// Time zones and the small words of dates and times: "uhr", "ago", "pm".
pub(super) const CLOCK: Roles = 1 << 19;
/// Makes a sentence of what a name opened: "is", "writes".
pub(super) const VERB: Roles = 1 << 20;
/// Tells father and son apart behind a surname: "jr".
pub(super) const GENERATION: Roles = 1 << 21;
/// A word of headings that is a surname or given name as often: "winter", "king".
pub(super) const EITHER: Roles = 1 << 22;

/// The roles as the table spells them, sorted.
pub(super) const ROLE_NAMES: [(&str, Roles); 23] = [
    ("agency", AGENCY),
    ("and", AND),
    ("bond", BOND),
    ("by", BY),
    ("clock", CLOCK),
    ("contribution", CONTRIBUTION),
    ("credential", CREDENTIAL),
    ("cut", CUT),
    ("date", DATE),
    ("doubtful", DOUBTFUL),
    ("either", EITHER),
    ("fused", FUSED),
    ("generation", GENERATION),
    ("genre", GENRE),
    ("house", HOUSE),
    ("interface", INTERFACE),
    ("outlet", OUTLET),
    ("particle", PARTICLE),
    ("place", PLACE),
    ("role", JOB),
    ("surname", SURNAME),
    ("topic", TOPIC),
    ("verb", VERB),
];

/// The longest phrase that is looked up, in words. Longer ones are refused when the table is read, so that looking up
/// stays linear in the text.
const LONGEST_PHRASE: usize = 5;

/// Words and phrases with their roles.
#[derive(Debug, Default, Clone)]
pub(crate) struct CreditWords {
    /// What a phrase begins with is in it as well, without a role of its own, so that a look-up ends where none goes on.
    roles: FxHashMap<Box<str>, Roles>,
}

impl CreditWords {
    /// Reads `role<TAB>language<TAB>word` lines; empty lines and lines that open with `#` are skipped. The error is the
    /// line, counted from 1, and what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<CreditWords, (usize, String)> {
        let mut words = CreditWords::default();
        for (index, row) in text.lines().enumerate() {
            let row = row.trim_end_matches('\r');
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            let (phrase, roles) = parse_row(row).map_err(|message| (index + 1, message))?;
            for (end, _) in phrase.match_indices(' ') {
                words.roles.entry(phrase[..end].into()).or_default();
            }
            *words.roles.entry(phrase.into()).or_default() |= roles;
        }
        Ok(words)
    }

    /// The roles of one lower-case word or phrase; 0 for one that the table does not hold.
    pub(super) fn roles(&self, phrase: &str) -> Roles {
        self.roles.get(phrase).copied().unwrap_or(0)
    }

    /// The longest phrase with one of the `wanted` roles at the front of `words` (lower case): how many words it takes
    /// and its roles.
    pub(super) fn longest<'a>(&self, words: impl Iterator<Item = &'a str>, wanted: Roles) -> Option<(usize, Roles)> {
        let mut phrase = String::new();
        let mut found = None;
        for (index, word) in words.take(LONGEST_PHRASE).enumerate() {
            if index > 0 {
                phrase.push(' ');
            }
            phrase.push_str(word);
            let Some(&roles) = self.roles.get(&*phrase) else { break };
            if roles & wanted != 0 {
                found = Some((index + 1, roles));
            }
        }
        found
    }
}

fn parse_row(row: &str) -> Result<(&str, Roles), String> {
    let mut columns = row.split('\t');
    let (Some(role), Some(language), Some(word), None) =
        (columns.next(), columns.next(), columns.next(), columns.next())
    else {
        return Err("expected three columns: role, language, word".to_owned());
    };
    let Some(&(_, bit)) = ROLE_NAMES.iter().find(|(name, _)| *name == role) else {
        return Err(format!("unknown role {role:?}"));
    };
    if language.is_empty() || word.trim().is_empty() {
        return Err("empty language or word".to_owned());
    }
    if word != word.to_lowercase() || word.trim() != word {
        return Err(format!("{word:?} is not in lower case without spaces around it"));
    }
    if word.split(' ').count() > LONGEST_PHRASE {
        return Err(format!("{word:?} has more than {LONGEST_PHRASE} words"));
    }
    Ok((word, bit))
}
