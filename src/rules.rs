//! The rules: points, word lists, gazetteers, all of it plain text that a person reads and changes. Here they are read,
//! checked and made ready for look-ups; an error names file and line. What a cue asks is written in `cues`, how points
//! make a verdict in `score`.

mod fingerprint;
mod hits;
mod parts;
mod points;
mod words;

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, LazyLock, OnceLock};

use rustc_hash::FxHashSet;

use crate::credits::date::Months;
use crate::credits::dateline::{Agencies, Gazetteer};
use crate::credits::name::CreditWords;
use crate::credits::{FIELDS, STARTS};
use crate::cues::phrase_book::PhraseBook;
use crate::cues::{self, Stage};
use crate::document::{Kind, Label};
use fingerprint::fingerprint;
use hits::HitNumbers;
use parts::PartNames;
pub(crate) use points::Table;
use points::{Hits, PointRows, read_rows};
pub(crate) use words::{Said, WordList};

/// The version of the form of the rules; the second half of a rules' name tells their content.
const FORM: u32 = 1;

/// The built-in files, sorted by name.
const BUILT_IN: &[(&str, &str)] = &[
    ("agencies.txt", include_str!("../rules/agencies.txt")),
    ("articles.points", include_str!("../rules/articles.points")),
    ("authors.points", include_str!("../rules/authors.points")),
    ("byline.points", include_str!("../rules/byline.points")),
    ("confidence.points", include_str!("../rules/confidence.points")),
    ("credit-words.tsv", include_str!("../rules/credit-words.tsv")),
    ("days.points", include_str!("../rules/days.points")),
    ("first.points", include_str!("../rules/first.points")),
    ("gate.points", include_str!("../rules/gate.points")),
    ("headline.points", include_str!("../rules/headline.points")),
    ("kinds.points", include_str!("../rules/kinds.points")),
    ("labels.points", include_str!("../rules/labels.points")),
    ("modified.points", include_str!("../rules/modified.points")),
    ("months.tsv", include_str!("../rules/months.tsv")),
    ("order.points", include_str!("../rules/order.points")),
    ("part-names.tsv", include_str!("../rules/part-names.tsv")),
    ("persons.txt", include_str!("../rules/persons.txt")),
    ("phrases.tsv", include_str!("../rules/phrases.tsv")),
    ("places.tsv", include_str!("../rules/places.tsv")),
    ("posts.points", include_str!("../rules/posts.points")),
    ("published.points", include_str!("../rules/published.points")),
    ("starts.points", include_str!("../rules/starts.points")),
    ("stop-words.txt", include_str!("../rules/stop-words.txt")),
    ("turns.points", include_str!("../rules/turns.points")),
];

/// A file of the rules: its name and its text.
type RulesFile = (&'static str, Cow<'static, str>);

fn built_in_files() -> Vec<RulesFile> {
    BUILT_IN.iter().map(|&(name, text)| (name, Cow::Borrowed(text))).collect()
}

/// The columns of the gate: the common one, one for each kind but `other`, one for flattened text.
pub(crate) const GATE_COLUMNS: &[&str] =
    &["all", "article", "thread", "documentation", "service", "listing", "collection", "product", "text"];

/// What is wrong with a rules file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {message}", if *line > 0 { format!(":{line}") } else { String::new() })]
#[non_exhaustive]
pub struct RulesError {
    /// The file, by its name or path.
    pub file: String,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong, in lower case.
    pub message: String,
}

/// The rules that judge. Reading them takes some milliseconds: make one and share it.
#[derive(Debug)]
pub struct Rules {
    name: String,
    files: Vec<RulesFile>,
    /// Names of all hits, by their numbers, once somebody asks for them.
    hit_names: OnceLock<Vec<Box<str>>>,
    /// Per cue: the number of its first hit.
    pub(crate) bases: Vec<u16>,
    pub(crate) kinds: Table<8>,
    pub(crate) first: Table<9>,
    pub(crate) gate: Table<9>,
    pub(crate) labels: Table<17>,
    pub(crate) turns: Table<1>,
    pub(crate) starts: Table<1>,
    pub(crate) posts: Table<1>,
    pub(crate) confidence: Table<1>,
    pub(crate) authors: Table<1>,
    pub(crate) days: Table<1>,
    /// Points for a label (second) behind a label (first), in the order of [`Label::ALL`].
    pub(crate) order: [[f32; 17]; 17],
    pub(crate) class_words: WordList,
    pub(crate) part_names: PartNames,
    pub(crate) short_words: WordList,
    pub(crate) whole_lines: WordList,
    pub(crate) url_words: WordList,
    pub(crate) stated_types: WordList,
    pub(crate) link_words: WordList,
    pub(crate) stop_words: FxHashSet<Box<str>>,
    pub(crate) longest_stop_word: usize,
    /// Words by which people speak of themselves and to each other.
    pub(crate) persons: FxHashSet<Box<str>>,
    pub(crate) phrases: PhraseBook,
    /// What says of a quotation whose it is.
    pub(crate) said: Vec<Said>,
    pub(crate) months: Months,
    pub(crate) gazetteer: Gazetteer,
    pub(crate) agencies: Agencies,
    pub(crate) credit_words: CreditWords,
    pub(crate) credits: CreditPoints,
}

