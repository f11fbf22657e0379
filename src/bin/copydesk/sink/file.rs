//! Output to one file. It stands under another name until it is whole, and is written in frames: pieces that stay as they
//! are once they are written, so that a broken run can go on behind the last of them. Where frames end hangs on the
//! output alone, so that a run that was broken off comes to the same bytes as one that was not. What is no plain file, a
//! device or a pipe, is written where it stands: a file that took its name would take its place.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{takes_bytes, with_ending};

/// A frame is written when it has so many bytes: packed ones are larger, since each begins anew to learn what repeats.
const PLAIN_FRAME: usize = 64 << 10;
const PACKED_FRAME: usize = 1 << 20;

const GZIP_LEVEL: u32 = 6;
const ZSTD_LEVEL: i32 = 3;

/// A file that is being written.
pub(crate) struct WholeFile {
    path: PathBuf,
    /// Whether it is written where it stands, under its own name.
    in_place: bool,
    file: File,
    packing: Packing,
    frame: Vec<u8>,
    written: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Plain,
    Gzip,
    Zstd,
}

/// The name under which a file stands until it is whole.
pub(super) fn part_of(path: &Path) -> PathBuf {
    with_ending(path, ".part")
}

pub(super) fn journal_of(path: &Path) -> PathBuf {
    with_ending(path, ".part.journal")
}

impl WholeFile {
    /// Begins a file, or goes on behind so many bytes of it.
    pub(super) fn open(path: &Path, behind: Option<u64>) -> io::Result<WholeFile> {
        let packing = Packing::of(path);
        let in_place = takes_bytes(path);
        let path = path.to_owned();
        if in_place {
            // Behind what is there: standard output may be a file to which a shell appends.
            let file = OpenOptions::new().append(true).open(&path)?;
            return Ok(WholeFile { path, in_place, file, packing, frame: Vec::new(), written: 0 });
        }
        let written = behind.unwrap_or(0);
        let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(part_of(&path))?;
        file.set_len(written)?;
        file.seek(SeekFrom::Start(written))?;
        Ok(WholeFile { path, in_place, file, packing, frame: Vec::new(), written })
    }

    pub(super) fn add(&mut self, output: &[u8]) {
        self.frame.extend_from_slice(output);
    }

    /// Writes the frame if it is full; then how many bytes are written comes back.
    pub(super) fn write_frame_if_full(&mut self) -> io::Result<Option<u64>> {
        let full = if self.packing == Packing::Plain { PLAIN_FRAME } else { PACKED_FRAME };
        if self.frame.len() < full {
            return Ok(None);
        }
        self.write_frame().map(Some)
    }

    fn write_frame(&mut self) -> io::Result<u64> {
        let packed = self.packing.pack(&self.frame)?;
        let bytes = packed.as_deref().unwrap_or(&self.frame);
        self.file.write_all(bytes)?;
        self.written += bytes.len() as u64;
        self.frame.clear();
        Ok(self.written)
    }

    /// Writes what is left and gives the file its name.
    pub(super) fn finish(mut self) -> io::Result<()> {
        // A packed file without any frame would not be one.
        if !self.frame.is_empty() || (self.written == 0 && self.packing != Packing::Plain) {
            self.write_frame()?;
        }
        if self.in_place {
            return Ok(());
        }
        self.file.sync_all()?;
        fs::rename(part_of(&self.path), &self.path)
    }
}

impl Packing {
    fn of(path: &Path) -> Packing {
        match path.extension().map(|ending| ending.to_ascii_lowercase()) {
            Some(ending) if ending == "gz" => Packing::Gzip,
            Some(ending) if ending == "zst" => Packing::Zstd,
            _ => Packing::Plain,
        }
    }

    /// The frame as it is written, where that is not as it is.
    fn pack(self, frame: &[u8]) -> io::Result<Option<Vec<u8>>> {
        match self {
            Packing::Plain => Ok(None),
            Packing::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::new(GZIP_LEVEL));
                encoder.write_all(frame)?;
                encoder.finish().map(Some)
            }
            Packing::Zstd => zstd::encode_all(frame, ZSTD_LEVEL).map(Some),
        }
    }
}
