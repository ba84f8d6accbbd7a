//! Signing up, in and out; invitations, links, short codes, throttling.

use axum::body::Body;
use http::Request;
use snapsell_core::Span;
use snapsell_server::http::peer::Peer;

use crate::world::{PASSWORD, World};

fn link(text: &str, kind: &str) -> String {
    let start = text.find(&format!("{kind}/")).expect("a link");
    let start = start + text[start..].find('/').unwrap();
    text[start..]
        .chars()
        .take_while(|letter| !matches!(letter, '"' | '<'))
        .collect()
}

#[tokio::test]
async fn signing_up_makes_a_shop_with_its_owner_who_is_signed_in() {
    let world = World::new().await;
    let fields = [
        ("shop", "Boutique d'Awa"),
        ("email", "Awa@Example.org"),
        ("password", PASSWORD),
    ];
    let page = world.post("/inscription", "", &fields).await;
    assert_eq!(
        (page.status.as_u16(), page.location.as_str()),
        (303, "/demarrer")
    );
    let cookie = page.cookie.unwrap();
    let live = world.get("/live", &cookie).await;
    assert_eq!(live.status, 200);
    assert!(live.has("Boutique d&#x27;Awa"), "{}", live.text);
    let shop = world.app.store.shop_by_slug("boutique-d-awa").unwrap();
    assert!(shop.is_some());
    let again = world.post("/inscription", "", &fields).await;
    assert_eq!(again.status, 422);
    assert!(
        again.has("Awa@Example.org") && !again.has(PASSWORD),
        "what was typed stays, the password goes"
    );
    let wrong = world
        .post(
            "/inscription",
            "",
            &[("shop", ""), ("email", "x"), ("password", "short")],
        )
        .await;
    assert_eq!(wrong.status, 422);
    for field in ["shop-wrong", "email-wrong", "password-wrong"] {
        assert!(wrong.has(field), "{field} is named");
    }
    let common = [
        ("shop", "Binta"),
        ("email", "b@example.org"),
        ("password", "Motdepasse"),
    ];
    let common = world.post("/inscription", "", &common).await;
    assert_eq!(common.status, 422);
    assert!(common.has("password-wrong") && !common.has("email-wrong"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_forms_of_one_sign_up_at_once_make_one_shop() {
    let world = World::new().await;
    let fields = [
        ("shop", "Boutique d'Awa"),
        ("email", "awa@example.org"),
        ("password", PASSWORD),
    ];
    let shops = || world.app.store.shops().unwrap().len();
    let before = shops();
    let sent = || world.post("/inscription", "", &fields);
    let (one, other) = tokio::join!(sent(), sent());
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert_eq!(shops() - before, 1, "none without an owner");
}

#[tokio::test]
async fn a_session_ends_by_itself_and_its_token_changes_when_somebody_signs_in() {
    let world = World::new().await;
    world.user(Some(world.shop), "owner@acme", "owner");
    let first = world.sign_in("owner@acme").await;
    let page = world
        .post(
            "/connexion",
            &first,
            &[("email", "owner@acme"), ("password", PASSWORD)],
        )
        .await;
    let second = page.cookie.unwrap();
    assert_ne!(first, second);
    assert_eq!(
        world.get("/live", &first).await.status,
        303,
        "the old token is good no more"
    );
    world.clock.jump(Span::from_mins(3 * 24 * 60 - 1).millis());
    assert_eq!(
        world.get("/live", &second).await.status,
        200,
        "used in time"
    );
    world.clock.jump(Span::from_mins(3 * 24 * 60 + 1).millis());
    assert_eq!(
        world.get("/live", &second).await.status,
        303,
        "idle too long"
    );
    let third = world.sign_in("owner@acme").await;
    for _ in 0..15 {
        world.clock.jump(Span::from_mins(2 * 24 * 60).millis());
        if world.get("/live", &third).await.status == 303 {
            return;
        }
    }
    let last = world.clock.jump(Span::from_mins(24 * 60).millis());
    assert!(last);
    assert_eq!(
        world.get("/live", &third).await.status,
        303,
        "a month is enough, however much it is used"
    );
}

#[tokio::test]
async fn sessions_are_listed_and_ended_and_signing_out_ends_ones_own() {
    let world = World::new().await;
    world.user(Some(world.shop), "owner@acme", "owner");
    let (one, two) = (
        world.sign_in("owner@acme").await,
        world.sign_in("owner@acme").await,
    );
    let page = world.get("/compte", &one).await;
    let end = link(&page.text, "\"/compte/sessions");
    assert_eq!(world.post(&end, &one, &[]).await.status, 303);
    assert_eq!(world.get("/live", &two).await.status, 303);
    world.post("/deconnexion", &one, &[]).await;
    assert_eq!(world.get("/live", &one).await.status, 303);
}

#[tokio::test]
async fn an_invitation_that_cannot_be_made_keeps_what_was_typed() {
    let world = World::new().await;
    world.user(Some(world.shop), "owner@acme", "owner");
    let owner = world.sign_in("owner@acme").await;
    let typed = [("email", "owner@acme"), ("role", "seller")];
    let page = world.post("/equipe/inviter", &owner, &typed).await;
    assert_eq!(page.status, 422);
    let (_, form) = page.text.split_once("action=\"/equipe/inviter\"").unwrap();
    assert!(form.contains("value=\"owner@acme\""), "{form}");
    assert!(form.contains("value=\"seller\" selected"), "{form}");
}

#[tokio::test]
async fn an_invitation_makes_an_agent_once_and_a_reset_link_a_new_password_once() {
    let world = World::new().await;
    world.user(Some(world.shop), "owner@acme", "owner");
    let owner = world.sign_in("owner@acme").await;
    let made = world
        .post(
            "/equipe/inviter",
            &owner,
            &[("email", "sophie@acme"), ("role", "agent")],
        )
        .await;
    assert!(made.has("Invitation pour sophie@acme"), "{}", made.text);
    assert!(!made.has("value=\"sophie@acme\""), "{}", made.text);
    let invitation = link(&made.text, "8080/invitation");
    assert!(world.get(&invitation, "").await.has("Chez Marie"));
    let fields = [("name", "Sophie"), ("password", PASSWORD)];
    let joined = world.post(&invitation, "", &fields).await;
    let sophie = joined.cookie.unwrap();
    assert_eq!(world.get("/live", &sophie).await.status, 200);
    assert_eq!(world.get("/equipe", &sophie).await.status, 403);
    let again = world.post(&invitation, "", &fields).await;
    assert_eq!(again.status, 410, "once");
    assert!(again.has("Demandez-en un autre") && again.has("href=\"/connexion\""));
    assert_eq!(
        world
            .post(
                "/equipe/inviter",
                &owner,
                &[("email", "x@y"), ("role", "ops")]
            )
            .await
            .status,
        422
    );
    let id = world
        .app
        .store
        .user_by_email("sophie@acme")
        .unwrap()
        .unwrap()
        .id
        .get();
    let made = world
        .post(&format!("/equipe/{id}/mot-de-passe"), &owner, &[])
        .await;
    assert!(made.has("Nouveau mot de passe pour Sophie"));
    let reset = link(&made.text, "8080/mot-de-passe");
    assert_eq!(
        world
            .post(&reset, "", &[("password", "another horse")])
            .await
            .status,
        303
    );
    assert_eq!(
        world.get("/live", &sophie).await.status,
        303,
        "her sessions ended"
    );
    assert_eq!(
        world
            .post(&reset, "", &[("password", "third horse")])
            .await
            .status,
        410
    );
    world
        .post(&format!("/equipe/{id}/acces"), &owner, &[("active", "0")])
        .await;
    let fields = [("email", "sophie@acme"), ("password", "another horse")];
    assert_eq!(
        world.post("/connexion", "", &fields).await.status,
        422,
        "shut out"
    );
    world.clock.jump(Span::from_mins(8 * 24 * 60).millis());
    assert_eq!(world.get(&invitation, "").await.status, 410);
}

#[tokio::test]
async fn who_guesses_passwords_has_to_wait() {
    let world = World::new().await;
    world.user(Some(world.shop), "owner@acme", "owner");
    for _ in 0..10 {
        let page = world
            .post(
                "/connexion",
                "",
                &[("email", "owner@acme"), ("password", "wrong wrong")],
            )
            .await;
        assert_eq!(page.status, 422);
    }
    let fields = [("email", "owner@acme"), ("password", PASSWORD)];
    let refused = world.post("/connexion", "", &fields).await;
    assert_eq!(refused.status, 429);
    let (_, after) = refused.text.split_once("Recommencez dans ").expect("when");
    let minutes: i64 = after.split(' ').next().unwrap().parse().unwrap();
    assert_eq!(refused.headers["retry-after"], (minutes * 60).to_string());
    world.clock.jump((minutes - 1) * 60_000);
    let early = world.post("/connexion", "", &fields).await;
    assert!(early.status == 429 && early.has("dans une minute"));
    world.clock.jump(60_000);
    assert_eq!(world.post("/connexion", "", &fields).await.status, 303);
}

/// Somebody signs in from an address of her own.
async fn from(world: &World, address: &str, email: &str, password: &str) -> u16 {
    let typed = format!("email={email}&password={password}");
    let mut request = Request::post("/connexion")
        .header("host", "127.0.0.1:8080")
        .header("origin", "http://127.0.0.1:8080")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(typed))
        .unwrap();
    let address = format!("{address}:9").parse().unwrap();
    request.extensions_mut().insert(Peer(address));
    world.raw(request).await.status.as_u16()
}

#[tokio::test]
async fn strangers_who_guess_keep_nobody_out_where_she_has_signed_in_before() {
    let world = World::new().await;
    world.user(Some(world.shop), "owner@acme", "owner");
    assert_eq!(
        from(&world, "192.0.2.1", "owner%40acme", "correct+horse").await,
        303
    );
    // Ten guesses from each of ten places are all that the account takes.
    for guess in 0..100 {
        let stranger = format!("198.51.100.{}", guess / 10);
        assert_eq!(
            from(&world, &stranger, "owner%40acme", "wrong+wrong").await,
            422
        );
    }
    assert_eq!(
        from(&world, "203.0.113.1", "owner%40acme", "correct+horse").await,
        429
    );
    assert_eq!(
        from(&world, "192.0.2.1", "owner%40acme", "correct+horse").await,
        303
    );
}

#[tokio::test]
async fn who_guesses_at_others_keeps_nobody_out_where_she_has_signed_in_before() {
    let world = World::new().await;
    for (email, role) in [("owner@acme", "owner"), ("agent@acme", "agent")] {
        world.user(Some(world.shop), email, role);
    }
    let here = async |email: &str, password| from(&world, "192.0.2.1", email, password).await;
    assert_eq!(here("owner%40acme", "correct+horse").await, 303);
    // With hers, these are all that the network takes.
    for guess in 0..59 {
        let email = format!("p{guess}%40acme");
        assert_eq!(here(&email, "wrong+wrong").await, 422);
    }
    assert_eq!(here("agent%40acme", "correct+horse").await, 429);
    assert_eq!(here("owner%40acme", "correct+horse").await, 303);
    for _ in 0..10 {
        assert_eq!(here("owner%40acme", "wrong+wrong").await, 422);
    }
    let guessed = here("owner%40acme", "correct+horse").await;
    assert_eq!(guessed, 429, "nobody guesses at her without end");
}

#[tokio::test]
async fn every_answer_forbids_what_pages_do_not_need() {
    let world = World::new().await;
    for path in ["/", "/connexion", "/nowhere", "/live"] {
        let page = world.get(path, "").await;
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert_eq!(page.headers["x-content-type-options"], "nosniff");
        assert!(
            !page.has("style=") && !page.has("onclick"),
            "{path} has nothing inline"
        );
    }
    assert_eq!(world.get("/nowhere", "").await.status, 404);
}

#[tokio::test]
async fn a_shop_counts_in_the_currency_that_was_chosen_when_it_was_made() {
    let world = World::new().await;
    let page = world.get("/inscription", "").await;
    assert!(page.has("<option value=\"EUR\">EUR · Euro</option>"));
    let fields = |currency| {
        [
            ("shop", "Chez Awa"),
            ("email", "awa@example.org"),
            ("password", PASSWORD),
            ("currency", currency),
        ]
    };
    let nonsense = world.post("/inscription", "", &fields("XXX")).await;
    assert_eq!(nonsense.status, 400);
    let made = world.post("/inscription", "", &fields("EUR")).await;
    let cookie = made.cookie.unwrap();
    let start = world.get("/demarrer", &cookie).await;
    assert!(start.has("leurs prix, en EUR"), "{}", start.text);
    assert!(!start.has("tag good"), "nothing is done yet");
    let prices = [
        ("grid", "A:10,B:25.50"),
        ("delivery-fee", "5,50"),
        ("payment-text", ""),
    ];
    let saved = world.post("/demarrer/prix", &cookie, &prices).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let start = world.get("/demarrer", &cookie).await;
    assert!(start.has("value=\"5.50\""), "{}", start.text);
    assert_eq!(start.text.matches("tag good").count(), 1, "the prices are");
}

#[tokio::test]
async fn whoever_cannot_sign_in_is_told_whom_to_ask_and_where_to_go() {
    let world = World::new().await;
    let page = world.get("/connexion", "").await;
    assert!(page.has("page Équipe") && page.has("href=\"/inscription\""));
    let fields = [("email", "nobody@acme"), ("password", "wrong wrong")];
    let wrong = world.post("/connexion", "", &fields).await;
    assert!(wrong.status == 422 && wrong.has("href=\"/inscription\""));
    world.user(Some(world.shop), "owner@acme", "owner");
    let taken = [
        ("shop", "Encore"),
        ("email", "owner@acme"),
        ("password", PASSWORD),
    ];
    let page = world.post("/inscription", "", &taken).await;
    assert!(page.status == 422 && page.has("<a class=\"btn\" href=\"/connexion\">"));
}