/// The points of the fields that are chosen from candidates. Their hits are numbered by their places in the field's
/// own table.
#[derive(Debug, Default)]
pub(crate) struct CreditPoints {
    pub(crate) articles: Table<9>,
    pub(crate) headline: Table<9>,
    pub(crate) byline: Table<9>,
    pub(crate) published: Table<9>,
    pub(crate) modified: Table<9>,
}

/// Hits that no cue gives: the start value, and the kind of page and the kind of input for label sums.
pub(crate) const BASE: u16 = 0;

impl Rules {
    /// The built-in rules.
    pub fn built_in() -> Arc<Rules> {
        static RULES: LazyLock<Arc<Rules>> = LazyLock::new(|| {
            let rules = Rules::from_files(built_in_files(), env!("COPYDESK_BUILT_IN_RULES"));
            Arc::new(rules.expect("the built-in rules are read by a test"))
        });
        Arc::clone(&RULES)
    }

    /// The built-in rules, with the files of a folder in place of those of the same names.
    ///
    /// # Errors
    ///
    /// Where the folder or one of its files cannot be read, where it holds a `.points`, `.tsv` or `.txt` file that is none
    /// of the rules', or where a file is not in its form. The error names the file and the line.
    pub fn from_folder(folder: &Path) -> Result<Rules, RulesError> {
        let fail = |path: &Path, error: std::io::Error| RulesError {
            file: path.display().to_string(),
            line: 0,
            message: error.to_string().to_lowercase(),
        };
        let mut files = built_in_files();
        let mut found = 0;
        for entry in std::fs::read_dir(folder).map_err(|error| fail(folder, error))? {
            let path = entry.map_err(|error| fail(folder, error))?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if let Some(file) = files.iter_mut().find(|(known, _)| *known == name) {
                file.1 = std::fs::read_to_string(&path).map_err(|error| fail(&path, error))?.into();
                found += 1;
            } else if [".points", ".tsv", ".txt"].iter().any(|end| name.ends_with(end)) {
                let message = "is none of the rules' files (copydesk --print-rules shows them)".to_owned();
                return Err(RulesError { file: path.display().to_string(), line: 0, message });
            }
        }
        if found == 0 {
            let message = "holds none of the rules' files (copydesk --print-rules shows them)".to_owned();
            return Err(RulesError { file: folder.display().to_string(), line: 0, message });
        }
        let content = fingerprint(files.iter().map(|(name, text)| (*name, &**text)));
        Rules::from_files(files, &content)
    }

