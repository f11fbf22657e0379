//! What may be said about what is kept of a page, and which pages are kept at all.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use copydesk::{Kind, Label};

use super::reading::{kinds, share};

/// What `--with` takes besides labels.
const COMMENTS: &str = "comments";

/// What is kept.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Selecting")]
pub(crate) struct Select {
    /// The text is made of the lines with these labels, parted by commas, in place of body and heading.
    #[arg(long, value_name = "LABELS", value_delimiter = ',', value_parser = labels())]
    pub(crate) keep: Vec<Label>,

    /// Leaves the lines with these labels out of the text.
    #[arg(long, value_name = "LABELS", value_delimiter = ',', value_parser = labels())]
    pub(crate) drop: Vec<Label>,

    /// Takes the lines with these labels into the text as well; `comments` sets readers' comments behind it.
    #[arg(long, value_name = "LABELS", value_delimiter = ',', value_parser = additions())]
    pub(crate) with: Vec<With>,

    /// Leaves something out; may be given several times.
    #[arg(long, value_name = "WHAT", value_enum)]
    pub(crate) strip: Vec<Strip>,

    /// Leaves out pages whose text has fewer words. (A page that cannot be read always has its record.)
    #[arg(long, value_name = "N")]
    pub(crate) min_words: Option<u64>,

    /// Leaves out pages that are of no kind among these, parted by commas.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kinds())]
    pub(crate) only_kind: Vec<Kind>,

    /// Leaves out pages whose verdicts are less sure.
    #[arg(long, value_name = "0..1", value_parser = share)]
    pub(crate) min_confidence: Option<f32>,

    /// Leaves out pages in other languages than these (ISO 639-1, such as `en,de`), and those that cannot be told.
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) lang: Vec<String>,

    /// What becomes of the names of people who posted or commented.
    #[arg(long, value_name = "HOW", value_enum, default_value_t, requires_if("hash", "authors_key"))]
    pub(crate) authors: Authors,

    /// The file that holds the key of `--authors hash`: whoever has it can find out whether a name is meant.
    #[arg(long, value_name = "FILE")]
    pub(crate) authors_key: Option<PathBuf>,
}

/// What comes on top of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum With {
    /// The lines of a label, where they stand.
    Label(Label),
    /// Readers' comments as posts, behind the text of text and markdown.
    Comments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Strip {
    /// The lines with author and date over the posts of a thread.
    PostMeta,
    /// The dateline that opens the text.
    Dateline,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Authors {
    /// They stay.
    #[default]
    Keep,
    /// They become a keyed hash, the same for the same name.
    Hash,
    /// They go.
    Drop,
}

impl Select {
    /// The labels that make up the text, where they are not the usual ones.
    pub(crate) fn text_labels(&self) -> Option<Vec<Label>> {
        let is_added = |label: &Label| self.with.contains(&With::Label(*label));
        if self.keep.is_empty() && self.drop.is_empty() && !Label::ALL.iter().any(is_added) {
            return None;
        }
        let is_in = |label: &Label| if self.keep.is_empty() { label.is_content() } else { self.keep.contains(label) };
        let wanted = |label: &Label| (is_in(label) || is_added(label)) && !self.drop.contains(label);
        Some(Label::ALL.iter().copied().filter(wanted).collect())
    }
}

fn additions() -> impl TypedValueParser<Value = With> {
    let names = Label::ALL.iter().map(|label| label.name()).chain([COMMENTS]);
    PossibleValuesParser::new(names).map(|name| match Label::from_name(&name) {
        Some(label) => With::Label(label),
        None => With::Comments,
    })
}

fn labels() -> impl TypedValueParser<Value = Label> {
    let names = PossibleValuesParser::new(Label::ALL.iter().map(|label| label.name()));
    names.map(|name| Label::from_name(&name).unwrap_or(Label::Other))
}
