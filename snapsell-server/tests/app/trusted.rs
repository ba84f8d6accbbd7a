//! What the provider says is believed of our account and number alone, with the tokens of now, and kept.

use snapsell_store::{NewShop, OutboxState};
use snapsell_twilio::{AuthToken, Form, sign};

use crate::door::{form, post};
use crate::world::{PUBLIC_URL, World, customer};

#[tokio::test(flavor = "multi_thread")]
async fn a_status_counts_for_our_account_and_number_alone() {
    let mut world = World::still().await;
    world.offer("A12").await;
    let awa = customer(1);
    world.write(&awa, "A12").await;
    world.settle().await;
    let reply = || {
        let replies = world.app().store.replies(world.shop, 0).unwrap();
        replies.into_iter().next_back().expect("she was answered")
    };
    let sid = reply().provider_id.expect("it was sent");
    let (ours, from) = (world.account.sid.as_str(), world.sender.to_channel());
    let tell = async |account: &str, from: &str| {
        let form = Form::from_pairs([
            ("MessageSid", sid.as_str()),
            ("AccountSid", account),
            ("From", from),
            ("To", &awa.to_channel()),
            ("MessageStatus", "read"),
        ]);
        let form = form.unwrap();
        let path = format!("/t/acme/status?mid={}-1", reply().id);
        let signature = sign(&format!("{PUBLIC_URL}{path}"), &form, &world.account.token);
        post(&world, &path, form.encode().as_bytes(), &signature)
            .await
            .0
    };
    let before = reply().state;
    let other = format!("AC{}", "0".repeat(32));
    assert_eq!(tell(&other, &from).await, 403, "another account");
    let another = "whatsapp:+14155230000";
    assert_eq!(tell(ours, another).await, 403, "another number");
    assert_eq!(reply().state, before);
    assert_eq!(tell(ours, &from).await, 204);
    assert_eq!(reply().state, OutboxState::Read);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_beside_files_are_kept_and_those_beside_a_picture_are_read() {
    let mut world = World::still().await;
    world.offer("A12").await;
    let say = async |sid: char, words: &str, kinds: &[&str]| {
        let sid = format!("SM{}", sid.to_string().repeat(32));
        let replaced = [("MessageSid", sid.as_str()), ("Body", words)];
        let text = form(&world, &replaced);
        let account = &world.account.sid;
        let media: Vec<[(String, String); 2]> = (0..)
            .zip(kinds)
            .map(|(at, kind)| {
                let base = world.sim.base().as_str();
                let id = format!("ME{}", at.to_string().repeat(32));
                let path = format!("Accounts/{account}/Messages/{sid}/Media/{id}");
                [
                    (format!("MediaUrl{at}"), format!("{base}/2010-04-01/{path}")),
                    (format!("MediaContentType{at}"), (*kind).to_owned()),
                ]
            })
            .collect();
        let files = media.iter().flatten();
        let files = files.map(|(name, value)| (name.as_str(), value.as_str()));
        let plain = text.iter().filter(|(name, _)| *name != "NumMedia");
        let form = Form::from_pairs(plain.chain(files)).unwrap();
        let url = format!("{PUBLIC_URL}/t/acme/in");
        let signature = sign(&url, &form, &world.account.token);
        let body = form.encode();
        let answer = post(&world, "/t/acme/in", body.as_bytes(), &signature).await;
        assert_eq!(answer.0, 200);
        let zero = snapsell_core::Version::new(0);
        let heard = world.app().store.receipts_after(world.shop, zero, 99);
        let last = heard.unwrap().pop().unwrap().content.unwrap();
        let holds = world.look(|shop| shop.holds().count()).await;
        (String::from_utf8(last).unwrap(), holds)
    };
    let pdf = "application/pdf";
    let kept = |words: &str, holds| (words.to_owned(), holds);
    assert_eq!(say('1', "A12.pdf", &[pdf]).await, kept("A12.pdf", 0));
    assert_eq!(say('2', "A12", &[pdf, pdf]).await, kept("A12", 0));
    assert_eq!(say('3', "A12", &[pdf, "image/png"]).await, kept("A12", 1));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_exchanged_counts_at_once_and_the_one_before_no_longer() {
    let mut world = World::still().await;
    let url = format!("{PUBLIC_URL}/t/acme/in");
    let say = async |sid: char, token: &AuthToken| {
        let sid = format!("SM{}", sid.to_string().repeat(32));
        let form = form(&world, &[("MessageSid", &sid)]);
        let signature = sign(&url, &form, token);
        let body = form.encode();
        post(&world, "/t/acme/in", body.as_bytes(), &signature)
            .await
            .0
    };
    let (old, new) = (world.account.token.clone(), AuthToken::new("new"));
    assert_eq!(say('1', &old).await, 200);
    assert_eq!(say('2', &new).await, 403);
    let exchanged = NewShop {
        slug: "acme".into(),
        name: "Acme".into(),
        whatsapp: world.sender.expose().into(),
        account_sid: world.account.sid.as_str().into(),
        auth_tokens: vec![new.expose().into()],
        api_key: None,
    };
    let store = &world.app().store;
    store.update_shop(world.shop, &exchanged).unwrap();
    world.clock.jump(2_000);
    assert_eq!(say('3', &new).await, 200);
    assert_eq!(say('4', &old).await, 403);
    world.stop().await;
}
