//! Counts of a run: which pages there were, what was odd about them, what went wrong. They add up in any order, and a run
//! that was broken off takes them along.

use std::collections::BTreeMap;
use std::fmt::Write;

use copydesk::{Document, Note};
use serde::{Deserialize, Serialize};

use crate::source::Failure;

type Counts = BTreeMap<String, u64>;

/// The notes that say why a page has no text.
const EMPTY: &[Note] = &[
    Note::NoText,
    Note::JsShell,
    Note::Consent,
    Note::Login,
    Note::Paywall,
    Note::ErrorPage,
    Note::SearchPage,
    Note::Binary,
    Note::ParserFailed,
];

/// What was counted. `inputs` is pages, errors, and records that were passed over, together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stats {
    pub(crate) inputs: u64,
    pub(crate) pages: u64,
    pub(crate) failed: u64,
    /// Bytes of clean text.
    pub(crate) text_bytes: u64,
    pub(crate) kinds: Counts,
    /// Lines by label.
    pub(crate) labels: Counts,
    pub(crate) notes: Counts,
    /// Pages without text, by the reason.
    pub(crate) empty: Counts,
    pub(crate) errors: Counts,
    /// Pages that the user did not want, by the option that says so.
    pub(crate) left_out: Counts,
    /// Records that hold no page, by the reason.
    pub(crate) passed_over: Counts,
}

impl Stats {
    /// Adds one of something.
    pub(crate) fn count(counts: &mut Counts, what: &str) {
        match counts.get_mut(what) {
            Some(count) => *count += 1,
            None => _ = counts.insert(what.to_owned(), 1),
        }
    }

    /// Counts a page, or an input that could not be read.
    pub(crate) fn add_page(&mut self, document: &Document, failure: Option<&Failure>, left_out: Option<&str>) {
        if let Some(failure) = failure {
            self.failed += 1;
            // What stands before the colon is the kind of error, what follows the single case.
            let message = failure.to_string();
            Stats::count(&mut self.errors, message.split(':').next().unwrap_or_default());
            return;
        }
        self.pages += 1;
        self.text_bytes += document.text.len() as u64;
        Stats::count(&mut self.kinds, document.kind.name());
        document.lines.iter().for_each(|line| Stats::count(&mut self.labels, line.label.name()));
        document.notes.iter().for_each(|note| Stats::count(&mut self.notes, note.name()));
        if document.text.is_empty() {
            let reason = document.notes.iter().find(|note| EMPTY.contains(note));
            Stats::count(&mut self.empty, reason.map_or("other", |note| note.name()));
        }
        if let Some(option) = left_out {
            Stats::count(&mut self.left_out, option);
        }
    }

    /// Adds the counts of others.
    pub(crate) fn add(&mut self, other: &Stats) {
        self.inputs += other.inputs;
        self.pages += other.pages;
        self.failed += other.failed;
        self.text_bytes += other.text_bytes;
        for (counts, others) in [
            (&mut self.kinds, &other.kinds),
            (&mut self.labels, &other.labels),
            (&mut self.notes, &other.notes),
            (&mut self.empty, &other.empty),
            (&mut self.errors, &other.errors),
            (&mut self.left_out, &other.left_out),
            (&mut self.passed_over, &other.passed_over),
        ] {
            for (what, count) in others {
                *counts.entry(what.clone()).or_default() += count;
            }
        }
    }

    /// The counts as JSON that a person reads.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The counts as a table.
    pub(crate) fn table(&self) -> String {
        let mut table = String::new();
        let mut row = |name: &str, count: u64| _ = writeln!(table, "{count:>12}  {name}");
        row("inputs", self.inputs);
        row("pages", self.pages);
        row("bytes of text", self.text_bytes);
        for (head, counts) in [
            ("kind", &self.kinds),
            ("lines labelled", &self.labels),
            ("note", &self.notes),
            ("without text", &self.empty),
            ("left out by", &self.left_out),
            ("passed over", &self.passed_over),
            ("error", &self.errors),
        ] {
            let mut most: Vec<(&String, &u64)> = counts.iter().collect();
            most.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
            for (what, count) in most {
                row(&format!("{head}: {what}"), *count);
            }
        }
        table
    }
}

/// Lines, and the words in them.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Count {
    pub(crate) lines: usize,
    pub(crate) words: usize,
}

impl Count {
    /// Counts a line of so many words.
    pub(crate) fn add(&mut self, words: usize) {
        self.lines += 1;
        self.words += words;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up() {
        let mut document = Document::default();
        document.notes = vec![Note::JsShell];
        let mut stats = Stats { inputs: 1, ..Stats::default() };
        stats.add_page(&document, None, None);
        let mut failed = Stats { inputs: 1, ..Stats::default() };
        failed.add_page(&document, Some(&Failure::new("damaged gzip data: odd")), None);
        stats.add(&failed);
        assert_eq!((stats.inputs, stats.pages, stats.failed), (2, 1, 1));
        let table = stats.table();
        for row in [
            "2  inputs",
            "1  kind: other",
            "1  note: js-shell",
            "1  without text: js-shell",
            "1  error: damaged gzip data",
        ] {
            assert!(table.contains(row), "{row} in\n{table}");
        }
        assert_eq!(serde_json::from_str::<Stats>(&stats.json()).expect("JSON"), stats);
    }
}
