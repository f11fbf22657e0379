//! What pages show and what comes of it in markdown and HTML. Every line counts as text here, so that nothing hangs on
//! points.

use super::{Layout, html, markdown};
use crate::{Cleaner, Document, Input, Label, Options};

/// The page with all its lines as text.
fn document(page: &str) -> Document {
    let input = if page.starts_with('<') { Input::Html } else { Input::Text };
    let cleaned = Cleaner::new(Options::default().input(input)).clean(page.as_bytes());
    let mut lines = cleaned.lines;
    lines.iter_mut().for_each(|line| line.label = Label::Body);
    Document { lines, ..Document::default() }
}

#[track_caller]
fn check(page: &str, expected: &str) {
    assert_eq!(markdown(&document(page), &Layout::default()), format!("{expected}\n"), "{page}");
}

#[track_caller]
fn check_html(page: &str, expected: &str) {
    let html = html(&document(page), &Layout::default());
    assert_eq!(html, format!("<article>\n{expected}\n</article>\n"), "{page}");
}

#[test]
fn quotations_name_their_source() {
    let bell = "> **Marit Solheim:**\n>\n> The bell is never silent.";
    for page in [
        "<blockquote><p>The bell is never silent.</p><p>— <cite>Marit <i>Solheim</i></cite></p></blockquote>",
        "<blockquote>The bell is never silent.<footer>— <cite>Marit Solheim</cite></footer></blockquote>",
        "<blockquote>The bell is never silent. <cite>Marit Solheim</cite></blockquote>",
        "<blockquote><p>The bell is never silent.</p></blockquote><p>― Marit Solheim</p>",
        "<figure><blockquote><p>The bell is never silent.</p></blockquote><figcaption>Marit Solheim</figcaption></figure>",
        "<p>Marit Solheim wrote:</p><blockquote><p>The bell is never silent.</p></blockquote>",
        "<blockquote data-author='Marit Solheim'><p>The bell is never silent.</p></blockquote>",
        "> The bell is never silent.\n> — Marit Solheim",
        "[quote=Marit Solheim]The bell is never silent.[/quote]",
        "[QUOTE=\"Marit Solheim, post: 12, member: 3\"]\nThe bell is never silent.\n[/QUOTE]",
    ] {
        check(page, bell);
    }
    check(
        "<blockquote>他说，钟从不沉默。<footer>——林小海</footer></blockquote>",
        "> **林小海:**\n>\n> 他说，钟从不沉默。",
    );
    check(
        "<blockquote>لن نرفع الأسعار.<cite>كريم المنصوري</cite></blockquote>",
        "> **كريم المنصوري:**\n>\n> لن نرفع الأسعار.",
    );
}

#[test]
fn posts_in_the_element_of_quotations_are_none() {
    check(
        "<blockquote class='postcontent restore'><div class=bbcode_quote>Ann said:<p>So.</p></div>No.</blockquote>",
        "> **Ann:**\n>\n> So.\n\nNo.",
    );
}

#[test]
fn what_is_no_source_stays() {
    check("<blockquote><p>— Is it late?</p><p>— It is</p></blockquote>", "> — Is it late?\n>\n> — It is");
    check(
        "<blockquote><p>So.</p></blockquote><p>— Then they went home and slept.</p>",
        "> So.\n\n— Then they went home and slept.",
    );
    check("<blockquote><p>So.</p></blockquote><p>– One</p><p>– Two</p>", "> So.\n\n– One\n\n– Two");
    check("<blockquote><p>So.</p><p>Marit Solheim</p></blockquote>", "> So.\n>\n> Marit Solheim");
    check(
        "<figure><blockquote>So.</blockquote><figcaption><a href=/b>The full story →</a></figcaption></figure>",
        "> So.\n\nThe full story →",
    );
    check("<blockquote>— Marit Solheim</blockquote>", "> — Marit Solheim");
    check("<blockquote>So.</blockquote><footer>Tide News</footer>", "> So.\n\nTide News");
}

