//! Forgetting at its edges: a ledger that was cut short, a shop that is not there, two erasures of which one is complete.

use crate::StoreError;
use crate::contacts::ContactRef;
use crate::fixture::{Folder, answered, at, new_shop};
use crate::outbox::{OutboxState, SendResult};
use snapsell_core::{Change, Class, CommandId, CustomerId, Journal as _, ShopId, Span, Version};

#[test]
fn a_line_that_a_crash_cut_short_spoils_no_other() {
    let (folder, store, shop) = Folder::with_shop();
    let ledger = folder.path("shop.db.erasures");
    std::fs::write(&ledger, r#"{"of":"half"#).unwrap();
    store
        .erase_customer(shop, CustomerId::new(1), at(1))
        .unwrap();
    let lines = store.ledger().read().unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].customer, 1);
}

#[test]
fn a_shop_that_is_not_there_cannot_leave_and_the_newest_keeps_its_number() {
    let (_folder, store, shop) = Folder::with_shop();
    let nobody = ShopId::new(99);
    let missing = Err(StoreError::Missing("shop"));
    assert_eq!(store.erase_shop(nobody, at(1)), missing);
    assert_eq!(store.erasures(nobody).unwrap(), []);
    store.erase_shop(shop, at(1)).unwrap();
    let next = store.create_shop(&new_shop("next"));
    assert_eq!(next, Ok(shop.next()));
    store.erase_shop(shop.next(), at(2)).unwrap();
    let third = store.create_shop(&new_shop("third"));
    assert_eq!(third, Ok(shop.next().next()));
    let left = store.contact(
        shop,
        &ContactRef {
            phone: Some("+33600000001"),
            user_id: None,
            name: None,
            at: at(1),
        },
    );
    assert_eq!(left.map(|_| ()), missing, "nothing of it is in memory");
}

#[test]
fn an_erasure_that_is_complete_says_nothing_of_others() {
    let (_folder, store, shop) = Folder::with_shop();
    let other_shop = store.create_shop(&new_shop("other")).unwrap();
    let [her, other] = [1, 2].map(CustomerId::new);
    store.cut(shop, other, at(1)).unwrap();
    store.cut(other_shop, her, at(1)).unwrap();
    store.erase_customer(shop, her, at(2)).unwrap();
    let done = store.done().unwrap();
    assert_eq!(done, [(shop.get(), her.get())].into());
}

#[test]
fn no_number_of_somebody_who_was_forgotten_is_given_again() {
    let (_folder, store, shop) = Folder::with_shop();
    let other = store.create_shop(&new_shop("other")).unwrap();
    let her = CustomerId::new(5_000);
    store.erase_customer(shop, her, at(1)).unwrap();
    let who = ContactRef {
        phone: Some("+33600000001"),
        user_id: None,
        name: None,
        at: at(1),
    };
    let next = [shop, other].map(|shop| store.contact(shop, &who).unwrap());
    assert_eq!(next.map(CustomerId::get), [5_001, 1]);
}

#[test]
fn replies_in_doubt_or_given_up_are_withheld_and_what_others_need_stays() {
    let (_folder, store, shop) = Folder::with_shop();
    let who = ContactRef {
        phone: Some("+33600004242"),
        user_id: None,
        name: None,
        at: at(1),
    };
    let her = store.contact(shop, &who).unwrap();
    // Somebody else's address names her number, and so does a message that nothing needs.
    let given = Change::AddressGiven {
        customer: CustomerId::new(7),
        message: CommandId::new(1_001),
    };
    let words = "chez Awa, 06 00 00 42 42";
    let mut commits = [
        answered(shop, 1, vec![given], words),
        answered(shop, 2, vec![], words),
        answered(shop, 3, vec![], "bonjour"),
    ];
    for commit in &mut commits {
        commit.decision.replies[0].to = her;
        commit.decision.replies[0].class = match commit.decision.version.get() {
            1 => Class::Answer,
            2 => Class::Queue,
            _ => Class::Info,
        };
    }
    assert!(store.commit(&commits).iter().all(Result::is_ok));
    let lease = |second| {
        let span = Span::from_secs(9);
        let leased = store.lease(at(second), 1, span, |_| crate::Turn::Now);
        leased.unwrap().remove(0)
    };
    let dead = SendResult::Dead {
        code: None,
        reason: "no".to_owned(),
    };
    store.finish(&[(lease(4), dead)], at(4)).unwrap();
    store.sent(&lease(5), "SM2", at(5)).unwrap();
    let unknown = SendResult::Unknown { look_at: at(9) };
    store.finish(&[(lease(6), unknown)], at(6)).unwrap();
    store.erase_customer(shop, her, at(7)).unwrap();
    let replies = store.replies(shop, 0).unwrap();
    let left: Vec<_> = replies
        .iter()
        .map(|row| (row.state, row.reason.as_deref(), row.provider_id.as_deref()))
        .collect();
    let withheld = (OutboxState::Withheld, Some("erased"), None);
    assert_eq!(left, [withheld, (OutboxState::Sent, None, None), withheld]);
    let heard = store.receipts_after(shop, Version::new(0), 9).unwrap();
    let kept: Vec<bool> = heard.iter().map(|one| one.content.is_some()).collect();
    assert_eq!(kept, [true, false, true]);
}
