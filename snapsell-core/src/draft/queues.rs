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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Sketch;
    use crate::ids::ItemId;
    use crate::settings::Settings;
    use crate::shop::Shop;
    use crate::state::State;

    fn tickets(count: usize) -> Vec<Ticket> {
        let next = |ticket: &Ticket| Some(ticket.next());
        core::iter::successors(Some(Ticket::default().next()), next)
            .take(count)
            .collect()
    }

    fn owner(index: usize) -> CustomerId {
        CustomerId::new(u32::try_from(index).unwrap() + 1)
    }

    /// Four wait already, two more join; then they leave in this order.
    fn check(leaving: &[usize]) {
        let all = tickets(6);
        let mut base = Queue::default();
        let mut moves = Moves::default();
        for (index, &ticket) in all.iter().enumerate() {
            match index {
                0..4 => base.push(ticket, owner(index)),
                _ => moves.join(ticket, owner(index)),
            }
        }
        let mut expected: Vec<usize> = (0..6).collect();
        for &left in leaving {
            moves.leave(all[left]);
            expected.retain(|&index| index != left);
            let first = expected.first().map(|&index| (all[index], owner(index)));
            assert_eq!(moves.first(Some(&base)), first, "{leaving:?}");
            let stay: Vec<CustomerId> = expected.iter().map(|&index| owner(index)).collect();
            assert_eq!(moves.all(Some(&base)), stay, "{leaving:?}");
            for (before, &index) in expected.iter().enumerate() {
                assert_eq!(moves.before(Some(&base), all[index]), before, "{leaving:?}");
            }
        }
    }

    #[test]
    fn the_order_of_a_queue_does_not_depend_on_the_order_of_leaving() {
        check(&[0, 1, 2, 3, 4, 5]);
        check(&[5, 4, 3, 2, 1, 0]);
        check(&[2, 0, 1, 4, 3]);
        check(&[1, 3, 0, 5, 2]);
    }

    #[test]
    fn who_joins_in_a_decision_is_in_line_in_the_same_decision() {
        let shop = Shop::new(Settings::default());
        let mut sketch = Sketch::new(&shop);
        let (item, all) = (ItemId::new(1), tickets(2));
        sketch.join_queue(item, all[0], owner(0));
        sketch.join_queue(item, all[1], owner(1));
        assert_eq!(sketch.first_in_line(item), Some((all[0], owner(0))));
        assert_eq!(sketch.waiting_before(item, all[1]), 1);
        sketch.leave_queue(item, all[0]);
        assert_eq!(sketch.first_in_line(item), Some((all[1], owner(1))));
    }
}
