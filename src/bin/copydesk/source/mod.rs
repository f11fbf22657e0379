//! From what the user named to pages, one after the other, in order and in constant memory. `list` finds the inputs,
//! `unpack` undoes gzip and zstd, `warc` and `lines` take containers apart; here each input is recognised by its first
//! bytes. What a page says is left to the desk.

mod lines;
mod list;
mod unpack;
mod wacz;
mod warc;

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, BufRead, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use serde::Serialize;

use crate::args::{Args, InputKind};
use crate::sink::names::Names;
pub(crate) use list::{pages_of, total_bytes};
use unpack::Unpacked;

/// No page, and no record of an archive, is read beyond so many bytes: real ones have under ten million.
pub(crate) const MOST_BYTES: u64 = 64 << 20;

/// How many bytes an input is recognised by.
const LOOKED_AT: usize = 4096;

/// A page as it was found, or why it could not be read.
#[derive(Debug)]
pub(crate) struct Found {
    /// The input, as the user named it.
    pub(crate) source: String,
    /// Where a file of its own would stand, below the folder of the output and without an ending.
    pub(crate) place: PathBuf,
    /// Which record it is, of an archive or of JSON lines.
    pub(crate) record: Option<Record>,
    pub(crate) body: Result<Body, Failure>,
}

/// What was found. Records are taken apart by whoever works on them, so that it costs the reader no time.
#[derive(Debug)]
pub(crate) enum Body {
    /// The page itself.
    Page(Vec<u8>),
    /// A record of an archive: an HTTP response, or a thing by itself and its media type.
    Archived { bytes: Vec<u8>, url: Option<String>, is_http: bool, media_type: Option<String> },
    /// An object of JSON.
    Json(Vec<u8>),
    /// A record that holds no page, and the reason why.
    Passed(&'static str),
}

impl Body {
    /// How much memory it takes.
    pub(crate) fn len(&self) -> usize {
        match self {
            Body::Page(bytes) | Body::Json(bytes) | Body::Archived { bytes, .. } => bytes.len(),
            Body::Passed(_) => 0,
        }
    }
}

/// Which record of its input a page is.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Record {
    /// Its place among the records, from 1.
    pub(crate) number: u64,
    /// Where it begins in the file, in bytes; in a packed file where the member or frame that holds it begins.
    pub(crate) offset: u64,
    /// `WARC-Record-ID`.
    pub(crate) id: Option<String>,
    /// `WARC-Type`.
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
    /// `WARC-Date`.
    pub(crate) date: Option<String>,
    /// The status of the HTTP response.
    pub(crate) status: Option<u16>,
}

