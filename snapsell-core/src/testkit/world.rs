//! A small world: few customers, few codes, every command. Small numbers choose, so that any bytes make a history.

mod settings;

use crate::code::{Code, Size};
use crate::command::{Action, Actor, Command, ProofTarget, Unclear};
use crate::ids::{CommandId, CustomerId, HoldId, ItemId, OrderNumber, UserId};
use crate::intent::{Claim, Offer, ProofOf, Typed, Written};
use crate::label::Label;
use crate::money::Money;
use crate::order::{CancelReason, OrderStatus};
use crate::pick::Pick;
use crate::shop::Shop;
use crate::time::{Span, Timestamp};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// One step of a history: what, who, on what, how many, and how much time before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// Chooses the action.
    pub action: u8,
    /// Chooses the customer.
    pub who: u8,
    /// Chooses the code, the order or the hold.
    pub what: u8,
    /// Chooses a quantity or a variant.
    pub much: u8,
    /// Seconds since the step before, up to a quarter of an hour.
    pub pause: u16,
}

/// The settings of the small world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct World {
    /// Customers who write.
    pub customers: u8,
    /// Codes on the labels.
    pub codes: u8,
}

impl Default for World {
    fn default() -> Self {
        Self {
            customers: 4,
            codes: 4,
        }
    }
}

fn seller() -> CustomerId {
    CustomerId::new(1)
}

/// The command that a step stands for, in a shop as it is now.
#[must_use]
pub fn command(world: &World, shop: &Shop, id: CommandId, step: Step, now: Timestamp) -> Command {
    let customer = CustomerId::new(2 + u32::from(step.who % world.customers.max(1)));
    let code = code(world, step.what);
    let quantity = u32::from(step.much % 4);
    let (by, action) = match step.action % 32 {
        0..=7 => (Actor::Customer(customer), claim(code, quantity, step)),
        8 | 9 => (
            Actor::Customer(customer),
            if step.much.is_multiple_of(4) {
                Action::ConfirmTo
            } else {
                Action::GiveAddress
            },
        ),
        10..=12 => (
            Actor::Customer(customer),
            Action::Confirm(if step.much.is_multiple_of(3) {
                picks(code, step)
            } else {
                Vec::new()
            }),
        ),
        13 => (
            Actor::Customer(customer),
            Action::Cancel(if step.much.is_multiple_of(2) {
                picks(code, step)
            } else {
                Vec::new()
            }),
        ),
        14 => (Actor::Customer(customer), Action::SendProof),
        15 => (
            Actor::Customer(customer),
            if step.much.is_multiple_of(2) {
                Action::OptOut
            } else {
                Action::OptIn
            },
        ),
        16 => (Actor::Customer(customer), small_talk(shop, step, code)),
        17..=19 => (Actor::Seller(seller()), offer(code, step)),
        20 => (Actor::Seller(seller()), stock(code, step)),
        21 => (Actor::Seller(seller()), removal(code, step, customer)),
        22 => (Actor::Seller(seller()), judge(shop, step, code, customer)),
        23 | 24 => (Actor::Team(UserId::new(1)), order_step(shop, step)),
        25 => (Actor::Seller(seller()), live(step)),
        26 => (
            Actor::Seller(seller()),
            Action::ClaimFor {
                customer,
                claims: claims(code, quantity, step),
            },
        ),
        27 => (Actor::Team(UserId::new(1)), desk(shop, step, customer)),
        28 => (Actor::System, system(shop, step, customer, now)),
        _ => (Actor::System, Action::Tick),
    };
    let id = if by == Actor::System {
        CommandId::NONE
    } else {
        id
    };
    Command { id, by, action }
}

fn code(world: &World, what: u8) -> Code {
    let letters = ["A", "B", "S", "Z"][usize::from(what % 4)];
    Code::new(letters, 1 + u16::from(what / 4 % world.codes.max(1)))
        .expect("one letter and a small number")
}

fn claims(code: Code, quantity: u32, step: Step) -> Vec<Claim> {
    let size = match (step.much & 16, step.much & 128) {
        (0, _) => Size::ONE,
        (_, 0) => sized("M"),
        (_, _) => sized("S"),
    };
    let mut claims = Vec::from([Claim {
        code: Written::Code(code),
        size,
        quantity: (quantity > 0).then_some(quantity),
        typed: Typed::default(),
    }]);
    if step.much & 32 != 0 {
        claims.push(Claim {
            code: Written::Blurred(String::from("A1O")),
            size: Size::ONE,
            quantity: None,
            typed: Typed::default(),
        });
    }
    if step.much & 64 != 0 {
        let other = Code::new("S", 1).expect("a code");
        claims.push(Claim {
            code: Written::Code(other),
            size: Size::ONE,
            quantity: Some(2),
            typed: Typed::default(),
        });
    }
    claims
}

/// What a customer names of hers: a code, one size of it, or two.
fn picks(code: Code, step: Step) -> Vec<Pick> {
    let size = size(step);
    let mut picks = Vec::from([Pick { code, size }]);
    if step.much & 64 != 0 {
        let size = sized("S");
        picks.push(Pick { code, size });
    }
    picks
}

fn claim(code: Code, quantity: u32, step: Step) -> Action {
    Action::Claim {
        claims: claims(code, quantity, step),
        skipped: 0,
    }
}

fn small_talk(shop: &Shop, step: Step, code: Code) -> Action {
    match step.much % 10 {
        0 => Action::ShowBasket,
        1 => Action::Explain(code),
        2 => Action::Help,
        8 => Action::Count(3),
        7 => [Action::Greet, Action::Thank, Action::Nod][usize::from(step.what % 3)].clone(),
        6 => Action::AskPrice(Vec::from([code])),
        3 => Action::Choose(step.what % 4),
        4 => Action::Agree,
        5 => Action::CancelOwnOrder(order(shop, step)),
        _ => Action::Unclear(Unclear::Voice),
    }
}

