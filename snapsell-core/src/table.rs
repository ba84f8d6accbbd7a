//! Rows by number, found in constant time whatever their count.

mod key;

pub(crate) use key::{Counted, Key};

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::hash::{Hash, Hasher};

/// Places at first.
const PLACES_MIN: usize = 4;

/// An unordered map by number. The place of a row is its number, modulo the places there are: numbers that were counted
/// one after the other never meet. Whatever can be seen of it (equality, hash, iteration, saved form) goes by key.
#[derive(Clone, Debug)]
pub(crate) struct Table<K, V> {
    /// As many as a power of two; none before the first row.
    places: Vec<Option<Row<K, V>>>,
    /// Rows that found their place taken.
    apart: BTreeMap<K, V>,
    len: usize,
}

/// It begins where a line of the processor's cache does, so that it lies in as few of them as it can.
#[derive(Clone, Debug)]
#[repr(align(64))]
struct Row<K, V> {
    key: K,
    value: V,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self {
            places: Vec::new(),
            apart: BTreeMap::new(),
            len: 0,
        }
    }
}

impl<K: Counted, V> Table<K, V> {
    /// Without rows yet, and with places for so many that are numbered one after the other.
    #[cfg(feature = "serde")]
    fn with_places_for(rows: usize) -> Self {
        let places = match rows {
            0 => Vec::new(),
            rows => free_places(rows.next_power_of_two().max(PLACES_MIN)),
        };
        Self {
            places,
            ..Self::default()
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(crate) fn get(&self, key: K) -> Option<&V> {
        match self.places.get(self.place(key)) {
            Some(Some(row)) if row.key == key => Some(&row.value),
            _ => self.get_apart(key),
        }
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, key: K) -> Option<&mut V> {
        let place = self.place(key);
        match self.places.get_mut(place) {
            Some(Some(row)) if row.key == key => Some(&mut row.value),
            _ => self.apart.get_mut(&key),
        }
    }

    #[inline]
    pub(crate) fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let place = self.place(key);
        let row = self.places.get(place).and_then(Option::as_ref);
        if row.is_some_and(|row| row.key == key) {
            let row = self.places[place].as_mut();
            return &mut row.expect("it was just seen").value;
        }
        self.get_apart_or_insert_with(key, make)
    }

    /// Adds a row, or replaces it.
    #[inline]
    pub(crate) fn insert(&mut self, key: K, value: V) {
        let place = self.place(key);
        // While nobody stands apart, a row whose place is free is not there yet.
        if self.apart.is_empty()
            && let Some(place @ None) = self.places.get_mut(place)
        {
            *place = Some(Row { key, value });
            self.len += 1;
        } else {
            self.replace_or_add(key, value);
        }
    }

    #[cold]
    fn replace_or_add(&mut self, key: K, value: V) {
        match self.get_mut(key) {
            Some(row) => *row = value,
            None => self.add(key, value),
        }
    }

    #[inline]
    pub(crate) fn remove(&mut self, key: K) -> Option<V> {
        let place = self.place(key);
        let row = self.places.get_mut(place);
        let row = row.and_then(|row| row.take_if(|row| row.key == key));
        let removed = match row {
            Some(row) => row.value,
            None => self.remove_apart(key)?,
        };
        self.len -= 1;
        if self.len == 0 {
            *self = Self::default();
        }
        Some(removed)
    }

    /// Rows by key: sorts them first.
    pub(crate) fn sorted(&self) -> impl ExactSizeIterator<Item = (K, &V)> {
        let mut rows: Vec<_> = self.unsorted().collect();
        rows.sort_unstable_by_key(|&(key, _)| key);
        rows.into_iter()
    }

    /// Rows in no order that means anything.
    pub(crate) fn unsorted(&self) -> impl Iterator<Item = (K, &V)> {
        let placed = self.places.iter().flatten();
        let placed = placed.map(|row| (row.key, &row.value));
        placed.chain(self.apart.iter().map(|(&key, value)| (key, value)))
    }

    /// The same, to change each by itself.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        let placed = self.places.iter_mut().flatten();
        let placed = placed.map(|row| &mut row.value);
        placed.chain(self.apart.values_mut())
    }

