//! Names of output files, made from the inputs' names: never two alike, never outside the folder whatever an input is
//! called, and close enough to the input's name that it can be told from it.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

/// A part of a name is cut at so many bytes: file systems allow 255, and an ending is still to come.
const LONGEST_PART: usize = 180;

/// A name with more parts keeps the last ones: file systems allow some 4,000 bytes.
const MOST_PARTS: usize = 16;

/// Characters that mean something to a file system, or to the names made here.
const SPECIAL: &str = "%~\\:*?\"<>|";

/// The names that were given.
#[derive(Debug)]
pub(crate) struct Names {
    ending: &'static str,
    /// Hashes of the names, in lower case, since some file systems do not tell cases apart.
    given: HashSet<u64>,
}

impl Names {
    pub(crate) fn new(ending: &'static str) -> Names {
        Names { ending, given: HashSet::new() }
    }

    /// The name for an input that is one page, without the ending.
    pub(crate) fn file(&mut self, input: &Path) -> PathBuf {
        self.unused(self.safe(input))
    }

    /// The name of the folder for the pages of an input. The mark at its end stands in no other name.
    pub(crate) fn folder(&mut self, input: &Path) -> PathBuf {
        let mut name = self.safe(input).into_os_string();
        name.push("~records");
        self.unused(PathBuf::from(name))
    }

    /// A path below the output's folder.
    fn safe(&self, input: &Path) -> PathBuf {
        if input.as_os_str() == "-" {
            return PathBuf::from("stdin");
        }
        let parts = input.components().filter_map(|part| match part {
            Component::Normal(part) => Some(escape(part.as_encoded_bytes())),
            Component::ParentDir => Some("%2E%2E".to_owned()),
            Component::Prefix(part) => Some(escape(part.as_os_str().as_encoded_bytes())),
            Component::RootDir | Component::CurDir => None,
        });
        let parts: Vec<String> = parts.collect();
        let Some((file, folders)) = parts.split_last() else { return PathBuf::from("page") };
        let mut path = PathBuf::new();
        if parts.len() > MOST_PARTS {
            path.push(format!("~{:016x}", hash(input.as_os_str().as_encoded_bytes())));
        }
        let kept = folders.len().saturating_sub(MOST_PARTS - 1);
        path.extend(folders[kept..].iter().map(|part| self.folder_part(part.clone())));
        path.push(file);
        path
    }

    /// The name of a folder never ends as files do, so that no folder stands where a file should.
    fn folder_part(&self, part: String) -> String {
        let dot = part.len().saturating_sub(self.ending.len() + 1);
        let end = part.get(dot..).and_then(|end| end.strip_prefix('.'));
        match end.filter(|end| end.eq_ignore_ascii_case(self.ending)) {
            Some(end) => format!("{}%2E{end}", &part[..dot]),
            None => part,
        }
    }

    /// The name with a number behind it where it was given before.
    fn unused(&mut self, name: PathBuf) -> PathBuf {
        let mut unused = name.clone();
        for number in 2_u64.. {
            if self.given.insert(hash(unused.to_string_lossy().to_lowercase().as_bytes())) {
                break;
            }
            let mut numbered = name.clone().into_os_string();
            numbered.push(format!("~{number}"));
            unused = PathBuf::from(numbered);
        }
        unused
    }
}

/// A part of a name in which nothing has a meaning; different parts stay different.
fn escape(part: &[u8]) -> String {
    let mut name = String::new();
    for chunk in part.utf8_chunks() {
        for c in chunk.valid().chars() {
            if c.is_control() || SPECIAL.contains(c) {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes).bytes().for_each(|byte| name.push_str(&format!("%{byte:02X}")));
            } else {
                name.push(c);
            }
        }
        chunk.invalid().iter().for_each(|byte| name.push_str(&format!("%{byte:02X}")));
    }
    if name.len() > LONGEST_PART {
        let end = (0..=LONGEST_PART).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
        name.truncate(end);
        name.push_str(&format!("~{:016x}", hash(part)));
    }
    name
}

fn hash(bytes: &[u8]) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = *blake3::hash(bytes).as_bytes();
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_below_the_folder() {
        for (input, name) in [
            ("page.html", "page.html"),
            ("./a//b/page.html", "a/b/page.html"),
            ("/etc/passwd", "etc/passwd"),
            ("../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd"),
            ("a/..", "a/%2E%2E"),
            ("a%2F..%2Fb", "a%252F..%252Fb"),
            ("c:\\x?.html", "c%3A%5Cx%3F.html"),
            ("a\nb~2", "a%0Ab%7E2"),
            (".", "page"),
            ("/", "page"),
            ("-", "stdin"),
            ("a.txt/b", "a%2Etxt/b"),
            ("a.TXT/b", "a%2ETXT/b"),
        ] {
            let made = Names::new("txt").file(Path::new(input));
            assert_eq!(made, Path::new(name), "{input}");
            assert!(made.components().all(|part| matches!(part, Component::Normal(_))), "{input}");
        }
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut names = Names::new("txt");
        let given = ["a", "A", "/a", "a~2", "a"].map(|input| names.file(Path::new(input)).display().to_string());
        assert_eq!(given, ["a", "A~2", "a~3", "a%7E2", "a~4"]);
        let folders = ["a", "a", "x.txt"].map(|input| names.folder(Path::new(input)).display().to_string());
        assert_eq!(folders, ["a~records", "a~records~2", "x.txt~records"]);
    }

    #[test]
    fn long_names_are_cut() {
        let mut names = Names::new("txt");
        let [one, other] = ["1", "2"].map(|end| names.file(Path::new(&format!("{}{end}", "ä".repeat(4000)))));
        assert!(one != other && one.as_os_str().len() < 255);
        let deep = names.file(Path::new(&"d/".repeat(5000)));
        assert!(deep.components().count() <= MOST_PARTS + 1);
    }
}
