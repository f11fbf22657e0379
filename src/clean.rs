//! The whole way, on one screen: bytes to lines, lines to labels, labels to a record.

use std::sync::Arc;

use crate::credits::{self, Evidence, Quoted};
use crate::decode::decode;
use crate::document::{Document, Hit, JudgedLine, Kind, Note, Sum};
use crate::front;
use crate::kind::{self, KindChances};
use crate::label::{self, Verdicts};
use crate::line::{Page, Wish};
use crate::measure::Measured;
use crate::options::{Input, Options};
use crate::reread::Mended;
use crate::rules::Rules;
use crate::{empty, thread};

/// Cleans a page with the usual options: finds out whether it is HTML or text and in which encoding, labels every line,
/// reads the credits. Never fails: odd input is told in [`Document::notes`].
///
/// ```
/// let document = copydesk::clean(b"<title>Ferry</title><h1>Ferry back in service</h1>\
///     <p>The ferry between the two islands is back in service, the harbour master said on Monday.</p>");
/// assert_eq!(document.headline.as_deref(), Some("Ferry back in service"));
/// ```
pub fn clean(page: &[u8]) -> Document {
    Cleaner::new(Options::default()).clean(page)
}

/// Cleans pages with options of one's own. It holds no state between pages: the same bytes give the same answer, in any
/// order and on any number of threads.
#[derive(Debug, Clone)]
pub struct Cleaner {
    options: Options,
    rules: Arc<Rules>,
}

impl Cleaner {
    /// A cleaner with these options.
    pub fn new(options: Options) -> Cleaner {
        let rules = options.rules.clone().unwrap_or_else(Rules::built_in);
        Cleaner { options, rules }
    }

    /// Cleans the bytes of a page.
    pub fn clean(&self, page: &[u8]) -> Document {
        let host = self.options.url.as_deref().and_then(|url| url::Url::parse(url).ok());
        let host = host.as_ref().and_then(|url| url.host_str());
        let decoded = decode(page, self.options.charset.as_deref(), host);
        let input = self.options.input.unwrap_or_else(|| front::recognise(&decoded.text));
        self.clean_decoded(&decoded.text, input, decoded.encoding, decoded.notes)
    }

    /// Cleans markup that is already decoded.
    pub fn clean_html(&self, html: &str) -> Document {
        self.clean_decoded(html, Input::Html, "utf-8".to_owned(), Vec::new())
    }

    /// Cleans text that another scraper has flattened.
    pub fn clean_text(&self, text: &str) -> Document {
        self.clean_decoded(text, Input::Text, "utf-8".to_owned(), Vec::new())
    }

    fn clean_decoded(&self, text: &str, input: Input, encoding: String, mut notes: Vec<Note>) -> Document {
        let rules = &*self.rules;
        let page = self.read(text, input, &mut notes);
        let measured = Measured::new(&page, rules);
        let kinds = self.options.kind.map_or_else(|| kind::find(&measured, rules), KindChances::certain);
        let kind = kinds.best();
        let verdicts = label::judge(&measured, rules, kinds, self.options.cut);
        let evidence = Evidence::new(&measured, rules, &verdicts.labels, kind, &self.options);
        let posts = if kind == Kind::Thread {
            thread::posts(&measured, rules, &verdicts.labels, &evidence.dates)
        } else {
            Vec::new()
        };
        let comments = thread::comments(&measured, rules, &verdicts.labels, &evidence.dates);
        let mut document = credits::record(&evidence, &posts, &comments);
        let quoted = credits::quoted(&evidence);
        notes.extend(empty::reason(&measured, rules, &document.text));
        notes.sort_unstable();
        notes.dedup();
        document.url = self.options.url.clone().or_else(|| page.metadata.address.clone());
        document.base = base(document.url.as_deref(), page.metadata.base.as_deref());
        document.rules = rules.name().to_owned();
        if self.options.hits && self.options.kind.is_none() {
            document.candidates.splice(0..0, kind::told(&measured, rules));
        }
        document.confidence = verdicts.promise.confidence(&measured, rules, kinds);
        document.encoding = encoding;
        document.notes = notes;
        document.text_labels = self.options.text_labels;
        document.lines = self.judged_lines(page, &verdicts, quoted);
        document
    }

    fn read(&self, text: &str, input: Input, notes: &mut Vec<Note>) -> Page {
        let mut page = match input {
            Input::Html => {
                let Options { url, sites, readings, .. } = &self.options;
                let wanted = front::html::Wanted { address: url.as_deref(), sites, readings: *readings };
                front::html::read_from(text, notes, &wanted)
            }
            Input::Text => self.read_text(text, notes),
        };
        if let Some(url) = &self.options.url {
            page.metadata.address = Some(url.clone());
        }
        page
    }

