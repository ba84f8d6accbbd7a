//! From a seller's message to a command.

use crate::command::{Action, ProofTarget, Unclear};
use crate::ids::CustomerId;
use crate::intent::{Offer, ProofOf, SellerIntent, Who};
use crate::message::{Content, Message};
use crate::order::{CancelReason, OrderStatus};
use crate::parse::{named_codes, parse_seller, unread};
use crate::shop::Shop;
use alloc::vec::Vec;

/// What a seller's message asks for.
pub(super) fn of_seller(shop: &Shop, message: &Message) -> Action {
    let currency = shop.settings.currency;
    match &message.content {
        Content::Text(text) | Content::Button(text) => {
            let intent = parse_seller(text, currency);
            if intent == SellerIntent::Unclear {
                return Action::Unclear(unread(text));
            }
            seller_action(intent, shop, message, false)
        }
        Content::Image(caption) => {
            let intent = parse_seller(caption, currency);
            if intent == SellerIntent::Unclear {
                let what = unread(caption);
                return if matches!(what, Unclear::Span | Unclear::Dash) {
                    Action::Unclear(what)
                } else {
                    pictured(shop, caption).unwrap_or(Action::BindPhoto)
                };
            }
            seller_action(intent, shop, message, true)
        }
        Content::Voice => Action::Unclear(Unclear::Voice),
        Content::Video => Action::Unclear(Unclear::Video),
        Content::Sticker => Action::Unclear(Unclear::Sticker),
        Content::Contact => Action::Unclear(Unclear::Contact),
        Content::Empty => Action::Unclear(Unclear::Empty),
        Content::Document | Content::Location | Content::Unknown => {
            Action::Unclear(Unclear::Unknown)
        }
    }
}

/// The photo of the codes that stand and that a caption names among other words: `la A30, en wax`.
fn pictured(shop: &Shop, caption: &str) -> Option<Action> {
    let named = named_codes(caption).into_iter().filter_map(|code| {
        let sizes = shop.codes.sizes_of(code);
        let mut rows = sizes.iter().filter_map(|&(_, item)| shop.items.get(item));
        let row = rows.find(|row| !row.withdrawn)?;
        Some(Offer {
            code,
            label: row.named.label,
            quantity: None,
            price: None,
            sizes: Vec::new(),
        })
    });
    let offers: Vec<Offer> = named.collect();
    let photo = true;
    (!offers.is_empty()).then_some(Action::Offer { offers, photo })
}

#[expect(
    clippy::too_many_lines,
    reason = "one arm for each intent, and nothing else"
)]
fn seller_action(intent: SellerIntent, shop: &Shop, message: &Message, photo: bool) -> Action {
    match intent {
        SellerIntent::Offer(offers) => Action::Offer { offers, photo },
        SellerIntent::AddStock {
            code,
            size,
            quantity,
        } => Action::AddStock {
            code,
            size,
            quantity,
        },
        SellerIntent::Edit {
            code,
            size,
            price,
            quantity,
        } => Action::Edit {
            code,
            size,
            price,
            quantity,
        },
        SellerIntent::OpenLive => Action::OpenLive,
        SellerIntent::CloseLive => Action::CloseLive,
        SellerIntent::Withdraw(codes) => Action::Withdraw(codes),
        SellerIntent::Release {
            code,
            size,
            who: None,
        } => Action::Release {
            code,
            size,
            of: None,
        },
        SellerIntent::Release {
            code,
            size,
            who: Some(who),
        } => person(&who, shop, message, |of| Action::Release {
            code,
            size,
            of: Some(of),
        }),
        SellerIntent::SoldElsewhere {
            code,
            size,
            quantity,
        } => Action::SoldElsewhere {
            code,
            size,
            quantity,
        },
        SellerIntent::ClaimFor { who, claims } => person(&who, shop, message, |customer| {
            Action::ClaimFor { customer, claims }
        }),
        SellerIntent::Approve { of, who } => proof(of, who, shop, message, Action::ApproveProof),
        SellerIntent::Refuse { of, who, why } => {
            proof(of, who, shop, message, |of| Action::RefuseProof { of, why })
        }
        SellerIntent::Prepare(orders) => Action::Advance {
            orders,
            to: OrderStatus::Preparing,
        },
        SellerIntent::SendOut(orders) => Action::Advance {
            orders,
            to: OrderStatus::OutForDelivery,
        },
        SellerIntent::Deliver(orders) => Action::Advance {
            orders,
            to: OrderStatus::Delivered,
        },
        SellerIntent::CancelOrder { order, reason } => Action::CancelOrder {
            order,
            reason: reason.unwrap_or(CancelReason::Seller),
        },
        SellerIntent::Block(who) => person(&who, shop, message, Action::Block),
        SellerIntent::Unblock(who) => person(&who, shop, message, Action::Unblock),
        SellerIntent::List => Action::List,
        SellerIntent::Why(code) => Action::Explain(code),
        SellerIntent::Help => Action::Help,
        SellerIntent::Unclear => Action::Unclear(Unclear::Text),
    }
}

/// The action for a proof, of the person named where a code has several.
fn proof(
    of: ProofOf,
    who: Option<Who>,
    shop: &Shop,
    message: &Message,
    action: impl FnOnce(ProofTarget) -> Action,
) -> Action {
    match (of, who) {
        (ProofOf::Code(code), Some(who)) => person(&who, shop, message, |customer| {
            action(ProofTarget::CodeOf { code, customer })
        }),
        (of, _) => action(ProofTarget::Written(of)),
    }
}

/// The action for the person named; without anybody behind the number there is none.
fn person(
    who: &Who,
    shop: &Shop,
    message: &Message,
    action: impl FnOnce(CustomerId) -> Action,
) -> Action {
    let found = match who {
        Who::Me => Some(message.from),
        Who::Phone(_) => message.mention,
        Who::Customer(id) => shop.customers.get(*id).is_some().then_some(*id),
    };
    found.map_or(Action::Unclear(Unclear::Person), action)
}
