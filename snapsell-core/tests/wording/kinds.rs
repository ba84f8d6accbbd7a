//! The name of everything that can be said, so that nothing is without a sample.

use snapsell_core::{
    CancelReason, ClaimLine, NextStep, OfferLine, OrderStatus, Payment, Refusal, Removal, Say,
    Unclear,
};

/// The names of an enum's variants: a new variant does not compile here, and its name then wants a sample.
macro_rules! kinds {
    ($all:ident, $of:ident, $type:ty, $($pattern:pat => $name:literal,)*) => {
        const $all: &[&str] = &[$($name),*];
        pub(crate) fn $of(value: &$type) -> &'static str {
            match value { $($pattern => $name),* }
        }
    };
}

kinds!(SAYS, say, Say,
    Say::Claimed { .. } => "claimed",
    Say::HowToCount { .. } => "how to count",
    Say::AddressNoted { .. } => "address noted",
    Say::Confirmed { .. } => "confirmed",
    Say::TooLate { .. } => "too late",
    Say::NothingToConfirm => "nothing to confirm",
    Say::AddressWanted { .. } => "address wanted",
    Say::Cancelled { .. } => "cancelled",
    Say::NothingToCancel { .. } => "nothing to cancel",
    Say::Basket { .. } => "basket",
    Say::Why { .. } => "why",
    Say::InYourOrder { .. } => "in your order",
    Say::Prices { .. } => "prices",
    Say::Delivery { .. } => "delivery",
    Say::HowToPay { .. } => "how to pay",
    Say::Stopped => "stopped",
    Say::Silenced => "silenced",
    Say::Resumed => "resumed",
    Say::Greeted { .. } => "greeted",
    Say::Thanked => "thanked",
    Say::CustomerHelp { .. } => "customer help",
    Say::NotUnderstood { .. } => "not understood",
    Say::AddressUnclear { .. } => "address unclear",
    Say::HoldsUnclear { .. } => "holds unclear",
    Say::DepositUnclear { .. } => "deposit unclear",
    Say::OrderUnclear { .. } => "order unclear",
    Say::Speaking => "speaking",
    Say::ProofReceived { .. } => "proof received",
    Say::ProofUnexpected => "proof unexpected",
    Say::ProofApproved { .. } => "proof approved",
    Say::ProofRefused { .. } => "proof refused",
    Say::Reminder { .. } => "reminder",
    Say::Expired { .. } => "expired",
    Say::Promoted { .. } => "promoted",
    Say::Removed { .. } => "removed",
    Say::QueueClosed { .. } => "queue closed",
    Say::SetAside { .. } => "set aside",
    Say::OrderMoved { .. } => "order moved",
    Say::FeeSet { .. } => "fee set",
    Say::Readdressed { .. } => "readdressed",
    Say::Refused(_) => "refused",
    Say::NotDone(_) => "not done",
    Say::Offered { .. } => "offered",
    Say::StockAdded { .. } => "stock added",
    Say::Edited { .. } => "edited",
    Say::AsItWas { .. } => "as it was",
    Say::LiveOpened => "live opened",
    Say::LiveClosed { .. } => "live closed",
    Say::Withdrawn { .. } => "withdrawn",
    Say::Released { .. } => "released",
    Say::SoldElsewhere { .. } => "sold elsewhere",
    Say::ClaimedFor { .. } => "claimed for",
    Say::ProofToReview { .. } => "proof to review",
    Say::ReviewOverdue { .. } => "review overdue",
    Say::ProofJudged { .. } => "proof judged",
    Say::OrderSet { .. } => "order set",
    Say::OrdersSet { .. } => "orders set",
    Say::DepositToReturn { .. } => "deposit to return",
    Say::DepositUsed { .. } => "deposit used",
    Say::ReceiptLeft { .. } => "receipt left",
    Say::BlockSet { .. } => "block set",
    Say::List { .. } => "list",
    Say::ListPage { .. } => "list page",
    Say::Order { .. } => "order",
    Say::PhotoBound { .. } => "photo bound",
    Say::PhotoReplaced { .. } => "photo replaced",
    Say::PhotoAlone => "photo alone",
    Say::SellerHelp => "seller help",
);

kinds!(CLAIM_LINES, claim_line, ClaimLine,
    ClaimLine::Held(_) => "line: held",
    ClaimLine::AlreadyHeld(_) => "line: already held",
    ClaimLine::Partly { .. } => "line: partly",
    ClaimLine::Queued(_) => "line: queued",
    ClaimLine::AlreadyQueued(_) => "line: already queued",
    ClaimLine::Refused { .. } => "line: refused",
    ClaimLine::Suggested { .. } => "line: suggested",
);

kinds!(NEXT_STEPS, next_step, NextStep,
    NextStep::Nothing => "next: nothing",
    NextStep::SendAddress { .. } => "next: send address",
    NextStep::SayYes { .. } => "next: say yes",
);

