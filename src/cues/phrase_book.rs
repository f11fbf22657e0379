//! The phrase book: which families of set phrases ("share", "copyright", "thread-tools"…) a line
//! uses. The phrases are data, read from `rules/phrases.tsv`, where the form of a row is explained.
//! A family that fires is a fact about the words of one line. What it is worth, and what else
//! speaks for or against it, is left to the points.

use std::collections::BTreeSet;
use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use crate::rules;

/// A line with more bytes than this is only looked at near its ends: set phrases open or close a
/// line, and a long paragraph mentions everything somewhere.
const LONG_LINE: usize = 400;

/// How many bytes at either end of a long line are looked at.
const LONG_LINE_END: usize = 200;

/// Columns of a row: family, language, phrase, a line that fires it, a line that does not.
const COLUMNS: usize = 5;

/// Phrases of all families, ready to be looked up in one pass over a line.
#[derive(Debug)]
pub(crate) struct PhraseBook {
    /// Sorted, each once.
    families: Vec<String>,
    /// The bare phrases, one behind the other.
    texts: String,
    /// Those that open with the same word stand together.
    phrases: Vec<Phrase>,
    /// Where they stand, by a hash of that word. A phrase that opens with a mark, or in a script without spaces, has this
    /// one character for its word.
    opening: FxHashMap<u64, Range<u16>>,
}

/// A phrase, and what must be true of the place where it stands.
#[derive(Debug)]
struct Phrase {
    /// Where it stands in the book's texts.
    text: Range<u32>,
    family: u16,
    start: Edge,
    end: Edge,
    /// The bytes with which it goes on behind its first word, and which of them there are: few of the phrases that open
    /// with a word go on as the line does, and whole texts are compared for those alone.
    next: u32,
    next_mask: u32,
}

/// What must be true of the place where a phrase begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// Nothing but marks between it and the end of the line.
    Line,
    /// A word begins or ends there.
    Word,
    /// Nothing: the phrase has a mark there, or a script without spaces.
    Free,
}

/// A row of the file.
struct Row<'a> {
    family: &'a str,
    phrase: &'a str,
    /// The word that opens the bare phrase.
    opening: &'a str,
}

impl PhraseBook {
    /// Reads rows of tab-separated columns. An error names the line, counted from 1.
    pub(crate) fn parse(text: &str) -> Result<PhraseBook, (usize, String)> {
        let mut rows = Vec::new();
        let mut folded = String::new();
        for (number, line) in rules::rows(text) {
            rows.push(parse_row(line, &mut folded).map_err(|message| (number, message))?);
        }
        if rows.len() > usize::from(u16::MAX) {
            return Err((0, String::from("too many phrases")));
        }
        let names: BTreeSet<&str> = rows.iter().map(|row| row.family).collect();
        let families: Vec<String> = names.into_iter().map(String::from).collect();
        let mut book =
            PhraseBook { families, texts: String::new(), phrases: Vec::new(), opening: FxHashMap::default() };
        let mut keys: Vec<(u64, usize)> = rows.iter().map(|row| hash(row.opening)).zip(0..).collect();
        keys.sort_unstable();
        for same in keys.chunk_by(|a, b| a.0 == b.0) {
            let start = book.phrases.len() as u16;
            same.iter().for_each(|&(_, row)| book.add(&rows[row]));
            book.opening.insert(same[0].0, start..book.phrases.len() as u16);
        }
        Ok(book)
    }

    fn add(&mut self, row: &Row<'_>) {
        let start = self.texts.len() as u32;
        self.texts.push_str(bare(row.phrase));
        let family = self.place(row.family).unwrap_or_default();
        self.phrases.push(Phrase::new(start..self.texts.len() as u32, family, row));
    }

    /// The names of all families, sorted.
    pub(crate) fn families(&self) -> &[String] {
        &self.families
    }

    /// The place of a family among them.
    pub(crate) fn place(&self, family: &str) -> Option<u16> {
        let place = self.families.binary_search_by(|name| name.as_str().cmp(family));
        place.ok().and_then(|place| u16::try_from(place).ok())
    }

