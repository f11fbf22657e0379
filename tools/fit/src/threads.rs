//! Dumps what fires on threads, step by step, each with the rules that the step before has fitted:
//!
//! ```text
//! words   the words of links' paths, with the number of sites of each, into OUT
//! turns   each line that may be a post's: OUT.hits, OUT.ends; OUT.jsonl has the lines, their points so far, and texts
//! gaps    each gap before a content line: OUT.hits, OUT.ends; OUT.jsonl has the lines behind the gaps, and texts
//! cards   each name and each date beside a post: OUT.names.hits and so on, OUT.days.hits; OUT.jsonl has posts, values and points
//! places  the same with what fires on the places of these
//! posts   each post, once its card is read: OUT.hits, OUT.ends; OUT.jsonl has their lines and points, and texts
//! records the records of pages that are known to be threads, as `score.py --pred` reads them, into OUT
//! ```
//!
//! Numbers of hits are those of the rules at hand; OUT.hit-names tells them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::Arc;

use anyhow::{Result, bail};
use copydesk::fit::{FitCandidate, ThreadStep, hit_names};
use copydesk::{Cleaner, Kind, Options, Rules};
use serde_json::json;

use super::{HitWriter, create, listed, rules_in};

/// A word of links is worth a look when it stands on pages of so many sites.
const LEAST_SITES: usize = 4;

/// A line of fewer points is no post's, whatever else is seen.
const SURE: f32 = -6.0;

pub(super) fn dump(step: &str, rules: &str, list: &str, out: &str) -> Result<()> {
    let rules = rules_in(rules)?;
    match step {
        "words" => return words(&rules, list, out),
        "turns" => turns(&rules, list, out)?,
        "gaps" => gaps(&rules, list, out)?,
        "cards" => cards(&rules, list, out, ThreadStep::Cards)?,
        "places" => cards(&rules, list, out, ThreadStep::Places)?,
        "posts" => posts(&rules, list, out)?,
        "records" => return records(rules, list, out),
        _ => bail!("the steps are words, turns, gaps, cards, places, posts, records"),
    }
    let mut names = create(format!("{out}.hit-names"))?;
    hit_names(&rules).try_for_each(|name| writeln!(names, "{name}"))?;
    Ok(())
}

fn words(rules: &Rules, list: &str, out: &str) -> Result<()> {
    let mut sites: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for listed in listed(list)? {
        for word in listed.page(rules)?.link_words() {
            sites.entry(word).or_default().insert(listed.site.clone());
        }
    }
    let mut file = create(out.to_owned())?;
    for (word, _) in sites.into_iter().filter(|(_, seen)| seen.len() >= LEAST_SITES) {
        writeln!(file, "{word}")?;
    }
    Ok(())
}

fn turns(rules: &Rules, list: &str, out: &str) -> Result<()> {
    let mut writer = HitWriter::new(out)?;
    let mut rows = create(format!("{out}.jsonl"))?;
    for listed in listed(list)? {
        let page = listed.page(rules)?;
        let thread = page.thread(rules, ThreadStep::Turns);
        let open: Vec<_> =
            thread.turns.iter().enumerate().filter(|(_, (points, hits))| *points > SURE && !hits.is_empty()).collect();
        open.iter().try_for_each(|(_, (_, hits))| writer.write(hits))?;
        let points: Vec<(usize, f32)> = open.iter().map(|(line, (points, _))| (*line, *points)).collect();
        let texts: Vec<&str> = page.lines().collect();
        writeln!(rows, "{}", json!({ "id": listed.id, "lines": texts, "points": points }))?;
    }
    Ok(())
}

fn gaps(rules: &Rules, list: &str, out: &str) -> Result<()> {
    let mut writer = HitWriter::new(out)?;
    let mut rows = create(format!("{out}.jsonl"))?;
    for listed in listed(list)? {
        let page = listed.page(rules)?;
        let thread = page.thread(rules, ThreadStep::Gaps);
        thread.gaps.iter().try_for_each(|(_, hits)| writer.write(hits))?;
        let places: Vec<usize> = thread.gaps.iter().map(|(line, _)| *line).collect();
        let texts: Vec<&str> = page.lines().collect();
        writeln!(rows, "{}", json!({ "id": listed.id, "lines": texts, "gaps": places }))?;
    }
    Ok(())
}

fn posts(rules: &Rules, list: &str, out: &str) -> Result<()> {
    let mut writer = HitWriter::new(out)?;
    let mut rows = create(format!("{out}.jsonl"))?;
    for listed in listed(list)? {
        let page = listed.page(rules)?;
        let thread = page.thread(rules, ThreadStep::Posts);
        thread.parted.iter().try_for_each(|(_, _, hits)| writer.write(hits))?;
        let posts: Vec<_> = thread.parted.iter().map(|(lines, points, _)| (lines.start, lines.end, points)).collect();
        let texts: Vec<&str> = page.lines().collect();
        writeln!(rows, "{}", json!({ "id": listed.id, "lines": texts, "posts": posts }))?;
    }
    Ok(())
}

fn records(rules: Arc<Rules>, list: &str, out: &str) -> Result<()> {
    let mut file = create(out.to_owned())?;
    for listed in listed(list)? {
        let options = Options::default().input(listed.input).kind(Kind::Thread).rules(Arc::clone(&rules));
        let mut record = serde_json::to_value(Cleaner::new(options).clean(&listed.bytes()?))?;
        record["id"] = serde_json::Value::String(listed.id);
        writeln!(file, "{record}")?;
    }
    Ok(())
}

fn cards(rules: &Rules, list: &str, out: &str, step: ThreadStep) -> Result<()> {
    let (mut names, mut days) = (HitWriter::new(&format!("{out}.names"))?, HitWriter::new(&format!("{out}.days"))?);
    let mut rows = create(format!("{out}.jsonl"))?;
    for listed in listed(list)? {
        let thread = listed.page(rules)?.thread(rules, step);
        thread.names.iter().try_for_each(|one| names.write(&one.hits))?;
        thread.days.iter().try_for_each(|one| days.write(&one.hits))?;
        let values = |found: &[FitCandidate]| -> Vec<(usize, String, f32)> {
            found.iter().map(|one| (one.post, one.value.clone(), one.points)).collect()
        };
        let row = json!({
            "id": listed.id, "posts": thread.posts, "names": values(&thread.names), "days": values(&thread.days),
        });
        writeln!(rows, "{row}")?;
    }
    Ok(())
}
