//! Check 1: the configuration is right, and nobody else can read the master key.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use snapsell_core::{Span, Timestamp};
use snapsell_store::MasterKey as StoreKey;

use super::Found;
use crate::cli::Context;
use crate::cli::iso::iso;
use crate::clock::Clock;
use crate::config::{Config, KEYS, MasterKey, Origin, TlsFiles};
use crate::exit::Failure;
use crate::http::tls::Certificate;
use crate::talk::{self, Both, Lang};

/// Whoever renews certificates by itself has done so before.
const SOON: Span = Span::from_mins(14 * 24 * 60);

const SOURCES: Both = Both {
    en: "{0}, {1} from the environment, {2} from flags",
    fr: "{0}, {1} de l'environnement, {2} d'options",
};
const KEY: Both = Both {
    en: "master key {0}",
    fr: "clé maîtresse {0}",
};
const UNTIL: Both = Both {
    en: "certificate {0} valid until {1}",
    fr: "certificat {0} valable jusqu'au {1}",
};
const NO_FILE: Both = Both {
    en: "no file",
    fr: "pas de fichier",
};

pub(super) fn check(context: &Context<'_>, config: &Result<Config, Failure>, fix: bool) -> Found {
    let lang = context.lang;
    let config = match config {
        Ok(config) => config,
        Err(failure) => return failure.clone().into(),
    };
    let id = match config.master_key(lang) {
        Ok(key) => fingerprint(&key),
        Err(failure) => return failure.into(),
    };
    let key = &config.master_key_file;
    if MasterKey::others_may_read(key) && !(fix && close(key)) {
        let shown = key.display().to_string();
        let next = format!("chmod 600 {}", talk::shell(&shown));
        return Found::warn(talk::KEY_READABLE.fill(lang, &[&shown]), next);
    }
    let mut detail = format!("{}\n{}", sources(context), KEY.fill(lang, &[&id]));
    if let Some(files) = &config.tls {
        let own = match Certificate::configured(config, lang) {
            Ok(own) => own,
            Err(failure) => return failure.into(),
        };
        match certificate(files, own.and_then(|own| own.valid_until()), lang) {
            Ok(until) => detail = format!("{detail}\n{until}"),
            Err(found) => return found,
        }
    }
    Found::ok(detail)
}

/// Until when the certificate is valid; an error when it is not, or not for long.
fn certificate(files: &TlsFiles, until: Option<Timestamp>, lang: Lang) -> Result<String, Found> {
    let Some(until) = until else {
        return Ok(String::new());
    };
    let shown = files.cert.display().to_string();
    let said = UNTIL.fill(lang, &[&shown, &iso(until)]);
    let next = format!("openssl x509 -noout -enddate -in {}", talk::shell(&shown));
    match until.since(Clock::system().now()) {
        left if left <= Span::ZERO => Err(Found::fail(said, next)),
        left if left < SOON => Err(Found::warn(said, next)),
        _ => Ok(said),
    }
}

/// The public name of a key: it tells keys apart and says nothing about them.
fn fingerprint(key: &MasterKey) -> String {
    let id = StoreKey::from_base64(&key.to_line()).map(|key| key.id());
    id.map_or_else(|_| "?".to_owned(), |id| format!("{id:08x}"))
}

fn close(path: &Path) -> bool {
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).is_ok()
}

/// Who set what, in one line.
fn sources(context: &Context<'_>) -> String {
    let Ok(settings) = context.settings() else {
        return String::new();
    };
    let (mut file, mut env, mut flags) = (None, 0_u32, 0_u32);
    for key in KEYS {
        match &settings.get(key.name).origin {
            Origin::Default => {}
            Origin::File { path, .. } => file = Some(path.display().to_string()),
            Origin::Env(_) => env += 1,
            Origin::Flag(_) => flags += 1,
        }
    }
    let file = file.unwrap_or_else(|| NO_FILE.get(context.lang).to_owned());
    let (env, flags) = (env.to_string(), flags.to_string());
    SOURCES.fill(context.lang, &[&file, &env, &flags])
}
