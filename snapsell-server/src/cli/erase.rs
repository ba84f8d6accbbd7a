//! `snapsell erase`: a customer, or a whole shop, is forgotten for good.

use serde_json::json;
use snapsell_core::{CommitError, CustomerId, Journal as _, OrderNumber, Shop, Timestamp, decide};
use snapsell_store::{ErasureReport, ShopRecord, Store, StoreError};

use super::args::EraseArgs;
use super::{Context, restore, shop, store};
use crate::clock::Clock;
use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::forget::{Obstacle, give_back, obstacle};
use crate::talk::{self, Both, Lang};

/// Times what she holds is given back again because a running server was first.
const ROUNDS_MAX: u32 = 20;

const WOULD_CUSTOMER: Both = Both {
    en: "forget customer {0} of {1}: their number, name, words, pictures and address go; order numbers, lines, amounts and instants stay, under a pseudonym; copies made before keep them until you delete them",
    fr: "oublier la cliente {0} de {1} : numéro, nom, mots, images et adresse partent ; numéros de commande, lignes, montants et heures restent, sous son pseudonyme ; les copies déjà faites la gardent jusqu'à ce que vous les effaciez",
};
const WOULD_SHOP: Both = Both {
    en: "erase the whole shop {0} ({1}): journal, orders, customers, messages, pictures and accounts all go, while no server runs (first: snapsell export orders --shop {0}, then stop the server)",
    fr: "effacer toute la boutique {0} ({1}) : journal, commandes, clientes, messages, images et comptes, tout part, serveur arrêté (avant : snapsell export orders --shop {0}, puis arrêtez le serveur)",
};
const TYPE_NAME: Both = Both {
    en: "Type the shop's short name to erase it for good:",
    fr: "Tapez le nom court de la boutique pour l'effacer pour de bon :",
};
const DONE_CUSTOMER: Both = Both {
    en: "customer {0} of {1} is forgotten: {2} message(s), {3} answer(s), {4} file(s), {5} note(s) emptied; {6} to be deleted at the provider by the server\n",
    fr: "la cliente {0} de {1} est oubliée : {2} message(s), {3} réponse(s), {4} fichier(s), {5} note(s) vidés ; {6} à effacer chez le prestataire par le serveur\n",
};
const DONE_SHOP: Both = Both {
    en: "the shop {0} is erased; what the provider has goes when you close its account there\n",
    fr: "la boutique {0} est effacée ; ce que le prestataire garde part quand vous y fermez son compte\n",
};

pub(super) fn run(context: &mut Context<'_>, args: &EraseArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let config = context.config()?;
    // Asked before this process opens the file itself.
    let served = restore::is_open_elsewhere(store::database(&config));
    let opened = store::open_configured(&config, lang)?;
    let record = shop::find(&opened, &config, &args.shop, lang)?;
    match &args.customer {
        Some(who) => customer(context, &config, &opened, &record, who, args),
        None if served && args.yes => {
            let shown = store::database(&config).display().to_string();
            Err(Failure::failed(lang, &talk::RESTORE_IN_USE, &[&shown]))
        }
        None => whole_shop(context, &config, &opened, &record, args),
    }
}

fn customer(
    context: &mut Context<'_>,
    config: &Config,
    opened: &Store,
    record: &ShopRecord,
    who: &str,
    args: &EraseArgs,
) -> Result<Exit, Failure> {
    let lang = context.lang;
    let failure = |error: &StoreError| store::failure(config, lang, error);
    let id = find(opened, record, who).map_err(|error| failure(&error))?;
    let id =
        id.ok_or_else(|| Failure::failed(lang, &talk::CUSTOMER_UNKNOWN, &[who, &record.slug]))?;
    let state = shop::load(opened, record).map_err(|error| failure(&error))?;
    if let Some(obstacle) = obstacle(&state, id) {
        return Err(refused(&obstacle, id, record, lang));
    }
    let number = id.get().to_string();
    if !args.yes {
        let what = WOULD_CUSTOMER.fill(lang, &[&number, &record.slug]);
        let command = format!("snapsell erase {} --customer {number}", record.slug);
        return Err(Failure::failed(lang, &talk::NEEDS_YES, &[&what, &command]));
    }
    release(config, opened, record, id, state, lang)?;
    let report = opened
        .erase_customer(record.id, id, now())
        .map_err(|error| failure(&error))?;
    let deed = snapsell_store::DeedRow {
        shop: Some(record.id),
        at: now(),
        user: None,
        what: "erased".to_owned(),
        subject: format!("customer {number}"),
    };
    opened.note_deed(&deed).map_err(|error| failure(&error))?;
    said(context, record, &number, &report, args.json)
}

