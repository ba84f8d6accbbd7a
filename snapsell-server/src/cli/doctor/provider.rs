//! Check 5: the provider accepts the credentials of every shop.

use snapsell_store::{ShopRecord, Store};
use snapsell_twilio::client::{HyperTransport, Timeouts, Transport as _};
use snapsell_twilio::{AccountSid, Api, ApiBase, AuthToken, Credentials, KeySid, error_code};
use tokio::runtime::{Builder, Runtime};

use super::Found;
use crate::cli::store;
use crate::config::Config;
use crate::mask::Masked;
use crate::talk::{Both, Lang};

const NO_SHOP: Both = Both {
    en: "no shop yet",
    fr: "pas encore de boutique",
};
const ACCEPTED: Both = Both {
    en: "credentials of {0} shop(s) accepted: {1}",
    fr: "identifiants de {0} boutique(s) acceptés : {1}",
};
const REFUSED: Both = Both {
    en: "`{0}`: the provider answers {1} to its credentials",
    fr: "`{0}` : le fournisseur répond {1} à ses identifiants",
};
const UNUSABLE: Both = Both {
    en: "`{0}`: its credentials cannot be used",
    fr: "`{0}` : ses identifiants sont inutilisables",
};
const SILENT: Both = Both {
    en: "{0} cannot be reached: {1}",
    fr: "{0} est injoignable : {1}",
};

/// Shops whose senders are named.
const NAMED_MAX: usize = 8;

pub(super) fn check(config: &Config, opened: &Store, lang: Lang) -> Found {
    let shops = match opened.shops() {
        Ok(shops) => shops,
        Err(error) => return store::failure(config, lang, &error).into(),
    };
    if shops.is_empty() {
        return Found::warn(NO_SHOP.get(lang).to_owned(), "snapsell shop create --help");
    }
    let Ok(base) = ApiBase::parse(&config.twilio_api_base) else {
        let args = [config.twilio_api_base.as_str(), "twilio_api_base"];
        return Found::fail(SILENT.fill(lang, &args), "snapsell config --show");
    };
    let Some(runtime) = runtime() else {
        return Found::skip(lang);
    };
    let transport = HyperTransport::new(&base, Timeouts::default());
    for record in &shops {
        let judged = runtime.block_on(ask(&transport, &base, record, lang));
        if let Err(found) = judged {
            return found;
        }
    }
    let named = |shop: &ShopRecord| format!("{} {}", shop.slug, Masked(&shop.whatsapp));
    let mut senders: Vec<String> = shops.iter().take(NAMED_MAX).map(named).collect();
    if let Some(more @ 1..) = shops.len().checked_sub(NAMED_MAX) {
        senders.push(format!("+{more}"));
    }
    let count = shops.len().to_string();
    Found::ok(ACCEPTED.fill(lang, &[&count, &senders.join(", ")]))
}

/// A runtime for a few requests.
pub(super) fn runtime() -> Option<Runtime> {
    Builder::new_current_thread().enable_all().build().ok()
}

async fn ask(
    transport: &HyperTransport,
    base: &ApiBase,
    record: &ShopRecord,
    lang: Lang,
) -> Result<(), Found> {
    let set = format!("snapsell shop set --shop {} auth_token=@FILE", record.slug);
    let Some(credentials) = credentials(record) else {
        return Err(Found::fail(UNUSABLE.fill(lang, &[&record.slug]), set));
    };
    let api = Api::new(base.clone(), credentials);
    match transport.send(api.check_account()).await {
        Ok(answer) if answer.status == 200 => Ok(()),
        Ok(answer) => {
            let code = error_code(&answer).map(|code| format!(" ({})", code.0));
            let said = format!("{}{}", answer.status, code.unwrap_or_default());
            let detail = REFUSED.fill(lang, &[&record.slug, &said]);
            // Only a refusal is the shop's fault; the rest passes.
            Err(match answer.status {
                400..=428 => Found::fail(detail, set),
                _ => Found::warn(detail, "snapsell doctor --only twilio"),
            })
        }
        Err(error) => {
            let args = [base.as_str(), &error.to_string()];
            let next = format!("curl -sI {}", base.as_str());
            Err(Found::fail(SILENT.fill(lang, &args), next))
        }
    }
}

fn credentials(record: &ShopRecord) -> Option<Credentials> {
    let account = AccountSid::parse(&record.account_sid).ok()?;
    match &record.api_key {
        Some((key, secret)) => {
            let key = KeySid::parse(key).ok()?;
            Some(Credentials::api_key(account, key, secret.as_str()))
        }
        None => {
            let token = AuthToken::new(record.auth_tokens.first()?.as_str());
            Some(Credentials::auth_token(account, &token))
        }
    }
}
