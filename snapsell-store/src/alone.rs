//! Shops are alone, and so are people: two shops that hold the same people, numbers and ids, and whatever is done in one
//! of them the other's rows stay as they are, to the byte.

use crate::fixture::{Folder, answered, at, held, new_shop, offered, reply};
use crate::{
    ContactRef, DeedRow, DeliveryStatus, NewLink, OrderNote, Outgoing, Plan, Retention, SendResult,
    Store, Turn,
};
use rusqlite::types::Value;
use snapsell_core::{
    Change, Class, CommandId, CustomerId, HoldId, Journal as _, LiveId, Money, OrderNumber,
    OrderStatus, Settings, Shop, ShopId, Span, Timestamp, UserId, Version,
};

const LEASE: Span = Span::from_secs(30);
const HOUR: i64 = 3_600;
const HER: CustomerId = CustomerId::new(1);
const OTHER: CustomerId = CustomerId::new(2);

/// Every row, with its table, that has these values in these columns.
fn rows_with(store: &Store, wanted: &[(&str, u32)]) -> Vec<(String, Vec<Value>)> {
    let work = |connection: &rusqlite::Connection| {
        let tables: Vec<String> = connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut all = Vec::new();
        for table in tables {
            let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\""))?;
            let columns: Vec<String> = statement
                .column_names()
                .into_iter()
                .map(str::to_owned)
                .collect();
            let place = |name: &str| columns.iter().position(|column| column == name);
            let Some(places) = wanted
                .iter()
                .map(|(name, _)| place(name))
                .collect::<Option<Vec<_>>>()
            else {
                continue;
            };
            let rows = statement.query_map([], |row| {
                (0..columns.len())
                    .map(|column| row.get(column))
                    .collect::<Result<Vec<Value>, _>>()
            })?;
            for row in rows {
                let row = row?;
                let values = wanted.iter().zip(&places);
                if values
                    .clone()
                    .all(|((_, value), &place)| row[place] == Value::Integer((*value).into()))
                {
                    all.push((table.clone(), row));
                }
            }
        }
        Ok(all)
    };
    store.read(work).unwrap()
}

fn message(version: u64) -> CommandId {
    CommandId::new(1_000 + u128::from(version))
}

fn who(phone: &str, second: i64) -> ContactRef<'_> {
    ContactRef {
        phone: Some(phone),
        user_id: None,
        name: Some("Awa"),
        at: at(second),
    }
}

/// A shop with two people who did the same; all numbers are those of every shop that is filled so.
fn fill(store: &Store, shop: ShopId, words: &str) {
    let address = |customer, version| Change::AddressGiven {
        customer,
        message: message(version),
    };
    let placed = |number, customer, hold, version| Change::OrderPlaced {
        order: OrderNumber::new(number),
        customer,
        holds: vec![HoldId::new(hold)],
        fee: Money::from_minor(0),
        status: OrderStatus::Confirmed,
        deposit: Money::from_minor(0),
        address: message(version),
    };
    for (customer, phone) in [(HER, "+33600000001"), (OTHER, "+33600000002")] {
        assert_eq!(store.contact(shop, &who(phone, 1)), Ok(customer));
    }
    let opened = Change::LiveOpened(LiveId::new(1));
    let changes = [
        vec![opened, offered(1, 9), offered(2, 9)],
        vec![
            held(1, 1, 1, &[0, 1], 900),
            held(2, 2, 2, &[0, 1], 900),
            held(3, 1, 1, &[2, 3], 900),
            held(4, 2, 2, &[2, 3], 900),
        ],
        vec![address(HER, 3)],
        vec![address(OTHER, 4)],
        vec![placed(1, HER, 1, 3)],
        vec![placed(2, OTHER, 2, 4)],
        vec![],
        vec![],
    ];
    for (version, changes) in (1..).zip(changes) {
        let from = if version % 2 == 1 { HER } else { OTHER };
        if version > 4 {
            let source = format!("https://api/{words}/Messages/MM{version}/Media/ME{version}");
            store
                .expect_media(shop, message(version), from, &[&source], at(1))
                .unwrap();
        }
        let mut one = answered(shop, version, changes, words);
        let receipt = one.receipt.as_mut().unwrap();
        receipt.from = from;
        receipt.native_id = format!("{words} {version}");
        let replies = [reply(1, Class::Answer), reply(2, Class::Answer)];
        one.decision.replies = replies.into_iter().collect();
        assert!(store.commit(&[one])[0].is_ok());
    }
    for number in [1, 2] {
        let note = OrderNote {
            at: at(1),
            user: UserId::new(number),
            text: format!("{words} {number}"),
        };
        let order = OrderNumber::new(number);
        store.add_order_note(shop, order, &note).unwrap();
    }
    store.begin_trial(shop, at(1)).unwrap();
}

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

