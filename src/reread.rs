//! Text that was encoded twice: UTF-8 that somebody read in an encoding of one byte a character and wrote as UTF-8 again, so
//! that "é" became "Ã©". Such text is found by what is counted over all of it, and put right character by character. Which
//! text of a page is looked at is left to the fronts; which encoding the bytes themselves are in, to `decode`.

use std::ops::Range;
use std::sync::LazyLock;

use encoding_rs::{Encoding, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use rustc_hash::FxHashMap;

/// The encodings that UTF-8 is taken for, the likeliest first.
const TAKEN_FOR: [&Encoding; 3] = [WINDOWS_1252, WINDOWS_1251, WINDOWS_1250];

/// Text with fewer characters that were encoded twice may as well show some of them, as a page about encodings does.
const LEAST: usize = 5;

/// So many letters may stand beside a character that was encoded twice. Letters speak against it, since all of them would
/// have been encoded twice; marks do not, since templates bring their own.
const LETTERS_BESIDE: f32 = 0.05;

/// No character beyond this one stands for a single byte in any of the encodings.
const LAST: char = '\u{2122}';

/// An encoding that UTF-8 was taken for.
#[derive(Debug)]
pub(crate) struct Misreading {
    /// The byte that each character beyond ASCII stands for.
    bytes: FxHashMap<char, u8>,
}

static MISREADINGS: LazyLock<[Misreading; 3]> = LazyLock::new(|| TAKEN_FOR.map(Misreading::of));

/// What speaks for each misreading, and against it.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    counts: [Counts; 3],
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    /// Characters that were encoded twice.
    twice: usize,
    /// Other letters beyond ASCII.
    letters: usize,
}

/// Text that was put right.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mended {
    pub(crate) text: String,
    /// Behind each character that was put right: where it ends in the text, and how many bytes longer all was up to there.
    longer: Vec<(usize, usize)>,
}

impl Misreading {
    fn of(encoding: &'static Encoding) -> Misreading {
        let mut bytes = FxHashMap::default();
        for byte in 0x80..=0xff {
            // Latin-1 has control characters where the encodings of Windows have marks; both are met.
            if byte < 0xa0 {
                bytes.insert(char::from(byte), byte);
            }
            let byte_alone = [byte];
            let decoded = encoding.decode_without_bom_handling(&byte_alone).0;
            bytes.extend(decoded.chars().next().filter(|&c| c != char::REPLACEMENT_CHARACTER).map(|c| (c, byte)));
        }
        Misreading { bytes }
    }

    fn byte(&self, c: char) -> Option<u8> {
        if c.is_ascii() || c > LAST { None } else { self.bytes.get(&c).copied() }
    }

    /// The character that a text opens with, where it was encoded twice, and how many bytes of the text stand for it.
    fn character(&self, text: &str) -> Option<(char, usize)> {
        let mut chars = text.chars();
        let mut bytes = [self.byte(chars.next()?)?, 0, 0, 0];
        let length = match bytes[0] {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return None,
        };
        for byte in &mut bytes[1..length] {
            *byte = self.byte(chars.next()?)?;
        }
        let meant = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
        Some((meant, text.len() - chars.as_str().len()))
    }

    /// Puts a text right; none where nothing in it was encoded twice.
    pub(crate) fn mend(&self, text: &str) -> Option<Mended> {
        let mut mended = Mended { text: String::new(), longer: Vec::new() };
        let mut rest = text;
        while let Some(at) = beyond_ascii(rest) {
            mended.text.push_str(&rest[..at]);
            rest = &rest[at..];
            let (meant, length) = match self.character(rest) {
                Some((meant, length)) => (Some(meant), length),
                None => (None, rest.chars().next().map_or(rest.len(), char::len_utf8)),
            };
            match meant {
                Some(meant) => {
                    mended.text.push(meant);
                    let consumed = text.len() - rest.len() + length;
                    mended.longer.push((mended.text.len(), consumed - mended.text.len()));
                }
                None => mended.text.push_str(&rest[..length]),
            }
            rest = &rest[length..];
        }
        mended.text.push_str(rest);
        Some(mended).filter(|mended| !mended.longer.is_empty())
    }
}

impl Evidence {
    /// Takes up a piece of text.
    pub(crate) fn add(&mut self, text: &str) {
        if text.is_ascii() {
            return;
        }
        for (counts, misreading) in self.counts.iter_mut().zip(MISREADINGS.iter()) {
            counts.add(text, misreading);
        }
    }

    /// How the text was misread, where it was: the way that explains the most of it.
    pub(crate) fn misreading(&self) -> Option<&'static Misreading> {
        let is_so =
            |counts: &Counts| counts.twice >= LEAST && counts.letters as f32 <= LETTERS_BESIDE * counts.twice as f32;
        let found = self.counts.iter().zip(MISREADINGS.iter()).rev().filter(|(counts, _)| is_so(counts));
        found.max_by_key(|(counts, _)| counts.twice).map(|(_, misreading)| misreading)
    }
}

