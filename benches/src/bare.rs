//! The reference of the rules: the same reservations on the standard library's collections, and nothing else.

use std::collections::{BTreeMap, VecDeque};

#[expect(
    clippy::disallowed_types,
    reason = "the reference is what one would write first: a hash map"
)]
type Items = std::collections::HashMap<u64, Item>;

#[derive(Debug, Default)]
struct Item {
    holder: Option<u32>,
    queue: VecDeque<u32>,
}

/// Items by code, a queue behind each, deadlines in order.
#[derive(Debug, Default)]
pub struct Bare {
    items: Items,
    deadlines: BTreeMap<(i64, u64), u32>,
}

impl Bare {
    /// `count` free items.
    pub fn new(count: u32) -> Self {
        let items = (0..u64::from(count)).map(|item| (item, Item::default()));
        Self {
            items: items.collect(),
            deadlines: BTreeMap::new(),
        }
    }

    /// The item is this customer's until then, or she waits; whether she has it.
    pub fn reserve(&mut self, item: u64, customer: u32, until: i64) -> bool {
        let Some(row) = self.items.get_mut(&item) else {
            return false;
        };
        if row.holder.is_some() {
            row.queue.push_back(customer);
            return false;
        }
        row.holder = Some(customer);
        self.deadlines.insert((until, item), customer);
        true
    }

    /// Ends what is due and serves who waits, until `until`; how many ended.
    pub fn expire(&mut self, now: i64, until: i64) -> usize {
        let mut ended = 0;
        while let Some(first) = self.deadlines.first_entry() {
            let &(at, item) = first.key();
            if at > now {
                break;
            }
            first.remove();
            ended += 1;
            let Some(row) = self.items.get_mut(&item) else {
                continue;
            };
            row.holder = row.queue.pop_front();
            if let Some(next) = row.holder {
                self.deadlines.insert((until, item), next);
            }
        }
        ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_passes_to_the_next_in_line() {
        let mut bare = Bare::new(1);
        assert!(bare.reserve(0, 1, 10));
        assert!(!bare.reserve(0, 2, 10));
        assert_eq!(bare.expire(9, 20), 0);
        assert_eq!(bare.expire(10, 20), 1);
        assert_eq!(bare.items[&0].holder, Some(2));
        assert_eq!(bare.expire(20, 30), 1);
        assert!(bare.reserve(0, 3, 30));
    }
}
