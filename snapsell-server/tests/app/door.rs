//! What comes in: believed when signed, once, and only when durable.

use std::time::Duration;

use snapsell_twilio::sim::SimInbound;

use crate::world::{World, customer, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_message_becomes_a_hold_and_its_answer_reaches_the_provider() {
    let mut world = World::new().await;
    world.offer("A12").await;
    let awa = customer(1);
    assert_eq!(world.write(&awa, "a 12 svp").await, 200);
    until("she is answered", async || !world.told(&awa).is_empty()).await;
    assert!(world.told(&awa)[0].contains("A12"), "{:?}", world.told(&awa));
    assert_eq!(world.look(|shop| shop.holds().count()).await, 1);
    world.stop().await;
}
