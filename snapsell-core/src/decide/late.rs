//! A late OUI: what ended by itself is set up again where it is free; else she may wait for it.

use super::{claim, due, serve};
use crate::change::{Change, Origin};
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, ItemId};
use crate::limits::LATE_YES_SECS;
use crate::pick::{Pick, picked};
use crate::reply::LateLine;
use crate::shop::{Lapsed, LiveState};
use crate::time::{Span, Timestamp};
use alloc::vec::Vec;

/// Sets up again what expired and is still free; the rest is late, with the place she could have.
pub(super) fn reclaim(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    picks: &[Pick],
) -> Vec<LateLine> {
    let lapsed = lapsed(draft, customer, picks);
    let (mut late, mut offered) = (Vec::new(), Vec::new());
    for lapse in lapsed {
        due::settle_item(draft, lapse.item);
        let Some(row) = draft.item(lapse.item) else {
            continue;
        };
        if !picked(picks, &**draft, row) {
            continue;
        }
        let open = draft
            .desk()
            .live
            .as_ref()
            .is_some_and(|live| live.state == LiveState::Open)
            && !row.closed;
        let again = open && !row.withdrawn && row.waiting == 0 && !row.free.is_empty();
        if again
            && !serve::too_many_holds(draft, customer)
            && serve::hold_of(draft, customer, lapse.item).is_none()
        {
            let slots = row.free.lowest(lapse.quantity);
            let whole = slots.len() == lapse.quantity;
            serve::set_up(draft, customer, lapse.item, slots, Origin::Late);
            if whole {
                continue;
            }
        }
        let row = draft
            .item(lapse.item)
            .expect("a lapsed item was just looked up");
        let waitable = open && !row.withdrawn && row.stock > 0 && draft.settings().queue;
        let place = waitable.then(|| tail(draft, customer, lapse.item));
        let waits = claim::wait(draft, customer, lapse.item).is_some();
        let offer = (waitable && !waits).then(|| {
            offered.push(lapse.item);
            u8::try_from(offered.len()).expect("what lapsed is bounded")
        });
        late.push(LateLine {
            item: row.named,
            place,
            offer,
        });
    }
    if !offered.is_empty() {
        draft.emit(Change::Suggested {
            customer,
            items: offered,
        });
    }
    late
}

/// What expired in this live and can still be meant by her OUI.
pub(super) fn lapsed(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
    picks: &[Pick],
) -> Vec<Lapsed> {
    let Some(person) = draft.customer(customer) else {
        return Vec::new();
    };
    let since = draft.now - Span::from_secs(LATE_YES_SECS);
    let opened_at = draft
        .desk()
        .live
        .as_ref()
        .map_or(draft.now, |live| live.opened_at);
    // Her OUI answers the last message: what had ended before she was told of something newer, she let go.
    let newest = picks
        .is_empty()
        .then(|| newest_told(draft, customer))
        .flatten();
    let in_time = |lapse: &&Lapsed| {
        lapse.at >= since && lapse.at >= opened_at && newest.is_none_or(|told| lapse.at > told)
    };
    person.lapsed.iter().filter(in_time).cloned().collect()
}

/// When the youngest of her holds was set up, those of a late OUI aside.
fn newest_told(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Option<Timestamp> {
    let holds = draft.customer(customer)?.holds();
    holds
        .filter_map(|id| draft.hold(id))
        .filter(|hold| hold.origin != Origin::Late)
        .map(|hold| hold.since)
        .max()
}

/// The place she has, or would have at the end of the queue.
fn tail(draft: &Draft<'_, impl Ground>, customer: CustomerId, item: ItemId) -> u32 {
    match claim::wait(draft, customer, item) {
        Some(wait) => claim::place(draft, wait),
        None => draft.item(item).map_or(0, |row| row.waiting) + 1,
    }
}
