//! `copydesk proof`: the proof sheet, one HTML file in which a person looks at pages: every line in its order, what it was
//! found to be, and why. It needs no network and no other file. What the sheet says of a page is put together in `told`;
//! `sheet.html`, `sheet.css` and `sheet.js` show it.
//!
//! Whatever a page holds is shown as text. It travels as JSON in which no `<` stands, the script sets it as text alone, and
//! the sheet's own policy lets nothing run but the script that came with it.

mod told;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use copydesk::{Cleaner, Options, Rules};
use serde_json::Value;

use crate::args::SOME_FAILED;
use crate::output::{complain, print};
use crate::run::{Stop, on_all_cores};
use crate::sink;
use crate::source::{one_page, pages_of};
use told::{Tables, Told};

const SHEET: &str = include_str!("sheet.html");
const STYLE: &str = include_str!("sheet.css");
const SCRIPT: &str = include_str!("sheet.js");

/// What may be said about a proof sheet.
#[derive(Debug, clap::Args)]
pub(crate) struct Proof {
    /// Pages, or folders of pages; `-` is standard input.
    #[arg(value_name = "PAGE", required = true)]
    inputs: Vec<PathBuf>,

    /// The file to write; by default it is printed.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Makes the sheet.
pub(crate) fn run(proof: &Proof, options: Options, rules: &Rules) -> Result<ExitCode, Stop> {
    let pages = pages_of(&proof.inputs)?;
    let cleaner = Cleaner::new(options);
    let mut tables = Tables::new(rules);
    let mut sheets = Vec::with_capacity(pages.len());
    let mut failed = false;
    on_all_cores(
        pages.into_iter(),
        |page| (one(&cleaner, &page), page),
        |(told, page): (_, PathBuf)| {
            match told {
                Ok(told) => sheets.push(tables.page(&told)),
                Err(reason) => {
                    failed = true;
                    complain(&format!("{}: {reason}", page.display()));
                }
            }
            Ok(())
        },
    )?;
    if sheets.is_empty() {
        return Ok(ExitCode::from(SOME_FAILED));
    }
    let sheet = sheet(&tables.all(), &sheets);
    match &proof.output {
        Some(file) if file.as_os_str() != "-" => {
            let written = sink::replace(file, sheet.as_bytes());
            written.with_context(|| file.display().to_string()).map_err(Stop::Unwritten)?;
        }
        _ => print(&sheet)?,
    }
    Ok(if failed { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS })
}

fn one(cleaner: &Cleaner, page: &Path) -> Result<Told, String> {
    let bytes = one_page(page).map_err(|failure| failure.to_string())?;
    Ok(Told { name: page.display().to_string(), document: cleaner.clean(&bytes) })
}

/// The whole file.
fn sheet(tables: &Value, pages: &[Value]) -> String {
    let pages: Vec<String> = pages
        .iter()
        .map(|page| format!("<script type=\"application/json\" class=\"page\">{}</script>\n", inert(page)))
        .collect();
    let pages = pages.concat();
    let tables = inert(tables);
    // No page can know the hash of what it is part of, so none can name it.
    let nonce = blake3::hash(format!("{tables}{pages}").as_bytes()).to_hex();
    let mut sheet = String::with_capacity(pages.len() + tables.len() + SHEET.len() + STYLE.len() + SCRIPT.len());
    let mut rest = SHEET;
    // The parts are set in their order, and no part is searched for the place of another.
    for (place, part) in [
        ("{{nonce}}", &nonce[..32]),
        ("{{nonce}}", &nonce[..32]),
        ("{{nonce}}", &nonce[..32]),
        ("{{style}}", STYLE),
        ("{{tables}}", &tables),
        ("{{pages}}", &pages),
        ("{{nonce}}", &nonce[..32]),
        ("{{script}}", SCRIPT),
    ] {
        let (before, behind) = rest.split_once(place).expect("the sheet has a place for each part, in this order");
        sheet.push_str(before);
        sheet.push_str(part);
        rest = behind;
    }
    sheet.push_str(rest);
    sheet
}

/// JSON that no parser of HTML takes for anything but text.
fn inert(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn hostile() -> String {
        let rules = Rules::built_in();
        let mut tables = Tables::new(&rules);
        let page = "<p>Plain text first, so that it is text.</p><pre>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; \
            &lt;img src=x onerror=alert(2)&gt; &lt;!--&lt;script&gt; {{script}} ]]&gt;</pre>";
        let cleaner = Cleaner::new(Options::default().hits(true).cut(0.0));
        let told = Told { name: "</script><script>alert(3)".to_owned(), document: cleaner.clean(page.as_bytes()) };
        let page = tables.page(&told);
        sheet(&tables.all(), &[page])
    }

    #[test]
    fn a_page_cannot_leave_its_place() {
        let (hostile, rules) = (hostile(), Rules::built_in());
        let empty = sheet(&Tables::new(&rules).all(), &[json!({})]);
        for mark in ["<script", "</script", "<!--", "<img", "<style"] {
            assert_eq!(hostile.matches(mark).count(), empty.matches(mark).count(), "{mark}");
        }
        assert!(hostile.contains("alert(2)") && hostile.contains("{{script}}"), "it is there as text");
    }

    #[test]
    fn nothing_in_the_sheet_makes_markup_of_text_or_loads_anything() {
        for danger in
            ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(", "://", "import"]
        {
            assert!(!SCRIPT.contains(danger), "{danger}");
        }
        for danger in ["://", "url(", "@import"] {
            assert!(!STYLE.contains(danger) && !SHEET.contains(danger), "{danger}");
        }
        assert!(hostile().contains("default-src 'none'"));
    }
}
