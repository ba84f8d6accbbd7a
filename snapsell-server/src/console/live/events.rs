//! What happened, as short lines: one for each fact of the journal that the team should see.

use fluent_bundle::FluentArgs;
use serde_json::{Value, json};
use snapsell_core::{
    Actor, Change, CustomerId, EndReason, Entry, HoldId, ItemId, Lang, LeaveReason, OrderNumber,
    OrderStatus, Origin, Payment, ShopId, Version,
};
use snapsell_store::{OrderRow, Store};

use super::super::Console;
use super::super::answer::Halt;
use super::super::ask::Ask;
use super::super::orders;
use super::super::person::person;
use super::super::show::Show;
use crate::trial::Left;

/// Entries that are read for one list.
const READ_BACK: u64 = 200;

/// Entries that are read for one order.
const ENTRIES_OF_ORDER_MAX: usize = 500;

/// The order that a fact is about.
const fn order_of(change: &Change) -> Option<OrderNumber> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "every other fact is about something else"
    )]
    match change {
        Change::OrderPlaced { order, .. }
        | Change::OrderExtended { order, .. }
        | Change::OrderMoved { order, .. }
        | Change::OrderReaddressed { order, .. }
        | Change::OrderFeeSet { order, .. }
        | Change::OrderPaid { order, .. } => Some(*order),
        _ => None,
    }
}

/// The words to tell with.
#[derive(Debug, Clone)]
pub(in super::super) struct Voice {
    console: Console,
    lang: Lang,
}

/// What is needed to tell the facts of one shop.
#[derive(Debug)]
pub(in super::super) struct Telling<'a> {
    voice: &'a Voice,
    store: &'a Store,
    shop: ShopId,
}

impl<'a> Telling<'a> {
    /// The words of whoever asks.
    pub(in super::super) fn words(ask: &Ask) -> Voice {
        Voice {
            console: ask.console.clone(),
            lang: ask.lang,
        }
    }

    /// Items and people are read as lines name them: a page tells a few facts of a shop that may have sold for years.
    pub(in super::super) fn new(store: &'a Store, shop: ShopId, voice: &'a Voice) -> Self {
        Self { voice, store, shop }
    }

    /// The newest lines first, up to the entry `until`, without what trials `left`. Blocks.
    pub(in super::super) fn newest(
        &self,
        left: &Left,
        until: Version,
        most: usize,
        show: &Show,
    ) -> Result<Value, Halt> {
        let after = Version::new(until.get().saturating_sub(READ_BACK));
        let entries = self.store.events(
            self.shop,
            after,
            usize::try_from(READ_BACK).unwrap_or(usize::MAX),
        )?;
        let mut lines = Vec::new();
        for entry in entries.iter().rev().filter(|entry| !left.has(entry)) {
            for (index, text) in self.lines(entry).into_iter().enumerate().rev() {
                lines.push(json!({
                    "id": format!("e{}-{index}", entry.version.get()),
                    "at": show.second(entry.at),
                    "text": text,
                }));
                if lines.len() >= most {
                    return Ok(Value::from(lines));
                }
            }
        }
        Ok(Value::from(lines))
    }

    /// What the journal tells of one order, the oldest first. Blocks.
    pub(in super::super) fn of_order(&self, row: &OrderRow, show: &Show) -> Result<Value, Halt> {
        let number = row.order.number;
        let users = self.store.users(Some(self.shop))?;
        let about = |change: &&Change| order_of(change) == Some(number);
        let mut lines = Vec::new();
        let naming = self
            .store
            .events_naming(self.shop, row, ENTRIES_OF_ORDER_MAX)?;
        for entry in naming {
            let by = match entry.by {
                Actor::Team(id) => users.iter().find(|user| user.id == id),
                Actor::Customer(_) | Actor::Seller(_) | Actor::System => None,
            };
            let by = by.map(|user| user.name.clone().unwrap_or_else(|| user.email.clone()));
            for text in entry
                .changes
                .iter()
                .filter(about)
                .filter_map(|change| self.told(change))
            {
                lines.push(json!({"at": show.second(entry.at), "text": text, "by": by}));
            }
        }
        Ok(Value::from(lines))
    }

