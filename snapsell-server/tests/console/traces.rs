//! What a trial made is in no list and in no number once it is over; the journal keeps it, and is as sound as before.

use snapsell_core::ShopId;

use crate::world::{AWA, PASSWORD, SELLER, World};

/// A shop of its own with nothing in it; the cookie of its owner.
async fn fresh(world: &World) -> (ShopId, String) {
    let fields = [
        ("shop", "Chez Awa"),
        ("email", "awa@example.org"),
        ("password", PASSWORD),
    ];
    let made = world.post("/inscription", "", &fields).await;
    let shop = world.app.store.shop_by_slug("chez-awa").unwrap().unwrap();
    (shop.id, made.cookie.expect("a session"))
}

/// The test customer orders A12, which the trial puts on sale.
async fn plays(world: &World, cookie: &str) {
    for (path, field, words) in [
        ("/essai/vendeuse", "offer", "A12"),
        ("/essai/cliente", "words", "A12"),
        ("/essai/cliente", "words", "Cocody, rue 12"),
        ("/essai/cliente", "words", "OUI"),
    ] {
        let sent = world.post(path, cookie, &[(field, words)]).await;
        assert_eq!(sent.status, 303, "{words}: {}", sent.text);
    }
    world.app.store.flush_contacts().unwrap();
}

/// What a trial leaves in this page: its customer, its order, its live.
async fn traces(world: &World, path: &str, cookie: &str) -> Vec<&'static str> {
    let page = world.get(path, cookie).await;
    assert_eq!(page.status, 200, "{path}");
    let text = page.text.replace("&#x27;", "'");
    let main = text.split("id=\"main\"").nth(1).unwrap_or(&text);
    let marks = ["Cliente d'essai", "VF-0001", "Live 1", "live 1", "A12"];
    let found = marks.into_iter().filter(|mark| main.contains(mark));
    // These are asked for, or are examples.
    let typed = ["placeholder=\"VF-0001", "value=\"VF-0001"];
    let asked = typed.iter().any(|typed| main.contains(typed));
    found
        .filter(|mark| !(asked && *mark == "VF-0001" && !main.contains("/commandes/VF-0001")))
        .collect()
}

/// Pages with lists and numbers.
const LISTS: [&str; 12] = [
    "/clientes",
    "/clientes?q=essai",
    "/articles",
    "/bilan",
    "/bilan?par=semaine",
    "/commandes",
    "/commandes?onglet=cancelled",
    "/commandes?onglet=all",
    "/commandes?onglet=all&q=VF-0001",
    "/commandes.csv?onglet=all",
    "/preuves",
    "/live",
];

#[tokio::test]
async fn after_its_end_no_list_and_no_number_shows_anything_of_a_trial() {
    let world = World::new().await;
    let (shop, cookie) = fresh(&world).await;
    // Two trials, the second with two lives.
    plays(&world, &cookie).await;
    assert_eq!(
        traces(&world, "/commandes", &cookie).await,
        ["Cliente d'essai", "VF-0001", "A12"],
        "shown while it runs"
    );
    assert_eq!(traces(&world, "/clientes", &cookie).await.len(), 1);
    world.post("/essai/fin", &cookie, &[]).await;
    for words in ["A13", "FIN", "LIVE", "A14"] {
        let offer = [("offer", words)];
        let sent = world.post("/essai/vendeuse", &cookie, &offer).await;
        assert_eq!(sent.status, 303, "{words}: {}", sent.text);
    }
    world.post("/essai/fin", &cookie, &[]).await;
    for path in LISTS {
        let found = traces(&world, path, &cookie).await;
        assert!(found.is_empty(), "{path} shows {found:?}");
    }
    let page = world.get("/bilan", &cookie).await;
    assert!(page.has("Votre premier live remplira cette page"));
    let since = world.app.now() - snapsell_core::Span::from_mins(60);
    let hers = snapsell_server::trial::customer(&world.app.store, shop).unwrap();
    let used = world.app.store.usage(shop, since, hers).unwrap();
    assert_eq!((used.orders, used.lives), (0, 0));
    let audit = world.app.store.audit(shop).unwrap();
    assert_eq!(audit.violation, None, "the journal keeps it all");
    // Her page and her order are still there for whoever has their address.
    assert_eq!(world.get("/commandes/VF-0001", &cookie).await.status, 200);
}

#[tokio::test]
async fn a_live_that_somebody_real_bought_in_stays_whoever_opened_it() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    plays(&world, &owner).await;
    world.says(SELLER, "Marie", "A13").await;
    for words in ["A13", "Cocody, rue 13", "OUI"] {
        world.says(AWA, "Awa", words).await;
    }
    let end = world.post("/essai/fin", &owner, &[]).await;
    assert_eq!(end.status, 303);
    let page = world.get("/bilan", &owner).await;
    assert!(page.has("<tbody"), "her sale is counted: {}", page.text);
    let page = world.get("/commandes?onglet=all", &owner).await;
    assert!(page.has("VF-0002") && !page.has("/commandes/VF-0001"));
    let page = world.get("/clientes", &owner).await;
    assert!(page.has(">Awa</b>") && !page.has("Cliente d"));
}
