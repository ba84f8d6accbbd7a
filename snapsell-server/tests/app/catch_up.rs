//! Messages whose webhook was lost come in by the provider's list.

use snapsell_twilio::sim::SimInbound;

use crate::world::{SELLER, World, customer, phone, until};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_during_an_outage_is_fetched_in_order_and_once() {
    let mut world = World::new().await;
    world.offer("A12").await;
    let (awa, binta, chloe) = (customer(1), customer(2), customer(3));
    world.write(&awa, "bonjour").await;
    until("she is answered", async || world.told(&awa).len() == 1).await;
    world.stop().await;

    world.clock.jump(30_000);
    let missed = |from, words| {
        world
            .sim
            .receive_unannounced(SimInbound::text(from, &world.sender, words))
    };
    let first = missed(&binta, "A12");
    world.clock.jump(2_000);
    missed(&chloe, "A12");
    let jpeg = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00".to_vec();
    world
        .sim
        .receive_unannounced(SimInbound::image(&awa, &world.sender, jpeg, ""));
    world.clock.jump(28_000);

    world.start(true).await;
    until("the missed are answered", async || {
        !world.told(&binta).is_empty()
            && !world.told(&chloe).is_empty()
            && world.told(&awa).len() == 2
    })
    .await;
    let first_in_line = world.look(|shop| {
        let item = shop.items().next().expect("there is one item");
        (shop.holders(item.id).count(), item.waiting())
    });
    assert_eq!(first_in_line.await, (1, 1));
    assert!(
        world.told(&binta)[0] != world.told(&chloe)[0],
        "the first has it, the second waits"
    );
    // Its webhook comes after all.
    assert_eq!(world.sim.redeliver(first).await.answer, Ok(200));
    assert_eq!(world.app().metrics.webhooks.duplicate.get(), 1);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_while_a_restart_took_a_second_is_fetched_too() {
    let mut world = World::new().await;
    world.offer("A12").await;
    let (awa, binta) = (customer(1), customer(2));
    world.write(&awa, "A12").await;
    until("she is answered", async || world.told(&awa).len() == 1).await;
    world.stop().await;
    world.clock.jump(1_000);
    let missed = SimInbound::text(&binta, &world.sender, "A12");
    world.sim.receive_unannounced(missed);
    world.start(true).await;
    until("she is answered", async || !world.told(&binta).is_empty()).await;
    assert_eq!(world.told(&awa).len(), 1, "hers is known");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_counts_once_it_is_durable_and_in_its_order() {
    let mut world = World::impatient(false).await;
    world.offer("A12").await;
    let since = world.app().now();
    // Within one second.
    for who in [2, 3] {
        let missed = SimInbound::text(&customer(who), &world.sender, "A12");
        world.sim.receive_unannounced(missed);
    }
    let lock = rusqlite::Connection::open(world.database()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    let catch_up = &world.app().catch_up;
    assert!(catch_up.all(since).await.is_err(), "nothing was kept");
    lock.execute_batch("ROLLBACK").unwrap();
    until("the store writes again", async || {
        matches!(catch_up.all(since).await, Ok(2))
    })
    .await;
    let first = world.look(|shop| shop.holds().next().map(|hold| hold.customer));
    let store = &world.app().store;
    let known = store.known_contact(world.shop, customer(2).expose());
    assert_eq!(first.await, known.unwrap());
    assert_eq!(catch_up.all(since).await.unwrap(), 0, "they are known");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_was_missed_is_fetched_too() {
    let mut world = World::still().await;
    world.offer("A12").await;
    let jpeg = [b"\xff\xd8\xff\xe0\x00\x10JFIF\x00".as_slice(), &[7; 500]].concat();
    let photo = SimInbound::image(&phone(SELLER), &world.sender, jpeg.clone(), "");
    world.sim.receive_unannounced(photo);
    let app = world.app();
    assert_eq!(app.catch_up.all(app.now()).await.unwrap(), 1);
    assert_eq!(app.media.step().await.unwrap(), 1);
    let photo = world.look(|shop| shop.items().find_map(|item| item.photo()));
    let kept = app.store.media(world.shop, photo.await.unwrap(), 0);
    assert_eq!(kept.unwrap().map(|kept| kept.bytes), Some(jpeg));
    world.stop().await;
}
