use crate::document::{JudgedLine, Label};
use crate::line::BlockKind::{Code, Heading, Item, Paragraph, Row};
use crate::line::{Cell, CellPlace};
use crate::render::samples::{caption, document, line};
use crate::render::{Layout, markdown};

#[track_caller]
fn check(lines: Vec<JudgedLine>, expected: &str) {
    assert_eq!(markdown(&document(lines), &Layout::default()), format!("{expected}\n"));
}

fn quoted(depth: u8, mut line: JudgedLine) -> JudgedLine {
    line.block.quote = depth;
    line
}

fn row(is_head: bool, text: &str) -> JudgedLine {
    let mut row = line(Row(is_head), text);
    let mut at = 0;
    for (column, cell) in (0..).zip(text.split(" | ")) {
        let place = CellPlace { column, columns: 1, rows: 1, is_head };
        row.block.cells.push(Cell { text: at..at + cell.len(), place });
        at += cell.len() + 3;
    }
    row
}

#[test]
fn paragraphs_and_headings() {
    let mut labelled = line(Paragraph, "Tides");
    labelled.label = Label::Heading;
    let mut marked = line(Heading(3), "### Winds #");
    marked.marker = 4;
    check(
        vec![line(Paragraph, "- a"), labelled, marked, line(Heading(9), "low")],
        "\\- a\n\n## Tides\n\n### Winds \\#\n\n###### low",
    );
}

#[test]
fn lines_of_a_paragraph() {
    let verse = |text| {
        let mut line = line(Paragraph, text);
        line.block.paragraph = 7;
        line
    };
    check(vec![verse("The tide"), verse("- has gone"), line(Paragraph, "on")], "The tide\\\n\\- has gone\n\non");
}

#[test]
fn lists() {
    let mut marked = line(Item(1, None), "• 1. third");
    marked.marker = "• ".len();
    check(
        vec![
            line(Item(1, None), "first"),
            line(Item(2, Some(1)), "in"),
            line(Item(2, Some(2)), "deeper"),
            line(Item(9, None), "x"),
            marked,
        ],
        "- first\n  1. in\n  2. deeper\n     - x\n- 1\\. third",
    );
    check(
        vec![
            line(Item(3, Some(7)), "a"),
            line(Item(1, Some(8)), "b"),
            line(Item(2, Some(4)), "c"),
            line(Item(1, Some(9)), "# d"),
        ],
        "7. a\n\n8. b\n\n   4. c\n\n9. \\# d",
    );
    check(vec![line(Item(1, Some(u32::MAX)), "a")], "999999999. a");
}

#[test]
fn quotations() {
    let mut flat = quoted(2, line(Paragraph, "> >third"));
    flat.source = 10..18;
    check(
        vec![
            quoted(1, line(Paragraph, "a")),
            quoted(1, line(Paragraph, "> b")),
            flat,
            line(Paragraph, "c"),
            quoted(1, line(Item(1, None), "d")),
        ],
        "> a\n>\n> \\> b\n>\n> > third\n\nc\n\n> - d",
    );
}

#[test]
fn code_keeps_its_signs() {
    let mut later = line(Code(false), "    a * b ");
    later.block.before = "\n  \n".into();
    check(
        vec![line(Code(true), "fn main() {"), later, line(Code(true), "```x"), quoted(1, line(Code(true), "y"))],
        "```\nfn main() {\n\n  \n    a * b \n```\n\n````\n```x\n````\n\n> ```\n> y\n> ```",
    );
}

#[test]
fn tables() {
    check(
        vec![row(true, "Town | Tide"), row(false, "Bergen | 1*2 | x"), row(false, "Oslo")],
        "| Town | Tide |  |\n| --- | --- | --- |\n| Bergen | 1\\*2 | x |\n| Oslo |",
    );
    let mut broken = line(Row(false), "a|b");
    check(vec![broken.clone()], "|  |\n| --- |\n| a\\|b |");
    let place = |column| CellPlace { column, columns: 1, rows: 1, is_head: false };
    broken.block.cells = vec![Cell { text: 0..1, place: place(0) }, Cell { text: 2..90, place: place(2) }];
    check(vec![broken], "|  |  |  |\n| --- | --- | --- |\n| a |  | b |");
}

#[test]
fn deep_pages_do_not_grow() {
    let deep = (1..=255_u8).map(|depth| quoted(depth, line(Item(depth, None), "a"))).collect();
    assert!(markdown(&document(deep), &Layout::default()).len() < 255 * 60);
}

#[test]
fn captions_stand_by_their_pictures() {
    let mut page =
        document(vec![line(Paragraph, "Before."), caption("Dawn. Photo: Ada Holm"), line(Paragraph, "After.")]);
    assert_eq!(markdown(&page, &Layout::default()), "Before.\n\nDawn. Photo: Ada Holm\n\nAfter.\n");
    page.url = Some("https://tides.example/a/b".to_owned());
    let picture = "![The \"quay\"](https://tides.example/i/quay%20%281%29.jpg)";
    assert_eq!(
        markdown(&page, &Layout::default().links(true)),
        format!("Before.\n\n{picture}\\\nDawn. Photo: Ada Holm\n\nAfter.\n")
    );
}
