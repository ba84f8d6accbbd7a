//! Rows by number, found in constant time whatever their count.

use crate::code::{Code, Size};
use crate::ids::{CustomerId, HoldId, ItemId, OrderNumber};
use crate::index::{Index, mix, spread};
use alloc::vec::Vec;
use core::fmt::Debug;
use core::hash::{Hash, Hasher};

/// The key of a row.
pub(crate) trait Key: Copy + Ord + Debug {
    fn hash(self) -> u32;
}

macro_rules! counted {
    ($($id:ty),*) => {
        $(impl Key for $id {
            fn hash(self) -> u32 {
                spread(self.get())
            }
        })*
    };
}
counted!(ItemId, HoldId, CustomerId, OrderNumber);

impl Key for (Code, Size) {
    fn hash(self) -> u32 {
        let (code, size) = self;
        mix(u128::from(code.as_number()) << 64 | u128::from(size.as_number()))
    }
}

/// An unordered map. Its rows stay where they are; a place that falls free is the next one taken, while it is still
/// warm. Whatever can be seen of it (equality, hash, iteration, saved form) goes by key.
#[derive(Clone, Debug)]
pub(crate) struct Table<K, V> {
    index: Index,
    rows: Vec<Option<(K, V)>>,
    free: Vec<u32>,
}

impl<K, V> Default for Table<K, V> {
    #[inline]
    fn default() -> Self {
        Self {
            index: Index::default(),
            rows: Vec::new(),
            free: Vec::new(),
        }
    }
}

impl<K: Key, V> Table<K, V> {
    pub(crate) fn len(&self) -> usize {
        self.rows.len() - self.free.len()
    }

    #[inline]
    pub(crate) fn get(&self, key: K) -> Option<&V> {
        self.find(key, |_, value| value)
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, key: K) -> Option<&mut V> {
        let row = self.row(key)?;
        self.rows[row].as_mut().map(|(_, value)| value)
    }

    pub(crate) fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let row = self.row(key).unwrap_or_else(|| self.add(key, make()));
        let (_, value) = self.rows[row].as_mut().expect("the row was just found");
        value
    }

    /// Adds a row, or replaces it.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        match self.row(key) {
            Some(row) => self.rows[row] = Some((key, value)),
            None => {
                self.add(key, value);
            }
        }
    }

    pub(crate) fn remove(&mut self, key: K) -> Option<V> {
        let row = self.row(key)?;
        self.index.remove(key.hash(), row);
        self.free.push(row as u32);
        let removed = self.rows[row].take();
        if self.len() == 0 {
            *self = Self::default();
        }
        removed.map(|(_, value)| value)
    }

    /// Rows by key: sorts them first.
    pub(crate) fn sorted(&self) -> impl ExactSizeIterator<Item = (K, &V)> {
        let mut rows: Vec<_> = self.unsorted().collect();
        rows.sort_unstable_by_key(|&(key, _)| key);
        rows.into_iter()
    }

    /// Rows in no order that means anything; as they came, while none was removed.
    pub(crate) fn unsorted(&self) -> impl Iterator<Item = (K, &V)> {
        self.rows
            .iter()
            .filter_map(|row| row.as_ref().map(|(key, value)| (*key, value)))
    }

    /// The same, to change each by itself.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.rows
            .iter_mut()
            .filter_map(|row| row.as_mut().map(|(_, value)| value))
    }

    /// What is made of the row with this key, and of where it is.
    #[inline]
    fn find<'a, T>(&'a self, key: K, made: impl Fn(usize, &'a V) -> T) -> Option<T> {
        self.index.find(key.hash(), |row| match &self.rows[row] {
            Some((other, value)) if *other == key => Some(made(row, value)),
            _ => None,
        })
    }

    #[inline]
    fn row(&self, key: K) -> Option<usize> {
        self.find(key, |row, _| row)
    }

    fn add(&mut self, key: K, value: V) -> usize {
        let row = match self.free.pop() {
            Some(row) => row as usize,
            None => {
                self.rows.push(None);
                self.rows.len() - 1
            }
        };
        self.rows[row] = Some((key, value));
        self.index.insert(key.hash(), row);
        row
    }
}

