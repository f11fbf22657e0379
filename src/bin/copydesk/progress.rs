//! How far a run is, on a terminal; in a pipe there is nothing to see.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

use crate::stats::Stats;

const KNOWN_END: &str = "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {msg}, {eta} left";
const UNKNOWN_END: &str = "{spinner} {bytes}, {bytes_per_sec}, {msg}";

/// The progress of a run.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    read: Arc<AtomicU64>,
    begun: Instant,
    /// The inputs that an earlier run did.
    before: u64,
}

impl Progress {
    /// `total` is asked for only where it is shown. The pages themselves may go to the terminal as well; then there is no
    /// bar among them.
    pub(crate) fn new(
        is_wanted: bool,
        goes_to_stdout: bool,
        read: Arc<AtomicU64>,
        total: impl FnOnce() -> Option<u64>,
    ) -> Progress {
        let is_shown = is_wanted && io::stderr().is_terminal() && !(goes_to_stdout && io::stdout().is_terminal());
        let bar = is_shown.then(|| {
            let total = total();
            let style = ProgressStyle::with_template(if total.is_some() { KNOWN_END } else { UNKNOWN_END });
            let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
            style.map_or(bar.clone(), |style| bar.with_style(style))
        });
        Progress { bar, read, begun: Instant::now(), before: 0 }
    }

    /// Says that so many inputs were done before.
    pub(crate) fn after(mut self, before: u64) -> Progress {
        self.before = before;
        self
    }

    pub(crate) fn show(&self, stats: &Stats) {
        let Some(bar) = &self.bar else { return };
        let rate = (stats.inputs - self.before) as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        bar.set_position(self.read.load(Ordering::Relaxed));
        bar.set_message(format!("{} pages, {rate:.0}/s, {} errors", stats.pages, stats.failed));
    }

    /// Says something beside the bar.
    pub(crate) fn aside(&self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    pub(crate) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
