//! What sites call the parts of their pages in classes, ids and the like: families of such names ("signature", "caption",
//! "related"…), read from `rules/part-names.tsv`, where the form of a row is explained. A single name may carry points as
//! well; a family says what many names say that are each too rare to be learned.

use rustc_hash::FxHashMap;

/// The families, and which names belong to each.
#[derive(Debug, Default)]
pub(crate) struct PartNames {
    /// Sorted.
    families: Vec<String>,
    /// Names of one word or of two parted by a space, with the places of their families.
    families_of: FxHashMap<Box<str>, Vec<u16>>,
}

impl PartNames {
    /// Reads rows of two tab-separated columns. An error names the line, counted from 1.
    pub(crate) fn parse(text: &str) -> Result<PartNames, (usize, String)> {
        let mut names = PartNames::default();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let fail = |message: String| (at + 1, message);
            let (family, list) = line.split_once('\t').ok_or_else(|| fail("a family, a tab and its names".into()))?;
            if names.families.last().is_some_and(|last| last.as_str() >= family) {
                return Err(fail(format!("{family}: families are sorted, each once")));
            }
            let place = names.families.len() as u16;
            names.families.push(family.to_owned());
            for name in list.split(',').map(str::trim) {
                if name.is_empty() || name.split(' ').count() > 2 {
                    return Err(fail(format!("{name:?} is no name of one word or two")));
                }
                names.families_of.entry(name.into()).or_default().push(place);
            }
        }
        Ok(names)
    }

    /// The names of all families, sorted.
    pub(crate) fn families(&self) -> &[String] {
        &self.families
    }

    /// The families of a name: of a word, or of two words parted by a space.
    pub(crate) fn families_of(&self, name: &str) -> &[u16] {
        self.families_of.get(name).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::split_names;

    const TABLE: &str = include_str!("../../rules/part-names.tsv");

    #[test]
    fn names_are_sorted_and_lower_case() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (family, list) = line.split_once('\t').expect("two columns");
            let names: Vec<&str> = list.split(", ").collect();
            assert!(names.is_sorted_by(|a, b| a < b), "{family}");
            assert_eq!(list, list.to_lowercase(), "{family}");
        }
    }

    /// A name of a single letter, or with a digit or a mark in it, would never be met.
    #[test]
    fn names_are_written_as_they_are_split() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (family, list) = line.split_once('\t').expect("two columns");
            for word in list.split(", ").flat_map(|name| name.split(' ')) {
                let mut words = Vec::new();
                split_names(word, |word| words.push(word.to_owned()));
                assert_eq!(words, [word], "{family}");
            }
        }
    }

    #[test]
    fn names_have_families() {
        let names = PartNames::parse(TABLE).expect("the table");
        for (name, families) in [
            ("signature", &["signature"][..]),
            ("post body", &["article-body", "message-body"]),
            ("body", &[]),
            ("wp caption", &["caption"]),
            ("bildunterschrift", &["caption"]),
            ("kundenbewertungen", &["reviews"]),
            ("product reviews", &["reviews"]),
            ("testimonials", &["testimonials"]),
            ("ficha tecnica", &["specifications"]),
            ("product description", &["description"]),
            ("image description", &["caption"]),
            ("also bought", &["cross-sell"]),
            ("also read", &["related"]),
            ("tooltip", &["tooltip"]),
            ("browser window", &["mock-up"]),
            ("was helpful", &["rating", "page-feedback"]),
            ("facets", &["filters"]),
            ("lang switcher", &["language-menu"]),
            ("navfooter", &["pagination"]),
            ("nav header", &[]),
            ("sr text", &["hidden"]),
        ] {
            let last = name.split_once(' ').map_or(&[][..], |(_, last)| names.families_of(last));
            let found = last.iter().chain(names.families_of(name));
            let found: Vec<&str> = found.map(|&place| names.families()[usize::from(place)].as_str()).collect();
            assert_eq!(found, families, "{name}");
        }
    }

    #[test]
    fn rows_out_of_form_are_told() {
        for (text, line) in [("caption", 1), ("# a\ncaption\tlegend\ncaption\tlegend", 3), ("a\tone two three", 1)] {
            assert_eq!(PartNames::parse(text).expect_err("out of form").0, line, "{text}");
        }
    }
}
