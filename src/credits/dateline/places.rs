//! What the dateline reader knows by heart: places and agencies, read from `rules/`.
//! How they stand together in a dateline is the grammar's business.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

/// What a name in the gazetteer is; a name can be several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PlaceKinds(u8);

impl PlaceKinds {
    pub(super) const CITY: PlaceKinds = PlaceKinds(1);
    pub(super) const COUNTRY: PlaceKinds = PlaceKinds(2);
    pub(super) const STATE: PlaceKinds = PlaceKinds(4);
    pub(super) const ABBREVIATION: PlaceKinds = PlaceKinds(8);
    pub(super) const REGION: PlaceKinds = PlaceKinds(16);
    pub(super) const WORD: PlaceKinds = PlaceKinds(32);
    pub(super) const GIVEN: PlaceKinds = PlaceKinds(64);

    /// By the names of `rules/places.tsv`, sorted.
    const NAMES: [(&'static str, PlaceKinds); 7] = [
        ("abbreviation", PlaceKinds::ABBREVIATION),
        ("city", PlaceKinds::CITY),
        ("country", PlaceKinds::COUNTRY),
        ("given", PlaceKinds::GIVEN),
        ("region", PlaceKinds::REGION),
        ("state", PlaceKinds::STATE),
        ("word", PlaceKinds::WORD),
    ];

    pub(super) fn has(self, kind: PlaceKinds) -> bool {
        self.0 & kind.0 != 0
    }

    /// A place that news comes from: all but a bare abbreviation.
    pub(super) fn is_place(self) -> bool {
        self.0 & (Self::CITY.0 | Self::COUNTRY.0 | Self::STATE.0 | Self::REGION.0) != 0
    }

    /// Something a city lies in.
    pub(super) fn is_region(self) -> bool {
        self.0 & (Self::COUNTRY.0 | Self::STATE.0 | Self::ABBREVIATION.0 | Self::REGION.0) != 0
    }
}

/// What stands before a place without being a part of its name.
const ARTICLE: &str = "the ";

/// The places that are known, whatever their case, accents, hyphens and full stops.
#[derive(Debug)]
pub(crate) struct Gazetteer {
    kinds: FxHashMap<Box<str>, PlaceKinds>,
    /// The bytes of the longest name.
    longest: usize,
}

impl Gazetteer {
    /// Reads lines of a kind, a tab and a name. Empty lines and lines that open with `#` are skipped.
    ///
    /// # Errors
    ///
    /// The line's number, counted from 1, and what is wrong with it.
    pub(crate) fn parse(places: &str) -> Result<Gazetteer, (usize, String)> {
        let mut kinds: FxHashMap<Box<str>, PlaceKinds> =
            FxHashMap::with_capacity_and_hasher(places.len() / 14, FxBuildHasher);
        let mut longest = 0;
        for (number, line) in rows(places) {
            let Some((kind, name)) = line.split_once('\t') else {
                return Err((number, format!("no tab between kind and name: {line:?}")));
            };
            let Some(&(_, kind)) = PlaceKinds::NAMES.iter().find(|(known, _)| *known == kind) else {
                return Err((number, format!("unknown kind of place: {kind:?}")));
            };
            let key = fold(name);
            if key.is_empty() {
                return Err((number, "a place without a name".to_owned()));
            }
            longest = longest.max(key.len());
            kinds.entry(key.into()).or_default().0 |= kind.0;
        }
        Ok(Gazetteer { kinds, longest })
    }

