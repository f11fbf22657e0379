//! Formulas: MathML and the programs that set TeX on the web (KaTeX, MathJax, MediaWiki, pictures of formulas) each show
//! a formula more than once, for the eye, for screen readers and for scripts. Here each is found once, in TeX.

use std::ops::Range;

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element as Source;

use super::arena::attribute;
use super::mathml;

/// A formula, or a copy of one that stands elsewhere.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Formula {
    /// In TeX, without what parts it from the text; `true` where it stands on its own.
    Shown(String, bool),
    /// Only a copy, for the eye or while a script runs.
    Copy,
}

/// Classes of pictures of formulas, whose alternative text is TeX.
const PICTURES: &[&str] = &["latex", "mwe-math-fallback-image-display", "mwe-math-fallback-image-inline", "tex"];

/// Classes of what MathJax shows beside the script that holds the formula.
const SHOWN_BY_MATHJAX: &[&str] = &[
    "MathJax",
    "MathJax_CHTML",
    "MathJax_Display",
    "MathJax_HTML",
    "MathJax_Preview",
    "MathJax_SVG",
    "MathJax_SVG_Display",
];

/// How many nodes within a formula's element are looked at.
const LOOKED_AT: usize = 2_000;

/// How many siblings after what MathJax shows are looked at for its script.
const SIBLINGS: usize = 3;

/// What kind of formula an element is, if it is one.
pub(super) fn of(node: NodeRef<'_, Node>, element: &Source) -> Option<Formula> {
    match element.name() {
        "math" => shown(math(node)?, is_block(element)),
        "script" => {
            let kind = attribute(element, "type").filter(|kind| kind.starts_with("math/tex"))?;
            shown(mathml::text(node), kind.contains("display"))
        }
        "mjx-container" => {
            let is_display = attribute(element, "display") == Some("true");
            shown(inner_math(node)?, is_display)
        }
        "img" => {
            let is_formula = classes(element).any(|class| PICTURES.contains(&class) || class.starts_with("ql-img-"));
            let tex = attribute(element, "alt").filter(|_| is_formula)?;
            shown(
                tex.to_owned(),
                classes(element).any(|class| class.ends_with("display") || class == "ql-img-displayed-equation"),
            )
        }
        "span" | "div" => wrapped(node, element),
        _ => None,
    }
}

/// A formula in the wrapper of the program that set it.
fn wrapped(node: NodeRef<'_, Node>, element: &Source) -> Option<Formula> {
    attribute(element, "class").filter(|class| class.contains("ath") || class.contains("katex"))?;
    let has = |wanted: &str| classes(element).any(|class| class == wanted);
    if has("katex-display") || has("katex") {
        let is_display = has("katex-display");
        return shown(inner_math(node)?, is_display);
    }
    if has("mwe-math-element") {
        let is_display = node.descendants().take(LOOKED_AT).filter_map(|node| node.value().as_element()).any(is_block);
        let picture = || {
            let image = node
                .descendants()
                .take(LOOKED_AT)
                .find_map(|node| node.value().as_element().filter(|e| e.name() == "img"))?;
            attribute(image, "alt").map(str::to_owned)
        };
        return shown(inner_math(node).or_else(picture)?, is_display);
    }
    let is_mathjax = classes(element).any(|class| SHOWN_BY_MATHJAX.binary_search(&class).is_ok());
    (is_mathjax && !holds_script(node) && has_script_behind(node)).then_some(Formula::Copy)
}

/// The first formula between TeX's own signs in a text (`\\(…\\)`, `\\[…\\]`), with them; `true` for one on its own. A
/// single dollar is mostly money, so dollars are left alone.
pub(super) fn delimited(text: &str) -> Option<(Range<usize>, bool)> {
    let start = memchr::memchr_iter(b'\\', text.as_bytes())
        .find(|at| matches!(text.as_bytes().get(at + 1), Some(b'(' | b'[')))?;
    let is_display = text.as_bytes()[start + 1] == b'[';
    let end = if is_display { "\\]" } else { "\\)" };
    let length = text[start + 2..].find(end).filter(|length| *length > 0)?;
    Some((start..start + 2 + length + end.len(), is_display))
}

fn shown(tex: String, is_display: bool) -> Option<Formula> {
    let tex = bare(&tex);
    (!tex.is_empty()).then_some(Formula::Shown(tex, is_display))
}

/// A formula without the signs that part it from the text, and without MediaWiki's own frame.
pub(super) fn bare(tex: &str) -> String {
    let mut tex = tex.trim();
    for (before, after) in [("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$"), ("{\\displaystyle", "}")] {
        if let Some(inner) = tex.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)) {
            tex = inner.trim();
        }
    }
    tex.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_block(element: &Source) -> bool {
    attribute(element, "display") == Some("block")
}

fn inner_math(node: NodeRef<'_, Node>) -> Option<String> {
    let is_math = |node: &NodeRef<'_, Node>| node.value().as_element().is_some_and(|element| element.name() == "math");
    node.descendants().take(LOOKED_AT).find(is_math).and_then(math)
}

/// The TeX of a `<math>`: its annotation, its alternative text, or what its elements say.
fn math(node: NodeRef<'_, Node>) -> Option<String> {
    let is_tex = |element: &Source| {
        let encoding = attribute(element, "encoding").unwrap_or_default().to_ascii_lowercase();
        element.name() == "annotation" && encoding.contains("tex")
    };
    let annotation = node.descendants().take(LOOKED_AT).find(|node| node.value().as_element().is_some_and(is_tex));
    let alternative = || node.value().as_element().and_then(|element| attribute(element, "alttext")).map(str::to_owned);
    let tex = annotation.map(mathml::text).or_else(alternative).unwrap_or_else(|| mathml::tex(node));
    (!tex.trim().is_empty()).then_some(tex)
}

fn holds_script(node: NodeRef<'_, Node>) -> bool {
    node.descendants().take(LOOKED_AT).any(is_script)
}

/// Whether the script that holds the formula stands right behind, or behind the element above.
fn has_script_behind(node: NodeRef<'_, Node>) -> bool {
    let behind = |node: NodeRef<'_, Node>| node.next_siblings().take(SIBLINGS).any(is_script);
    behind(node) || node.parent().is_some_and(behind)
}

fn is_script(node: NodeRef<'_, Node>) -> bool {
    let is_tex = |element: &Source| attribute(element, "type").is_some_and(|kind| kind.starts_with("math/tex"));
    node.value().as_element().is_some_and(|element| element.name() == "script" && is_tex(element))
}

fn classes(element: &Source) -> impl Iterator<Item = &str> {
    attribute(element, "class").unwrap_or_default().split_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_sorted() {
        assert!(PICTURES.is_sorted() && SHOWN_BY_MATHJAX.is_sorted());
    }

    #[test]
    fn formulas_between_signs() {
        for (text, expected) in [
            ("so \\(a\\) is", Some((3..8, false))),
            ("\\[a\\]", Some((0..5, true))),
            ("\\(a", None),
            ("C:\\temp", None),
            ("\\(\\)", None),
        ] {
            assert_eq!(delimited(text), expected, "{text}");
        }
    }

    #[test]
    fn frames_of_formulas_fall() {
        for (tex, expected) in
            [("{\\displaystyle x^{2}}", "x^{2}"), ("\\(a\\)", "a"), ("$$ a\n b $$", "a b"), ("a_1", "a_1"), ("", "")]
        {
            assert_eq!(bare(tex), expected);
        }
    }
}
