//! Shops are alone, and so are people: two shops that hold the same people, numbers and ids, and whatever is done in one
//! of them the other's rows stay as they are, to the byte.

mod damage;
mod deeds;

use crate::fixture::{Folder, answered, at, held, new_shop, offered, reply};
use crate::words::slots_of;
use crate::{
    ContactRef, DeedRow, DeliveryStatus, NewLink, OrderNote, Outgoing, Plan, Retention, SendResult,
    Store, Turn,
};
use rusqlite::types::Value;
use snapsell_core::{
    Change, Class, CommandId, CustomerId, HoldId, HoldState, Journal as _, LiveId, Money,
    OrderNumber, OrderStatus, Origin, Settings, Shop, ShopId, Span, Timestamp, UserId, Version,
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
            let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
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

/// Of the same item, each shop holds other units.
fn units(shop: ShopId, of: [u16; 2]) -> [u16; 2] {
    of.map(|unit| unit + u16::try_from(shop.get()).unwrap() * 4)
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
        vec![opened, offered(1, 20), offered(2, 20)],
        vec![
            held(1, 1, 1, &units(shop, [0, 1]), 900),
            held(2, 2, 2, &units(shop, [0, 1]), 900),
            held(3, 1, 1, &units(shop, [2, 3]), 900),
            held(4, 2, 2, &units(shop, [2, 3]), 900),
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
    furnish(store, shop, words);
}

/// What is kept beside the journal.
fn furnish(store: &Store, shop: ShopId, words: &str) {
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
    store.set_retention(shop, Retention::default()).unwrap();
    let plan = Plan {
        name: words.to_owned(),
        lives_max: None,
        paid_to: None,
    };
    store.set_plan(shop, &plan).unwrap();
    for (number, kind, second) in [(1, "invite", 1), (2, "invite", 2), (3, "reset", 1)] {
        let link = NewLink {
            kind: kind.to_owned(),
            shop: Some(shop),
            role: Some(format!("{words} {number}")),
            ..NewLink::default()
        };
        let end = at(900 + i64::from(number));
        store
            .make_link(&token(shop, number), &link, at(second), end)
            .unwrap();
    }
}

fn token(shop: ShopId, number: u8) -> [u8; 32] {
    [u8::try_from(shop.get()).unwrap() * 10 + number; 32]
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
        assert_eq!(
            store.plan(shop).unwrap().map(|plan| plan.name).as_deref(),
            Some(words)
        );
        let invited = |second| {
            let links = store.links(Some(shop), "invite", at(second)).unwrap();
            let roles = links.into_iter().map(|link| link.link.role.unwrap());
            roles.collect::<Vec<_>>()
        };
        let [first, second] = [1, 2].map(|number| format!("{words} {number}"));
        assert_eq!(invited(3), [second.clone(), first], "the newest first");
        assert_eq!(invited(901), [second], "the other has ended");
        store
            .media_done(shop, message(5), 0, "image/jpeg", words.as_bytes())
            .unwrap();
    }
    for (shop, words) in shops {
        let kept = store.media(shop, message(5), 0).unwrap().unwrap();
        assert_eq!(kept.bytes, words.as_bytes());
    }
    let (one, two) = (shops[0].0, shops[1].0);
    store
        .save_snapshot(one, &Shop::new(Settings::default()))
        .unwrap();
    assert_eq!(store.snapshot(two), Ok(None));
    let more = answered(two, 9, vec![], "two");
    assert!(store.commit(&[more])[0].is_ok());
    assert_eq!([one, two].map(|shop| store.unsaved(shop)), [Ok(8), Ok(9)]);
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
