//! Takes a byline apart: words, then pieces between commas, bars, "and" and dates.
//!
//! Nothing is judged here. A piece may be a name, a job, an affiliation or noise; the module above decides.

use std::ops::Range;

use super::extent::{is_cjk, is_letter, number_end, word_end};
use super::glued::unglue;
use super::words::{AGENCY, AND, BOND, BY, CLOCK, CUT, CreditWords, DATE, HOUSE, OUTLET, Roles, SURNAME};

/// One word, as a range of the tidied byline.
#[derive(Debug, Clone)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// Lower case, without a full stop at the end: the form in which the table is asked.
    pub(super) lower: String,
    pub(super) roles: Roles,
    /// The roles of the words it holds, for scripts without blanks.
    pub(super) inner: Roles,
    /// Letters of the surname in front, for the same scripts; 0 where there is none.
    pub(super) surname: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What stood before a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    Start,
    Comma,
    And,
    /// A comma and "and".
    Series,
    /// A bar, a dash, a colon, a date.
    Break,
}

/// A run of words with nothing between them.
#[derive(Debug, Clone)]
pub(super) struct Piece<'a> {
    pub(super) words: Vec<Word<'a>>,
    pub(super) joint: Joint,
    /// A date or another number stood somewhere before the piece.
    pub(super) after_number: bool,
    /// The piece ends in a mark that names do not have.
    pub(super) marred: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Token<'a> {
    Word(Word<'a>),
    /// A number; `plain` when it is digits alone, as in "April 3" and not in "3.4.2021".
    Number {
        plain: bool,
    },
    Comma,
    Break,
    /// A question or exclamation mark.
    Mar,
}

/// The pieces of a tidied byline, in order. None is empty.
pub(super) fn split<'a>(text: &'a str, words: &CreditWords) -> Vec<Piece<'a>> {
    let tokens = unglue(tokens(text, words), words);
    let mut pieces = Vec::new();
    let mut piece = empty(Joint::Start, false);
    let mut in_date: Option<bool> = None;
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            Token::Word(word) => {
                if belongs_to_date(&word, in_date) {
                    continue;
                }
                in_date = None;
                // "張三 記者 李四": scripts without blanks put the by-word of the next name in the middle.
                if word.roles & BY != 0 && word.text.starts_with(is_cjk) {
                    close(&mut pieces, &mut piece, Joint::Break);
                }
                if joins_names(&word, &piece, tokens.as_slice()) {
                    let joint = match piece.joint {
                        Joint::Comma if piece.words.is_empty() => Joint::Series,
                        _ => Joint::And,
                    };
                    close(&mut pieces, &mut piece, joint);
                } else {
                    piece.words.push(word);
                }
            }
            Token::Comma if in_date.is_some() => {}
            Token::Comma => close(&mut pieces, &mut piece, Joint::Comma),
            Token::Break => close(&mut pieces, &mut piece, Joint::Break),
            Token::Mar => piece.marred = true,
            Token::Number { plain } => {
                drop_date_words(&mut piece, plain);
                close(&mut pieces, &mut piece, Joint::Break);
                piece.after_number = true;
                in_date = Some(plain);
            }
        }
    }
    close(&mut pieces, &mut piece, Joint::Break);
    pieces
}

fn empty<'a>(joint: Joint, after_number: bool) -> Piece<'a> {
    Piece { words: Vec::new(), joint, after_number, marred: false }
}

/// Puts the piece away if it holds words, and opens the next. An empty piece only changes what stands before it.
fn close<'a>(pieces: &mut Vec<Piece<'a>>, piece: &mut Piece<'a>, joint: Joint) {
    if piece.words.is_empty() {
        if piece.joint != Joint::Break && !(piece.joint == Joint::Start && joint == Joint::Comma) {
            piece.joint = joint;
        }
        return;
    }
    let next = empty(joint, piece.after_number);
    pieces.push(std::mem::replace(piece, next));
}

/// Whether a word behind a number is still the date: months only where the number alone is no date.
fn belongs_to_date(word: &Word, in_date: Option<bool>) -> bool {
    match in_date {
        Some(true) => word.roles & (CLOCK | DATE) != 0,
        Some(false) => word.roles & CLOCK != 0,
        None => false,
    }
}

/// Takes "April", "on", "um" off the end of a piece that a number follows. Months that are also names ("Jane May")
/// stay before a whole date such as 3.4.2021 as long as no first and last name would stand without them.
fn drop_date_words(piece: &mut Piece, plain: bool) {
    let mut ended = false;
    while let Some(last) = piece.words.last() {
        let date = last.roles & DATE != 0 && (plain || piece.words.len() > 2) && !ended;
        let small = last.roles & (CLOCK | CUT) != 0 && starts_small(last);
        if !date && !small {
            break;
        }
        // "Ana Maio on January 3": before the "on" of a date stands a name again.
        ended |= small && last.roles & CUT != 0;
        piece.words.pop();
    }
}

