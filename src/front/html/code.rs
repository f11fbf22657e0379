//! What a block of code states of itself, and what is in it that is no code: its language by attributes and class words,
//! columns of line numbers.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use rustc_hash::FxHashSet;
use scraper::Node;

use super::arena::attribute;
use super::role::Role;
use crate::line::{Line, Within};

/// What stands before a language's name in a class.
const BEFORE_NAME: &[&str] = &["highlight-source-", "highlight-", "language-", "lang-", "sourceCode-", "brush:"];

/// Attributes that hold a language's name.
const ATTRIBUTES: &[&str] = &["data-lang", "data-language", "lang-name"];

/// Languages whose bare name as a class is enough, sorted: highlighters set them beside a class of their own.
const NAMES: &[&str] = &[
    "bash",
    "c",
    "clojure",
    "cpp",
    "csharp",
    "css",
    "diff",
    "dockerfile",
    "elixir",
    "erlang",
    "fortran",
    "go",
    "haskell",
    "html",
    "ini",
    "java",
    "javascript",
    "json",
    "julia",
    "kotlin",
    "latex",
    "lisp",
    "lua",
    "makefile",
    "matlab",
    "nix",
    "ocaml",
    "perl",
    "php",
    "powershell",
    "python",
    "r",
    "ruby",
    "rust",
    "scala",
    "scheme",
    "shell",
    "sql",
    "swift",
    "toml",
    "typescript",
    "xml",
    "yaml",
    "zig",
];

/// Names that say that there is none, sorted.
const NO_NAMES: &[&str] = &["default", "none", "notranslate", "plain", "plaintext", "text", "txt"];

/// Words of classes for what stands beside code and is none of it, sorted.
const BESIDE: &[&str] = &[
    "blob-num",
    "code-copy",
    "copy",
    "copy-btn",
    "copy-button",
    "gutter",
    "hljs-ln-numbers",
    "line-number",
    "line-numbers",
    "line-numbers-rows",
    "lineno",
    "linenos",
    "linenumber",
    "ln-num",
    "rouge-gutter",
    "sr-only",
];

/// Classes that highlighters give to numbers of the code itself, sorted.
const NUMBERS: &[&str] = &["hljs-number", "m", "mi", "number", "pl-c1"];

/// How far above the code its language is looked for.
const ABOVE: usize = 3;

/// The language that a block of code states, in lower case; empty where it states none.
pub(super) fn language(code: NodeRef<'_, Node>) -> Box<str> {
    let below = code.children().filter(|child| child.value().is_element()).take(2);
    let nodes = [code].into_iter().chain(below).chain(code.ancestors().take(ABOVE));
    let found = nodes.filter_map(|node| stated(node)).find(|name| !name.is_empty());
    found.map_or_else(|| "".into(), |name| name.to_ascii_lowercase().into())
}

fn stated(node: NodeRef<'_, Node>) -> Option<&str> {
    let element = node.value().as_element()?;
    let class = attribute(element, "class").unwrap_or_default();
    let is_name = |name: &&str| {
        let is_word = name.len() < 20 && name.chars().all(|c| c.is_ascii_alphanumeric() || "+#-_.".contains(c));
        !name.is_empty() && is_word && NO_NAMES.binary_search(name).is_err()
    };
    let by_attribute = ATTRIBUTES.iter().find_map(|name| attribute(element, name)).filter(is_name);
    let mut words = class.split([' ', '\t', '\n', ';']).peekable();
    let mut by_class = None;
    while let Some(word) = words.next() {
        let rest = BEFORE_NAME.iter().find_map(|before| word.strip_prefix(before));
        // `brush: rust` has a space.
        let rest = rest.map(|rest| if rest.is_empty() { words.peek().copied().unwrap_or_default() } else { rest });
        by_class = by_class.or(rest.filter(is_name));
    }
    let by_name = || class.split_ascii_whitespace().find(|word| NAMES.binary_search(word).is_ok());
    by_attribute.or(by_class).or_else(by_name)
}

/// Whether an element within code stands beside it: a line number, a button.
pub(super) fn is_beside(node: NodeRef<'_, Node>) -> bool {
    let Some(element) = node.value().as_element() else { return false };
    let class = attribute(element, "class").unwrap_or_default();
    element.name() == "button" || class.split_ascii_whitespace().any(|word| BESIDE.binary_search(&word).is_ok())
}

/// Whether an element within code is a line right behind another, with no line break between them: a style sheet sets
/// each on a line of its own.
pub(super) fn is_next_line(node: NodeRef<'_, Node>) -> bool {
    let Some(before) = node.prev_sibling() else { return false };
    if line_class(node).is_none() || line_class(node) != line_class(before) {
        return false;
    }
    let mut last = before;
    while let Some(child) = last.last_child() {
        last = child;
    }
    match last.value() {
        Node::Text(text) => !text.ends_with('\n'),
        Node::Element(element) => element.name() != "br",
        _ => true,
    }
}

