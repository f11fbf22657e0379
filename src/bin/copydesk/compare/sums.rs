//! What copydesk and another program kept of all pages together.

use std::collections::BTreeMap;
use std::fmt;

use copydesk::Label;
use serde::Serialize;

use super::Compared;
use crate::output::pages;
use crate::stats::Count;

/// The sums over all pages.
#[derive(Debug, Default, Serialize)]
pub(super) struct Sums {
    pages: usize,
    both: usize,
    only_copydesk: usize,
    only_other: usize,
    /// Words of lines that only one of the two kept, by what copydesk takes the lines for.
    copydesk_labels: BTreeMap<String, Count>,
    other_labels: BTreeMap<String, Count>,
}

impl Sums {
    pub(super) fn add(&mut self, compared: &Compared) {
        self.pages += 1;
        self.both += compared.both;
        self.only_copydesk += compared.only_copydesk;
        self.only_other += compared.only_other;
        for (labels, lines) in
            [(&mut self.copydesk_labels, &compared.copydesk_lines), (&mut self.other_labels, &compared.other_lines)]
        {
            for line in lines {
                let label = line.label.map_or("no line", Label::name);
                labels.entry(label.to_owned()).or_default().add(line.words);
            }
        }
    }
}

impl fmt::Display for Sums {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Sums { both, only_copydesk, only_other, .. } = self;
        let pages = pages(self.pages);
        writeln!(f, "{pages}: {both} words in both, {only_copydesk} only here, {only_other} only there")?;
        for (what, labels) in [("only here", &self.copydesk_labels), ("only there", &self.other_labels)] {
            let mut labels: Vec<_> = labels.iter().collect();
            labels.sort_by_key(|(_, count)| std::cmp::Reverse(count.words));
            if !labels.is_empty() {
                writeln!(f, "\n{:>8} {:>9}  {what}", "lines", "words")?;
            }
            for (label, Count { lines, words }) in labels {
                writeln!(f, "{lines:>8} {words:>9}  {label}")?;
            }
        }
        Ok(())
    }
}
