//! HTML to lines; with its parts below the only place that knows scraper and html5ever. Here: the guarded parse, and
//! the page as a whole. `guard` keeps the parse in proportion, `arena` copies the elements (`hidden` and `table` judge
//! some of them), `lines` cuts the lines, `place` knows what they stand within, `formula` and `mathml` read formulas,
//! `notes` footnotes, `quote` who said a quotation, `posts` what microdata state of posts, `code` and `heading` what
//! stands beside code and headings, `figure` the pictures, `aside` what is only read out; `copies` finds text that stands
//! twice, `field` what stands in a field to be taken along, `head` reads what the page states about itself, `streamed`
//! sets pieces that came late in their place, `embedded` finds text that only scripts hold, `chosen` finds what a user's
//! selectors match, `twice` puts right what was encoded twice.

mod arena;
mod aside;
mod chosen;
mod code;
mod copies;
mod embedded;
mod field;
mod figure;
mod formula;
mod guard;
mod head;
mod heading;
mod hidden;
mod inline;
mod lines;
mod mathml;
mod notes;
mod place;
mod posts;
mod quote;
mod role;
mod screens;
mod streamed;
mod table;
mod twice;

use std::panic::{AssertUnwindSafe, catch_unwind};

use ego_tree::{NodeId, Tree as Nodes};
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use scraper::{Html, HtmlTreeSink, Node};

use crate::document::Note;
use crate::line::Page;
use crate::sites::Sites;
pub(crate) use chosen::Css;
use guard::Guard;

/// How many nodes a page may have. Real pages have under 100,000; a node takes some 200 bytes.
const MOST_NODES: usize = 1_000_000;

/// The whole front, where nothing is known of the site.
#[cfg(any(test, feature = "fit"))]
pub(crate) fn read(html: &str, notes: &mut Vec<Note>) -> Page {
    read_from(html, notes, &Wanted { address: None, sites: &Sites::default(), readings: false })
}

/// What the caller says of a page.
pub(crate) struct Wanted<'w> {
    /// Its address, which goes before the one that the page states.
    pub(crate) address: Option<&'w str>,
    pub(crate) sites: &'w Sites,
    /// Whether readings over Chinese and Japanese stay, in brackets.
    pub(crate) readings: bool,
}

/// The whole front: markup to lines. What was odd about the page is added to `notes`.
pub(crate) fn read_from(html: &str, notes: &mut Vec<Note>, wanted: &Wanted<'_>) -> Page {
    let Some(tree) = parse(html, notes) else { return Page { from_markup: true, ..Page::default() } };
    let page = page_of(&tree, wanted, notes);
    let Some(embedded) = embedded::articles(&tree.html, &page) else { return page };
    drop(tree);
    let Some(tree) = parse(&format!("{html}{embedded}"), notes) else { return page };
    notes.push(Note::EmbeddedText);
    page_of(&tree, wanted, notes)
}

fn page_of(tree: &Tree, wanted: &Wanted<'_>, notes: &mut Vec<Note>) -> Page {
    let mut arena = arena::Arena::of(&tree.html, &tree.source_lines);
    let metadata = head::read(&tree.html);
    let address = wanted.address.or(metadata.address.as_deref());
    chosen::mark(&tree.html, wanted.sites.of(address), &mut arena.elements);
    let (lines, pictures) = lines::cut(&tree.html, &arena, wanted.readings);
    let mut page = Page { lines, elements: arena.elements, pictures, metadata, from_markup: true };
    page.drop_lines(&code::gutters(&page.lines));
    let has_copies = field::drop_taken_along(&mut page);
    if copies::drop_copies(&mut page) || has_copies {
        notes.push(Note::HiddenCopyDropped);
    }
    page
}

/// A parsed page.
struct Tree {
    html: Html,
    /// The source line of the newest node, where it changed.
    source_lines: Vec<(NodeId, u64)>,
}

