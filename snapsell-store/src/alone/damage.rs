//! What is damaged in one shop stops that shop: all others go on, and it goes on too once it is put right.

use super::*;
use crate::keys::MasterKey;
use crate::{Rotation, StoreError};
use snapsell_core::CommitError;

/// Ways in which the row of a shop's key may be damaged.
const DAMAGES: [&str; 3] = [
    "UPDATE tenant_keys SET wrapped = x'00' WHERE shop = 1",
    "UPDATE tenant_keys SET wrapped = substr(wrapped, 1, 40) WHERE shop = 1",
    "DELETE FROM tenant_keys WHERE shop = 1",
];
const ONE: ShopId = ShopId::new(1);
const TWO: ShopId = ShopId::new(2);

/// Two shops of which the first one can be damaged.
struct Pair {
    folder: Folder,
    store: Store,
    disk: rusqlite::Connection,
    key: Vec<u8>,
}

impl Pair {
    fn new() -> Self {
        let folder = Folder::new();
        let store = folder.open();
        for slug in ["one", "two"] {
            let shop = store.create_shop(&new_shop(slug)).unwrap();
            fill(&store, shop, slug);
        }
        let disk = rusqlite::Connection::open(folder.database()).unwrap();
        let key = "SELECT wrapped FROM tenant_keys WHERE shop = 1";
        let key = disk.query_row(key, [], |row| row.get(0)).unwrap();
        Self {
            folder,
            store,
            disk,
            key,
        }
    }

    /// Damages the first shop, and opens the database again.
    fn damage(&mut self, sql: &str) {
        assert!(self.disk.execute(sql, []).unwrap() > 0, "{sql}");
        self.store = self.folder.open();
    }

    /// Puts the key back.
    fn mend(&self) {
        let back = "INSERT OR REPLACE INTO tenant_keys (shop, key, wrapped) VALUES (1, 1, ?1)";
        self.disk.execute(back, [&self.key]).unwrap();
    }

    /// The shops of all messages that can be leased now.
    fn leased(&self, second: i64) -> Vec<(u32, String)> {
        let mut all = Vec::new();
        loop {
            let some = self.store.lease(at(second), 2, LEASE, |_| Turn::Now);
            let some = some.unwrap();
            if some.is_empty() {
                return all;
            }
            for one in some {
                self.store.sent(&one, "SM1", at(second)).unwrap();
                all.push((one.shop.get(), one.mid));
            }
        }
    }
}

fn of(shop: ShopId, all: &[(u32, String)]) -> usize {
    all.iter().filter(|(id, _)| *id == shop.get()).count()
}

#[test]
fn pictures_of_a_shop_whose_key_does_not_open_wait_and_others_are_fetched() {
    for damage in DAMAGES {
        let mut pair = Pair::new();
        pair.damage(damage);
        let first = pair.store.media_todo(at(20), 1).unwrap();
        assert_eq!(first.len(), 1, "{damage}");
        assert_eq!(first[0].shop, TWO);
        assert_eq!(pair.store.media_todo(at(21), 9).unwrap().len(), 3);
        assert_eq!(pair.store.media_todo(at(22), 9).unwrap(), []);
        pair.mend();
        let todo = pair.store.media_todo(at(80), 9).unwrap();
        let told = todo.iter().map(|todo| (todo.shop, todo.attempts));
        assert_eq!(told.collect::<Vec<_>>(), [(ONE, 1); 4]);
    }
}

#[test]
fn messages_of_a_shop_whose_key_does_not_open_wait_and_others_are_sent() {
    for damage in DAMAGES {
        let mut pair = Pair::new();
        let put_off = |waiting: crate::Waiting| match waiting.first {
            1 => Turn::At(at(15)),
            _ => Turn::ShopWaits,
        };
        assert_eq!(pair.store.lease(at(10), 9, LEASE, put_off), Ok(vec![]));
        pair.damage(damage);
        let sent = pair.leased(20);
        assert_eq!(of(ONE, &sent), 0, "{damage}");
        assert_eq!(of(TWO, &sent), 4, "each person's, one after the other");
        assert_eq!(pair.store.dead_letters(None, 9).unwrap(), []);
        pair.mend();
        assert_eq!(pair.leased(79), [], "not before it is tried again");
        let sent = pair.leased(80);
        assert_eq!(of(ONE, &sent), 4);
        assert!(sent.iter().all(|(_, mid)| mid.ends_with("-1")), "{sent:?}");
    }
}

