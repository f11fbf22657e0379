//! The clean text by itself. What belongs to it was decided by labels; here only the heads of posts are set and
//! datelines left out.

use super::dateline::Datelines;
use super::{Layout, post_head};
use crate::document::{Document, Post};

/// The clean text, ending in a line break; empty where the page has none. Each post of a thread stands under a line
/// with its author and date, where the page tells them and [`Layout::post_heads`] asks for them.
///
/// ```
/// use copydesk::{Document, render};
/// let mut document = Document::default();
/// document.text = "The ferry is back.\n\nIt was full.".to_owned();
/// assert_eq!(render::text(&document, &render::Layout::default()), "The ferry is back.\n\nIt was full.\n");
/// ```
pub fn text(document: &Document, layout: &Layout) -> String {
    let datelines = Datelines::of(document, layout.dateline);
    let mut shown = if document.posts.is_empty() || !layout.post_heads {
        datelines.strip_text(&document.text)
    } else {
        posts(&document.posts, layout, &datelines)
    };
    if layout.comments && !document.comments.is_empty() {
        let comments = posts(&document.comments, layout, &datelines);
        shown = [shown, comments].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    }
    if !shown.is_empty() {
        shown.push('\n');
    }
    shown
}

/// Posts or comments, each under its author and date where those are wanted, a blank line between.
fn posts(posts: &[Post], layout: &Layout, datelines: &Datelines<'_>) -> String {
    let posts = posts.iter().map(|post| {
        let text = datelines.strip_text(&post.text);
        let head = post_head(post, ", ").filter(|_| layout.post_heads);
        [head, Some(text)].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    });
    posts.filter(|post| !post.is_empty()).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn comments_where_wanted() {
        let mut document = samples::document(samples::thread().lines);
        document.comments = samples::thread().posts;
        let with = Layout::default().comments(true);
        let article = "OSLO (AP) - Hello.\n\nIt rains.\n\nNot *here*.\n";
        assert_eq!(text(&document, &Layout::default()), article);
        let shown = format!("{article}\njane_d, 2022-04-27\nOSLO (AP) - Hello.\n\nIt rains.\n\nNot *here*.\n");
        assert_eq!(text(&document, &with), shown);
        assert_eq!(text(&document, &with.post_heads(false)), shown.replace("jane_d, 2022-04-27\n", ""));
    }

    #[test]
    fn text_and_threads() {
        let heads = Layout::default();
        let article = samples::document(samples::thread().lines);
        let mut dated = samples::thread();
        dated.dateline = Some(samples::oslo());
        for (document, layout, expected) in [
            (&Document::default(), heads, ""),
            (&article, heads, "OSLO (AP) - Hello.\n\nIt rains.\n\nNot *here*.\n"),
            (&dated, heads, "jane_d, 2022-04-27\nOSLO (AP) - Hello.\n\nIt rains.\n\nNot *here*.\n"),
            (&dated, heads.post_heads(false), "OSLO (AP) - Hello.\n\nIt rains.\n\nNot *here*.\n"),
            (&dated, heads.dateline(false), "jane_d, 2022-04-27\nHello.\n\nIt rains.\n\nNot *here*.\n"),
            (&dated, heads.dateline(false).post_heads(false), "Hello.\n\nIt rains.\n\nNot *here*.\n"),
        ] {
            assert_eq!(text(document, &layout), expected);
        }
    }
}
