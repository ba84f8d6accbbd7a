//! Keys that somebody keeps: links and sessions of members who changed, left, or were shut out.

use snapsell_core::{Span, UserId};
use snapsell_store::{NewLink, UserRecord};

use crate::world::{PASSWORD, World};

/// The path of a link on a page, `/invitation/…`.
fn link(text: &str, kind: &str) -> String {
    let mark = format!("8080/{kind}/");
    let start = text.find(&mark).expect("a link") + "8080".len();
    text[start..]
        .chars()
        .take_while(|letter| !matches!(letter, '"' | '<'))
        .collect()
}

async fn invited(world: &World, by: &str, email: &str) -> String {
    let typed = [("email", email), ("role", "agent")];
    let made = world.post("/equipe/inviter", by, &typed).await;
    assert_eq!(made.status, 200, "{}", made.text);
    link(&made.text, "invitation")
}

async fn reset(world: &World, by: &str, about: UserId) -> String {
    let path = format!("/equipe/{}/mot-de-passe", about.get());
    link(&world.post(&path, by, &[]).await.text, "mot-de-passe")
}

#[tokio::test]
async fn an_owner_who_is_no_longer_one_keeps_no_links() {
    let world = World::new().await;
    let first = world.session(world.user(Some(world.shop), "first@acme", "owner"));
    let agent = world.user(Some(world.shop), "agent@acme", "agent");
    for (name, path, field) in [
        ("second", "role", ("role", "seller")),
        ("third", "acces", ("active", "0")),
    ] {
        let user = world.user(Some(world.shop), &format!("{name}@acme"), "owner");
        let her = world.session(user);
        let invitation = invited(&world, &her, &format!("friend-of-{name}@acme")).await;
        let other = reset(&world, &her, agent).await;
        let own = reset(&world, &first, user).await;
        let kept = invited(&world, &first, &format!("kept-{name}@acme")).await;
        for good in [&invitation, &other, &own] {
            assert_eq!(world.get(good, "").await.status, 200);
        }
        let path = format!("/equipe/{}/{path}", user.get());
        assert_eq!(world.post(&path, &first, &[field]).await.status, 303);
        for gone in [&invitation, &other, &own] {
            assert_eq!(world.get(gone, "").await.status, 410, "{name}: {gone}");
        }
        assert_eq!(world.get(&kept, "").await.status, 200, "another one's");
    }
}

#[tokio::test]
async fn a_new_password_ends_every_link_for_one_and_spares_what_she_made_for_others() {
    let world = World::new().await;
    let first = world.session(world.user(Some(world.shop), "first@acme", "owner"));
    let user = world.user(Some(world.shop), "second@acme", "owner");
    let links = [
        reset(&world, &first, user).await,
        reset(&world, &first, user).await,
        reset(&world, &first, user).await,
    ];
    let her = world.session(user);
    let invitation = invited(&world, &her, "friend@acme").await;
    let typed = [("password", "another horse")];
    assert_eq!(world.post(&links[0], "", &typed).await.status, 303);
    assert_eq!(world.get(&links[1], "").await.status, 410, "its sibling");
    let last = reset(&world, &first, user).await;
    let her = world.session(user);
    let changed = [("old", "another horse"), ("password", "third horse")];
    let saved = world.post("/compte/mot-de-passe", &her, &changed).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    assert_eq!(world.get(&last, "").await.status, 410, "her own change");
    assert_eq!(world.get(&invitation, "").await.status, 200);
}

#[tokio::test]
async fn nobody_gets_a_new_password_who_may_not_come_in() {
    let world = World::new().await;
    let first = world.session(world.user(Some(world.shop), "first@acme", "owner"));
    let agent = world.user(Some(world.shop), "agent@acme", "agent");
    let shut = format!("/equipe/{}/acces", agent.get());
    world.post(&shut, &first, &[("active", "0")]).await;
    let path = format!("/equipe/{}/mot-de-passe", agent.get());
    assert_eq!(world.post(&path, &first, &[]).await.status, 404);
    assert!(!world.get("/equipe", &first).await.has(&path));
    let staff = world.session(world.user(None, "ops@snapsell", "ops"));
    let email = [("email", "agent@acme")];
    assert_eq!(world.post("/ops/comptes", &staff, &email).await.status, 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_owners_who_remove_each_other_at_once_leave_one() {
    let world = World::new().await;
    for round in 0..20 {
        // Others from before are no owners any more.
        for user in world.app.store.users(Some(world.shop)).unwrap() {
            let shut = |user: &mut UserRecord, _: &[UserRecord]| {
                user.active = false;
                true
            };
            world.app.store.change_user(user.id, shut).unwrap();
        }
        let users = ["one", "two"].map(|name| {
            let email = format!("{name}-{round}@acme");
            let made = world.app.store.create_user(
                Some(world.shop),
                &email,
                "owner",
                "$hash",
                world.app.now(),
            );
            made.unwrap()
        });
        let cookies = users.map(|user| world.session(user));
        let (path, field) = match round % 2 {
            0 => ("acces", ("active", "0")),
            _ => ("role", ("role", "agent")),
        };
        let [first, second] = users.map(|user| format!("/equipe/{}/{path}", user.get()));
        let fields = [field];
        let (one, two) = tokio::join!(
            world.post(&second, &cookies[0], &fields),
            world.post(&first, &cookies[1], &fields),
        );
        let members = world.app.store.users(Some(world.shop)).unwrap();
        let owners = members
            .iter()
            .filter(|user| user.active && user.role == "owner");
        assert_eq!(owners.count(), 1, "{} {}", one.status, two.status);
    }
}

#[tokio::test]
async fn one_button_signs_every_device_of_hers_out() {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "owner@acme", "owner");
    let devices = [(); 3].map(|()| world.session(user));
    let other = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let page = world.get("/compte", &devices[0]).await;
    assert!(page.has("action=\"/deconnexion/partout\""), "{}", page.text);
    let out = world.post("/deconnexion/partout", &devices[0], &[]).await;
    assert_eq!(
        (out.status.as_u16(), &*out.location),
        (303, "/connexion?dit=everywhere")
    );
    for device in &devices {
        assert_eq!(world.get("/live", device).await.status, 303);
    }
    assert_eq!(world.get("/live", &other).await.status, 200);
}

#[tokio::test]
async fn a_member_has_no_more_than_fifty_sessions_and_the_oldest_go() {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "owner@acme", "owner");
    let first = world.session(user);
    for _ in 0..50 {
        world.clock.jump(1_000);
        world.session(user);
    }
    assert_eq!(world.app.store.sessions(user).unwrap().len(), 50);
    assert_eq!(world.get("/live", &first).await.status, 303);
}

