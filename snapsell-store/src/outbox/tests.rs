//! The outbox from the outside: order, leases, statuses, dead letters.

use super::*;
use crate::fixture::{Folder, at, commit, reply};
use crate::store::Store;
use snapsell_core::{Journal, Span};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(super) const LEASE: Span = Span::from_secs(30);

/// Commits one entry that says these things, to these people.
pub(super) fn say(store: &Store, shop: ShopId, version: u64, to: &[(u32, Class)]) {
    let mut one = commit(shop, version, vec![]);
    one.decision.replies = to.iter().map(|&(who, class)| reply(who, class)).collect();
    assert!(store.commit(&[one])[0].is_ok());
}

pub(super) fn mids(messages: &[Outgoing]) -> Vec<&str> {
    messages
        .iter()
        .map(|message| message.mid.as_str())
        .collect()
}

#[test]
fn a_person_gets_her_messages_one_after_the_other_and_new_ones_of_a_class_join() {
    let (_folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Answer), (8, Class::Queue)]);
    say(&store, shop, 2, &[(7, Class::Answer), (7, Class::Queue)]);
    let first = store.lease(at(5), 9, LEASE, |_| Turn::Now).unwrap();
    assert_eq!(mids(&first), ["1-1", "2-1"]);
    assert_eq!(
        first[0].rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        [1, 3]
    );
    assert_eq!(
        store.lease(at(6), 9, LEASE, |_| Turn::Now).unwrap(),
        [],
        "both have one under way"
    );
    store.sent(&first[0], "SM1", at(6)).unwrap();
    let second = store.lease(at(7), 9, LEASE, |_| Turn::Now).unwrap();
    assert_eq!(mids(&second), ["4-1"]);
    assert_eq!(second[0].class(), Class::Queue);
}

#[test]
fn a_retry_waits_holds_back_what_comes_after_it_and_has_another_mid() {
    let (_folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Answer)]);
    let first = store.lease(at(2), 9, LEASE, |_| Turn::Now).unwrap();
    let later = SendResult::Retry {
        at: at(10),
        error: Some(20_429),
    };
    store.finish(&[(first[0].clone(), later)], at(3)).unwrap();
    assert_eq!(store.oldest_pending().unwrap(), Some(at(1)), "it waits");
    say(&store, shop, 2, &[(7, Class::Answer)]);
    assert_eq!(store.lease(at(9), 9, LEASE, |_| Turn::Now).unwrap(), []);
    let again = store.lease(at(10), 9, LEASE, |_| Turn::Now).unwrap();
    assert_eq!(mids(&again), ["1-2"]);
    assert_eq!(
        again[0].rows.len(),
        1,
        "what was tried goes again as it was"
    );
}

#[test]
fn a_lease_that_runs_out_is_unknown_and_never_simply_sent_again() {
    let (folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Answer)]);
    let leased = store.lease(at(2), 9, LEASE, |_| Turn::Now).unwrap();
    drop(store);
    let store = folder.open();
    assert_eq!(store.unknown(at(31), 9).unwrap(), []);
    assert_eq!(store.lease(at(33), 9, LEASE, |_| Turn::Now).unwrap(), []);
    assert_eq!(store.outbox_counts().unwrap()[&OutboxState::Unknown], 1);
    assert_eq!(store.unknown(at(33), 9).unwrap(), leased);
    assert_eq!(
        store.unknown(at(34), 9).unwrap(),
        [],
        "one caller looks it up"
    );
    let retry = SendResult::Retry {
        at: at(40),
        error: None,
    };
    store.finish(&[(leased[0].clone(), retry)], at(40)).unwrap();
    assert_eq!(
        mids(&store.lease(at(40), 9, LEASE, |_| Turn::Now).unwrap()),
        ["1-2"]
    );
}

#[test]
fn a_text_that_does_not_open_keeps_no_other_message_in_doubt() {
    let (folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Answer), (8, Class::Answer)]);
    assert_eq!(
        store.lease(at(2), 2, LEASE, |_| Turn::Now).unwrap().len(),
        2
    );
    let disk = rusqlite::Connection::open(folder.database()).unwrap();
    let spoil = "UPDATE outbox SET body = x'00' WHERE id = 1";
    disk.execute(spoil, []).unwrap();
    let doubted = store.unknown(at(33), 9).unwrap();
    assert_eq!(mids(&doubted), ["2-1"]);
    let letters = store.dead_letters(Some(shop), 9).unwrap();
    let reasons: Vec<_> = letters.iter().map(|one| one.reason.as_deref()).collect();
    assert_eq!(reasons, [Some("the text does not open")]);
}

