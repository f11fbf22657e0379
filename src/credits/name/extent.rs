//! How far a word or a number reaches in a byline, and which characters are letters.

use super::words::{CLOCK, CREDENTIAL, CUT, CreditWords, DATE, GENERATION, JOB};

/// Letters and the marks written on them.
pub(super) fn is_letter(letter: char) -> bool {
    letter.is_alphabetic() || is_mark(letter)
}

/// Combining marks that Unicode does not count as alphabetic (Latin accents, viramas, Thai tone marks).
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{93c}' | '\u{94d}'
        | '\u{9cd}' | '\u{bcd}' | '\u{c4d}' | '\u{e47}'..='\u{e4e}' | '\u{200c}')
}

/// Scripts written without blanks between words, and Korean, whose names are as short.
pub(super) fn is_cjk(letter: char) -> bool {
    matches!(letter, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{2ffff}')
}

fn is_hangul(letter: char) -> bool {
    matches!(letter, '\u{ac00}'..='\u{d7a3}')
}

/// Digits, with the marks of dates and times between them and up to two letters behind them ("5:00am", "3rd", "9h").
pub(super) fn number_end(text: &str, start: usize) -> usize {
    let mut end = start;
    loop {
        let digits = text[end..].find(|c: char| !c.is_numeric()).map_or(text.len(), |n| end + n);
        let rest = &text[digits..];
        // "9dJane Doe": the unit of time ends where a capital follows a small letter.
        let mut small = false;
        let unit = |&letter: &char| {
            let seam = small && letter.is_uppercase();
            small = letter.is_lowercase();
            is_letter(letter) && !seam
        };
        let unit: Vec<char> = rest.chars().take(3).take_while(unit).collect();
        let letters: usize = unit.iter().map(|letter| letter.len_utf8()).sum();
        let count = unit.len();
        let suffix = if count <= 2 { digits + letters } else { digits };
        let mut after = text[suffix..].chars();
        match (after.next(), after.next()) {
            (Some(mark), Some(digit)) if ".:/-,'’".contains(mark) && digit.is_numeric() => {
                end = suffix + mark.len_utf8();
            }
            (Some(digit), _) if digit.is_numeric() && suffix > digits => end = suffix,
            _ => return suffix,
        }
    }
}

/// Letters with hyphens, apostrophes and points between them; the full stop behind an initial or abbreviation.
pub(super) fn word_end(text: &str, start: usize, opens: bool, words: &CreditWords) -> usize {
    let mut letters = text[start..].char_indices().peekable();
    let cjk = text[start..].chars().next().is_some_and(is_cjk);
    let mut end = start;
    while let Some((offset, letter)) = letters.next() {
        let at = start + offset;
        if is_letter(letter) {
            if is_cjk(letter) != cjk {
                return at;
            }
        } else if letter.is_numeric() {
            if cjk || digits_are_glued(&text[start..at], opens, words) {
                return at;
            }
        } else {
            // Korean parts two names with the point that parts a foreign name elsewhere.
            let korean = text[start..].starts_with(is_hangul);
            let joiner = "'’ʼ`´-‐‑._".contains(letter) || (matches!(letter, '·' | '・') && !korean);
            let followed =
                letters.peek().is_some_and(|&(_, next)| is_letter(next) || (letter == '_' && next.is_numeric()));
            if !joiner || !followed {
                break;
            }
        }
        end = at + letter.len_utf8();
    }
    // What follows asks whether a full stop belongs to the word.
    if !text[end..].starts_with('.') {
        return end;
    }
    let shown = &text[start..end];
    let letters = shown.chars().count();
    let known = words.roles(&shown.to_lowercase()) & (CREDENTIAL | JOB | GENERATION) != 0;
    let goes_on = end + 1 < text.len() && letters <= LONGEST_ABBREVIATION;
    let abbreviation = letters == 1 || shown.contains('.') || goes_on || (known && letters <= LONGEST_TITLE);
    if abbreviation { end + 1 } else { end }
}

/// "Th." and "Md." keep their full stop where the line goes on; longer words end a sentence with it.
const LONGEST_ABBREVIATION: usize = 2;

/// "Dr.", "Prof.", "Jr.", "Esq." keep it everywhere.
const LONGEST_TITLE: usize = 4;

/// Whether digits behind a word are a date glued to a name ("Roe12 May") rather than a part of a user name ("roe12").
fn digits_are_glued(word: &str, opens: bool, words: &CreditWords) -> bool {
    if words.roles(&word.to_lowercase()) & (CUT | DATE | CLOCK) != 0 {
        return true;
    }
    let mut letters = word.chars();
    !opens && letters.next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase)
}
