//! Deposits of orders in the console: seen to come, waived, and taken off what the rider collects.

use super::world::{AWA, FATOU, Page, SELLER, World};

/// Awa's order of 7,000 with its delivery waits for a deposit of 2,000.
async fn that_waits() -> (World, String) {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let mut settings = world.settings().await;
    settings.set("deposit", "compulsory:2000:1000").unwrap();
    settings.set("delivery.fee", "2000").unwrap();
    world.configure(settings).await;
    world.says(SELLER, "Marie", "A12").await;
    for words in ["A12", "Cocody, rue 12", "OUI"] {
        world.says(AWA, "Awa", words).await;
    }
    (world, cookie)
}

async fn press(world: &World, cookie: &str, to: &str) -> Page {
    let page = world.get("/commandes/VF-0001", cookie).await;
    let seen = page.field("seen");
    let fields = [("seen", seen.as_str()), ("to", to)];
    let pressed = world.post("/commandes/VF-0001/avancer", cookie, &fields);
    let pressed = pressed.await;
    world.settled().await;
    pressed
}

#[tokio::test]
async fn the_team_confirms_without_the_deposit() {
    let (world, cookie) = that_waits().await;
    let page = world.get("/commandes/VF-0001", &cookie).await;
    for words in ["Acompte reçu", "Confirmer sans acompte", "acompte attendu"] {
        assert!(page.has(words), "{words}: {}", page.text);
    }
    assert_eq!(press(&world, &cookie, "confirmed").await.status, 303);
    let page = world.get("/commandes/VF-0001", &cookie).await;
    assert!(
        page.has("confirmée") && page.has("aucun acompte reçu") && !page.has("sans acompte"),
        "{}",
        page.text
    );
    let sheet = world.get("/commandes/livreur?order=VF-0001", &cookie).await;
    assert!(sheet.has("7\u{202f}000\u{a0}F\u{a0}CFA"), "{}", sheet.text);
}

#[tokio::test]
async fn a_deposit_that_came_without_a_receipt_is_taken_off() {
    let (world, cookie) = that_waits().await;
    assert_eq!(press(&world, &cookie, "paid").await.status, 303);
    let left = "5\u{202f}000\u{a0}F\u{a0}CFA</b>";
    for path in [
        "/commandes/VF-0001",
        "/commandes/bordereaux?order=VF-0001",
        "/commandes/livreur?order=VF-0001",
    ] {
        let page = world.get(path, &cookie).await;
        assert!(
            page.has("À encaisser") && page.has(left),
            "{path}: {}",
            page.text
        );
    }
    let page = world.get("/commandes/VF-0001", &cookie).await;
    assert!(
        page.has("acompte validé") && !page.has("value=\"paid\""),
        "{}",
        page.text
    );
    let again = press(&world, &cookie, "paid").await;
    assert_eq!(again.status, 409, "it came once");
}

#[tokio::test]
async fn a_receipt_that_waits_is_looked_at_first() {
    let (world, cookie) = that_waits().await;
    world.says(AWA, "Awa", "payé, ref 123").await;
    let page = world.get("/commandes/VF-0001", &cookie).await;
    assert!(
        page.has("href=\"/preuves\" data-key=\"e\">Voir le reçu") && !page.has("value=\"paid\""),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn paper_has_nothing_to_pack_or_collect_of_a_cancelled_order() {
    let (world, cookie) = that_waits().await;
    world.says(SELLER, "Marie", "ANNULE VF-0001").await;
    let picks = world
        .get("/commandes/preparation?order=VF-0001", &cookie)
        .await;
    assert!(
        picks.has("car annulées") && picks.has("VF-0001") && !picks.has(">A12<"),
        "{}",
        picks.text
    );
    let riders = world.get("/commandes/livreur?order=VF-0001", &cookie).await;
    assert!(
        riders.has("annulée") && !riders.has("7\u{202f}000"),
        "{}",
        riders.text
    );
    let slips = world
        .get("/commandes/bordereaux?order=VF-0001", &cookie)
        .await;
    assert!(slips.has("annulée"), "{}", slips.text);
}

#[tokio::test]
async fn an_order_without_its_deposit_is_not_packed_and_the_rider_reads_that_it_waits() {
    let (world, cookie) = that_waits().await;
    let both = "order=VF-0001&order=VF-0002";
    world.says(FATOU, "Fatou", "A12").await;
    world.says(SELLER, "Marie", "S02 500").await;
    for words in ["S2", "Cocody, rue 13", "OUI"] {
        world.says(FATOU, "Fatou", words).await;
    }
    let picks = format!("/commandes/preparation?{both}");
    let page = world.get(&picks, &cookie).await;
    assert!(
        page.has("car elles attendent leur acompte") && !page.has(">A12<") && page.has(">S02<"),
        "{}",
        page.text
    );
    let riders = format!("/commandes/livreur?{both}");
    let page = world.get(&riders, &cookie).await;
    assert_eq!(page.text.matches("attend son acompte").count(), 1);
    press(&world, &cookie, "paid").await;
    let page = world.get(&picks, &cookie).await;
    assert!(page.has(">A12<") && !page.has("leur acompte"));
    let page = world.get(&riders, &cookie).await;
    assert!(!page.has("attend son acompte"), "{}", page.text);
}

#[tokio::test]
async fn an_order_called_off_after_its_deposit_says_what_to_give_back() {
    let (world, cookie) = that_waits().await;
    let give_back = "Acompte à rendre";
    press(&world, &cookie, "paid").await;
    let page = world.get("/commandes/VF-0001", &cookie).await;
    assert!(!page.has(give_back));
    let seen = page.field("seen");
    let fields = [("seen", seen.as_str()), ("reason", "no_show")];
    world
        .post("/commandes/VF-0001/annuler", &cookie, &fields)
        .await;
    let page = world.get("/commandes/VF-0001", &cookie).await;
    assert!(
        page.has(give_back) && page.has("<b>2\u{202f}000\u{a0}F\u{a0}CFA</b>"),
        "{}",
        page.text
    );
    assert!(!page.has("À encaisser"));
    assert!(page.has("annulée · Cliente absente"), "and why");
}

#[tokio::test]
async fn an_order_that_is_in_another_tab_is_one_press_away() {
    let (world, cookie) = that_waits().await;
    let page = world
        .get("/commandes?onglet=delivered&q=VF-0001", &cookie)
        .await;
    let all = "/commandes?onglet=all&amp;q=VF-0001\">Chercher dans toutes";
    assert!(page.has(all), "{}", page.text);
}
