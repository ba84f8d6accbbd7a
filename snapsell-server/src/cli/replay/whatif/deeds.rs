//! What the team or the operator may have done to lead to an entry: buttons leave no words behind, only facts.

use snapsell_core::{
    Action, Change, Claim, CustomerId, Entry, Item, ItemId, ItemKind, LeaveReason, Offer,
    OrderNumber, OrderStatus, Origin, Payment, ProofTarget, Shop, Size, Typed, Written,
};

/// What the operator or the provider did; `None` when time alone passed.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other facts follow from time"
)]
pub(super) fn of_system(entry: &Entry) -> Option<Action> {
    let opted_out = |who| entry.changes.contains(&Change::OptedOut(who));
    entry.changes.iter().find_map(|change| match change {
        Change::Configured(settings) => Some(Action::Configure(settings.clone())),
        Change::Unreachable(customer) => Some(Action::Unreachable {
            customer: *customer,
            opted_out: opted_out(*customer),
        }),
        Change::OptedOut(customer) => Some(Action::Unreachable {
            customer: *customer,
            opted_out: true,
        }),
        _ => None,
    })
}

/// What a member of the team may have done, each to be tried.
pub(super) fn of_team(before: &Shop, entry: &Entry) -> Vec<Action> {
    let mut deeds: Vec<Action> = Vec::new();
    deeds.extend(offers(entry));
    deeds.extend(set_aside(before, entry));
    for change in &entry.changes {
        deeds.extend(of_change(before, change));
    }
    deeds
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other facts follow from these"
)]
fn of_change(before: &Shop, change: &Change) -> Vec<Action> {
    match change {
        Change::Configured(settings) => vec![Action::Configure(settings.clone())],
        Change::LiveOpened(_) => vec![Action::OpenLive],
        Change::LiveClosing { by_hand: true } => vec![Action::CloseLive],
        Change::StockAdded { item, .. }
        | Change::StockRemoved { item, .. }
        | Change::Repriced { item, .. }
        | Change::Withdrawn(item) => before
            .item(*item)
            .map_or_else(Vec::new, |item| of_item(item, change)),
        Change::HoldEnded { hold, .. } => vec![Action::ReleaseHold(*hold)],
        Change::ProofApproved { customer, .. } => {
            vec![Action::ApproveProof(ProofTarget::Customer(*customer))]
        }
        Change::ProofRefused { customer, .. } => vec![refuse(*customer)],
        Change::OrderPaid { order, payment } => {
            let customer = before.order(*order).map(|order| order.customer);
            customer.map_or_else(Vec::new, |customer| match payment {
                Payment::DepositRejected => vec![refuse(customer)],
                Payment::DepositApproved | Payment::DepositPending | Payment::NoDeposit => {
                    vec![Action::ApproveProof(ProofTarget::Customer(customer))]
                }
            })
        }
        Change::OrderMoved { order, status } => vec![match *status {
            OrderStatus::Cancelled(reason) => Action::CancelOrder {
                order: *order,
                reason,
            },
            to @ (OrderStatus::New
            | OrderStatus::Confirmed
            | OrderStatus::Preparing
            | OrderStatus::OutForDelivery
            | OrderStatus::Delivered) => Action::Advance {
                orders: vec![*order],
                to,
            },
        }],
        Change::OrderFeeSet { order, fee } => vec![Action::SetFee {
            order: *order,
            fee: *fee,
        }],
        Change::OrderReaddressed { order, .. } => vec![Action::Readdress(*order)],
        Change::Blocked(customer) => vec![Action::Block(*customer)],
        Change::Unblocked(customer) => vec![Action::Unblock(*customer)],
        Change::NotesRead => vec![Action::List(OrderNumber::new(1))],
        _ => Vec::new(),
    }
}

/// What may have been done to an item.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "four facts are about an item"
)]
fn of_item(item: &Item, change: &Change) -> Vec<Action> {
    let (code, size) = (item.code, item.named.size);
    let edit = |size, price, quantity| Action::Edit {
        code,
        size,
        price,
        quantity,
        more: Vec::new(),
    };
    match change {
        Change::StockAdded { quantity, .. } => vec![
            Action::AddStock {
                code,
                size,
                quantity: *quantity,
            },
            edit(size, None, Some(item.left() + quantity)),
        ],
        Change::StockRemoved { slots, .. } => vec![
            Action::SoldElsewhere {
                code,
                size,
                quantity: slots.len(),
            },
            edit(size, None, Some(item.left().saturating_sub(slots.len()))),
        ],
        Change::Repriced { price, .. } => vec![
            edit(Size::ONE, Some(price.minor()), None),
            edit(size, Some(price.minor()), None),
        ],
        Change::Withdrawn(_) => vec![
            Action::Withdraw(vec![(code, Size::ONE)]),
            Action::Withdraw(vec![(code, size)]),
        ],
        _ => Vec::new(),
    }
}

