//! Captions, and the credit in them where it can be told apart. What galleries put around them is cut off by `filler`.

mod filler;

use rustc_hash::FxHashMap;

use super::Evidence;
use crate::cues::phrase_book::PhraseBook;
use crate::document::{Caption, Label};
use crate::measure::fold;

/// Words that open a credit, in lower case, with the mark that follows them, sorted.
const OPENINGS: &[&str] = &[
    "agence photo :",
    "bild:",
    "bildquelle:",
    "copyright:",
    "courtesy of ",
    "courtesy: ",
    "credit:",
    "credits:",
    "crédit :",
    "crédit photo :",
    "crédit photo:",
    "crédits :",
    "crédits photo :",
    "foto di ",
    "foto:",
    "fotograf:",
    "fotografía:",
    "fotos:",
    "fuente:",
    "illustration:",
    "image courtesy of ",
    "image credit:",
    "image:",
    "images:",
    "kuva:",
    "photo :",
    "photo by ",
    "photo courtesy of ",
    "photo credit:",
    "photo:",
    "photograph by ",
    "photograph:",
    "photos by ",
    "photos:",
    "picture:",
    "pictures:",
    "quelle:",
    "source :",
    "source:",
    "© ",
    "фото:",
    "写真=",
    "写真：",
    "图片来源：",
    "图：",
    "사진=",
];

/// Names that make a bracketed end of a caption a credit.
const SOURCES: &[&str] = &[
    "afp",
    "ap photo",
    "associated press",
    "bloomberg",
    "dpa",
    "epa",
    "getty",
    "imago",
    "istock",
    "photo",
    "picture alliance",
    "reuters",
    "shutterstock",
    "source",
    "unsplash",
    "xinhua",
];

/// The captions of a page, each once; neighbouring lines of one figure stay apart, except that a line which is only a
/// credit goes to the caption before it, or to the one behind.
pub(super) fn read(evidence: &Evidence<'_>) -> Vec<Caption> {
    let lines = evidence.labelled(evidence.all(), Label::Caption);
    gather(lines.map(|line| (line, evidence.text(line))), &evidence.rules.phrases)
}

/// The captions of some lines, each with its place on the page.
fn gather<'l>(lines: impl Iterator<Item = (usize, &'l str)>, book: &PhraseBook) -> Vec<Caption> {
    let mut captions: Vec<Caption> = Vec::new();
    // By their words: galleries show a caption under the large picture, and again under the small one.
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    // The line before, the caption that it is of, and a credit that is still to find one.
    let (mut last_line, mut last, mut ahead) = (None, None, None);
    for (line, text) in lines {
        let mut caption = split(filler::strip(text, book));
        if last_line.is_none_or(|before: usize| before + 1 != line) {
            (last, ahead) = (None, None);
        }
        last_line = Some(line);
        let words = fold(&caption.text);
        if words.is_empty() {
            match last.and_then(|last: usize| captions.get_mut(last)).filter(|before| before.credit.is_none()) {
                Some(before) => before.credit = caption.credit,
                None => ahead = caption.credit.or(ahead),
            }
            continue;
        }
        caption.credit = caption.credit.or(ahead.take());
        let place = *known.entry(words).or_insert(captions.len());
        last = Some(place);
        match captions.get_mut(place) {
            Some(before) => before.credit = before.credit.take().or(caption.credit),
            None => captions.push(caption),
        }
    }
    captions
}

/// Parts a caption from its credit.
fn split(line: &str) -> Caption {
    let caption = |text: &str, credit: &str| {
        let credit = credit.trim().trim_end_matches(['.', ']', ')']).trim();
        Caption { text: text.trim().to_owned(), credit: (!credit.is_empty()).then(|| credit.to_owned()) }
    };
    let line = line.trim();
    if let Some(open) = line.rfind(['[', '(']).filter(|_| line.ends_with([']', ')'])) {
        let inside = &line[open + 1..line.len() - 1];
        let lower = inside.to_lowercase();
        if let Some(opening) = OPENINGS.iter().find(|opening| lower.starts_with(**opening)) {
            return caption(&line[..open], inside.get(opening.len()..).unwrap_or(inside));
        }
        if SOURCES.iter().any(|source| lower.contains(source)) {
            return caption(&line[..open], inside);
        }
    }
    // Where lower case is longer or shorter than the line, places in the one are none in the other.
    let lower = line.to_lowercase();
    let found = OPENINGS.iter().filter_map(|opening| Some((lower.rfind(*opening)?, opening.len())));
    let (at, length) = found.max_by_key(|(at, length)| (*at + *length, *length)).unwrap_or_default();
    match (line.get(..at), line.get(at..at + length), line.get(at + length..)) {
        (Some(before), Some(opening), Some(credit))
            if !opening.is_empty() && lower.len() == line.len() && may_open(before, &opening.to_lowercase()) =>
        {
            caption(before, credit)
        }
        _ => match unopened(line) {
            Some(at) => caption(line[..at].trim_end().trim_end_matches('|'), &line[at..]),
            None => caption(line, ""),
        },
    }
}

/// Whether a credit may start behind this: anywhere between words if a mark says so, as in "photo:", and else behind a
/// sentence or at the start, since "a photo by Jane Doe" may be what the caption tells of.
fn may_open(before: &str, opening: &str) -> bool {
    let marked = opening.starts_with('©') || opening.trim_end().ends_with([':', '：', '=']);
    let parted = before.trim_end().ends_with(|c: char| !c.is_alphanumeric());
    before.is_empty() || parted || marked && !before.ends_with(char::is_alphanumeric)
}

