//! Who said what is quoted: the lines that say so ("Jane wrote:", "Originally posted by Jane", "Zitat von Jane"), beside
//! what the markup states of a quotation. Such a line stands within its quotation or right before it. In flattened text
//! a quotation shows where software has put a button behind it ("Click to expand…").

use std::sync::Arc;

use super::Evidence;
use super::date::find_dates;
use crate::line::Within;
use crate::measure::fold;
use crate::rules::Said;

/// A line that says who is quoted has at most so many bytes; longer ones are what is said.
const LONGEST: usize = 160;

/// A name has at most so many words and characters.
const NAME_WORDS: usize = 5;
const NAME_LENGTH: usize = 50;

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

/// What each line of a page has to do with quotations; empty where the page has none.
pub(crate) fn quoted(evidence: &Evidence<'_>) -> Vec<Quoted> {
    let mut found = vec![Quoted::default(); evidence.labels.len()];
    shown(evidence, &mut found);
    let lines = &evidence.page.page.lines;
    let innermost = |line: usize| {
        let within = lines[line].block.within.as_deref().unwrap_or_default();
        let own = within.iter().rev().find_map(|within| match within {
            Within::Quote(id, by) => Some((*id, &**by)),
            _ => None,
        });
        own.or(found[line].within.map(|id| (id, "")))
    };
    let places: Vec<Option<(u32, &str)>> = evidence.all().map(innermost).collect();
    let mut begun = rustc_hash::FxHashMap::default();
    for line in evidence.all() {
        let Some((id, stated)) = places[line] else { continue };
        let by = match begun.get(&id) {
            Some(by) => by,
            None => {
                let by = head(evidence, &places, line, stated, &mut found);
                begun.entry(id).or_insert(by)
            }
        };
        found[line].by.clone_from(by);
    }
    found
}

