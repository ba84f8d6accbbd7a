//! The only file that asks what time it is: the machine's clock, or a virtual one that can be paused, sped up and moved.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use snapsell_core::Timestamp;

/// Longest wait that [`Clock::until`] gives on a virtual clock, so that a change of pace is noticed soon.
pub const VIRTUAL_WAIT_MAX: Duration = Duration::from_millis(50);

/// Fastest pace of a virtual clock.
pub const SPEED_MAX: u32 = 3_600;

/// Where the time comes from. Clones share one clock.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    System,
    Virtual(Arc<Mutex<Virtual>>),
}

/// A virtual clock stands at `base_ms` at the instant `since` and runs `speed` times as fast as the machine's.
#[derive(Debug)]
struct Virtual {
    base_ms: i64,
    since: Instant,
    speed: u32,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still at `start_ms` until it is moved.
    pub fn manual(start_ms: i64) -> Self {
        Self::scaled(start_ms, 0)
    }

    /// A clock that starts at `start_ms` and runs `speed` times as fast as the machine's; 0 is paused.
    ///
    /// Speeds above [`SPEED_MAX`] are taken as that.
    pub fn scaled(start_ms: i64, speed: u32) -> Self {
        Self(Source::Virtual(Arc::new(Mutex::new(Virtual {
            base_ms: start_ms,
            since: instant(),
            speed: speed.min(SPEED_MAX),
        }))))
    }

    /// What time it is, as the rules know it.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.now_ms())
    }

    /// Milliseconds since 1970-01-01 00:00 UTC.
    pub fn now_ms(&self) -> i64 {
        match &self.0 {
            Source::System => system_ms(),
            Source::Virtual(clock) => with(clock, |clock| clock.now_ms()),
        }
    }

    /// How long to wait, in the machine's time, before this clock may have reached `target_ms`.
    ///
    /// Zero once it is reached. On a virtual clock the answer is at most [`VIRTUAL_WAIT_MAX`]: ask again after it.
    pub fn until(&self, target_ms: i64) -> Duration {
        match &self.0 {
            Source::System => wait_ms(target_ms.saturating_sub(system_ms())),
            Source::Virtual(clock) => with(clock, |clock| {
                match target_ms.saturating_sub(clock.now_ms()) {
                    ..=0 => Duration::ZERO,
                    left_ms if clock.speed > 0 => wait_ms(left_ms)
                        .div_f64(f64::from(clock.speed))
                        .clamp(Duration::from_millis(1), VIRTUAL_WAIT_MAX),
                    _ => VIRTUAL_WAIT_MAX,
                }
            }),
        }
    }

    /// Waits until this clock has reached `target_ms`, whatever happens to its pace meanwhile.
    pub async fn sleep_until(&self, target_ms: i64) {
        loop {
            let wait = self.until(target_ms);
            if wait.is_zero() {
                return;
            }
            tokio::time::sleep(wait).await;
        }
    }

    /// The pace: `None` on the machine's clock, else how many times as fast it runs, 0 when paused.
    pub fn speed(&self) -> Option<u32> {
        match &self.0 {
            Source::System => None,
            Source::Virtual(clock) => Some(with(clock, |clock| clock.speed)),
        }
    }

    /// Changes the pace of a virtual clock; 0 pauses it. Answers false, and changes nothing, on the machine's clock.
    pub fn set_speed(&self, speed: u32) -> bool {
        self.change(|clock| clock.speed = speed.min(SPEED_MAX))
    }

    /// Moves a virtual clock forward by `by_ms`; a negative jump counts as none, since history has no way back.
    ///
    /// Answers false, and changes nothing, on the machine's clock.
    pub fn jump(&self, by_ms: i64) -> bool {
        self.change(|clock| clock.base_ms = clock.base_ms.saturating_add(by_ms.max(0)))
    }

    fn change(&self, change: impl FnOnce(&mut Virtual)) -> bool {
        match &self.0 {
            Source::System => false,
            Source::Virtual(clock) => {
                with(clock, |clock| {
                    clock.base_ms = clock.now_ms();
                    clock.since = instant();
                    change(clock);
                });
                true
            }
        }
    }
}

impl Virtual {
    fn now_ms(&self) -> i64 {
        let elapsed_us = i64::try_from(self.since.elapsed().as_micros()).unwrap_or(i64::MAX);
        let passed_ms = elapsed_us.saturating_mul(i64::from(self.speed)) / 1_000;
        self.base_ms.saturating_add(passed_ms)
    }
}

/// Measures a stretch of real time, for latency figures; never for rules.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts measuring.
    pub fn start() -> Self {
        Self(instant())
    }

    /// The time since the start.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

fn with<R>(clock: &Mutex<Virtual>, use_it: impl FnOnce(&mut Virtual) -> R) -> R {
    use_it(&mut clock.lock().unwrap_or_else(PoisonError::into_inner))
}

fn wait_ms(ms: i64) -> Duration {
    Duration::from_millis(u64::try_from(ms).unwrap_or(0))
}

#[expect(clippy::disallowed_methods, reason = "the clock of the process")]
fn instant() -> Instant {
    Instant::now()
}

/// A clock set before 1970 reads as 1970.
#[expect(clippy::disallowed_methods, reason = "the clock of the process")]
fn system_ms() -> i64 {
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or(Duration::ZERO);
    i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_only_when_told_and_never_back() {
        let clock = Clock::manual(1_000);
        assert!(clock.jump(500));
        assert!(clock.jump(-900));
        assert_eq!(clock.now_ms(), 1_500);
        assert_eq!(clock.until(1_500), Duration::ZERO);
        assert_eq!(clock.until(1_501), VIRTUAL_WAIT_MAX);
    }

    #[test]
    fn a_change_of_pace_keeps_the_time_already_passed() {
        let clock = Clock::scaled(0, 60);
        clock.jump(120_000);
        clock.set_speed(0);
        let paused = clock.now_ms();
        assert!(paused >= 120_000);
        assert_eq!(clock.now_ms(), paused);
    }

    #[test]
    fn waits_on_a_fast_clock_are_divided_by_its_speed() {
        let clock = Clock::scaled(0, 1_000);
        let wait = clock.until(clock.now_ms() + 20_000);
        assert!(
            wait <= Duration::from_millis(20) && wait >= Duration::from_millis(1),
            "{wait:?}"
        );
    }

    #[test]
    fn the_machines_clock_refuses_to_be_moved() {
        let clock = Clock::system();
        assert!(!clock.jump(1));
        assert_eq!(clock.speed(), None);
        assert!(clock.now_ms() > 1_700_000_000_000);
    }

    #[tokio::test]
    async fn a_sleeper_wakes_after_a_jump() {
        let clock = Clock::manual(0);
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(60_000).await }
        });
        clock.jump(60_000);
        tokio::time::timeout(Duration::from_secs(5), sleeper)
            .await
            .expect("it wakes")
            .unwrap();
    }
}
