//! The headline as the reader sees it: the lines that may show it, and what the page states, with and without the parts
//! that are the site's name. What a title's parts are is found in `title`.

mod echo;
mod title;

use super::Evidence;
use super::choice::{Candidates, Chosen, Field, FieldCue, range};
use super::front::{Front, holds, is_site, names_above};
use crate::document::{Kind, Label};
use crate::line::{BlockKind, Tag};
use crate::measure::fold;
use echo::Echo;
use title::{Cut, Part, parts};

pub(crate) const FIELD: Field = Field { name: "headline", file: "headline.points", cues: CUES };

/// What can fire, sorted.
#[rustfmt::skip]
const CUES: &[FieldCue] = &[
    ("base", "the start value"),
    ("below-opening", "stands below the first paragraph of the body"),
    ("by-author", "a byline or a date stands in the next three lines"),
    ("capitals", "is written in capitals"),
    ("class-other", "its element is named after a menu, a box or a comment"),
    ("class-site", "its element is named after the site or its logo"),
    ("class-title", "its element is named a title or headline"),
    ("cut-ends", "is a title without its last part"),
    ("cut-is-site", "what was cut off is the site's name"),
    ("cut-long", "what was cut off has more than six words"),
    ("cut-more", "is a title without more than one part"),
    ("cut-opens", "is a title without its first part"),
    ("cut-short", "what was cut off has at most three words"),
    ("cut-weak", "what was cut off stood behind a colon or a dash without spaces"),
    ("dated", "holds a date"),
    ("document-title", "is the page's <title>"),
    ("echo-all", "the text takes up nearly all its longer words again"),
    ("echo-few", "the text takes up some of its longer words"),
    ("echo-most", "the text takes up half and more of its longer words"),
    ("echo-none", "the text takes up none of its longer words"),
    ("ends-sentence", "ends like a sentence"),
    ("ends-site", "is a stated title with the site's name behind it or before it"),
    ("h1-first", "is the first <h1>"),
    ("h1-later", "is a later <h1>"),
    ("h1-only", "is the only <h1>"),
    ("h2-first", "is the first <h2>"),
    ("h2-later", "is a later <h2>"),
    ("heading", "is a smaller heading"),
    ("hidden", "is out of sight"),
    ("is-name", "looks like a person's name alone"),
    ("is-site", "is the site's name"),
    ("joined", "is two lines of one heading"),
    ("json-ld", "is the headline in JSON-LD"),
    ("kicker-off", "is a line without the link that opens it"),
    ("label-byline", "its line is labelled byline or timestamp"),
    ("label-content", "its line is labelled body or heading"),
    ("label-deck", "its line is labelled deck"),
    ("label-first", "its line is the first that is labelled headline"),
    ("label-later", "its line is a later one that is labelled headline"),
    ("label-menu", "its line is labelled navigation, legal, social, promo or other"),
    ("label-related", "its line is labelled related"),
    ("linked", "its line is a link"),
    ("longer-shown", "a candidate that is shown holds it and more"),
    ("meta-title", "is the title in another meta tag"),
    ("microdata", "is marked as the headline by a property"),
    ("nearest", "is the candidate line nearest above the first paragraph"),
    ("og-title", "is the title in Open Graph"),
    ("part-of-title", "stands in the page's <title>"),
    ("place-1", "is the first line of the page"),
    ("place-2", "is among the first three lines of the page"),
    ("place-21", "stands further down the page"),
    ("place-4", "is among the first eight lines of the page"),
    ("place-9", "is among the first twenty lines of the page"),
    ("repeated", "stands more than once on the page"),
    ("shown", "a line of the page shows it"),
    ("starts-title", "the page's <title> opens with it"),
    ("stated-twice", "is stated in more than one place"),
    ("title-part", "is a part of a stated title"),
    ("title-whole", "is a stated title as it stands"),
    ("twitter-title", "is the title in a Twitter card"),
    ("unshown", "no line of the page shows it"),
    ("words-1", "is one word"),
    ("words-12", "has 12 to 17 words"),
    ("words-18", "has 18 to 27 words"),
    ("words-2", "is two words"),
    ("words-28", "has 28 words and more"),
    ("words-3", "is three or four words"),
    ("words-5", "has five to seven words"),
    ("words-8", "has eight to 11 words"),
];

