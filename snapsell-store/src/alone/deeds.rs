//! What is done in one shop, deed by deed, while the rows of the other are watched.

use super::*;

/// One message of this shop that is now on its way.
fn lease(store: &Store, shop: ShopId, now: Timestamp) -> Outgoing {
    let only = |waiting: crate::Waiting| match waiting.shop == shop {
        true => Turn::Now,
        false => Turn::ShopWaits,
    };
    store.lease(now, 1, LEASE, only).unwrap().remove(0)
}

fn send(store: &Store, shop: ShopId) {
    let first = lease(store, shop, at(20));
    store.sent(&first, "SM1", at(20)).unwrap();
    let delivered = |mid, status| {
        store
            .status(shop, "SM1", mid, status, None, at(21))
            .unwrap()
    };
    delivered(Some(&*first.mid), DeliveryStatus::Delivered);
    delivered(None, DeliveryStatus::Read);
}

fn fail(store: &Store, shop: ShopId) {
    let end = |result: &dyn Fn() -> SendResult, second| {
        let sent = lease(store, shop, at(second));
        store
            .finish(&[(sent.clone(), result())], at(second))
            .unwrap();
        sent
    };
    end(
        &|| SendResult::Retry {
            at: at(31),
            error: None,
        },
        30,
    );
    end(&|| SendResult::Unknown { look_at: at(32) }, 31);
    let doubted = store.unknown(at(33), 9).unwrap().remove(0);
    let dead = SendResult::Dead {
        code: None,
        reason: "no".to_owned(),
    };
    store.finish(&[(doubted.clone(), dead)], at(34)).unwrap();
    let rows: Vec<i64> = doubted.rows.iter().map(|row| row.id).collect();
    store.replay(shop, rows[0]).unwrap();
    if let Some(&row) = rows.get(1) {
        store.drop_letter(shop, row).unwrap();
    }
}

fn put_off(store: &Store, shop: ShopId) {
    let later = |waiting: crate::Waiting| match waiting.shop == shop {
        true => Turn::At(at(41)),
        false => Turn::ShopWaits,
    };
    assert_eq!(store.lease(at(40), 9, LEASE, later), Ok(vec![]));
}

fn lose_a_text(store: &Store, shop: ShopId) {
    let spoil = |transaction: &rusqlite::Transaction<'_>| {
        let all = "UPDATE outbox SET body = x'00' WHERE shop = ?1 AND state <= 1";
        Ok(transaction.execute(all, [shop.get()])?)
    };
    assert!(store.write(spoil).unwrap() > 0);
    let only = |waiting: crate::Waiting| match waiting.shop == shop {
        true => Turn::Now,
        false => Turn::ShopWaits,
    };
    assert_eq!(store.lease(at(41), 9, LEASE, only), Ok(vec![]));
    assert!(!store.dead_letters(Some(shop), 9).unwrap().is_empty());
}

fn move_house(store: &Store, shop: ShopId) {
    let moved = crate::NewShop {
        name: "Moved".into(),
        ..new_shop(&format!("moved-{}", shop.get()))
    };
    store.update_shop(shop, &moved).unwrap();
    let found = store.shop_by_slug(&moved.slug).unwrap().unwrap();
    assert_eq!((found.id, &*found.name), (shop, "Moved"));
}

fn end_holds(store: &Store, shop: ShopId) {
    let changes = vec![
        Change::HoldMoved {
            hold: HoldId::new(3),
            until: at(950),
        },
        Change::HoldShrunk {
            hold: HoldId::new(3),
            slots: slots_of(&units(shop, [2, 3])[1..]),
        },
        Change::HoldGrown {
            hold: HoldId::new(3),
            slots: slots_of(&units(shop, [0, 8])[1..]),
            until: at(990),
            origin: Origin::Promoted,
        },
        Change::OutageCredited {
            until: at(9),
            span: Span::from_secs(60),
        },
        Change::UnitsReturned(OrderNumber::new(1)),
    ];
    assert!(store.commit(&[answered(shop, 9, changes, "later")])[0].is_ok());
    let hold = store.holds(shop).unwrap().remove(0);
    let [first, _] = units(shop, [2, 3]);
    let [_, grown] = units(shop, [0, 8]);
    assert_eq!(hold.slots, slots_of(&[first, grown]));
    let until = at(990) + Span::from_secs(60);
    assert_eq!(hold.state, HoldState::Soft { until });
    store
        .save_snapshot(shop, &Shop::new(Settings::default()))
        .unwrap();
}

