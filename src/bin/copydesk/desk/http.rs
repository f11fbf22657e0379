//! An HTTP response as archives hold it: its header, and the body under transfer and content encodings. Archives are not
//! tidy: some have undone an encoding and left its header, so an encoding that the bytes do not show was undone already.

use std::io::{self, Read};

use crate::source::{Failure, MOST_BYTES};

/// Responses with more header fields than this are not read.
const MOST_FIELDS: usize = 256;

/// The buffer of the brotli decoder.
const BUFFER: usize = 4096;

/// A response without what is of no use here.
#[derive(Debug, Default)]
pub(super) struct Response {
    pub(super) status: Option<u16>,
    /// In lower case, with its parameters.
    pub(super) media_type: Option<String>,
    /// In the order in which they are to be undone.
    pub(super) encodings: Vec<String>,
    pub(super) body: Vec<u8>,
}

/// A body without its encodings.
#[derive(Debug)]
pub(super) struct Plain {
    pub(super) bytes: Vec<u8>,
    /// Whether it ends too early.
    pub(super) is_cut: bool,
}

impl Response {
    pub(super) fn is_redirect(&self) -> bool {
        self.status.is_some_and(|status| (300..400).contains(&status))
    }
}

/// Parts header and body.
pub(super) fn read(mut bytes: Vec<u8>) -> Result<Response, Failure> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut head = httparse::Response::new(&mut fields);
    let mut config = httparse::ParserConfig::default();
    config
        .allow_multiple_spaces_in_response_status_delimiters(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .allow_spaces_after_header_name_in_responses(true)
        .ignore_invalid_headers_in_responses(true);
    let length = match config.parse_response(&mut head, &bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Err(Failure::new("HTTP header that ends too early")),
        Err(error) => return Err(Failure::new(format!("HTTP header that cannot be read: {error}"))),
    };
    let mut response = Response { status: head.code, ..Response::default() };
    let (mut transfer, mut content) = (Vec::new(), Vec::new());
    for field in head.headers.iter() {
        let value = String::from_utf8_lossy(field.value).trim().to_ascii_lowercase();
        let listed = value.split(',').map(|one| one.trim().to_owned());
        match field.name.to_ascii_lowercase().as_str() {
            "content-type" => response.media_type = Some(value),
            "transfer-encoding" => transfer.extend(listed),
            "content-encoding" => content.extend(listed),
            _ => {}
        }
    }
    // They are listed in the order in which they were applied.
    response.encodings = content.into_iter().chain(transfer).rev().collect();
    bytes.drain(..length);
    response.body = bytes;
    Ok(response)
}

/// Undoes the encodings, one after the other.
pub(super) fn undo_encodings(body: Vec<u8>, encodings: &[String]) -> Result<Plain, Failure> {
    let mut plain = Plain { bytes: body, is_cut: false };
    for encoding in encodings {
        let bytes = &plain.bytes;
        let undone = match encoding.as_str() {
            "chunked" => join_chunks(bytes),
            "gzip" | "x-gzip" if !bytes.starts_with(&[0x1f, 0x8b]) => None,
            "gzip" | "x-gzip" => Some(unpack(flate2::bufread::MultiGzDecoder::new(&bytes[..]))),
            "deflate" => Some(inflate(bytes)),
            "br" => Some(unpack(brotli::Decompressor::new(&bytes[..], BUFFER))),
            "zstd" if !bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => None,
            "zstd" => {
                Some(zstd::Decoder::with_buffer(&bytes[..]).map_or_else(|error| (Vec::new(), Some(error)), unpack))
            }
            "" | "identity" | "none" | "utf-8" => None,
            other => return Err(Failure::new(format!("unknown content encoding: {other}"))),
        };
        let Some((undone, error)) = undone else { continue };
        match error {
            None => plain.bytes = undone,
            // Nobody marks brotli and deflate; what is text as it stands was undone already.
            Some(_) if undone.is_empty() && looks_like_text(bytes) => {}
            Some(error) if undone.is_empty() => {
                return Err(Failure::new(format!("damaged content encoding: {encoding}: {error}")));
            }
            Some(_) => plain = Plain { bytes: undone, is_cut: true },
        }
        if plain.bytes.len() as u64 > MOST_BYTES {
            return Err(Failure::new(format!("larger than {} megabytes", MOST_BYTES >> 20)));
        }
    }
    Ok(plain)
}

/// What could be unpacked, and why not all.
type Undone = (Vec<u8>, Option<io::Error>);

fn unpack(decoder: impl Read) -> Undone {
    let mut bytes = Vec::new();
    let error = decoder.take(MOST_BYTES + 1).read_to_end(&mut bytes).err();
    (bytes, error)
}

/// `deflate` means zlib's form by the standard, and the bare one for some servers.
fn inflate(bytes: &[u8]) -> Undone {
    let zlib = unpack(flate2::bufread::ZlibDecoder::new(bytes));
    if zlib.1.is_none() || !zlib.0.is_empty() {
        return zlib;
    }
    unpack(flate2::bufread::DeflateDecoder::new(bytes))
}

