//! The only place that prints: documents to standard output, complaints to standard error.

use std::io::{self, BufWriter, StdoutLock, Write};

use anstyle::{AnsiColor, Style as Colours};
use copydesk::explain::{Span, Style};

/// Standard output, buffered; what comes from different inputs can be parted by blank lines.
pub(crate) struct Output {
    out: BufWriter<StdoutLock<'static>>,
    colours: bool,
    is_begun: bool,
}

impl Output {
    pub(crate) fn new() -> Output {
        let stdout = io::stdout();
        let colours = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
        Output { out: BufWriter::new(stdout.lock()), colours, is_begun: false }
    }

    /// Prints as it is. Each call is handed on at once, so that a reader need not wait for the next page.
    pub(crate) fn print(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// Prints behind a blank line, the first time without it.
    pub(crate) fn print_apart(&mut self, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        if self.is_begun {
            self.out.write_all(b"\n")?;
        }
        self.is_begun = true;
        self.print(text)
    }

    /// The text of an explanation, in colours where they are wanted.
    pub(crate) fn coloured(&self, spans: &[Span<'_>]) -> String {
        let mut text = String::new();
        for span in spans {
            let colours = if self.colours { colours(span.style) } else { Colours::new() };
            text.push_str(&format!("{colours}{}{colours:#}", span.text));
        }
        text
    }
}

fn colours(style: Style) -> Colours {
    match style {
        Style::Fact => Colours::new().bold(),
        Style::Content => AnsiColor::Green.on_default().bold(),
        Style::Boilerplate => AnsiColor::Yellow.on_default(),
        Style::For => AnsiColor::Green.on_default(),
        Style::Against => AnsiColor::Red.on_default(),
        Style::Aside => Colours::new().dimmed(),
        _ => Colours::new(),
    }
}

/// Says on standard error what went wrong. Where even that cannot be written there is nobody to tell.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "copydesk: {message}");
}

/// Whether an error only says that nobody reads the output any more.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
