//! A second look at the posts, when their cards have been read: a post that has neither author nor date where nearly all
//! others have both is the end of the one before it, or a line of a card that was taken for words. What remains is told
//! by points, as everywhere; the cards of what is left are then read anew.

use super::PostLines;
use crate::cues::{FirstReading, Judged, Stage, ThreadView, View};
use crate::measure::{Measured, fold};
use crate::rules::{BASE, Rules};
use crate::score::{self, HitList};

/// What is seen of a post once its card has been read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PostMeasures {
    /// The points with which it starts.
    pub(crate) points: f32,
    /// How many posts the page has.
    pub(crate) posts: f32,
    pub(crate) has_author: bool,
    pub(crate) has_day: bool,
    /// Which share of the other posts has an author, and a date; not a number where there is no other.
    pub(crate) authors: f32,
    pub(crate) days: f32,
    /// Its author is that of the post before.
    pub(crate) same_author: bool,
    /// How many words it has, and as a share of those of the page's middling post.
    pub(crate) words: f32,
    pub(crate) of_usual: f32,
    /// Its words are its author's name.
    pub(crate) is_name: bool,
    /// How many lines stand between it and the content before.
    pub(crate) head: f32,
}

/// Joins posts that do not stand by themselves to those before them; tells whether there were any.
pub(super) fn join(page: &Measured<'_>, rules: &Rules, judged: &Judged<'_>, posts: &mut Vec<PostLines>) -> bool {
    let hits = hits(page, rules, judged, posts);
    let before = posts.len();
    let mut joined: Vec<PostLines> = Vec::with_capacity(before);
    for (at, post) in posts.drain(..).enumerate() {
        let stands = post.points + score::add(&rules.posts, [BASE].iter().chain(hits.of(at)))[0] > 0.0;
        match joined.last_mut() {
            Some(last) if !stands => last.body.end = post.body.end,
            _ => joined.push(post),
        }
    }
    *posts = joined;
    posts.len() < before
}

/// What fires on each post.
pub(crate) fn hits(page: &Measured<'_>, rules: &Rules, judged: &Judged<'_>, posts: &[PostLines]) -> HitList {
    let measures = measure(page, judged, posts);
    let first = FirstReading::default();
    let views = posts.iter().zip(&measures).map(|(post, measures)| {
        let thread = ThreadView { post: Some(measures), ..ThreadView::of(judged) };
        View { page, rules, line: post.body.start, first: &first, thread: Some(thread), promise: None }
    });
    HitList::ask(rules, Stage::Post, views)
}

fn measure(page: &Measured<'_>, judged: &Judged<'_>, posts: &[PostLines]) -> Vec<PostMeasures> {
    let content = |post: &PostLines| post.body.clone().filter(|&line| judged.labels[line].is_content());
    let words: Vec<f32> = posts.iter().map(|post| content(post).map(|line| page.lines[line].words).sum()).collect();
    let mut sorted = words.clone();
    sorted.sort_by(f32::total_cmp);
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    let with_author = posts.iter().filter(|post| post.author.is_some()).count();
    let with_day = posts.iter().filter(|post| post.published.is_some()).count();
    // Of no other post nothing can be said: nought of nought is not a number.
    let of_others = |with: usize, own: bool| (with - usize::from(own)) as f32 / (posts.len() - 1) as f32;
    let is_name = |post: &PostLines| {
        let mut lines = content(post);
        let (only, more) = (lines.next(), lines.next());
        let author = post.author.as_deref().map(fold);
        more.is_none() && only.is_some_and(|line| author.is_some_and(|author| author == page.folded[line]))
    };
    let of = |(at, post): (usize, &PostLines)| {
        let (has_author, has_day) = (post.author.is_some(), post.published.is_some());
        let previous = at.checked_sub(1).and_then(|before| posts[before].author.as_ref());
        PostMeasures {
            points: post.points,
            posts: posts.len() as f32,
            has_author,
            has_day,
            authors: of_others(with_author, has_author),
            days: of_others(with_day, has_day),
            same_author: has_author && previous == post.author.as_ref(),
            words: words[at],
            of_usual: words[at] / usual.max(1.0),
            is_name: is_name(post),
            head: post.head.len() as f32,
        }
    };
    posts.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Label;
    use crate::front;

    fn post(lines: std::ops::Range<usize>, author: Option<&str>, day: Option<&str>) -> PostLines {
        let [author, published] = [author, day].map(|said| said.map(str::to_owned));
        PostLines { head: lines.start..lines.start, body: lines, author, published, points: 1.0 }
    }

    #[test]
    fn posts_are_compared_with_the_others() {
        let text = "The ferry is late again today.\nAnn\nSo it was yesterday, I am told.\nBob";
        let page = front::text::read(text, &|_| Vec::new());
        let rules = Rules::built_in();
        let measured = Measured::new(&page, &rules);
        let labels = [Label::Body; 4];
        let posts = [
            post(0..1, Some("Ann"), Some("2024-05-01")),
            post(1..2, Some("Ann"), None),
            post(2..3, None, Some("2024-05-02")),
            post(3..4, Some("Bob"), Some("2024-05-03")),
        ];
        let seen = measure(&measured, &Judged::new(&measured, &labels), &posts);
        let told = |one: &PostMeasures| (one.authors, one.days, one.same_author, one.words, one.is_name);
        let third = 1.0 / 3.0;
        assert_eq!(told(&seen[0]), (2.0 * third, 2.0 * third, false, 6.0, false));
        assert_eq!(told(&seen[1]), (2.0 * third, 1.0, true, 1.0, true));
        assert_eq!(told(&seen[2]), (1.0, 2.0 * third, false, 7.0, false));
        assert_eq!(told(&seen[3]), (2.0 * third, 2.0 * third, false, 1.0, true));
    }

    #[test]
    fn a_post_alone_is_compared_with_none() {
        let page = front::text::read("The ferry is late.", &|_| Vec::new());
        let rules = Rules::built_in();
        let measured = Measured::new(&page, &rules);
        let labels = [Label::Body];
        let seen = measure(&measured, &Judged::new(&measured, &labels), &[post(0..1, None, None)]);
        assert!(seen[0].authors.is_nan() && seen[0].days.is_nan());
    }
}
