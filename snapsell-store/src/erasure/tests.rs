//! Forgetting, seen from outside: her bytes are nowhere, in no file, and nobody brings them back.

use crate::connection::Options;
use crate::contacts::ContactRef;
use crate::fixture::{Folder, answered, at, offered};
use crate::outbox::OutboxState;
use crate::store::Store;
use crate::{DeedRow, OrderNote};
use rusqlite::Connection;
use snapsell_core::{
    Change, CommandId, CustomerId, Journal as _, OrderNumber, ShopId, Span, UserId, Version,
};
use std::collections::BTreeSet;
use std::path::Path;

const PHONE: &str = "+2250700004242";
const NAME: &str = "Canary Kouassi";
const WORDS: &str = "canary villa 77, rue des jardins";

fn who(phone: &str) -> ContactRef<'_> {
    ContactRef {
        phone: Some(phone),
        user_id: Some("CI.canary-user"),
        name: Some(NAME),
        at: at(1),
    }
}

/// Everything of hers that the database holds, as it lies there: sealed, and the blind indexes.
fn sealed_bytes(database: &Path, customer: CustomerId) -> Vec<Vec<u8>> {
    let connection = Connection::open(database).unwrap();
    let mut all = Vec::new();
    for (sql, columns) in [
        (
            "SELECT phone, user_id, name FROM contacts WHERE customer = ?1",
            3,
        ),
        ("SELECT alias FROM aliases WHERE customer = ?1", 1),
        (
            "SELECT content FROM inbox WHERE customer = ?1 AND content IS NOT NULL",
            1,
        ),
        (
            "SELECT body FROM outbox WHERE customer = ?1 AND body IS NOT NULL",
            1,
        ),
        ("SELECT source, body FROM media WHERE customer = ?1", 2),
        ("SELECT body FROM order_notes WHERE ?1 > 0", 1),
    ] {
        let mut statement = connection.prepare(sql).unwrap();
        let mut rows = statement.query([customer.get()]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                all.extend(row.get::<_, Option<Vec<u8>>>(column).unwrap());
            }
        }
    }
    all
}

/// Bytes by which a value is recognised; one longer than a page lies in pieces, so its end is looked for as well.
const PIECE: usize = 12;

fn check_gone(files: &[&Path], bytes: &[Vec<u8>]) {
    let plain = [
        PHONE.as_bytes(),
        NAME.as_bytes(),
        b"rue des jardins",
        b"canary-picture",
    ];
    let mut wanted = BTreeSet::new();
    for value in bytes.iter().map(Vec::as_slice).chain(plain) {
        // What all sealed values have in common, the format and the key, says nothing.
        let value = &value[if value.len() > 40 { 5 } else { 0 }..];
        wanted.insert(&value[..PIECE]);
        wanted.insert(&value[value.len() - PIECE..]);
    }
    let mut begins = [false; 256];
    wanted
        .iter()
        .for_each(|piece| begins[usize::from(piece[0])] = true);
    for path in files {
        let file = std::fs::read(path).unwrap_or_default();
        let found = file
            .windows(PIECE)
            .filter(|window| begins[usize::from(window[0])])
            .filter(|window| wanted.contains(window))
            .count();
        assert_eq!(found, 0, "{}", path.display());
    }
}

