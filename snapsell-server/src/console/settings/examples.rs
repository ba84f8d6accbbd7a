//! Messages as a customer would read them with the settings that are saved.

use serde_json::{Value, json};
use snapsell_core::wording::{Facts, Words};
use snapsell_core::{
    ClaimLine, Class, CommandId, CustomerId, DepositAsk, HeldLine, HoldId, Label, Lang, Money,
    Named, NextStep, OrderNumber, OrderStatus, Reply, Say, Settings, Size, Timestamp,
};

use super::super::frame::tag;
use crate::zone;

/// Price of the example where the grid is empty, in the currency's minor unit.
const PRICE: i64 = 5_000;

/// One example of each kind, in both languages: `[{kind, lang, text}]`.
pub(super) fn of(words: &Words, settings: &Settings, shop: &str, now: Timestamp) -> Vec<Value> {
    let zone = zone::of(settings);
    let facts = Facts {
        shop_name: shop,
        currency: settings.currency,
        utc_offset_minutes: &|at| zone::minutes_ahead(&zone, at),
        to_seller: false,
        name: &|_: CustomerId| None,
        address: &|_: CommandId| None,
        now,
    };
    let mut examples = Vec::new();
    for lang in [Lang::Fr, Lang::En] {
        for (class, say) in said(settings, now) {
            let reply = Reply {
                to: CustomerId::new(1),
                lang,
                class,
                say,
            };
            examples.push(json!({
                "kind": word(class),
                "lang": tag(lang),
                "text": words.render(&reply, &facts),
            }));
        }
    }
    examples
}

fn said(settings: &Settings, now: Timestamp) -> Vec<(Class, Say)> {
    let first = settings.grid.iter().next();
    let (letters, price) = first.map_or(("A", Money::from_minor(PRICE)), |(letters, price)| {
        (letters.as_str(), *price)
    });
    let Some(label) = Label::new(&format!("{letters}12")) else {
        return Vec::new();
    };
    let held = HeldLine {
        hold: HoldId::new(1),
        item: Named {
            label,
            size: Size::ONE,
        },
        quantity: 1,
        price,
        until: Some(now + settings.hold.soft),
        locked: false,
    };
    let total = price.plus(settings.delivery_fee);
    let deposit = settings.deposit.ask(price);
    let next = NextStep::SendAddress {
        total,
        fee: settings.delivery_fee,
        zones: settings.zones.clone(),
        deposit: deposit.map(|(amount, compulsory)| DepositAsk {
            amount,
            compulsory,
            how: settings.payment_text.clone(),
        }),
    };
    let claimed = Say::Claimed {
        lines: [ClaimLine::Held(held.clone())].into(),
        skipped: 0,
        next: next.clone(),
    };
    let promoted = Say::Promoted {
        hold: held.clone(),
        waiting: 0,
        next,
    };
    let recalled = HeldLine {
        until: Some(now + settings.hold.reminder),
        ..held
    };
    let reminder = Say::Reminder {
        holds: vec![recalled],
        next: NextStep::Nothing,
    };
    let moved = Say::OrderMoved {
        order: OrderNumber::new(1),
        status: OrderStatus::OutForDelivery,
        total,
        left: None,
    };
    vec![
        (Class::Answer, claimed),
        (Class::Reminder, reminder),
        (Class::Queue, promoted),
        (Class::Transactional, moved),
    ]
}

const fn word(class: Class) -> &'static str {
    match class {
        Class::Answer => "answer",
        Class::Transactional => "transactional",
        Class::Reminder => "reminder",
        Class::Queue => "queue",
        Class::Info => "info",
    }
}