#[test]
fn doubts_of_a_shop_whose_key_does_not_open_wait_and_others_are_looked_up() {
    for damage in DAMAGES {
        let mut pair = Pair::new();
        let leased = pair.store.lease(at(20), 9, LEASE, |_| Turn::Now);
        assert_eq!(leased.unwrap().len(), 4, "one for each person");
        pair.damage(damage);
        let shops = |second, most| {
            let found = pair.store.unknown(at(second), most).unwrap();
            found.iter().map(|one| one.shop).collect::<Vec<_>>()
        };
        assert_eq!(shops(60, 1), [TWO], "{damage}");
        assert_eq!(shops(61, 9), [TWO]);
        pair.mend();
        assert_eq!(shops(62, 9), []);
        assert_eq!(shops(120, 9), [TWO, TWO, ONE, ONE]);
    }
}

#[test]
fn a_shop_whose_key_does_not_open_is_listed_and_named() {
    for damage in DAMAGES
        .into_iter()
        .chain(["UPDATE profiles SET account = x'00' WHERE shop = 1"])
    {
        let mut pair = Pair::new();
        pair.damage(damage);
        let shops = pair.store.shops().unwrap();
        let told = shops.iter().map(|shop| (&*shop.slug, shop.sealed));
        assert_eq!(told.collect::<Vec<_>>(), [("one", true), ("two", false)]);
        assert_eq!(shops[0].auth_tokens, [""; 0]);
        assert_eq!(shops[1].auth_tokens, ["token-two"]);
        let found = pair.store.shop_by_slug("one");
        assert!(found.is_err_and(|error| error.is_damage()), "{damage}");
    }
}

#[test]
fn what_a_shop_whose_key_does_not_open_has_kept_for_long_is_not_judged() {
    let mut pair = Pair::new();
    pair.damage(DAMAGES[0]);
    let before = rows_with(&pair.store, &[("shop", 1)]);
    let late = at(100 * 365 * 24 * HOUR);
    let refused = pair.store.retain(ONE, late);
    assert!(refused.is_err_and(|error| error.is_damage()));
    while pair.store.retain(TWO, late).unwrap() > 0 {}
    assert_eq!(rows_with(&pair.store, &[("shop", 1)]), before);
    assert_eq!(pair.store.media_todo(at(20), 9), Ok(vec![]));
}

#[test]
fn a_shop_whose_key_does_not_open_can_be_erased() {
    for damage in DAMAGES {
        let mut pair = Pair::new();
        pair.damage(damage);
        pair.store.erase_shop(ONE, at(900)).unwrap();
        let slugs = pair.store.shops().unwrap().into_iter();
        assert_eq!(slugs.map(|shop| shop.slug).collect::<Vec<_>>(), ["two"]);
    }
}

#[test]
fn an_erasure_that_a_damaged_shop_refuses_keeps_no_other_from_being_carried_out_again() {
    let mut pair = Pair::new();
    let copy = pair.folder.path("copy.db");
    pair.store.backup(&copy).unwrap();
    for shop in [ONE, TWO] {
        pair.store.erase_customer(shop, HER, at(900)).unwrap();
    }
    let Pair { folder, store, .. } = pair;
    drop(store);
    Store::restore(&copy, &folder.database(), true).unwrap();
    pair = Pair {
        store: folder.open(),
        disk: rusqlite::Connection::open(folder.database()).unwrap(),
        folder,
        key: pair.key,
    };
    pair.damage(DAMAGES[1]);
    let again = pair.store.replay_erasures(&[]);
    assert!(again.is_err_and(|error| error.is_damage()));
    assert_eq!(pair.store.erasures(TWO).unwrap().len(), 1);
    assert_eq!(pair.store.contact_details(TWO, HER), Ok(None));
    pair.mend();
    assert_eq!(pair.store.replay_erasures(&[]), Ok(1), "the other is done");
    assert_eq!(pair.store.contact_details(ONE, HER), Ok(None));
}

