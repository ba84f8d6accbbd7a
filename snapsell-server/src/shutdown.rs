//! The wish to stop, in two steps: finish what is in flight, then stop at once.

use tokio::sync::watch;

/// How far a stop has gone. Only ever moves down this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Work as usual.
    Running,
    /// Take nothing new, finish what is in flight.
    Draining,
    /// Drop everything.
    Now,
}

/// Asks everyone who holds a [`Shutdown`] to stop.
#[derive(Debug, Clone)]
pub struct Trigger(watch::Sender<Stage>);

/// Tells when to stop. Every response that may last, such as a stream of events, must end on [`Shutdown::draining`].
#[derive(Debug, Clone)]
pub struct Shutdown(watch::Receiver<Stage>);

/// A trigger and the handle that hears it. Nothing stops when the trigger is dropped.
pub fn channel() -> (Trigger, Shutdown) {
    let (sender, receiver) = watch::channel(Stage::Running);
    (Trigger(sender), Shutdown(receiver))
}

impl Trigger {
    /// Begins to drain.
    pub fn drain(&self) {
        self.advance(Stage::Draining);
    }

    /// Stops at once.
    pub fn now(&self) {
        self.advance(Stage::Now);
    }

    fn advance(&self, to: Stage) {
        self.0.send_if_modified(|stage| {
            let later = to > *stage;
            *stage = to.max(*stage);
            later
        });
    }
}

impl Shutdown {
    /// How far the stop has gone.
    pub fn stage(&self) -> Stage {
        *self.0.borrow()
    }

    /// Waits for the beginning of the stop.
    pub async fn draining(&self) {
        self.reached(Stage::Draining).await;
    }

    /// Waits for the order to stop at once.
    pub async fn now(&self) {
        self.reached(Stage::Now).await;
    }

    async fn reached(&self, wanted: Stage) {
        let mut receiver = self.0.clone();
        if receiver.wait_for(|stage| *stage >= wanted).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Turns SIGTERM, SIGINT and SIGQUIT into a drain, and a second one into a stop at once. Never returns otherwise.
///
/// # Errors
/// When the signal handlers cannot be installed.
pub async fn on_signals(trigger: Trigger) -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut quit = signal(SignalKind::quit())?;
    for step in [Trigger::drain, Trigger::now] {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = quit.recv() => {}
        }
        step(&trigger);
    }
    Ok(())
}

/// Hears SIGHUP and goes on. Where a certificate is, it is read again instead; whoever reloads all services ends none.
///
/// # Errors
/// When the signal handler cannot be installed.
pub async fn outlive_hangups() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangup = signal(SignalKind::hangup())?;
    while hangup.recv().await.is_some() {
        tracing::info!("there is no certificate to read again");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_stop_never_goes_back_and_late_listeners_hear_it() {
        let (trigger, shutdown) = channel();
        trigger.now();
        trigger.drain();
        let late = shutdown.clone();
        late.draining().await;
        late.now().await;
        assert_eq!(late.stage(), Stage::Now);
    }
}
