//! The numbers of one line by itself.

use super::push_lower;
use crate::line::Line;
use crate::rules::Rules;

/// How many words of a long line are looked up in the list of stop words.
const LOOKED_UP: usize = 60;

/// Words in a character of a script that has no spaces, in Chinese and Japanese about two characters to a word.
const WORDS_PER_CHARACTER: f32 = 0.55;

/// A good line is one like running text: this long at least, and mostly not linked.
const GOOD_WORDS: f32 = 10.0;
const GOOD_LINKED: f32 = 0.3;

/// The numbers of a line.
#[derive(Debug, Clone, Default)]
pub(crate) struct LineMeasures {
    /// Words; in scripts without spaces an estimate from the characters.
    pub(crate) words: f32,
    /// Share of the text that stands inside links.
    pub(crate) linked: f32,
    /// Share of its words that are stop words.
    pub(crate) stops: f32,
    /// Shares of its letters and digits.
    pub(crate) digits: f32,
    pub(crate) capitals: f32,
    /// Share of its words that begin with a capital.
    pub(crate) capitalised: f32,
    /// Marks that end sentences.
    pub(crate) sentences: f32,
    pub(crate) commas: f32,
    /// Mean length of its words in characters.
    pub(crate) word_length: f32,
    flags: u32,
}

/// What a line does or does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Flag {
    EndsSentence = 1,
    EndsColon = 1 << 1,
    EndsQuestion = 1 << 2,
    EndsEllipsis = 1 << 3,
    StartsLower = 1 << 4,
    StartsPunctuation = 1 << 5,
    StartsDigit = 1 << 6,
    Copyright = 1 << 7,
    Year = 1 << 8,
    At = 1 << 9,
    Currency = 1 << 10,
    OnlyAddress = 1 << 11,
    Hash = 1 << 12,
    Unspaced = 1 << 13,
    Clock = 1 << 14,
    OnlyDigits = 1 << 15,
    Code = 1 << 16,
    Slashes = 1 << 17,
    NoLetters = 1 << 18,
    Latin = 1 << 19,
    RawMarkup = 1 << 20,
}

impl LineMeasures {
    /// Whether the line has what the flag names.
    pub(crate) fn has(&self, flag: Flag) -> bool {
        self.flags & flag as u32 != 0
    }

    /// Words outside links.
    pub(crate) fn unlinked(&self) -> f32 {
        self.words * (1.0 - self.linked)
    }

    /// Whether it is like running text.
    pub(crate) fn is_good(&self) -> bool {
        self.words >= GOOD_WORDS && self.linked < GOOD_LINKED
    }

    pub(crate) fn of(line: &Line, rules: &Rules) -> LineMeasures {
        let text = line.words();
        let counts = Counts::of(text);
        let (spaced, stops, capitalised) = count_words(text, rules);
        let unspaced = counts.unspaced as f32 * WORDS_PER_CHARACTER;
        let words = if counts.unspaced * 2 > counts.letters { unspaced + spaced * 0.2 } else { spaced };
        let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f32 / whole as f32 };
        let mut measures = LineMeasures {
            words: words.max(1.0),
            linked: share(line.linked, text.len()).min(1.0),
            stops: if spaced > 0.0 { stops / spaced.min(LOOKED_UP as f32) } else { 0.0 },
            digits: share(counts.digits, counts.letters + counts.digits),
            capitals: share(counts.capitals, counts.letters),
            capitalised: capitalised / spaced.max(1.0),
            sentences: counts.sentences as f32,
            commas: counts.commas as f32,
            word_length: counts.characters as f32 / spaced.max(1.0),
            flags: counts.flags,
        };
        measures.set_edges(text, &counts);
        measures
    }

    fn set_edges(&mut self, text: &str, counts: &Counts) {
        let mut set = |flag: Flag, on: bool| self.flags |= if on { flag as u32 } else { 0 };
        let closers: &[char] = &['"', '”', '’', '\'', ')', ']', '»', '」', '』', '“', ' '];
        let last = text.trim_end_matches(closers).chars().next_back().unwrap_or(' ');
        let first = text.chars().next().unwrap_or(' ');
        set(Flag::EndsSentence, is_sentence_end(last));
        set(Flag::EndsColon, matches!(last, ':' | '：'));
        set(Flag::EndsQuestion, matches!(last, '?' | '？' | '؟'));
        set(Flag::EndsEllipsis, text.ends_with("...") || text.ends_with('…') || text.ends_with("[…]"));
        set(Flag::StartsLower, first.is_lowercase());
        set(Flag::StartsPunctuation, matches!(first, ',' | '.' | ';' | ':' | ')' | '!' | '?' | '、' | '。' | '，'));
        set(Flag::StartsDigit, first.is_numeric());
        set(Flag::Unspaced, counts.unspaced * 2 > counts.letters);
        set(Flag::OnlyDigits, counts.digits > 0 && counts.letters == 0);
        set(Flag::NoLetters, counts.letters == 0);
        set(Flag::Latin, counts.latin * 2 > counts.letters);
        set(Flag::Year, counts.digits >= 4 && has_year(text));
        set(Flag::Clock, counts.has_mark(':') && has_clock(text));
        // Few lines hold these marks, and which marks one holds is known.
        let holds = |mark: char, whole: &str| counts.has_mark(mark) && text.contains(whole);
        let is_address = holds(':', "://") || holds('.', "www.") || counts.has_mark('@');
        set(Flag::OnlyAddress, is_address && !text.contains(char::is_whitespace));
        set(Flag::RawMarkup, RAW_MARKUP.iter().any(|&(mark, whole)| holds(mark, whole)));
        set(Flag::Code, holds(';', "();") || text.ends_with(['{', ';']) || holds('=', " = "));
    }
}

