//! What galleries put before a caption, behind it or in its place: "Image 1 of 5", "hide caption", "Enlarge". The words
//! stand in the phrase book; here they are cut off.

use crate::cues::phrase_book::PhraseBook;
use crate::measure::is_unspaced;

/// The family of such words. Its phrases are whole lines.
const FAMILY: &str = "caption-filler";

/// A filler is no longer than this, in bytes, and so many of them are cut off: a button at each end, and a count.
const MOST_BYTES: usize = 100;
const MOST: usize = 4;

/// Characters of a script without spaces that make two words.
const UNSPACED_PAIR: usize = 4;

/// A caption without fillers; empty where it is nothing else.
pub(super) fn strip<'t>(caption: &'t str, book: &PhraseBook) -> &'t str {
    let Some(family) = book.place(FAMILY) else { return caption };
    let (mut folded, mut found) = (String::new(), Vec::new());
    let mut is_filler = |piece: &str| {
        book.find(piece, &mut folded, &mut found);
        found.contains(&family)
    };
    let mut left = caption.trim();
    for _ in 0..MOST {
        if left.len() <= MOST_BYTES && is_filler(left) {
            return "";
        }
        let Some(rest) = behind(left, &mut is_filler).or_else(|| before(left, &mut is_filler)) else { break };
        left = rest;
    }
    left
}

/// What stands behind the longest filler that a text opens with.
fn behind<'t>(text: &'t str, is_filler: &mut impl FnMut(&str) -> bool) -> Option<&'t str> {
    let is_end = |at: &usize| *at < text.len() && is_between_words(text, *at);
    let ends: Vec<usize> = (1..text.len().min(MOST_BYTES)).filter(is_end).collect();
    ends.into_iter().rev().find_map(|at| {
        let (piece, rest) = text.split_at(at);
        let (bare, words) = (rest.trim_start_matches(is_seam), words_of_letters(piece));
        let is_parted =
            words > 1 || words == 1 && (piece.trim_end().ends_with(is_mark) || rest.trim_start().starts_with(is_mark));
        // "Click to expand the map" is a sentence.
        let goes_on = bare.is_empty() || bare.starts_with(char::is_lowercase);
        (is_parted && !goes_on && is_filler(piece)).then_some(bare)
    })
}

/// What stands before the longest filler that a text ends with.
fn before<'t>(text: &'t str, is_filler: &mut impl FnMut(&str) -> bool) -> Option<&'t str> {
    let first = text.len().saturating_sub(MOST_BYTES).max(1);
    let begins = |&at: &usize| is_between_words(text, at) && text[at..].starts_with(char::is_alphanumeric);
    (first..text.len()).filter(begins).find_map(|at| {
        let (rest, piece) = text.split_at(at);
        let words = words_of_letters(piece);
        let is_parted = words > 1 || words == 1 && rest.trim_end().ends_with(is_mark);
        let bare = rest.trim_end_matches(|c: char| is_seam(c) && !matches!(c, '.' | '…'));
        (is_parted && !bare.is_empty() && is_filler(piece)).then_some(bare)
    })
}

/// Whether words end and begin at this byte.
fn is_between_words(text: &str, at: usize) -> bool {
    let (Some(before), Some(behind)) = (text.get(..at), text.get(at..)) else { return false };
    let is_in_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
    !is_in_word(before.chars().next_back()) || !is_in_word(behind.chars().next())
}

/// How many of the words of a filler have letters. A number alone may be anything, and one word the caption's own.
fn words_of_letters(piece: &str) -> usize {
    let unspaced = piece.chars().filter(|&c| is_unspaced(c)).count();
    let words = piece.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    words + usize::from(unspaced >= UNSPACED_PAIR)
}

/// Marks that part a filler from the caption.
fn is_mark(c: char) -> bool {
    matches!(c, '|' | ':' | '：' | '،' | '·' | '•' | '–' | '—' | '-' | '.' | '…' | ',' | '，' | '。' | '!' | '»' | '×')
}

/// What goes with a filler.
fn is_seam(c: char) -> bool {
    c.is_whitespace() || is_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn fillers_are_cut_off() {
        let rules = Rules::built_in();
        for (caption, left) in [
            ("Image 1 of 5", ""),
            ("3 / 12", ""),
            ("Enlarge", ""),
            ("Open image in gallery", ""),
            ("hide caption", ""),
            (
                "Enlarge this image The ferry at the quay. Jane Doe/AFP hide caption",
                "The ferry at the quay. Jane Doe/AFP",
            ),
            ("The ferry at the quay. toggle caption", "The ferry at the quay."),
            ("Image 2 of 5: The ferry at the quay", "The ferry at the quay"),
            ("Image caption, The ferry at the quay", "The ferry at the quay"),
            ("View image in fullscreen The ferry at the quay", "The ferry at the quay"),
            ("The ferry at the quay. Enlarge", "The ferry at the quay."),
            ("Bild 1 von 3 | Die Fähre am Kai", "Die Fähre am Kai"),
            ("Le bac à quai. Agrandir l’image", "Le bac à quai."),
            ("Pie de foto, El ferry en el muelle", "El ferry en el muelle"),
            ("Clique para ampliar", ""),
            ("Il traghetto al molo Clicca per ingrandire", "Il traghetto al molo"),
            ("Foto 2 van 7 De veerboot aan de kade", "De veerboot aan de kade"),
            ("Prom przy nabrzeżu. Powiększ zdjęcie", "Prom przy nabrzeżu."),
            ("Подпись к фото, Паром у причала", "Паром у причала"),
            ("Vapur iskelede. Büyütmek için tıklayın", "Vapur iskelede."),
            ("图像加注文字，码头上的渡轮", "码头上的渡轮"),
            ("码头上的渡轮 点击查看大图", "码头上的渡轮"),
            ("岸壁のフェリー 画像を拡大する", "岸壁のフェリー"),
            ("صورة 1 من 3", ""),
            // Words of the caption's own.
            ("Enlarge Your Harbour was painted on the shed", "Enlarge Your Harbour was painted on the shed"),
            ("Click to enlarge the map of the harbour", "Click to enlarge the map of the harbour"),
            ("They want to hide captions", "They want to hide captions"),
            ("Model of the ferry, 1/12", "Model of the ferry, 1/12"),
            ("1974", "1974"),
            ("The ferry at the quay", "The ferry at the quay"),
            ("", ""),
        ] {
            assert_eq!(strip(caption, &rules.phrases), left, "{caption}");
        }
    }
}
