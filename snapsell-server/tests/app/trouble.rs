//! A store that cannot write: nothing is acknowledged, health says so, and it recovers by itself.

use snapsell_core::Shop;
use snapsell_store::Options;

use crate::world::{World, customer, until};

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_locked_nothing_is_acknowledged_and_then_it_recovers() {
    let mut world = World::impatient(false).await;
    world.offer("A12").await;
    let lock = rusqlite::Connection::open(world.database()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    let delivery = world.deliver(&customer(1), "A12").await;
    assert_eq!(delivery.answer, Ok(503));
    let causes = world.app().readiness.causes();
    assert_eq!(causes[0].0, "store", "{causes:?}");
    lock.execute_batch("ROLLBACK").unwrap();

    // As long as the worker has not heard that it failed, nobody is told anything of this shop.
    let held = loop {
        let held = |shop: &Shop| shop.holds().count();
        if let Ok(held) = world.app().engine.look(world.shop, held).await {
            break held;
        }
    };
    assert_eq!(held, 0, "nothing of it is true");
    assert_eq!(world.sim.redeliver(delivery.sid).await.answer, Ok(200));
    assert_eq!(world.look(|shop| shop.holds().count()).await, 1);
    assert!(world.app().readiness.is_ready());
    world.settle().await;
    assert_eq!(world.told(&customer(1)).len(), 1);
    assert_eq!(world.app().metrics.webhooks.duplicate.get(), 0);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_database_is_full_what_was_acknowledged_stays_and_the_rest_is_refused() {
    let mut world = World::narrow(false).await;
    world.offer("A12 x500").await;
    let mut answers = Vec::new();
    for n in 1..=400 {
        answers.push(world.write(&customer(n), "A12").await);
    }
    let taken = answers.iter().filter(|&&answer| answer == 200).count();
    assert!(
        answers.contains(&503) && taken > 0,
        "{taken} of {}",
        answers.len()
    );
    assert!(!world.app().readiness.is_ready());
    world.stop().await;

    world.store_options = Options::default();
    world.start(false).await;
    assert_eq!(world.look(|shop| shop.holds().count()).await, taken);
    assert_eq!(world.write(&customer(999), "A12").await, 200);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_server_that_could_not_write_becomes_ready_again() {
    let mut world = World::impatient(true).await;
    let lock = rusqlite::Connection::open(world.database()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(world.write(&customer(1), "A12").await, 503);
    lock.execute_batch("ROLLBACK").unwrap();
    assert!(!world.app().readiness.is_ready());
    until("a heartbeat is written", async || {
        world.app().readiness.is_ready()
    })
    .await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_database_is_not_ready_for_as_long_as_messages_find_no_room() {
    let mut world = World::narrow(true).await;
    world.offer("A12 x500").await;
    let mut customers = 1..=400;
    while let Some(n) = customers.next()
        && world.write(&customer(n), "A12").await == 200
    {}
    assert!(!world.app().readiness.is_ready());
    // What follows from the first is known for certain once the second is there.
    for _ in 0..2 {
        let beaten = || world.app().store.last_heartbeat().unwrap();
        let last = beaten();
        world.clock.jump(1_000);
        until("a heartbeat finds room where no message does", async || {
            beaten() > last
        })
        .await;
    }
    assert!(world.app().readiness.is_blocked_by("store"));
    world.stop().await;
}
