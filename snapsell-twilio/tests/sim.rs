//! The stand-in against the client: what goes out, what comes in, and everything that can go wrong between.

#![cfg(feature = "sim")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must panic")]

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use snapsell_twilio::client::{
    HyperTransport, Timeouts, Transport as _, fetch_media, send_message,
};
use snapsell_twilio::sim::{Fault, Sim, SimAccount, SimConfig, SimContent, SimInbound};
use snapsell_twilio::{
    Address, Api, AuthToken, Content, Credentials, ErrorCode, Form, MediaFetch, MediaRefusal,
    MediaUrl, MessageStatus, Outgoing, OutgoingBody, Reason, SIGNATURE_HEADER, SendOutcome,
    TransportError, matching, parse_inbound, parse_media, parse_message, parse_messages,
    parse_status, status_callback, verify,
};

const NOW: i64 = 1_795_362_182_000;
const PUBLIC: &str = "https://shop.example";
const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0 a picture";

/// A webhook that came in: path with query, signature, body.
type Hit = (String, String, Vec<u8>);

/// Takes webhooks and keeps them; answers with the next of its statuses, then 200.
#[derive(Clone, Default)]
struct Shop {
    hits: Arc<Mutex<Vec<Hit>>>,
    statuses: Arc<Mutex<Vec<u16>>>,
}

impl Shop {
    async fn listen(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let shop = self.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let shop = shop.clone();
                let service = service_fn(move |request| shop.clone().take(request));
                let connection = hyper::server::conn::http1::Builder::new();
                tokio::spawn(connection.serve_connection(TokioIo::new(socket), service));
            }
        });
        origin
    }

    async fn take(
        self,
        request: hyper::Request<Incoming>,
    ) -> Result<hyper::Response<Full<Bytes>>, Infallible> {
        let target = request.uri().path_and_query().unwrap().to_string();
        let signature = request.headers()[SIGNATURE_HEADER]
            .to_str()
            .unwrap()
            .to_owned();
        let body = request
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes()
            .to_vec();
        self.hits.lock().unwrap().push((target, signature, body));
        let mut statuses = self.statuses.lock().unwrap();
        let status = if statuses.is_empty() {
            200
        } else {
            statuses.remove(0)
        };
        Ok(hyper::Response::builder()
            .status(status)
            .body(Full::default())
            .unwrap())
    }

    fn hits(&self) -> Vec<Hit> {
        self.hits.lock().unwrap().clone()
    }
}

struct World {
    sim: Sim,
    shop: Shop,
    account: SimAccount,
    api: Api,
    transport: HyperTransport,
    sender: Address,
    awa: Address,
}

async fn world() -> World {
    let shop = Shop::default();
    let mut config = SimConfig::new(7, || NOW);
    config.deliver_to = Some(shop.listen().await);
    config.callback_delay = Duration::from_millis(1);
    let sim = Sim::start(config).await.unwrap();
    let sender = Address::parse("whatsapp:+14155238886").unwrap();
    let account = sim.new_account(sender.clone(), &format!("{PUBLIC}/t/acme/in#rc=5&rp=all"));
    let timeouts = Timeouts {
        connect: Duration::from_secs(1),
        whole: Duration::from_millis(700),
    };
    let transport = HyperTransport::new(sim.base(), timeouts);
    let awa = Address::parse("whatsapp:+33612345678").unwrap();
    World {
        api: sim.api(&account),
        sim,
        shop,
        account,
        transport,
        sender,
        awa,
    }
}

impl World {
    async fn send(&self, text: &str) -> SendOutcome {
        let callback = status_callback(&format!("{PUBLIC}/t/acme/status"), "m1").unwrap();
        let body = OutgoingBody::Text(text);
        let outgoing = Outgoing {
            to: &self.awa,
            from: &self.sender,
            body,
            status_callback: Some(&callback),
        };
        send_message(&self.transport, &self.api, &outgoing)
            .await
            .unwrap()
    }

