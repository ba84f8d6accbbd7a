//! What becomes of one message becomes of no other, and at its instant.

use super::tests::{LEASE, mids, say};
use super::*;
use crate::fixture::{Folder, at};
use crate::store::Store;

/// How far each reply is, by its number.
fn states(store: &Store, shop: ShopId) -> Vec<(i64, OutboxState)> {
    let rows = store.replies(shop, 0).unwrap();
    rows.iter().map(|row| (row.id, row.state)).collect()
}

fn lease(store: &Store, second: i64, most: usize) -> Vec<Outgoing> {
    store.lease(at(second), most, LEASE, |_| Turn::Now).unwrap()
}

/// A shop that says one thing each to people 7, 8 and 9, all of it on its way since second 2.
fn under_way() -> (Folder, Store, ShopId, [Outgoing; 3]) {
    let (folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[7, 8, 9].map(|who| (who, Class::Answer)));
    let leased = lease(&store, 2, 9).try_into().unwrap();
    (folder, store, shop, leased)
}

fn dead() -> SendResult {
    SendResult::Dead {
        code: Some(63_016),
        reason: "outside the window".to_owned(),
    }
}

#[test]
fn a_lease_runs_to_its_end_and_not_beyond() {
    let (_folder, store, shop, _) = under_way();
    say(&store, shop, 2, &[(10, Class::Answer)]);
    assert_eq!(lease(&store, 31, 9).len(), 1);
    assert_eq!(store.unknown(at(31), 9).unwrap(), []);
    let counts = store.outbox_counts().unwrap();
    assert_eq!(counts, [(OutboxState::Sending, 4)].into());
    assert_eq!(store.unknown(at(32), 9).unwrap().len(), 3);
}

#[test]
fn a_result_or_a_status_is_of_its_message_alone() {
    let (_folder, store, shop, [first, second, third]) = under_way();
    let look_at = at(9);
    let unknown = SendResult::Unknown { look_at };
    store.finish(&[(second, unknown)], at(3)).unwrap();
    store.sent(&third, "SM3", at(3)).unwrap();
    store.sent(&first, "SM1", at(3)).unwrap();
    let status = |mid, status| store.status(shop, "SM1", mid, status, None, at(4)).unwrap();
    use OutboxState::{Delivered, Read, Sent, Unknown};
    assert_eq!(states(&store, shop), [(1, Sent), (2, Unknown), (3, Sent)]);
    status(Some("1-1"), DeliveryStatus::Delivered);
    let moved = [(1, Delivered), (2, Unknown), (3, Sent)];
    assert_eq!(states(&store, shop), moved);
    status(None, DeliveryStatus::Read);
    assert_eq!(states(&store, shop), [(1, Read), (2, Unknown), (3, Sent)]);
}

#[test]
fn a_person_settles_a_letter_that_is_dead_and_no_other() {
    let (_folder, store, shop, [first, second, third]) = under_way();
    store
        .finish(&[(first, dead()), (second, dead())], at(3))
        .unwrap();
    store.sent(&third, "SM3", at(3)).unwrap();
    let missing = Err(StoreError::Missing("dead letter"));
    assert_eq!(store.drop_letter(shop, 3), missing);
    assert_eq!(store.replay(shop, 3), missing);
    store
        .status(
            shop,
            "SM3",
            None,
            DeliveryStatus::Failed,
            Some(63_024),
            at(4),
        )
        .unwrap();
    use OutboxState::{Dead, Failed, Pending, Withheld};
    assert_eq!(states(&store, shop), [(1, Dead), (2, Dead), (3, Failed)]);
    assert_eq!(store.dead_letters(Some(shop), 2).unwrap().len(), 2);
    assert_eq!(store.newest_dead_letters(shop, 1).unwrap()[0].id, 3);
    store.drop_letter(shop, 2).unwrap();
    store.replay(shop, 3).unwrap();
    let settled = [(1, Dead), (2, Withheld), (3, Pending)];
    assert_eq!(states(&store, shop), settled);
    store.replay(shop, 1).unwrap();
    let rows = store.replies(shop, 0).unwrap();
    assert_eq!(rows[1].reason.as_deref(), Some("dropped"));
    for row in [&rows[0], &rows[2]] {
        let left = (&row.provider_id, row.error, &row.reason);
        assert_eq!(left, (&None, None, &None), "it begins anew");
    }
}

#[test]
fn a_letter_that_was_part_of_a_message_goes_again_by_itself() {
    let (_folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Answer), (7, Class::Answer)]);
    let both = lease(&store, 2, 9).remove(0);
    assert_eq!(both.rows.len(), 2);
    store.finish(&[(both, dead())], at(3)).unwrap();
    store.replay(shop, 1).unwrap();
    let alone = lease(&store, 4, 9).remove(0);
    let rows: Vec<i64> = alone.rows.iter().map(|row| row.id).collect();
    assert_eq!(rows, [1]);
    let unknown = SendResult::Unknown { look_at: at(5) };
    store.finish(&[(alone.clone(), unknown)], at(5)).unwrap();
    assert_eq!(store.unknown(at(5), 9).unwrap(), [alone]);
}

