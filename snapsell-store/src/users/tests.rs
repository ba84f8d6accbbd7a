//! Members, their sessions and their links, from the outside.

use super::*;
use crate::fixture::{Folder, at};

#[test]
fn an_address_is_found_in_any_case_and_used_once() {
    let (_folder, store, shop) = Folder::with_shop();
    let id = store
        .create_user(Some(shop), "Awa@Example.org ", "owner", "$hash", at(1))
        .unwrap();
    let again = store.create_user(None, "awa@example.ORG", "ops", "$hash", at(1));
    assert_eq!(again, Err(StoreError::Taken("e-mail address")));
    let found = store.user_by_email("AWA@example.org").unwrap().unwrap();
    assert_eq!((found.id, found.shop), (id, Some(shop)));
    assert_eq!(store.users(Some(shop)).unwrap(), [found]);
    assert_eq!(store.users(None).unwrap(), []);
}

#[test]
fn a_change_of_role_ends_the_sessions_at_once() {
    let (_folder, store, shop) = Folder::with_shop();
    let id = store
        .create_user(Some(shop), "a@b", "owner", "$hash", at(1))
        .unwrap();
    let token = [7; 32];
    store.open_session(&token, id, "phone", at(2)).unwrap();
    store.touch_session(&token, at(9)).unwrap();
    let session = store.session(&token).unwrap().unwrap();
    assert_eq!((session.user.id, session.seen_at), (id, at(9)));
    let changed = |change: fn(&mut UserRecord)| {
        let change = |user: &mut UserRecord, _: &[UserRecord]| {
            change(user);
            true
        };
        assert_eq!(store.change_user(id, change), Ok(true));
    };
    changed(|user| user.totp = Some(b"seed".to_vec()));
    assert_eq!(store.session(&token).unwrap(), None);
    assert_eq!(
        store.user(id).unwrap().unwrap().totp.as_deref(),
        Some(&b"seed"[..])
    );
    changed(|user| user.active = false);
    store.open_session(&token, id, "", at(10)).unwrap();
    assert_eq!(store.session(&token).unwrap(), None, "she may not come in");
    assert_eq!(store.close_old_sessions(at(11), at(0)).unwrap(), 1);
}
#[test]
fn of_two_who_remove_each_other_the_second_is_told_no() {
    let (_folder, store, shop) = Folder::with_shop();
    let ids = ["a@b", "c@d"].map(|email| {
        let made = store.create_user(Some(shop), email, "owner", "$hash", at(1));
        made.unwrap()
    });
    // Each began while the other one still was an owner.
    let remove = |user: &mut UserRecord, others: &[UserRecord]| {
        user.active = false;
        others.iter().any(|other| other.active)
    };
    assert_eq!(store.change_user(ids[0], remove), Ok(true));
    assert_eq!(store.change_user(ids[1], remove), Ok(false));
    let active = store.users(Some(shop)).unwrap();
    let active: Vec<bool> = active.iter().map(|user| user.active).collect();
    assert_eq!(active, [false, true]);
    assert_eq!(
        store.change_user(UserId::new(9), remove),
        Err(StoreError::Missing("user"))
    );
}

#[test]
fn what_is_done_about_one_member_concerns_no_other() {
    let (_folder, store, shop) = Folder::with_shop();
    let made = [("a@b", Some(shop)), ("c@d", Some(shop)), ("e@f", None)];
    let made = made.map(|(email, shop)| {
        store
            .create_user(shop, email, "agent", "$hash", at(1))
            .unwrap()
    });
    let [one, two, staff] = made;
    for (user, tokens) in [(one, [1, 2]), (two, [3, 4]), (staff, [5, 6])] {
        for token in tokens {
            let now = at(token.into());
            store
                .open_session(&[token; 32], user, "phone", now)
                .unwrap();
        }
    }
    let open = || {
        let all = 1..=6_u8;
        let open = all.filter(|&token| store.session(&[token; 32]).unwrap().is_some());
        open.collect::<Vec<_>>()
    };
    let newest: Vec<_> = store.sessions(two).unwrap();
    let newest: Vec<u8> = newest.iter().map(|one| one.token_hash[0]).collect();
    assert_eq!(newest, [4, 3]);
    store.lock_session(&[1; 32], true).unwrap();
    store.touch_session(&[3; 32], at(50)).unwrap();
    let told = [1, 2, 3, 4].map(|token| {
        let session = store.session(&[token; 32]).unwrap().unwrap();
        (session.user.id, session.locked, session.seen_at)
    });
    let expected = [
        (one, true, at(1)),
        (one, false, at(2)),
        (two, false, at(50)),
        (two, false, at(4)),
    ];
    assert_eq!(told, expected);
    store.close_session(&[2; 32]).unwrap();
    assert_eq!(open(), [1, 3, 4, 5, 6]);
    let changed = store.change_user(one, |user, others| {
        let others: Vec<UserId> = others.iter().map(|other| other.id).collect();
        assert_eq!(others, [two], "her team");
        user.role = "seller".into();
        user.password_hash = "$other".into();
        true
    });
    assert_eq!(changed, Ok(true));
    assert_eq!(open(), [3, 4, 5, 6]);
    let first = store.user(one).unwrap().unwrap();
    let found = store.user_by_email("c@d").unwrap();
    assert_eq!(found.map(|user| user.id), Some(two));
    assert_eq!((&*first.role, &*first.password_hash), ("seller", "$other"));
    let mut second = store.user(two).unwrap().unwrap();
    assert_eq!((&*second.role, &*second.password_hash), ("agent", "$hash"));
    second.name = Some("Bea".into());
    second.lang = Some("en".into());
    second.shortcuts = false;
    second.pin_hash = Some("$pin".into());
    store.set_preferences(&second).unwrap();
    assert_eq!(store.user(two).unwrap(), Some(second.clone()));
    assert_eq!(store.user(one).unwrap(), Some(first));
    second.id = UserId::new(99);
    let missing = Err(StoreError::Missing("user"));
    assert_eq!(store.set_preferences(&second), missing);
    assert_eq!(store.use_totp_step(one, 7), Ok(true));
    assert_eq!(store.use_totp_step(one, 7), Ok(false));
    assert_eq!(store.use_totp_step(two, 5), Ok(true), "hers are her own");
    store.close_sessions(two).unwrap();
    assert_eq!(open(), [5, 6]);
}

