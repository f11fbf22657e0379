//! `copydesk check`: pages against the files beside them that say what is expected. What that is, and how pages are
//! compared, is the library's (`copydesk::golden`); here are the folders, the cores, and the forms of the report.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use copydesk::Options;
use copydesk::golden::{Bless, Checker, Outcome, PageReport, Report};
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use serde_json::json;

use crate::args::SOME_FAILED;
use crate::output::{complain, print};
use crate::run::{Stop, on_all_cores};
use crate::sink;
use crate::source::pages_of;

/// What may be said about a check.
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Folders of pages, or single pages; by default the folder that one stands in.
    ///
    /// Pages are files named .html, .htm, .xhtml, .txt or .text, packed (.gz) or not. Beside each stands what is expected
    /// of it, under its name and `.expected`: every line with its label, as `--bless` writes it, or a few lines by hand:
    /// `+ a text that must stay`, `- a text that must go`, `headline: what it should be`.
    #[arg(value_name = "DIR")]
    inputs: Vec<PathBuf>,

    /// Writes the expected files that are there anew. Marks of what is known to be wrong stay, and so do expectations
    /// written by hand.
    #[arg(long)]
    bless: bool,

    /// Writes expected files for pages that have none, too.
    #[arg(long, requires = "bless")]
    new: bool,

    /// Writes even where CI is set.
    #[arg(long, requires = "bless")]
    force: bool,

    /// Prints the report as JSON.
    #[arg(long)]
    json: bool,

    /// Writes the report to a file as well, in the form of JUnit, which CI services show.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

/// Checks, or blesses, and tells.
pub(crate) fn run(check: &Check, options: Options) -> Result<ExitCode, Stop> {
    if check.bless && !check.force && is_ci() {
        let message = "CI is set: there nobody reads what is blessed (--force blesses all the same)";
        return Err(Stop::Usage(message.to_owned()));
    }
    let here = [PathBuf::from(".")];
    let pages = pages_of(if check.inputs.is_empty() { &here } else { &check.inputs })?;
    let checker = Checker::new(options);
    let mut reports = Vec::with_capacity(pages.len());
    on_all_cores(
        pages.into_iter(),
        |page| check.page(&checker, &page),
        |report| {
            reports.push(report);
            Ok(())
        },
    )?;
    let report = Report::new(reports);
    if let Some(file) = &check.junit {
        let written = junit(&report).and_then(|xml| Ok(sink::replace(file, xml.as_bytes())?));
        written.with_context(|| file.display().to_string()).map_err(Stop::Unwritten)?;
    }
    if check.json {
        let told = json!({ "summary": report.summary(), "pages": report.pages });
        print(&format!("{told:#}\n"))?;
    } else {
        print(&format!("{report}\n"))?;
    }
    if report.pages.iter().any(|page| page.outcome == Outcome::NoExpectedFile) {
        complain("`copydesk check --bless --new` writes the expected files of pages that have none");
    }
    Ok(if report.is_as_expected() { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

impl Check {
    fn page(&self, checker: &Checker, page: &Path) -> PageReport {
        match (self.bless, self.new) {
            (false, _) => checker.page(page),
            (true, false) => checker.bless(page, Bless::Known),
            (true, true) => checker.bless(page, Bless::New),
        }
    }
}

/// Whether a service runs this, where nobody sees what is written. Most of them set CI to `true`.
fn is_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// The report as JUnit has it: a test for each page.
fn junit(report: &Report) -> anyhow::Result<String> {
    let mut suite = TestSuite::new("copydesk check");
    for page in &report.pages {
        let status = match &page.outcome {
            _ if page.is_as_expected() => TestCaseStatus::success(),
            Outcome::Unreadable(_) => failed(NonSuccessKind::Error, page),
            _ => failed(NonSuccessKind::Failure, page),
        };
        suite.add_test_case(TestCase::new(page.page.display().to_string(), status));
    }
    let mut whole = quick_junit::Report::new("copydesk");
    whole.add_test_suite(suite);
    Ok(whole.to_string()?)
}

fn failed(kind: NonSuccessKind, page: &PageReport) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    let told = page.to_string();
    status.set_message(told.lines().next().unwrap_or_default()).set_description(told);
    status
}
