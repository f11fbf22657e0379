//! What a line's own characters and words say, without a look at anything around it.

use super::{Cue, Sense};
use crate::measure::Flag;

const WORDS: &[f32] = &[2.0, 3.0, 4.0, 5.0, 7.0, 10.0, 14.0, 20.0, 30.0, 45.0, 70.0, 110.0];
const WORD_LENGTH: &[f32] = &[3.0, 4.5, 5.5, 6.5, 7.5, 9.0, 12.0];
const STOPS: &[f32] = &[0.001, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
const DIGITS: &[f32] = &[0.001, 0.05, 0.15, 0.3, 0.6];
const CAPITALS: &[f32] = &[0.001, 0.03, 0.06, 0.12, 0.25, 0.6];
const CAPITALISED: &[f32] = &[0.001, 0.1, 0.2, 0.35, 0.5, 0.75, 0.99];
const SENTENCES: &[f32] = &[1.0, 2.0, 3.0, 5.0, 8.0];
const COMMAS: &[f32] = &[1.0, 2.0, 3.0, 5.0, 9.0];

/// Prose is at least this long, this full of stop words, and ends like a sentence.
const PROSE_WORDS: f32 = 15.0;
const PROSE_STOPS: f32 = 0.25;

/// A title has from three to sixteen words.
const TITLE_WORDS: std::ops::RangeInclusive<f32> = 3.0..=16.0;

macro_rules! flags {
    ($($name:literal $flag:ident $meaning:literal,)*) => {
        [$(Cue { name: $name, meaning: $meaning, sense: Sense::If(|view| view.measures().has(Flag::$flag)) },)*]
    };
}

/// What a line has or does not have.
pub(super) const FLAGS: &[Cue] = &flags! {
    "only-address" OnlyAddress "is nothing but an address of the web or of mail",
    "at-sign" At "holds an @",
    "clock" Clock "holds a time of day",
    "code-like" Code "has marks of program code",
    "currency" Currency "holds a currency sign",
    "ends-colon" EndsColon "ends with a colon",
    "ends-ellipsis" EndsEllipsis "ends with an ellipsis",
    "ends-question" EndsQuestion "ends with a question mark",
    "ends-sentence" EndsSentence "ends like a sentence",
    "hash-sign" Hash "holds a #",
    "latin" Latin "is in Latin letters",
    "no-letters" NoLetters "has no letters",
    "only-digits" OnlyDigits "has digits and marks alone",
    "raw-markup" RawMarkup "shows marks of a markup that was not carried out",
    "slash" Slashes "holds a slash",
    "starts-digit" StartsDigit "begins with a digit",
    "starts-lower" StartsLower "begins with a small letter",
    "unspaced" Unspaced "is in a script without spaces",
    "year" Year "holds a year of our time",
};

/// What can be counted in a line.
pub(super) const CUES: &[Cue] = &[
    Cue { name: "words", meaning: "how many words it has", sense: Sense::Range(WORDS, |view| view.measures().words) },
    Cue {
        name: "word-length",
        meaning: "mean length of its words in characters",
        sense: Sense::Range(WORD_LENGTH, |view| view.measures().word_length),
    },
    Cue {
        name: "stops",
        meaning: "share of its words that are stop words",
        sense: Sense::Range(STOPS, |view| view.measures().stops),
    },
    Cue { name: "digits", meaning: "share of digits", sense: Sense::Range(DIGITS, |view| view.measures().digits) },
    Cue {
        name: "capitals",
        meaning: "share of capitals",
        sense: Sense::Range(CAPITALS, |view| view.measures().capitals),
    },
    Cue {
        name: "capitalised",
        meaning: "share of words that begin with a capital",
        sense: Sense::Range(CAPITALISED, |view| view.measures().capitalised),
    },
    Cue {
        name: "sentences",
        meaning: "how many marks in it end sentences",
        sense: Sense::Range(SENTENCES, |view| view.measures().sentences),
    },
    Cue {
        name: "commas",
        meaning: "how many commas it has",
        sense: Sense::Range(COMMAS, |view| view.measures().commas),
    },
    Cue {
        name: "prose",
        meaning: "is long, full of stop words, and ends like a sentence",
        sense: Sense::If(|view| {
            let line = view.measures();
            let stops = line.stops >= PROSE_STOPS || line.has(Flag::Unspaced);
            line.words >= PROSE_WORDS && stops && line.has(Flag::EndsSentence)
        }),
    },
    Cue {
        name: "title-like",
        meaning: "is as long as a title, begins with a capital and does not end like a sentence",
        sense: Sense::If(|view| {
            let line = view.measures();
            let small = line.has(Flag::StartsLower) || line.has(Flag::StartsPunctuation);
            TITLE_WORDS.contains(&line.words) && !line.has(Flag::EndsSentence) && !small
        }),
    },
];
