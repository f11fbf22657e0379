//! What a block of code states of itself, and what is in it that is no code: its language by attributes and class words,
//! columns of line numbers.

use ego_tree::NodeRef;
use scraper::Node;

use super::arena::attribute;
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

/// Takes out columns of line numbers: blocks of code that count their lines, right before a block of code.
pub(super) fn drop_gutters(lines: &mut Vec<Line>) {
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
    if drop.contains(&true) {
        let mut drop = drop.into_iter();
        lines.retain(|_| !drop.next().unwrap_or(false));
    }
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
        for list in [ATTRIBUTES, NAMES, NO_NAMES, BESIDE] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
