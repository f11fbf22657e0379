//! What the program does with what it was told. Cleaning is the usual case: pages come from the inputs, the desk works on
//! them, on all cores and in order, and the output takes what comes of them.

use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::Context;
use clap::CommandFactory;
use copydesk::{Options, Rules, Sites};

use crate::args::{Args, Command, INTERRUPTED, NOT_WRITTEN, SOME_FAILED, USAGE};
use crate::desk::{Desk, Done};
use crate::interrupt;
use crate::output::{Manners, Output, complain, print, report};
use crate::progress::Progress;
use crate::sink::journal::Journal;
use crate::sink::{self, Sink};
use crate::source::{Body, Found, Pages, total_bytes};
use crate::stats::Stats;
use crate::window::{Window, in_order};
use crate::{check, compare, diff, proof};

/// From this likeness on (0 to 1, by Jaro and Winkler) a missing file may be a mistyped subcommand.
const LIKE_SUBCOMMAND: f64 = 0.85;

/// Pages in flight. A page takes some ten times its bytes while it is cleaned.
const WINDOW: Window = Window { jobs_per_worker: 8, bytes: 16 << 20 };

/// Why the program ends with another code than 0 and 1.
#[derive(Debug)]
pub(crate) enum Stop {
    /// What was asked for cannot be done; nothing was written.
    Usage(String),
    /// The output could not be written.
    Unwritten(anyhow::Error),
    /// Whoever reads the output has seen enough, as `head` has.
    Unread,
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Stop {
        if error.kind() == std::io::ErrorKind::BrokenPipe { Stop::Unread } else { Stop::Unwritten(error.into()) }
    }
}

/// Does what was asked for.
pub(crate) fn run(args: &Args) -> ExitCode {
    let done = match &args.command {
        Some(Command::Completions { shell }) => completions(*shell),
        Some(Command::Man) => man(),
        Some(Command::Check(check)) => judging(args).and_then(|options| check::run(check, options)),
        Some(Command::Compare(compare)) => judging(args).and_then(|options| compare::run(compare, options)),
        Some(Command::Diff(diff)) => diff::run(diff),
        Some(Command::Proof(proof)) => rules(args.judge.rules.as_deref())
            .and_then(|rules| proof::run(proof, options(args, Arc::clone(&rules))?.hits(true), &rules)),
        None => clean_or_show(args),
    };
    match done {
        Ok(code) => code,
        Err(Stop::Unread) => ExitCode::SUCCESS,
        Err(Stop::Usage(message)) => {
            complain(&message);
            ExitCode::from(USAGE)
        }
        Err(Stop::Unwritten(error)) => {
            complain(&format!("{error:#}"));
            ExitCode::from(NOT_WRITTEN)
        }
    }
}

fn completions(shell: clap_complete::Shell) -> Result<ExitCode, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "copydesk", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}

fn man() -> Result<ExitCode, Stop> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page)?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(ExitCode::SUCCESS)
}

fn clean_or_show(args: &Args) -> Result<ExitCode, Stop> {
    if let Some(error) = args.contradiction() {
        error.exit();
    }
    let rules = rules(args.judge.rules.as_deref())?;
    match &args.show.print_rules {
        Some(name) => print_rules(&rules, name.as_deref()),
        None => clean_all(args, rules),
    }
}

/// The built-in rules, or those of a folder.
fn rules(folder: Option<&Path>) -> Result<Arc<Rules>, Stop> {
    let Some(folder) = folder else { return Ok(Rules::built_in()) };
    Rules::from_folder(folder).map(Arc::new).map_err(|error| {
        let file = Path::new(&error.file);
        let file = if file.starts_with(folder) { file.to_owned() } else { folder.join(file) };
        let line = if error.line > 0 { format!(":{}", error.line) } else { String::new() };
        Stop::Usage(format!("{}{line}: {}", file.display(), error.message))
    })
}

