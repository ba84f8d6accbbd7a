//! Orders: confirmed, under way, and how far each is.

use super::claim;
use super::draft::Draft;
use super::pen::{Pen, counted};
use crate::ids::{CommandId, OrderNumber};
use crate::money::Money;
use crate::order::{CancelReason, OrderStatus, Payment};
use crate::reply::{DepositAsk, LateLine, Line, ListLine};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Items of one order that the seller's list names.
const LISTED_ITEMS_MAX: usize = 6;

/// What a confirmation says of an order.
pub(super) struct Confirmed<'a> {
    pub(super) order: OrderNumber,
    pub(super) lines: &'a [Line],
    pub(super) fee: Money,
    pub(super) total: Money,
    pub(super) extended: bool,
    pub(super) status: OrderStatus,
    pub(super) deposit: Option<&'a DepositAsk>,
    pub(super) late: &'a [LateLine],
}

/// An order was made, or has more lines.
pub(super) fn confirmed<'a>(pen: Pen<'a>, made: &Confirmed<'_>) -> Draft<'a> {
    let opening = match (made.extended, made.status) {
        (true, _) => "extended",
        (false, OrderStatus::New) => "confirmed-new",
        (
            false,
            OrderStatus::Confirmed
            | OrderStatus::Preparing
            | OrderStatus::OutForDelivery
            | OrderStatus::Delivered
            | OrderStatus::Cancelled(_),
        ) => "confirmed",
    };
    let fee =
        (made.fee > Money::ZERO).then(|| pen.text("delivery-fee", [("fee", pen.money(made.fee))]));
    let total = if made.extended {
        "order-total-whole"
    } else {
        "order-total"
    };
    let deposit = made
        .deposit
        .map(|ask| claim::order_deposit(pen, ask).join("\n"));
    pen.draft()
        .line(pen.text(opening, [("order", made.order.to_string().into())]))
        .list(made.lines.iter().map(|line| bullet(pen, line)))
        .line_if(fee)
        .line(pen.text(total, [("total", pen.money(made.total))]))
        .line_if(deposit)
        .list(made.late.iter().map(|line| late(pen, line)))
        .next(None)
}

fn bullet(pen: Pen<'_>, line: &Line) -> String {
    pen.text(
        "bullet-line",
        [
            ("item", counted(line.item, line.quantity).into()),
            ("amount", pen.money(line.price.times(line.quantity))),
        ],
    )
}

/// OUI came too late for everything.
pub(super) fn too_late<'a>(pen: Pen<'a>, lines: &[LateLine]) -> Draft<'a> {
    let none_left = lines.iter().all(|line| line.place.is_none());
    pen.draft()
        .list(lines.iter().map(|line| late(pen, line)))
        .next(none_left.then(|| pen.plain("too-late-sold-out")))
}

fn late(pen: Pen<'_>, line: &LateLine) -> String {
    let item = ("item", line.item.to_string().into());
    match (line.place, line.offer) {
        (Some(place), Some(offer)) => {
            let (place, offer) = (("place", place.into()), ("offer", offer.into()));
            pen.text("late-offered", [item, place, offer])
        }
        (Some(place), None) => pen.text("late-queued", [item, ("place", place.into())]),
        (None, _) => pen.text("late-sold-out", [item]),
    }
}

/// An order has another status, told to its customer.
pub(super) fn moved(
    pen: Pen<'_>,
    order: OrderNumber,
    status: OrderStatus,
    total: Money,
    left: Option<Money>,
) -> String {
    if status == OrderStatus::OutForDelivery
        && let Some(left) = left
    {
        let (order, left) = (
            ("order", order.to_string().into()),
            ("left", pen.money(left)),
        );
        return pen.text("order-out-left", [order, left]);
    }
    let message = match status {
        OrderStatus::New => "order-new",
        OrderStatus::Confirmed => "order-confirmed",
        OrderStatus::Preparing => "order-preparing",
        OrderStatus::OutForDelivery => "order-out",
        OrderStatus::Delivered => "order-delivered",
        OrderStatus::Cancelled(CancelReason::Customer) => "order-cancelled-customer",
        OrderStatus::Cancelled(CancelReason::Seller) => "order-cancelled-seller",
        OrderStatus::Cancelled(CancelReason::NoShow) => "order-cancelled-no-show",
        OrderStatus::Cancelled(CancelReason::OutOfStock) => "order-cancelled-out-of-stock",
        OrderStatus::Cancelled(CancelReason::DepositMissing) => "order-cancelled-deposit-missing",
        OrderStatus::Cancelled(CancelReason::Fraud) => "order-cancelled-fraud",
    };
    pen.text(
        message,
        [
            ("order", order.to_string().into()),
            ("total", pen.money(total)),
        ],
    )
}

/// Delivery costs something else; zero has words of its own.
pub(super) fn fee_set(pen: Pen<'_>, order: OrderNumber, fee: Money, total: Money) -> String {
    let message = if fee == Money::ZERO {
        "order-fee-none"
    } else {
        "order-fee"
    };
    pen.text(
        message,
        [
            ("order", order.to_string().into()),
            ("fee", pen.money(fee)),
            ("total", pen.money(total)),
        ],
    )
}

/// The team gave another address; whoever asked for it to be erased is shown none.
pub(super) fn readdressed(pen: Pen<'_>, order: OrderNumber, address: CommandId) -> String {
    let order = ("order", order.to_string().into());
    match pen.address(address) {
        Some(address) => pen.text("order-address", [order, ("address", address.into())]),
        None => pen.text("order-address-known", [order]),
    }
}

