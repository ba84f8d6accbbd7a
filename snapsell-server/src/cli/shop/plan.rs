//! `snapsell shop plan`: what a shop has subscribed to, kept by hand and shown to its owner.

use serde_json::json;
use snapsell_core::Timestamp;
use snapsell_store::Plan;

use super::find;
use crate::cli::args::ShopPlanArgs;
use crate::cli::iso::iso;
use crate::cli::{Context, store};
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both};

/// Longest name, in characters.
const NAME_CHARS_MAX: usize = 60;

const NONE: Both = Both {
    en: "no plan: everything, without limit",
    fr: "pas de formule : tout, sans limite",
};
const NAME: Both = Both {
    en: "1 to 60 characters",
    fr: "de 1 à 60 caractères",
};
const DAY: Both = Both {
    en: "a day such as 2026-12-31",
    fr: "un jour comme 2026-12-31",
};

pub(super) fn run(context: &mut Context<'_>, args: &ShopPlanArgs) -> Result<Exit, Failure> {
    let wanted = wanted(context, args)?;
    let (config, opened) = store::open(context)?;
    let record = find(&opened, &config, &args.shop, context.lang)?;
    let failure = |error| store::failure(&config, context.lang, &error);
    if let Some(plan) = &wanted {
        opened.set_plan(record.id, plan).map_err(failure)?;
    }
    let plan = opened.plan(record.id).map_err(failure)?;
    if args.json {
        let value = json!({
            "shop": record.slug,
            "name": plan.as_ref().map(|plan| &plan.name),
            "lives_max": plan.as_ref().and_then(|plan| plan.lives_max),
            "paid_to": plan.as_ref().and_then(|plan| plan.paid_to).map(iso),
        });
        return context.print(&format!("{value:#}\n"));
    }
    let Some(plan) = plan else {
        context.say(NONE.get(context.lang));
        return Ok(Exit::Done);
    };
    let lives = plan.lives_max.map(|most| format!("  lives<={most}"));
    let paid = plan.paid_to.map(|at| format!("  paid_to={}", iso(at)));
    let line = format!(
        "{}{}{}\n",
        plan.name,
        lives.unwrap_or_default(),
        paid.unwrap_or_default()
    );
    context.print(&line)
}

/// The plan that was typed.
fn wanted(context: &Context<'_>, args: &ShopPlanArgs) -> Result<Option<Plan>, Failure> {
    let bad = |field: &str, what: &Both| {
        let what = what.get(context.lang);
        Failure::new(Exit::Usage, context.lang, &talk::PLAN_VALUE, &[field, what])
    };
    let Some(name) = args.name.as_deref().map(str::trim) else {
        return Ok(None);
    };
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return Err(bad("name", &NAME));
    }
    let paid_to = match args.paid_to.as_deref() {
        None => None,
        Some(day) => Some(end_of(day).ok_or_else(|| bad("paid-to", &DAY))?),
    };
    Ok(Some(Plan {
        name: name.to_owned(),
        lives_max: args.lives,
        paid_to,
    }))
}

/// The last second of a day, in UTC.
fn end_of(day: &str) -> Option<Timestamp> {
    let day: jiff::civil::Date = day.parse().ok()?;
    let end = day.at(23, 59, 59, 0).in_tz("UTC").ok()?;
    Some(Timestamp::from_millis(end.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_paid_to_its_end() {
        let end = end_of("2026-12-31").map(iso);
        assert_eq!(end.as_deref(), Some("2026-12-31T23:59:59Z"));
        assert_eq!(end_of("31/12/2026"), None);
    }
}
