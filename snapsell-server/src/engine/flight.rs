//! The way of a round to the disk. One round at most is under way, and the next is decided meanwhile.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::committer::{Committer, Landed};
use super::inbox::Inbox;
use super::round::Round;

/// The round under way.
pub(super) enum Flight {
    /// A thread of its own commits.
    Beside {
        rounds: Option<SyncSender<Round>>,
        landed: Receiver<Landed>,
        thread: Option<JoinHandle<()>>,
        busy: bool,
    },
    /// No thread: it is committed when somebody asks what became of it.
    ByHand {
        committer: Box<Committer>,
        round: Option<Round>,
    },
}

impl Flight {
    /// Starts the thread that commits. After each round it wakes the worker.
    pub(super) fn beside(
        mut committer: Committer,
        worker: Arc<Inbox>,
        name: String,
    ) -> std::io::Result<Self> {
        let (rounds, to_do) = sync_channel::<Round>(1);
        let (tell, landed) = sync_channel(1);
        let thread = std::thread::Builder::new().name(name).spawn(move || {
            while let Ok(round) = to_do.recv() {
                if tell.send(committer.carry_out(round)).is_err() {
                    return;
                }
                worker.ring();
            }
        })?;
        Ok(Self::Beside {
            rounds: Some(rounds),
            landed,
            thread: Some(thread),
            busy: false,
        })
    }

    pub(super) fn by_hand(committer: Committer) -> Self {
        Self::ByHand {
            committer: Box::new(committer),
            round: None,
        }
    }

    /// Whether a round is under way.
    pub(super) const fn is_busy(&self) -> bool {
        match self {
            Self::Beside { busy, .. } => *busy,
            Self::ByHand { round, .. } => round.is_some(),
        }
    }

    /// Sends a round on its way; the one before it must have landed.
    pub(super) fn start(&mut self, next: Round) {
        assert!(!self.is_busy(), "one round at a time");
        match self {
            Self::Beside { rounds, busy, .. } => {
                *busy = true;
                let rounds = rounds.as_ref().expect("open until dropped");
                rounds.send(next).expect("the committing thread lives");
            }
            Self::ByHand { round, .. } => *round = Some(next),
        }
    }

    /// What became of the round under way, if that is known.
    pub(super) fn poll(&mut self) -> Option<Landed> {
        match self {
            Self::Beside { landed, busy, .. } => {
                let known = landed.try_recv().ok();
                *busy &= known.is_none();
                known
            }
            Self::ByHand { committer, round } => {
                round.take().map(|round| committer.carry_out(round))
            }
        }
    }

    /// Waits for the round under way.
    pub(super) fn wait(&mut self) -> Landed {
        assert!(self.is_busy(), "nothing to wait for");
        match self {
            Self::Beside { landed, busy, .. } => {
                *busy = false;
                landed.recv().expect("the committing thread lives")
            }
            Self::ByHand { .. } => self.poll().expect("it is busy"),
        }
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        if let Self::Beside { rounds, thread, .. } = self {
            drop(rounds.take());
            if thread.take().is_some_and(|thread| thread.join().is_err()) {
                tracing::error!("a committing thread panicked");
            }
        }
    }
}

impl std::fmt::Debug for Flight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Flight")
            .field("busy", &self.is_busy())
            .finish_non_exhaustive()
    }
}
