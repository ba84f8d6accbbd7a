//! Who waits for one item, in order.

use crate::ids::{CustomerId, ItemId};
use crate::time::Timestamp;
use alloc::collections::VecDeque;

/// A place in an item's queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Who.
    pub customer: CustomerId,
    /// Units.
    pub quantity: u32,
    /// Since when.
    pub since: Timestamp,
}

/// What somebody waits for, kept with her.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Wait {
    pub(crate) item: ItemId,
    /// Units.
    pub(crate) quantity: u32,
    pub(crate) since: Timestamp,
    pub(crate) ticket: Ticket,
}

/// The number that she drew: of those who wait for an item, the lowest is next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Ticket(u32);

impl Ticket {
    pub(crate) const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Tickets ascending, each with its owner; what else is known of a place stands with her.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Queue(VecDeque<(Ticket, CustomerId)>);

impl Queue {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn get(&self, index: usize) -> Option<(Ticket, CustomerId)> {
        self.0.get(index).copied()
    }

    /// How many are before this ticket.
    pub(crate) fn before(&self, ticket: Ticket) -> usize {
        self.0.partition_point(|&(other, _)| other < ticket)
    }

    /// The ticket must be higher than all others.
    pub(crate) fn push(&mut self, ticket: Ticket, customer: CustomerId) {
        assert!(
            self.0.back().is_none_or(|&(last, _)| last < ticket),
            "tickets are counted"
        );
        self.0.push_back((ticket, customer));
    }

    /// Whether somebody had this ticket.
    pub(crate) fn remove(&mut self, ticket: Ticket) -> bool {
        let index = self.before(ticket);
        let found = self.get(index).is_some_and(|(other, _)| other == ticket);
        if found {
            self.0.remove(index);
        }
        found
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Ticket, CustomerId)> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_is_left_moves_those_behind_it_up() {
        let tickets = [1, 3, 4].map(Ticket);
        let mut queue = Queue::default();
        for (ticket, who) in tickets.into_iter().zip(1..) {
            queue.push(ticket, CustomerId::new(who));
        }
        assert_eq!((queue.len(), queue.before(Ticket(4))), (3, 2));
        assert!(!queue.remove(Ticket(2)), "nobody had it");
        assert!(queue.remove(Ticket(1)));
        assert_eq!((queue.len(), queue.before(Ticket(4))), (2, 1));
        assert_eq!(queue.get(0), Some((Ticket(3), CustomerId::new(2))));
        assert!(queue.remove(Ticket(3)) && queue.remove(Ticket(4)));
        assert_eq!((queue.len(), queue.get(0)), (0, None));
    }
}
