//! Words that lost the blank between them, as when a page's elements were run together: "ByJane Doe".
//!
//! A word is parted at a capital only where one of its halves is a word of the table, or where two whole names meet.

use super::extent::is_cjk;
use super::pieces::{Token, Word, word};
use super::words::{AGENCY, AND, BY, CreditWords, DATE, FUSED, GENRE, INTERFACE, JOB, OUTLET, Roles};

/// Parts words that lost the blank between them: "ByJane Doe", "Jane DoeStaff Writer", "記者王小明".
pub(super) fn unglue<'a>(tokens: Vec<Token<'a>>, words: &CreditWords) -> Vec<Token<'a>> {
    let mut apart = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        let Token::Word(glued) = &token else {
            apart.push(token);
            continue;
        };
        let before = words_at_end(&apart);
        let cut = if glued.text.chars().next().is_some_and(is_unspaced) {
            cjk_seam(glued, before, words)
        } else {
            seam(glued, before, tokens.as_slice().first(), words)
        };
        match cut {
            None => apart.push(token),
            Some((at, broken)) => {
                apart.push(Token::Word(part(glued, 0, at, words)));
                if broken {
                    apart.push(Token::Break);
                }
                apart.push(Token::Word(part(glued, at, glued.text.len(), words)));
            }
        }
    }
    apart
}

/// How many words stand at the end of the tokens with nothing and no by-word between them; two are enough to know.
fn words_at_end(tokens: &[Token]) -> usize {
    let name = |token: &&Token| matches!(token, Token::Word(word) if word.roles & BY == 0);
    tokens.iter().rev().take(2).take_while(name).count()
}

fn part<'a>(glued: &Word<'a>, from: usize, to: usize, words: &CreditWords) -> Word<'a> {
    let mut part = word(glued.text, from, to, words);
    part.start += glued.start;
    part.end += glued.start;
    part
}

/// Where a word in a script with capitals is to be parted, and whether a break goes there.
fn seam(glued: &Word, before: usize, next: Option<&Token>, words: &CreditWords) -> Option<(usize, bool)> {
    // Where no capital stands within a word, as in most, there is no seam.
    if !glued.text.chars().skip(1).any(char::is_uppercase) {
        return None;
    }
    let letters: Vec<(usize, char)> = glued.text.char_indices().take(LONGEST_GLUED).collect();
    for triple in letters.windows(3) {
        let [(_, left), (at, right), (_, after)] = *triple else {
            continue;
        };
        let small_to_capital = left.is_lowercase() && right.is_uppercase();
        let capitals_to_word = left.is_uppercase() && right.is_uppercase() && after.is_lowercase();
        if !small_to_capital && !capitals_to_word {
            continue;
        }
        let (head, tail) = glued.text.split_at(at);
        let (head_roles, tail_lower) = (words.roles(&head.to_lowercase()), tail.to_lowercase());
        let small_head = !head.chars().any(char::is_uppercase);
        let fused = head_roles & FUSED != 0 && !small_head;
        if small_to_capital && head_roles & BY != 0 && (small_head || (before == 0 && !fused)) {
            return Some((at, false));
        }
        let follower = |wanted: Roles| words.roles(&tail_lower) & wanted != 0;
        let dated = matches!(next, Some(Token::Number { .. })) && follower(DATE);
        let phrase = match next {
            Some(Token::Word(next)) => words.roles(&format!("{tail_lower} {}", next.lower)),
            _ => 0,
        };
        let known = INTERFACE | JOB | AGENCY | OUTLET | GENRE;
        if dated || (before > 0 && (follower(known) || phrase & known != 0)) {
            return Some((at, true));
        }
        let next_is_word = matches!(next, Some(Token::Word(word)) if word.roles & AND == 0);
        if small_to_capital
            && before > 0
            && next_is_word
            && !fused
            && head.len() > 1
            && !head.contains(['-', '\'', '’'])
        {
            return Some((at, true));
        }
    }
    None
}

/// Names with what is glued to them are shorter, in letters; longer words are not taken apart.
const LONGEST_GLUED: usize = 60;

/// Thai is written without blanks as well, though its names have them.
fn is_unspaced(letter: char) -> bool {
    is_cjk(letter) || matches!(letter, '\u{e00}'..='\u{e7f}')
}

/// Where a word of a script without blanks is to be parted: behind what opens the byline, or before a job.
fn cjk_seam(glued: &Word, before: usize, words: &CreditWords) -> Option<(usize, bool)> {
    let seams: Vec<usize> = glued.text.char_indices().map(|(at, _)| at).skip(2).take(LONGEST_GLUED).collect();
    let head = |&at: &usize| words.roles(&glued.text[..at]) & BY != 0;
    let tail = |&at: &usize| words.roles(&glued.text[at..]) & JOB != 0;
    if glued.roles & (BY | JOB) != 0 {
        return None;
    }
    // Phrases have at most eight letters; the longest goes first.
    let opening = seams.iter().take(7).rev().copied().find(|at| before == 0 && head(at));
    let at = opening.or_else(|| seams.iter().copied().find(tail))?;
    Some((at, false))
}
