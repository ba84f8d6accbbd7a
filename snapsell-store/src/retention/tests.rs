//! What a shop keeps for how long, and what it needs longer.

use super::*;
use crate::fixture::{Folder, answered, at};
use snapsell_core::{Change, CommandId, Journal as _};

const DAY: i64 = 24 * 3_600;

#[test]
fn what_is_old_enough_goes_in_slices_and_what_is_needed_stays() {
    let (_folder, store, shop) = Folder::with_shop();
    let her = CustomerId::new(7);
    let mut commits = Vec::new();
    for version in 1..=450_u64 {
        // The first address is replaced by the second one, which she still has.
        let given = matches!(version, 10 | 20).then(|| Change::AddressGiven {
            customer: her,
            message: CommandId::new(1_000 + u128::from(version)),
        });
        let mut commit = answered(shop, version, given.into_iter().collect(), "words");
        commit.decision.at = at(i64::try_from(version).unwrap() * DAY);
        commits.push(commit);
    }
    let photo = CommandId::new(1_005);
    for (message, source) in [(photo, "photo"), (CommandId::new(1_006), "receipt")] {
        store
            .expect_media(shop, message, her, &[source], at(DAY))
            .unwrap();
    }
    assert!(store.commit(&commits).iter().all(Result::is_ok));
    store
        .media_done(shop, photo, 0, "image/jpeg", b"p")
        .unwrap();
    let item = "INSERT INTO items (shop, item, code, size, label, kind, price, stock, to_check, withdrawn, photo, offered_at)
         VALUES (?1, 1, 'A1', '', 'A01', 'unique', 1, 1, 0, 0, ?2, 1)";
    store
        .write(|transaction| {
            let photo = photo.get().to_be_bytes();
            Ok(transaction.execute(item, params![shop.get(), photo])?)
        })
        .unwrap();

    let now = at(450 * DAY);
    assert_eq!(Retention::default().messages, 12);
    let mut slices = 0;
    while store.retain(shop, now).unwrap() > 0 {
        slices += 1;
    }
    assert!((3..=8).contains(&slices), "{slices}");
    let kept = store.heard_from(shop, her, 999).unwrap();
    let with_words: Vec<u64> = kept
        .iter()
        .filter(|row| row.content.is_some())
        .map(|row| row.version.get())
        .collect();
    // 365 days and a quarter of 450, and the address that she has.
    assert_eq!(with_words.len(), 1 + 366, "{with_words:?}");
    assert!(with_words.contains(&20) && !with_words.contains(&10));
    let told = store.told_to(shop, her, 999).unwrap();
    assert_eq!(told.iter().filter(|row| row.reply.is_some()).count(), 366);
    assert!(
        store.media(shop, photo, 0).unwrap().is_some(),
        "an item's photo stays"
    );
    let left = |store: &Store| {
        store.read(|connection| {
            Ok(connection.query_row("SELECT count(*) FROM media", [], |row| row.get(0))?)
        })
    };
    assert_eq!(left(&store), Ok(1), "the receipt is gone");
}

#[test]
fn a_shorter_period_takes_more_away() {
    let (_folder, store, shop) = Folder::with_shop();
    for version in 1..=60_u64 {
        let mut commit = answered(shop, version, vec![], "words");
        commit.decision.at = at(i64::try_from(version).unwrap() * DAY);
        assert!(store.commit(&[commit])[0].is_ok());
    }
    let (her, now) = (CustomerId::new(7), at(60 * DAY));
    assert_eq!(store.retain(shop, now), Ok(0));
    let shorter = Retention {
        messages: 1,
        ..Retention::default()
    };
    store.set_retention(shop, shorter).unwrap();
    while store.retain(shop, now).unwrap() > 0 {}
    let kept = store.heard_from(shop, her, 999).unwrap();
    assert_eq!(kept.iter().filter(|row| row.content.is_some()).count(), 31);
    assert_eq!(store.retention(shop).unwrap(), shorter);
    let wrong = Retention {
        people: 0,
        ..shorter
    };
    assert!(store.set_retention(shop, wrong).is_err());
}