fn said(
    context: &mut Context<'_>,
    record: &ShopRecord,
    number: &str,
    report: &ErasureReport,
    as_json: bool,
) -> Result<Exit, Failure> {
    if as_json {
        let value = json!({
            "shop": record.slug,
            "customer": number.parse::<u32>().ok(),
            "messages": report.messages,
            "replies": report.replies,
            "files": report.files,
            "notes": report.notes,
            "at_provider": report.at_provider,
        });
        return context.print(&format!("{value:#}\n"));
    }
    let counts = [
        report.messages,
        report.replies,
        report.files,
        report.notes,
        report.at_provider,
    ]
    .map(|count| count.to_string());
    let mut arguments = vec![number, record.slug.as_str()];
    arguments.extend(counts.iter().map(String::as_str));
    context.print(&DONE_CUSTOMER.fill(context.lang, &arguments))
}

fn whole_shop(
    context: &mut Context<'_>,
    config: &Config,
    opened: &Store,
    record: &ShopRecord,
    args: &EraseArgs,
) -> Result<Exit, Failure> {
    let lang = context.lang;
    if !args.yes {
        let what = WOULD_SHOP.fill(lang, &[&record.slug, &record.name]);
        let command = format!("snapsell erase {}", record.slug);
        return Err(Failure::failed(lang, &talk::NEEDS_YES, &[&what, &command]));
    }
    context.say(TYPE_NAME.get(lang));
    let typed = context.first_line().unwrap_or_default();
    if typed.trim() != record.slug {
        return Err(Failure::failed(
            lang,
            &talk::NAME_NOT_TYPED,
            &[&record.slug],
        ));
    }
    opened
        .erase_shop(record.id, now())
        .map_err(|error| store::failure(config, lang, &error))?;
    if args.json {
        let value = json!({"shop": record.slug, "erased": true});
        return context.print(&format!("{value:#}\n"));
    }
    context.print(&DONE_SHOP.fill(lang, &[&record.slug]))
}

/// The customer with this number in the shop, or with this phone number.
fn find(opened: &Store, record: &ShopRecord, who: &str) -> Result<Option<CustomerId>, StoreError> {
    let written = who.trim().trim_start_matches('#');
    if let Some(phone) = written.strip_prefix('+') {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        return opened.known_contact(record.id, &format!("+{digits}"));
    }
    let Ok(number) = written.parse() else {
        return Ok(None);
    };
    let id = CustomerId::new(number);
    Ok(opened.contact_details(record.id, id)?.map(|_| id))
}

/// Gives back what she holds and where she waits; a running server may be first, then it is decided again.
fn release(
    config: &Config,
    opened: &Store,
    record: &ShopRecord,
    id: CustomerId,
    mut state: Shop,
    lang: Lang,
) -> Result<(), Failure> {
    let failure = |error: &StoreError| store::failure(config, lang, error);
    for _ in 0..ROUNDS_MAX {
        let Some(command) = give_back(&state, id) else {
            return Ok(());
        };
        let commit = snapsell_core::Commit {
            shop: record.id,
            decision: decide(&state, &command, now()),
            receipt: None,
        };
        let result = opened.commit(&[commit]).pop();
        match result.expect("one commit has one result") {
            Ok(()) | Err(CommitError::Duplicate) => return Ok(()),
            Err(CommitError::Conflict) => {
                state = shop::load(opened, record).map_err(|error| failure(&error))?;
            }
            Err(CommitError::Store(error)) => return Err(failure(&error)),
        }
    }
    Err(Failure::failed(lang, &talk::DATABASE_BUSY, &[&record.slug]))
}

fn refused(obstacle: &Obstacle, id: CustomerId, record: &ShopRecord, lang: Lang) -> Failure {
    let number = id.get().to_string();
    match obstacle {
        Obstacle::Seller => Failure::failed(lang, &talk::ERASE_SELLER, &[&number, &record.slug]),
        Obstacle::Orders(orders) => {
            let orders: Vec<String> = orders.iter().map(OrderNumber::to_string).collect();
            let orders = orders.join(", ");
            Failure::failed(lang, &talk::ERASE_ORDERS, &[&number, &orders])
        }
        Obstacle::Deposit => Failure::failed(lang, &talk::ERASE_DEPOSIT, &[&number]),
    }
}

fn now() -> Timestamp {
    Clock::system().now()
}

#[cfg(test)]
mod tests;
