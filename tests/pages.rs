//! The goldens: every page in `testdata/pages` against the file beside it. `BLESS=1 cargo test` rewrites them.
//!
//! A golden has a head with the credits (of a thread also who posted what, and when), an empty line, and `label<TAB>line` for every line of the page. Where the
//! program is known to be wrong, the truth stands behind an exclamation mark: `related !body<TAB>line`, or a second
//! line `headline!: …` in the head. Blessing writes what the program says now and keeps the truth; so a page is read once
//! by a person, and every change shows what it mended and what it broke.

use std::fs;
use std::path::{Path, PathBuf};

use copydesk::{Document, Kind, Post};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/pages");
    let mut pages: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("testdata/pages is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "html" || kind == "txt"))
        .collect();
    pages.sort();
    let trials = pages.into_iter().map(|page| {
        let name = page.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Trial::test(name, move || check(&page))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}

fn check(page: &Path) -> Result<(), Failed> {
    let bytes = fs::read(page)?;
    let beside = page.with_extension(format!("{}.expected", page.extension().unwrap_or_default().to_string_lossy()));
    let before = Golden::parse(&fs::read_to_string(&beside).unwrap_or_default());
    let document = copydesk::clean(&bytes);
    let now = before.with(&document).to_string();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&beside, now)?;
        return Ok(());
    }
    let expected = before.to_string();
    if now == expected {
        return Ok(());
    }
    let changed = diff(&expected, &now);
    Err(format!("differs from {} (BLESS=1 rewrites it):\n{changed}", beside.display()).into())
}

/// One entry: what the program said, and the truth where that is something else.
struct Entry {
    key: String,
    is: String,
    should: Option<String>,
}

struct Golden {
    shows: String,
    head: Vec<Entry>,
    lines: Vec<Entry>,
}

impl Golden {
    fn parse(text: &str) -> Golden {
        let mut golden = Golden { shows: String::new(), head: Vec::new(), lines: Vec::new() };
        let mut in_head = true;
        for line in text.lines() {
            if in_head && line.is_empty() {
                in_head = false;
            } else if in_head {
                golden.parse_head(line);
            } else if let Some((label, text)) = line.split_once('\t') {
                let (is, should) = label.split_once(" !").map_or((label, None), |(is, should)| (is, Some(should)));
                golden.lines.push(Entry { key: text.to_owned(), is: is.to_owned(), should: should.map(str::to_owned) });
            }
        }
        golden
    }

    fn parse_head(&mut self, line: &str) {
        let Some((key, value)) = line.split_once(": ") else { return };
        if key == "shows" {
            self.shows = value.to_owned();
        } else if let Some(key) = key.strip_suffix('!') {
            if let Some(entry) = self.head.iter_mut().find(|entry| entry.key == key) {
                entry.should = Some(value.to_owned());
            }
        } else {
            self.head.push(Entry { key: key.to_owned(), is: value.to_owned(), should: None });
        }
    }

    /// What the program says now beside the truth of before.
    fn with(&self, document: &Document) -> Golden {
        let truth_of = |key: &str| {
            self.head.iter().find(|entry| entry.key == key).map(|entry| entry.should.as_ref().unwrap_or(&entry.is))
        };
        let entry = |(key, is): (String, String)| {
            let should = truth_of(&key).filter(|truth| **truth != is).cloned();
            Entry { key, is, should }
        };
        // The truth of a line is that of the same line in the golden, counted where it stands more than once.
        let mut truths: Vec<(&str, &str)> =
            self.lines.iter().map(|line| (line.key.as_str(), line.should.as_deref().unwrap_or(&line.is))).collect();
        let lines = document.lines.iter().map(|line| {
            let text = line.text.replace('\t', " ");
            let is = line.label.name().to_owned();
            let at = truths.iter().position(|(known, _)| squeezed(known) == squeezed(&text));
            let truth = at.map(|at| truths.remove(at).1);
            Entry { key: text, should: truth.filter(|truth| *truth != is).map(str::to_owned), is }
        });
        Golden {
            shows: self.shows.clone(),
            lines: lines.collect(),
            head: credits(document).into_iter().map(entry).collect(),
        }
    }
}

/// White space tells lines apart in no golden.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The credits of a golden's head.
fn credits(document: &Document) -> Vec<(String, String)> {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let byline = if document.byline.is_empty() { "-".to_owned() } else { document.byline.join("; ") };
    let posts = if document.kind == Kind::Thread { document.posts.len() } else { 0 };
    let mut credits = vec![
        ("kind".to_owned(), document.kind.to_string()),
        ("language".to_owned(), text(&document.language)),
        ("headline".to_owned(), text(&document.headline)),
        ("deck".to_owned(), text(&document.deck)),
        ("byline".to_owned(), byline),
        ("published".to_owned(), text(&document.published)),
        (
            "dateline".to_owned(),
            document.dateline.as_ref().map_or_else(|| "-".to_owned(), |dateline| dateline.text.clone()),
        ),
        ("posts".to_owned(), posts.to_string()),
        ("notes".to_owned(), {
            let notes: Vec<&str> = document.notes.iter().map(|note| note.name()).collect();
            if notes.is_empty() { "-".to_owned() } else { notes.join(", ") }
        }),
    ];
    if !document.comments.is_empty() {
        let comments: Vec<String> = document.comments.iter().map(poster).collect();
        credits.push(("comments".to_owned(), comments.join("; ")));
    }
    let posts = document.posts.iter().enumerate();
    credits.extend(posts.map(|(at, post)| (format!("post-{}", at + 1), poster(post))));
    credits
}

/// Who posted, and on which day.
fn poster(post: &Post) -> String {
    let day = post.published.as_deref().map_or("-", |published| published.get(..10).unwrap_or(published));
    format!("{} | {day}", post.author.as_deref().unwrap_or("-"))
}

impl std::fmt::Display for Golden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "shows: {}", self.shows)?;
        for entry in &self.head {
            writeln!(f, "{}: {}", entry.key, entry.is)?;
            if let Some(should) = &entry.should {
                writeln!(f, "{}!: {should}", entry.key)?;
            }
        }
        writeln!(f)?;
        for entry in &self.lines {
            match &entry.should {
                Some(should) => writeln!(f, "{} !{should}\t{}", entry.is, entry.key)?,
                None => writeln!(f, "{}\t{}", entry.is, entry.key)?,
            }
        }
        Ok(())
    }
}

/// The lines that only one of two texts has, in order.
fn diff(before: &str, now: &str) -> String {
    let known: std::collections::HashSet<&str> = before.lines().collect();
    let found: std::collections::HashSet<&str> = now.lines().collect();
    let gone = before.lines().filter(|line| !found.contains(line)).map(|line| format!("- {line}"));
    let new = now.lines().filter(|line| !known.contains(line)).map(|line| format!("+ {line}"));
    gone.chain(new).take(40).collect::<Vec<_>>().join("\n")
}
