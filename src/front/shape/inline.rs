//! Signs of markdown within lines of flattened text: emphasis, strong words, code, links. Programs that flatten pages to
//! markdown write them, and they are read as what they are where they plainly are such: balanced, on the borders of words,
//! and in no code. Products (`2*3*4`), names (`snake_case`, `__init__`) and stars of footnotes stay as they are.

use std::ops::{Range, RangeInclusive};

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::line::{Block, Mark};

/// What signs may begin with: lines without any of these have none.
const SIGNS: &[char] = &['*', '_', '`', '[', '~', '<', '\\'];

/// Kana and Chinese characters.
const SPACELESS: RangeInclusive<char> = '\u{3040}'..='\u{9fff}';

/// A link whose words are not known yet: where it stands, where its words begin and end, where it leads.
type Begun = (Range<usize>, Option<Range<usize>>, Box<str>);

/// Adds what a range of a line's text shows of marks and links, and which of its bytes are only there to show it. The
/// line's formulas, in order, hold none.
pub(super) fn add(text: &str, range: Range<usize>, formulas: &[Range<usize>], block: &mut Block) {
    let Some(shown) = text.get(range.clone()).filter(|shown| shown.contains(SIGNS)) else { return };
    let mut found = Found { text: shown, at: range.start, formulas, before: block.marks.len(), block };
    let mut pictures = 0_usize;
    let mut links: Vec<Begun> = Vec::new();
    for (event, range) in Parser::new_ext(shown, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        if pictures == 0 && !matches!(event, Event::End(_)) {
            links.iter_mut().for_each(|(_, words, _)| *words = Some(hull(words.take(), &range)));
        }
        match event {
            // Pictures have no words of the text.
            Event::Start(Tag::Image { .. }) => {
                pictures += 1;
                if pictures == 1 {
                    // Of the spaces around it one stays.
                    let is_between = shown[..range.start].ends_with(' ') && shown[range.end..].starts_with(' ');
                    found.hide(range.start..range.end + usize::from(is_between));
                }
            }
            Event::End(TagEnd::Image) => pictures = pictures.saturating_sub(1),
            _ if pictures > 0 => {}
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                links.push((range, None, target(link_type, &dest_url)))
            }
            Event::End(TagEnd::Link) => {
                if let Some((all, Some(words), to)) = links.pop() {
                    found.link(all, words, to);
                }
            }
            Event::Start(Tag::Emphasis) => found.mark(range, 1, Mark::Emphasis),
            Event::Start(Tag::Strong) => found.mark(range, 2, Mark::Strong),
            Event::Start(Tag::Strikethrough) => found.mark(range, 2, Mark::Struck),
            Event::Code(_) => {
                let fence = shown[range.clone()].bytes().take_while(|&byte| byte == b'`').count();
                found.mark(range, fence, Mark::Code);
            }
            _ => {}
        }
    }
    found.escapes();
}

/// The words of a link reach from the first to the last of what it holds.
fn hull(words: Option<Range<usize>>, more: &Range<usize>) -> Range<usize> {
    words.map_or(more.clone(), |words| words.start.min(more.start)..words.end.max(more.end))
}

fn target(kind: LinkType, written: &str) -> Box<str> {
    match kind {
        LinkType::Inline | LinkType::Autolink => written.into(),
        LinkType::Email => format!("mailto:{written}").into(),
        _ => "".into(),
    }
}

struct Found<'f> {
    text: &'f str,
    /// Where the text begins in its line.
    at: usize,
    formulas: &'f [Range<usize>],
    /// How many marks the line had before.
    before: usize,
    block: &'f mut Block,
}

