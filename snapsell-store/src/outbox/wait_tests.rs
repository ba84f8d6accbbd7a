//! Until when what cannot leave yet is not looked at again, and how much one shop gets at a time.

use super::lease::SHARE_MAX;
use super::tests::{LEASE, mids, say};
use super::*;
use crate::fixture::{Folder, at};
use crate::store::Store;

fn lease(store: &Store, second: i64, turn: Turn) -> Vec<Outgoing> {
    store.lease(at(second), 99, LEASE, |_| turn).unwrap()
}

/// When a reply is looked at next.
fn next(store: &Store, id: i64) -> Timestamp {
    let sql = "SELECT next_at FROM outbox WHERE id = ?1";
    let next = store.read(|connection| Ok(connection.query_row(sql, [id], |row| row.get(0))?));
    Timestamp::from_millis(next.unwrap())
}

#[test]
fn what_stands_behind_a_message_in_doubt_is_looked_at_once_a_second() {
    let (_folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Answer)]);
    let first = lease(&store, 2, Turn::Now).remove(0);
    let look_at = at(5);
    store
        .finish(&[(first, SendResult::Unknown { look_at })], at(3))
        .unwrap();
    say(&store, shop, 2, &[(7, Class::Answer)]);
    for second in [10, 11, 12] {
        assert_eq!(lease(&store, second, Turn::Now), []);
        assert_eq!(next(&store, 2), at(second + 1));
    }
}

#[test]
fn what_stands_behind_a_message_that_was_put_off_waits_as_long() {
    let (_folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Answer)]);
    assert_eq!(lease(&store, 2, Turn::At(at(60))), []);
    say(&store, shop, 2, &[(7, Class::Answer)]);
    assert_eq!(lease(&store, 3, Turn::Now), []);
    assert_eq!([1, 2].map(|id| next(&store, id)), [at(60); 2]);
}

#[test]
fn what_another_of_hers_was_taken_before_waits_until_that_one_may_be_over() {
    let (_folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Answer), (7, Class::Queue)]);
    for _ in 0..2 {
        assert_eq!(lease(&store, 2, Turn::At(at(10))), []);
    }
    let taken = lease(&store, 10, Turn::Now);
    assert_eq!(mids(&taken), ["1-1"]);
    assert_eq!(next(&store, 2), at(10) + LEASE);
}

#[test]
fn one_shop_gets_its_share_of_a_lease_and_the_rest_with_the_next() {
    let (_folder, store, shop) = Folder::with_shop();
    let all: Vec<_> = (1..=40).map(|who| (who, Class::Answer)).collect();
    say(&store, shop, 1, &all);
    assert_eq!(lease(&store, 2, Turn::Now).len(), SHARE_MAX);
    assert_eq!(lease(&store, 2, Turn::Now).len(), 40 - SHARE_MAX);
}