    fn read_text(&self, text: &str, notes: &mut Vec<Note>) -> Page {
        let read = |text: &str| front::text::read(text, &|line| credits::date_spans(line, &self.rules.months));
        let Some(mended) = Mended::of(text) else { return read(text) };
        notes.push(Note::EncodedTwice);
        let mut page = read(&mended.text);
        // A line says where it stands in what was given.
        for line in &mut page.lines {
            line.source = mended.before(line.source.clone());
        }
        page
    }

    fn judged_lines(&self, page: Page, verdicts: &Verdicts, quoted: Vec<Quoted>) -> Vec<JudgedLine> {
        let wishes: Vec<Wish> = (0..page.lines.len()).map(|line| page.wish(line)).collect();
        let mut rivals = if self.options.hits { label::rivals(verdicts, &self.rules) } else { Vec::new() };
        let lines = page.lines.into_iter().zip(quoted).enumerate();
        let judged = lines.map(|(at, (line, quoted))| JudgedLine {
            rivals: rivals.get_mut(at).map(std::mem::take).unwrap_or_default(),
            label: verdicts.labels[at],
            points: verdicts.points[at],
            hits: if self.options.hits { self.hits(verdicts, wishes[at], at) } else { Vec::new() },
            text: line.text,
            source: line.source,
            source_line: line.source_line,
            block: line.block.quoted(quoted.by, quoted.tells, quoted.within),
            marker: line.marker,
        });
        judged.collect()
    }

    /// The hits of a line, what the user wishes of it first.
    fn hits(&self, verdicts: &Verdicts, wish: Wish, line: usize) -> Vec<Hit> {
        let wished = wish.hits().map(|(name, points)| Hit { sum: Sum::Gate, cue: name.to_owned(), points });
        wished.chain(verdicts.explain(&self.rules, line)).collect()
    }
}

/// What the links of a page are relative to: what it says, by its own address where it has one.
fn base(address: Option<&str>, stated: Option<&str>) -> Option<url::Url> {
    let address = address.and_then(|address| url::Url::parse(address).ok());
    let stated = stated.and_then(|stated| match &address {
        Some(address) => address.join(stated.trim()).ok(),
        None => url::Url::parse(stated.trim()).ok(),
    });
    stated.filter(|stated| !stated.cannot_be_a_base()).or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flattened_text_that_was_encoded_twice_is_put_right() {
        let given = "Lâ€™Ã©tÃ© au quai\n\nLe bac est restÃ© Ã\u{a0} quai tout lâ€™Ã©tÃ©.\n";
        let document = Cleaner::new(Options::default()).clean_text(given);
        let lines: Vec<&str> = document.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(lines, ["L’été au quai", "Le bac est resté à quai tout l’été."]);
        assert!(document.notes.contains(&Note::EncodedTwice));
        assert_eq!(&given[document.lines[0].source.clone()], "Lâ€™Ã©tÃ© au quai");
        assert_eq!(
            given[document.lines[1].source.clone()].trim_end(),
            "Le bac est restÃ© Ã\u{a0} quai tout lâ€™Ã©tÃ©."
        );
    }

    #[test]
    fn links_are_relative_to_what_the_page_says() {
        for (address, stated, expected) in [
            (Some("https://a.example/b/c"), None, Some("https://a.example/b/c")),
            (Some("https://a.example/b/c"), Some("/d/"), Some("https://a.example/d/")),
            (Some("https://a.example/b/c"), Some("https://e.example/f"), Some("https://e.example/f")),
            (Some("https://a.example/b/c"), Some("data:,x"), Some("https://a.example/b/c")),
            (None, Some("https://e.example/f"), Some("https://e.example/f")),
            (None, Some("/d/"), None),
            (Some("a file"), None, None),
        ] {
            assert_eq!(base(address, stated).as_ref().map(url::Url::as_str), expected, "{address:?} {stated:?}");
        }
        let page =
            "<base href='https://e.example/f/'><p>Read <a href='g'>this</a>, said the harbour master on Monday.</p>";
        let mut document = Cleaner::new(Options::default()).clean_html(page);
        document.lines.iter_mut().for_each(|line| line.label = crate::Label::Body);
        let markdown = crate::render::markdown(&document, &crate::render::Layout::default().links(true));
        assert!(markdown.contains("[this](https://e.example/f/g)"), "{markdown}");
    }
}
