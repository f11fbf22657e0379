//! The program `copydesk`: reads pages, cleans them, prints what was found. Everything it knows of pages is the
//! library's; this is the only place that reads files and prints.
//!
//! ```text
//! source ─ pages ─ window of workers ─ desk (payload, clean, select, form) ─ output ─ sink
//! ```

mod args;
mod check;
mod compare;
mod desk;
mod diff;
mod interrupt;
mod output;
mod progress;
mod proof;
mod run;
mod sink;
mod source;
mod stats;
mod window;

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut args = args::Args::parse();
    // Written out, as for inputs, `-` is what stands where no file is named.
    args.show.output.take_if(|output| output.as_os_str() == "-");
    args.color.write_global();
    run::run(&args)
}
