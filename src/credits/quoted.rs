//! Who said what is quoted: the lines that say so ("Jane wrote:", "Originally posted by Jane", "Zitat von Jane"), beside
//! what the markup states of a quotation. Such a line stands within its quotation or right before it. In flattened text
//! a quotation shows where software has put a button behind it ("Click to expand…"), and anywhere in what repeats an
//! earlier line of the page. Whose a quotation is may also be said at its end (`source`); the name within a line is found
//! in `speaker`.

mod source;
mod speaker;

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Evidence;
use super::date::find_dates;
use crate::line::{BlockKind, Within};
use crate::measure::fold;
use speaker::speaker;

/// A line that says who is quoted has at most so many bytes; longer ones are what is said.
const LONGEST: usize = 160;

/// So many lines at the top of a quotation say whose it is: a name, a date.
const MOST_LINES: usize = 3;

/// A quotation in flattened text has at most so many lines.
const MOST_QUOTED: usize = 60;

/// Quotations of flattened text are numbered from here; nothing else counts so high.
const FIRST_NUMBER: u32 = u32::MAX / 2;

/// What stands for a date in a line.
const DATE: &str = " ↑ ";

/// What a line has to do with a quotation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quoted {
    /// Who said the innermost quotation that it stands in.
    pub(crate) by: Option<Arc<str>>,
    /// Whether it only says who said the quotation.
    pub(crate) tells: bool,
    /// The quotation that it stands in, where nothing but its neighbours shows one.
    pub(crate) within: Option<u32>,
}

/// Where a line stands in quotations: the innermost one, who said it as far as its element states that, and how many
/// there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place<'e> {
    id: u32,
    stated: &'e str,
    depth: usize,
}

/// What each line of a page has to do with quotations.
pub(crate) fn quoted(evidence: &Evidence<'_>) -> Vec<Quoted> {
    let mut found = vec![Quoted::default(); evidence.labels.len()];
    expanded(evidence, &mut found);
    cited(evidence, &mut found);
    let places: Vec<Option<Place<'_>>> = evidence.all().map(|line| place(evidence, &found, line)).collect();
    let last = last_lines(evidence, &found);
    let mut begun: FxHashMap<u32, Option<Arc<str>>> = FxHashMap::default();
    for line in evidence.all() {
        let Some(place) = places[line] else { continue };
        let by = begun.entry(place.id).or_insert_with(|| {
            let by = head(evidence, &places, line, &mut found);
            by.or_else(|| foot(evidence, &places, line..last[&place.id] + 1, &mut found))
        });
        found[line].by.clone_from(by);
    }
    found
}

/// The quotations that a line stands in, outermost first.
fn quotes<'e>(evidence: &Evidence<'e>, found: &[Quoted], line: usize) -> impl Iterator<Item = (u32, &'e str)> {
    let within = evidence.page.page.lines[line].block.within.as_deref().unwrap_or_default();
    let own = within.iter().filter_map(|within| match within {
        Within::Quote(id, by) => Some((*id, &**by)),
        _ => None,
    });
    found[line].within.map(|id| (id, "")).into_iter().chain(own)
}

fn place<'e>(evidence: &Evidence<'e>, found: &[Quoted], line: usize) -> Option<Place<'e>> {
    let (depth, (id, stated)) = (1..).zip(quotes(evidence, found, line)).last()?;
    Some(Place { id, stated, depth })
}

/// The last line of each quotation, those of deeper ones among them.
fn last_lines(evidence: &Evidence<'_>, found: &[Quoted]) -> FxHashMap<u32, usize> {
    let all = evidence.all().flat_map(|line| quotes(evidence, found, line).map(move |(id, _)| (id, line)));
    all.collect()
}

