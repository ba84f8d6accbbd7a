//! Long lists a page at a time, what failed to send, who agreed since when, and what was used this month.

use snapsell_core::{Actor, Code, CommandId};
use snapsell_core::{
    Change, Commit, CustomerId, Decision, HoldId, ItemId, ItemKind, Journal as _, Label, List,
    LiveId, Money, OrderNumber, OrderStatus, Origin, Outcome, Size, Slots, Timestamp, Version,
};
use snapsell_server::clock::Stopwatch;
use snapsell_store::ContactRef;

use crate::world::{AWA, FATOU, SELLER, START_MS, World};

/// Orders, customers and items of a shop that has sold for years.
const MANY: u32 = 10_000;
/// A page of the console, in bytes as sent without compression.
const PAGE_BYTES_MAX: usize = 160_000;
/// The live, which has more on one page.
const LIVE_BYTES_MAX: usize = 300_000;

/// Writes what years of lives leave behind: an item and an order for each customer.
fn sold_for_years(world: &World) -> Result<(), Box<dyn std::error::Error>> {
    let (store, shop) = (&world.app.store, world.shop);
    let mut version = store.snapshot(shop)?.map_or(0, |shop| shop.version().get());
    version = version.max(store.events(shop, Version::new(0), 10_000)?.len() as u64);
    let at = Timestamp::from_millis(START_MS);
    let mut commits = Vec::new();
    for number in 1..=MANY {
        let phone = format!("+22507{number:08}");
        let who = ContactRef {
            phone: Some(&phone),
            user_id: None,
            name: Some("Cliente"),
            at,
        };
        let customer: CustomerId = store.contact(shop, &who)?;
        // A label has four digits at most.
        let (letters, digits) = match number {
            MANY => ("T", 1),
            number => ("S", u16::try_from(number)?),
        };
        let code = Code::new(letters, digits).ok_or("a code")?;
        let slots: Slots = serde_json::from_str("[0]")?;
        let mut changes = vec![
            Change::Offered {
                item: ItemId::new(number),
                code,
                size: Size::ONE,
                label: Label::new(&format!("{letters}{digits}")).ok_or("a label")?,
                kind: ItemKind::Prepared,
                price: Money::from_minor(2_000),
                quantity: 2,
                to_check: false,
            },
            Change::Held {
                hold: HoldId::new(number),
                item: ItemId::new(number),
                customer,
                slots,
                until: Timestamp::from_millis(START_MS + 300_000),
                origin: Origin::Claimed,
            },
            Change::OrderPlaced {
                order: OrderNumber::new(number),
                customer,
                holds: vec![HoldId::new(number)],
                fee: Money::ZERO,
                status: OrderStatus::Confirmed,
                deposit: Money::ZERO,
                address: CommandId::new(u128::from(number)),
            },
        ];
        if number == 1 {
            changes.insert(0, Change::LiveOpened(LiveId::new(1)));
        }
        version += 1;
        commits.push(Commit {
            shop,
            decision: Decision {
                version: Version::new(version),
                at,
                command: CommandId::new(u128::from(number) + 1_000_000),
                by: Actor::System,
                changes: changes.into(),
                replies: List::new(),
                outcome: Outcome::Done,
                next_deadline: None,
            },
            receipt: None,
        });
    }
    for part in commits.chunks(500) {
        assert!(store.commit(part).iter().all(Result::is_ok));
    }
    store.flush_contacts()?;
    Ok(())
}

