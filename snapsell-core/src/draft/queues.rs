//! What a decision changes in the queue of an item, beside the queue itself, which may be long.

use crate::ids::CustomerId;
use crate::queue::{Queue, Ticket};
use alloc::vec::Vec;

/// Who left and who joined.
#[derive(Clone, Debug, Default)]
pub(super) struct Moves {
    /// Ascending.
    left: Vec<Ticket>,
    joined: Queue,
}

impl Moves {
    /// Who is next: the first of the queue who did not leave.
    pub(super) fn first(&self, base: Option<&Queue>) -> Option<(Ticket, CustomerId)> {
        // Those at the head who left are the first of `left`, as far as both lists run alike.
        let (mut gone, mut ends) = (0, self.left.len());
        while gone < ends {
            let middle = gone.midpoint(ends);
            let head = base.and_then(|base| base.get(middle));
            if head.is_some_and(|(ticket, _)| ticket == self.left[middle]) {
                gone = middle + 1;
            } else {
                ends = middle;
            }
        }
        let waits = base.and_then(|base| base.get(gone));
        waits.or_else(|| self.joined.get(0))
    }

    /// How many are before this ticket.
    pub(super) fn before(&self, base: Option<&Queue>, ticket: Ticket) -> usize {
        let base = base.map_or(0, |base| base.before(ticket));
        let left = self.left.partition_point(|&other| other < ticket);
        base - left + self.joined.before(ticket)
    }

    pub(super) fn join(&mut self, ticket: Ticket, customer: CustomerId) {
        self.joined.push(ticket, customer);
    }

    /// The ticket must be in the queue.
    pub(super) fn leave(&mut self, ticket: Ticket) {
        if !self.joined.remove(ticket) {
            let index = self.left.partition_point(|&other| other < ticket);
            self.left.insert(index, ticket);
        }
    }

    /// Everybody, in order.
    pub(super) fn all(&self, base: Option<&Queue>) -> Vec<CustomerId> {
        let stayed = base.into_iter().flat_map(Queue::iter);
        let stayed = stayed.filter(|(ticket, _)| self.left.binary_search(ticket).is_err());
        let everybody = stayed.chain(self.joined.iter());
        everybody.map(|(_, customer)| customer).collect()
    }
}
