//! `copydesk compare`: what copydesk keeps of pages beside the text that another program made of them. Neither is taken
//! for right: it is told what each kept that the other lost, with the label that copydesk gave it.

mod shingles;
mod sums;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use copydesk::render::shortened;
use copydesk::{Cleaner, Label, Options};
use serde::Serialize;
use serde_json::json;

use crate::args::SOME_FAILED;
use crate::output::{complain, print};
use crate::run::{Stop, on_all_cores};
use crate::source::{one_page, pages_of};
use shingles::{Shingles, words};
use sums::Sums;

/// A line is where this share of its words is, at least.
const IS_THERE: f64 = 0.5;

/// What the names of the other program's files end with, behind the page's name or in place of its ending.
const ENDINGS: &[&str] = &["txt", "md", "text"];

/// A piece of the other text that stands in no line of the page is told from so many words on: less is a matter of marks
/// and spaces.
const LEAST_PIECE: usize = 3;

/// So many lines of a page are shown on each side.
const SHOWN: usize = 10;

/// What may be said about a comparison with another program.
#[derive(Debug, clap::Args)]
pub(crate) struct Compare {
    /// Pages, or folders of pages.
    #[arg(value_name = "PAGES", required = true)]
    inputs: Vec<PathBuf>,

    /// The folder with the other program's text of the same pages, under the same names, with .txt or .md behind them or
    /// in place of their ending.
    #[arg(long, value_name = "DIR")]
    with: PathBuf,

    /// Prints the sums alone.
    #[arg(long)]
    totals: bool,

    /// Prints JSON: an object for each page on a line of its own, the sums last.
    #[arg(long, conflicts_with = "totals")]
    json: bool,
}

/// Compares, and tells.
pub(crate) fn run(compare: &Compare, options: Options) -> Result<ExitCode, Stop> {
    if !compare.with.is_dir() {
        return Err(Stop::Usage(format!("{}: is no folder", compare.with.display())));
    }
    let pages = pages_of(&compare.inputs)?;
    let cleaner = Cleaner::new(options);
    let work = |page: PathBuf| {
        let compared =
            compare.text_of(&page).and_then(|text| Ok((one_page(&page).map_err(|error| error.to_string())?, text)));
        (page, compared.map(|(bytes, text)| Compared::new(&cleaner, &bytes, &text)))
    };
    let mut sums = Sums::default();
    let mut failed = false;
    on_all_cores(pages.into_iter(), work, |(page, compared)| match compared {
        Ok(compared) => {
            sums.add(&compared);
            compare.tell(&page, &compared)
        }
        Err(reason) => {
            failed = true;
            complain(&format!("{}: {reason}", page.display()));
            Ok(())
        }
    })?;
    print(&if compare.json { format!("{}\n", json!({ "sums": sums })) } else { sums.to_string() })?;
    Ok(if failed { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS })
}

