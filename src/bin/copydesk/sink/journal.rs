//! What a run writes down beside its output, so that another can go on where it was broken off: how many inputs were
//! taken, how much output is whole, and what was counted. It is replaced as a whole, behind each frame of a file and every
//! few pages of a folder, after the output that it speaks of; so it never promises what is not there. What was written
//! behind it is cut off and made again, to the same bytes.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{new_of, replace};
use crate::stats::Stats;

/// How far a run came.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Journal {
    /// Which run it is: a hash of the inputs' names and of every option that the output hangs on.
    pub(crate) run: String,
    /// How many inputs (files, records) are done with.
    pub(crate) taken: u64,
    /// The last of them: its source, and its number there.
    pub(crate) last: (String, Option<u64>),
    /// How many bytes of the output are whole.
    pub(crate) bytes: u64,
    /// Whether any output was written.
    pub(crate) is_begun: bool,
    pub(crate) stats: Stats,
}

impl Journal {
    /// The journal of a broken run; none where there is none, or none that can be read.
    pub(crate) fn read(path: &Path) -> Option<Journal> {
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    /// Removes a journal, and what a kill may have left of the next.
    pub(crate) fn remove(path: &Path) -> io::Result<()> {
        for path in [path, &new_of(path)] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    pub(crate) fn write(&self, path: &Path) -> io::Result<()> {
        replace(path, &serde_json::to_vec(self)?)
    }
}
