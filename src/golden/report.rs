//! What became of the pages that were checked, and how a person is told.

use std::fmt::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

use super::change::Change;

/// So many lines that changed alike are shown of a page, the others counted.
const SHOWN: usize = 8;

/// What became of one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PageReport {
    /// The page.
    #[serde(serialize_with = "as_shown")]
    pub page: PathBuf,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// How a page stands to what is expected of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", content = "detail", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Outcome {
    /// It comes out as expected.
    AsExpected,
    /// It does not.
    Differs(Vec<Change>),
    /// Nobody has said what is expected.
    NoExpectedFile,
    /// The page or its expected file cannot be read; the reason.
    Unreadable(String),
    /// Its expected file was written for the first time.
    Created,
    /// Its expected file was written anew; what had changed.
    Rewritten(Vec<Change>),
}

/// What became of all pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The pages, in order.
    pub pages: Vec<PageReport>,
}

impl Outcome {
    pub(super) fn of(changes: Vec<Change>) -> Outcome {
        if changes.is_empty() { Outcome::AsExpected } else { Outcome::Differs(changes) }
    }
}

impl PageReport {
    /// What became of a page.
    pub fn new(page: impl Into<PathBuf>, outcome: Outcome) -> PageReport {
        PageReport { page: page.into(), outcome }
    }

    /// Whether there is nothing to mend: it comes out as expected, or what comes out has just been written down.
    pub fn is_as_expected(&self) -> bool {
        matches!(self.outcome, Outcome::AsExpected | Outcome::Created | Outcome::Rewritten(_))
    }

    /// What changed; nothing where it could not be compared.
    pub fn changes(&self) -> &[Change] {
        match &self.outcome {
            Outcome::Differs(changes) | Outcome::Rewritten(changes) => changes,
            _ => &[],
        }
    }
}

impl Report {
    /// What became of these pages.
    pub fn new(pages: Vec<PageReport>) -> Report {
        Report { pages }
    }

    /// Whether there is nothing to mend.
    pub fn is_as_expected(&self) -> bool {
        self.pages.iter().all(PageReport::is_as_expected)
    }

    /// All of it in a line, such as `41 pages, 39 as expected, 2 differ: 5 lines`.
    pub fn summary(&self) -> String {
        let count = |wanted: fn(&Outcome) -> bool| self.pages.iter().filter(|page| wanted(&page.outcome)).count();
        let mut said =
            format!("{}, {} as expected", counted(self.pages.len(), "page"), count(|one| *one == Outcome::AsExpected));
        let mut say = |count: usize, what: &str| {
            if count > 0 {
                let _ = write!(said, ", {count} {what}");
            }
        };
        let changes = |wanted: fn(&Outcome) -> bool| {
            let changes = self.pages.iter().filter(|page| wanted(&page.outcome)).flat_map(PageReport::changes);
            let (lines, fields): (Vec<&Change>, Vec<&Change>) = changes.partition(|change| change.is_line());
            let parts = [(lines.len(), "line"), (fields.len(), "field")].into_iter().filter(|(count, _)| *count > 0);
            parts.map(|(count, what)| counted(count, what)).collect::<Vec<_>>().join(", ")
        };
        let differ = count(|one| matches!(one, Outcome::Differs(_)));
        let verb = if differ == 1 { "differs" } else { "differ" };
        say(differ, &format!("{verb}: {}", changes(|one| matches!(one, Outcome::Differs(_)))));
        let rewritten = format!("written anew: {}", changes(|one| matches!(one, Outcome::Rewritten(_))));
        say(count(|one| matches!(one, Outcome::Rewritten(_))), &rewritten);
        say(count(|one| *one == Outcome::Created), "written for the first time");
        say(count(|one| *one == Outcome::NoExpectedFile), "without an expected file");
        say(count(|one| matches!(one, Outcome::Unreadable(_))), "unreadable");
        said
    }
}

impl fmt::Display for Report {
    /// Every page of which there is something to tell, and the summary.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for page in self.pages.iter().filter(|page| page.outcome != Outcome::AsExpected) {
            writeln!(f, "{page}")?;
        }
        write!(f, "{}", self.summary())
    }
}

impl fmt::Display for PageReport {
    /// What became of the page, and what changed, ending in a line break.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page = self.page.display();
        match &self.outcome {
            Outcome::AsExpected => writeln!(f, "{page}: as expected"),
            Outcome::Differs(_) => writeln!(f, "{page}: differs"),
            Outcome::NoExpectedFile => writeln!(f, "{page}: has no expected file"),
            Outcome::Unreadable(reason) => writeln!(f, "{page}: {reason}"),
            Outcome::Created => writeln!(f, "{page}: expected file written"),
            Outcome::Rewritten(_) => writeln!(f, "{page}: expected file written anew"),
        }?;
        tell(f, self.changes())
    }
}

/// Tells changes that are alike together, where the first of them stands.
fn tell(f: &mut fmt::Formatter<'_>, changes: &[Change]) -> fmt::Result {
    let mut groups: Vec<(String, Vec<&Change>)> = Vec::new();
    for change in changes {
        let heading = change.heading();
        match groups.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, group)) => group.push(change),
            None => groups.push((heading, vec![change])),
        }
    }
    for (heading, group) in groups {
        match group[0].is_line() {
            true if group[0].is_relabelled() => writeln!(f, "  {}: {heading}", counted(group.len(), "line"))?,
            true => writeln!(f, "  {} {heading}", counted(group.len(), "line"))?,
            false => writeln!(f, "  {heading}")?,
        }
        for change in group.iter().take(SHOWN) {
            change.to_string().lines().try_for_each(|line| writeln!(f, "    {line}"))?;
        }
        if group.len() > SHOWN {
            writeln!(f, "    … and {} more", group.len() - SHOWN)?;
        }
    }
    Ok(())
}

/// A path need not be text; JSON is.
fn as_shown<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&path.display())
}

/// A number of things.
pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
