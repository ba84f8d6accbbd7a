//! The second factor, and every way back in for whoever lost the phone that it is on.

use axum::body::Body;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use sha1::Sha1;
use snapsell_core::{ShopId, UserId};
use snapsell_server::http::peer::Peer;

use crate::world::{PASSWORD, Page, World};

/// What follows `mark`, up to a quote or a tag.
fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    let (_, rest) = text.split_once(mark).expect(mark);
    rest.split(['"', '<']).next().unwrap()
}

/// What an authenticator shows for this key now.
fn shown(world: &World, key: &str) -> String {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = key
        .bytes()
        .map(|byte| letters.iter().position(|letter| *letter == byte).unwrap())
        .map(|value| format!("{value:05b}"))
        .collect();
    let secret: Vec<u8> = (0..bits.len() / 8)
        .map(|index| u8::from_str_radix(&bits[8 * index..8 * index + 8], 2).unwrap())
        .collect();
    let mut mac = Hmac::<Sha1>::new_from_slice(&secret).unwrap();
    let step = world.clock.now_ms() / 30_000;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest[19] & 15);
    let bytes: [u8; 4] = digest[offset..offset + 4].try_into().unwrap();
    format!(
        "{:06}",
        (u32::from_be_bytes(bytes) & 0x7fff_ffff) % 1_000_000
    )
}

/// A form sent from an address of her own.
async fn from(world: &World, address: &str, path: &str, typed: String) -> Page {
    let mut request = Request::post(path)
        .header("host", "127.0.0.1:8080")
        .header("origin", "http://127.0.0.1:8080")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(typed))
        .unwrap();
    let address = format!("{address}:9").parse().unwrap();
    request.extensions_mut().insert(Peer(address));
    world.raw(request).await
}

/// The password from an address of her own; the page that asks for the code, or none.
async fn password(world: &World, address: &str, password: &str) -> Page {
    let typed = format!("email=owner%40acme&password={password}");
    from(world, address, "/connexion", typed).await
}

/// Somebody with a second factor: who she is, her session, and her recovery codes.
async fn enrolled(
    world: &World,
    shop: ShopId,
    email: &str,
    role: &str,
) -> (UserId, String, Vec<String>) {
    let user = world.user(Some(shop), email, role);
    let cookie = world.session(user);
    let page = world.get("/compte", &cookie).await;
    let key = after(&page.text, "name=\"secret\" value=\"").to_owned();
    let code = shown(world, &key);
    let fields = [("old", PASSWORD), ("secret", &key), ("code", &code)];
    let page = world.post("/compte/code", &cookie, &fields).await;
    assert_eq!(page.status, 200, "{}", page.text);
    (user, page.cookie.clone().unwrap(), codes(&page.text))
}

fn codes(page: &str) -> Vec<String> {
    let (_, list) = page.split_once("id=\"codes\"").expect("codes");
    let list = list.split("</ul>").next().unwrap();
    let codes = list.split("<code>").skip(1);
    codes
        .map(|code| code.split('<').next().unwrap().to_owned())
        .collect()
}

/// Signs in with the password and a recovery code; the status.
async fn recovers(world: &World, email: &str, code: &str) -> u16 {
    let fields = [("email", email), ("password", PASSWORD)];
    let page = world.post("/connexion", "", &fields).await;
    assert_eq!(page.status, 200, "the code is asked for");
    let ticket = after(&page.text, "name=\"ticket\" value=\"");
    let fields = [("ticket", ticket), ("recovery", code)];
    world
        .post("/connexion/code", "", &fields)
        .await
        .status
        .as_u16()
}

#[tokio::test]
async fn strangers_keep_nobody_out_who_has_signed_in_with_a_code_where_she_is() {
    let world = World::new().await;
    let (_, _, codes) = enrolled(&world, world.shop, "owner@acme", "owner").await;
    // As often as she likes: a right password is no failure.
    for _ in 0..15 {
        assert_eq!(
            password(&world, "192.0.2.1", "correct+horse").await.status,
            200
        );
    }
    let asked = password(&world, "192.0.2.1", "correct+horse").await;
    let ticket = after(&asked.text, "name=\"ticket\" value=\"").to_owned();
    let typed = format!("ticket={ticket}&recovery={}", codes[0]);
    let entered = from(&world, "192.0.2.1", "/connexion/code", typed).await;
    assert_eq!(entered.status, 303, "{}", entered.text);
    for guess in 0..100 {
        let stranger = format!("198.51.100.{}", guess / 10);
        assert_eq!(password(&world, &stranger, "wrong+wrong").await.status, 422);
    }
    let elsewhere = password(&world, "203.0.113.1", "correct+horse").await;
    assert_eq!(elsewhere.status, 429);
    let here = password(&world, "192.0.2.1", "correct+horse").await;
    assert_eq!(here.status, 200, "she has been here");
    // Whoever is signed in already is not kept from her own account either.
    let cookie = entered.cookie.unwrap();
    let fields = [("old", PASSWORD), ("password", "another horse")];
    let changed = world.post("/compte/mot-de-passe", &cookie, &fields).await;
    assert_eq!(changed.status, 303, "{}", changed.text);
}

