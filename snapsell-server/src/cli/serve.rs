//! `snapsell serve`: from a checked configuration to a server that stops cleanly.

use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use snapsell_store::{Store, StoreError, sqlite_version};
use snapsell_twilio::ApiBase;
use snapsell_twilio::client::{HyperTransport, Timeouts};

use super::Context;
use super::args::ServeArgs;
use super::iso::iso;
use super::store;
use crate::clock::Clock;
use crate::config::{Config, Database, LogFormat, MasterKey, MetricsToken};
use crate::console::{self, Console};
use crate::engine;
use crate::exit::{Exit, Failure};
use crate::http::accept::{self, Drained};
use crate::http::health::{self, Readiness};
use crate::http::tls::Certificate;
use crate::logs;
use crate::metrics::Metrics;
use crate::shutdown::{self, Shutdown};
use crate::talk::{self, Both, Lang};
use crate::webhook;
use crate::wiring::{App, Setup};

/// Files that are open beside connections: the database, requests to the provider.
const FILES_BESIDE: u64 = 256;
/// How long background work may take to end once the sockets are closed.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);
const API_BASE_EXPECTS: Both = Both {
    en: "https://host, or http:// on this machine, without a path",
    fr: "https://hôte, ou http:// sur cette machine, sans chemin",
};
const CHECKED: Both = Both {
    en: "configuration, master key and certificate are right\n  → snapsell serve",
    fr: "configuration, clé maîtresse et certificat sont en ordre\n  → snapsell serve",
};
const NO_PUBLIC_URL: Both = Both {
    en: "  ! public_url is not set: signed webhooks are checked over {0}",
    fr: "  ! public_url n'est pas défini : les webhooks signés sont vérifiés sur {0}",
};
const NO_TLS: Both = Both {
    en: "  ! {0} is without TLS, where browsers keep nobody signed in: set tls_cert and tls_key, or public_url to a proxy's https://…",
    fr: "  ! {0} est sans TLS, où aucun navigateur ne garde de session : définissez tls_cert et tls_key, ou public_url sur le https://… d'un proxy",
};
const ENDED: Both = Both {
    en: "it was valid until {0}",
    fr: "il était valable jusqu'au {0}",
};
const CERTIFICATE: Both = Both {
    en: "  ! nobody will believe the certificate: {0}",
    fr: "  ! personne ne croira le certificat : {0}",
};
const FEW_FILES: Both = Both {
    en: "  ! only {0} files may be open at once, too few for max_connections = {1}: raise ulimit -n, or LimitNOFILE of systemd",
    fr: "  ! seuls {0} fichiers peuvent être ouverts à la fois, trop peu pour max_connections = {1} : augmentez ulimit -n, ou LimitNOFILE de systemd",
};
const NO_OWNER: Both = Both {
    en: "  ! no owner yet: open {0}  (good for 30 minutes)\n                  or run {1}",
    fr: "  ! pas encore de propriétaire : ouvrez {0}  (valable 30 minutes)\n                  ou lancez {1}",
};

const NO_OWNER_LOGGED: Both = Both {
    en: "  ! no owner yet: run {0}, or start once with --log-format text, which shows a link to make the first shop",
    fr: "  ! pas encore de propriétaire : lancez {0}, ou démarrez une fois avec --log-format text, qui montre un lien pour créer la première boutique",
};
/// What makes an owner where there is a shop already, and where there is none.
const MAKES_OWNER: [Both; 2] = [
    Both {
        en: "snapsell user create",
        fr: "snapsell user create",
    },
    Both {
        en: "snapsell shop create, then snapsell user create",
        fr: "snapsell shop create, puis snapsell user create",
    },
];
/// How a line begins that somebody should do something about.
const WARNING: &str = "  ! ";

