//! Two courses of one live as people read them, and what nobody can know.

use std::fmt::Write as _;

use snapsell_core::Money;
use snapsell_core::wording::format;
use snapsell_store::StoreError;

use super::compare::{Comparison, End, Sum};
use crate::cli::replay::both;
use crate::cli::tally::Fate;
use crate::talk::{Both, Lang};

const HEAD: Both = both("{0}, live {1}: what if {2}?", "{0}, live {1} : et si {2} ?");
const SETTING: Both = both("{0}={1} (it was {2})", "{0}={1} (c'était {2})");
/// {0} the slug, {1} the live, {2} the settings.
pub(super) const SAME: Both = both(
    "{0}, live {1}: {2} was in force already, so nothing would differ",
    "{0}, live {1} : {2} était déjà en vigueur, rien ne changerait donc",
);
const FAITHFUL: Both = both(
    "{0} entries decided again; with the settings of that day they give exactly what happened",
    "{0} entrées décidées à nouveau ; avec les réglages de ce jour-là, elles donnent exactement ce qui s'est passé",
);
const UNFAITHFUL: Both = both(
    "{0} entries decided again, {1} of them unknown (erased, or made by other rules); with the settings of that day they do not give exactly what happened: read the difference with care",
    "{0} entrées décidées à nouveau, dont {1} inconnues (effacées, ou issues d'autres règles) ; avec les réglages de ce jour-là, elles ne donnent pas exactement ce qui s'est passé : lire la différence avec prudence",
);
/// Lines that say where the same settings lead elsewhere.
const PARTINGS_MAX: usize = 3;
const PARTINGS: Both = both(
    "where they part first (what happened → decided again)",
    "où elles s'en écartent d'abord (ce qui s'est passé → décidé à nouveau)",
);
const PARTING: Both = both("  {0}  {1}  {2}: {3} → {4}", "  {0}  {1}  {2} : {3} → {4}");
const COLUMNS: Both = both("as it was|what if", "ce qui fut|et si");
const NO_CHANGE: Both = both(
    "nobody would have seen a difference",
    "personne n'aurait vu de différence",
);
const CHANGED: Both = both("for whom it would differ", "pour qui cela changerait");
const ROW: Both = both("  {0}  {1}: {2} → {3}", "  {0}  {1} : {2} → {3}");
const WITHOUT_OBJECT: Both = both(
    "{0} command(s) named an order or a hold that would not have existed, and were left out",
    "{0} commande(s) visaient une commande ou une réservation qui n'aurait pas existé, et sont omises",
);
const UNKNOWN: Both = both(
    "This cannot know what people would have done: the same messages at the same instants are decided again. With other deadlines they would have read other answers, and written something else, or nothing.",
    "Ceci ne peut pas savoir ce que les gens auraient fait : les mêmes messages aux mêmes instants sont décidés à nouveau. Avec d'autres délais, elles auraient lu d'autres réponses, et écrit autre chose, ou rien.",
);

pub(super) fn of(comparison: &Comparison<'_>) -> Result<String, StoreError> {
    let source = comparison.source;
    let lang = source.lang;
    let mut text = String::new();
    let args = [
        source.record.slug.clone(),
        comparison.live.get().to_string(),
        settings(comparison, lang),
    ];
    line(
        &mut text,
        &HEAD.fill(lang, &args.each_ref().map(String::as_str)),
    );
    let is_as_it_was = comparison.is_as_it_was();
    let faithful = match is_as_it_was && comparison.lost == 0 {
        true => FAITHFUL,
        false => UNFAITHFUL,
    };
    let args = [comparison.entries.to_string(), comparison.lost.to_string()];
    let words = faithful.fill(lang, &args.each_ref().map(String::as_str));
    line(&mut text, &words);
    if !is_as_it_was {
        partings(comparison, &mut text)?;
    }
    line(&mut text, "");
    sums(comparison, &mut text);
    changed(comparison, &mut text)?;
    let without = comparison.after.without_object;
    if without > 0 {
        line(
            &mut text,
            &WITHOUT_OBJECT.fill(lang, &[&without.to_string()]),
        );
    }
    line(&mut text, &format!("\n{}", UNKNOWN.get(lang)));
    Ok(text)
}

fn settings(comparison: &Comparison<'_>, lang: Lang) -> String {
    let settings = comparison
        .settings
        .iter()
        .map(|(key, before, after)| SETTING.fill(lang, &[key, after, before]));
    settings.collect::<Vec<_>>().join(", ")
}