/// By the number of an order, and by the whole number of whoever ordered: both have an index.
async fn what_is_old_is_found(world: &World, owner: &str) {
    for number in [3, 5_000, MANY - 1] {
        let phone = format!("07{number:08}");
        let known = world
            .app
            .store
            .known_contact(world.shop, &format!("+225{phone}"));
        let her = known.unwrap().unwrap().get();
        let row = format!("row-VF-{number:04}\"");
        for (path, found) in [
            (format!("/commandes?onglet=all&q=VF-{number}"), row.clone()),
            (format!("/commandes?onglet=prepare&q={number}"), row.clone()),
            (format!("/commandes?onglet=all&q={phone}"), row),
            (format!("/clientes?q={phone}"), format!("person-{her}\"")),
        ] {
            let page = world.get(&path, owner).await;
            assert!(page.has(&found), "{path}: {}", page.text);
        }
    }
    for path in [
        "/commandes?onglet=delivered&q=VF-3",
        "/commandes?onglet=cancelled&q=0700000003",
    ] {
        let page = world.get(path, owner).await;
        assert!(!page.has("row-VF"), "{path}");
    }
    for (path, told) in [
        ("/commandes?onglet=all&q=S3", true),
        ("/commandes?onglet=all&q=Cliente", true),
        ("/commandes?onglet=delivered&q=S3", false),
        ("/commandes?onglet=all", false),
        ("/clientes?q=personne", true),
        ("/clientes", false),
    ] {
        let page = world.get(path, owner).await;
        let says = page.has("2\u{202f}000 commandes") || page.has("2\u{202f}000 clientes");
        assert_eq!(says, told, "{path}: {}", page.text);
    }
}