    #[inline]
    fn place(&self, key: K) -> usize {
        key.number() as usize & self.places.len().wrapping_sub(1)
    }

    #[cold]
    fn get_apart(&self, key: K) -> Option<&V> {
        self.apart.get(&key)
    }

    #[cold]
    fn remove_apart(&mut self, key: K) -> Option<V> {
        self.apart.remove(&key)
    }

    #[cold]
    fn get_apart_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        if !self.apart.contains_key(&key) {
            self.add(key, make());
        }
        self.get_mut(key).expect("it is apart or was just added")
    }

    /// Adds a row that is not there yet.
    fn add(&mut self, key: K, value: V) {
        let place = self.places.get(self.place(key));
        let is_taken = place.is_none_or(Option::is_some);
        // Numbers with gaps between them meet before the places are full: some of those then stand apart.
        if is_taken && self.len * 2 >= self.places.len() {
            self.widen();
        }
        self.len += 1;
        self.put(key, value);
    }

    fn put(&mut self, key: K, value: V) {
        let place = self.place(key);
        match &mut self.places[place] {
            place @ None => *place = Some(Row { key, value }),
            Some(_) => {
                self.apart.insert(key, value);
            }
        }
    }

    fn widen(&mut self) {
        let wider = free_places((self.places.len() * 2).max(PLACES_MIN));
        let placed = core::mem::replace(&mut self.places, wider);
        let apart = core::mem::take(&mut self.apart);
        let placed = placed.into_iter().flatten();
        let placed = placed.map(|row| (row.key, row.value));
        placed
            .chain(apart)
            .for_each(|(key, value)| self.put(key, value));
    }
}

/// Places that are free.
fn free_places<K, V>(places: usize) -> Vec<Option<Row<K, V>>> {
    let mut free = Vec::new();
    free.resize_with(places, || None);
    free
}

impl<K: Counted, V> core::ops::Index<&K> for Table<K, V> {
    type Output = V;

    fn index(&self, key: &K) -> &V {
        self.get(*key).expect("only known rows are indexed")
    }
}

impl<K: Counted, V: PartialEq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .unsorted()
                .all(|(key, value)| other.get(key) == Some(value))
    }
}

impl<K: Counted, V: Eq> Eq for Table<K, V> {}

impl<K: Counted + Hash, V: Hash> Hash for Table<K, V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for row in self.sorted() {
            row.hash(state);
        }
    }
}

