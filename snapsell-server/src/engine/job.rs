//! What is asked of the engine, and what it answers.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest as _, Sha256};
use snapsell_core::{Command, CommandId, Content, Outcome, Receipt, Shop, ShopId};
use tokio::sync::oneshot;

/// What became of a job.
pub type Answer = Result<Settled, Trouble>;

/// A job whose effect is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What was decided; [`Outcome::Duplicate`] for a repeated delivery.
    pub outcome: Outcome,
}

/// Why a job has no effect that anybody may rely on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Too many jobs wait: try again soon.
    #[error("too much waits to be decided")]
    Busy,
    /// The store failed: nobody knows whether it was committed, a repeat finds out.
    #[error("nothing could be made durable")]
    Unavailable,
    /// A rule panicked; nothing was committed.
    #[error("the command could not be decided")]
    Failed,
    /// There is no such shop.
    #[error("there is no such shop")]
    NoShop,
}

/// A message from outside, its sender not yet known by number.
#[derive(Clone)]
pub struct Incoming {
    /// The channel's own id of it.
    pub native_id: String,
    /// Who wrote it.
    pub sender: Sender,
    /// What it holds.
    pub content: Content,
    /// Its words for people, where `content` does not hold them: a place, the name of a file.
    pub words: Option<String>,
    /// Where the provider keeps its media.
    pub media: Vec<String>,
}

/// Who wrote, as the channel names her. Personal.
#[derive(Clone, Default)]
pub struct Sender {
    /// Her phone number, as `+33612345678`.
    pub phone: Option<String>,
    /// The channel's own id of her.
    pub user_id: Option<String>,
    /// The name she gave herself.
    pub name: Option<String>,
}

impl Incoming {
    /// The same delivery twice has the same command.
    pub fn command_id(&self) -> CommandId {
        command_id(&self.native_id)
    }

    /// What is kept of the message, as text.
    pub(super) fn kept(&self) -> &str {
        let own = || self.content.words();
        self.words.as_deref().unwrap_or_else(own)
    }
}

/// The command of a provider's message: the first 128 bits of the SHA-256 of channel and id.
pub(crate) fn command_id(native_id: &str) -> CommandId {
    let mut hash = Sha256::new();
    hash.update(b"twilio:");
    hash.update(native_id.as_bytes());
    let digest: [u8; 32] = hash.finalize().into();
    let (first, _) = digest.split_first_chunk::<16>().expect("32 bytes hold 16");
    CommandId::new(u128::from_be_bytes(*first))
}

/// Short enough to read aloud, and of no use to find the message at the provider.
pub(crate) fn correlation(command: CommandId) -> String {
    format!("{:08x}", command.get() >> 96)
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Incoming({})", correlation(self.command_id()))
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sender(**)")
    }
}

/// Reads a shop.
pub(super) type Look = Box<dyn FnOnce(&Shop) + Send>;

pub(super) enum Work {
    Message(Box<Incoming>),
    Command(Box<Command>),
    /// A command of the team with words typed for a customer, which are kept as hers are.
    Typed(Box<(Command, Receipt)>),
    Look(Look),
    /// A shop was read; what was seen is not durable yet.
    Looked,
    Stop,
}

/// How many were asked for an answer and have not given it.
#[derive(Clone, Debug, Default)]
pub(super) struct Unanswered(Arc<AtomicUsize>);

impl Unanswered {
    pub(super) fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// Somebody who waits for an answer; counted until this value goes.
pub(super) struct Asker {
    tell: oneshot::Sender<Answer>,
    _counted: Counted,
}

struct Counted(Unanswered);

impl Asker {
    pub(super) fn new(tell: oneshot::Sender<Answer>, unanswered: &Unanswered) -> Self {
        unanswered.0.fetch_add(1, Ordering::Relaxed);
        Self {
            tell,
            _counted: Counted(unanswered.clone()),
        }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

pub(super) struct Job {
    pub(super) shop: ShopId,
    pub(super) work: Work,
    pub(super) asker: Option<Asker>,
    /// How often another process was first.
    pub(super) races: usize,
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job")
            .field("shop", &self.shop)
            .finish_non_exhaustive()
    }
}

impl Job {
    pub(super) fn new(shop: ShopId, work: Work, asker: Option<Asker>) -> Self {
        Self {
            shop,
            work,
            asker,
            races: 0,
        }
    }

    pub(super) fn stop() -> Self {
        Self::new(ShopId::new(0), Work::Stop, None)
    }

    /// Answers, if anybody still waits.
    pub(super) fn settle(self, answer: Answer) {
        if let Some(asker) = self.asker {
            // A caller that gave up asks again.
            let _ = asker.tell.send(answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_delivery_has_the_same_command_and_no_log_names_the_message() {
        let one = command_id("SM00000000000000000000000000000001");
        assert_eq!(one, command_id("SM00000000000000000000000000000001"));
        assert_ne!(one, command_id("SM00000000000000000000000000000002"));
        assert_eq!(correlation(one), "c53d7e9d", "also in a later program");
        let incoming = Incoming {
            native_id: "SM1".to_owned(),
            sender: Sender::default(),
            content: Content::Text("A12".to_owned()),
            words: None,
            media: Vec::new(),
        };
        let shown = format!("{incoming:?}");
        assert!(!shown.contains("SM1") && !shown.contains("A12"), "{shown}");
    }
}
