//! From a seller's message to a command.

use super::coded;
use crate::code::Size;
use crate::command::{Action, ProofTarget, Unclear};
use crate::ids::{CustomerId, OrderNumber};
use crate::intent::{CustomerIntent, Offer, ProofOf, SellerIntent, Who};
use crate::message::{Content, Message};
use crate::order::{CancelReason, OrderStatus};
use crate::parse::{
    Expect, asked_about, asks_what_sold, named_codes, parse_customer, said_sold, size_or_price,
    unread, whose,
};
use crate::shop::Shop;
use alloc::vec::Vec;

/// What a seller's message asks for.
pub(super) fn of_seller(shop: &Shop, message: &Message) -> Action {
    let currency = shop.settings.currency;
    match &message.content {
        Content::Text(text) | Content::Button(text) => {
            let intent = coded::seller(shop, text, currency);
            if intent == SellerIntent::Unclear {
                return no_command(shop, text);
            }
            if coded::is_doubtful(shop, &intent, text) {
                return Action::Unclear(Unclear::Dash);
            }
            let intent = sized_edit(shop, intent, text);
            intent.action(false, |who| person(&who, shop, message))
        }
        Content::Image(caption) => {
            let intent = coded::seller(shop, caption, currency);
            if coded::is_doubtful(shop, &intent, caption) {
                return Action::Unclear(Unclear::Dash);
            }
            if intent == SellerIntent::Unclear {
                let what = unread(caption);
                return if matches!(what, Unclear::Span | Unclear::Dash) {
                    Action::Unclear(what)
                } else {
                    pictured(shop, caption).unwrap_or(Action::BindPhoto)
                };
            }
            intent.action(true, |who| person(&who, shop, message))
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

/// The photo of the codes that stand and that a caption names among other words: `voilà enfin la A30`. What names none of
/// them is of another piece than her last. One that is held since a live that is over is answered with why it has none.
fn pictured(shop: &Shop, caption: &str) -> Option<Action> {
    let codes = named_codes(caption);
    if codes.is_empty() {
        return None;
    }
    let named = codes.into_iter().filter_map(|code| {
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
    Some(if offers.is_empty() {
        Action::Unclear(Unclear::Photo)
    } else {
        Action::Offer { offers, photo }
    })
}

/// Hello, thank you, another language, a question about a piece, and what she says of one, `A12 vendu`: who has it keeps it until she
/// orders otherwise.
#[cold]
fn no_command(shop: &Shop, text: &str) -> Action {
    if let Some((code, size, quantity)) = said_sold(text) {
        let sizes = shop.codes.sizes_of(code).into_iter();
        let mut these = sizes.filter(|&(known, _)| known == size);
        let free = |(_, item)| {
            let row = shop.items.get(item);
            row.is_some_and(|row| row.free.len() >= quantity)
        };
        return if these.all(free) {
            Action::SoldElsewhere {
                code,
                size,
                quantity,
            }
        } else {
            Action::Explain(code)
        };
    }
    if let Some((code, size)) = whose(text) {
        return Action::AskHolder { code, size };
    }
    if asks_what_sold(text) {
        return Action::List(OrderNumber::new(1));
    }
    match (unread(text), parse_customer(text, Expect::default())) {
        (Unclear::Text, CustomerIntent::Greeting) => Action::Greet,
        (Unclear::Text, CustomerIntent::Thanks) => Action::Thank,
        (Unclear::Text, CustomerIntent::Nod) => Action::Nod,
        (Unclear::Text, CustomerIntent::Speak(lang)) => Action::Speak(lang),
        (what @ Unclear::Text, _) => {
            asked_about(text).map_or(Action::Unclear(what), Action::Explain)
        }
        (what, _) => Action::Unclear(what),
    }
}

/// `MODIF S02 38` where S02 has a size 38, or sizes and a currency in which that is no price: the size. With nothing beside it
/// nothing changes.
fn sized_edit(shop: &Shop, mut intent: SellerIntent, text: &str) -> SellerIntent {
    if let SellerIntent::Edit {
        code, size, price, ..
    } = &mut intent
        && let (Size::ONE, Some(_), Some(named)) = (*size, *price, size_or_price(text))
        && shop.on_sale(*code).any(|row| {
            let whole = shop.settings().currency.exponent() == 0;
            !row.named.size.is_one() && (whole || row.named.size == named)
        })
    {
        (*size, *price) = (named, None);
    }
    intent
}

/// The person whom a message names.
fn person(who: &Who, shop: &Shop, message: &Message) -> Option<CustomerId> {
    match who {
        Who::Me => Some(message.from),
        Who::Phone(_) => message.mention,
        Who::Customer(id) => shop.customers.get(*id).is_some().then_some(*id),
    }
}

impl SellerIntent {
    /// What it asks for, beside a photo or alone; `find` says who the person is whom it names.
    #[must_use]
    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each intent, and nothing else"
    )]
    pub fn action(self, photo: bool, find: impl FnOnce(Who) -> Option<CustomerId>) -> Action {
        match self {
            Self::Offer(offers) => Action::Offer { offers, photo },
            Self::AddStock {
                code,
                size,
                quantity,
            } => Action::AddStock {
                code,
                size,
                quantity,
            },
            Self::Edit {
                code,
                size,
                price,
                quantity,
                more,
            } => Action::Edit {
                code,
                size,
                price,
                quantity,
                more,
            },
            Self::OpenLive => Action::OpenLive,
            Self::CloseLive => Action::CloseLive,
            Self::Withdraw(codes) => Action::Withdraw(codes),
            Self::Release {
                code,
                size,
                who: None,
            } => Action::Release {
                code,
                size,
                of: None,
            },
            Self::Release {
                code,
                size,
                who: Some(who),
            } => named(find(who), |of| Action::Release {
                code,
                size,
                of: Some(of),
            }),
            Self::SoldElsewhere {
                code,
                size,
                quantity,
            } => Action::SoldElsewhere {
                code,
                size,
                quantity,
            },
            Self::ClaimFor { who, claims } => {
                named(find(who), |customer| Action::ClaimFor { customer, claims })
            }
            Self::Approve { of, who } => proof(of, who.map(find), Action::ApproveProof),
            Self::Refuse { of, who, why } => {
                proof(of, who.map(find), |of| Action::RefuseProof { of, why })
            }
            Self::Prepare(orders) => Action::Advance {
                orders,
                to: OrderStatus::Preparing,
            },
            Self::SendOut(orders) => Action::Advance {
                orders,
                to: OrderStatus::OutForDelivery,
            },
            Self::Deliver(orders) => Action::Advance {
                orders,
                to: OrderStatus::Delivered,
            },
            Self::CancelOrder { order, reason } => Action::CancelOrder {
                order,
                reason: reason.unwrap_or(CancelReason::Seller),
            },
            Self::Block(who) => named(find(who), Action::Block),
            Self::Unblock(who) => named(find(who), Action::Unblock),
            Self::List(from) => Action::List(from),
            Self::ShowOrder(order) => Action::ShowOrder(order),
            Self::Why(code) => Action::Explain(code),
            Self::Help => Action::Help,
            Self::Unclear => Action::Unclear(Unclear::Text),
        }
    }
}

/// The action for a proof, of the person named where a code has several.
fn proof(
    of: ProofOf,
    who: Option<Option<CustomerId>>,
    action: impl FnOnce(ProofTarget) -> Action,
) -> Action {
    match (of, who) {
        (ProofOf::Code(code), Some(found)) => named(found, |customer| {
            action(ProofTarget::CodeOf { code, customer })
        }),
        (of, _) => action(ProofTarget::Written(of)),
    }
}

/// The action for the person named; without anybody behind the number there is none.
fn named(found: Option<CustomerId>, action: impl FnOnce(CustomerId) -> Action) -> Action {
    found.map_or(Action::Unclear(Unclear::Person), action)
}
