//! The rows that a draft touched, laid over those of its shop.

use crate::index::Index;
use crate::table::Key;
use alloc::vec::Vec;

/// Rows that differ from the shop's; `None` where a row is gone. Most decisions touch one row of a kind: it stands in
/// place, without allocation.
pub(super) struct Overlay<K, V> {
    first: Option<(K, Option<V>)>,
    rest: Rest<K, V>,
}

/// Rows in the order in which they were touched, and where each is.
struct Rest<K, V> {
    rows: Vec<(K, Option<V>)>,
    index: Index,
}

impl<K, V> Default for Overlay<K, V> {
    #[inline(always)]
    fn default() -> Self {
        Self {
            first: None,
            rest: Rest {
                rows: Vec::new(),
                index: Index::default(),
            },
        }
    }
}

impl<K: Key, V> Overlay<K, V> {
    /// The row as it is laid; the shop's, where this key was not touched.
    #[inline(always)]
    pub(super) fn get<'a>(&'a self, key: K, base: impl FnOnce() -> Option<&'a V>) -> Option<&'a V> {
        self.laid(key).unwrap_or_else(base)
    }

    /// The row as it is laid; `None` where this key was not touched.
    #[inline(always)]
    pub(super) fn laid(&self, key: K) -> Option<Option<&V>> {
        match &self.first {
            Some((first, row)) if *first == key => Some(row.as_ref()),
            _ => self
                .rest
                .find(key)
                .map(|row| self.rest.rows[row].1.as_ref()),
        }
    }

    /// The row to be changed, copied from the shop at the first touch.
    #[inline]
    pub(super) fn lay(&mut self, key: K, base: impl FnOnce() -> Option<V>) -> &mut Option<V> {
        if self.first.is_none() {
            self.first = Some((key, base()));
            return self.first.as_mut().map(|(_, row)| row).expect("just set");
        }
        match &mut self.first {
            Some((first, row)) if *first == key => row,
            _ => self.rest.lay(key, base),
        }
    }

    /// The row is this one now, or gone.
    pub(super) fn set(&mut self, key: K, row: Option<V>) {
        *self.lay(key, || None) = row;
    }

    /// Keys in the order in which they were touched.
    pub(super) fn keys(&self) -> impl Iterator<Item = K> {
        let first = self.first.iter().map(|(key, _)| *key);
        first.chain(self.rest.rows.iter().map(|(key, _)| *key))
    }
}

impl<K: Key, V> Rest<K, V> {
    fn find(&self, key: K) -> Option<usize> {
        let is_it = |row: usize| (self.rows[row].0 == key).then_some(row);
        self.index.find(key.hash(), is_it)
    }

    fn lay(&mut self, key: K, base: impl FnOnce() -> Option<V>) -> &mut Option<V> {
        let row = self.find(key).unwrap_or_else(|| {
            self.rows.push((key, base()));
            self.index.insert(key.hash(), self.rows.len() - 1);
            self.rows.len() - 1
        });
        &mut self.rows[row].1
    }
}
