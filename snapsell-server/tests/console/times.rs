//! Times and dates by the shop's own clock, on both sides of a change to or from summer time.

use snapsell_core::{Span, UserId};

use crate::world::{AWA, FATOU, SELLER, START_MS, World};

/// 2026-11-23 04:30 UTC: in New York it is 23:30 the day before.
const WINTER_MS: i64 = 1_795_408_200_000;
/// 2027-03-14 06:55 UTC: in New York summer begins in five minutes, at 02:00.
const CHANGE_MS: i64 = 1_805_007_300_000;

/// A shop in New York and its owner.
async fn new_york() -> (World, UserId) {
    let world = World::new().await;
    let owner = world.user(Some(world.shop), "owner@acme", "owner");
    let mut settings = world.settings().await;
    settings.timezone = "America/New_York".to_owned();
    settings.hold.soft = Span::from_mins(8);
    world.configure(settings).await;
    (world, owner)
}

#[tokio::test]
async fn a_hold_that_crosses_into_summer_ends_when_her_message_says() {
    let (world, owner) = new_york().await;
    world.clock.jump(CHANGE_MS - START_MS);
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    let live = world.get("/live", &world.session(owner)).await;
    assert!(
        live.has("03:03") && !live.has("02:03") && live.has("01:55:00"),
        "{}",
        live.text
    );
}

#[tokio::test]
async fn what_happened_in_winter_keeps_its_day_and_hour_in_summer() {
    let (world, owner) = new_york().await;
    world.clock.jump(WINTER_MS - START_MS);
    world.says(SELLER, "Marie", "A12").await;
    for text in ["A12", "Cocody, rue 12", "OUI"] {
        world.says(AWA, "Awa", text).await;
    }
    // Summer, and somebody is in a live of today.
    world.clock.jump(CHANGE_MS + 90 * 86_400_000 - WINTER_MS);
    world.says(SELLER, "Marie", "A13").await;
    world.says(FATOU, "Fatou", "A13").await;
    let cookie = world.session(owner);
    for path in [
        "/commandes?onglet=all",
        "/commandes/VF-0001",
        "/clientes",
        "/clientes/2",
        "/bilan",
    ] {
        let page = world.get(path, &cookie).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(
            page.has("22\u{a0}nov.") && page.has("23:30"),
            "{path}: {}",
            page.text
        );
        assert!(!page.has("23\u{a0}nov.") && !page.has("00:30"), "{path}");
    }
}