#[test]
fn a_key_that_does_not_open_keeps_no_other_from_being_wrapped_anew() {
    for damage in &DAMAGES[..2] {
        let mut pair = Pair::new();
        pair.damage(damage);
        let new = MasterKey::from_base64(&MasterKey::generate_base64().unwrap()).unwrap();
        let expected = Rotation {
            wrapped: 2,
            left: vec![ONE],
        };
        assert_eq!(pair.store.rotate_master(new.clone()), Ok(expected));
        let store = Store::open(&pair.folder.database(), new, crate::Options::default());
        let shops = store.unwrap().shops().unwrap();
        assert_eq!(shops[1].auth_tokens, ["token-two"]);
    }
}

/// Both shops decide something in one slice; whether it is durable.
fn both(store: &Store) -> [bool; 2] {
    let slice = [ONE, TWO].map(|shop| answered(shop, 9, vec![], "words"));
    let done = store.commit(&slice);
    if let Err(error) = &done[0] {
        let damaged = matches!(error, CommitError::Store(StoreError::Corrupt { shop, .. }) if *shop == Some(ONE));
        assert!(damaged, "{error:?}");
    }
    [done[0].is_ok(), done[1].is_ok()]
}

#[test]
fn a_head_that_cannot_be_read_keeps_no_other_shop_of_its_slice_from_the_disk() {
    let mut pair = Pair::new();
    pair.damage("UPDATE shops SET chain = x'00' WHERE shop = 1");
    assert_eq!(both(&pair.store), [false, true]);
}

#[test]
fn a_person_who_would_exist_twice_keeps_no_other_shop_from_its_people() {
    let mut pair = Pair::new();
    pair.damage("DELETE FROM aliases WHERE shop = 1");
    pair.damage("UPDATE shops SET customer_next = 1 WHERE shop = 1");
    for shop in [ONE, TWO] {
        pair.store.contact(shop, &who("+33600000009", 20)).unwrap();
    }
    pair.store.erase_customer(TWO, OTHER, at(900)).unwrap();
    assert_eq!(both(&pair.store), [false, true]);
}

#[test]
fn words_of_the_outbox_that_cannot_be_read_hold_no_other_shop_up() {
    let mut pair = Pair::new();
    pair.damage("UPDATE outbox SET class = 'gossip' WHERE shop = 1");
    let first = pair.store.lease(at(20), 9, LEASE, |_| Turn::Now).unwrap();
    assert_eq!(first.len(), 4, "it goes, for its text says what it is");
    assert!(first.iter().all(|one| one.rows.len() > 1));
    pair.damage("UPDATE outbox SET members = 'gossip' WHERE shop = 1 AND members IS NOT NULL");
    let doubted = pair.store.unknown(at(60), 9).unwrap();
    assert_eq!(doubted, first, "whole: its rows say whose they are");
    let failed = SendResult::Dead {
        code: None,
        reason: "no".to_owned(),
    };
    let results: Vec<_> = doubted
        .into_iter()
        .map(|one| (one, failed.clone()))
        .collect();
    pair.store.finish(&results, at(61)).unwrap();
    let letters = pair.store.dead_letters(None, 99).unwrap();
    assert_eq!(letters.iter().filter(|one| one.shop == ONE).count(), 8);
    let read = |mid: &str, shop| {
        let status = DeliveryStatus::Read;
        pair.store
            .status(shop, "SM9", Some(mid), status, None, at(62))
    };
    for (one, _) in &results {
        assert!(read(&one.mid, one.shop).is_ok());
    }
}
