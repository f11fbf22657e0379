//! A document as markdown (CommonMark with GitHub's tables): headings, lists, quotations, code and tables as the page
//! had them, links where wanted. It is made of the content lines and the blocks that the front found; where a document
//! has no lines, of its text.

#[cfg(test)]
mod back;
mod blocks;
mod escape;
mod inline;

use std::ops::Range;

use super::dateline::Datelines;
use super::tree::{self, Block, Setting, Words, plain_blocks};
use super::{Layout, post_head};
use crate::document::{Article, Document, JudgedLine, Post};

/// What stands between an author and a date.
const BETWEEN: &str = " — ";

/// The headings of the page itself stand at least one below those that are set here.
const UNDER_HEADLINE: u8 = 2;
const UNDER_POST: u8 = 3;

/// The document as markdown, ending in a line break: the headline, authors and date beneath it, then the text. Each
/// post of a thread has a heading of its author and date where [`Layout::post_heads`] asks for them; links have their
/// targets where [`Layout::links`] asks for them, and emphasis and the like stand where [`Layout::inline`] does.
///
/// ```
/// use copydesk::{Document, render};
/// let mut document = Document::default();
/// document.headline = Some("Ferry *back*".to_owned());
/// document.byline = vec!["Jane Doe".to_owned()];
/// document.text = "It was full.".to_owned();
/// let markdown = render::markdown(&document, &render::Layout::default());
/// assert_eq!(markdown, "# Ferry \\*back\\*\n\n*Jane Doe*\n\nIt was full.\n");
/// ```
pub fn markdown(document: &Document, layout: &Layout) -> String {
    let mut out = String::new();
    for part in parts(document, layout) {
        match part {
            Part::Heading(level, text) => {
                let words = inline::set(&Words::plain(text.trim()), false, false);
                block(&blocks::headed(level, &words), &mut out);
            }
            Part::Credits(text) => {
                let words = inline::set(&Words::plain(text.trim()), false, false);
                block(&format!("*{words}*"), &mut out);
            }
            Part::Rule => block("---", &mut out),
            Part::Text(text, top) => blocks::add(&text, top, &mut out),
        }
    }
    out
}

/// Adds a block behind a blank line.
fn block(text: &str, out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(text);
    out.push('\n');
}

/// A part of a document as it is set: what its record tells, and its text.
pub(super) enum Part {
    Heading(u8, String),
    /// Authors and date.
    Credits(String),
    Rule,
    /// Blocks, and the level that their headings have at least.
    Text(Vec<Block>, u8),
}

/// The parts of a document, in order.
pub(super) fn parts(document: &Document, layout: &Layout) -> Vec<Part> {
    let with_posts = layout.post_heads && !document.posts.is_empty();
    let mut found = Vec::new();
    let mut top = 1;
    if let Some(headline) = &document.headline {
        found.push(Part::Heading(1, headline.clone()));
        top = UNDER_HEADLINE;
    }
    // With posts, author and date stand over the first of them.
    if with_posts {
        posts(document, layout, &mut found);
    } else {
        credits(&document.byline, document.published.as_deref(), &mut found);
        let mut blocks = tree::blocks(document, layout);
        blocks.drain(..usize::from(opens_with_headline(&blocks, document.headline.as_deref())));
        found.push(Part::Text(blocks, top));
    }
    if layout.comments {
        comments(document, layout, &mut found);
    }
    found
}

/// Whether the first block is a heading that says what the headline above it does.
fn opens_with_headline(blocks: &[Block], headline: Option<&str>) -> bool {
    let words =
        |text: &str| text.split_whitespace().flat_map(str::chars).flat_map(char::to_lowercase).collect::<String>();
    match (blocks.first(), headline) {
        (Some(Block::Heading { words: own, .. }), Some(headline)) => words(&own.text) == words(headline),
        _ => false,
    }
}

/// Readers' comments behind a rule. Their lines are not content, so they are set from their texts.
fn comments(document: &Document, layout: &Layout, found: &mut Vec<Part>) {
    let datelines = Datelines::of(document, layout.dateline);
    for (at, comment) in document.comments.iter().enumerate() {
        if at == 0 {
            found.push(Part::Rule);
        }
        let head = post_head(comment, BETWEEN).filter(|_| layout.post_heads);
        found.extend(head.map(|head| Part::Heading(UNDER_POST, head)));
        found.push(Part::Text(plain_blocks(&datelines.strip_text(&comment.text)), UNDER_POST));
    }
}