#[cfg(feature = "serde")]
mod saved {
    use super::{Counted, Table};
    use core::fmt::{self, Formatter};
    use core::marker::PhantomData;
    use serde::de::{MapAccess, Visitor};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    impl<K: Counted + Serialize, V: Serialize> Serialize for Table<K, V> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map(self.sorted())
        }
    }

    /// Places made at once for rows that are announced, at most; more are made as rows come.
    const ANNOUNCED_MAX: usize = 1 << 16;

    impl<'de, K: Counted + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Table<K, V> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_map(Rows(PhantomData))
        }
    }

    struct Rows<K, V>(PhantomData<(K, V)>);

    impl<'de, K: Counted + Deserialize<'de>, V: Deserialize<'de>> Visitor<'de> for Rows<K, V> {
        type Value = Table<K, V>;

        fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
            f.write_str("rows by number")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut rows: A) -> Result<Self::Value, A::Error> {
            let announced = rows.size_hint().unwrap_or_default();
            let mut table = Table::with_places_for(announced.min(ANNOUNCED_MAX));
            while let Some((key, value)) = rows.next_entry()? {
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
    use crate::ids::ItemId;
    use proptest::prelude::*;
    use std::hash::DefaultHasher;
    use std::string::ToString as _;

    impl<K, V> Table<K, V> {
        /// Counts rows that are not there: as many as nobody would wait for in a test.
        pub(crate) fn pretend(&mut self, rows: usize) {
            self.len = rows;
        }
    }

    impl Key for u32 {
        fn hash(self) -> u32 {
            self
        }
    }

    impl Counted for u32 {
        fn number(self) -> u32 {
            self
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

    #[cfg(feature = "serde")]
    #[test]
    fn a_table_that_is_read_has_places_for_what_is_announced_up_to_a_limit() {
        use serde::Deserialize as _;
        use serde::de::value::{Error, MapDeserializer};

        /// Rows of which other numbers are announced than there are.
        struct Boastful<R>(R, usize);

        impl<R: Iterator> Iterator for Boastful<R> {
            type Item = R::Item;

            fn next(&mut self) -> Option<R::Item> {
                self.0.next()
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.1, Some(self.1))
            }
        }

        for (announced, places) in [
            (0, 1_024),
            (700, 1_024),
            (1_025, 2_048),
            (usize::MAX, 65_536),
        ] {
            let rows = Boastful((0..700_u32).map(|number| (number, number)), announced);
            let rows = MapDeserializer::<_, Error>::new(rows);
            let table: Table<u32, u32> = Table::deserialize(rows).unwrap();
            assert_eq!((table.places.len(), table.apart.len()), (places, 0));
            let rows = table.sorted().map(|(key, &number)| (key, number));
            assert!(rows.eq((0..700).map(|number| (number, number))));
        }
        let error = serde_json::from_str::<Table<u32, u32>>("7").unwrap_err();
        assert!(error.to_string().contains("rows by number"), "{error}");
    }

    #[test]
    fn numbers_that_follow_one_another_fill_every_place() {
        let mut table = Table::default();
        for number in 1_000_000..1_000_064 {
            table.insert(item(number), number);
        }
        assert_eq!((table.places.len(), table.apart.len()), (64, 0));
        for number in 1_000_000..1_001_000 {
            assert_eq!(table.remove(item(number)), Some(number));
            table.insert(item(number + 64), number + 64);
        }
        assert_eq!((table.places.len(), table.apart.len()), (64, 0));
        table.insert(item(0), 0);
        assert_eq!(table.places.len(), 128, "the next one finds more");
    }

    #[test]
    fn numbers_that_meet_stand_apart() {
        let mut table = Table::default();
        for number in 0..20 {
            table.insert(item(number << 10), number);
        }
        assert_eq!((table.places.len(), table.apart.len()), (64, 19));
        for number in 0..20 {
            assert_eq!(table.get(item(number << 10)), Some(&number));
        }
    }

    proptest! {
        #[test]
        fn it_is_a_map_however_numbers_meet(steps in prop::collection::vec((0..4_u8, 0..40_u32), 0..200)) {
            let mut table = Table::default();
            let mut map = BTreeMap::new();
            let mut most = 1;
            for (step, (what, number)) in (0_u32..).zip(steps) {
                // Numbers in a row, and some that share a place with others.
                let key = item(number % 20 + number / 20 * 64);
                match what {
                    0 => prop_assert_eq!(table.remove(key), map.remove(&key)),
                    1 => *table.get_or_insert_with(key, || step) += 1,
                    _ => table.insert(key, step),
                }
                match what {
                    0 => {}
                    1 => *map.entry(key).or_insert(step) += 1,
                    _ => drop(map.insert(key, step)),
                }
                prop_assert_eq!(table.get(key), map.get(&key));
                prop_assert_eq!(table.get_mut(key), map.get_mut(&key));
                prop_assert_eq!(table.len(), map.len());
                prop_assert!(table.sorted().eq(map.iter().map(|(&key, value)| (key, value))));
                most = most.max(map.len());
                prop_assert!(table.places.len() <= most * 4, "it is not empty for the most part");
            }
            for row in table.values_mut() {
                *row += 1;
            }
            let more = map.iter().map(|(&key, value)| (key, value + 1));
            prop_assert!(more.eq(table.sorted().map(|(key, &value)| (key, value))));
        }
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