/// Who said the quotation that begins with this line, as it is said before or at its begin; marks the lines that say so.
fn head(evidence: &Evidence<'_>, places: &[Option<Place<'_>>], first: usize, found: &mut [Quoted]) -> Option<Arc<str>> {
    let place = places[first]?;
    let mut by = Some(place.stated).filter(|name| !name.is_empty()).map(str::to_owned);
    let names = |line: usize| said(evidence, evidence.text(line)).flatten().is_some();
    // What stands right before a deeper quotation says whose that one is, unless it says so itself.
    let tells_of_deeper = |line: usize| {
        let next = places.get(line + 1).copied().flatten();
        next.is_some_and(|next| next.depth > place.depth) && !names(line + 1)
    };
    let within = (first..places.len()).take(MOST_LINES).take_while(|&line| places[line] == places[first]);
    let within = within.take_while(|&line| !tells_of_deeper(line));
    let is_other = |line: &usize| places[*line].is_none_or(|before| before.id != place.id);
    let before = first.checked_sub(1).filter(is_other).filter(|_| !names(first));
    let mut has_told = false;
    for line in before.into_iter().chain(within) {
        let text = evidence.text(line);
        let is_name = by.as_deref().is_some_and(|by| fold(text) == fold(by));
        let told = said(evidence, text);
        let is_date = has_told && evidence.page.dated[line] > 0.5;
        if told.is_none() && !is_name && !is_date {
            if line >= first {
                break;
            }
            continue;
        }
        has_told = true;
        found[line].tells = true;
        by = by.or(told.flatten());
    }
    by.map(Arc::from)
}

/// Who said a quotation, as its last line says it or the one right behind; marks that line.
fn foot(
    evidence: &Evidence<'_>,
    places: &[Option<Place<'_>>],
    lines: Range<usize>,
    found: &mut [Quoted],
) -> Option<Arc<str>> {
    let place = places[lines.start]?;
    let is_own = |line: usize| places[line].is_some_and(|other| other.id == place.id);
    let is_outside = |line: usize| places[line].is_none_or(|other| other.depth < place.depth);
    let last = Some(lines.end - 1).filter(|&line| line > lines.start && is_own(line));
    let behind = Some(lines.end).filter(|&line| line < places.len() && is_outside(line));
    let (line, name) =
        last.into_iter().chain(behind).find_map(|line| Some((line, source::named(evidence, &lines, line)?)))?;
    found[line].tells = true;
    Some(name.into())
}

/// Marks the quotations of flattened text that a button ends.
fn expanded(evidence: &Evidence<'_>, found: &mut [Quoted]) {
    let ends = |line: usize| evidence.says(line, &["click-to-expand"]);
    if evidence.page.page.from_markup || !evidence.all().any(ends) {
        return;
    }
    let mut opened: Option<usize> = None;
    for line in evidence.all() {
        if ends(line) {
            if let Some(opened) = opened.take().filter(|opened| line - opened <= MOST_QUOTED) {
                mark(found, opened..line);
            }
        } else if said(evidence, evidence.text(line)).flatten().is_some() {
            opened = Some(line);
        }
    }
}

/// Marks the quotations that nothing but their words shows: right behind a line that names whose they are, or behind the
/// date that follows it, stands what an earlier line of the page says.
fn cited(evidence: &Evidence<'_>, found: &mut [Quoted]) {
    let is_cited = |line: usize, found: &[Quoted]| {
        let is_words = evidence.page.page.lines[line].block.kind == BlockKind::Paragraph;
        is_words && evidence.page.cites[line] && quotes(evidence, found, line).next().is_none()
    };
    let names = |line: usize| said(evidence, evidence.text(line)).flatten().is_some();
    let is_named = |first: usize| {
        let is_date = |line: usize| evidence.page.dated[line] > 0.5;
        let mut before = (0..first).rev();
        before.next().is_some_and(|line| names(line) || is_date(line) && before.next().is_some_and(names))
    };
    let mut line = 0;
    while line < found.len() {
        let first = line;
        while line < found.len() && line - first < MOST_QUOTED && is_cited(line, found) {
            line += 1;
        }
        if line > first && is_named(first) {
            mark(found, first..line);
        }
        line = line.max(first + 1);
    }
}

/// Marks lines as one quotation.
fn mark(found: &mut [Quoted], lines: Range<usize>) {
    let id = FIRST_NUMBER.saturating_add(lines.start as u32);
    found[lines].iter_mut().for_each(|quoted| quoted.within = Some(id));
}

/// Whether a line only says who is quoted, and whom it names.
fn said(evidence: &Evidence<'_>, text: &str) -> Option<Option<String>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut plain = text.to_owned();
    for date in find_dates(text, &evidence.dates, &evidence.rules.months).iter().rev() {
        plain.replace_range(date.span.clone(), DATE);
    }
    speaker(&plain, &evidence.rules.said)
}