impl<K: Key, V> core::ops::Index<&K> for Table<K, V> {
    type Output = V;

    fn index(&self, key: &K) -> &V {
        self.get(*key).expect("only known rows are indexed")
    }
}

impl<K: Key, V: PartialEq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .unsorted()
                .all(|(key, value)| other.get(key) == Some(value))
    }
}

impl<K: Key, V: Eq> Eq for Table<K, V> {}

impl<K: Key + Hash, V: Hash> Hash for Table<K, V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for row in self.sorted() {
            row.hash(state);
        }
    }
}

#[cfg(feature = "serde")]
mod saved {
    use super::{Key, Table};
    use alloc::collections::BTreeMap;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    impl<K: Key + Serialize, V: Serialize> Serialize for Table<K, V> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map(self.sorted())
        }
    }

    impl<'de, K: Key + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Table<K, V> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let mut table = Self::default();
            for (key, value) in BTreeMap::deserialize(deserializer)? {
                table.insert(key, value);
            }
            Ok(table)
        }
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use std::hash::DefaultHasher;

    impl<K, V> Table<K, V> {
        /// Counts rows that are not there: as many as nobody would wait for in a test.
        pub(crate) fn pretend(&mut self, rows: usize) {
            self.rows.reserve_exact(rows + 8);
            self.rows.resize_with(rows, || None);
        }
    }

    fn item(number: u32) -> ItemId {
        ItemId::new(number)
    }

    fn hash_of(rows: &impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        rows.hash(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn a_table_is_saved_and_hashed_by_its_rows() {
        let mut one = Table::default();
        for number in [3, 1, 2] {
            one.insert(item(number), number);
        }
        let saved = serde_json::to_string(&one).unwrap();
        assert_eq!(saved, r#"{"1":1,"2":2,"3":3}"#);
        let again: Table<ItemId, u32> = serde_json::from_str(&saved).unwrap();
        assert_eq!(again, one);
        assert_eq!(hash_of(&again), hash_of(&one));
        one.remove(item(2));
        assert_ne!(again, one);
        assert_ne!(hash_of(&again), hash_of(&one));
    }

    /// A key whose hash says nothing.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    struct Alike(u8);

    impl Key for Alike {
        fn hash(self) -> u32 {
            7
        }
    }

    #[test]
    fn rows_whose_keys_share_a_hash_are_told_apart() {
        let mut table = Table::default();
        for number in 0..20 {
            table.insert(Alike(number), number);
        }
        for number in 0..20 {
            assert_eq!(table.get(Alike(number)), Some(&number));
            assert_eq!(table.get_mut(Alike(number)), Some(&mut number.clone()));
        }
        assert_eq!(table.remove(Alike(3)), Some(3));
        assert_eq!((table.get(Alike(3)), table.get(Alike(20))), (None, None));
    }

    #[test]
    fn labels_that_look_alike_are_looked_for_in_different_places() {
        let codes = ["A1", "A2", "B1", "AB1"].map(|code| Code::canonical(code).unwrap());
        let sizes = ["S", "M", "XL", "42"].map(|size| Size::new(size).unwrap());
        let mut places: Vec<u32> = Vec::new();
        for code in codes {
            places.extend(sizes.map(|size| (code, size).hash()));
        }
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), codes.len() * sizes.len());
    }

    #[test]
    fn two_tables_with_the_same_rows_are_equal_whatever_their_past() {
        let mut one = Table::default();
        let mut other = Table::default();
        for number in 0..100 {
            one.insert(item(number), number);
            other.insert(item(99 - number), 99 - number);
        }
        for number in 10..90 {
            assert_eq!(one.remove(item(number)), Some(number));
        }
        for number in (10..90).rev() {
            other.remove(item(number));
            one.insert(item(number), 7);
            assert_eq!(one.remove(item(number)), Some(7));
        }
        assert_eq!(one, other);
        assert_eq!(one.len(), 20);
        let keys: Vec<u32> = one.sorted().map(|(key, _)| key.get()).collect();
        assert!(keys.is_sorted());
        *other.get_mut(item(5)).unwrap() = 6;
        assert_ne!(one, other);
    }
}