/// Lengths in words.
const WORDS: &[(f32, &str)] = &[
    (0.0, "words-1"),
    (2.0, "words-2"),
    (3.0, "words-3"),
    (5.0, "words-5"),
    (8.0, "words-8"),
    (12.0, "words-12"),
    (18.0, "words-18"),
    (28.0, "words-28"),
];

/// Places on the page, in lines from the top.
const PLACES: &[(f32, &str)] =
    &[(0.0, "place-1"), (1.0, "place-2"), (3.0, "place-4"), (8.0, "place-9"), (20.0, "place-21")];

/// A longer line is no headline.
const MOST_WORDS: f32 = 45.0;

/// Lines of flattened text above the opening that may be the headline.
const MOST_LINES: usize = 40;

/// A byline stands in so many lines below its headline.
const BYLINE_WITHIN: usize = 3;

/// A candidate that holds another one's words has at least this many letters of it.
const LEAST_SHARED: usize = 12;

/// How good a way of writing is: as a line shows it, as it is stated, as a part of what is stated.
const AS_SHOWN: f32 = 2.0;
const AS_STATED: f32 = 1.0;
const AS_PART: f32 = 0.5;

/// The headline of the page.
pub(super) fn choose(evidence: &Evidence<'_>) -> Chosen<String> {
    let candidates = gather(evidence);
    candidates.choose(&evidence.rules.credits.headline, evidence.columns, evidence.show(|text: &String| text.clone()))
}

/// The candidates with their hits.
pub(super) fn gather(evidence: &Evidence<'_>) -> Candidates<String> {
    let mut candidates = Candidates::new(&FIELD);
    let front = Front::of(evidence);
    lines(evidence, front, &mut candidates);
    // A page with nothing to keep states a title all the same, but shows no headline.
    if evidence.labels.iter().any(|label| label.is_content()) {
        stated(evidence, &mut candidates);
    }
    finish(evidence, &mut candidates);
    candidates
}

/// Offers a text; without what threads put around their titles.
fn offer(evidence: &Evidence<'_>, candidates: &mut Candidates<String>, text: &str, shown: f32, hits: &[&'static str]) {
    let text = title::without_marks(text);
    let text = if evidence.kind == Kind::Thread { title::of_thread(text) } else { text };
    candidates.offer(fold(text), text.to_owned(), shown, hits);
}

/// The lines that may show the headline.
fn lines(evidence: &Evidence<'_>, front: Front, candidates: &mut Candidates<String>) {
    let page = evidence.page;
    let mut seen = Seen::default();
    let h1_count = evidence.all().filter(|&line| page.page.lines[line].block.kind == BlockKind::Heading(1)).count();
    let mut chosen: Vec<usize> = Vec::new();
    let mut in_text = 0;
    for line in evidence.all().filter(|&line| page.lines[line].words <= MOST_WORDS) {
        let kind = page.page.lines[line].block.kind;
        let labelled = evidence.labels[line] == Label::Headline;
        let heading =
            matches!(kind, BlockKind::Heading(1..=2)) || kind == BlockKind::Heading(3) && line < front.opening;
        let titled = page.title_line == Some(line) || is_part(&page.stated.title, &page.folded[line]);
        let plain = !page.page.from_markup && line < front.opening && in_text < MOST_LINES;
        in_text += usize::from(plain);
        if labelled || heading || titled || plain {
            chosen.push(line);
        }
    }
    let nearest = chosen.iter().rev().find(|&&line| line < front.opening).copied();
    for &line in &chosen {
        let mut hits = seen.hits(evidence, line, h1_count);
        line_hits(evidence, front, line, &mut hits);
        if nearest == Some(line) {
            hits.push("nearest");
        }
        offer(evidence, candidates, evidence.text(line), AS_SHOWN, &hits);
        if let Some(rest) = without_kicker(evidence, line) {
            hits.push("kicker-off");
            offer(evidence, candidates, rest, AS_SHOWN, &hits);
        }
        if let Some(both) = with_next(evidence, line) {
            hits.push("joined");
            offer(evidence, candidates, &both, AS_SHOWN, &hits);
        }
    }
}

