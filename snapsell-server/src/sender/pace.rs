//! Pacing: when a message may go, so that the provider's rates per sender and per person are kept.

use std::collections::BTreeMap;

use snapsell_core::{Class, CustomerId, ShopId, Span, Timestamp};
use snapsell_store::Waiting;

/// Between two messages of one sender: 80 a second.
const SENDER_EVERY_US: i64 = 12_500;
/// Messages of one sender that may go at once.
const SENDER_BURST: i64 = 80;
/// Between two messages to one person, once the burst is used up.
const PERSON_EVERY: Span = Span::from_secs(6);
/// Messages to one person that may go at once; the provider allows 45.
const PERSON_BURST: i64 = 10;
/// Answers go at once until so many are ahead of the pace, which is short of what the provider allows.
const ANSWER_BURST: i64 = 40;
/// People and turns remembered; beyond it those whose time is over are forgotten.
const REMEMBERED_MAX: usize = 50_000;

/// When senders and people may be written to next.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// In microseconds.
    senders: BTreeMap<ShopId, i64>,
    people: BTreeMap<(ShopId, CustomerId), Timestamp>,
    /// Turns given to messages that were postponed, by their first row.
    turns: BTreeMap<(ShopId, i64), Timestamp>,
}

impl Pace {
    /// Whether a message of this shop may go now, as far as its sender goes.
    pub(super) fn shop_is_free(&self, shop: ShopId, now: Timestamp) -> bool {
        let now_us = now.millis().saturating_mul(1_000);
        let ahead = SENDER_BURST * SENDER_EVERY_US;
        self.senders
            .get(&shop)
            .is_none_or(|next| next - ahead <= now_us)
    }

    /// When this message may go. Its turn is its own: asked again then, it goes.
    pub(super) fn turn(&mut self, waiting: &Waiting, now: Timestamp) -> Timestamp {
        let Waiting {
            shop,
            customer,
            first: first_row,
            class,
            ..
        } = *waiting;
        if let Some(&turn) = self.turns.get(&(shop, first_row)) {
            if turn <= now {
                self.turns.remove(&(shop, first_row));
            }
            return turn.max(now);
        }
        let turn = self
            .person(shop, customer, class, now)
            .max(self.sender(shop, now));
        if turn > now {
            self.turns.insert((shop, first_row), turn);
        }
        self.forget(now);
        turn
    }

    fn sender(&mut self, shop: ShopId, now: Timestamp) -> Timestamp {
        let now_us = now.millis().saturating_mul(1_000);
        let next = self.senders.entry(shop).or_insert(now_us);
        let arrival = (*next).max(now_us);
        *next = arrival + SENDER_EVERY_US;
        let turn_us = (arrival - SENDER_BURST * SENDER_EVERY_US).max(now_us);
        Timestamp::from_millis(turn_us.div_euclid(1_000))
    }

    fn person(
        &mut self,
        shop: ShopId,
        customer: CustomerId,
        class: Class,
        now: Timestamp,
    ) -> Timestamp {
        let burst = match class {
            Class::Answer => ANSWER_BURST,
            Class::Transactional | Class::Reminder | Class::Queue | Class::Info => PERSON_BURST,
        };
        let next = self.people.entry((shop, customer)).or_insert(now);
        let arrival = (*next).max(now);
        *next = arrival + PERSON_EVERY;
        let ahead = Span::from_millis(PERSON_EVERY.millis() * (burst - 1));
        (arrival - ahead).max(now)
    }

    fn forget(&mut self, now: Timestamp) {
        if self.people.len() > REMEMBERED_MAX {
            self.people.retain(|_, next| *next > now);
        }
        if self.turns.len() > REMEMBERED_MAX {
            self.turns.retain(|_, turn| *turn > now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: ShopId = ShopId::new(1);

    fn waiting(shop: ShopId, customer: u32, first: i64, class: Class) -> Waiting {
        Waiting {
            shop,
            customer: CustomerId::new(customer),
            first,
            class,
            again: false,
        }
    }

    /// One that has given a single turn, long ago: whoever is silent saves nothing up.
    fn idle(now: Timestamp) -> Pace {
        let mut pace = Pace::default();
        let before = now - Span::from_mins(60);
        pace.turn(&waiting(SHOP, 1, -1, Class::Info), before);
        pace
    }

    fn turns(class: Class, count: i64) -> Vec<i64> {
        let now = Timestamp::from_millis(100_000_000);
        let mut pace = idle(now);
        let turn = |row| pace.turn(&waiting(SHOP, 1, row, class), now);
        (0..count)
            .map(turn)
            .map(|at| at.since(now).millis())
            .collect()
    }

    #[test]
    fn a_person_gets_a_burst_and_then_one_message_in_six_seconds() {
        let turns = turns(Class::Queue, 13);
        assert_eq!(turns[..10], [0; 10]);
        assert_eq!(turns[10..], [6_000, 12_000, 18_000]);
    }

    #[test]
    fn answers_are_immediate_well_beyond_that() {
        assert_eq!(turns(Class::Answer, 40), [0; 40]);
    }

    #[test]
    fn what_is_over_is_forgotten_when_there_is_too_much_and_nothing_else() {
        let mut pace = Pace::default();
        let now = Timestamp::from_millis(1_000_000);
        let many = 1..=u32::try_from(REMEMBERED_MAX).unwrap();
        for number in many {
            pace.people.insert((SHOP, CustomerId::new(number)), now);
            pace.turns.insert((SHOP, number.into()), now);
        }
        pace.forget(now);
        assert_eq!(
            (pace.people.len(), pace.turns.len()),
            (REMEMBERED_MAX, REMEMBERED_MAX)
        );
        let later = now + Span::from_millis(1);
        pace.people.insert((SHOP, CustomerId::new(0)), later);
        pace.turns.insert((SHOP, 0), later);
        pace.forget(now);
        assert_eq!(pace.people.keys().next(), Some(&(SHOP, CustomerId::new(0))));
        assert_eq!(pace.turns.keys().next(), Some(&(SHOP, 0)));
        assert_eq!((pace.people.len(), pace.turns.len()), (1, 1));
    }

    #[test]
    fn a_sender_keeps_its_rate_and_a_turn_is_kept() {
        let now = Timestamp::from_millis(100_000_000);
        let mut pace = idle(now);
        let last = (0..240)
            .map(|row| {
                pace.turn(
                    &waiting(SHOP, u32::try_from(row).unwrap(), row, Class::Info),
                    now,
                )
            })
            .last()
            .unwrap();
        let wait = last.since(now).millis();
        assert!((1_900..=2_000).contains(&wait), "{wait}");
        assert_eq!(pace.turn(&waiting(SHOP, 239, 239, Class::Info), last), last);
        let two = ShopId::new(2);
        assert!(!pace.shop_is_free(SHOP, now) && pace.shop_is_free(two, now));
        let other = pace.turn(&waiting(two, 1, 1, Class::Info), now);
        assert_eq!(other, now, "another shop waits for nobody");
        assert!(pace.shop_is_free(SHOP, last + Span::from_millis(13)));
    }
}
