//! Cleaning alone: the responses of an archive from memory, one after the other on one thread, and nothing else. What it
//! takes is what `tools/bench/pipeline.py` measures the program against.
//!
//! ```text
//! cargo bench --bench alone -- crawl.warc.gz
//! ```

#![allow(clippy::print_stdout)]

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::time::Instant;

use flate2::bufread::MultiGzDecoder;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// So many bytes of pages are held at a time: reading is not measured, but memory is no matter of taste.
const BATCH: usize = 64 << 20;

fn main() {
    let Some(path) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) else {
        println!("wants an archive");
        return;
    };
    let file = File::open(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut archive = BufReader::new(MultiGzDecoder::new(BufReader::new(file)));
    let cleaner = copydesk::Cleaner::new(copydesk::Options::default());
    let (mut pages, mut bytes, mut seconds) = (0, 0, 0.0);
    loop {
        let mut batch = Vec::new();
        while batch.iter().map(Vec::len).sum::<usize>() < BATCH {
            let Some(page) = next(&mut archive) else { break };
            batch.push(page);
        }
        if batch.is_empty() {
            break;
        }
        let begun = Instant::now();
        for page in &batch {
            pages += 1;
            bytes += cleaner.clean(page).text.len();
        }
        seconds += begun.elapsed().as_secs_f64();
    }
    println!("{pages} pages, {bytes} bytes of text, {seconds:.2} s");
}

/// The body of the next response, in an archive of the script's own making.
fn next(archive: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if archive.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.trim().parse().ok();
        }
        if line.trim().is_empty() && length.is_some() {
            break;
        }
    }
    let mut body = Vec::new();
    archive.take(length?).read_to_end(&mut body).ok()?;
    let start = body.windows(4).position(|bytes| bytes == b"\r\n\r\n")? + 4;
    body.drain(..start);
    Some(body)
}
