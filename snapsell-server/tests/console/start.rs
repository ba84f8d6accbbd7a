//! The first steps of a new owner.

use crate::world::World;

#[tokio::test]
async fn a_new_owner_reaches_a_shop_that_can_be_written_to_by_the_pages_alone() {
    let world = World::new().await;
    let fields = [
        ("shop", "Nouvelle"),
        ("email", "n@example.org"),
        ("password", "correct horse"),
    ];
    let made = world.post("/inscription", "", &fields).await;
    let cookie = made.cookie.unwrap();
    let page = world.get(&made.location, &cookie).await;
    assert!(
        page.has("/t/nouvelle/in"),
        "the address to paste: {}",
        page.text
    );
    let prices = [
        ("grid", "A:6000"),
        ("delivery-fee", "1500"),
        ("payment-text", ""),
    ];
    assert_eq!(
        world.post("/demarrer/prix", &cookie, &prices).await.status,
        303
    );
    let nonsense = [("grid", "?"), ("delivery-fee", "x")];
    let wrong = world.post("/demarrer/prix", &cookie, &nonsense).await;
    assert!(wrong.status == 422 && wrong.has("grid-wrong") && wrong.has("delivery-fee-wrong"));
    let twice = [("grid", "A:5000, a:6000"), ("delivery-fee", "1500")];
    let wrong = world.post("/demarrer/prix", &cookie, &twice).await;
    assert!(
        wrong.status == 422 && wrong.has("chaque lettre une seule fois"),
        "{}",
        wrong.text
    );
    // Francs have no cents, and the page says so instead of pointing at an example.
    let cents = [("grid", "A:25.50"), ("delivery-fee", "5,50")];
    let wrong = world.post("/demarrer/prix", &cookie, &cents).await;
    assert_eq!(
        wrong.text.matches("XOF n&#x27;a pas de centimes").count(),
        2,
        "{}",
        wrong.text
    );
    world.connect(&cookie).await;
    assert!(
        world.app.tenants.by_slug("nouvelle").unwrap().is_some(),
        "messages find it"
    );
    let page = world.get("/demarrer", &cookie).await;
    assert!(
        page.has("+14155238899") && !page.has("0123456789abcdef"),
        "the token is not shown again"
    );
}