fn posts(document: &Document, layout: &Layout, found: &mut Vec<Part>) {
    let datelines = Datelines::of(document, layout.dateline);
    let setting = Setting::of(document, layout);
    let content: Vec<&JudgedLine> = document.lines.iter().filter(|line| document.text_labels.has(line.label)).collect();
    let lines = lines_of(&document.posts, &content);
    for (at, post) in document.posts.iter().enumerate() {
        match post_head(post, BETWEEN) {
            Some(head) => found.push(Part::Heading(2, head)),
            None if at > 0 => found.push(Part::Rule),
            None => {}
        }
        for article in &post.articles {
            article_head(article, found);
        }
        let text = match &lines {
            Some(lines) => tree::blocks_of(&content[lines[at].clone()], &setting, &datelines),
            None => plain_blocks(&datelines.strip_text(&post.text)),
        };
        found.push(Part::Text(text, UNDER_POST));
    }
}

/// The head of an article that was pasted into a post.
fn article_head(article: &Article, found: &mut Vec<Part>) {
    found.extend(article.headline.iter().map(|headline| Part::Heading(UNDER_POST, headline.clone())));
    credits(&article.byline, article.published.as_deref(), found);
}

fn credits(byline: &[String], published: Option<&str>, found: &mut Vec<Part>) {
    let names = byline.join(", ");
    let parts: Vec<&str> =
        [names.as_str(), published.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect();
    if !parts.is_empty() {
        found.push(Part::Credits(parts.join(BETWEEN)));
    }
}

/// The content lines of each post: a post's text is made of some lines that follow each other, so walking along both
/// finds them. None where they do not fit, as in a document that was put together by hand.
fn lines_of(posts: &[Post], content: &[&JudgedLine]) -> Option<Vec<Range<usize>>> {
    let mut parts = Vec::with_capacity(posts.len());
    let mut at = 0;
    for post in posts {
        let start = at;
        let mut rest = post.text.trim_start_matches(is_between);
        while !rest.is_empty() {
            let line = content.get(at)?;
            rest = behind(rest, &line.block.shown(&line.text))?.trim_start_matches(is_between);
            at += 1;
        }
        parts.push(start..at);
    }
    (at == content.len()).then_some(parts)
}

/// What a text has behind a line that it begins with; none where it does not. White space and bars between cells are no
/// part of either.
fn behind<'t>(text: &'t str, line: &str) -> Option<&'t str> {
    let mut rest = text;
    for c in line.chars().filter(|c| !is_between(*c)) {
        rest = rest.trim_start_matches(is_between).strip_prefix(c)?;
    }
    Some(rest)
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || c == '|'
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::line::BlockKind;

    #[test]
    fn heads_of_articles() {
        let mut document = samples::document(vec![samples::line(BlockKind::Heading(1), "Part 1")]);
        let check = |document: &Document, expected: &str| {
            assert_eq!(markdown(document, &Layout::default()), expected);
        };
        check(&Document::default(), "");
        check(&document, "# Part 1\n");
        document.headline = Some("Ferry #".to_owned());
        check(&document, "# Ferry \\#\n\n## Part 1\n");
        document.headline = Some("part  1".to_owned());
        check(&document, "# part  1\n");
        document.headline = Some("Ferry #".to_owned());
        document.published = Some("2022-04-27".to_owned());
        check(&document, "# Ferry \\#\n\n*2022-04-27*\n\n## Part 1\n");
        document.byline = vec!["Jane Doe".to_owned(), "J*".to_owned()];
        check(&document, "# Ferry \\#\n\n*Jane Doe, J\\* — 2022-04-27*\n\n## Part 1\n");
    }

    #[test]
    fn threads() {
        let mut document = samples::thread();
        document.dateline = Some(samples::oslo());
        document.byline = vec!["jane_d".to_owned()];
        let heads = Layout::default();
        let posts =
            "# Weather\n\n## jane_d — 2022-04-27\n\nOSLO (AP) - Hello.\n\nIt rains.\n\n---\n\nNot \\*here\\*.\n";
        let check = |document: &Document, layout: Layout, expected: &str| {
            assert_eq!(markdown(document, &layout), expected);
        };
        check(&document, heads, posts);
        check(&document, heads.dateline(false), &posts.replace("OSLO (AP) - ", ""));
        let plain = "# Weather\n\n*jane_d*\n\nOSLO (AP) - Hello.\n\nIt rains.\n\nNot \\*here\\*.\n";
        check(&document, heads.post_heads(false), plain);
        let pasted = Article { headline: Some("Rain".to_owned()), byline: vec!["Li".to_owned()], ..Article::default() };
        document.posts[1].articles.push(pasted);
        check(&document, heads, &posts.replace("---\n", "---\n\n### Rain\n\n*Li*\n"));
    }

    #[test]
    fn posts_whose_lines_are_unknown() {
        let mut document = samples::thread();
        let posts = markdown(&document, &Layout::default());
        document.lines.pop();
        assert_eq!(markdown(&document, &Layout::default()), posts);
        document.lines.clear();
        assert_eq!(markdown(&document, &Layout::default()), posts);
    }
}
