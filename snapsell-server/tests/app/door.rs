//! What comes in: believed when signed, once, and only when durable.

use snapsell_core::Journal as _;
use snapsell_twilio::sim::{SimContent, SimInbound};
use snapsell_twilio::{AuthToken, Form, sign};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::world::{PUBLIC_URL, SELLER, World, customer, phone, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_message_becomes_a_hold_and_its_answer_reaches_the_provider() {
    let mut world = World::new().await;
    world.offer("A12").await;
    let awa = customer(1);
    assert_eq!(world.write(&awa, "a 12 svp").await, 200);
    until("she is answered", async || !world.told(&awa).is_empty()).await;
    assert!(
        world.told(&awa)[0].contains("A12"),
        "{:?}",
        world.told(&awa)
    );
    assert_eq!(world.look(|shop| shop.holds().count()).await, 1);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_proved_is_refused_alike_and_leaves_nothing() {
    let mut world = World::still().await;
    let before = version(&world);
    let token = world.account.token.clone();
    let form = form(&world, &[]);
    let url = format!("{PUBLIC_URL}/t/acme/in");
    let good = sign(&url, &form, &token);
    let forged = sign(&url, &form, &AuthToken::new("another"));
    let foreign = |name, value| {
        let form = self::form(&world, &[(name, value)]);
        let signature = sign(&url, &form, &token);
        (form, signature)
    };
    let (wrong_to, wrong_to_signature) = foreign("To", "whatsapp:+14155230000");
    let other = format!("AC{}", "0".repeat(32));
    let (wrong_account, wrong_account_signature) = foreign("AccountSid", &other);
    let unknown = sign(&format!("{PUBLIC_URL}/t/nobody/in"), &form, &token);
    let cases = [
        ("/t/acme/in", &form, forged.as_str()),
        ("/t/acme/in", &form, ""),
        ("/t/acme/in?x=1", &form, good.as_str()),
        ("/t/nobody/in", &form, unknown.as_str()),
        ("/t/acme/in", &wrong_to, wrong_to_signature.as_str()),
        (
            "/t/acme/in",
            &wrong_account,
            wrong_account_signature.as_str(),
        ),
        ("/t/acme/status", &form, forged.as_str()),
    ];
    for (path, form, signature) in cases {
        let answer = post(&world, path, form.encode().as_bytes(), signature).await;
        assert_eq!(answer, (403, "forbidden".to_owned()), "{path}");
    }
    assert_eq!(version(&world), before, "nothing was stored");
    assert_eq!(world.app().metrics.webhooks.forbidden.get(), 7);
    assert_eq!(world.app().metrics.webhooks.forged.get(), 5);
    let answer = post(&world, "/t/acme/in", form.encode().as_bytes(), &good).await;
    assert_eq!(
        answer.0, 200,
        "the same form is taken with its own signature"
    );
    assert!(answer.1.ends_with("<Response></Response>"), "{}", answer.1);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_refused_with_its_reason() {
    let mut world = World::still().await;
    let before = version(&world);
    let broken: [(&[u8], u16); 3] = [
        (b"Body=%zz", 400),
        (b"Body=%ff", 400),
        (&[b'a'; 70_000], 413),
    ];
    for (body, status) in broken {
        assert_eq!(post(&world, "/t/acme/in", body, "x").await.0, status);
    }
    let empty = Form::from_pairs([("Body", "A12")]).unwrap();
    let signature = sign(
        &format!("{PUBLIC_URL}/t/acme/in"),
        &empty,
        &world.account.token,
    );
    let answer = post(&world, "/t/acme/in", empty.encode().as_bytes(), &signature).await;
    assert_eq!(answer, (400, "malformed request".to_owned()));
    assert_eq!(version(&world), before);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_delivery_has_one_effect_and_one_answer() {
    let mut world = World::still().await;
    world.offer("A12").await;
    let awa = customer(1);
    let first = world.deliver(&awa, "A12").await;
    let after = version(&world);
    let repeats = [
        world.sim.redeliver(first.sid),
        world.sim.redeliver(first.sid),
    ];
    for repeat in repeats {
        assert_eq!(repeat.await.answer, Ok(200));
    }
    assert_eq!(version(&world), after);
    world.settle().await;
    assert_eq!(world.told(&awa).len(), 1);
    assert_eq!(world.app().metrics.webhooks.duplicate.get(), 2);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_words_of_a_message_count_and_no_later_ones() {
    let mut world = World::still().await;
    world.offer("A12").await;
    world.offer("A13").await;
    let before = version(&world);
    for words in ["A12", "A13"] {
        let form = form(&world, &[("Body", words)]);
        let signature = sign(
            &format!("{PUBLIC_URL}/t/acme/in"),
            &form,
            &world.account.token,
        );
        let (status, _) = post(&world, "/t/acme/in", form.encode().as_bytes(), &signature).await;
        assert_eq!(status, 200, "{words}");
    }
    assert_eq!(version(&world), before + 1);
    assert_eq!(world.look(|shop| shop.holds().count()).await, 1);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_forty_who_want_one_piece_one_has_it_and_the_others_wait_in_line() {
    let mut world = World::still().await;
    world.offer("A12").await;
    let world_ref = &world;
    let claims = (1..=40).map(|n| async move { world_ref.write(&customer(n), "A12").await });
    for answer in join(claims).await {
        assert_eq!(answer, 200);
    }
    let (holds, waiting) = world
        .look(|shop| {
            let waiting = shop.items().map(|item| item.waiting()).sum::<u32>();
            (shop.holds().count(), waiting)
        })
        .await;
    assert_eq!((holds, waiting), (1, 39));
    world.settle().await;
    for n in 1..=40 {
        assert_eq!(world.told(&customer(n)).len(), 1, "customer {n}");
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_fetched_and_kept_sealed() {
    let mut world = World::still().await;
    world.offer("A12").await;
    let seller = phone(SELLER);
    let jpeg = [b"\xff\xd8\xff\xe0\x00\x10JFIF\x00".as_slice(), &[7; 500]].concat();
    let photo = SimInbound::image(&seller, &world.sender, jpeg.clone(), "");
    let delivery = world.sim.receive(photo).await;
    assert_eq!(delivery.answer, Ok(200));
    world.sim.hide_media(1);
    assert_eq!(world.app().media.step().await.unwrap(), 1);
    let message = world
        .look(|shop| shop.items().find_map(|item| item.photo()))
        .await;
    let kept = world
        .app()
        .store
        .media(world.shop, message.unwrap(), 0)
        .unwrap();
    let kept = kept.expect("the picture is here");
    assert_eq!(
        (kept.content_type.as_str(), kept.bytes),
        ("image/jpeg", jpeg.clone())
    );
    let file = std::fs::read(world.database()).unwrap();
    assert!(!file.windows(100).any(|bytes| bytes == &jpeg[20..120]));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_is_an_address_and_kinds_nobody_reads_are_answered() {
    let mut world = World::still().await;
    world.offer("A12").await;
    let awa = customer(1);
    world.write(&awa, "A12").await;
    let pin = SimContent::Location {
        latitude: "5.3364".to_owned(),
        longitude: "-4.0267".to_owned(),
    };
    let pin = SimInbound::new(&awa, &world.sender, pin);
    assert_eq!(world.sim.receive(pin).await.answer, Ok(200));
    let address = world
        .look(|shop| {
            shop.holds()
                .next()
                .and_then(|hold| shop.customer(hold.customer)?.address)
        })
        .await;
    let words = world
        .app()
        .store
        .address_text(world.shop, address.unwrap())
        .unwrap();
    assert_eq!(words.as_deref(), Some("5.3364, -4.0267"));
    let voice = SimContent::Media {
        kind: "audio",
        content_type: "audio/ogg".to_owned(),
        bytes: b"OggS".to_vec(),
        caption: String::new(),
    };
    let voice = SimInbound::new(&customer(2), &world.sender, voice);
    assert_eq!(world.sim.receive(voice).await.answer, Ok(200));
    world.settle().await;
    assert_eq!(world.told(&customer(2)).len(), 1);
    world.stop().await;
}

fn version(world: &World) -> u64 {
    let store = &world.app().store;
    let zero = snapsell_core::Version::new(0);
    let entries = store.entries_after(world.shop, zero, 10_000).unwrap();
    entries.len() as u64
}

/// The form of a text, some fields replaced.
pub(crate) fn form(world: &World, replaced: &[(&str, &str)]) -> Form {
    let sid = format!("SM{}", "1".repeat(32));
    let to = world.sender.to_channel();
    let mut pairs = vec![
        ("MessageSid", sid.as_str()),
        ("AccountSid", world.account.sid.as_str()),
        ("From", "whatsapp:+2250500000001"),
        ("To", to.as_str()),
        ("Body", "A12"),
        ("NumMedia", "0"),
    ];
    for pair in &mut pairs {
        if let Some((_, value)) = replaced.iter().find(|(name, _)| *name == pair.0) {
            pair.1 = value;
        }
    }
    Form::from_pairs(pairs).unwrap()
}

/// Posts a body; status and text of the answer.
pub(crate) async fn post(world: &World, path: &str, body: &[u8], signature: &str) -> (u16, String) {
    let address = world.server.as_ref().unwrap().address;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Twilio-Signature: {signature}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // A body that is too long is not read to its end.
    let _ = stream.write_all(body).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok());
    let text = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
    (status.unwrap_or(0), text.to_owned())
}

async fn join<T>(futures: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<_> = futures.map(Box::pin).collect();
    let mut done = Vec::new();
    std::future::poll_fn(|context| {
        waiting.retain_mut(|future| match future.as_mut().poll(context) {
            std::task::Poll::Ready(value) => {
                done.push(value);
                false
            }
            std::task::Poll::Pending => true,
        });
        match waiting.is_empty() {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
    done
}
