//! Works out the fingerprint of the built-in rules, by which `Rules::name` tells their content.

#[path = "src/rules/fingerprint.rs"]
mod fingerprint;

use std::fs;
use std::path::PathBuf;

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src/rules/fingerprint.rs");
    let folder = fs::read_dir("rules").expect("the rules lie beside the package's manifest");
    let mut paths: Vec<PathBuf> = folder.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    };
    let files: Vec<(String, String)> = paths.iter().map(read).collect();
    let fingerprint = fingerprint::fingerprint(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    println!("cargo::rustc-env=COPYDESK_BUILT_IN_RULES={fingerprint}");
}
