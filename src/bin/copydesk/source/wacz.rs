//! Which web archives a WACZ packs: it is a zip file, and those under `archive/` lie in it as they are, so that each can be
//! read from its place in the file. How records are taken out of them is left to `warc`.

use std::fs::File;
use std::path::Path;

use zip::{CompressionMethod, ZipArchive};

use super::Failure;

/// Where the archives lie, by the format (Web Archive Collection Zipped, version 1.1.1).
const FOLDER: &str = "archive/";

/// One archive inside the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Its name inside.
    pub(super) name: String,
    /// Where its bytes begin in the file, and how many there are.
    pub(super) start: u64,
    pub(super) length: u64,
}

/// Whether a file begins as a zip file does and is named as a WACZ.
pub(super) fn is_wacz(path: &Path, first: &[u8]) -> bool {
    first.starts_with(b"PK\x03\x04") && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("wacz"))
}

/// The archives of a WACZ, in the order of their names.
///
/// # Errors
///
/// Where the file is no whole zip file, holds no archive, or holds one that is compressed once more.
pub(super) fn parts(path: &Path) -> Result<Vec<Part>, Failure> {
    let file = File::open(path).map_err(|error| Failure::of_file(&error, path))?;
    let damaged = |error| Failure::new(format!("damaged zip file: {error}"));
    let mut zip = ZipArchive::new(file).map_err(damaged)?;
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let entry = zip.by_index_raw(at).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.into_owned();
        if !name.starts_with(FOLDER) || entry.is_dir() {
            continue;
        }
        if entry.compression() != CompressionMethod::Stored {
            return Err(Failure::new(format!("{name} is compressed inside the WACZ; unpack it and name it itself")));
        }
        let start = entry.data_start().ok_or_else(|| Failure::new(format!("damaged zip file: {name} has no place")))?;
        parts.push(Part { name, start, length: entry.compressed_size() });
    }
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    if parts.is_empty() { Err(Failure::new("a WACZ that holds no archive")) } else { Ok(parts) }
}
