//! What an element states of a quotation: that it holds one, by its classes, where it is no `<blockquote>`; and who said
//! it. Who said it by the words of a line is found where lines are read.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element as Source;

use super::arena::attribute;

/// Attributes that name who is quoted; those of the element itself go before those of the elements above.
const ATTRIBUTES: &[&str] = &[
    "data-author",
    "data-ipsquote-username",
    "data-quote",
    "data-quote-author",
    "data-quoted-user",
    "data-user",
    "data-username",
];

/// How many elements above are asked.
const LEVELS: usize = 2;

/// A name has at most so many characters.
const NAME_LENGTH: usize = 50;

/// Words in a class beside "quote" that make it something else than a quotation, sorted.
const OTHERS: &[&str] = &[
    "action", "author", "btn", "button", "by", "form", "get", "head", "header", "icon", "link", "mark", "multi",
    "price", "reply", "request", "stock", "title", "toggle", "user",
];

/// What a text ends with that a source may stand behind.
const ENDS: &[char] = &['.', '!', '?', '…', '"', '”', '’', '»', '«', '“', '。', '！', '？', '」', '』', '؟'];

/// What classes call the body of a post, sorted: programs of forums set each post in a `<blockquote>`, which quotes nobody.
const BODIES: &[&str] =
    &["messagetext", "post-content", "post-text", "post_content", "post_text", "postbody", "postcontent"];

/// How many elements within are looked at for a `<blockquote>`.
const LOOKED_AT: usize = 48;

/// Who said a quotation, as far as its element, or one right above, states that; empty where none does.
pub(super) fn stated_by(node: NodeRef<'_, Node>) -> Box<str> {
    let above = node.ancestors().take(LEVELS).filter_map(|node| node.value().as_element()).filter(|one| is_quote(one));
    let elements = node.value().as_element().into_iter().chain(above);
    let mut values = elements.flat_map(|element| ATTRIBUTES.iter().filter_map(|name| attribute(element, name)));
    let is_name = |value: &&str| {
        let letters = value.chars().any(char::is_alphabetic);
        letters && value.chars().count() <= NAME_LENGTH && !value.contains(['/', '{', '='])
    };
    values.find(is_name).map(|name| name.trim().into()).unwrap_or_default()
}

/// Whether an element that is no `<blockquote>` is named a quotation and holds none.
pub(super) fn is_named_so(node: NodeRef<'_, Node>) -> bool {
    let Some(element) = node.value().as_element() else { return false };
    if !matches!(element.name(), "aside" | "div" | "fieldset" | "section") || !is_quote(element) {
        return false;
    }
    let mut within = node.descendants().skip(1).take(LOOKED_AT).filter_map(|node| node.value().as_element());
    !within.any(|element| element.name() == "blockquote")
}

/// Whether a `<blockquote>` is the body of a post.
pub(super) fn is_post(element: &Source) -> bool {
    let classes = attribute(element, "class").filter(|_| element.name() == "blockquote").unwrap_or_default();
    let mut classes = classes.split_ascii_whitespace().map(str::to_ascii_lowercase);
    classes.any(|class| BODIES.binary_search(&class.as_str()).is_ok())
}

/// Whether an element is the `<cite>` that stands over what is quoted, or under it behind the end of a sentence: style
/// sheets set it as a line of its own.
pub(super) fn stands_alone(node: NodeRef<'_, Node>) -> bool {
    let is = |node: NodeRef<'_, Node>, name: &str| node.value().as_element().is_some_and(|one| one.name() == name);
    let is_blank = |node: NodeRef<'_, Node>| node.value().as_text().is_some_and(|text| text.trim().is_empty());
    if !is(node, "cite") || !node.ancestors().take(LEVELS).any(|above| is(above, "blockquote")) {
        return false;
    }
    let ends = |before: NodeRef<'_, Node>| {
        before.value().as_text().is_some_and(|text| text.trim_end().ends_with(ENDS)) || is(before, "br")
    };
    let mut before = node.prev_siblings().skip_while(|before| is_blank(*before));
    let first = before.next();
    first.is_none_or(ends) && (first.is_none() || node.next_siblings().all(is_blank))
}

/// Whether a class of the element is the name of a quotation.
fn is_quote(element: &Source) -> bool {
    if element.name() == "blockquote" {
        return !is_post(element);
    }
    // Most classes have no such letter at all.
    let classes = attribute(element, "class").filter(|classes| classes.contains(['q', 'Q']));
    classes.is_some_and(|classes| {
        classes.split_ascii_whitespace().take(LOOKED_AT).any(|class| {
            let class = class.to_ascii_lowercase();
            let mut words = class.split(['-', '_']);
            let is_other = class.split(['-', '_']).any(|word| OTHERS.binary_search(&word).is_ok());
            !is_other
                && words.any(|word| matches!(word, "bbquote" | "blockquote" | "ipsquote" | "quote" | "quotecontent"))
        })
    })
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(ATTRIBUTES.is_sorted() && BODIES.is_sorted() && OTHERS.is_sorted());
    }

    #[test]
    fn elements() {
        let found = |html: &str| {
            let html = Html::parse_fragment(html);
            let all = Selector::parse("[id=x]").expect("a selector");
            let node = html.select(&all).next().expect("an element");
            (is_named_so(*node), stated_by(*node).into_string())
        };
        let check = |html: &str, is_quote: bool, by: &str| assert_eq!(found(html), (is_quote, by.to_owned()), "{html}");
        check("<div id=x class='bbcode_quote'>a</div>", true, "");
        check("<div id=x class='quote-button'>a</div>", false, "");
        check("<div id=x class=quote><blockquote>a</blockquote></div>", false, "");
        check("<blockquote id=x data-quote='Jane D'>a</blockquote>", false, "Jane D");
        check("<aside class=quote data-username=sam><blockquote id=x>a</blockquote></aside>", false, "sam");
        check("<article data-author=sam><blockquote id=x>a</blockquote></article>", false, "");
        check("<blockquote id=x data-quote='https://a.example/b'>a</blockquote>", false, "");
    }

    #[test]
    fn sources_that_stand_alone() {
        for (html, expected) in [
            ("<blockquote><cite>Ann wrote:</cite>a</blockquote>", true),
            ("<blockquote>So it is. <cite>Ann</cite> </blockquote>", true),
            ("<blockquote>«So it is» <cite>Ann</cite></blockquote>", true),
            ("<blockquote>So says <cite>the Log</cite></blockquote>", false),
            ("<blockquote>No. <cite>The Log</cite> says so</blockquote>", false),
            ("<p><cite>b</cite></p>", false),
        ] {
            let html = Html::parse_fragment(html);
            let cite = html.select(&Selector::parse("cite").expect("a selector")).next().expect("a cite");
            assert_eq!(stands_alone(*cite), expected, "{}", html.html());
        }
    }
}
