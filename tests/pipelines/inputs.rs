//! Files, patterns, folders, lists, packed files, archives, JSON lines.

use serde_json::json;

use crate::archive::{brotli, chunked, gzip, html, page, record, response, wacz, zstd};
use crate::program::{Folder, field};

/// Records of every page, with every line kept.
const RECORDS: [&str; 4] = ["--cut", "0", "-f", "jsonl"];

fn args<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&RECORDS[..], more].concat()
}

#[track_caller]
fn texts(folder: &Folder, stdin: &[u8], more: &[&str], expected: &[&str]) {
    let ran = folder.run_with(stdin, &args(more)).code(0);
    assert_eq!(field(&ran.records(), "/text"), expected, "{more:?}");
}

#[test]
fn files_patterns_folders_and_lists() {
    let folder = Folder::new();
    folder.write("a/one.html", page("One."));
    folder.write("a/b/two.html", page("Two."));
    folder.write("a/b/[x].html", page("Brackets."));
    folder.write("a/c d\n.html", page("Break."));
    texts(&folder, b"", &["a/one.html", "a/b/two.html"], &["One.", "Two."]);
    texts(&folder, b"", &["a/*/t*.html"], &["Two."]);
    texts(&folder, b"", &["a/b/[x].html"], &["Brackets."]);
    texts(&folder, b"", &["-r", "a"], &["Brackets.", "Two.", "Break.", "One."]);
    texts(&folder, b"a/one.html\r\n\na/b/two.html", &["--files-from", "-"], &["One.", "Two."]);
    texts(&folder, b"a/c d\n.html\0a/one.html\0", &["-0", "--files-from", "-"], &["Break.", "One."]);
    texts(&folder, b"a/b\n", &["-r", "a/one.html", "--files-from", "-"], &["One.", "Brackets.", "Two."]);
    texts(&folder, b"", &["--files-from", &folder.write("list", "a/one.html").to_string_lossy()], &["One."]);
    let ran = folder.run(&args(&["nothing*.html", "a"])).code(1);
    assert_eq!(field(&ran.records(), "/error"), ["no file fits the pattern", "is a folder, not a file"]);
    folder.run(&args(&["--files-from", "missing"])).code(1);
}

#[test]
fn packed_files() {
    let folder = Folder::new();
    let (one, two) = (page("One."), page("Two."));
    for (name, bytes) in [
        ("page.html.gz", gzip(&one)),
        ("page.html.zst", zstd(&one)),
        ("page", [gzip(&one[..9]), gzip(&one[9..])].concat()),
        ("other", [zstd(&one[..9]), zstd(&one[9..])].concat()),
    ] {
        folder.write(name, bytes);
        texts(&folder, b"", &[name], &["One."]);
    }
    texts(&folder, &gzip(&one), &[], &["One."]);
    let archive = [html(1, "One."), html(2, "Two.")].map(|record| gzip(&record)).concat();
    texts(&folder, &archive, &[], &["One.", "Two."]);
    texts(&folder, &zstd(&[html(1, "One."), html(2, "Two.")].concat()), &[], &["One.", "Two."]);
    let lines = format!("{}\n", json!({ "html": String::from_utf8(two).expect("text") }));
    texts(&folder, &gzip(lines.as_bytes()), &[], &["Two."]);
}