    /// Puts the families that fire on `line` into `out`, each once and in order, as indices into
    /// [`families`](Self::families). `folded` is working space, kept by the caller between lines.
    pub(crate) fn find(&self, line: &str, folded: &mut String, out: &mut Vec<u16>) {
        out.clear();
        if line.len() <= LONG_LINE {
            fold(line, folded);
            self.find_in_piece(folded, true, true, out);
        } else {
            fold(&line[..boundary_before(line, LONG_LINE_END)], folded);
            self.find_in_piece(folded, true, false, out);
            fold(&line[boundary_before(line, line.len() - LONG_LINE_END)..], folded);
            self.find_in_piece(folded, false, true, out);
        }
        out.sort_unstable();
    }

    /// Looks at a folded piece of a line, which may hold the line's first and last character.
    fn find_in_piece(&self, piece: &str, opens: bool, closes: bool, out: &mut Vec<u16>) {
        let text = Piece::new(piece, opens, closes);
        let mut at = 0;
        while at < piece.len() {
            let word = opening_word(&piece[at..]);
            let phrases = self.opening(word);
            let next = if phrases.is_empty() { 0 } else { next_bytes(&piece[at + word.len()..]).0 };
            for phrase in phrases.iter().filter(|phrase| next & phrase.next_mask == phrase.next) {
                let wanted = &self.texts[phrase.text.start as usize..phrase.text.end as usize];
                if piece[at..].starts_with(wanted)
                    && !out.contains(&phrase.family)
                    && text.starts(at, phrase.start)
                    && text.ends(at + wanted.len(), phrase.end)
                {
                    out.push(phrase.family);
                }
            }
            at += word.len();
        }
    }

    /// The phrases that open with a word; and perhaps others.
    fn opening(&self, word: &str) -> &[Phrase] {
        // No phrase opens with a space, and every other character of a line is one.
        let place = if word == " " { None } else { self.opening.get(&hash(word)) };
        place.map_or(&[], |place| &self.phrases[usize::from(place.start)..usize::from(place.end)])
    }
}

/// The word with which a text opens, or its first character where that belongs to no word. A phrase stands only where words
/// begin and end, so that the same word opens the text from there on.
fn opening_word(text: &str) -> &str {
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    let first = text.chars().next().map_or(0, char::len_utf8);
    &text[..end.max(first)]
}

/// The first four bytes of a text as a number, and a mask of those that it has.
fn next_bytes(text: &str) -> (u32, u32) {
    let (mut bytes, mut mask) = ([0; 4], [0; 4]);
    for ((byte, mask), &of_text) in bytes.iter_mut().zip(&mut mask).zip(text.as_bytes()) {
        (*byte, *mask) = (of_text, u8::MAX);
    }
    (u32::from_le_bytes(bytes), u32::from_le_bytes(mask))
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

/// Folds a line to the form in which phrases are written: lower case, curly quotes straight, the
/// wide forms of Latin letters and marks narrow, a run of decimal digits (of any script) as one
/// `0`, a run of white space as one space, none at the ends, invisible marks left out. Replaces
/// what `out` held.
pub(crate) fn fold(line: &str, out: &mut String) {
    out.clear();
    out.reserve(line.len());
    let mut in_number = false;
    for c in line.chars() {
        // Most characters of most lines.
        if c.is_ascii_lowercase() {
            out.push(c);
            in_number = false;
            continue;
        }
        let c = narrow(c);
        let is_digit = is_decimal_digit(c);
        match c {
            _ if is_digit => {
                if !in_number {
                    out.push('0');
                }
            }
            _ if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\u{2018}'..='\u{201b}' => out.push('\''),
            '\u{201c}'..='\u{201f}' => out.push('"'),
            _ if is_invisible(c) => {}
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            // The Turkish capital would leave a dot that no phrase is written with.
            'İ' => out.push('i'),
            _ => out.extend(c.to_lowercase()),
        }
        in_number = is_digit;
    }
    if out.ends_with(' ') {
        out.pop();
    }
}