/// Who said the quotation that begins with this line; marks the lines that say so.
fn head(
    evidence: &Evidence<'_>,
    places: &[Option<(u32, &str)>],
    first: usize,
    stated: &str,
    found: &mut [Quoted],
) -> Option<Arc<str>> {
    let mut by = Some(stated).filter(|name| !name.is_empty()).map(str::to_owned);
    let id = places[first].map(|(id, _)| id);
    let within = (first..places.len()).take(MOST_LINES).take_while(|&line| places[line].map(|(id, _)| id) == id);
    let before = first.checked_sub(1).filter(|&line| places[line].is_none() || places[line] != places[first]);
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

/// Marks the quotations of flattened text that a button ends.
fn shown(evidence: &Evidence<'_>, found: &mut [Quoted]) {
    let ends = |line: usize| evidence.says(line, &["click-to-expand"]);
    if evidence.page.page.from_markup || !evidence.all().any(ends) {
        return;
    }
    let mut opened: Option<usize> = None;
    for line in evidence.all() {
        if ends(line) {
            if let Some(opened) = opened.take().filter(|opened| line - opened <= MOST_QUOTED) {
                let id = FIRST_NUMBER.saturating_add(opened as u32);
                found[opened..line].iter_mut().for_each(|quoted| quoted.within = Some(id));
            }
        } else if said(evidence, evidence.text(line)).flatten().is_some() {
            opened = Some(line);
        }
    }
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

/// Whom a line names that says one of these of a quotation, if it does.
fn speaker(text: &str, all: &[Said]) -> Option<Option<String>> {
    let (lower, places) = lowered(text);
    all.iter().find_map(|said| speaker_by(text, &lower, &places, said))
}

fn speaker_by(text: &str, lower: &str, places: &[usize], said: &Said) -> Option<Option<String>> {
    let at = lower.find(&*said.words)?;
    let (start, end) = (places[at], places[at + said.words.len()]);
    let (before, after) = (text.get(..start)?, text.get(end..)?);
    let touches = |side: Option<char>| side.is_some_and(|c| c.is_alphanumeric() && c.is_ascii());
    if touches(before.chars().next_back()) || touches(after.chars().next()) {
        return None;
    }
    let is_bare = |text: &str| !text.chars().any(char::is_alphabetic);
    let named = match (said.opens, said.ends) {
        (true, true) => return (is_bare(before) && is_bare(after)).then_some(None),
        (true, false) if is_bare(before) => name(after),
        (false, true) if is_bare(after) => name(behind_date(before)),
        (false, false) => name(behind_date(before)).or_else(|| name(after)),
        _ => None,
    }?;
    Some(Some(named))
}

/// What stands behind a date, where a name does: "On Mon, May 12, Jane", "3 hours ago, Jane".
fn behind_date(text: &str) -> &str {
    let named = |text: &str| text.chars().any(char::is_alphabetic);
    let text = text.rsplit_once('↑').map(|(_, behind)| behind).filter(|behind| named(behind)).unwrap_or(text);
    let counted = |before: &str| before.contains(|c: char| c.is_ascii_digit());
    text.rsplit_once(", ")
        .filter(|(before, behind)| counted(before) && named(behind))
        .map_or(text, |(_, behind)| behind)
}

/// Small letters, and where in the text each of their bytes comes from; one place more than bytes.
fn lowered(text: &str) -> (String, Vec<usize>) {
    let mut lower = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        lower.extend(c.to_lowercase());
        places.resize(lower.len(), at);
    }
    places.push(text.len());
    (lower, places)
}

/// Words beside a name that are none of it, sorted: those of dates, and of links to the post.
const BESIDE: &[&str] = &["a", "am", "am:", "at", "dne", "el", "em", "in", "le", "on", "op", "post", "um", "view", "в"];

/// The name that is left of a line when what it says is taken out.
fn name(rest: &str) -> Option<String> {
    let marks = |c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.' | ')' | ']');
    let rest = rest.split(['<', '↑', '→', '(']).map(str::trim).find(|part| part.chars().any(char::is_alphanumeric))?;
    let mut words: Vec<&str> = rest.split_whitespace().map(|word| word.trim_matches(marks)).collect();
    words.retain(|word| !word.is_empty());
    let is_beside = |word: &str| BESIDE.binary_search(&&*word.to_lowercase()).is_ok();
    while words.first().is_some_and(|word| is_beside(word) && words.len() > 1) {
        words.remove(0);
    }
    while words.last().is_some_and(|word| is_beside(word) && words.len() > 1) {
        words.pop();
    }
    let name = words.join(" ");
    let name = name.trim_end_matches(['.', ':', ',']);
    let fits = !name.is_empty() && words.len() <= NAME_WORDS && name.chars().count() <= NAME_LENGTH;
    fits.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn words_beside_names_are_sorted() {
        assert!(BESIDE.is_sorted());
    }

    #[test]
    fn speakers() {
        let rules = Rules::built_in();
        let check = |line: &str, expected: Option<Option<&str>>| {
            let found = speaker(line, &rules.said);
            assert_eq!(found.as_ref().map(|name| name.as_deref()), expected, "{line}");
        };
        for (line, name) in [
            ("Jane wrote:", "Jane"),
            ("rivet_rosa said: ↑", "rivet_rosa"),
            ("Originally Posted by Old Salt", "Old Salt"),
            ("Originally posted by Old Salt (view post)", "Old Salt"),
            ("Zitat von Deichgraf", "Deichgraf"),
            ("Deichgraf hat geschrieben: ↑", "Deichgraf"),
            ("Quote from: tidewatcher on ", "tidewatcher"),
            ("On Mon, ↑ Jane Doe <jane@mail.example> wrote:", "Jane Doe"),
            ("3 hours ago, old_salt said:", "old_salt"),
            ("船頭さんの発言:", "船頭"),
            ("船頭 さんの投稿:", "船頭"),
            ("Боцман написал(а):", "Боцман"),
            ("Matelot a écrit :", "Matelot"),
        ] {
            check(line, Some(Some(name)));
        }
        check("Quote:", Some(None));
        check("The old captain said the tide would turn by noon.", None);
        check("She wrote a letter", None);
    }
}