/// Marks of links and entities that a reader never sees unless something went wrong, each with its rarest mark.
const RAW_MARKUP: &[(char, &str)] = &[(']', "](http"), ('&', "&nbsp;"), ('&', "&amp;"), ('<', "</")];

/// Characters by class.
#[derive(Default)]
struct Counts {
    characters: usize,
    letters: usize,
    latin: usize,
    digits: usize,
    capitals: usize,
    unspaced: usize,
    sentences: usize,
    commas: usize,
    flags: u32,
    /// Which of the marks of ASCII it has, a bit for each.
    marks: u128,
}

impl Counts {
    fn of(text: &str) -> Counts {
        let mut counts = Counts::default();
        for c in text.chars() {
            counts.characters += 1;
            if c.is_ascii_lowercase() {
                counts.letters += 1;
                counts.latin += 1;
            } else if c.is_alphabetic() {
                counts.letters += 1;
                counts.latin += usize::from((c as u32) < 0x250);
                counts.capitals += usize::from(c.is_uppercase());
                counts.unspaced += usize::from(is_unspaced(c));
            } else if c.is_numeric() {
                counts.digits += 1;
            } else {
                counts.mark(c);
            }
        }
        counts
    }

    /// Whether the text has this mark of ASCII.
    fn has_mark(&self, mark: char) -> bool {
        (self.marks >> u32::from(mark)) & 1 == 1
    }

    fn mark(&mut self, c: char) {
        if c.is_ascii() {
            self.marks |= 1 << u32::from(c);
        }
        self.sentences += usize::from(is_sentence_end(c));
        self.commas += usize::from(matches!(c, ',' | '，' | '、' | '،'));
        let flag = match c {
            '©' | '®' => Flag::Copyright,
            '@' => Flag::At,
            '$' | '€' | '£' | '¥' | '₹' | '₽' => Flag::Currency,
            '#' => Flag::Hash,
            '/' => Flag::Slashes,
            _ => return,
        };
        self.flags |= flag as u32;
    }
}

/// Words between white space, how many of the first ones are stop words, how many begin with a capital.
fn count_words(text: &str, rules: &Rules) -> (f32, f32, f32) {
    let (mut words, mut stops, mut capitalised) = (0, 0, 0);
    let mut lower = String::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        words += 1;
        capitalised += usize::from(bare.chars().next().is_some_and(char::is_uppercase));
        if words <= LOOKED_UP && bare.len() <= rules.longest_stop_word {
            lower.clear();
            push_lower(bare, &mut lower);
            stops += usize::from(rules.stop_words.contains(lower.as_str()));
        }
    }
    (words as f32, stops as f32, capitalised as f32)
}

/// Whether a character is of a script that is written without spaces.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff)
}

fn is_sentence_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔' | '｡')
}

/// Whether four digits make a year of our time.
fn has_year(text: &str) -> bool {
    let mut digits = text.split(|c: char| !c.is_ascii_digit());
    digits.any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))
}

/// Whether a time of day is written, such as 9:26.
fn has_clock(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b':', bytes).any(|at| {
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2) && !digit(at + 3)
    })
}
