//! The round trip: documents in markdown (`testdata/roundtrip`), each set into pages in the manner of real sites, cleaned,
//! and compared block by block with what they were. Labels are not what is measured: the figures are over what was
//! kept, and how much that is stands beside them.
//!
//! `ROUNDTRIP_SHOW=1` prints the figures of each template, with `ROUNDTRIP_ONLY=wiki/soup` also each block of that
//! page (or of all whose names hold it) that is not right. `ROUNDTRIP_WRITE=DIR` writes the pages and
//! `ROUNDTRIP_ANSWERS=DIR` compares other programs' answers: `tools/bench/roundtrip.py` does both.

// The figures are for a person who asks for them.
#![allow(clippy::print_stdout)]

mod compare;
mod formula;
mod model;
mod page;
mod style;
mod templates;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use compare::{Counts, compare};
use copydesk::render::{self, Layout};
use copydesk::{Cleaner, Options};
use templates::{TEMPLATES, Template};

/// A document and its name.
struct Source {
    name: String,
    blocks: Vec<model::Block>,
}

fn documents() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/roundtrip");
    let entries = fs::read_dir(&folder).expect("testdata/roundtrip is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "md"));
    paths.sort();
    let source = |path: &PathBuf| Source {
        name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        blocks: model::read(&fs::read_to_string(path).expect("a document")),
    };
    paths.iter().map(source).collect()
}

/// The page of a document in a template.
fn page(source: &Source, template: &Template) -> String {
    let language = source.name.split('-').next().filter(|language| language.len() == 2).unwrap_or("en");
    let direction = if matches!(language, "ar" | "fa" | "he" | "ur") { "rtl" } else { "ltr" };
    let title = page::escaped(&model::title(&source.blocks));
    let frame = template.frame.replace("LANG", language).replace("\"DIR\"", &format!("\"{direction}\""));
    frame.replace("TITLE", &title).replace("CONTENT", &page::content(&source.blocks, template.style))
}

/// What is compared, by template, and in all.
fn figures(answer: impl Fn(&Source, &Template) -> Option<String>) -> BTreeMap<&'static str, Counts> {
    let only = std::env::var("ROUNDTRIP_ONLY").ok();
    let filter = std::env::var("ROUNDTRIP_FILTER").ok().or_else(|| only.clone());
    let mut figures: BTreeMap<&'static str, Counts> = BTreeMap::new();
    for source in documents() {
        let document = model::leaves(&source.blocks);
        for template in TEMPLATES {
            let name = format!("{}/{}", template.name, source.name);
            if filter.as_ref().is_some_and(|filter| !name.contains(filter.as_str())) {
                continue;
            }
            let Some(answer) = answer(&source, template) else { continue };
            let mut told = Vec::new();
            let counts = compare(&document, &model::leaves(&model::read(&answer)), &mut told);
            if only.is_some() {
                println!("{name}: kept {} of {}\n{}", counts.kept, counts.blocks, told.join("\n"));
            }
            *figures.entry(template.name).or_default() += counts;
            *figures.entry("all").or_default() += counts;
        }
    }
    figures
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn print(figures: &BTreeMap<&'static str, Counts>) {
    println!("template    kept  right   code  cells  formulas  order  glued+cut of 10,000  twice");
    for (name, counts) in figures {
        println!(
            "{name:10} {:.3}  {:.3}  {:.3}  {:.3}     {:.3}  {:.3}  {:19.2}  {:5}",
            share(counts.kept, counts.blocks),
            share(counts.right, counts.kept),
            share(counts.codes_right, counts.codes),
            share(counts.cells_right, counts.cells),
            share(counts.formulas_right, counts.formulas),
            share(counts.in_order, counts.paired),
            1e4 * (counts.glued + counts.cut) as f64 / counts.words.max(1) as f64,
            counts.twice,
        );
    }
}

#[test]
fn what_is_kept_stays_what_it_was() {
    let cleaner = Cleaner::new(Options::default());
    let figures = figures(|source, template| {
        let document = cleaner.clean_html(&page(source, template));
        // Heads of posts would shift the levels of the headings.
        Some(render::markdown(&document, &Layout::default().post_heads(false)))
    });
    if std::env::var_os("ROUNDTRIP_SHOW").is_some() {
        print(&figures);
    }
    let all = figures.get("all").copied().unwrap_or_default();
    if std::env::var_os("ROUNDTRIP_ONLY").is_none() && std::env::var_os("ROUNDTRIP_FILTER").is_none() {
        check_floors(&all);
    }
}

/// What is never to be less again; of words, how many of 10,000 are glued or cut at most. How much is kept is a matter
/// of labels, and has no floor here.
const RIGHT: f64 = 0.95;
const CODE: f64 = 0.98;
const CELLS: f64 = 0.95;
const ORDER: f64 = 0.99;
const WRONG_WORDS: f64 = 1.0;

#[track_caller]
fn check_floors(all: &Counts) {
    for (name, part, whole, floor) in [
        ("right", all.right, all.kept, RIGHT),
        ("code", all.codes_right, all.codes, CODE),
        ("cells", all.cells_right, all.cells, CELLS),
        ("order", all.in_order, all.paired, ORDER),
    ] {
        assert!(whole > 0 && share(part, whole) >= floor, "{name}: {part} of {whole}");
    }
    let wrong = 1e4 * (all.glued + all.cut) as f64 / all.words.max(1) as f64;
    assert!(wrong <= WRONG_WORDS, "{wrong} words of 10,000 are glued or cut");
}

#[test]
fn there_are_documents_and_templates_enough() {
    assert!(documents().len() >= 150 && TEMPLATES.len() >= 8);
    assert!(TEMPLATES.is_sorted_by_key(|template| template.name));
}

#[test]
fn pages_are_written_where_wanted() {
    let Some(folder) = std::env::var_os("ROUNDTRIP_WRITE") else { return };
    for template in TEMPLATES {
        let folder = Path::new(&folder).join(template.name);
        fs::create_dir_all(&folder).expect("a folder");
        for source in documents() {
            fs::write(folder.join(format!("{}.html", source.name)), page(&source, template)).expect("written");
        }
    }
}

#[test]
fn answers_are_compared_where_given() {
    let Some(folder) = std::env::var_os("ROUNDTRIP_ANSWERS") else { return };
    print(&figures(|source, template| {
        let path = Path::new(&folder).join(template.name).join(format!("{}.md", source.name));
        Some(fs::read_to_string(path).unwrap_or_default())
    }));
}
