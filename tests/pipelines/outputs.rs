//! Forms of output, files, folders, counts, exit codes.

use std::fs;

use serde_json::{Value, json};

use crate::archive::{gunzip, html, page};
use crate::program::{Folder, field, records};

#[test]
fn the_order_of_the_inputs_stays() {
    let folder = Folder::new();
    let mut archive = Vec::new();
    for number in 0..300 {
        // Pages of very different sizes, some that cannot be read.
        let words = format!("Number {number}. {}", "The ferry is late. ".repeat((number * 7 % 40) as usize));
        archive.extend(if number % 11 == 0 {
            crate::archive::response(number, "Content-Encoding: rot13\r\n", b"x")
        } else {
            html(number, &words)
        });
    }
    folder.write("crawl.warc", &archive);
    let run = |jobs: &str| folder.run(&["-f", "jsonl", "--cut", "0", "-j", jobs, "-q", "crawl.warc"]).code(1).stdout();
    let one = run("1");
    let numbers: Vec<u64> =
        field(&records(one.as_bytes()), "/record/number").iter().filter_map(Value::as_u64).collect();
    assert_eq!(numbers, (1..=300).collect::<Vec<_>>());
    assert_eq!(run("2"), one);
    assert_eq!(run("7"), one);
}

#[test]
fn one_file_plain_or_packed() {
    let folder = Folder::new();
    let archive: Vec<u8> = (0..50).flat_map(|number| html(number, &"The ferry is late again. ".repeat(200))).collect();
    folder.write("crawl.warc", archive);
    let printed = folder.run(&["-f", "jsonl", "crawl.warc"]).code(0).stdout();
    for (name, unpack) in [
        ("out.jsonl", (|bytes| bytes) as fn(Vec<u8>) -> Vec<u8>),
        ("out.jsonl.gz", |bytes| gunzip(&bytes)),
        ("out.jsonl.zst", |bytes| zstd::decode_all(&bytes[..]).expect("zstd")),
    ] {
        assert_eq!(folder.run(&["-f", "jsonl", "-o", name, "crawl.warc"]).code(0).stdout(), "");
        assert_eq!(String::from_utf8(unpack(folder.read(name))).expect("text"), printed, "{name}");
    }
    let none = folder.write("empty.warc", "");
    folder.run(&["--input", "warc", "-o", "none.gz", &none.to_string_lossy()]).code(0);
    assert_eq!(gunzip(&folder.read("none.gz")), b"");
    assert!(folder.files().iter().all(|name| !name.contains(".part")), "{:?}", folder.files());
}

/// What is no plain file keeps its place: a device, a pipe, what the shell has open already.
#[cfg(unix)]
#[test]
fn devices_and_pipes_are_written_where_they_stand() {
    use std::os::unix::fs::FileTypeExt;

    let folder = Folder::new();
    folder.write("page.html", page("The ferry is late again."));
    folder.run(&["-o", "/dev/null", "--stats-json", "/dev/null", "page.html"]).code(0);
    folder.run(&["-o", "/dev/null", "--resume", "page.html"]).code(0);
    let null = fs::metadata("/dev/null").expect("a device");
    assert!(null.file_type().is_char_device());

    let printed = folder.run(&["-f", "json", "page.html"]).code(0).stdout();
    assert!(!printed.is_empty());
    for name in ["/dev/stdout", "-"] {
        assert_eq!(folder.run(&["-f", "json", "-o", name, "page.html"]).code(0).stdout(), printed, "{name}");
    }
    assert_eq!(folder.files(), ["page.html"]);
}

#[test]
fn a_file_for_each_page() {
    let folder = Folder::new();
    folder.write("in/a.html", page("One."));
    folder.write("in/b/a.html", page("Two."));
    folder.write("in/crawl.warc", [html(1, "Three."), html(2, "Four.")].concat());
    folder.run(&["--cut", "0", "-r", "-o", "out/", "in", "./in/a.html", "missing.html"]).code(1);
    let files = folder.files().into_iter().filter(|name| name.starts_with("out/")).collect::<Vec<_>>();
    let expected = [
        "out/in/a.html.txt",
        "out/in/a.html~2.txt",
        "out/in/b/a.html.txt",
        "out/in/crawl.warc~records/00000001.txt",
        "out/in/crawl.warc~records/00000002.txt",
        "out/missing.html.txt",
    ];
    assert_eq!(files, expected);
    assert_eq!(folder.read("out/in/crawl.warc~records/00000002.txt"), b"Four.\n");
    assert_eq!(folder.read("out/missing.html.txt"), b"");
}