/// The message that names a status to a customer.
pub(super) const fn status_name(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::New => "status-new",
        OrderStatus::Confirmed => "status-confirmed",
        OrderStatus::Preparing => "status-preparing",
        OrderStatus::OutForDelivery => "status-out",
        OrderStatus::Delivered => "status-delivered",
        OrderStatus::Cancelled(_) => "status-cancelled",
    }
}

/// The message that names a status to the seller, with the reason of a cancellation.
pub(super) const fn seller_status_name(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Cancelled(CancelReason::Customer) => "status-cancelled-customer",
        OrderStatus::Cancelled(CancelReason::Seller) => "status-cancelled-seller",
        OrderStatus::Cancelled(CancelReason::NoShow) => "status-cancelled-no-show",
        OrderStatus::Cancelled(CancelReason::OutOfStock) => "status-cancelled-out-of-stock",
        OrderStatus::Cancelled(CancelReason::DepositMissing) => "status-cancelled-deposit-missing",
        OrderStatus::Cancelled(CancelReason::Fraud) => "status-cancelled-fraud",
        OrderStatus::New
        | OrderStatus::Confirmed
        | OrderStatus::Preparing
        | OrderStatus::OutForDelivery
        | OrderStatus::Delivered => status_name(status),
    }
}

/// What the seller may do with an order in this status.
pub(super) fn next_move(pen: Pen<'_>, orders: &[OrderNumber], status: OrderStatus) -> String {
    let message = match status {
        OrderStatus::New => "move-new",
        OrderStatus::Confirmed => "move-confirmed",
        OrderStatus::Preparing => "move-preparing",
        OrderStatus::OutForDelivery => "move-out",
        OrderStatus::Delivered | OrderStatus::Cancelled(_) => return pen.plain("move-closed"),
    };
    let orders: Vec<String> = orders.iter().map(ToString::to_string).collect();
    pen.text(message, [("order", orders.join(" ").into())])
}

/// The seller's list of orders under way.
pub(super) fn list<'a>(
    pen: Pen<'a>,
    orders: &[ListLine],
    more: u32,
    total: Money,
    to_read: u32,
) -> Draft<'a> {
    let count = more + u32::try_from(orders.len()).expect("a list of a reply is short");
    let head = if count == 0 {
        pen.plain("list-empty")
    } else {
        pen.text(
            "list-head",
            [("count", count.into()), ("total", pen.money(total))],
        )
    };
    let unread = (to_read > 0).then(|| pen.text("list-to-read", [("count", to_read.into())]));
    pen.draft()
        .line(head)
        .list_and_on(orders.iter().map(|line| list_line(pen, line)), more)
        .line_if(unread)
}

/// Further orders of that list.
pub(super) fn list_page<'a>(pen: Pen<'a>, orders: &[ListLine], more: u32) -> Draft<'a> {
    pen.draft()
        .list_and_on(orders.iter().map(|line| list_line(pen, line)), more)
}

/// One order, to the seller: whose it is, what is in it, where it goes, and what may follow.
pub(super) fn shown<'a>(
    pen: Pen<'a>,
    order: &ListLine,
    lines: &[Line],
    fee: Money,
    address: CommandId,
) -> Draft<'a> {
    let fee = (fee > Money::ZERO).then(|| pen.text("delivery-fee", [("fee", pen.money(fee))]));
    let to = pen.address(address);
    let to = to.map(|address| pen.text("order-to", [("address", address.into())]));
    pen.draft()
        .line(line_of(pen, order, "order-line", "order-line-paid"))
        .list(lines.iter().map(|line| bullet(pen, line)))
        .line_if(fee)
        .line_if(to)
        .line(next_move(pen, &[order.order], order.status))
}

/// An order's line, and how the list goes on behind it.
fn list_line(pen: Pen<'_>, line: &ListLine) -> (String, String) {
    let next = OrderNumber::new(line.order.get().saturating_add(1));
    let on = pen.text("list-next", [("order", next.to_string().into())]);
    (line_of(pen, line, "list-line", "list-line-paid"), on)
}

/// An order in one of two messages: what is known of its payment stands in the second.
fn line_of(pen: Pen<'_>, line: &ListLine, plain: &str, paid: &str) -> String {
    let order = ("order", line.order.to_string().into());
    let name = ("name", pen.name(line.customer).into());
    let items = ("items", list_items(line).into());
    let total = ("total", pen.money(line.total));
    let status = ("status", pen.plain(seller_status_name(line.status)).into());
    let payment = match (line.payment, line.left) {
        (Payment::NoDeposit, _) => return pen.text(plain, [order, name, items, total, status]),
        (Payment::DepositPending, _) => pen.plain("payment-pending"),
        (Payment::DepositApproved, None) => pen.plain("payment-approved"),
        (Payment::DepositApproved, Some(left)) => {
            pen.text("payment-approved-left", [("left", pen.money(left))])
        }
        (Payment::DepositRejected, _) => pen.plain("payment-rejected"),
    };
    let payment = ("payment", payment.into());
    pen.text(paid, [order, name, items, total, status, payment])
}

/// `A12, S01 M × 2 +3`.
fn list_items(line: &ListLine) -> String {
    let shown = line.items.iter().take(LISTED_ITEMS_MAX);
    let names: Vec<String> = shown
        .map(|&(item, quantity)| counted(item, quantity))
        .collect();
    let mut text = names.join(", ");
    let hidden = line.items.len() - names.len();
    if hidden > 0 {
        text.push_str(" +");
        text.push_str(&hidden.to_string());
    }
    text
}
