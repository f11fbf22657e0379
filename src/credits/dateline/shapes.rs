//! The shapes that the parts of a dateline have, known by looking at them alone:
//! dashes, capitals, call signs, and the words that no place is made of.

use super::places::fold;
use super::words::{
    CORRESPONDENT_LABELS, FALSE_OPENERS, NAME_PARTICLES, PLACE_ENDINGS, PLACE_WORDS, SHORT_WORDS, SPEECH_VERBS,
    TALK_WORDS, TITLES,
};

/// How a place is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Casing {
    Upper,
    Mixed,
    /// In scripts that have no capitals.
    None,
}

/// The length of the dash the rest opens with, where it stands as a mark and not inside a word.
pub(super) fn dash_at(before: &str, rest: &str) -> Option<usize> {
    // Old wires send an underscore for the dash.
    let is_dash = |c: char| matches!(c, '-' | '_' | '–' | '—' | '―' | '‒' | '−' | '─');
    let first = rest.chars().next().filter(|&c| is_dash(c))?;
    let length = rest.find(|c: char| !is_dash(c)).unwrap_or(rest.len());
    let count = rest[..length].chars().count();
    let open = |c: char| c.is_whitespace() || matches!(c, '.' | ')' | ']' | '/' | ':' | ',');
    let spaced_before = before.ends_with(open);
    let spaced_after = rest[length..].is_empty() || rest[length..].starts_with(char::is_whitespace);
    let stands = count > 1 || first == '—' || first == '―' || spaced_before || spaced_after;
    // "fünf- bis sechsmal" and "Nord- und Südkorea" keep their hyphen.
    let hangs = first == '-' && count == 1 && !spaced_before && spaced_after;
    let hangs = hangs && !before.ends_with(char::is_uppercase);
    (stands && !hangs).then_some(length)
}

/// Whether the text ends in a word that a full stop shortens: `N.Y`, `St`, `Calif`, `Sept`, `5`.
pub(super) fn ends_in_short_word(text: &str) -> bool {
    let starts = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | '/');
    let word = text.rsplit(starts).next().unwrap_or_default();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters < 2
        || word.contains('.')
        || (letters == 2 && word.is_ascii())
        || SHORT_WORDS.binary_search(&fold(word).as_str()).is_ok()
}

/// Text without the full stops and spaces that close it.
pub(super) fn trim_end(text: &str) -> &str {
    let trimmed = text.trim_end();
    let bare = trimmed.trim_end_matches(['.', ' ']);
    // "Washington D.C." keeps its last full stop.
    let short = ends_in_short_word(bare) && trimmed.len() <= bare.len() + 1;
    if short { trimmed } else { bare }
}

/// A date as shown, without the full stop that only closes it.
pub(super) fn trim_date(text: &str) -> &str {
    let text = text.trim();
    let bare = text.trim_end_matches('.');
    let figures = bare.ends_with(|c: char| c.is_ascii_digit());
    if figures || !ends_in_short_word(bare) { bare } else { text }
}

/// How a place is written, if the text can be one: a few words, each with a capital or a small
/// word of names, and nothing but letters and what joins them.
pub(super) fn place_casing(text: &str) -> Option<Casing> {
    const MOST_WORDS: usize = 6;
    const MOST_CHARS: usize = 44;
    let joins = |c: char| matches!(c, '-' | '\'' | '’' | '‘' | 'ʻ' | '.' | '\u{2010}' | '\u{2011}');
    let allowed = |c: char| c.is_alphabetic() || c.is_whitespace() || joins(c) || is_vowel_sign(c);
    // Most texts are sentences, of which the first few words are enough.
    if text.chars().nth(MOST_CHARS).is_some() || text.split_whitespace().nth(MOST_WORDS).is_some() {
        return None;
    }
    text.chars().filter(|c| c.is_alphabetic()).nth(1)?;
    if !text.chars().all(allowed) || !text.starts_with(|c: char| c.is_alphabetic() || c == '\'') {
        return None;
    }
    let cased = |c: &char| c.is_uppercase() || c.is_lowercase();
    if !text.chars().any(|c| cased(&c)) {
        return Some(Casing::None);
    }
    if text.chars().filter(cased).all(char::is_uppercase) {
        return Some(Casing::Upper);
    }
    let named = |word: &str| {
        word.starts_with(char::is_uppercase)
            || word.chars().nth(1).is_some_and(|c| matches!(c, '\'' | '’'))
            || word.starts_with("'s")
            || NAME_PARTICLES.binary_search(&word).is_ok()
    };
    let opens = text.starts_with(char::is_uppercase) || text.starts_with("'s-");
    (opens && text.split_whitespace().all(named)).then_some(Casing::Mixed)
}

/// Signs that Indic and Arabic letters carry, which are no letters themselves.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{0900}'..='\u{0dff}' | '\u{0e31}'..='\u{0e4e}' | '\u{200c}')
}

/// A number that offices give their releases: `058/21`.
pub(super) fn is_reference(text: &str) -> bool {
    let figures = text.chars().filter(char::is_ascii_digit).count();
    let rest = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | '.');
    figures >= 2 && text.len() <= 12 && text.chars().all(rest)
}