pub(super) fn run(context: &mut Context<'_>, args: &ServeArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let settings = context.settings()?;
    let config = Config::from_settings(&settings, lang)?;
    let json = config.log_format == LogFormat::Json && !args.check;
    if !args.check {
        logs::init(&logs::Options {
            format: config.log_format,
            level: config.log_level.clone(),
            colour: context.colour(),
        });
    }
    for line in settings.without_effect(lang) {
        say(context, json, &line);
    }
    config.master_key(lang)?;
    if let Some(line) = readable_key(&config, lang) {
        say(context, json, &line);
    }
    let api_base = api_base(context, &config)?;
    let token = config.metrics_token(lang)?;
    let tls = Certificate::configured(&config, lang)?;
    let ended = tls.as_ref().and_then(|own| ended(own, lang));
    if args.check {
        if let (Some(ended), Some(files)) = (&ended, &config.tls) {
            let args = [files.cert.display().to_string(), ended.clone()];
            let failure = Failure::config(lang, &talk::TLS_WRONG, &[&args[0], &args[1]]);
            return Err(config.blame("tls_cert", failure));
        }
        context.say(CHECKED.get(lang));
        return Ok(Exit::Done);
    }
    if let Some(ended) = ended {
        say(context, json, &CERTIFICATE.fill(lang, &[&ended]));
    }
    let (store, report) = store::open_or_create(&config, lang)?;
    if let Some(line) = store::made(&config, &report, lang) {
        say(context, json, &line);
    }
    let cannot_start =
        |error: std::io::Error| Failure::failed(lang, &talk::RUNTIME_FAILED, &[&error.to_string()]);
    if let Some(line) = too_few_files(&config, lang) {
        say(context, json, &line);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(cannot_start)?;
    let drained = runtime.block_on(open(context, &config, store, api_base, (tls, token)));
    runtime.shutdown_background();
    match drained? {
        Drained { cut: 0 } => Ok(Exit::Done),
        Drained { cut } => Err(Failure::failed(lang, &talk::DRAIN_CUT, &[&cut.to_string()])),
    }
}

/// That others may read the master key: said and not refused, since what a container is given is often its group's too.
fn readable_key(config: &Config, lang: Lang) -> Option<String> {
    let key = &config.master_key_file;
    MasterKey::others_may_read(key).then(|| {
        let shown = key.display().to_string();
        let said = talk::KEY_READABLE.fill(lang, &[&shown]);
        format!("  ! {said}  → chmod 600 {}", talk::shell(&shown))
    })
}

/// That a certificate is valid no more.
fn ended(own: &Certificate, lang: Lang) -> Option<String> {
    let now = Clock::system().now();
    let until = own.valid_until().filter(|until| *until < now)?;
    Some(ENDED.fill(lang, &[&iso(until)]))
}

/// Takes as many open files as this process may have, since shells and systemd begin with fewer than there may be
/// connections; says so where even that is too few.
fn too_few_files(config: &Config, lang: Lang) -> Option<String> {
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let open = match setrlimit(Resource::Nofile, most) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    }?;
    let connections = config.limits.connections_max;
    let enough = u64::try_from(connections).map_or(u64::MAX, |count| count + FILES_BESIDE);
    let args = [open.to_string(), connections.to_string()];
    (open < enough).then(|| FEW_FILES.fill(lang, &args.each_ref().map(String::as_str)))
}

/// The provider's address, which is stricter than any other: secrets go there.
fn api_base(context: &Context<'_>, config: &Config) -> Result<ApiBase, Failure> {
    ApiBase::parse(&config.twilio_api_base).map_err(|_| {
        let lang = context.lang;
        let key = "twilio_api_base";
        let place = context.settings().map_or_else(
            |_| String::new(),
            |settings| settings.get(key).origin.words(lang),
        );
        let expected = API_BASE_EXPECTS.get(lang);
        let args = [key, &place, expected, &config.twilio_api_base];
        Failure::config(lang, &talk::VALUE_WRONG, &args)
    })
}

/// Binds, says where, and serves until a signal has been drained.
async fn open(
    context: &mut Context<'_>,
    config: &Config,
    store: Store,
    api_base: ApiBase,
    (certificate, token): (Option<Certificate>, Option<MetricsToken>),
) -> Result<Drained, Failure> {
    let lang = context.lang;
    let cannot_listen = |error: std::io::Error| {
        let args = [config.listen.to_string(), error.to_string()];
        Failure::failed(lang, &talk::LISTEN_FAILED, &[&args[0], &args[1]])
    };
    let listener = accept::listen(config.listen).map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    let (trigger, shutdown) = shutdown::channel();
    tokio::spawn(shutdown::on_signals(trigger));
    let tls = certificate.as_ref().map(|own| own.acceptor(lang));
    let tls = tls.transpose()?;
    match certificate {
        Some(certificate) => tokio::spawn(certificate.renewed_on_hangup(lang)),
        None => tokio::spawn(shutdown::outlive_hangups()),
    };
    let at = Config {
        listen: address,
        ..config.clone()
    };
    let app = App::start(setup(&at, store, api_base))
        .map_err(|error| Failure::failed(lang, &talk::RUNTIME_FAILED, &[&error.to_string()]))?;
    tokio::spawn(unready_while_draining(
        app.readiness.clone(),
        shutdown.clone(),
    ));
    let options = accept::Options {
        limits: config.limits,
        tls,
        trusted: config.trusted_proxies.clone(),
        drain: config.drain,
        connections: app.metrics.connections.clone(),
    };
    let tasks = app
        .spawn(&shutdown)
        .map_err(|error| store::failure(config, lang, &error))?;
    announce(context, &at, &app).map_err(|error| store::failure(config, lang, &error))?;
    let console = Console::new(
        &app,
        console::Options {
            trusted: config.trusted_proxies.clone(),
            shutdown: shutdown.clone(),
            sign_up: config.sign_up,
            demo: false,
        },
    );
    let routes = health::guarded(app.routes().merge(console.router()), token);
    let service = webhook::door(app.hooks(), routes);
    let drained = accept::serve(listener, service, options, shutdown).await;
    let ended = tokio::time::timeout(STOP_TIMEOUT, async {
        console.settled().await;
        for task in tasks {
            // One that panicked has said so.
            let _ = task.await;
        }
    });
    if ended.await.is_err() {
        tracing::warn!("background work did not end in time");
    }
    app.stop().await;
    tracing::info!(cut = drained.cut, "stopped");
    Ok(drained)
}

