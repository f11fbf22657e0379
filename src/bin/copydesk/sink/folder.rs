//! Output to a folder, a file for each page. Which name a page gets is told in `names`; here files are written whole and
//! nowhere but below the folder.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where the file stands that is being written, and the journal. No input's name leads here: an ending follows each.
const PART: &str = ".copydesk.part";
const JOURNAL: &str = ".copydesk.journal";

/// The journal is written behind so many pages.
const PAGES: u32 = 64;

/// A folder that is being filled.
pub(crate) struct Folder {
    path: PathBuf,
    /// The same without links.
    real: PathBuf,
    ending: &'static str,
    /// The folder below it that was last seen to be in it.
    known: Option<PathBuf>,
    since_mark: u32,
}

pub(super) fn journal_of(folder: &Path) -> PathBuf {
    folder.join(JOURNAL)
}

impl Folder {
    pub(super) fn open(path: &Path, ending: &'static str) -> io::Result<Folder> {
        fs::create_dir_all(path)?;
        Ok(Folder { path: path.to_owned(), real: path.canonicalize()?, ending, known: None, since_mark: 0 })
    }

    /// Writes a page. Whether the journal is due comes back.
    pub(super) fn write(&mut self, place: &Path, output: &[u8]) -> io::Result<bool> {
        let mut name = self.path.join(place).into_os_string();
        name.push(".");
        name.push(self.ending);
        let path = PathBuf::from(name);
        if let Some(parent) = path.parent().filter(|parent| self.known.as_deref() != Some(*parent)) {
            self.make_inside(parent)?;
            self.known = Some(parent.to_owned());
        }
        let part = self.path.join(PART);
        File::create(&part)?.write_all(output)?;
        fs::rename(&part, &path)?;
        self.since_mark += 1;
        let is_due = self.since_mark == PAGES;
        if is_due {
            self.since_mark = 0;
        }
        Ok(is_due)
    }

    /// Makes a folder, and sees that no link leads out of the output's own.
    fn make_inside(&self, folder: &Path) -> io::Result<()> {
        let below = folder.strip_prefix(&self.path).unwrap_or(folder);
        let mut at = self.real.clone();
        for part in below.components() {
            at.push(part);
            let real = match at.canonicalize() {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    fs::create_dir(&at)?;
                    at.canonicalize()?
                }
                real => real?,
            };
            if !real.starts_with(&self.real) {
                let message = format!("{}: leads out of {}", folder.display(), self.path.display());
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
            }
            at = real;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> io::Result<()> {
        match fs::remove_file(self.path.join(PART)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let (inside, outside) = (folder.path().join("in"), folder.path().join("out"));
        fs::create_dir_all(&inside).and_then(|()| fs::create_dir_all(&outside)).expect("folders");
        std::os::unix::fs::symlink(&outside, inside.join("link")).expect("a link");
        let mut sink = Folder::open(&inside, "txt").expect("a folder");
        sink.write(Path::new("a/b/page"), b"text").expect("written");
        assert_eq!(fs::read(inside.join("a/b/page.txt")).expect("a file"), b"text");
        let error = sink.write(Path::new("link/page"), b"text").expect_err("leads out");
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read_dir(&outside).expect("a folder").count(), 0);
    }
}