    /// What the name is, by itself or without its article ("THE HAGUE" and "Hague").
    pub(super) fn look_up(&self, name: &str) -> PlaceKinds {
        let Some(key) = fold_within(name, self.longest + ARTICLE.len()) else { return PlaceKinds::default() };
        let found = self.kinds.get(key.as_str()).or_else(|| self.kinds.get(key.strip_prefix(ARTICLE)?));
        found.copied().unwrap_or_default()
    }
}

/// The agencies and outlets that sign in datelines.
#[derive(Debug)]
pub(crate) struct Agencies {
    names: FxHashSet<String>,
    /// The characters of the longest name, and its bytes when it is folded.
    longest: usize,
    longest_folded: usize,
}

impl Agencies {
    /// Reads lines of a name, a tab and a language. Empty lines and lines that open with `#` are skipped.
    ///
    /// # Errors
    ///
    /// The line's number, counted from 1, and what is wrong with it.
    pub(crate) fn parse(agencies: &str) -> Result<Agencies, (usize, String)> {
        let mut names = FxHashSet::default();
        let (mut longest, mut longest_folded) = (0, 0);
        for (number, line) in rows(agencies) {
            let Some((name, language)) = line.split_once('\t') else {
                return Err((number, format!("no tab between agency and language: {line:?}")));
            };
            let key = fold(name);
            if key.is_empty() {
                return Err((number, "an agency without a name".to_owned()));
            }
            // The language is for the people who keep the list; the reader does not ask for it.
            if !(2..=3).contains(&language.len()) || !language.chars().all(|c| c.is_ascii_lowercase()) {
                return Err((number, format!("no language code: {language:?}")));
            }
            longest = longest.max(name.chars().count());
            longest_folded = longest_folded.max(key.len());
            names.insert(key);
        }
        Ok(Agencies { names, longest, longest_folded })
    }

    pub(super) fn knows(&self, name: &str) -> bool {
        fold_within(name, self.longest_folded).is_some_and(|key| self.names.contains(&key))
    }

    /// How many bytes of the text its longest opening agency takes, for scripts without spaces.
    pub(super) fn known_prefix(&self, text: &str) -> Option<usize> {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest);
        ends.filter(|&end| self.knows(&text[..end])).last()
    }

    /// Where the longest agency that closes the text begins, for scripts without spaces.
    pub(super) fn known_suffix(&self, text: &str) -> Option<usize> {
        let starts = text.char_indices().rev().map(|(at, _)| at).take(self.longest);
        starts.filter(|&start| self.knows(&text[start..])).last()
    }
}

fn rows(table: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = table.lines().enumerate().map(|(index, line)| (index + 1, line.trim_end()));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// A name as the tables are asked for it: small letters without accents, hyphens as spaces, no full stops.
pub(super) fn fold(name: &str) -> String {
    fold_within(name, usize::MAX).unwrap_or_default()
}

/// The same, if it has at most so many bytes. What is asked for is a sentence as often as a name.
fn fold_within(name: &str, most: usize) -> Option<String> {
    let mut folded = String::with_capacity(name.len().min(most));
    for c in name.chars() {
        // One of them may be a space at the end, which falls.
        if folded.len() > most.saturating_add(1) {
            return None;
        }
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | ',') {
            if !folded.ends_with(' ') && !folded.is_empty() {
                folded.push(' ');
            }
        } else if matches!(c, '.' | '\u{0300}'..='\u{036f}') {
            // An abbreviation without its full stop is the same name, and so is one without its accent.
        } else if matches!(c, '’' | '‘' | '`' | '´' | 'ʻ' | 'ʼ') {
            folded.push('\'');
        } else {
            fold_letter(c, &mut folded);
        }
    }
    folded.truncate(folded.trim_end().len());
    (folded.len() <= most).then_some(folded)
}

fn fold_letter(c: char, folded: &mut String) {
    for small in c.to_lowercase() {
        match small {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            // Lowercasing the Turkish capital İ leaves its dot behind.
            '\u{0307}' => {}
            'а'..='я' => folded.push(small),
            'ё' => folded.push('е'),
            _ => folded.push(plain_letter(small)),
        }
    }
}

/// The Latin letter under the accent, or the character itself.
fn plain_letter(small: char) -> char {
    match small {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' | 'ḍ' | 'ḑ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ḥ' | 'ḩ' | 'ẖ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => 'i',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => 's',
        'ţ' | 'ť' | 'ț' | 'ṭ' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => 'u',
        'ý' | 'ÿ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' | 'ẕ' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_stops_at_what_is_longer_than_any_name() {
        for (name, most, folded) in [
            ("A.F.P. ", 3, Some("afp")),
            ("Århus, Danmark", 13, Some("arhus danmark")),
            ("The boats were out", 8, None),
            ("Oslo ", 3, None),
            ("", 0, Some("")),
        ] {
            assert_eq!(fold_within(name, most).as_deref(), folded, "{name}");
        }
    }
}
