//! The goldens: every page in `testdata/pages` against the file beside it, by the code of `copydesk check`, which tells the
//! form of those files. `BLESS=1 cargo test --test pages` writes them anew, and writes those of new pages.

use std::path::Path;

use copydesk::Options;
use copydesk::golden::{self, Bless, Checker};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/pages");
    let checker = Checker::new(Options::default());
    let pages = golden::pages(&folder).expect("testdata/pages is there");
    let trials = pages.into_iter().map(|page| {
        let name = page.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let checker = checker.clone();
        Trial::test(name, move || check(&checker, &page))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}

fn check(checker: &Checker, page: &Path) -> Result<(), Failed> {
    let blesses = std::env::var_os("BLESS").is_some();
    let report = if blesses { checker.bless(page, Bless::New) } else { checker.page(page) };
    if report.is_as_expected() { Ok(()) } else { Err(format!("{report}(BLESS=1 writes it anew)").into()) }
}
