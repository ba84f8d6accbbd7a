//! What the seller may send instead of what was not done: a whole line, with all that she wrote in it.

use super::{lookup, offer, orders, remove};
use crate::code::{Code, Size};
use crate::command::{Action, ProofTarget};
use crate::draft::{Draft, Ground};
use crate::ids::OrderNumber;
use crate::intent::{Offer, ProofOf};
use crate::label::{Label, Named};
use crate::limits::STOCK_MAX;
use crate::money::Money;
use crate::refusal::Refusal;
use crate::reply::{Instead, NotDone, Say};
use crate::shop::Item;
use alloc::string::ToString;
use alloc::vec::Vec;

/// What she is told of a command that was refused.
#[cold]
pub(super) fn refused(draft: &Draft<'_, impl Ground>, action: &Action, why: &Refusal) -> Say {
    if let Action::Withdraw(codes) = action {
        return Say::NotDone(of_withdrawals(draft, codes));
    }
    if let Action::Advance { orders, to } = action {
        let refused = |&number: &OrderNumber| {
            let why = orders::movable(draft, number, *to).err()?;
            Some(of_order(number, why))
        };
        return Say::NotDone(orders.iter().filter_map(refused).collect());
    }
    if let Action::ShowOrder(number)
    | Action::ApproveProof(ProofTarget::Written(ProofOf::Order(number))) = *action
    {
        return Say::NotDone(alloc::vec![of_order(number, why.clone())]);
    }
    match about(draft, action, why) {
        Some((what, instead)) => Say::NotDone(alloc::vec![NotDone {
            what: what.to_string(),
            why: why.clone(),
            instead,
        }]),
        None => Say::Refused(why.clone()),
    }
}

/// An order that stays as it is.
pub(super) fn of_order(number: OrderNumber, why: Refusal) -> NotDone {
    NotDone {
        what: number.to_string(),
        why,
        instead: None,
    }
}

/// What of this cannot be withdrawn.
#[cold]
pub(super) fn of_withdrawals(
    draft: &Draft<'_, impl Ground>,
    codes: &[(Code, Size)],
) -> Vec<NotDone> {
    let refused = |&(code, size): &(Code, Size)| {
        let why = remove::withdrawable(draft, code, size).err()?;
        Some(NotDone {
            what: label(draft, code).to_string(),
            instead: sized(draft, code, &why).map(Instead::Withdraw),
            why,
        })
    };
    codes.iter().filter_map(refused).collect()
}

/// The label that a command is about, and the line to send.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the others name no code, or answer line by line"
)]
fn about(
    draft: &Draft<'_, impl Ground>,
    action: &Action,
    why: &Refusal,
) -> Option<(Label, Option<Instead>)> {
    let (code, instead) = match *action {
        Action::Edit { code, ref more, .. } if !more.is_empty() => (code, None),
        Action::AddStock {
            code,
            size,
            quantity,
        } => {
            let units = alloc::vec![(size, some(quantity))];
            let instead = match why {
                Refusal::UnknownItem => Some(new(draft, code, units, None)),
                Refusal::CodeTaken => let_go(draft, code),
                _ => sized(draft, code, why).map(|item| Instead::Add { item, quantity }),
            };
            (code, instead)
        }
        Action::Edit {
            code,
            size,
            price,
            quantity,
            ..
        } => (code, edited(draft, (code, size), price, quantity, why)),
        Action::Release { code, .. } | Action::AskHolder { code, .. } => {
            (code, sized(draft, code, why).map(Instead::Release))
        }
        Action::SoldElsewhere {
            code,
            size,
            quantity,
        } => {
            let quantity = some(quantity);
            let item = named(draft, code, size);
            let instead = match why {
                Refusal::OutOfBounds { most: ..=0 } => Some(Instead::Add { item, quantity }),
                _ => sized(draft, code, why).map(|item| Instead::Sold { item, quantity }),
            };
            (code, instead)
        }
        _ => return None,
    };
    Some((label(draft, code), instead))
}

/// Instead of `MODIF …`.
fn edited(
    draft: &Draft<'_, impl Ground>,
    (code, size): (Code, Size),
    price: Option<i64>,
    quantity: Option<u32>,
    why: &Refusal,
) -> Option<Instead> {
    if *why == Refusal::PriceTooLow {
        let as_it_is = || Instead::Edit {
            item: named(draft, code, size),
            price: standing(draft, code).first().map(|row| row.price),
            quantity,
        };
        return Some(fewer(draft, code, size, price).unwrap_or_else(as_it_is));
    }
    if *why == Refusal::CodeTaken {
        return let_go(draft, code);
    }
    let price = price.map(Money::from_minor);
    let quantity = quantity.map(|quantity| quantity.min(STOCK_MAX));
    if *why == Refusal::UnknownItem {
        let single = size.is_one() && quantity.is_none();
        let units = (!single).then(|| (size, some(quantity.unwrap_or(1))));
        return Some(new(draft, code, units.into_iter().collect(), price));
    }
    let (item, quantity) = if let Refusal::UnitsInUse { least } = *why {
        (named(draft, code, size), Some(least))
    } else {
        (sized(draft, code, why)?, quantity)
    };
    Some(Instead::Edit {
        item,
        price,
        quantity,
    })
}

