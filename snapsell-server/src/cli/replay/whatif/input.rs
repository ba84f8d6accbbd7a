//! What came into a live, found again: the journal keeps facts, the inbox keeps words, and only what leads to those very
//! facts once more is taken for what was asked.

use snapsell_core::{
    Action, Actor, Change, Command, Content, CustomerId, Entry, HoldId, Message, Order,
    OrderNumber, ProofOf, ProofTarget, Shop, Span, Timestamp, decide, interpret, mentioned_phone,
};
use snapsell_store::StoredReceipt;

use super::deeds;
use crate::cli::tally::Key;

/// Something that came in, and when.
pub(in crate::cli::replay) struct Input {
    pub(super) at: Timestamp,
    pub(in crate::cli::replay) wish: Wish,
    /// The orders it named.
    pub(super) orders: Vec<Named>,
}

/// An order that was named, in terms that hold where others ordered and numbers differ.
pub(super) struct Named {
    /// What it was called.
    pub(super) number: OrderNumber,
    /// Whose it was.
    pub(super) customer: CustomerId,
    /// Her orders after it.
    pub(super) later: usize,
}

/// What was asked, in terms that hold whatever happened before.
pub(in crate::cli::replay) enum Wish {
    /// A message, to be understood anew.
    Message(Message),
    /// A command of the team, the operator or the provider.
    Command(Command),
    /// A button that ends one hold.
    Release(Command, Key),
    /// A button that sets an ended hold up again.
    Reopen(Command, Key, u32),
    /// An answer left late: the ends of these holds moved by so much.
    Late(Vec<(Key, Span)>),
    /// Nobody could be heard.
    Outage {
        /// Since when.
        from: Timestamp,
        /// Until when.
        until: Timestamp,
    },
    /// Time passed: it passes by itself.
    Time,
    /// Nothing that is kept leads to these facts.
    Lost,
}

/// What stands behind an entry, given the shop before it and the message that was kept with it.
pub(in crate::cli::replay) fn behind(
    before: &Shop,
    entry: &Entry,
    receipt: Option<&StoredReceipt>,
) -> Input {
    let (wish, action) = match (receipt, entry.by) {
        (_, Actor::Team(_)) => team(before, entry),
        (Some(receipt), _) => message(before, entry, receipt),
        (None, Actor::System) => system(before, entry),
        // Its words were erased with its row.
        (None, Actor::Customer(_) | Actor::Seller(_)) => (Wish::Lost, None),
    };
    let numbers = action.as_ref().map(orders_in).unwrap_or_default();
    Input {
        at: entry.at,
        wish,
        orders: numbers
            .into_iter()
            .filter_map(|number| named(before, number))
            .collect(),
    }
}

fn named(before: &Shop, number: OrderNumber) -> Option<Named> {
    let customer = before.order(number)?.customer;
    let later = |order: &&Order| order.customer == customer && order.number > number;
    Some(Named {
        number,
        customer,
        later: before.orders().filter(later).count(),
    })
}

/// The message, as whatever kind leads to these facts.
fn message(before: &Shop, entry: &Entry, receipt: &StoredReceipt) -> (Wish, Option<Action>) {
    let Some(words) = receipt.content.as_deref() else {
        return (Wish::Lost, None);
    };
    let words = String::from_utf8_lossy(words).into_owned();
    let named = match mentioned_phone(&words) {
        None => Vec::new(),
        Some(_) => deeds::people(before, entry),
    };
    for content in kinds(words) {
        let mentions = named.iter().copied().map(Some).chain([None]);
        for mention in mentions {
            let message = Message {
                id: entry.command,
                from: receipt.from,
                content: content.clone(),
                mention,
            };
            let command = interpret(before, &message);
            if leads_to(before, &command, entry) {
                return (Wish::Message(message), Some(command.action));
            }
        }
    }
    (Wish::Lost, None)
}

/// What kinds of message are kept as these words, the likeliest first.
fn kinds(words: String) -> Vec<Content> {
    let silent = [
        Content::Voice,
        Content::Video,
        Content::Sticker,
        Content::Contact,
        Content::Empty,
        Content::Unknown,
    ];
    let mut kinds = Vec::new();
    if !words.is_empty() {
        kinds.push(Content::Text(words.clone()));
    }
    kinds.push(Content::Image(words));
    kinds.extend([Content::Document, Content::Location]);
    kinds.extend(silent);
    kinds
}

/// Whether this command, decided then and there, leads to this entry.
pub(in crate::cli::replay) fn leads_to(before: &Shop, command: &Command, entry: &Entry) -> bool {
    let decision = decide(before, command, entry.at);
    decision.is_committed() && decision.by == entry.by && decision.changes == entry.changes
}

