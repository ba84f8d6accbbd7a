//! One shop is damaged on the disk: the server starts all the same, and serves every other shop.

use snapsell_core::{Content, ShopId, Span};
use snapsell_server::engine::{Incoming, Sender};
use snapsell_server::shutdown;
use snapsell_store::{ContactRef, NewShop};
use snapsell_twilio::sim::SimInbound;

use crate::world::{World, customer};

const KEY: &str = "UPDATE tenant_keys SET wrapped = x'00' WHERE shop = 1";
const PROFILE: &str = "UPDATE profiles SET account = x'00' WHERE shop = 2";

/// Another shop, of the same account.
fn second(world: &World) -> ShopId {
    let new = NewShop {
        slug: "other".into(),
        name: "Other".into(),
        whatsapp: "+14155238887".into(),
        account_sid: world.account.sid.as_str().into(),
        auth_tokens: vec![world.account.token.expose().into()],
        api_key: None,
    };
    world.app().store.create_shop(&new).unwrap()
}

fn disk(world: &World) -> rusqlite::Connection {
    rusqlite::Connection::open(world.database()).unwrap()
}

/// The server is stopped, this is done to its database, and it starts again.
async fn again(world: &mut World, sql: &[&str], busy: bool) {
    world.stop().await;
    for one in sql {
        assert!(disk(world).execute(one, []).unwrap() > 0, "{one}");
    }
    world.start(busy).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_starts_and_catches_up_though_the_key_of_one_shop_does_not_open() {
    let mut world = World::still().await;
    world.offer("A12").await;
    let (other, now) = (second(&world), world.app().now());
    let store = world.app().store.clone();
    let her = ContactRef {
        phone: Some("+2250500000001"),
        user_id: None,
        name: None,
        at: now,
    };
    for shop in [world.shop, other] {
        let id = store.contact(shop, &her).unwrap();
        store.erase_customer(shop, id, now).unwrap();
    }
    drop(store);
    again(&mut world, &["UPDATE erasures SET done = 0", KEY], true).await;
    let undone = "SELECT group_concat(shop) FROM erasures WHERE done = 0";
    let undone: String = disk(&world)
        .query_row(undone, [], |row| row.get(0))
        .unwrap();
    assert_eq!(undone, "1", "of the other shop it was carried out again");
    assert_eq!(world.app().catch_up.all(now).await, Ok(0));
    let known = world.app().tenants.all().unwrap();
    assert_eq!(
        known.iter().map(|one| one.shop).collect::<Vec<_>>(),
        [other]
    );
    assert_eq!(
        world.write(&customer(1), "A12").await,
        503,
        "it comes again"
    );
    assert!(world.app().readiness.is_ready());
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_old_goes_in_all_shops_but_a_damaged_one() {
    let mut world = World::still().await;
    let other = second(&world);
    let store = world.app().store.clone();
    let long_ago = world.app().now() - Span::from_mins(60 * 24 * 365 * 5);
    let her = ContactRef {
        phone: Some("+2250500000001"),
        user_id: None,
        name: None,
        at: long_ago,
    };
    let ids = [world.shop, other].map(|shop| store.contact(shop, &her).unwrap());
    store.flush_contacts().unwrap();
    drop(store);
    again(&mut world, &[KEY], false).await;
    let keeper = world.app().keeper.clone();
    let (_trigger, shutdown) = shutdown::channel();
    keeper.round(&shutdown).await;
    assert_eq!(keeper.step().await, Ok(1), "the other shop's customer");
    assert!(
        keeper.step().await.is_err(),
        "what is left is the damaged one's"
    );
    let store = &world.app().store;
    assert_eq!(store.contact_details(other, ids[1]), Ok(None));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn deletions_owed_to_a_damaged_shop_keep_no_other_waiting() {
    let mut world = World::still().await;
    let other = second(&world);
    let owe = format!(
        "INSERT INTO provider_deletions (shop, message, next_at) VALUES
         (1, 'SM{0:032x}', 0), ({1}, 'SM{0:032x}', 1)",
        7,
        other.get()
    );
    again(&mut world, &[KEY, &owe], false).await;
    let deleter = world.app().deleter.clone();
    assert_eq!(deleter.step().await, Ok(2));
    assert_eq!(world.app().store.provider_deletions_left(), Ok(1));
    assert_eq!(deleter.step().await, Ok(0), "not before its pause");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_fetched_beside_one_of_a_shop_that_is_damaged() {
    let mut world = World::still().await;
    world.offer("A12").await;
    let other = second(&world);
    let photo = include_bytes!("../../static/icon.svg").to_vec();
    let image = SimInbound::image(&customer(1), &world.sender, photo, "recu");
    assert_eq!(world.sim.receive(image).await.answer, Ok(200));
    let incoming = Incoming {
        native_id: format!("MM{:032x}", 7),
        sender: Sender {
            phone: Some("+2250500000001".into()),
            ..Sender::default()
        },
        content: Content::Image("recu".into()),
        words: None,
        media: vec!["https://api.example/one".into()],
    };
    let answer = world.app().engine.message(other, incoming).unwrap();
    answer.await.unwrap().unwrap();
    again(&mut world, &[PROFILE], false).await;
    assert!(world.app().media.step().await.is_err());
    let kept = "SELECT group_concat(shop) FROM media WHERE state = 'stored'";
    let kept: Option<String> = disk(&world).query_row(kept, [], |row| row.get(0)).unwrap();
    assert_eq!(kept.as_deref(), Some("1"));
    world.stop().await;
}
