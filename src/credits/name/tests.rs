//! Names are tested by tables: a byline and its names a row.

use super::*;

const WORDS: &str = include_str!("../../../rules/credit-words.tsv");
const NAMES: &str = include_str!("../../../testdata/tables/names.tsv");
const SHAPES: &str = include_str!("../../../testdata/tables/name-shapes.tsv");
const AUTHORS: &str = include_str!("../../../testdata/tables/authors.tsv");

fn table() -> CreditWords {
    CreditWords::parse(WORDS).expect("the table of words reads")
}

/// `{a0}` in a row stands for the character of that number, so that invisible ones can be read.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let number = after
            .split_once('}')
            .and_then(|(digits, tail)| Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, tail)));
        let Some((letter, tail)) = number else { break };
        shown.push_str(before);
        shown.push(letter);
        rest = tail;
    }
    shown + rest
}

fn rows(table: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    table.lines().enumerate().filter(|(_, row)| !row.starts_with('#')).map(|(index, row)| {
        let (text, expected) = row.split_once('\t').expect("two columns");
        (index + 1, text, expected)
    })
}

fn check(table: &str, answer: impl Fn(&str) -> String) {
    let wrong: Vec<String> = rows(table)
        .filter_map(|(line, text, expected)| {
            let got = answer(&shown(text));
            (got != expected).then(|| format!("line {line}: {text}\n  expected {expected}\n  got      {got}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} rows differ:\n{}", wrong.len(), wrong.join("\n"));
}

fn joined(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(";") }
}

#[test]
fn bylines_give_their_names() {
    let words = table();
    check(NAMES, |byline| joined(&read_names(byline, &words).names));
}

#[test]
fn lines_look_like_names_or_not() {
    let words = table();
    check(SHAPES, |line| if looks_like_name(line, &words) { "yes" } else { "no" }.to_owned());
}

#[test]
fn stated_authors_are_cleaned() {
    let words = table();
    check(AUTHORS, |author| joined(&clean_author(author, &["Harbour Times"], &words)));
}

#[test]
fn by_words_are_noticed() {
    let words = table();
    for (byline, led) in [
        ("By Jane Doe", true),
        ("Jane Doe", false),
        ("VonMax Muster", true),
        ("Byron Smith", false),
        ("記者王小明", true),
        ("Kommentar von Max Muster", true),
    ] {
        assert_eq!(read_names(byline, &words).led, led, "{byline}");
    }
}

#[test]
fn the_table_of_words_is_sorted() {
    let rows: Vec<&str> = WORDS.lines().filter(|row| !row.starts_with('#')).collect();
    for pair in rows.windows(2) {
        assert!(pair[0] < pair[1], "{:?} stands before {:?}", pair[0], pair[1]);
    }
}

#[test]
fn the_roles_are_sorted() {
    assert!(words::ROLE_NAMES.is_sorted());
}

#[test]
fn faults_of_the_table_name_their_line() {
    for (text, line, message) in [
        ("by\ten", 1, "expected three columns"),
        ("# note\n\nbuy\ten\tby", 3, "unknown role"),
        ("by\ten\tBy", 1, "lower case"),
        ("by\ten\t", 1, "empty"),
        ("by\ten\ta b c d e f", 1, "more than"),
    ] {
        let (at, told) = CreditWords::parse(text).expect_err(text);
        assert_eq!(at, line, "{text:?}");
        assert!(told.contains(message), "{told:?}");
    }
}

#[test]
fn the_empty_table_reads_names() {
    let words = CreditWords::default();
    assert_eq!(read_names("Jane Doe", &words).names, ["Jane Doe"]);
}

const PARTS: [&str; 40] = [
    "By",
    "by",
    "Jane",
    "Doe",
    "and",
    ",",
    " ",
    "\u{a0}",
    "\u{200b}",
    "|",
    "(",
    ")",
    "【",
    "@",
    "https://",
    ".",
    "..",
    "-",
    "—",
    "3",
    "2021",
    "Dec",
    "Dec.",
    "記者",
    "王小明",
    "山田",
    "기자",
    "김민수",
    "بقلم",
    "ليلى",
    "\u{301}",
    "é",
    "İ",
    "ß",
    "ǅ",
    "𝒳",
    "👩‍👩‍👧",
    "'",
    "’",
    "Staff Writer",
];

/// Parts of real and impossible bylines, strung together by a fixed pseudo-random sequence.
#[test]
fn no_text_panics() {
    let words = table();
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below
    };
    for _ in 0..20_000 {
        let length = next(14);
        let text: String = (0..length).map(|_| PARTS[next(PARTS.len())]).collect();
        let shown = tidy(&text).unwrap_or_default();
        for name in read_names(&text, &words).names {
            assert!(shown.contains(&name), "{name:?} is not in {text:?}");
        }
        let _ = looks_like_name(&text, &words);
        let _ = clean_author(&text, &[&text], &words);
    }
}

#[test]
fn long_texts_name_nobody() {
    let words = table();
    for part in ["By Jane Doe, ", "(", "ByBy", "a.", "王", "3"] {
        assert_eq!(read_names(&part.repeat(100_000), &words), Names::default());
    }
}

#[test]
fn names_that_nobody_knows_are_taken_as_written() {
    let words = table();
    for (text, expected) in [
        ("sailor_57", Some("sailor_57")),
        ("The Harbour Desk", Some("The Harbour Desk")),
        ("jane doe", Some("jane doe")),
        ("Sign In", None),
        ("admin", None),
        ("Jun 18th 2018", None),
        ("jane@harbour.example", None),
        ("https://harbour.example/", None),
        ("harbour.org", None),
        ("12", None),
        ("", None),
        ("A sentence about somebody who wrote something somewhere", None),
    ] {
        assert_eq!(as_written(text, &words).as_deref(), expected, "{text}");
    }
}
