//! Proofs of payment from the desk.

use axum::body::Body;
use http::Request;
use http_body_util::BodyExt as _;
use snapsell_core::{CommandId, Content, CustomerId};
use tower::ServiceExt as _;

use crate::world::{AWA, SELLER, World};

#[tokio::test]
async fn a_page_hears_of_a_picture_that_came_after_it_was_made() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let request = Request::get("/flux")
        .header("host", "127.0.0.1:8080")
        .header("cookie", format!("snapsell={cookie}"));
    let answer = world.router.clone();
    let answer = answer.oneshot(request.body(Body::empty()).unwrap()).await;
    let mut body = answer.unwrap().into_body();
    let mut next = async || {
        let frame = body.frame().await.unwrap().unwrap();
        String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
    };
    assert_eq!(next().await, "retry: 2000\n\n");
    world.app.pictures().came(world.other);
    world.app.pictures().came(world.shop);
    assert_eq!(next().await, "data: change\n\n");
}

#[tokio::test]
async fn a_proof_is_judged_once_and_its_picture_is_made_anew() {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "agent@acme", "agent");
    let cookie = world.session(user);
    assert!(
        world
            .get("/preuves", &cookie)
            .await
            .has("Aucune preuve en attente")
    );
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    let media = vec!["https://api.example/media".to_owned()];
    world
        .sends(AWA, "Awa", Content::Image(String::new()), media)
        .await;
    let proof = world.app.store.proofs(world.shop, 10).unwrap().remove(0);
    let receipt = include_bytes!("../../assets/demo/dress.jpg");
    let hidden = [receipt.as_slice(), b"<script>alert(1)</script>"].concat();
    world
        .app
        .store
        .media_done(world.shop, proof.message, 0, "image/jpeg", &hidden)
        .unwrap();
    let page = world.get("/preuves", &cookie).await;
    let seen = page.field("seen");
    assert!(page.has(">Awa</span>"), "{}", page.text);
    let image = world.get(&format!("/preuves/{seen}/image"), &cookie).await;
    assert!(image.status == 200 && image.bytes.starts_with(&[0xff, 0xd8]));
    assert_eq!(image.headers["cache-control"], "no-store");
    assert!(!image.text.contains("<script"));
    let customer = proof.customer.get();
    let fields = [("seen", seen.as_str())];
    let old = format!("{:032x}", CommandId::new(77).get());
    let stale = world
        .post(
            &format!("/preuves/{customer}/valider"),
            &cookie,
            &[("seen", &old)],
        )
        .await;
    assert_eq!(stale.status, 409);
    assert_eq!(
        world
            .post(&format!("/preuves/{customer}/valider"), &cookie, &fields)
            .await
            .status,
        303
    );
    let twice = world
        .post(&format!("/preuves/{customer}/refuser"), &cookie, &fields)
        .await;
    assert_eq!(twice.status, 409, "somebody was faster");
    let locked = world.app.engine.look(world.shop, |shop| {
        shop.holds()
            .all(|hold| matches!(hold.state, snapsell_core::HoldState::Locked { .. }))
    });
    assert!(locked.await.unwrap());
    assert_eq!(CustomerId::new(customer), proof.customer);
}
