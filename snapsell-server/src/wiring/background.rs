//! What runs beside requests: heartbeats, gaps and what follows from them, checkpoints, gauges.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use snapsell_core::{Span, Timestamp};
use snapsell_store::{OutboxState, Silence, Store, StoreError};
use tokio::sync::Notify;

use super::App;
use crate::blocking::blocking;
use crate::engine::{QUEUE_MAX, STORE_CAUSE};
use crate::shutdown::Shutdown;
use crate::webhook::{LATE_CAUSE, QUEUE_CAUSE};

/// A silence longer than this is an outage: its time is given back.
pub const OUTAGE_MIN: Span = Span::from_secs(10);
/// How often the process says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// The pause before missed messages are asked for again, at first and at most: one shop whose credentials are wrong keeps
/// all of them asking.
const FETCH_AGAIN: Duration = Duration::from_secs(10);
const FETCH_AGAIN_MAX: Duration = Duration::from_secs(5 * 60);
/// How often the write-ahead log is moved into the database.
const CHECKPOINT: Duration = Duration::from_secs(1);
/// The name of the cause in the answer of `/readyz`.
const CAUSE: &str = "heartbeat";

/// The silence between a heartbeat and now, when it was an outage.
fn gap(last: Option<Timestamp>, now: Timestamp) -> Option<Silence> {
    let from = last.filter(|last| now.since(*last) > OUTAGE_MIN)?;
    Some(Silence { from, until: now })
}

/// How far the clock is behind where it stood, when that is more than a moment: nothing ends until it is there again.
fn behind(last: Option<Timestamp>, now: Timestamp) -> Option<Span> {
    let behind = last?.since(now);
    (behind > OUTAGE_MIN).then_some(behind)
}

fn warn_behind(behind: Span) {
    tracing::warn!(
        seconds = behind.secs(),
        "the clock went back: holds end and lives close once it is where it stood"
    );
}

fn warn(silence: Silence) {
    let seconds = silence.until.since(silence.from).secs();
    tracing::warn!(seconds, "nobody could be heard for a while");
}

/// Notes that this process is alive, and credits the time since the last one was; and what earlier processes noted,
/// since they may have died before every shop had its time back. Returns when the last one was known to be alive: what came
/// after that may have been missed, however short the gap was.
pub(super) fn first_heartbeat(app: &App) -> Result<Option<Timestamp>, StoreError> {
    // Before anybody is heard: what an older copy knows of people who were forgotten goes again.
    match app.store.replay_erasures(&[]) {
        Ok(0) => {}
        Ok(forgotten) => tracing::info!(forgotten, "erasures were carried out again"),
        // Nobody can read that shop either: the others are heard.
        Err(error) if error.is_damage() => {
            tracing::error!(%error, "an erasure could not be carried out again in a damaged shop");
        }
        Err(error) => return Err(error),
    }
    let now = app.now();
    let last = app.store.last_heartbeat()?;
    if let Some(behind) = behind(last, now) {
        warn_behind(behind);
    }
    match gap(last, now) {
        Some(silence) => {
            warn(silence);
            app.store.heartbeat_after(silence, now)?;
        }
        None => app.store.heartbeat(now)?,
    }
    for silence in app.store.silences()? {
        app.engine.outage(silence.from, silence.until);
    }
    Ok(last)
}

/// Says which shops nobody can be served in, once.
async fn name_sealed(store: Store) {
    match blocking(move || store.shops()).await {
        Ok(shops) => {
            for shop in shops.iter().filter(|shop| shop.sealed) {
                tracing::error!(
                    shop = shop.id.get(),
                    slug = shop.slug,
                    "the key of a shop or its credentials do not open: nobody is served there"
                );
            }
        }
        Err(error) => tracing::error!(%error, "the shops cannot be read"),
    }
}

/// Beats, notices gaps and keeps the gauges, until a stop.
pub(super) async fn watch(app: App, missed: Missed, shutdown: Shutdown) {
    name_sealed(app.store.clone()).await;
    let mut last = app.now();
    loop {
        tokio::select! {
            biased;
            () = shutdown.draining() => return,
            () = tokio::time::sleep(HEARTBEAT) => {}
        }
        let now = app.now();
        if let Some(behind) = behind(Some(last), now) {
            warn_behind(behind);
        }
        // While the store fails nobody is heard, so that its silence counts too. A virtual clock leaps as it likes.
        let silence = gap(Some(last).filter(|_| app.clock.speed().is_none()), now);
        if beat(&app, silence, now).await {
            if let Some(silence) = silence {
                warn(silence);
                app.engine.outage(silence.from, silence.until);
                missed.since(silence.from);
            }
            last = now;
        }
        if app.engine.waiting() < QUEUE_MAX / 2 {
            app.readiness.clear(QUEUE_CAUSE);
        }
        app.readiness.clear(LATE_CAUSE);
    }
}

/// Since when messages may have been missed. Clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Missed(Arc<(Mutex<Option<Timestamp>>, Notify)>);

impl Missed {
    pub(super) fn since(&self, since: Timestamp) {
        let mut earliest = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        *earliest = Some(earliest.map_or(since, |earlier| earlier.min(since)));
        self.0.1.notify_one();
    }

