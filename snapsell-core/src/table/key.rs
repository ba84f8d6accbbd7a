//! What a row is known by, and where it is looked for.

use crate::code::{Code, Size};
use crate::ids::{CustomerId, HoldId, ItemId, OrderNumber};
use crate::index::{mix, spread};
use core::fmt::Debug;

/// What a row is known by.
pub(crate) trait Key: Copy + Ord + Debug {
    fn hash(self) -> u32;
}

/// A key that is counted.
pub(crate) trait Counted: Key {
    fn number(self) -> u32;
}

macro_rules! counted {
    ($($id:ty),*) => {
        $(impl Key for $id {
            fn hash(self) -> u32 {
                spread(self.get())
            }
        }

        impl Counted for $id {
            fn number(self) -> u32 {
                self.get()
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

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

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
}
