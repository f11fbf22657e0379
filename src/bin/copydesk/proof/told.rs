//! What the proof sheet says of a page, as JSON: short, since a page has thousands of hits. Names of labels and cues stand
//! once in a table, points are whole hundredths, and of each sum the hits that count most are told, the others as one.

use std::collections::HashMap;

use copydesk::explain::tipping;
use copydesk::{Candidate, Document, Hit, JudgedLine, Label, Rules, Sum};
use serde_json::{Value, json};

/// So many hits of a sum are told one by one.
const HITS: usize = 10;

/// So many candidates of a field.
const CANDIDATES: usize = 3;

/// Hits that say where a candidate stood, sorted; the others weigh it.
const ORIGINS: &[&str] = &[
    "address",
    "author-link",
    "document-title",
    "first-post",
    "h1-first",
    "h1-later",
    "h1-only",
    "h2-first",
    "h2-later",
    "json-ld",
    "json-ld-modified",
    "json-ld-page",
    "link-text",
    "meta-author",
    "meta-date",
    "meta-modified",
    "meta-other",
    "meta-published",
    "meta-title",
    "microdata",
    "microdata-modified",
    "og-title",
    "rel-author",
    "script",
    "time-element",
    "twitter-title",
];

/// Labels that are no text but are not lost: the record has them as its credits, captions and posts.
const FRONT_MATTER: &[Label] =
    &[Label::Headline, Label::Deck, Label::Byline, Label::Timestamp, Label::Dateline, Label::Caption, Label::PostMeta];

/// A page to be told of.
pub(super) struct Told {
    pub(super) name: String,
    pub(super) document: Document,
}

