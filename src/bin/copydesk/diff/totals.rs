//! What changed between two runs, counted: by what became of lines, by field, by kind of page.

use std::collections::BTreeMap;
use std::fmt;

use copydesk::golden::Change;
use serde::Serialize;

use super::pairs::Pair;

/// How often something changed.
#[derive(Debug, Default, Serialize)]
pub(super) struct Totals {
    /// Pages that both runs have.
    pages: u64,
    only_old: u64,
    only_new: u64,
    /// Pages that changed.
    differ: u64,
    /// Lines by what became of them, such as `body → related`, `gone: promo`.
    lines: BTreeMap<String, Count>,
    /// Fields of the record.
    fields: BTreeMap<String, u64>,
    /// Pages by the kind that the first run found.
    kinds: BTreeMap<String, Kind>,
}

/// Lines, and the words in them.
#[derive(Debug, Default, Serialize)]
struct Count {
    lines: u64,
    words: u64,
}

#[derive(Debug, Default, Serialize)]
struct Kind {
    pages: u64,
    differ: u64,
    lines: u64,
}

impl Totals {
    /// Counts a page and what changed in it.
    pub(super) fn add(&mut self, pair: &Pair, changes: &[Change]) {
        let Pair::Both(_, old, _) = pair else {
            *if matches!(pair, Pair::Old(_)) { &mut self.only_old } else { &mut self.only_new } += 1;
            return;
        };
        let differs = u64::from(!changes.is_empty());
        self.pages += 1;
        self.differ += differs;
        let kind = self.kinds.entry(old.kind.to_string()).or_default();
        kind.pages += 1;
        kind.differ += differs;
        for change in changes {
            if let Change::Field { name, expected, found, .. } = change {
                let name = if name == "kind" { format!("kind: {expected} → {found}") } else { name.clone() };
                let name = if name.starts_with("post-") { "posts' authors and days".to_owned() } else { name };
                *self.fields.entry(name).or_default() += 1;
            } else {
                kind.lines += 1;
                let (what, text) = line(change);
                let count = self.lines.entry(what).or_default();
                count.lines += 1;
                count.words += text.split_whitespace().count() as u64;
            }
        }
    }

    /// Whether the runs say the same of the same pages.
    pub(super) fn is_same(&self) -> bool {
        self.differ + self.only_old + self.only_new == 0
    }
}

/// What became of a line, and the line.
fn line(change: &Change) -> (String, &str) {
    match change {
        Change::Gone { label, text } | Change::New { label, text } => (format!("{}: {label}", change.heading()), text),
        Change::Label { text, .. } | Change::Moved { text, .. } => (change.heading(), text),
        Change::Spaces { found, .. } => (change.heading(), found),
        _ => (change.heading(), ""),
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} pages in both runs, {} differ", self.pages, self.differ)?;
        for (count, which) in [(self.only_old, "first"), (self.only_new, "second")] {
            if count > 0 {
                writeln!(f, "{count} pages only in the {which}")?;
            }
        }
        if !self.lines.is_empty() {
            writeln!(f, "\n{:>8} {:>9}", "lines", "words")?;
            let mut lines: Vec<_> = self.lines.iter().collect();
            lines.sort_by_key(|(_, count)| std::cmp::Reverse(count.words));
            for (what, Count { lines, words }) in lines {
                writeln!(f, "{lines:>8} {words:>9}  {what}")?;
            }
        }
        if !self.fields.is_empty() {
            writeln!(f, "\n{:>8}", "pages")?;
            self.fields.iter().try_for_each(|(name, count)| writeln!(f, "{count:>8}  {name}"))?;
        }
        if self.differ > 0 {
            writeln!(f, "\n{:>8} {:>9} {:>8}", "pages", "differ", "lines")?;
            for (kind, Kind { pages, differ, lines }) in &self.kinds {
                writeln!(f, "{pages:>8} {differ:>9} {lines:>8}  {kind}")?;
            }
        }
        Ok(())
    }
}
