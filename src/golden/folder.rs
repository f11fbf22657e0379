//! Which files of a folder are pages, where the expected file of each stands, and how a page is read. Packed pages are
//! unpacked; nothing else is known of their content here.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

/// What the names of pages end with, sorted; each also with `.gz` behind it.
const PAGES: &[&str] = &["htm", "html", "text", "txt", "xhtml"];

/// What the name of an expected file has behind that of its page.
const EXPECTED: &str = "expected";

/// No page is read beyond so many bytes: real ones have under ten million.
const MOST_BYTES: u64 = 64 << 20;

/// The file beside a page that says what is expected of it: its name and `.expected`.
pub fn expected_file(page: &Path) -> PathBuf {
    let mut name = page.as_os_str().to_owned();
    name.push(".");
    name.push(EXPECTED);
    PathBuf::from(name)
}

/// The pages in a folder and in those below it, sorted: files named `.html`, `.htm`, `.xhtml`, `.txt` or `.text`, packed
/// (`.gz`) or not, and those whose expected file is all that there is. Links to folders are not followed: they may lead in
/// circles.
///
/// # Errors
///
/// Where the folder, or one below it, cannot be read.
pub fn pages(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut pages = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if is_page(&path) {
                pages.push(path);
            } else if path.extension().is_some_and(|end| end == EXPECTED) {
                pages.push(path.with_extension(""));
            }
        }
    }
    pages.sort_unstable();
    pages.dedup();
    Ok(pages)
}

fn is_page(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.').is_some_and(|(_, end)| PAGES.binary_search(&end).is_ok())
}

/// The bytes of a page, unpacked where it begins like gzip.
///
/// # Errors
///
/// Where it cannot be read or unpacked, or is larger than 64 megabytes.
pub fn read_page(path: &Path) -> io::Result<Vec<u8>> {
    const GZIP: &[u8] = &[0x1f, 0x8b];
    let bytes = limited(fs::File::open(path)?)?;
    if bytes.starts_with(GZIP) { limited(MultiGzDecoder::new(&*bytes)) } else { Ok(bytes) }
}

fn limited(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(io::Error::other(format!("larger than {} megabytes", MOST_BYTES >> 20)));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_pages() {
        assert!(PAGES.is_sorted());
        for (name, expected) in [
            ("a.html", true),
            ("a.HTM", true),
            ("a.html.gz", true),
            ("a.b.txt.gz", true),
            ("a.html.expected", false),
            ("html", false),
            ("a.gz", false),
            ("README.md", false),
        ] {
            assert_eq!(is_page(Path::new(name)), expected, "{name}");
        }
    }
}
