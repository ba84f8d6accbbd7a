//! Being forgotten, as the owner does it.

use snapsell_core::CustomerId;

use crate::world::{AWA, FATOU, SELLER, World};

#[tokio::test]
async fn the_owner_erases_a_customer_who_asked_for_it_and_accounts_stay() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(SELLER, "Marie", "A13").await;
    world.says(AWA, "Awa", "A12").await;
    world.says(AWA, "Awa", "Cocody, rue 12").await;
    world.says(AWA, "Awa", "OUI").await;
    world.says(AWA, "Awa", "A13").await;
    world.says(FATOU, "Fatou", "A13").await;
    let id = {
        let rows = world.app.store.customers(world.shop, 0, 9).unwrap();
        let details = |id| world.app.store.contact_details(world.shop, id).unwrap();
        let hers = rows
            .iter()
            .find(|row| details(row.customer).is_some_and(|her| her.phone.as_deref() == Some(AWA)));
        hers.unwrap().customer
    };
    let path = format!("/clientes/{}", id.get());
    let erase = format!("{path}/effacer");
    assert!(world.get(&path, &owner).await.has(&erase));
    assert!(!world.get(&path, &agent).await.has(&erase));
    let yes = [("reason", "asked"), ("sure", "1")];
    assert_eq!(world.post(&erase, &agent, &yes).await.status, 403);

    let page = world.get(&erase, &owner).await;
    assert!(
        page.has("VF-0001") && page.has("ont besoin de son adresse"),
        "{}",
        page.text
    );
    assert!(!page.has("name=\"sure\""), "nothing to confirm yet");
    assert_eq!(world.post(&erase, &owner, &yes).await.status, 409);
    for step in ["VF-0001", "VF-0001", "VF-0001"] {
        world
            .says(SELLER, "Marie", &format!("PREPARE {step}"))
            .await;
        world
            .says(SELLER, "Marie", &format!("LIVRAISON {step}"))
            .await;
        world.says(SELLER, "Marie", &format!("LIVRE {step}")).await;
    }
    let page = world.get(&erase, &owner).await;
    for said in [
        "Ce qui part",
        "Ce qui reste",
        "rendu d",
        "sans son nom",
        "sauvegarde",
    ] {
        assert!(page.has(said), "{said}: {}", page.text);
    }
    for unsure in [&yes[..1], &yes[1..], &[("reason", "x"), ("sure", "1")]] {
        let page = world.post(&erase, &owner, unsure).await;
        assert_eq!(page.status, 422);
        assert!(page.has("cochez la case"));
    }
    let done = world.post(&erase, &owner, &yes).await;
    assert_eq!(
        (done.status.as_u16(), &*done.location),
        (303, "/clientes?dit=erased")
    );

    assert_eq!(world.get(&path, &owner).await.status, 404);
    let list = world.get("/clientes", &owner).await;
    assert!(
        !list.has(">Awa</b>") && list.has(">Fatou</b>"),
        "{}",
        list.text
    );
    let order = world.get("/commandes/VF-0001", &owner).await;
    assert!(order.has("VF-0001") && order.has("A12"), "{}", order.text);
    assert!(!order.has("Awa") && !order.has("Cocody"), "{}", order.text);
    let fatou_holds = world.app.engine.look(world.shop, |shop| {
        shop.holds()
            .map(|hold| hold.customer)
            .collect::<Vec<CustomerId>>()
    });
    let holders = fatou_holds.await.unwrap();
    assert!(
        holders.len() == 1 && holders[0] != id,
        "the next in line was served"
    );
    let deed = &world.app.store.deeds(Some(world.shop), 1).unwrap()[0];
    assert_eq!(
        (&*deed.what, &*deed.subject),
        ("erased", &*format!("customer {}: asked", id.get()))
    );
    assert_eq!(world.app.store.audit(world.shop).unwrap().violation, None);
    world.says(AWA, "Awa", "AIDE").await;
    let rows = world.app.store.customers(world.shop, 0, 9).unwrap();
    assert!(rows.iter().all(|row| row.customer != id), "a new customer");
    for page in ["/live", "/commandes", "/preuves", "/bilan"] {
        assert_eq!(world.get(page, &owner).await.status, 200, "{page}");
    }
}
