//! Where the output goes: standard output, one file, or a file for each page. Each appears whole or not at all: it is
//! written under another name first. What is in a journal, and when it is written, is told in `journal`.

mod file;
mod folder;
pub(crate) mod journal;
pub(crate) mod names;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::args::Show;
use crate::desk::Done;
use file::WholeFile;
use folder::Folder;
use journal::Journal;

/// Names of what the process has open already. They may lead to a plain file, whose place nothing may take.
const OPEN: [&str; 4] = ["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc/self/fd"];

/// Where the output goes.
pub(crate) enum Sink {
    /// Standard output, record by record.
    Stream(Parted),
    /// One file.
    File(Parted, WholeFile),
    /// A file for each page.
    Folder(Folder),
}

/// What keeps pages apart that stand one behind the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parted {
    by_blank_lines: bool,
    is_begun: bool,
}

impl Parted {
    /// A page's output with what parts it from the one before.
    fn next<'o>(&mut self, output: &'o [u8]) -> [&'o [u8]; 2] {
        let blank: &[u8] = if self.by_blank_lines && self.is_begun && !output.is_empty() { b"\n" } else { b"" };
        self.is_begun |= !output.is_empty();
        [blank, output]
    }
}

impl Sink {
    /// Where the journal of a run with this output stands, if it has one.
    pub(crate) fn journal_of(show: &Show) -> Option<PathBuf> {
        let output = show.output.as_ref().filter(|output| !takes_bytes(output))?;
        Some(if is_folder(output) { folder::journal_of(output) } else { file::journal_of(output) })
    }

    /// Whether the output is there already, and whole.
    pub(crate) fn is_whole(show: &Show) -> bool {
        let is_file = |output: &PathBuf| output.is_file() && !takes_bytes(output) && !file::part_of(output).exists();
        show.output.as_ref().is_some_and(is_file)
    }

    /// Opens it; goes on where a broken run stopped, where its journal is given.
    pub(crate) fn open(show: &Show, broken: Option<&Journal>) -> io::Result<Sink> {
        let by_blank_lines = show.format.stands_apart();
        let parted = Parted { by_blank_lines, is_begun: broken.is_some_and(|journal| journal.is_begun) };
        match &show.output {
            None => Ok(Sink::Stream(parted)),
            Some(output) if is_folder(output) => Ok(Sink::Folder(Folder::open(output, show.format.ending())?)),
            Some(output) => Ok(Sink::File(parted, WholeFile::open(output, broken.map(|journal| journal.bytes))?)),
        }
    }

    /// Writes what came of a page. What must be known to go on behind it comes back where it may be written down.
    pub(crate) fn write(&mut self, done: &Done) -> io::Result<Option<Mark>> {
        let Some(output) = &done.output else { return Ok(None) };
        match self {
            Sink::Stream(parted) => {
                let mut out = io::stdout().lock();
                for part in parted.next(output) {
                    out.write_all(part)?;
                }
                // Handed on at once, so that a reader need not wait for the next page.
                out.flush()?;
                Ok(None)
            }
            Sink::File(parted, file) => {
                for part in parted.next(output) {
                    file.add(part);
                }
                let bytes = file.write_frame_if_full()?;
                Ok(bytes.map(|bytes| Mark { bytes, is_begun: parted.is_begun }))
            }
            Sink::Folder(folder) => {
                let is_due = folder.write(&done.place, output)?;
                Ok(is_due.then_some(Mark { bytes: 0, is_begun: true }))
            }
        }
    }

    /// Makes the output whole.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Sink::Stream(_) => Ok(()),
            Sink::File(_, file) => file.finish(),
            Sink::Folder(folder) => folder.finish(),
        }
    }
}

/// Up to where the output is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub(crate) bytes: u64,
    pub(crate) is_begun: bool,
}

fn is_folder(output: &Path) -> bool {
    let last = output.as_os_str().as_encoded_bytes().last();
    output.is_dir() || last.is_some_and(|&last| std::path::is_separator(char::from(last)))
}

/// Whether a path names no plain file but what takes bytes as they come: a device, a pipe, what the process has open.
fn takes_bytes(path: &Path) -> bool {
    let is_open = OPEN.iter().any(|open| path.starts_with(open));
    is_open || fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Writes a small file so that it is whole at any moment.
pub(crate) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    if takes_bytes(path) {
        return OpenOptions::new().append(true).open(path)?.write_all(content);
    }
    let new = new_of(path);
    File::create(&new)?.write_all(content)?;
    fs::rename(new, path)
}

/// Where what will replace a file stands until it is whole.
fn new_of(path: &Path) -> PathBuf {
    with_ending(path, ".new")
}

/// The path with something behind its name.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
