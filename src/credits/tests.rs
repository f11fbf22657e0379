//! The fields as the whole way finds them: pages made of the rows of tables, invented ones, judged by the built-in rules.

use std::fmt::Write;

use crate::{Cleaner, Document, Kind, Options};

const HEADLINES: &str = include_str!("../../testdata/tables/headlines.tsv");

/// Running text for every page that needs some.
const BODY: [&str; 3] = [
    "The harbour master said on Monday that the work had taken longer than anybody on the island had thought, and that \
     the bill would be paid over three years.",
    "Most of the people who came to the meeting in the village hall had brought their own chairs, because the last time \
     there had not been enough of them.",
    "It was the third winter in a row in which the weather had decided what could be done, and the second in which \
     nobody had complained about it in public.",
];

fn rows(table: &str) -> Vec<Vec<&str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split('\t').collect()).collect()
}

#[test]
fn headlines_of_the_table() {
    let rows = rows(HEADLINES);
    let mut wrong = Vec::new();
    for row in &rows {
        let [form, site, title, og_title, h1, headline] = row[..] else { panic!("not six fields: {row:?}") };
        let given = |field: &'static str, text: &str| match text {
            "-" => String::new(),
            "=" => field.replace("{}", headline),
            _ => field.replace("{}", text),
        };
        let found = if form == "text" {
            Cleaner::new(Options::default()).clean_text(&text_page(site, &given("{}", h1)))
        } else {
            let head = given("<title>{}</title>", title) + &given("<meta property=og:title content=\"{}\">", og_title);
            let h1 = given("<h1>{}</h1>", h1).replace('[', "<a href=/section/>").replace(']', "</a>");
            let kind = Kind::from_name(form).expect("a kind");
            let page = page(&format!("{head}<meta property=og:site_name content=\"{site}\">"), &h1, kind);
            Cleaner::new(Options::default().kind(kind)).clean_html(&page)
        };
        if found.headline.as_deref() != Some(headline) {
            wrong.push(format!("{row:?}: {:?}", found.headline));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    assert!(rows.len() >= 80, "{}", rows.len());
}

/// A page with this head and heading.
fn page(head: &str, h1: &str, kind: Kind) -> String {
    let menu =
        "<header><a href=/>Home</a><nav><ul><li><a href=/news>News</a><li><a href=/sport>Sport</a></ul></nav></header>";
    let mut page = format!("<!DOCTYPE html><html><head>{head}</head><body>{menu}<main>{h1}");
    for (at, text) in BODY.iter().enumerate() {
        if kind == Kind::Thread {
            let _ = write!(page, "<article class=post><div class=author><a href=/member/{at}>sailor{at}</a></div>");
            let _ = write!(
                page,
                "<div class=date>May {}, 2024 at 10:15</div><div class=content>{text}</div></article>",
                at + 3
            );
        } else if at == 0 {
            let _ = write!(page, "<p class=byline>By Jane Doe</p><p class=date>May 3, 2024</p><p>{text}</p>");
        } else {
            let _ = write!(page, "<p>{text}</p>");
        }
    }
    page + "</main><footer><a href=/privacy>Privacy</a> © 2024 the publisher</footer></body></html>"
}

/// The same as a scraper flattens it.
fn text_page(site: &str, headline: &str) -> String {
    format!(
        "{site}\nHome\nNews\nSport\n\n{headline}\n\nBy Jane Doe\nMay 3, 2024\n\n{}\n\nPrivacy\n© 2024 {site}\n",
        BODY.join("\n\n")
    )
}

fn clean(html: &str) -> Document {
    Cleaner::new(Options::default().kind(Kind::Article)).clean_html(html)
}

/// Pages that state no date, each with something that looks like one.
#[test]
fn no_date_is_invented() {
    for lure in [
        "<footer>© 2020 The Skerry Post</footer>",
        "<footer>Copyright 2019-2024. All rights reserved.</footer>",
        "<img src=/wp-content/uploads/2020/04/harbour.jpg alt=harbour>",
        "<p>5 min read</p>",
        "<aside><p>Jane Doe</p><p>Member since March 2014</p></aside>",
        "<aside><p>jane_d</p><p>Joined: 12 May 2015</p></aside>",
        "<p>Posted 3 hours ago</p>",
        "<p>The mill was built in 1874 and closed in 1961.</p>",
        "<p>Call us on 04 05 2022 or come by.</p>",
        "<p>Version 2022.4.27 of the timetable is out.</p>",
        "<p>Published in Issue 12</p>",
        "<meta property=article:published_time content=\"\">",
        "<meta name=date content=\"{{ page.date }}\">",
        "<p>September 31, 2022</p>",
    ] {
        let found = clean(
            &page("<title>The old mill</title>", &format!("<h1>The old mill</h1>{lure}"), Kind::Other)
                .replace("<p class=byline>By Jane Doe</p><p class=date>May 3, 2024</p>", ""),
        );
        assert_eq!((found.published, found.modified), (None, None), "{lure}");
    }
}

/// Pages that state no author, each with something that looks like one.
#[test]
fn no_author_is_invented() {
    for lure in [
        "<meta name=author content=admin>",
        "<meta name=author content=Administrator>",
        "<meta name=author content=\"http://skerry.example/\">",
        "<meta name=author content=\"info@skerry.example\">",
        "<p class=byline>Sign In</p>",
        "<p class=author>Jun 18th 2018</p>",
        "<p class=meta>Veröffentlicht am 18. Juni 2018</p>",
        "<p>Share this</p><p>Read more</p>",
        "<nav><a href=/politics>Politics</a> <a href=/life>Life and Style</a></nav>",
        "<figure><img src=a.jpg><figcaption>The mill in May. Photo: Jane Doe</figcaption></figure>",
        "<p>Photo by John Roe</p>",
        "<a rel=author href=/author/></a>",
    ] {
        let found = clean(
            &page("<title>The old mill</title>", &format!("<h1>The old mill</h1>{lure}"), Kind::Other)
                .replace("<p class=byline>By Jane Doe</p><p class=date>May 3, 2024</p>", ""),
        );
        assert_eq!(found.byline, [""; 0], "{lure}");
    }
}

/// What stands in the head and what stands on the page, and the fields that follow.
#[test]
fn dates_are_as_written() {
    let published = |head: &str, line: &str| {
        let page = page(&format!("<title>The old mill</title>{head}"), "<h1>The old mill</h1>", Kind::Other);
        clean(&page.replace("<p class=date>May 3, 2024</p>", line)).published
    };
    for (head, line, expected) in [
        ("", "<p class=date>May 3, 2024</p>", "2024-05-03"),
        ("", "<p class=date>May 3, 2024, 9:26 p.m.</p>", "2024-05-03T21:26:00"),
        ("", "<p class=date><time datetime=2024-05-03T21:26:00+02:00>3 May</time></p>", "2024-05-03T21:26:00+02:00"),
        (
            "<meta property=article:published_time content=2024-05-03T21:26:00-05:00>",
            "<p class=date>May 3, 2024, 9:26 p.m.</p>",
            "2024-05-03T21:26:00-05:00",
        ),
        // The page shows the evening, its server counts the next day.
        (
            "<meta property=article:published_time content=2024-05-04T02:26:00+00:00>",
            "<p class=date>May 3, 2024, 9:26 p.m.</p>",
            "2024-05-03T21:26:00",
        ),
        ("<meta property=article:modified_time content=2024-06-01>", "<p class=date>May 3, 2024</p>", "2024-05-03"),
        ("", "<p class=date>Published: May 3, 2024 | Updated: June 1, 2024</p>", "2024-05-03"),
        // The address tells which of the numbers is the day.
        (
            "<link rel=canonical href=https://tide.example/2024/05/03/mill>",
            "<p class=date>03/05/2024</p>",
            "2024-05-03",
        ),
        (
            "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-05-03T09:00:00+02:00\"}</script>",
            "",
            "2024-05-03T09:00:00+02:00",
        ),
    ] {
        assert_eq!(published(head, line).as_deref(), Some(expected), "{head} {line}");
    }
}

#[test]
fn the_last_change_is_not_the_publication() {
    let head = "<title>The old mill</title><meta property=article:modified_time content=2024-06-01T08:00:00+00:00>";
    let found = clean(&page(head, "<h1>The old mill</h1>", Kind::Other));
    assert_eq!(found.published.as_deref(), Some("2024-05-03"));
    assert_eq!(found.modified.as_deref(), Some("2024-06-01T08:00:00+00:00"));
}

#[test]
fn relative_dates_need_a_reference() {
    let page = page("<title>The old mill</title>", "<h1>The old mill</h1>", Kind::Other)
        .replace("<p class=date>May 3, 2024</p>", "<p class=date>3 hours ago</p>");
    assert_eq!(clean(&page).published, None);
    let now = "2024-05-03T12:00:00".parse().expect("a time");
    let options = Options::default().kind(Kind::Article).now(now);
    assert_eq!(Cleaner::new(options).clean_html(&page).published.as_deref(), Some("2024-05-03T09:00:00"));
}

#[test]
fn rights_are_told_as_stated() {
    let head = "<title>The old mill</title><meta name=robots content=\"noindex, noai\"><meta name=tdm-reservation content=1>\
        <link rel=license href=https://licence.example/by-sa>\
        <script type=application/ld+json>{\"@type\":\"Article\",\"isAccessibleForFree\":false}</script>";
    let rights = clean(&page(head, "<h1>The old mill</h1>", Kind::Other)).rights;
    assert_eq!(rights.license.as_deref(), Some("https://licence.example/by-sa"));
    assert_eq!((rights.noindex, rights.noai), (true, true));
    assert_eq!((rights.tdm_reservation, rights.accessible_for_free), (Some(true), Some(false)));
    assert_eq!(clean(&page("", "", Kind::Other)).rights, crate::Rights::default());
}

/// Every candidate is told where hits are asked for, and the winner is the one with the most points.
#[test]
fn candidates_are_told() {
    let page = page("<title>The old mill</title>", "<h1>The old mill</h1>", Kind::Other);
    let found = Cleaner::new(Options::default().kind(Kind::Article).hits(true)).clean_html(&page);
    let of = |field: &str| {
        found.candidates.iter().filter(|one| one.field == field).max_by(|a, b| a.points.total_cmp(&b.points))
    };
    assert_eq!(of("headline").map(|one| one.value.as_str()), found.headline.as_deref());
    assert_eq!(of("byline").map(|one| one.value.as_str()), Some("Jane Doe"));
    assert_eq!(of("published").map(|one| one.value.as_str()), Some("2024-05-03"));
    for candidate in &found.candidates {
        let sum: f32 = candidate.hits.iter().map(|hit| hit.points).sum();
        assert!((sum - candidate.points).abs() < 1e-3, "{candidate:?}");
        assert!(candidate.hits.iter().all(|hit| crate::Rules::built_in().meaning(&hit.cue).is_some()), "{candidate:?}");
    }
    assert!(clean(&page).candidates.is_empty());
}

#[test]
fn a_dateline_may_open_a_text_on_a_line_of_its_own() {
    for (line, place) in [("WASHINGTON —", "WASHINGTON"), ("Düsseldorf -", "Düsseldorf"), ("JAKARTA –", "JAKARTA")]
    {
        let found = Cleaner::new(Options::default()).clean_text(&format!("{line}\n{}\n\n{}\n", BODY[0], BODY[1]));
        assert_eq!(found.dateline.map(|dateline| dateline.place), Some(Some(place.to_owned())), "{line}");
    }
}
