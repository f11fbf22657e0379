//! Pages of several articles, and pages of one that might be taken for several. Labels are not what is tested: the cut
//! is low, so that lines are kept.

use crate::{Cleaner, Document, Input, Kind, Options};

fn clean(kind: Kind, page: &str) -> Document {
    let input = if page.starts_with('<') { Input::Html } else { Input::Text };
    Cleaner::new(Options::default().kind(kind).input(input).cut(0.05)).clean(page.as_bytes())
}

/// Headline, authors, date and dateline of each article, the page's own and those in posts.
fn shown(document: &Document) -> Vec<String> {
    let articles = document.articles.iter().chain(document.posts.iter().flat_map(|post| &post.articles));
    let show = |article: &crate::Article| {
        let dateline = article.dateline.as_ref().map_or("-", |dateline| &dateline.text);
        let headline = article.headline.as_deref().unwrap_or("-");
        let published = article.published.as_deref().unwrap_or("-");
        format!("{headline} | {} | {published} | {dateline}", article.byline.join("; "))
    };
    articles.map(show).collect()
}

const LIVE: &str = "<title>Storm, live</title><h1>Storm on the coast, live</h1><p>3 May 2022</p>\
    <p>The storm has reached the islands. We write down here what the harbour offices tell us.</p>\
    <div class=e><time>12.40</time><h2>Ferry turns back</h2><p>The ferry has turned back with sixty people on board, \
    the company said at noon.</p></div><div class=e><time>11.15</time><h2>Bridge closed</h2><p>The bridge has been \
    closed to lorries since the morning, and cars drive over it one at a time.</p></div><div class=e><time>09.05</time>\
    <h2>Good morning</h2><p>The wind has risen in the night, but all roofs on the quay are still where they were.</p></div>";

#[test]
fn a_live_blog_comes_apart() {
    let expected = [
        "Ferry turns back |  | 2022-05-03T12:40:00 | -",
        "Bridge closed |  | 2022-05-03T11:15:00 | -",
        "Good morning |  | 2022-05-03T09:05:00 | -",
    ];
    let document = clean(Kind::Article, LIVE);
    assert_eq!(shown(&document), expected);
    assert!(document.articles[0].text.starts_with("The ferry has") && document.articles[0].text.ends_with("at noon."));
}

#[test]
fn sections_do_not_come_apart() {
    let section = |head: &str, text: &str| format!("<h2>{head}</h2><p>{text}</p>");
    let article = "<title>The locks</title><h1>The locks</h1><p>By Jane Doe</p><p>3 May 2022</p>\
        <p>There were once four hundred keepers on the canals, each with a house and a whistle.</p>"
        .to_owned()
        + &section(
            "The first winter",
            "In that winter the canals froze for eleven weeks, and the keepers were sent home.",
        )
        + &section("The machines", "The first electric gates worked well except in rain, which was thought a detail.")
        + &section(
            "The last whistle",
            "Edwin Marsh retired after fifty years and took the door of the house with him.",
        )
        + &section("What remains", "The gardens remain, and people who pass by boat find rhubarb growing there.");
    assert!(shown(&clean(Kind::Article, &article)).is_empty());
    let questions = article.replace("</h2>", "?</h2>");
    assert!(shown(&clean(Kind::Article, &questions)).is_empty());
}

#[test]
fn one_dateline_makes_no_several() {
    let page = "Island school gets its first pupil\n\nBy Jane Doe\n\nMay 11, 2022\n\nOSLO (AP) -- The school opened its \
        door on Wednesday for the first time in six years.\n\nA long closure\n\nThe school was closed when its last two \
        pupils left for the mainland. The council kept the building dry.\n";
    assert!(shown(&clean(Kind::Article, page)).is_empty());
}

#[test]
fn briefs_with_datelines_come_apart() {
    let page = "<title>Digest</title><h1>Harbour digest</h1><p>OSLO (NTB) — The harbour will charge ships by the hour, \
        the director said.</p><p>The fee rises at night.</p><p>GDANSK, Poland (PAP) — Divers have found the wreck of a \
        barge that sank in 1911.</p><p>PORTO (Lusa) — Two ferries went back to work on the river on Tuesday.</p>";
    let expected = ["- |  | - | OSLO (NTB) —", "- |  | - | GDANSK, Poland (PAP) —", "- |  | - | PORTO (Lusa) —"];
    assert_eq!(shown(&clean(Kind::Article, page)), expected);
}