/// A customer with a long conversation, pictures and a note on an order; answers her number.
fn canary(store: &Store, shop: ShopId) -> CustomerId {
    let her = store.contact(shop, &who(PHONE)).unwrap();
    let mut commits = Vec::new();
    for version in 1..=120_u64 {
        let changes = match version {
            1 => vec![offered(1, 9)],
            2 => vec![Change::AddressGiven {
                customer: her,
                message: CommandId::new(1_002),
            }],
            _ => vec![],
        };
        let mut commit = answered(shop, version, changes, WORDS);
        let receipt = commit.receipt.as_mut().unwrap();
        // Every third message is somebody else's; one of the team's holds her number.
        if version % 3 == 0 {
            receipt.from = CustomerId::new(1_000);
            receipt.content = match version {
                60 => b"POUR 07 0000 4242 A12".to_vec(),
                _ => format!("A12 x{version}").into_bytes(),
            };
            commit.decision.replies[0].to = CustomerId::new(1_000);
        } else {
            receipt.from = her;
            // The team typed one on her behalf: the provider never had it.
            if version == 100 {
                receipt.native_id.clear();
            }
            commit.decision.replies[0].to = her;
        }
        commits.push(commit);
    }
    let source = |n| format!("https://api/2010-04-01/Accounts/AC1/Messages/MM{n}/Media/ME{n}");
    for version in [4_u64, 5] {
        let message = CommandId::new(1_000 + u128::from(version));
        let sources = [source(version)];
        store
            .expect_media(
                shop,
                message,
                her,
                &sources.each_ref().map(String::as_str),
                at(1),
            )
            .unwrap();
    }
    assert!(store.commit(&commits).iter().all(Result::is_ok));
    let picture = b"canary-picture ".repeat(4_000);
    store
        .media_done(shop, CommandId::new(1_004), 0, "image/jpeg", &picture)
        .unwrap();
    her
}

fn with_words(store: &Store, shop: ShopId) -> Vec<u64> {
    let heard = store.receipts_after(shop, Version::new(56), 10).unwrap();
    let kept = heard.iter().filter(|one| one.content.is_some());
    kept.map(|one| one.version.get()).collect()
}

#[test]
fn after_an_erasure_her_bytes_are_in_no_file_and_the_journal_is_whole() {
    let (folder, store, shop) = Folder::with_shop();
    let her = canary(&store, shop);
    let note = OrderNote {
        at: at(1),
        user: UserId::new(1),
        text: "canary note".into(),
    };
    let connection = Connection::open(folder.database()).unwrap();
    let order = "INSERT INTO orders (shop, number, customer, live, fee, status, payment, deposit, address, placed_at, moved_at)
         VALUES (?1, 1, ?2, 1, 0, 'delivered', 'no_deposit', 0, x'00', 1, 1)";
    connection.execute(order, [shop.get(), her.get()]).unwrap();
    store
        .add_order_note(shop, OrderNumber::new(1), &note)
        .unwrap();
    connection.execute("DELETE FROM orders", []).unwrap();
    connection.execute(order, [shop.get(), her.get()]).unwrap();
    let bytes = sealed_bytes(&folder.database(), her);
    assert!(bytes.len() > 160, "{}", bytes.len());
    let leased = store.lease(at(200), 1, Span::from_secs(60), |_| crate::Turn::Now);
    let leased = leased.unwrap();
    store.sent(&leased[0], "SMsent", at(201)).unwrap();

    let report = store.erase_customer(shop, her, at(300)).unwrap();
    assert_eq!((report.messages, report.files, report.notes), (81, 2, 1));
    assert_eq!(report.replies, 80);
    assert_eq!(report.at_provider, 79 + 2 + 1);
    connection.execute("DELETE FROM orders", []).unwrap();
    drop(connection);
    let copy = folder.path("copy.db");
    store.backup(&copy).unwrap();
    let log = folder.path("shop.db-wal");
    check_gone(
        &[
            &folder.database(),
            &log,
            &copy,
            &folder.path("shop.db.erasures"),
        ],
        &bytes,
    );
    assert_eq!(store.audit(shop).unwrap().violation, None);
    let with_words = with_words(&store, shop);
    assert_eq!(
        with_words,
        [57, 63, 66],
        "not hers, nor that with her number"
    );
    let mut owed = store.provider_deletions(at(300), 99).unwrap().into_iter();
    assert!(owed.any(|one| one.message == "SMsent"));
    assert_eq!(store.contact_details(shop, her).unwrap(), None);
    assert_eq!(
        store.address_text(shop, CommandId::new(1_002)).unwrap(),
        None
    );
    let replies = store.replies(shop, 0).unwrap();
    let hers = replies.iter().filter(|reply| reply.customer == her);
    let open = hers.filter(|reply| reply.state.is_open()).count();
    assert_eq!(open, 0, "nothing waits to be sent to her");
    let others = replies.iter().filter(|reply| reply.customer != her);
    assert!(
        others
            .clone()
            .all(|reply| reply.state == OutboxState::Pending)
            && others.count() == 40
    );
    let again = store.erase_customer(shop, her, at(301)).unwrap();
    assert_eq!(again, crate::ErasureReport::default());
}

