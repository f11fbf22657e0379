//! Which inputs there are: files, patterns, folders, lists of names. Names come as they are asked for, so that a list
//! on standard input may be as long as it likes.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use copydesk::golden;
use walkdir::WalkDir;

use super::Failure;
use crate::args::{Args, Read};
use crate::run::Stop;

/// The inputs in order; what could not even be listed comes with the reason.
pub(crate) type Inputs = Box<dyn Iterator<Item = Result<PathBuf, (PathBuf, Failure)>> + Send>;

/// A list of names is text, and no name is longer than this.
const LONGEST_NAME: usize = 64 * 1024;

/// All inputs: standard input where nothing is named.
pub(super) fn inputs(args: &Args) -> Inputs {
    let recursive = args.read.recursive;
    let named: Inputs = Box::new(args.files.clone().into_iter().flat_map(move |path| spread(path, recursive)));
    match &args.read.files_from {
        Some(list) => Box::new(named.chain(listed(list, &args.read).flat_map(move |name| match name {
            Ok(path) if recursive && path.is_dir() => folder(path),
            name => Box::new(std::iter::once(name)),
        }))),
        None if args.files.is_empty() => Box::new(std::iter::once(Ok(PathBuf::from("-")))),
        None => named,
    }
}

/// How many bytes the inputs have, where that can be known beforehand.
pub(crate) fn total_bytes(args: &Args) -> Option<u64> {
    if args.read.files_from.is_some() {
        return None;
    }
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |file| if file.is_file() { file.len() } else { 0 });
    let known = |path: PathBuf| (path.as_os_str() != "-").then(|| size(&path));
    inputs(args).map(|input| input.map_or(Some(0), known)).sum()
}

/// The pages that the words of a subcommand stand for: files, and folders with all their pages. A folder without one is a
/// mistake, since of nothing all is well.
pub(crate) fn pages_of(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let mut all = Vec::new();
    for input in inputs {
        let found = if input.is_dir() { golden::pages(input) } else { Ok(vec![input.clone()]) };
        let found = found.map_err(|error| Stop::Usage(format!("{}: {error}", input.display())))?;
        if found.is_empty() {
            return Err(Stop::Usage(format!("{}: holds no pages", input.display())));
        }
        all.extend(found);
    }
    Ok(all)
}

/// What a word on the command line stands for.
fn spread(path: PathBuf, recursive: bool) -> Inputs {
    if recursive && path.is_dir() {
        return folder(path);
    }
    let is_pattern = path.to_str().is_some_and(|text| text.contains(['*', '?', '[']));
    if is_pattern && !path.exists() { pattern(path) } else { Box::new(std::iter::once(Ok(path))) }
}

fn pattern(path: PathBuf) -> Inputs {
    let text = path.to_string_lossy().into_owned();
    let fail = |message: String| -> Inputs { Box::new(std::iter::once(Err((path.clone(), Failure::new(message))))) };
    let paths = match glob::glob(&text) {
        Ok(paths) => paths,
        Err(error) => return fail(format!("no such file, and no pattern: {error}")),
    };
    let mut paths = paths.peekable();
    if paths.peek().is_none() {
        return fail("no file fits the pattern".to_owned());
    }
    Box::new(
        paths.map(|found| {
            found.map_err(|error| (error.path().to_owned(), Failure::of_file(error.error(), error.path())))
        }),
    )
}

/// All files of a folder and of those below it, sorted by name. Links are not followed: they may lead in circles.
fn folder(path: PathBuf) -> Inputs {
    let entries = WalkDir::new(path).sort_by_file_name().into_iter();
    Box::new(entries.filter_map(|entry| match entry {
        Ok(entry) => entry.path().is_file().then(|| Ok(entry.into_path())),
        Err(error) => {
            let path = error.path().unwrap_or(Path::new("")).to_owned();
            Some(Err((path, Failure::new(error.to_string()))))
        }
    }))
}

/// The names in a list.
fn listed(list: &Path, read: &Read) -> Inputs {
    let opened: io::Result<Box<dyn BufRead + Send>> = if list.as_os_str() == "-" {
        Ok(Box::new(BufReader::new(io::stdin())))
    } else {
        File::open(list).map(|file| Box::new(BufReader::new(file)) as Box<dyn BufRead + Send>)
    };
    let list = list.to_owned();
    let mut names = match opened {
        Ok(names) => names,
        Err(error) => return Box::new(std::iter::once(Err((list.clone(), Failure::of_file(&error, &list))))),
    };
    let end = if read.null { 0 } else { b'\n' };
    Box::new(std::iter::from_fn(move || {
        loop {
            let mut name = Vec::new();
            let bounded = &mut io::Read::take(&mut names, LONGEST_NAME as u64);
            match bounded.read_until(end, &mut name) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => return Some(Err((list.clone(), Failure::of_file(&error, &list)))),
            }
            while name.last().is_some_and(|&byte| byte == end || (end == b'\n' && byte == b'\r')) {
                name.pop();
            }
            if !name.is_empty() {
                return Some(Ok(path_of(name)));
            }
        }
    }))
}

#[cfg(unix)]
fn path_of(name: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(std::ffi::OsString::from_vec(name))
}

#[cfg(not(unix))]
fn path_of(name: Vec<u8>) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&name).into_owned())
}
