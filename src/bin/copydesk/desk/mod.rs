//! What is done with one page, by itself and on any thread: it is taken out of its record, cleaned, weighed against what
//! the user selects, and set in the form of the output. Nothing is written here; the same page gives the same `Done`.

mod authors;
mod form;
mod http;
mod json;
mod payload;
mod select;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use copydesk::{Cleaner, Document, Options, Rules};

use crate::args::Args;
use crate::source::{Failure, Found, Record};
use crate::stats::Stats;
use authors::Names;
use form::Form;
pub(crate) use json::Extra;
use payload::Payload;
use select::Selection;
pub(crate) use select::is_unspaced;

/// What became of a page.
#[derive(Debug)]
pub(crate) struct Done {
    /// The input, and the number of the record in it.
    pub(crate) source: String,
    pub(crate) number: Option<u64>,
    /// Where a file of its own would stand.
    pub(crate) place: PathBuf,
    /// What is written; none where the page is left out, or where there is no page.
    pub(crate) output: Option<Vec<u8>>,
    /// Why it could not be read.
    pub(crate) failure: Option<Failure>,
    /// What is said of it to who wants to know.
    pub(crate) remark: String,
    /// What it adds to the counts.
    pub(crate) stats: Stats,
}

/// Everything that is needed to work on pages.
pub(crate) struct Desk {
    options: Options,
    field: String,
    url_field: String,
    selection: Selection,
    names: Names,
    form: Form,
}

/// What comes of a found page that is one.
struct Cleaned {
    document: Document,
    extra: Extra,
}

impl Desk {
    pub(crate) fn new(args: &Args, options: Options, rules: Arc<Rules>, key: Option<[u8; 32]>) -> Desk {
        Desk {
            options,
            field: args.read.field.clone(),
            url_field: args.read.url_field.clone(),
            selection: Selection::new(&args.select),
            names: Names::new(args.select.authors, key),
            form: Form::new(args, rules),
        }
    }

    /// Works on a page. Does not fail: what goes wrong is told in the record.
    pub(crate) fn work(&self, found: Found) -> Done {
        let Found { source, place, mut record, body } = found;
        let number = record.as_ref().map(|record| record.number);
        let mut stats = Stats { inputs: 1, ..Stats::default() };
        let payload = body.and_then(|body| Payload::of(body, record.as_mut(), &self.field, &self.url_field));
        let (cleaned, failure) = match payload {
            Ok(Payload::Passed(reason)) => {
                Stats::count(&mut stats.passed_over, reason);
                let remark = format!("passed over: {reason}");
                return Done { source, number, place, output: None, failure: None, remark, stats };
            }
            Ok(Payload::Page(page)) => match self.clean(page) {
                Ok(cleaned) => (cleaned, None),
                Err(failure) => (unread(&failure, Extra::default()), Some(failure)),
            },
            Ok(Payload::Broken(failure, extra)) => (unread(&failure, extra), Some(failure)),
            Err(failure) => (unread(&failure, Extra::default()), Some(failure)),
        };
        let Cleaned { mut document, extra } = cleaned;
        document.source = Some(source.clone());
        let remark = self.remark(&document);
        let left_out = if failure.is_none() { self.selection.leaves_out(&document) } else { None };
        stats.add_page(&document, failure.as_ref(), left_out);
        let output = match left_out {
            Some(_) => None,
            None => Some(self.form.set(&mut document, &extra, record.as_ref()).into_bytes()),
        };
        let remark = left_out.map_or(remark, |reason| format!("left out: {reason}"));
        Done { source, number, place, output, failure, remark, stats }
    }

    fn clean(&self, page: payload::Page) -> Result<Cleaned, Failure> {
        let mut options = self.options.clone();
        if let Some(input) = page.input {
            options = options.input(input);
        }
        if let Some(charset) = page.charset {
            options = options.charset(charset);
        }
        if let Some(url) = page.url {
            options = options.url(url);
        }
        if let Some(now) = page.now {
            options = options.now(now);
        }
        // The library does not panic; should it once, that costs a page and not the run.
        let cleaned = catch_unwind(AssertUnwindSafe(|| Cleaner::new(options).clean(&page.bytes)));
        let mut document = cleaned.map_err(|_| Failure::new("the program failed on it"))?;
        document.notes.extend(page.note);
        document.notes.sort_unstable();
        document.notes.dedup();
        self.names.treat(&mut document);
        Ok(Cleaned { document, extra: page.extra })
    }

    fn remark(&self, document: &Document) -> String {
        let words = select::words(&document.text);
        let notes: Vec<&str> = document.notes.iter().map(|note| note.name()).collect();
        let notes = if notes.is_empty() { String::new() } else { format!("; {}", notes.join(", ")) };
        format!("{}, {words} words, confidence {:.2}{notes}", document.kind, document.confidence)
    }
}

/// The record of an input that could not be read, so that records and inputs stay in step.
fn unread(failure: &Failure, extra: Extra) -> Cleaned {
    let mut document = Document::default();
    document.error = Some(failure.to_string());
    Cleaned { document, extra }
}

/// The fields of a record that say where it was found.
fn place_in_source(record: Option<&Record>) -> Option<String> {
    record.map(|record| serde_json::to_string(record).unwrap_or_else(|_| "null".to_owned()))
}
