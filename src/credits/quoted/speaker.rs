//! The name in a line that only says who is quoted: what is left of it when the words that say so, the date and links to
//! the post are taken out. Which lines are asked is told in `quoted`.

use crate::rules::Said;

/// A name has at most so many words and characters.
const NAME_WORDS: usize = 5;
const NAME_LENGTH: usize = 50;

/// Whom a line names that says one of these of a quotation, if it does.
pub(super) fn speaker(text: &str, all: &[Said]) -> Option<Option<String>> {
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
const BESIDE: &[&str] = &[
    "a", "am", "am:", "at", "dne", "el", "em", "in", "le", "on", "op", "post", "um", "view", "в", "于", "发布", "发表",
];

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
            ("原帖由 船老大 于 ↑ 发表", "船老大"),
            ("最初由 船老大 发布", "船老大"),
            ("nora adlı üyeden alıntı", "nora"),
            ("뱃사공님의 글:", "뱃사공"),
            ("Сообщение от Боцман", "Боцман"),
            ("اقتباس من البحار", "البحار"),
            ("Zamieszczone przez bosman", "bosman"),
        ] {
            check(line, Some(Some(name)));
        }
        check("Quote:", Some(None));
        check("The old captain said the tide would turn by noon.", None);
        check("She wrote a letter", None);
    }
}
