//! The box that a line stands in: the largest element around it that holds few lines. What one line of a teaser, a form or
//! an offer says, its other lines are part of; a paragraph of an article is a box by itself.

use super::ElementMeasures;
use crate::line::Page;

/// A box holds so many lines at most.
const MOST_LINES: f32 = 12.0;

/// The boxes of a page.
#[derive(Debug, Default)]
pub(crate) struct Boxes {
    /// Per line: the number of its box, if the page has markup.
    of_line: Vec<Option<usize>>,
    /// Per box: the phrase families that its lines speak in, sorted, each once.
    says: Vec<Vec<u16>>,
}

impl Boxes {
    /// Finds the box of each line.
    pub(super) fn find(page: &Page, elements: &[ElementMeasures], phrases: &[Box<[u16]>]) -> Boxes {
        let mut boxes = Boxes::default();
        let mut last = None;
        for (line, said) in page.lines.iter().zip(phrases) {
            let element = line.markup.as_ref().and_then(|markup| {
                let path = page.path(markup.element).map(|(id, _)| id);
                path.take_while(|&id| elements[id as usize].lines <= MOST_LINES).last()
            });
            // The lines of an element stand one behind the other.
            if element.is_some() && element != last {
                boxes.says.push(Vec::new());
            }
            last = element;
            let number = element.map(|_| boxes.says.len() - 1);
            number.into_iter().for_each(|number| boxes.says[number].extend_from_slice(said));
            boxes.of_line.push(number);
        }
        for says in &mut boxes.says {
            says.sort_unstable();
            says.dedup();
        }
        boxes
    }

    /// The phrase families that the lines of a line's box speak in.
    pub(crate) fn says(&self, line: usize) -> &[u16] {
        self.of_line[line].map_or(&[], |number| &self.says[number])
    }
}

#[cfg(test)]
mod tests {
    use crate::front;
    use crate::measure::Measured;
    use crate::rules::Rules;

    #[test]
    fn lines_know_what_their_box_says() {
        let long = "<p>The ferry came late to the pier.</p>".repeat(13);
        let html = format!("<main>{long}<aside><p>Twelve weeks for six crowns</p><p>Subscribe now</p></aside></main>");
        let page = front::html::read(&html, &mut Vec::new());
        let rules = Rules::built_in();
        let measured = Measured::new(&page, &rules);
        let says = |line: usize| {
            let families =
                measured.boxes.says(line).iter().map(|&family| &*rules.phrases.families()[usize::from(family)]);
            families.collect::<Vec<_>>()
        };
        assert_eq!((says(0), says(13)), (vec![], vec!["subscribe"]));
    }
}
