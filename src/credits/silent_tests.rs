//! Pages that state no day of publication, or no author, and show much that could be taken for one.

use crate::{Cleaner, Document, Options};

const TABLE: &str = include_str!("../../testdata/tables/silent.tsv");

/// Of pages that state nothing, at most one in so many may get something.
const ONE_IN: usize = 10;

#[test]
fn pages_without_a_date_get_none() {
    check("date", |document| document.published);
}

#[test]
fn pages_without_an_author_get_none() {
    check("author", |document| (!document.byline.is_empty()).then(|| document.byline.join("; ")));
}

fn check(field: &str, found: impl Fn(Document) -> Option<String>) {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    let rows: Vec<Vec<&str>> = rows.filter(|row| row[0] == field).collect();
    let cleaner = Cleaner::new(Options::default());
    let mut wrong = Vec::new();
    for row in &rows {
        let [_, page, place, markup] = row[..] else { panic!("not four fields: {row:?}") };
        let document = cleaner.clean_html(&written(page, place, markup));
        assert!(document.text.contains("thought"), "{row:?}: the text is lost");
        wrong.extend(found(document).map(|value| format!("{value:?} of {row:?}")));
    }
    assert!(rows.len() >= 40, "{}", rows.len());
    assert!(wrong.len() * ONE_IN <= rows.len(), "{} of {} pages\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// A page of a kind, with some markup at a place: in its head, over everything, below its title, behind its text, beside
/// it, in its footer.
fn written(page: &str, place: &str, markup: &str) -> String {
    assert!(["head", "top", "below", "end", "side", "foot"].contains(&place), "{place}");
    let at = |here: &str| if here == place { markup } else { "" };
    let (title, body) = contents(page);
    let (head, top, below, end, side, foot) = (at("head"), at("top"), at("below"), at("end"), at("side"), at("foot"));
    format!(
        "<!DOCTYPE html><html lang=en><head><title>{title} | Tidewater</title>\
         <meta property=og:site_name content=\"Tidewater\">{head}</head><body>\
         <header>{top}<a href=/>Tidewater</a><nav><ul><li><a href=/shop>Shop</a><li><a href=/read>Read</a>\
         <li><a href=/about>About us</a></ul></nav></header><main><h1>{title}</h1>{below}{body}{end}</main>\
         <aside>{side}</aside><footer>{foot}<a href=/terms>Terms</a> <a href=/privacy>Privacy</a></footer></body></html>"
    )
}

/// The title and the text of a page of a kind.
fn contents(page: &str) -> (&'static str, &'static str) {
    match page {
        "article" => (
            "How a rope is spliced, and why it holds",
            "<p>A splice is stronger than a knot, because no part of the rope has to turn sharply over another one.</p>\
             <p>Most sailors learn it from somebody older, who shows it once and expects it to be thought about.</p>\
             <p>The strands are opened, laid over each other, and tucked against the lay, three times at the least.</p>\
             <p>When it is done well the eye cannot find the place, and the hand only finds it in the dark.</p>",
        ),
        "product" => (
            "Splicing fid, beech, 25 cm",
            "<p>A fid for ropes of up to twenty millimetres, turned from one piece of beech and oiled twice.</p>\
             <ul><li>Length: 25 cm<li>Weight: 140 g<li>Wood from the yard's own stock</ul>\
             <p>We thought about the handle for a long while, and then left it as it has always been made.</p>",
        ),
        "docs" => (
            "Reading tide tables",
            "<p>The reader takes a table and gives back the heights, one for each hour of the day it is asked for.</p>\
             <h2>Options</h2><p>What is thought to be the local zone can be changed with an option, as shown below.</p>\
             <pre><code>let table = read(\"northport\");\nlet height = table.at(9);</code></pre>\
             <h2>Errors</h2><p>A table with holes is refused, and the message names the first hour that is missing.</p>",
        ),
        "about" => (
            "About us",
            "<p>We repair boats, and what belongs to boats, in a yard that has stood on the same slip for five generations.</p>\
             <p>Nobody who founded it thought that it would last, and the books of the first years say so.</p>\
             <p>Today eleven people work here, and two of them still row to work in the morning.</p>",
        ),
        "event" => (
            "Knots for beginners",
            "<p>A course of three evenings for everybody who has always thought that a knot is something one has to undo.</p>\
             <p>Rope is there for all; bring a knife if you have one, and clothes that may get tar on them.</p>",
        ),
        "category" => (
            "Ropes and lines",
            "<p>Everything that we thought worth keeping on the shelf, from twine to mooring lines, sold by the metre. We have handled all of it ourselves, and what did not last a winter on the quay is not here any more.</p>\
             <ul><li><a href=/p/1>Hemp line, three strands</a> <p>For old boats, and for those who want theirs to look old.</p>\
             <li><a href=/p/2>Braided dock line</a> <p>Soft in the hand, and it does not mind the sun.</p>\
             <li><a href=/p/3>Tarred marline</a> <p>For servings and seizings; smells as it should.</p></ul>",
        ),
        _ => panic!("no page {page}"),
    }
}