fn setup(config: &Config, store: Store, api_base: ApiBase) -> Setup {
    Setup {
        store,
        public_url: config.base_url(),
        transport: Arc::new(HyperTransport::new(&api_base, Timeouts::default())),
        api_base,
        clock: Clock::system(),
        engine: engine::Options::default(),
        catch_up: config.catch_up,
        seed: u64::from(std::process::id()),
        metrics: Metrics::new(),
        readiness: Readiness::new(),
    }
}

async fn unready_while_draining(readiness: Readiness, shutdown: Shutdown) {
    shutdown.draining().await;
    tracing::info!("stopping: no new connections, those that are open are answered");
    readiness.stop();
}

/// Says a line; in the log where whoever reads stderr reads JSON and nothing else.
fn say(context: &mut Context<'_>, json: bool, line: &str) {
    if !json {
        return context.say(line);
    }
    match line.strip_prefix(WARNING) {
        Some(warning) => tracing::warn!("{warning}"),
        None => tracing::info!("{line}"),
    }
}

/// Says where everything is, and how the first owner comes in.
fn announce(context: &mut Context<'_>, config: &Config, app: &App) -> Result<(), StoreError> {
    let lang = context.lang;
    let base = config.base_url();
    // An owner owns a shop.
    let makes_owner = MAKES_OWNER[usize::from(app.store.shops()?.is_empty())].get(lang);
    if config.log_format != LogFormat::Json {
        let first = console::setup_link(&app.store, &base, app.now())?;
        let first = first.map(|first| NO_OWNER.fill(lang, &[&first, makes_owner]));
        let lines = [banner(config)].into_iter();
        let lines: Vec<String> = lines.chain(warnings(config, lang)).chain(first).collect();
        context.say(&lines.join("\n"));
        return Ok(());
    }
    let Database::Sqlite(path) = &config.database;
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        sqlite = sqlite_version(),
        database = %path.display(),
        console = format!("{base}/"),
        webhook = format!("{base}/t/{{shop}}/in"),
        health = health_url(config),
        "serving"
    );
    // Logs are kept and read by many: whoever has the link is the first owner.
    let first = (!app.store.has_users()?).then(|| NO_OWNER_LOGGED.fill(lang, &[makes_owner]));
    for line in warnings(config, lang).chain(first) {
        say(context, true, &line);
    }
    Ok(())
}

fn health_url(config: &Config) -> String {
    let scheme = if config.tls.is_some() {
        "https"
    } else {
        "http"
    };
    format!("{scheme}://{}/readyz", config.listen)
}

fn banner(config: &Config) -> String {
    let Database::Sqlite(path) = &config.database;
    let base = config.base_url();
    format!(
        "SnapSell {}   SQLite {}   {}\n  Console   {base}/\n  Webhook   {base}/t/{{shop}}/in\n  Health    {}",
        env!("CARGO_PKG_VERSION"),
        sqlite_version(),
        path.display(),
        health_url(config),
    )
}

/// What is served and will not do for long.
fn warnings(config: &Config, lang: Lang) -> impl Iterator<Item = String> + use<> {
    let base = config.base_url();
    let unset = config.public_url.is_none();
    let unset = unset.then(|| NO_PUBLIC_URL.fill(lang, &[&base]));
    unset.into_iter().chain(without_tls(&base, lang))
}

/// That nobody can sign in at this address: browsers take the cookie of a session only over TLS, or on this machine.
fn without_tls(base: &str, lang: Lang) -> Option<String> {
    let plain = base.starts_with("http://") && !console::is_plain_loopback(base);
    plain.then(|| NO_TLS.fill(lang, &[base]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_at_which_nobody_can_sign_in_is_said() {
        for base in ["http://192.168.1.5:8080", "http://0.0.0.0:8080"] {
            assert!(without_tls(base, Lang::En).unwrap().contains(base));
        }
        for base in ["https://boutique.example", "http://127.0.0.1:8080"] {
            assert_eq!(without_tls(base, Lang::En), None, "{base}");
        }
    }
}