    /// The lines of one entry.
    pub(in super::super) fn lines(&self, entry: &Entry) -> Vec<String> {
        entry
            .changes
            .iter()
            .filter_map(|change| self.told(change))
            .collect()
    }

    fn say(
        &self,
        name: &str,
        item: Option<ItemId>,
        who: Option<CustomerId>,
        count: Option<u32>,
    ) -> String {
        let mut gaps = FluentArgs::new();
        if let Some(item) = item {
            gaps.set("item", self.named(item));
        }
        if let Some(who) = who {
            gaps.set("name", self.name(who));
        }
        if let Some(count) = count {
            gaps.set("count", count);
        }
        self.voice
            .console
            .words(self.voice.lang)
            .get(name, &gaps)
            .into_owned()
    }

    /// What somebody has or waits for, with how many when that is not one.
    fn say_pieces(&self, name: &str, item: ItemId, who: CustomerId, count: u32) -> String {
        let named = self.named(item);
        let named = if count > 1 {
            format!("{named} ×{count}")
        } else {
            named
        };
        let gaps = FluentArgs::from_iter([("item", named), ("name", self.name(who))]);
        self.voice
            .console
            .words(self.voice.lang)
            .get(name, &gaps)
            .into_owned()
    }

    fn named(&self, item: ItemId) -> String {
        let named = self.store.item_named(self.shop, item).ok().flatten();
        named.map_or_else(|| "?".to_owned(), |named| named.to_string())
    }

    fn name(&self, who: CustomerId) -> String {
        person(self.store, self.shop, who)
            .map_or_else(|_| format!("#{}", who.get()), |person| person.name)
    }

    fn of_hold(&self, hold: HoldId) -> (Option<ItemId>, Option<CustomerId>) {
        let found = self.store.hold_of(self.shop, hold).ok().flatten();
        found.unzip()
    }

    fn about_order(&self, name: &str, order: OrderNumber) -> String {
        let gaps = FluentArgs::from_iter([("order", order.to_string())]);
        self.voice
            .console
            .words(self.voice.lang)
            .get(name, &gaps)
            .into_owned()
    }

