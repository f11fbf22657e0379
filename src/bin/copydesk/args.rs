//! What can be said on the command line. Subcommands stand beside the files: a first word that is a subcommand's name
//! is the subcommand, every other word is a file.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use copydesk::{Input, Kind, ReferenceTime};

/// Exit codes are told here and in the help.
pub(crate) const SOME_FAILED: u8 = 1;
pub(crate) const USAGE: u8 = 2;

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
  copydesk --lines page.html               every line with its label, a tab between
  copydesk --explain page.html | less      why each line got its label
  copydesk --kind thread --strip post-meta thread.txt
                                           the posts of a thread without authors and dates
  copydesk --now 2022-04-27T21:26:00 page.html
                                           \"3 hours ago\" becomes a date
  copydesk --print-rules=gate.points > my-rules/gate.points
  copydesk --rules my-rules page.html      judge by points of one's own
  copydesk -- man                          a file that is named like a subcommand

Exit codes:
  0  all is well
  1  some input could not be read; the others were done
  2  the command line or the rules are wrong";

/// Cleans scraped web pages: clean text with headline, byline, dateline and date.
///
/// Reads pages as HTML or as text that another scraper has flattened (gzip or not), says of every line what it is, and
/// prints the text without menus, adverts, forum furniture and the like. Without a FILE, or where FILE is `-`, it reads
/// standard input.
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

    /// Pages to clean, one after the other; `-` is standard input.
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
    pub(crate) show: Show,

    #[command(flatten)]
    pub(crate) clean: Clean,
}

/// What is done instead of cleaning.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prints a script that teaches a shell to complete copydesk's options.
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Prints the manual page (`copydesk man | man -l -`).
    Man,
}

/// What is printed.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Show {
    /// The form of the output.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) format: Format,

    /// Every line of the page with its label: as LABEL<TAB>LINE in place of the text, or in JSON as `lines`.
    #[arg(long)]
    pub(crate) lines: bool,

    /// Why each line got its label: for a person in place of the text, or in JSON as the `hits` of `lines`.
    #[arg(long)]
    pub(crate) explain: bool,

    /// Keeps the targets of links (markdown).
    #[arg(long)]
    pub(crate) links: bool,

    /// Leaves something out; may be given several times.
    #[arg(long, value_name = "WHAT", value_enum)]
    pub(crate) strip: Vec<Strip>,

    /// Shows more than the text, in text and markdown. Can be given several times.
    #[arg(long, value_name = "WHAT", value_enum)]
    pub(crate) with: Vec<With>,

    /// Prints the rules, or the file of them that is named, and does nothing else.
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, conflicts_with = "files")]
    pub(crate) print_rules: Option<Option<String>>,
}

/// How pages are read and judged. Holds for subcommands as well.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reading and judging")]
pub(crate) struct Clean {
    /// What the pages are; by default found from the bytes of each.
    #[arg(long, value_name = "WHAT", value_enum, global = true)]
    pub(crate) input: Option<InputKind>,

    /// What kind of page they are; by default found by cues.
    #[arg(long, value_name = "KIND", value_parser = kinds(), global = true)]
    pub(crate) kind: Option<Kind>,

    /// The charset that the HTTP header declared, such as `windows-1252`.
    #[arg(long, value_name = "LABEL", value_parser = charset, global = true)]
    pub(crate) charset: Option<String>,

    /// The page's address, which goes before the one that the page states. For one page at a time.
    #[arg(long, value_name = "URL", global = true)]
    pub(crate) url: Option<String>,

    /// The certainty, from 0 to 1, from which a line is content: less keeps more. By default chosen for each page.
    #[arg(long, value_name = "0..1", value_parser = cut, global = true)]
    pub(crate) cut: Option<f32>,

    /// When the pages were fetched (2022-04-27 or 2022-04-27T21:26:00), for dates such as "3 hours ago".
    #[arg(long, value_name = "TIME", global = true)]
    pub(crate) now: Option<ReferenceTime>,

    /// A folder of rules; its files go before the built-in ones of the same names.
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) rules: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// The clean text.
    #[default]
    Text,
    /// Headline, byline and the text with headings, lists, quotations, code and tables.
    Markdown,
    /// The record of each page, indented.
    Json,
    /// The record of each page on a line of its own, in the order of the files.
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputKind {
    /// Markup.
    Html,
    /// Text that another scraper has flattened.
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Strip {
    /// The lines with author and date over the posts of a thread.
    PostMeta,
    /// The dateline that opens the text.
    Dateline,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum With {
    /// Readers' comments, behind the text.
    Comments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl From<InputKind> for Input {
    fn from(kind: InputKind) -> Input {
        match kind {
            InputKind::Html => Input::Html,
            InputKind::Text => Input::Text,
        }
    }
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

impl Show {
    /// Whether records have lines.
    pub(crate) fn shows_lines(&self) -> bool {
        self.lines || self.explain
    }
}

impl Args {
    /// What is wrong with options that do not go together.
    pub(crate) fn contradiction(&self) -> Option<clap::Error> {
        let Show { format, lines, explain, links, .. } = self.show;
        let message = if format == Format::Markdown && (lines || explain) {
            "`--lines` and `--explain` go with the formats text, json and jsonl"
        } else if format == Format::Text && lines && explain {
            "`--explain` shows every line: in text it does not go with `--lines`"
        } else if links && format != Format::Markdown {
            "`--links` goes with `--format markdown`"
        } else if self.clean.url.is_some() && self.files.len() > 1 {
            "`--url` is the address of one page, and there are several"
        } else {
            return None;
        };
        Some(Args::command().error(ErrorKind::ArgumentConflict, message))
    }
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    let names = PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.name()));
    names.map(|name| Kind::from_name(&name).unwrap_or_default())
}

fn charset(label: &str) -> Result<String, String> {
    let known = encoding_rs::Encoding::for_label(label.as_bytes());
    known.map(|_| label.to_owned()).ok_or_else(|| "no label of the Encoding Standard".to_owned())
}

fn cut(text: &str) -> Result<f32, String> {
    let cut = text.parse::<f32>().ok().filter(|cut| (0.0..=1.0).contains(cut));
    cut.ok_or_else(|| "not a number from 0 to 1".to_owned())
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