#[test]
fn words_and_pictures_that_something_needs_stay_until_it_does_not() {
    use snapsell_core::{HoldId, Money, OrderNumber, OrderStatus};
    let (_folder, store, shop) = Folder::with_shop();
    let (her, order) = (CustomerId::new(7), OrderNumber::new(1));
    let message = |version: u64| CommandId::new(1_000 + u128::from(version));
    let address = |version| Change::AddressGiven {
        customer: her,
        message: message(version),
    };
    let commit = |version: u64, day: i64, changes: Vec<Change>| {
        let mut one = answered(shop, version, changes, "words");
        one.decision.at = at(day * DAY);
        assert!(store.commit(&[one])[0].is_ok());
    };
    let hold = crate::fixture::held(1, 1, 7, &[0], 900);
    commit(1, 1, vec![crate::fixture::offered(1, 9), hold]);
    commit(2, 1, vec![address(2)]);
    let placed = Change::OrderPlaced {
        order,
        customer: her,
        holds: vec![HoldId::new(1)],
        fee: Money::from_minor(0),
        status: OrderStatus::Confirmed,
        deposit: Money::from_minor(0),
        address: message(2),
    };
    commit(3, 1, vec![placed]);
    commit(4, 1, vec![address(4)]);
    let receipt = Change::ProofReceived {
        customer: her,
        proof: message(5),
        order: Some(order),
        review_until: None,
        expected: None,
    };
    store
        .expect_media(shop, message(5), her, &["receipt"], at(DAY))
        .unwrap();
    commit(5, 1, vec![receipt]);
    store
        .expect_media(shop, message(6), her, &["a young picture"], at(DAY))
        .unwrap();
    // An address that is replaced, and young.
    commit(6, 399, vec![address(6)]);
    commit(7, 399, vec![address(7)]);
    for (day, text) in [(1, "old"), (399, "young")] {
        let note = crate::OrderNote {
            at: at(day * DAY),
            user: snapsell_core::UserId::new(1),
            text: text.to_owned(),
        };
        store.add_order_note(shop, order, &note).unwrap();
    }
    let kept = || {
        while store.retain(shop, at(400 * DAY)).unwrap() > 0 {}
        let heard = store.receipts_after(shop, snapsell_core::Version::new(0), 99);
        let kept = heard.unwrap().into_iter();
        let kept = kept.filter(|one| one.content.is_some());
        kept.map(|one| one.version.get()).collect::<Vec<_>>()
    };
    assert_eq!(kept(), [2, 5, 6, 7]);
    assert_eq!(store.media_todo(at(400 * DAY), 9).unwrap().len(), 2);
    let notes = store.order_notes(shop, order).unwrap();
    let notes: Vec<_> = notes.into_iter().map(|note| note.text).collect();
    assert_eq!(notes, ["young"]);
    let status = OrderStatus::Delivered;
    commit(8, 400, vec![Change::OrderMoved { order, status }]);
    assert_eq!(kept(), [6, 7, 8]);
    let left = store.media_todo(at(500 * DAY), 9).unwrap();
    let left: Vec<_> = left.into_iter().map(|one| one.source).collect();
    assert_eq!(left, ["a young picture"]);
}

#[test]
fn whoever_has_not_written_for_long_is_found_by_number() {
    let (_folder, store, shop) = Folder::with_shop();
    let other = store.create_shop(&crate::fixture::new_shop("other"));
    let who = |phone, day: i64| crate::ContactRef {
        phone: Some(phone),
        user_id: None,
        name: None,
        at: at(day * DAY),
    };
    let met = [
        store.contact(shop, &who("+331", 1)),
        store.contact(shop, &who("+332", 1)),
        store.mention(shop, &who("+333", 1)),
        store.contact(shop, &who("+334", 40)),
        store.contact(other.unwrap(), &who("+335", 1)),
    ];
    let [one, two, named, ..] = met.map(Result::unwrap);
    assert_eq!(store.contact(shop, &who("+331", 39)), Ok(one));
    store.flush_contacts().unwrap();
    let silent = |after, most| {
        let after = CustomerId::new(after);
        store.silent_people(shop, at(39 * DAY), after, most)
    };
    assert_eq!(
        silent(0, 9),
        Ok(vec![two, named]),
        "one wrote at that instant"
    );
    assert_eq!(silent(0, 1), Ok(vec![two]));
    assert_eq!(silent(two.get(), 9), Ok(vec![named]));
    let periods = Retention {
        messages: 1,
        proofs: 2,
        people: 3,
    };
    store.set_retention(shop, periods).unwrap();
    let longer = Retention {
        messages: 4,
        proofs: 5,
        people: 6,
    };
    store.set_retention(shop, longer).unwrap();
    assert_eq!(store.retention(shop), Ok(longer));
    let six_months = Span::from_millis(MONTH.millis() * 6);
    assert_eq!(longer.people_since(at(0)), at(0) - six_months);
}
