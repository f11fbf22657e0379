//! How much speaks for a piece of a byline being a person's name, as a sum over clues.
//!
//! The points of a piece. All are guesses, tried on the bylines of some hundred news pages: a clean first and last name
//! has 3.5, and each word that belongs elsewhere takes more than the capitals gave.

use super::pieces::{Word, starts_small};
use super::shape::{holds, is_initial, is_uncased, starts_cjk};
use super::words::{BOND, CUT, DOUBTFUL, EITHER, HOUSE, INTERFACE, JOB, PARTICLE, PLACE, TOPIC, VERB};

/// Two to four words, not counting "de la".
const NAME_LENGTH: f32 = 2.0;
/// Five or six words.
const LONG_NAME: f32 = 0.5;
/// More words than names have.
const TOO_LONG: f32 = -4.0;
/// All words but particles have a capital.
const CAPITALS: f32 = 1.5;
/// The script has no capitals, which says less.
const NO_CASE: f32 = 1.0;
/// A by-word stands before it.
const LED: f32 = 1.5;
/// An initial ("J.") or a particle ("da").
const INITIAL: f32 = 0.5;
/// For each word in small letters that is no particle.
const SMALL: f32 = -2.0;
/// For each word of menus, headlines, jobs and organisations.
const PLAIN: f32 = -2.5;
/// For each place and other word that is a name as often, ending of things, and acronym.
const DOUBT: f32 = -1.0;
/// For each word with digits in it.
const DIGITS: f32 = -1.5;
/// Two words of which the second is a job: "Health Reporter", "Content Editor".
const JOB_TITLE: f32 = -1.5;
/// A question or exclamation mark in the piece.
pub(super) const MARRED: f32 = 2.0;
/// A name of Han characters with a surname in front.
pub(super) const CJK_SURNAME: f32 = 3.0;
/// The same without a surname that the table knows.
pub(super) const CJK_PLAIN: f32 = 1.0;
/// A piece of a byline is a name from here on.
pub(super) const ENOUGH: f32 = 2.5;
/// A line alone looks like a name from here on: nothing may speak against it.
pub(super) const ALONE: f32 = 3.0;

pub(super) fn points(words: &[Word], led: bool) -> f32 {
    if words.iter().all(starts_cjk) {
        return cjk_sum(words) + if led { LED } else { 0.0 };
    }
    let small_particle = |word: &&Word| word.roles & (PARTICLE | BOND) != 0 && starts_small(word);
    let particles = words.iter().filter(small_particle).count();
    let mut sum = match words.len() - particles {
        2..=4 => NAME_LENGTH,
        5 | 6 => LONG_NAME,
        0 | 1 => 0.0,
        _ => TOO_LONG,
    };
    let (mut small, mut uncased, mut initials) = (0, 0, 0);
    for word in words {
        let particle = word.roles & (PARTICLE | BOND) != 0;
        initials += i32::from(is_initial(word) || (particle && starts_small(word)));
        uncased += i32::from(is_uncased(word));
        small += i32::from(starts_small(word) && !particle);
        sum += word_points(word);
        sum += if endings_of_nouns(word) || is_acronym(word, words) { DOUBT } else { 0.0 };
        sum += if word.text.chars().any(char::is_numeric) { DIGITS } else { 0.0 };
    }
    if let [_, last] = words
        && last.roles & JOB != 0
    {
        sum += JOB_TITLE;
    }
    #[expect(clippy::cast_precision_loss, reason = "a byline has few words")]
    let small_points = SMALL * small as f32;
    sum += if small > 0 {
        small_points
    } else if uncased > 0 {
        NO_CASE
    } else {
        CAPITALS
    };
    sum + if initials > 0 { INITIAL } else { 0.0 } + if led { LED } else { 0.0 }
}

