//! The parts of a stated title: sites put their name behind a headline (or before it), parted by a mark. Which part is
//! the headline is left to the points.

/// What parts a headline from the site's name. The weak ones stand within headlines as well.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " « ", " › ", " > ", " / ", " ~ ", " ⋆ ", "|", "｜", "ㅣ",
];
const WEAK: &[&str] = &[": ", "_", "：", " -", "- "];

/// A longer title is not taken apart.
const LONGEST: usize = 400;

/// So many cuts are tried.
const MOST_CUTS: usize = 6;

/// Which end was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Start,
    End,
}

/// A title without one of its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part<'t> {
    pub(super) kept: &'t str,
    pub(super) off: &'t str,
    pub(super) cut: Cut,
    /// Whether more than one part was cut off.
    pub(super) more: bool,
    /// Whether the mark was a weak one.
    pub(super) weak: bool,
}

/// What is left of a title when it is cut at each of its marks.
pub(super) fn parts(title: &str) -> Vec<Part<'_>> {
    let title = title.trim();
    if title.len() > LONGEST {
        return Vec::new();
    }
    let marks = marks(title);
    let mut parts = Vec::new();
    for (number, &(at, length, weak)) in marks.iter().enumerate() {
        let (left, right) = (title[..at].trim(), title[at + length..].trim());
        if left.is_empty() || right.is_empty() {
            continue;
        }
        parts.push(Part { kept: left, off: right, cut: Cut::End, more: number + 1 < marks.len(), weak });
        parts.push(Part { kept: right, off: left, cut: Cut::Start, more: number > 0, weak });
    }
    parts
}

/// Where the marks stand: place, length, whether it is a weak one. Of marks that overlap the strong one counts.
fn marks(title: &str) -> Vec<(usize, usize, bool)> {
    let mut found: Vec<(usize, usize, bool)> = Vec::new();
    for (separators, weak) in [(SEPARATORS, false), (WEAK, true)] {
        for separator in separators {
            for (at, _) in title.match_indices(separator) {
                let end = at + separator.len();
                if !found.iter().any(|&(start, length, _)| at < start + length && start < end) {
                    found.push((at, separator.len(), weak));
                }
            }
        }
    }
    found.sort_unstable();
    found.truncate(MOST_CUTS);
    found
}

/// A title without the marks that point at it: "» Ferry back".
pub(super) fn without_marks(title: &str) -> &str {
    title.trim().trim_start_matches(['»', '►', '▶', '•', '›', '>', '|', '—', '●', '■', '★', '☆', '➤', '→']).trim_start()
}

/// A thread's title without "Re:" and the page's number.
pub(super) fn of_thread(title: &str) -> &str {
    let mut title = title.trim();
    while let Some(rest) = title.get(..3).filter(|start| start.eq_ignore_ascii_case("re:")).and(title.get(3..)) {
        title = rest.trim_start();
    }
    without_page(title).unwrap_or(title)
}

/// "Engine stalls - Page 2", "Engine stalls (page 2)".
fn without_page(title: &str) -> Option<&str> {
    let open = title.trim_end_matches(')').trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = open.len() < title.trim_end_matches(')').len();
    let rest = open.trim_end();
    let words = ["page", "Page", "PAGE", "Seite", "página", "Página", "strona"];
    let rest = words.iter().find_map(|word| rest.strip_suffix(word)).filter(|_| numbered)?.trim_end();
    let marked = rest.strip_suffix(['-', '–', '—', '|', ',', '(', '•', '·'])?.trim_end();
    (!marked.is_empty()).then_some(marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_cut_at_their_marks() {
        let check = |title: &str, kept: &[&str]| {
            assert_eq!(parts(title).iter().map(|part| part.kept).collect::<Vec<_>>(), kept, "{title}");
        };
        check("Ferry back in service", &[]);
        check("Ferry back | Tide Times", &["Ferry back", "Tide Times"]);
        check("Ferry: back - Tide", &["Ferry", "back - Tide", "Ferry: back", "Tide"]);
        check(" | ", &[]);
        check("｜", &[]);
    }

    #[test]
    fn threads_have_titles_without_pages() {
        for (title, bare) in [
            ("Re: Engine stalls", "Engine stalls"),
            ("RE: Re: Engine stalls", "Engine stalls"),
            ("Engine stalls - Page 2", "Engine stalls"),
            ("Engine stalls (page 12)", "Engine stalls"),
            ("The last page 3", "The last page 3"),
            ("Page 2", "Page 2"),
            ("Regatta", "Regatta"),
        ] {
            assert_eq!(of_thread(title), bare);
        }
    }
}