fn system(before: &Shop, entry: &Entry) -> (Wish, Option<Action>) {
    let moved: Vec<(Key, Span)> = entry
        .changes
        .iter()
        .filter_map(|change| moved(before, change))
        .collect();
    if !moved.is_empty() {
        return (Wish::Late(moved), None);
    }
    let outage = entry
        .changes
        .iter()
        .find_map(|change| outage(before, change));
    if let Some(outage) = outage {
        return (outage, None);
    }
    let command = deeds::of_system(entry).map(|action| Command {
        id: entry.command,
        by: entry.by,
        action,
    });
    let wish = match command {
        Some(command) if leads_to(before, &command, entry) => Wish::Command(command),
        Some(_) => Wish::Lost,
        None => Wish::Time,
    };
    (wish, None)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "one fact is looked for")]
fn moved(before: &Shop, change: &Change) -> Option<(Key, Span)> {
    match change {
        Change::HoldMoved { hold, until } => {
            let (key, _) = held(before, *hold)?;
            let end = before.hold(*hold)?.state.until()?;
            Some((key, until.since(end)))
        }
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "one fact is looked for")]
fn outage(before: &Shop, change: &Change) -> Option<Wish> {
    match change {
        Change::OutageCredited { until, span } => {
            // What the cap cut off is not in the facts: then nobody was heard since the entry before.
            let capped = *span >= before.settings().hold.outage_credit;
            let from = match capped {
                true => before.clock(),
                false => *until - *span,
            };
            Some(Wish::Outage {
                from,
                until: *until,
            })
        }
        _ => None,
    }
}

fn team(before: &Shop, entry: &Entry) -> (Wish, Option<Action>) {
    if entry.changes.is_empty() {
        // It was refused, and it is not kept what.
        return (Wish::Time, None);
    }
    for action in deeds::of_team(before, entry) {
        let command = Command {
            id: entry.command,
            by: entry.by,
            action,
        };
        if leads_to(before, &command, entry) {
            let action = command.action.clone();
            return (in_any_course(before, command), Some(action));
        }
    }
    (Wish::Lost, None)
}

/// A command that names rows by number, in terms that hold in every course of events.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only two name rows by number"
)]
fn in_any_course(before: &Shop, command: Command) -> Wish {
    match command.action {
        Action::ReleaseHold(hold) => match held(before, hold) {
            Some((key, _)) => Wish::Release(command, key),
            None => Wish::Lost,
        },
        Action::Reopen {
            item,
            customer,
            quantity,
        } => match before.item(item) {
            Some(item) => {
                let key = (item.code, item.named.size, customer);
                Wish::Reopen(command, key, quantity)
            }
            None => Wish::Lost,
        },
        _ => Wish::Command(command),
    }
}

/// A hold by what it is called in every course of events, and its units.
fn held(shop: &Shop, hold: HoldId) -> Option<(Key, u32)> {
    let hold = shop.hold(hold)?;
    let item = shop.item(hold.item)?;
    let key = (item.code, item.named.size, hold.customer);
    Some((key, hold.slots.len()))
}

/// The orders that an action names by number.
#[expect(clippy::wildcard_enum_match_arm, reason = "the others name none")]
pub(super) fn orders_in(action: &Action) -> Vec<OrderNumber> {
    match action {
        Action::CancelOwnOrder(order)
        | Action::CancelOrder { order, .. }
        | Action::SetFee { order, .. }
        | Action::Readdress(order)
        | Action::ApproveProof(ProofTarget::Written(ProofOf::Order(order)))
        | Action::RefuseProof {
            of: ProofTarget::Written(ProofOf::Order(order)),
            ..
        } => vec![*order],
        Action::Advance { orders, .. } => orders.clone(),
        _ => Vec::new(),
    }
}

/// The same action for other orders; what names one takes the first.
#[expect(clippy::wildcard_enum_match_arm, reason = "the others name none")]
pub(super) fn for_orders(action: Action, first: OrderNumber, all: Vec<OrderNumber>) -> Action {
    let of = ProofTarget::Written(ProofOf::Order(first));
    match action {
        Action::CancelOwnOrder(_) => Action::CancelOwnOrder(first),
        Action::SetFee { fee, .. } => Action::SetFee { order: first, fee },
        Action::Readdress(_) => Action::Readdress(first),
        Action::Advance { to, .. } => Action::Advance { orders: all, to },
        Action::CancelOrder { reason, .. } => Action::CancelOrder {
            order: first,
            reason,
        },
        Action::ApproveProof(ProofTarget::Written(ProofOf::Order(_))) => Action::ApproveProof(of),
        Action::RefuseProof {
            of: ProofTarget::Written(ProofOf::Order(_)),
            why,
        } => Action::RefuseProof { of, why },
        other => other,
    }
}
