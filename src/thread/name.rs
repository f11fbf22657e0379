//! Names as the lines of cards have them: behind a word such as "by", with a number before them, a colon behind. Whose
//! they are, and whether they are names at all, is left to the points.

use super::rhythm::moments;
use crate::credits::date::{DateContext, Months};
use crate::credits::name::{CreditWords, tells_day};

/// Words that stand before a name, sorted.
const LEADS: &[&str] = &[
    "answered",
    "asked",
    "auteur",
    "author",
    "autor",
    "av",
    "beitrag",
    "by",
    "commented",
    "created",
    "da",
    "de",
    "door",
    "edited",
    "enviado",
    "erstellt",
    "escrito",
    "geplaatst",
    "gepost",
    "gepostet",
    "geschrieben",
    "inviato",
    "napisany",
    "par",
    "por",
    "post",
    "postby",
    "posted",
    "postedby",
    "posté",
    "przez",
    "publicado",
    "publié",
    "scritto",
    "skrevet",
    "skriven",
    "started",
    "submitted",
    "verfasst",
    "von",
    "written",
    "écrit",
];

/// What stands behind a name that opens a comment, "Ann says:", sorted.
const SAID: &[&str] = &[
    "dice",
    "dit",
    "escribió",
    "sagt",
    "said",
    "says",
    "schreibt",
    "schrieb",
    "scrive",
    "skrev",
    "skriver",
    "wrote",
    "zegt",
    "писал",
    "писала",
];

/// What stands between a name and its date, and is no name by itself, sorted.
const TILL_DATE: &[&str] = &["a", "am", "at", "den", "dne", "el", "il", "le", "on", "op", "um", "w", "à"];

/// What parts the pieces of a line.
pub(super) const SEPARATORS: &[char] = &['»', '|', '•', '·', '—', ',', '→', '\u{2022}'];

/// What stands before the name that signs a remark: "So it does. – Ann".
const SIGNS: &[&str] = &[" – ", " — ", " -- ", " - "];

/// A name has at most so many characters and words.
const NAME_LENGTH: usize = 50;
pub(super) const NAME_WORDS: usize = 6;

/// What stands behind a word such as "by" among the first words of a line.
pub(super) fn after_lead(text: &str) -> Option<&str> {
    const WITHIN: usize = 3;
    let mut from = 0;
    let mut name = None;
    for word in text.split_whitespace().take(WITHIN) {
        let at = from + text.get(from..)?.find(word)?;
        from = at + word.len();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if LEADS.binary_search(&bare.as_str()).is_ok() {
            name = text.get(from..);
        }
    }
    name.map(|name| name.split(SEPARATORS).next().unwrap_or(name)).map(before_bracket)
}

/// What stands behind the last word such as "by" of a line that opens with something else: a subject, a heading.
pub(super) fn late_lead(text: &str) -> Option<&str> {
    let mut behind = text.len();
    let mut count = 0;
    for word in text.rsplit(char::is_whitespace).take(NAME_WORDS + 1) {
        let from = behind.checked_sub(word.len())?;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if count > 0 && LEADS.binary_search(&bare.as_str()).is_ok() {
            return text.get(behind..).map(before_bracket);
        }
        count += usize::from(!bare.is_empty());
        behind = from.saturating_sub(1);
    }
    None
}

/// What stands before an address of mail: "Ann Lee <ann@mill.example>", "Ann Lee ann at mill.example".
pub(super) fn before_address(text: &str) -> Option<&str> {
    let sign = text.find(['<', '@']).filter(|_| text.contains('@'));
    let spelt = text.split_once(" at ").filter(|(_, host)| {
        let host = host.split_whitespace().next().unwrap_or_default();
        host.split_once('.').is_some_and(|(site, zone)| !site.is_empty() && !zone.is_empty())
    });
    let end = match (sign, spelt) {
        (Some(sign), _) if text[sign..].starts_with('<') => sign,
        (Some(sign), _) => text[..sign].rfind(' ')?,
        (None, Some((before, _))) => before.rfind(' ')?,
        (None, None) => return None,
    };
    text.get(..end).filter(|name| !name.trim().is_empty())
}

/// The name behind the dash at the end of a remark.
pub(super) fn signature(text: &str) -> Option<&str> {
    let (at, dash) = SIGNS.iter().filter_map(|dash| Some((text.rfind(dash)?, dash))).max()?;
    text.get(at + dash.len()..)
}

/// Who signs a remark and when, at the end of its words: "So it does. – Ann Oct 9 '16 at 15:02". Cheap where nobody does.
pub(super) fn remark<'t>(text: &'t str, context: &DateContext<'_>, months: &Months) -> Option<&'t str> {
    /// What signs is no longer, in bytes.
    const LONGEST: usize = 80;
    /// A name has at most so many words here.
    const MOST_WORDS: usize = 4;
    // Nobody signs with a moment where the end of the line has no digit.
    if !text.bytes().rev().take(LONGEST).any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let signed = signature(text).filter(|signed| signed.len() <= LONGEST && signed.len() < text.len())?;
    if !signed.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let dates = moments(signed, context, months);
    let (first, last) = (dates.first()?, dates.last()?);
    let count = signed.get(..first.span.start)?.split_whitespace().count();
    let is_end = signed.get(last.span.end..)?.chars().all(|c| !c.is_alphanumeric());
    ((1..=MOST_WORDS).contains(&count) && is_end).then_some(signed)
}

