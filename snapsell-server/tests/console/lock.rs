//! A phone that several people share: short codes, and what happens to whoever guesses them.

use crate::world::{PASSWORD, World};

const WRONG: [(&str, &str); 2] = [("old", "wrong wrong"), ("pin", "1357")];

#[tokio::test]
async fn a_locked_phone_shows_nothing_until_somebody_of_the_team_types_her_code() {
    let world = World::new().await;
    world.user(Some(world.shop), "owner@acme", "owner");
    let cookie = world.sign_in("owner@acme").await;
    assert_eq!(
        world
            .post(
                "/compte/pin",
                &cookie,
                &[("old", PASSWORD), ("pin", "12a4")]
            )
            .await
            .status,
        422
    );
    world
        .post(
            "/compte/pin",
            &cookie,
            &[("old", PASSWORD), ("pin", "2468")],
        )
        .await;
    assert_eq!(
        world.post("/verrouiller", &cookie, &[]).await.location,
        "/verrou"
    );
    let asked = world.get("/commandes?onglet=all", &cookie).await.location;
    assert_eq!(asked, "/verrou?vers=%2Fcommandes%3Fonglet%3Dall");
    assert_eq!(
        world.post("/live/fermer", &cookie, &[]).await.location,
        "/verrou?vers=%2Flive"
    );
    let page = world.get(&asked, &cookie).await;
    let to = "name=\"to\" value=\"/commandes?onglet=all\"";
    assert!(page.has(to), "{}", page.text);
    let page = world.get("/verrou?vers=//evil.example", &cookie).await;
    assert!(page.has("name=\"to\" value=\"\""), "{}", page.text);
    let id = world
        .app
        .store
        .user_by_email("owner@acme")
        .unwrap()
        .unwrap()
        .id
        .get()
        .to_string();
    let wrong = world
        .post(
            "/verrou",
            &cookie,
            &[
                ("user", &id),
                ("pin", "1111"),
                ("to", "/commandes?onglet=all"),
            ],
        )
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.has(to), "{}", wrong.text);
    assert!(wrong.has("Encore 4 essais") && wrong.has(">owner<") && !wrong.has("owner@acme"));
    let open = world
        .post(
            "/verrou",
            &cookie,
            &[
                ("user", &id),
                ("pin", "2468"),
                ("to", "/commandes?onglet=all"),
            ],
        )
        .await;
    assert_eq!(open.location, "/commandes?onglet=all");
    assert_eq!(world.get("/live", &open.cookie.unwrap()).await.status, 200);
    assert_eq!(world.get("/live", &cookie).await.status, 303, "rotated");
}

#[tokio::test]
async fn a_code_that_is_left_empty_stays_as_it_is_and_its_own_button_takes_it_away() {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "seller@acme", "seller");
    let cookie = world.session(user);
    let set = world
        .post(
            "/compte/pin",
            &cookie,
            &[("old", PASSWORD), ("pin", "2468")],
        )
        .await;
    assert_eq!(set.location, "/compte?dit=saved#pin");
    let has_code = || {
        let user = world.app.store.user(user).unwrap().unwrap();
        user.pin_hash.is_some()
    };
    assert!(has_code());
    for fields in [&[][..], &[("pin", "")], &[("pin", "1357")], &WRONG] {
        let empty = world.post("/compte/pin", &cookie, fields).await;
        assert_eq!(empty.status, 422);
        assert!(has_code());
    }
    world.post("/compte/pin", &cookie, &[("off", "1")]).await;
    assert!(!has_code());
}

#[tokio::test]
async fn a_fifth_wrong_code_signs_the_phone_out_and_says_so() {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "owner@acme", "owner");
    let (cookie, id) = (world.session(user), user.get().to_string());
    world
        .post(
            "/compte/pin",
            &cookie,
            &[("old", PASSWORD), ("pin", "2468")],
        )
        .await;
    world.post("/verrouiller", &cookie, &[]).await;
    let wrong = async || {
        let fields = [("user", id.as_str()), ("pin", "1111")];
        world.post("/verrou", &cookie, &fields).await
    };
    for said in ["Encore 4", "Encore 3", "Encore 2", "Encore un essai"] {
        assert!(wrong().await.has(said), "{said}");
    }
    let away = wrong().await;
    assert_eq!(away.location, "/connexion?dit=lock-tries");
    let page = world.get(&away.location, "").await;
    assert!(page.has("Trop de codes faux"), "{}", page.text);
    assert_eq!(
        world.get("/live", &cookie).await.location,
        "/connexion?vers=%2Flive"
    );
}

#[tokio::test]
async fn a_colleague_who_opens_her_own_phone_has_no_more_guesses_at_anothers_code() {
    let world = World::new().await;
    let shop = Some(world.shop);
    let users = ["thief@acme", "victim@acme"].map(|email| world.user(shop, email, "seller"));
    let cookies = users.map(|user| world.session(user));
    for (cookie, pin) in cookies.iter().zip(["1111", "8642"]) {
        let set = [("old", PASSWORD), ("pin", pin)];
        assert_eq!(world.post("/compte/pin", cookie, &set).await.status, 303);
    }
    let [thief, victim] = users.map(|user| user.get().to_string());
    let mut cookie = cookies[0].clone();
    for _ in 0..2 {
        world.post("/verrouiller", &cookie, &[]).await;
        for _ in 0..4 {
            let guess = [("user", victim.as_str()), ("pin", "0000")];
            assert_eq!(world.post("/verrou", &cookie, &guess).await.status, 422);
        }
        let own = [("user", thief.as_str()), ("pin", "1111")];
        cookie = world.post("/verrou", &cookie, &own).await.cookie.unwrap();
    }
    world.post("/verrouiller", &cookie, &[]).await;
    let right = [("user", victim.as_str()), ("pin", "8642")];
    let late = world.post("/verrou", &cookie, &right).await;
    assert_eq!(late.status, 422, "no more guesses, not even the right one");
    assert!(late.has("Trop de codes faux"), "{}", late.text);
    // Her own phone knows nothing of it.
    world.post("/verrouiller", &cookies[1], &[]).await;
    assert_eq!(world.post("/verrou", &cookies[1], &right).await.status, 303);
}