    /// The callbacks that came, each verified: our id, status, error.
    fn callbacks(&self) -> Vec<(String, MessageStatus, Option<ErrorCode>)> {
        let read = |(target, signature, body): Hit| {
            let form = Form::parse(&body).unwrap();
            let tokens = [self.account.token.clone()];
            verify(&format!("{PUBLIC}{target}"), &form, &signature, &tokens).unwrap();
            let query = target.split_once('?').map(|(_, query)| query);
            let update = parse_status(&form, query).unwrap();
            assert_eq!(update.account_sid, self.account.sid);
            (update.mid.unwrap().to_owned(), update.status, update.error)
        };
        self.shop.hits().into_iter().map(read).collect()
    }

    fn statuses(&self) -> Vec<MessageStatus> {
        self.callbacks()
            .into_iter()
            .map(|(_, status, _)| status)
            .collect()
    }
}

#[tokio::test]
async fn a_message_goes_out_and_its_statuses_come_back_signed_with_our_id() {
    let world = world().await;
    let SendOutcome::Sent {
        sid,
        status: MessageStatus::Queued,
    } = world.send("A12 est à toi").await
    else {
        panic!("not sent")
    };
    world.sim.until_quiet().await;
    let mid = || "m1".to_owned();
    let expected = [
        (mid(), MessageStatus::Sent, None),
        (mid(), MessageStatus::Delivered, None),
    ];
    assert_eq!(world.callbacks(), expected);
    let accepted = world.sim.accepted_for(&world.awa);
    assert_eq!(
        (accepted.len(), accepted[0].body.as_str()),
        (1, "A12 est à toi")
    );
    let fetched = world
        .transport
        .send(world.api.fetch_message(sid))
        .await
        .unwrap();
    let message = parse_message(&fetched.body).unwrap();
    assert_eq!(
        (message.status, message.date_created_ms),
        (MessageStatus::Delivered, Some(NOW))
    );
}

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
async fn what_was_surely_not_processed_is_to_be_sent_again() {
    let world = world().await;
    world.sim.fault(
        Fault::TooManyRequests {
            retry_after: Some(3),
        },
        1,
    );
    let later = SendOutcome::Retry {
        after: Some(Duration::from_secs(3)),
        code: Some(ErrorCode(20429)),
    };
    assert_eq!(world.send("one").await, later);
    world.sim.refuse_connections().await;
    assert_eq!(
        world.send("one").await,
        SendOutcome::Retry {
            after: None,
            code: None
        }
    );
    world.sim.accept_connections().await.unwrap();
    assert_eq!(world.sim.accepted().len(), 0);
    assert!(matches!(world.send("one").await, SendOutcome::Sent { .. }));
    assert_eq!(world.sim.accepted().len(), 1);
}

#[tokio::test]
async fn what_is_in_doubt_is_unknown_and_the_list_tells_which() {
    let world = world().await;
    let cases = [
        (Fault::AcceptThenReset, 1),
        (Fault::AcceptThenStatus(502), 1),
        (Fault::Slow(Duration::from_secs(2)), 1),
        (Fault::ResetUnprocessed, 0),
        (Fault::Status(503), 0),
    ];
    for (number, (fault, accepted)) in cases.into_iter().enumerate() {
        let text = format!("A{number} est à toi");
        world.sim.fault(fault, 1);
        assert_eq!(world.send(&text).await, SendOutcome::Unknown, "{fault:?}");
        let request = world.api.list_sent(&world.awa, &world.sender, NOW);
        let page = parse_messages(&world.transport.send(request).await.unwrap().body).unwrap();
        let found = matching(&page.messages, &world.sender, &world.awa, &text, NOW);
        assert_eq!(found.len(), accepted, "{fault:?}");
    }
}