fn meet_again(store: &Store, shop: ShopId) {
    let again = ContactRef {
        user_id: Some("FR.1"),
        name: Some("Awa N."),
        ..who("+33600000001", 2 * HOUR)
    };
    assert_eq!(store.contact(shop, &again), Ok(HER));
    store.flush_contacts().unwrap();
    let details = store.contact_details(shop, HER).unwrap().unwrap();
    assert_eq!(details.user_id.as_deref(), Some("FR.1"));
    assert_eq!(details.name.as_deref(), Some("Awa N."));
    assert_eq!(details.last_inbound, Some(at(2 * HOUR)));
    let others = store.contact_details(shop, OTHER).unwrap().unwrap();
    assert_eq!(others.phone.as_deref(), Some("+33600000002"));
    assert_eq!(others.user_id, None);
}

fn note(store: &Store, shop: ShopId) {
    let written = ["another", "one more"].map(|text| OrderNote {
        at: at(1),
        user: UserId::new(1),
        text: text.to_owned(),
    });
    let order = OrderNumber::new(1);
    for note in &written {
        store.add_order_note(shop, order, note).unwrap();
    }
    assert_eq!(store.order_notes(shop, order).unwrap()[1..], written);
    let plan = Plan {
        name: "start".to_owned(),
        lives_max: Some(3),
        paid_to: None,
    };
    store.set_plan(shop, &plan).unwrap();
    assert_eq!(store.plan(shop), Ok(Some(plan)));
    let deed = DeedRow {
        shop: Some(shop),
        at: at(1),
        user: None,
        what: "reveal".to_owned(),
        subject: "customer 1".to_owned(),
    };
    for _ in 0..3 {
        store.note_deed(&deed).unwrap();
    }
    assert_eq!(store.deeds_count(Some(shop)), Ok(3));
    assert_eq!(store.use_link(&token(shop, 1)), Ok(true));
    store.use_links(Some(shop), "reset").unwrap();
}

fn fetch(store: &Store, shop: ShopId) {
    let done = store.media_done(shop, message(5), 0, "image/jpeg", b"picture");
    assert_eq!(done, Ok(()));
    let kept = store.media(shop, message(5), 0).unwrap();
    assert_eq!(kept.map(|media| media.bytes), Some(b"picture".to_vec()));
    assert_eq!(
        store.media(shop, message(6), 0),
        Ok(None),
        "it is not here yet"
    );
    let failed = store.media_failed(shop, message(6), 0, Some(at(99)));
    assert_eq!(failed, Ok(()));
}

fn grow_old(store: &Store, shop: ShopId) {
    let short = Retention {
        messages: 1,
        proofs: 1,
        people: 1,
    };
    store.set_retention(shop, short).unwrap();
    while store.retain(shop, at(2_000 * HOUR)).unwrap() > 0 {}
    let heard = store.receipts_after(shop, Version::new(6), 2).unwrap();
    let kept: Vec<bool> = heard.iter().map(|one| one.content.is_some()).collect();
    assert_eq!(kept, [false, false]);
}

#[test]
fn whatever_is_done_in_one_shop_leaves_the_others_as_they_are() {
    type Deed = fn(&Store, ShopId);
    let deeds: [(&str, Deed); 12] = [
        ("send", send),
        ("fail", fail),
        ("put off", put_off),
        ("lose a text", lose_a_text),
        ("move house", move_house),
        ("end holds", end_holds),
        ("meet again", meet_again),
        ("note", note),
        ("fetch", fetch),
        ("forget her", |store, shop| {
            store.erase_customer(shop, HER, at(900)).unwrap();
            assert_eq!(store.erasures(shop).unwrap().len(), 1);
        }),
        ("grow old", grow_old),
        ("leave", |store, shop| {
            store.erase_shop(shop, at(999)).unwrap();
            assert!(store.tenant(shop).is_err(), "its key is nowhere");
        }),
    ];
    for acting in [0, 1] {
        let folder = Folder::new();
        let store = folder.open();
        let shops = ["one", "two"].map(|slug| store.create_shop(&new_shop(slug)).unwrap());
        fill(&store, shops[0], "words of one");
        fill(&store, shops[1], "words of two");
        let (shop, other) = (shops[acting], shops[1 - acting]);
        // Something is on its way there, too.
        lease(&store, other, at(19));
        let mut before = rows_with(&store, &[("shop", other.get())]);
        for (name, deed) in deeds {
            deed(&store, shop);
            let after = rows_with(&store, &[("shop", other.get())]);
            assert_eq!(after, before, "shop {acting}: {name}");
            before = after;
        }
        assert!(store.trial(other).unwrap().is_some());
        assert_eq!(store.erasures(other).unwrap(), []);
        let violation = store.audit(other).unwrap().violation;
        assert_eq!(violation, None, "and its rows are those of its journal");
    }
}
