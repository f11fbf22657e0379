//! Reads inputs whole: files, standard input, and what gzip has packed of either.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

/// What a gzip stream begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Where pages come from: the files, or standard input where there are none.
pub(crate) fn sources(files: &[PathBuf]) -> Vec<PathBuf> {
    if files.is_empty() { vec![PathBuf::from("-")] } else { files.to_vec() }
}

/// Why an input could not be read, in a few words.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) is_missing: bool,
    reason: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

/// The bytes of a file, or of standard input where it is `-`; what is packed by gzip comes unpacked.
pub(crate) fn read(source: &Path) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let read = if source.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        File::open(source).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| unreadable(&error, source))?;
    if bytes.starts_with(&GZIP) { unpack(&bytes) } else { Ok(bytes) }
}

fn unpack(packed: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    // A packed file may have several members, and most readers stop behind the first.
    let unpacked = MultiGzDecoder::new(packed).read_to_end(&mut bytes);
    let damaged = |error: io::Error| Unreadable { is_missing: false, reason: format!("damaged gzip data: {error}") };
    unpacked.map(|_| bytes).map_err(damaged)
}

fn unreadable(error: &io::Error, source: &Path) -> Unreadable {
    let reason = match error.kind() {
        ErrorKind::NotFound => "no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "is a folder, not a file".to_owned(),
        // Some systems only say that a folder may not be read.
        _ if source.is_dir() => "is a folder, not a file".to_owned(),
        _ => error.to_string(),
    };
    Unreadable { is_missing: error.kind() == ErrorKind::NotFound, reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).expect("memory takes all");
        encoder.finish().expect("memory takes all")
    }

    #[test]
    fn all_members_of_gzip() {
        let members = [packed("Tide "), packed("times")].concat();
        assert_eq!(unpack(&members).expect("whole"), b"Tide times");
    }

    #[test]
    fn damaged_gzip() {
        let whole = packed("Tide times");
        for bytes in [&whole[..whole.len() - 9], &whole[..3], &[&whole[..], b"more"].concat()] {
            let error = unpack(bytes).expect_err("damaged").to_string();
            assert!(error.starts_with("damaged gzip data: "), "{error}");
        }
    }
}
