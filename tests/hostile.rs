//! Bad input: each page gives a record in time proportional to its size. What would not be done in proportion would
//! not be done within [`PATIENCE`] either, which is a hundred times what the slowest takes; nothing is timed otherwise.

use std::sync::mpsc;
use std::time::Duration;

use copydesk::{Cleaner, Document, Input, Note, Options};

/// How long one page may take before it counts as out of proportion.
const PATIENCE: Duration = Duration::from_secs(120);

/// Cleans in a thread of its own, so that a page without end fails its test and does not hang it.
#[track_caller]
fn clean(page: impl Into<Vec<u8>>, options: Options) -> Document {
    let page = page.into();
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || drop(send.send(Cleaner::new(options).clean(&page))));
    receive.recv_timeout(PATIENCE).expect("a record in time, and no panic")
}

#[track_caller]
fn check(page: impl Into<Vec<u8>>, notes: &[Note]) -> Document {
    let document = clean(page, Options::default());
    for note in notes {
        assert!(document.notes.contains(note), "{note} is not in {:?}", document.notes);
    }
    assert_eq!(document.error, None);
    document
}

#[test]
fn nothing_and_next_to_nothing() {
    for page in ["", " ", "\n\n\n", "\0", "<", "<>", "</", "<!--", "<html", "&#0;", "<p", "\u{feff}", "<![CDATA[", "|"]
    {
        assert!(check(page, &[]).posts.is_empty());
    }
    check("", &[Note::NoText]);
    check("<html><head><title>Nothing</title></head><body></body></html>", &[Note::NoText]);
}

#[test]
fn binary_input() {
    check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".repeat(1000), &[Note::Binary, Note::NoText]);
    check(vec![0_u8; 1 << 20], &[Note::Binary]);
    let noise: Vec<u8> = (0..1_u32 << 18).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    check(noise, &[Note::Binary]);
}

#[test]
fn broken_encodings() {
    let text = "<p>Die Fähre über den Fjord fährt wieder, sagte der Hafenmeister am Montag.</p>".repeat(5);
    let cut = text.as_bytes()[..text.rfind('ä').expect("an umlaut") + 1].to_vec();
    check(cut, &[Note::TruncatedInput]);
    check("<p>Itâ€™s the ferryâ€™s last day â€“ and the pilotâ€™s cafÃ©</p>", &[Note::EncodedTwice]);
    let latin: Vec<u8> = text.chars().map(|c| c as u32 as u8).collect();
    check(latin.clone(), &[Note::EncodingGuessed]);
    let declared = clean(latin, Options::default().charset("utf-8"));
    assert!(declared.notes.contains(&Note::EncodingMismatch), "{:?}", declared.notes);
    let mut lone: Vec<u8> = vec![0xff, 0xfe];
    lone.extend("<p>before ".encode_utf16().flat_map(u16::to_le_bytes));
    lone.extend([0x00, 0xd8, b'x', 0x00]);
    check(lone, &[Note::ReplacedCharacters]);
    assert!(check("<p>one\0two\0</p><p>three</p>", &[]).lines.len() == 2);
}

#[test]
fn one_line_without_end() {
    let sentence = "The ferry left the pier at noon and came back at one. ";
    let line = sentence.repeat(50_000_000 / sentence.len());
    assert_eq!(clean(line, Options::default().input(Input::Text)).lines.len(), 1);
    assert_eq!(check(format!("<p>{}</p>", "word ".repeat(2_000_000)), &[]).lines.len(), 1);
    check("x".repeat(5_000_000), &[]);
}

#[test]
fn depth_without_end() {
    check(format!("{}text", "<div>".repeat(100_000)), &[Note::TooDeep]);
    check("<ul><li>".repeat(1 << 17), &[Note::TooDeep]);
    check("<blockquote><p>x".repeat(50_000), &[Note::TooDeep]);
    check("<table><tr><td>".repeat(50_000), &[Note::TooDeep]);
    check("<b><i><a href=x>".repeat(50_000), &[]);
    check("<svg><g>".repeat(50_000), &[Note::TooDeep]);
    check("<select><option>".repeat(50_000), &[]);
}