#[tokio::test]
async fn whether_a_stranger_has_an_account_is_not_told_to_whoever_invites_her() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    world.user(Some(world.other), "karim@other", "owner");
    let elsewhere = invited(&world, &owner, "karim@other").await;
    let nowhere = invited(&world, &owner, "nobody@other").await;
    for path in [&elsewhere, &nowhere] {
        assert!(world.get(path, "").await.has("name=\"password\""));
    }
    let fields = [("name", "Karim"), ("password", PASSWORD)];
    let taken = world.post(&elsewhere, "", &fields).await;
    assert_eq!(taken.status, 409);
    assert!(
        taken.has("a déjà un compte") && taken.has("href=\"/connexion\""),
        "{}",
        taken.text
    );
    for number in 2..60 {
        invited(&world, &owner, &format!("p{number}@acme")).await;
    }
    let typed = [("email", "karim@other"), ("role", "agent")];
    let often = world.post("/equipe/inviter", &owner, &typed).await;
    assert_eq!(often.status, 429);
    world.clock.jump(Span::from_mins(30).millis());
    invited(&world, &owner, "later@acme").await;
}

#[tokio::test]
async fn a_full_team_says_so_and_who_is_in_it_still_gets_a_new_password() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let agent = world.user(Some(world.shop), "agent@acme", "agent");
    let (store, now) = (&world.app.store, world.app.now());
    let open = NewLink {
        kind: "invite".to_owned(),
        shop: Some(world.shop),
        email: Some("somebody@acme".to_owned()),
        role: Some("agent".to_owned()),
        ..NewLink::default()
    };
    for number in 0..198 {
        let until = now + Span::from_mins(60);
        store.make_link(&[number; 32], &open, now, until).unwrap();
    }
    let typed = [("email", "one-more@acme"), ("role", "agent")];
    let full = world.post("/equipe/inviter", &owner, &typed).await;
    assert_eq!(full.status, 422, "{}", full.text);
    assert!(
        full.has("Retirez une invitation") && full.has("value=\"one-more@acme\""),
        "{}",
        full.text
    );
    let reset = format!("/equipe/{}/mot-de-passe", agent.get());
    assert_eq!(world.post(&reset, &owner, &[]).await.status, 200);
}

#[tokio::test]
async fn a_second_invitation_to_somebody_who_has_joined_says_so() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let links = [
        invited(&world, &owner, "sophie@acme").await,
        invited(&world, &owner, "sophie@acme").await,
    ];
    let fields = [("name", "Sophie"), ("password", PASSWORD)];
    assert_eq!(world.post(&links[0], "", &fields).await.status, 303);
    let shown = world.get(&links[1], "").await;
    let typed = world.post(&links[1], "", &fields).await;
    for page in [shown, typed] {
        assert_eq!(page.status, 409, "{}", page.text);
        assert!(
            page.has("déjà dans l&#x27;équipe") && page.has("href=\"/connexion\""),
            "{}",
            page.text
        );
        assert!(!page.has("name=\"password\""), "{}", page.text);
    }
}

#[tokio::test]
async fn a_form_that_comes_after_the_session_says_that_it_is_over() {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "owner@acme", "owner");
    let cookie = world.session(user);
    world.clock.jump(Span::from_mins(4 * 24 * 60).millis());
    let late = world.post("/reglages/donnees", &cookie, &[]).await;
    assert_eq!(
        late.location,
        "/connexion?dit=session-over&vers=%2Freglages%2Fdonnees"
    );
    let page = world.get(&late.location, "").await;
    assert!(page.has("Votre session est terminée"), "{}", page.text);
    assert!(page.has("name=\"to\" value=\"/reglages/donnees\""));
}