impl Compare {
    /// The other program's text of a page: looked for below the folder under the page's path in its input.
    fn text_of(&self, page: &Path) -> Result<String, String> {
        let below = self.inputs.iter().filter(|input| input.is_dir()).find_map(|input| page.strip_prefix(input).ok());
        let name = below.or(page.file_name().map(Path::new)).unwrap_or(page);
        let name =
            if name.extension().is_some_and(|end| end == "gz") { name.with_extension("") } else { name.to_owned() };
        let at = self.with.join(name);
        let behind = |end: &&str| PathBuf::from(format!("{}.{end}", at.display()));
        let files =
            ENDINGS.iter().map(behind).chain(ENDINGS.iter().map(|end| at.with_extension(end))).chain([at.clone()]);
        let found = files.into_iter().find(|file| file.is_file() && file.as_path() != page);
        let found = found.ok_or_else(|| format!("no text of it in {}", self.with.display()))?;
        let bytes = fs::read(&found).map_err(|error| format!("{}: {error}", found.display()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn tell(&self, page: &Path, compared: &Compared) -> Result<(), Stop> {
        if self.json {
            let page = page.display().to_string();
            print(&format!("{}\n", json!({ "page": page, "compared": compared })))?;
        } else if !self.totals {
            print(&format!("{}\n", compared.told(&page.display().to_string())))?;
        }
        Ok(())
    }
}

/// A line that one of the two kept.
#[derive(Debug, Serialize)]
pub(crate) struct Kept {
    /// What copydesk takes it for; nothing where it is no line of the page.
    label: Option<Label>,
    words: usize,
    text: String,
}

/// What became of a page.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Compared {
    /// Words that both kept, that copydesk alone kept, and that the other alone kept.
    both: usize,
    only_copydesk: usize,
    only_other: usize,
    copydesk_lines: Vec<Kept>,
    other_lines: Vec<Kept>,
}

impl Compared {
    fn new(cleaner: &Cleaner, page: &[u8], text: &str) -> Compared {
        let document = cleaner.clean(page);
        let own: Vec<Vec<u64>> = document.lines.iter().map(|line| words(&line.text)).collect();
        let other: Vec<(&str, Vec<u64>)> = text.lines().map(|line| (line, words(line))).collect();
        let is_kept = |at: usize| document.lines[at].label.is_content();
        let kept = Shingles::of((0..own.len()).filter(|&at| is_kept(at)).map(|at| own[at].as_slice()));
        let theirs = Shingles::of(other.iter().map(|(_, words)| words.as_slice()));
        let mut compared = Compared::default();
        for at in (0..own.len()).filter(|&at| is_kept(at)) {
            let there = theirs.covered(&own[at]).iter().filter(|there| **there).count();
            compared.both += there;
            compared.only_copydesk += own[at].len() - there;
            if (there as f64) < IS_THERE * own[at].len() as f64 {
                let line = &document.lines[at];
                compared.copydesk_lines.push(Kept::new(Some(line.label), &own[at], &line.text));
            }
        }
        // What of the other text stands in no line that was kept, and which of the dropped lines it is.
        let lost: Vec<(&str, &[u64])> = other
            .iter()
            .flat_map(|(line, words)| runs(words, &kept.covered(words)).into_iter().map(move |run| (*line, run)))
            .collect();
        compared.only_other = lost.iter().map(|(_, run)| run.len()).sum();
        let theirs_alone = Shingles::of(lost.iter().map(|(_, run)| *run));
        let dropped = (0..own.len()).filter(|&at| !is_kept(at) && !own[at].is_empty());
        let found: Vec<usize> = dropped.filter(|&at| theirs_alone.share(&own[at]) >= IS_THERE).collect();
        let known = Shingles::of(found.iter().map(|&at| own[at].as_slice()));
        let lines = found.iter().map(|&at| {
            let line = &document.lines[at];
            Kept::new(Some(line.label), &own[at], &line.text)
        });
        compared.other_lines = lines.collect();
        let unknown = lost.iter().filter(|(_, run)| run.len() >= LEAST_PIECE && known.share(run) < IS_THERE);
        compared.other_lines.extend(unknown.map(|(line, run)| Kept::new(None, run, line)));
        compared
    }

    fn told(&self, page: &str) -> String {
        let Compared { both, only_copydesk, only_other, copydesk_lines, other_lines } = self;
        let mut told = format!("{page}: {both} words in both, {only_copydesk} only here, {only_other} only there\n");
        for (sign, lines) in [('+', copydesk_lines), ('-', other_lines)] {
            for line in lines.iter().take(SHOWN) {
                let label = line.label.map_or("no line", Label::name);
                told.push_str(&format!("  {sign} {label}: {}\n", shortened(&line.text)));
            }
            if lines.len() > SHOWN {
                told.push_str(&format!("  {sign} … and {} more\n", lines.len() - SHOWN));
            }
        }
        told
    }
}

impl Kept {
    fn new(label: Option<Label>, words: &[u64], text: &str) -> Kept {
        Kept { label, words: words.len(), text: text.to_owned() }
    }
}

/// The runs of words that are not covered.
fn runs<'w>(words: &'w [u64], covered: &[bool]) -> Vec<&'w [u64]> {
    let mut runs = Vec::new();
    let mut start = 0;
    for (at, covered) in covered.iter().chain([&true]).enumerate() {
        if *covered {
            runs.extend((at > start).then(|| &words[start..at]));
            start = at + 1;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_words() {
        for (covered, expected) in [("", ""), ("1", ""), ("0", "0"), ("0101100", "0 2 56"), ("00", "01")] {
            let covered: Vec<bool> = covered.chars().map(|c| c == '1').collect();
            let words: Vec<u64> = (0..covered.len() as u64).collect();
            let runs = runs(&words, &covered);
            let told: Vec<String> = runs.iter().map(|run| run.iter().map(u64::to_string).collect()).collect();
            assert_eq!(told.join(" "), expected);
        }
    }

    #[test]
    fn what_each_kept() {
        // Every line is content below a cut of nought, none above.
        let page = b"<p>The ferry is back in service today.</p><p>Subscribe to our weekly letter now.</p>";
        let compared = |cut: f32, text: &str| Compared::new(&Cleaner::new(Options::default().cut(cut)), page, text);
        let all = compared(0.0, "The ferry is back in service today.\nA picture shows the boat.");
        assert_eq!((all.both, all.only_copydesk, all.only_other), (7, 6, 5));
        assert_eq!(all.copydesk_lines[0].text, "Subscribe to our weekly letter now.");
        assert!(all.other_lines.len() == 1 && all.other_lines[0].label.is_none());
        let none = compared(1.0, "The ferry is back in service today.");
        assert_eq!((none.both, none.only_copydesk, none.only_other), (0, 0, 7));
        assert!(none.other_lines.len() == 1 && none.other_lines[0].label.is_some());
    }
}
