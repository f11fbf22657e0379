//! The program over many pages: archives, lists, folders, broken runs. Archives are built by the tests themselves. Nothing
//! hangs on points: `--cut 0` keeps every line.

#![cfg(feature = "cli")]

#[path = "pipelines/archive.rs"]
mod archive;
#[path = "pipelines/inputs.rs"]
mod inputs;
#[path = "pipelines/outputs.rs"]
mod outputs;
#[path = "pipelines/program.rs"]
mod program;
#[path = "pipelines/recipes.rs"]
mod recipes;
#[path = "pipelines/resume.rs"]
mod resume;
#[path = "pipelines/selection.rs"]
mod selection;
