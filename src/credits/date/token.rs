//! Cuts a text into numbers, words, spaces and marks, so that the readers of
//! dates look at a handful of tokens instead of characters. It knows the
//! decimal digits of all living scripts; what a number or a word means is left
//! to its neighbours.

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of decimal digits.
    Number,
    /// A run of letters, cut where case shows that two words are glued.
    Word,
    /// A run of white space.
    Space,
    /// Any other character, one by one.
    Mark(char),
}

/// A piece of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// First byte of the token.
    pub(super) start: usize,
    /// The byte after the token.
    pub(super) end: usize,
    /// A number's value; it stops growing at the top of the type.
    pub(super) value: u32,
    /// How many digits a number has.
    pub(super) digits: usize,
}

/// The zeros of the decimal digits that are in use on the web, sorted. The nine
/// characters after each are the digits one to nine.
const ZEROS: &[char] =
    &['0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '෦', '๐', '໐', '༠', '၀', '០', '᠐', '０'];

/// The value of a decimal digit of any script in [`ZEROS`].
pub(super) fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let after = ZEROS.partition_point(|zero| *zero <= c);
    let zero = *ZEROS.get(after.checked_sub(1)?)?;
    let value = u32::from(c) - u32::from(zero);
    (value < 10).then_some(value)
}

/// Whether the text holds so many digits; with too few it holds no date.
pub(super) fn has_digits(text: &str, least: usize) -> bool {
    text.bytes().filter(u8::is_ascii_digit).take(least).count() == least
        || (!text.is_ascii() && text.chars().filter(|c| digit(*c).is_some()).take(least).count() == least)
}

/// Han, kana and Hangul: each character is a word of its own, because these
/// scripts put no spaces between "day" and what follows it.
pub(super) fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}')
}

/// Marks that are part of a word though they are no letters: combining accents,
/// vowel points, viramas, tone marks and the two joiners.
fn belongs_to_word(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}'..='\u{5C7}'
        | '\u{64B}'..='\u{65F}' | '\u{93C}' | '\u{94D}' | '\u{9BC}' | '\u{9CD}' | '\u{A3C}' | '\u{A4D}'
        | '\u{ABC}' | '\u{ACD}' | '\u{B3C}' | '\u{B4D}' | '\u{BCD}' | '\u{C4D}' | '\u{CBC}' | '\u{CCD}'
        | '\u{D4D}' | '\u{DCA}' | '\u{E47}'..='\u{E4E}' | '\u{EC8}'..='\u{ECE}' | '\u{1037}'..='\u{103A}'
        | '\u{17C6}'..='\u{17D3}' | '\u{200C}' | '\u{200D}')
}

/// Characters that only steer how a text is set: marks of direction, the soft
/// hyphen, the byte order mark. They go with the token before them.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Words and spaces take turns, so that a token has some three bytes.
const MEAN_LENGTH: usize = 3;

/// Cuts `text` into tokens that together cover it.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / MEAN_LENGTH + 1);
    // The last two characters of the word that is being read.
    let mut recent = (' ', ' ');
    // The first byte of the later one.
    let mut last_start = 0;
    for (start, c) in text.char_indices() {
        if is_invisible(c)
            && let Some(last) = tokens.last_mut()
        {
            last.end = start + c.len_utf8();
            continue;
        }
        let value = digit(c);
        let kind = if value.is_some() {
            Kind::Number
        } else if c.is_alphabetic() || belongs_to_word(c) {
            Kind::Word
        } else if c.is_whitespace() || c == '\u{200B}' {
            Kind::Space
        } else {
            Kind::Mark(c)
        };
        let end = start + c.len_utf8();
        if c == ':' {
            cut_year_from_hour(&mut tokens);
        }
        match tokens.last_mut() {
            Some(last) if last.kind == kind && joins(kind, recent, c) => {
                last.end = end;
                if let Some(value) = value {
                    last.value = last.value.saturating_mul(10).saturating_add(value);
                    last.digits += 1;
                } else if c.is_lowercase() && recent.0.is_uppercase() && recent.1.is_uppercase() {
                    cut_before(&mut tokens, last_start);
                }
            }
            _ => {
                tokens.push(Token { kind, start, end, value: value.unwrap_or(0), digits: usize::from(value.is_some()) })
            }
        }
        last_start = start;
        recent = if kind == Kind::Word { (recent.1, c) } else { (' ', ' ') };
    }
    tokens
}

