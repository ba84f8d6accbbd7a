//! The command line: reads it, runs one command, and ends with an exit code and the next command to type.

pub mod args;
mod audit;
mod backup;
mod completions;
mod context;
#[cfg(feature = "demo")]
mod demo;
mod doctor;
mod erase;
mod events;
pub(crate) mod export;
mod flags;
mod health;
mod init;
pub(crate) mod iso;
mod key;
mod migrate;
mod outbox;
mod plain;
mod rehearse;
mod replay;
mod restore;
mod serve;
mod shop;
mod show;
pub(crate) mod store;
mod tally;
mod user;
mod words;

use std::ffi::OsString;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::process::ExitCode;

use clap::FromArgMatches as _;

use self::args::{Cli, Command};
use crate::config::Env;
use crate::exit::{Exit, Failure};
use crate::talk::Lang;

pub use context::Context;
pub(crate) use doctor::is_private;
pub use flags::SettingFlags;

/// Runs the program with the arguments, environment and streams of this process.
pub fn main() -> ExitCode {
    let env = Env::of_process();
    let mut out = std::io::stdout();
    let mut err = std::io::stderr();
    run(std::env::args_os(), &env, &mut out, &mut err).into()
}

/// Runs one command line, the program's name first. Results go to `out`, talk to `err`; secrets are read from
/// standard input.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    env: &Env,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    run_with_input(
        arguments,
        env,
        &mut BufReader::new(std::io::stdin()),
        out,
        err,
    )
}

/// As [`run`], with secrets read from `input`.
pub fn run_with_input(
    arguments: impl IntoIterator<Item = OsString>,
    env: &Env,
    input: &mut (dyn BufRead + Send),
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    let lang = Lang::of(env);
    let parsed = words::command(lang)
        .try_get_matches_from(help_asked(arguments))
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return usage(&error, lang, out, err),
    };
    let mut context = Context {
        lang,
        env,
        flags: &cli.settings,
        input,
        out,
        err,
    };
    match dispatch(cli.command, &mut context) {
        Ok(exit) => exit,
        Err(failure) => {
            context.say(failure.report().trim_end());
            failure.exit
        }
    }
}

/// `snapsell help serve` is `snapsell serve --help`.
fn help_asked(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

fn dispatch(command: Option<Command>, context: &mut Context<'_>) -> Result<Exit, Failure> {
    match command {
        None => context.print(&words::newcomer(context.lang)),
        #[cfg(feature = "demo")]
        Some(Command::Demo(args)) => demo::run(context, args),
        Some(Command::Serve(args)) => serve::run(context, &args),
        Some(Command::Init(args)) => init::run(context, &args),
        Some(Command::Config(args)) => show::run(context, &args),
        Some(Command::Migrate(args)) => migrate::run(context, &args),
        Some(Command::Key(args)) => key::run(context, &args.command),
        Some(Command::Shop(args)) => shop::run(context, &args.command),
        Some(Command::User(args)) => user::run(context, &args.command),
        Some(Command::Audit(args)) => audit::run(context, &args),
        Some(Command::Rehearse(args)) => rehearse::run(context, &args),
        Some(Command::Replay(args)) => replay::run(context, &args),
        Some(Command::Outbox(args)) => outbox::run(context, &args.command),
        Some(Command::Export(args)) => export::run(context, &args),
        Some(Command::Events(args)) => events::run(context, &args),
        Some(Command::Erase(args)) => erase::run(context, &args),
        Some(Command::Backup(args)) => backup::run(context, &args),
        Some(Command::Restore(args)) => restore::run(context, &args),
        Some(Command::Doctor(args)) => doctor::run(context, &args),
        Some(Command::Health(args)) => health::run(context, &args),
        Some(Command::Completions(args)) => completions::run(context, &args),
    }
}

/// What clap has to say: help and version are results, the rest is talk.
fn usage<'a>(
    error: &clap::Error,
    lang: Lang,
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
) -> Exit {
    let (stream, exit) = match error.use_stderr() {
        true => (err, Exit::Usage),
        false => (out, Exit::Done),
    };
    let said = error.render().to_string();
    let said = match (lang, error.use_stderr()) {
        (Lang::Fr, true) => words::errors::in_french(&said),
        (Lang::Fr, false) | (Lang::En, _) => said,
    };
    match write!(stream, "{said}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Exit::Failed,
        Ok(()) | Err(_) => exit,
    }
}

#[cfg(test)]
mod bench;
#[cfg(test)]
mod tests;