#[test]
fn a_status_only_moves_a_message_forward() {
    let (_folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Answer), (7, Class::Answer)]);
    let leased = store.lease(at(2), 9, LEASE, |_| Turn::Now).unwrap();
    store.sent(&leased[0], "SM1", at(3)).unwrap();
    let status = |status| {
        store
            .status(shop, "SM1", Some("1-1"), status, None, at(4))
            .unwrap()
    };
    assert_eq!(status(DeliveryStatus::Sent), StatusEffect::Unchanged);
    let read = status(DeliveryStatus::Read);
    assert!(matches!(
        read,
        StatusEffect::Moved {
            to: OutboxState::Read,
            ..
        }
    ));
    assert_eq!(status(DeliveryStatus::Delivered), StatusEffect::Unchanged);
    assert_eq!(status(DeliveryStatus::Failed), StatusEffect::Unchanged);
    let stranger = store.status(shop, "SM2", Some("99-1"), DeliveryStatus::Read, None, at(4));
    assert_eq!(stranger.unwrap(), StatusEffect::Unmatched);
}

#[test]
fn a_status_settles_what_nobody_knew_and_a_late_result_does_not_undo_it() {
    let (_folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Answer)]);
    let leased = store.lease(at(2), 9, LEASE, |_| Turn::Now).unwrap();
    let unknown = SendResult::Unknown { look_at: at(9) };
    store
        .finish(&[(leased[0].clone(), unknown)], at(3))
        .unwrap();
    let effect = store
        .status(
            shop,
            "SM1",
            Some("1-1"),
            DeliveryStatus::Delivered,
            None,
            at(4),
        )
        .unwrap();
    assert_eq!(effect, StatusEffect::Adopted(Box::new(leased[0].clone())));
    let retry = SendResult::Retry {
        at: at(5),
        error: None,
    };
    store.finish(&[(leased[0].clone(), retry)], at(5)).unwrap();
    assert_eq!(store.lease(at(99), 9, LEASE, |_| Turn::Now).unwrap(), []);
    let read = store
        .status(shop, "SM1", None, DeliveryStatus::Read, None, at(6))
        .unwrap();
    assert!(matches!(
        read,
        StatusEffect::Moved {
            from: OutboxState::Delivered,
            ..
        }
    ));
}

#[test]
fn a_dead_letter_is_seen_and_can_be_sent_again_or_dropped() {
    let (_folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Answer), (8, Class::Answer)]);
    let leased = store.lease(at(2), 9, LEASE, |_| Turn::Now).unwrap();
    let dead = SendResult::Dead {
        code: Some(63_016),
        reason: "outside the window".into(),
    };
    let results: Vec<_> = leased
        .iter()
        .map(|one| (one.clone(), dead.clone()))
        .collect();
    store.finish(&results, at(3)).unwrap();
    let letters = store.dead_letters(Some(shop), 9).unwrap();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0].error, Some(63_016));
    assert_eq!(letters[0].reply, Some(reply(7, Class::Answer)));
    store.replay(shop, 1).unwrap();
    store.drop_letter(shop, 2).unwrap();
    assert_eq!(store.dead_letters(None, 9).unwrap(), []);
    assert_eq!(
        mids(&store.lease(at(4), 9, LEASE, |_| Turn::Now).unwrap()),
        ["1-2"]
    );
    assert_eq!(
        store.replay(shop, 2),
        Err(StoreError::Missing("dead letter"))
    );
}

#[test]
fn a_dead_letter_stays_after_a_restart_and_is_its_own_shops_alone() {
    let (folder, store, shop) = Folder::with_shop();
    let other = store
        .create_shop(&crate::fixture::new_shop("other"))
        .unwrap();
    say(&store, shop, 1, &[(7, Class::Answer)]);
    let leased = store.lease(at(2), 9, LEASE, |_| Turn::Now).unwrap();
    let dead = SendResult::Dead {
        code: Some(63_016),
        reason: "outside the window".into(),
    };
    store.finish(&[(leased[0].clone(), dead)], at(3)).unwrap();
    drop(store);
    let store = folder.open();
    let missing = Err(StoreError::Missing("dead letter"));
    assert_eq!(store.replay(other, 1), missing);
    assert_eq!(store.drop_letter(other, 1), missing);
    assert_eq!(store.dead_letters(Some(shop), 9).unwrap().len(), 1);
    store.replay(shop, 1).unwrap();
}

#[test]
fn people_who_wait_for_an_answer_do_not_keep_others_from_theirs() {
    let (_folder, store, shop) = Folder::with_shop();
    let many: Vec<_> = (0..600).map(|_| (7, Class::Answer)).collect();
    say(&store, shop, 1, &many);
    say(&store, shop, 2, &[(8, Class::Answer)]);
    assert_eq!(
        store.lease(at(3), 1, LEASE, |_| Turn::Now).unwrap()[0].customer,
        CustomerId::new(7)
    );
    assert_eq!(
        store.lease(at(3), 1, LEASE, |_| Turn::Now).unwrap()[0].customer,
        CustomerId::new(8)
    );
    assert_eq!(store.oldest_pending().unwrap(), Some(at(1)));
}

