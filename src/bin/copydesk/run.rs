//! What the program does with what it was told: one input after the other, each read, cleaned, shown. Unreadable inputs
//! are complained of and passed over.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::CommandFactory;
use copydesk::explain::explain;
use copydesk::render::{self, Layout};
use copydesk::{Cleaner, Document, Options, Rules};

use crate::args::{Args, Clean, Command, Format, SOME_FAILED, Show, Strip, USAGE, With};
use crate::input::{self, Unreadable};
use crate::output::{Output, complain};

/// From this likeness on (0 to 1, by Jaro and Winkler) a missing file may be a mistyped subcommand.
const LIKE_SUBCOMMAND: f64 = 0.85;

/// Does what was asked for. An error is one of the output; those of single inputs are told on the way.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut out = Output::new();
    match &args.command {
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "copydesk", &mut script);
            out.print(&String::from_utf8_lossy(&script))?;
        }
        Some(Command::Man) => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut page)?;
            out.print(&String::from_utf8_lossy(&page))?;
        }
        None => {
            if let Some(error) = args.contradiction() {
                error.exit();
            }
            let rules = match rules(args.clean.rules.as_deref()) {
                Ok(rules) => rules,
                Err(message) => {
                    complain(&message);
                    return Ok(ExitCode::from(USAGE));
                }
            };
            return match &args.show.print_rules {
                Some(name) => print_rules(&rules, name.as_deref(), &mut out),
                None => clean_all(args, &rules, &mut out),
            };
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The built-in rules, or those of a folder; what is wrong with them otherwise.
fn rules(folder: Option<&Path>) -> Result<Arc<Rules>, String> {
    let Some(folder) = folder else { return Ok(Rules::built_in()) };
    Rules::from_folder(folder).map(Arc::new).map_err(|error| {
        let file = Path::new(&error.file);
        let file = if file.starts_with(folder) { file.to_owned() } else { folder.join(file) };
        let line = if error.line > 0 { format!(":{}", error.line) } else { String::new() };
        format!("{}{line}: {}", file.display(), error.message)
    })
}

fn print_rules(rules: &Rules, wanted: Option<&str>, out: &mut Output) -> anyhow::Result<ExitCode> {
    if let Some(wanted) = wanted {
        let Some((_, text)) = rules.files().find(|(name, _)| *name == wanted) else {
            let names: Vec<&str> = rules.files().map(|(name, _)| name).collect();
            complain(&format!("`{wanted}` is no file of the rules; they are {}", names.join(", ")));
            return Ok(ExitCode::from(USAGE));
        };
        out.print(text)?;
        return Ok(ExitCode::SUCCESS);
    }
    for (name, text) in rules.files() {
        out.print_apart(&format!("==> {name} <==\n{text}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn clean_all(args: &Args, rules: &Arc<Rules>, out: &mut Output) -> anyhow::Result<ExitCode> {
    let cleaner = Cleaner::new(options(&args.clean, Arc::clone(rules)).hits(args.show.explain));
    let mut code = ExitCode::SUCCESS;
    for source in input::sources(&args.files) {
        let read = input::read(&source);
        let mut document = match &read {
            Ok(page) => cleaner.clean(page),
            Err(error) => {
                code = ExitCode::from(SOME_FAILED);
                complain(&format!("{}: {error}{}", source.display(), hint(&source, error)));
                unread(error)
            }
        };
        document.source = Some(source.display().to_string());
        if matches!(args.show.format, Format::Json | Format::Jsonl) && !args.show.shows_lines() {
            // Nobody will see them, and a record without lines is written without a copy of it.
            document.lines = Vec::new();
        }
        show(&document, &args.show, rules, out)?;
    }
    Ok(code)
}

fn options(clean: &Clean, rules: Arc<Rules>) -> Options {
    let mut options = Options::default().rules(rules);
    if let Some(input) = clean.input {
        options = options.input(input.into());
    }
    if let Some(kind) = clean.kind {
        options = options.kind(kind);
    }
    if let Some(label) = &clean.charset {
        options = options.charset(label);
    }
    if let Some(url) = &clean.url {
        options = options.url(url);
    }
    if let Some(cut) = clean.cut {
        options = options.cut(cut);
    }
    if let Some(now) = clean.now {
        options = options.now(now);
    }
    options
}

/// The record of an input that could not be read, so that records and inputs stay in step.
fn unread(error: &Unreadable) -> Document {
    let mut document = Document::default();
    document.error = Some(error.to_string());
    document
}

fn show(document: &Document, show: &Show, rules: &Rules, out: &mut Output) -> anyhow::Result<()> {
    let layout = Layout::default()
        .post_heads(!show.strip.contains(&Strip::PostMeta))
        .dateline(!show.strip.contains(&Strip::Dateline))
        .links(show.links)
        .comments(show.with.contains(&With::Comments))
        .lines(show.shows_lines());
    match show.format {
        Format::Json => out.print(&render::json(document, &layout))?,
        Format::Jsonl => out.print(&render::jsonl(document, &layout))?,
        // What could not be read has no text, and was complained of.
        _ if document.error.is_some() => {}
        Format::Text if show.explain => {
            let text = out.coloured(&explain(document, rules));
            out.print_apart(&text)?;
        }
        Format::Text if show.lines => out.print_apart(&render::lines(document))?,
        Format::Text => out.print_apart(&render::text(document, &layout))?,
        Format::Markdown => out.print_apart(&render::markdown(document, &layout))?,
    }
    Ok(())
}

/// What may have been meant where a file is missing whose name is much like a subcommand's.
fn hint(source: &Path, error: &Unreadable) -> String {
    let Some(word) = source.to_str().filter(|_| error.is_missing) else { return String::new() };
    let command = Args::command();
    let names = command.get_subcommands().map(|subcommand| subcommand.get_name());
    let rated = names.map(|name| (strsim::jaro_winkler(word, name), name));
    let best = rated.filter(|(likeness, _)| *likeness >= LIKE_SUBCOMMAND).max_by(|a, b| a.0.total_cmp(&b.0));
    best.map_or_else(String::new, |(_, name)| format!("; did you mean the subcommand `{name}`?"))
}
