//! What a code or delivery costs, whether a code is free and how it is reserved; asking reserves nothing.

use super::claim::{place_line, wait};
use super::{Ruling, answers, due, lookup};
use crate::code::Code;
use crate::command::Unclear;
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, ItemId};
use crate::label::Label;
use crate::money::Money;
use crate::refusal::Refusal;
use crate::reply::{Chance, Class, PriceLine, Say};
use crate::shop::{Item, LiveState};
use alloc::string::ToString;
use alloc::vec::Vec;

pub(super) fn tell(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    codes: &[Code],
) -> Ruling {
    let mut lines = Vec::new();
    for &code in codes {
        let sizes = lookup::on_sale(draft, code).into_iter();
        let items: Vec<ItemId> = sizes.map(|(_, item)| item).collect();
        if items.is_empty() {
            lines.push(unlisted(draft, code));
            continue;
        }
        for &item in &items {
            due::settle_item(draft, item);
        }
        listed(draft, customer, &items, &mut lines);
    }
    draft.tell(customer, Class::Answer, Say::Prices { lines });
    Ok(())
}

/// What delivery costs where the shop has said so; else the team is asked.
pub(super) fn delivery(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    let (fee, zones) = (
        draft.settings().delivery_fee,
        draft.settings().zones.clone(),
    );
    if fee == Money::ZERO && zones.is_empty() {
        return answers::not_understood(draft, customer, Unclear::Text);
    }
    draft.tell(customer, Class::Answer, Say::Delivery { fee, zones });
    Ok(())
}

/// A line for each price; sizes that are sold are not named.
fn listed(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
    items: &[ItemId],
    lines: &mut Vec<PriceLine>,
) {
    let row = |&item: &ItemId| draft.item(item);
    let standing = || items.iter().filter_map(row).filter(|row| !row.withdrawn);
    let mut left: Vec<&Item> = standing().filter(|row| row.left() > 0).collect();
    if left.is_empty() {
        let gone = standing().next().is_none();
        lines.push(PriceLine::Refused {
            what: answers::named(draft, items[0]).label.to_string(),
            why: if gone {
                Refusal::Withdrawn
            } else {
                Refusal::SoldOut
            },
        });
        return;
    }
    left.sort_by_key(|row| row.price);
    for same in left.chunk_by(|one, other| one.price == other.price) {
        let sizes = same.iter().map(|row| row.named.size);
        lines.push(PriceLine::Priced {
            label: same[0].named.label,
            price: same[0].price,
            sizes: sizes.filter(|size| !size.is_one()).collect(),
            chance: chance(draft, customer, same),
        });
    }
}

fn chance(draft: &Draft<'_, impl Ground>, customer: CustomerId, rows: &[&Item]) -> Chance {
    let hers = |row: &&Item| draft.of(customer, |person| person.hold_of(row.id).is_some());
    let waits = || rows.iter().find_map(|row| wait(draft, customer, row.id));
    if rows
        .iter()
        .any(|row| row.waiting == 0 && !row.free.is_empty())
    {
        Chance::Free
    } else if rows.iter().any(hers) {
        Chance::Yours
    } else if let Some(wait) = waits() {
        Chance::Waits(place_line(draft, wait).place)
    } else if draft.settings().queue {
        Chance::Queue
    } else {
        Chance::Taken
    }
}

/// A code that nobody has offered yet costs what the grid says, as long as a claim would bring it to life.
fn unlisted(draft: &Draft<'_, impl Ground>, code: Code) -> PriceLine {
    let live = draft.desk().live.as_ref();
    let open = live.is_some_and(|live| live.state == LiveState::Open);
    let price: Option<Money> = lookup::listed_price(draft, code);
    match price.filter(|_| open && !lookup::is_spent(draft, code)) {
        Some(price) => PriceLine::Priced {
            label: Label::from(code),
            price,
            sizes: Vec::new(),
            chance: Chance::Free,
        },
        None => PriceLine::Refused {
            what: code.to_string(),
            why: Refusal::UnknownCode {
                example: lookup::example(draft),
            },
        },
    }
}
