//! The round trip: documents in markdown (`testdata/roundtrip`), each set into pages in the manner of real sites, cleaned,
//! and compared block by block with what they were. Labels are not what is measured: the figures are over what was
//! kept, and how much that is stands beside them.
//!
//! `ROUNDTRIP_SHOW=1` prints the figures of each template, with `ROUNDTRIP_ONLY=wiki/soup` also each block of that
//! page (or of all whose names hold it) that is not right, with `ROUNDTRIP_LOST=1` also each that was not kept.
//! `ROUNDTRIP_WRITE=DIR` writes the pages and
//! `ROUNDTRIP_ANSWERS=DIR` compares other programs' answers, `ROUNDTRIP_FIGURES=FILE` writes the figures of all to a
//! file: `tools/bench/roundtrip.py` does all three.

// The figures are for a person who asks for them.
#![allow(clippy::print_stdout)]

mod compare;
mod flatten;
mod formula;
mod model;
mod page;
mod style;
mod templates;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use compare::{Counts, KINDS, compare};
use copydesk::render::{self, Layout};
use copydesk::{Cleaner, Options};
use flatten::Manner;
use model::Leaf;
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
    let frame = template.frame.replace("{LANG}", language).replace("{DIR}", direction);
    frame.replace("{TITLE}", &title).replace("{CONTENT}", &page::content(&source.blocks, template.style))
}

/// What is compared, by template or manner, and in all.
#[derive(Default)]
struct Figures(BTreeMap<&'static str, Counts>);

impl Figures {
    /// Compares the leaves of a document with those of an answer, where the page is one of those that are wanted.
    fn add(&mut self, page: (&'static str, &str), document: &[Leaf], answer: impl FnOnce() -> Vec<Leaf>) {
        let only = std::env::var("ROUNDTRIP_ONLY").ok();
        let filter = std::env::var("ROUNDTRIP_FILTER").ok().or_else(|| only.clone());
        let name = format!("{}/{}", page.0, page.1);
        if filter.is_some_and(|filter| !name.contains(filter.as_str())) {
            return;
        }
        let mut told = Vec::new();
        let counts = compare(document, &answer(), &mut told);
        if only.is_some() {
            println!("{name}: kept {} of {}\n{}", counts.kept, counts.blocks, told.join("\n"));
        }
        *self.0.entry(page.0).or_default() += counts;
        *self.0.entry("all").or_default() += counts;
    }

    /// What is in all; none where only some pages were wanted.
    fn all(&self) -> Option<Counts> {
        let is_part = |name| std::env::var_os(name).is_some();
        self.0.get("all").copied().filter(|_| !is_part("ROUNDTRIP_ONLY") && !is_part("ROUNDTRIP_FILTER"))
    }
}

/// The figures of all documents in all templates.
fn figures(answer: impl Fn(&Source, &Template) -> String) -> Figures {
    let mut figures = Figures::default();
    for source in documents() {
        let document = model::leaves(&source.blocks);
        for template in TEMPLATES {
            let leaves = || model::leaves(&model::read(&answer(&source, template)));
            figures.add((template.name, &source.name), &document, leaves);
        }
    }
    figures
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// What is told of a template: each figure with its name.
fn told(counts: &Counts) -> [(&'static str, String); 8] {
    let of = |part, whole| format!("{:.3}", share(part, whole));
    [
        ("kept", of(counts.kept, counts.blocks)),
        ("right", of(counts.right, counts.kept)),
        ("code", of(counts.codes_right, counts.codes)),
        ("cells", of(counts.cells_right, counts.cells)),
        ("formulas", of(counts.formulas_right, counts.formulas)),
        ("order", of(counts.in_order, counts.paired)),
        ("wrong of 10,000", format!("{:.2}", 1e4 * (counts.glued + counts.cut) as f64 / counts.words.max(1) as f64)),
        ("twice", counts.twice.to_string()),
    ]
}

fn print(Figures(figures): &Figures) {
    for (place, (name, counts)) in figures.iter().enumerate() {
        let told = told(counts);
        if place == 0 {
            let names: Vec<String> = told.iter().map(|(name, _)| format!("{name:>8}")).collect();
            println!("\ntemplate  {}", names.join("  "));
        }
        let width = |name: &str| name.len().max(8);
        let shown: Vec<String> = told.iter().map(|(name, figure)| format!("{figure:>0$}", width(name))).collect();
        println!("{name:10}{}", shown.join("  "));
    }
    if let (Some(path), Some(all)) = (std::env::var_os("ROUNDTRIP_FIGURES"), figures.get("all")) {
        let lines = told(all).map(|(name, figure)| format!("{name}\t{figure}\n"));
        fs::write(path, lines.concat()).expect("figures are written");
    }
    let Some(all) = figures.get("all") else { return };
    println!("kind       blocks   kept  right");
    for (name, [blocks, kept, right]) in KINDS.iter().zip(all.kinds).chain([(&"in quotes", all.quoted)]) {
        let name = if name.is_empty() { "other" } else { name };
        println!("{name:10} {blocks:6}  {:.3}  {:.3}", share(kept, blocks), share(right, kept));
    }
}

#[test]
fn what_is_kept_stays_what_it_was() {
    let cleaner = Cleaner::new(Options::default());
    let figures = figures(|source, template| {
        let document = cleaner.clean_html(&page(source, template));
        // Heads of posts would shift the levels of the headings.
        render::markdown(&document, &Layout::default().post_heads(false))
    });
    if std::env::var_os("ROUNDTRIP_SHOW").is_some() {
        print(&figures);
    }
    figures.all().iter().for_each(check_floors);
}

#[test]
fn what_flattened_text_shows_is_found() {
    let cleaner = Cleaner::new(Options::default());
    let mut figures = Figures::default();
    for source in documents() {
        let document = model::leaves(&source.blocks);
        for manner in Manner::ALL {
            let shown = |leaves: Vec<Leaf>| leaves.iter().filter_map(|leaf| manner.shown(leaf)).collect::<Vec<_>>();
            let answer = || {
                let cleaned = cleaner.clean_text(&manner.page(&model::title(&source.blocks), &source.blocks));
                let markdown = render::markdown(&cleaned, &Layout::default().post_heads(false));
                shown(model::leaves(&model::read(&markdown)))
            };
            figures.add((manner.name(), &source.name), &shown(document.clone()), answer);
        }
    }
    if std::env::var_os("ROUNDTRIP_SHOW").is_some() {
        print(&figures);
    }
    if let Some(all) = figures.all() {
        for (name, part, whole, floor) in [
            ("right", all.right, all.kept, FLATTENED_RIGHT),
            ("code", all.codes_right, all.codes, FLATTENED_CODE),
            ("cells", all.cells_right, all.cells, CELLS),
            ("order", all.in_order, all.paired, ORDER),
        ] {
            assert!(whole > 0 && share(part, whole) >= floor, "{name}: {part} of {whole}");
        }
    }
}

/// What is never to be less again of what flattened text shows.
const FLATTENED_RIGHT: f64 = 0.98;
const FLATTENED_CODE: f64 = 0.9;

/// What is never to be less again; of words, how many of 10,000 are glued or cut at most.
const KEPT: f64 = 0.95;
const RIGHT: f64 = 0.95;
const CODE: f64 = 0.98;
const CELLS: f64 = 0.95;
const ORDER: f64 = 0.99;
const WRONG_WORDS: f64 = 1.0;

#[track_caller]
fn check_floors(all: &Counts) {
    for (name, part, whole, floor) in [
        ("kept", all.kept, all.blocks, KEPT),
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
        fs::read_to_string(path).unwrap_or_default()
    }));
}
