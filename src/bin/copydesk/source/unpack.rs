//! Undoes gzip and zstd, whichever a source begins with, member by member: a packed file may have many of them, and
//! whoever reads archives wants to know where each begins.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::GzDecoder;

/// What gzip members and zstd frames begin with. The last byte but three of a frame that is to be skipped varies.
const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
const SKIPPED: [u8; 3] = [0x2a, 0x4d, 0x18];

/// So many first bytes tell how a member is packed.
const TOLD_BY: usize = 4;

/// How much is unpacked at a time.
const BUFFER: usize = 64 * 1024;

/// Zstd windows beyond 2^27 bytes would need more memory than a page is worth.
const LARGEST_WINDOW: u32 = 27;

/// Packed data that cannot be unpacked.
#[derive(Debug)]
pub(crate) struct Damage {
    packing: &'static str,
    error: io::Error,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "damaged {} data: {}", self.packing, self.error)
    }
}

impl std::error::Error for Damage {}

/// The bytes of a source with their place in it; those that were read are counted where the progress sees it.
pub(crate) struct Counted {
    inner: Box<dyn BufRead + Send>,
    /// Bytes that were looked at where the buffer of `inner` ended among them; they come before those of `inner`.
    ahead: Vec<u8>,
    at: u64,
    seen: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.ahead.is_empty() { self.inner.fill_buf() } else { Ok(&self.ahead) }
    }

    fn consume(&mut self, count: usize) {
        if self.ahead.is_empty() {
            self.inner.consume(count);
        } else {
            self.ahead.drain(..count);
        }
        self.at += count as u64;
        self.seen.fetch_add(count as u64, Ordering::Relaxed);
    }
}

impl Counted {
    fn new(inner: Box<dyn BufRead + Send>, at: u64, seen: Arc<AtomicU64>) -> Counted {
        Counted { inner, ahead: Vec::new(), at, seen }
    }

    /// The bytes that tell what comes next, fewer only at the end: a buffer may end, and a pipe may pause, among them.
    fn peek(&mut self) -> io::Result<&[u8]> {
        while self.ahead.len() < TOLD_BY {
            let ready = match self.inner.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                ready => ready?,
            };
            if ready.is_empty() || self.ahead.is_empty() && ready.len() >= TOLD_BY {
                break;
            }
            let count = ready.len().min(TOLD_BY - self.ahead.len());
            self.ahead.extend_from_slice(&ready[..count]);
            self.inner.consume(count);
        }
        self.fill_buf()
    }
}

/// Unpacked bytes.
pub(crate) struct Unpacked {
    layer: Layer,
    /// Where the member begins whose bytes are in the buffer; in a source that is not packed, where the buffer begins.
    start: u64,
    buffer: Vec<u8>,
    used: usize,
    /// An error that came while bytes before it were still unread.
    failed: Option<io::Error>,
}

enum Layer {
    Plain(Counted),
    Gzip(Box<GzDecoder<Counted>>),
    Zstd(zstd::Decoder<'static, Counted>),
    /// Between two members, and behind the last.
    Between(Counted, &'static str),
    /// An error or the end came.
    Ended,
}

/// Opens a file, or standard input where the path is `-`.
pub(crate) fn open(path: &Path, seen: Arc<AtomicU64>) -> io::Result<Unpacked> {
    let inner: Box<dyn BufRead + Send> = if path.as_os_str() == "-" {
        Box::new(BufReader::with_capacity(BUFFER, io::stdin()))
    } else {
        Box::new(BufReader::with_capacity(BUFFER, File::open(path)?))
    };
    Unpacked::new(Counted::new(inner, 0, seen))
}

/// Opens a part of a file: so many bytes from a place on.
pub(crate) fn open_part(path: &Path, start: u64, length: u64, seen: Arc<AtomicU64>) -> io::Result<Unpacked> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let inner = Box::new(BufReader::with_capacity(BUFFER, file).take(length));
    Unpacked::new(Counted::new(inner, start, seen))
}

impl Unpacked {
    fn new(mut source: Counted) -> io::Result<Unpacked> {
        let layer = match packing(source.peek()?) {
            Some(packing) => Layer::Between(source, packing),
            None => Layer::Plain(source),
        };
        Ok(Unpacked { layer, start: 0, buffer: Vec::new(), used: 0, failed: None })
    }

    /// The first bytes, up to so many, without taking them.
    pub(crate) fn look(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.used < count {
            let before = self.buffer.len();
            if let Err(error) = self.unpack_more() {
                if before == self.used {
                    return Err(error);
                }
                self.failed = Some(error);
            }
            if self.buffer.len() == before {
                break;
            }
        }
        Ok(&self.buffer[self.used..])
    }

    /// Where the next byte stands in the source: in a packed one, where its member begins.
    pub(crate) fn offset(&mut self) -> io::Result<u64> {
        self.fill_buf()?;
        let within = if matches!(self.layer, Layer::Plain(_)) { self.used as u64 } else { 0 };
        Ok(self.start + within)
    }