#[tokio::test]
async fn ten_thousand_orders_customers_and_items_are_shown_a_page_at_a_time() {
    let world = World::new().await;
    sold_for_years(&world).unwrap();
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    for (path, first, last, pages) in [
        ("/commandes?onglet=all", "VF-10000", "VF-0001", 200),
        ("/commandes?onglet=prepare", "VF-10000", "VF-0001", 200),
        // The seller has a place in the list and is not shown there.
        ("/clientes?q=", "Cliente", "Cliente", 201),
        ("/articles?live=", "S1<", "T1<", 100),
        ("/articles?live=1", "S1<", "T1<", 100),
    ] {
        let began = Stopwatch::start();
        let page = world.get(path, &owner).await;
        let took = began.elapsed();
        assert!(
            page.has(first) && page.has(&format!("sur {pages}")),
            "{path}: {}",
            page.text
        );
        assert!(
            page.bytes.len() < PAGE_BYTES_MAX,
            "{path}: {}",
            page.bytes.len()
        );
        let end = world.get(&format!("{path}&page={pages}"), &owner).await;
        assert!(end.has(last), "{path}");
        let beyond = world.get(&format!("{path}&page=99999"), &owner).await;
        assert_eq!(beyond.status, 200, "{path}");
        // A debug build on a busy machine; every row read and decrypted would take many times as long.
        assert!(took.as_secs() < 3, "{path} took {took:?}");
    }
    what_is_old_is_found(&world, &owner).await;
    // The newest codes and the newest facts, each by its name.
    let live = world.get("/live", &owner).await;
    for words in ["VF-10000", "T1 réservé · Cliente", "et 9800 autres"] {
        assert!(live.has(words), "{words}");
    }
    assert!(live.bytes.len() < LIVE_BYTES_MAX, "{}", live.bytes.len());
    for path in [
        "/commandes/VF-5000",
        "/commandes?q=VF-9999&onglet=all",
        "/clientes/5000",
        "/preuves",
    ] {
        let page = world.get(path, &owner).await;
        assert!(
            page.status == 200 && page.bytes.len() < PAGE_BYTES_MAX,
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_owner_reads_what_reached_nobody_and_why_and_nobody_else_does() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let other = world.session(world.user(Some(world.other), "owner@other", "owner"));
    assert!(
        world
            .get("/erreurs", &owner)
            .await
            .has("Aucun message perdu")
    );
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    // Somebody called; she never wrote.
    world.says(SELLER, "Marie", "A13").await;
    let called = [("phone", FATOU), ("name", "Fatou"), ("codes", "A13")];
    let held = world.post("/live/pour", &owner, &called).await;
    assert_eq!(held.status, 303, "{}", held.text);
    let store = &world.app.store;
    let give_up = || {
        let minute = snapsell_core::Span::from_mins(1);
        let leased = store.lease(world.app.now(), 10, minute, |_| snapsell_store::Turn::Now);
        for sent in leased.unwrap() {
            let dead = snapsell_store::SendResult::Dead {
                code: Some(63016),
                reason: "outside_window".into(),
            };
            store.finish(&[(sent, dead)], world.app.now()).unwrap();
        }
    };
    give_up();
    let again = [("phone", FATOU), ("name", "Fatou"), ("codes", "A14")];
    world.says(SELLER, "Marie", "A14").await;
    let held = world.post("/live/pour", &owner, &again).await;
    assert_eq!(held.status, 303, "{}", held.text);
    give_up();
    let page = world.get("/erreurs", &owner).await;
    for words in [
        "Awa",
        "Plus de 24 heures",
        "Ajoutez un modèle",
        "63016",
        "Fatou",
        "a jamais écrit à la boutique",
        "File et réservations",
        "2 messages, le dernier",
    ] {
        assert!(page.has(words), "{words}: {}", page.text);
    }
    let rows = page.text.matches(">Fatou<").count();
    assert_eq!(rows, 1, "she never wrote: one row says it once");
    assert!(!page.has("0700000042"), "numbers stay masked");
    assert!(
        world
            .get("/erreurs", &other)
            .await
            .has("Aucun message perdu")
    );
}

#[tokio::test]
async fn a_customer_shows_since_when_she_agrees_and_when_she_said_stop() {
    let world = World::new().await;
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    world.app.store.flush_contacts().unwrap();
    assert!(
        world
            .get("/clientes", &agent)
            .await
            .has("accord depuis 20:14")
    );
    world.clock.jump(60_000);
    world.says(AWA, "Awa", "STOP").await;
    assert!(
        world
            .get("/clientes", &agent)
            .await
            .has("STOP depuis 20:15")
    );
    world.clock.jump(60_000);
    world.says(AWA, "Awa", "REPRENDRE").await;
    let page = world.get("/clientes", &agent).await;
    assert!(page.has("accord depuis 20:16"), "{}", page.text);
    assert!(!page.has("jamais écrit"));
    world.says(SELLER, "Marie", "A13").await;
    let called = [("phone", FATOU), ("name", "Fatou"), ("codes", "A13")];
    world.post("/live/pour", &agent, &called).await;
    world.app.store.flush_contacts().unwrap();
    let page = world.get("/clientes", &agent).await;
    assert!(page.has("a jamais écrit"), "{}", page.text);
}

#[tokio::test]
async fn the_subscription_is_shown_and_refuses_nothing() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let page = world.get("/reglages", &owner).await;
    assert!(page.has("tout compris, sans limite"), "{}", page.text);
    let plan = snapsell_store::Plan {
        name: "Découverte".into(),
        lives_max: Some(0),
        paid_to: None,
    };
    world.app.store.set_plan(world.shop, &plan).unwrap();
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    let page = world.get("/reglages", &owner).await;
    assert!(
        page.has("Découverte") && page.has("1 / 0") && page.has("au-delà de la formule"),
        "{}",
        page.text
    );
    let held = world
        .app
        .engine
        .look(world.shop, |shop| shop.holds().count());
    assert_eq!(held.await.unwrap(), 1, "the live goes on");
}

#[tokio::test]
async fn one_shop_that_does_not_open_keeps_no_other_from_the_staff() {
    let world = World::new().await;
    let disk = rusqlite::Connection::open(world.app.store.path()).unwrap();
    let spoil = "UPDATE profiles SET account = x'00' WHERE shop = ?1";
    assert_eq!(disk.execute(spoil, [world.other.get()]), Ok(1));
    let ops = world.session(world.user(None, "ops@snapsell", "ops"));
    let page = world.get("/ops", &ops).await;
    assert!(page.status == 200 && page.has("acme"), "{}", page.text);
    assert_eq!(page.text.matches("la clé ne s’ouvre pas").count(), 1);
    let found = world.get("/ops/suivi?id=00000001", &ops).await;
    assert_eq!(found.status, 200, "{}", found.text);
}