#[test]
fn nodes_without_end() {
    let fonts: String = (0..60_000).map(|n| format!("<p><font color=c{n}>")).collect();
    check(fonts, &[]);
    let paragraphs = check("<p>a".repeat(400_000), &[]);
    assert!(paragraphs.lines.len() > 300_000);
    check("<p>a".repeat(700_000), &[Note::TooManyNodes]);
    check("<br>".repeat(300_000), &[]);
    check("<td>x".repeat(200_000), &[]);
    check("</p>".repeat(300_000), &[]);
}

#[test]
fn attributes_without_end() {
    let plain: String = (0..300_000).map(|n| format!(" a{n}")).collect();
    check(format!("<div{plain}>text</div>"), &[Note::TooManyAttributes]);
    let quoted: String = (0..200_000).map(|n| format!(" a{n}=\"<>\"")).collect();
    check(format!("<div{quoted}>text</div>"), &[Note::TooManyAttributes]);
    check(format!("<div class=\"{}\">text</div>", "nav ".repeat(500_000)), &[]);
    check(format!("<div style=\"{}\">text</div>", "color:red;".repeat(200_000)), &[]);
    let classes: String = (0..50_000).map(|n| format!("<i class=c{n}>x</i> ")).collect();
    check(classes, &[]);
}

#[test]
fn lines_without_end() {
    check("Home\n".repeat(500_000), &[]);
    check("12 March 2024 ".repeat(200_000), &[]);
    check("12 March 2024\n".repeat(100_000), &[]);
    check("By Jane Doe\n".repeat(100_000), &[]);
    check("LONDON, PARIS, ROME, BERLIN, ".repeat(100_000), &[]);
    check("[[[[((((".repeat(200_000), &[]);
    check("a | b | ".repeat(200_000), &[]);
}

#[test]
fn white_space_of_all_widths() {
    // What code is set in by is cut where characters end, however wide these are.
    for space in ["    ", "\u{3000}\u{3000}\u{3000}\u{3000}", "\t\u{a0}\t", "\u{2003}\u{2003}\u{2003}\u{2003} "] {
        for other in ["    ", "\u{3000}\u{3000}\u{3000}\u{3000}", "\t", ""] {
            for fence in ["", "```"] {
                let code = format!("{space}foo(); x = 1;\n{other}bar(); y = 2;\n{space}{other}baz();");
                check(format!("The harbour is open.\n\n{space}{fence}\n{code}\n{fence}\n"), &[]);
                check(format!("The harbour is open.\n\n{code}\n"), &[]);
            }
        }
    }
}

#[test]
fn metadata_without_end() {
    let deep = format!("<script type=application/ld+json>{}</script><p>text</p>", "[".repeat(500_000));
    check(deep, &[]);
    let objects = "{\"@type\":\"Article\",\"headline\":\"x\"},".repeat(20_000);
    check(format!("<script type=application/ld+json>[{objects}]</script><p>text</p>"), &[]);
    check("<meta property=og:title content=x>".repeat(50_000), &[]);
    check("<title>".repeat(100_000), &[]);
    check("<script>".repeat(50_000), &[]);
}

#[test]
fn unclosed_everything() {
    for open in [
        "<script>",
        "<style>",
        "<textarea>",
        "<title>",
        "<!--",
        "<a href=\"",
        "<svg><title>",
        "<template>",
        "<plaintext>",
    ] {
        check(format!("<p>Before the opening.</p>{open} and what comes after it ").repeat(200), &[]);
    }
}

#[test]
fn the_same_bytes_give_the_same_record() {
    let page = "<h1>Ferry back</h1><p class=byline>By Jane Doe</p><p>The ferry is back, the harbour master said.</p>";
    let first = copydesk::clean(page.as_bytes());
    let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(|| copydesk::clean(page.as_bytes()))).collect();
    for thread in threads {
        assert_eq!(thread.join().expect("no panic"), first);
    }
}
