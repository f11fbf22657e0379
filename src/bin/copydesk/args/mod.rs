//! What can be said on the command line. Subcommands stand beside the files: a first word that is a subcommand's name
//! is the subcommand, every other word is a file.

mod reading;
mod selecting;
mod showing;

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

pub(crate) use reading::{InputKind, Judge, Read};
pub(crate) use selecting::{Authors, Select, Strip, With};
pub(crate) use showing::{Format, Run, Show};

use crate::check::Check;
use crate::compare::Compare;
use crate::diff::Diff;
use crate::proof::Proof;

/// Exit codes are told here and in the help.
pub(crate) const SOME_FAILED: u8 = 1;
pub(crate) const USAGE: u8 = 2;
pub(crate) const NOT_WRITTEN: u8 = 3;
/// 128 and the number of the signal, as shells have it.
pub(crate) const INTERRUPTED: u8 = 130;

const CHECK_CODES: &str = "\
Exit codes: 0 where every page comes out as expected, 1 where one does not, has no expected file or cannot be read,
2 where the command line or the rules are wrong, 3 where something could not be written.";

const DIFF_CODES: &str = "\
Exit codes, as those of diff: 0 where nothing changed, 1 where something did, 2 where the runs could not be read.";

const USAGE_LINES: &str = "\
copydesk [OPTIONS] [--] [FILE]...
       copydesk [OPTIONS] <COMMAND>";

const EXAMPLES: &str = "\
Examples:
  copydesk page.html                       the clean text of a page
  curl -s https://example.org | copydesk --url https://example.org
                                           a page from standard input
  copydesk -f markdown --links page.html   headings, lists, tables and links
  copydesk -f jsonl pages/*.html.gz        one record a line, in the order of the files
  copydesk -f jsonl -o crawl.jsonl.zst crawl.warc.gz
                                           a record for each page of a web archive
  copydesk -r -o clean/ pages              a file for each page of a folder
  find . -name '*.html' -print0 | copydesk -0 --files-from - -f jsonl
                                           the files that another program names
  copydesk --lines page.html               every line with its label, a tab between
  copydesk --explain page.html | less      why each line got its label
  copydesk --kind thread --strip post-meta thread.txt
                                           the posts of a thread without authors and dates
  copydesk --now 2022-04-27T21:26:00 page.html
                                           \"3 hours ago\" becomes a date
  copydesk --print-rules=gate.points > my-rules/gate.points
  copydesk --rules my-rules page.html      judge by points of one's own
  copydesk proof -o proof.html page.html   every line coloured by its label, to look at
  copydesk check tests/pages               saved pages against what is expected of them
  copydesk diff old.jsonl new.jsonl        what changed between two runs
  copydesk -- man                          a file that is named like a subcommand

Exit codes:
  0    all is well
  1    some input could not be read; the others were done
  2    the command line or the rules are wrong
  3    the output could not be written
  130  interrupted; what was written is whole records";

/// Cleans scraped web pages: clean text with headline, byline, dateline and date.
///
/// Reads pages as HTML or as text that another scraper has flattened, by themselves, in web archives or in JSON lines
/// (packed by gzip or zstd or not), says of every line what it is, and prints the text without menus, adverts, forum
/// furniture and the like. Without a FILE, or where FILE is `-`, it reads standard input.
#[derive(Debug, Parser)]
#[command(
    name = "copydesk",
    version,
    max_term_width = 100,
    override_usage = USAGE_LINES,
    after_help = "`--help` tells more, with examples.",
    after_long_help = EXAMPLES
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// Pages to clean, one after the other; `-` is standard input, and patterns such as `*.html` are understood.
    ///
    /// The first word is a file only where it is no command's name; behind `--` every word is a file.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// When to colour: what is explained, errors and help.
    ///
    /// By default where the output is a terminal; NO_COLOR and CLICOLOR_FORCE are respected.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true)]
    pub(crate) color: Color,

    #[command(flatten)]
    pub(crate) read: Read,

    #[command(flatten)]
    pub(crate) judge: Judge,

    #[command(flatten)]
    pub(crate) select: Select,

    #[command(flatten)]
    pub(crate) show: Show,

    #[command(flatten)]
    pub(crate) run: Run,
}

/// What is done instead of cleaning.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Checks saved pages against what is expected of them, and tells what comes out differently.
    #[command(after_help = CHECK_CODES)]
    Check(Check),
    /// Compares what copydesk keeps of pages with the text that another program made of them.
    Compare(Compare),
    /// Tells what changed between two runs: labels of lines, credits, kinds.
    #[command(after_help = DIFF_CODES)]
    Diff(Diff),
    /// Makes a proof sheet: one HTML file that shows every line, its label, and why it got it.
    Proof(Proof),
    /// Prints a script that teaches a shell to complete copydesk's options.
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Prints the manual page (`copydesk man | man -l -`).
    Man,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl Color {
    /// Makes this the choice of all that is printed.
    pub(crate) fn write_global(self) {
        let choice = match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

impl Args {
    /// What is wrong with options that do not go together.
    pub(crate) fn contradiction(&self) -> Option<clap::Error> {
        let Show { format, lines, explain, links, .. } = self.show;
        let is_prose = matches!(format, Format::Markdown | Format::Html);
        let message = if (is_prose || format == Format::Spans) && (lines || explain) {
            "`--lines` and `--explain` go with the formats text, json and jsonl"
        } else if format == Format::Text && lines && explain {
            "`--explain` shows every line: in text it does not go with `--lines`"
        } else if links && !is_prose {
            "`--links` goes with `--format markdown` and `--format html`"
        } else if self.read.url.is_some() && (self.files.len() > 1 || self.read.files_from.is_some()) {
            "`--url` is the address of one page, and there are several"
        } else {
            return None;
        };
        Some(Args::command().error(ErrorKind::ArgumentConflict, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_accepts_the_definition() {
        Args::command().debug_assert();
    }

    #[test]
    fn global_options_go_behind_subcommands() {
        let args = Args::try_parse_from(["copydesk", "man", "--color", "never"]).expect("valid");
        assert_eq!(args.color, Color::Never);
        let args = Args::try_parse_from(["copydesk", "page.html", "man"]).expect("valid");
        assert!(args.command.is_none() && args.files.len() == 2);
        let args = Args::try_parse_from(["copydesk", "--", "man"]).expect("valid");
        assert!(args.command.is_none() && args.files.len() == 1);
    }
}
