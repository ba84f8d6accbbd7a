//! One file: what programs see of it, and what the disk has of it.

use std::sync::Arc;

use crate::locks::Locks;
use crate::vfs::Region;

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// A step of splitmix64.
pub(crate) fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Something written and not yet synced.
enum Unsynced {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

/// A file of the disk.
#[derive(Default)]
pub(crate) struct File {
    /// What programs read.
    pub(crate) now: Vec<u8>,
    /// What the disk surely has; `None` while not even the name is synced.
    durable: Option<Vec<u8>>,
    unsynced: Vec<Unsynced>,
    pub(crate) locks: Locks,
    pub(crate) shared: Vec<Arc<Region>>,
    /// Handles that have mapped the shared memory.
    pub(crate) mapped: std::collections::BTreeSet<u64>,
}

impl File {
    pub(crate) fn synced(bytes: Vec<u8>) -> Self {
        Self {
            durable: Some(bytes.clone()),
            now: bytes,
            ..Self::default()
        }
    }

    pub(crate) fn durable(&self) -> Option<&Vec<u8>> {
        self.durable.as_ref()
    }

    pub(crate) fn write(&mut self, at: usize, bytes: &[u8]) {
        put(&mut self.now, at, bytes);
        self.unsynced.push(Unsynced::Write(at, bytes.to_vec()));
    }

    pub(crate) fn truncate(&mut self, len: usize) {
        if len < self.now.len() {
            self.now.truncate(len);
            self.unsynced.push(Unsynced::Truncate(len));
        }
    }

    pub(crate) fn sync(&mut self) {
        let durable = self.durable.get_or_insert_default();
        for step in self.unsynced.drain(..) {
            match step {
                Unsynced::Write(at, bytes) => put(durable, at, &bytes),
                Unsynced::Truncate(len) => durable.truncate(len),
            }
        }
    }

    /// A sync that failed: the system believes some of it clean now, and will never write it.
    pub(crate) fn sync_failed(&mut self, chance: &mut u64) {
        self.unsynced.retain(|_| random(chance) & 1 == 0);
    }

    /// What is left after a cut; `None` when the file never was there.
    pub(crate) fn cut(&mut self, chance: &mut u64) -> Option<Vec<u8>> {
        let mut left = match self.durable.take() {
            Some(durable) => durable,
            None if random(chance) & 1 == 0 => return None,
            None => Vec::new(),
        };
        let style = random(chance) % 4;
        let stop = random(chance) as usize % (self.unsynced.len() + 1);
        for (index, step) in self.unsynced.drain(..).enumerate() {
            match step {
                Unsynced::Truncate(len) => {
                    if match style {
                        0 => false,
                        1 => true,
                        2 => index < stop,
                        _ => random(chance) & 1 == 0,
                    } {
                        left.truncate(len);
                    }
                }
                Unsynced::Write(at, bytes) => match style {
                    0 => {}
                    1 => put(&mut left, at, &bytes),
                    2 if index < stop => put(&mut left, at, &bytes),
                    2 if index == stop => {
                        let torn = random(chance) as usize % (bytes.len() + 1);
                        put(&mut left, at, &bytes[..torn]);
                    }
                    2 => {}
                    _ => each_sector(&mut left, at, &bytes, chance),
                },
            }
        }
        Some(left)
    }

    pub(crate) fn flip(&mut self, byte: usize, bit: u8) {
        for bytes in [Some(&mut self.now), self.durable.as_mut()]
            .into_iter()
            .flatten()
        {
            if let Some(byte) = bytes.get_mut(byte) {
                *byte ^= 1 << (bit % 8);
            }
        }
    }
}

/// Each sector is kept, lost, or torn in the middle.
fn each_sector(left: &mut Vec<u8>, at: usize, bytes: &[u8], chance: &mut u64) {
    let mut done = 0;
    while done < bytes.len() {
        let end = ((at + done) / SECTOR + 1) * SECTOR - at;
        let piece = &bytes[done..end.min(bytes.len())];
        match random(chance) % 5 {
            0 | 1 => put(left, at + done, piece),
            2 | 3 => {}
            _ => {
                let torn = random(chance) as usize % (piece.len() + 1);
                put(left, at + done, &piece[..torn]);
            }
        }
        done += piece.len();
    }
}

fn put(into: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    if bytes.is_empty() {
        return;
    }
    if into.len() < at + bytes.len() {
        into.resize(at + bytes.len(), 0);
    }
    into[at..at + bytes.len()].copy_from_slice(bytes);
}
