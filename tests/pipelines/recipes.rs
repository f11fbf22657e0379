//! The recipes of the README, run as they stand there. The lines of its blocks marked `sh recipe` are commands; what they
//! need that is not on the machine lets a recipe be passed over, unless `COPYDESK_RECIPES=all` says that all must run.

use std::path::Path;
use std::process::Command;

use crate::archive::{gzip, html, page};
use crate::program::{COPYDESK, Folder};

const README: &str = include_str!("../../README.md");

/// The blocks of commands.
fn recipes() -> Vec<&'static str> {
    let blocks = README.split("```sh recipe\n").skip(1);
    blocks.map(|block| block.split("\n```").next().unwrap_or_default()).collect()
}

/// An article that nobody takes for anything else, which begins with these words.
fn article(words: &str) -> Vec<u8> {
    let text = [
        format!("{words}, the harbour master said on Monday, and the first crossing of the day was full of people."),
        "They had waited for it since the storm, which broke the pier at the end of the winter and took a boat."
            .to_owned(),
        "The town paid for the work, and it will pay for the second pier as well, as soon as it has the money."
            .to_owned(),
    ];
    format!("<html><body><article><h1>Tides</h1><p>{}</p></article></body></html>", text.join("</p><p>")).into_bytes()
}

/// What the recipes work on.
fn files() -> Folder {
    let folder = Folder::new();
    folder.write("page.html", article("The ferry is back in service"));
    folder.write("pages/one.html", page("The ferry is back in service."));
    folder.write("pages/two three.html", page("The bridge is open."));
    let archive = [html(1, "The tide is high."), html(2, "The tide is low.")].map(|record| gzip(&record)).concat();
    folder.write("crawl-00.warc.gz", &archive);
    folder.write("crawl-01.warc.gz", &archive);
    folder.write("copydesk.key", "a secret");
    folder.write("sites.txt", "tides.example  drop  .poll\n");
    folder.write("old.html", article("The ferry is late"));
    folder
}

#[cfg(unix)]
#[test]
fn recipes_work_as_they_are_written() {
    let all = std::env::var_os("COPYDESK_RECIPES").is_some_and(|value| value == "all");
    let folder_of_program = Path::new(COPYDESK).parent().expect("a folder").display().to_string();
    let path = format!("{folder_of_program}:{}", std::env::var("PATH").unwrap_or_default());
    let recipes = recipes();
    assert!(recipes.len() >= 6, "{recipes:?}");
    for recipe in recipes {
        let tools = ["curl", "find", "git", "jq", "parallel", "zstd"].into_iter().filter(|tool| recipe.contains(tool));
        let is_there = |tool: &&str| Command::new(tool).arg("--version").output().is_ok();
        if !all && !tools.clone().all(|tool| is_there(&tool)) {
            continue;
        }
        let folder = files();
        // What a page on the network would be is a file here.
        let local = format!("file://{}", folder.path().join("page.html").display());
        let script = format!("set -euo pipefail\n{}", recipe.replace("https://example.org/story", &local));
        let mut command = Command::new("bash");
        command.args(["-c", &script]).current_dir(folder.path()).env("PATH", &path);
        command.env("HOME", folder.path()).env("GIT_CONFIG_NOSYSTEM", "1");
        let ran = command.output().expect("bash runs");
        let (stdout, stderr) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        assert!(ran.status.success(), "{recipe}\n{stdout}\n{stderr}");
        // The comment of the last line says what is seen.
        for line in recipe.lines() {
            if let Some((_, expected)) = line.split_once("#=> ") {
                assert!(stdout.contains(expected), "{recipe}\nwants {expected}\n{stdout}\n{stderr}");
            }
        }
    }
}
