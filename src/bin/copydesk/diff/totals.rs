//! What changed between two runs, counted: by what became of lines, by field, by kind of page.

use std::collections::BTreeMap;
use std::fmt;

use copydesk::golden::Change;
use serde::Serialize;

use super::pairs::Pair;
use crate::output::pages;
use crate::stats::Count;

/// So many kinds of changes of lines are told, those with the most words.
const SHOWN: usize = 20;

/// How often something changed.
#[derive(Debug, Default, Serialize)]
pub(super) struct Totals {
    /// Pages that both runs have.
    pages: usize,
    only_old: usize,
    only_new: usize,
    /// Pages that changed.
    differ: usize,
    /// Lines that left the text, and lines that came into it.
    left: Count,
    came: Count,
    /// Lines by what became of them, such as `body → related`, `gone: promo`.
    lines: BTreeMap<String, Count>,
    /// Fields of the record.
    fields: BTreeMap<String, usize>,
    /// Pages by the kind that the first run found.
    kinds: BTreeMap<String, Kind>,
}

#[derive(Debug, Default, Serialize)]
struct Kind {
    pages: usize,
    differ: usize,
    lines: usize,
}

impl Totals {
    /// Counts a page and what changed in it.
    pub(super) fn add(&mut self, pair: &Pair, changes: &[Change]) {
        let Pair::Both(_, old, _) = pair else {
            *if matches!(pair, Pair::Old(_)) { &mut self.only_old } else { &mut self.only_new } += 1;
            return;
        };
        let differs = usize::from(!changes.is_empty());
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
                let words = text.split_whitespace().count();
                self.lines.entry(what).or_default().add(words);
                match in_text(change) {
                    (true, false) => self.left.add(words),
                    (false, true) => self.came.add(words),
                    _ => {}
                }
            }
        }
    }

    /// Whether the runs say the same of the same pages.
    pub(super) fn is_same(&self) -> bool {
        self.differ + self.only_old + self.only_new == 0
    }
}

/// Whether a line stood in the text before, and whether it does now.
fn in_text(change: &Change) -> (bool, bool) {
    match change {
        Change::Label { expected, found, .. } => (expected.is_content(), found.is_content()),
        Change::Gone { label, .. } => (label.is_content(), false),
        Change::New { label, .. } => (false, label.is_content()),
        _ => (false, false),
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
        let verb = if self.differ == 1 { "differs" } else { "differ" };
        writeln!(f, "{} in both runs, {} {verb}", pages(self.pages), self.differ)?;
        for (count, which) in [(self.only_old, "first"), (self.only_new, "second")] {
            if count > 0 {
                writeln!(f, "{} only in the {which}", pages(count))?;
            }
        }
        if !self.lines.is_empty() {
            writeln!(f, "\n{:>8} {:>9}", "lines", "words")?;
            for (count, what) in [(&self.left, "left the text"), (&self.came, "came into the text")] {
                writeln!(f, "{:>8} {:>9}  {what}", count.lines, count.words)?;
            }
            let mut lines: Vec<_> = self.lines.iter().collect();
            lines.sort_by_key(|(_, count)| std::cmp::Reverse(count.words));
            writeln!(f)?;
            for (what, Count { lines, words }) in lines.iter().take(SHOWN) {
                writeln!(f, "{lines:>8} {words:>9}  {what}")?;
            }
            if lines.len() > SHOWN {
                let rest = lines[SHOWN..].iter().map(|(_, count)| count.lines).sum::<usize>();
                writeln!(f, "{rest:>8} {:>9}  in {} other ways", "", lines.len() - SHOWN)?;
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
