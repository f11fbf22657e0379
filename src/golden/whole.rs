//! The whole page as it is expected: the credits, and every line with its label. Blessing writes what comes out now and
//! keeps the truth that a person has marked; so a page is read once, and every change shows what it mended and what it
//! broke.

use std::collections::VecDeque;
use std::fmt;

use rustc_hash::FxHashMap;

use super::change::{Change, is_in_order, squeezed};
use super::credits;
use super::expected::BadExpected;
use crate::document::{Document, Label};
use crate::render::on_one_line;

/// The first line of the form.
const SHOWS: &str = "shows:";

/// What comes out, and the truth where that is something else.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry<T> {
    /// The name of a field, or the text of a line.
    key: String,
    is: T,
    should: Option<T>,
}

/// A whole page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Whole {
    shows: String,
    head: Vec<Entry<String>>,
    lines: Vec<Entry<Label>>,
}

impl<T: Clone + PartialEq> Entry<T> {
    fn truth(&self) -> &T {
        self.should.as_ref().unwrap_or(&self.is)
    }

    fn new(key: String, is: T, truth: Option<&T>) -> Entry<T> {
        Entry { key, should: truth.filter(|truth| **truth != is).cloned(), is }
    }
}

impl Whole {
    /// Whether a text has this form.
    pub(super) fn is_in(text: &str) -> bool {
        text.starts_with(SHOWS)
    }

    pub(super) fn parse(text: &str) -> Result<Whole, BadExpected> {
        let mut whole = Whole::default();
        let mut in_head = true;
        for (at, line) in text.lines().enumerate() {
            let read = if in_head && line.is_empty() {
                in_head = false;
                Ok(())
            } else if in_head {
                whole.parse_head(line)
            } else {
                whole.parse_line(line)
            };
            read.map_err(|message| BadExpected { line: at + 1, message })?;
        }
        Ok(whole)
    }

    fn parse_head(&mut self, line: &str) -> Result<(), String> {
        let Some((key, value)) = line.split_once(':') else { return Err("a head has lines `name: value`".to_owned()) };
        let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
        if let Some(key) = key.strip_suffix('!') {
            let entry = self.head.iter_mut().find(|entry| entry.key == key);
            entry.ok_or(format!("`{key}!` has no line `{key}` above it"))?.should = Some(value);
        } else if line.starts_with(SHOWS) {
            self.shows = value;
        } else if credits::is_name(key) {
            self.head.push(Entry { key: key.to_owned(), is: value, should: None });
        } else {
            return Err(format!("`{key}` is no field of the head"));
        }
        Ok(())
    }

    fn parse_line(&mut self, line: &str) -> Result<(), String> {
        let Some((label, text)) = line.split_once('\t') else {
            return Err("a line is a label, a tab, and the line of the page".to_owned());
        };
        let (is, should) = label.split_once(" !").map_or((label, None), |(is, should)| (is, Some(should)));
        let named = |name: &str| Label::from_name(name).ok_or_else(|| format!("`{name}` is no label"));
        self.lines.push(Entry { key: text.to_owned(), is: named(is)?, should: should.map(named).transpose()? });
        Ok(())
    }

    /// What comes out now beside the truth of before.
    pub(super) fn blessed(&self, document: &Document) -> Whole {
        let head = credits::of(document).into_iter().map(|(key, is)| {
            let truth = self.head.iter().find(|entry| entry.key == key).map(Entry::truth);
            Entry::new(key, is, truth)
        });
        let now = lines_of(document);
        let pairs = self.pairs(&now);
        let lines = now.into_iter().zip(pairs).map(|((label, text), before)| {
            let truth = before.map(|before| self.lines[before].truth());
            Entry::new(text, label, truth)
        });
        Whole { shows: self.shows.clone(), head: head.collect(), lines: lines.collect() }
    }