#[test]
fn the_next_message_of_the_same_number_is_a_strangers_in_every_process() {
    let (folder, store, shop) = Folder::with_shop();
    let other = folder.open();
    let her = store.contact(shop, &who(PHONE)).unwrap();
    assert!(store.commit(&[answered(shop, 1, vec![], "a")])[0].is_ok());
    assert_eq!(
        other.contact(shop, &who(PHONE)).unwrap(),
        her,
        "both know her"
    );
    let mut decided = answered(shop, 2, vec![], WORDS);
    decided.receipt.as_mut().unwrap().from = her;
    store.erase_customer(shop, her, at(5)).unwrap();
    for process in [&store, &other] {
        let refused = process
            .commit(std::slice::from_ref(&decided))
            .pop()
            .unwrap();
        assert!(
            matches!(refused, Err(snapsell_core::CommitError::Conflict)),
            "what was decided about her before: {refused:?}"
        );
    }
    let new = other.contact(shop, &who(PHONE)).unwrap();
    assert_ne!(new, her);
    decided.receipt.as_mut().unwrap().from = new;
    assert!(other.commit(&[decided])[0].is_ok());
    assert_eq!(store.contact(shop, &who(PHONE)).unwrap(), new);
}

#[test]
fn an_old_copy_does_not_bring_her_back() {
    let (folder, store, shop) = Folder::with_shop();
    let her = canary(&store, shop);
    let copies = folder.path("copies");
    std::fs::create_dir(&copies).unwrap();
    let old = copies.join("old.db");
    store.backup(&old).unwrap();
    let bytes = sealed_bytes(&folder.database(), her);
    store.erase_customer(shop, her, at(300)).unwrap();
    // Somebody who was forgotten after she came after the copy.
    let late = store.contact(
        shop,
        &ContactRef {
            user_id: None,
            ..who("+33612345678")
        },
    );
    let late = late.unwrap();
    store.erase_customer(shop, late, at(301)).unwrap();
    store.backup(&copies.join("new.db")).unwrap();
    drop(store);

    // Elsewhere, with nothing but the folder of copies and the key.
    let elsewhere = folder.path("elsewhere.db");
    Store::restore(&old, &elsewhere, false).unwrap();
    let restored = Store::open(&elsewhere, folder.key(), Options::default()).unwrap();
    assert!(
        restored.contact_details(shop, her).unwrap().is_some(),
        "the copy has her"
    );
    let beside = Store::ledger_of(&copies);
    assert_eq!(restored.replay_erasures(&[&beside]).unwrap(), 2);
    assert_eq!(restored.contact_details(shop, her).unwrap(), None);
    check_gone(&[&elsewhere, &folder.path("elsewhere.db-wal")], &bytes);
    assert_eq!(restored.audit(shop).unwrap().violation, None);
    assert_eq!(restored.replay_erasures(&[&beside]).unwrap(), 0);
    let next = restored.contact(
        shop,
        &ContactRef {
            user_id: None,
            ..who("+33699999999")
        },
    );
    assert!(next.unwrap() > late, "no number is given twice");
    // Another installation's ledger forgets nobody here.
    let stranger = Folder::with_shop();
    stranger.1.replay_erasures(&[&beside]).unwrap();
    assert_eq!(stranger.1.erasures(stranger.2).unwrap(), []);
}