/// A text that goes on with a date, without the day of the week and the words before that: "Ann on Thu".
pub(super) fn trim_days<'t>(text: &'t str, words: &CreditWords) -> &'t str {
    let mut rest = text.trim_end();
    while let Some(word) = rest.split_whitespace().next_back() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_of_date = tells_day(bare, words) || TILL_DATE.binary_search(&bare.to_lowercase().as_str()).is_ok();
        if bare.is_empty() || !is_of_date {
            break;
        }
        rest = rest[..rest.len() - word.len()].trim_end();
    }
    rest
}

fn before_bracket(name: &str) -> &str {
    name.split_once('(').map_or(name, |(name, _)| name)
}

/// Whether a line is nothing but words that stand before a name.
pub(crate) fn is_lead(line: &str) -> bool {
    const MOST_BYTES: usize = 20;
    let is_word = |word: &str| LEADS.binary_search(&word.to_lowercase().as_str()).is_ok();
    let mut words = line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    line.len() <= MOST_BYTES && words.peek().is_some() && words.all(is_word)
}

/// A name without what is set around it.
pub(super) fn trim_name(name: &str) -> &str {
    let around = |c: char| c.is_whitespace() || ",:;»«|•·–—-↑→*#\"“”>".contains(c);
    let mut name = name.trim_matches(around);
    // "4. jane_d" in a list of posts.
    let number = name.find(". ").filter(|&at| at > 0 && name.bytes().take(at).all(|byte| byte.is_ascii_digit()));
    if let Some(at) = number {
        name = name[at + 2..].trim_matches(around);
    }
    if let Some((speaker, last)) = name.rsplit_once(' ')
        && SAID.binary_search(&last).is_ok()
    {
        name = speaker.trim_matches(around);
    }
    name.strip_prefix('@').unwrap_or(name)
}

/// Whether a text may be a name: it has letters, is no longer than one, and more than a word before one.
pub(super) fn is_usable(name: &str) -> bool {
    name.chars().any(char::is_alphabetic)
        && !is_lead(name)
        && SAID.binary_search(&name.to_lowercase().as_str()).is_err()
        && name.chars().count() <= NAME_LENGTH
        && name.split_whitespace().count() <= NAME_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_are_sorted() {
        let mut sorted = LEADS.to_vec();
        sorted.sort_unstable();
        assert_eq!(sorted, LEADS);
        assert!(SAID.is_sorted() && TILL_DATE.is_sorted());
    }

    #[test]
    fn names_are_taken_out_of_lines() {
        for (line, name) in [
            ("Post by marta_k » Thu", Some("marta_k")),
            ("von Ute Held", Some("Ute Held")),
            ("Written by: Lars | Member", Some("Lars")),
            ("the ferry is back by noon", None),
            ("", None),
        ] {
            assert_eq!(after_lead(line).map(trim_name), name, "{line}");
        }
        assert_eq!(trim_name("4. jane_d:"), "jane_d");
        assert_eq!(trim_name("Wiebke Thorn says:"), "Wiebke Thorn");
        assert_eq!(trim_name("Nosays"), "Nosays");
        assert_eq!(trim_name("» Omar G. ,"), "Omar G.");
        assert_eq!(trim_name("2.5"), "2.5");
        assert!(!is_usable("2.5") && !is_usable("schrieb") && is_usable("ann1"));
    }

    #[test]
    fn names_end_before_what_belongs_to_the_date() {
        let rules = crate::rules::Rules::built_in();
        let trimmed = |text| trim_days(text, &rules.credit_words);
        assert_eq!(trimmed("paperplant Thu "), "paperplant");
        assert_eq!(trimmed("Ann Lee On Monday, "), "Ann Lee");
        assert_eq!(trimmed("Posted: Sat"), "Posted:");
        assert_eq!(trimmed("Wednesday"), "");
    }

    #[test]
    fn names_stand_late_in_a_line() {
        assert_eq!(late_lead("Re: Who shuts the sluice? by Tom98( m ):"), Some(" Tom98"));
        assert_eq!(late_lead("The sluice is shut by the old miller of the upper village himself"), None);
        assert_eq!(late_lead("by"), None);
        assert_eq!(before_address("Ines Roth ines at mill.example"), Some("Ines Roth"));
        assert_eq!(before_address("Ines Roth <ines@mill.example>"), Some("Ines Roth "));
        assert_eq!(before_address("Ines Roth, at home"), None);
        assert_eq!(before_address("ines@mill.example"), None);
        assert_eq!(signature("How cold is it – and where? – Bartolo"), Some("Bartolo"));
        assert_eq!(signature("How cold is it?"), None);
        let rules = crate::rules::Rules::built_in();
        let context = DateContext { language: Some("en"), now: None, day_first: None };
        let signed = |text| remark(text, &context, &rules.months);
        assert_eq!(signed("Very cold, and windy. – Bartolo Oct 9 '16 at 15:02"), Some("Bartolo Oct 9 '16 at 15:02"));
        assert_eq!(signed("The mill burned twice - first on 4 May 1911 and then again"), None);
        assert_eq!(signed("The mill burned on 4 May 1911"), None);
    }
}
