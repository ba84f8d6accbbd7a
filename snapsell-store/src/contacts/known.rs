//! Who is known without asking the disk, and what is not on the disk yet.

use super::rows::{Pending, Sealed};
use super::{ContactRef, SEEN_EVERY, place};
use crate::error::StoreError;
use crate::keys::TenantKey;
use snapsell_core::{CustomerId, ShopId, Timestamp};
use std::collections::BTreeMap;
use std::ops::Range;

/// Aliases kept in memory; when there are twice as many, the older half goes.
const KNOWN_MAX: usize = 65_536;
/// People forgotten lately that are remembered; a decision is committed long before so many more are.
const ERASED_MAX: usize = 256;

/// What is known without asking the disk, and what is not on the disk yet.
#[derive(Debug, Default)]
pub(crate) struct Contacts {
    recent: BTreeMap<(ShopId, Alias), Known>,
    older: BTreeMap<(ShopId, Alias), Known>,
    pub(super) pending: BTreeMap<ShopId, Vec<Pending>>,
    pub(super) blocks: BTreeMap<ShopId, Range<u32>>,
    /// Those forgotten lately: what was decided about them just before must not be committed.
    pub(super) erased: Vec<(ShopId, CustomerId)>,
    /// The newest erasure that is known here.
    pub(super) erasures_seen: i64,
}

/// The first half of a blind index: random rows of half the size, and still no two people alike.
pub(super) type Alias = [u8; 16];

/// Who has an alias.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) customer: CustomerId,
    /// Her last message that is noted or about to be.
    pub(super) seen: Option<Timestamp>,
}

/// A way to find a person, and the sealed column that goes with it.
pub(super) struct Way<'a> {
    pub(super) column: &'static str,
    pub(super) value: &'a str,
    pub(super) alias: Alias,
    pub(super) known: Option<Known>,
}

impl Contacts {
    pub(super) fn known(&self, shop: ShopId, alias: &Alias) -> Option<Known> {
        let at = (shop, *alias);
        self.recent
            .get(&at)
            .or_else(|| self.older.get(&at))
            .copied()
    }

    pub(super) fn waiting(&self, shop: ShopId, alias: &Alias) -> Option<Known> {
        self.pending.get(&shop)?.iter().find_map(|row| match row {
            Pending::Alias {
                alias: other,
                customer,
            } if other == alias => Some(Known {
                customer: *customer,
                seen: None,
            }),
            Pending::New { .. }
            | Pending::Alias { .. }
            | Pending::Linked { .. }
            | Pending::Seen { .. }
            | Pending::Gone => None,
        })
    }