/// Whether a line is a good part of the page's title.
fn is_part(title: &str, line: &str) -> bool {
    line.len() >= LEAST_SHARED && title.contains(line)
}

/// Counts what was met of each sort.
#[derive(Default)]
struct Seen {
    labelled: usize,
    h1: usize,
    h2: usize,
}

impl Seen {
    /// The hits that hang on what came before the line.
    fn hits(&mut self, evidence: &Evidence<'_>, line: usize, h1_count: usize) -> Vec<&'static str> {
        let mut hits = Vec::new();
        let mut count = |seen: &mut usize, first: &'static str, later: &'static str| {
            hits.push(if *seen == 0 { first } else { later });
            *seen += 1;
        };
        if evidence.labels[line] == Label::Headline {
            count(&mut self.labelled, "label-first", "label-later");
        }
        match evidence.page.page.lines[line].block.kind {
            BlockKind::Heading(1) => count(&mut self.h1, "h1-first", "h1-later"),
            BlockKind::Heading(2) => count(&mut self.h2, "h2-first", "h2-later"),
            BlockKind::Heading(_) => hits.push("heading"),
            _ => {}
        }
        if h1_count == 1 && hits.contains(&"h1-first") {
            hits.push("h1-only");
        }
        hits
    }
}

/// The hits of a line by itself and its neighbours.
fn line_hits(evidence: &Evidence<'_>, front: Front, line: usize, hits: &mut Vec<&'static str>) {
    let page = evidence.page;
    let source = &page.page.lines[line];
    hits.push("shown");
    hits.extend(range(PLACES, line as f32).filter(|_| !page.page.from_markup));
    hits.extend(match evidence.labels[line] {
        Label::Body | Label::Heading => Some("label-content"),
        Label::Byline | Label::Timestamp => Some("label-byline"),
        Label::Deck => Some("label-deck"),
        Label::Related => Some("label-related"),
        Label::Headline => None,
        _ => Some("label-menu"),
    });
    let below = (line + 1..evidence.labels.len()).take(BYLINE_WITHIN);
    let signed = below.clone().any(|at| matches!(evidence.labels[at], Label::Byline | Label::Timestamp));
    let hidden = source.markup.as_ref().is_some_and(|markup| page.page.elements[markup.element as usize].hidden);
    let names = names_above(evidence, line);
    for (fires, name) in [
        (line > front.opening, "below-opening"),
        (signed || below.clone().any(|at| page.dated[at] > 0.3), "by-author"),
        (page.copies[line] > 1, "repeated"),
        (page.lines[line].linked > 0.9, "linked"),
        (hidden, "hidden"),
        (holds(&names, &["headline", "title", "heading"]), "class-title"),
        (holds(&names, &["logo", "brand", "site-", "masthead"]), "class-site"),
        (holds(&names, &["related", "widget", "sidebar", "comment", "menu", "nav", "promo", "card"]), "class-other"),
    ] {
        if fires {
            hits.push(name);
        }
    }
}

/// A line without the link that opens it, where the rest is no link.
fn without_kicker<'a>(evidence: &Evidence<'a>, line: usize) -> Option<&'a str> {
    let source = &evidence.page.page.lines[line];
    let (first, _) = source.block.links.first().filter(|(range, _)| range.start <= source.marker)?;
    let rest = source.text.get(first.end..)?.trim_start_matches([' ', ':', '|', '/', '-', '–', '—', '•', '·']);
    (source.block.links.len() == 1 && !rest.is_empty()).then_some(rest)
}

/// A heading that a break parts into two lines, as one.
fn with_next(evidence: &Evidence<'_>, line: usize) -> Option<String> {
    let lines = &evidence.page.page.lines;
    let next = lines.get(line + 1)?;
    let page = evidence.page.page;
    let heading = |line: &crate::line::Line| {
        let mut path = page.path(line.markup.as_ref()?.element);
        path.find(|(_, element)| [Tag::of("h1"), Tag::of("h2")].contains(&element.tag)).map(|(at, _)| at)
    };
    let kind = lines[line].block.kind;
    let whole = matches!(kind, BlockKind::Heading(1 | 2)) && next.block.kind == kind;
    (whole && heading(&lines[line])? == heading(next)?)
        .then(|| format!("{} {}", evidence.text(line), evidence.text(line + 1)))
}

