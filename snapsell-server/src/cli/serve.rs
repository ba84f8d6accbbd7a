//! `snapsell serve`: from a checked configuration to a server that stops cleanly.

use std::net::SocketAddr;

use axum::Router;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::Context;
use super::args::ServeArgs;
use crate::config::{Config, Database, MasterKey};
use crate::exit::{Exit, Failure};
use crate::http::accept::{self, Drained};
use crate::http::error::HttpError;
use crate::http::health::{self, Readiness};
use crate::http::tls;
use crate::logs;
use crate::metrics::Metrics;
use crate::shutdown::{self, Shutdown};
use crate::talk::{self, Both, Lang};

const CHECKED: Both = Both {
    en: "configuration, master key and certificate are right\n  → snapsell serve",
    fr: "configuration, clé maîtresse et certificat sont en ordre\n  → snapsell serve",
};
const NO_PUBLIC_URL: Both = Both {
    en: "  ! public_url is not set: signed webhooks are checked over {0}",
    fr: "  ! public_url n'est pas défini : les webhooks signés sont vérifiés sur {0}",
};

pub(super) fn run(context: &mut Context<'_>, args: &ServeArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let config = context.config()?;
    MasterKey::load(&config.master_key_file, lang)?;
    let tls = config
        .tls
        .as_ref()
        .map(|files| tls::acceptor(files, lang))
        .transpose()?;
    if args.check {
        context.say(CHECKED.get(lang));
        return Ok(Exit::Done);
    }
    logs::init(&logs::Options {
        format: config.log_format,
        level: config.log_level.clone(),
        colour: context.colour(),
    });
    let cannot_start =
        |error: std::io::Error| Failure::failed(lang, &talk::RUNTIME_FAILED, &[&error.to_string()]);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(cannot_start)?;
    let drained = runtime.block_on(open(context, &config, tls));
    runtime.shutdown_background();
    match drained? {
        Drained { cut: 0 } => Ok(Exit::Done),
        Drained { cut } => Err(Failure::failed(lang, &talk::DRAIN_CUT, &[&cut.to_string()])),
    }
}

/// Binds, says where, and serves until a signal has been drained.
async fn open(
    context: &mut Context<'_>,
    config: &Config,
    tls: Option<TlsAcceptor>,
) -> Result<Drained, Failure> {
    let lang = context.lang;
    let cannot_listen = |error: std::io::Error| {
        let args = [config.listen.to_string(), error.to_string()];
        Failure::failed(lang, &talk::LISTEN_FAILED, &[&args[0], &args[1]])
    };
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    let (trigger, shutdown) = shutdown::channel();
    tokio::spawn(shutdown::on_signals(trigger));
    let readiness = Readiness::new();
    let metrics = Metrics::new();
    tokio::spawn(unready_while_draining(readiness.clone(), shutdown.clone()));
    let options = accept::Options {
        limits: config.limits,
        tls,
        trusted: config.trusted_proxies.clone(),
        drain: config.drain,
        connections: metrics.connections.clone(),
    };
    context.say(&banner(config, address, lang));
    let service = TowerToHyperService::new(router(readiness, metrics));
    Ok(accept::serve(listener, service, options, shutdown).await)
}

fn router(readiness: Readiness, metrics: Metrics) -> Router {
    health::router(readiness, metrics).fallback(async || HttpError::NOT_FOUND)
}

async fn unready_while_draining(readiness: Readiness, shutdown: Shutdown) {
    shutdown.draining().await;
    readiness.block("stopping", "the server is stopping");
}

fn banner(config: &Config, address: SocketAddr, lang: Lang) -> String {
    let Database::Sqlite(path) = &config.database;
    let at = Config {
        listen: address,
        ..config.clone()
    };
    let base = at.base_url();
    let scheme = if config.tls.is_some() {
        "https"
    } else {
        "http"
    };
    let mut lines = format!(
        "SnapSell {}   SQLite   {}\n  Console   {base}/\n  Webhook   {base}/t/{{shop}}/in\n  Health    {scheme}://{address}/readyz",
        env!("CARGO_PKG_VERSION"),
        path.display(),
    );
    if config.public_url.is_none() {
        lines.push('\n');
        lines.push_str(&NO_PUBLIC_URL.fill(lang, &[&base]));
    }
    lines
}
