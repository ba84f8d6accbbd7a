//! `snapsell demo`: a whole live on this machine, with a page or as a transcript.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _};
use std::path::Path;
use std::process::{Command, Stdio};

use super::Context;
use super::args::{DemoArgs, DemoLang};
use super::replay::record::{self, RecordError};
use crate::config::Origin;
use crate::demo::{self, DemoError, Folder, Headless, Live};
use crate::exit::{Exit, Failure};
use crate::shutdown;
use crate::talk::{self, Both, Lang};

/// Messages of random customers after the script.
const TAIL: usize = 200;

const HOW_TO_END: Both = Both {
    en: "  Nothing is sent, nothing is kept. To end it: Ctrl-C",
    fr: "  Rien n'est envoyé, rien n'est gardé. Pour finir : Ctrl-C",
};
const HOW_TO_END_KEPT: Both = Both {
    en: "  Nothing is sent; everything stays in {0}. To end it: Ctrl-C",
    fr: "  Rien n'est envoyé ; tout reste dans {0}. Pour finir : Ctrl-C",
};
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
        Some(path) => Folder::kept(path).map_err(|error| {
            let taken = error.kind() == io::ErrorKind::AlreadyExists;
            let shown = path.display().to_string();
            match taken {
                true => Failure::failed(lang, &talk::DEMO_FOLDER, &[&shown]),
                false => failed(lang, &error.into()),
            }
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
    let exit = match args.headless {
        true => headless(context, &runtime, &args, folder, shown),
        false => live(context, &runtime, &args, folder, shown),
    };
    runtime.shutdown_background();
    exit
}

fn live(
    context: &mut Context<'_>,
    runtime: &tokio::runtime::Runtime,
    args: &DemoArgs,
    folder: Folder,
    shown: Lang,
) -> Result<Exit, Failure> {
    let lang = context.lang;
    let live = Live {
        folder,
        seed: args.seed,
        lang: shown,
        speed: args.speed,
        port: port(context),
    };
    let running = runtime
        .block_on(live.start())
        .map_err(|error| failed(lang, &error))?;
    context.print(&format!("{}\n", running.url()))?;
    context.say(&match &args.keep {
        Some(path) => HOW_TO_END_KEPT.fill(lang, &[&path.display().to_string()]),
        None => HOW_TO_END.get(lang).to_owned(),
    });
    if !args.no_open && has_desktop(context) {
        open_browser(&running.url());
    }
    runtime.block_on(async {
        tokio::spawn(shutdown::on_signals(running.trigger()));
        running.until_stopped().await;
    });
    Ok(Exit::Done)
}

/// The port of `--listen`. The address is always this machine's own: nobody else may press the demo's buttons. What a
/// file says is for the server that sells.
fn port(context: &Context<'_>) -> u16 {
    let settings = context.settings().ok();
    let given = settings.and_then(|settings| {
        let listen = settings.get("listen");
        match listen.origin {
            Origin::Flag(_) => listen.text.rsplit_once(':')?.1.parse().ok(),
            Origin::Default | Origin::File { .. } | Origin::Env(_) => None,
        }
    });
    given.unwrap_or(0)
}

/// Whether there is a person with a browser in front of this machine: a terminal that is not a remote one.
fn has_desktop(context: &Context<'_>) -> bool {
    let set = |name| context.env.get(name).is_some_and(|value| !value.is_empty());
    let remote = set("SSH_CONNECTION") || set("SSH_TTY");
    let display = cfg!(target_os = "macos") || set("DISPLAY") || set("WAYLAND_DISPLAY");
    !remote && display && io::stdout().is_terminal()
}

/// The address was printed: nothing is lost where no browser comes up.
fn open_browser(url: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let started = Command::new(program)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = started {
        tracing::debug!(%error, "no browser was opened");
    }
}

fn headless(
    context: &mut Context<'_>,
    runtime: &tokio::runtime::Runtime,
    args: &DemoArgs,
    folder: Folder,
    shown: Lang,
) -> Result<Exit, Failure> {
    let lang = context.lang;
    let mut file = match &args.record {
        None => None,
        Some(path) => Some(create(path, lang)?),
    };
    let options = Headless {
        folder,
        seed: args.seed,
        lang: shown,
        check: args.check,
        tail: TAIL,
        watch: &mut |_, _| {},
        record: &mut |store, shop| match &mut file {
            None => Ok(()),
            Some(file) => record::write(store, shop, file).map_err(|error| match error {
                RecordError::Store(error) => error.into(),
                RecordError::Write(error) => error.into(),
            }),
        },
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
        Err(DemoError::Transcript(error)) => context.wrote(Err(error)),
        Err(error) => Err(failed(lang, &error)),
    }
}

/// A new file for a recording.
fn create(path: &Path, lang: Lang) -> Result<BufWriter<File>, Failure> {
    File::create_new(path).map(BufWriter::new).map_err(|error| {
        let shown = path.display().to_string();
        match error.kind() == io::ErrorKind::AlreadyExists {
            true => Failure::failed(lang, &talk::FILE_EXISTS, &[&shown]),
            false => Failure::failed(lang, &talk::WRITE_FAILED, &[&shown, &error.to_string()]),
        }
    })
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
