//! The report of a rehearsal as people read it: what to prepare, what happened, what was assumed.

use std::fmt::Write as _;

use snapsell_core::wording::format;
use snapsell_core::{Money, Order, OrderStatus, Span};

use super::report::Report;
use super::{advice, both, crowd};
use crate::parcel::contents;
use crate::talk::{Both, Lang};

const HEAD: Both = both(
    "Rehearsal with {0}: {1} customers, seed {2}. Nothing was written.",
    "Répétition avec {0} : {1} clientes, graine {2}. Rien n'a été écrit.",
);
const NEW_SHOP: Both = both(
    "the settings of a new shop",
    "les réglages d'une boutique neuve",
);
const OWN: Both = both("the settings of “{0}”", "les réglages de « {0} »");
const PREPARE: Both = both("To prepare", "À préparer");
const NOTHING: Both = both("  nothing was ordered", "  rien n'a été commandé");
const ORDER: Both = both(
    "  {0}  customer {1}: {2}, {3}",
    "  {0}  cliente {1} : {2}, {3}",
);
const DEPOSIT: Both = both(", deposit {0}", ", acompte {0}");
const AWAITED: Both = both(" (awaited)", " (attendu)");
const HAPPENED: Both = both("What happened", "Ce qui s'est passé");
const LIVE: Both = both(
    "the live lasted {0}; nobody could be heard for {1} in {2} outages, {3} messages were fetched afterwards",
    "le live a duré {0} ; personne n'était joignable pendant {1} en {2} pannes, {3} messages ont été repris après",
);
const MESSAGES: Both = both(
    "{0} messages in ({1} of the seller, {2} voice notes, {3} STOP), {4} messages out",
    "{0} messages reçus ({1} de la vendeuse, {2} vocaux, {3} STOP), {4} messages envoyés",
);
const AGAIN: Both = both(
    "{0} messages were delivered twice: {1} duplicates recognised and ignored",
    "{0} messages ont été livrés deux fois : {1} doublons reconnus et ignorés",
);
const CLAIMS: Both = both(
    "{0} claims in {1} messages: {2} won at once, {3} in a queue, {4} had already, {5} turned away",
    "{0} demandes en {1} messages : {2} obtenues tout de suite, {3} en file, {4} déjà là, {5} refusées",
);
const SLIPS: Both = both(
    "{0} typing errors: {1} read as a code all the same, {2} answered with a suggestion, {3} reserved nothing",
    "{0} fautes de frappe : {1} lues comme un code malgré tout, {2} avec une proposition, {3} n'ont rien réservé",
);
const HOLDS: Both = both(
    "{0} holds by claim, {1} by the queue, {2} by a late YES: {3} confirmed ({4} of 100), {5} ran out, {6} given back",
    "{0} réservations par demande, {1} par la file, {2} par un OUI tardif : {3} confirmées ({4} sur 100), {5} arrivées à terme, {6} rendues",
);
const REMINDERS: Both = both(
    "{0} reminders; {1} YES came too late for everything",
    "{0} rappels ; {1} OUI sont venus trop tard pour tout",
);
const PROOFS: Both = both(
    "{0} proofs of payment: {1} approved, {2} refused",
    "{0} preuves de paiement : {1} validées, {2} refusées",
);
const SALES: Both = both(
    "{0} orders, {1} units, {2} of goods, {3} with delivery; {4} wait for their deposit",
    "{0} commandes, {1} pièces, {2} d'articles, {3} avec la livraison ; {4} attendent leur acompte",
);
const DOORS: Both = both(
    "{0} parcels found nobody ({1} of 100)",
    "{0} colis n'ont trouvé personne ({1} sur 100)",
);
const UNSERVED: Both = both(
    "demand that nobody could serve: {0} units, {1}",
    "demande que personne n'a pu servir : {0} pièces, {1}",
);
const TWICE: Both = both(
    "units given twice: 0 (every invariant was checked after each of {0} decisions)",
    "pièces données deux fois : 0 (chaque invariant vérifié après chacune des {0} décisions)",
);
const ADVICE: Both = both("What the figures suggest", "Ce que les chiffres suggèrent");
const ASSUMED: Both = both("Assumed, not known", "Supposé, non su");
const ASSUMPTIONS: Both = both(
    "of 100 holders {0} answer soon, others late or never, and a reminder wakes {1} of 100 silent ones; {2} of 100 codes are mistyped; {3} of 100 parcels find nobody. Your customers are not these: compare settings with the same seed, do not read the figures as a forecast.",
    "sur 100 clientes avec une réservation, {0} répondent vite, les autres tard ou jamais, et un rappel en réveille {1} sur 100 ; {2} codes sur 100 ont une faute ; {3} colis sur 100 ne trouvent personne. Vos clientes ne sont pas celles-ci : comparez des réglages avec la même graine, ce n'est pas une prévision.",
);