    /// Settles who she is, and notes what the disk does not know yet.
    pub(super) fn note(
        &mut self,
        key: &TenantKey,
        ways: &[Way<'_>],
        who: &ContactRef<'_>,
        seen: Option<Timestamp>,
    ) -> Result<CustomerId, StoreError> {
        let shop = key.shop();
        let known = ways.iter().find_map(|way| way.known);
        let customer = match known {
            Some(known) => known.customer,
            None => self.next_customer(shop)?,
        };
        let row = customer.get().to_be_bytes();
        let seal = |column, value: &str| key.seal(place(column, &row), value.as_bytes());
        let noted = known.and_then(|known| known.seen);
        let stale = seen.filter(|at| noted.is_none_or(|noted| at.since(noted) >= SEEN_EVERY));
        let name = match who.name.filter(|name| !name.is_empty()) {
            Some(name) if stale.is_some() || known.is_none() => Some(seal("name", name)?),
            Some(_) | None => None,
        };
        let mut rows = Vec::new();
        let mut her = Sealed {
            since: who.at,
            name,
            last_inbound: stale,
            ..Sealed::default()
        };
        for way in ways.iter().filter(|way| way.known.is_none()) {
            let sealed = seal(way.column, way.value)?;
            rows.push(Pending::Alias {
                alias: way.alias,
                customer,
            });
            match known {
                None => *her.column(way.column) = Some(sealed),
                Some(_) => rows.push(Pending::Linked {
                    customer,
                    column: way.column,
                    sealed,
                }),
            }
        }
        if known.is_none() {
            rows.push(Pending::New { customer, her });
        } else if stale.is_some() {
            rows.push(Pending::Seen {
                customer,
                name: her.name,
                at: stale,
            });
        }
        if !rows.is_empty() {
            self.pending.entry(shop).or_default().append(&mut rows);
        }
        for way in ways {
            self.remember(
                (shop, way.alias),
                Known {
                    customer,
                    seen: stale.or(noted),
                },
            );
        }
        Ok(customer)
    }

    fn next_customer(&mut self, shop: ShopId) -> Result<CustomerId, StoreError> {
        self.blocks
            .get_mut(&shop)
            .and_then(Iterator::next)
            .map(CustomerId::new)
            .ok_or(StoreError::Busy)
    }

    /// Nobody is this person any more. What waits to be written of her never is; its place is kept, for a commit under
    /// way counts them.
    pub(crate) fn erase(&mut self, shop: ShopId, customer: CustomerId) {
        let other =
            |at: &(ShopId, Alias), known: &mut Known| at.0 != shop || known.customer != customer;
        self.recent.retain(other);
        self.older.retain(other);
        for row in self.pending.entry(shop).or_default() {
            if row.customer() == Some(customer) {
                *row = Pending::Gone;
            }
        }
        if self.erased.len() >= ERASED_MAX {
            self.erased.remove(0);
        }
        self.erased.push((shop, customer));
    }

    /// Erasures up to this number happened before this process looked.
    pub(crate) const fn erasures_seen(&mut self, newest: i64) {
        self.erasures_seen = newest;
    }

    /// Forgets the people of a shop and what waits for them; they are looked up on the disk again.
    pub(crate) fn forget(&mut self, shop: ShopId) {
        self.pending.remove(&shop);
        self.recent.retain(|at, _| at.0 != shop);
        self.older.retain(|at, _| at.0 != shop);
    }

    fn remember(&mut self, at: (ShopId, Alias), known: Known) {
        if self.recent.len() >= KNOWN_MAX && !self.recent.contains_key(&at) {
            self.older = std::mem::take(&mut self.recent);
        }
        self.recent.insert(at, known);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: ShopId = ShopId::new(1);
    const ELSEWHERE: ShopId = ShopId::new(2);

    fn known(customer: usize) -> Known {
        Known {
            customer: CustomerId::new(u32::try_from(customer).unwrap()),
            seen: None,
        }
    }

    fn alias(number: usize) -> Alias {
        (number as u128).to_be_bytes()
    }

    /// A person of each shop who has just been pushed among the older ones.
    fn full() -> Contacts {
        let mut contacts = Contacts::default();
        for number in 0..=KNOWN_MAX {
            let shop = if number == 1 { ELSEWHERE } else { HERE };
            contacts.remember((shop, alias(number)), known(number));
        }
        contacts
    }

    #[test]
    fn the_newest_are_known_and_the_oldest_make_room() {
        let mut contacts = full();
        assert!(contacts.known(HERE, &alias(0)).is_some(), "still here");
        contacts.remember((HERE, alias(KNOWN_MAX)), known(KNOWN_MAX));
        for number in KNOWN_MAX..=2 * KNOWN_MAX {
            contacts.remember((HERE, alias(number)), known(number));
        }
        assert!(contacts.recent.len() + contacts.older.len() <= 2 * KNOWN_MAX);
        assert!(contacts.known(HERE, &alias(0)).is_none());
        assert!(contacts.known(HERE, &alias(KNOWN_MAX)).is_some());
    }

    #[test]
    fn who_is_forgotten_is_nowhere_and_others_are() {
        let mut contacts = full();
        contacts.remember((HERE, alias(9_999_999)), known(0));
        contacts.erase(HERE, CustomerId::new(0));
        for gone in [0, 9_999_999] {
            assert!(contacts.known(HERE, &alias(gone)).is_none());
        }
        contacts.erase(HERE, CustomerId::new(1));
        assert!(contacts.known(ELSEWHERE, &alias(1)).is_some());
        assert!(contacts.known(HERE, &alias(2)).is_some());
        contacts.forget(HERE);
        assert!(contacts.known(ELSEWHERE, &alias(1)).is_some());
        for gone in [2, KNOWN_MAX] {
            assert!(contacts.known(HERE, &alias(gone)).is_none());
        }
    }

    #[test]
    fn of_those_forgotten_lately_the_newest_are_remembered() {
        let mut contacts = Contacts::default();
        let last = u32::try_from(ERASED_MAX).unwrap() + 1;
        for customer in 1..=last {
            contacts.erase(HERE, CustomerId::new(customer));
        }
        assert_eq!(contacts.erased.len(), ERASED_MAX);
        assert_eq!(contacts.erased.first(), Some(&(HERE, CustomerId::new(2))));
        assert_eq!(contacts.erased.last(), Some(&(HERE, CustomerId::new(last))));
    }
}