/// What a word's roles take from a name. Particles ("de", "la") are also articles of headlines; inside a name they are
/// not held against it, as long as they do not open the line ("La Playa"), and neither is an initial without its full
/// stop.
fn word_points(word: &Word) -> f32 {
    let plain = TOPIC | INTERFACE | JOB | HOUSE | CUT | VERB;
    let article = word.start == 0 && word.roles & TOPIC != 0 && !starts_small(word);
    if word.roles & (PARTICLE | DOUBTFUL | BOND) != 0 && article {
        DOUBT
    } else if word.roles & (PARTICLE | DOUBTFUL | BOND) != 0 || is_initial(word) {
        0.0
    } else if word.roles & plain != 0 || word.lower.ends_with("'s") {
        PLAIN
    } else if word.roles & (PLACE | EITHER) != 0 {
        DOUBT
    } else {
        0.0
    }
}

/// English endings of things rather than of people.
fn endings_of_nouns(word: &Word) -> bool {
    const ENDINGS: [&str; 17] = [
        "able", "ables", "ated", "ents", "graphy", "ical", "ics", "ional", "ised", "ism", "ized", "ments", "ness",
        "ology", "ships", "tion", "tions",
    ];
    let shortest = if word.start == 0 { SHORTEST_ACTIVITY } else { SHORTEST_LATE_ACTIVITY };
    let activity = word.lower.len() >= shortest && word.lower.ends_with("ing");
    activity || ENDINGS.iter().any(|ending| word.lower.ends_with(ending))
}

/// "Baking", "Finding" open headings; "Ming" and "Jing" are names. In letters.
const SHORTEST_ACTIVITY: usize = 6;

/// "Cleaning", "Financing" close headings; surnames such as "Browning" are mostly shorter. In letters.
const SHORTEST_LATE_ACTIVITY: usize = 9;

/// Three or four capitals among words that are not all capitals.
fn is_acronym(word: &Word, words: &[Word]) -> bool {
    let capitals = |word: &Word| word.text.chars().all(char::is_uppercase);
    (3..=4).contains(&word.text.chars().count()) && capitals(word) && !words.iter().all(capitals)
}

/// A name of Han, Kana or Hangul letters: one word, or surname and given name with a blank between.
fn cjk_sum(words: &[Word]) -> f32 {
    match words {
        [word] => cjk_points(word),
        [surname, given] => {
            let letters = surname.text.chars().count() + given.text.chars().count();
            let plain = [surname, given].into_iter().any(|word| holds(word, TOPIC | HOUSE | INTERFACE | PLACE));
            if plain || letters > LONGEST_CJK_NAME { 0.0 } else { CJK_SURNAME }
        }
        _ if are_several(words) => CJK_SURNAME,
        _ => 0.0,
    }
}

/// Surname and given name together, in letters; foreign names in Kana have a point between their parts and are longer.
const LONGEST_CJK_NAME: usize = 6;

/// Chinese names one after another with blanks between: each has its surname and is whole by itself.
pub(super) fn are_several(words: &[Word]) -> bool {
    let shortest = if words.len() > 2 { 2 } else { 3 };
    words.len() > 1 && words.iter().all(|word| word.surname > 0 && word.text.chars().count() >= shortest)
}

pub(super) fn cjk_points(word: &Word) -> f32 {
    let letters: Vec<(usize, char)> = word.text.char_indices().take(LONGEST_KANA_NAME).collect();
    let pointed = word.text.contains(['·', '・']);
    let longest = if pointed { LONGEST_KANA_NAME } else { LONGEST_CJK_NAME };
    if letters.len() < 2 || letters.len() >= longest || holds(word, TOPIC | HOUSE | INTERFACE | PLACE | JOB | CUT) {
        return 0.0;
    }
    // Two letters of Hiragana are an ending or a particle: "まで", "から".
    if letters.len() == 2 && letters.iter().all(|(_, letter)| matches!(letter, '\u{3040}'..='\u{309f}')) {
        return 0.0;
    }
    // One letter and two, two letters and one to three; two letters in all are too often another word.
    let shaped = match letters.len() {
        3 => word.surname > 0,
        4 | 5 => word.surname == 2,
        _ => false,
    };
    if shaped || pointed { CJK_SURNAME } else { CJK_PLAIN }
}

/// Foreign names in Kana, with the point.
const LONGEST_KANA_NAME: usize = 16;
