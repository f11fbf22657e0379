//! Quotations between tags in brackets, as forums write them (`[quote=Jane]…[/quote]`) and flattened text keeps them where
//! nobody had set them. Here the tags are found and paired; where lines are cut at them is told by the front.

use std::ops::Range;
use std::sync::Arc;

use super::Shown;
use crate::line::{Block, Mark, Within};

/// A tag has at most so many bytes.
const LONGEST: usize = 160;

/// A name has at most so many characters.
const NAME_LENGTH: usize = 50;

/// What is quoted deeper is taken to lie at this depth.
const DEEPEST: usize = 9;

/// Quotations are numbered from here: numbers of lines are no numbers of what `nest` counts.
const FIRST_NUMBER: u32 = u32::MAX / 4;

/// What stands before a name in a tag, and behind one that has no quotation marks around it.
const BEFORE_NAME: &[&str] = &["author=", "name=", "user=", "username=", "="];
const BEHIND_NAME: &[&str] =
    &[" author=", " date=", " link=", " msg=", " post_id=", " time=", " user_id=", ", post:", ";"];

/// A tag: where it stands, and whom it names where it opens a quotation; none where it ends one.
type Tag<'t> = (Range<usize>, Option<&'t str>);

/// The tags of a text.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    for start in memchr::memchr_iter(b'[', text.as_bytes()) {
        let rest = &text.as_bytes()[start + 1..];
        let Some(length) = memchr::memchr(b']', &rest[..rest.len().min(LONGEST)]) else { continue };
        let inner = &text[start + 1..start + 1 + length];
        let word = inner.get(..5).filter(|word| word.eq_ignore_ascii_case("quote"));
        let range = start..start + length + 2;
        if inner.eq_ignore_ascii_case("/quote") {
            found.push((range, None));
        } else if let Some(behind) = word.and_then(|word| inner.get(word.len()..))
            && (behind.is_empty() || behind.starts_with(['=', ' ', ':']))
        {
            found.push((range, Some(name(behind))));
        }
    }
    found
}

/// Whom what stands behind the word of a tag names; nothing where it names nobody.
fn name(behind: &str) -> &str {
    let value = behind.trim_start();
    let value = BEFORE_NAME.iter().find_map(|before| value.strip_prefix(before)).unwrap_or_default().trim_start();
    let value = ['"', '\'', '”', '“'].iter().find_map(|sign| value.strip_prefix(*sign)).unwrap_or(value);
    let ends = BEHIND_NAME.iter().filter_map(|behind| value.find(behind)).chain(value.find(['"', '”', '“']));
    let name = value[..ends.min().unwrap_or(value.len())].trim().trim_end_matches('\'');
    let is_name = name.contains(char::is_alphabetic) && name.chars().count() <= NAME_LENGTH;
    if is_name { name } else { "" }
}

/// Where a line is to be cut, so that each tag opens or ends a line.
pub(in crate::front) fn seams(text: &str) -> impl Iterator<Item = usize> {
    tags(text).into_iter().map(|(range, name)| if name.is_some() { range.start } else { range.end })
}

/// What each line stands within by such tags, and where its tags stand. A tag without the other of its pair is none.
pub(super) fn find(shown: &[Shown<'_>]) -> Vec<Quoted> {
    let mut all = vec![Quoted::default(); shown.len()];
    let mut open: Vec<(usize, Range<usize>, &str)> = Vec::new();
    let mut pairs = Vec::new();
    for (at, line) in shown.iter().enumerate().filter(|(_, line)| line.text.contains('[')) {
        for (range, name) in tags(line.text) {
            match name {
                Some(name) => open.push((at, range, name)),
                None => pairs.extend(open.pop().map(|opened| (opened, (at, range)))),
            }
        }
    }
    // What opens first holds the others.
    pairs.sort_by_key(|((line, range, _), _)| (*line, range.start));
    let mut around: Vec<(usize, Within)> = Vec::new();
    let mut next = pairs.into_iter().zip(FIRST_NUMBER..).peekable();
    for at in 0..all.len() {
        while let Some((((first, opens, name), (last, closes)), id)) = next.next_if(|(((line, ..), _), _)| *line == at)
        {
            if around.len() < DEEPEST {
                around.push((last, Within::Quote(id, name.into())));
            }
            all[first].signs.push(opens);
            all[last].signs.push(closes);
        }
        if !around.is_empty() {
            all[at].within = around.iter().map(|(_, within)| within.clone()).collect();
            around.retain(|(last, _)| *last > at);
        }
    }
    all
}

/// What a line has to do with such quotations.
#[derive(Debug, Clone, Default)]
pub(super) struct Quoted {
    /// The quotations that it stands in, outermost first.
    within: Arc<[Within]>,
    /// The tags in it.
    signs: Vec<Range<usize>>,
}

impl Quoted {
    /// Whether both stand in the same quotations.
    pub(super) fn is_beside(&self, other: &Quoted) -> bool {
        self.within == other.within
    }

    /// Sets a line into its quotations.
    pub(super) fn around(&self, block: &mut Block) {
        if self.within.is_empty() {
            return;
        }
        let inner = block.within.iter().flat_map(|within| within.iter());
        block.within = Some(self.within.iter().chain(inner).cloned().collect());
        block.quote = block.quote.saturating_add(u8::try_from(self.within.len()).unwrap_or(u8::MAX));
        block.marks.extend(self.signs.iter().map(|range| (range.clone(), Mark::Sign)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (tag, expected) in [
            ("[quote]", Some("")),
            ("[QUOTE=Old Salt]", Some("Old Salt")),
            ("[quote=\"rivet_rosa, post: 12, member: 3\"]", Some("rivet_rosa")),
            ("[quote=\"rivet_rosa\" post_id=12]", Some("rivet_rosa")),
            ("[quote=rosa;9950]", Some("rosa")),
            ("[quote author=Old Salt link=topic=1.msg2#msg2 date=3]", Some("Old Salt")),
            ("[quote='Jane D']", Some("Jane D")),
            ("[quote=312679]", Some("")),
            ("[/Quote]", None),
        ] {
            assert_eq!(tags(tag), [(0..tag.len(), expected)], "{tag}");
        }
        for text in ["[quoted]", "[quote", "[ quote ]", "[1]", "[quotes=a]"] {
            assert_eq!(tags(text), [], "{text}");
        }
    }
}
