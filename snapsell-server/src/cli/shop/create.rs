//! `snapsell shop create`: the shop's row with its sealed credentials, its sellers, and its settings as the first entry of its journal.

use snapsell_core::{CustomerId, Settings, ShopId};
use snapsell_store::{ContactRef, NewShop, ShopRecord, Store, StoreError};

use super::{fields, secret, settings, show, state};
use crate::cli::args::ShopCreateArgs;
use crate::cli::{Context, store};
use crate::clock::Clock;
use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both, Lang};

const CREATED: Both = Both {
    en: "Paste the inbound address in Twilio (WhatsApp sender, or sandbox: \"when a message comes in\").\n  → snapsell user create --shop {0} --email EMAIL --role owner --password-stdin\n  → snapsell serve",
    fr: "Collez l'adresse entrante dans Twilio (expéditeur WhatsApp, ou bac à sable : « when a message comes in »).\n  → snapsell user create --shop {0} --email EMAIL --role owner --password-stdin\n  → snapsell serve",
};
const SELLERS_EXPECTED: Both = Both {
    en: "given at most 32 times",
    fr: "donné 32 fois au plus",
};

pub(super) fn run(context: &mut Context<'_>, args: &ShopCreateArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let (new, sellers, settings) = checked(context, args)?;
    let config = context.config()?;
    let (opened, report) = store::open_or_create(&config, lang)?;
    if let Some(line) = store::made(&config, &report, lang) {
        context.say(&line);
    }
    let twin = twin(&opened, &new);
    let id = opened.create_shop(&new).map_err(|error| {
        if let StoreError::Taken(_) = error {
            return Failure::failed(lang, &talk::SHOP_TAKEN, &[&new.slug]);
        }
        store::failure(&config, lang, &error)
    })?;
    let record = ShopRecord {
        id,
        slug: new.slug,
        name: new.name,
        whatsapp: new.whatsapp,
        account_sid: new.account_sid,
        auth_tokens: new.auth_tokens,
        api_key: new.api_key,
        sealed: false,
    };
    let sellers =
        people(&opened, id, &sellers).map_err(|error| store::failure(&config, lang, &error))?;
    state::configure(context, &config, &opened, &record, |fresh| {
        *fresh = settings.clone();
        fresh.sellers.extend(&sellers);
        Ok(())
    })?;
    show::print(context, &config, &opened, &record, args.json)?;
    context.say(&CREATED.fill(lang, &[&record.slug]));
    warn_of_address(context, &config);
    if let Some(slug) = twin {
        context.say(&SAME_NUMBER.fill(lang, &[&slug]));
    }
    Ok(Exit::Done)
}

/// The name of a shop that has the same number of the same account, as far as the shops can be read.
fn twin(opened: &Store, new: &NewShop) -> Option<String> {
    let mut shops = opened.shops().unwrap_or_default().into_iter();
    let same = |shop: &ShopRecord| {
        (&shop.whatsapp, &shop.account_sid) == (&new.whatsapp, &new.account_sid)
    };
    shops.find(same).map(|shop| shop.slug)
}

/// The numbers of people the shop was told of, as the journal knows them.
pub(super) fn people(
    opened: &Store,
    shop: ShopId,
    numbers: &[String],
) -> Result<Vec<CustomerId>, StoreError> {
    let at = Clock::system().now();
    let person = |number: &String| {
        let who = ContactRef {
            phone: Some(number),
            user_id: None,
            name: None,
            at,
        };
        opened.mention(shop, &who)
    };
    let found = numbers.iter().map(person).collect::<Result<_, _>>()?;
    opened.flush_contacts()?;
    Ok(found)
}

/// Everything that was typed, before anything is written.
fn checked(
    context: &mut Context<'_>,
    args: &ShopCreateArgs,
) -> Result<(NewShop, Vec<String>, Settings), Failure> {
    let lang = context.lang;
    let token = match (&args.auth_token, &args.auth_token_file) {
        (Some(token), _) => token.clone(),
        (None, Some(path)) => secret::from_file(context, path)?,
        (None, None) => secret::from_input(context)?,
    };
    let api_key = match &args.api_key {
        Some(text) => Some(secret::written(context, text)?),
        None => None,
    };
    let api_key = api_key.map(|text| fields::api_key(&text));
    let new = NewShop {
        slug: told("--slug", fields::slug(&args.slug), lang)?,
        name: told("--name", fields::name(&args.name), lang)?,
        whatsapp: told("--whatsapp", fields::number(&args.whatsapp), lang)?,
        account_sid: told("--account-sid", fields::account(&args.account_sid), lang)?,
        auth_tokens: vec![told("--auth-token", fields::token(&token), lang)?],
        api_key: told("--api-key", api_key.transpose(), lang)?,
    };
    let number = |text: &String| told("--seller", fields::number(text), lang);
    let sellers: Vec<String> = args.seller.iter().map(number).collect::<Result<_, _>>()?;
    if sellers.len() > snapsell_core::limits::SELLERS_MAX {
        return told("--seller", Err(SELLERS_EXPECTED), lang);
    }
    let mut chosen = Settings::default();
    settings::set(&mut chosen, "currency", &args.currency, lang)?;
    settings::set(&mut chosen, "lang", &args.lang, lang)?;
    if !args.grid.is_empty() {
        settings::set(&mut chosen, "grid", &args.grid.join(","), lang)?;
    }
    Ok((new, sellers, chosen))
}

fn told<T>(flag: &str, value: Result<T, Both>, lang: Lang) -> Result<T, Failure> {
    value.map_err(|expected| {
        let args = [flag, expected.get(lang)];
        Failure::new(Exit::Usage, lang, &talk::SHOP_VALUE, &args)
    })
}

const SAME_NUMBER: Both = Both {
    en: "  ! `{0}` has the same WhatsApp number and account: a message that is fetched after an outage would be answered by both",
    fr: "  ! `{0}` a le même numéro WhatsApp et le même compte : un message récupéré après une panne recevrait deux réponses",
};
const NO_PUBLIC_URL: Both = Both {
    en: "  ! public_url is not set: Twilio cannot reach {0}",
    fr: "  ! public_url n'est pas défini : Twilio ne peut pas joindre {0}",
};

fn warn_of_address(context: &mut Context<'_>, config: &Config) {
    if config.public_url.is_none() {
        let line = NO_PUBLIC_URL.fill(context.lang, &[&config.base_url()]);
        context.say(&line);
    }
}
