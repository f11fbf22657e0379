//! What each step costs, as a share of scraper's parse alone on the same pages.
//!
//! ```text
//! cargo bench --features fit --bench steps -- FOLDER    all .html and .html.gz in a folder (default: testdata/pages)
//! ```

// A benchmark prints its figures.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use copydesk::Rules;

/// How often each page is cleaned; the quickest time of each step counts.
const ROUNDS: usize = 3;

fn main() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/pages");
    let folder = std::env::args().skip(1).find(|word| !word.starts_with("--")).map_or(own, PathBuf::from);
    let rules = Rules::built_in();
    let mut steps: BTreeMap<&'static str, (usize, Duration)> = BTreeMap::new();
    let (mut parse, mut pages, mut bytes_read, mut slowest) = (Duration::ZERO, 0, 0, Vec::new());
    for bytes in pages_in(&folder) {
        pages += 1;
        bytes_read += bytes.len();
        parse += quickest(&mut || drop(scraper::Html::parse_document(&String::from_utf8_lossy(&bytes))));
        let mut of_page: BTreeMap<&'static str, (usize, Duration)> = BTreeMap::new();
        for _ in 0..ROUNDS {
            let (mut order, mut last) = (0, Instant::now());
            copydesk::fit::steps(&bytes, &rules, |step| {
                let entry = of_page.entry(step).or_insert((order, Duration::MAX));
                entry.1 = entry.1.min(last.elapsed());
                order += 1;
                last = Instant::now();
            });
        }
        slowest.push(of_page.values().map(|(_, time)| *time).sum::<Duration>());
        for (step, (order, time)) in of_page {
            steps.entry(step).or_insert((order, Duration::ZERO)).1 += time;
        }
    }
    slowest.sort();
    let mut rows: Vec<_> = steps.into_iter().collect();
    rows.sort_by_key(|(_, (order, _))| *order);
    let share = |time: Duration| time.as_secs_f64() / parse.as_secs_f64().max(1e-9);
    println!("{pages} pages, {:.1} MB; scraper's parse {parse:.2?} = 1.00", bytes_read as f64 / 1e6);
    for (step, (_, time)) in &rows {
        println!("{step:32} {:5.2}  {time:.2?}", share(*time));
    }
    let total = rows.iter().map(|(_, (_, time))| *time).sum();
    println!("{:32} {:5.2}  {total:.2?}", "all", share(total));
    if let Some(slow) = slowest.get(slowest.len() * 99 / 100) {
        println!("99 of 100 pages take at most {slow:.2?}");
    }
}

fn quickest(work: &mut dyn FnMut()) -> Duration {
    let round = |work: &mut dyn FnMut()| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    (0..ROUNDS).map(|_| round(work)).min().unwrap_or_default()
}

fn pages_in(folder: &Path) -> impl Iterator<Item = Vec<u8>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.to_string_lossy().ends_with(".html") || path.to_string_lossy().ends_with(".html.gz"))
        .collect();
    paths.sort();
    paths.into_iter().filter_map(|path| {
        let bytes = std::fs::read(&path).ok()?;
        if !bytes.starts_with(&[0x1f, 0x8b]) {
            return Some(bytes);
        }
        let mut plain = Vec::new();
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut plain).ok().map(|_| plain)
    })
}