fn parse(html: &str, notes: &mut Vec<Note>) -> Option<Tree> {
    // html5ever has had panics on odd input; one of them costs the page, not the run.
    let parsed = catch_unwind(AssertUnwindSafe(|| parse_unguarded(html)));
    let Ok((tree, found)) = parsed else {
        notes.push(Note::ParserFailed);
        return None;
    };
    notes.extend(found);
    Some(tree)
}

fn parse_unguarded(html: &str) -> (Tree, Vec<Note>) {
    let thin = guard::thin_tags(html);
    // There are about as many nodes as tags; to make room bit by bit would copy the tree again and again.
    let tags = memchr::memchr_iter(b'<', thin.as_bytes()).count();
    let nodes = Nodes::with_capacity(Node::Document, tags.min(MOST_NODES));
    let sink = HtmlTreeSink::new(Html { tree: nodes, ..Html::new_document() });
    // Scripting on would make every `<noscript>` one lump of raw text, and whole threads stand there.
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let tokenizer = Tokenizer::new(Guard::new(TreeBuilder::new(sink, options), MOST_NODES), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(&thin));
    // The tokenizer stops at scripts and at `<meta charset>`; what comes after them is still to be read.
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    let guard = &tokenizer.sink;
    let notes = [
        (thin.len() < html.len(), Note::TooManyAttributes),
        (guard.too_deep.get(), Note::TooDeep),
        (guard.too_many_nodes.get(), Note::TooManyNodes),
    ];
    let mut found: Vec<Note> = notes.into_iter().filter(|(is_so, _)| *is_so).map(|(_, note)| note).collect();
    let (sink, source_lines) = tokenizer.sink.into_sink();
    let mut tree = Tree { html: sink.0.into_inner(), source_lines };
    if streamed::may_have(html) {
        streamed::settle(&mut tree.html);
    }
    if twice::mend(&mut tree.html) {
        found.push(Note::EncodedTwice);
    }
    (tree, found)
}

/// Whether a tag's name is one of those that lines are cut by, or that hold what no reader sees.
pub(crate) fn is_structure(name: &str) -> bool {
    role::Role::of(name) != role::Role::Inline
}

