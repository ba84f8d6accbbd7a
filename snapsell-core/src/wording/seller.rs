//! What the seller is told, apart from lists and explanations.

use super::customer::about;
use super::draft::Draft;
use super::order;
use super::pen::Pen;
use super::{claim, refusal};
use crate::command::Unclear;
use crate::ids::{CustomerId, OrderNumber};
use crate::label::Named;
use crate::money::Money;
use crate::order::OrderStatus;
use crate::reply::{ClaimLine, ItemLine, NotDone, OfferLine};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What was not done for her, and what to send instead.
pub(super) fn not_done<'a>(pen: Pen<'a>, lines: &[NotDone]) -> Draft<'a> {
    let told = |line: &NotDone| {
        refusal::to_seller(pen, &line.why, Some(&line.what), line.instead.as_ref())
    };
    pen.draft().list(lines.iter().map(told))
}

/// What became of her offers.
pub(super) fn offered<'a>(pen: Pen<'a>, lines: &[OfferLine]) -> Draft<'a> {
    let mut ready = Vec::new();
    let mut refused = Vec::new();
    for line in lines {
        match line {
            OfferLine::Ready { items, unique } => ready.push(offer(pen, items, *unique)),
            OfferLine::Refused { what, why, instead } => {
                let told = refusal::to_seller(pen, why, Some(what), instead.as_ref());
                refused.push(told);
            }
        }
    }
    let end = pen.plain("ready-end");
    match ready.as_slice() {
        [] => pen.draft().list(refused),
        [only] => pen
            .draft()
            .line(alloc::format!("{only}. {end}"))
            .list(refused),
        _ => pen.draft().list(ready).line(end).list(refused),
    }
}

/// `A12 · 5 000 F CFA · pièce unique`; the sizes of one price on one line.
fn offer(pen: Pen<'_>, items: &[ItemLine], unique: bool) -> String {
    let sized = |line: &ItemLine| !line.item.size.is_one();
    let one_price = items.windows(2).all(|pair| pair[0].price == pair[1].price);
    match items {
        [line] if unique => {
            let item = ("item", line.item.to_string().into());
            pen.text("ready-unique", [item, ("price", pen.money(line.price))])
        }
        [first, ..] if items.iter().all(sized) && one_price => {
            let sizes: Vec<String> = items.iter().map(|line| size(pen, line)).collect();
            let label = ("label", first.item.label.to_string().into());
            let sizes = ("sizes", sizes.join(", ").into());
            pen.text(
                "ready-sizes",
                [label, ("price", pen.money(first.price)), sizes],
            )
        }
        _ => {
            let lines: Vec<String> = items
                .iter()
                .map(|line| stock(pen, "ready-stock", line))
                .collect();
            lines.join("\n")
        }
    }
}

fn size(pen: Pen<'_>, line: &ItemLine) -> String {
    let size = line.item.size.to_string().into();
    pen.text("ready-size", [("size", size), ("count", line.left.into())])
}

fn stock(pen: Pen<'_>, message: &str, line: &ItemLine) -> String {
    let item = ("item", line.item.to_string().into());
    pen.text(
        message,
        [
            item,
            ("price", pen.money(line.price)),
            ("pieces", pen.pieces(line.left)),
        ],
    )
}

/// Units were added.
pub(super) fn stock_added(pen: Pen<'_>, item: Named, quantity: u32, left: u32) -> String {
    let item = ("item", item.to_string().into());
    pen.text(
        "stock-added",
        [item, ("quantity", quantity.into()), ("left", left.into())],
    )
}

/// Price and quantity as they are now, and whether they changed.
pub(super) fn edited<'a>(pen: Pen<'a>, lines: &[ItemLine], end: &str) -> Draft<'a> {
    let end = pen.plain(end);
    match lines {
        [only] => pen
            .draft()
            .line(alloc::format!("{}. {end}", stock(pen, "edited", only))),
        _ => pen
            .draft()
            .list(lines.iter().map(|line| stock(pen, "edited", line)))
            .line(end),
    }
}

