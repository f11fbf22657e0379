//! Where the readers' comments of a page begin: the outermost elements that are called so and do not hold the page's title.
//! How much text stands before them is left to a cue: below an article they are not its text, on a thread they are.

use std::rc::Rc;

use crate::line::Page;
use crate::rules::Rules;

/// The family of part names that says so.
const FAMILY: &str = "comment";

/// Stands for no section.
const NONE: u32 = u32::MAX;

/// Per element: the first line of the outermost section of comments that it stands in.
#[derive(Debug, Default)]
pub(crate) struct CommentSections(Vec<u32>);

impl CommentSections {
    pub(super) fn find(
        page: &Page,
        title_line: Option<usize>,
        part_names: &[Rc<[u16]>],
        rules: &Rules,
    ) -> CommentSections {
        let Some(family) = rules.part_names.families().iter().position(|family| family == FAMILY) else {
            return CommentSections::default();
        };
        let is_called = |id: usize| part_names[id].contains(&(family as u16));
        if !(0..part_names.len()).any(is_called) {
            return CommentSections::default();
        }
        let mut holds_title = vec![false; page.elements.len()];
        let title = title_line.and_then(|line| page.lines[line].markup.as_ref());
        title
            .into_iter()
            .flat_map(|markup| page.path(markup.element))
            .for_each(|(id, _)| holds_title[id as usize] = true);
        // The outermost section of each element; parents stand before their children.
        let mut outermost: Vec<u32> = vec![NONE; page.elements.len()];
        for id in 1..page.elements.len() {
            let above = outermost[page.elements[id].parent as usize];
            outermost[id] = if above == NONE && is_called(id) && !holds_title[id] { id as u32 } else { above };
        }
        let mut first_line = vec![NONE; page.elements.len()];
        for (line, markup) in page.lines.iter().enumerate().filter_map(|(at, line)| Some((at, line.markup.as_ref()?))) {
            let section = outermost[markup.element as usize];
            if section != NONE && first_line[section as usize] == NONE {
                first_line[section as usize] = line as u32;
            }
        }
        CommentSections(
            outermost
                .iter()
                .map(|&section| if section == NONE { NONE } else { first_line[section as usize] })
                .collect(),
        )
    }

    /// The first line of the section that an element stands in.
    pub(crate) fn start(&self, element: u32) -> Option<usize> {
        self.0.get(element as usize).filter(|&&line| line != NONE).map(|&line| line as usize)
    }
}
