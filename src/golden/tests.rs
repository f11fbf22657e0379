use std::fs;
use std::path::Path;

use super::*;
use crate::document::{Document, JudgedLine, Kind, Label, Note, Post};
use crate::line::BlockKind;
use crate::render::samples;

/// A document of labelled lines, as they stand in an expected file.
fn page(lines: &str) -> Document {
    let lines = lines.lines().map(|line| {
        let (label, text) = line.split_once('\t').expect("label, tab, line");
        let label = Label::from_name(label).expect("a label");
        JudgedLine { label, ..samples::line(BlockKind::Paragraph, text) }
    });
    samples::document(lines.collect())
}

/// The head of a page about which nothing is known.
const HEAD: &str = "shows: a test\nkind: article\nlanguage: -\nheadline: -\ndeck: -\nbyline: -\npublished: -\n\
    dateline: -\nposts: 0\nnotes: -\n\n";

fn changes(expected: &str, document: &Document) -> String {
    let expected = Expected::parse(expected).expect("an expected file");
    let changes = expected.changes(document);
    changes.iter().map(|change| format!("{}\n{change}\n", change.heading())).collect()
}

#[test]
fn what_changes_in_the_lines_of_a_page() {
    for (lines, now, expected) in [
        ("body\tOne.\nbody\tTwo.\n", "body\tOne.\nbody\tTwo.\n", ""),
        ("body\tOne.\n", "related\tOne.\n", "body → related\n  One.\n"),
        ("related !body\tOne.\n", "related\tOne.\n", ""),
        ("related !body\tOne.\n", "body\tOne.\n", "related → body, as it should be\n  One.\n"),
        ("related !body\tOne.\n", "promo\tOne.\n", "related → promo\n  One.\n"),
        ("body\tOne.\nbody\tTwo.\n", "body\tTwo.\n", "gone\n- body: One.\n"),
        ("body\tOne.\n", "promo\tBuy!\nbody\tOne.\n", "new\n+ promo: Buy!\n"),
        ("body\tOne.\nbody\tTwo.\n", "body\tTwo.\nbody\tOne.\n", "in another place\n~ body: Two.\n"),
        ("body\tOne  two.\n", "body\tOne two.\n", "with other white space\n- One  two.\n+ One two.\n"),
        (
            "social\tShare\nbody\tOne.\npromo\tShare\n",
            "social\tShare\nbody\tOne.\nsocial\tShare\n",
            "promo → social\n  Share\n",
        ),
    ] {
        let document = page(now);
        assert_eq!(changes(&format!("{HEAD}{lines}"), &document), expected, "{lines:?} to {now:?}");
    }
}

#[test]
fn moved_lines_are_as_few_as_can_be() {
    let places = |text: &str| text.split(' ').map(|one| one.parse().ok()).collect::<Vec<Option<usize>>>();
    for (given, moved) in [("0 1 2", 0), ("2 0 1", 1), ("1 2 3 0", 1), ("3 2 1 0", 3), ("0 x 1", 1), ("1 0 x 3 2", 3)] {
        let stays = change::is_in_order(&places(given));
        assert_eq!(stays.iter().filter(|stays| !**stays).count(), moved, "{given}");
    }
    assert!(change::is_in_order(&[]).is_empty());
}

#[test]
fn what_changes_in_the_head() {
    let mut document = page("body\tOne.\n");
    document.headline = Some("Ferry\nback".to_owned());
    document.notes = vec![Note::EncodingGuessed];
    let expected = HEAD.replace("headline: -", "headline: Late\nheadline!: Ferry back");
    let told = "headline, as it should be\n- Late\n+ Ferry back\nnotes\n- -\n+ encoding-guessed\n";
    assert_eq!(changes(&format!("{expected}body\tOne.\n"), &document), told);
    document = page("");
    document.kind = Kind::Thread;
    document.posts = vec![Post { author: Some("li".to_owned()), ..Post::default() }];
    let told = changes(HEAD, &document);
    assert!(told.contains("posts\n- 0\n+ 1\n") && told.contains("post-1\n- -\n+ li | -\n"), "{told}");
    let told = changes(&HEAD.replace("\n\n", "\ncomments: li | -\n\n"), &page(""));
    assert_eq!(told, "comments\n- li | -\n+ -\n");
}

#[test]
fn what_somebody_cares_for() {
    let mut document =
        page("body\tThe ferry is back.\npromo\tBuy a ticket.\nbody\t渡船又开了\nbody\tShareholders met.\n");
    document.byline = vec!["Li".to_owned(), "Jane Doe".to_owned()];
    for (wish, expected) in [
        ("+ ferry  is\n", ""),
        ("# a remark\n\n+ Buy\n", "lost\n+ Buy (must stay, but is gone)\n"),
        ("- Buy\n", ""),
        ("- The ferry\n", "kept that must go\n- The ferry (must go, but is kept)\n"),
        ("- Share\n- erry\n- 船又\n", "kept that must go\n- 船又 (must go, but is kept)\n"),
        ("byline: Li; Jane Doe\n", ""),
        ("byline: Li\n", "byline\n- Li\n+ Li; Jane Doe\n"),
        ("deck: -\nempty:\nmodified: -\npost-1: -\n", ""),
    ] {
        assert_eq!(changes(wish, &document), expected, "{wish:?}");
        let read = Expected::parse(wish).expect("an expected file");
        assert_eq!((read.is_whole(), read.blessed(&document)), (false, None));
    }
    let mut empty = page("");
    empty.notes = vec![Note::EncodingGuessed, Note::Login];
    assert_eq!(changes("empty: login\n", &empty), "");
    assert_eq!(changes("empty: paywall\n", &empty), "empty\n- paywall\n+ login\n");
}

