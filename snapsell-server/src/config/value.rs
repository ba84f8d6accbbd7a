//! From the text of a setting to its value, with a message that names key, origin and what is expected.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use tracing::level_filters::LevelFilter;

use super::keys::find;
use super::settings::Settings;
use super::{Database, LogFormat};
use crate::exit::Failure;
use crate::talk::{self, Lang};

const COUNT_MAX: usize = 1_000_000;
const SECONDS_MAX: u64 = 3_600;

/// Reads settings one by one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) settings: &'a Settings,
    pub(super) lang: Lang,
}

impl Reader<'_> {
    /// Nothing where the key is unset.
    pub(super) fn given(&self, name: &str) -> bool {
        !self.settings.get(name).text.is_empty()
    }

    /// Where a key was set, and its name: what is said about its file follows.
    pub(super) fn place(&self, name: &str) -> String {
        let origin = self.settings.get(name).origin.words(self.lang);
        talk::FILE_OF_KEY.fill(self.lang, &[name, &origin])
    }

    pub(super) fn parsed<T: FromStr>(&self, name: &str) -> Result<T, Failure> {
        let parsed = self.settings.get(name).text.parse();
        parsed.map_err(|_| self.wrong(name))
    }

    pub(super) fn path(&self, name: &str) -> Result<PathBuf, Failure> {
        if !self.given(name) {
            return Err(self.wrong(name));
        }
        Ok(PathBuf::from(&self.settings.get(name).text))
    }

    pub(super) fn count(&self, name: &str) -> Result<usize, Failure> {
        match self.parsed(name)? {
            count @ 1..=COUNT_MAX => Ok(count),
            _ => Err(self.wrong(name)),
        }
    }

    pub(super) fn seconds(&self, name: &str) -> Result<Duration, Failure> {
        match self.parsed(name)? {
            seconds @ 1..=SECONDS_MAX => Ok(Duration::from_secs(seconds)),
            _ => Err(self.wrong(name)),
        }
    }

    /// An `http://` or `https://` address with a host, a port that exists, and nothing behind it, since the console's own
    /// links begin at the root; the final slash is dropped.
    pub(super) fn url(&self, name: &str) -> Result<String, Failure> {
        let text = self.settings.get(name).text.trim_end_matches('/');
        let address: http::Uri = text.parse().map_err(|_| self.wrong(name))?;
        let known = text.starts_with("http://") || text.starts_with("https://");
        let host = address.host().unwrap_or_default();
        let authority = address.authority().map_or("", |whole| whole.as_str());
        let port = authority == host || address.port_u16().is_some();
        let user = authority.contains('@');
        let path = address.path() != "/";
        if !known || host.is_empty() || !port || user || path || text.contains(['?', '#']) {
            return Err(self.wrong(name));
        }
        Ok(text.to_owned())
    }

    pub(super) fn database(&self, name: &str) -> Result<Database, Failure> {
        let setting = self.settings.get(name);
        match setting.text.split_once(':') {
            Some(("sqlite", path)) if is_durable(Path::new(path)) => {
                Ok(Database::Sqlite(PathBuf::from(path)))
            }
            Some(("postgres" | "postgresql", _)) => {
                let origin = setting.origin.words(self.lang);
                Err(Failure::config(
                    self.lang,
                    &talk::POSTGRES_ABSENT,
                    &[&origin],
                ))
            }
            _ => Err(self.wrong(name)),
        }
    }

    /// Comma-separated levels and `target=level` pairs. A lone word that is no level is refused, though the
    /// filter's own parser would take it for a target.
    pub(super) fn log_filter(&self, name: &str) -> Result<String, Failure> {
        let text = &self.settings.get(name).text;
        let level = |part: &str| {
            part.rsplit('=')
                .next()
                .is_some_and(|level| level.parse::<LevelFilter>().is_ok())
        };
        if text.is_empty() || !text.split(',').all(|part| level(part.trim())) {
            return Err(self.wrong(name));
        }
        Ok(text.clone())
    }

    fn wrong(&self, name: &str) -> Failure {
        let setting = self.settings.get(name);
        let expects = find(name).map_or("", |key| key.expects.get(self.lang));
        let args = [
            name,
            &setting.origin.words(self.lang),
            expects,
            &redacted(&setting.text),
        ];
        Failure::config(self.lang, &talk::VALUE_WRONG, &args)
    }
}

/// Whether this names a file, or could: to SQLite `:memory:` is a database that ends with the process.
fn is_durable(path: &Path) -> bool {
    let name = path.file_name();
    name.is_some_and(|name| name != ":memory:") && !path.is_dir()
}

impl FromStr for LogFormat {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "auto" => Ok(Self::Auto),
            "json" => Ok(Self::Json),
            "text" => Ok(Self::Text),
            _ => Err(()),
        }
    }
}

/// The text with any `user:password@` of an address hidden.
pub(super) fn redacted(text: &str) -> String {
    let hidden = text.split_once("://").and_then(|(scheme, rest)| {
        let authority_end = rest.find('/').unwrap_or(rest.len());
        let at = rest[..authority_end].rfind('@')?;
        Some(format!("{scheme}://***{}", &rest[at..]))
    });
    hidden.unwrap_or_else(|| text.to_owned())
}
