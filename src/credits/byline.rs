//! Who wrote it: the names in the lines that may sign the page, and what the page states of its authors. Whose names a
//! text holds is read in `name`; which of them signs is a matter of points.

mod common;
mod cues;

use rustc_hash::FxHashSet;

use super::choice::{Candidates, Chosen, Field, range};
use super::front::{Front, holds, is_site, names_above};
use super::name::{Names, as_written, clean_author, holds_button, is_lead, read_names};
use super::{Credits, Evidence};
use crate::document::{Kind, Label};
use crate::measure::{Flag, fold};
use common::{common_words, is_common};
use cues::{AUTHOR_PAGES, CUES, MEMBER_PAGES, TAGS};

pub(crate) const FIELD: Field = Field { name: "byline", file: "byline.points", cues: CUES };

/// Places below the headline, in lines.
const BELOW_TITLE: &[(f32, &str)] = &[
    (-10_000.0, "title-far-above"),
    (-3.0, "title-above"),
    (1.0, "title-below-1"),
    (2.0, "title-below-2"),
    (4.0, "title-below-4"),
    (9.0, "title-below-9"),
];

/// Places above the first paragraph, in lines.
const ABOVE_OPENING: &[(f32, &str)] = &[(-1_000_000.0, "opening-below"), (1.0, "opening-above"), (6.0, "opening-far")];

/// Places on the page, for flattened text.
const PLACES: &[(f32, &str)] = &[(0.0, "post-1"), (3.0, "post-4"), (10.0, "post-11")];

/// What makes a line one that signs.
const SIGNS: &[&str] = &["author-link", "class-author", "label-byline", "led"];

/// Places among the lines that sign.
const RANKS: &[(f32, &str)] = &[(1.0, "rank-1"), (2.0, "rank-2"), (3.0, "rank-3")];

/// A longer line signs nothing.
const MOST_WORDS: f32 = 40.0;

/// A line that no label, class or link marks is read if it has at most so many words.
const PLAIN_WORDS: f32 = 14.0;

/// Unmarked lines are read if they stand so many lines before the headline or behind the opening.
const PLAIN_BEFORE: usize = 6;
const PLAIN_BEHIND: usize = 3;

/// Where no headline is shown, so many lines above the opening count.
const PLAIN_TOP: usize = 30;

/// So many lines are read.
const MOST_LINES: usize = 60;

/// How good a way of writing is.
const AS_SHOWN: f32 = 2.0;
const AS_STATED: f32 = 1.0;

/// The authors of the page, in order.
pub(super) fn choose(evidence: &Evidence<'_>, credits: &Credits) -> Chosen<Vec<String>> {
    let candidates = gather(evidence, credits);
    let table = &evidence.rules.credits.byline;
    candidates.choose(table, evidence.columns, evidence.show(|names: &Vec<String>| names.join("; ")))
}

/// The candidates with their hits.
pub(super) fn gather(evidence: &Evidence<'_>, credits: &Credits) -> Candidates<Vec<String>> {
    let mut candidates = Candidates::new(&FIELD);
    lines(evidence, credits, &mut candidates);
    let button = |author: &&String| holds_button(author, &evidence.rules.credit_words);
    if let Some(author) = credits.first_author.as_ref().filter(|author| !button(author)) {
        offer(&mut candidates, vec![author.clone()], AS_SHOWN, &["first-post", "shown"]);
    }
    stated(evidence, &mut candidates);
    finish(evidence, &mut candidates);
    candidates
}