    /// What is not as expected.
    pub(super) fn changes(&self, document: &Document) -> Vec<Change> {
        let mut changes = self.field_changes(document);
        let now = lines_of(document);
        let pairs = self.pairs(&now);
        let stays = is_in_order(&pairs);
        let mut is_there = vec![false; self.lines.len()];
        pairs.iter().flatten().for_each(|&before| is_there[before] = true);
        let mut told = 0;
        for (((label, found), before), stays) in now.into_iter().zip(pairs).zip(stays) {
            let Some(before) = before else {
                changes.push(Change::New { label, text: found });
                continue;
            };
            if stays {
                self.gone(told..before, &is_there, &mut changes);
                told = before;
            } else {
                changes.push(Change::Moved { label, text: found.clone() });
            }
            let entry = &self.lines[before];
            if entry.is != label {
                let (text, expected, truth) = (entry.key.clone(), entry.is, entry.should);
                changes.push(Change::Label { text, expected, found: label, truth });
            }
            if entry.key != found {
                changes.push(Change::Spaces { expected: entry.key.clone(), found });
            }
        }
        self.gone(told..self.lines.len(), &is_there, &mut changes);
        changes
    }

    /// The lines of a range that are no longer there.
    fn gone(&self, range: std::ops::Range<usize>, is_there: &[bool], changes: &mut Vec<Change>) {
        let gone = range.filter(|&line| !is_there[line]).map(|line| &self.lines[line]);
        changes.extend(gone.map(|entry| Change::Gone { label: entry.is, text: entry.key.clone() }));
    }

    fn field_changes(&self, document: &Document) -> Vec<Change> {
        let now = credits::of(document);
        let expected = |name: &str| self.head.iter().find(|entry| entry.key == name);
        let known = now.iter().map(|(name, found)| (name.clone(), found.clone(), expected(name)));
        let gone = self.head.iter().filter(|entry| !now.iter().any(|(name, _)| *name == entry.key));
        let gone = gone.map(|entry| (entry.key.clone(), credits::NOTHING.to_owned(), Some(entry)));
        let changes = known.chain(gone).filter_map(|(name, found, entry)| {
            let expected = entry.map_or_else(|| credits::NOTHING.to_owned(), |entry| entry.is.clone());
            let truth = entry.and_then(|entry| entry.should.clone());
            (expected != found).then_some(Change::Field { name, expected, found, truth })
        });
        changes.collect()
    }

    /// For each line of a document the line here that is the same, the first with the first where it stands more than
    /// once. White space does not part them.
    fn pairs(&self, lines: &[(Label, String)]) -> Vec<Option<usize>> {
        let mut places: FxHashMap<String, VecDeque<usize>> = FxHashMap::default();
        for (at, entry) in self.lines.iter().enumerate() {
            places.entry(squeezed(&entry.key)).or_default().push_back(at);
        }
        lines.iter().map(|(_, text)| places.get_mut(&squeezed(text)).and_then(VecDeque::pop_front)).collect()
    }
}

/// The lines of a page; of a record without lines, the paragraphs of its text.
fn lines_of(document: &Document) -> Vec<(Label, String)> {
    if document.lines.is_empty() {
        let paragraphs = document.text.lines().filter(|paragraph| !paragraph.trim().is_empty());
        return paragraphs.map(|paragraph| (Label::Body, on_one_line(paragraph))).collect();
    }
    document.lines.iter().map(|line| (line.label, on_one_line(&line.text))).collect()
}

impl fmt::Display for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{SHOWS} {}", self.shows)?;
        for entry in &self.head {
            writeln!(f, "{}: {}", entry.key, entry.is)?;
            if let Some(should) = &entry.should {
                writeln!(f, "{}!: {should}", entry.key)?;
            }
        }
        writeln!(f)?;
        self.lines.iter().try_for_each(|entry| match &entry.should {
            Some(should) => writeln!(f, "{} !{should}\t{}", entry.is, entry.key),
            None => writeln!(f, "{}\t{}", entry.is, entry.key),
        })
    }
}
