//! What is sealed opens at its own row alone.

use crate::error::StoreError;
use crate::fixture::{Folder, answered, at};
use rusqlite::Connection;
use snapsell_core::{CustomerId, Journal as _};

#[test]
fn a_ciphertext_that_is_moved_to_another_row_does_not_open() {
    let (folder, store, shop) = Folder::with_shop();
    let commits = [
        answered(shop, 1, vec![], "one"),
        answered(shop, 2, vec![], "two"),
    ];
    assert!(store.commit(&commits).iter().all(Result::is_ok));
    let raw = Connection::open(folder.database()).unwrap();
    raw.execute_batch(
        "UPDATE inbox SET content = (SELECT content FROM inbox WHERE seq = 1) WHERE seq = 2;
         UPDATE outbox SET body = (SELECT body FROM outbox WHERE id = 1) WHERE id = 2;",
    )
    .unwrap();
    let moved = store.receipt(shop, snapsell_core::CommandId::new(1_002));
    assert!(matches!(moved, Err(StoreError::Key(_))));
    let lease = || {
        let span = snapsell_core::Span::from_secs(9);
        store.lease(at(9), 9, span, |_| crate::outbox::Turn::Now)
    };
    assert_eq!(lease().unwrap(), [], "both would have gone as one message");
    let leased = lease().unwrap();
    assert_eq!(leased[0].rows.len(), 1, "the other goes alone");
    store.sent(&leased[0], "SM", at(9)).unwrap();
    assert_eq!(lease().unwrap(), []);
    assert_eq!(
        store.dead_letters(None, 9).unwrap()[0].id,
        2,
        "it is not lost silently"
    );
}

#[test]
fn a_reply_that_is_moved_within_its_entry_does_not_open() {
    let (folder, store, shop) = Folder::with_shop();
    let mut both = answered(shop, 1, vec![], "one");
    let reply = both.decision.replies[0].clone();
    both.decision.replies.push(reply);
    assert!(store.commit(&[both])[0].is_ok());
    let raw = Connection::open(folder.database()).unwrap();
    let swap = "UPDATE outbox SET body = (SELECT body FROM outbox WHERE id = 1) WHERE id = 2";
    raw.execute(swap, []).unwrap();
    let told = store.told_to(shop, CustomerId::new(7), 9);
    let opened = told.unwrap().into_iter().map(|row| row.reply.is_some());
    assert_eq!(
        opened.collect::<Vec<_>>(),
        [false, true],
        "the newest first"
    );
}
