//! Every route × every role × own and other tenant × signed out, against the one table.

use http::Method;
use snapsell_server::console::{May, Role, table};

use crate::world::{AWA, SELLER, World};

/// A path of the route with something of the first shop in its gaps.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{number}" => "VF-0001".to_owned(),
        "{message}" => "1".repeat(32),
        "{version}" => "x".to_owned(),
        "{token}" => "y".repeat(43),
        part if part.starts_with('{') => "1".to_owned(),
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_route_is_open_to_the_roles_of_the_table_and_to_nobody_else() {
    let world = World::new().await;
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    let roles = [Role::Owner, Role::Seller, Role::Agent, Role::Ops];
    let users = roles.map(|role| {
        let shop = (role != Role::Ops).then_some(world.shop);
        (
            role,
            world.user(shop, &format!("{}@acme", role.word()), role.word()),
        )
    });
    let mut calls = 0;
    for route in table() {
        let path = filled(route.path);
        let call = async |cookie: &str| match route.method {
            Method::POST => world.post(&path, cookie, &[]).await,
            _ => world.get(&path, cookie).await,
        };
        let out = call("").await;
        let sent_away = out.status == 303 && out.location.starts_with("/connexion");
        assert!(
            route.may == May::Anyone || sent_away,
            "{route:?} signed out: {}",
            out.status
        );
        let forged = call(&"z".repeat(43)).await;
        assert_eq!(
            forged.status, out.status,
            "{route:?} with a made-up session"
        );
        for (role, user) in users {
            let cookie = world.session(user);
            let page = call(&cookie).await;
            let refused = page.status == 403;
            assert_eq!(
                refused,
                !route.may.admits(role),
                "{route:?} {role:?}: {}",
                page.status
            );
            assert!(
                !page.status.is_server_error(),
                "{route:?} {role:?}: {}",
                page.text
            );
            calls += 1;
        }
    }
    assert!(calls >= 4 * 40, "{calls}");
}

#[tokio::test]
async fn nothing_of_one_shop_is_reached_from_another() {
    let world = World::new().await;
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa-of-acme", "A12").await;
    world
        .says(AWA, "Awa-of-acme", "Cocody, rue 12, villa secrete")
        .await;
    world.says(AWA, "Awa-of-acme", "OUI").await;
    let stranger = world.user(Some(world.other), "owner@other", "owner");
    let before = world
        .app
        .engine
        .look(world.shop, |shop| shop.version())
        .await
        .unwrap();
    for route in table() {
        if route.may == May::Anyone || route.path == "/flux" {
            continue;
        }
        let cookie = world.session(stranger);
        let path = filled(route.path);
        let page = match route.method {
            Method::POST => world.post(&path, &cookie, &[("once", "1")]).await,
            _ => world.get(&path, &cookie).await,
        };
        for secret in ["Awa-of-acme", "villa secrete", "00000042", "Chez Marie"] {
            assert!(!page.has(secret), "{route:?} shows {secret}");
        }
    }
    let after = world
        .app
        .engine
        .look(world.shop, |shop| shop.version())
        .await
        .unwrap();
    assert_eq!(before, after, "nothing was done to the first shop");
}

#[tokio::test]
async fn a_form_of_another_site_does_nothing() {
    let world = World::new().await;
    world.user(Some(world.shop), "owner@acme", "owner");
    let cookie = world.sign_in("owner@acme").await;
    for route in table().iter().filter(|route| route.method == Method::POST) {
        let request = http::Request::builder()
            .method(Method::POST)
            .uri(filled(route.path))
            .header("host", "127.0.0.1:8080")
            .header("origin", "https://evil.example")
            .header("cookie", format!("snapsell={cookie}"))
            .body(axum::body::Body::empty())
            .unwrap();
        let answer = world.raw(request).await;
        assert_eq!(answer.status, 403, "{route:?}");
        assert!(answer.has("ne vient pas de"), "{}", answer.text);
        assert!(answer.has("http://127.0.0.1:8080"), "{}", answer.text);
    }
}
