//! Which item each label stands for.

use crate::code::{Code, Size};
use crate::ids::ItemId;
use crate::index::Index;
use crate::table::Key as _;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Items by code and size, in order; and an index beside it, for whoever names one of a million exactly.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(from = "Ordered"))]
pub(crate) struct Codes {
    ordered: Ordered,
    exact: Index,
}

type Ordered = BTreeMap<(Code, Size), ItemId>;

impl Codes {
    /// The item of a code and a size: the one that `is_it` knows.
    #[inline]
    pub(crate) fn get(
        &self,
        code: Code,
        size: Size,
        is_it: impl Fn(ItemId) -> bool,
    ) -> Option<ItemId> {
        self.exact.find((code, size).hash(), |row| {
            let item = ItemId::new(row as u32);
            is_it(item).then_some(item)
        })
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
        let known = |((code, size), item)| self.get(code, size, |other| other == item).is_some();
        self.ordered.len() == self.exact.len() && self.iter().all(known)
    }

    pub(crate) fn insert(&mut self, code: Code, size: Size, item: ItemId) {
        let before = self.ordered.insert((code, size), item);
        let hash = (code, size).hash();
        if let Some(before) = before {
            self.exact.remove(hash, before.get() as usize);
        }
        self.exact.insert(hash, item.get() as usize);
    }

    pub(crate) fn remove(&mut self, code: Code, size: Size) {
        if let Some(item) = self.ordered.remove(&(code, size)) {
            self.exact.remove((code, size).hash(), item.get() as usize);
        }
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
        let mut exact = Index::default();
        for (&key, &item) in &ordered {
            exact.insert(key.hash(), item.get() as usize);
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

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use core::hash::{Hash, Hasher};
    use std::hash::DefaultHasher;

    fn of(labels: &[(&str, &str, u32)]) -> Codes {
        let mut codes = Codes::default();
        for &(code, size, item) in labels {
            let code = Code::canonical(code).unwrap();
            codes.insert(code, Size::new(size).unwrap(), ItemId::new(item));
        }
        codes
    }

    fn hash(codes: &Codes) -> u64 {
        let mut hasher = DefaultHasher::new();
        codes.hash(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn an_exact_label_and_the_list_say_the_same() {
        let mut codes = of(&[("A1", "M", 1), ("A1", "S", 2), ("B1", "M", 3)]);
        let code = |text| Code::canonical(text).unwrap();
        let size = |text| Size::new(text).unwrap();
        let sizes = [(size("S"), ItemId::new(2)), (size("M"), ItemId::new(1))];
        assert_eq!(codes.sizes_of(code("A1")), sizes, "small before large");
        let finds = |codes: &Codes, code, item| {
            let item = ItemId::new(item);
            codes.get(code, size("M"), |other| other == item) == Some(item)
        };
        assert!(finds(&codes, code("B1"), 3) && !finds(&codes, code("B1"), 1));
        assert!(codes.agree());
        codes.remove(code("A1"), size("M"));
        assert!(!finds(&codes, code("A1"), 1));
        assert_eq!(codes.sizes_of(code("A1")), sizes[..1]);
        assert!(codes.agree());
        codes.insert(code("B1"), size("M"), ItemId::new(4));
        assert!(codes.agree() && finds(&codes, code("B1"), 4) && !finds(&codes, code("B1"), 3));
        let hash = (code("B1"), size("M")).hash();
        codes.exact.remove(hash, 4);
        assert!(!codes.agree(), "it leads nowhere");
        codes.exact.insert(hash, 3);
        assert!(!codes.agree(), "it leads elsewhere");
        codes.exact.insert(hash, 4);
        assert!(!codes.agree(), "it leads elsewhere, too");
    }

    #[test]
    fn two_are_the_same_when_their_labels_lead_to_the_same() {
        let one = of(&[("A1", "M", 1), ("B1", "M", 2)]);
        let same = of(&[("B1", "M", 2), ("A1", "M", 1)]);
        assert_eq!((&one, hash(&one)), (&same, hash(&same)));
        for other in [of(&[("A1", "M", 1)]), of(&[("A1", "M", 1), ("B1", "M", 3)])] {
            assert_ne!(one, other);
            assert_ne!(hash(&one), hash(&other));
        }
        let ordered = |codes: &Codes| codes.ordered.clone();
        let again = Codes::from(ordered(&one));
        assert_eq!(again, one);
        assert!(again.agree());
    }
}
