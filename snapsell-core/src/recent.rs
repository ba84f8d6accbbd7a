//! The commands carried out lately, so that a repeated delivery is recognised.

use crate::ids::CommandId;
use crate::index::{Index, mix};
use crate::limits::RECENT_COMMANDS_MAX;
use alloc::collections::VecDeque;
use alloc::vec::Vec;

/// Places of a bucket: as many as fit a line of the processor's cache.
const PLACES: usize = 15;
/// Commands for each bucket, so that nearly all find a place in theirs.
const CROWD: usize = 8;
/// In a place stand these bits of the hash, and above them the lowest ones of the number.
const HASH_BITS: u32 = 12;
/// How many are known, as numbers are counted.
const MOST: u32 = RECENT_COMMANDS_MAX as u32;
/// The number of the first command; an empty place has zero, which is then long over.
const FIRST: u32 = MOST * 2;

const _: () = assert!(RECENT_COMMANDS_MAX.is_power_of_two() && RECENT_COMMANDS_MAX < 1 << 30);
const _: () = assert!(FIRST < 1 << (u32::BITS - HASH_BITS));

/// A ring of ids, and where each is in it.
///
/// Nothing is taken out when it is over: its place is written over by another. So a new command touches one line of
/// memory, however many are known.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Deserialize),
    serde(from = "VecDeque<CommandId>")
)]
pub(crate) struct Recent {
    /// The command with a number stands at this number modulo the bound.
    ring: Vec<CommandId>,
    /// The number of the next command; it may wrap.
    next: u32,
    /// As many as a power of two; none before the first command.
    buckets: Vec<Bucket>,
    /// Those whose bucket was full, oldest first; and where in the ring, by hash.
    apart: VecDeque<Apart>,
    apart_index: Index,
}

/// Commands whose hashes are near, one in each place.
#[derive(Clone, Debug, Default)]
#[repr(align(64))]
struct Bucket {
    /// The youngest first.
    places: [Place; PLACES],
    /// The number of the last one that found no place here.
    apart: u32,
}

/// A command: where it stands in the ring, and enough of its hash to look there only for what is likely to be it.
#[derive(Clone, Copy, Debug, Default)]
struct Place(u32);

impl Place {
    const fn new(hash: u32, number: u32) -> Self {
        Self(number << HASH_BITS | hash & ((1 << HASH_BITS) - 1))
    }

    /// Whether the command may have this hash.
    const fn is_like(self, hash: u32) -> bool {
        (self.0 ^ hash) << (u32::BITS - HASH_BITS) == 0
    }

    const fn at(self) -> usize {
        at(self.0 >> HASH_BITS)
    }

    /// Whether so many came since that the command is not known any more. Long after that it is taken for a young one
    /// again, and keeps its place for nothing.
    const fn is_over(self, next: u32) -> bool {
        let since = next.wrapping_sub(self.0 >> HASH_BITS);
        since << HASH_BITS >> HASH_BITS > MOST
    }
}

/// A command that found no place in its bucket.
#[derive(Clone, Copy, Debug)]
struct Apart {
    hash: u32,
    number: u32,
}

impl Default for Recent {
    fn default() -> Self {
        Self {
            ring: Vec::new(),
            next: FIRST,
            buckets: Vec::new(),
            apart: VecDeque::new(),
            apart_index: Index::default(),
        }
    }
}

impl Recent {
    /// Whether this command was carried out lately.
    #[inline]
    pub(crate) fn knows(&self, command: CommandId) -> bool {
        command != CommandId::NONE && self.has(command, mix(command.get()))
    }

    pub(crate) fn remember(&mut self, command: CommandId) {
        if command == CommandId::NONE {
            return;
        }
        assert!(!self.knows(command), "a command is carried out once");
        self.remember_new(command);
    }

    /// The same, for whoever knows already that it is new.
    #[inline]
    pub(crate) fn remember_new(&mut self, command: CommandId) {
        if command != CommandId::NONE {
            self.add(command);
        }
    }

