//! Which lines are choices of a form, and which say how often something is found: filter panels of shops and listings are
//! made of both. What an element is by its type or role is told by the front.

use super::elements::ElementMeasures;
use super::line::{Flag, LineMeasures};
use crate::line::{BlockKind, Line, Page, Tag, common_element};

/// A choice has so many words at most, with all that stands in the element that makes it one.
const CHOICE_WORDS: f32 = 8.0;

/// How many elements above a line's own may make it a choice.
const ABOVE: usize = 3;

/// How many lines on each side are looked at for counts.
const BESIDE: usize = 5;

/// A line and the number behind it stand in an element of so many lines.
const COUNTED_LINES: f32 = 2.0;

/// What lines have of forms.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    choices: Vec<bool>,
    /// How many counted lines stand before each line; one longer than the lines.
    counted_before: Vec<u32>,
}

impl Forms {
    /// Looks through a page.
    pub(super) fn find(page: &Page, lines: &[LineMeasures], elements: &[ElementMeasures]) -> Forms {
        let (holding, label) = (holding(page), Tag::of("label"));
        let is_choice = |line: &Line| {
            let path = line.markup.iter().flat_map(|markup| page.path(markup.element)).take(1 + ABOVE);
            let mut small = path.take_while(|(id, _)| elements[*id as usize].words <= CHOICE_WORDS);
            small.any(|(id, element)| element.tag == label || holding[id as usize])
        };
        let mut counted = 0;
        let counts = (0..page.lines.len()).map(|at| {
            counted += u32::from(is_counted(page, lines, elements, at));
            counted
        });
        Forms {
            choices: page.lines.iter().map(is_choice).collect(),
            counted_before: [0].into_iter().chain(counts).collect(),
        }
    }

    /// Whether a line is one choice of a form.
    pub(crate) fn is_choice(&self, line: usize) -> bool {
        self.choices[line]
    }

    /// Whether a line says how often what it names is found.
    pub(crate) fn is_counted(&self, line: usize) -> bool {
        self.counted_before[line + 1] > self.counted_before[line]
    }

    /// How many of the lines on both sides do, itself left out.
    pub(crate) fn counted_around(&self, line: usize) -> f32 {
        let end = (line + BESIDE + 1).min(self.choices.len());
        let all = self.counted_before[end] - self.counted_before[line.saturating_sub(BESIDE)];
        (all - u32::from(self.is_counted(line))) as f32
    }
}

/// Per element: whether it is a choice or holds one.
fn holding(page: &Page) -> Vec<bool> {
    let mut holding: Vec<bool> = page.elements.iter().map(|element| element.choice).collect();
    // Children stand behind their parents, so one walk from the end tells all above.
    for id in (1..holding.len()).rev() {
        if holding[id] {
            holding[page.elements[id].parent as usize] = true;
        }
    }
    holding
}

fn is_counted(page: &Page, lines: &[LineMeasures], elements: &[ElementMeasures], at: usize) -> bool {
    let (line, measures) = (&page.lines[at], &lines[at]);
    if measures.words > CHOICE_WORDS || matches!(line.block.kind, BlockKind::Code(_)) {
        return false;
    }
    // The name of a field has its value behind it, and counts nothing.
    let names = !measures.has(Flag::OnlyDigits) && !measures.has(Flag::EndsColon);
    ends_in_count(line.words()) || names && is_number_behind(page, lines, elements, at + 1)
}

/// Whether a line is a bare number that shares an element with the line before, and with no other.
fn is_number_behind(page: &Page, lines: &[LineMeasures], elements: &[ElementMeasures], at: usize) -> bool {
    let is_number = lines.get(at).is_some_and(|line| line.has(Flag::OnlyDigits));
    if !is_number || !is_count(page.lines[at].words().trim_matches(['(', ')', '（', '）'])) {
        return false;
    }
    let (Some(named), Some(number)) = (page.lines[at - 1].element(), page.lines[at].element()) else { return false };
    let shared = common_element(&page.elements, named, number);
    elements[shared as usize].lines <= COUNTED_LINES
}

/// Whether a text ends in a number in brackets, and has something before it.
fn ends_in_count(text: &str) -> bool {
    let inside = text.strip_suffix([')', '）']).and_then(|text| text.rsplit_once(['(', '（']));
    inside.is_some_and(|(before, count)| !before.trim().is_empty() && is_count(count))
}

/// Whether a text is a number of things: films and books have their year in brackets.
fn is_count(text: &str) -> bool {
    let text = text.trim().trim_end_matches('+');
    let is_year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    let is_part = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '\'' | '’' | ' ');
    !is_year && text.starts_with(char::is_numeric) && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_from_years() {
        for (text, ends) in [
            ("Blue (12)", true),
            ("Blau(1.204)", true),
            ("青（3）", true),
            ("4 and above (1,203+)", true),
            ("The Quay (1998)", false),
            ("(12)", false),
            ("as before (see 12)", false),
            ("Blue 12", false),
            ("()", false),
        ] {
            assert_eq!(ends_in_count(text), ends, "{text}");
        }
    }
}