#[test]
fn of_too_many_sessions_those_end_that_were_used_least_lately() {
    let (_folder, store, shop) = Folder::with_shop();
    let user = store.create_user(Some(shop), "a@b", "agent", "$hash", at(1));
    let user = user.unwrap();
    for token in 1..=51_u8 {
        let now = at(token.into());
        store.open_session(&[token; 32], user, "", now).unwrap();
        store.touch_session(&[1; 32], at(60)).unwrap();
    }
    assert_eq!(store.sessions(user).unwrap().len(), 50);
    assert_eq!(store.session(&[2; 32]).unwrap(), None);
    for kept in [1, 3, 51] {
        assert!(store.session(&[kept; 32]).unwrap().is_some(), "{kept}");
    }
    let begun_before = store.close_old_sessions(at(10), at(0)).unwrap();
    assert_eq!(begun_before, 8, "1 and 3 to 9");
    let unused_since = store.close_old_sessions(at(0), at(12)).unwrap();
    assert_eq!(unused_since, 2, "10 and 11");
}

#[test]
fn links_end_with_what_they_were_made_for() {
    let (_folder, store, shop) = Folder::with_shop();
    let ids = ["a@b", "c@d"].map(|email| {
        let made = store.create_user(Some(shop), email, "owner", "$hash", at(1));
        made.unwrap()
    });
    let link = |kind: &str, user: Option<usize>, made_by: usize| NewLink {
        kind: kind.to_owned(),
        shop: Some(shop),
        user: user.map(|index| ids[index]),
        made_by: Some(ids[made_by]),
        ..NewLink::default()
    };
    let links = [
        link("reset", Some(0), 1),
        link("reset", Some(1), 0),
        link("invite", None, 0),
        link(&NewLink::recovery(ids[0]), Some(0), 1),
        link(NewLink::OVERLAY, None, 0),
    ];
    for (token, link) in (0..).zip(&links) {
        store.make_link(&[token; 32], link, at(1), at(99)).unwrap();
    }
    let good = || {
        (0..5)
            .filter(|&token| store.link(&[token; 32], at(2)).unwrap().is_some())
            .collect::<Vec<_>>()
    };
    let change = |change: fn(&mut UserRecord)| {
        let change = |user: &mut UserRecord, _: &[UserRecord]| {
            change(user);
            true
        };
        store.change_user(ids[0], change).unwrap()
    };
    change(|user| user.password_hash = "$other".into());
    assert_eq!(good(), [1, 2, 3, 4], "about her");
    change(|user| user.role = "seller".into());
    assert_eq!(good(), [3, 4], "made by her");
}

#[test]
fn a_clock_that_goes_back_neither_ends_a_new_session_nor_makes_one_look_unused() {
    let (_folder, store, shop) = Folder::with_shop();
    let user = store.create_user(Some(shop), "a@b", "agent", "$hash", at(1));
    let user = user.unwrap();
    for token in 1..=60 {
        store
            .open_session(&[token; 32], user, "phone", at(900))
            .unwrap();
    }
    let new = [99; 32];
    store.open_session(&new, user, "phone", at(5)).unwrap();
    let seen = || store.session(&new).unwrap().map(|one| one.seen_at);
    assert_eq!(seen(), Some(at(5)), "she has just come in");
    store.touch_session(&new, at(9)).unwrap();
    store.touch_session(&new, at(7)).unwrap();
    assert_eq!(seen(), Some(at(9)));
}

#[test]
fn a_session_that_was_locked_can_be_unlocked() {
    let (_folder, store, shop) = Folder::with_shop();
    let user = store.create_user(Some(shop), "a@b", "agent", "$hash", at(1));
    let token = [1; 32];
    store
        .open_session(&token, user.unwrap(), "phone", at(1))
        .unwrap();
    let locked = |wanted| {
        store.lock_session(&token, wanted).unwrap();
        store.session(&token).unwrap().unwrap().locked
    };
    assert_eq!([true, false].map(locked), [true, false]);
}

#[test]
fn whoever_is_shut_out_leaves_no_link_for_others_behind() {
    let (_folder, store, shop) = Folder::with_shop();
    let user = store.create_user(Some(shop), "a@b", "owner", "$hash", at(1));
    let user = user.unwrap();
    let link = NewLink {
        kind: "invite".into(),
        shop: Some(shop),
        made_by: Some(user),
        ..NewLink::default()
    };
    for (token, end) in [(1, 50), (2, 900)] {
        store
            .make_link(&[token; 32], &link, at(1), at(end))
            .unwrap();
    }
    store.make_link(&[3; 32], &link, at(50), at(900)).unwrap();
    let left = |store: &Store| -> u32 {
        let count = "SELECT count(*) FROM links";
        let count = store.read(|connection| Ok(connection.query_row(count, [], |row| row.get(0))?));
        count.unwrap()
    };
    assert_eq!(left(&store), 2, "the one that has ended is gone");
    let shut_out = |user: &mut UserRecord, _: &[UserRecord]| {
        user.active = false;
        true
    };
    assert_eq!(store.change_user(user, shut_out), Ok(true));
    assert_eq!(left(&store), 0);
}
