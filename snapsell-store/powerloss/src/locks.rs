//! Locks of one file: the four levels of SQLite's files, and the eight places of its shared memory.

use std::collections::BTreeSet;

use rusqlite::ffi;

/// Who holds what of one file. Holders are numbers of open handles.
#[derive(Debug, Default)]
pub(crate) struct Locks {
    shared: BTreeSet<u64>,
    reserved: Option<u64>,
    pending: Option<u64>,
    exclusive: Option<u64>,
    places: [Place; 8],
}

#[derive(Debug, Default)]
struct Place {
    shared: BTreeSet<u64>,
    exclusive: Option<u64>,
}

fn free(holder: Option<u64>, who: u64) -> bool {
    holder.is_none_or(|holder| holder == who)
}

impl Locks {
    /// Raises a handle's lock; false when another's is in the way.
    pub(crate) fn lock(&mut self, who: u64, level: i32) -> bool {
        match level {
            ffi::SQLITE_LOCK_SHARED => {
                let may = free(self.pending, who) && free(self.exclusive, who);
                if may {
                    self.shared.insert(who);
                }
                may
            }
            ffi::SQLITE_LOCK_RESERVED => {
                let may = free(self.reserved, who) && free(self.exclusive, who);
                if may {
                    self.reserved = Some(who);
                }
                may
            }
            _ => {
                if !free(self.pending, who)
                    || !free(self.exclusive, who)
                    || !free(self.reserved, who)
                {
                    return false;
                }
                self.pending = Some(who);
                let alone = self.shared.iter().all(|&holder| holder == who);
                if alone && level == ffi::SQLITE_LOCK_EXCLUSIVE {
                    self.exclusive = Some(who);
                }
                alone || level == ffi::SQLITE_LOCK_PENDING
            }
        }
    }

    /// Lowers a handle's lock to shared, or to none.
    pub(crate) fn unlock(&mut self, who: u64, level: i32) {
        for holder in [&mut self.reserved, &mut self.pending, &mut self.exclusive] {
            if *holder == Some(who) {
                *holder = None;
            }
        }
        if level == ffi::SQLITE_LOCK_NONE {
            self.shared.remove(&who);
        }
    }

    pub(crate) fn is_reserved(&self) -> bool {
        self.reserved.is_some() || self.pending.is_some() || self.exclusive.is_some()
    }

    /// Takes or gives back places of the shared memory; false when another's lock is in the way.
    pub(crate) fn shm(&mut self, who: u64, first: usize, count: usize, flags: i32) -> bool {
        let Some(places) = self.places.get_mut(first..first + count) else {
            return false;
        };
        if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
            for place in places {
                place.release(who);
            }
            return true;
        }
        let exclusive = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
        let may = places.iter().all(|place| {
            free(place.exclusive, who)
                && (!exclusive || place.shared.iter().all(|&holder| holder == who))
        });
        if may {
            for place in places {
                if exclusive {
                    place.exclusive = Some(who);
                } else {
                    place.shared.insert(who);
                }
            }
        }
        may
    }

    /// Gives back everything of the handles of one node.
    pub(crate) fn release_node(&mut self, node: u32) {
        let mut held: BTreeSet<u64> = self.shared.clone();
        held.extend(
            [self.reserved, self.pending, self.exclusive]
                .into_iter()
                .flatten(),
        );
        for place in &self.places {
            held.extend(place.shared.iter().chain(&place.exclusive));
        }
        for who in held.into_iter().filter(|who| who >> 40 == u64::from(node)) {
            self.release(who);
        }
    }

    /// Gives back everything of one handle.
    pub(crate) fn release(&mut self, who: u64) {
        self.unlock(who, ffi::SQLITE_LOCK_NONE);
        for place in &mut self.places {
            place.release(who);
        }
    }
}

impl Place {
    fn release(&mut self, who: u64) {
        self.shared.remove(&who);
        if self.exclusive == Some(who) {
            self.exclusive = None;
        }
    }
}