#[test]
fn each_of_several_quotations_has_its_own_source() {
    let nested = "> > **Jane:**\n> >\n> > I lost mine.\n>\n> So did I.\n\nAnd so did we.";
    check("> On 1 May 2022, Jane wrote:\n> > I lost mine.\n> So did I.\nAnd so did we.", nested);
    check(
        "[quote=Ben]Where was it?\n[quote=Jane]I lost mine.[/quote]\nSo did I.[/quote]And so did we.",
        "> **Ben:**\n>\n> Where was it?\n>\n> > **Jane:**\n> >\n> > I lost mine.\n>\n> So did I.\n\nAnd so did we.",
    );
    check(
        "<blockquote><p>Ben wrote:</p><blockquote><p>Jane wrote:</p><p>I lost mine.</p></blockquote><p>So did I.</p></blockquote>",
        "> **Ben:**\n>\n> > **Jane:**\n> >\n> > I lost mine.\n>\n> So did I.",
    );
    check("[quote]So it is.", "\\[quote\\]So it is.");
}

#[test]
fn what_repeats_an_earlier_line_is_a_quotation() {
    let said = "The old mill by the weir was sold on Friday to a baker from the town.";
    check(
        &format!("{said}\n\nOriginally posted by Ann\n\n{said}\n\nWho says so?"),
        &format!("{said}\n\n> **Ann:**\n>\n> {said}\n\nWho says so?"),
    );
    let unnamed = format!("{said}\n\nQuote:\n\n{said}");
    check(&unnamed, &unnamed);
}

#[test]
fn footnotes_are_tied_to_their_marks() {
    let mark =
        |back: &str| format!("<p>It rang<sup id=r1><a href='#n1'>[1]</a></sup>.</p><ol><li id=n1>{back}</li></ol>");
    for back in [
        "<a href='#r1'>^</a> In the fog.",
        "In the fog. <a href='#r1'>↩</a>",
        "In the fog. <a href='#r1' aria-label='Back to content'>↩︎</a>",
        "↑ <a href='#r1'>a</a> <a href='#r1'>b</a> In the fog.",
        "<b><a href='#r1'>^ Jump up</a></b> In the fog.",
    ] {
        check(&mark(back), "It rang[^1].\n\n[^1]: In the fog.");
    }
    check_html(
        &mark("In the fog. <a href='#r1'>↩</a>"),
        "<p>It rang<sup><a href=\"#note-1\" id=\"mark-1\">[1]</a></sup>.</p>\n<section role=\"doc-endnotes\">\n<ol>\n\
        <li id=\"note-1\"><p>In the fog. <a href=\"#mark-1\">↩</a></p>\n</li>\n</ol>\n</section>",
    );
    let mut without = document(&mark("In the fog. <a href='#r1'>↩</a>"));
    without.lines.pop();
    assert_eq!(markdown(&without, &Layout::default()), "It rang<sup>\\[1\\]</sup>.\n");
}

#[test]
fn formulas_stand_between_the_signs_of_mathjax() {
    let page = "<p>So \\(a &lt; b\\) is, and</p><p>\\[a = b\\]</p>";
    check(page, "So $a < b$ is, and\n\n$$\na = b\n$$");
    check_html(page, "<p>So \\(a &lt; b\\) is, and</p>\n<p>\\[a = b\\]</p>");
}

#[test]
fn lines_of_chinese_join_without_a_space() {
    check("<p>港口负责人说，\n  新的发动机\n<b>装好</b>了。</p>", "港口负责人说，新的发动机**装好**了。");
    check("<p>배가\n왔다 and so\nit is</p>", "배가 왔다 and so it is");
    check(
        "<table border=1><tr><td><p>一</p>\n<p>二</p><td>三<tr><td>四<td>五</table>",
        "|  |  |\n| --- | --- |\n| 一<br>二 | 三 |\n| 四 | 五 |",
    );
}

#[test]
fn bars_in_code_part_no_cell() {
    check("| `a|b` | c |\n|---|---|\n| 1 | ``x`|`y`` |", "| `a\\|b` | c |\n| --- | --- |\n| 1 | ``x`\\|`y`` |");
    check(
        "Sign | Means\n---|---\n`a | b` | either\n\\| | bar",
        "| Sign | Means |\n| --- | --- |\n| `a \\| b` | either |\n| \\| | bar |",
    );
}

#[test]
fn numbers_of_headings_stay() {
    let mut document = document("1. The lights\n\nThey are out.\n\n2. Noise\n\nThere was none.");
    for line in document.lines.iter_mut().step_by(2) {
        line.label = Label::Heading;
    }
    let expected = "## 1. The lights\n\nThey are out.\n\n## 2. Noise\n\nThere was none.\n";
    assert_eq!(markdown(&document, &Layout::default()), expected);
    check("1. Stir\n2. Bake", "1. Stir\n2. Bake");
}
