//! `snapsell shop set`: everything typed is checked first, then credentials and settings are written.

use snapsell_core::{CustomerId, limits::SELLERS_MAX};
use snapsell_store::{NewShop, ShopRecord, Store, StoreError};

use super::{create, fields, find, retention, secret, settings, show, state};
use crate::cli::args::ShopSetArgs;
use crate::cli::{Context, store};
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both, Lang};

/// Tokens kept at once: the one in use and those being replaced.
const TOKENS_MAX: usize = 3;

const PAIR: Both = Both {
    en: "written KEY=VALUE",
    fr: "écrit CLÉ=VALEUR",
};
const YES: Both = Both {
    en: "`yes`: only the newest token stays",
    fr: "`yes` : seul le jeton le plus récent reste",
};
const SELLERS: Both = Both {
    en: "given for 32 sellers at most",
    fr: "donné pour 32 vendeuses au plus",
};
const SAME: Both = Both {
    en: "nothing changes: everything was set like this already",
    fr: "rien ne change : tout était déjà réglé ainsi",
};

/// What was typed, read.
#[derive(Default)]
struct Wanted {
    settings: Vec<(String, String)>,
    profile: Vec<Profile>,
    add: Vec<String>,
    remove: Vec<String>,
    periods: Vec<(retention::Period, u32)>,
}

/// A change of what is kept beside the journal.
enum Profile {
    Name(String),
    Whatsapp(String),
    Account(String),
    /// Instead of every token.
    Token(String),
    /// In front: it signs requests, the older ones are still believed.
    NewToken(String),
    DropOldTokens,
    ApiKey(Option<(String, String)>),
}

pub(super) fn run(context: &mut Context<'_>, args: &ShopSetArgs) -> Result<Exit, Failure> {
    let wanted = read(context, &args.settings)?;
    let (config, opened) = store::open(context)?;
    let record = find(&opened, &config, &args.shop, context.lang)?;
    // Tried on a copy first: a wrong setting must not leave a changed number behind.
    let current = state::load(&opened, &record)
        .map_err(|error| store::failure(&config, context.lang, &error))?;
    let mut tried = current.settings().clone();
    change(&mut tried, &wanted, &[], &[], context.lang)?;
    state::may_count(&config, &opened, &record, (&current, &tried), context.lang)?;
    let profile = apply(&record, &wanted.profile);
    let moved = profile != as_new(&record);
    if moved {
        opened
            .update_shop(record.id, &profile)
            .map_err(|error| store::failure(&config, context.lang, &error))?;
    }
    let lang = context.lang;
    let people = |numbers: &[String]| {
        create::people(&opened, record.id, numbers)
            .map_err(|error| store::failure(&config, lang, &error))
    };
    let (add, remove) = (people(&wanted.add)?, people(&wanted.remove)?);
    let kept = keep(&opened, &record, &wanted.periods)
        .map_err(|error| store::failure(&config, lang, &error))?;
    let configured = state::configure(context, &config, &opened, &record, |settings| {
        change(settings, &wanted, &add, &remove, lang)
    })?;
    if !moved && !configured && !kept {
        context.say(SAME.get(lang));
    }
    let record = find(&opened, &config, &args.shop, lang)?;
    show::print(context, &config, &opened, &record, args.json)
}

fn read(context: &mut Context<'_>, pairs: &[String]) -> Result<Wanted, Failure> {
    let lang = context.lang;
    let mut wanted = Wanted::default();
    for pair in pairs {
        let Some((key, value)) = pair.split_once('=') else {
            return wrong(pair, Err(PAIR), lang);
        };
        let key = key.trim();
        match key {
            "seller.add" => wanted.add.push(wrong(key, fields::number(value), lang)?),
            "seller.remove" => wanted.remove.push(wrong(key, fields::number(value), lang)?),
            key if let Some(period) = retention::Period::of(key) => {
                let months = wrong(key, retention::months(value), lang)?;
                wanted.periods.push((period, months));
            }
            key if settings::exists(key) => {
                wanted.settings.push((key.to_owned(), value.to_owned()));
            }
            key => wanted.profile.push(profile(context, key, value)?),
        }
    }
    Ok(wanted)
}