#[test]
fn what_is_blessed_keeps_the_truth() {
    let expected = Expected::parse(&format!("{HEAD}body\tOne.\nrelated !body\tTwo.\nbody\tTwo.\n")).expect("expected");
    let document = page("related\tOne.\nbody\tTwo.\npromo\tBuy\u{2028}it\n");
    let blessed = expected.blessed(&document).expect("a whole page");
    let text = blessed.to_string();
    assert_eq!(text, format!("{HEAD}related !body\tOne.\nbody\tTwo.\npromo\tBuy it\n"));
    let again = Expected::parse(&text).expect("what is written is read");
    assert_eq!((again.changes(&document), again.to_string()), (Vec::new(), text));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    #[test]
    fn what_is_written_of_a_page_is_read_again(text in "(\\PC|[\t\r\n\u{85}\u{2028} !:+#-]){0,80}") {
        let document = crate::clean(text.as_bytes());
        let expected = Expected::of(&document);
        assert_eq!(expected.changes(&document), []);
        let read = Expected::parse(&expected.to_string()).expect("what is written is read");
        assert_eq!(read.changes(&document), []);
    }

    #[test]
    fn any_file_is_read_or_told(text in "(shows:\\n)?(\\PC|[\t\n!:+-]){0,60}", page in "\\PC{0,30}") {
        if let Ok(expected) = Expected::parse(&text) {
            expected.changes(&crate::clean(page.as_bytes()));
            let again = Expected::parse(&expected.to_string()).map(|expected| expected.to_string());
            assert_eq!(again.ok(), Some(expected.to_string()));
        }
    }
}

#[test]
fn files_that_are_none() {
    for (text, error) in [
        ("", "line 1: nothing is expected here"),
        ("# only a remark\n", "line 1: nothing is expected here"),
        ("# a remark\n+  \n", "line 2: no text behind the sign"),
        ("must stay\n", "line 1: neither `+ text`, `- text`, nor one of the fields kind,"),
        ("shows: x\nheadlin: y\n", "line 2: `headlin` is no field of the head"),
        ("shows: x\nheadline!: y\n", "line 2: `headline!` has no line `headline` above it"),
        ("shows: x\n\nbdy\tOne.\n", "line 3: `bdy` is no label"),
        ("shows: x\n\nbody !bdy\tOne.\n", "line 3: `bdy` is no label"),
        ("shows: x\n\nbody One.\n", "line 3: a line is a label, a tab, and the line of the page"),
    ] {
        let said = Expected::parse(text).map_err(|error| error.to_string()).expect_err(text);
        assert!(said.starts_with(error), "{text:?}: {said}");
    }
}

#[test]
fn a_folder_of_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let write = |name: &str, text: &str| fs::write(at(name), text).expect("a file");
    let checker = Checker::new(Options::default().cut(0.0));
    let told = |checker: &Checker| checker.check(folder.path()).map_err(|error| error.to_string().replace('\\', "/"));
    assert!(told(&checker).is_err_and(|error| error.ends_with("holds no pages")));
    fs::create_dir(at("sub")).expect("a folder");
    write("a.html", "<p>The ferry is back in service, the harbour master said.</p>");
    write("sub/b.txt", "The bridge is closed until the summer, the council said.");
    write("c.html", "<p>Loose.</p>");
    write("c.html.expected", "+ Loose.\n");
    write("README.md", "no page");
    let error = told(&checker).expect_err("two pages have no expected file");
    assert!(error.ends_with("3 pages, 1 as expected, 2 without an expected file"), "{error}");
    for (which, created) in [(Bless::Known, false), (Bless::New, true)] {
        for page in ["a.html", "sub/b.txt"] {
            assert_eq!(checker.bless(&at(page), which).outcome == Outcome::Created, created, "{page}");
        }
    }
    assert_eq!(told(&checker).map(|report| report.summary()), Ok("3 pages, 3 as expected".to_owned()));
    write("sub/b.txt", "The bridge is open again, the council said on Monday.");
    write("c.html", "<p>Something else.</p>");
    let report = checker.check(folder.path()).expect_err("two differ");
    let text = format!("{report:?}");
    assert!(text.ends_with("3 pages, 1 as expected, 2 differ: 3 lines"), "{text}");
    assert!(text.contains("  1 line gone\n    - "), "{text}");
    assert!(matches!(checker.bless(&at("sub/b.txt"), Bless::Known).outcome, Outcome::Rewritten(_)));
    assert!(matches!(checker.bless(&at("c.html"), Bless::New).outcome, Outcome::Differs(_)));
    fs::remove_file(at("a.html")).expect("gone");
    assert!(told(&checker).expect_err("a page is gone").contains("1 unreadable"));
}

#[test]
fn packed_pages() {
    use std::io::Write;
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("a.html.gz");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(b"<p>The ferry is back.</p>").expect("memory");
    fs::write(&page, packed.finish().expect("memory")).expect("a file");
    assert_eq!(read_page(&page).ok().as_deref(), Some(&b"<p>The ferry is back.</p>"[..]));
    assert_eq!(pages(folder.path()).ok(), Some(vec![page.clone()]));
    assert_eq!(expected_file(&page), folder.path().join("a.html.gz.expected"));
    fs::write(&page, [0x1f, 0x8b, 8, 0, 1]).expect("a file");
    assert!(matches!(Checker::new(Options::default()).page(Path::new(&page)).outcome, Outcome::Unreadable(_)));
}