impl Phrase {
    fn new(text: Range<u32>, family: u16, row: &Row<'_>) -> Phrase {
        let phrase = row.phrase;
        let inner = bare(phrase);
        let edge = |anchored: bool, outermost: Option<char>| match outermost {
            _ if anchored => Edge::Line,
            Some(c) if is_word(c) => Edge::Word,
            _ => Edge::Free,
        };
        let (next, next_mask) = next_bytes(&inner[row.opening.len()..]);
        Phrase {
            text,
            family,
            start: edge(phrase.starts_with('^'), inner.chars().next()),
            end: edge(phrase.len() > 1 && phrase.ends_with('$'), inner.chars().next_back()),
            next,
            next_mask,
        }
    }
}

/// A folded piece of a line, and where in it the line's own text begins and ends.
struct Piece<'a> {
    text: &'a str,
    /// Whether the line goes on before the piece, and after it.
    opens: bool,
    closes: bool,
    /// Where the first letter or digit begins, and the last one ends. Bullets, arrows, icons and
    /// colons around a button's word do not make it another word.
    first: usize,
    last: usize,
}

impl Piece<'_> {
    fn new(text: &str, opens: bool, closes: bool) -> Piece<'_> {
        let first = text.find(char::is_alphanumeric).unwrap_or(text.len());
        let rest = text.trim_end_matches(|c: char| !c.is_alphanumeric());
        Piece { text, opens, closes, first, last: rest.len() }
    }

    /// Whether a phrase with this edge may begin at `at`.
    fn starts(&self, at: usize, edge: Edge) -> bool {
        match edge {
            Edge::Free => true,
            Edge::Line => self.opens && at <= self.first,
            Edge::Word if at == 0 => self.opens,
            Edge::Word => !self.text[..at].chars().next_back().is_some_and(is_word),
        }
    }

    /// Whether a phrase with this edge may end at `at`.
    fn ends(&self, at: usize, edge: Edge) -> bool {
        match edge {
            Edge::Free => true,
            Edge::Line => self.closes && at >= self.last,
            Edge::Word if at == self.text.len() => self.closes,
            Edge::Word => !self.text[at..].chars().next().is_some_and(is_word),
        }
    }
}

/// Reads one row, or says what is wrong with it. `folded` is working space.
fn parse_row<'r>(line: &'r str, folded: &mut String) -> Result<Row<'r>, String> {
    let mut columns = line.split('\t');
    let row: [Option<&str>; COLUMNS] = std::array::from_fn(|_| columns.next());
    let ([Some(family), Some(language), Some(phrase), Some(example), Some(counterexample)], None) =
        (row, columns.next())
    else {
        return Err(format!("expected {COLUMNS} columns, found {}", line.split('\t').count()));
    };
    if !is_kebab_case(family) {
        return Err(format!("family {family:?} is not in kebab-case"));
    }
    if language.len() != 2 || !language.bytes().all(|b| b.is_ascii_lowercase()) {
        return Err(format!("language {language:?} is not a code of two lower-case letters"));
    }
    fold(bare(phrase), folded);
    if folded.is_empty() || folded != bare(phrase) {
        return Err(format!("phrase {phrase:?} should be written {folded:?}"));
    }
    if example.trim().is_empty() || counterexample.trim().is_empty() {
        return Err(format!("phrase {phrase:?} lacks an example"));
    }
    Ok(Row { family, phrase, opening: opening_word(bare(phrase)) })
}

/// The phrase without its anchors.
fn bare(phrase: &str) -> &str {
    let phrase = phrase.strip_prefix('^').unwrap_or(phrase);
    phrase.strip_suffix('$').unwrap_or(phrase)
}

fn is_kebab_case(name: &str) -> bool {
    name.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// The nearest character boundary at or before `at`.
fn boundary_before(line: &str, at: usize) -> usize {
    (0..=at).rev().find(|&place| line.is_char_boundary(place)).unwrap_or(0)
}

/// Whether a character belongs to a word that spaces or marks set apart.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && !is_unspaced(c) && c.is_alphanumeric()
}

