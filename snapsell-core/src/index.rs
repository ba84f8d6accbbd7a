//! Where rows are, by a hash of their key: one look into a flat table, whatever its size.
//!
//! It keeps no keys: the caller says whether a row is the one she means. Nothing here has an order that can be seen.

use alloc::vec::Vec;

/// Slots at first.
const SLOTS_MIN: usize = 8;
/// The row of a slot that is not in use.
const VACANT: u32 = u32::MAX;

/// Open addressing with linear probing, at most half full; whoever was pushed less far gives way (Robin Hood hashing),
/// and what is removed closes its gap at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// As many as a power of two; none before the first row.
    slots: Vec<Slot>,
    used: usize,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    row: u32,
}

/// Spreads numbers that follow one another over the whole range.
pub(crate) const fn spread(number: u32) -> u32 {
    number.wrapping_mul(0x9E37_79B9)
}

/// A hash of a number that may be chosen by others.
pub(crate) const fn mix(number: u128) -> u32 {
    let folded = (number as u64) ^ ((number >> 64) as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    let mixed = (folded ^ (folded >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 32) as u32
}

impl Index {
    pub(crate) fn len(&self) -> usize {
        self.used
    }

    /// What `look` makes of the row with this hash that it knows.
    #[inline]
    pub(crate) fn find<T>(&self, hash: u32, look: impl Fn(usize) -> Option<T>) -> Option<T> {
        let mut at = self.home(hash);
        loop {
            let slot = self.slots.get(at)?;
            if slot.row == VACANT {
                return None;
            }
            if slot.hash == hash
                && let Some(found) = look(slot.row as usize)
            {
                return Some(found);
            }
            at = self.after(at);
        }
    }

    /// Adds a row that is not there yet.
    pub(crate) fn insert(&mut self, hash: u32, row: usize) {
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        let row = u32::try_from(row).expect("a table has fewer than 2^32 rows");
        self.used += 1;
        self.place(Slot { hash, row });
    }

    /// Removes a row, which must be there.
    pub(crate) fn remove(&mut self, hash: u32, row: usize) {
        let mut gap = self.home(hash);
        while self.slots[gap].row as usize != row {
            assert!(self.slots[gap].row != VACANT, "only known rows are removed");
            gap = self.after(gap);
        }
        self.used -= 1;
        // Whoever was pushed past the gap moves up, so that no search stops before it.
        loop {
            let next = self.after(gap);
            if self.slots[next].row == VACANT || self.pushed(next) == 0 {
                break;
            }
            self.slots[gap] = self.slots[next];
            gap = next;
        }
        self.slots[gap].row = VACANT;
    }

    fn grow(&mut self) {
        let vacant = Slot {
            hash: 0,
            row: VACANT,
        };
        let wider = alloc::vec![vacant; (self.slots.len() * 2).max(SLOTS_MIN)];
        for slot in core::mem::replace(&mut self.slots, wider) {
            if slot.row != VACANT {
                self.place(slot);
            }
        }
    }

    fn place(&mut self, mut slot: Slot) {
        let (mut at, mut pushed) = (self.home(slot.hash), 0);
        while self.slots[at].row != VACANT {
            // Whoever was pushed further stays: so a row in its home has none behind it that could move up.
            let other = self.pushed(at);
            if other < pushed {
                core::mem::swap(&mut self.slots[at], &mut slot);
                pushed = other;
            }
            at = self.after(at);
            pushed += 1;
        }
        self.slots[at] = slot;
    }

    /// How far the row in this slot is behind its home.
    fn pushed(&self, at: usize) -> usize {
        at.wrapping_sub(self.home(self.slots[at].hash)) & (self.slots.len() - 1)
    }

    /// Where the search for a hash begins: as far into the slots as the hash is into its range.
    #[inline]
    fn home(&self, hash: u32) -> usize {
        ((u64::from(hash) * self.slots.len() as u64) >> 32) as usize
    }

    #[inline]
    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeMap;
    use proptest::prelude::*;

    /// How many searches begin at the same place, at most, when as many rows as places are there.
    fn crowd(hashes: impl Iterator<Item = u32>) -> usize {
        let mut places = BTreeMap::new();
        for hash in hashes {
            *places.entry(hash >> 20).or_insert(0_usize) += 1;
        }
        places.into_values().max().unwrap_or_default()
    }

    #[test]
    fn numbers_that_are_alike_are_looked_for_in_different_places() {
        assert!(crowd((0..4_096).map(spread)) <= 2);
        let grid = |one: u32, other: u32| {
            let pairs = (0..64_u128).flat_map(|a| (0..64_u128).map(move |b| (a, b)));
            crowd(pairs.map(move |(a, b)| mix(a << one | b << other)))
        };
        for (one, other) in [(0, 6), (0, 32), (0, 64), (32, 64), (32, 96), (64, 96)] {
            assert!(
                grid(one, other) <= 16,
                "{one} {other}: {}",
                grid(one, other)
            );
        }
    }

    #[test]
    fn a_search_ends_near_where_it_begins() {
        let mut index = Index::default();
        for number in 0..4_096 {
            index.insert(spread(number), number as usize);
        }
        let taken = (0..index.slots.len()).filter(|&at| index.slots[at].row != VACANT);
        let pushed: usize = taken.map(|at| index.pushed(at)).sum();
        assert!(pushed < 4 * 4_096, "{pushed}");
    }

    proptest! {
        #[test]
        fn what_is_in_it_is_found_and_nothing_else(steps in prop::collection::vec((any::<bool>(), 0_u32..40), 0..400)) {
            let mut index = Index::default();
            let mut rows: BTreeMap<u32, usize> = BTreeMap::new();
            // Few hashes, so that rows push one another past the end and round again.
            let hash = |key: u32| mix((key % 12).into()) | 0xC000_0000;
            for (add, key) in steps {
                match rows.get(&key) {
                    None if add => {
                        index.insert(hash(key), key as usize);
                        rows.insert(key, key as usize);
                    }
                    Some(&row) if !add => {
                        index.remove(hash(key), row);
                        rows.remove(&key);
                    }
                    None | Some(_) => {}
                }
                prop_assert_eq!(index.used, rows.len());
                prop_assert!(index.used * 2 <= index.slots.len(), "a search is short");
                for key in 0..40 {
                    let found = index.find(hash(key), |row| (row == key as usize).then_some(row));
                    prop_assert_eq!(found, rows.get(&key).copied());
                }
            }
        }
    }
}