#[test]
fn records_of_an_archive() {
    let folder = Folder::new();
    let resource =
        record("resource", 6, "Content-Type: text/html\r\nWARC-Target-URI: <file:///a.html>\r\n", &page("Resource."));
    let conversion = record("conversion", 7, "Content-Type: text/plain\r\n", b"Home\n\n<p>is a tag, and this is text.");
    let cut = record(
        "response",
        8,
        "WARC-Truncated: length\r\nContent-Type: application/http\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n<p>",
    );
    let records = [
        record("warcinfo", 1, "", b"software: none\r\n"),
        record("request", 2, "Content-Type: application/http\r\n", b"GET / HTTP/1.1\r\n\r\n"),
        html(3, "Response."),
        record("revisit", 4, "Content-Type: application/http\r\n", b"HTTP/1.1 200 OK\r\n\r\n"),
        response(5, "Content-Type: image/png\r\n", b"\x89PNG\r\n\x1a\n"),
        resource,
        conversion,
        cut,
        record("metadata", 9, "", b""),
    ];
    folder.write("crawl.warc", records.concat());
    let ran = folder.run(&args(&["--stats-json", "stats.json", "crawl.warc"])).code(0);
    let found = ran.records();
    assert_eq!(field(&found, "/text"), ["Response.", "Resource.", "Home\n\n<p>is a tag, and this is text."]);
    assert_eq!(field(&found, "/url"), [json!("https://tides.example/3"), json!("file:///a.html"), json!(null)]);
    assert_eq!(field(&found, "/source"), ["crawl.warc"; 3]);
    let before: usize = records[..2].iter().map(Vec::len).sum();
    let place = json!({ "number": 3, "offset": before, "id": "<urn:uuid:00000003>", "type": "response",
        "date": "2022-04-27T21:26:00Z", "status": 200 });
    assert_eq!(found[0]["record"], place);
    let stats: serde_json::Value = serde_json::from_slice(&folder.read("stats.json")).expect("JSON");
    let passed_over = json!({ "WARC-Truncated": 1, "metadata": 1, "request": 1, "revisit": 1,
        "types that are no pages": 1, "warcinfo": 1 });
    assert_eq!(stats["passed_over"], passed_over);
    // In a packed archive an offset is where the member begins that holds the record.
    let packed = records.iter().map(|record| gzip(record)).collect::<Vec<_>>();
    folder.write("crawl.warc.gz", packed.concat());
    let ran = folder.run(&args(&["crawl.warc.gz"])).code(0);
    let before: usize = packed[..2].iter().map(Vec::len).sum();
    assert_eq!(ran.records()[0]["record"]["offset"], before);
}

#[test]
fn encodings_inside_an_archive() {
    let folder = Folder::new();
    let body = page("The ferry is back.");
    let kind = "Content-Type: text/html\r\n";
    for (fields, body) in [
        ("Transfer-Encoding: chunked\r\n", chunked(&body)),
        ("Content-Encoding: gzip\r\n", gzip(&body)),
        ("Content-Encoding: br\r\n", brotli(&body)),
        ("Content-Encoding: zstd\r\n", zstd(&body)),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunked(&gzip(&body))),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", body.clone()),
    ] {
        texts(&folder, &response(1, &format!("{kind}{fields}"), &body), &[], &["The ferry is back."]);
    }
    let russian = b"<p>\xcf\xe0\xf0\xee\xec \xf1\xed\xee\xe2\xe0 \xf5\xee\xe4\xe8\xf2.";
    let record = response(1, "Content-Type: text/html; charset=windows-1251\r\n", russian);
    texts(&folder, &record, &[], &["Паром снова ходит."]);
    let ran = folder.run_with(&response(1, "Content-Encoding: rot13\r\n", &body), &args(&[])).code(1);
    assert_eq!(field(&ran.records(), "/error"), ["unknown content encoding: rot13"]);
}

#[test]
fn the_date_of_a_record_counts_for_its_page() {
    let folder = Folder::new();
    let page = "<article><h1>Ferry back in service</h1><p class=byline>By Jane Doe, 3 hours ago</p><p>The ferry between \
        the two islands is back in service, the harbour master said.</p></article>";
    let record = response(1, "Content-Type: text/html\r\n", page.as_bytes());
    let ran = folder.run_with(&record, &["-f", "jsonl", "--kind", "article"]).code(0);
    assert_eq!(field(&ran.records(), "/published"), ["2022-04-27T18:26:00"]);
}

#[test]
fn archives_that_end_too_early() {
    let folder = Folder::new();
    let records = [html(1, "One."), html(2, "Two."), html(3, "Three.")];
    let plain = records.concat();
    let packed = records.clone().map(|record| gzip(&record)).concat();
    let two = records[0].len() + records[1].len();
    let packed_two = gzip(&records[0]).len() + gzip(&records[1]).len();
    // In the body, in the header, in the first line of a header.
    for (bytes, name) in [
        (&plain[..plain.len() - 20], "body"),
        (&plain[..two + 60], "header"),
        (&plain[..two + 5], "first line"),
        (&packed[..packed.len() - 20], "member"),
        (&packed[..packed_two + 12], "member's start"),
    ] {
        let ran = folder.run_with(bytes, &args(&[])).code(1);
        let found = ran.records();
        assert_eq!(field(&found[..2], "/text"), ["One.", "Two."], "{name}");
        assert_eq!(found.len(), 3, "{name}");
        let error = found[2]["error"].as_str().expect("an error");
        assert!(error.starts_with("truncated archive: ") && error.ends_with("; 2 whole records before it"), "{error}");
        assert!(ran.stderr().starts_with("copydesk: -, record 3: truncated archive: "), "{}", ran.stderr());
    }
    // A whole one, with and without the line breaks at the end.
    for bytes in [&plain[..], &plain[..plain.len() - 4]] {
        texts(&folder, bytes, &[], &["One.", "Two.", "Three."]);
    }
    let odd = [&records[0][..], b"<p>no record</p>\r\n"].concat();
    let ran = folder.run_with(&odd, &args(&[])).code(1);
    assert!(ran.stderr().contains("record 2: damaged archive: not the beginning of a record"), "{}", ran.stderr());
}

