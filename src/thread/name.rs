//! Names as the lines of cards have them: behind a word such as "by", with a number before them, a colon behind. Whose
//! they are, and whether they are names at all, is left to the points.

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
    "posted",
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

/// What stands behind a name that opens a comment: "Ann says:".
const SAID: &[&str] = &[" says", " said", " wrote", " sagt", " schreibt", " dice", " dit", " skriver", " zegt"];

/// What parts the pieces of a line.
pub(super) const SEPARATORS: &[char] = &['»', '|', '•', '·', '—', ',', '→', '\u{2022}'];

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
    name.map(|name| name.split(SEPARATORS).next().unwrap_or(name))
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
    for said in SAID {
        if let Some(speaker) = name.strip_suffix(said) {
            name = speaker.trim_matches(around);
        }
    }
    name.strip_prefix('@').unwrap_or(name)
}

/// Whether a text may be a name: it has letters, is no longer than one, and more than a word before one.
pub(super) fn is_usable(name: &str) -> bool {
    name.chars().any(char::is_alphanumeric)
        && !is_lead(name)
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
    }
}
