//! Formulas as the programs of the web set them: each shows a formula twice or thrice, for the eye, for screen readers and
//! for scripts.

use crate::page::escaped;
use crate::style::Formulas;

/// The formula, inline or on its own.
pub(crate) fn set(formula: &str, is_display: bool, how: Formulas) -> String {
    let tex = escaped(formula);
    let display = if is_display { " display=\"block\"" } else { "" };
    let letters = letters(formula);
    let semantics = format!(
        "<semantics><mrow>{}</mrow><annotation encoding=\"application/x-tex\">{tex}</annotation></semantics>",
        tokens(formula)
    );
    let math = format!("<math xmlns=\"http://www.w3.org/1998/Math/MathML\"{display}>{semantics}</math>");
    match how {
        Formulas::Katex => {
            let shown = format!(
                "<span class=\"katex\"><span class=\"katex-mathml\">{math}</span><span class=\"katex-html\" \
                aria-hidden=\"true\"><span class=\"base\">{letters}</span></span></span>"
            );
            if is_display { format!("<span class=\"katex-display\">{shown}</span>") } else { shown }
        }
        Formulas::MathJax2 => {
            let mode = if is_display { "; mode=display" } else { "" };
            let shown = format!(
                "<span class=\"MathJax_Preview\" style=\"color: inherit;\"></span><span class=\"MathJax_CHTML\" \
                tabindex=\"0\" role=\"presentation\"><span class=\"mjx-math\" aria-hidden=\"true\">{letters}</span>\
                <span class=\"MJX_Assistive_MathML\" role=\"presentation\"><math>{}</math></span></span>\
                <script type=\"math/tex{mode}\">{formula}</script>",
                tokens(formula)
            );
            if is_display { format!("<div class=\"MathJax_Display\">{shown}</div>\n") } else { shown }
        }
        Formulas::MathJax3 => format!(
            "<mjx-container class=\"MathJax\" jax=\"CHTML\"{}><mjx-math class=\"MJX-TEX\" aria-hidden=\"true\">{letters}\
            </mjx-math><mjx-assistive-mml unselectable=\"on\"{display}>{math}</mjx-assistive-mml></mjx-container>",
            if is_display { " display=\"true\"" } else { "" }
        ),
        Formulas::Wiki => {
            let shown = format!(
                "<span class=\"mwe-math-element\"><span class=\"mwe-math-mathml-{}\" style=\"display: none;\">{math}</span>\
                <img src=\"/media/math/render/svg/5f1\" class=\"mwe-math-fallback-image-{}\" aria-hidden=\"true\" alt=\"{}\"></span>",
                if is_display { "display mwe-math-mathml-a11y" } else { "inline mwe-math-mathml-a11y" },
                if is_display { "display" } else { "inline" },
                tex.replace('"', "&quot;")
            );
            if is_display { format!("<dl><dd>{shown}</dd></dl>\n") } else { shown }
        }
        Formulas::Delimited if is_display => format!("<p>\\[{tex}\\]</p>\n"),
        Formulas::Delimited => format!("\\({tex}\\)"),
        Formulas::Picture => {
            let alt = tex.replace('"', "&quot;");
            let shown =
                format!("<img src=\"https://s0.tides.example/latex.php?latex=x\" alt=\"{alt}\" class=\"latex\">");
            if is_display { format!("<p style=\"text-align:center\">{shown}</p>\n") } else { shown }
        }
        Formulas::MathMl if is_display => format!("<div class=\"equation\">{math}</div>\n"),
        Formulas::MathMl => math,
    }
}

/// What a reader sees of a formula, roughly: each sign in a span.
fn letters(formula: &str) -> String {
    let signs = formula.chars().filter(|c| !matches!(c, '\\' | '{' | '}' | '_' | '^') && !c.is_whitespace());
    signs.map(|sign| format!("<span class=\"mord\">{}</span>", escaped(&sign.to_string()))).collect()
}

fn tokens(formula: &str) -> String {
    let signs = formula.chars().filter(|c| !matches!(c, '\\' | '{' | '}' | '_' | '^') && !c.is_whitespace());
    let element = |sign: char| {
        if sign.is_alphabetic() {
            "mi"
        } else if sign.is_numeric() {
            "mn"
        } else {
            "mo"
        }
    };
    signs.map(|sign| format!("<{0}>{1}</{0}>", element(sign), escaped(&sign.to_string()))).collect()
}