/// The first differences from what happened: of a wish, with its instant, or else of a sum.
fn partings(comparison: &Comparison<'_>, text: &mut String) -> Result<(), StoreError> {
    let source = comparison.source;
    let lang = source.lang;
    line(text, PARTINGS.get(lang));
    let word = |fate: Option<Fate>| {
        fate.map_or("-", |fate| fate_words(fate).get(lang))
            .to_owned()
    };
    let partings = comparison.partings();
    for parting in partings.iter().take(PARTINGS_MAX) {
        let (code, size, customer) = parting.key;
        let args = [
            source.time(parting.at, parting.at),
            comparison.really.tally.named(code, size).to_string(),
            source.person(customer)?,
            word(parting.really),
            word(parting.again),
        ];
        line(
            text,
            &PARTING.fill(lang, &args.each_ref().map(String::as_str)),
        );
    }
    if partings.is_empty() {
        for sum in comparison.sums_missed().iter().take(PARTINGS_MAX) {
            let [before, after] =
                [sum.before, sum.after].map(|value| shown(comparison, sum, value));
            line(
                text,
                &format!("  {}  {before} → {after}", name(sum).get(lang)),
            );
        }
    }
    Ok(())
}

/// A sum as people read it.
fn shown(comparison: &Comparison<'_>, sum: &Sum, value: i64) -> String {
    match sum.money {
        true => comparison.source.money(Money::from_minor(value)),
        false => format::whole(value, comparison.source.lang.into()),
    }
}

fn sums(comparison: &Comparison<'_>, text: &mut String) {
    let lang = comparison.source.lang;
    let (before, after) = COLUMNS.get(lang).split_once('|').expect("two columns");
    line(text, &format!("  {:34}{before:>16}{after:>16}", ""));
    for sum in comparison.sums() {
        let mark = if sum.before == sum.after { "" } else { "  *" };
        let [before, after] = [sum.before, sum.after].map(|value| shown(comparison, &sum, value));
        let name = name(&sum).get(lang);
        line(text, &format!("  {name:34}{before:>16}{after:>16}{mark}"));
    }
}

fn changed(comparison: &Comparison<'_>, text: &mut String) -> Result<(), StoreError> {
    let source = comparison.source;
    let lang = source.lang;
    let changed = comparison.changed();
    let head = match changed.is_empty() {
        true => NO_CHANGE,
        false => CHANGED,
    };
    line(text, &format!("\n{}", head.get(lang)));
    for ((code, size, customer), before, after) in changed {
        let args = [
            comparison.before.tally.named(code, size).to_string(),
            source.person(customer)?,
            end(before, lang),
            end(after, lang),
        ];
        line(text, &ROW.fill(lang, &args.each_ref().map(String::as_str)));
    }
    Ok(())
}

fn end(end: End, lang: Lang) -> String {
    let fate = end.fate.map_or("-", |fate| fate_words(fate).get(lang));
    match (end.ordered, end.fate) {
        (0, _) => fate.to_owned(),
        (units, None | Some(Fate::Ordered)) => {
            format!("{} ×{units}", fate_words(Fate::Ordered).get(lang))
        }
        (units, Some(_)) => {
            let ordered = fate_words(Fate::Ordered).get(lang);
            format!("{ordered} ×{units}, {fate}")
        }
    }
}

const fn fate_words(fate: Fate) -> Both {
    match fate {
        Fate::Holds => both("holds it", "l'a en réserve"),
        Fate::Waits => both("waits", "attend"),
        Fate::Expired => both("ran out", "arrivée à terme"),
        Fate::GivenBack => both("gave it back", "l'a rendu"),
        Fate::Removed => both("released by the team", "libérée par l'équipe"),
        Fate::Skipped => both("passed over", "passée"),
        Fate::Unserved => both("waited in vain", "a attendu en vain"),
        Fate::Ordered => both("ordered", "commandé"),
    }
}

fn name(sum: &Sum) -> Both {
    match sum.name {
        "held" => both("holds by claim", "réservations par demande"),
        "queued" => both("places in a queue", "places en file"),
        "promoted" => both("holds by the queue", "réservations par la file"),
        "late" => both("holds by a late YES", "réservations par un OUI tardif"),
        "reminders" => both("reminders", "rappels"),
        "expired" => both("holds that ran out", "réservations arrivées à terme"),
        "given_back" => both("holds given back", "réservations rendues"),
        "confirmed" => both("holds confirmed", "réservations confirmées"),
        "orders" => both("orders", "commandes"),
        "units" => both("units sold", "pièces vendues"),
        "goods" => both("sold, without delivery", "ventes, sans la livraison"),
        "unserved_units" => both("units asked for in vain", "pièces demandées en vain"),
        _ => both("what those would have cost", "ce qu'elles auraient coûté"),
    }
}

fn line(text: &mut String, words: &str) {
    writeln!(text, "{words}").expect("a string can always be written to");
}
