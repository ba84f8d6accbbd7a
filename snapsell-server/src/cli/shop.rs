//! `snapsell shop`: shops are created, changed, shown and listed.

mod create;
mod fields;
mod plan;
mod retention;
mod secret;
mod set;
mod settings;
mod show;
mod state;

use snapsell_store::{ShopRecord, Store};

use super::args::ShopCommand;
use super::{Context, store};
use crate::config::{Config, nearest};
use crate::exit::{Exit, Failure};
use crate::talk::{self, Lang};

pub(super) use settings::set_all;
pub(super) use state::load;

pub(super) fn run(context: &mut Context<'_>, command: &ShopCommand) -> Result<Exit, Failure> {
    match command {
        ShopCommand::Create(args) => create::run(context, args),
        ShopCommand::Set(args) => set::run(context, args),
        ShopCommand::Show(args) => show::one(context, args),
        ShopCommand::List(args) => show::all(context, args),
        ShopCommand::Plan(args) => plan::run(context, args),
    }
}

/// The shop with this name; a failure names the nearest one.
pub(super) fn find(
    opened: &Store,
    config: &Config,
    slug: &str,
    lang: Lang,
) -> Result<ShopRecord, Failure> {
    let failure = |error| store::failure(config, lang, &error);
    if let Some(record) = opened.shop_by_slug(slug).map_err(failure)? {
        return Ok(record);
    }
    let shops = opened.shops().map_err(failure)?;
    Err(
        match nearest(slug, shops.iter().map(|shop| shop.slug.as_str())) {
            Some(near) => Failure::failed(lang, &talk::SHOP_UNKNOWN_NEAR, &[slug, near]),
            None => Failure::failed(lang, &talk::SHOP_UNKNOWN, &[slug]),
        },
    )
}

/// The shop with this name, or all of them.
pub(super) fn find_some(
    opened: &Store,
    config: &Config,
    slug: Option<&str>,
    lang: Lang,
) -> Result<Vec<ShopRecord>, Failure> {
    match slug {
        Some(slug) => find(opened, config, slug, lang).map(|record| vec![record]),
        None => opened
            .shops()
            .map_err(|error| store::failure(config, lang, &error)),
    }
}

#[cfg(test)]
mod tests;
