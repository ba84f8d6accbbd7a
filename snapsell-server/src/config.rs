//! What the operator wants: one flat list of keys, each from a flag, the environment, the file or its default, in that order.

mod env;
mod example;
mod file;
mod keys;
mod master_key;
mod metrics_token;
mod nearest;
mod network;
mod secret;
mod settings;
mod show;
mod value;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::exit::Failure;
use crate::http::limits::Limits;
use crate::talk::{self, Lang};

pub use env::Env;
pub use example::example;
pub(crate) use keys::RETIRED;
pub use keys::{KEYS, Key, Kind};
pub use master_key::MasterKey;
pub use metrics_token::MetricsToken;
pub(crate) use nearest::nearest;
pub use network::{NetworkError, Networks};
pub use settings::{Inputs, Origin, Setting, Settings};

/// Everything `serve` needs to know, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where to accept connections.
    pub listen: SocketAddr,
    /// The address people and the provider use, without a final slash. Signatures are made over it.
    pub public_url: Option<String>,
    /// Where everything durable lives.
    pub database: Database,
    /// The file with the key that personal data is encrypted under.
    pub master_key_file: PathBuf,
    /// Folder of the database's copies.
    pub backup_dir: Option<PathBuf>,
    /// Base address of the provider's interface, without a final slash.
    pub twilio_api_base: String,
    /// Certificate and key, when this process ends TLS itself.
    pub tls: Option<TlsFiles>,
    /// The file with what whoever reads the figures must show.
    pub metrics_token_file: Option<PathBuf>,
    /// Shape of the log.
    pub log_format: LogFormat,
    /// What is logged: `info`, or a filter such as `info,snapsell_server=debug`.
    pub log_level: String,
    /// Whose `X-Forwarded-For` is believed, and who is exempt from the limit per address.
    pub trusted_proxies: Networks,
    /// What one client, and all of them, may take.
    pub limits: Limits,
    /// How long a stop waits for requests in flight.
    pub drain: Duration,
    /// Whether messages missed while the server was down are fetched at start.
    pub catch_up: bool,
    /// Whether anybody may make a shop.
    pub sign_up: bool,
    /// For each of [`FILE_KEYS`]: where it was set, and its name, as the beginning of a sentence.
    pub(crate) places: BTreeMap<&'static str, String>,
}

/// Keys that name a file which is read when it is needed.
const FILE_KEYS: [&str; 4] = [
    "master_key_file",
    "tls_cert",
    "tls_key",
    "metrics_token_file",
];

/// A database this build can open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// One file.
    Sqlite(PathBuf),
}

/// PEM files for TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// Certificate chain, the server's own first.
    pub cert: PathBuf,
    /// Private key.
    pub key: PathBuf,
}

/// Shape of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    Auto,
    /// One JSON object a line.
    Json,
    /// For people.
    Text,
}

impl Config {
    /// Reads the settings and checks every value.
    ///
    /// # Errors
    /// The first thing that is wrong, with exit code 78: its key, where it was set and what to type next.
    pub fn load(inputs: &Inputs<'_>) -> Result<(Self, Settings), Failure> {
        let settings = Settings::gather(inputs)?;
        let config = Self::from_settings(&settings, inputs.lang)?;
        Ok((config, settings))
    }

    /// Checks every value of `settings`.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn from_settings(settings: &Settings, lang: Lang) -> Result<Self, Failure> {
        let read = value::Reader { settings, lang };
        Ok(Self {
            listen: read.parsed("listen")?,
            public_url: read
                .given("public_url")
                .then(|| read.url("public_url"))
                .transpose()?,
            database: read.database("database")?,
            master_key_file: read.path("master_key_file")?,
            backup_dir: read
                .given("backup_dir")
                .then(|| read.path("backup_dir"))
                .transpose()?,
            twilio_api_base: read.url("twilio_api_base")?,
            tls: tls_files(&read)?,
            metrics_token_file: read
                .given("metrics_token_file")
                .then(|| read.path("metrics_token_file"))
                .transpose()?,
            log_format: read.parsed("log_format")?,
            log_level: read.log_filter("log_level")?,
            trusted_proxies: read.parsed("trusted_proxies")?,
            limits: Limits {
                connections_max: read.count("max_connections")?,
                connections_per_address_max: read.count("max_connections_per_address")?,
                head_timeout: read.seconds("head_timeout_seconds")?,
                idle_timeout: read.seconds("idle_timeout_seconds")?,
            },
            drain: read.seconds("drain_seconds")?,
            catch_up: read.parsed("catch_up")?,
            sign_up: read.parsed("sign_up")?,
            places: FILE_KEYS.map(|key| (key, read.place(key))).into(),
        })
    }

    /// What is wrong with the file of this key, with the key and where it was set.
    pub(crate) fn blame(&self, key: &str, failure: Failure) -> Failure {
        let place = self.places.get(key).map_or("", String::as_str);
        Failure {
            message: format!("{place}{}", failure.message),
            ..failure
        }
    }

    /// The master key of its file.
    ///
    /// # Errors
    /// As [`MasterKey::load`], with the key of the configuration that names the file.
    pub fn master_key(&self, lang: Lang) -> Result<MasterKey, Failure> {
        MasterKey::load(&self.master_key_file, lang)
            .map_err(|failure| self.blame("master_key_file", failure))
    }

    /// The token of its file, where there is one.
    ///
    /// # Errors
    /// As [`MetricsToken::load`], with the key of the configuration that names the file.
    pub fn metrics_token(&self, lang: Lang) -> Result<Option<MetricsToken>, Failure> {
        let file = self.metrics_token_file.as_deref();
        file.map(|path| MetricsToken::load(path, lang))
            .transpose()
            .map_err(|failure| self.blame("metrics_token_file", failure))
    }

    /// The address people use: `public_url`, or the listening address where none is set.
    pub fn base_url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        self.public_url
            .clone()
            .unwrap_or_else(|| format!("{scheme}://{}", self.listen))
    }
}

fn tls_files(read: &value::Reader<'_>) -> Result<Option<TlsFiles>, Failure> {
    let alone = |key: &str, missing: &str| {
        let origin = read.settings.get(key).origin.words(read.lang);
        Failure::config(read.lang, &talk::KEY_ALONE, &[key, &origin, missing])
    };
    match (read.given("tls_cert"), read.given("tls_key")) {
        (false, false) => Ok(None),
        (true, false) => Err(alone("tls_cert", "tls_key")),
        (false, true) => Err(alone("tls_key", "tls_cert")),
        (true, true) => Ok(Some(TlsFiles {
            cert: read.path("tls_cert")?,
            key: read.path("tls_key")?,
        })),
    }
}

#[cfg(test)]
mod tests;
