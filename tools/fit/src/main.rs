//! Dumps what fires on the pages of the corpora, and answers for pages with given rules. `fit.py` beside it does the
//! numerics; this program only lets it see what the crate sees.
//!
//! ```text
//! copydesk-fit vocabulary RULES LIST OUT           words that might carry points, with the number of sites of each
//! copydesk-fit lines      RULES LIST OUT           page hits and line hits
//! copydesk-fit context    RULES LIST CHANCES OUT   context hits, given the chances of a first reading
//! copydesk-fit threads    STEP RULES LIST OUT      what fires on threads: see `threads.rs`
//! copydesk-fit answer     RULES LIST OUT           records as `score.py --pred` reads them
//! copydesk-fit credits    RULES LIST OUT           candidates of headline, byline and date, with their hits
//! ```
//!
//! LIST has one JSON object a line: `id`, `path` (`.html.gz`, or `.txt`), `url`, `site`, `input`. Hits are written as
//! little-endian numbers: `OUT.hits` (u16), `OUT.ends` (u64, one for each line of all pages together).

mod credits;
mod threads;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use copydesk::fit::{FitPage, hit_names};
use copydesk::{Cleaner, Input, Options, Rules};
use serde_json::{Value, json};

/// A word is worth a look when it stands on pages of so many sites.
const LEAST_SITES: usize = 8;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["vocabulary", rules, list, out] => vocabulary(rules, list, out),
        ["lines", rules, list, out] => lines(rules, list, out),
        ["context", rules, list, chances, out] => context(rules, list, chances, out),
        ["threads", step, rules, list, out] => threads::dump(step, rules, list, out),
        ["answer", rules, list, out] => answer(rules, list, out),
        ["credits", rules, list, out] => credits::dump(rules, list, out),
        _ => bail!(
            "usage: copydesk-fit vocabulary|lines|context|threads|answer|credits ... (see the head of the source)"
        ),
    }
}

/// One line of the list of pages.
struct Listed {
    id: String,
    site: String,
    url: Option<String>,
    input: Input,
    path: String,
}

impl Listed {
    fn bytes(&self) -> Result<Vec<u8>> {
        let file = File::open(&self.path).with_context(|| self.path.clone())?;
        let mut bytes = Vec::new();
        if self.path.ends_with(".gz") {
            flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
        } else {
            std::io::BufReader::new(file).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }

    fn page(&self, rules: &Rules) -> Result<FitPage> {
        let text = copydesk::fit::decode(&self.bytes()?);
        Ok(FitPage::read(&text, self.input, self.url.as_deref(), rules))
    }
}

fn listed(list: &str) -> Result<Vec<Listed>> {
    let text = std::fs::read_to_string(list).with_context(|| list.to_owned())?;
    let field = |row: &Value, name: &str| row[name].as_str().map(str::to_owned);
    text.lines()
        .map(|line| {
            let row: Value = serde_json::from_str(line)?;
            Ok(Listed {
                id: field(&row, "id").context("no id")?,
                site: field(&row, "site").context("no site")?,
                url: field(&row, "url"),
                input: if row["input"] == "text" { Input::Text } else { Input::Html },
                path: field(&row, "path").context("no path")?,
            })
        })
        .collect()
}

fn rules_in(folder: &str) -> Result<Arc<Rules>> {
    Ok(if folder == "-" { Rules::built_in() } else { Arc::new(Rules::from_folder(Path::new(folder))?) })
}

fn create(path: String) -> Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(&path).with_context(|| path.clone())?))
}

fn vocabulary(rules: &str, list: &str, out: &str) -> Result<()> {
    let rules = rules_in(rules)?;
    let mut sites: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for listed in listed(list)? {
        let page = listed.page(&rules)?;
        for word in page.vocabulary().into_iter().chain(page.page_vocabulary()) {
            let seen = sites.entry(word).or_default();
            if seen.len() < 1000 {
                seen.insert(listed.site.clone());
            }
        }
    }
    let mut file = create(out.to_owned())?;
    for (word, seen) in sites.into_iter().filter(|(_, seen)| seen.len() >= LEAST_SITES) {
        writeln!(file, "{word}\t{}", seen.len())?;
    }
    Ok(())
}

/// Writes hits as numbers.
struct HitWriter {
    hits: BufWriter<File>,
    ends: BufWriter<File>,
    written: u64,
}

impl HitWriter {
    fn new(out: &str) -> Result<HitWriter> {
        Ok(HitWriter { hits: create(format!("{out}.hits"))?, ends: create(format!("{out}.ends"))?, written: 0 })
    }

    fn write(&mut self, hits: &[u16]) -> Result<()> {
        for hit in hits {
            self.hits.write_all(&hit.to_le_bytes())?;
        }
        self.written += hits.len() as u64;
        self.ends.write_all(&self.written.to_le_bytes())?;
        Ok(())
    }
}

fn lines(rules: &str, list: &str, out: &str) -> Result<()> {
    let rules = rules_in(rules)?;
    let mut writer = HitWriter::new(out)?;
    let mut pages = HitWriter::new(&format!("{out}.page"))?;
    let mut texts = create(format!("{out}.text.jsonl"))?;
    for listed in listed(list)? {
        let page = listed.page(&rules)?;
        let (page_hits, hits, words) = page.line_hits(&rules);
        pages.write(&page_hits)?;
        hits.iter().try_for_each(|hits| writer.write(hits))?;
        let lines: Vec<&str> = page.lines().collect();
        writeln!(texts, "{}", json!({ "id": listed.id, "lines": lines, "words": words }))?;
    }
    let mut names = create(format!("{out}.names"))?;
    hit_names(&rules).try_for_each(|name| writeln!(names, "{name}"))?;
    Ok(())
}

fn context(rules: &str, list: &str, chances: &str, out: &str) -> Result<()> {
    let rules = rules_in(rules)?;
    let bytes = std::fs::read(chances)?;
    let mut chances = bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]));
    let mut writer = HitWriter::new(out)?;
    for listed in listed(list)? {
        let page = listed.page(&rules)?;
        let own: Vec<f32> = chances.by_ref().take(page.lines().count()).collect();
        page.context_hits(&rules, own).iter().try_for_each(|hits| writer.write(hits))?;
    }
    Ok(())
}

fn answer(rules: &str, list: &str, out: &str) -> Result<()> {
    let rules = rules_in(rules)?;
    let names: Vec<&str> = hit_names(&rules).collect();
    let mut file = create(out.to_owned())?;
    for listed in listed(list)? {
        // Without the address: that is how the scorer calls the program.
        let cleaner = Cleaner::new(Options::default().input(listed.input).rules(Arc::clone(&rules)));
        let mut record = serde_json::to_value(cleaner.clean(&listed.bytes()?))?;
        let promise = listed.page(&rules)?.promise_hits(&rules);
        record["promise"] = promise.iter().map(|&hit| names[usize::from(hit)]).collect();
        record["id"] = Value::String(listed.id);
        writeln!(file, "{record}")?;
    }
    Ok(())
}