/// The names that pages point to by number.
pub(super) struct Tables<'r> {
    rules: &'r Rules,
    /// What the pages are called.
    pages: Vec<String>,
    names: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl<'r> Tables<'r> {
    pub(super) fn new(rules: &'r Rules) -> Tables<'r> {
        Tables { rules, pages: Vec::new(), names: Vec::new(), numbers: HashMap::new() }
    }

    /// The tables, once all pages are told.
    pub(super) fn all(&self) -> Value {
        let told = |label: &Label| json!([label.name(), label.is_content(), FRONT_MATTER.contains(label)]);
        let labels: Vec<_> = Label::ALL.iter().map(told).collect();
        let meaning = |name: &String| self.rules.meaning(name).unwrap_or_default();
        let cues: Vec<_> = self.names.iter().map(|name| json!([name, meaning(name)])).collect();
        json!({ "labels": labels, "cues": cues, "pages": self.pages })
    }

    /// A page.
    pub(super) fn page(&mut self, told: &Told) -> Value {
        let document = &told.document;
        self.pages.push(told.name.clone());
        let lines: Vec<Value> = document.lines.iter().map(|line| self.line(line)).collect();
        json!({
            "name": told.name,
            "facts": facts(document),
            "credits": self.credits(document),
            "cut": cut(document),
            "lines": lines,
        })
    }

    fn line(&mut self, line: &JudgedLine) -> Value {
        let of = |sum: Sum| line.hits.iter().filter(move |hit| hit.sum == sum);
        let gate = self.hits(of(Sum::Gate));
        let label = self.hits(of(Sum::Label));
        let rivals = line.rivals.iter().map(|rival| {
            let tipping: Vec<usize> = tipping(line, rival).iter().map(|(cue, _)| self.number(cue)).collect();
            let hits = self.hits(rival.hits.iter());
            json!([place(rival.label), rival.sum == Sum::Gate, hundredths(rival.points), hits, tipping])
        });
        let rivals: Vec<Value> = rivals.collect();
        json!([place(line.label), hundredths(line.points), line.text, gate, label, rivals, line.source_line])
    }

    /// The hits that count most, as pairs of number and points, and how many others there are and what they give.
    fn hits<'h>(&mut self, hits: impl Iterator<Item = &'h Hit>) -> Value {
        let mut hits: Vec<&Hit> = hits.filter(|hit| hit.points != 0.0).collect();
        hits.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
        let rest = hits.split_off(HITS.min(hits.len()));
        let told = hits.into_iter().flat_map(|hit| [self.number(&hit.cue) as i64, hundredths(hit.points)]);
        let told: Vec<i64> = told.collect();
        json!([told, rest.len(), hundredths(rest.iter().map(|hit| hit.points).sum())])
    }

    /// The credits, each with the lines that show it and what else states it.
    fn credits(&mut self, document: &Document) -> Vec<Value> {
        let dateline = document.dateline.as_ref().map(|dateline| dateline.text.clone());
        let byline = (!document.byline.is_empty()).then(|| document.byline.join("; "));
        let fields = [
            ("headline", document.headline.clone(), Some(Label::Headline)),
            ("deck", document.deck.clone(), Some(Label::Deck)),
            ("byline", byline, Some(Label::Byline)),
            ("published", document.published.clone(), Some(Label::Timestamp)),
            ("modified", document.modified.clone(), None),
            ("dateline", dateline, None),
        ];
        let fields = fields.into_iter().map(|(field, value, label)| {
            let line = value.as_ref().and_then(|value| line_of(document, value, label));
            let candidates = document.candidates.iter().filter(|candidate| candidate.field == field);
            let candidates: Vec<&Candidate> = candidates.take(CANDIDATES).collect();
            let origins = candidates.first().filter(|_| value.is_some()).map(|best| origins(best));
            let candidates: Vec<Value> = candidates
                .iter()
                .map(|one| json!([one.value, hundredths(one.points), self.hits(one.hits.iter())]))
                .collect();
            json!([field, value, line, origins.unwrap_or_default(), candidates])
        });
        fields.collect()
    }

    fn number(&mut self, name: &str) -> usize {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len();
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

/// Where a candidate stood, besides the lines that show it, by the names of its cues.
fn origins(candidate: &Candidate) -> Vec<&str> {
    let names = candidate.hits.iter().filter_map(|hit| hit.cue.rsplit('/').next());
    names.filter(|name| ORIGINS.binary_search(name).is_ok()).collect()
}

/// What is known of the page as a whole.
fn facts(document: &Document) -> Value {
    let notes: Vec<&str> = document.notes.iter().map(|note| note.name()).collect();
    let posts = (!document.posts.is_empty()).then(|| document.posts.len().to_string());
    let all = [
        ("kind", Some(document.kind.to_string())),
        ("confidence", Some(format!("{:.2}", document.confidence))),
        ("language", document.language.clone()),
        ("posts", posts),
        ("encoding", Some(document.encoding.clone())),
        ("rules", Some(document.rules.clone())),
        ("notes", (!notes.is_empty()).then(|| notes.join(", "))),
    ];
    all.into_iter().filter_map(|(name, value)| value.map(|value| json!([name, value]))).collect()
}

/// The chance from which lines were content, by what the cut gives every line.
fn cut(document: &Document) -> Option<f64> {
    let hits = &document.lines.first()?.hits;
    let cut = hits.iter().find(|hit| hit.sum == Sum::Gate && hit.cue == "cut");
    let points = f64::from(cut.map_or(0.0, |hit| hit.points));
    Some(1.0 / (1.0 + points.exp()))
}

/// The first line that shows a value: best one that is labelled as such.
fn line_of(document: &Document, value: &str, label: Option<Label>) -> Option<usize> {
    let value = value.to_lowercase();
    let first = value.split("; ").next().unwrap_or_default();
    let labelled = |line: &JudgedLine| label.is_some_and(|label| line.label == label);
    let shows = |line: &JudgedLine| !first.is_empty() && line.text.to_lowercase().contains(first);
    let lines = || document.lines.iter();
    let found = lines().position(|line| labelled(line) && shows(line)).or_else(|| lines().position(shows));
    // A date is hardly ever written on a page as it stands in the record.
    found.or_else(|| (label == Some(Label::Timestamp)).then(|| lines().position(labelled)).flatten())
}

fn place(label: Label) -> usize {
    Label::ALL.iter().position(|&one| one == label).unwrap_or_default()
}

fn hundredths(points: f32) -> i64 {
    (f64::from(points) * 100.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk::{Cleaner, Options};

    #[test]
    fn what_is_told_of_a_page() {
        let page = b"<title>Ferry back</title><h1>Ferry back</h1><p>The ferry is back in service, the harbour master said.</p>";
        let document = Cleaner::new(Options::default().hits(true).cut(0.25)).clean(page);
        let rules = Rules::built_in();
        let mut tables = Tables::new(&rules);
        let told = tables.page(&Told { name: "ferry.html".to_owned(), document });
        assert!(told["cut"].as_f64().is_some_and(|cut| (cut - 0.25).abs() < 0.001), "{told}");
        assert_eq!(told["credits"][0][1], "Ferry back");
        assert_eq!(told["credits"][0][2], 0, "the first line shows the headline");
        let line = &told["lines"][1];
        let gate = &line[3];
        let pairs: Vec<i64> = gate[0].as_array().expect("pairs").iter().filter_map(Value::as_i64).collect();
        let sum: i64 = pairs.chunks(2).map(|pair| pair[1]).sum::<i64>() + gate[2].as_i64().unwrap_or_default();
        let points = line[1].as_i64().unwrap_or_default();
        assert!((sum - points).abs() <= pairs.len() as i64, "bars add up: {sum} to {points}");
        assert!(tables.all()["cues"].as_array().is_some_and(|cues| cues.len() > 5));
    }

    #[test]
    fn origins_are_cues_of_fields() {
        assert!(ORIGINS.is_sorted());
        let fields = ["headline", "byline", "published", "modified"];
        for origin in ORIGINS {
            let known = fields.iter().any(|field| Rules::built_in().meaning(&format!("{field}/{origin}")).is_some());
            assert!(known, "{origin}");
        }
    }
}
