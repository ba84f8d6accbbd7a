//! Proofs of payment from the desk.

use axum::body::Body;
use http::Request;
use http_body_util::BodyExt as _;
use snapsell_core::{CommandId, Content, CustomerId, Shop};
use tower::ServiceExt as _;

use crate::world::{AWA, SELLER, World};

async fn stream(world: &World, cookie: &str) -> Body {
    let request = Request::get("/flux")
        .header("host", "127.0.0.1:8080")
        .header("cookie", format!("snapsell={cookie}"));
    let answer = world.router.clone();
    let answer = answer.oneshot(request.body(Body::empty()).unwrap()).await;
    answer.unwrap().into_body()
}

async fn next(body: &mut Body) -> String {
    let frame = body.frame().await.unwrap().unwrap();
    String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn a_page_hears_of_a_picture_that_came_after_it_was_made() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let mut body = stream(&world, &cookie).await;
    assert_eq!(next(&mut body).await, "retry: 2000\n\n");
    world.app.pictures().came(world.other);
    world.app.pictures().came(world.shop);
    assert_eq!(next(&mut body).await, "data: change\n\n");
}

#[tokio::test]
async fn a_page_hears_a_beat_where_nothing_happens() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let mut body = stream(&world, &cookie).await;
    assert_eq!(next(&mut body).await, "retry: 2000\n\n");
    assert_eq!(next(&mut body).await, "event: beat\ndata: 1\n\n");
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

/// Awa holds A12 and sends this file as her receipt; the name of its message.
async fn sends_a_receipt(world: &World, kind: &str, bytes: &[u8]) -> String {
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    let media = vec!["https://api.example/media".to_owned()];
    let receipt = Content::Image(String::new());
    world.sends(AWA, "Awa", receipt, media).await;
    let store = &world.app.store;
    let message = store.proofs(world.shop, 10).unwrap().remove(0).message;
    store
        .media_done(world.shop, message, 0, kind, bytes)
        .unwrap();
    format!("{:032x}", message.get())
}

#[tokio::test]
async fn a_receipt_that_is_a_document_is_downloaded_and_never_opened_here() {
    let world = World::new().await;
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let other = world.session(world.user(Some(world.other), "owner@other", "owner"));
    let pdf = b"%PDF-1.7 what a bank writes";
    let message = sends_a_receipt(&world, "application/pdf", pdf).await;
    let page = world.get("/preuves", &agent).await;
    let path = format!("/preuves/{message}/pdf");
    assert!(page.has(&path) && page.has("Télécharger"), "{}", page.text);
    assert!(!page.has("<img") && !page.has("pas encore là"));
    let file = world.get(&path, &agent).await;
    assert_eq!(
        (file.status.as_u16(), file.bytes.as_slice()),
        (200, &pdf[..])
    );
    for (name, value) in [
        ("content-type", "application/pdf"),
        (
            "content-disposition",
            "attachment; filename=\"reu.pdf\"; filename*=UTF-8''re%C3%A7u.pdf",
        ),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(file.headers[name], value, "{name}");
    }
    assert_eq!(world.get(&path, &other).await.status, 404);
    let out = world.get(&path, "").await;
    assert!(out.location.starts_with("/connexion"));
    let image = format!("/preuves/{message}/image");
    assert_eq!(world.get(&image, &agent).await.status, 404);
}

#[tokio::test]
async fn a_receipt_that_cannot_be_shown_says_so_in_words() {
    for (kind, bytes) in [
        ("video/mp4", b"\0\0\0\x18ftypmp42".as_slice()),
        ("image/gif", b"GIF89a"),
        ("image/jpeg", b"\xff\xd8\xff what is no picture"),
    ] {
        let world = World::new().await;
        let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
        let message = sends_a_receipt(&world, kind, bytes).await;
        let page = world.get("/preuves", &agent).await;
        assert!(page.has("ne peut pas être montré"), "{kind}: {}", page.text);
        assert!(!page.has("<img") && !page.has(&format!("{message}/image")));
        let pdf = format!("/preuves/{message}/pdf");
        assert_eq!(world.get(&pdf, &agent).await.status, 404, "{kind}");
    }
}

#[tokio::test]
async fn an_item_has_a_photo_on_its_tile_when_that_is_a_picture() {
    let dress = include_bytes!("../../assets/demo/dress.jpg").as_slice();
    for (kind, bytes, is_shown) in [
        ("image/jpeg", dress, true),
        ("application/pdf", b"%PDF-1.7", false),
    ] {
        let world = World::new().await;
        let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
        let media = vec!["https://api.example/media".to_owned()];
        let photo = Content::Image("A12".to_owned());
        world.sends(SELLER, "Marie", photo, media).await;
        let item = |shop: &Shop| shop.items().next().and_then(|item| item.photo());
        let message = world.app.engine.look(world.shop, item).await.unwrap();
        let message = message.expect("A12 has a photo");
        for path in ["/live", "/articles"] {
            assert!(!world.get(path, &agent).await.has("<img"), "not yet there");
        }
        let store = &world.app.store;
        store
            .media_done(world.shop, message, 0, kind, bytes)
            .unwrap();
        for path in ["/live", "/articles"] {
            let page = world.get(path, &agent).await;
            assert_eq!(page.has("<img src=\"/photos/"), is_shown, "{path}: {kind}");
        }
    }
}