#[test]
fn archives_packed_together() {
    let folder = Folder::new();
    let archives = [html(1, "One."), html(2, "Two.")].map(|record| gzip(&record)).concat();
    let files = [
        ("datapackage.json", b"{}".to_vec()),
        ("archive/b.warc", html(3, "Three.")),
        ("archive/a.warc.gz", archives.clone()),
        ("pages/pages.jsonl", b"{}".to_vec()),
    ];
    let whole = wacz(&files);
    folder.write("crawl.wacz", &whole);
    texts(&folder, b"", &["crawl.wacz"], &["One.", "Two.", "Three."]);
    let records = folder.run(&args(&["crawl.wacz"])).code(0).records();
    let name = "crawl.wacz/archive/a.warc.gz";
    assert_eq!(field(&records, "/source"), [name, name, "crawl.wacz/archive/b.warc"]);
    let place = whole.windows(archives.len()).position(|part| part == archives).expect("it lies there as it is");
    assert_eq!(records[0]["record"]["offset"], json!(place));
    folder.write("empty.wacz", wacz(&files[..1]));
    folder.write("cut.wacz", &whole[..whole.len() / 2]);
    let ran = folder.run(&args(&["empty.wacz", "cut.wacz"])).code(1);
    let errors = field(&ran.records(), "/error");
    assert_eq!(errors[0], "a WACZ that holds no archive");
    assert!(errors[1].as_str().expect("text").starts_with("damaged zip file"), "{errors:?}");
}

#[test]
fn json_lines() {
    let folder = Folder::new();
    let lines = concat!(
        r#"{"id": 12345678901234567890, "html": "<p>One.</p>", "url": "https://a.example/", "score": 1.50}"#,
        "\n\n",
        r#"{"id": 2, "text": "mine"}"#,
        "\n{\"html\": \"<p>",
        "\n",
        r#"{"html": "<p>\u00dcber.</p>"}"#,
    );
    let ran = folder.run_with(lines.as_bytes(), &args(&[])).code(1);
    let found = ran.records();
    assert_eq!(field(&found, "/text"), ["One.", "", "", "Über."]);
    assert_eq!(field(&found, "/record/number"), [1, 3, 4, 5]);
    let errors = [json!(null), json!("no such field: html"), json!("JSON that ends too early: column 13"), json!(null)];
    assert_eq!(field(&found, "/error"), errors);
    assert_eq!(found[0]["url"], "https://a.example/");
    assert!(ran.stdout().lines().next().expect("a line").ends_with(r#","id":12345678901234567890,"score":1.50}"#));
    let lines = r#"{"body": "<p>One.</p>", "address": "https://a.example/", "url": 7, "text": "mine"}"#;
    let fields = args(&["--field", "body", "--url-field", "address", "--input", "jsonl"]);
    let found = folder.run_with(lines.as_bytes(), &fields).code(0).records();
    assert_eq!(
        (&found[0]["url"], &found[0]["input"]),
        (&json!("https://a.example/"), &json!({ "text": "mine", "url": 7 }))
    );
}

#[test]
fn what_an_input_is_can_be_said() {
    let folder = Folder::new();
    let text = "{\"html\": \"<p>One.</p>\"}";
    texts(&folder, text.as_bytes(), &["--input", "text"], &[text]);
    texts(&folder, b"WARC/1.0 is a format.", &["--input", "html"], &["WARC/1.0 is a format."]);
    folder.run_with(b"no archive", &args(&["--input", "warc"])).code(1);
}