#[test]
fn an_erasure_that_was_cut_short_is_finished_by_the_next_start() {
    let (folder, store, shop) = Folder::with_shop();
    let her = canary(&store, shop);
    store.cut(shop, her, at(300)).unwrap();
    let erasure = super::Erasure {
        shop,
        customer: Some(her),
        at: at(300),
    };
    store
        .ledger()
        .append(&[store.line(erasure).unwrap()])
        .unwrap();
    drop(store);
    let store = folder.open();
    assert_eq!(store.replay_erasures(&[]).unwrap(), 1);
    assert!(sealed_bytes(&folder.database(), her).is_empty());
    assert_eq!(store.erasures(shop).unwrap(), [erasure]);
}

#[test]
fn a_shop_leaves_whole_and_its_number_is_not_given_again() {
    let (folder, store, shop) = Folder::with_shop();
    let her = canary(&store, shop);
    let kept = store
        .create_shop(&crate::fixture::new_shop("kept"))
        .unwrap();
    let user = store
        .create_user(Some(shop), "owner@acme", "owner", "$hash", at(1))
        .unwrap();
    store.open_session(&[5; 32], user, "phone", at(1)).unwrap();
    let deed = DeedRow {
        shop: Some(shop),
        at: at(1),
        user: Some(user),
        what: "reveal".into(),
        subject: "x".into(),
    };
    store.note_deed(&deed).unwrap();
    let copy = folder.path("old.db");
    store.backup(&copy).unwrap();
    let bytes = sealed_bytes(&folder.database(), her);
    store.erase_shop(shop, at(300)).unwrap();
    check_gone(&[&folder.database(), &folder.path("shop.db-wal")], &bytes);
    assert_eq!(store.shop(shop).unwrap(), None);
    assert_eq!(store.users(Some(shop)).unwrap(), []);
    let left: u32 = store
        .read(|connection| {
            Ok(connection.query_row("SELECT count(*) FROM journal", [], |row| row.get(0))?)
        })
        .unwrap();
    assert_eq!(left, 0);
    let next = store
        .create_shop(&crate::fixture::new_shop("acme"))
        .unwrap();
    assert!(next > shop && next > kept);
    drop(store);
    Store::restore(&copy, &folder.database(), true).unwrap();
    let store = folder.open();
    assert!(store.shop(shop).unwrap().is_some());
    assert_eq!(store.replay_erasures(&[]).unwrap(), 1);
    assert_eq!(store.shop(shop).unwrap(), None);
    assert!(store.shop(kept).unwrap().is_some());
}

#[test]
fn what_the_provider_owes_is_given_to_one_caller_until_it_is_done() {
    let (_folder, store, shop) = Folder::with_shop();
    let her = canary(&store, shop);
    store.erase_customer(shop, her, at(300)).unwrap();
    let first = store.provider_deletions(at(300), 2).unwrap();
    assert_eq!(
        first
            .iter()
            .map(|one| (one.message.as_str(), one.media.as_deref()))
            .collect::<Vec<_>>(),
        [("MM4", Some("ME4")), ("MM5", Some("ME5"))],
        "media go before their message"
    );
    store.provider_deleted(first[0].id, None).unwrap();
    store.provider_deleted(first[1].id, Some(at(400))).unwrap();
    let left = store.provider_deletions_left().unwrap();
    assert_eq!(left, 79 + 1);
    let rest = store.provider_deletions(at(301), 999).unwrap();
    assert!(
        rest.iter().all(|one| one.media.is_none()),
        "the rest is not due, or given away"
    );
    assert_eq!(rest.len(), 79);
    let again = store.provider_deletions(at(400), 1).unwrap();
    assert_eq!((again[0].id, again[0].attempts), (first[1].id, 2));
}
