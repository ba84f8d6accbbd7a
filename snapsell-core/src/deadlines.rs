//! When a shop must be looked at, and why: soonest first.

mod lane;

use self::lane::Lane;
use crate::ids::{CustomerId, HoldId};
use crate::list::List;
use crate::shop::Reason;
use crate::time::Timestamp;
use core::fmt;
use core::hash::{Hash, Hasher};

/// Deadlines in the order of their instant, then of their reason.
///
/// Each is kept as one number that sorts like it, in the lane of its reason. The holds of a shop last equally long, so
/// that in their lane nearly all come in order.
#[derive(Clone)]
pub(crate) struct Deadlines {
    lanes: [Lane; REASONS],
    /// The first of each lane; [`NEVER`] where there is none.
    firsts: [u128; REASONS],
    /// The first of them all, which every decision asks for.
    first: u128,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            lanes: Default::default(),
            firsts: [NEVER; REASONS],
            first: NEVER,
        }
    }
}

impl Deadlines {
    #[inline]
    pub(crate) fn first(&self) -> Option<(Timestamp, Reason)> {
        (self.first != NEVER).then(|| unpack(self.first))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Timestamp, Reason)> {
        let mut lanes = self.lanes.each_ref().map(|lane| lane.iter().peekable());
        core::iter::from_fn(move || {
            let heads = lanes.iter_mut().map(|lane| lane.peek().copied());
            let (lane, _) = heads
                .enumerate()
                .filter_map(|(lane, head)| head.map(|head| (lane, head)))
                .min_by_key(|&(_, head)| head)?;
            lanes[lane].next().map(unpack)
        })
    }

    /// The first `most` of those up to an instant, itself included, whose reason is wanted.
    #[inline]
    pub(crate) fn due(
        &self,
        until: Timestamp,
        most: usize,
        wanted: impl Fn(Reason) -> bool,
    ) -> Due {
        let last = pack(until, Reason::Expiry(HoldId::default())) | u128::from(u64::MAX);
        let mut due = Due::new();
        if self.first > last {
            return due;
        }
        for (rank, lane) in self.lanes.iter().enumerate() {
            if self.firsts[rank] > last {
                continue;
            }
            lane.offer(last, most, |number| {
                let deadline = unpack(number);
                let takes = wanted(deadline.1);
                if takes {
                    due.push(deadline);
                }
                takes
            });
        }
        due.sort_unstable();
        if due.len() > most {
            due = due.into_iter().take(most).collect();
        }
        due
    }

    #[inline]
    pub(crate) fn insert(&mut self, at: Timestamp, reason: Reason) {
        let number = pack(at, reason);
        let rank = rank(number);
        self.lanes[rank].insert(number);
        self.firsts[rank] = self.firsts[rank].min(number);
        self.first = self.first.min(number);
    }

    /// Whether it was there.
    #[inline]
    pub(crate) fn remove(&mut self, at: Timestamp, reason: Reason) -> bool {
        let number = pack(at, reason);
        let rank = rank(number);
        let was_there = self.lanes[rank].remove(number);
        if self.firsts[rank] == number {
            self.firsts[rank] = self.lanes[rank].first().unwrap_or(NEVER);
            let [one, other, another] = self.firsts;
            self.first = one.min(other).min(another);
        }
        was_there
    }
}

/// A few deadlines, soonest first.
pub(crate) type Due = List<(Timestamp, Reason)>;

impl FromIterator<(Timestamp, Reason)> for Deadlines {
    fn from_iter<I: IntoIterator<Item = (Timestamp, Reason)>>(deadlines: I) -> Self {
        let mut all = Self::default();
        for (at, reason) in deadlines {
            all.insert(at, reason);
        }
        all
    }
}

impl PartialEq for Deadlines {
    fn eq(&self, other: &Self) -> bool {
        let lanes = self.lanes.iter().zip(&other.lanes);
        lanes
            .into_iter()
            .all(|(one, other)| one.iter().eq(other.iter()))
    }
}

impl Eq for Deadlines {}

impl Hash for Deadlines {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.iter().for_each(|deadline| deadline.hash(state));
    }
}

impl fmt::Debug for Deadlines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

const REASONS: usize = 3;
/// Higher than any deadline.
const NEVER: u128 = u128::MAX;
/// Where the reason and the instant are in a number, above whose it is.
const REASON_AT: u32 = 32;
const INSTANT_AT: u32 = 64;

#[inline]
const fn pack(at: Timestamp, reason: Reason) -> u128 {
    let (rank, id) = match reason {
        Reason::Expiry(hold) => (0, hold.get()),
        Reason::Reminder(hold) => (1, hold.get()),
        Reason::Review(customer) => (2, customer.get()),
    };
    // Without its sign an instant sorts as it does with it.
    let at = at.millis().cast_unsigned() ^ (1 << 63);
    (at as u128) << INSTANT_AT | rank << REASON_AT | id as u128
}

