//! `snapsell config`: what is in force and who said so, or an example to start from.

use super::Context;
use super::args::ConfigArgs;
use crate::config::{self, Config};
use crate::exit::{Exit, Failure};

pub(super) fn run(context: &mut Context<'_>, args: &ConfigArgs) -> Result<Exit, Failure> {
    if args.example {
        return context.print(&config::example(context.lang));
    }
    let settings = context.settings()?;
    for line in settings.without_effect(context.lang) {
        context.say(&line);
    }
    let shown = match args.json {
        true => settings.json(context.lang),
        false => settings.table(context.lang),
    };
    context.print(&shown)?;
    // Shown first: the table helps to see what the check refuses.
    Config::from_settings(&settings, context.lang).map(|_| Exit::Done)
}
