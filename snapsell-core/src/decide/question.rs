//! What the bot asked a customer last, so that a number, a size or OUI alone can answer it.

use crate::change::Change;
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, ItemId};
use alloc::vec::Vec;

/// What the claims of one message leave open, as they would one after the other; `None` when they change nothing.
#[derive(Default)]
pub(super) struct Question(Option<Vec<ItemId>>);

impl Question {
    /// Which of these does she mean?
    pub(super) fn which(&mut self, items: Vec<ItemId>) {
        self.0 = Some(items);
    }

    /// She claimed this item by its name: who was asked for it has answered.
    #[inline]
    pub(super) fn named(
        &mut self,
        draft: &Draft<'_, impl Ground>,
        customer: CustomerId,
        item: ItemId,
    ) {
        let asked = match &self.0 {
            Some(items) => items.contains(&item),
            None => draft.of(customer, |person| person.suggested.contains(&item)),
        };
        if asked {
            self.0 = Some(Vec::new());
        }
    }

    /// She is told that she waits: OUI would be an answer to that, and no more to the one suggestion before it.
    pub(super) fn outdated(&mut self, draft: &Draft<'_, impl Ground>, customer: CustomerId) {
        let one = match &self.0 {
            Some(items) => items.len() == 1,
            None => draft.of(customer, |person| person.suggested.len() == 1),
        };
        if one {
            self.0 = Some(Vec::new());
        }
    }

    /// Notes what is open now.
    #[inline]
    pub(super) fn ask(self, draft: &mut Draft<'_, impl Ground>, customer: CustomerId) {
        if let Some(items) = self.0 {
            draft.emit(Change::Suggested { customer, items });
        }
    }
}

/// What was asked needs no answer any more.
pub(super) fn close(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) {
    if draft.of(customer, |person| !person.suggested.is_empty()) {
        let items = Vec::new();
        draft.emit(Change::Suggested { customer, items });
    }
}
