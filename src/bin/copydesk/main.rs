//! The program `copydesk`: reads pages, cleans them, prints what was found. Everything it knows of pages is the
//! library's; this is the only place that reads files and prints.

mod args;
mod input;
mod output;
mod run;

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = args::Args::parse();
    args.color.write_global();
    match run::run(&args) {
        Ok(code) => code,
        // Whoever reads the output has seen enough, as `head` has.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