fn key(names: &[String]) -> String {
    let mut keys: Vec<String> = names.iter().map(|name| fold(name)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.join(";")
}

/// Offers names, and where the site's own stands among them, the others alone as well: "Jane Doe, Tide Times".
fn offer_people(
    evidence: &Evidence<'_>,
    candidates: &mut Candidates<Vec<String>>,
    names: Vec<String>,
    shown: f32,
    hits: &[&'static str],
) {
    let people: Vec<String> = names.iter().filter(|name| !is_site(evidence, name)).cloned().collect();
    if !people.is_empty() && people.len() < names.len() {
        let mut hits = hits.to_vec();
        hits.push("site-off");
        offer(candidates, people, shown, &hits);
    }
    offer(candidates, names, shown, hits);
}

fn offer(candidates: &mut Candidates<Vec<String>>, names: Vec<String>, shown: f32, hits: &[&'static str]) {
    if !names.is_empty() {
        candidates.offer(key(&names), names, shown, hits);
    }
}

/// A line that names somebody.
struct Signed {
    line: usize,
    names: Vec<String>,
    /// What its links to authors' pages show.
    linked: Vec<String>,
    hits: Vec<&'static str>,
}

/// The lines that may sign the page.
fn lines(evidence: &Evidence<'_>, credits: &Credits, candidates: &mut Candidates<Vec<String>>) {
    let front = Front::of(evidence);
    let top = credits.headline_line.unwrap_or_else(|| front.opening.saturating_sub(PLAIN_TOP));
    let near = top.saturating_sub(PLAIN_BEFORE)..front.opening.min(top + 2 * PLAIN_TOP) + PLAIN_BEHIND;
    let mut signed: Vec<Signed> = Vec::new();
    for line in evidence.all().filter(|&line| evidence.page.lines[line].words <= MOST_WORDS) {
        let is_labelled = evidence.labels[line] == Label::Byline;
        if !is_labelled && line > front.end && !near.contains(&line) {
            continue;
        }
        let names = names_above(evidence, line);
        let is_named = || holds(&names, &["author", "byline", "writer"]) || author_link(evidence, line).is_some();
        let marked = || is_labelled || line <= front.end && is_named();
        let measures = &evidence.page.lines[line];
        let plain = near.contains(&line) && measures.words <= PLAIN_WORDS && !measures.has(Flag::EndsSentence);
        if signed.len() < MOST_LINES && (plain || marked()) {
            signed.extend(read(evidence, front, credits, line, &names));
        }
    }
    if evidence.kind == Kind::Thread {
        members(evidence, credits, candidates);
    }
    let mut rank = 0;
    for at in 0..signed.len() {
        let mut hits = signed[at].hits.clone();
        if hits.iter().any(|hit| SIGNS.contains(hit)) {
            rank += 1;
            hits.extend(range(RANKS, rank as f32));
        } else {
            hits.push("unmarked");
        }
        let beside = |other: &Signed| other.line.abs_diff(signed[at].line) == 1;
        if signed.iter().any(beside) {
            hits.push("beside-name");
        }
        offer_people(evidence, candidates, signed[at].names.clone(), AS_SHOWN, &hits);
        if !signed[at].linked.is_empty() {
            hits.push("link-text");
            offer(candidates, std::mem::take(&mut signed[at].linked), AS_SHOWN, &hits);
            hits.pop();
        }
        if let Some(all) = together(&signed, at) {
            hits.push("joined");
            offer_people(evidence, candidates, all, AS_SHOWN, &hits);
        }
    }
}

/// The names of a line with those of the lines right behind it.
fn together(signed: &[Signed], at: usize) -> Option<Vec<String>> {
    /// Authors stand on lines of their own with a role or a link between.
    const GAP: usize = 3;
    let mut all = signed[at].names.clone();
    for pair in signed[at..].windows(2) {
        if pair[1].line - pair[0].line > GAP {
            break;
        }
        let known: Vec<String> = all.iter().map(|name| fold(name)).collect();
        all.extend(pair[1].names.iter().filter(|name| !known.contains(&fold(name))).cloned());
    }
    (all.len() > signed[at].names.len()).then_some(all)
}

/// The texts of the links in a line that lead to one of these pages.
fn links<'a>(evidence: &Evidence<'a>, line: usize, pages: &'static [&'static str]) -> impl Iterator<Item = &'a str> {
    let source = &evidence.page.page.lines[line];
    let leads = move |target: &str| {
        let target = target.to_ascii_lowercase();
        pages.iter().any(|page| target.contains(page))
    };
    let links = source.block.links.iter().filter(move |(_, target)| leads(target));
    links.filter_map(|(range, _)| source.text.get(range.clone())).filter(|text| !text.trim().is_empty())
}

fn author_link<'a>(evidence: &Evidence<'a>, line: usize) -> Option<&'a str> {
    links(evidence, line, AUTHOR_PAGES).next()
}

/// The first members of a forum that the page names, as they call themselves: what links to their pages show, and what
/// stands in elements named after users.
fn members(evidence: &Evidence<'_>, credits: &Credits, candidates: &mut Candidates<Vec<String>>) {
    let words = &evidence.rules.credit_words;
    let top = credits.headline_line.unwrap_or(0);
    let below = || top..evidence.labels.len();
    let linked = below().flat_map(|line| links(evidence, line, MEMBER_PAGES).map(move |name| (line, name, "member")));
    let short = below().filter(|&line| evidence.page.lines[line].words <= 3.0);
    let classed = short.filter(|&line| {
        holds(&names_above(evidence, line), &["author", "user", "poster", "nick", "postleft", "member"])
    });
    let classed = classed.map(|line| (line, evidence.text(line), "member-class"));
    for (line, name, hit) in linked.take(MEMBERS).chain(classed.take(MEMBERS)) {
        let Some(name) = as_written(name, words) else { continue };
        let mut hits = vec!["shown", hit];
        hits.extend(label_hit(evidence.labels[line]));
        hits.extend(range(BELOW_TITLE, line as f32 - top as f32));
        offer(candidates, vec![name], AS_SHOWN, &hits);
    }
}