    /// The line for one fact; `None` for what only the rules need.
    #[expect(clippy::too_many_lines, reason = "one arm for each fact")]
    fn told(&self, change: &Change) -> Option<String> {
        Some(match change {
            Change::Configured(_) => self.say("event-configured", None, None, None),
            Change::LiveOpened(_) => self.say("event-live-opened", None, None, None),
            Change::LiveClosing { .. } => self.say("event-live-closing", None, None, None),
            Change::LiveClosed => self.say("event-live-closed", None, None, None),
            Change::Offered { item, quantity, .. } => {
                self.say("event-offered", Some(*item), None, Some(*quantity))
            }
            Change::StockAdded { item, quantity } => {
                self.say("event-stock-added", Some(*item), None, Some(*quantity))
            }
            Change::StockRemoved { item, slots } => {
                self.say("event-stock-removed", Some(*item), None, Some(slots.len()))
            }
            Change::Repriced { item, .. } => self.say("event-repriced", Some(*item), None, None),
            Change::PhotoBound { item, .. } => self.say("event-photo", Some(*item), None, None),
            Change::Withdrawn(item) => self.say("event-withdrawn", Some(*item), None, None),
            Change::Checked(item) => self.say("event-checked", Some(*item), None, None),
            Change::Held {
                item,
                customer,
                origin,
                slots,
                ..
            } => {
                let name = match origin {
                    Origin::Claimed => "event-held",
                    Origin::Promoted => "event-promoted",
                    Origin::Team => "event-held-team",
                    Origin::Late => "event-held-again",
                };
                self.say_pieces(name, *item, *customer, slots.len())
            }
            Change::HoldGrown { hold, slots, .. } => {
                let (item, who) = self.of_hold(*hold);
                self.say("event-hold-grown", item, Some(who?), Some(slots.len()))
            }
            Change::HoldShrunk { hold, slots } => {
                let (item, who) = self.of_hold(*hold);
                self.say("event-hold-shrunk", item, Some(who?), Some(slots.len()))
            }
            Change::HoldEnded { hold, reason } => {
                let (item, who) = self.of_hold(*hold);
                let name = match reason {
                    EndReason::Expired => "event-expired",
                    EndReason::Cancelled => "event-cancelled",
                    EndReason::Released => "event-released",
                    EndReason::SoldElsewhere => "event-sold-elsewhere",
                    EndReason::Withdrawn => "event-withdrawn-from",
                };
                self.say(name, Some(item?), Some(who?), None)
            }
            Change::Reminded(who) => self.say("event-reminded", None, Some(*who), None),
            Change::Queued {
                item,
                customer,
                quantity,
            } => self.say_pieces("event-queued", *item, *customer, *quantity),
            Change::PlaceLeft {
                item,
                customer,
                reason,
            } => match reason {
                LeaveReason::Served => return None,
                LeaveReason::Cancelled
                | LeaveReason::OptedOut
                | LeaveReason::Unreachable
                | LeaveReason::Blocked
                | LeaveReason::TooManyHolds
                | LeaveReason::Withdrawn
                | LeaveReason::SoldOut
                | LeaveReason::LiveClosed => {
                    self.say("event-place-left", Some(*item), Some(*customer), None)
                }
            },
            Change::OrderPlaced { order, .. } => self.about_order("event-order-placed", *order),
            Change::OrderMoved { order, status } => {
                let name = match status {
                    OrderStatus::New => "event-order-new",
                    OrderStatus::Confirmed => "event-order-confirmed",
                    OrderStatus::Preparing => "event-order-preparing",
                    OrderStatus::OutForDelivery => "event-order-out",
                    OrderStatus::Delivered => "event-order-delivered",
                    OrderStatus::Cancelled(_) => "event-order-cancelled",
                };
                let text = self.about_order(name, *order);
                if let OrderStatus::Cancelled(reason) = status {
                    let words = self.voice.console.words(self.voice.lang);
                    let why = words.plain(&format!("why-{}", orders::why(*reason)));
                    return Some(format!("{text} · {why}"));
                }
                text
            }
            Change::OrderExtended { order, .. } => self.about_order("event-order-extended", *order),
            Change::OrderReaddressed { order, .. } => {
                self.about_order("event-order-address", *order)
            }
            Change::OrderFeeSet { order, .. } => self.about_order("event-order-fee", *order),
            Change::OrderPaid { order, payment } => {
                let name = match payment {
                    Payment::DepositApproved => "event-paid-approved",
                    Payment::DepositRejected => "event-paid-rejected",
                    Payment::NoDeposit | Payment::DepositPending => return None,
                };
                self.about_order(name, *order)
            }
            Change::ProofReceived { customer, .. } => {
                self.say("event-proof", None, Some(*customer), None)
            }
            Change::ProofApproved { customer, .. } => {
                self.say("event-proof-approved", None, Some(*customer), None)
            }
            Change::ProofRefused { customer, .. } => {
                self.say("event-proof-refused", None, Some(*customer), None)
            }
            Change::ReviewOverdue(who) => self.say("event-proof-late", None, Some(*who), None),
            Change::OptedOut(who) => self.say("event-stop", None, Some(*who), None),
            Change::OptedIn(who) => self.say("event-back", None, Some(*who), None),
            Change::Unreachable(who) => self.say("event-unreachable", None, Some(*who), None),
            Change::Blocked(who) => self.say("event-blocked", None, Some(*who), None),
            Change::Unblocked(who) => self.say("event-unblocked", None, Some(*who), None),
            Change::AddressGiven { customer, .. } => {
                self.say("event-address", None, Some(*customer), None)
            }
            Change::Noted { customer, .. } => self.say("event-noted", None, Some(*customer), None),
            Change::OutageCredited { span, .. } => self.say(
                "event-credited",
                None,
                None,
                u32::try_from(span.secs()).ok(),
            ),
            Change::HoldMoved { .. }
            | Change::PlaceResized { .. }
            | Change::AddressAwaited { .. }
            | Change::Suggested { .. }
            | Change::UnitsReturned(_)
            | Change::OrderRetired(_)
            | Change::Reachable(_)
            | Change::LanguageChosen { .. }
            | Change::DepositKept { .. }
            | Change::NotesRead
            | Change::Done { .. } => return None,
        })
    }
}
