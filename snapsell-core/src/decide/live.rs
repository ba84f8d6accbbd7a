//! A live opens and closes by itself.

use super::Ruling;
use crate::change::{Change, LeaveReason};
use crate::draft::{Draft, Ground};
use crate::ids::CustomerId;
use crate::limits::FAREWELLS_PER_DECISION_MAX;
use crate::queue::Wait;
use crate::refusal::Refusal;
use crate::reply::{Class, Say};
use crate::shop::LiveState;

/// Opens a live when none is open; refuses while one is closing.
#[inline]
pub(super) fn ensure(draft: &mut Draft<'_, impl Ground>) -> Ruling {
    match draft.desk().live.as_ref().map(|live| live.state) {
        Some(LiveState::Open) => Ok(()),
        Some(LiveState::Closing) => Err(Refusal::LiveOver),
        None => {
            let live = draft.desk().next_live;
            draft.emit(Change::LiveOpened(live));
            Ok(())
        }
    }
}

/// A customer's claim opens a live too, but only for prepared stock or soon after the seller was heard of,
/// and not when she closed the last one herself. Her own claim for somebody always does.
#[inline]
pub(super) fn for_claim(draft: &mut Draft<'_, impl Ground>, prepared: bool) -> Ruling {
    if draft.desk().live.is_none() {
        may_open(draft, prepared)?;
    }
    ensure(draft)
}

#[cold]
fn may_open(draft: &Draft<'_, impl Ground>, prepared: bool) -> Ruling {
    let by_team = draft.by.is_team();
    if !by_team && !prepared {
        let active = draft.settings().seller_active;
        let recent = draft
            .desk()
            .seller_seen
            .is_some_and(|seen| draft.now.since(seen) <= active);
        if !recent || draft.desk().closed_by_hand {
            return Err(Refusal::NoLive);
        }
    }
    Ok(())
}

/// LIVE.
pub(super) fn open_by_hand(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
) -> Ruling {
    ensure(draft)?;
    if let Some(seller) = seller {
        draft.tell(seller, Class::Answer, Say::LiveOpened);
    }
    Ok(())
}

/// FIN.
pub(super) fn close_by_hand(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
) -> Ruling {
    let Some(live) = draft.desk().live.clone() else {
        return Err(Refusal::NotLive);
    };
    if live.state == LiveState::Open {
        draft.emit(Change::LiveClosing { by_hand: true });
    }
    if let Some(seller) = seller {
        let waiting = draft.waiting(usize::MAX).len();
        let waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
        draft.tell(
            seller,
            Class::Answer,
            Say::LiveClosed {
                orders: live.orders,
                total: live.total,
                waiting,
            },
        );
    }
    Ok(())
}

/// Closes the live when its time has come, and tells those who wait, some at a time.
///
/// Runs last in every decision: nothing is promoted afterwards.
#[inline]
pub(super) fn close_if_due(draft: &mut Draft<'_, impl Ground>) {
    let due = draft
        .desk()
        .closes_at(draft.settings(), draft.now)
        .is_some_and(|at| at <= draft.now);
    if !due {
        return;
    }
    if draft
        .desk()
        .live
        .as_ref()
        .is_some_and(|live| live.state == LiveState::Open)
    {
        draft.emit(Change::LiveClosing { by_hand: false });
    }
    for customer in draft.waiting(FAREWELLS_PER_DECISION_MAX) {
        let waits = draft.of(customer, |person| person.waits.clone());
        let mut items = alloc::vec::Vec::with_capacity(waits.len());
        for &Wait { item, .. } in waits.iter() {
            items.push(
                draft
                    .item(item)
                    .expect("who waits, waits for an item")
                    .named,
            );
            draft.emit(Change::PlaceLeft {
                item,
                customer,
                reason: LeaveReason::LiveClosed,
            });
        }
        draft.tell(customer, Class::Queue, Say::QueueClosed { items });
    }
    if draft.waiting(1).is_empty() {
        draft.emit(Change::LiveClosed);
    }
}

#[cfg(test)]
mod tests {
    use crate::command::{Action, Actor, Command};
    use crate::decide::decide;
    use crate::ids::{CommandId, UserId};
    use crate::settings::Settings;
    use crate::shop::Shop;
    use crate::time::{Span, Timestamp};
    use alloc::boxed::Box;

    #[test]
    fn new_settings_move_the_end_of_the_live_at_once() {
        let mut shop = Shop::new(Settings::default());
        let now = Timestamp::from_millis(1_000_000_000);
        let settings = Settings {
            live_inactive: Span::from_mins(7),
            ..Settings::default()
        };
        let mut deadline = None;
        for (id, action) in [Action::OpenLive, Action::Configure(Box::new(settings))]
            .into_iter()
            .enumerate()
        {
            let command = Command {
                id: CommandId::new(id as u128 + 1),
                by: Actor::Team(UserId::new(1)),
                action,
            };
            let decision = decide(&shop, &command, now);
            shop.apply(&decision.entry());
            assert_eq!(decision.next_deadline, shop.next_deadline());
            deadline = decision.next_deadline;
        }
        assert_eq!(deadline, Some(now + Span::from_mins(7)));
    }
}