#[test]
fn what_is_put_off_keeps_its_place_and_costs_no_attempt() {
    let (_folder, store, shop) = Folder::with_shop();
    say(&store, shop, 1, &[(7, Class::Queue), (8, Class::Queue)]);
    let put_off = |waiting: Waiting| match waiting.customer.get() {
        7 => Turn::At(at(20)),
        _ => Turn::Now,
    };
    assert_eq!(
        mids(&store.lease(at(2), 9, LEASE, put_off).unwrap()),
        ["2-1"]
    );
    say(&store, shop, 2, &[(7, Class::Answer)]);
    let now = |_| Turn::Now;
    assert_eq!(store.lease(at(3), 9, LEASE, now).unwrap(), []);
    let first = store.lease(at(20), 9, LEASE, now).unwrap();
    assert_eq!(mids(&first), ["1-1"]);
    store.sent(&first[0], "SM1", at(21)).unwrap();
    let second = store.lease(at(21), 9, LEASE, now).unwrap();
    assert_eq!(mids(&second), ["3-1"], "it is due as soon as hers is done");
}

#[test]
fn few_places_are_shared_out_among_all_shops_that_wait() {
    let (_folder, store, one) = Folder::with_shop();
    let two = store.create_shop(&crate::fixture::new_shop("two")).unwrap();
    let three = store
        .create_shop(&crate::fixture::new_shop("three"))
        .unwrap();
    let many: Vec<_> = (1..=9).map(|who| (who, Class::Answer)).collect();
    for (shop, people) in [(one, &many[..]), (two, &many[..1]), (three, &many[..])] {
        say(&store, shop, 1, people);
    }
    let leased = store.lease(at(3), 7, LEASE, |_| Turn::Now).unwrap();
    let of = |shop| leased.iter().filter(|one| one.shop == shop).count();
    let parts = [one, two, three].map(of);
    assert_eq!(parts, [3, 1, 3], "what one does not need is the others'");
}

#[test]
fn a_shop_that_must_wait_keeps_no_other_shop_waiting() {
    let (_folder, store, one) = Folder::with_shop();
    let two = store.create_shop(&crate::fixture::new_shop("two")).unwrap();
    let many: Vec<_> = (1..=500).map(|who| (who, Class::Info)).collect();
    say(&store, one, 1, &many);
    say(&store, two, 1, &[(7, Class::Info)]);
    let mut asked = 0;
    let leased = store.lease(at(2), 9, LEASE, |waiting| {
        asked += 1;
        match waiting.shop == one {
            true => Turn::ShopWaits,
            false => Turn::Now,
        }
    });
    assert_eq!(leased.unwrap()[0].shop, two);
    assert_eq!(asked, 2, "the shop that waits is asked about once");
    assert_eq!(store.outbox_counts().unwrap()[&OutboxState::Pending], 500);
    let shares: Vec<_> = (0..2)
        .map(|_| store.lease(at(3), 9, LEASE, |_| Turn::Now).unwrap().len())
        .collect();
    assert_eq!(shares, [9, 9]);
}

/// Steps that the writing connection takes while something is done, in hundreds.
fn steps(store: &Store, work: impl FnOnce()) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let watch = move || {
        counted.fetch_add(1, Ordering::Relaxed);
        false
    };
    let mut writer = store.inner().writer();
    writer
        .connection
        .progress_handler(100, Some(watch))
        .unwrap();
    drop(writer);
    work();
    count.load(Ordering::Relaxed)
}

#[test]
fn what_was_sent_is_not_read_again_by_a_lease() {
    let (_folder, store, shop) = Folder::with_shop();
    let many: Vec<_> = (1..=120).map(|who| (who, Class::Answer)).collect();
    let mut rounds = Vec::new();
    for version in 1..=20 {
        say(&store, shop, version, &many);
        let now = at(i64::try_from(version).unwrap());
        let mut leased = Vec::new();
        rounds.push(steps(&store, || {
            leased = store.lease(now, 32, LEASE, |_| Turn::Now).unwrap();
        }));
        while !leased.is_empty() {
            let sent = || SendResult::Sent {
                provider_id: "SM1".to_owned(),
            };
            let results: Vec<_> = leased
                .into_iter()
                .map(|message| (message, sent()))
                .collect();
            store.finish(&results, now).unwrap();
            leased = store.lease(now, 500, LEASE, |_| Turn::Now).unwrap();
        }
    }
    assert_eq!(store.outbox_counts().unwrap(), BTreeMap::new());
    let (first, last) = (rounds[1], rounds[19]);
    assert!(last <= first * 2, "{rounds:?}");
}