    fn add(&mut self, command: CommandId) {
        let hash = mix(command.get());
        let number = self.next;
        if self.ring.len() < RECENT_COMMANDS_MAX {
            self.ring.push(command);
        } else {
            self.drop_oldest();
            self.ring[at(number)] = command;
        }
        self.next = number.wrapping_add(1);
        if self.ring.len() > self.buckets.len() * CROWD {
            self.widen();
        } else {
            self.place(hash, number);
        }
    }

    fn has(&self, command: CommandId, hash: u32) -> bool {
        let Some(bucket) = self.buckets.get(self.bucket(hash)) else {
            return false;
        };
        // All places at once, as it is mostly in none.
        let places = bucket.places.iter();
        let has_apart = !is_over(bucket.apart, self.next);
        let is_likely = places.fold(has_apart, |any, place| any | place.is_like(hash));
        is_likely && self.is_in(bucket, command, hash)
    }

    /// Whether this command is in this bucket, or apart.
    #[cold]
    fn is_in(&self, bucket: &Bucket, command: CommandId, hash: u32) -> bool {
        let is_it = |at: usize| self.ring.get(at) == Some(&command);
        let mut places = bucket.places.iter().filter(|place| place.is_like(hash));
        places.any(|place| is_it(place.at()))
            || self
                .apart_index
                .find(hash, |at| is_it(at).then_some(()))
                .is_some()
    }

    /// The command that the next one takes the place of is not known any more.
    #[inline]
    fn drop_oldest(&mut self) {
        let number = self.next.wrapping_sub(MOST);
        if self
            .apart
            .front()
            .is_some_and(|oldest| oldest.number == number)
        {
            let oldest = self.apart.pop_front().expect("it was just seen");
            self.apart_index.remove(oldest.hash, at(number));
        }
    }

    /// Twice the buckets. Only while all commands ever are known, the first one first.
    #[cold]
    fn widen(&mut self) {
        let buckets = (self.buckets.len() * 2).max(1);
        self.buckets = alloc::vec![Bucket::default(); buckets];
        self.apart.clear();
        self.apart_index = Index::default();
        for number in FIRST..self.next {
            let hash = mix(self.ring[at(number)].get());
            self.place(hash, number);
        }
    }

    /// Into its bucket, where the oldest one makes room when it is over.
    #[inline]
    fn place(&mut self, hash: u32, number: u32) {
        let (bucket, next) = (self.bucket(hash), self.next);
        let bucket = &mut self.buckets[bucket];
        if bucket.places[PLACES - 1].is_over(next) {
            bucket.places.copy_within(..PLACES - 1, 1);
            bucket.places[0] = Place::new(hash, number);
        } else {
            bucket.apart = number;
            self.place_apart(hash, number);
        }
    }

    #[cold]
    fn place_apart(&mut self, hash: u32, number: u32) {
        self.apart.push_back(Apart { hash, number });
        self.apart_index.insert(hash, at(number));
    }

    /// By the highest bits of the hash.
    fn bucket(&self, hash: u32) -> usize {
        ((u64::from(hash) * self.buckets.len() as u64) >> 32) as usize
    }

    /// Oldest first.
    fn iter(&self) -> impl Iterator<Item = CommandId> {
        // Where the next one goes stands the oldest; behind the last one while the ring is not full.
        let (young, old) = self.ring.split_at(at(self.next));
        old.iter().chain(young).copied()
    }
}

/// Where a number stands in the ring.
const fn at(number: u32) -> usize {
    (number % MOST) as usize
}

/// Whether so many came since that the command with this number is not known any more.
const fn is_over(number: u32, next: u32) -> bool {
    next.wrapping_sub(number) > MOST
}

impl PartialEq for Recent {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Recent {}

impl core::hash::Hash for Recent {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.ring.len().hash(state);
        self.iter().for_each(|command| command.hash(state));
    }
}

