//! What lines stand within that no tree stands behind: lists, quotations, tables and code of flattened text, from the
//! kinds of lines that follow each other. Which kind a line is is told by the front.

use std::sync::Arc;

use super::{BlockKind, Within};

/// Lists and quotations that lie deeper are taken to lie at this depth.
const DEEPEST: u8 = 9;

/// Builds, line by line, what each stands within.
#[derive(Debug, Default)]
pub(crate) struct Nest {
    /// Numbers what was begun.
    count: u32,
    quotes: Vec<Within>,
    /// The open lists, each with its open item.
    lists: Vec<(Within, Within)>,
    /// The open table or code.
    open: Option<Within>,
}

impl Nest {
    /// What a line of this kind and in so many quotations stands within, where it comes right behind the last one.
    pub(crate) fn of(&mut self, kind: BlockKind, quote: u8) -> Arc<[Within]> {
        let quote = usize::from(quote.min(DEEPEST));
        if quote != self.quotes.len() {
            self.end();
            self.quotes.truncate(quote);
            while self.quotes.len() < quote {
                let id = self.next();
                self.quotes.push(Within::Quote(id, "".into()));
            }
        }
        let mut within = self.quotes.clone();
        match kind {
            BlockKind::Item(depth, number) => {
                self.open = None;
                self.item(usize::from(depth.clamp(1, DEEPEST)), number);
                within.extend(self.lists.iter().flat_map(|(list, item)| [list.clone(), item.clone()]));
            }
            BlockKind::Row(_) => {
                let table = self.opened(|open| matches!(open, Within::Table(_)), Within::Table);
                let id = self.next();
                within.extend([table, Within::Row(id)]);
            }
            BlockKind::Code(begins) => {
                if begins {
                    self.open = None;
                }
                within.push(self.opened(|open| matches!(open, Within::Code(..)), |id| Within::Code(id, "".into())));
            }
            BlockKind::Heading(_) | BlockKind::Paragraph => self.end(),
        }
        within.into()
    }

    /// What a line stands within that is part of the open item of the list at this depth; none where no such list is open
    /// in so many quotations.
    pub(crate) fn inside(&mut self, depth: u8, quote: u8) -> Option<Arc<[Within]>> {
        let depth = usize::from(depth.min(DEEPEST));
        if depth == 0 || depth > self.lists.len() || usize::from(quote.min(DEEPEST)) != self.quotes.len() {
            return None;
        }
        self.lists.truncate(depth);
        self.open = None;
        let lists = self.lists.iter().flat_map(|(list, item)| [list.clone(), item.clone()]);
        Some(self.quotes.iter().cloned().chain(lists).collect())
    }

    /// Ends lists, tables and code: what comes next is not right behind the last line.
    pub(crate) fn end(&mut self) {
        self.lists.clear();
        self.open = None;
    }

    fn next(&mut self) -> u32 {
        self.count = self.count.saturating_add(1);
        self.count
    }

    fn opened(&mut self, is_same: impl Fn(&Within) -> bool, begin: impl Fn(u32) -> Within) -> Within {
        self.lists.clear();
        let known = self.open.take().filter(is_same);
        let open = known.unwrap_or_else(|| begin(self.next()));
        self.open = Some(open.clone());
        open
    }

    fn item(&mut self, depth: usize, number: Option<u32>) {
        let depth = depth.min(self.lists.len() + 1);
        self.lists.truncate(depth);
        let id = self.next();
        let item = Within::Item(id, number);
        let is_numbered = number.is_some();
        match self.lists.get_mut(depth - 1) {
            Some((Within::List(_, numbered), last)) if *numbered == is_numbered => *last = item,
            _ => {
                self.lists.truncate(depth - 1);
                let list = Within::List(self.next(), is_numbered);
                self.lists.push((list, item));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Code, Item, Paragraph, Row};

    #[test]
    fn what_follows_stands_together() {
        let mut nest = Nest::default();
        let first = nest.of(Item(1, None), 0);
        let deeper = nest.of(Item(2, Some(1)), 0);
        let second = nest.of(Item(1, None), 0);
        assert_eq!((first.len(), deeper.len(), second.len()), (2, 4, 2));
        assert_eq!((&deeper[..2], &first[0]), (&first[..], &second[0]));
        assert_eq!(nest.inside(1, 0).as_ref(), Some(&second));
        assert_eq!((nest.inside(2, 0), nest.inside(1, 1), nest.inside(0, 0)), (None, None, None));
        assert_ne!(first[1], second[1]);
        let row = nest.of(Row(true), 0);
        assert_eq!(row[0], nest.of(Row(false), 0)[0]);
        assert_ne!(row[0], {
            nest.of(Paragraph, 0);
            nest.of(Row(false), 0)[0].clone()
        });
        let code = nest.of(Code(true), 1);
        assert_eq!(code, nest.of(Code(false), 1));
        assert_ne!(code, nest.of(Code(true), 1));
        assert_eq!(nest.of(Paragraph, 255).len(), usize::from(DEEPEST));
    }
}
