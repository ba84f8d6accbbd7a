//! Numbers in order, most of which come and go in order.

use alloc::collections::{BTreeSet, VecDeque};

/// A set of numbers. What comes above all others is appended, what goes from the front is taken there: both in a few
/// steps, however many there are. What comes or goes elsewhere is rarer and costs a search.
#[derive(Clone, Debug, Default)]
pub(super) struct Lane {
    /// Ascending; those that have gone are marked. The first one is there.
    appended: VecDeque<u128>,
    /// Of those appended, how many have gone.
    gone: usize,
    /// What came out of order.
    others: BTreeSet<u128>,
}

/// The bit of a number that has gone; no number has it by itself.
const GONE: u128 = 1 << 63;

const fn is_there(place: u128) -> bool {
    place & GONE == 0
}

impl Lane {
    #[inline]
    pub(super) fn first(&self) -> Option<u128> {
        let appended = self.appended.front().copied();
        match self.others.first() {
            Some(&other) => Some(appended.map_or(other, |appended| appended.min(other))),
            None => appended,
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u128> {
        let appended = self.appended.iter().copied();
        let mut appended = appended.filter(|&place| is_there(place)).peekable();
        let mut others = self.others.iter().copied().peekable();
        core::iter::from_fn(move || match (appended.peek(), others.peek()) {
            (Some(one), Some(other)) if other < one => others.next(),
            (Some(_), _) => appended.next(),
            (None, _) => others.next(),
        })
    }

    /// Offers those up to a number, itself included, until `most` were taken: first of those appended, then of the others.
    #[inline]
    pub(super) fn offer(&self, last: u128, most: usize, mut takes: impl FnMut(u128) -> bool) {
        let mut left = most;
        for at in 0..self.appended.len() {
            let place = self.appended[at];
            if place & !GONE > last || left == 0 {
                break;
            }
            left -= usize::from(is_there(place) && takes(place));
        }
        if self.others.is_empty() {
            return;
        }
        let mut left = most;
        for &number in &self.others {
            if number > last || left == 0 {
                break;
            }
            left -= usize::from(takes(number));
        }
    }

    #[inline]
    pub(super) fn insert(&mut self, number: u128) {
        let last = self.appended.back();
        if last.is_none_or(|last| last & !GONE < number) && !self.others.contains(&number) {
            self.appended.push_back(number);
        } else {
            self.insert_between(number);
        }
    }

    #[cold]
    fn insert_between(&mut self, number: u128) {
        match self.find(number) {
            Some(at) if is_there(self.appended[at]) => {}
            Some(at) => {
                self.appended[at] = number;
                self.gone -= 1;
            }
            None => {
                self.others.insert(number);
            }
        }
    }

    /// Whether it was there.
    #[inline]
    pub(super) fn remove(&mut self, number: u128) -> bool {
        if self.appended.front().is_some_and(|&first| first == number) {
            self.appended.pop_front();
            // In most lanes none has gone from between the others.
            if self.gone != 0 {
                self.drop_gone();
            }
            return true;
        }
        self.remove_between(number)
    }

    #[cold]
    fn remove_between(&mut self, number: u128) -> bool {
        match self.find(number) {
            Some(at) if is_there(self.appended[at]) => {
                self.appended[at] |= GONE;
                self.gone += 1;
                self.drop_gone();
                true
            }
            Some(_) => false,
            None => self.others.remove(&number),
        }
    }

    fn find(&self, number: u128) -> Option<usize> {
        self.appended
            .binary_search_by_key(&number, |place| place & !GONE)
            .ok()
    }

    /// The first one is there afterwards, and at most half have gone.
    #[cold]
    fn drop_gone(&mut self) {
        while self.appended.front().is_some_and(|&first| !is_there(first)) {
            self.appended.pop_front();
            self.gone -= 1;
        }
        if self.gone * 2 > self.appended.len() {
            self.appended.retain(|&place| is_there(place));
            self.gone = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    #[test]
    fn what_comes_in_order_is_appended_and_half_of_it_may_have_gone() {
        let mut lane = Lane::default();
        (1..=6).for_each(|number| lane.insert(number));
        assert!(lane.others.is_empty());
        for (number, appended) in [(2, 6), (3, 6), (4, 6), (1, 2)] {
            assert!(lane.remove(number));
            assert_eq!(lane.appended.len(), appended, "{number}");
        }
        (7..=9).for_each(|number| lane.insert(number));
        for (number, appended) in [(6, 5), (7, 5), (8, 2)] {
            assert!(lane.remove(number));
            assert_eq!(lane.appended.len(), appended, "{number}");
        }
    }

    #[test]
    fn no_more_is_offered_than_is_taken() {
        let mut lane = Lane::default();
        [10, 20, 30, 5, 6, 7]
            .into_iter()
            .for_each(|number| lane.insert(number));
        assert_eq!((lane.appended.len(), lane.others.len()), (3, 3));
        let mut offered = Vec::new();
        lane.offer(30, 2, |number| {
            offered.push(number);
            true
        });
        assert_eq!(offered, [10, 20, 5, 6]);
    }

    proptest! {
        #[test]
        fn it_is_a_set_in_order(steps in prop::collection::vec((0..5_u8, 0..24_u128), 0..120)) {
            let mut lane = Lane::default();
            let mut set = BTreeSet::new();
            for (what, number) in steps {
                let first = set.first().copied();
                let next = set.last().map_or(number, |last| last + 1);
                match (what, first) {
                    (0, Some(first)) => prop_assert!(lane.remove(first) && set.remove(&first)),
                    (1, _) => prop_assert_eq!(lane.remove(number), set.remove(&number)),
                    (2, _) => {
                        lane.insert(number);
                        set.insert(number);
                    }
                    _ => {
                        lane.insert(next);
                        set.insert(next);
                    }
                }
                prop_assert_eq!(lane.first(), set.first().copied());
                prop_assert!(lane.iter().eq(set.iter().copied()));
                for most in 1..4 {
                    let mut offered = Vec::new();
                    lane.offer(number, most, |number| {
                        offered.push(number);
                        number % 2 == 0
                    });
                    offered.sort_unstable();
                    offered.retain(|number| number % 2 == 0);
                    offered.truncate(most);
                    let taken = set.iter().copied().filter(|&other| other <= number && other % 2 == 0);
                    prop_assert!(offered.into_iter().eq(taken.take(most)));
                }
                prop_assert!(lane.gone * 2 <= lane.appended.len());
                prop_assert!(lane.appended.front().is_none_or(|&first| is_there(first)));
                prop_assert_eq!(lane.appended.iter().filter(|&&place| !is_there(place)).count(), lane.gone);
            }
        }
    }
}