impl From<VecDeque<CommandId>> for Recent {
    fn from(order: VecDeque<CommandId>) -> Self {
        let mut recent = Self::default();
        for command in order {
            if !recent.knows(command) {
                recent.remember(command);
            }
        }
        recent
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Recent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use core::hash::{Hash, Hasher};
    use std::hash::DefaultHasher;

    #[test]
    fn as_many_are_known_as_the_bound_says() {
        let id = |number: usize| CommandId::new(number as u128 + 1);
        let mut recent = Recent::default();
        let more = RECENT_COMMANDS_MAX * 2 + 7;
        for number in 0..more {
            assert!(!recent.knows(id(number)));
            recent.remember(id(number));
        }
        for number in 0..more {
            let kept = number + RECENT_COMMANDS_MAX >= more;
            assert_eq!(recent.knows(id(number)), kept, "{number}");
        }
        let known = (more - RECENT_COMMANDS_MAX..more).map(id);
        assert!(recent.iter().eq(known), "oldest first");
        assert_eq!(recent.buckets.len(), RECENT_COMMANDS_MAX / CROWD);
        let again = Recent::from(recent.iter().collect::<VecDeque<_>>());
        assert_eq!(again, recent, "it is read again as it was");
    }

    /// An id whose hash is zero, whatever the number.
    fn crowding(number: u32) -> CommandId {
        let high = u64::from(number) + 1;
        let low = high.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        assert_eq!(mix(u128::from(high) << 64 | u128::from(low)), 0);
        CommandId::new(u128::from(high) << 64 | u128::from(low))
    }

    #[test]
    fn commands_that_crowd_one_bucket_are_known_as_long_as_others() {
        let one_in = 1_000;
        let id = |number: u32| match number % one_in {
            0 => crowding(number),
            _ => CommandId::new(u128::from(number) + 1),
        };
        let mut recent = Recent::default();
        let more = MOST * 2 + 7;
        for number in 0..more {
            assert!(!recent.knows(id(number)));
            recent.remember(id(number));
            assert!(recent.knows(id(number)));
            assert!(recent.knows(id(number.saturating_sub(MOST - 1))));
            assert!(number < MOST || !recent.knows(id(number - MOST)));
        }
        let crowd = (MOST / one_in) as usize;
        let apart = recent.apart.len();
        assert!(
            (crowd - PLACES..=crowd).contains(&apart),
            "{apart} of {crowd}"
        );
    }

    #[test]
    fn numbers_that_wrap_are_over_in_their_order() {
        for number in [0, FIRST, u32::MAX - 1, u32::MAX] {
            let after = |count: u32| number.wrapping_add(count);
            assert!(!is_over(number, after(1)) && !is_over(number, after(MOST)));
            assert!(is_over(number, after(MOST + 1)));
            for hash in [0, u32::MAX] {
                let place = Place::new(hash, number);
                assert!(!place.is_over(after(1)) && !place.is_over(after(MOST)));
                assert!(place.is_over(after(MOST + 1)));
                assert!(place.is_like(hash) && !place.is_like(hash ^ 1));
                assert_eq!(place.at(), at(number));
            }
            assert_eq!(at(number), at(after(MOST)));
        }
        assert!(Place::default().is_over(FIRST + 1), "an empty place");
    }

    #[test]
    fn two_are_the_same_when_they_know_the_same_in_the_same_order() {
        let of = |numbers: &[u128]| {
            let ids = numbers.iter().map(|&number| CommandId::new(number));
            Recent::from(ids.collect::<VecDeque<_>>())
        };
        let hash = |recent: &Recent| {
            let mut hasher = DefaultHasher::new();
            recent.hash(&mut hasher);
            hasher.finish()
        };
        assert_eq!(of(&[1, 2, 1]), of(&[1, 2]));
        assert_eq!(hash(&of(&[1, 2, 1])), hash(&of(&[1, 2])));
        for other in [&[1][..], &[2, 1], &[]] {
            assert_ne!(of(&[1, 2]), of(other));
            assert_ne!(hash(&of(&[1, 2])), hash(&of(other)));
        }
        let saved = serde_json::to_string(&of(&[1, 2])).unwrap();
        assert_eq!(serde_json::from_str::<Recent>(&saved).unwrap(), of(&[1, 2]));
    }
}
