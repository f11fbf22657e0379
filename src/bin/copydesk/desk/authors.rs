//! The names of people who posted or commented: personal data that a corpus may not want. They are kept, turned into a
//! keyed hash, or dropped. Authors of articles sign in public and stay.

use copydesk::{Document, Kind, Label, Post};

use crate::args::Authors;

/// What stands where a name was.
const DROPPED: &str = "[name]";

/// So many characters of the hash are shown: 64 bits, enough for all who ever posted.
const SHOWN: usize = 16;

/// A line that begins with a name and a colon soon behind it quotes somebody.
const QUOTING: usize = 40;

/// What becomes of names.
#[derive(Debug)]
pub(super) struct Names {
    how: Authors,
    key: [u8; 32],
}

impl Names {
    pub(super) fn new(how: Authors, key: Option<[u8; 32]>) -> Names {
        Names { how, key: key.unwrap_or_default() }
    }

    /// Treats every name of a page that is known for one: in the fields, in the lines that say who posted, in mentions
    /// (`@name`) and over quotations (`name said:`). Other names that people write are not searched for.
    pub(super) fn treat(&self, document: &mut Document) {
        if self.how == Authors::Keep {
            return;
        }
        let mut known: Vec<String> = authors(document).filter(|name| !name.trim().is_empty()).collect();
        known.sort_by_key(|name| std::cmp::Reverse(name.len()));
        known.dedup();
        let is_thread = document.kind == Kind::Thread;
        document.text = self.retold(&document.text, &known);
        for post in document.posts.iter_mut().chain(&mut document.comments) {
            post.author = post.author.take().and_then(|name| self.renamed(&name));
            post.text = self.retold(&post.text, &known);
        }
        if is_thread {
            document.byline = document.byline.iter().filter_map(|name| self.renamed(name)).collect();
        }
        for line in &mut document.lines {
            let tells_names = matches!(line.label, Label::PostMeta | Label::ForumWidget)
                || (is_thread && line.label == Label::Byline);
            line.text = if tells_names { String::new() } else { self.retold(&line.text, &known) };
        }
    }

    /// What a name becomes, where anything is left of it.
    fn renamed(&self, name: &str) -> Option<String> {
        match self.how {
            Authors::Keep => Some(name.to_owned()),
            Authors::Hash => {
                let hash = blake3::keyed_hash(&self.key, name.trim().as_bytes()).to_hex();
                Some(hash.chars().take(SHOWN).collect())
            }
            Authors::Drop => None,
        }
    }

    /// A text in which mentions and quotations name nobody.
    fn retold(&self, text: &str, known: &[String]) -> String {
        if known.is_empty() || !(text.contains('@') || text.contains(':')) {
            return text.to_owned();
        }
        let mut told = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            let quoted = known.iter().find(|name| quotes(line, name));
            let (start, mut rest) = match quoted {
                Some(name) => (self.stand_in(name), &line[name.len()..]),
                None => (String::new(), line),
            };
            told.push_str(&start);
            while let Some(at) = rest.find('@') {
                let behind = &rest[at + 1..];
                let name = known.iter().find(|name| mentions(behind, name));
                told.push_str(&rest[..=at]);
                told.push_str(&name.map(|name| self.stand_in(name)).unwrap_or_default());
                rest = &behind[name.map_or(0, |name| name.len())..];
            }
            told.push_str(rest);
        }
        told
    }

    fn stand_in(&self, name: &str) -> String {
        self.renamed(name).unwrap_or_else(|| DROPPED.to_owned())
    }
}

/// Everybody who is known to have written something of the page.
fn authors(document: &Document) -> impl Iterator<Item = String> {
    let of = |posts: &[Post]| posts.iter().filter_map(|post| post.author.clone()).collect::<Vec<_>>();
    of(&document.posts).into_iter().chain(of(&document.comments))
}

fn quotes(line: &str, name: &str) -> bool {
    let Some(rest) = line.strip_prefix(name) else { return false };
    let is_whole = !rest.starts_with(char::is_alphanumeric);
    is_whole && rest.trim_end().ends_with(':') && rest.chars().count() <= QUOTING
}

fn mentions(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(how: Authors) -> Names {
        Names::new(how, Some([7; 32]))
    }

    #[test]
    fn names_in_what_people_write() {
        let known = ["jane_d".to_owned(), "Jo".to_owned()];
        for (text, dropped) in [
            ("It rains.", "It rains."),
            ("Jo said:\nIt rains. John said:", "[name] said:\nIt rains. John said:"),
            ("Thanks @jane_d, and @Jo! But not @Joanna.", "Thanks @[name], and @[name]! But not @Joanna."),
            ("Jo went out: it rained.", "Jo went out: it rained."),
            ("a@b: @", "a@b: @"),
        ] {
            assert_eq!(names(Authors::Drop).retold(text, &known), dropped);
        }
    }

    #[test]
    fn hashes_hang_on_the_key() {
        let one = names(Authors::Hash).renamed("Jo");
        assert_eq!(one, names(Authors::Hash).renamed(" Jo "));
        assert_ne!(one, Names::new(Authors::Hash, Some([8; 32])).renamed("Jo"));
        assert_eq!(one.map(|hash| hash.len()), Some(SHOWN));
    }
}
