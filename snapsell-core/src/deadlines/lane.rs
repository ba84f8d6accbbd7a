//! Numbers in order, most of which come and go in order.

use alloc::collections::{BTreeSet, VecDeque};

/// A set of numbers. What comes above all others is appended, what goes from the front is taken there: both in a few
/// steps, however many there are. What comes or goes elsewhere is rarer and costs a search.
#[derive(Clone, Debug, Default)]
pub(super) struct Lane {
    /// Ascending. The first one is there.
    appended: VecDeque<Place>,
    /// Of those appended, how many have gone.
    gone: usize,
    /// What came out of order.
    others: BTreeSet<u128>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    number: u128,
    is_there: bool,
}

impl Lane {
    #[inline]
    pub(super) fn first(&self) -> Option<u128> {
        let appended = self.appended.front().map(|place| place.number);
        match self.others.first() {
            Some(&other) => Some(appended.map_or(other, |appended| appended.min(other))),
            None => appended,
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u128> {
        let there = self.appended.iter().filter(|place| place.is_there);
        let mut appended = there.map(|place| place.number).peekable();
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
        for place in &self.appended {
            if place.number > last || left == 0 {
                break;
            }
            left -= usize::from(place.is_there && takes(place.number));
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
        if last.is_none_or(|last| last.number < number) {
            let is_there = true;
            self.appended.push_back(Place { number, is_there });
        } else {
            self.insert_between(number);
        }
    }

    fn insert_between(&mut self, number: u128) {
        match self.find(number) {
            Some(at) if self.appended[at].is_there => {}
            Some(at) => {
                self.appended[at].is_there = true;
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
        if self
            .appended
            .front()
            .is_some_and(|first| first.number == number)
        {
            self.appended.pop_front();
            self.drop_gone();
            return true;
        }
        self.remove_between(number)
    }

    fn remove_between(&mut self, number: u128) -> bool {
        match self.find(number) {
            Some(at) if self.appended[at].is_there => {
                self.appended[at].is_there = false;
                self.gone += 1;
                // So that they are never more than those that are there.
                if self.gone * 2 > self.appended.len() {
                    self.appended.retain(|place| place.is_there);
                    self.gone = 0;
                }
                true
            }
            Some(_) => false,
            None => self.others.remove(&number),
        }
    }

    fn find(&self, number: u128) -> Option<usize> {
        self.appended
            .binary_search_by_key(&number, |place| place.number)
            .ok()
    }

    /// The first one is one that is there.
    fn drop_gone(&mut self) {
        while self.gone > 0 && self.appended.front().is_some_and(|first| !first.is_there) {
            self.appended.pop_front();
            self.gone -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
                prop_assert!(lane.gone * 2 <= lane.appended.len());
                prop_assert_eq!(lane.appended.iter().filter(|place| !place.is_there).count(), lane.gone);
            }
        }
    }
}