/// Joins the chunks of a body; none where it has none.
fn join_chunks(bytes: &[u8]) -> Option<Undone> {
    let cut = || Some(io::Error::from(io::ErrorKind::UnexpectedEof));
    let (mut joined, mut rest) = (Vec::new(), bytes);
    loop {
        match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete((_, 0))) => return Some((joined, None)),
            Ok(httparse::Status::Complete((start, length))) => {
                let chunk = &rest[start.min(rest.len())..];
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                if length > chunk.len() {
                    joined.extend_from_slice(chunk);
                    return Some((joined, cut()));
                }
                joined.extend_from_slice(&chunk[..length]);
                let after = &chunk[length..];
                rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
            }
            _ if joined.is_empty() => return None,
            _ => return Some((joined, cut())),
        }
    }
}

fn looks_like_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(512)];
    !sample.iter().any(|byte| *byte < 0x20 && !byte.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const PAGE: &str = "<p>The ferry is back in service.</p>";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).expect("memory takes all");
        encoder.finish().expect("memory takes all")
    }

    fn brotli(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = brotli::CompressorReader::new(bytes, BUFFER, 5, 20);
        let mut packed = Vec::new();
        encoder.read_to_end(&mut packed).expect("memory takes all");
        packed
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).expect("memory takes all");
        encoder.finish().expect("memory takes all")
    }

    fn chunked(bytes: &[u8]) -> Vec<u8> {
        let mut chunks = Vec::new();
        for chunk in bytes.chunks(7) {
            chunks.extend_from_slice(format!("{:x};ext=1\r\n", chunk.len()).as_bytes());
            chunks.extend_from_slice(chunk);
            chunks.extend_from_slice(b"\r\n");
        }
        chunks.extend_from_slice(b"0\r\n\r\n");
        chunks
    }

    #[track_caller]
    fn check(encodings: &str, body: Vec<u8>, expected: Result<(&str, bool), &str>) {
        let encodings: Vec<String> = encodings.split(' ').map(str::to_owned).collect();
        let plain = undo_encodings(body, &encodings);
        let plain = plain.map(|plain| (String::from_utf8(plain.bytes).expect("text"), plain.is_cut));
        match (plain, expected) {
            (Ok((text, is_cut)), Ok(expected)) => assert_eq!((text.as_str(), is_cut), expected),
            (Err(failure), Err(start)) => assert!(failure.to_string().starts_with(start), "{failure}"),
            (plain, _) => panic!("{plain:?} where {expected:?} was expected"),
        }
    }

    #[test]
    fn encodings_are_undone() {
        let page = PAGE.as_bytes();
        for (encodings, body) in [
            ("identity", page.to_vec()),
            ("chunked", chunked(page)),
            ("gzip", gzip(page)),
            ("x-gzip", [gzip(&page[..9]), gzip(&page[9..])].concat()),
            ("chunked gzip", chunked(&gzip(page))),
            ("deflate", zlib(page)),
            ("deflate", zlib(page)[2..].to_vec()),
            ("br", brotli(page)),
            ("chunked br", chunked(&brotli(page))),
            ("zstd", zstd::encode_all(page, 3).expect("memory takes all")),
        ] {
            check(encodings, body, Ok((PAGE, false)));
        }
    }

    #[test]
    fn encodings_that_were_undone_before() {
        for encodings in ["chunked", "gzip", "deflate", "br", "zstd", "chunked br"] {
            check(encodings, PAGE.as_bytes().to_vec(), Ok((PAGE, false)));
        }
    }

    #[test]
    fn bodies_that_are_cut() {
        let cut = chunked(PAGE.as_bytes());
        check("chunked", cut[..cut.len() - 12].to_vec(), Ok(("<p>The ferry is back in service.</p", true)));
        check("gzip", gzip(PAGE.as_bytes())[..5].to_vec(), Err("damaged content encoding: gzip: "));
        check("rot13", PAGE.as_bytes().to_vec(), Err("unknown content encoding: rot13"));
        check("br", vec![0xff, 0, 1, 2, 3], Err("damaged content encoding: br: "));
    }

    #[test]
    fn headers() {
        let text = b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; Charset=utf-8\r\nbad header\r\n\
            Content-Encoding: gzip, br\r\nTransfer-Encoding: chunked\r\n\r\nbody";
        let response = read(text.to_vec()).expect("a response");
        assert_eq!(response.status, Some(200));
        assert_eq!(response.media_type.as_deref(), Some("text/html; charset=utf-8"));
        assert_eq!(response.encodings, ["chunked", "br", "gzip"]);
        assert_eq!(response.body, b"body");
        assert!(read(b"HTTP/1.1 200 OK\r\nContent-".to_vec()).is_err());
        assert!(read(b"<p>no response".to_vec()).is_err());
    }
}
