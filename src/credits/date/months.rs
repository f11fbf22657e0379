//! The names of the months, by language, and the folding under which a name is
//! recognised: case, accents and vowel points do not count, so that "FEVRIER"
//! is "février". Where a name stands in a date is left to the day's reader.

use rustc_hash::{FxHashMap, FxHashSet};

use super::token::is_invisible;

/// The names of the months by language, read from `rules/months.tsv`.
#[derive(Debug, Default)]
pub(crate) struct Months {
    /// The languages and months of each folded name.
    names: FxHashMap<String, Vec<(Box<str>, u8)>>,
    /// The first words of the names that have two ("تشرين الأول", "เม.ย.").
    first_words: FxHashSet<String>,
}

/// A name that is read in a language that does not list it has at least this
/// many letters; "set" and "lis" are words of many languages.
const SURE_NAME: usize = 4;

impl Months {
    /// Reads lines of language, month's number and name, parted by tabs. Empty
    /// lines and lines that open with `#` say nothing. The error is the line's
    /// number, from 1, and what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Months, (usize, String)> {
        let mut months = Months::default();
        for (index, line) in text.lines().enumerate() {
            if !line.trim().is_empty() && !line.starts_with('#') {
                months.add(line).map_err(|message| (index + 1, message))?;
            }
        }
        Ok(months)
    }

    fn add(&mut self, line: &str) -> Result<(), String> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [language, number, name] = fields[..] else {
            return Err("expected language, month and name, parted by tabs".to_owned());
        };
        let month = match number.parse() {
            Ok(month @ 1..=12_u8) => month,
            _ => return Err(format!("{number:?} is no month from 1 to 12")),
        };
        let folded = fold(name);
        if folded.is_empty() || language.is_empty() {
            return Err("the language or the name is empty".to_owned());
        }
        if let Some((first, _)) = folded.split_once([' ', '.']) {
            self.first_words.insert(first.to_owned());
        }
        let entries = self.names.entry(folded).or_default();
        if entries.iter().any(|(l, m)| **l == *language && *m != month) {
            return Err(format!("{name:?} is already another month of {language:?}"));
        }
        if !entries.iter().any(|(l, _)| **l == *language) {
            entries.push((language.into(), month));
        }
        Ok(())
    }

    /// Whether a folded word opens a name of two words.
    pub(super) fn opens_name(&self, word: &str) -> bool {
        self.first_words.contains(word)
    }

    /// The month of a folded name. The page's language has the first word, then
    /// English, then all languages if they agree. `language` is the one that
    /// [`primary`] gives, empty where unknown.
    pub(super) fn find(&self, language: &str, name: &str) -> Option<u8> {
        self.find_near(language, name).or_else(|| {
            let entries = self.names.get(name)?;
            let (_, first) = entries.first()?;
            let agreed = entries.iter().all(|(_, month)| month == first);
            let sure = language.is_empty() || name.chars().count() >= SURE_NAME;
            (agreed && sure).then_some(*first)
        })
    }

    /// The month of a folded name of the page's language or of English.
    pub(super) fn find_near(&self, language: &str, name: &str) -> Option<u8> {
        let entries = self.names.get(name)?;
        let of = |wanted: &str| entries.iter().find(|(l, _)| **l == *wanted).map(|(_, month)| *month);
        of(language).or_else(|| of("en"))
    }
}

/// Other codes under which a language of the table goes.
const ALIASES: &[(&str, &str)] = &[("in", "id"), ("iw", "he"), ("no", "nb"), ("sh", "sr"), ("tl", "fil")];

/// The language's own part of a tag ("de" of "de-AT"), lower-case, under the
/// code that the table of months has.
pub(super) fn primary(tag: &str) -> String {
    let language = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match ALIASES.iter().find(|(alias, _)| *alias == language) {
        Some((_, code)) => (*code).to_owned(),
        None => language,
    }
}

/// Lower-case without accents, vowel points and joiners.
pub(super) fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter_map(fold_char).collect()
}

fn fold_char(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    Some(match c {
        '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}'..='\u{5C7}' => return None,
        '\u{64B}'..='\u{65F}' | '\u{670}' | 'ـ' | '\u{200C}' | '\u{200D}' => return None,
        c if is_invisible(c) => return None,
        '\u{A0}' => ' ',
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ơ' | 'ọ'..='ợ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'й' => 'и',
        'ї' => 'і',
        'أ' | 'إ' | 'آ' => 'ا',
        'ی' | 'ى' => 'ي',
        'ک' => 'ك',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../../rules/months.tsv");

    #[test]
    fn the_table_is_sorted_and_lower_case() {
        let rows: Vec<(&str, u8, &str)> = TABLE
            .lines()
            .map(|line| {
                let fields: Vec<&str> = line.split('\t').collect();
                (fields[0], fields[1].parse().unwrap(), fields[2])
            })
            .collect();
        assert!(rows.is_sorted());
        for (language, _, name) in rows {
            assert!(!name.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()), "{language} {name}");
        }
    }

    #[test]
    fn the_language_decides_names_that_others_share() {
        let months = Months::parse(TABLE).unwrap();
        let check = |language: &str, name: &str, month: Option<u8>| {
            assert_eq!(months.find(&primary(language), &fold(name)), month, "{language} {name}");
        };
        check("pl", "listopada", Some(11));
        check("hr", "listopada", Some(10));
        check("", "listopada", None);
        check("", "FEVRIER", Some(2));
        check("de-AT", "Jänner", Some(1));
        check("no", "desember", Some(12));
        check("tr", "ŞUBAT", Some(2));
        check("el", "ΑΠΡΙΛΙΟΥ", Some(4));
        check("en", "lis", None);
    }

    #[test]
    fn a_bad_line_is_named() {
        let check = |text: &str, line: usize| {
            assert_eq!(Months::parse(text).unwrap_err().0, line, "{text:?}");
        };
        check("en\t1\tjanuary\nen\t13\tlate", 2);
        check("en 1 january", 1);
        check("en\t3\tmar\nen\t5\tmar", 2);
    }
}