fn print_rules(rules: &Rules, wanted: Option<&str>) -> Result<ExitCode, Stop> {
    if let Some(wanted) = wanted {
        let Some((_, text)) = rules.files().find(|(name, _)| *name == wanted) else {
            let names: Vec<&str> = rules.files().map(|(name, _)| name).collect();
            return Err(Stop::Usage(format!("`{wanted}` is no file of the rules; they are {}", names.join(", "))));
        };
        print(text)?;
        return Ok(ExitCode::SUCCESS);
    }
    let files: Vec<String> = rules.files().map(|(name, text)| format!("==> {name} <==\n{text}")).collect();
    print(&files.join("\n"))?;
    Ok(ExitCode::SUCCESS)
}

fn clean_all(args: &Args, rules: Arc<Rules>) -> Result<ExitCode, Stop> {
    let options = options(args, Arc::clone(&rules))?;
    let key = key(args)?;
    let journal_path = Sink::journal_of(&args.show);
    let run = fingerprint(args, &rules, key);
    let broken = broken_run(args, &run, journal_path.as_deref())?;
    if broken.is_none() && args.run.resume && Sink::is_whole(&args.show) {
        complain("the output is there and whole; there is nothing to go on with");
        return Ok(ExitCode::SUCCESS);
    }
    let read = Arc::new(AtomicU64::new(0));
    let mut pages = Pages::new(args, Arc::clone(&read));
    if let Some(journal) = &broken {
        skip(&mut pages, journal)?;
    }
    let unopened = || args.show.output.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
    let sink = Sink::open(&args.show, broken.as_ref()).with_context(unopened).map_err(Stop::Unwritten)?;
    let journal = broken.unwrap_or_else(|| Journal { run, ..Journal::default() });
    let progress = Progress::new(!args.run.quiet, args.show.output.is_none(), read, || total_bytes(args));
    let manners = Manners { quiet: args.run.quiet, verbose: args.run.verbose, hint };
    let progress = progress.after(journal.taken);
    let output = Arc::new(Mutex::new(Output::new(sink, journal, journal_path, progress, manners)));
    interrupt::end_cleanly(Arc::clone(&output), INTERRUPTED);
    let desk = Desk::new(args, options, rules, key);
    let stats = work(args, pages, &desk, &output)?;
    report_stats(args, &stats)?;
    Ok(if stats.failed > 0 { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS })
}

/// How the pages of subcommands are judged.
fn judging(args: &Args) -> Result<Options, Stop> {
    options(args, rules(args.judge.rules.as_deref())?)
}