kinds!(REFUSALS, refusal, Refusal,
    Refusal::UnknownCode { .. } => "refusal: unknown code",
    Refusal::NoLive => "refusal: no live",
    Refusal::LiveOver => "refusal: live over",
    Refusal::SoldOut => "refusal: sold out",
    Refusal::Taken => "refusal: taken",
    Refusal::QueueFull => "refusal: queue full",
    Refusal::TooManyHolds { .. } => "refusal: too many holds",
    Refusal::TooManyPlaces { .. } => "refusal: too many places",
    Refusal::NoUnits => "refusal: no units",
    Refusal::Ordered { .. } => "refusal: ordered",
    Refusal::TooManyUnits { .. } => "refusal: too many units",
    Refusal::Blocked => "refusal: blocked",
    Refusal::OptedOut => "refusal: opted out",
    Refusal::Withdrawn => "refusal: withdrawn",
    Refusal::SizeNeeded { .. } => "refusal: size needed",
    Refusal::UnknownSize { .. } => "refusal: unknown size",
    Refusal::NoSuchChoice => "refusal: no such choice",
    Refusal::NoPrice => "refusal: no price",
    Refusal::PriceTooLow => "refusal: price too low",
    Refusal::CodeTaken => "refusal: code taken",
    Refusal::OutOfBounds { .. } => "refusal: out of bounds",
    Refusal::UnknownItem => "refusal: unknown item",
    Refusal::NotHeld => "refusal: not held",
    Refusal::WhichHolder { .. } => "refusal: which holder",
    Refusal::WhichProof { .. } => "refusal: which proof",
    Refusal::UnitsInUse { .. } => "refusal: units in use",
    Refusal::NoFreeUnit => "refusal: no free unit",
    Refusal::UnknownOrder => "refusal: unknown order",
    Refusal::WrongMove { .. } => "refusal: wrong move",
    Refusal::NoProof => "refusal: no proof",
    Refusal::UnknownPerson => "refusal: unknown person",
    Refusal::NotLive => "refusal: not live",
    Refusal::Full => "refusal: full",
);

kinds!(UNCLEARS, unclear, Unclear,
    Unclear::Text => "unclear: text",
    Unclear::Voice => "unclear: voice",
    Unclear::Sticker => "unclear: sticker",
    Unclear::Contact => "unclear: contact",
    Unclear::Video => "unclear: video",
    Unclear::Empty => "unclear: empty",
    Unclear::Unknown => "unclear: unknown",
    Unclear::Person => "unclear: person",
    Unclear::Span => "unclear: span",
    Unclear::Dash => "unclear: dash",
    Unclear::Photo => "unclear: photo",
    Unclear::Cancel => "unclear: cancel",
    Unclear::Paid => "unclear: paid",
);

kinds!(STATUSES, status, OrderStatus,
    OrderStatus::New => "status: new",
    OrderStatus::Confirmed => "status: confirmed",
    OrderStatus::Preparing => "status: preparing",
    OrderStatus::OutForDelivery => "status: out for delivery",
    OrderStatus::Delivered => "status: delivered",
    OrderStatus::Cancelled(CancelReason::Customer) => "status: cancelled by the customer",
    OrderStatus::Cancelled(CancelReason::Seller) => "status: cancelled by the seller",
    OrderStatus::Cancelled(CancelReason::NoShow) => "status: cancelled, no show",
    OrderStatus::Cancelled(CancelReason::OutOfStock) => "status: cancelled, out of stock",
    OrderStatus::Cancelled(CancelReason::DepositMissing) => "status: cancelled, deposit missing",
    OrderStatus::Cancelled(CancelReason::Fraud) => "status: cancelled, fraud",
);

kinds!(REMOVALS, removal, Removal,
    Removal::Released => "removal: released",
    Removal::SoldElsewhere => "removal: sold elsewhere",
    Removal::Withdrawn => "removal: withdrawn",
    Removal::SoldOut => "removal: sold out",
);

kinds!(PAYMENTS, payment, Payment,
    Payment::NoDeposit => "payment: none",
    Payment::DepositPending => "payment: pending",
    Payment::DepositApproved => "payment: approved",
    Payment::DepositRejected => "payment: rejected",
);

kinds!(OFFER_LINES, offer_line, OfferLine,
    OfferLine::Ready { .. } => "offer: ready",
    OfferLine::Refused { .. } => "offer: refused",
);

/// The name of everything that wants a sample.
pub(crate) fn all_kinds() -> impl Iterator<Item = &'static str> {
    let all = [
        SAYS,
        CLAIM_LINES,
        NEXT_STEPS,
        REFUSALS,
        UNCLEARS,
        STATUSES,
        REMOVALS,
        PAYMENTS,
        OFFER_LINES,
    ];
    all.into_iter().flatten().copied()
}

/// What a message is a sample of.
pub(crate) fn kinds_of(what: &Say) -> Vec<&'static str> {
    let mut kinds = vec![say(what)];
    if let Say::Claimed { lines, .. } | Say::SetAside { lines, .. } = what {
        kinds.extend(lines.iter().map(claim_line));
    }
    if let Say::Claimed { next, .. } | Say::Promoted { next, .. } = what {
        kinds.push(next_step(next));
    }
    if let Say::Offered { lines } = what {
        kinds.extend(lines.iter().map(offer_line));
        kinds.extend(lines.iter().filter_map(|line| match line {
            OfferLine::Refused { why, .. } => Some(refusal(why)),
            OfferLine::Ready { .. } => None,
        }));
    }
    if let Say::Refused(why) = what {
        kinds.push(refusal(why));
    }
    if let Say::NotUnderstood { what, .. } = what {
        kinds.push(unclear(what));
    }
    if let Say::OrderMoved { status: to, .. } = what {
        kinds.push(status(to));
    }
    if let Say::Removed { why, .. } = what {
        kinds.push(removal(why));
    }
    if let Say::List { orders, .. } = what {
        kinds.extend(orders.iter().map(|line| payment(&line.payment)));
    }
    kinds
}
