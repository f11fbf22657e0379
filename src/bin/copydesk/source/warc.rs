//! The records of a web archive, one after the other. A record is its header, `Content-Length` bytes, and two line breaks;
//! the readers that exist either end quietly where an archive is cut or do not tell where records begin, and both are
//! wanted here. What is inside a record is left to whoever works on it.

use std::io::{self, ErrorKind, Read};

use super::unpack::Unpacked;
use super::{Body, Container, Failure, Found, MOST_BYTES, Record, damaged, read_line, too_large};

/// No header is longer than this, and none has more fields.
const LONGEST_HEADER: usize = 64 * 1024;
const MOST_FIELDS: usize = 128;

/// The records of one archive.
pub(super) struct Records {
    bytes: Unpacked,
    container: Container,
    /// How many records were read to their end.
    whole: u64,
    ended: bool,
}

/// The header of a record, as far as it is of use.
#[derive(Debug, Default)]
struct Header {
    length: Option<u64>,
    kind: String,
    id: Option<String>,
    date: Option<String>,
    url: Option<String>,
    media_type: Option<String>,
    /// What the page itself is, as the archiver found out.
    identified: Option<String>,
    truncated: Option<String>,
}

impl Records {
    pub(super) fn new(bytes: Unpacked, container: Container) -> Records {
        Records { bytes, container, whole: 0, ended: false }
    }

    /// The next record with its place; none at the archive's end.
    fn read(&mut self) -> io::Result<Option<(Record, Result<Body, Failure>)>> {
        let Some((offset, header)) = self.header()? else { return Ok(None) };
        let record = Record {
            number: self.whole + 1,
            offset,
            id: header.id.clone(),
            kind: Some(header.kind.clone()),
            date: header.date.clone(),
            status: None,
        };
        let Some(length) = header.length else { return Err(invalid("a record without a length")) };
        let passed = passed_over(&header);
        if passed.is_some() || length > MOST_BYTES {
            let skipped = io::copy(&mut (&mut self.bytes).take(length), &mut io::sink())?;
            check_whole(skipped, length)?;
            return Ok(Some((record, passed.map(Body::Passed).ok_or_else(too_large))));
        }
        let mut bytes = Vec::new();
        let read = (&mut self.bytes).take(length).read_to_end(&mut bytes)? as u64;
        check_whole(read, length)?;
        let is_http = header.media_type.as_deref().is_some_and(|kind| kind.starts_with("application/http"));
        let media_type = if is_http { header.identified } else { header.media_type };
        Ok(Some((record, Ok(Body::Archived { bytes, url: header.url, is_http, media_type }))))
    }

    /// The next header, and where its record begins.
    fn header(&mut self) -> io::Result<Option<(u64, Header)>> {
        let mut text = Vec::new();
        let offset = loop {
            let offset = self.bytes.offset()?;
            match read_line(&mut self.bytes, LONGEST_HEADER, &mut text)? {
                Some(0) => return Ok(None),
                Some(_) if text.trim_ascii().is_empty() => text.clear(),
                _ => break offset,
            }
        };
        if !text.starts_with(b"WARC/") {
            return Err(invalid("not the beginning of a record"));
        }
        text.clear();
        loop {
            let length = read_line(&mut self.bytes, LONGEST_HEADER, &mut text)?;
            match length {
                Some(0) => return Err(cut()),
                Some(length) if text[text.len() - length..].trim_ascii().is_empty() => break,
                Some(_) if text.len() <= LONGEST_HEADER => {}
                _ => return Err(invalid("a header that is too long")),
            }
        }
        Ok(Some((offset, parse(&text)?)))
    }
}

impl Iterator for Records {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.ended {
            return None;
        }
        match self.read() {
            Ok(Some((record, body))) => {
                self.whole += 1;
                Some(self.container.found(record, body))
            }
            Ok(None) => None,
            Err(error) => {
                self.ended = true;
                let reason = damaged(&error).map_or_else(|| error.to_string(), |failure| failure.to_string());
                let what =
                    if error.kind() == ErrorKind::UnexpectedEof { "truncated archive" } else { "damaged archive" };
                let failure = Failure::new(format!("{what}: {reason}; {} whole records before it", self.whole));
                let record = Record { number: self.whole + 1, ..Record::default() };
                Some(self.container.found(record, Err(failure)))
            }
        }
    }
}

/// Why a record holds no page, where its header says so.
fn passed_over(header: &Header) -> Option<&'static str> {
    if header.truncated.is_some() {
        return Some("WARC-Truncated");
    }
    match header.kind.as_str() {
        "response" | "resource" | "conversion" => None,
        "continuation" => Some("continuation"),
        "metadata" => Some("metadata"),
        "request" => Some("request"),
        "revisit" => Some("revisit"),
        "warcinfo" => Some("warcinfo"),
        _ => Some("other types of records"),
    }
}

fn parse(text: &[u8]) -> io::Result<Header> {
    let text = unfold(text);
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let parsed = httparse::parse_headers(&text, &mut fields);
    let fields = match parsed {
        Ok(httparse::Status::Complete((_, fields))) => fields,
        Ok(httparse::Status::Partial) => return Err(cut()),
        Err(error) => return Err(invalid(&format!("a header that cannot be read ({error})"))),
    };
    let mut header = Header::default();
    for field in fields {
        let value = String::from_utf8_lossy(field.value).trim().to_owned();
        match field.name.to_ascii_lowercase().as_str() {
            "content-length" => header.length = value.parse().ok(),
            "content-type" => header.media_type = Some(value.to_ascii_lowercase()),
            "warc-type" => header.kind = value.to_ascii_lowercase(),
            "warc-record-id" => header.id = Some(value),
            "warc-date" => header.date = Some(value),
            "warc-identified-payload-type" => header.identified = Some(value.to_ascii_lowercase()),
            "warc-target-uri" => header.url = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-truncated" => header.truncated = Some(value),
            _ => {}
        }
    }
    Ok(header)
}

/// Joins lines that are continued on the next, and ends the header with a blank line as the parser wants it.
fn unfold(text: &[u8]) -> Vec<u8> {
    let mut joined: Vec<u8> = Vec::with_capacity(text.len() + 2);
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        if line.trim_ascii().is_empty() {
            continue;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            joined.truncate(joined.trim_ascii_end().len());
            joined.push(b' ');
        }
        joined.extend_from_slice(line.trim_ascii());
        joined.extend_from_slice(b"\r\n");
    }
    joined.extend_from_slice(b"\r\n");
    joined
}

fn check_whole(read: u64, length: u64) -> io::Result<()> {
    if read < length { Err(cut()) } else { Ok(()) }
}

fn cut() -> io::Error {
    io::Error::new(ErrorKind::UnexpectedEof, "it ends in the middle of a record")
}

fn invalid(message: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers() {
        let text = b"warc-TYPE: Response\r\nContent-Length:  12\r\nWARC-Target-URI: <https://tides.example/\r\n a>\r\n\
            X-Odd: caf\xe9\r\n\r\n";
        let header = parse(text).expect("a header");
        assert_eq!((header.kind.as_str(), header.length), ("response", Some(12)));
        assert_eq!(header.url.as_deref(), Some("https://tides.example/ a"));
        assert_eq!(passed_over(&header), None);
        let cut_off = parse(b"WARC-Type: response\r\nWARC-Truncated: length\r\n").expect("a header");
        assert_eq!(passed_over(&cut_off), Some("WARC-Truncated"));
        assert!(parse(b"no field\r\n\r\n").is_err());
    }
}
