//! Which item each label stands for.

use crate::code::{Code, Size};
use crate::ids::ItemId;
use crate::table::Table;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Items by code and size, in order; and a table beside it, for whoever names one of a million exactly.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(from = "Ordered"))]
pub(crate) struct Codes {
    ordered: Ordered,
    exact: Table<(Code, Size), ItemId>,
}

type Ordered = BTreeMap<(Code, Size), ItemId>;

impl Codes {
    /// The item of a code and a size.
    #[inline]
    pub(crate) fn get(&self, code: Code, size: Size) -> Option<ItemId> {
        self.exact.get((code, size)).copied()
    }

    /// The items of a code, sizes in order.
    pub(crate) fn sizes_of(&self, code: Code) -> Vec<(Size, ItemId)> {
        let from = self.ordered.range((code, Size::ONE)..);
        let sizes = from.take_while(|((other, _), _)| *other == code);
        let mut sizes: Vec<_> = sizes.map(|(&(_, size), &id)| (size, id)).collect();
        sizes.sort_unstable_by_key(|(size, _)| size.natural());
        sizes
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ((Code, Size), ItemId)> {
        self.ordered.iter().map(|(&key, &item)| (key, item))
    }

    /// Whether both sides say the same.
    pub(crate) fn agree(&self) -> bool {
        let known = |((code, size), item)| self.get(code, size) == Some(item);
        self.ordered.len() == self.exact.len() && self.iter().all(known)
    }

    pub(crate) fn insert(&mut self, code: Code, size: Size, item: ItemId) {
        self.ordered.insert((code, size), item);
        self.exact.insert((code, size), item);
    }

    pub(crate) fn remove(&mut self, code: Code, size: Size) {
        self.ordered.remove(&(code, size));
        self.exact.remove((code, size));
    }
}

impl PartialEq for Codes {
    fn eq(&self, other: &Self) -> bool {
        self.ordered == other.ordered
    }
}

impl Eq for Codes {}

impl core::hash::Hash for Codes {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.ordered.hash(state);
    }
}

impl From<Ordered> for Codes {
    fn from(ordered: Ordered) -> Self {
        let mut exact = Table::default();
        for (&key, &item) in &ordered {
            exact.insert(key, item);
        }
        Self { ordered, exact }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Codes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.ordered.serialize(serializer)
    }
}
