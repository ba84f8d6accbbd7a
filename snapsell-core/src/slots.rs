//! Units by number: which units of an item are free, and which ones a hold has.

use crate::few::Few;
use crate::limits::STOCK_MAX;
use crate::rare::Rare;

/// Units of a hold or a line that need no memory of their own.
const UNITS_IN_PLACE: usize = 6;

/// The units that a hold or an order line has: distinct numbers, ascending.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Slots(Few<u16, UNITS_IN_PLACE>);

impl Slots {
    /// How many units.
    #[must_use]
    #[inline]
    pub fn len(&self) -> u32 {
        u32::try_from(self.0.len()).expect("a hold has fewer units than STOCK_MAX")
    }

    /// Whether there are none.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The unit numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        self.0.iter().copied()
    }

    /// Adds the units of a word, lowest first, until there are `most`.
    #[inline]
    fn fill(&mut self, from: u16, mut word: u64, most: u32) {
        while word != 0 && self.len() < most {
            self.0.push(from + word.trailing_zeros() as u16);
            word &= word - 1;
        }
    }

    /// Adds units that are not here yet.
    pub(crate) fn extend(&mut self, more: &Self) {
        more.iter().for_each(|slot| self.0.push(slot));
        self.0.sort_unstable();
        assert!(
            self.0.windows(2).all(|pair| pair[0] < pair[1]),
            "a unit is never held twice"
        );
    }

    /// Takes these units away; all must be here.
    pub(crate) fn remove(&mut self, gone: &Self) {
        let before = self.0.len();
        self.0.retain(|slot| !gone.0.contains(slot));
        assert_eq!(
            before - gone.0.len(),
            self.0.len(),
            "only held units can be given back"
        );
    }

    /// The `count` highest of these units.
    pub(crate) fn highest(&self, count: u32) -> Self {
        let skip = self.0.len().saturating_sub(count as usize);
        Self(self.0[skip..].iter().copied().collect())
    }
}

/// The free units of an item: a bit for each, the first 64 without allocation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct FreeSlots {
    first: u64,
    rest: Rare<u64>,
}

impl FreeSlots {
    /// How many units are free.
    pub(crate) fn len(&self) -> u32 {
        self.first.count_ones() + self.rest.iter().map(|word| word.count_ones()).sum::<u32>()
    }

    /// Whether no unit is free.
    pub(crate) fn is_empty(&self) -> bool {
        self.first == 0 && self.rest.iter().all(|&word| word == 0)
    }

    /// The `count` lowest free units, or all when there are fewer.
    #[inline]
    pub(crate) fn lowest(&self, count: u32) -> Slots {
        let mut found = Slots::default();
        found.fill(0, self.first, count);
        for (index, &word) in (1..).zip(self.rest.iter()) {
            found.fill(index * 64, word, count);
        }
        found
    }

    /// The `count` highest free units, or all when there are fewer.
    pub(crate) fn highest(&self, count: u32) -> Slots {
        self.lowest(STOCK_MAX).highest(count)
    }

    /// Takes free units; each must be free.
    #[inline]
    pub(crate) fn take(&mut self, slots: &Slots) {
        for slot in slots.iter() {
            let (word, bit) = self.word(slot);
            assert!(*word & bit != 0, "a unit is given only when it is free");
            *word &= !bit;
        }
    }

    /// Gives units back; none may be free already.
    #[inline]
    pub(crate) fn give_back(&mut self, slots: &Slots) {
        for slot in slots.iter() {
            let (word, bit) = self.word(slot);
            assert!(*word & bit == 0, "a unit comes back only once");
            *word |= bit;
        }
    }

    /// Adds the units `from..from + count`.
    pub(crate) fn add(&mut self, from: u16, count: u32) {
        let end = u32::from(from) + count;
        let range = (from..u16::try_from(end).expect("units are numbered below 65,536")).collect();
        self.give_back(&Slots(range));
    }

    #[inline]
    fn word(&mut self, slot: u16) -> (&mut u64, u64) {
        let bit = 1 << (slot % 64);
        let word = match usize::from(slot / 64).checked_sub(1) {
            None => &mut self.first,
            Some(index) => self.rest_word(index),
        };
        (word, bit)
    }

    #[cold]
    fn rest_word(&mut self, index: usize) -> &mut u64 {
        if self.rest.len() <= index {
            self.rest.list().resize(index + 1, 0);
        }
        &mut self.rest[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_no_units_are_empty() {
        let mut free = FreeSlots::default();
        free.add(0, 2);
        assert!(free.lowest(0).is_empty());
        assert!(!free.lowest(1).is_empty());
    }

    #[test]
    fn units_beyond_the_first_word_are_counted_taken_and_given_back() {
        let mut free = FreeSlots::default();
        free.add(0, 200);
        assert_eq!(free.len(), 200);
        let taken = free.lowest(130);
        free.take(&taken);
        assert_eq!((free.len(), free.is_empty()), (70, false));
        let others = free.lowest(70);
        free.take(&others);
        assert!(free.is_empty());
        free.give_back(&others);
        assert_eq!(free.lowest(1).iter().next(), Some(130));
        free.give_back(&taken);
        assert_eq!(free.highest(1).iter().next(), Some(199));
        assert_eq!(free.len(), 200);
    }
}