fn offer(code: Code, step: Step) -> Action {
    let sizes = if step.much & 8 == 0 {
        Vec::new()
    } else {
        Vec::from([(sized("S"), Some(1)), (sized("M"), None)])
    };
    let quantity = (step.much & 1 != 0).then_some(1 + u32::from(step.much % 5));
    let price = (step.much & 4 != 0).then_some(7_000);
    let offers = Vec::from([Offer {
        code,
        label: Label::from(code),
        quantity,
        price,
        sizes,
    }]);
    Action::Offer {
        offers,
        photo: step.much & 2 != 0,
    }
}

fn sized(text: &str) -> Size {
    Size::new(text).expect("a size")
}

/// The size that somebody names; none most of the time.
fn size(step: Step) -> Size {
    match step.who / 64 {
        0 => sized("M"),
        1 => sized("XL"),
        _ => Size::ONE,
    }
}

fn stock(code: Code, step: Step) -> Action {
    let (size, quantity) = (size(step), u32::from(step.much % 5));
    match step.much % 3 {
        0 => Action::AddStock {
            code,
            size,
            quantity,
        },
        1 => Action::Edit {
            code,
            size,
            price: None,
            quantity: Some(quantity),
            more: match size.is_one() {
                true => Vec::new(),
                false => Vec::from([(sized("L"), quantity + 1)]),
            },
        },
        _ => Action::Edit {
            code,
            size,
            price: Some(i64::from(step.much) * 100),
            quantity: None,
            more: Vec::new(),
        },
    }
}

fn removal(code: Code, step: Step, customer: CustomerId) -> Action {
    let size = size(step);
    match step.much % 5 {
        4 => Action::AskHolder { code, size },
        0 => Action::Withdraw(Vec::from([(code, size)])),
        1 => Action::Release {
            code,
            size,
            of: None,
        },
        2 => Action::Release {
            code,
            size,
            of: Some(customer),
        },
        _ => Action::SoldElsewhere {
            code,
            size,
            quantity: 1 + u32::from(step.much % 2),
        },
    }
}

fn judge(shop: &Shop, step: Step, code: Code, customer: CustomerId) -> Action {
    let orders = shop
        .customer(customer)
        .map_or(&[][..], |person| person.orders());
    let of = match (step.much & 6, orders.last()) {
        (0, _) | (4, None) => ProofTarget::Customer(customer),
        (4, Some(&order)) => ProofTarget::Written(ProofOf::Order(order)),
        (6, _) => ProofTarget::CodeOf { code, customer },
        _ => ProofTarget::Written(ProofOf::Code(code)),
    };
    if step.much & 1 == 0 {
        Action::ApproveProof(of)
    } else {
        Action::RefuseProof {
            of,
            why: String::from("floue"),
        }
    }
}

fn order(shop: &Shop, step: Step) -> OrderNumber {
    let count = shop.desk.next_order.get().max(2) - 1;
    OrderNumber::new(1 + u32::from(step.what) % count)
}

fn order_step(shop: &Shop, step: Step) -> Action {
    let order = order(shop, step);
    // Mostly one; sometimes the next as well.
    let mut orders = Vec::from([order]);
    if step.who > 200 {
        orders.push(order.next());
    }
    match step.much % 7 {
        5 if step.what.is_multiple_of(4) => Action::Readdress(order),
        5 => Action::SetFee {
            order,
            fee: Money::from_minor(i64::from(step.what) * 500 - 500),
        },
        0 if step.what.is_multiple_of(2) => Action::Advance {
            orders,
            to: OrderStatus::Confirmed,
        },
        0 | 1 => Action::Advance {
            orders,
            to: OrderStatus::Preparing,
        },
        2 => Action::Advance {
            orders,
            to: OrderStatus::OutForDelivery,
        },
        3 => Action::Advance {
            orders,
            to: OrderStatus::Delivered,
        },
        _ => Action::CancelOrder {
            order,
            reason: CancelReason::NoShow,
        },
    }
}

fn live(step: Step) -> Action {
    match step.much % 4 {
        0 => Action::CloseLive,
        1 => Action::BindPhoto,
        2 => Action::List(OrderNumber::new(1)),
        _ => Action::OpenLive,
    }
}

fn desk(shop: &Shop, step: Step, customer: CustomerId) -> Action {
    match step.much % 7 {
        0 => Action::ReleaseHold(HoldId::new(1 + u32::from(step.what))),
        1 => Action::Reopen {
            item: ItemId::new(1 + u32::from(step.what) % 8),
            customer,
            quantity: 1,
        },
        4 | 5 => Action::Configure(Box::new(settings::other(shop.settings(), step))),
        2 => Action::Block(customer),
        _ => shop
            .holds()
            .next()
            .map_or(Action::Unblock(customer), |hold| {
                Action::ReleaseHold(hold.id)
            }),
    }
}

fn system(shop: &Shop, step: Step, customer: CustomerId, now: Timestamp) -> Action {
    match step.much % 4 {
        0 => Action::CreditOutage {
            from: now - Span::from_secs(i64::from(step.what) * 10),
            until: now,
        },
        1 => Action::AnswerAccepted {
            holds: shop.holds().map(|hold| hold.id).collect(),
            at: now,
        },
        2 => Action::Unreachable {
            customer,
            opted_out: step.what.is_multiple_of(2),
        },
        _ => Action::Tick,
    }
}
