//! What goes out: once, in time, and never to somebody who does not want it.

use crate::world::{SELLER, World, customer, phone};

#[tokio::test(flavor = "multi_thread")]
async fn after_stop_news_that_waited_is_withheld() {
    let mut world = World::still().await;
    world.offer("A12").await;
    world.offer("A13").await;
    let (awa, binta) = (customer(1), customer(2));
    world.write(&awa, "A12").await;
    world.write(&binta, "A12").await;
    world.settle().await;
    let before = world.told(&binta).len();
    world.clock.jump(6 * 60_000);
    world.app().timer.step(world.app().now()).await.unwrap();
    // Her turn was committed, not sent; she says STOP in between.
    world.write(&binta, "stop").await;
    world.settle().await;
    let told = world.told(&binta);
    assert_eq!(told.len(), before + 1, "the confirmation alone: {told:?}");
    assert_eq!(world.app().metrics.sends.suppressed.get(), 1);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_left_late_moves_the_end_of_its_hold() {
    let mut world = World::still().await;
    world.offer("A12").await;
    world.settle().await;
    world.write(&customer(1), "A12").await;
    let end = async || {
        let read = world.look(|shop| shop.holds().next().and_then(|hold| hold.state.until()));
        read.await.unwrap().millis()
    };
    let before = end().await;
    world.clock.jump(40_000);
    world.settle().await;
    assert_eq!(end().await - before, 40_000);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_one_person_goes_as_one_message() {
    let mut world = World::still().await;
    world.offer("A12\nA13\nA14").await;
    world.settle().await;
    let awa = customer(1);
    for words in ["A12", "A13", "A14"] {
        world.write(&awa, words).await;
    }
    world.settle().await;
    let told = world.told(&awa);
    assert_eq!(told.len(), 1, "{told:?}");
    for code in ["A12", "A13", "A14"] {
        assert!(told[0].contains(code), "{told:?}");
    }
    assert!(!world.told(&phone(SELLER)).is_empty());
    world.stop().await;
}
