//! What may be said about the output and about the run.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueEnum;

/// What is printed.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Show {
    /// The form of the output.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) format: Format,

    /// Writes to a file, packed where its name ends with `.gz` or `.zst`; or, where it is a folder or ends with `/`, a
    /// file for each page.
    ///
    /// A file stands under the name FILE.part until it is whole; a device or a pipe is written as it stands, and `-` is
    /// standard output. Files in a folder are named after their inputs, records of archives by their numbers.
    #[arg(short, long, value_name = "FILE|DIR/")]
    pub(crate) output: Option<PathBuf>,

    /// Every line of the page with its label: as LABEL<TAB>LINE in place of the text, or in JSON as `lines`.
    #[arg(long)]
    pub(crate) lines: bool,

    /// Why each line got its label: for a person in place of the text, or in JSON as the `hits` of `lines`.
    #[arg(long)]
    pub(crate) explain: bool,

    /// Keeps the targets of links (markdown, html).
    #[arg(long)]
    pub(crate) links: bool,

    /// Leaves emphasis, code within a line, and what is set low or high unmarked (markdown, html, blocks).
    #[arg(long)]
    pub(crate) plain: bool,

    /// The text as blocks (paragraphs, lists, tables, code…) in the record's `blocks` (json, jsonl).
    #[arg(long)]
    pub(crate) blocks: bool,

    /// Prints the rules, or the file of them that is named, and does nothing else.
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, conflicts_with = "files")]
    pub(crate) print_rules: Option<Option<String>>,
}

/// How the work is done.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Running")]
pub(crate) struct Run {
    /// How many pages are cleaned at a time; by default one for each core. The order of the output stays that of the
    /// input.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Goes on where a run with the same inputs and options was broken off, to the same output.
    #[arg(long, requires = "output")]
    pub(crate) resume: bool,

    /// Prints at the end how many pages of which kind there were, which labels, notes and errors.
    #[arg(long)]
    pub(crate) stats: bool,

    /// Writes the same counts to a file, as JSON.
    #[arg(long, value_name = "FILE")]
    pub(crate) stats_json: Option<PathBuf>,

    /// Says nothing of single inputs and shows no progress; the exit code still tells.
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,

    /// Says of each page what became of it, and which records of archives were passed over.
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// The clean text.
    #[default]
    Text,
    /// Headline, byline and the text with headings, lists, quotations, code and tables.
    Markdown,
    /// The same as HTML, an `article` for each page.
    Html,
    /// The record of each page, indented.
    Json,
    /// The record of each page on a line of its own, in the order of the inputs.
    Jsonl,
    /// The label of each line as a range of bytes of the text, a JSON object for each page on a line of its own.
    Spans,
}

impl Format {
    /// What the names of files of this form end with.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Spans => "spans.jsonl",
        }
    }

    /// Whether what comes of different pages is parted by blank lines.
    pub(crate) fn stands_apart(self) -> bool {
        matches!(self, Format::Text | Format::Markdown | Format::Html)
    }
}

impl Show {
    /// Whether records have lines.
    pub(crate) fn shows_lines(&self) -> bool {
        self.lines || self.explain
    }
}
