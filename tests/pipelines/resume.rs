//! Runs that are broken off, and runs that go on.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use crate::archive::{html, page};
use crate::program::Folder;

/// So many pages make several frames and several journals of a folder.
const PAGES: u32 = 300;

/// A page whose record is some two kilobytes that hardly repeat: the sentence with the number in many forms.
fn words(number: u32) -> String {
    let piece =
        |at: u32| format!("Boat {} left at {} for pier {:x}.", number * 31 + at, at * number, number * at * 7919);
    (0..60).map(piece).collect::<Vec<_>>().join(" ")
}

fn archive() -> Vec<u8> {
    (0..PAGES).flat_map(|number| html(number, &words(number))).collect()
}

/// Starts a run that reads standard input, gives it some of it, and waits until a journal stands.
fn begin(folder: &Folder, args: &[&str], some: &[u8], journal: &Path) -> Child {
    let mut command = folder.command(args);
    command.stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(some).and_then(|()| stdin.flush()).expect("taken");
    while !journal.exists() {
        assert!(child.try_wait().expect("a child").is_none(), "ended before its input did");
        thread::sleep(Duration::from_millis(5));
    }
    // The pipe stays open as long as the child does: it waits for the rest.
    child.stdin = Some(stdin);
    child
}

#[test]
fn a_killed_run_goes_on_to_the_same_bytes() {
    let archive = archive();
    for (output, journal) in [
        ("out.jsonl", "out.jsonl.part.journal"),
        ("out.jsonl.gz", "out.jsonl.gz.part.journal"),
        ("out.jsonl.zst", "out.jsonl.zst.part.journal"),
    ] {
        let args = ["-f", "jsonl", "--lines", "-j", "2", "--stats-json", "stats.json", "-o", output];
        let folder = Folder::new();
        folder.run_with(&archive, &args).code(0);
        let (whole, counted) = (folder.read(output), folder.read("stats.json"));
        fs::remove_file(folder.path().join(output)).expect("there");
        let journal = folder.path().join(journal);
        let mut child = begin(&folder, &args, &archive[..archive.len() * 9 / 10], &journal);
        child.kill().and_then(|()| child.wait()).expect("killed");
        assert!(!folder.path().join(output).exists(), "{output} stands before it is whole");
        // What stands behind the journal may be anything: the kill came while it was written.
        let part = folder.path().join(format!("{output}.part"));
        fs::OpenOptions::new().append(true).open(part).and_then(|mut part| part.write_all(b"half")).expect("a part");
        // Or while the journal was replaced.
        folder.write(&format!("{output}.part.journal.new"), "{");
        let resumed = [&args[..], &["--resume"]].concat();
        folder.run_with(&archive, &resumed).code(0);
        assert_eq!(folder.read(output), whole, "{output}");
        assert_eq!(folder.read("stats.json"), counted, "{output}");
        assert_eq!(folder.files(), [output, "stats.json"]);
        // And once more: there is nothing to do.
        let said = folder.run_with(b"", &resumed).code(0).stderr();
        assert!(said.contains("nothing to go on with"), "{said}");
    }
}

#[test]
fn a_killed_run_over_a_folder_goes_on() {
    let folder = Folder::new();
    let list: String = (0..200).map(|number| format!("in/{number}.html\n")).collect();
    for number in 0..200 {
        folder.write(&format!("in/{number}.html"), page(&words(number)));
    }
    let args = ["--files-from", "-", "-o", "out/"];
    folder.run_with(list.as_bytes(), &args).code(0);
    let whole: Vec<(String, Vec<u8>)> =
        folder.files().into_iter().map(|name| (name.clone(), folder.read(&name))).collect();
    fs::remove_dir_all(folder.path().join("out")).expect("there");
    let mut child =
        begin(&folder, &args, &list.as_bytes()[..list.len() / 2], &folder.path().join("out/.copydesk.journal"));
    child.kill().and_then(|()| child.wait()).expect("killed");
    folder.write("out/.copydesk.part", "half");
    folder.run_with(list.as_bytes(), &[&args[..], &["--resume"]].concat()).code(0);
    let resumed: Vec<(String, Vec<u8>)> =
        folder.files().into_iter().map(|name| (name.clone(), folder.read(&name))).collect();
    assert!(resumed == whole, "the folders differ");
}

#[test]
fn other_inputs_and_options_are_noticed() {
    let archive = archive();
    let folder = Folder::new();
    let args = ["-f", "jsonl", "-j", "1", "-o", "out.jsonl"];
    let journal = folder.path().join("out.jsonl.part.journal");
    let mut child = begin(&folder, &args, &archive[..archive.len() / 2], &journal);
    child.kill().and_then(|()| child.wait()).expect("killed");
    for (more, stdin, message) in [
        (&["--resume", "--lines"][..], &archive[..], "other inputs or options"),
        (&["--resume", "other.warc"], &archive, "other inputs or options"),
        (&["--resume"], &archive[..2000], "not those of the run"),
    ] {
        let said = folder.run_with(stdin, &[&args[..], more].concat()).code(2).stderr();
        assert!(said.contains(message), "{said}");
    }
    // Without the option a run begins anew.
    folder.run_with(&html(1, "One."), &args).code(0);
    assert_eq!(folder.files(), ["out.jsonl"]);
    assert_eq!(folder.read("out.jsonl").iter().filter(|&&byte| byte == b'\n').count(), 1);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_between_records() {
    let archive = archive();
    let folder = Folder::new();
    let args = ["-f", "jsonl", "-o", "out.jsonl"];
    let journal = folder.path().join("out.jsonl.part.journal");
    for signal in ["INT", "TERM"] {
        let mut child = begin(&folder, &args, &archive[..archive.len() / 2], &journal);
        // Were the pipe closed, the run might end by itself before the signal reaches it.
        let open = child.stdin.take();
        let killed = std::process::Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
        assert!(killed.expect("kill runs").success());
        let ended = child.wait_with_output().expect("the program ends");
        drop(open);
        assert_eq!(ended.status.code(), Some(130), "{signal}");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(said.contains("interrupted after ") && said.contains("--resume"), "{said}");
        assert_eq!(folder.files(), ["out.jsonl.part", "out.jsonl.part.journal"]);
        if signal == "INT" {
            fs::remove_file(&journal).expect("there");
        }
    }
    folder.run_with(&archive, &[&args[..], &["--resume"]].concat()).code(0);
    let whole = folder.run_with(&archive, &args[..2]).code(0).stdout();
    assert_eq!(String::from_utf8(folder.read("out.jsonl")).expect("text"), whole);
}
