//! `snapsell shop show` and `shop list`: who a shop is and what it has chosen; secrets are counted, never shown.

use std::fmt::Write as _;

use serde_json::{Value, json};
use snapsell_core::Shop;
use snapsell_store::{Retention, ShopRecord, Store};

use super::{find, load, retention};
use crate::cli::args::{ShopListArgs, ShopShowArgs};
use crate::cli::{Context, store};
use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::mask::Masked;
use crate::talk::{Both, Lang};
use crate::webhook;

const SEALED: Both = Both {
    en: "(does not open)",
    fr: "(ne s'ouvre pas)",
};
const NONE: Both = Both {
    en: "no shop yet\n  → snapsell shop create --help",
    fr: "pas encore de boutique\n  → snapsell shop create --help",
};

pub(super) fn one(context: &mut Context<'_>, args: &ShopShowArgs) -> Result<Exit, Failure> {
    let (config, opened) = store::open(context)?;
    let record = find(&opened, &config, &args.shop, context.lang)?;
    print(context, &config, &opened, &record, args.json)
}

pub(super) fn all(context: &mut Context<'_>, args: &ShopListArgs) -> Result<Exit, Failure> {
    let (config, opened) = store::open(context)?;
    let shops = opened
        .shops()
        .map_err(|error| store::failure(&config, context.lang, &error))?;
    if args.json {
        let rows: Vec<Value> = shops
            .iter()
            .map(|record| identity(&config, record))
            .collect();
        return context.print(&format!("{:#}\n", Value::Array(rows)));
    }
    if shops.is_empty() {
        context.say(NONE.get(context.lang));
        return Ok(Exit::Done);
    }
    let width = shops.iter().map(|record| record.slug.len()).max();
    let width = width.unwrap_or(0);
    let mut table = String::new();
    for record in &shops {
        line(
            &mut table,
            format_args!(
                "{:width$}  {:>4}  {}  {}",
                record.slug,
                record.id.get(),
                match record.sealed {
                    true => SEALED.get(context.lang),
                    false => record.whatsapp.as_str(),
                },
                record.name
            ),
        );
    }
    context.print(&table)
}

/// Prints one shop as it stands on the disk.
pub(super) fn print(
    context: &mut Context<'_>,
    config: &Config,
    opened: &Store,
    record: &ShopRecord,
    as_json: bool,
) -> Result<Exit, Failure> {
    let failure = |error| store::failure(config, context.lang, &error);
    let shop = load(opened, record).map_err(failure)?;
    let mut sellers = Vec::new();
    for &seller in &shop.settings().sellers {
        let details = opened.contact_details(record.id, seller).map_err(failure)?;
        let phone = details.and_then(|details| details.phone);
        sellers.push(Masked(phone.as_deref().unwrap_or_default()).to_string());
    }
    let kept = opened.retention(record.id).map_err(failure)?;
    match as_json {
        true => context.print(&format!(
            "{:#}\n",
            full(config, record, &shop, &sellers, kept)
        )),
        false => context.print(&table(config, record, &shop, &sellers, kept, context.lang)),
    }
}

/// The addresses that the provider calls.
fn webhooks(config: &Config, slug: &str) -> (String, String) {
    let base = config.base_url();
    (
        webhook::inbound_address(&base, slug),
        webhook::status_address(&base, slug),
    )
}

fn identity(config: &Config, record: &ShopRecord) -> Value {
    let (inbound, status) = webhooks(config, &record.slug);
    let key = record.api_key.as_ref().map(|(key, _)| key);
    json!({
        "id": record.id.get(),
        "slug": record.slug,
        "name": record.name,
        "whatsapp": record.whatsapp,
        "account_sid": record.account_sid,
        "auth_tokens": record.auth_tokens.len(),
        "api_key": key,
        "sealed": record.sealed,
        "webhooks": { "inbound": inbound, "status": status },
    })
}

fn full(
    config: &Config,
    record: &ShopRecord,
    shop: &Shop,
    sellers: &[String],
    kept: Retention,
) -> Value {
    let mut value = identity(config, record);
    value["settings"] = json!(shop.settings().words());
    value["sellers"] = json!(sellers);
    for (key, months) in retention::words(kept) {
        value["settings"][key] = json!(months.to_string());
    }
    value["version"] = json!(shop.version().get());
    value
}

fn table(
    config: &Config,
    record: &ShopRecord,
    shop: &Shop,
    sellers: &[String],
    kept: Retention,
    lang: Lang,
) -> String {
    let (inbound, status) = webhooks(config, &record.slug);
    let none = Both {
        en: "none",
        fr: "aucune",
    };
    let sellers = match sellers {
        [] => none.get(lang).to_owned(),
        some => some.join(", "),
    };
    let word = |en, fr| Both { en, fr }.get(lang).to_owned();
    let id = record.id.get().to_string();
    let tokens = record.auth_tokens.len().to_string();
    let mut rows: Vec<(String, &str)> = vec![
        (word("shop", "boutique"), &record.slug),
        (word("number", "numéro"), &id),
        (word("name", "nom"), &record.name),
        ("WhatsApp".to_owned(), &record.whatsapp),
        (word("account", "compte"), &record.account_sid),
        (word("tokens", "jetons"), &tokens),
        (word("inbound", "entrant"), &inbound),
        (word("status", "statut"), &status),
        (word("sellers", "vendeuses"), &sellers),
    ];
    if let Some((key, _)) = &record.api_key {
        rows.insert(6, (word("API key", "clé d'API"), key));
    }
    let mut text = String::new();
    for (name, value) in rows {
        line(&mut text, format_args!("{name:24}{value}"));
    }
    text.push('\n');
    for (key, value) in shop.settings().words() {
        let value = if value.is_empty() { "-" } else { &value };
        line(&mut text, format_args!("{key:24}{value}"));
    }
    let months = Both {
        en: "months",
        fr: "mois",
    };
    for (key, count) in retention::words(kept) {
        line(
            &mut text,
            format_args!("{key:24}{count}  ({})", months.get(lang)),
        );
    }
    text
}

fn line(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    writeln!(text, "{arguments}").expect("a string can always be written to");
}
