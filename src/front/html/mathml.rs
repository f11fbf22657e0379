//! MathML without a TeX annotation, told in TeX: fractions, roots, what stands above and below, tables. Signs stay as
//! they are, since programs that set TeX read Unicode.

use ego_tree::NodeRef;
use scraper::Node;

/// How deep formulas are read; real ones have a dozen levels.
const DEEPEST: usize = 64;

/// The formula in TeX.
pub(super) fn tex(math: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    within(math, DEEPEST, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn within(node: NodeRef<'_, Node>, left: usize, out: &mut String) {
    node.children().for_each(|child| add(child, left, out));
}

fn add(node: NodeRef<'_, Node>, left: usize, out: &mut String) {
    let Some(left) = left.checked_sub(1) else { return };
    let Some(element) = node.value().as_element() else { return };
    let parts: Vec<NodeRef<'_, Node>> = node.children().filter(|child| child.value().is_element()).collect();
    let part = |at: usize| {
        let mut text = String::new();
        if let Some(part) = parts.get(at) {
            add(*part, left, &mut text);
        }
        text
    };
    match element.name() {
        "annotation" | "annotation-xml" | "mspace" | "mphantom" => {}
        "mi" | "mn" | "mo" => letters(&text(node), out),
        "mtext" | "ms" => out.push_str(&format!("\\text{{{}}}", text(node).trim())),
        "mfrac" => out.push_str(&format!("\\frac{{{}}}{{{}}}", part(0), part(1))),
        "msqrt" => {
            let mut inner = String::new();
            within(node, left, &mut inner);
            out.push_str(&format!("\\sqrt{{{inner}}}"));
        }
        "mroot" => out.push_str(&format!("\\sqrt[{}]{{{}}}", part(1), part(0))),
        "msup" | "mover" => out.push_str(&format!("{}^{}", base(&part(0)), group(&part(1)))),
        "msub" | "munder" => out.push_str(&format!("{}_{}", base(&part(0)), group(&part(1)))),
        "msubsup" | "munderover" => {
            out.push_str(&format!("{}_{}^{}", base(&part(0)), group(&part(1)), group(&part(2))));
        }
        "mtable" => {
            out.push_str("\\begin{matrix}");
            for (place, row) in parts.iter().enumerate() {
                out.push_str(if place > 0 { " \\\\ " } else { " " });
                let cells = row.children().filter(|cell| cell.value().is_element());
                for (column, cell) in cells.enumerate() {
                    out.push_str(if column > 0 { " & " } else { "" });
                    within(cell, left, out);
                }
            }
            out.push_str(" \\end{matrix}");
        }
        "mfenced" => {
            let inner: Vec<String> = (0..parts.len()).map(part).collect();
            let sign = |name: &str, usual: &'static str| element.attr(name).unwrap_or(usual).to_owned();
            out.push_str(&format!("{}{}{}", sign("open", "("), inner.join(", "), sign("close", ")")));
        }
        _ => within(node, left, out),
    }
}

/// Adds an identifier, a number or a sign; names of several letters are set upright.
fn letters(text: &str, out: &mut String) {
    let text = text.trim();
    let is_name = text.chars().count() > 1 && text.chars().all(char::is_alphabetic);
    match text {
        "{" | "}" | "%" | "#" | "&" | "$" | "_" => out.push_str(&format!("\\{text}")),
        // What is applied or multiplied without being shown.
        "\u{2061}" | "\u{2062}" | "\u{2063}" => {}
        _ if is_name => out.push_str(&format!("\\operatorname{{{text}}}")),
        _ => out.push_str(text),
    }
}

fn group(tex: &str) -> String {
    if tex.chars().count() == 1 { tex.to_owned() } else { format!("{{{tex}}}") }
}

fn base(tex: &str) -> String {
    let is_one = tex.chars().count() <= 1 || tex.starts_with("\\operatorname") || tex.chars().all(char::is_numeric);
    if is_one { tex.to_owned() } else { format!("{{{tex}}}") }
}

/// The text of a node.
pub(super) fn text(node: NodeRef<'_, Node>) -> String {
    node.descendants().filter_map(|node| node.value().as_text().map(|text| &**text)).collect()
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    #[test]
    fn formulas_are_told_in_tex() {
        for (mathml, expected) in [
            ("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>", "E=mc^2"),
            ("<mfrac><mn>1</mn><msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt></mfrac>", "\\frac{1}{\\sqrt{x+1}}"),
            (
                "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>",
                "∑_{i=1}^ni",
            ),
            ("<mi>sin</mi><mo>\u{2061}</mo><mi>x</mi>", "\\operatorname{sin}x"),
            ("<msup><mrow><mi>a</mi><mi>b</mi></mrow><mn>2</mn></msup>", "{ab}^2"),
            (
                "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd></mtr></mtable>",
                "\\begin{matrix} 1 & 0 \\\\ 0 \\end{matrix}",
            ),
            ("", ""),
        ] {
            let html = Html::parse_fragment(&format!("<math>{mathml}</math>"));
            let is_math = |node: &NodeRef<'_, Node>| node.value().as_element().is_some_and(|e| e.name() == "math");
            let math = html.tree.root().descendants().find(is_math).expect("a formula");
            assert_eq!(tex(math), expected);
        }
    }
}
