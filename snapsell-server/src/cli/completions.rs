//! `snapsell completions`: what a shell needs to complete commands and flags.

use super::args::CompletionsArgs;
use super::{Context, words};
use crate::exit::{Exit, Failure};

pub(super) fn run(context: &mut Context<'_>, args: &CompletionsArgs) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    let mut command = words::command(context.lang);
    clap_complete::generate(args.shell, &mut command, "snapsell", &mut script);
    context.print(&String::from_utf8_lossy(&script))
}