/// Why an input could not be read, in a few words.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) is_missing: bool,
    message: String,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Failure {
        Failure { is_missing: false, message: message.into() }
    }

    fn of_file(error: &io::Error, path: &Path) -> Failure {
        let message = match error.kind() {
            ErrorKind::NotFound => "no such file".to_owned(),
            ErrorKind::PermissionDenied => "permission denied".to_owned(),
            ErrorKind::IsADirectory => "is a folder, not a file".to_owned(),
            // Some systems only say that a folder may not be read.
            _ if path.is_dir() => "is a folder, not a file".to_owned(),
            _ => error.to_string(),
        };
        Failure { is_missing: error.kind() == ErrorKind::NotFound, message }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// All pages of all inputs.
pub(crate) struct Pages {
    inputs: list::Inputs,
    kind: Option<InputKind>,
    open: Option<Open>,
    /// The archives of a WACZ that are still to be read.
    packed: VecDeque<(PathBuf, wacz::Part)>,
    names: Names,
    /// Bytes taken from the inputs, for the progress.
    bytes: Arc<AtomicU64>,
}

/// A container that is being read.
enum Open {
    Archive(warc::Records),
    Lines(lines::Lines),
}

/// What is known of a container: what its pages are named after.
#[derive(Debug, Clone)]
struct Container {
    source: String,
    folder: PathBuf,
}

impl Container {
    fn found(&self, record: Record, body: Result<Body, Failure>) -> Found {
        let place = self.folder.join(format!("{:08}", record.number));
        Found { source: self.source.clone(), place, record: Some(record), body }
    }
}

impl Pages {
    pub(crate) fn new(args: &Args, bytes: Arc<AtomicU64>) -> Pages {
        let names = Names::new(args.show.format.ending());
        Pages { inputs: list::inputs(args), kind: args.read.input, open: None, packed: VecDeque::new(), names, bytes }
    }

    /// Opens an input: a container stays open, a page comes back at once.
    fn begin(&mut self, input: Result<PathBuf, (PathBuf, Failure)>) -> Option<Found> {
        let (path, unread) = match input {
            Ok(path) => (path, None),
            Err((path, failure)) => (path, Some(failure)),
        };
        let opened = match unread {
            Some(failure) => Err(failure),
            None => unpack::open(&path, Arc::clone(&self.bytes))
                .and_then(|mut bytes| Ok((self.kind_of(&path, &mut bytes)?, bytes)))
                .map_err(|error| damaged(&error).unwrap_or_else(|| Failure::of_file(&error, &path))),
        };
        let body = match opened {
            Ok((InputKind::Wacz, _)) => match wacz::parts(&path) {
                Ok(parts) => {
                    self.packed.extend(parts.into_iter().map(|part| (path.clone(), part)));
                    return None;
                }
                Err(failure) => Err(failure),
            },
            Ok((InputKind::Warc, bytes)) => {
                self.open = Some(Open::Archive(warc::Records::new(bytes, self.container(&path))));
                return None;
            }
            Ok((InputKind::Jsonl, bytes)) => {
                self.open = Some(Open::Lines(lines::Lines::new(bytes, self.container(&path))));
                return None;
            }
            Ok((_, bytes)) => whole(bytes, &path).map(Body::Page),
            Err(failure) => Err(failure),
        };
        Some(self.alone(&path, body))
    }

    /// Opens an archive inside a WACZ.
    fn begin_packed(&mut self, path: &Path, part: &wacz::Part) -> Option<Found> {
        let name = path.join(&part.name);
        match unpack::open_part(path, part.start, part.length, Arc::clone(&self.bytes)) {
            Ok(bytes) => {
                self.open = Some(Open::Archive(warc::Records::new(bytes, self.container(&name))));
                None
            }
            Err(error) => {
                let failure = damaged(&error).unwrap_or_else(|| Failure::of_file(&error, path));
                Some(self.alone(&name, Err(failure)))
            }
        }
    }

    fn container(&mut self, path: &Path) -> Container {
        Container { source: path.display().to_string(), folder: self.names.folder(path) }
    }

    /// An input that is one page, or that could not be read.
    fn alone(&mut self, path: &Path, body: Result<Body, Failure>) -> Found {
        Found { source: path.display().to_string(), place: self.names.file(path), record: None, body }
    }

    fn kind_of(&self, path: &Path, bytes: &mut Unpacked) -> io::Result<InputKind> {
        match self.kind {
            Some(kind) => Ok(kind),
            None => bytes.look(LOOKED_AT).map(|first| recognise(path, first)),
        }
    }
}

impl Iterator for Pages {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = match &mut self.open {
                Some(Open::Archive(records)) => records.next(),
                Some(Open::Lines(lines)) => lines.next(),
                None => {
                    let found = match self.packed.pop_front() {
                        Some((path, part)) => self.begin_packed(&path, &part),
                        None => {
                            let input = self.inputs.next()?;
                            self.begin(input)
                        }
                    };
                    if found.is_some() {
                        return found;
                    }
                    continue;
                }
            };
            match found {
                Some(found) => return Some(found),
                None => self.open = None,
            }
        }
    }
}

/// A whole file as one page, packed or not; `-` is standard input.
pub(crate) fn one_page(path: &Path) -> Result<Vec<u8>, Failure> {
    let opened = unpack::open(path, Arc::default());
    let bytes = opened.map_err(|error| damaged(&error).unwrap_or_else(|| Failure::of_file(&error, path)))?;
    whole(bytes, path)
}

/// The lines of a file, packed or not: the records that an earlier run wrote.
pub(crate) struct RecordLines(Unpacked);

impl RecordLines {
    pub(crate) fn open(path: &Path) -> Result<RecordLines, Failure> {
        let opened = unpack::open(path, Arc::default());
        opened.map(RecordLines).map_err(|error| damaged(&error).unwrap_or_else(|| Failure::of_file(&error, path)))
    }
}

impl Iterator for RecordLines {
    type Item = Result<Vec<u8>, Failure>;