#[cfg(unix)]
#[test]
fn no_input_is_called_so_that_it_leads_out_of_the_folder() {
    let folder = Folder::new();
    folder.write("secret.txt", "mine");
    folder.write("work/x/page.html", page("One."));
    let outside = folder.path().join("work/x/page.html");
    let names = [
        "x/page.html",
        "../work/x/page.html",
        "./x/../x/page.html",
        outside.to_str().expect("text"),
        "../secret",
        "..",
        "/",
        "//etc/../etc/passwd/../../x",
        "C:\\x",
        "a\u{1b}[2J\nb",
        ".copydesk.part",
        ".copydesk.journal",
    ];
    let work = Folder::new();
    let list = names.join("\0");
    work.write("list", list);
    let inside = folder.path().join("work");
    let list = work.path().join("list");
    let mut command = folder.command(&["-o", "out/", "-q", "-0", "--files-from", list.to_str().expect("text")]);
    let status = command.current_dir(&inside).status().expect("the program runs");
    assert_eq!(status.code(), Some(1));
    let files = folder.files();
    let made = files.iter().filter(|name| name.starts_with("work/out/")).count();
    assert_eq!((made, files.len()), (names.len(), names.len() + 2), "{files:?}");
    assert_eq!(folder.read("secret.txt"), b"mine");
}

#[test]
fn forms() {
    let folder = Folder::new();
    folder.write("page.html", "<h1>Tides</h1><ul><li>Bring a coat, &lt;b&gt;.</li></ul>");
    folder.write("page.txt", "Home\n\nThe ferry is bäck.\n");
    let html = folder.run(&["--cut", "0", "--kind", "service", "-f", "html", "page.html"]).code(0).stdout();
    assert!(html.starts_with("<article") && html.ends_with("</article>\n"), "{html}");
    assert!(html.contains("<li>Bring a coat, &lt;b&gt;.</li>"), "{html}");
    let spans = folder.run(&["-f", "spans", "page.txt", "page.html", "missing"]).code(1).records();
    let mut seen = Vec::new();
    for ranges in spans[0]["attributes"].as_object().expect("attributes").values() {
        for range in ranges.as_array().expect("ranges") {
            let at = |place: usize| range[place].as_u64().expect("a place") as usize;
            seen.push(&"Home\n\nThe ferry is bäck.\n"[at(0)..at(1)]);
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, ["Home", "The ferry is bäck."]);
    assert_eq!(spans[1]["text"], "Tides\nBring a coat, <b>.\n");
    assert_eq!((&spans[2]["id"], &spans[2]["error"]), (&json!("missing"), &json!("no such file")));
}

#[test]
fn counts_at_the_end() {
    let folder = Folder::new();
    folder.write("a.html", page("The ferry is back."));
    folder.write("b.html", "");
    let ran =
        folder.run(&["--stats", "--stats-json", "s.json", "-q", "--kind", "service", "a.html", "b.html", "c.html"]);
    let ran = ran.code(1);
    for row in ["3  inputs", "2  kind: service", "1  without text: no-text", "1  error: no such file"] {
        assert!(ran.stderr().contains(row), "{row} in\n{}", ran.stderr());
    }
    let stats: Value = serde_json::from_slice(&folder.read("s.json")).expect("JSON");
    assert_eq!((&stats["inputs"], &stats["pages"], &stats["failed"]), (&json!(3), &json!(2), &json!(1)));
    assert_eq!(stats["empty"], json!({ "no-text": 1 }));
}

#[test]
fn more_and_fewer_words() {
    let folder = Folder::new();
    folder.write("a.html", page("The ferry is back."));
    let said = |more: &[&str]| folder.run(&[&["a.html", "missing"], more].concat()).code(1).stderr();
    assert_eq!(said(&[]), "copydesk: missing: no such file\n");
    assert_eq!(said(&["-q"]), "");
    let said = said(&["-v", "--kind", "service"]);
    assert!(said.starts_with("copydesk: a.html: service, "), "{said}");
}

#[test]
fn exit_codes() {
    let folder = Folder::new();
    let page = folder.write("page.html", page("The ferry is back."));
    let page = page.to_string_lossy();
    for (args, code) in [
        (&[&*page][..], 0),
        (&[&*page, "missing"], 1),
        (&["--no-such-option"], 2),
        (&["--resume", &*page], 2),
        (&["--authors", "hash", &*page], 2),
        (&["--drop-css", "p[", &*page], 2),
        (&["-o", "missing/out.txt", &*page], 3),
        (&["--stats-json", "missing/stats.json", &*page], 3),
    ] {
        folder.run(args).code(code);
    }
    if cfg!(target_os = "linux") {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
        let status = folder.command(&[&page]).stdout(full).status().expect("the program runs");
        assert_eq!(status.code(), Some(3));
    }
}
