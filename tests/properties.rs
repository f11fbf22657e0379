//! What holds for every input: a record comes out, its text is its content lines, and no character of flattened text is
//! lost.

use copydesk::render::{self, Block, Layout};
use copydesk::{Cleaner, Document, Input, Options};
use proptest::prelude::*;

/// Pieces of pages: tags closed and not, entities, dates, names, scripts of many kinds.
fn piece() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class=post>",
        "</div>",
        "<ul><li>",
        "</ul>",
        "<table><tr><td>",
        "</table>",
        "<a href=/x>",
        "</a>",
        "<pre>",
        "</pre>",
        "<br>",
        "<h1>",
        "</h1>",
        "<blockquote>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<time datetime=2024-05-01>",
        "&amp;",
        "&#x4e00;",
        "<span>",
        "</span>",
        "<b>",
        "<noscript>",
        "<style>",
        "<figure><figcaption>",
        "<",
    ]);
    let words = prop::sample::select(vec![
        "Home",
        "By Jane Doe",
        "ByThe Associated Press",
        "April 27, 2022",
        "3 min read",
        "LONDON (AP) — The boat sank. ",
        "The ferry between the two islands is back in service, the harbour master said on Monday. ",
        "Join Date: Oct 2011",
        "昨日、港の船が戻りました。",
        "Паром вернулся в порт.",
        "عادت العبارة إلى الميناء",
        "\n",
        "\n\n",
        "  ",
        "\u{a0}",
        "© 2024",
    ]);
    prop_oneof![tags.prop_map(str::to_owned), words.prop_map(str::to_owned), any::<String>()]
}

fn page() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

fn text_is_the_content_lines(document: &Document) -> bool {
    // Bars stand for cells of a table that have no words.
    let words = |text: &str| squeezed(text).replace('|', "");
    let lines = document.lines.iter().filter(|line| line.label.is_content());
    let (text, lines) = (words(&document.text), lines.map(|line| words(&line.text)).collect::<String>());
    let is_flattened = document.lines.iter().any(|line| !line.source.is_empty());
    // Signs of markdown in flattened text are no part of its words.
    text == lines || is_flattened && is_part(&text, &lines)
}

/// Whether a text is what is left of another where some of its characters are taken away.
fn is_part(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|wanted| rest.any(|c| c == wanted))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_page_gives_a_record(page in page()) {
        let document = copydesk::clean(page.as_bytes());
        prop_assert!(text_is_the_content_lines(&document));
        prop_assert!((0.0..=1.0).contains(&document.confidence));
        prop_assert_eq!(document.text.is_empty(), document.notes.iter().any(|note| {
            ["no-text", "js-shell", "consent", "login", "paywall", "error-page", "search-page"].contains(&note.name())
        }) && document.text.is_empty());
    }

    #[test]
    fn what_json_tells_reads_back(page in page()) {
        let document = copydesk::clean(page.as_bytes());
        let layout = Layout::default().lines(true).blocks(true).links(true);
        let json = render::jsonl(&document, &layout);
        let read: Document = serde_json::from_str(&json).expect("a record");
        let told = |document: &Document| {
            let lines = document.lines.iter().map(|line| (line.text.clone(), line.label)).collect::<Vec<_>>();
            (document.text.clone(), document.headline.clone(), lines)
        };
        prop_assert_eq!(told(&read), told(&document));
        let blocks = serde_json::from_str::<serde_json::Value>(&json).expect("JSON")["blocks"].take();
        let blocks: Vec<Block> = serde_json::from_value(blocks).expect("blocks");
        prop_assert_eq!(blocks, render::blocks(&document, &layout));
    }

    #[test]
    fn any_bytes_give_a_record(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let document = copydesk::clean(&bytes);
        prop_assert!(text_is_the_content_lines(&document));
    }

    #[test]
    fn no_character_of_flattened_text_is_lost(page in page()) {
        let document = Cleaner::new(Options::default().input(Input::Text)).clean_text(&page);
        let mut before = 0;
        for line in &document.lines {
            prop_assert!(line.source.start >= before, "lines are in order");
            prop_assert!(squeezed(&page[before..line.source.start]).is_empty(), "nothing between lines is lost");
            prop_assert_eq!(squeezed(&page[line.source.clone()]), squeezed(&line.text));
            before = line.source.end;
        }
        prop_assert!(squeezed(&page[before..]).is_empty());
    }
}
