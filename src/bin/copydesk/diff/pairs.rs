//! The records of two runs, each with its partner: the record of the same page. Runs over the same inputs have them in the
//! same order, so that no more than a few wait for their partners; in another order they wait in memory.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};

use copydesk::{Document, Note};
use serde_json::{Map, Value};

use crate::run::Stop;
use crate::source::RecordLines;

/// A page, by what both runs call it.
#[derive(Debug)]
pub(super) enum Pair {
    Both(String, Box<Document>, Box<Document>),
    Old(String),
    New(String),
}

impl Pair {
    pub(super) fn name(&self) -> &str {
        match self {
            Pair::Both(name, ..) | Pair::Old(name) | Pair::New(name) => name,
        }
    }
}

/// One of the two runs.
struct Run {
    path: PathBuf,
    lines: RecordLines,
    number: u64,
    /// Records that wait for their partners, and their places.
    waiting: HashMap<String, VecDeque<(u64, Document)>>,
    is_over: bool,
}

/// All pages of two runs.
pub(super) struct Pairs {
    runs: [Run; 2],
    /// Which run is read next.
    turn: usize,
    /// What had no partner, once both are over.
    rest: Option<VecDeque<Pair>>,
}

impl Pairs {
    pub(super) fn open(old: &Path, new: &Path) -> Result<Pairs, Stop> {
        Ok(Pairs { runs: [Run::open(old)?, Run::open(new)?], turn: 0, rest: None })
    }

    /// Reads a record of the run whose turn it is; a pair where its partner was waiting.
    fn step(&mut self) -> Result<Option<Pair>, Stop> {
        let own = self.turn;
        self.turn = 1 - own;
        let Some((name, document)) = self.runs[own].next()? else { return Ok(None) };
        let partner = self.runs[1 - own].take(&name);
        let Some(partner) = partner else {
            let number = self.runs[own].number;
            self.runs[own].waiting.entry(name).or_default().push_back((number, document));
            return Ok(None);
        };
        let (old, new) = if own == 0 { (document, partner) } else { (partner, document) };
        Ok(Some(Pair::Both(name, Box::new(old), Box::new(new))))
    }

    /// Those that have no partner, in the order of their runs.
    fn alone(&mut self) -> VecDeque<Pair> {
        let [old, new] = &mut self.runs;
        let old = old.left().into_iter().map(Pair::Old);
        old.chain(new.left().into_iter().map(Pair::New)).collect()
    }
}

impl Iterator for Pairs {
    type Item = Result<Pair, Stop>;

    fn next(&mut self) -> Option<Result<Pair, Stop>> {
        while !self.runs.iter().all(|run| run.is_over) {
            match self.step() {
                Ok(None) => {}
                Ok(Some(pair)) => return Some(Ok(pair)),
                Err(stop) => {
                    self.runs.iter_mut().for_each(|run| run.is_over = true);
                    self.rest = Some(VecDeque::new());
                    return Some(Err(stop));
                }
            }
        }
        if self.rest.is_none() {
            self.rest = Some(self.alone());
        }
        self.rest.as_mut()?.pop_front().map(Ok)
    }
}

impl Run {
    fn open(path: &Path) -> Result<Run, Stop> {
        let lines = RecordLines::open(path).map_err(|error| Stop::Usage(format!("{}: {error}", path.display())))?;
        Ok(Run { path: path.to_owned(), lines, number: 0, waiting: HashMap::new(), is_over: false })
    }

    /// The next record and its name.
    fn next(&mut self) -> Result<Option<(String, Document)>, Stop> {
        if self.is_over {
            return Ok(None);
        }
        self.number += 1;
        let fail = |what: &str| Stop::Usage(format!("{}:{}: {what}", self.path.display(), self.number));
        let Some(line) = self.lines.next() else {
            self.is_over = true;
            return Ok(None);
        };
        let line = line.map_err(|error| fail(&error.to_string()))?;
        read(&line).map(Some).map_err(|error| fail(&format!("no record of copydesk -f jsonl: {error}")))
    }

    fn take(&mut self, name: &str) -> Option<Document> {
        let waiting = self.waiting.get_mut(name)?;
        let (_, document) = waiting.pop_front()?;
        if waiting.is_empty() {
            self.waiting.remove(name);
        }
        Some(document)
    }

    /// The names of those that still wait, in order.
    fn left(&mut self) -> Vec<String> {
        let all =
            self.waiting.drain().flat_map(|(name, waiting)| waiting.into_iter().map(move |(at, _)| (at, name.clone())));
        let mut all: Vec<(u64, String)> = all.collect();
        all.sort_unstable();
        all.into_iter().map(|(_, name)| name).collect()
    }
}

/// Reads a record, of this version or another: what it lacks is empty, what nobody knows is passed over.
fn read(line: &[u8]) -> Result<(String, Document), serde_json::Error> {
    let mut record: Map<String, Value> = serde_json::from_slice(line)?;
    if let Some(Value::Array(notes)) = record.get_mut("notes") {
        notes.retain(|note| note.as_str().is_some_and(|note| Note::from_name(note).is_some()));
    }
    let name = name(&record);
    let mut whole = serde_json::to_value(Document::default())?;
    if let Some(fields) = whole.as_object_mut() {
        fields.extend(record);
    }
    Ok((name, serde_json::from_value(whole)?))
}

/// What a page is called: its source, and in an archive its id or its number there.
fn name(record: &Map<String, Value>) -> String {
    let source = record.get("source").and_then(Value::as_str).unwrap_or("?");
    let place = record.get("record").and_then(|place| match &place["id"] {
        Value::String(id) => Some(id.clone()),
        _ => place["number"].as_u64().map(|number| number.to_string()),
    });
    place.map_or_else(|| source.to_owned(), |place| format!("{source}#{place}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn pairs(old: &str, new: &str) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let [old_path, new_path] = ["old.jsonl", "new.jsonl"].map(|name| folder.path().join(name));
        let records = |names: &str| {
            let name = |name| {
                format!("{{\"source\": \"{name}\", \"kind\": \"article\", \"later\": 1, \"notes\": [\"new\"]}}\n")
            };
            names.split_whitespace().map(name).collect::<String>()
        };
        fs::write(&old_path, records(old)).expect("a file");
        fs::write(&new_path, records(new)).expect("a file");
        let pairs = Pairs::open(&old_path, &new_path).expect("both are there");
        pairs
            .map(|pair| match pair.expect("records") {
                Pair::Both(name, ..) => name,
                Pair::Old(name) => format!("-{name}"),
                Pair::New(name) => format!("+{name}"),
            })
            .collect()
    }

    #[test]
    fn records_find_their_partners() {
        for (old, new, expected) in [
            ("a b c", "a b c", "a b c"),
            ("a b c", "c b a", "b c a"),
            ("a b", "b d", "b -a +d"),
            ("a a b", "a b", "a b -a"),
            ("", "a", "+a"),
            ("", "", ""),
        ] {
            assert_eq!(pairs(old, new).join(" "), expected, "{old} / {new}");
        }
    }

    #[test]
    fn what_pages_are_called() {
        for (record, expected) in [
            (r#"{"source": "a.html"}"#, "a.html"),
            (r#"{"source": "a.warc", "record": {"number": 3, "id": "<urn:1>"}}"#, "a.warc#<urn:1>"),
            (r#"{"source": "a.jsonl", "record": {"number": 3, "id": null}}"#, "a.jsonl#3"),
        ] {
            assert_eq!(read(record.as_bytes()).expect("a record").0, expected);
        }
        assert!(read(b"[1]").is_err() && read(b"{\"lines\": 3}").is_err());
    }
}
