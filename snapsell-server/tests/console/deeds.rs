//! What members did that the journal does not tell, as the owner reads it.

use snapsell_core::UserId;
use snapsell_store::DeedRow;

use crate::world::{AWA, SELLER, World};

fn noted(world: &World, user: Option<UserId>, what: &str, subject: &str) {
    let deed = DeedRow {
        shop: Some(world.shop),
        at: world.app.now(),
        user,
        what: what.to_owned(),
        subject: subject.to_owned(),
    };
    world.app.store.note_deed(&deed).unwrap();
}

#[tokio::test]
async fn the_owner_reads_who_saw_a_number_and_that_staff_made_a_link_for_her() {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "marie@acme", "owner");
    let owner = world.session(user);
    let agent = world.session(world.user(Some(world.shop), "sophie@acme", "agent"));
    let stranger = world.session(world.user(Some(world.other), "karim@other", "owner"));
    let staff = world.session(world.user(None, "ops@snapsell", "ops"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    world.post("/clientes/2/numero", &agent, &[]).await;
    let email = [("email", "marie@acme")];
    world.post("/ops/comptes", &staff, &email).await;
    let user = world.user(Some(world.shop), "fatim@acme", "seller");
    let shut = format!("/equipe/{}/acces", user.get());
    world.post(&shut, &owner, &[("active", "0")]).await;
    let page = world.get("/suivi", &owner).await;
    let (_, deeds) = page.text.split_once("id=\"deeds\"").expect("deeds");
    for shown in [
        "sophie",
        "Numéro montré",
        "href=\"/clientes/2\"",
        "Support",
        "Lien pour un nouveau mot de passe",
        "Accès retiré",
        "marie",
    ] {
        assert!(deeds.contains(shown), "{shown}: {deeds}");
    }
    assert!(!deeds.contains("ops@snapsell"), "{deeds}");
    let page = world.get("/suivi", &stranger).await;
    assert!(!page.has("Numéro montré"), "{}", page.text);
    let page = world.get("/ops/suivi", &staff).await;
    let (_, deeds) = page.text.split_once("id=\"deeds\"").expect("deeds");
    assert!(deeds.contains("acme") && deeds.contains("Numéro montré"));
    for hidden in ["sophie", "marie", "Awa", "/clientes/"] {
        assert!(!deeds.contains(hidden), "{hidden}: {deeds}");
    }
    assert_eq!(world.get("/suivi", &agent).await.status, 403);
}

#[tokio::test]
async fn older_deeds_stand_on_further_pages() {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "marie@acme", "owner");
    let owner = world.session(user);
    for number in 1..=120 {
        noted(&world, Some(user), "exported", &format!("orders {number}"));
    }
    let first = world.get("/suivi", &owner).await;
    assert!(
        first.has("orders 120") && !first.has("orders 70<"),
        "{}",
        first.text
    );
    assert!(
        first.has("href=\"/suivi?id=&amp;page=2\""),
        "{}",
        first.text
    );
    let last = world.get("/suivi?page=3", &owner).await;
    assert!(
        last.has("orders 1<") && !last.has("page=4"),
        "{}",
        last.text
    );
    for beyond in ["0", "99", "x", "4294967295"] {
        let page = world.get(&format!("/suivi?page={beyond}"), &owner).await;
        assert_eq!(page.status, 200);
    }
}

#[tokio::test]
async fn a_deed_of_a_later_version_is_shown_as_it_is() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "marie@acme", "owner"));
    noted(&world, None, "something new", "user 77");
    let page = world.get("/suivi", &owner).await;
    assert!(page.has("something new"), "{}", page.text);
}
