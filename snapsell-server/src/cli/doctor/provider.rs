//! Check 5: the provider accepts the credentials of every shop.

use snapsell_store::{ShopRecord, Store};
use snapsell_twilio::client::{HyperTransport, Timeouts, Transport as _};
use snapsell_twilio::{AccountSid, Api, ApiBase, AuthToken, Credentials, KeySid, error_code};
use tokio::runtime::{Builder, Runtime};

use super::{Found, Status};
use crate::cli::store;
use crate::config::Config;
use crate::mask::Masked;
use crate::talk::{Both, Lang};

const NO_SHOP: Both = Both {
    en: "no shop with a WhatsApp number yet",
    fr: "pas encore de boutique avec un numéro WhatsApp",
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

/// Shops that are named.
const NAMED_MAX: usize = 8;

pub(super) fn check(config: &Config, opened: &Store, lang: Lang) -> Found {
    let mut shops = match opened.shops() {
        Ok(shops) => shops,
        Err(error) => return store::failure(config, lang, &error).into(),
    };
    // One that was made in the console has none until its owner comes to that step.
    shops.retain(|record| !record.account_sid.is_empty());
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
    let mut wrong = Vec::new();
    for record in &shops {
        match runtime.block_on(ask(&transport, &base, record, lang)) {
            Ok(found) => wrong.extend(found),
            Err(nobody) => return nobody,
        }
    }
    if let Some(found) = together(wrong) {
        return found;
    }
    let named = |shop: &ShopRecord| format!("{} {}", shop.slug, Masked(&shop.whatsapp));
    let count = shops.len().to_string();
    let senders = first_of(shops.iter().map(named), ", ");
    Found::ok(ACCEPTED.fill(lang, &[&count, &senders]))
}

/// What was found of several shops as one finding: the worst first, which also says what to do next.
fn together(mut wrong: Vec<Found>) -> Option<Found> {
    wrong.sort_by_key(|found| found.status != Status::Fail);
    let details = first_of(wrong.iter().map(|found| found.detail.clone()), "; ");
    let worst = wrong.into_iter().next()?;
    Some(Found {
        detail: details,
        ..worst
    })
}

/// The first of them in a line, and how many more there are.
fn first_of(all: impl ExactSizeIterator<Item = String>, between: &str) -> String {
    let more = all.len().saturating_sub(NAMED_MAX);
    let mut named: Vec<String> = all.take(NAMED_MAX).collect();
    if more > 0 {
        named.push(format!("+{more}"));
    }
    named.join(between)
}

/// A runtime for a few requests.
pub(super) fn runtime() -> Option<Runtime> {
    Builder::new_current_thread().enable_all().build().ok()
}

/// What is wrong with a shop's credentials; an error where no shop could be asked about.
async fn ask(
    transport: &HyperTransport,
    base: &ApiBase,
    record: &ShopRecord,
    lang: Lang,
) -> Result<Option<Found>, Found> {
    let set = format!("snapsell shop set --shop {} auth_token=@FILE", record.slug);
    let Some(credentials) = credentials(record) else {
        let detail = UNUSABLE.fill(lang, &[&record.slug]);
        return Ok(Some(Found::fail(detail, set)));
    };
    let api = Api::new(base.clone(), credentials);
    match transport.send(api.check_account()).await {
        Ok(answer) if answer.status == 200 => Ok(None),
        Ok(answer) => {
            let code = error_code(&answer).map(|code| format!(" ({})", code.0));
            let said = format!("{}{}", answer.status, code.unwrap_or_default());
            let detail = REFUSED.fill(lang, &[&record.slug, &said]);
            // Only a refusal is the shop's fault; the rest passes.
            Ok(Some(match answer.status {
                400..=428 => Found::fail(detail, set),
                _ => Found::warn(detail, "snapsell doctor --only twilio"),
            }))
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
