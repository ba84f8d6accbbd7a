//! The page over the picture of a live: only with its address, only codes and shortened names.

use http::StatusCode;

use crate::world::{AWA, FATOU, Page, SELLER, World};

/// The path of the address that a page shows.
fn address(page: &Page) -> String {
    let (_, rest) = page.text.split_once("/direct/").expect("an address");
    let token: String = rest.chars().take_while(|letter| *letter != '<').collect();
    assert_eq!(token.len(), 43, "256 bits: {token}");
    format!("/direct/{token}")
}

#[tokio::test]
async fn it_shows_codes_as_they_go_and_of_people_only_a_first_name() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let made = world.post("/reglages/incrustation/lien", &owner, &[]).await;
    let path = address(&made);
    assert!(!world.get(&path, "").await.has("<li class"), "no live yet");

    world.says(SELLER, "Marie", "A12").await;
    let page = world.get(&path, "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.has("libre") && page.has("5\u{202f}000"),
        "{}",
        page.text
    );
    world.says(AWA, "Awa Kone-Secret", "A12").await;
    world.says(FATOU, "Fatou", "A12").await;
    let page = world.get(&path, "").await;
    assert!(
        page.has("réservé") && page.has("Awa K.") && page.has("1 en file"),
        "{}",
        page.text
    );
    for secret in [
        "Kone-Secret",
        "Secret",
        "07000000",
        "Fatou",
        "** 42",
        "Chez Marie",
    ] {
        assert!(!page.has(secret), "{secret}");
    }
    world.says(FATOU, "Fatou", "ANNULER").await;
    world.says(AWA, "Awa Kone-Secret", "ANNULER").await;
    assert!(world.get(&path, "").await.has("de nouveau libre"));
    world.says(FATOU, "+225 07 00 00 00 43", "A12").await;
    world.says(AWA, "Awa", "AIDE").await;
    world.says(SELLER, "Marie", "A13").await;
    world.says(AWA, "Awa", "A13").await;
    world.says(AWA, "Awa", "Cocody, rue 12").await;
    world.says(AWA, "Awa", "OUI").await;
    assert!(world.get(&path, "").await.has("vendu"));
}

#[tokio::test]
async fn its_answer_leaves_nothing_behind_and_is_found_by_nobody() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let path = address(&world.post("/reglages/incrustation/lien", &owner, &[]).await);
    let page = world.get(&path, "").await;
    let header = |name: &str| page.headers.get(name).map(|value| value.to_str().unwrap());
    assert_eq!(header("referrer-policy"), Some("no-referrer"));
    assert_eq!(header("x-robots-tag"), Some("noindex, nofollow"));
    assert_eq!(header("cache-control"), Some("no-store"));
    assert_eq!(header("set-cookie"), None);
    assert!(header("content-security-policy").is_some_and(|policy| !policy.contains("unsafe")));
    let stream = world.get(&format!("{path}/flux"), "").await;
    assert_eq!(stream.headers["content-type"], "text/event-stream");
}

#[tokio::test]
async fn an_address_that_was_changed_taken_back_or_made_up_is_not_there() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let lien = "/reglages/incrustation/lien";
    let old = address(&world.post(lien, &owner, &[]).await);
    let new = address(&world.post(lien, &owner, &[]).await);
    let status = async |path: &str| world.get(path, "").await.status;
    assert_eq!(status(&old).await, 404, "there is one at a time");
    assert_eq!(status(&new).await, 200);
    let settings = world.get("/reglages", &owner).await;
    assert!(!settings.has("/direct/"), "it is shown once");
    world
        .post("/reglages/incrustation/retirer", &owner, &[])
        .await;
    assert_eq!(status(&new).await, 404);
    assert_eq!(status(&format!("{new}/flux")).await, 404);
    assert_eq!(status(&format!("/direct/{}", "y".repeat(43))).await, 404);
    // A link of another kind opens no overlay.
    let team = world
        .post(
            "/equipe/inviter",
            &owner,
            &[("email", "a@b"), ("role", "agent")],
        )
        .await;
    let (_, rest) = team.text.split_once("/invitation/").unwrap();
    let token: String = rest.chars().take(43).collect();
    assert_eq!(status(&format!("/direct/{token}")).await, 404);
}

#[tokio::test]
async fn it_speaks_the_language_of_the_shop() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let path = address(&world.post("/reglages/incrustation/lien", &owner, &[]).await);
    world.says(SELLER, "Marie", "A12").await;
    assert!(world.get(&path, "").await.has("<html lang=\"fr\">"));
    let english = snapsell_core::Settings {
        lang: snapsell_core::Lang::En,
        ..world.settings().await
    };
    world.configure(english).await;
    let page = world.get(&path, "").await;
    assert!(
        page.has("<html lang=\"en\">") && page.has("free"),
        "{}",
        page.text
    );
}