/// Where a credit starts that no word opens: "Jane Doe/AFP", "The ferry at the pier. Getty Images".
fn unopened(line: &str) -> Option<usize> {
    /// A credit has at most this many words.
    const LONGEST: usize = 6;
    let ends = ["|", ". ", ".\u{a0}", "— ", "– "].iter().filter_map(|end| Some(line.rfind(end)? + end.len()));
    let start = ends.max().unwrap_or(0);
    let rest = line[start..].trim();
    let lower = rest.to_lowercase();
    let names = |source: &&&str| lower == **source || lower.starts_with(&format!("{source}/"));
    let behind = |source: &&&str| lower.ends_with(&format!("/{source}")) || lower.ends_with(&format!("via {source}"));
    let short = rest.split_whitespace().count() <= LONGEST;
    let known = AGENCIES.iter().any(|source| names(&source) || behind(&source));
    (short && known).then_some(start)
}

/// Who supplies pictures, so well known that a name and a stroke beside it are enough, sorted.
#[rustfmt::skip]
const AGENCIES: &[&str] = &[
    "afp", "ap", "bloomberg", "dpa", "epa", "getty", "getty images", "imago", "istock", "reuters", "shutterstock", "xinhua",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(OPENINGS.is_sorted() && SOURCES.is_sorted() && AGENCIES.is_sorted());
    }

    #[test]
    fn credits_are_told_apart() {
        for (line, text, credit) in [
            ("The ferry at the pier [source: Getty]", "The ferry at the pier", Some("Getty")),
            ("The ferry at the pier. (AP Photo/Jane Doe)", "The ferry at the pier.", Some("AP Photo/Jane Doe")),
            ("The ferry at the pier. Photo: Jane Doe", "The ferry at the pier.", Some("Jane Doe")),
            ("Die Fähre am Kai. Foto: Max Muster/dpa", "Die Fähre am Kai.", Some("Max Muster/dpa")),
            ("Photograph: Jane Doe/Reuters", "", Some("Jane Doe/Reuters")),
            ("Photo credit: Jane Doe", "", Some("Jane Doe")),
            (
                "The ferry at the pier. Image courtesy of the Harbour Museum",
                "The ferry at the pier.",
                Some("the Harbour Museum"),
            ),
            ("The pier in winter © Jane Doe", "The pier in winter", Some("Jane Doe")),
            ("Jane Doe/AFP", "", Some("Jane Doe/AFP")),
            ("The ferry at the pier. Getty Images", "The ferry at the pier.", Some("Getty Images")),
            (
                "The ferry at the pier | Jane Doe via Getty Images",
                "The ferry at the pier",
                Some("Jane Doe via Getty Images"),
            ),
            ("Le bac au quai. Crédit photo : Jeanne Doe", "Le bac au quai.", Some("Jeanne Doe")),
            ("A photo by Jane Doe hangs in the hall", "A photo by Jane Doe hangs in the hall", None),
            ("The ferry, by courtesy of the yard", "The ferry, by courtesy of the yard", None),
            ("The ferry and its new bloomberg", "The ferry and its new bloomberg", None),
            ("The ferry (built in 1974)", "The ferry (built in 1974)", None),
            ("ẞ© Jane Doe İ", "ẞ© Jane Doe İ", None),
            ("İ PHOTO: Jane Doe", "İ PHOTO: Jane Doe", None),
            ("The ferry", "The ferry", None),
        ] {
            let caption = split(line);
            assert_eq!((caption.text.as_str(), caption.credit.as_deref()), (text, credit), "{line}");
        }
    }

    #[test]
    fn captions_are_told_once_and_never_empty() {
        let rules = crate::rules::Rules::built_in();
        let check = |lines: &[(usize, &str)], expected: &[(&str, Option<&str>)]| {
            let captions = gather(lines.iter().copied(), &rules.phrases);
            let told: Vec<_> =
                captions.iter().map(|caption| (caption.text.as_str(), caption.credit.as_deref())).collect();
            assert_eq!(told, expected, "{lines:?}");
        };
        let ferry = "The ferry at the quay";
        check(&[(3, ferry), (9, "The ferry at the quay.")], &[(ferry, None)]);
        check(&[(3, ferry), (9, ferry), (10, "Photo: Jane Doe")], &[(ferry, Some("Jane Doe"))]);
        check(&[(3, ferry), (4, "Photo: Jane Doe")], &[(ferry, Some("Jane Doe"))]);
        check(&[(3, "Photo: Jane Doe"), (4, ferry)], &[(ferry, Some("Jane Doe"))]);
        check(&[(3, "Photo: Jane Doe"), (9, ferry)], &[(ferry, None)]);
        check(&[(3, ferry), (9, "Photo: Jane Doe")], &[(ferry, None)]);
        check(&[(3, "Image 1 of 5"), (4, ferry), (5, "hide caption"), (6, "AFP")], &[(ferry, Some("AFP"))]);
        check(
            &[(3, "The pier. Foto: Ida"), (4, "Foto: Max"), (5, ferry)],
            &[("The pier.", Some("Ida")), (ferry, Some("Max"))],
        );
        check(&[(3, "…")], &[]);
        check(&[], &[]);
    }
}
