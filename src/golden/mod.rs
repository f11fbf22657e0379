//! Golden tests for a folder of pages: what is expected of each stands in a file beside it, `story.html.expected` beside
//! `story.html`, and a check tells what comes out differently. Behind the feature `golden`, since it reads files.
//!
//! In a test of your own:
//!
//! ```no_run
//! #[test]
//! fn pages_come_out_as_expected() {
//!     copydesk::golden::check("tests/pages").unwrap();
//! }
//! ```
//!
//! An expected file has one of two forms, see [`Expected`]: the whole page, line by line, as `copydesk check --bless`
//! writes it, or a few expectations written by hand. What a page is and how it is judged is left to
//! [`Cleaner`]; here is only what is expected of it.

mod change;
mod credits;
mod expected;
mod folder;
mod loose;
mod report;
mod whole;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::clean::Cleaner;
use crate::options::Options;

pub use change::Change;
pub use expected::{BadExpected, Expected};
pub use folder::{expected_file, pages, read_page};
pub use report::{Outcome, PageReport, Report};

/// Checks every page in a folder, and in those below it, with the usual options.
///
/// # Errors
///
/// Where a page does not come out as expected, has no expected file or cannot be read, or where the folder holds no page:
/// the error tells all of it, as `copydesk check` prints it.
pub fn check(folder: impl AsRef<Path>) -> Result<Report, Differs> {
    Checker::new(Options::default()).check(folder.as_ref())
}

/// Checks pages that are cleaned with options of one's own.
#[derive(Debug, Clone)]
pub struct Checker {
    cleaner: Cleaner,
}

/// Which expected files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bless {
    /// Those that are there.
    Known,
    /// Those of pages that have none as well.
    New,
}

impl Checker {
    /// A checker that cleans with these options.
    pub fn new(options: Options) -> Checker {
        Checker { cleaner: Cleaner::new(options) }
    }

    /// Checks every page in a folder, and in those below it.
    ///
    /// # Errors
    ///
    /// As [`check`].
    pub fn check(&self, folder: &Path) -> Result<Report, Differs> {
        let pages = pages(folder).map_err(|error| Differs(format!("{}: {error}", folder.display())))?;
        if pages.is_empty() {
            return Err(Differs(format!("{}: holds no pages", folder.display())));
        }
        let report = Report { pages: pages.iter().map(|page| self.page(page)).collect() };
        if report.is_as_expected() { Ok(report) } else { Err(Differs(report.to_string())) }
    }

    /// Checks one page against the file beside it.
    pub fn page(&self, page: &Path) -> PageReport {
        let outcome = match (fs::read_to_string(expected_file(page)), read_page(page)) {
            (_, Err(error)) => Outcome::Unreadable(error.to_string()),
            (Err(error), _) if error.kind() == std::io::ErrorKind::NotFound => Outcome::NoExpectedFile,
            (Err(error), _) => unreadable(page, &error),
            (Ok(text), Ok(bytes)) => match Expected::parse(&text) {
                Ok(expected) => Outcome::of(expected.changes(&self.cleaner.clean(&bytes))),
                Err(error) => unreadable(page, &error),
            },
        };
        PageReport { page: page.to_owned(), outcome }
    }

    /// Writes what comes out of a page now into the file beside it. What a person has marked as the truth stays marked
    /// where something else comes out; expectations written by hand stay as they are.
    pub fn bless(&self, page: &Path, which: Bless) -> PageReport {
        let report = self.page(page);
        let is_wanted = match report.outcome {
            Outcome::Differs(_) => true,
            Outcome::NoExpectedFile => which == Bless::New,
            _ => false,
        };
        if !is_wanted {
            return report;
        }
        let outcome = match self.write(page) {
            Ok(true) if report.outcome == Outcome::NoExpectedFile => Outcome::Created,
            Ok(true) => Outcome::Rewritten(report.changes().to_vec()),
            Ok(false) => report.outcome,
            Err(error) => unreadable(page, &error),
        };
        PageReport { page: report.page, outcome }
    }

    /// Writes the expected file, unless it was written by hand.
    fn write(&self, page: &Path) -> Result<bool, std::io::Error> {
        let file = expected_file(page);
        let before = if file.exists() { fs::read_to_string(&file)? } else { String::new() };
        let expected = Expected::parse(&before).unwrap_or_default();
        let Some(now) = expected.blessed(&self.cleaner.clean(&read_page(page)?)) else { return Ok(false) };
        fs::write(file, now.to_string())?;
        Ok(true)
    }
}

fn unreadable(page: &Path, error: &dyn fmt::Display) -> Outcome {
    let file: PathBuf = expected_file(page);
    Outcome::Unreadable(format!("{}: {error}", file.display()))
}

/// What does not come out as expected, told for a person. `unwrap` in a test shows it as it is.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Differs(String);

impl fmt::Debug for Differs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.0)
    }
}

#[cfg(test)]
mod tests;
