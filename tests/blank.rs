//! Pages with nothing to keep: shells, walls, errors, empty searches. And short pages that look like them and do have
//! something. Every row of `testdata/tables/blank.tsv` says what comes out of a page in `testdata/blank`: the note that
//! says why its text is empty, or `text` and a phrase that must stand in it.
//!
//! A row that is known to fail holds `!` and what comes out today. It fails when that changes, for better or worse;
//! `BLESS=1 cargo test --test blank` writes the column anew. The reason has a test of its own, in which nothing is kept
//! of any page: it has to come out right whether or not the labels already leave the text empty.

use std::fs;
use std::path::{Path, PathBuf};

use copydesk::golden::{Change, Expected};
use copydesk::{Cleaner, Document, Options};
use libtest_mimic::{Arguments, Failed, Trial};

/// Reasons why a text is empty.
const REASONS: &[&str] = &["consent", "error-page", "js-shell", "login", "no-text", "paywall", "search-page"];

/// A cut above which no line stands.
const NOTHING_KEPT: f32 = 0.999;

/// What comes out of a page whose text lacks the phrase that it must hold.
const LOST: &str = "other-text";

fn main() {
    let table = at("tables/blank.tsv");
    let text = fs::read_to_string(&table).expect("testdata/tables/blank.tsv is there");
    if std::env::var_os("BLESS").is_some() {
        let blessed: Vec<String> = text.lines().map(|line| Row::parse(line).map_or(line.to_owned(), bless)).collect();
        fs::write(&table, blessed.join("\n") + "\n").expect("the table can be written");
        return;
    }
    let rows: Vec<Row> = text.lines().filter_map(Row::parse).collect();
    let mut trials = vec![Trial::test("the table is sorted and whole", {
        let names: Vec<String> = rows.iter().map(|row| row.file.clone()).collect();
        move || check_names(&names)
    })];
    let cleaner = Cleaner::new(Options::default().cut(NOTHING_KEPT));
    for row in rows {
        if row.expected != "text" {
            let (cleaner, row) = (cleaner.clone(), row.clone());
            trials.push(Trial::test(format!("{}: the reason", row.file), move || check_reason(&cleaner, &row)));
        }
        trials.push(Trial::test(row.file.clone(), move || check(&row)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn check(row: &Row) -> Result<(), Failed> {
    let now = row.outcome()?;
    match row.fails_with.as_deref() {
        _ if now == row.expected && row.fails_with.is_none() => Ok(()),
        Some(_) if now == row.expected => Err("passes now: take the mark off its row (BLESS=1 does)".into()),
        Some(known) if known == now => Ok(()),
        known => {
            Err(format!("{} should come out, {now} does (known: {})", row.expected, known.unwrap_or("none")).into())
        }
    }
}

fn check_reason(cleaner: &Cleaner, row: &Row) -> Result<(), Failed> {
    let now = row.outcome_of(&cleaner.clean(&row.page()?));
    if now == row.expected { Ok(()) } else { Err(format!("{} should come out, {now} does", row.expected).into()) }
}

/// Every page has a row, every row a page, in order.
fn check_names(rows: &[String]) -> Result<(), Failed> {
    let mut pages: Vec<String> = fs::read_dir(at("blank"))?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_, std::io::Error>>()?;
    pages.sort_unstable();
    if pages == rows { Ok(()) } else { Err("the rows are not the sorted names of the files in testdata/blank".into()) }
}

fn bless(row: Row) -> String {
    let now = row.outcome().expect("the page can be read");
    let known = if now == row.expected { "-".to_owned() } else { format!("!{now}") };
    [row.file, row.expected, row.phrase, known].join("\t")
}

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(path)
}

#[derive(Clone)]
struct Row {
    file: String,
    expected: String,
    phrase: String,
    fails_with: Option<String>,
}

impl Row {
    /// A row of the table; none for a comment.
    fn parse(line: &str) -> Option<Row> {
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [file, expected, phrase, known] = columns[..] else { panic!("not four columns: {line}") };
        assert!(expected == "text" || REASONS.contains(&expected), "no outcome: {line}");
        assert_eq!(expected == "text", phrase != "-", "a text has a phrase, a note has none: {line}");
        Some(Row {
            file: file.to_owned(),
            expected: expected.to_owned(),
            phrase: phrase.to_owned(),
            fails_with: known.strip_prefix('!').map(str::to_owned),
        })
    }

    fn page(&self) -> Result<Vec<u8>, std::io::Error> {
        fs::read(at("blank").join(&self.file))
    }

    /// What comes out of the page today.
    fn outcome(&self) -> Result<String, std::io::Error> {
        Ok(self.outcome_of(&copydesk::clean(&self.page()?)))
    }

    /// What the row expects, in the form in which `copydesk check` is told.
    fn wish(&self) -> Expected {
        let wish = match self.expected.as_str() {
            "text" => format!("empty: -\n+ {}\n", self.phrase),
            reason => format!("empty: {reason}\n"),
        };
        Expected::parse(&wish).expect("both forms are known")
    }

    fn outcome_of(&self, document: &Document) -> String {
        match self.wish().changes(document).first() {
            None => self.expected.clone(),
            Some(Change::Field { found, .. }) if found != "-" => found.clone(),
            Some(Change::Field { .. }) => "text".to_owned(),
            Some(_) => LOST.to_owned(),
        }
    }
}
