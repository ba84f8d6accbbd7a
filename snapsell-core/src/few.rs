//! A list that is nearly always short: the first few stand in place, without allocation.

use crate::like_slice::like_slice;
use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};

/// A list of small values, of which `N` (at most 255) need no memory of their own. Used as a slice.
#[derive(Clone)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Deserialize),
    serde(
        from = "Vec<T>",
        bound(deserialize = "T: Copy + Default + serde::Deserialize<'de>")
    )
)]
pub(crate) enum Few<T, const N: usize> {
    InPlace { len: u8, items: [T; N] },
    Apart(Vec<T>),
}

impl<T: Copy + Default, const N: usize> Few<T, N> {
    #[inline]
    pub(crate) fn push(&mut self, item: T) {
        match self {
            Self::InPlace { len, items } if usize::from(*len) < N => {
                items[usize::from(*len)] = item;
                *len += 1;
            }
            Self::InPlace { .. } | Self::Apart(_) => self.push_apart(item),
        }
    }

    #[cold]
    fn push_apart(&mut self, item: T) {
        match self {
            Self::InPlace { items, .. } => {
                let mut apart = Vec::with_capacity(N * 2);
                apart.extend_from_slice(items);
                apart.push(item);
                *self = Self::Apart(apart);
            }
            Self::Apart(items) => items.push(item),
        }
    }

    /// Takes one away; the last takes its place.
    pub(crate) fn swap_remove(&mut self, index: usize) {
        let last = self.len() - 1;
        self.swap(index, last);
        match self {
            Self::InPlace { len, .. } => *len -= 1,
            Self::Apart(items) => items.truncate(last),
        }
    }

    /// Keeps what is wanted, in its order.
    #[inline]
    pub(crate) fn retain(&mut self, mut wanted: impl FnMut(&T) -> bool) {
        match self {
            Self::InPlace { len, items } => {
                let mut kept = 0;
                for at in 0..usize::from(*len) {
                    if wanted(&items[at]) {
                        items[kept] = items[at];
                        kept += 1;
                    }
                }
                *len = kept as u8;
            }
            Self::Apart(items) => items.retain(wanted),
        }
    }
}

impl<T: Copy + Default, const N: usize> Default for Few<T, N> {
    fn default() -> Self {
        Self::InPlace {
            len: 0,
            items: [T::default(); N],
        }
    }
}

impl<T, const N: usize> Deref for Few<T, N> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match self {
            Self::InPlace { len, items } => &items[..usize::from(*len)],
            Self::Apart(items) => items,
        }
    }
}

impl<T, const N: usize> DerefMut for Few<T, N> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::InPlace { len, items } => &mut items[..usize::from(*len)],
            Self::Apart(items) => items,
        }
    }
}

impl<T: Copy + Default, const N: usize> From<Vec<T>> for Few<T, N> {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Copy + Default, const N: usize> FromIterator<T> for Few<T, N> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut few = Self::default();
        items.into_iter().for_each(|item| few.push(item));
        few
    }
}

impl<T: Ord, const N: usize> PartialOrd for Few<T, N> {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Ord, const N: usize> Ord for Few<T, N> {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        (**self).cmp(&**other)
    }
}

like_slice!(Few<T, const N: usize>);

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use core::hash::{Hash, Hasher};
    use proptest::prelude::*;
    use std::hash::DefaultHasher;

    proptest! {
        #[test]
        fn it_is_a_list_however_long(steps in prop::collection::vec((any::<bool>(), 0_u8..10), 0..40)) {
            let mut few: Few<u8, 3> = Few::default();
            let mut list = Vec::new();
            for (push, item) in steps {
                if push {
                    few.push(item);
                    list.push(item);
                } else {
                    few.retain(|&other| other != item);
                    list.retain(|&other| other != item);
                }
                prop_assert_eq!(&*few, list.as_slice());
                prop_assert_eq!(&few, &list.iter().copied().collect());
            }
        }
    }

    #[test]
    fn the_first_item_that_differs_tells_which_comes_first() {
        let few = |items: &[u8]| items.iter().copied().collect::<Few<u8, 3>>();
        assert!(few(&[1, 2]) < few(&[2]) && few(&[2]) > few(&[1, 2, 3, 4]));
    }

    #[test]
    fn two_are_the_same_when_their_items_are() {
        let hash = |few: &Few<u8, 3>| {
            let mut hasher = DefaultHasher::new();
            few.hash(&mut hasher);
            hasher.finish()
        };
        let few = |items: &[u8]| items.iter().copied().collect::<Few<u8, 3>>();
        let lists: [&[u8]; 4] = [&[], &[1, 2], &[2, 1], &[1, 2, 3, 4]];
        for one in lists {
            let saved = serde_json::to_string(&few(one)).unwrap();
            let again: Few<u8, 3> = serde_json::from_str(&saved).unwrap();
            assert_eq!((&*again, hash(&again)), (one, hash(&few(one))));
            for other in lists.into_iter().filter(|&other| other != one) {
                assert_ne!(few(one), few(other));
                assert_ne!(hash(&few(one)), hash(&few(other)));
            }
        }
    }
}
