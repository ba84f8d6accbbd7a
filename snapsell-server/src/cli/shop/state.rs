//! The state of a shop as its journal gives it, and new settings as one more entry of it.

use snapsell_core::{
    Action, Actor, Command, CommandId, Commit, CommitError, Journal as _, Settings, Shop, decide,
};
use snapsell_store::{ShopRecord, Store, StoreError};

use crate::cli::{Context, store};
use crate::clock::Clock;
use crate::config::Config;
use crate::currency;
use crate::exit::Failure;
use crate::talk::{self, Lang};

/// Entries read at a time.
const ENTRIES_AT_A_TIME: usize = 1_000;
/// Times a change is decided again because a running server was first.
const ROUNDS_MAX: u32 = 20;

/// Folds the journal of a shop, from its newest saved state on.
///
/// # Errors
/// The store's own.
pub(in crate::cli) fn load(opened: &Store, record: &ShopRecord) -> Result<Shop, StoreError> {
    let saved = opened.snapshot(record.id)?;
    let mut shop = saved.unwrap_or_else(|| Shop::new(Settings::default()));
    loop {
        let entries = opened.entries_after(record.id, shop.version(), ENTRIES_AT_A_TIME)?;
        for entry in &entries {
            shop.apply(entry);
        }
        if entries.len() < ENTRIES_AT_A_TIME {
            return Ok(shop);
        }
    }
}

/// Refuses a currency in which what the shop has sold, or sells, would be other amounts.
pub(super) fn may_count(
    config: &Config,
    opened: &Store,
    record: &ShopRecord,
    (shop, wanted): (&Shop, &Settings),
    lang: Lang,
) -> Result<(), Failure> {
    let (now, then) = (shop.settings().currency, wanted.currency);
    let stays = now != then
        && (currency::has_prices(shop)
            || currency::had_prices(opened, record.id)
                .map_err(|error| store::failure(config, lang, &error))?);
    if !stays {
        return Ok(());
    }
    let args = [record.slug.as_str(), now.code(), then.code()];
    Err(Failure::failed(lang, &talk::CURRENCY_STAYS, &args))
}

/// Commits what `change` makes of the settings, unless it changes nothing; whether it did. `change` may run again
/// on newer settings when a running server was first.
pub(super) fn configure(
    context: &Context<'_>,
    config: &Config,
    opened: &Store,
    record: &ShopRecord,
    change: impl Fn(&mut Settings) -> Result<(), Failure>,
) -> Result<bool, Failure> {
    let lang = context.lang;
    let failure = |error: &StoreError| store::failure(config, lang, error);
    for _ in 0..ROUNDS_MAX {
        let shop = load(opened, record).map_err(|error| failure(&error))?;
        let mut settings = shop.settings().clone();
        change(&mut settings)?;
        may_count(config, opened, record, (&shop, &settings), lang)?;
        // The very first entry is written even where it says what is the default: the journal alone is believed.
        if settings == *shop.settings() && shop.version().get() > 0 {
            return Ok(false);
        }
        let command = Command {
            id: CommandId::NONE,
            by: Actor::System,
            action: Action::Configure(Box::new(settings)),
        };
        let now = Clock::system().now();
        let commit = Commit {
            shop: record.id,
            decision: decide(&shop, &command, now),
            receipt: None,
        };
        let result = opened.commit(&[commit]).pop();
        match result.expect("one commit has one result") {
            Ok(()) | Err(CommitError::Duplicate) => return Ok(true),
            Err(CommitError::Conflict) => {}
            Err(CommitError::Store(error)) => return Err(failure(&error)),
        }
    }
    Err(Failure::failed(lang, &talk::SHOP_CONFLICT, &[&record.slug]))
}
