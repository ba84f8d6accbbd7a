//! One server without sockets and threads: its webhooks are called, its sender and timer stepped, on this thread.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use axum::Router;
use axum::body::Body;
use http::Request;
use snapsell_core::Timestamp;
use snapsell_powerloss::{Disk, rig};
use snapsell_server::clock::Clock;
use snapsell_server::engine;
use snapsell_server::http::health::Readiness;
use snapsell_server::metrics::Metrics;
use snapsell_server::wiring::{App, Setup};
use snapsell_twilio::{ApiBase, AuthToken, Form, SIGNATURE_HEADER, sign};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::people::SHOPS;
use crate::provider::{Provider, Wire};

/// The address that webhooks are signed over.
pub const PUBLIC_URL: &str = "https://shop.example";

/// A server that runs.
pub struct Node {
    /// The server.
    pub app: App,
    /// Its clock.
    pub clock: Clock,
    number: u32,
    disk: Disk,
    router: Router,
}

/// A webhook to be posted.
#[derive(Debug, Clone)]
pub struct Post {
    /// Path and query.
    pub target: String,
    /// The fields.
    pub form: Form,
    /// The token that signs it; another one forges it.
    pub token: &'static str,
}

impl Node {
    /// Starts a server, as after a boot. Call it inside a runtime of one thread, with no fault armed.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn start(
        number: u32,
        disk: &Disk,
        provider: &Provider,
        now_ms: i64,
    ) -> Result<Self, String> {
        // Nothing of an earlier life has anything open any more.
        disk.kill(number);
        disk.boot(number);
        let store = rig::open(disk, number)
            .map_err(|error| format!("node {number} does not open: {error}"))?;
        let clock = Clock::manual(now_ms);
        let wire = Wire {
            node: number,
            provider: provider.clone(),
            disk: disk.clone(),
        };
        let app = App::start(Setup {
            store,
            public_url: PUBLIC_URL.to_owned(),
            api_base: ApiBase::parse("https://api.twilio.com").expect("an address"),
            transport: Arc::new(wire),
            clock: clock.clone(),
            engine: engine::Options {
                workers: 0,
                snapshot_every: 50,
                // So that a round is decided on top of one that is not committed yet, now and then.
                batch_max: 2,
            },
            catch_up: true,
            seed: 7,
            metrics: Metrics::new(),
            readiness: Readiness::new(),
        });
        let app = app.map_err(|error| format!("node {number} does not start: {error}"))?;
        let router = app.router();
        Ok(Self {
            app,
            clock,
            number,
            disk: disk.clone(),
            router,
        })
    }

    /// Whether its process still runs.
    #[must_use]
    pub fn is_up(&self) -> bool {
        self.disk.is_up(self.number)
    }

    /// Moves its clock forward.
    pub fn pass(&self, by_ms: i64) {
        self.clock.jump(by_ms);
    }

    /// Its time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// Posts webhooks at the same time. The statuses of the answers; `None` for all that a dead process never gave.
    ///
    /// # Errors
    /// When an answer never comes.
    pub async fn post(&self, posts: &[Post]) -> Result<Vec<Option<u16>>, String> {
        let mut under_way = JoinSet::new();
        for (index, post) in posts.iter().enumerate() {
            let (router, request) = (self.router.clone(), request(post));
            under_way.spawn(async move {
                let answer = router.oneshot(request).await;
                (index, answer.map_or(0, |answer| answer.status().as_u16()))
            });
        }
        let answers = self.drive(under_way.join_all()).await?;
        let mut all = vec![None; posts.len()];
        if self.is_up() {
            for (index, status) in answers {
                all[index] = Some(status);
            }
        }
        Ok(all)
    }

    /// Sends what is due, once; how many messages that were. A store that fails now is asked again later.
    ///
    /// # Errors
    /// When it never ends.
    pub async fn send(&self) -> Result<usize, String> {
        Ok(self.drive(self.app.sender.step()).await?.unwrap_or(0))
    }

    /// Ticks what is due. A store that fails now is asked again later.
    ///
    /// # Errors
    /// When it never ends.
    pub async fn tick(&self) -> Result<(), String> {
        // Whether it failed shows in what becomes of the holds.
        let _ = self.drive(self.app.timer.step(self.now())).await?;
        Ok(())
    }

    /// Fetches what was missed since an instant; whether it could.
    ///
    /// # Errors
    /// When it never ends.
    pub async fn catch_up(&self, since: Timestamp) -> Result<bool, String> {
        Ok(self.drive(self.app.catch_up.all(since)).await?.is_ok())
    }

    /// Polls work to its end, and lets the server work in between.
    async fn drive<T>(&self, work: impl Future<Output = T>) -> Result<T, String> {
        let mut work = pin!(work);
        let mut idle = 0;
        std::future::poll_fn(|context| {
            if let Poll::Ready(done) = work.as_mut().poll(context) {
                return Poll::Ready(Ok(done));
            }
            idle = if self.app.turn() { 0 } else { idle + 1 };
            if idle > 100_000 {
                return Poll::Ready(Err(format!(
                    "node {} waits for something that never comes",
                    self.number
                )));
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await
    }
}

fn request(post: &Post) -> Request<Body> {
    let url = format!("{PUBLIC_URL}{}", post.target);
    Request::post(&post.target)
        .header("content-type", "application/x-www-form-urlencoded")
        .header(
            SIGNATURE_HEADER,
            sign(&url, &post.form, &AuthToken::new(post.token.to_owned())),
        )
        .body(Body::from(post.form.encode()))
        .expect("a request")
}

/// The address of a shop's messages.
#[must_use]
pub fn inbox(shop: usize) -> String {
    format!("/t/{}/in", SHOPS[shop].0)
}