    fn take(&self) -> Option<Timestamp> {
        self.0
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

/// Fetches what was missed, again and again until it succeeds, until a stop.
pub(super) async fn catch_up(app: App, missed: Missed, shutdown: Shutdown) {
    let mut pause = FETCH_AGAIN;
    loop {
        if let Some(since) = missed.take() {
            let fetched = tokio::select! {
                biased;
                () = shutdown.draining() => return,
                fetched = app.catch_up.all(since) => fetched,
            };
            if fetched.is_ok() {
                pause = FETCH_AGAIN;
                continue;
            }
            tokio::select! {
                biased;
                () = shutdown.draining() => return,
                () = tokio::time::sleep(pause) => missed.since(since),
            }
            pause = longer(pause);
            continue;
        }
        tokio::select! {
            biased;
            () = shutdown.draining() => return,
            () = missed.0.1.notified() => {}
        }
    }
}

fn longer(pause: Duration) -> Duration {
    (2 * pause).min(FETCH_AGAIN_MAX)
}

/// Writes a heartbeat and reads the gauges; whether the store could.
async fn beat(app: &App, silence: Option<Silence>, now: Timestamp) -> bool {
    let (store, metrics) = (app.store.clone(), app.metrics.clone());
    let failing = app.readiness.is_blocked_by(STORE_CAUSE);
    let beaten = tokio::task::spawn_blocking(move || {
        match silence {
            Some(silence) => store.heartbeat_after(silence, now)?,
            None => store.heartbeat(now)?,
        }
        if failing {
            store.has_room()?;
        }
        let counts = store.outbox_counts()?;
        let count = |state| {
            counts
                .get(&state)
                .map_or(0, |&count| i64::try_from(count).unwrap_or(0))
        };
        let outbox = &metrics.outbox;
        outbox
            .pending
            .set(count(OutboxState::Pending) + count(OutboxState::Retry));
        outbox.leased.set(count(OutboxState::Sending));
        outbox.unknown.set(count(OutboxState::Unknown));
        outbox
            .dead
            .set(count(OutboxState::Dead) + count(OutboxState::Failed));
        let oldest = store
            .oldest_pending()?
            .map_or(Span::ZERO, |at| now.since(at));
        outbox
            .oldest_seconds
            .set(Duration::from_millis(oldest.millis().unsigned_abs()).as_secs_f64());
        Ok(())
    });
    match beaten.await.unwrap_or(Err(StoreError::Busy)) {
        Ok(()) => {
            app.readiness.clear(CAUSE);
            if failing {
                app.readiness.clear(STORE_CAUSE);
            }
            true
        }
        Err(error) => {
            app.readiness.block(CAUSE, error.to_string());
            false
        }
    }
}

/// Keeps the write-ahead log short, beside the commits.
pub(crate) async fn checkpoints(store: Store, shutdown: Shutdown) {
    loop {
        tokio::select! {
            biased;
            () = shutdown.draining() => return,
            () = tokio::time::sleep(CHECKPOINT) => {}
        }
        let store = store.clone();
        let done = tokio::task::spawn_blocking(move || store.checkpoint()).await;
        if let Ok(Err(error)) = done {
            tracing::warn!(%error, "the write-ahead log could not be moved into the database");
        }
    }
}

#[cfg(test)]
mod tests {
    use snapsell_store::{MasterKey, NewShop, Options};

    use super::*;
    use crate::logs::testkit::Capture;

    #[tokio::test]
    async fn shops_in_which_nobody_is_served_are_named_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("snapsell.db");
        Store::migrate(&path, false).unwrap();
        let key = MasterKey::from_base64(&MasterKey::generate_base64().unwrap()).unwrap();
        let store = Store::open(&path, key, Options::default()).unwrap();
        for slug in ["marie", "awa"] {
            let new = NewShop {
                slug: slug.into(),
                name: slug.into(),
                whatsapp: "+14155238886".into(),
                account_sid: "AC0".into(),
                auth_tokens: vec!["token".into()],
                api_key: None,
            };
            store.create_shop(&new).unwrap();
        }
        let spoil = "UPDATE profiles SET account = x'00' WHERE slug = 'awa'";
        let disk = rusqlite::Connection::open(&path).unwrap();
        assert_eq!(disk.execute(spoil, []), Ok(1));
        let capture = Capture::default();
        let _log = capture.start();
        name_sealed(store).await;
        let lines: Vec<String> = capture.text().lines().map(str::to_owned).collect();
        let named = |line: &String| line.contains("\"awa\"") && line.contains("do not open");
        assert!(lines.len() == 1 && lines.iter().all(named), "{lines:?}");
    }

    #[test]
    fn missed_messages_are_asked_for_less_and_less_often() {
        let pauses = std::iter::successors(Some(FETCH_AGAIN), |pause| Some(longer(*pause)));
        let secs: Vec<u64> = pauses.take(7).map(|pause| pause.as_secs()).collect();
        assert_eq!(secs, [10, 20, 40, 80, 160, 300, 300]);
    }

    #[test]
    fn a_clock_that_goes_back_is_said_and_a_moment_is_not() {
        let at = Timestamp::from_millis;
        assert_eq!(behind(Some(at(0)), at(3_600_000)), None);
        assert_eq!(behind(Some(at(5_000)), at(0)), None);
        assert_eq!(
            behind(Some(at(3_600_000)), at(0)),
            Some(Span::from_mins(60))
        );
        assert_eq!(behind(None, at(0)), None);
    }
}