/// Scripts that write words without spaces. Hangul is among them, because particles and the other
/// half of a compound follow a Korean word directly.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}'     // Thai, Lao
        | '\u{1000}'..='\u{109f}'   // Burmese
        | '\u{1100}'..='\u{11ff}'   // Hangul letters
        | '\u{1780}'..='\u{17ff}'   // Khmer
        | '\u{2e80}'..='\u{9fff}'   // Kana, Chinese
        | '\u{ac00}'..='\u{d7ff}'   // Hangul syllables
        | '\u{f900}'..='\u{faff}'   // Chinese, compatibility
        | '\u{ff66}'..='\u{ff9f}'   // Kana of half width
        | '\u{20000}'..='\u{3ffff}' // Chinese, rare
    )
}

/// The ordinary form of a Latin letter, digit or mark that is written as wide as a Chinese one.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Characters that a page puts between letters and nobody sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The zeros of the scripts whose digits are met on pages; nine digits follow each.
const ZEROS: [char; 7] = ['\u{0660}', '\u{06f0}', '\u{0966}', '\u{09e6}', '\u{0be6}', '\u{0e50}', '\u{1040}'];

fn is_decimal_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    ZEROS.iter().any(|&zero| u32::from(c).wrapping_sub(u32::from(zero)) < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHRASES: &str = include_str!("../../rules/phrases.tsv");

    fn rows() -> Vec<(usize, Vec<&'static str>)> {
        let rows = PHRASES.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
        rows.map(|(index, line)| (index + 1, line.split('\t').collect())).collect()
    }

    fn fired(book: &PhraseBook, line: &str) -> Vec<String> {
        let mut found = Vec::new();
        book.find(line, &mut String::from("left over"), &mut found);
        found.iter().map(|&family| book.families()[usize::from(family)].clone()).collect()
    }

    /// A row fires on its example by itself, and its whole family is silent on the counterexample.
    #[test]
    fn every_row_keeps_its_examples() {
        let book = PhraseBook::parse(PHRASES).expect("the phrases are well formed");
        let mut wrong = Vec::new();
        for (number, row) in rows() {
            let alone = PhraseBook::parse(&row.join("\t")).expect("a row is a book of its own");
            if fired(&alone, row[3]).is_empty() {
                wrong.push(format!("line {number}: {:?} misses {:?}", row[2], row[3]));
            }
            if fired(&book, row[4]).iter().any(|family| family == row[0]) {
                wrong.push(format!("line {number}: {} fires on {:?}", row[0], row[4]));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn rows_are_sorted_and_no_family_has_a_phrase_twice() {
        let rows = rows();
        for pair in rows.windows(2) {
            let (number, row) = &pair[1];
            assert!(pair[0].1[..3] < row[..3], "line {number} is out of order");
        }
        let mut seen = BTreeSet::new();
        for (number, row) in &rows {
            assert!(seen.insert((row[0], row[2])), "line {number}: {:?} stands twice", row[2]);
        }
    }

    #[test]
    fn comments_stand_at_the_top_only() {
        let lines = PHRASES.lines().skip_while(|line| line.starts_with('#'));
        assert!(lines.clone().all(|line| !line.starts_with('#') && !line.is_empty()));
        assert!(lines.count() > 0);
    }

    #[test]
    fn families_are_sorted() {
        let book = PhraseBook::parse(PHRASES).expect("the phrases are well formed");
        assert!(book.families().is_sorted());
        assert!(ZEROS.is_sorted());
    }

    #[test]
    fn folding() {
        let check = |line: &str, expected: &str| {
            let mut out = String::from("left over");
            fold(line, &mut out);
            assert_eq!(out, expected, "{line:?}");
        };
        check("", "");
        check(" \u{a0}\n", "");
        check("  Page\u{a0}\u{a0}12 of 1,340 ", "page 0 of 0,0");
        check("Don’t “share” ‚this‘", "don't \"share\" 'this'");
        check("İLGİLİ Haberler", "ilgili haberler");
        check("١٢ تعليق ４２件 ५", "0 تعليق 0件 0");
        check("Mehr an\u{ad}zei\u{200b}gen", "mehr anzeigen");
        check("ÜBER ДОМ", "über дом");
        check("作者：Ｗａｎｇ（１２）", "作者:wang(0)");
    }

    #[test]
    fn edges() {
        let check = |phrase: &str, line: &str, fires: bool| {
            let book = PhraseBook::parse(&format!("f\ten\t{phrase}\tx\tx")).expect("a good row");
            assert_eq!(!fired(&book, line).is_empty(), fires, "{phrase:?} on {line:?}");
        };
        check("^share$", "Share", true);
        check("^share$", "» SHARE: ", true);
        check("^share$", "Share 12", false);
        check("^share$", "I share", false);
        check("^share", "Shareholders met", false);
        check("^by", "By Ann Lee", true);
        check("share this", "Please share this.", true);
        check("share this", "Please share thistles", false);
        check("share this", "Reshare this", false);
        check("#0", "Post #12a", false);
        check("分享", "马上分享给朋友", true);
        check("facebook", "Facebookでシェア", true);
        check("facebook", "Facebooked", false);
        check("^#0$", "#1,204", false);
        check("^#0$", "#1204", true);
        check("ends here$", "And so it ends here.", true);
    }

    #[test]
    fn long_lines_are_looked_at_near_their_ends() {
        let book =
            PhraseBook::parse("f\ten\tnear miss\tx\tx\ng\ten\t^near\tx\tx\nh\ten\tmiss$\tx\tx").expect("good rows");
        let filler = "ä ".repeat(LONG_LINE);
        let check = |line: String, expected: &[&str]| assert_eq!(fired(&book, &line), expected);
        check(format!("near miss {filler}"), &["f", "g"]);
        check(format!("{filler} near miss"), &["f", "h"]);
        check(format!("{filler} near miss {filler}"), &[]);
        check(format!("near miss {filler} near miss"), &["f", "g", "h"]);
    }

    #[test]
    fn bad_rows_are_named() {
        let check = |text: &str, line: usize, part: &str| {
            let (at, message) = PhraseBook::parse(text).expect_err("the row is bad");
            assert!(at == line && message.contains(part), "{at}: {message}");
        };
        check("# top\nshare\ten\tshare", 2, "5 columns, found 3");
        check("Share\ten\tshare\tx\tx", 1, "kebab-case");
        check("share\teng\tshare\tx\tx", 1, "two lower-case letters");
        check("share\ten\tShare 12\tx\tx", 1, "written \"share 0\"");
        check("share\ten\tshare \tx\tx", 1, "written \"share\"");
        check("share\ten\t^$\tx\tx", 1, "written");
        check("share\ten\t^\tx\tx", 1, "written");
        check("share\ten\tshare\t\tx", 1, "lacks an example");
    }

    #[test]
    fn an_empty_book_finds_nothing() {
        let book = PhraseBook::parse("# nothing yet\n").expect("an empty book is a book");
        assert!(book.families().is_empty());
        assert!(fired(&book, "Share this").is_empty());
    }

    #[test]
    fn never_panics() {
        const PARTS: [&str; 16] =
            ["share", "^", "$", "0", "\u{200b}", "é", "分享", "İ", "ß", "\u{301}", " ", "\t", "\n", "😀", "’", "ด"];
        let book = PhraseBook::parse(PHRASES).expect("the phrases are well formed");
        let (mut folded, mut found) = (String::new(), Vec::new());
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 40).unwrap_or(0) % below
        };
        for _ in 0..5_000 {
            let mut line = String::new();
            for _ in 0..next(120) {
                match next(3) {
                    0 => line.extend(char::from_u32(u32::try_from(next(0x11_0000)).unwrap_or(0))),
                    _ => line.push_str(PARTS[next(PARTS.len())]),
                }
            }
            book.find(&line, &mut folded, &mut found);
            assert!(found.is_sorted() && found.iter().all(|&f| usize::from(f) < book.families().len()));
            let _ = PhraseBook::parse(&line);
            let _ = PhraseBook::parse(&format!("f\ten\t{line}\tx\tx"));
        }
    }
}