pub(super) fn of(report: &Report<'_>, lang: Lang) -> String {
    let mut text = String::new();
    let args = [
        match report.shop {
            Some(shop) => OWN.fill(lang, &[shop]),
            None => NEW_SHOP.get(lang).to_owned(),
        },
        report.plan.customers.to_string(),
        report.plan.seed.to_string(),
    ];
    line(&mut text, &filled(HEAD, lang, &args));
    line(&mut text, &format!("\n{}", PREPARE.get(lang)));
    let orders = report.orders();
    if orders.is_empty() {
        line(&mut text, NOTHING.get(lang));
    }
    for one in orders {
        line(&mut text, &order(report, one, lang));
    }
    line(&mut text, &format!("\n{}", HAPPENED.get(lang)));
    for words in traffic(report, lang)
        .into_iter()
        .chain(outcome(report, lang))
    {
        line(&mut text, &format!("  {words}"));
    }
    let advice = advice::of(report, lang);
    if !advice.is_empty() {
        line(&mut text, &format!("\n{}", ADVICE.get(lang)));
    }
    for words in advice {
        line(&mut text, &format!("  {words}"));
    }
    line(&mut text, &format!("\n{}", ASSUMED.get(lang)));
    let shares = [crowd::SOON, crowd::WOKEN, crowd::SLIPS, crowd::NO_SHOWS];
    let words = filled(ASSUMPTIONS, lang, &shares.map(|share| share.to_string()));
    line(&mut text, &format!("  {words}"));
    text
}

fn order(report: &Report<'_>, order: &Order, lang: Lang) -> String {
    let args = [
        order.number.to_string(),
        order.customer.get().to_string(),
        contents(order).join(", "),
        money(report, order.total(), lang),
    ];
    let mut words = filled(ORDER, lang, &args);
    if order.deposit > Money::ZERO {
        words.push_str(&filled(
            DEPOSIT,
            lang,
            &[money(report, order.deposit, lang)],
        ));
    }
    if order.status == OrderStatus::New {
        words.push_str(AWAITED.get(lang));
    }
    words
}

/// What came in and how it was understood.
fn traffic(report: &Report<'_>, lang: Lang) -> Vec<String> {
    let counts = &report.stage.counts;
    let outages = u64::try_from(report.stage.outages.len()).unwrap_or(0);
    let live = [
        lasting(report.length()),
        lasting(report.unheard()),
        whole(outages, lang),
        whole(counts.fetched_late, lang),
    ];
    let row = |words: Both, of: &[u64]| {
        let args: Vec<String> = of.iter().map(|count| whole(*count, lang)).collect();
        filled(words, lang, &args)
    };
    let refused = counts.refused + counts.taken;
    vec![
        filled(LIVE, lang, &live),
        row(
            MESSAGES,
            &[
                counts.messages,
                counts.of_seller,
                counts.voice,
                counts.stops,
                counts.answers,
            ],
        ),
        row(AGAIN, &[counts.delivered_again, counts.duplicates]),
        row(
            CLAIMS,
            &[
                counts.claims,
                counts.claiming,
                counts.won,
                counts.waited,
                counts.repeated,
                refused,
            ],
        ),
        row(
            SLIPS,
            &[
                counts.slips,
                counts.slips_understood,
                counts.slips_suggested,
                counts.slips_refused,
            ],
        ),
    ]
}

/// What became of it.
fn outcome(report: &Report<'_>, lang: Lang) -> Vec<String> {
    let (counts, tally) = (&report.stage.counts, &report.stage.tally);
    let row = |words: Both, of: &[u64]| {
        let args: Vec<String> = of.iter().map(|count| whole(*count, lang)).collect();
        filled(words, lang, &args)
    };
    let count = |count: usize| whole(u64::try_from(count).unwrap_or(0), lang);
    let sales = [
        count(report.orders().len()),
        whole(report.units(), lang),
        money(report, report.sum(Order::goods), lang),
        money(report, report.sum(Order::total), lang),
        count(report.awaiting_deposit()),
    ];
    let unserved = [
        whole(tally.unserved, lang),
        money(report, tally.unserved_value, lang),
    ];
    vec![
        row(
            HOLDS,
            &[
                tally.held,
                tally.promoted,
                tally.late,
                tally.confirmed,
                report.percent_confirmed(),
                tally.expired,
                tally.given_back,
            ],
        ),
        row(REMINDERS, &[tally.reminded, counts.too_late]),
        row(
            PROOFS,
            &[counts.proofs, counts.approved, counts.proofs_refused],
        ),
        filled(SALES, lang, &sales),
        row(DOORS, &[counts.no_shows, report.percent_no_show()]),
        filled(UNSERVED, lang, &unserved),
        row(TWICE, &[counts.checks]),
    ]
}

fn filled(words: Both, lang: Lang, args: &[String]) -> String {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    words.fill(lang, &args)
}

fn whole(count: u64, lang: Lang) -> String {
    format::whole(i64::try_from(count).unwrap_or(i64::MAX), lang.into())
}

fn money(report: &Report<'_>, amount: Money, lang: Lang) -> String {
    format::money(amount, report.plan.settings.currency, lang.into())
}

/// `51 min 12 s`.
fn lasting(span: Span) -> String {
    format!("{} min {:02} s", span.secs() / 60, span.secs() % 60)
}

fn line(text: &mut String, words: &str) {
    writeln!(text, "{words}").expect("a string can always be written to");
}
