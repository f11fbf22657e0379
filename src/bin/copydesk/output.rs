//! The only place that prints: what came of each page, in order, to the sink, and what there is to say of it to standard
//! error. It keeps the journal and the counts, and it alone knows how far the output is.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::desk::Done;
use crate::progress::Progress;
use crate::sink::Sink;
use crate::sink::journal::Journal;
use crate::stats::Stats;

/// The output of a run.
pub(crate) struct Output {
    sink: Option<Sink>,
    /// How far it is; what is written down of it is an earlier state.
    journal: Journal,
    journal_path: Option<PathBuf>,
    progress: Progress,
    quiet: bool,
    verbose: bool,
    hint: fn(&Done) -> String,
}

/// How much is said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manners {
    pub(crate) quiet: bool,
    pub(crate) verbose: bool,
    /// What else may be said of a page that could not be read.
    pub(crate) hint: fn(&Done) -> String,
}

impl Output {
    pub(crate) fn new(
        sink: Sink,
        journal: Journal,
        journal_path: Option<PathBuf>,
        progress: Progress,
        manners: Manners,
    ) -> Output {
        let Manners { quiet, verbose, hint } = manners;
        Output { sink: Some(sink), journal, journal_path, progress, quiet, verbose, hint }
    }

    /// Takes what came of the next page.
    pub(crate) fn take(&mut self, done: &Done) -> io::Result<()> {
        self.journal.taken += 1;
        self.journal.last = (done.source.clone(), done.number);
        self.journal.stats.add(&done.stats);
        self.tell(done);
        let Some(sink) = &mut self.sink else { return Ok(()) };
        if let Some(mark) = sink.write(done)? {
            self.journal.bytes = mark.bytes;
            self.journal.is_begun = mark.is_begun;
            if let Some(path) = &self.journal_path {
                self.journal.write(path)?;
            }
        }
        self.progress.show(&self.journal.stats);
        Ok(())
    }

    /// Says what went wrong with a page, or what became of it where that is wanted.
    fn tell(&self, done: &Done) {
        let number = done.number.map_or_else(String::new, |number| format!(", record {number}"));
        let said = match &done.failure {
            Some(failure) if !self.quiet => format!("{}{number}: {failure}{}", done.source, (self.hint)(done)),
            None if self.verbose => format!("{}{number}: {}", done.source, done.remark),
            _ => return,
        };
        self.progress.aside(|| complain(&said));
    }

    /// Makes the output whole; the counts come back.
    pub(crate) fn finish(&mut self) -> io::Result<Stats> {
        self.progress.end();
        if let Some(sink) = self.sink.take() {
            sink.finish()?;
        }
        if let Some(path) = self.journal_path.take() {
            Journal::remove(&path)?;
        }
        Ok(self.journal.stats.clone())
    }

    /// Says that the run ends before its time. What was written is whole records; a file keeps its other name.
    pub(crate) fn interrupt(&mut self) {
        self.progress.end();
        let goes_on = if self.journal_path.is_some() { "; with --resume the same command goes on" } else { "" };
        complain(&format!("interrupted after {} inputs{goes_on}", self.journal.taken));
    }
}

/// Prints something that is no page.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Says on standard error what went wrong. Where even that cannot be written there is nobody to tell.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "copydesk: {message}");
}

/// A number of pages.
pub(crate) fn pages(count: usize) -> String {
    if count == 1 { "1 page".to_owned() } else { format!("{count} pages") }
}

/// Prints on standard error as it is.
pub(crate) fn report(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