/// The live is over.
pub(super) fn live_closed(pen: Pen<'_>, orders: u32, total: Money, waiting: u32) -> Draft<'_> {
    let told = (waiting > 0).then(|| pen.text("live-closed-waiting", [("count", waiting.into())]));
    let list = (orders > 0).then(|| pen.plain("live-closed-list"));
    pen.draft()
        .line(pen.text(
            "live-closed",
            [("orders", orders.into()), ("total", pen.money(total))],
        ))
        .line_if(told)
        .line_if(list)
}

/// A hold was released.
pub(super) fn released(
    pen: Pen<'_>,
    item: Named,
    customer: CustomerId,
    next: Option<CustomerId>,
) -> String {
    let item = ("item", item.to_string().into());
    let name = ("name", pen.name(customer).into());
    match next {
        Some(next) => pen.text(
            "released-next",
            [item, name, ("next", pen.name(next).into())],
        ),
        None => pen.text("released", [item, name]),
    }
}

/// Units sold elsewhere are out.
pub(super) fn sold_elsewhere(pen: Pen<'_>, item: Named, left: u32) -> String {
    let item = ("item", item.to_string().into());
    pen.text("sold-elsewhere", [item, ("left", left.into())])
}

/// What became of the claims made for someone.
pub(super) fn claimed_for<'a>(
    pen: Pen<'a>,
    customer: CustomerId,
    lines: &[ClaimLine],
) -> Draft<'a> {
    pen.draft()
        .line(pen.text("claimed-for", [("name", pen.name(customer).into())]))
        .list(claim::for_someone(pen, lines))
}

/// A proof waits for her.
pub(super) fn proof_to_review<'a>(
    pen: Pen<'a>,
    customer: CustomerId,
    items: &[Named],
    order: Option<OrderNumber>,
    expected: Option<Money>,
) -> Draft<'a> {
    let name = ("name", pen.name(customer).into());
    let goods = ("items", pen.items(items).into());
    let who = match (order, items) {
        (None, []) => pen.text("proof-to-review", [name]),
        (None, _) => pen.text("proof-to-review-items", [name, goods]),
        (Some(order), []) => pen.text(
            "proof-to-review-order",
            [name, ("order", order.to_string().into())],
        ),
        (Some(order), _) => {
            let order = ("order", order.to_string().into());
            pen.text("proof-to-review-order-items", [name, order, goods])
        }
    };
    let expected =
        expected.map(|amount| pen.text("proof-expected", [("amount", pen.money(amount))]));
    pen.draft()
        .line(who)
        .line_if(expected)
        .line_if(answer(pen, items, order))
}

/// How she judges a proof: by order, or by a code of the basket.
fn answer(pen: Pen<'_>, items: &[Named], order: Option<OrderNumber>) -> Option<String> {
    let target = match (order, items.first()) {
        (Some(order), _) => order.to_string(),
        (None, Some(item)) => item.label.to_string(),
        (None, None) => return None,
    };
    Some(pen.text("proof-answer", [("target", target.into())]))
}

/// Another receipt of hers that came before.
pub(super) fn earlier_receipt(pen: Pen<'_>, order: OrderNumber) -> String {
    pen.text("proof-earlier", [("order", order.to_string().into())])
}

/// A proof has waited too long.
pub(super) fn review_overdue<'a>(pen: Pen<'a>, customer: CustomerId, items: &[Named]) -> Draft<'a> {
    let name = ("name", pen.name(customer).into());
    let who = if items.is_empty() {
        pen.text("review-overdue", [name])
    } else {
        pen.text(
            "review-overdue-items",
            [name, ("items", pen.items(items).into())],
        )
    };
    pen.draft().line(who).line_if(answer(pen, items, None))
}