impl Found<'_> {
    /// A part between signs of so many bytes.
    fn mark(&mut self, all: Range<usize>, sign: usize, mark: Mark) {
        let Some(inner) = self.text.get(all.start + sign..all.end.saturating_sub(sign)) else { return };
        // Names of programs stand between two underscores, too.
        let is_name = self.text[all.clone()].starts_with("__") && !inner.contains(' ');
        let is_tight = inner.trim().len() == inner.len() || mark == Mark::Code && inner.contains('`');
        if inner.trim().is_empty() || is_name || !is_tight || !self.is_apart(&all) {
            return;
        }
        let start = all.start + sign + (inner.len() - inner.trim_start().len());
        let inner = start..start + inner.trim().len();
        self.hide(all.start..inner.start);
        self.hide(inner.end..all.end);
        self.block.marks.push((inner.start + self.at..inner.end + self.at, mark));
    }

    fn link(&mut self, all: Range<usize>, words: Range<usize>, to: Box<str>) {
        if to.is_empty() || to.contains(char::is_whitespace) || !self.is_apart(&all) {
            return;
        }
        self.hide(all.start..words.start);
        self.hide(words.end..all.end);
        self.block.links.push((words.start + self.at..words.end + self.at, to));
    }

    /// Whether something stands on the borders of words, and in no formula.
    fn is_apart(&self, all: &Range<usize>) -> bool {
        let before = self.text[..all.start].chars().next_back();
        let after = self.text[all.end..].chars().next();
        // Chinese and Japanese have no spaces between words.
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !SPACELESS.contains(&c));
        !is_word(before) && !is_word(after) && !self.is_formula(all)
    }

    fn is_formula(&self, range: &Range<usize>) -> bool {
        let (start, end) = (range.start + self.at, range.end + self.at);
        let next = self.formulas.partition_point(|formula| formula.end <= start);
        self.formulas.get(next).is_some_and(|formula| formula.start < end)
    }

    /// Backslashes that take a sign its meaning.
    fn escapes(&mut self) {
        let codes: Vec<Range<usize>> = self.block.marks[self.before..]
            .iter()
            .filter(|(_, mark)| *mark == Mark::Code)
            .map(|(range, _)| range.clone())
            .collect();
        let bytes = self.text.as_bytes();
        let mut at = 0;
        let mut code = codes.iter().peekable();
        while let Some(found) = self.text[at..].find('\\').map(|found| at + found) {
            while code.next_if(|code| code.end <= found + self.at).is_some() {}
            let is_code = code.peek().is_some_and(|code| code.contains(&(found + self.at)));
            if matches!(bytes.get(found + 1), Some(b'*' | b'_' | b'|'))
                && !is_code
                && !self.is_formula(&(found..found + 1))
            {
                self.hide(found..found + 1);
            }
            // What a backslash stands before is no backslash of its own.
            at = found + 1 + usize::from(bytes.get(found + 1) == Some(&b'\\'));
        }
    }

    fn hide(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.block.marks.push((range.start + self.at..range.end + self.at, Mark::Sign));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without its signs, and what is marked or linked in it.
    #[track_caller]
    fn check(text: &str, shown: &str, marked: &[(&str, &str)]) {
        let mut block = Block::default();
        add(text, 0..text.len(), &[], &mut block);
        let marks = block.marks.iter().filter(|(_, mark)| *mark != Mark::Sign);
        let marks = marks.map(|(range, mark)| (format!("{mark:?}"), text[range.clone()].to_owned()));
        let links = block.links.iter().map(|(range, to)| (to.to_string(), text[range.clone()].to_owned()));
        let found: Vec<(String, String)> = marks.chain(links).collect();
        let wanted: Vec<(String, String)> =
            marked.iter().map(|(mark, text)| (mark.to_string(), text.to_string())).collect();
        assert_eq!((&*block.shown(text), found), (shown, wanted), "{text}");
    }

    #[test]
    fn signs_are_read_as_what_they_are() {
        check("It was *so* cold", "It was so cold", &[("Emphasis", "so")]);
        check("**Bergen.** It _was_ cold", "Bergen. It was cold", &[("Strong", "Bergen."), ("Emphasis", "was")]);
        check("run `tide --low` now", "run tide --low now", &[("Code", "tide --low")]);
        check("so `` a`b `` is", "so a`b is", &[("Code", "a`b")]);
        check(
            "see [the *list*](https://a.example/b_c), and",
            "see the list, and",
            &[("Emphasis", "list"), ("https://a.example/b_c", "the *list*")],
        );
        check("at <https://a.example/>", "at https://a.example/", &[("https://a.example/", "https://a.example/")]);
        check("~~gone~~", "gone", &[("Struck", "gone")]);
        check("***both***", "both", &[("Emphasis", "**both**"), ("Strong", "both")]);
        check("船*走*了", "船走了", &[("Emphasis", "走")]);
        check("Dawn ![the quay](q.jpg) here", "Dawn here", &[]);
        check("snake\\_case and 2 \\* 3", "snake_case and 2 * 3", &[]);
    }

    #[test]
    fn what_is_no_sign_stays() {
        for text in [
            "2 * 3 * 4",
            "2*3*4",
            "snake_case_names and more_of_them",
            "__init__ and __name__",
            "Tickets* and children*",
            "*Prices may change",
            "f**k and s**t",
            "``quoted'' and ``again''",
            "a[i](x)",
            "[1] so",
            "[ ] task",
            "a < b > c",
            "C:\\new\\folder",
            "\\\\server\\share",
            "[see]()",
            "* * *",
            "5 ~ 6 ~ 7",
            "<b>so</b>",
        ] {
            check(text, text, &[]);
        }
    }

    #[test]
    fn formulas_stay_whole() {
        let text = "so $a *b* c^2$ is";
        let mut block = Block::default();
        add(text, 0..text.len(), std::slice::from_ref(&(3..14)), &mut block);
        assert_eq!(block.marks, []);
    }
}
