//! Captions, and the credit in them where it can be told apart.

use super::Evidence;
use crate::document::{Caption, Label};

/// Words that open a credit, in lower case, with the mark that follows them.
const OPENINGS: &[&str] = &[
    "agence photo :",
    "bild:",
    "bildquelle:",
    "copyright:",
    "credit:",
    "credits:",
    "crédit :",
    "crédits :",
    "foto:",
    "fotograf:",
    "fotos:",
    "fuente:",
    "image:",
    "images:",
    "photo by ",
    "photo:",
    "photograph:",
    "photos:",
    "picture:",
    "pictures:",
    "quelle:",
    "source :",
    "source:",
    "фото:",
    "图片来源：",
    "写真：",
    "写真=",
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

/// The captions of a page; neighbouring lines of one figure stay apart, except that a line which is only a credit goes
/// to the caption before it.
pub(super) fn read(evidence: &Evidence<'_>) -> Vec<Caption> {
    let mut captions: Vec<Caption> = Vec::new();
    let mut last_line = None;
    for line in evidence.labelled(evidence.all(), Label::Caption) {
        let caption = split(evidence.text(line));
        let follows = last_line.is_some_and(|last| last + 1 == line);
        match captions.last_mut() {
            Some(before) if follows && caption.text.is_empty() && before.credit.is_none() => {
                before.credit = caption.credit
            }
            _ => captions.push(caption),
        }
        last_line = Some(line);
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
    let lower = line.to_lowercase();
    let found = OPENINGS.iter().filter_map(|opening| Some((lower.rfind(*opening)?, opening.len())));
    let opened = found.max_by_key(|(at, length)| (*at, *length));
    match opened.filter(|_| lower.len() == line.len()) {
        Some((at, length)) if at == 0 || !line[..at].ends_with(char::is_alphanumeric) => {
            caption(&line[..at], &line[at + length..])
        }
        _ => caption(line, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_told_apart() {
        for (line, text, credit) in [
            ("The ferry at the pier [source: Getty]", "The ferry at the pier", Some("Getty")),
            ("The ferry at the pier. (AP Photo/Jane Doe)", "The ferry at the pier.", Some("AP Photo/Jane Doe")),
            ("The ferry at the pier. Photo: Jane Doe", "The ferry at the pier.", Some("Jane Doe")),
            ("Die Fähre am Kai. Foto: Max Muster/dpa", "Die Fähre am Kai.", Some("Max Muster/dpa")),
            ("Photograph: Jane Doe/Reuters", "", Some("Jane Doe/Reuters")),
            ("The ferry (built in 1974)", "The ferry (built in 1974)", None),
            ("The ferry", "The ferry", None),
        ] {
            let caption = split(line);
            assert_eq!((caption.text.as_str(), caption.credit.as_deref()), (text, credit), "{line}");
        }
    }
}
