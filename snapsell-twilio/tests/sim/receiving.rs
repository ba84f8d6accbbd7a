//! What comes in: webhooks, media, and what only the list knows.

use snapsell_twilio::client::{HyperTransport, Timeouts, Transport as _, fetch_media};
use snapsell_twilio::sim::{Sim, SimConfig, SimContent, SimInbound};
use snapsell_twilio::{
    Address, Api, AuthToken, Content, Credentials, Form, MediaFetch, MediaRefusal, MediaUrl,
    SendOutcome, TransportError, parse_inbound, parse_media, parse_messages, verify,
};

use crate::world::{JPEG, NOW, PUBLIC, world};

#[tokio::test]
async fn an_inbound_message_is_signed_and_a_redelivery_is_the_same_to_the_byte() {
    let world = world().await;
    let delivery = world
        .sim
        .receive(SimInbound::text(&world.awa, &world.sender, "A12 🍾"))
        .await;
    assert_eq!(delivery.answer, Ok(200));
    world.shop.statuses.lock().unwrap().push(503);
    assert_eq!(world.sim.redeliver(delivery.sid).await.answer, Ok(503));
    let hits = world.shop.hits();
    assert_eq!(hits[0], hits[1]);
    let (target, signature, body) = &hits[0];
    let form = Form::parse(body).unwrap();
    let url = format!("{PUBLIC}{target}");
    assert_eq!(
        verify(
            &url,
            &form,
            signature,
            std::slice::from_ref(&world.account.token)
        ),
        Ok(())
    );
    assert!(verify(&url, &form, signature, &[AuthToken::new("another")]).is_err());
    let inbound = parse_inbound(&form).unwrap();
    assert_eq!(
        (inbound.message_sid, inbound.content),
        (delivery.sid, Content::Text("A12 🍾"))
    );
    assert_eq!(
        (inbound.from, inbound.to),
        (world.awa.clone(), world.sender.clone())
    );
}

#[tokio::test]
async fn taps_and_places_come_in_as_what_they_are() {
    let world = world().await;
    world
        .sim
        .receive(SimInbound::button(
            &world.awa,
            &world.sender,
            "confirm:A12",
            "OUI",
        ))
        .await;
    let place = SimContent::Location {
        latitude: "48.85".into(),
        longitude: "2.35".into(),
    };
    world
        .sim
        .receive(SimInbound::new(&world.awa, &world.sender, place))
        .await;
    let hits = world.shop.hits();
    let tap = Form::parse(&hits[0].2).unwrap();
    assert_eq!(
        parse_inbound(&tap).unwrap().content,
        Content::Button {
            payload: "confirm:A12",
            text: "OUI"
        }
    );
    let pin = Form::parse(&hits[1].2).unwrap();
    assert!(
        matches!(parse_inbound(&pin).unwrap().content, Content::Location(place) if place.latitude == "48.85")
    );
}

#[tokio::test]
async fn a_picture_is_fetched_over_a_redirect_also_when_it_is_late_and_is_gone_once_deleted() {
    let world = world().await;
    let sid = world
        .sim
        .receive(SimInbound::image(
            &world.awa,
            &world.sender,
            JPEG.to_vec(),
            "A12",
        ))
        .await
        .sid;
    let form = Form::parse(&world.shop.hits()[0].2).unwrap();
    let Content::Image {
        media,
        caption: Some("A12"),
    } = parse_inbound(&form).unwrap().content
    else {
        panic!("no picture")
    };
    let url = MediaUrl::accept(media.url, &world.api, sid).unwrap();
    let listed = world
        .transport
        .send(world.api.list_media(sid))
        .await
        .unwrap();
    assert_eq!(
        parse_media(&listed.body).unwrap(),
        [(url.media(), "image/jpeg".to_owned())]
    );
    world.sim.hide_media(1);
    let fetch = MediaFetch::new(world.api.clone(), url.clone(), media.content_type);
    let file = fetch_media(&world.transport, fetch.clone()).await.unwrap();
    assert_eq!(
        (file.content_type.as_str(), file.bytes.as_slice()),
        ("image/jpeg", JPEG)
    );
    let stranger = Credentials::auth_token(world.account.sid, &AuthToken::new("wrong"));
    let stranger = MediaFetch::new(
        Api::new(world.sim.base().clone(), stranger),
        url.clone(),
        "image/jpeg",
    );
    assert_eq!(
        fetch_media(&world.transport, stranger).await,
        Err(MediaRefusal::Credentials)
    );
    let deleted = world
        .transport
        .send(world.api.delete_media(sid, url.media()))
        .await
        .unwrap();
    assert_eq!((deleted.status, world.sim.media_count()), (204, 0));
}

#[tokio::test]
async fn messages_whose_webhook_was_lost_are_found_page_by_page() {
    let world = world().await;
    for number in 0..450 {
        let inbound = SimInbound::text(&world.awa, &world.sender, &format!("A{number}"));
        world.sim.receive_unannounced(inbound);
    }
    assert!(matches!(
        world.send("not one of them").await,
        SendOutcome::Sent { .. }
    ));
    let mut found = Vec::new();
    let mut next = Some(world.api.list_inbound(&world.sender, NOW));
    while let Some(request) = next {
        let page = parse_messages(&world.transport.send(request).await.unwrap().body).unwrap();
        found.extend(
            page.messages
                .iter()
                .filter_map(|m| Some(m.to_inbound()?.message_sid)),
        );
        next = page
            .next_page_uri
            .map(|uri| world.api.next_page(&uri).unwrap());
    }
    assert_eq!(found.len(), 450);
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 450, "no message twice");
    let tomorrow = world.api.list_inbound(&world.sender, NOW + 86_400_000);
    let page = parse_messages(&world.transport.send(tomorrow).await.unwrap().body).unwrap();
    assert_eq!(page.messages, []);
}

#[tokio::test]
async fn a_webhook_without_a_listener_fails_and_the_message_stays_in_the_list() {
    let mut config = SimConfig::new(1, || NOW);
    config.deliver_to = Some("http://127.0.0.1:1".to_owned());
    let sim = Sim::start(config).await.unwrap();
    let sender = Address::parse("whatsapp:+14155238886").unwrap();
    let awa = Address::parse("whatsapp:FR.459295677263412313").unwrap();
    let account = sim.new_account(sender.clone(), PUBLIC);
    assert_eq!(
        sim.receive(SimInbound::text(&awa, &sender, "A12"))
            .await
            .answer,
        Err(TransportError::Connect)
    );
    let transport = HyperTransport::new(sim.base(), Timeouts::default());
    let answer = transport
        .send(sim.api(&account).list_inbound(&sender, NOW))
        .await
        .unwrap();
    assert_eq!(
        parse_messages(&answer.body).unwrap().messages[0].body,
        "A12"
    );
}