    fn next(&mut self) -> Option<Result<Vec<u8>, Failure>> {
        loop {
            let mut line = Vec::new();
            match read_line(&mut self.0, MOST_BYTES as usize, &mut line) {
                Ok(Some(0)) => return None,
                Ok(Some(_)) if line.trim_ascii().is_empty() => {}
                Ok(Some(_)) => return Some(Ok(line)),
                Ok(None) => return Some(Err(too_large())),
                Err(error) => return Some(Err(damaged(&error).unwrap_or_else(|| Failure::new(error.to_string())))),
            }
        }
    }
}

/// What an input is, by its first bytes. Pages are told apart by the library.
fn recognise(path: &Path, first: &[u8]) -> InputKind {
    if first.starts_with(b"WARC/") {
        InputKind::Warc
    } else if wacz::is_wacz(path, first) {
        InputKind::Wacz
    } else if opens_object(first) {
        InputKind::Jsonl
    } else {
        InputKind::Html
    }
}

/// Whether text begins with a JSON object that has a field.
fn opens_object(first: &[u8]) -> bool {
    let inside = first.trim_ascii_start().strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    let Some(name) = inside.and_then(|inside| inside.strip_prefix(b"\"")) else { return false };
    let mut escaped = false;
    let end = name.iter().position(|&byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.is_some_and(|end| name[end + 1..].trim_ascii_start().starts_with(b":"))
}

/// The bytes of an input that is one page.
fn whole(bytes: Unpacked, path: &Path) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    let read = bytes.take(MOST_BYTES + 1).read_to_end(&mut page);
    read.map_err(|error| damaged(&error).unwrap_or_else(|| Failure::of_file(&error, path)))?;
    if page.len() as u64 > MOST_BYTES { Err(too_large()) } else { Ok(page) }
}

fn too_large() -> Failure {
    Failure::new(format!("larger than {} megabytes", MOST_BYTES >> 20))
}

/// What is wrong with packed data, where that is what is wrong.
fn damaged(error: &io::Error) -> Option<Failure> {
    let damage = error.get_ref().and_then(|inner| inner.downcast_ref::<unpack::Damage>());
    damage.map(|damage| Failure::new(damage.to_string()))
}

/// Reads up to and with a line break; `None` where the line is longer than `most`, the rest of which is then skipped.
fn read_line(bytes: &mut impl BufRead, most: usize, line: &mut Vec<u8>) -> io::Result<Option<usize>> {
    let start = line.len();
    let mut fits = true;
    loop {
        let chunk = bytes.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        let end = memchr::memchr(b'\n', chunk).map(|at| at + 1);
        let length = end.unwrap_or(chunk.len());
        fits &= line.len() - start + length <= most;
        if fits {
            line.extend_from_slice(&chunk[..length]);
        }
        bytes.consume(length);
        if end.is_some() {
            break;
        }
    }
    Ok(fits.then_some(line.len() - start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_recognised() {
        for (name, first, kind) in [
            ("a", &b"WARC/1.0\r\n"[..], InputKind::Warc),
            ("a", b"{\"html\": \"<p>\"}", InputKind::Jsonl),
            ("a", b" \n{ \"a \\\" b\" :1}", InputKind::Jsonl),
            ("a", b"{\"html\"}", InputKind::Html),
            ("a", b"{{template}}", InputKind::Html),
            ("a", b"{ color: red }", InputKind::Html),
            ("a", b"<p>WARC/1.0", InputKind::Html),
            ("a", b"", InputKind::Html),
            ("a.WACZ", b"PK\x03\x04", InputKind::Wacz),
            ("a.zip", b"PK\x03\x04", InputKind::Html),
        ] {
            assert_eq!(recognise(Path::new(name), first), kind, "{}", String::from_utf8_lossy(first));
        }
    }

    #[test]
    fn lines_have_a_bound() {
        let mut bytes = &b"one\ntoo long\nend"[..];
        let mut next = || {
            let mut line = Vec::new();
            read_line(&mut bytes, 4, &mut line).expect("memory").map(|_| String::from_utf8(line).expect("text"))
        };
        assert_eq!(
            [next(), next(), next(), next()].map(|line| line.unwrap_or("?".to_owned())),
            ["one\n", "?", "end", ""]
        );
    }
}
