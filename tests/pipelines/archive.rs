//! Builds web archives and what is in them.

use std::io::{Read, Write};

/// A page that says one thing.
pub(crate) fn page(words: &str) -> Vec<u8> {
    format!("<html><body><p>{words}</p></body></html>").into_bytes()
}

/// A record of an archive.
pub(crate) fn record(kind: &str, number: u32, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:08}>\r\n\
        WARC-Date: 2022-04-27T21:26:00Z\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    record.extend_from_slice(body);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

/// A response with these header fields, each ended by a line break.
pub(crate) fn response(number: u32, fields: &str, body: &[u8]) -> Vec<u8> {
    let mut http = format!("HTTP/1.1 200 OK\r\n{fields}\r\n").into_bytes();
    http.extend_from_slice(body);
    let headers = format!(
        "Content-Type: application/http; msgtype=response\r\nWARC-Target-URI: https://tides.example/{number}\r\n"
    );
    record("response", number, &headers, &http)
}

/// A response that is a page.
pub(crate) fn html(number: u32, words: &str) -> Vec<u8> {
    response(number, "Content-Type: text/html; charset=utf-8\r\n", &page(words))
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

pub(crate) fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut plain).expect("gzip");
    plain
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("memory takes all")
}

pub(crate) fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    brotli::CompressorReader::new(bytes, 4096, 5, 20).read_to_end(&mut packed).expect("memory takes all");
    packed
}

pub(crate) fn chunked(bytes: &[u8]) -> Vec<u8> {
    let mut chunks = Vec::new();
    for chunk in bytes.chunks(16) {
        write!(chunks, "{:X}\r\n", chunk.len()).expect("memory takes all");
        chunks.extend_from_slice(chunk);
        chunks.extend_from_slice(b"\r\n");
    }
    chunks.extend_from_slice(b"0\r\n\r\n");
    chunks
}

/// A zip file with these files in it.
pub(crate) fn wacz(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, stored).expect("a name");
        zip.write_all(bytes).expect("memory takes all");
    }
    zip.finish().expect("memory takes all").into_inner()
}