/// Works on all of these, on all cores, and hands the results on in order.
pub(crate) fn on_all_cores<T: Send, R: Send>(
    jobs: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    hand_on: impl FnMut(R) -> Result<(), Stop> + Send,
) -> Result<(), Stop> {
    in_order(cores(), WINDOW, jobs.map(|job| (job, 0)), work, hand_on)
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The work itself.
fn work(args: &Args, pages: Pages, desk: &Desk, output: &Mutex<Output>) -> Result<Stats, Stop> {
    let workers = args.run.jobs.map_or_else(cores, usize::from);
    let jobs = pages.map(|found| {
        let bytes = found.body.as_ref().map_or(0, Body::len);
        (found, bytes)
    });
    let locked = || output.lock().unwrap_or_else(PoisonError::into_inner);
    in_order(
        workers,
        WINDOW,
        jobs,
        |found: Found| desk.work(found),
        |done: Done| locked().take(&done).map_err(Stop::from),
    )?;
    Ok(locked().finish()?)
}

fn report_stats(args: &Args, stats: &Stats) -> Result<(), Stop> {
    if args.run.stats {
        report(&stats.table());
    }
    if let Some(path) = &args.run.stats_json {
        let written = sink::replace(path, stats.json().as_bytes());
        written.with_context(|| path.display().to_string()).map_err(Stop::Unwritten)?;
    }
    Ok(())
}

fn options(args: &Args, rules: Arc<Rules>) -> Result<Options, Stop> {
    let mut options = Options::default().rules(rules).hits(args.show.explain).sites(sites(args)?);
    options = options.readings(args.read.readings);
    if let Some(input) = args.read.input.and_then(|input| input.of_page()) {
        options = options.input(input);
    }
    if let Some(kind) = args.judge.kind {
        options = options.kind(kind);
    }
    if let Some(label) = &args.read.charset {
        options = options.charset(label);
    }
    if let Some(url) = &args.read.url {
        options = options.url(url);
    }
    if let Some(cut) = args.judge.cut {
        options = options.cut(cut);
    }
    if let Some(now) = args.read.now {
        options = options.now(now);
    }
    if let Some(labels) = args.select.text_labels() {
        options = options.text_labels(labels);
    }
    Ok(options)
}

fn sites(args: &Args) -> Result<Sites, Stop> {
    let mut sites = Sites::default();
    if let Some(file) = &args.judge.sites {
        sites = sites.read(file).map_err(|error| Stop::Usage(error.to_string()))?;
    }
    for css in &args.judge.keep_css {
        sites = sites.keep("*", css).map_err(|error| Stop::Usage(format!("--keep-css: {error}")))?;
    }
    for css in &args.judge.drop_css {
        sites = sites.drop("*", css).map_err(|error| Stop::Usage(format!("--drop-css: {error}")))?;
    }
    Ok(sites)
}

/// The key of hashed names, made of whatever the file holds.
fn key(args: &Args) -> Result<Option<[u8; 32]>, Stop> {
    let Some(file) = &args.select.authors_key else { return Ok(None) };
    let secret = std::fs::read(file).map_err(|error| Stop::Usage(format!("{}: {error}", file.display())))?;
    if secret.trim_ascii().is_empty() {
        return Err(Stop::Usage(format!("{}: holds no key", file.display())));
    }
    Ok(Some(blake3::derive_key("copydesk names of authors", secret.trim_ascii())))
}

/// Which run it is: everything that the output hangs on but the contents of the inputs.
fn fingerprint(args: &Args, rules: &Rules, key: Option<[u8; 32]>) -> String {
    let Args { files, read, judge, select, show, .. } = args;
    let sites = judge.sites.as_ref().and_then(|file| std::fs::read(file).ok());
    let shown = (show.format, show.lines, show.explain, show.links);
    let version = env!("CARGO_PKG_VERSION");
    let all = format!("{version} {} {:?}", rules.name(), (files, read, judge, select, shown, sites, key));
    blake3::hash(all.as_bytes()).to_hex().to_string()
}

/// The journal of the run that is to go on, where there is one.
fn broken_run(args: &Args, run: &str, path: Option<&Path>) -> Result<Option<Journal>, Stop> {
    let Some(path) = path else { return Ok(None) };
    if !args.run.resume {
        // What it speaks of is about to be written anew.
        let gone = Journal::remove(path).or_else(|error| if path.exists() { Err(error) } else { Ok(()) });
        return gone.map(|()| None).map_err(|error| Stop::Unwritten(error.into()));
    }
    match Journal::read(path) {
        Some(journal) if journal.run != run => {
            Err(Stop::Usage(format!("{}: that run had other inputs or options", path.display())))
        }
        journal => Ok(journal),
    }
}

/// Passes over what an earlier run has done.
fn skip(pages: &mut Pages, journal: &Journal) -> Result<(), Stop> {
    let mut last = None;
    for _ in 0..journal.taken {
        last = pages.next();
    }
    let last = last.map(|found| (found.source, found.record.map(|record| record.number)));
    if journal.taken > 0 && last.as_ref() != Some(&journal.last) {
        return Err(Stop::Usage("the inputs are not those of the run that was broken off".to_owned()));
    }
    Ok(())
}

/// What may have been meant where a file is missing whose name is much like a subcommand's.
fn hint(done: &Done) -> String {
    if !done.failure.as_ref().is_some_and(|failure| failure.is_missing) {
        return String::new();
    }
    let command = Args::command();
    let names = command.get_subcommands().map(|subcommand| subcommand.get_name());
    let rated = names.map(|name| (strsim::jaro_winkler(&done.source, name), name));
    let best = rated.filter(|(likeness, _)| *likeness >= LIKE_SUBCOMMAND).max_by(|a, b| a.0.total_cmp(&b.0));
    best.map_or_else(String::new, |(_, name)| format!("; did you mean the subcommand `{name}`?"))
}