/// A station of the US or Canada by its shape: `WABC`, `KTRK-TV`, `CKCO`, `PIX11`.
pub(super) fn is_call_sign(name: &str) -> bool {
    let base = ["-TV", "-FM", "-AM", " TV"].iter().find_map(|ending| name.strip_suffix(ending));
    let base = base.unwrap_or(name);
    let letters = base.trim_end_matches(|c: char| c.is_ascii_digit());
    let figures = base.len() - letters.len();
    let opens = letters.starts_with(['W', 'K', 'C']) && (3..=4).contains(&base.len());
    let numbered = (1..=2).contains(&figures) && (2..=5).contains(&letters.len());
    letters.chars().all(|c| c.is_ascii_uppercase()) && (opens || numbered)
}

/// An outlet that signs with its address: `KOMPAS.com`.
pub(super) fn is_site_name(name: &str) -> bool {
    const ENDINGS: [&str; 13] = ["az", "co", "com", "de", "fr", "id", "it", "net", "news", "org", "ru", "tv", "ua"];
    let Some((site, ending)) = name.rsplit_once('.') else {
        return false;
    };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    let ending = ending.to_lowercase();
    site.chars().count() >= 3 && site.chars().all(plain) && ENDINGS.contains(&ending.as_str())
}

/// A sign that no table knows: a few words without figures or sentence marks.
pub(super) fn is_agency_like(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let plain = |c: char| c.is_alphanumeric() || " -/&.'’".contains(c);
    let opens = name.starts_with(char::is_alphabetic);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let opens_small = name.starts_with(char::is_lowercase);
    let shaped = if opens_small { words == 1 && name.chars().count() <= 10 } else { words <= 4 };
    opens && shaped && letters >= 2 && name.chars().count() <= 32 && name.chars().all(plain)
}

/// Whether the bracket holds one word such as districts have for a name: `Barnim`, not `AP` or `jur`.
pub(super) fn is_plain_name(text: &str) -> bool {
    let mut chars = text.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    capital && text.chars().count() >= 4 && chars.all(|c| c.is_lowercase() || c == '-')
}

/// Whether the bracket only shortens the name before it: "Prince Edward Island (PEI)".
pub(super) fn is_gloss(name: &str, short: &str) -> bool {
    let words = name.split([' ', '-']).filter_map(|word| word.chars().next());
    let initials: String = words.filter(|c| c.is_uppercase()).collect();
    initials.chars().count() >= 2 && initials == short
}

/// The first of the names in a bracket: `dpa` of `dpa/lno`, `Sputnik` of `Sputnik - May 5`.
pub(super) fn first_name(text: &str) -> &str {
    let seam = inner_seams(text).next().map_or(text.len(), |(at, _)| at);
    let first = &text[..seam];
    first.split('/').next().unwrap_or(first).trim()
}

/// Where a bracket's inside could part into name and date: at commas and spaced dashes and slashes.
pub(super) fn inner_seams(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.char_indices().filter_map(|(at, c)| match c {
        ',' => Some((at, 1)),
        '/' if text[..at].ends_with(' ') => Some((at, 1)),
        _ => dash_at(&text[..at], &text[at..]).map(|length| (at, length)),
    })
}

/// A label such as "from our correspondent", glued to the place or before it, and what follows it.
pub(super) fn split_correspondent(head: &str) -> (bool, &str) {
    for label in CORRESPONDENT_LABELS {
        if let Some(opening) = head.get(..label.len())
            && opening.eq_ignore_ascii_case(label)
            && head[label.len()..].chars().any(char::is_alphabetic)
        {
            return (true, head[label.len()..].trim_start_matches([' ', ':', ',', '-', '\n']));
        }
    }
    (false, head)
}

/// Whether the text opens with a person's title: "SEN. WARREN", "Rep", "Dr Jones".
pub(super) fn is_title(text: &str) -> bool {
    let first = fold(text.split_whitespace().next().unwrap_or_default());
    TITLES.binary_search(&first.as_str()).is_ok()
}

/// Whether the text is a label that opens paragraphs, or begins with one: "UPDATE", "WORLD EXCLUSIVE".
pub(super) fn is_false_opener(text: &str) -> bool {
    const SHORTEST_ALONE: usize = 5;
    let folded = fold(text);
    let listed = |word: &str| FALSE_OPENERS.binary_search(&word).is_ok();
    listed(&folded) || folded.split(' ').any(|word| word.len() >= SHORTEST_ALONE && listed(word))
}

/// Whether one of its words is what kinds of places are called: "NAPA COUNTY", "SOUTHWEST MIAMI".
pub(super) fn has_place_word(text: &str) -> bool {
    let folded = fold(text);
    folded.contains(' ') && folded.split(' ').any(|word| PLACE_WORDS.binary_search(&word).is_ok())
}

/// Whether a word ends as towns do and other words hardly: "-kirchen", "-ville", "-abad".
pub(super) fn has_place_ending(text: &str) -> bool {
    const LEAST_BEFORE: usize = 3;
    let folded = fold(text);
    folded.split(' ').any(|word| {
        let ends = |ending: &str| word.len() >= ending.len() + LEAST_BEFORE && word.ends_with(ending);
        PLACE_ENDINGS.iter().any(|ending| ends(ending))
    })
}

/// Whether the text opens with a verb of speech, as it does after a speaker's name.
pub(super) fn opens_with_speech(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    SPEECH_VERBS.binary_search(&fold(word).as_str()).is_ok()
}

/// Whether the text opens as talk does, with "I" or "you".
pub(super) fn opens_with_talk(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    TALK_WORDS.binary_search(&fold(word).as_str()).is_ok()
}