    /// Adds bytes of one member to the buffer; none at the end.
    fn unpack_more(&mut self) -> io::Result<()> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let filled = self.buffer.len();
        loop {
            self.buffer.resize(filled + BUFFER, 0);
            let (count, packing) = match &mut self.layer {
                Layer::Plain(source) => (source.read(&mut self.buffer[filled..]), "plain"),
                Layer::Gzip(decoder) => (decoder.read(&mut self.buffer[filled..]), "gzip"),
                Layer::Zstd(decoder) => (decoder.read(&mut self.buffer[filled..]), "zstd"),
                Layer::Between(..) | Layer::Ended => (Ok(0), ""),
            };
            let count = match count {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.buffer.truncate(filled);
                    let is_plain = matches!(self.layer, Layer::Plain(_));
                    self.layer = Layer::Ended;
                    return Err(if is_plain { error } else { damage(packing, error) });
                }
                Ok(count) => count,
            };
            self.buffer.truncate(filled + count);
            // What is looked at ahead ends with the member, so that all bytes of the buffer have the same place.
            if count > 0 || filled > self.used || !self.next_member()? {
                return Ok(());
            }
        }
    }

    /// Goes on to the next member; false at the end.
    fn next_member(&mut self) -> io::Result<bool> {
        let (mut source, packing_before) = match std::mem::replace(&mut self.layer, Layer::Ended) {
            Layer::Gzip(decoder) => ((*decoder).into_inner(), "gzip"),
            Layer::Zstd(decoder) => (decoder.finish(), "zstd"),
            Layer::Between(source, packing) => (source, packing),
            Layer::Plain(_) | Layer::Ended => return Ok(false),
        };
        // Tapes and some tools fill up with zeros.
        while source.fill_buf()?.first() == Some(&0) {
            let zeros = source.fill_buf()?.iter().take_while(|&&byte| byte == 0).count();
            source.consume(zeros);
        }
        self.start = source.at;
        let first = source.peek()?;
        if first.is_empty() {
            return Ok(false);
        }
        self.layer = match packing(first) {
            Some("gzip") => Layer::Gzip(Box::new(GzDecoder::new(source))),
            Some(_) => Layer::Zstd(frame(source).map_err(|error| damage("zstd", error))?),
            None => {
                let error = io::Error::new(ErrorKind::InvalidData, "something else follows it");
                return Err(damage(packing_before, error));
            }
        };
        Ok(true)
    }
}

impl Read for Unpacked {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Unpacked {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.used == self.buffer.len() {
            if matches!(self.layer, Layer::Plain(_)) {
                self.start += self.used as u64;
            }
            self.buffer.clear();
            self.used = 0;
            self.unpack_more()?;
        }
        Ok(&self.buffer[self.used..])
    }

    fn consume(&mut self, count: usize) {
        self.used = self.buffer.len().min(self.used + count);
    }
}

fn frame(source: Counted) -> io::Result<zstd::Decoder<'static, Counted>> {
    let mut decoder = zstd::Decoder::with_buffer(source)?.single_frame();
    decoder.window_log_max(LARGEST_WINDOW)?;
    Ok(decoder)
}

fn packing(first: &[u8]) -> Option<&'static str> {
    if first.starts_with(&GZIP) {
        Some("gzip")
    } else if first.starts_with(&ZSTD) || first.get(1..4) == Some(&SKIPPED) {
        Some("zstd")
    } else {
        None
    }
}

fn damage(packing: &'static str, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), Damage { packing, error })
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).expect("memory takes all");
        encoder.finish().expect("memory takes all")
    }

    fn zstd(text: &str) -> Vec<u8> {
        zstd::encode_all(text.as_bytes(), 3).expect("memory takes all")
    }

    fn unpack(bytes: &[u8]) -> io::Result<String> {
        unpack_buffered(bytes, BUFFER)
    }

    fn unpack_buffered(bytes: &[u8], buffer: usize) -> io::Result<String> {
        let inner = Box::new(BufReader::with_capacity(buffer, io::Cursor::new(bytes.to_vec())));
        let mut text = String::new();
        Unpacked::new(Counted::new(inner, 0, Arc::default()))?.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn all_members() {
        for (bytes, text) in [
            (b"Tide times".to_vec(), "Tide times"),
            ([gzip("Tide "), gzip("times")].concat(), "Tide times"),
            ([zstd("Tide "), zstd("times")].concat(), "Tide times"),
            ([gzip("Tide "), gzip(""), gzip("times"), vec![0; 512]].concat(), "Tide times"),
            ([b"\x50\x2a\x4d\x18\x02\0\0\0ab".to_vec(), zstd("Tide times")].concat(), "Tide times"),
            (Vec::new(), ""),
        ] {
            assert_eq!(unpack(&bytes).expect("whole"), text);
            for buffer in 1..9 {
                assert_eq!(unpack_buffered(&bytes, buffer).expect("whole"), text, "{buffer} bytes at a time");
            }
        }
    }

    #[test]
    fn damaged_data() {
        for (packed, name) in [(gzip("Tide times"), "gzip"), (zstd("Tide times"), "zstd")] {
            for bytes in [&packed[..packed.len() - 9], &packed[..5], &[&packed[..], b"more"].concat()] {
                let error = unpack(bytes).expect_err("damaged").to_string();
                assert!(error.starts_with(&format!("damaged {name} data: ")), "{error}");
            }
        }
    }

    #[test]
    fn members_know_their_place() {
        let first = gzip("one\n");
        let bytes = [first.clone(), gzip("two\nthree\n")].concat();
        let inner = Box::new(io::Cursor::new(bytes));
        let mut unpacked = Unpacked::new(Counted::new(inner, 0, Arc::default())).expect("memory");
        let mut offsets = Vec::new();
        for _ in 0..3 {
            offsets.push(unpacked.offset().expect("whole"));
            unpacked.read_line(&mut String::new()).expect("whole");
        }
        assert_eq!(offsets, [0, first.len() as u64, first.len() as u64]);
    }
}