impl Counts {
    fn add(&mut self, text: &str, misreading: &Misreading) {
        let mut rest = text;
        while let Some(at) = beyond_ascii(rest) {
            rest = &rest[at..];
            let length = match misreading.character(rest) {
                Some((_, length)) => {
                    self.twice += 1;
                    length
                }
                None => {
                    let mut chars = rest.chars();
                    let other = chars.next().unwrap_or_default();
                    // What is left of "à" where a space that does not break was made an ordinary one.
                    let is_rest = misreading.byte(other) == Some(0xc3) && chars.as_str().starts_with(' ');
                    self.letters += usize::from(other.is_alphabetic() && !is_rest);
                    other.len_utf8()
                }
            };
            rest = &rest[length..];
        }
    }
}

impl Mended {
    /// Puts the whole of a text right; none where it was not encoded twice.
    pub(crate) fn of(text: &str) -> Option<Mended> {
        let mut evidence = Evidence::default();
        evidence.add(text);
        evidence.misreading()?.mend(text)
    }

    /// Where a part of the text stands in what it was before.
    pub(crate) fn before(&self, part: Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let behind = self.longer.partition_point(|&(end, _)| end <= at);
            at + behind.checked_sub(1).map_or(0, |last| self.longer[last].1)
        };
        place(part.start)..place(part.end)
    }
}

/// Where the first character beyond ASCII stands.
fn beyond_ascii(text: &str) -> Option<usize> {
    text.bytes().position(|byte| !byte.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What UTF-8 becomes that is taken for another encoding; bytes that Latin-1 has for control characters stay these.
    fn twice(text: &str, encoding: &'static Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[track_caller]
    fn check(shown: &str, meant: Option<&str>) {
        assert_eq!(Mended::of(shown).map(|mended| mended.text).as_deref(), meant, "{shown}");
    }

    #[test]
    fn what_was_encoded_twice_is_put_right() {
        for (text, encoding) in [
            ("“It’s the ferry’s last day”, she said – “and ours.”", WINDOWS_1252),
            ("Le bac est resté à quai tout l’été, répète la mairie.", WINDOWS_1252),
            ("Die Fähre fährt wieder, heißt es. Übermorgen früh.", WINDOWS_1252),
            ("A balsa voltou. A operação não terá restrições.", WINDOWS_1252),
            ("Prom wrócił do służby, mówią wyspiarze. Żegluga już działa.", WINDOWS_1252),
            ("Prom wrócił do służby, mówią wyspiarze. Żegluga już działa.", WINDOWS_1250),
            ("Паром снова ходит.", WINDOWS_1252),
            ("Паром снова ходит.", WINDOWS_1251),
            ("渡轮今天早上恢复了通航。", WINDOWS_1252),
            ("フェリーは今朝再開した。", WINDOWS_1252),
            ("عادت العبارة إلى العمل", WINDOWS_1252),
            ("Vapur bugün yeniden çalışmaya başladı, dedi kaptan.", WINDOWS_1252),
        ] {
            check(&twice(text, encoding), Some(text));
            check(text, None);
        }
        let controls: String = "It’s “late” – again…".bytes().map(char::from).collect();
        check(&controls, Some("It’s “late” – again…"));
        let (shown, meant) = ("RestÃ© Ã quai lâ€™Ã©tÃ©, rÃ©pÃ¨te", "Resté Ã quai l’été, répète");
        check(shown, Some(meant));
        // Marks of the template were encoded once.
        check(
            &format!("« {} »", twice("Le bac est resté à quai : l’été", WINDOWS_1252)),
            Some("« Le bac est resté à quai : l’été »"),
        );
    }

    #[test]
    fn what_only_looks_like_it_stays() {
        for text in [
            "SÃO PAULO – A OPERAÇÃO NÃO TERÁ RESTRIÇÕES. AÇÃO, REAÇÃO, CORAÇÃO, SALVAÇÃO.",
            "«La complicité\u{a0}», «l’égalité\u{a0}», «la bonté\u{a0}», «l’amitié\u{a0}», «la santé\u{a0}», «la clarté\u{a0}»",
            "Where a page shows “cafÃ©” instead of café, its UTF-8 was read as Latin-1.",
            "let shown = \"Ã©\"; // for é",
            "Beyoncé’s café… “Olé”®, NestlÉ®",
            "ДОБРО ПОЖАЛОВАТЬ РЁВ СЕРЁЖА №1",
            "渡轮今天早上恢复了通航。",
            "",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn places_are_those_of_what_was_given() {
        let text = "Été.\nLe bac – à quai, resté là\nFin de l’été";
        let shown = twice(text, WINDOWS_1252);
        let mended = Mended::of(&shown).expect("it was encoded twice");
        assert_eq!(mended.text, text);
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let part = mended.before(start..start + line.len());
            assert_eq!(shown[part], twice(line, WINDOWS_1252));
            start += line.len();
        }
    }
}
