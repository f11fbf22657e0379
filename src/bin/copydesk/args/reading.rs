//! What may be said about the inputs, and about how pages are judged.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use copydesk::{Input, Kind, ReferenceTime};

/// Where pages are found.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct Read {
    /// Reads all files in the folders that are named, and in those below them.
    #[arg(short, long)]
    pub(crate) recursive: bool,

    /// Reads the names of further inputs from a file, one a line; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,

    /// The names of `--files-from` end with a NUL byte each, as `find -print0` writes them.
    #[arg(short = '0', long, requires = "files_from")]
    pub(crate) null: bool,

    /// What the inputs are; by default found from the bytes of each.
    #[arg(long, value_name = "WHAT", value_enum, global = true)]
    pub(crate) input: Option<InputKind>,

    /// The field of JSON lines that holds the page.
    #[arg(long, value_name = "NAME", default_value = "html")]
    pub(crate) field: String,

    /// The field of JSON lines that holds the page's address.
    #[arg(long, value_name = "NAME", default_value = "url")]
    pub(crate) url_field: String,

    /// The charset that the HTTP header declared, such as `windows-1252`. Archives know it themselves.
    #[arg(long, value_name = "LABEL", value_parser = charset, global = true)]
    pub(crate) charset: Option<String>,

    /// Keeps the readings that stand over Chinese and Japanese characters, in brackets behind them.
    #[arg(long, global = true)]
    pub(crate) readings: bool,

    /// The page's address, which goes before the one that the page states. For one page at a time.
    #[arg(long, value_name = "URL", global = true)]
    pub(crate) url: Option<String>,

    /// When the pages were fetched (2022-04-27 or 2022-04-27T21:26:00), for dates such as "3 hours ago". Archives know it
    /// themselves.
    #[arg(long, value_name = "TIME", global = true)]
    pub(crate) now: Option<ReferenceTime>,
}

/// How pages are judged.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Judging")]
pub(crate) struct Judge {
    /// What kind of page they are; by default found by cues.
    #[arg(long, value_name = "KIND", value_parser = kinds(), global = true)]
    pub(crate) kind: Option<Kind>,

    /// The certainty, from 0 to 1, from which a line is content: less keeps more. By default chosen for each page.
    #[arg(long, value_name = "0..1", value_parser = share, global = true)]
    pub(crate) cut: Option<f32>,

    /// A folder of rules; its files go before the built-in ones of the same names.
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) rules: Option<PathBuf>,

    /// Lines in elements that the selector matches are content; may be given several times.
    #[arg(long, value_name = "CSS")]
    pub(crate) keep_css: Vec<String>,

    /// Lines in elements that the selector matches are no content; goes before what is kept.
    #[arg(long, value_name = "CSS")]
    pub(crate) drop_css: Vec<String>,

    /// A file of selectors by host, on each line a host (or `*`), `keep` or `drop`, and a selector.
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) sites: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputKind {
    /// Markup, one page a file.
    Html,
    /// Text that another scraper has flattened, one page a file.
    Text,
    /// Records of a web archive (WARC or WET).
    Warc,
    /// Web archives packed together (WACZ).
    Wacz,
    /// JSON, one object a line, with the page in a field.
    Jsonl,
}

impl InputKind {
    /// What each page is, where that is said.
    pub(crate) fn of_page(self) -> Option<Input> {
        match self {
            InputKind::Html => Some(Input::Html),
            InputKind::Text => Some(Input::Text),
            InputKind::Warc | InputKind::Wacz | InputKind::Jsonl => None,
        }
    }
}

pub(super) fn kinds() -> impl TypedValueParser<Value = Kind> {
    let names = PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.name()));
    names.map(|name| Kind::from_name(&name).unwrap_or_default())
}

fn charset(label: &str) -> Result<String, String> {
    let known = encoding_rs::Encoding::for_label(label.as_bytes());
    known.map(|_| label.to_owned()).ok_or_else(|| "no label of the Encoding Standard".to_owned())
}

pub(super) fn share(text: &str) -> Result<f32, String> {
    let share = text.parse::<f32>().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "not a number from 0 to 1".to_owned())
}