/// So many members are looked at.
const MEMBERS: usize = 3;

fn read(evidence: &Evidence<'_>, front: Front, credits: &Credits, line: usize, above: &str) -> Option<Signed> {
    let words = &evidence.rules.credit_words;
    let text = evidence.text(line);
    let linked = author_link(evidence, line);
    // Some pages put the "By" on a line of its own.
    let above_line = line.checked_sub(1).map(|above| evidence.text(above)).filter(|above| is_lead(above, words));
    let read = match above_line {
        Some(lead) => read_names(&format!("{lead} {text}"), words),
        None => read_names(text, words),
    };
    let Names { names, led } = match linked {
        // What the link to the author's page shows is the name; the rest is a date or a section.
        Some(link) if read.names.is_empty() => read_names(link, words),
        _ => read,
    };
    let mut hits: Vec<&'static str> = vec!["shown"];
    let led = led || above_line.is_some();
    let names = if names.is_empty() && (above_line.is_some() || holds(above, &["author", "byline", "creator"])) {
        hits.push("as-written");
        as_written(text, words).into_iter().collect()
    } else {
        names
    };
    if names.is_empty() {
        return None;
    }
    hits.extend(label_hit(evidence.labels[line]));
    hits.extend(range(ABOVE_OPENING, front.opening as f32 - line as f32));
    if let Some(title) = credits.headline_line {
        hits.extend(range(BELOW_TITLE, line as f32 - title as f32));
    }
    if !evidence.page.page.from_markup {
        hits.extend(range(PLACES, line as f32));
    }
    let dated = |line: usize| evidence.page.dated.get(line).is_some_and(|&share| share > 0.0);
    for (fires, name) in [
        (led, "led"),
        (line > front.end, "past-end"),
        (linked.is_some(), "author-link"),
        (dated(line) || dated(line + 1) || line > 0 && dated(line - 1), "beside-date"),
        (evidence.page.copies[line] > 1, "repeated"),
        (evidence.says(line, &["contribution"]), "contribution"),
        (evidence.page.looks_like_name(line, evidence.rules), "name-alone"),
        (holds(above, &["author", "byline", "writer"]), "class-author"),
        (holds(above, &["comment", "related", "widget", "sidebar", "caption", "figure", "nav", "card"]), "class-other"),
    ] {
        if fires {
            hits.push(name);
        }
    }
    let linked: Vec<String> =
        links(evidence, line, AUTHOR_PAGES).flat_map(|link| read_names(link, words).names).collect();
    Some(Signed { line, names, linked, hits })
}

fn label_hit(label: Label) -> Option<&'static str> {
    Some(match label {
        Label::Body | Label::Heading => "label-body",
        Label::Byline => "label-byline",
        Label::Caption => "label-caption",
        Label::Comment | Label::PostMeta => "label-comment",
        Label::Deck | Label::Headline => "label-deck",
        Label::Related => "label-related",
        Label::Timestamp => "label-timestamp",
        Label::Dateline => return None,
        _ => "label-menu",
    })
}

