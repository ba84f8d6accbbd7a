//! Forgetting while the server runs: from another process, with the provider's copies after it.

use snapsell_store::{MasterKey, Options, Store};
use snapsell_twilio::sim::SimInbound;

use crate::world::{World, customer};

#[tokio::test(flavor = "multi_thread")]
async fn what_another_process_erases_is_a_stranger_here_and_gone_at_the_provider() {
    let mut world = World::still().await;
    let her = customer(1);
    world.offer("A12").await;
    world.offer("A13").await;
    assert_eq!(world.write(&her, "A12").await, 200);
    let picture = include_bytes!("../../static/icon.svg").to_vec();
    let image = SimInbound::image(&her, &world.sender, picture, "recu");
    world.sim.receive(image).await;
    world.settle().await;
    assert!(!world.told(&her).is_empty());
    assert_eq!(world.sim.media_count(), 1);
    let before = world
        .look(|shop| shop.holds().next().unwrap().customer)
        .await;

    // As `snapsell erase` does it, beside the running server.
    let key = MasterKey::from_base64(&world.key).unwrap();
    let other = Store::open(&world.database(), key, Options::default()).unwrap();
    let (shop, now) = (world.shop, world.app().now());
    let report = other.erase_customer(shop, before, now).unwrap();
    assert_eq!((report.messages, report.files), (2, 1));

    assert_eq!(world.write(&her, "A13").await, 200);
    let holders = world
        .look(|shop| shop.holds().map(|hold| hold.customer).collect::<Vec<_>>())
        .await;
    assert_eq!(holders.len(), 2);
    assert!(
        holders.iter().any(|holder| *holder != before),
        "{holders:?}"
    );

    let deleter = world.app().deleter.clone();
    let owed = other.provider_deletions_left().unwrap();
    assert_eq!(owed, report.at_provider);
    while deleter.step().await.unwrap() > 0 {}
    assert_eq!(other.provider_deletions_left().unwrap(), 0);
    assert_eq!(world.sim.media_count(), 0);
    assert_eq!(world.told(&her), Vec::<String>::new());
    world.settle().await;
    assert_eq!(world.told(&her).len(), 1, "the new customer is answered");
    assert_eq!(other.audit(shop).unwrap().violation, None);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_refuses_is_asked_again_later() {
    let mut world = World::still().await;
    let her = customer(1);
    world.offer("A12").await;
    assert_eq!(world.write(&her, "A12").await, 200);
    let id = world
        .look(|shop| shop.holds().next().unwrap().customer)
        .await;
    let (store, shop, now) = (world.app().store.clone(), world.shop, world.app().now());
    store.erase_customer(shop, id, now).unwrap();
    let deleter = world.app().deleter.clone();
    world.sim.refuse_connections().await;
    assert_eq!(deleter.step().await.unwrap(), 1);
    assert_eq!(store.provider_deletions_left().unwrap(), 1);
    assert_eq!(deleter.step().await.unwrap(), 0, "not before its pause");
    world.sim.accept_connections().await.unwrap();
    world.clock.jump(120_000);
    assert_eq!(deleter.step().await.unwrap(), 1);
    assert_eq!(store.provider_deletions_left().unwrap(), 0);
    world.stop().await;
}
