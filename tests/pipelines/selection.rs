//! What is kept of pages, and which pages.

use serde_json::{Value, json};

use crate::archive::page;
use crate::program::{Folder, field};

/// A page whose lines have sure labels by selectors: everything is content but what is dropped.
const POLL: &str = "<link rel=canonical href='https://www.tides.example/a'><p>The ferry is back.</p>\
    <div class=poll><p>How do you like it?</p></div>";

#[track_caller]
fn texts(folder: &Folder, args: &[&str], expected: &[&str]) {
    let ran = folder.run(&[&["-f", "jsonl", "--cut", "0"], args].concat()).code(0);
    assert_eq!(field(&ran.records(), "/text"), expected, "{args:?}");
}

#[test]
fn selectors() {
    let folder = Folder::new();
    folder.write("page.html", POLL);
    folder.write("sites", "# polls\ntides.example   drop  .poll > p\nother.example drop p\n");
    folder.write("bad", "\ntides.example drop\n");
    let both = "The ferry is back.\n\nHow do you like it?";
    texts(&folder, &["page.html"], &[both]);
    texts(&folder, &["--drop-css", ".poll", "page.html"], &["The ferry is back."]);
    texts(&folder, &["--drop-css", ".poll", "--keep-css", "div", "page.html"], &["The ferry is back."]);
    texts(&folder, &["--sites", "sites", "page.html"], &["The ferry is back."]);
    texts(&folder, &["--sites", "sites", "--url", "https://other.example/", "page.html"], &[""]);
    let kept = folder.run(&["--cut", "1", "--keep-css", ".poll", "page.html"]).code(0);
    assert_eq!(kept.stdout(), "How do you like it?\n");
    let told = folder.run(&["--explain", "--cut", "0", "--drop-css", ".poll", "page.html"]).code(0).stdout();
    assert!(told.contains("-2000.00  drop-css "), "{told}");
    let said = folder.run(&["--sites", "bad", "page.html"]).code(2).stderr();
    assert_eq!(said, "copydesk: bad:2: wants a host, `keep` or `drop`, and a selector\n");
}

#[test]
fn labels() {
    let folder = Folder::new();
    folder.write("page.html", "<h2>Tides today</h2><p>The ferry is back, the harbour master said on Monday.</p>");
    let lines = folder.run(&["--cut", "0", "--lines", "page.html"]).code(0).stdout();
    let labels: Vec<&str> = lines.lines().filter_map(|line| line.split('\t').next()).collect();
    let (first, last) = ("Tides today", "The ferry is back, the harbour master said on Monday.");
    let both = format!("{first}\n\n{last}");
    assert!(labels[0] != labels[1], "the test needs two labels: {lines}");
    texts(&folder, &["--keep", labels[0], "page.html"], &[first]);
    texts(&folder, &["--keep", &labels.join(","), "page.html"], &[&both]);
    texts(&folder, &["--drop", labels[0], "page.html"], &[last]);
    texts(&folder, &["--keep", labels[0], "--with", labels[1], "page.html"], &[&both]);
    texts(&folder, &["--keep", "legal", "page.html"], &[""]);
    folder.run(&["--keep", "prose", "page.html"]).code(2);
}

#[test]
fn pages() {
    let folder = Folder::new();
    let english = "The harbour master said on Monday that the ferry between the two islands is back in service, and that \
        the first crossing of the day was full of people who had waited for it since the storm.";
    folder.write("a.html", page(english));
    folder.write("b.html", page("Kurz."));
    let sources = |args: &[&str]| {
        let ran = folder.run(&[&["-f", "jsonl", "--cut", "0", "a.html", "b.html", "c.html"], args].concat()).code(1);
        field(&ran.records(), "/source").iter().map(|name| name.as_str().unwrap_or("?").to_owned()).collect::<String>()
    };
    // What cannot be read always has its record.
    for (args, expected) in [
        (&[][..], "a.htmlb.htmlc.html"),
        (&["--min-words", "5"], "a.htmlc.html"),
        (&["--lang", "de,en"], "a.htmlc.html"),
        (&["--lang", "de"], "c.html"),
        (&["--kind", "service", "--only-kind", "article,thread"], "c.html"),
        (&["--kind", "service", "--only-kind", "service"], "a.htmlb.htmlc.html"),
        (&["--min-confidence", "0"], "a.htmlb.htmlc.html"),
        (&["--min-confidence", "1"], "c.html"),
    ] {
        assert_eq!(sources(args), expected, "{args:?}");
    }
    folder.run(&["--min-words", "5", "--stats-json", "s", "-v", "a.html", "b.html", "--cut", "0"]).code(0);
    let stats: Value = serde_json::from_slice(&folder.read("s")).expect("JSON");
    assert_eq!((&stats["left_out"], &stats["pages"]), (&json!({ "min-words": 1 }), &json!(2)));
}

#[test]
fn names_of_people() {
    let folder = Folder::new();
    let thread = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/pages/thread-xenforo.html");
    folder.write("key", "a secret\n");
    let run = |args: &[&str]| {
        let ran = folder.run(&[&["-f", "jsonl", "--lines", "--kind", "thread", thread], args].concat()).code(0);
        (ran.records().remove(0), ran.stdout())
    };
    let (kept, _) = run(&[]);
    let names: Vec<String> = field(kept["posts"].as_array().expect("posts"), "/author")
        .iter()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    assert!(!names.is_empty(), "the test needs authors");
    for how in [&["--authors", "drop"][..], &["--authors", "hash", "--authors-key", "key"]] {
        let (record, printed) = run(how);
        let meta = record["lines"].as_array().expect("lines").iter().filter(|line| line["label"] == "post-meta");
        assert!(meta.clone().count() > 0 && meta.clone().all(|line| line["text"] == ""), "{how:?}");
        for name in &names {
            let quoted = serde_json::to_string(name).expect("JSON");
            assert!(!printed.contains(&format!("\"author\":{quoted}")), "{name} {how:?}");
        }
        let count = |record: &Value| record["posts"].as_array().map(Vec::len);
        assert_eq!(count(&record), count(&kept));
    }
    let (hashed, _) = run(&["--authors", "hash", "--authors-key", "key"]);
    let again = run(&["--authors", "hash", "--authors-key", "key"]).0;
    assert_eq!(hashed, again);
    let shown = hashed["posts"][0]["author"].as_str().map(str::len);
    assert!(kept["posts"][0]["author"].is_null() || shown == Some(16), "{hashed}");
}