/// `S01 -5` takes units away, as far as there are so many.
fn fewer(
    draft: &Draft<'_, impl Ground>,
    code: Code,
    size: Size,
    price: Option<i64>,
) -> Option<Instead> {
    let quantity = price.and_then(|price| u32::try_from(-price).ok())?;
    let row = draft.item(draft.code(code, size)?)?;
    (1..=row.left())
        .contains(&quantity)
        .then_some(Instead::Sold {
            item: row.named,
            quantity,
        })
}

/// Instead of an offer that was refused.
#[cold]
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the others want another code, or time"
)]
pub(super) fn of_offer(
    draft: &Draft<'_, impl Ground>,
    offer: &Offer,
    why: &Refusal,
) -> Option<Instead> {
    let units = offer::units(offer).ok()?;
    let stands = !standing(draft, offer.code).is_empty();
    match why {
        Refusal::PriceTooLow if stands => {
            let size = units[0].0;
            let priced = Offer {
                price: None,
                ..offer.clone()
            };
            let fewer = fewer(draft, offer.code, size, offer.price);
            Some(fewer.unwrap_or_else(|| taken(draft, &priced, &units)))
        }
        Refusal::NoPrice | Refusal::PriceTooLow => {
            let single = offer.quantity.is_none() && offer.sizes.is_empty();
            Some(Instead::Offer {
                label: offer.label,
                units: if single { Vec::new() } else { units },
                price: None,
            })
        }
        Refusal::CodeTaken => {
            let held = let_go(draft, offer.code);
            Some(held.unwrap_or_else(|| taken(draft, offer, &units)))
        }
        _ => None,
    }
}

/// The code is free again once the team lets go of what had it in a live that is over.
fn let_go(draft: &Draft<'_, impl Ground>, code: Code) -> Option<Instead> {
    lookup::kept(draft, code).map(|row| Instead::Release(row.named))
}

/// Instead of offering a code that stands: the first thing that she wants to be otherwise.
fn taken(draft: &Draft<'_, impl Ground>, offer: &Offer, units: &[(Size, u32)]) -> Instead {
    let (label, price) = (offer.label, offer.price.map(Money::from_minor));
    let rows = standing(draft, offer.code);
    let edit = |size, quantity| Instead::Edit {
        item: Named { label, size },
        price,
        quantity,
    };
    let row = |size: Size| {
        let mut rows = rows.iter();
        rows.find(|row| row.named.size == size || row.named.size.is_one())
    };
    let counted = offer.quantity.is_some() || !offer.sizes.is_empty();
    for &(size, quantity) in units.iter().filter(|_| counted) {
        match row(size) {
            None if size.is_one() => return edit(rows[0].named.size, Some(quantity)),
            None => {
                let item = Named { label, size };
                return Instead::Add { item, quantity };
            }
            Some(row) if row.stock != quantity && says_how_many(offer, size) => {
                return edit(row.named.size, Some(quantity));
            }
            Some(_) => {}
        }
    }
    match row(units[0].0).filter(|_| counted && price.is_none()) {
        Some(row) => edit(row.named.size, Some(row.stock)),
        // Where she says nothing new the example is what stands: it changes nothing when she copies it.
        None => Instead::Edit {
            item: named(draft, offer.code, Size::ONE),
            price: price.or_else(|| rows.first().map(|row| row.price)),
            quantity: None,
        },
    }
}

/// Whether she wrote how many there are of this size, or of all of them.
fn says_how_many(offer: &Offer, size: Size) -> bool {
    let counted = |&(known, quantity): &(Size, Option<u32>)| known == size && quantity.is_some();
    offer.quantity.is_some() || offer.sizes.iter().any(counted)
}

fn new(
    draft: &Draft<'_, impl Ground>,
    code: Code,
    units: Vec<(Size, u32)>,
    price: Option<Money>,
) -> Instead {
    let grid = draft.settings().grid.get(&code.letters()).copied();
    Instead::Offer {
        label: label(draft, code),
        units,
        price: price.or(grid),
    }
}

/// The code in the first of its sizes, where a size was missing or wrong.
#[expect(clippy::wildcard_enum_match_arm, reason = "two refusals name sizes")]
fn sized(draft: &Draft<'_, impl Ground>, code: Code, why: &Refusal) -> Option<Named> {
    match why {
        Refusal::SizeNeeded { sizes } | Refusal::UnknownSize { sizes } => {
            sizes.first().map(|&size| named(draft, code, size))
        }
        _ => None,
    }
}

fn named(draft: &Draft<'_, impl Ground>, code: Code, size: Size) -> Named {
    let label = label(draft, code);
    Named { label, size }
}

/// The code as its label reads, or read before it was withdrawn.
fn label(draft: &Draft<'_, impl Ground>, code: Code) -> Label {
    let sizes = draft.sizes_of(code).into_iter();
    let row = sizes
        .filter_map(|(_, id)| draft.item(id))
        .min_by_key(|row| row.withdrawn);
    row.map_or_else(|| Label::from(code), |row| row.named.label)
}

fn standing<'a>(draft: &'a Draft<'_, impl Ground>, code: Code) -> Vec<&'a Item> {
    let sizes = draft.sizes_of(code).into_iter();
    let rows = sizes.filter_map(|(_, id)| draft.item(id));
    rows.filter(|row| !row.withdrawn).collect()
}

/// A number of units that can be asked for.
fn some(quantity: u32) -> u32 {
    quantity.clamp(1, STOCK_MAX)
}