#[tokio::test]
async fn a_session_and_the_password_alone_change_nothing_about_the_second_factor() {
    let world = World::new().await;
    let (user, cookie, codes) = enrolled(&world, world.shop, "owner@acme", "owner").await;
    let before = world.app.store.user(user).unwrap().unwrap().totp;
    let key = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let code = shown(&world, key);
    let fields = [("old", PASSWORD), ("secret", key), ("code", &code)];
    let replaced = world.post("/compte/code", &cookie, &fields).await;
    assert_eq!(replaced.status, 409, "it is on already");
    for path in ["/compte/code/fin", "/compte/code/secours"] {
        for second in ["", "123456", "AAAA-AAAA-AAAA-AAAA"] {
            let fields = [("old", PASSWORD), ("second", second)];
            let page = world.post(path, &cookie, &fields).await;
            assert_eq!(page.status, 422, "{path} {second}");
            assert!(page.has("ou a déjà servi") && page.has("name=\"second\""));
        }
    }
    assert_eq!(world.app.store.user(user).unwrap().unwrap().totp, before);
    let wrong = [("old", "wrong wrong"), ("second", codes[0].as_str())];
    world.post("/compte/code/fin", &cookie, &wrong).await;
    let fields = [("old", PASSWORD), ("second", codes[0].as_str())];
    let off = world.post("/compte/code/fin", &cookie, &fields).await;
    assert_eq!(off.status, 303, "a code is not used up by a wrong password");
    assert_eq!(world.app.store.user(user).unwrap().unwrap().totp, None);
}

#[tokio::test]
async fn each_recovery_code_lets_its_owner_in_once() {
    let world = World::new().await;
    let (_, cookie, codes) = enrolled(&world, world.shop, "owner@acme", "owner").await;
    let (_, _, others) = enrolled(&world, world.shop, "agent@acme", "agent").await;
    assert_eq!(codes.len(), 8);
    let account = world.get("/compte", &cookie).await;
    assert!(account.has("Il reste 8 codes") && !account.has(&codes[0]));
    let typed = codes[0].replace('-', " ").to_lowercase();
    assert_eq!(recovers(&world, "owner@acme", &typed).await, 303);
    assert_eq!(recovers(&world, "owner@acme", &codes[0]).await, 422, "once");
    assert_eq!(
        recovers(&world, "owner@acme", &others[0]).await,
        422,
        "not hers"
    );
    assert_eq!(recovers(&world, "owner@acme", "").await, 422);
    let account = world.get("/compte", &cookie).await;
    assert!(account.has("Il reste 7 codes"), "{}", account.text);
}

#[tokio::test]
async fn new_recovery_codes_take_the_place_of_those_before() {
    let world = World::new().await;
    let (_, cookie, old) = enrolled(&world, world.shop, "owner@acme", "owner").await;
    let wrong = [("old", "wrong wrong")];
    let refused = world.post("/compte/code/secours", &cookie, &wrong).await;
    assert_eq!(refused.status, 422);
    let fields = [("old", PASSWORD), ("second", old[0].as_str())];
    let made = world.post("/compte/code/secours", &cookie, &fields).await;
    let new = codes(&made.text);
    assert_eq!(recovers(&world, "owner@acme", &old[1]).await, 422);
    assert_eq!(recovers(&world, "owner@acme", &new[1]).await, 303);
    // Without a second factor there is nothing to recover.
    let user = world.app.store.user_by_email("owner@acme").unwrap();
    let cookie = world.session(user.unwrap().id);
    let fields = [("old", PASSWORD), ("second", new[2].as_str())];
    let off = world.post("/compte/code/fin", &cookie, &fields).await;
    assert_eq!(off.status, 303, "{}", off.text);
    let cookie = world.sign_in("owner@acme").await;
    let none = world.post("/compte/code/secours", &cookie, &fields).await;
    assert_eq!(none.status, 409);
    assert!(world.get("/compte", &cookie).await.has("id=\"secret\""));
}

#[tokio::test]
async fn an_owner_takes_the_second_factor_of_a_member_away_and_nobody_else_does() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let other = world.session(world.user(Some(world.other), "owner@other", "owner"));
    let (user, _, codes) = enrolled(&world, world.shop, "agent@acme", "agent").await;
    let team = world.get("/equipe", &owner).await;
    let path = format!("/equipe/{}/code", user.get());
    assert!(team.has(&path), "{}", team.text);
    assert_eq!(world.post(&path, &other, &[]).await.status, 404);
    assert_eq!(recovers(&world, "agent@acme", &codes[0]).await, 303);
    assert_eq!(world.post(&path, &owner, &[]).await.status, 303);
    world.sign_in("agent@acme").await;
    assert!(!world.get("/equipe", &owner).await.has(&path));
    let deed = &world.app.store.deeds(Some(world.shop), 0, 1).unwrap()[0];
    assert_eq!(deed.what, "second factor off");
}