#[test]
fn what_goes_with_a_text_that_does_not_open_goes_without_it() {
    let (folder, store, shop) = Folder::with_shop();
    let said = [8, 7, 7, 7].map(|who| (who, Class::Answer));
    say(&store, shop, 1, &said);
    let disk = rusqlite::Connection::open(folder.database()).unwrap();
    let spoil = "UPDATE outbox SET body = x'00' WHERE id = 3";
    disk.execute(spoil, []).unwrap();
    assert_eq!(mids(&lease(&store, 2, 9)), ["1-1"]);
    let rest = lease(&store, 3, 9);
    assert_eq!(mids(&rest), ["2-1"], "at once, and as if it were new");
    let rows: Vec<i64> = rest[0].rows.iter().map(|row| row.id).collect();
    assert_eq!(rows, [2, 4]);
    let letters = store.dead_letters(Some(shop), 9).unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].reason.as_deref(), Some("the text does not open"));
}

#[test]
fn messages_in_doubt_are_looked_up_each_at_its_instant_and_once() {
    let (_folder, store, shop, [first, second, third]) = under_way();
    let unknown = |second| SendResult::Unknown {
        look_at: at(second),
    };
    let retry = SendResult::Retry {
        at: at(5),
        error: None,
    };
    let results = [
        (first.clone(), unknown(40)),
        (second.clone(), unknown(20)),
        (third, retry),
    ];
    store.finish(&results, at(3)).unwrap();
    say(&store, shop, 2, &[(10, Class::Answer), (10, Class::Answer)]);
    let fresh = |waiting: Waiting| match waiting.again {
        true => Turn::ShopWaits,
        false => Turn::Now,
    };
    let both = store.lease(at(4), 9, LEASE, fresh).unwrap().remove(0);
    assert_eq!(both.rows.len(), 2);
    store.finish(&[(both.clone(), unknown(30))], at(4)).unwrap();
    let looked_up = store.unknown(at(20), 9).unwrap();
    assert_eq!(looked_up, std::slice::from_ref(&second));
    assert_eq!(store.unknown(at(40), 1).unwrap(), [both]);
    assert_eq!(store.unknown(at(40), 9).unwrap(), [first]);
    let again = store.unknown(at(50), 9).unwrap();
    assert_eq!(again, [second], "half a minute after it was looked up");
}

#[test]
fn the_end_of_a_message_wakes_the_next_of_its_person_and_nothing_else() {
    let (_folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Answer), (8, Class::Queue)]);
    let paced = |waiting: Waiting| match waiting.customer.get() {
        8 => Turn::At(at(50)),
        _ => Turn::Now,
    };
    let first = store.lease(at(2), 9, LEASE, paced).unwrap().remove(0);
    say(&store, shop, 2, &[(7, Class::Queue), (7, Class::Answer)]);
    assert_eq!(lease(&store, 3, 9), [], "hers stand behind the first");
    store.sent(&first, "SM1", at(4)).unwrap();
    let next = lease(&store, 4, 9);
    assert_eq!(mids(&next), ["3-1"], "the oldest, and not that of 8");
    let retry = SendResult::Retry {
        at: at(40),
        error: None,
    };
    store.finish(&[(next[0].clone(), retry)], at(5)).unwrap();
    store
        .status(shop, "SM1", None, DeliveryStatus::Read, None, at(6))
        .unwrap();
    assert_eq!(lease(&store, 7, 9), [], "its attempt has an instant");
}

#[test]
fn what_may_be_delivered_later_is_tried_then() {
    let (_folder, store, shop, [first, ..]) = under_way();
    store.sent(&first, "SM1", at(3)).unwrap();
    let update = StatusUpdate {
        shop,
        provider_id: "SM1",
        mid: None,
        status: DeliveryStatus::Failed,
        error: Some(63_018),
        again_at: Some(at(20)),
    };
    store.statuses(&[update], at(4)).unwrap();
    assert_eq!(store.replies(shop, 0).unwrap()[0].error, Some(63_018));
    assert_eq!(lease(&store, 19, 9), []);
    assert_eq!(mids(&lease(&store, 20, 9)), ["1-2"]);
}

#[test]
fn what_waits_is_counted_for_each_shop_and_state() {
    let (_folder, store, shop, [first, second, _]) = under_way();
    let other = store
        .create_shop(&crate::fixture::new_shop("other"))
        .unwrap();
    say(&store, other, 1, &[(7, Class::Info)]);
    store.finish(&[(first, dead())], at(3)).unwrap();
    store.sent(&second, "SM2", at(3)).unwrap();
    say(&store, shop, 2, &[(7, Class::Answer), (8, Class::Answer)]);
    let row = |shop, state, count, oldest| Backlog {
        shop,
        state,
        count,
        oldest: at(oldest),
    };
    let expected = [
        row(shop, OutboxState::Pending, 2, 2),
        row(shop, OutboxState::Sending, 1, 1),
        row(shop, OutboxState::Dead, 1, 1),
        row(other, OutboxState::Pending, 1, 1),
    ];
    assert_eq!(store.backlogs().unwrap(), expected);
}
