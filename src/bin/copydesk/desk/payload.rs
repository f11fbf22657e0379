//! Takes the page out of what was found: out of the HTTP response of an archive's record, or out of a field of JSON.

use copydesk::{Input, Note, ReferenceTime};

use super::http::{self, Response};
use super::json::{self, Extra};
use crate::source::{Body, Failure, Record};

/// Media types that hold pages, sorted. Whatever else is text may be one that was flattened.
const MARKUP: &[&str] = &["application/vnd.wap.xhtml+xml", "application/xhtml+xml", "text/html", "text/vnd.wap.wml"];
const TEXT: &[&str] = &["text/markdown", "text/plain"];

/// What is known of a page besides its bytes.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) bytes: Vec<u8>,
    pub(super) input: Option<Input>,
    pub(super) charset: Option<String>,
    pub(super) url: Option<String>,
    pub(super) now: Option<ReferenceTime>,
    pub(super) note: Option<Note>,
    pub(super) extra: Extra,
}

/// A page, or the reason why a record holds none.
#[derive(Debug)]
pub(super) enum Payload {
    Page(Page),
    Passed(&'static str),
    /// A page that cannot be read, with the fields that come along all the same.
    Broken(Failure, Extra),
}

impl Payload {
    /// Takes it out. What the HTTP header says of the record is noted there.
    pub(super) fn of(
        body: Body,
        record: Option<&mut Record>,
        field: &str,
        url_field: &str,
    ) -> Result<Payload, Failure> {
        match body {
            Body::Page(bytes) => Ok(Payload::Page(Page { bytes, ..Page::default() })),
            Body::Json(line) => Ok(match json::page(&line, field, url_field) {
                Ok(page) => Payload::Page(page),
                Err((failure, extra)) => Payload::Broken(failure, extra),
            }),
            Body::Passed(reason) => Ok(Payload::Passed(reason)),
            Body::Archived { bytes, url, is_http, media_type } => archived(bytes, url, is_http, media_type, record),
        }
    }
}

fn archived(
    bytes: Vec<u8>,
    url: Option<String>,
    is_http: bool,
    media_type: Option<String>,
    record: Option<&mut Record>,
) -> Result<Payload, Failure> {
    let now = record.as_ref().and_then(|record| reference_time(record.date.as_deref()?));
    let is_conversion = record.as_ref().is_some_and(|record| record.kind.as_deref() == Some("conversion"));
    let response = if is_http { http::read(bytes)? } else { Response { body: bytes, ..Response::default() } };
    if let Some(record) = record {
        record.status = response.status;
    }
    if response.is_redirect() {
        return Ok(Payload::Passed("redirects"));
    }
    let stated = response.media_type.or(media_type).unwrap_or_default();
    let Some(input) = input_of(&stated, is_conversion) else { return Ok(Payload::Passed("types that are no pages")) };
    let body = http::undo_encodings(response.body, &response.encodings)?;
    // WET files are UTF-8 by their standard.
    let charset = charset_of(&stated).or_else(|| is_conversion.then(|| "utf-8".to_owned()));
    let note = body.is_cut.then_some(Note::TruncatedInput);
    Ok(Payload::Page(Page { bytes: body.bytes, input, charset, url, now, note, extra: Extra::default() }))
}

/// What a media type says a page is, where it is a page: markup, text, or something the bytes will tell.
fn input_of(media_type: &str, is_conversion: bool) -> Option<Option<Input>> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if MARKUP.binary_search(&essence).is_ok() {
        Some(Some(Input::Html))
    } else if TEXT.binary_search(&essence).is_ok() {
        // A server that does not know a page's type calls it plain text; the text of a WET file is what it says.
        Some(is_conversion.then_some(Input::Text))
    } else {
        essence.is_empty().then_some(None)
    }
}

/// The charset of a media type in lower case.
fn charset_of(media_type: &str) -> Option<String> {
    let value =
        media_type.split(';').skip(1).find_map(|part| part.trim().strip_prefix("charset")?.trim().strip_prefix('='));
    value.map(|value| value.trim().trim_matches(['"', '\'']).to_owned()).filter(|value| !value.is_empty())
}

/// The date of a record, such as `2022-04-27T21:26:00Z`.
fn reference_time(date: &str) -> Option<ReferenceTime> {
    date.trim_end_matches(['Z', 'z']).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types() {
        assert!(MARKUP.is_sorted() && TEXT.is_sorted());
        for (media_type, is_conversion, input) in [
            ("text/html; charset=utf-8", false, Some(Some(Input::Html))),
            ("text/plain", false, Some(None)),
            ("text/plain", true, Some(Some(Input::Text))),
            ("", false, Some(None)),
            ("image/png", false, None),
            ("text/css", false, None),
        ] {
            assert_eq!(input_of(media_type, is_conversion), input, "{media_type}");
        }
    }

    #[test]
    fn charsets() {
        for (media_type, charset) in [
            ("text/html; charset=windows-1251", Some("windows-1251")),
            ("text/html;x=y; charset = \"utf-8\"", Some("utf-8")),
            ("text/html; charset=", None),
            ("text/html", None),
        ] {
            assert_eq!(charset_of(media_type).as_deref(), charset, "{media_type}");
        }
    }

    #[test]
    fn dates_of_records() {
        assert!(reference_time("2022-04-27T21:26:00Z").is_some());
        assert!(reference_time("2022-04-27T21:26:00.123456Z").is_some());
        assert!(reference_time("yesterday").is_none());
    }
}