/// The class that calls an element a line.
fn line_class<'n>(node: NodeRef<'n, Node>) -> Option<&'n str> {
    let class = attribute(node.value().as_element()?, "class")?;
    class.split_ascii_whitespace().find(|word| {
        let before = word.strip_suffix("line");
        before.is_some_and(|before| before.is_empty() || before.ends_with(['-', '_'])) || word.ends_with("Line")
    })
}

/// The numbers of its lines that stand in a block of code, each in an element before its line: only where they count
/// from 1 and every line has one.
pub(super) fn line_numbers(code: NodeRef<'_, Node>) -> FxHashSet<NodeId> {
    let mut numbers = FxHashSet::default();
    let mut at_start = true;
    for edge in code.traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => {
                    at_start |= Role::of(element.name()).breaks() || is_next_line(node);
                }
                Node::Text(text) if at_start && is_number(node, text, numbers.len() + 1) => {
                    numbers.extend(node.parent().map(|number| number.id()));
                    at_start = false;
                }
                Node::Text(text) => {
                    for c in text.chars() {
                        if at_start && !c.is_whitespace() {
                            return FxHashSet::default();
                        }
                        at_start |= c == '\n';
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                let role = node.value().as_element().map(|element| Role::of(element.name()));
                at_start |= role.is_some_and(Role::breaks);
            }
        }
    }
    if numbers.len() > 1 { numbers } else { FxHashSet::default() }
}

/// Whether a text is this number and all that an element in the line holds, and no highlighter calls it a number.
fn is_number(text: NodeRef<'_, Node>, written: &str, number: usize) -> bool {
    let Some(parent) = text.parent().filter(|parent| parent.children().count() == 1) else { return false };
    let Some(element) = parent.value().as_element() else { return false };
    let class = attribute(element, "class").unwrap_or_default();
    !Role::of(element.name()).breaks()
        && element.name() != "code"
        && written.trim().parse() == Ok(number)
        && class.split_ascii_whitespace().all(|word| NUMBERS.binary_search(&word).is_err())
}

/// Which lines are columns of line numbers: blocks of code that count their lines, right before a block of code.
pub(super) fn gutters(lines: &[Line]) -> Vec<bool> {
    let ids: Vec<Option<u32>> = lines.iter().map(code_of).collect();
    let mut drop = vec![false; lines.len()];
    let mut start = 0;
    while start < lines.len() {
        let end = start + ids[start..].iter().take_while(|id| **id == ids[start]).count();
        let counts = ids[start].is_some() && is_count(&lines[start..end]);
        if counts && ids.get(end).is_some_and(Option::is_some) {
            drop[start..end].fill(true);
        }
        start = end;
    }
    drop
}

/// The block of code that a line is of.
pub(super) fn code_of(line: &Line) -> Option<u32> {
    line.block.within.as_ref()?.iter().rev().find_map(|within| match within {
        Within::Code(id, _) => Some(*id),
        _ => None,
    })
}

fn is_count(lines: &[Line]) -> bool {
    let numbers: Vec<Option<u32>> = lines.iter().map(|line| line.text.trim().parse().ok()).collect();
    let steps = numbers.windows(2).all(|pair| pair[0].zip(pair[1]).is_some_and(|(a, b)| b == a.saturating_add(1)));
    steps && numbers.first() == Some(&Some(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [ATTRIBUTES, NAMES, NO_NAMES, BESIDE, NUMBERS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[track_caller]
    fn check(html: &str, lines: &[&str]) {
        crate::front::html::tests::check(&format!("<pre><code>{html}</code></pre>"), lines);
    }

    #[test]
    fn lines_that_a_style_sheet_parts() {
        let (one, two) = ("<span class=line>let <i>a</i> = 1;</span>", "<span class='line lit'>say(a);</span>");
        check(&format!("{one}{two}"), &["let a = 1;", "say(a);"]);
        check(&format!("{one}<span class=line></span>{two}"), &["let a = 1;", "say(a);"]);
        check(&format!("{one}\n{two}"), &["let a = 1;", "say(a);"]);
        check("<span class=line>a\n</span><span class=line>b\n</span>", &["a", "b"]);
        check("<span class=k>let</span><span class=k>ter</span>", &["letter"]);
        check("<span class=inline>let</span><span class=inline>ter</span>", &["letter"]);
    }

    #[test]
    fn numbers_of_lines_fall() {
        check("<span>1</span>a\n<span>2</span>  b\n<span>3</span>\n<span>4</span>c", &["a", "  b", "c"]);
        check("<div><b>1</b>a</div><div><b>2</b>b</div>", &["a", "b"]);
        check("<span>1</span>a\nb\n", &["1a", "b"]);
        check("<span>1</span>a\n<span>3</span>b\n", &["1a", "3b"]);
        check("<span class=mi>1</span> a\n<span class=mi>2</span> b\n", &["1 a", "2 b"]);
    }
}
