//! A document as markdown (CommonMark with GitHub's tables): headings, lists, quotations, code and tables as the page
//! had them, links where wanted. It is made of the content lines and the blocks that the front found; where a document
//! has no lines, of its text.

mod blocks;
mod escape;
mod inline;

use std::ops::Range;

use super::dateline::Datelines;
use super::{Layout, post_head};
use crate::document::{Article, Document, JudgedLine, Label, Post};
use crate::line::Block;
use blocks::Blocks;

/// What stands between an author and a date.
const BETWEEN: &str = " — ";

/// The headings of the page itself stand at least one below those that are set here.
const UNDER_HEADLINE: u8 = 2;
const UNDER_POST: u8 = 3;

/// The document as markdown, ending in a line break: the headline, authors and date beneath it, then the text. Each
/// post of a thread has a heading of its author and date where [`Layout::post_heads`] asks for them; links have their
/// targets where [`Layout::links`] asks for them.
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
    let with_posts = layout.post_heads && !document.posts.is_empty();
    let mut blocks = Blocks::new(document, layout);
    if let Some(headline) = &document.headline {
        blocks.heading(1, headline);
        blocks.top = UNDER_HEADLINE;
    }
    // With posts, author and date stand over the first of them.
    if !with_posts {
        credits(&mut blocks, &document.byline, document.published.as_deref());
    }
    let plain = if document.lines.is_empty() { plain_lines(&document.text) } else { Vec::new() };
    let lines = if document.lines.is_empty() { &plain } else { &document.lines };
    let content: Vec<(usize, &JudgedLine)> =
        lines.iter().enumerate().filter(|(_, line)| document.text_labels.has(line.label)).collect();
    if with_posts {
        blocks.top = UNDER_POST;
        posts(&mut blocks, &document.posts, &content);
    } else {
        blocks.lines(&content);
    }
    if layout.comments {
        comments(&mut blocks, &document.comments, layout);
    }
    blocks.done()
}

/// Readers' comments behind a rule. Their lines are not content, so they are set from their texts.
fn comments(blocks: &mut Blocks<'_>, comments: &[Post], layout: &Layout) {
    blocks.top = UNDER_POST;
    for (at, comment) in comments.iter().enumerate() {
        if at == 0 {
            blocks.rule();
        }
        if let Some(head) = post_head(comment, BETWEEN).filter(|_| layout.post_heads) {
            blocks.heading(UNDER_POST, &head);
        }
        blocks.lines(&plain_lines(&comment.text).iter().enumerate().collect::<Vec<_>>());
    }
}

fn posts(blocks: &mut Blocks<'_>, posts: &[Post], content: &[(usize, &JudgedLine)]) {
    let parts = parts(posts, content);
    for (at, post) in posts.iter().enumerate() {
        match post_head(post, BETWEEN) {
            Some(head) => blocks.heading(2, &head),
            None if at > 0 => blocks.rule(),
            None => {}
        }
        for article in &post.articles {
            article_head(blocks, article);
        }
        match &parts {
            Some(parts) => blocks.lines(&content[parts[at].clone()]),
            None => blocks.lines(&plain_lines(&post.text).iter().enumerate().collect::<Vec<_>>()),
        }
    }
}

/// The head of an article that was pasted into a post.
fn article_head(blocks: &mut Blocks<'_>, article: &Article) {
    if let Some(headline) = &article.headline {
        blocks.heading(UNDER_POST, headline);
    }
    credits(blocks, &article.byline, article.published.as_deref());
}

fn credits(blocks: &mut Blocks<'_>, byline: &[String], published: Option<&str>) {
    let names = byline.join(", ");
    let parts: Vec<&str> =
        [names.as_str(), published.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect();
    if !parts.is_empty() {
        blocks.emphasis(&parts.join(BETWEEN));
    }
}

/// The content lines of each post: a post's text is made of some lines that follow each other, so walking along both
/// finds them. None where they do not fit, as in a document that was put together by hand.
fn parts(posts: &[Post], content: &[(usize, &JudgedLine)]) -> Option<Vec<Range<usize>>> {
    let mut parts = Vec::with_capacity(posts.len());
    let mut at = 0;
    for post in posts {
        let start = at;
        let mut rest = post.text.as_str();
        while !rest.is_empty() {
            rest = rest.strip_prefix(content.get(at)?.1.text.as_str())?.trim_start_matches('\n');
            at += 1;
        }
        parts.push(start..at);
    }
    (at == content.len()).then_some(parts)
}

/// A text as lines, each a paragraph, since nothing tells more of them.
fn plain_lines(text: &str) -> Vec<JudgedLine> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| JudgedLine {
            text: line.to_owned(),
            label: Label::Body,
            points: 0.0,
            hits: Vec::new(),
            rivals: Vec::new(),
            source: 0..0,
            source_line: 0,
            block: Block::default(),
            marker: 0,
        })
        .collect()
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
