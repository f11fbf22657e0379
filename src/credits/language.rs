//! The language of the body, told from its words. What the page declares of itself is another matter: it helps to read
//! dates, and is often wrong.

use crate::document::Label;
use crate::measure::Measured;

/// How many bytes of the body its language is told from.
const LANGUAGE_BYTES: usize = 2048;

/// The language of the body, as an ISO 639-1 code.
pub(super) fn of_body(page: &Measured<'_>, labels: &[Label]) -> Option<&'static str> {
    let mut sample = String::new();
    let content = page.page.lines.iter().zip(labels).filter(|(_, label)| label.is_content());
    for (line, _) in content {
        if sample.len() > LANGUAGE_BYTES {
            break;
        }
        sample.push_str(line.words());
        sample.push('\n');
    }
    let found = whatlang::detect(&sample).filter(|found| found.is_reliable() || sample.len() > LANGUAGE_BYTES / 8)?;
    ISO_639_1.binary_search_by_key(&found.lang().code(), |pair| pair.0).ok().map(|at| ISO_639_1[at].1)
}

/// The codes that language detection gives, and the two-letter ones, sorted.
const ISO_639_1: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_codes_are_sorted() {
        assert!(ISO_639_1.is_sorted());
    }
}
