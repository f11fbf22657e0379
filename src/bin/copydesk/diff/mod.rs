//! `copydesk diff`: two runs over the same pages, and what changed between them. What a change is, is the library's
//! (`copydesk::golden`); here records find their partners, and changes are counted.

mod pairs;
mod totals;

use std::path::PathBuf;
use std::process::ExitCode;

use copydesk::Document;
use copydesk::golden::{Change, Expected, Outcome, PageReport};
use serde_json::json;

use crate::args::SOME_FAILED;
use crate::output::print;
use crate::run::Stop;
use pairs::{Pair, Pairs};
use totals::Totals;

/// What may be said about a comparison of runs.
#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// The records of the first run (`copydesk -f jsonl --lines`), packed or not.
    ///
    /// With `--lines` in both runs the labels of all lines are compared; else the text alone.
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// Those of the second.
    #[arg(value_name = "NEW")]
    new: PathBuf,

    /// Prints the totals alone.
    #[arg(long)]
    totals: bool,

    /// Prints JSON: an object for each page that changed, each on a line of its own, the totals last.
    #[arg(long, conflicts_with = "totals")]
    json: bool,
}

/// Compares, and tells.
pub(crate) fn run(diff: &Diff) -> Result<ExitCode, Stop> {
    let mut totals = Totals::default();
    for pair in Pairs::open(&diff.old, &diff.new)? {
        let pair = pair?;
        let changes = changes(&pair);
        totals.add(&pair, &changes);
        if changes.is_empty() || diff.totals {
            continue;
        }
        if diff.json {
            print(&format!("{}\n", json!({ "page": pair.name(), "changes": changes })))?;
        } else {
            print(&format!("{}\n", PageReport::new(pair.name(), Outcome::Differs(changes))))?;
        }
    }
    print(&if diff.json { format!("{}\n", json!({ "totals": totals })) } else { totals.to_string() })?;
    Ok(if totals.is_same() { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

/// What changed in a page; nothing where only one of the runs has it.
fn changes(pair: &Pair) -> Vec<Change> {
    match pair {
        Pair::Both(_, old, new) => {
            let (old, new) = alike(old, new);
            let mut changes = Expected::of(&old).changes(&new);
            let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
            for (name, old, new) in [("modified", &old.modified, &new.modified), ("error", &old.error, &new.error)] {
                changes.extend((old != new).then(|| Change::Field {
                    name: name.to_owned(),
                    expected: said(old),
                    found: said(new),
                    truth: None,
                }));
            }
            changes
        }
        Pair::Old(_) | Pair::New(_) => Vec::new(),
    }
}

/// Two records of which both have lines, or neither.
fn alike(old: &Document, new: &Document) -> (Document, Document) {
    let (mut old, mut new) = (old.clone(), new.clone());
    if old.lines.is_empty() || new.lines.is_empty() {
        old.lines.clear();
        new.lines.clear();
    }
    (old, new)
}