#[inline]
const fn rank(number: u128) -> usize {
    (number >> REASON_AT) as u32 as usize
}

#[inline]
const fn unpack(number: u128) -> (Timestamp, Reason) {
    let at = (number >> INSTANT_AT) as u64 ^ (1 << 63);
    let id = number as u32;
    let reason = match rank(number) {
        0 => Reason::Expiry(HoldId::new(id)),
        1 => Reason::Reminder(HoldId::new(id)),
        _ => Reason::Review(CustomerId::new(id)),
    };
    (Timestamp::from_millis(at.cast_signed()), reason)
}

#[cfg(feature = "serde")]
mod saved {
    use super::Deadlines;
    use crate::shop::Reason;
    use crate::time::Timestamp;
    use alloc::vec::Vec;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    impl Serialize for Deadlines {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let deadlines: Vec<(Timestamp, Reason)> = self.iter().collect();
            deadlines.serialize(serializer)
        }
    }

    impl<'de> Deserialize<'de> for Deadlines {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let deadlines = Vec::<(Timestamp, Reason)>::deserialize(deserializer)?;
            Ok(deadlines.into_iter().collect())
        }
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use alloc::collections::BTreeSet;
    use alloc::vec::Vec;
    use proptest::prelude::*;
    use std::hash::DefaultHasher;

    fn reason() -> impl Strategy<Value = Reason> {
        let id = prop_oneof![0..4_u32, any::<u32>()];
        (0..3, id).prop_map(|(rank, id)| match rank {
            0 => Reason::Expiry(HoldId::new(id)),
            1 => Reason::Reminder(HoldId::new(id)),
            _ => Reason::Review(CustomerId::new(id)),
        })
    }

    fn deadline() -> impl Strategy<Value = (Timestamp, Reason)> {
        let at = prop_oneof![-3..3_i64, any::<i64>()];
        (at.prop_map(Timestamp::from_millis), reason())
    }

    proptest! {
        #[test]
        fn they_come_in_the_order_of_instant_and_reason(all in prop::collection::vec(deadline(), 0..20)) {
            let deadlines: Deadlines = all.iter().copied().collect();
            let sorted = BTreeSet::from_iter(all);
            prop_assert!(deadlines.iter().eq(sorted.iter().copied()));
            prop_assert_eq!(deadlines.first(), sorted.first().copied());
            for &(instant, unwanted) in &sorted {
                for most in [1, 3, 20] {
                    let due = sorted.iter().copied().filter(|&(at, _)| at <= instant);
                    let due = due.filter(|&(_, reason)| reason != unwanted).take(most);
                    let found = deadlines.due(instant, most, |reason| reason != unwanted);
                    prop_assert!(found.iter().copied().eq(due));
                }
            }
            let saved = serde_json::to_string(&deadlines).unwrap();
            prop_assert_eq!(&saved, &serde_json::to_string(&sorted).unwrap());
            prop_assert_eq!(serde_json::from_str::<Deadlines>(&saved).unwrap(), deadlines);
        }
    }

    #[test]
    fn two_are_hashed_alike_when_they_are_the_same() {
        let of = |millis: &[i64]| {
            let deadline = |&at: &i64| (Timestamp::from_millis(at), Reason::default());
            millis.iter().map(deadline).collect::<Deadlines>()
        };
        let hash = |deadlines: &Deadlines| {
            let mut hasher = DefaultHasher::new();
            deadlines.hash(&mut hasher);
            hasher.finish()
        };
        assert_eq!(hash(&of(&[2, 1])), hash(&of(&[1, 2])));
        assert_ne!(hash(&of(&[1, 2])), hash(&of(&[1, 3])));
    }

    #[test]
    fn what_is_removed_was_there() {
        let mut deadlines = Deadlines::default();
        let instant = Timestamp::from_millis;
        let expiry = |id| Reason::Expiry(HoldId::new(id));
        deadlines.insert(instant(5), expiry(1));
        assert!(!deadlines.remove(instant(6), expiry(1)));
        assert!(!deadlines.remove(instant(5), expiry(2)));
        assert!(!deadlines.remove(instant(5), Reason::Reminder(HoldId::new(1))));
        assert!(deadlines.remove(instant(5), expiry(1)));
        assert_eq!(deadlines, Deadlines::default());
        let kept: Vec<_> = deadlines.iter().collect();
        assert_eq!((deadlines.first(), kept), (None, Vec::new()));
    }
}
