use crate::front::text;
use crate::line::{Line, Page};

/// What the lines of a text stand within, and of lines of code the white space before them.
#[track_caller]
fn check(text: &str, expected: &str) {
    let page = text::read(text, &|_| Vec::new());
    let shown: Vec<String> = page.lines.iter().map(within).collect();
    assert_eq!(shown.join(" "), expected, "{text}");
}

fn within(line: &Line) -> String {
    let within = line.block.within.as_deref().unwrap_or_default();
    let names = within.iter().map(|within| format!("{within:?}"));
    names.map(|name| name.chars().take_while(|c| c.is_alphabetic()).collect::<String>()).collect::<Vec<_>>().join("/")
}

fn cells(page: &Page) -> Vec<Vec<&str>> {
    let of = |line: &'_ Line| line.block.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    let rows = page.lines.iter().map(|line| of(line).into_iter().map(|range| line.text[range].trim()).collect());
    rows.collect()
}

#[test]
fn lists_show() {
    check("Eggs:\n* two\n* three", " List/Item List/Item");
    check("1. Stir\n2. Bake\n\nDone", "List/Item List/Item ");
    check("1984. It was late", "");
    check("1. Stir\n\n   Mind the pot.\n\n2. Bake\n\nDone", "List/Item List/Item List/Item ");
    check("  * a\n    * b\n      * c\n  * d", "List/Item List/Item/List/Item List/Item/List/Item/List/Item List/Item");
    check("     * a\n          + b\n\n   c", "List/Item List/Item/List/Item ");
    check("   9. a\n  10. b", "List/Item List/Item");
    check("1. a\n   - b\n2. c", "List/Item List/Item/List/Item List/Item");
    check("▪ a\n▪ b", "List/Item List/Item");
    check("> * a\n> * b\n> c", "Quote/List/Item Quote/List/Item Quote");
}

#[test]
fn quotations_show() {
    check("> so\n> > he said", "Quote Quote/Quote");
    check("> so\n\nNo.", "Quote ");
}

#[test]
fn tables_show() {
    check("Town | Tide\nBergen | 1\nText", "Table/Row Table/Row ");
    check("| a | b |\n|---|---|\n| 1 | 2 |", "Table/Row Table/Row Table/Row");
    check("Town\tTide\nBergen\t1\nText", "Table/Row Table/Row ");
    check("Town    Tide\nBergen     1\n\nText", "Table/Row Table/Row ");
    check("One. Two is so.  Three\nFour and  five are\nsix", "  ");
    check("Home | News | About\n\nText", " ");
    check("Day\tMorning\tEvening\nMonday\tIda, Per", "Table/Row Table/Row");
    for (text, expected) in [
        ("| a\\|b | c |\n|---|---|\n| 1 |  |", vec![vec!["a\\|b", "c"], vec![], vec!["1", ""]]),
        ("| `a|b` | c |\n|---|---|\n| ` | x |", vec![vec!["`a|b`", "c"], vec![], vec!["`", "x"]]),
        ("a | b|c\nd | e", vec![vec!["a", "b|c"], vec!["d", "e"]]),
        ("Town\tTide\n\u{202d}Åre\t1", vec![vec!["Town", "Tide"], vec!["Åre", "1"]]),
        ("Town\tTide\nÅre\t1", vec![vec!["Town", "Tide"], vec!["Åre", "1"]]),
        ("Town    Tide  Wind\n船         1    SW", vec![vec!["Town", "Tide", "Wind"], vec!["船", "1", "SW"]]),
    ] {
        assert_eq!(cells(&text::read(text, &|_| Vec::new())), expected, "{text}");
    }
}

#[test]
fn code_shows() {
    check("```rust\nfn a() {}\n\n  b\n```\nEnd", "Code Code Code Code ");
    check("```\nnot closed", " ");
    check("So:\n\n    let a = 1;\n    run(a);\n\nDone.", " Code Code ");
    check("So:\n\n    port: 80\n    alarm:\n      above: 4.2\n\nDone.", " Code Code Code ");
    check("So he said:\n\n    It is late, and the boat is not in yet.\n\nDone.", "  ");
    check("1. a\n\n   ```\n   b\n   ```\n2. c", "List/Item List/Item/Code List/Item/Code List/Item/Code List/Item");
    let page = text::read("```\na:\n\n\tb\tc\n```\n", &|_| Vec::new());
    let lines: Vec<(&str, &str)> = page.lines.iter().map(|line| (&*line.block.before, line.text.as_str())).collect();
    assert_eq!(lines[1..3], [("", "a:"), ("\n\t", "b\tc")]);
}

#[test]
fn lines_that_stand_close_are_one_paragraph() {
    let long = "The ferry between the two islands is back in service since this morning, and it was full.";
    for (text, expected) in [
        (format!("One\nTwo\n\nThree\n\n{long}"), vec![1, 1, 2, 3]),
        (format!("One\nTwo\n{long}\n{long}"), vec![1, 2, 3, 4]),
    ] {
        let page = text::read(&text, &|_| Vec::new());
        assert_eq!(page.lines.iter().map(|line| line.block.paragraph).collect::<Vec<_>>(), expected, "{text}");
    }
}

#[test]
fn formulas_show() {
    for (text, expected) in [
        ("so $x^2$ is", vec!["$x^2$"]),
        ("$$ a + b $$", vec!["$$ a + b $$"]),
        ("it was $5 or $6", vec![]),
        ("a $n$ and US$ 5, $", vec!["$n$"]),
    ] {
        let page = text::read(text, &|_| Vec::new());
        let marks = page.lines[0].block.marks.iter().map(|(range, _)| &page.lines[0].text[range.clone()]);
        assert_eq!(marks.collect::<Vec<_>>(), expected, "{text}");
    }
}
