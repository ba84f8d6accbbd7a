//! The commands carried out lately, so that a repeated delivery is recognised.

use crate::ids::CommandId;
use crate::index::{Index, mix};
use crate::limits::RECENT_COMMANDS_MAX;
use alloc::collections::VecDeque;

/// A ring of ids, and where each is in it.
#[derive(Clone, Debug, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Deserialize),
    serde(from = "VecDeque<CommandId>")
)]
pub(crate) struct Recent {
    /// Oldest first.
    order: VecDeque<CommandId>,
    /// By id, its number modulo the bound; the oldest has `first`.
    index: Index,
    first: usize,
}

impl Recent {
    /// Whether this command was carried out lately.
    pub(crate) fn knows(&self, command: CommandId) -> bool {
        let is_it = |number: usize| self.order[self.place(number)] == command;
        command != CommandId::NONE && self.index.find(mix(command.get()), is_it).is_some()
    }

    pub(crate) fn remember(&mut self, command: CommandId) {
        if command == CommandId::NONE {
            return;
        }
        assert!(!self.knows(command), "a command is carried out once");
        if self.order.len() == RECENT_COMMANDS_MAX {
            let oldest = self.order.pop_front().expect("the ring is full");
            self.index.remove(mix(oldest.get()), self.first);
            self.first = (self.first + 1) % RECENT_COMMANDS_MAX;
        }
        let number = (self.first + self.order.len()) % RECENT_COMMANDS_MAX;
        self.index.insert(mix(command.get()), number);
        self.order.push_back(command);
    }

    fn place(&self, number: usize) -> usize {
        (number + RECENT_COMMANDS_MAX - self.first) % RECENT_COMMANDS_MAX
    }
}

impl PartialEq for Recent {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order
    }
}

impl Eq for Recent {}

impl core::hash::Hash for Recent {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.order.hash(state);
    }
}

impl From<VecDeque<CommandId>> for Recent {
    fn from(order: VecDeque<CommandId>) -> Self {
        let mut recent = Self::default();
        for command in order {
            if !recent.knows(command) {
                recent.remember(command);
            }
        }
        recent
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Recent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.order.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use core::hash::{Hash, Hasher};
    use std::hash::DefaultHasher;

    #[test]
    fn as_many_are_known_as_the_bound_says() {
        let id = |number: usize| CommandId::new(number as u128 + 1);
        let mut recent = Recent::default();
        let more = RECENT_COMMANDS_MAX * 2 + 7;
        for number in 0..more {
            assert!(!recent.knows(id(number)));
            recent.remember(id(number));
        }
        for number in 0..more {
            let kept = number + RECENT_COMMANDS_MAX >= more;
            assert_eq!(recent.knows(id(number)), kept, "{number}");
        }
        let again = Recent::from(recent.order.clone());
        assert_eq!(again, recent, "it is read again as it was");
    }

    #[test]
    fn two_are_the_same_when_they_know_the_same_in_the_same_order() {
        let of = |numbers: &[u128]| {
            let ids = numbers.iter().map(|&number| CommandId::new(number));
            Recent::from(ids.collect::<VecDeque<_>>())
        };
        let hash = |recent: &Recent| {
            let mut hasher = DefaultHasher::new();
            recent.hash(&mut hasher);
            hasher.finish()
        };
        assert_eq!(of(&[1, 2, 1]), of(&[1, 2]));
        assert_eq!(hash(&of(&[1, 2, 1])), hash(&of(&[1, 2])));
        for other in [&[1][..], &[2, 1], &[]] {
            assert_ne!(of(&[1, 2]), of(other));
            assert_ne!(hash(&of(&[1, 2])), hash(&of(other)));
        }
        let saved = serde_json::to_string(&of(&[1, 2])).unwrap();
        assert_eq!(serde_json::from_str::<Recent>(&saved).unwrap(), of(&[1, 2]));
    }
}