/// Whether `c` goes on with a token of its kind that ends in `recent`.
fn joins(kind: Kind, recent: (char, char), c: char) -> bool {
    match kind {
        Kind::Number | Kind::Space => true,
        Kind::Mark(_) => false,
        // "onMay" is two words that lost the space between them.
        Kind::Word => {
            let glued = recent.1.is_lowercase() && c.is_uppercase();
            !glued && !stands_alone(c) && !stands_alone(recent.1)
        }
    }
}

/// Cuts the last word at a byte: "PMBy" is "PM" and "By".
fn cut_before(tokens: &mut Vec<Token>, at: usize) {
    let Some(last) = tokens.last_mut() else {
        return;
    };
    if at > last.start && at < last.end {
        let tail = Token { start: at, ..*last };
        last.end = at;
        tokens.push(tail);
    }
}

/// Cuts a year from the hour that was glued to it: "202221" before a colon is
/// the year 2022 and the hour 21, and so are the 22 and the 9 of "4/27/229".
fn cut_year_from_hour(tokens: &mut Vec<Token>) {
    let Some(last) = tokens.last().copied() else {
        return;
    };
    let ascii = last.end - last.start == last.digits;
    if last.kind != Kind::Number || !ascii {
        return;
    }
    let year_digits = match last.digits {
        5 | 6 => 4,
        3 | 4 if follows_day_and_month(tokens) => 2,
        _ => return,
    };
    let scale = if last.digits - year_digits == 1 { 10 } else { 100 };
    let (year, hour) = (last.value / scale, last.value % scale);
    let full_year = matches!(last.value, 1990..=2099);
    if (year_digits == 4 && !matches!(year, 1990..=2099)) || full_year {
        return;
    }
    let at = last.start + year_digits;
    tokens.pop();
    tokens.push(Token { value: year, digits: year_digits, end: at, ..last });
    tokens.push(Token { value: hour, digits: last.digits - year_digits, start: at, ..last });
}

/// Whether "4/27/" stands before the last token.
fn follows_day_and_month(tokens: &[Token]) -> bool {
    let [.., month, first, day, second, _] = tokens else {
        return false;
    };
    let small = |token: &Token| token.kind == Kind::Number && token.digits <= 2;
    let slash = |token: &Token| token.kind == Kind::Mark('/');
    small(month) && slash(first) && small(day) && slash(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_words_and_numbers_come_apart() {
        let check = |text: &str, expected: &[&str]| {
            let pieces: Vec<&str> = tokens(text).iter().map(|t| &text[t.start..t.end]).collect();
            assert_eq!(pieces, expected, "{text}");
        };
        check("onMay 3", &["on", "May", " ", "3"]);
        check("2022TEHRAN", &["2022", "TEHRAN"]);
        check("26 PMBy", &["26", " ", "PM", "By"]);
        check("27 AB\u{200F}c", &["27", " ", "A", "B\u{200F}c"]);
        check("27日水曜", &["27", "日", "水", "曜"]);
        check("27.4.202221:26", &["27", ".", "4", ".", "2022", "21", ":", "26"]);
        check("4/27/229:26", &["4", "/", "27", "/", "22", "9", ":", "26"]);
        check("4/27/2022:26", &["4", "/", "27", "/", "2022", ":", "26"]);
    }

    #[test]
    fn the_zeros_are_sorted_and_read() {
        assert!(ZEROS.is_sorted());
        assert_eq!(tokens("٢٠٢٢")[0].value, 2022);
        assert_eq!(tokens("๒๕๖๕")[0].value, 2565);
        assert!(has_digits("۱", 1) && !has_digits("März", 1) && !has_digits("۱ 2", 3));
    }
}
