//! Effects: what each change does to the rows. No opinions here; whatever is emitted happens.

mod chain;
mod holds;
mod items;
mod orders;
mod people;
mod proofs;

pub(crate) use chain::{Chain, Neighbours, holders};
pub(crate) use holds::deadlines as deadlines_of;
pub(crate) use orders::better as better_payment;

use crate::change::Change;
use crate::command::Actor;
use crate::decision::Decision;
use crate::entry::Entry;
use crate::ids::{CommandId, Version};
use crate::money::Money;
use crate::shop::{Live, LiveState, Shop};
use crate::state::State;
use crate::time::Timestamp;
use alloc::sync::Arc;

impl Shop {
    /// Moves the shop forward by one committed entry.
    ///
    /// # Panics
    /// When the entry is not the next one, or does not fit the state: a broken journal must not be served.
    pub fn apply(&mut self, entry: &Entry) {
        self.open_entry(entry.version, entry.at, entry.by);
        self.fill_entry(entry.at, entry.command, &entry.changes);
    }

    /// Moves the shop forward by a decision, as [`Shop::apply`] does by its entry, without copying it.
    ///
    /// # Panics
    /// When it was decided on another state.
    pub fn follow(&mut self, decision: &Decision) {
        self.open_entry(decision.version, decision.at, decision.by);
        self.fill_entry(decision.at, decision.command, &decision.changes);
    }

    pub(crate) fn open_entry(&mut self, version: Version, at: Timestamp, by: Actor) {
        assert_eq!(version, self.version.next(), "entries come without gap");
        assert!(at >= self.clock, "the clock of a shop never goes back");
        self.version = version;
        self.clock = at;
        if let Actor::Seller(_) = by {
            self.desk.seller_seen = Some(at);
        }
    }

    fn fill_entry(&mut self, at: Timestamp, command: CommandId, changes: &[Change]) {
        for change in changes {
            apply(self, at, change);
        }
        self.recent.remember(command);
    }
}

/// Carries one change out. Replay and the draft of a decision both come through here.
pub(crate) fn apply(state: &mut impl State, at: Timestamp, change: &Change) {
    match change {
        Change::Configured(settings) => state.set_settings(Arc::new((**settings).clone())),
        Change::LiveOpened(_) | Change::LiveClosing { .. } | Change::LiveClosed => {
            live(state, at, change)
        }
        Change::Offered { .. }
        | Change::StockAdded { .. }
        | Change::StockRemoved { .. }
        | Change::Repriced { .. }
        | Change::PhotoBound { .. }
        | Change::Withdrawn(_)
        | Change::Checked(_) => items::apply(state, at, change),
        Change::Held { .. }
        | Change::HoldGrown { .. }
        | Change::HoldShrunk { .. }
        | Change::HoldMoved { .. }
        | Change::HoldEnded { .. }
        | Change::Reminded(_)
        | Change::OutageCredited { .. } => holds::apply(state, at, change),
        Change::Queued { .. } | Change::PlaceResized { .. } | Change::PlaceLeft { .. } => {
            items::apply_queue(state, at, change);
        }
        Change::OrderPlaced { .. }
        | Change::OrderExtended { .. }
        | Change::OrderMoved { .. }
        | Change::UnitsReturned(_)
        | Change::OrderPaid { .. }
        | Change::OrderReaddressed { .. }
        | Change::OrderFeeSet { .. }
        | Change::OrderRetired(_) => orders::apply(state, at, change),
        Change::ProofReceived { .. }
        | Change::ProofApproved { .. }
        | Change::ProofRefused { .. }
        | Change::ReviewOverdue(_)
        | Change::DepositKept { .. } => proofs::apply(state, at, change),
        Change::AddressGiven { .. }
        | Change::AddressAwaited { .. }
        | Change::Suggested { .. }
        | Change::OptedOut(_)
        | Change::OptedIn(_)
        | Change::Unreachable(_)
        | Change::Reachable(_)
        | Change::Blocked(_)
        | Change::Unblocked(_)
        | Change::LanguageChosen { .. }
        | Change::Noted { .. }
        | Change::NotesRead => people::apply(state, change),
        Change::Done { seller, deed } => {
            state.desk_mut().last_deed = Some((*seller, *deed, at));
        }
    }
}

/// Something happened in the live: it stays open a while longer.
fn touch_live(state: &mut impl State, at: Timestamp) {
    if let Some(live) = &mut state.desk_mut().live {
        live.last_activity = at;
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "apply names every change above"
)]
fn live(state: &mut impl State, at: Timestamp, change: &Change) {
    let desk = state.desk_mut();
    match change {
        Change::LiveOpened(id) => {
            assert!(desk.live.is_none(), "one live at a time");
            assert_eq!(*id, desk.next_live, "lives are counted");
            desk.next_live = id.next();
            desk.closed_by_hand = false;
            desk.live = Some(Live {
                id: *id,
                state: LiveState::Open,
                opened_at: at,
                last_activity: at,
                orders: 0,
                total: Money::ZERO,
            });
        }
        Change::LiveClosing { by_hand } => {
            desk.closed_by_hand = *by_hand;
            desk.live.as_mut().expect("only an open live closes").state = LiveState::Closing;
        }
        Change::LiveClosed => {
            desk.live = None;
            desk.last_offer = None;
            state.close_items(at);
        }
        _ => unreachable!("not a change of the live"),
    }
}