/// What the page states outside its lines.
fn stated(evidence: &Evidence<'_>, candidates: &mut Candidates<Vec<String>>) {
    let words = &evidence.rules.credit_words;
    let metadata = &evidence.page.page.metadata;
    let clean = |authors: &mut dyn Iterator<Item = &str>| -> Vec<String> {
        let mut seen = FxHashSet::default();
        let names = authors.flat_map(|author| clean_author(author, &[], words));
        names.filter(|name| seen.insert(fold(name))).collect()
    };
    let mut stated: Vec<(&'static str, Vec<String>)> = Vec::new();
    let bare =
        |author: Option<&str>| author.and_then(|author| as_written(author, words)).into_iter().collect::<Vec<_>>();
    stated.push(("json-ld", clean(&mut evidence.stated.authors.iter().map(String::as_str))));
    stated.push(("meta-author", clean(&mut metadata.all("author"))));
    stated.push(("microdata", clean(&mut metadata.all("itemprop=author"))));
    stated.push(("rel-author", clean(&mut metadata.all("rel=author"))));
    let labelled = metadata.tag(&["twitter:label1"]).is_some_and(|label| !label.contains(|c: char| c.is_ascii_digit()));
    stated.push(("meta-other", clean(&mut metadata.all("twitter:data1").filter(|_| labelled))));
    for tag in TAGS {
        stated.push(("meta-other", clean(&mut metadata.all(tag))));
    }
    let unread: [(&'static str, Option<&str>); 4] = [
        ("json-ld", evidence.stated.authors.first().map(String::as_str)),
        ("meta-author", metadata.tag(&["author"])),
        ("meta-other", metadata.tag(TAGS)),
        ("microdata", metadata.tag(&["itemprop=author"])),
    ];
    for (source, author) in unread {
        if stated.iter().all(|(known, names)| *known != source || names.is_empty()) {
            let names = bare(author);
            offer(candidates, names.clone(), AS_STATED, &["as-written"]);
            stated.push((source, names));
        }
    }
    let mut met: Vec<String> = Vec::new();
    for (source, names) in stated {
        let key = key(&names);
        let known = !key.is_empty() && met.contains(&key);
        if names.len() > 1 && matches!(source, "microdata" | "rel-author") {
            offer(candidates, names[..1].to_vec(), AS_STATED, &["alone-of-many"]);
        }
        let mut hits = vec![source];
        hits.extend(known.then_some("stated-twice"));
        offer_people(evidence, candidates, names, AS_STATED, &hits);
        met.push(key);
    }
}

/// The hits that hang on the names and on the other candidates.
fn finish(evidence: &Evidence<'_>, candidates: &mut Candidates<Vec<String>>) {
    let names: Vec<FxHashSet<String>> =
        candidates.all().iter().map(|one| one.key.split(';').map(str::to_owned).collect()).collect();
    let signs: Vec<bool> =
        (0..names.len()).map(|at| candidates.fired(at, "rank-1") || candidates.fired(at, "rank-2")).collect();
    let common = common_words(evidence, candidates);
    let confirmed = |at: usize| CONFIRMING.iter().any(|hit| candidates.fired(at, hit));
    let confirmed: Vec<bool> = (0..names.len()).map(confirmed).collect();
    let leads: Vec<bool> = (0..names.len()).map(|at| signs[at] && candidates.fired(at, "led")).collect();
    let title = evidence.page.stated.title.as_str();
    for at in 0..candidates.all().len() {
        let value = &candidates.all()[at].value;
        let own = &names[at];
        let led_elsewhere = (0..names.len()).any(|other| leads[other] && own.is_disjoint(&names[other]));
        let other_signs = (0..names.len()).any(|other| other != at && signs[other] && own.is_disjoint(&names[other]));
        let others = || names.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, names)| names);
        let sites = value.iter().filter(|name| is_site(evidence, name)).count();
        let account = |name: &String| {
            let capital = name.chars().next().is_some_and(|c| c.is_lowercase());
            capital || name.contains(|c: char| c.is_ascii_digit() || c == '_')
        };
        let shown = candidates.fired(at, "shown") || is_seen(evidence, own);
        let mut hits = Vec::new();
        for (fires, name) in [
            (shown, "shown"),
            (!shown, "unshown"),
            (sites > 0 && sites == value.len(), "is-site"),
            (sites > 0 && sites < value.len(), "holds-site"),
            (value.iter().any(account), "account"),
            (!shown && other_signs, "signed-elsewhere"),
            (!shown && led_elsewhere, "led-elsewhere"),
            (value.iter().all(|name| is_common(name, &common)), "common-words"),
            (own.iter().any(|name| title.contains(name.as_str())), "in-title"),
            (candidates.fired(at, "first-post") && !confirmed[at] && confirmed.contains(&true), "unconfirmed"),
            (other_signs && (sites == value.len() || !value[0].contains(' ')), "person-elsewhere"),
            (value.len() == 1 && !value[0].contains(' '), "single-word"),
            ((2..=3).contains(&value.len()), "two"),
            (value.len() > 3, "many"),
            (others().any(|other| other.len() < own.len() && other.is_subset(own)), "fuller"),
            (others().any(|other| own.len() < other.len() && own.is_subset(other)), "less-full"),
            (others().any(|other| !own.is_disjoint(other)), "shares"),
        ] {
            if fires {
                hits.push(name);
            }
        }
        candidates.add(at, &hits);
    }
}

/// Hits that say of somebody that the page knows them as a writer.
const CONFIRMING: &[&str] =
    &["author-link", "class-author", "json-ld", "member", "member-class", "meta-author", "microdata", "rel-author"];

/// Whether a line of the page shows the names.
fn is_seen(evidence: &Evidence<'_>, names: &FxHashSet<String>) -> bool {
    evidence.page.folded.iter().any(|line| names.iter().all(|name| line.contains(name.as_str())))
}