    /// The version and the content of the rules, such as `1-3f9a1c`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The files of the rules, by name, as text.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, text)| (*name, &**text))
    }

    /// What a hit says, by its name in the points files: the meaning of the cue that gives it.
    pub fn meaning(&self, hit: &str) -> Option<&'static str> {
        if let Some((field, cue)) = hit.split_once('/') {
            let field = FIELDS.iter().chain([STARTS]).find(|known| known.name == field)?;
            return field.cues.iter().find(|(name, _)| *name == cue).map(|(_, meaning)| *meaning);
        }
        let name = hit.split(':').next().unwrap_or(hit);
        let said = match name {
            "base" => "the start value",
            "block" => "what the other lines of its block have in points",
            "cut" => "the cut between content and the rest",
            "drop-css" => "a selector of yours drops it",
            "flow" => "what the text that it is set into, or that its mark stands in, has in points",
            "flattened" => "the page came as flattened text",
            "keep-css" => "a selector of yours keeps it",
            "kind" => "the kind of page",
            "order" => "the labels of the lines before and behind",
            _ => cues::families().flat_map(|(_, cues)| cues).find(|cue| cue.name == name)?.meaning,
        };
        Some(said)
    }

    /// The names of all hits, by their numbers.
    pub(crate) fn hit_names(&self) -> &[Box<str>] {
        self.hit_names.get_or_init(|| HitNumbers::of(self).names())
    }

    /// The number of a class word, where the rules know it.
    pub(crate) fn class_word(&self, word: &str) -> Option<u16> {
        self.class_words.place(word)
    }

    fn from_files(files: Vec<RulesFile>, content: &str) -> Result<Rules, RulesError> {
        let read = Files(&files);
        let rows = read.point_rows();
        let words = words::by_cue(&rows);
        let (stop_words, longest_stop_word) = words::stop_words(read.text("stop-words.txt"));
        let mut rules = Rules {
            name: format!("{FORM}-{content}"),
            hit_names: OnceLock::new(),
            bases: Vec::new(),
            kinds: Table::default(),
            first: Table::default(),
            gate: Table::default(),
            labels: Table::default(),
            turns: Table::default(),
            starts: Table::default(),
            posts: Table::default(),
            confidence: Table::default(),
            authors: Table::default(),
            days: Table::default(),
            order: [[0.0; 17]; 17],
            class_words: words.of(&["above", "card-class", "class", "enters", "holds"]),
            part_names: read.parse("part-names.tsv", PartNames::parse)?,
            short_words: words.of(&["word", "card-word", "card-word-before", "card-word-after"]),
            whole_lines: words.of(&["whole"]),
            url_words: words.of(&["links-to", "titled", "url"]),
            stated_types: words.of(&["states"]),
            link_words: words.of(&["card-link"]),
            stop_words,
            longest_stop_word,
            persons: words::stop_words(read.text("persons.txt")).0,
            phrases: read.parse("phrases.tsv", PhraseBook::parse)?,
            said: words::said(read.text("phrases.tsv")),
            months: read.parse("months.tsv", Months::parse)?,
            gazetteer: read.parse("places.tsv", Gazetteer::parse)?,
            agencies: read.parse("agencies.txt", Agencies::parse)?,
            credit_words: read.parse("credit-words.tsv", CreditWords::parse)?,
            credits: CreditPoints::default(),
            files: Vec::new(),
        };
        let numbers = HitNumbers::of(&rules);
        let (count, bases) = (numbers.count(), numbers.bases());
        if count > MOST_HITS {
            let message = format!("{count} hits can fire by these files, {MOST_HITS} at most: take out words");
            return Err(RulesError { file: "first.points".to_owned(), line: 0, message });
        }
        let hits: Vec<Hits> =
            rows.iter().map(|(_, rows)| rows.iter().map(|row| numbers.find(row.1)).collect()).collect();
        rules.bases = bases;
        for ((file, rows), hits) in rows.iter().zip(&hits) {
            rules.place_points(file, rows, hits, count)?;
        }
        rules.files = files;
        Ok(rules)
    }

    /// Puts the points of a file in their place. `hits` are the numbers of the hits that its rows name, of `count` in all.
    fn place_points(&mut self, file: &str, rows: &PointRows, hits: &Hits, count: usize) -> Result<(), RulesError> {
        let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        let labels: Vec<&str> = Label::ALL.iter().map(|label| label.name()).collect();
        match file {
            "confidence.points" => self.confidence = Table::of(file, rows, &["trust"], hits, count)?,
            "kinds.points" => self.kinds = Table::of(file, rows, &kinds, hits, count)?,
            "first.points" => self.first = Table::of(file, rows, GATE_COLUMNS, hits, count)?,
            "gate.points" => self.gate = Table::of(file, rows, GATE_COLUMNS, hits, count)?,
            "labels.points" => self.labels = Table::of(file, rows, &labels, hits, count)?,
            "articles.points" => self.credits.articles = of_field(file, rows)?,
            "headline.points" => self.credits.headline = of_field(file, rows)?,
            "byline.points" => self.credits.byline = of_field(file, rows)?,
            "published.points" => self.credits.published = of_field(file, rows)?,
            "modified.points" => self.credits.modified = of_field(file, rows)?,
            "turns.points" => self.turns = Table::of(file, rows, &["post"], hits, count)?,
            "starts.points" => self.starts = Table::of(file, rows, &["start"], hits, count)?,
            "posts.points" => self.posts = Table::of(file, rows, &["post"], hits, count)?,
            "authors.points" => self.authors = Table::of(file, rows, &["author"], hits, count)?,
            "days.points" => self.days = Table::of(file, rows, &["day"], hits, count)?,
            _ => {
                let behind: Hits =
                    rows.iter().map(|(_, name, _)| labels.iter().position(|label| label == name)).collect();
                let table: Table<17> = Table::of(file, rows, &labels, &behind, labels.len())?;
                self.order = std::array::from_fn(|label| *table.row(label as u16));
            }
        }
        Ok(())
    }

    /// The cues of one stage, each with the number of its first hit.
    pub(crate) fn cues_of(&self, wanted: Stage) -> impl Iterator<Item = (u16, &'static cues::Cue)> {
        let all = cues::families().flat_map(|(stage, cues)| cues.iter().map(move |cue| (stage, cue)));
        all.zip(&self.bases).filter(move |((stage, _), _)| *stage == wanted).map(|((_, cue), &base)| (base, cue))
    }
}

