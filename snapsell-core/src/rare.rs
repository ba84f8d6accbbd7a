//! A list that is nearly always empty, and then no longer than one word.

use crate::like_slice::like_slice;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};

/// A list in a row of which there are many, most of them without it. Used as a slice.
#[derive(Clone)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(from = "Vec<T>"))]
#[expect(
    clippy::box_collection,
    reason = "what stays small is the row, not the list"
)]
pub(crate) struct Rare<T>(Option<Box<Vec<T>>>);

impl<T> Rare<T> {
    /// The list, to add or to take away.
    pub(crate) fn list(&mut self) -> &mut Vec<T> {
        self.0.get_or_insert_default()
    }

    pub(crate) fn clear(&mut self) {
        self.0 = None;
    }
}

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> From<Vec<T>> for Rare<T> {
    fn from(list: Vec<T>) -> Self {
        Self((!list.is_empty()).then(|| Box::new(list)))
    }
}

impl<T> Deref for Rare<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl<T> DerefMut for Rare<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        self.0.as_deref_mut().map_or(&mut [], Vec::as_mut_slice)
    }
}

like_slice!(Rare<T>);

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use alloc::format;
    use core::hash::{Hash, Hasher};
    use proptest::prelude::*;
    use std::hash::DefaultHasher;

    fn hash_of(list: &impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        list.hash(&mut hasher);
        hasher.finish()
    }

    proptest! {
        #[test]
        fn it_is_a_list_however_long(steps in prop::collection::vec(0..5_u8, 0..12)) {
            let mut rare = Rare::default();
            let mut list = Vec::new();
            for step in steps {
                match step {
                    0 => {
                        rare.clear();
                        list.clear();
                    }
                    1 => {
                        rare.list().pop();
                        list.pop();
                    }
                    _ => {
                        rare.list().push(step);
                        list.push(step);
                    }
                }
                prop_assert_eq!(&*rare, &*list);
                prop_assert_eq!(&rare, &Rare::from(list.clone()));
                prop_assert_eq!(format!("{rare:?}"), format!("{list:?}"));
                prop_assert_eq!(hash_of(&rare), hash_of(&list));
                let saved = serde_json::to_string(&rare).unwrap();
                prop_assert_eq!(&saved, &serde_json::to_string(&list).unwrap());
                prop_assert_eq!(&serde_json::from_str::<Rare<u8>>(&saved).unwrap(), &rare);
                rare.iter_mut().chain(&mut list).for_each(|entry| *entry += 1);
            }
        }
    }

    #[test]
    fn an_empty_one_is_one_word() {
        assert_eq!(size_of::<Rare<u64>>(), size_of::<usize>());
        assert!(Rare::<u8>::from(Vec::new()).0.is_none());
        assert_ne!(Rare::from(Vec::from([1])), Rare::default());
    }
}
