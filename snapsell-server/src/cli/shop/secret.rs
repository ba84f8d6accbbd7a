//! Secrets from where they do not show in a list of processes: a file or standard input.

use std::path::Path;

use crate::cli::Context;
use crate::exit::Failure;
use crate::talk;

/// The first line of a file.
pub(super) fn from_file(context: &Context<'_>, path: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| unreadable(context, &path.display().to_string(), &error))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// The first line of standard input.
pub(super) fn from_input(context: &mut Context<'_>) -> Result<String, Failure> {
    context
        .first_line()
        .map_err(|error| unreadable(context, "stdin", &error))
}

/// The text itself, or what `@FILE` or `@-` stands for.
pub(super) fn written(context: &mut Context<'_>, text: &str) -> Result<String, Failure> {
    match text.strip_prefix('@') {
        Some("-") => from_input(context),
        Some(path) => from_file(context, Path::new(path)),
        None => Ok(text.to_owned()),
    }
}

fn unreadable(context: &Context<'_>, what: &str, error: &std::io::Error) -> Failure {
    let args = [what, &error.to_string()];
    Failure::failed(context.lang, &talk::SECRET_UNREADABLE, &args)
}
