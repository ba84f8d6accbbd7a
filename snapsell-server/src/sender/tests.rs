//! One attempt at a time: how old its lease may be, what is remembered of it, what its refusals mean.

use std::sync::atomic::{AtomicUsize, Ordering};

use snapsell_core::Content;
use snapsell_store::{MasterKey, NewShop, Options};
use snapsell_twilio::client::Answer;
use snapsell_twilio::{ApiBase, Request, Response, TransportError};

use super::attempt::STALE;
use super::backoff::GIVEN_UP_AFTER;
use super::*;
use crate::engine::{self, Incoming};
use crate::http::health::Readiness;
use crate::logs::testkit::Capture;

/// A provider that always answers the same, and counts how often it was asked.
#[derive(Clone)]
struct Provider(Result<Response, TransportError>, Arc<AtomicUsize>);

impl Transport for Provider {
    fn send(&self, _: Request) -> Answer<'_> {
        self.1.fetch_add(1, Ordering::Relaxed);
        let answer = self.0.clone();
        Box::pin(async move { answer })
    }
}

/// A sender with one message that was just leased.
struct Base {
    _folder: tempfile::TempDir,
    sender: Sender,
    asked: Arc<AtomicUsize>,
    message: Outgoing,
    clock: Clock,
}

impl Base {
    async fn new(answer: Result<Response, TransportError>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("snapsell.db");
        Store::migrate(&path, false).unwrap();
        let key = MasterKey::from_base64(&MasterKey::generate_base64().unwrap()).unwrap();
        let store = Store::open(&path, key, Options::default()).unwrap();
        let new = NewShop {
            slug: "acme".into(),
            name: "Acme".into(),
            whatsapp: "+14155238886".into(),
            account_sid: format!("AC{:032x}", 7),
            auth_tokens: vec!["token".into()],
            api_key: None,
        };
        let shop = store.create_shop(&new).unwrap();
        let clock = Clock::manual(1_000_000_000);
        let (signals, metrics) = (Signals::default(), Metrics::new());
        let parts = engine::Parts {
            store: store.clone(),
            clock: clock.clone(),
            metrics: metrics.clone(),
            readiness: Readiness::new(),
            signals: signals.clone(),
        };
        let engine = Engine::start(&parts, engine::Options::default()).unwrap();
        let incoming = Incoming {
            native_id: format!("SM{:032x}", 1),
            sender: engine::Sender {
                phone: Some("+2250500000001".into()),
                ..engine::Sender::default()
            },
            content: Content::Text("bonjour".into()),
            words: None,
            media: Vec::new(),
        };
        let heard = engine.message(shop, incoming).unwrap().await.unwrap();
        assert!(heard.is_ok());
        let leased = store.lease(clock.now(), 1, LEASE, |_| Turn::Now).unwrap();
        let base = ApiBase::parse("http://127.0.0.1:9").unwrap();
        let url = "https://shop.example";
        let asked = Arc::new(AtomicUsize::new(0));
        let sender = Sender::new(Parts {
            tenants: Tenants::new(store.clone(), clock.clone(), url, base),
            store,
            engine,
            transport: Arc::new(Provider(answer, Arc::clone(&asked))),
            clock: clock.clone(),
            metrics,
            signals,
            seed: 7,
        });
        Self {
            _folder: folder,
            sender,
            asked,
            message: leased.into_iter().next().expect("she is answered"),
            clock,
        }
    }

    /// How an attempt goes whose lease is so old.
    async fn attempt(&self, age: Span) -> SendResult {
        let leased = self.clock.now() - age;
        self.sender.attempt(self.message.clone(), leased).await.1
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

#[tokio::test]
async fn a_lease_that_may_run_out_under_the_request_is_given_back_at_once() {
    let base = Base::new(Err(TransportError::Interrupted)).await;
    let now = base.clock.now();
    let given_back = SendResult::Retry {
        at: now,
        error: None,
    };
    let late = base.attempt(Span::from_millis(STALE.millis() + 1)).await;
    assert_eq!((late, base.asked()), (given_back, 0));
    assert_eq!(base.sender.0.tried.recall(&base.message), None);
    let in_time = base.attempt(STALE).await;
    assert!(matches!(in_time, SendResult::Unknown { look_at } if look_at > now));
    assert_eq!(base.asked(), 1);
    assert_eq!(base.sender.0.parts.metrics.sends.unknown.get(), 1);
    let tried = base.sender.0.tried.recall(&base.message);
    let (text, at) = tried.expect("it is looked up by what was tried, and when");
    assert!(at == now && !text.is_empty());
}

#[tokio::test]
async fn what_nobody_has_accepted_for_a_day_is_given_up_then_and_not_before() {
    let base = Base::new(Err(TransportError::Connect)).await;
    let given_up = |age| {
        let now = base.message.rows[0].at + age;
        base.sender.given_up(&base.message, now, None)
    };
    assert_eq!(
        given_up(Span::from_millis(GIVEN_UP_AFTER.millis() - 1)),
        None
    );
    assert!(matches!(
        given_up(GIVEN_UP_AFTER),
        Some(SendResult::Dead { .. })
    ));
    let refused = base.attempt(Span::ZERO).await;
    assert!(matches!(refused, SendResult::Retry { at, .. } if at > base.clock.now()));
}

#[tokio::test]
async fn what_is_accepted_is_counted_and_known_by_the_provider_s_id() {
    let provider_id = format!("SM{:032x}", 9);
    let body = format!(r#"{{"sid":"{provider_id}","status":"queued"}}"#);
    let answer = Response {
        status: 201,
        content_type: Some("application/json".into()),
        body: body.into_bytes(),
        ..Response::default()
    };
    let base = Base::new(Ok(answer)).await;
    let sent = base.attempt(Span::ZERO).await;
    assert_eq!(sent, SendResult::Sent { provider_id });
    assert_eq!(base.sender.0.parts.metrics.sends.sent.get(), 1);
}

#[tokio::test]
async fn a_sender_that_the_provider_does_not_know_is_said_and_counted() {
    let capture = Capture::default();
    let _log = capture.start();
    let body = br#"{"code":63007,"message":"No channel","status":400}"#.to_vec();
    let answer = Response {
        status: 400,
        content_type: Some("application/json".into()),
        body,
        ..Response::default()
    };
    let base = Base::new(Ok(answer)).await;
    let dead = base.attempt(Span::ZERO).await;
    let reason = "sender_misconfigured".to_owned();
    let code = Some(63_007);
    assert_eq!(dead, SendResult::Dead { code, reason });
    assert!(capture.text().contains("does not know the sender"));
    assert_eq!(base.sender.0.parts.metrics.sends.permanent.get(), 1);
}
