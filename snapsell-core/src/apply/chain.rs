//! The holds of an item, oldest first: each knows its neighbours, so that a crowd costs no more than a few.

use crate::ids::{HoldId, ItemId};
use crate::shop::Hold;
use crate::state::State;

/// The ends of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Chain {
    pub(super) first: Option<HoldId>,
    pub(super) last: Option<HoldId>,
}

/// The holds beside one in its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Neighbours {
    pub(super) older: Option<HoldId>,
    pub(super) younger: Option<HoldId>,
}

impl Chain {
    pub(crate) const fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// Adds the newest hold; the one before it is returned, and does not know it yet.
    #[inline]
    pub(super) fn push(&mut self, hold: HoldId) -> Option<HoldId> {
        let older = self.last.replace(hold);
        if older.is_none() {
            self.first = Some(hold);
        }
        older
    }

    /// Takes a hold out.
    #[inline]
    pub(super) fn remove(state: &mut impl State, item: ItemId, gone: Neighbours) {
        let Neighbours { older, younger } = gone;
        if let Some(older) = older {
            state.hold_mut(older).beside.younger = younger;
        }
        if let Some(younger) = younger {
            state.hold_mut(younger).beside.older = older;
        }
        let chain = &mut state.item_mut(item).holders;
        if older.is_none() {
            chain.first = younger;
        }
        if younger.is_none() {
            chain.last = older;
        }
    }
}

/// The holds of an item, oldest first.
pub(crate) fn holders<S: State>(state: &S, item: ItemId) -> impl Iterator<Item = &Hold> {
    let first = state.item(item).and_then(|item| item.holders.first);
    let first = first.and_then(|hold| state.hold(hold));
    core::iter::successors(first, |hold| state.hold(hold.beside.younger?))
}