/// The encoding that the first bytes of a page declare in a `<meta>`: the standard's prescan, done by the parser itself
/// on bytes read as Latin-1.
pub(crate) fn declared_encoding(first_bytes: &str) -> Option<String> {
    let sink = HtmlTreeSink::new(Html::new_document());
    let tokenizer = Tokenizer::new(TreeBuilder::new(sink, TreeBuilderOpts::default()), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(first_bytes));
    loop {
        match tokenizer.feed(&queue) {
            TokenizerResult::Done => return None,
            TokenizerResult::EncodingIndicator(label) => return Some(label.to_string()),
            TokenizerResult::Script(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a page and compares the texts of its lines.
    #[track_caller]
    pub(super) fn check(html: &str, lines: &[&str]) {
        let page = read(html, &mut Vec::new());
        assert_eq!(page.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), lines, "{html}");
    }

    #[test]
    fn lines_are_cut_as_a_reader_sees_them() {
        check("<p>One<p>Two", &["One", "Two"]);
        check("<div>One<br>Two</div>Three", &["One", "Two", "Three"]);
        check("<ul><li>a</li><li><a href=x>b</a></li></ul>", &["a", "b"]);
        check("<pre>fn main() {\n    run();\n}\n</pre>", &["fn main() {", "    run();", "}"]);
        check(
            "<table><tr><th>City</th><th>Boats</th></tr><tr><td>Bergen</td><td>12</td></tr></table>",
            &["City | Boats", "Bergen | 12"],
        );
        check("<table><tr><td><p>One</p><p>Two</p></td><td>Side</td></tr></table>", &["One", "Two", "Side"]);
        // The cells of a grid may be paragraphs; the posts of old forums stand in a table as well.
        check(
            "<table><tr><th><p>City</p></th><th><p>Boats</p></th></tr>\
            <tr><td><div><p>Bergen</p></div></td><td> <p>12</p> </td></tr></table>",
            &["City | Boats", "Bergen | 12"],
        );
        check(
            "<table border=1><tr><td><p>Bergen</p></td><td><p>12</p><p>in all</p></td></tr>\
            <tr><td><p>Oslo</p></td><td><p>3</p></td></tr></table>",
            &["Bergen", "12", "in all", "Oslo | 3"],
        );
        let post = "The gate by the sail loft was open again this morning and the sheep were in the boats. \
            Whoever was the last to leave it may come and fetch them.";
        check(
            &format!(
                "<table border=1><tr><td><div>Rolf</div></td><td><div>{post}</div></td></tr>\
                <tr><td><div>Ida</div></td><td><div>{post}</div></td></tr></table>"
            ),
            &["Rolf", post, "Ida", post],
        );
        check("<noscript><p>Plain copy</p></noscript>", &["Plain copy"]);
        check("<iframe src=x /><p>saved as XML</p>", &["saved as XML"]);
        check("<p>a</p><script>x()</script><style>p{}</style><template><p>no</p></template>", &["a"]);
    }

    #[test]
    fn words_are_neither_glued_nor_cut() {
        check("<div><span>By</span><a>Jane Doe</a></div>", &["By Jane Doe"]);
        check("<p>Die<u>u</u></p>", &["Dieu"]);
        check("<p><span class=cap>T</span>he boat</p>", &["The boat"]);
        check("<p><b>W</b>ord and <i>wo</i><i>rd</i></p>", &["Word and word"]);
        check("<p>Read <a>this</a>, <a>that</a>.</p>", &["Read this, that."]);
        check("<p>a&nbsp;b  c\n d</p>", &["a b c d"]);
        check("<p>un&shy;til<wbr>now</p>", &["untilnow"]);
        check("<p>one<br>two<wbr> three</p><p>four</p>five", &["one", "two three", "four", "five"]);
        check("<p><span>L</span><span>ow</span> <span>wa</span><span>ter</span></p>", &["Low water"]);
        check("<p><big><b>D</b></big>awn came</p>", &["Dawn came"]);
        check("<ul><li>a<ul><li>b</ul>c</ul>", &["a", "b", "c"]);
    }

    #[test]
    fn scripts_stay_as_they_are_written() {
        check("<p>می\u{200c}خواهم क्\u{200d}ष</p>", &["می\u{200c}خواهم क्\u{200d}ष"]);
        check("<p>e\u{301}t\u{e9} ﬁn</p>", &["e\u{301}t\u{e9} ﬁn"]);
        check("<p>\u{3000}東京\u{3000}大阪</p>", &["東京\u{3000}大阪"]);
        check("<p>中文<b>粗体</b>，<a href=x>链接</a>。</p>", &["中文粗体，链接。"]);
        check("<p>a\u{202e}b\u{2066}c\u{2069}\u{7}\u{feff}d\u{200b}e</p>", &["abcde"]);
        check("<p>\u{200f}שלום\u{200e} a</p>", &["\u{200f}שלום\u{200e} a"]);
    }

    #[test]
    fn readings_stay_where_wanted() {
        let ruby = "<p><ruby>田中<rp>(</rp><rt>たなか</rt><rp>)</rp></ruby>さん</p>";
        for (readings, line) in [(true, "田中(たなか)さん"), (false, "田中さん")] {
            let wanted = Wanted { address: None, sites: &Sites::default(), readings };
            assert_eq!(read_from(ruby, &mut Vec::new(), &wanted).lines[0].text, line);
        }
    }

    #[test]
    fn copies_are_kept_once_where_a_reader_sees_them() {
        let text = "The ferry between the two islands is back in service since this morning.";
        check(&format!("<div style='display:none'><p>{text}</p></div><p>{text}</p>"), &[text]);
        check(&format!("<p>{text}</p><noscript><p>{text}</p></noscript>"), &[text]);
        check(&format!("<p>{text}</p><blockquote><p>{text}</p></blockquote>"), &[text, text]);
        check("<p>Haul away</p><div hidden><p>Haul away</p></div>", &["Haul away", "Haul away"]);
        check(&format!("<p>{text}</p><div class=print-only><p>{text}</p></div>"), &[text]);
        let both = "The quay at dawn, before the boats go out.";
        check(&format!("<p>{text}</p><p>{both}</p><noscript><p>{text}</p><p>{both}</p></noscript>"), &[text, both]);
        check(&format!("<p>{text}</p><p>Heave</p><p>{text}</p>"), &[text, "Heave", text]);
        check(&format!("<div class=mobile-view><p>{text}</p></div><div class=desktop><p>{text}</p></div>"), &[text]);
        // The caption of a picture that is loaded late stands in <noscript> once more.
        check(
            &format!(
                "<figure><img data-src=a.jpg><noscript><figcaption>{text}</figcaption></noscript><figcaption>{text}</figcaption></figure>"
            ),
            &[text],
        );
        // A reply quotes what it answers.
        check(
            &format!(
                "<div class=post><p>{text}</p></div><div class=post><blockquote>{text}</blockquote><p>No.</p></div>"
            ),
            &[text, text, "No."],
        );
        let mut notes = Vec::new();
        read(&format!("<p>{text}</p><noscript><p>{text}</p></noscript>"), &mut notes);
        assert_eq!(notes, [Note::HiddenCopyDropped]);
    }

    #[test]
    fn what_waits_for_a_click_is_shown() {
        for (html, hidden) in [
            ("<div style='display: none'>x</div>", true),
            ("<div hidden>x</div>", true),
            ("<div hidden=until-found>x</div>", false),
            ("<div class=cookie-modal style='visibility:hidden'>x</div>", true),
            ("<div class=accordion-body style='display:none'>x</div>", false),
            ("<div role=tabpanel hidden>x</div>", false),
            ("<span class=read-more-text style='display:none'>x</span>", false),
            ("<details>x</details>", false),
        ] {
            let page = read(html, &mut Vec::new());
            let element = page.lines[0].element().unwrap_or(0);
            assert_eq!(page.elements[element as usize].hidden, hidden, "{html}");
        }
    }

    #[test]
    fn formulas_notes_and_code_are_what_they_were() {
        let katex = "<span class=katex><span class=katex-mathml><math><semantics><mi>x</mi><annotation \
            encoding='application/x-tex'>x^2</annotation></semantics></math></span><span aria-hidden=true>x2</span></span>";
        check(&format!("<p>Take {katex}, then \\(y\\).</p>"), &["Take $x^2$, then $y$."]);
        check(
            "<p>Said<sup><a id=r1 href='#n1'>1</a></sup> so.</p><ol><li id=n1>In a letter. <a href='#r1'>↩</a></li></ol>",
            &["Said[1] so.", "In a letter."],
        );
        check("<table><tr><td><pre>1\n2</pre></td><td><pre>a\n\n  b</pre></td></tr></table>", &["a", "  b"]);
        check("<h2>Tides<a href='#tides'>¶</a></h2>", &["Tides"]);
        check("<p><ruby>田中<rp>(</rp><rt>たなか</rt><rp>)</rp></ruby>さん</p>", &["田中さん"]);
        check("<p>a\u{202e}b می\u{200c}کند</p>", &["ab می\u{200c}کند"]);
    }

    #[test]
    fn pages_without_bounds_stay_in_proportion() {
        let deep = format!("{}text", "<div>".repeat(100_000));
        let mut notes = Vec::new();
        assert_eq!(read(&deep, &mut notes).lines.len(), 1);
        assert_eq!(notes, [Note::TooDeep]);
        let fonts: String = (0..4_000).map(|n| format!("<p><font color=c{n}>x")).collect();
        let tree = parse(&fonts, &mut Vec::new()).expect("parses");
        assert!(tree.html.tree.values().len() < 3_000_000);
    }

    #[test]
    fn encodings_are_declared_in_the_first_bytes() {
        for (html, label) in [
            ("<meta charset=\"windows-1251\">", Some("windows-1251")),
            ("<html><head><meta http-equiv=content-type content='text/html; charset=gbk'>", Some("gbk")),
            ("<p>charset=utf-8", None),
        ] {
            assert_eq!(declared_encoding(html).as_deref(), label);
        }
    }
}
