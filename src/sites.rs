//! What a user knows of sites and no cue can: which elements hold content and which never do, by CSS selectors, for all
//! hosts or for some. Here rows are read and looked up; what a selector matches is found by the front, what it is worth
//! stands with [`Wish`], and the verdict stays a sum.

use std::path::Path;

use crate::front::html::Css;
use crate::line::Wish;
use crate::rules::RulesError;

/// The host of rows that hold for every page.
const EVERYWHERE: &str = "*";

/// Selectors by host.
///
/// ```
/// use copydesk::{Cleaner, Options, Sites};
/// let sites = Sites::default().drop("*", ".poll").unwrap();
/// let page = "<p>The ferry is back in service, the harbour master said.</p><p class=poll>How do you like the ferry?</p>";
/// let document = Cleaner::new(Options::default().cut(0.0).sites(sites)).clean_html(page);
/// assert_eq!(document.text, "The ferry is back in service, the harbour master said.");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sites {
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    host: String,
    wish: Wish,
    css: Css,
}

/// A selector that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no CSS selector")]
pub struct BadSelector(String);

impl Sites {
    /// Takes the lines in elements that the selector matches for content, on pages of this host and of those below it;
    /// `*` stands for all hosts.
    ///
    /// # Errors
    ///
    /// Where the selector cannot be read.
    pub fn keep(self, host: &str, css: &str) -> Result<Sites, BadSelector> {
        self.with(host, Wish::KEEP, css)
    }

    /// Takes the lines in elements that the selector matches for anything but content. Goes before what is kept.
    ///
    /// # Errors
    ///
    /// Where the selector cannot be read.
    pub fn drop(self, host: &str, css: &str) -> Result<Sites, BadSelector> {
        self.with(host, Wish::DROP, css)
    }

    fn with(mut self, host: &str, wish: Wish, css: &str) -> Result<Sites, BadSelector> {
        let css = Css::parse(css).ok_or_else(|| BadSelector(css.to_owned()))?;
        let host = host.trim_start_matches("*.").to_ascii_lowercase();
        self.rows.push(Row { host, wish, css });
        Ok(self)
    }

    /// Adds the rows of a file: on each line a host (or `*`), `keep` or `drop`, and a selector; `#` begins a comment.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or a line is not in that form. The error names the file and the line.
    pub fn read(mut self, file: &Path) -> Result<Sites, RulesError> {
        let fail = |line: usize, message: String| RulesError { file: file.display().to_string(), line, message };
        let text = std::fs::read_to_string(file).map_err(|error| fail(0, error.to_string().to_lowercase()))?;
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            // A selector may hold `#`, so only whole lines are comments.
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((host, what, css)) = columns(line) else {
                return Err(fail(at + 1, "wants a host, `keep` or `drop`, and a selector".to_owned()));
            };
            let added = match what {
                "keep" => self.keep(host, css),
                "drop" => self.drop(host, css),
                _ => return Err(fail(at + 1, format!("`{what}` is neither `keep` nor `drop`"))),
            };
            self = added.map_err(|error| fail(at + 1, error.to_string()))?;
        }
        Ok(self)
    }

    /// What holds for the page of this address.
    pub(crate) fn of<'s>(&'s self, address: Option<&str>) -> impl Iterator<Item = (Wish, &'s Css)> {
        let url = address.filter(|_| !self.rows.is_empty()).and_then(|url| url::Url::parse(url).ok());
        let host = url.and_then(|url| url.host_str().map(str::to_ascii_lowercase));
        let holds = move |row: &&Row| row.host == EVERYWHERE || host.as_deref().is_some_and(|host| row.is_for(host));
        self.rows.iter().filter(holds).map(|row| (row.wish, &row.css))
    }
}

fn columns(line: &str) -> Option<(&str, &str, &str)> {
    let (host, rest) = line.split_once(char::is_whitespace)?;
    let (what, css) = rest.trim_start().split_once(char::is_whitespace)?;
    Some((host, what, css.trim_start()))
}

impl Row {
    fn is_for(&self, host: &str) -> bool {
        let above = host.strip_suffix(self.host.as_str());
        above.is_some_and(|below| below.is_empty() || below.ends_with('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_those_below_them() {
        let sites = Sites::default().drop("Tides.example", "p").and_then(|sites| sites.keep("*", "b"));
        let sites = sites.expect("selectors");
        for (address, rows) in [
            (None, 1),
            (Some("no address"), 1),
            (Some("https://tides.example/a"), 2),
            (Some("https://www.TIDES.example/a"), 2),
            (Some("https://lowtides.example/a"), 1),
            (Some("https://tides.example.org/"), 1),
        ] {
            assert_eq!(sites.of(address).count(), rows, "{address:?}");
        }
    }

    #[test]
    fn selectors_are_checked() {
        assert_eq!(Sites::default().drop("*", "p[").unwrap_err().to_string(), "`p[` is no CSS selector");
    }
}
