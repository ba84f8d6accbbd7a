//! Time passing: holds end, the next in line is served, an outage costs nobody her minutes.

use std::time::Duration;

use crate::world::{START_MS, World, customer, until};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_that_ends_passes_to_the_next_in_line_and_both_are_told() {
    let mut world = World::still().await;
    world.offer("A12").await;
    let (awa, binta) = (customer(1), customer(2));
    world.write(&awa, "A12").await;
    world.write(&binta, "A12").await;
    world.settle().await;
    world.pass(4 * MINUTE).await;
    assert_eq!(world.told(&awa).len(), 2, "her hold was recalled");
    world.pass(2 * MINUTE).await;
    let holder = world.look(|shop| {
        shop.holds()
            .map(|hold| hold.customer.get())
            .collect::<Vec<_>>()
    });
    assert_eq!(holder.await.len(), 1);
    assert_eq!(world.told(&awa).len(), 3, "{:?}", world.told(&awa));
    assert_eq!(world.told(&binta).len(), 2, "{:?}", world.told(&binta));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadline_behind_the_end_of_summer_is_told_by_the_clock_it_will_be_read_from() {
    let mut world = World::still().await;
    world
        .configure(|settings| settings.timezone = "Europe/Paris".to_owned())
        .await;
    // 02:58 in summer; two minutes later it is 02:00 again.
    let almost = "2027-10-31T00:58:00Z".parse::<jiff::Timestamp>().unwrap();
    world.clock.jump(almost.as_millisecond() - START_MS);
    world.offer("A12").await;
    let awa = customer(1);
    world.write(&awa, "A12").await;
    world.settle().await;
    let told = world.told(&awa);
    assert!(told[0].contains("jusqu'à 02:03"), "{told:?}");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_server_expires_what_is_due_by_itself() {
    let mut world = World::new().await;
    world.offer("A12").await;
    world.write(&customer(1), "A12").await;
    assert_eq!(world.look(|shop| shop.holds().count()).await, 1);
    world.clock.jump(6 * 60_000);
    until("the hold ends", async || {
        world.look(|shop| shop.holds().count()).await == 0
    })
    .await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_is_credited_by_the_next_process_when_one_dies_too_soon() {
    let mut world = World::new().await;
    world.offer("A12").await;
    let awa = customer(1);
    world.write(&awa, "A12").await;
    until("she is answered", async || !world.told(&awa).is_empty()).await;
    world.stop().await;
    // Each of these processes lives too short a time to touch the shop.
    for outage in [2, 3] {
        world.clock.jump(outage * 60_000);
        world.start(true).await;
        world.stop().await;
    }
    world.start(true).await;
    world.write(&customer(2), "A12").await;
    let left = world.look(|shop| shop.holds().next().and_then(|hold| hold.state.until()));
    let left = left.await.expect("she has it").millis() - world.clock.now_ms();
    assert_eq!(
        left,
        5 * 60_000,
        "the clock stood still between the outages"
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_keeps_everything_and_an_outage_gives_its_time_back() {
    let mut world = World::new().await;
    world.offer("A12").await;
    let awa = customer(1);
    let delivery = world.deliver(&awa, "A12").await;
    until("she is answered", async || !world.told(&awa).is_empty()).await;
    let end = |world: &World| {
        let app = world.app().clone();
        let shop = world.shop;
        async move {
            let read = app.engine.look(shop, |shop| {
                shop.holds().next().and_then(|hold| hold.state.until())
            });
            read.await.unwrap().expect("the hold is alive").millis()
        }
    };
    let before = end(&world).await;
    world.stop().await;

    world.clock.jump(3 * 60_000);
    world.start(true).await;
    assert_eq!(world.sim.redeliver(delivery.sid).await.answer, Ok(200));
    until("the outage is credited", async || {
        end(&world).await > before
    })
    .await;
    let gained = end(&world).await - before;
    assert_eq!(
        gained,
        3 * 60_000,
        "the clock stood still before the outage"
    );
    assert_eq!(
        world.app().metrics.webhooks.duplicate.get(),
        1,
        "nothing was forgotten"
    );
    assert_eq!(world.told(&awa).len(), 1);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_that_cannot_be_ticked_is_tried_again_a_second_later() {
    let mut world = World::impatient(false).await;
    world.offer("A12").await;
    world.write(&customer(1), "A12").await;
    world.clock.jump(10 * 60_000);
    let rival = rusqlite::Connection::open(world.database()).unwrap();
    rival.execute_batch("BEGIN IMMEDIATE").unwrap();
    let (timer, now) = (world.app().timer.clone(), world.app().now());
    assert!(timer.step(now).await.is_err());
    rival.execute_batch("ROLLBACK").unwrap();
    assert_eq!(timer.step(now).await, Ok(0), "not before its pause");
    world.clock.jump(1_000);
    assert_eq!(timer.step(world.app().now()).await, Ok(1));
    assert_eq!(world.look(|shop| shop.holds().count()).await, 0);
    world.stop().await;
}