/// Hits are counted in 16 bits. The words of the points files make most of them, and the readings share these.
const MOST_HITS: usize = u16::MAX as usize;

/// The points of a field that is chosen from candidates.
fn of_field(file: &str, rows: &PointRows<'_>) -> Result<Table<9>, RulesError> {
    let cues = FIELDS.iter().chain([STARTS]).find(|field| field.file == file).map_or(&[][..], |field| field.cues);
    let place = |name: &str| cues.iter().position(|(known, _)| *known == name);
    let hits: Hits = rows.iter().map(|(_, name, _)| place(name)).collect();
    Table::of(file, rows, GATE_COLUMNS, &hits, cues.len())
}

/// The rows of a file with their numbers, from 1; empty lines and remarks are left out.
pub(crate) fn rows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let lines = ends.scan(0, |start, end| Some(&text[std::mem::replace(start, end + 1)..end])).zip(1..);
    let lines = lines.map(|(line, number)| (number, line.strip_suffix('\r').unwrap_or(line)));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// The files while they are read.
struct Files<'a>(&'a [RulesFile]);

impl<'a> Files<'a> {
    fn text(&self, name: &str) -> &'a str {
        self.0.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text)
    }

    fn parse<T>(&self, file: &str, parse: impl Fn(&str) -> Result<T, (usize, String)>) -> Result<T, RulesError> {
        parse(self.text(file)).map_err(|(line, message)| RulesError { file: file.to_owned(), line, message })
    }

    fn point_rows(&self) -> Vec<(&'a str, PointRows<'a>)> {
        let files = self.0.iter().filter(|(name, _)| name.ends_with(".points"));
        files.map(|(name, text)| (*name, read_rows(text))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &str, text: &str) -> Result<Rules, RulesError> {
        let mut files = built_in_files();
        files.iter_mut().find(|(known, _)| *known == name).expect("a known file").1 = text.to_owned().into();
        Rules::from_files(files, "")
    }

    #[test]
    fn built_in_rules_are_read() {
        assert!(BUILT_IN.is_sorted());
        assert_eq!(Rules::built_in().files().count(), BUILT_IN.len());
        let content = fingerprint(Rules::built_in().files());
        assert_eq!(Rules::built_in().name(), format!("{FORM}-{content}"));
    }

    #[test]
    fn errors_name_file_and_line() {
        for (file, text, message) in [
            ("gate.points", "# head\nwords:2..3 all", "gate.points:2: `all` has no points"),
            ("gate.points", "words:2..3 all x", "gate.points:1: `x` is no number"),
            ("gate.points", "words:2..3 every +1", "gate.points:1: `every` is no column of this file"),
            ("gate.points", "wrods:..2 all +1", "gate.points:1: no cue gives a hit `wrods:..2`"),
            ("gate.points", "base all 1\nbase all 2", "gate.points:2: `base` stands twice"),
            ("order.points", "body headlin 1", "order.points:1: `headlin` is no column of this file"),
        ] {
            assert_eq!(with(file, text).err().map(|error| error.to_string()).as_deref(), Some(message));
        }
    }

    #[test]
    fn more_words_than_there_are_numbers_are_refused() {
        let words: String = (0..=MOST_HITS).map(|number| format!("word:w{number} all +1\n")).collect();
        let error = with("first.points", &words).expect_err("too many words");
        assert!(error.to_string().contains("hits can fire"), "{error}");
    }
}