/// Her own words for the customer are not a fact; the rules do not read them.
fn refuse(customer: CustomerId) -> Action {
    Action::RefuseProof {
        of: ProofTarget::Customer(customer),
        why: String::new(),
    }
}

/// Items that were offered, as one action.
fn offers(entry: &Entry) -> Option<Action> {
    let mut offers: Vec<Offer> = Vec::new();
    for change in &entry.changes {
        let Change::Offered {
            code,
            size,
            label,
            kind,
            price,
            quantity,
            ..
        } = change
        else {
            continue;
        };
        let units = (*kind == ItemKind::Prepared).then_some(*quantity);
        let sized = (!size.is_one()).then_some((*size, Some(*quantity)));
        match offers.iter_mut().find(|offer| offer.code == *code) {
            Some(offer) => offer.sizes.extend(sized),
            None => offers.push(Offer {
                code: *code,
                label: *label,
                quantity: units.filter(|_| sized.is_none()),
                price: Some(price.minor()),
                sizes: sized.into_iter().collect(),
            }),
        }
    }
    (!offers.is_empty()).then_some(Action::Offer {
        offers,
        photo: false,
    })
}

/// Units that the team set aside for one customer: asked for, or set up again.
#[expect(clippy::wildcard_enum_match_arm, reason = "two facts are looked for")]
fn set_aside(before: &Shop, entry: &Entry) -> Vec<Action> {
    let wanted: Vec<(ItemId, CustomerId, u32)> = entry
        .changes
        .iter()
        .filter_map(|change| match change {
            Change::Held {
                item,
                customer,
                slots,
                origin: Origin::Team,
                ..
            } => Some((*item, *customer, slots.len())),
            Change::Queued {
                item,
                customer,
                quantity,
            } => Some((*item, *customer, *quantity)),
            _ => None,
        })
        .collect();
    let Some(&(item, customer, quantity)) = wanted.first() else {
        return Vec::new();
    };
    let claims = |with_quantity: bool| {
        let claims = wanted.iter().filter_map(|&(item, _, quantity)| {
            let item = before.item(item)?;
            Some(Claim {
                code: Written::Code(item.code),
                size: item.named.size,
                quantity: with_quantity.then_some(quantity),
                typed: Typed::default(),
            })
        });
        Action::ClaimFor {
            customer,
            claims: claims.collect(),
        }
    };
    vec![
        Action::Reopen {
            item,
            customer,
            quantity,
        },
        claims(true),
        claims(false),
    ]
}

/// Whom an entry is about: one of them is the person whose phone number was typed.
#[expect(clippy::wildcard_enum_match_arm, reason = "the others name nobody")]
pub(super) fn people(before: &Shop, entry: &Entry) -> Vec<CustomerId> {
    let of_hold = |hold| before.hold(hold).map(|hold| hold.customer);
    let found = entry.changes.iter().filter_map(|change| match change {
        Change::Held { customer, .. }
        | Change::Queued { customer, .. }
        | Change::PlaceResized { customer, .. }
        | Change::ProofApproved { customer, .. }
        | Change::ProofRefused { customer, .. }
        | Change::Blocked(customer)
        | Change::Unblocked(customer) => Some(*customer),
        Change::PlaceLeft {
            customer, reason, ..
        } if *reason != LeaveReason::Served => Some(*customer),
        Change::HoldEnded { hold, .. }
        | Change::HoldGrown { hold, .. }
        | Change::HoldShrunk { hold, .. } => of_hold(*hold),
        Change::OrderPaid { order, .. } => before.order(*order).map(|order| order.customer),
        _ => None,
    });
    let mut people: Vec<CustomerId> = Vec::new();
    for customer in found {
        if !people.contains(&customer) {
            people.push(customer);
        }
    }
    people
}
