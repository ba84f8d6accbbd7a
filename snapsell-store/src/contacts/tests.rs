//! People from the outside: numbers, aliases, restarts, two processes.

use super::*;
use crate::fixture::{Folder, at, commit};
use snapsell_core::Journal;

fn who<'a>(phone: Option<&'a str>, user_id: Option<&'a str>, second: i64) -> ContactRef<'a> {
    ContactRef {
        phone,
        user_id,
        name: Some("Awa"),
        at: at(second),
    }
}

#[test]
fn a_person_keeps_her_number_across_a_restart_once_her_message_is_committed() {
    let (folder, store, shop) = Folder::with_shop();
    let awa = store.contact(shop, &who(Some("+331"), None, 1)).unwrap();
    let other = store.contact(shop, &who(Some("+332"), None, 1)).unwrap();
    assert_ne!(awa, other);
    assert!(store.commit(&[commit(shop, 1, vec![])])[0].is_ok());
    drop(store);
    let store = folder.open();
    assert_eq!(
        store.contact(shop, &who(Some("+331"), None, 2)).unwrap(),
        awa
    );
    let details = store.contact_details(shop, awa).unwrap().unwrap();
    assert_eq!(details.phone.as_deref(), Some("+331"));
    assert_eq!(details.name.as_deref(), Some("Awa"));
    assert_eq!(details.last_inbound, Some(at(1)));
}

#[test]
fn a_second_alias_is_linked_to_the_person_it_came_with() {
    let (folder, store, shop) = Folder::with_shop();
    let awa = store.contact(shop, &who(Some("+331"), None, 1)).unwrap();
    assert_eq!(
        store
            .contact(shop, &who(Some("+331"), Some("u1"), 2))
            .unwrap(),
        awa
    );
    assert_eq!(store.contact(shop, &who(None, Some("u1"), 3)).unwrap(), awa);
    store.flush_contacts().unwrap();
    drop(store);
    let store = folder.open();
    assert_eq!(store.contact(shop, &who(None, Some("u1"), 4)).unwrap(), awa);
    let details = store.contact_details(shop, awa).unwrap().unwrap();
    assert_eq!(details.user_id.as_deref(), Some("u1"));
}

#[test]
fn a_person_who_was_only_named_has_not_written() {
    let (_folder, store, shop) = Folder::with_shop();
    let awa = store.mention(shop, &who(Some("+331"), None, 1)).unwrap();
    let details = store.contact_details(shop, awa).unwrap().unwrap();
    assert_eq!(details.last_inbound, None);
    store.contact(shop, &who(Some("+331"), None, 2)).unwrap();
    let details = store.contact_details(shop, awa).unwrap().unwrap();
    assert_eq!(details.last_inbound, Some(at(2)));
}

#[test]
fn two_processes_never_give_one_number_to_two_people() {
    let (folder, store, shop) = Folder::with_shop();
    let other = folder.open();
    let awa = store.contact(shop, &who(Some("+331"), None, 1)).unwrap();
    let bea = other.contact(shop, &who(Some("+332"), None, 1)).unwrap();
    assert_ne!(awa, bea);
    assert_eq!(store.known_contact(shop, "+331").unwrap(), Some(awa));
    assert_eq!(store.known_contact(shop, "+339").unwrap(), None);
}

#[test]
fn a_person_whose_commit_failed_is_written_with_the_next_one() {
    let folder = Folder::new();
    let shop = folder
        .open()
        .create_shop(&crate::fixture::new_shop("acme"))
        .unwrap();
    let busy = std::time::Duration::from_millis(20);
    let store = folder.open_with(crate::Options {
        busy,
        ..crate::Options::default()
    });
    let awa = store.contact(shop, &who(Some("+331"), None, 1)).unwrap();
    let other = rusqlite::Connection::open(folder.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(store.commit(&[commit(shop, 1, vec![])])[0].is_err());
    other.execute_batch("ROLLBACK").unwrap();
    assert!(store.commit(&[commit(shop, 1, vec![])])[0].is_ok());
    drop(store);
    assert_eq!(
        folder
            .open()
            .contact(shop, &who(Some("+331"), None, 2))
            .unwrap(),
        awa
    );
}

#[test]
fn of_two_processes_that_meet_one_person_the_first_to_write_gives_her_number() {
    let (folder, store, shop) = Folder::with_shop();
    let other = folder.open();
    let met = |store: &Store| store.contact(shop, &who(Some("+331"), None, 1)).unwrap();
    let (awa, twice) = (met(&store), met(&other));
    assert_ne!(awa, twice);
    assert!(store.commit(&[commit(shop, 1, vec![])])[0].is_ok());
    let refused = other.commit(&[commit(shop, 2, vec![])]).remove(0);
    assert!(matches!(refused, Err(snapsell_core::CommitError::Conflict)));
    assert_eq!(met(&other), awa);
    assert!(other.commit(&[commit(shop, 2, vec![])])[0].is_ok());
    assert_eq!(other.contact_details(shop, twice).unwrap(), None);
}

#[test]
fn a_number_that_is_shown_later_is_hers_alone() {
    let (_folder, store, shop) = Folder::with_shop();
    let meet = |phone, user_id, second| store.contact(shop, &who(phone, user_id, second)).unwrap();
    let bea = meet(None, Some("u1"), 1);
    let awa = meet(None, Some("u2"), 1);
    store.flush_contacts().unwrap();
    assert_eq!(meet(Some("+332"), Some("u2"), 2), awa);
    let phone = |customer| {
        store
            .contact_details(shop, customer)
            .unwrap()
            .unwrap()
            .phone
    };
    for _ in ["while it waits to be written", "and then"] {
        assert_eq!(phone(awa).as_deref(), Some("+332"));
        assert_eq!(phone(bea), None);
        store.flush_contacts().unwrap();
    }
}