fn profile(context: &mut Context<'_>, key: &str, value: &str) -> Result<Profile, Failure> {
    let lang = context.lang;
    Ok(match key {
        "name" => Profile::Name(wrong(key, fields::name(value), lang)?),
        "whatsapp" => Profile::Whatsapp(wrong(key, fields::number(value), lang)?),
        "account_sid" => Profile::Account(wrong(key, fields::account(value), lang)?),
        "auth_token" | "auth_token.add" => {
            let token = secret::written(context, value)?;
            let token = wrong(key, fields::token(&token), lang)?;
            match key {
                "auth_token" => Profile::Token(token),
                _ => Profile::NewToken(token),
            }
        }
        "auth_token.drop_old" if matches!(value, "yes" | "on" | "true") => Profile::DropOldTokens,
        "auth_token.drop_old" => return wrong(key, Err(YES), lang),
        "api_key" if value == "none" => Profile::ApiKey(None),
        "api_key" => {
            let text = secret::written(context, value)?;
            Profile::ApiKey(Some(wrong(key, fields::api_key(&text), lang)?))
        }
        _ => return Err(settings::unknown(key, lang)),
    })
}

/// Writes the periods, unless they are these already; whether it did.
fn keep(
    opened: &Store,
    record: &ShopRecord,
    periods: &[(retention::Period, u32)],
) -> Result<bool, StoreError> {
    let before = opened.retention(record.id)?;
    let mut after = before;
    for (period, months) in periods {
        *period.of_mut(&mut after) = *months;
    }
    if after == before {
        return Ok(false);
    }
    opened.set_retention(record.id, after)?;
    Ok(true)
}

fn change(
    fresh: &mut snapsell_core::Settings,
    wanted: &Wanted,
    add: &[CustomerId],
    remove: &[CustomerId],
    lang: Lang,
) -> Result<(), Failure> {
    for (key, value) in &wanted.settings {
        settings::set(fresh, key, value, lang)?;
    }
    fresh.sellers.extend(add);
    for gone in remove {
        fresh.sellers.remove(gone);
    }
    if fresh.sellers.len() > SELLERS_MAX {
        return wrong("seller.add", Err(SELLERS), lang);
    }
    Ok(())
}

fn apply(record: &ShopRecord, changes: &[Profile]) -> NewShop {
    let mut new = as_new(record);
    for change in changes {
        match change {
            Profile::Name(name) => new.name.clone_from(name),
            Profile::Whatsapp(number) => new.whatsapp.clone_from(number),
            Profile::Account(account) => new.account_sid.clone_from(account),
            Profile::Token(token) => new.auth_tokens = vec![token.clone()],
            Profile::NewToken(token) => {
                new.auth_tokens.retain(|known| known != token);
                new.auth_tokens.insert(0, token.clone());
                new.auth_tokens.truncate(TOKENS_MAX);
            }
            Profile::DropOldTokens => new.auth_tokens.truncate(1),
            Profile::ApiKey(key) => new.api_key.clone_from(key),
        }
    }
    new
}

fn as_new(record: &ShopRecord) -> NewShop {
    NewShop {
        slug: record.slug.clone(),
        name: record.name.clone(),
        whatsapp: record.whatsapp.clone(),
        account_sid: record.account_sid.clone(),
        auth_tokens: record.auth_tokens.clone(),
        api_key: record.api_key.clone(),
    }
}

fn wrong<T>(key: &str, value: Result<T, Both>, lang: Lang) -> Result<T, Failure> {
    value.map_err(|expected| {
        let args = [key, expected.get(lang)];
        Failure::new(Exit::Usage, lang, &talk::SET_VALUE, &args)
    })
}
