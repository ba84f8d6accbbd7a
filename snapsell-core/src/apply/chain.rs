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

    /// Adds the newest hold; its own neighbours are returned.
    #[inline]
    pub(super) fn push(state: &mut impl State, item: ItemId, hold: HoldId) -> Neighbours {
        let chain = &mut state.item_mut(item).holders;
        let older = chain.last.replace(hold);
        match older {
            Some(older) => state.hold_mut(older).beside.younger = Some(hold),
            None => chain.first = Some(hold),
        }
        Neighbours {
            older,
            younger: None,
        }
    }

    /// Takes a hold out.
    #[inline]
    pub(super) fn remove(state: &mut impl State, item: ItemId, gone: Neighbours) {
        let Neighbours { older, younger } = gone;
        match older {
            Some(older) => state.hold_mut(older).beside.younger = younger,
            None => state.item_mut(item).holders.first = younger,
        }
        match younger {
            Some(younger) => state.hold_mut(younger).beside.older = older,
            None => state.item_mut(item).holders.last = older,
        }
    }
}

/// The holds of an item, oldest first.
pub(crate) fn holders<S: State>(state: &S, item: ItemId) -> impl Iterator<Item = &Hold> {
    let first = state.item(item).and_then(|item| item.holders.first);
    let first = first.and_then(|hold| state.hold(hold));
    core::iter::successors(first, |hold| state.hold(hold.beside.younger?))
}