#[tokio::test]
async fn refusals_come_with_their_reason() {
    let world = world().await;
    world.sim.fault(Fault::ErrorCode(21610), 1);
    let refused = |reason| move |outcome| matches!(outcome, SendOutcome::Permanent { reason: r, .. } if r == reason);
    assert!(refused(Reason::OptedOut)(world.send("one").await));
    let stranger = Credentials::auth_token(world.account.sid, &AuthToken::new("wrong"));
    let api = Api::new(world.sim.base().clone(), stranger);
    let body = OutgoingBody::Text("one");
    let send = |api: Api, from: Address| {
        let (transport, to) = (&world.transport, &world.awa);
        async move {
            let outgoing = Outgoing {
                to,
                from: &from,
                body,
                status_callback: None,
            };
            send_message(transport, &api, &outgoing).await.unwrap()
        }
    };
    assert!(refused(Reason::Credentials)(
        send(api, world.sender.clone()).await
    ));
    assert!(refused(Reason::SenderMisconfigured)(
        send(world.api.clone(), world.awa.clone()).await
    ));
    assert_eq!(world.sim.accepted().len(), 0);
}

#[tokio::test]
async fn callbacks_are_lost_doubled_shuffled_and_tell_of_failures() {
    let world = world().await;
    let run = async |fault| {
        world.shop.hits.lock().unwrap().clear();
        world.sim.fault(fault, 1);
        assert!(matches!(world.send("one").await, SendOutcome::Sent { .. }));
        world.sim.until_quiet().await;
    };
    let (sent, delivered) = (MessageStatus::Sent, MessageStatus::Delivered);
    run(Fault::LoseCallbacks).await;
    assert_eq!(world.statuses(), []);
    run(Fault::DuplicateCallbacks).await;
    assert_eq!(world.statuses(), [sent, sent, delivered, delivered]);
    run(Fault::ShuffleCallbacks).await;
    assert_eq!(world.statuses(), [delivered, sent]);
    assert_eq!(world.sim.accepted()[2].status, delivered);
    run(Fault::AsyncFailure(63016)).await;
    assert_eq!(
        world.callbacks()[1],
        (
            "m1".to_owned(),
            MessageStatus::Failed,
            Some(ErrorCode(63016))
        )
    );
}

#[tokio::test]
async fn a_callback_that_we_could_not_take_comes_again_and_a_refused_one_does_not() {
    let world = world().await;
    world
        .shop
        .statuses
        .lock()
        .unwrap()
        .extend([503, 503, 200, 403]);
    assert!(matches!(world.send("one").await, SendOutcome::Sent { .. }));
    world.sim.until_quiet().await;
    let (sent, delivered) = (MessageStatus::Sent, MessageStatus::Delivered);
    assert_eq!(world.statuses(), [sent, sent, sent, delivered]);
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
async fn texts_are_redacted_and_messages_deleted_on_request() {
    let world = world().await;
    let SendOutcome::Sent { sid, .. } = world.send("private").await else {
        panic!("not sent")
    };
    assert_eq!(
        world
            .transport
            .send(world.api.redact_body(sid))
            .await
            .unwrap()
            .status,
        200
    );
    assert_eq!(world.sim.accepted()[0].body, "");
    assert_eq!(
        world
            .transport
            .send(world.api.delete_message(sid))
            .await
            .unwrap()
            .status,
        204
    );
    assert_eq!(
        world
            .transport
            .send(world.api.fetch_message(sid))
            .await
            .unwrap()
            .status,
        404
    );
    assert_eq!(
        world
            .transport
            .send(world.api.check_account())
            .await
            .unwrap()
            .status,
        200
    );
}

#[tokio::test]
async fn the_same_seed_gives_the_same_ids() {
    let (one, two) = (world().await, world().await);
    assert_eq!(one.account.sid, two.account.sid);
    let outcomes = (one.send("one").await, two.send("one").await);
    assert_eq!(outcomes.0, outcomes.1);
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