fn end_holds(store: &Store, shop: ShopId) {
    let changes = vec![
        Change::HoldMoved {
            hold: HoldId::new(3),
            until: at(950),
        },
        Change::HoldShrunk {
            hold: HoldId::new(3),
            slots: crate::words::slots_of(&[3]),
        },
        Change::OutageCredited {
            until: at(9),
            span: Span::from_secs(60),
        },
        Change::UnitsReturned(OrderNumber::new(1)),
    ];
    assert!(store.commit(&[answered(shop, 9, changes, "later")])[0].is_ok());
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
}

fn note(store: &Store, shop: ShopId) {
    let note = OrderNote {
        at: at(1),
        user: UserId::new(1),
        text: "another".to_owned(),
    };
    let order = OrderNumber::new(1);
    store.add_order_note(shop, order, &note).unwrap();
    assert_eq!(store.order_notes(shop, order).unwrap().pop(), Some(note));
    let plan = Plan {
        name: "start".to_owned(),
        lives_max: Some(shop.get()),
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
    store.note_deed(&deed).unwrap();
    let link = NewLink {
        kind: "invite".to_owned(),
        shop: Some(shop),
        ..NewLink::default()
    };
    let token = [u8::try_from(shop.get()).unwrap(); 32];
    store.make_link(&token, &link, at(1), at(900)).unwrap();
    assert_eq!(store.links(Some(shop), "invite", at(2)).unwrap().len(), 1);
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
    while store.retain(shop, at(9_000 * HOUR)).unwrap() > 0 {}
}

#[test]
fn whatever_is_done_in_one_shop_leaves_the_others_as_they_are() {
    let deeds: [(&str, fn(&Store, ShopId)); 9] = [
        ("send", send),
        ("fail", fail),
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

#[test]
fn a_shop_reads_its_own_rows_where_another_has_the_same_numbers() {
    let folder = Folder::new();
    let store = folder.open();
    let shops = ["one", "two"].map(|slug| {
        let shop = store.create_shop(&new_shop(slug)).unwrap();
        fill(&store, shop, slug);
        (shop, slug)
    });
    for (shop, words) in shops {
        let text = store.address_text(shop, message(3)).unwrap();
        assert_eq!(text.as_deref(), Some(words), "by the message it refers to");
        let receipt = store.receipt(shop, message(7)).unwrap().unwrap();
        assert_eq!(receipt.content.as_deref(), Some(words.as_bytes()));
        let after = store.receipts_after(shop, Version::new(5), 2).unwrap();
        let ids: Vec<_> = after.iter().map(|one| one.native_id.clone()).collect();
        assert_eq!(ids, [format!("{words} 6"), format!("{words} 7")]);
        let ids = ["one 1", "two 1"];
        let known = store.inbox_knows(shop, &ids, at(0)).unwrap();
        assert_eq!(known, [format!("{words} 1")].into());
        for number in [1, 2] {
            let notes = store.order_notes(shop, OrderNumber::new(number)).unwrap();
            let texts: Vec<_> = notes.into_iter().map(|note| note.text).collect();
            assert_eq!(texts, [format!("{words} {number}")]);
        }
        let known =
            ["+33600000001", "+33600000002"].map(|phone| store.known_contact(shop, phone).unwrap());
        assert_eq!(known, [Some(HER), Some(OTHER)]);
        assert_eq!(store.cause(shop, Version::new(3)), Ok(Some(message(3))));
    }
    let (one, two) = (shops[0].0, shops[1].0);
    store
        .save_snapshot(one, &Shop::new(Settings::default()))
        .unwrap();
    assert_eq!(store.snapshot(two), Ok(None));
    assert_eq!(store.unsaved(two), Ok(8));
}

#[test]
fn whoever_is_forgotten_leaves_alone() {
    let (_folder, store, shop) = Folder::with_shop();
    fill(&store, shop, "words");
    let others = |store: &Store| {
        let rows = rows_with(store, &[("shop", shop.get()), ("customer", OTHER.get())]);
        let notes = rows_with(store, &[("shop", shop.get()), ("number", 2)]);
        (rows, notes)
    };
    let before = others(&store);
    let tables: std::collections::BTreeSet<_> =
        before.0.iter().map(|(table, _)| table.as_str()).collect();
    for table in ["aliases", "contacts", "inbox", "media", "outbox", "orders"] {
        assert!(tables.contains(table), "{table}");
    }
    store.erase_customer(shop, HER, at(900)).unwrap();
    assert_eq!(others(&store), before);
    let hers = store.order_notes(shop, OrderNumber::new(1)).unwrap();
    assert_eq!(hers, []);
}
