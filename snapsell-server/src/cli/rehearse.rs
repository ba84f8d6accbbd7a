//! `snapsell rehearse`: a live that never was, played by the rules in memory against the settings of a shop.

mod advice;
mod counts;
mod crowd;
mod report;
mod seller;
mod stage;
mod text;

use snapsell_core::{Letters, Money, Settings};

use self::stage::{Plan, Stage};
use super::args::RehearseArgs;
use super::{Context, shop, store};
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both};

const fn both(en: &'static str, fr: &'static str) -> Both {
    Both { en, fr }
}

/// {0} messages.
const PROGRESS: Both = both("  {0} messages played…", "  {0} messages joués…");

pub(super) fn run(context: &mut Context<'_>, args: &RehearseArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let mut settings = match &args.shop {
        None => new_shop(lang.into()),
        Some(slug) => {
            let (config, opened) = store::open(context)?;
            let record = shop::find(&opened, &config, slug, lang)?;
            let loaded = shop::load(&opened, &record);
            let loaded = loaded.map_err(|error| store::failure(&config, lang, &error))?;
            loaded.settings().clone()
        }
    };
    shop::set_all(&mut settings, &args.set, lang)?;
    let plan = Plan {
        settings,
        customers: args.customers,
        seed: args.seed,
    };
    let mut stage = Stage::new(&plan);
    let played = stage.play(&mut |messages| {
        context.say(&PROGRESS.fill(lang, &[&messages.to_string()]));
    });
    if let Err(breach) = played {
        let args = [breach, args.seed.to_string()];
        return Err(Failure::failed(
            lang,
            &talk::REHEARSE_BREACH,
            &args.each_ref().map(String::as_str),
        ));
    }
    let report = report::Report {
        shop: args.shop.as_deref(),
        plan: &plan,
        stage: &stage,
    };
    context.print(&match args.json {
        true => format!("{:#}\n", report.as_json(lang)),
        false => text::of(&report, lang),
    })
}

/// The settings of a new shop, with a grid as in the first steps.
fn new_shop(lang: snapsell_core::Lang) -> Settings {
    let mut settings = Settings {
        lang,
        ..Settings::default()
    };
    for (letters, price) in [("A", 5_000), ("B", 10_000), ("C", 15_000)] {
        let letters = Letters::new(letters).expect("a letter is a category");
        settings.grid.insert(letters, Money::from_minor(price));
    }
    settings
}

#[cfg(test)]
mod tests;
