//! `snapsell demo`: a whole live on this machine, with a page or as a transcript.

use std::io;

use super::Context;
use super::args::{DemoArgs, DemoLang};
use crate::config::Origin;
use crate::demo::{self, DemoError, Folder, Headless};
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both, Lang};

/// Messages of random customers after the script.
const TAIL: usize = 200;

const IGNORED: Both = Both {
    en: "  ! {0} is set ({1}) and is ignored: the demo keeps to itself, nothing is sent",
    fr: "  ! {0} est défini ({1}) et ignoré : la démonstration reste entre elle, rien n'est envoyé",
};

pub(super) fn run(context: &mut Context<'_>, args: DemoArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    for line in ignored(context) {
        context.say(&line);
    }
    let folder = match &args.keep {
        Some(path) => Folder::kept(path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                Failure::failed(lang, &talk::DEMO_FOLDER, &[&path.display().to_string()])
            }
            _ => failed(lang, &error.into()),
        })?,
        None => Folder::temporary().map_err(|error| failed(lang, &error.into()))?,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| failed(lang, &error.into()))?;
    let shown = match args.lang {
        DemoLang::Fr => Lang::Fr,
        DemoLang::En => Lang::En,
    };
    let exit = headless(context, &runtime, &args, folder, shown);
    runtime.shutdown_background();
    exit
}

fn headless(
    context: &mut Context<'_>,
    runtime: &tokio::runtime::Runtime,
    args: &DemoArgs,
    folder: Folder,
    shown: Lang,
) -> Result<Exit, Failure> {
    let lang = context.lang;
    let options = Headless {
        folder,
        seed: args.seed,
        lang: shown,
        check: args.check,
        tail: TAIL,
        watch: &mut |_, _| {},
    };
    let played = runtime.block_on(demo::play(options, &mut *context.out, &mut *context.err));
    match played {
        Ok(Ok(())) => Ok(Exit::Done),
        Ok(Err(breach)) => {
            let args = [breach.to_string(), args.seed.to_string()];
            Err(Failure::failed(
                lang,
                &talk::DEMO_BREACH,
                &[&args[0], &args[1]],
            ))
        }
        Err(error) => Err(failed(lang, &error)),
    }
}

fn failed(lang: Lang, error: &DemoError) -> Failure {
    Failure::failed(lang, &talk::DEMO_FAILED, &[&error.to_string()])
}

/// Settings that a person may believe to be in force: where a configuration says who the provider is or which
/// database is used, she is told that the demo does not look at it.
fn ignored(context: &Context<'_>) -> Vec<String> {
    let Ok(settings) = context.settings() else {
        return Vec::new();
    };
    let keys = [
        "twilio_api_base",
        "database",
        "public_url",
        "master_key_file",
    ];
    let set = keys.into_iter().map(|key| (key, settings.get(key)));
    set.filter(|(_, setting)| setting.origin != Origin::Default)
        .map(|(key, setting)| {
            IGNORED.fill(context.lang, &[key, &setting.origin.words(context.lang)])
        })
        .collect()
}