/// Whether a word is the "and" between two names rather than a part of one.
fn joins_names(word: &Word, left: &Piece, rest: &[Token]) -> bool {
    if word.roles & (AND | BOND) == 0 || word.text.ends_with('.') {
        return false;
    }
    let mut right = rest.iter().map_while(|token| match token {
        Token::Word(word) if word.roles & AND == 0 => Some(word),
        _ => None,
    });
    let first = right.next();
    // Two words are enough to know; the run may be long.
    let right_length = usize::from(first.is_some()) + usize::from(right.next().is_some());
    let upper = word.text.chars().next().is_some_and(char::is_uppercase);
    if upper && word.text.chars().count() == 1 {
        return left.words.len() >= 2 && right_length >= 2;
    }
    if upper && word.text.chars().any(char::is_lowercase) {
        return false;
    }
    let agency = first.is_some_and(|word| word.roles & (AGENCY | OUTLET) != 0);
    if word.roles & CUT != 0 {
        return right_length >= 2 || agency;
    }
    if word.roles & BOND != 0 {
        return left.words.len() < 2 || right_length >= 2 || agency;
    }
    true
}

/// Reads words, numbers and marks; leaves out what stands in brackets, addresses and handles.
fn tokens<'a>(text: &'a str, words: &CreditWords) -> Vec<Token<'a>> {
    let mut tokens: Vec<Token<'a>> = Vec::new();
    let mut at = 0;
    // The next address or handle to leave out, and where to look for the one behind it.
    let (mut address, mut checked) = (0..0, 0);
    // Brackets hold asides, but before the first word they hold the byline itself.
    let mut named = false;
    while let Some(first) = text[at..].chars().next() {
        if at >= checked {
            (address, checked) = address_from(text, at);
        }
        if at == address.start && !address.is_empty() {
            tokens.push(Token::Break);
            at = address.end;
            continue;
        }
        let mut next = at + first.len_utf8();
        match first {
            '&' | '+' => tokens.push(word_token(text, at, next, words)),
            ',' | '،' | '、' | '，' => tokens.push(Token::Comma),
            '!' | '?' | '…' | '%' | '？' | '！' | '¿' | '¡' => tokens.push(Token::Mar),
            '(' | '[' | '（' | '【' | '［' | '{' if named => {
                next = text[next..].find([')', ']', '）', '】', '］', '}']).map_or(text.len(), |length| next + length);
            }
            _ if first.is_numeric() => {
                next = number_end(text, at);
                let plain = text[at..next].chars().all(|letter| !matches!(letter, '.' | '/' | '-'));
                tokens.push(Token::Number { plain });
            }
            _ if is_letter(first) => {
                let opens = !matches!(tokens.last(), Some(Token::Word(word)) if word.roles & BY == 0);
                next = word_end(text, at, opens, words);
                named = true;
                tokens.push(word_token(text, at, next, words));
            }
            _ if first.is_whitespace() || matches!(first, '"' | '“' | '”' | '„' | '\'' | '’' | '‘') => {}
            // "Dec. 21": the full stop of an abbreviated month.
            '.' if text[next..].trim_start().starts_with(char::is_numeric) => {}
            _ => tokens.push(Token::Break),
        }
        at = next;
    }
    tokens
}

fn word_token<'a>(text: &'a str, start: usize, end: usize, words: &CreditWords) -> Token<'a> {
    Token::Word(word(text, start, end, words))
}

pub(super) fn word<'a>(text: &'a str, start: usize, end: usize, words: &CreditWords) -> Word<'a> {
    let shown = &text[start..end];
    let mut lower = shown.trim_end_matches('.').to_lowercase();
    if !lower.is_ascii() && lower.contains('’') {
        lower = lower.replace('’', "'");
    }
    let roles = words.roles(&lower);
    let (inner, surname) = if shown.starts_with(is_cjk) { look_inside(shown, words) } else { (0, 0) };
    Word { text: shown, lower, roles, inner, surname, start, end }
}

/// The roles of the words of two to four letters inside a word, and how many letters the surname in front has.
fn look_inside(shown: &str, words: &CreditWords) -> (Roles, usize) {
    let ends: Vec<usize> = shown.char_indices().map(|(at, _)| at).chain([shown.len()]).collect();
    let (mut inner, mut surname) = (0, 0);
    for from in 0..ends.len() {
        for to in from + 1..(from + 5).min(ends.len()) {
            let roles = words.roles(&shown[ends[from]..ends[to]]);
            let last = to + 1 == ends.len();
            if to - from > 1 || (last && from > 0) {
                inner |= roles & if to - from > 1 { !0 } else { HOUSE };
            }
            if from == 0 && to <= 2 && !last && roles & SURNAME != 0 {
                surname = to;
            }
        }
    }
    (inner, surname)
}

pub(super) fn starts_small(word: &Word) -> bool {
    word.text.chars().next().is_some_and(char::is_lowercase)
}

fn is_chunk_end(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '|' | '•' | '<' | '>' | '(' | ')' | ',' | ';' | '（' | '）')
}

/// The address or handle in the stretch without blanks that begins here (empty where it has none), and the stretch's end.
/// Of a handle glued to a name, "Roe@janeroe", the name is left.
fn address_from(text: &str, start: usize) -> (Range<usize>, usize) {
    let end = text[start..].find(is_chunk_end).map_or(text.len(), |length| start + length);
    let chunk = &text[start..end];
    let mail = chunk.split_once('@').is_some_and(|(name, host)| name.is_empty() || host.contains('.'));
    let site = chunk.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www."));
    if mail || site || chunk.contains(':') && chunk.contains("://") {
        return (start..end, end);
    }
    match chunk.find('@') {
        Some(length) => (start + length..end, end),
        None => (end..end, end),
    }
}
