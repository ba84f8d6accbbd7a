//! A list that mostly has one entry, which then needs no memory of its own.

use crate::like_slice::like_slice;
use alloc::vec::Vec;
use core::mem;
use core::ops::{Deref, DerefMut};

/// A list, used as a slice. What a decision says is mostly one thing: it stands in place, and only more of them are
/// kept apart.
///
/// ```
/// use snapsell_core::List;
/// let mut list = List::from([1]);
/// list.push(2);
/// assert_eq!(list, [1, 2]);
/// assert_eq!(list.iter().sum::<i32>(), 3);
/// ```
#[derive(Clone)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(from = "Vec<T>"))]
pub struct List<T>(Kept<T>);

#[derive(Clone)]
enum Kept<T> {
    None,
    One(T),
    Apart(Vec<T>),
}

impl<T> List<T> {
    /// An empty list.
    #[must_use]
    pub const fn new() -> Self {
        Self(Kept::None)
    }

    /// Adds an entry at the end.
    #[inline]
    pub fn push(&mut self, entry: T) {
        match self.0 {
            // Nothing is there to be dropped, so nothing has to be looked at: this is how nearly all lists end.
            Kept::None => mem::forget(mem::replace(&mut self.0, Kept::One(entry))),
            Kept::One(_) | Kept::Apart(_) => {
                let before = mem::replace(&mut self.0, Kept::One(entry));
                self.put_before(Self(before));
            }
        }
    }

    /// Gives each entry away, in order.
    #[inline]
    pub fn for_each(self, take: impl FnMut(T)) {
        match self.0 {
            Kept::None => {}
            Kept::One(entry) => core::iter::once(entry).for_each(take),
            Kept::Apart(list) => list.into_iter().for_each(take),
        }
    }

    #[cold]
    fn put_before(&mut self, before: Self) {
        let mut list = match before.0 {
            Kept::Apart(list) => list,
            first @ (Kept::None | Kept::One(_)) => {
                let mut list = Vec::with_capacity(4);
                list.extend(Self(first));
                list
            }
        };
        list.extend(mem::take(self));
        self.0 = Kept::Apart(list);
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.0 {
            Kept::None => &[],
            Kept::One(entry) => core::slice::from_ref(entry),
            Kept::Apart(list) => list,
        }
    }
}

impl<T> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match &mut self.0 {
            Kept::None => &mut [],
            Kept::One(entry) => core::slice::from_mut(entry),
            Kept::Apart(list) => list,
        }
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        let mut list = Self::new();
        entries.into_iter().for_each(|entry| list.push(entry));
        list
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(list: Vec<T>) -> Self {
        Self(Kept::Apart(list))
    }
}

impl<T, const N: usize> From<[T; N]> for List<T> {
    fn from(entries: [T; N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<T> From<List<T>> for Vec<T> {
    fn from(list: List<T>) -> Self {
        match list.0 {
            Kept::None => Self::new(),
            Kept::One(entry) => Self::from([entry]),
            Kept::Apart(list) => list,
        }
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = core::iter::Chain<core::option::IntoIter<T>, alloc::vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let (one, apart) = match self.0 {
            Kept::None => (None, Vec::new()),
            Kept::One(entry) => (Some(entry), Vec::new()),
            Kept::Apart(list) => (None, list),
        };
        one.into_iter().chain(apart)
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq<Vec<T>> for List<T> {
    fn eq(&self, other: &Vec<T>) -> bool {
        **self == **other
    }
}

impl<T: PartialEq, const N: usize> PartialEq<[T; N]> for List<T> {
    fn eq(&self, other: &[T; N]) -> bool {
        **self == *other
    }
}

like_slice!(List<T>);

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
        fn it_is_a_list_however_long(entries in prop::collection::vec(any::<u8>(), 0..5)) {
            let mut list = List::default();
            for (count, &entry) in entries.iter().enumerate() {
                prop_assert_eq!(&*list, &entries[..count]);
                list.push(entry);
            }
            prop_assert_eq!(&list, &entries);
            prop_assert_eq!(&list, &List::from(entries.clone()));
            prop_assert!((&list).into_iter().eq(&entries));
            prop_assert!(list.clone().into_iter().eq(entries.iter().copied()));
            prop_assert_eq!(&Vec::from(list.clone()), &entries);
            prop_assert_eq!(format!("{list:?}"), format!("{entries:?}"));
            prop_assert_eq!(hash_of(&list), hash_of(&entries));
            let saved = serde_json::to_string(&list).unwrap();
            prop_assert_eq!(&saved, &serde_json::to_string(&entries).unwrap());
            prop_assert_eq!(&serde_json::from_str::<List<u8>>(&saved).unwrap(), &list);
            for entry in list.iter_mut() {
                *entry = entry.wrapping_add(1);
            }
            prop_assert_eq!(list == entries, entries.is_empty());
        }
    }

    #[test]
    fn one_entry_needs_no_memory_of_its_own() {
        let list = List::from([7]);
        assert!(matches!(list.0, Kept::One(7)));
        assert_eq!(list, [7]);
        assert_ne!(list, [7, 7]);
        assert_ne!(list, List::from([8]));
        assert_ne!(list, Vec::from([8]));
    }
}