/// What the page states outside its lines.
fn stated(evidence: &Evidence<'_>, candidates: &mut Candidates<String>) {
    let metadata = &evidence.page.page.metadata;
    let mut titles: Vec<(&'static str, String)> = Vec::new();
    let tags: [(&'static str, &[&str]); 4] = [
        ("og-title", &["og:title"]),
        ("twitter-title", &["twitter:title"]),
        ("microdata", &["itemprop=headline", "headline"]),
        ("meta-title", &["dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title", "title"]),
    ];
    for (hit, names) in tags {
        titles.extend(metadata.tag(names).map(|title| (hit, title.to_owned())));
    }
    titles.extend(evidence.stated.headline.clone().map(|title| ("json-ld", title)));
    titles.extend(metadata.title.clone().map(|title| ("document-title", title)));
    for (source, title) in &titles {
        let mut whole = vec![*source, "title-whole"];
        for part in parts(title) {
            let hits = part_hits(evidence, &part);
            if hits.contains(&"cut-is-site") {
                whole.push("ends-site");
            }
            offer(evidence, candidates, part.kept, AS_PART, &hits);
        }
        offer(evidence, candidates, title, AS_STATED, &whole);
    }
    for at in 0..candidates.all().len() {
        let stated = ["og-title", "twitter-title", "microdata", "meta-title", "json-ld", "document-title"];
        if stated.iter().filter(|name| candidates.fired(at, name)).count() > 1 {
            candidates.add(at, &["stated-twice"]);
        }
    }
}

fn part_hits(evidence: &Evidence<'_>, part: &Part<'_>) -> Vec<&'static str> {
    let words = part.off.split_whitespace().count();
    let mut hits = vec!["title-part", if part.cut == Cut::End { "cut-ends" } else { "cut-opens" }];
    for (fires, name) in [
        (is_site(evidence, part.off), "cut-is-site"),
        (words <= 3, "cut-short"),
        (words > 6, "cut-long"),
        (part.more, "cut-more"),
        (part.weak, "cut-weak"),
    ] {
        if fires {
            hits.push(name);
        }
    }
    hits
}

/// The hits that hang on the candidate's own words and on the other candidates.
fn finish(evidence: &Evidence<'_>, candidates: &mut Candidates<String>) {
    let words = &evidence.rules.credit_words;
    let page = evidence.page;
    let shown: Vec<String> = (0..candidates.all().len())
        .filter(|&at| candidates.fired(at, "shown"))
        .map(|at| candidates.all()[at].key.clone())
        .collect();
    let keys: Vec<String> = candidates.all().iter().map(|one| one.key.clone()).collect();
    let echo = Echo::of(evidence, keys.iter().map(String::as_str));
    for at in 0..candidates.all().len() {
        let one = &candidates.all()[at];
        let count = count_words(&one.value);
        let capital = one.value.chars().any(char::is_uppercase) && !one.value.chars().any(char::is_lowercase);
        let unshown = !candidates.fired(at, "shown");
        let longer = |other: &String| other.len() > one.key.len() && is_part(other, &one.key);
        let mut hits: Vec<&'static str> = range(WORDS, count).into_iter().chain(echo.hit(&one.key)).collect();
        for (fires, name) in [
            (unshown, "unshown"),
            (capital, "capitals"),
            (is_site(evidence, &one.value), "is-site"),
            (count <= 4.0 && super::name::looks_like_name(&one.value, words), "is-name"),
            (one.value.ends_with(['.', '。']), "ends-sentence"),
            (!super::date_spans(&one.value, &evidence.rules.months).is_empty(), "dated"),
            (page.stated.title.starts_with(&one.key), "starts-title"),
            (is_part(&page.stated.title, &one.key), "part-of-title"),
            (unshown && shown.iter().any(longer), "longer-shown"),
        ] {
            if fires {
                hits.push(name);
            }
        }
        candidates.add(at, &hits);
    }
}

/// Words; of scripts that do not part them, two characters make one.
fn count_words(text: &str) -> f32 {
    let unspaced =
        text.chars().filter(|c| matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'));
    text.split_whitespace().count() as f32 + unspaced.count() as f32 / 2.0
}