/// A proof was judged.
pub(super) fn proof_judged(
    pen: Pen<'_>,
    customer: CustomerId,
    approved: bool,
    order: Option<OrderNumber>,
) -> String {
    let name = ("name", pen.name(customer).into());
    match (approved, order) {
        (true, None) => pen.text("proof-judged-good", [name]),
        (false, None) => pen.text("proof-judged-bad", [name]),
        (true, Some(order)) => pen.text(
            "proof-judged-good-order",
            [name, ("order", order.to_string().into())],
        ),
        (false, Some(order)) => pen.text(
            "proof-judged-bad-order",
            [name, ("order", order.to_string().into())],
        ),
    }
}

/// An order has another status, and what may follow.
pub(super) fn order_set<'a>(pen: Pen<'a>, order: OrderNumber, status: OrderStatus) -> Draft<'a> {
    let name = pen.plain(order::seller_status_name(status));
    let set = pen.text(
        "order-set",
        [("order", order.to_string().into()), ("status", name.into())],
    );
    let hint = (!status.is_closed()).then(|| order::next_move(pen, &[order], status));
    pen.draft().line(set).line_if(hint)
}

/// Several orders have another status, and what may follow.
pub(super) fn orders_set<'a>(
    pen: Pen<'a>,
    orders: &[OrderNumber],
    status: OrderStatus,
) -> Draft<'a> {
    let name = pen.plain(order::seller_status_name(status));
    let set = orders.iter().map(|order| {
        let order = ("order", order.to_string().into());
        pen.text("order-set", [order, ("status", name.clone().into())])
    });
    let hint = (!status.is_closed()).then(|| order::next_move(pen, orders, status));
    pen.draft().list(set).line_if(hint)
}

/// The money of an order that is called off, or of a basket that came to nothing; the words for each of the two.
pub(super) fn came_to_nothing(
    pen: Pen<'_>,
    [of_order, of_basket]: [&str; 2],
    order: Option<OrderNumber>,
    customer: CustomerId,
) -> String {
    let name = ("name", pen.name(customer).into());
    match order {
        Some(order) => pen.text(of_order, [("order", order.to_string().into()), name]),
        None => pen.text(of_basket, [name]),
    }
}

/// The order that the money of another one may be for.
pub(super) fn deposit_waited_for(pen: Pen<'_>, order: OrderNumber) -> String {
    pen.text("deposit-waited-for", [("order", order.to_string().into())])
}

/// The deposit of a basket that ended counts after all.
pub(super) fn deposit_used(pen: Pen<'_>, order: OrderNumber, customer: CustomerId) -> String {
    let name = ("name", pen.name(customer).into());
    pen.text("deposit-used", [("order", order.to_string().into()), name])
}

/// Blocked, or not any more.
pub(super) fn block_set(pen: Pen<'_>, customer: CustomerId, blocked: bool) -> String {
    let message = if blocked { "blocked" } else { "unblocked" };
    pen.text(message, [("name", pen.name(customer).into())])
}

/// Items that nobody can have any more.
pub(super) fn withdrawn(pen: Pen<'_>, items: &[Named]) -> String {
    about(pen, "withdrawn", items)
}

/// A photo with its item.
pub(super) fn photo(pen: Pen<'_>, message: &str, item: Named) -> String {
    pen.text(message, [("item", item.to_string().into())])
}

/// A photo without a code, and help: texts with an example of a price.
pub(super) fn with_price(pen: Pen<'_>, message: &str) -> String {
    pen.text(message, [("price", pen.example_price().into())])
}

/// Her message says nothing we can act on.
pub(super) fn not_understood(pen: Pen<'_>, what: Unclear) -> String {
    let message = match what {
        Unclear::Text | Unclear::Empty | Unclear::Paid => "seller-unclear",
        Unclear::Voice
        | Unclear::Sticker
        | Unclear::Contact
        | Unclear::Video
        | Unclear::Unknown => "seller-unclear-media",
        Unclear::Person => "seller-unclear-person",
        Unclear::Span => "seller-unclear-span",
        Unclear::Dash => "seller-unclear-dash",
        Unclear::Photo => "photo-alone",
        Unclear::Cancel => "seller-unclear-cancel",
    };
    with_price(pen, message)
}
