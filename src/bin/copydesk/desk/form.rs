//! Sets a document in the form of the output. The library renders; here its records get the fields that only a run over
//! many inputs knows, and explanations their colours.

use std::sync::Arc;

use anstyle::{AnsiColor, Style as Colours};
use copydesk::explain::{Style, explain};
use copydesk::render::{self, Layout};
use copydesk::{Document, Rules};
use serde::Serialize;

use super::json::{Extra, quoted};
use super::place_in_source;
use crate::args::{Args, Format, Strip, With};
use crate::source::Record;

/// How documents are set.
pub(super) struct Form {
    format: Format,
    layout: Layout,
    lines: bool,
    blocks: bool,
    explain: bool,
    colours: bool,
    rules: Arc<Rules>,
}

impl Form {
    pub(super) fn new(args: &Args, rules: Arc<Rules>) -> Form {
        let strip = &args.select.strip;
        let layout = Layout::default()
            .post_heads(!strip.contains(&Strip::PostMeta))
            .dateline(!strip.contains(&Strip::Dateline))
            .links(args.show.links)
            .comments(args.select.with.contains(&With::Comments))
            .lines(args.show.shows_lines())
            .inline(!args.show.plain)
            .blocks(args.show.blocks);
        let is_printed = args.show.output.is_none();
        let choice = anstream::AutoStream::choice(&std::io::stdout());
        let colours = is_printed && choice != anstream::ColorChoice::Never;
        let (lines, explain) = (args.show.shows_lines(), args.show.explain);
        Form { format: args.show.format, layout, lines, blocks: args.show.blocks, explain, colours, rules }
    }

    /// The document in its form. It may be changed on the way: nobody needs it afterwards.
    pub(super) fn set(&self, document: &mut Document, extra: &Extra, record: Option<&Record>) -> String {
        let is_record = matches!(self.format, Format::Json | Format::Jsonl);
        if is_record && !self.lines && !self.blocks {
            // Nobody will see them, and a record without lines is written without a copy of it.
            document.lines = Vec::new();
        }
        match self.format {
            Format::Json => with_fields(render::json(document, &self.layout), extra, record, ",\n  "),
            Format::Jsonl => with_fields(render::jsonl(document, &self.layout), extra, record, ","),
            Format::Spans => spans(document, extra, record),
            // What could not be read has no text, and was complained of.
            _ if document.error.is_some() => String::new(),
            Format::Text if self.explain => self.coloured(document),
            Format::Text if self.lines => render::lines(document),
            Format::Text => render::text(document, &self.layout),
            Format::Markdown => render::markdown(document, &self.layout),
            Format::Html => render::html(document, &self.layout),
        }
    }

    /// The explanation, in colours where they are wanted.
    fn coloured(&self, document: &Document) -> String {
        let mut text = String::new();
        for span in explain(document, &self.rules) {
            let colours = if self.colours { colours(span.style) } else { Colours::new() };
            text.push_str(&format!("{colours}{}{colours:#}", span.text));
        }
        text
    }
}

/// A record with the fields that say where it was found, and those that were passed through.
fn with_fields(mut json: String, extra: &Extra, record: Option<&Record>, between: &str) -> String {
    let place = place_in_source(record).map(|place| ("record".to_owned(), place.into()));
    let fields = place.into_iter().chain(extra.fields());
    let colon = if between.len() > 1 { ": " } else { ":" };
    let added: String = fields.map(|(name, json)| format!("{between}{}{colon}{json}", quoted(&name))).collect();
    if !added.is_empty() {
        let open = json.trim_end().strip_suffix('}').unwrap_or(&json).trim_end().len();
        json.truncate(open);
        json.push_str(&added);
        json.push_str(if between.len() > 1 { "\n}\n" } else { "}\n" });
    }
    json
}

/// Stand-off annotation of a page, in the form that taggers of language-model corpora exchange.
#[derive(Serialize)]
struct Spans<'d> {
    id: serde_json::Value,
    source: Option<&'d str>,
    url: Option<&'d str>,
    /// The text that the ranges are of; none where it is the input itself, decoded.
    text: Option<&'d str>,
    attributes: serde_json::Map<String, serde_json::Value>,
    notes: Vec<&'static str>,
    error: Option<&'d str>,
}

/// The prefix of the attributes' names: who tagged, and what.
const TAGGER: &str = "copydesk__lines__";

fn spans(document: &Document, extra: &Extra, record: Option<&Record>) -> String {
    // Lines of markup are not pieces of the input; they stand in a text of their own, one after the other.
    let is_input = document.lines.iter().any(|line| !line.source.is_empty());
    let mut text = String::new();
    let mut attributes = serde_json::Map::new();
    for line in &document.lines {
        let start = text.len();
        let range = if is_input { line.source.clone() } else { start..start + line.text.len() };
        if !is_input {
            text.push_str(&line.text);
            text.push('\n');
        }
        let entry = attributes.entry(format!("{TAGGER}{}", line.label));
        let ranges = entry.or_insert_with(|| serde_json::Value::Array(Vec::new()));
        if let serde_json::Value::Array(ranges) = ranges {
            ranges.push(serde_json::json!([range.start, range.end, line.points]));
        }
    }
    let passed = extra.get("id").and_then(|id| serde_json::from_str(id).ok());
    let named = || record.and_then(|record| record.id.clone()).or_else(|| document.source.clone());
    let spans = Spans {
        id: passed.unwrap_or_else(|| named().into()),
        source: document.source.as_deref(),
        url: document.url.as_deref(),
        text: (!is_input && document.error.is_none()).then_some(text.as_str()),
        attributes,
        notes: document.notes.iter().map(|note| note.name()).collect(),
        error: document.error.as_deref(),
    };
    let mut json = serde_json::to_string(&spans).unwrap_or_default();
    json.push('\n');
    json
}

fn colours(style: Style) -> Colours {
    match style {
        Style::Fact => Colours::new().bold(),
        Style::Content => AnsiColor::Green.on_default().bold(),
        Style::Boilerplate => AnsiColor::Yellow.on_default(),
        Style::For => AnsiColor::Green.on_default(),
        Style::Against => AnsiColor::Red.on_default(),
        Style::Aside => Colours::new().dimmed(),
        _ => Colours::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_get_fields() {
        let record = Record { number: 3, offset: 120, ..Record::default() };
        let place = r#"{"number":3,"offset":120,"id":null,"type":null,"date":null,"status":null}"#;
        let extra = Extra::default();
        for (json, between, expected) in [
            ("{\"a\":{}}\n", ",", format!("{{\"a\":{{}},\"record\":{place}}}\n")),
            ("{\n  \"a\": 1\n}\n", ",\n  ", format!("{{\n  \"a\": 1,\n  \"record\": {place}\n}}\n")),
        ] {
            assert_eq!(with_fields(json.to_owned(), &extra, Some(&record), between), expected);
            assert_eq!(with_fields(json.to_owned(), &extra, None, between), json);
        }
    }
}
