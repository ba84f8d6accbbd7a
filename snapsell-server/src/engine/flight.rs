//! The way of rounds to the disk: one is committed at a time, and what is decided meanwhile follows it by itself.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use snapsell_core::ShopId;

use super::committer::{Committer, Landed};
use super::inbox::Inbox;
use super::round::Round;

/// Jobs that a round has room for, however few wait.
const ROUND_MIN: usize = 16;

/// The rounds under way.
pub(super) enum Flight {
    /// A thread of its own commits.
    Beside {
        lane: Arc<Lane>,
        worker: Arc<Inbox>,
        thread: Option<JoinHandle<()>>,
    },
    /// No thread: a round is committed when the next one is handed over, or when somebody waits for it.
    ByHand {
        committer: Box<Committer>,
        state: State,
    },
}

/// A round of which not all is durable, and what was decided on top of it: none of that is committed.
pub(super) struct Lost {
    pub(super) landed: Landed,
    pub(super) on_top: Round,
}

impl Flight {
    /// Starts the thread that commits. The worker is told through its inbox when no round is left, and when something is
    /// lost.
    pub(super) fn beside(
        mut committer: Committer,
        worker: Arc<Inbox>,
        name: String,
    ) -> std::io::Result<Self> {
        let lane = Arc::new(Lane::default());
        let rounds = Arc::clone(&lane);
        let inbox = Arc::clone(&worker);
        let thread = std::thread::Builder::new().name(name).spawn(move || {
            let _end = End(&rounds);
            while let Some(round) = rounds.take(&inbox) {
                if let Some(landed) = land(&mut committer, round) {
                    rounds.lose(landed);
                    inbox.ring();
                }
            }
        })?;
        Ok(Self::Beside {
            lane,
            worker,
            thread: Some(thread),
        })
    }

    pub(super) fn by_hand(committer: Committer) -> Self {
        Self::ByHand {
            committer: Box::new(committer),
            state: State::default(),
        }
    }

    /// Jobs that a round has room for while so many wait for an answer. Beside the committing thread that is two thirds
    /// of them, about half of those who ask again and again, some of whom are being answered: while these become durable
    /// the others are heard and decided, and no processor stands still.
    pub(super) fn room(&self, unanswered: usize, batch_max: usize) -> usize {
        match self {
            Self::Beside { .. } => (unanswered * 2 / 3).clamp(ROUND_MIN.min(batch_max), batch_max),
            Self::ByHand { .. } => batch_max,
        }
    }

    /// Sends a round on its way, behind all others and together with the one that waits, if that has room for it.
    /// Blocks while it has none.
    pub(super) fn start(&mut self, next: Round, room: usize) {
        match self {
            Self::Beside { lane, worker, .. } => {
                worker.round_starts();
                lane.put(next, room);
            }
            Self::ByHand { committer, state } => {
                assert!(state.lost.is_none(), "what is lost is decided again first");
                let before = std::mem::replace(&mut state.next, next);
                state.lost = land(committer, before);
            }
        }
    }

    /// What was lost, if anything was; then nothing is under way.
    pub(super) fn lost(&mut self) -> Option<Lost> {
        match self {
            Self::Beside { lane, .. } => lane.lock().take_lost(),
            Self::ByHand { state, .. } => state.take_lost(),
        }
    }

    /// Waits until nothing is under way; what was lost, if anything was.
    pub(super) fn wait(&mut self) -> Option<Lost> {
        match self {
            Self::Beside { lane, worker, .. } => {
                let lost = lane.wait();
                if lost.is_none() {
                    worker.all_landed();
                }
                lost
            }
            Self::ByHand { committer, state } => {
                if state.lost.is_none() {
                    state.lost = land(committer, std::mem::take(&mut state.next));
                }
                state.take_lost()
            }
        }
    }

    /// Whether something about this shop is on its way.
    pub(super) fn changes(&self, shop: ShopId) -> bool {
        match self {
            Self::Beside { lane, .. } => lane.lock().changes(shop),
            Self::ByHand { state, .. } => state.changes(shop),
        }
    }
}

/// Commits a round; what became of it when not all of it is durable.
fn land(committer: &mut Committer, round: Round) -> Option<Landed> {
    let landed = committer.carry_out(round);
    (!landed.astray.is_empty()).then_some(landed)
}

impl Drop for Flight {
    fn drop(&mut self) {
        if let Self::Beside { lane, thread, .. } = self {
            lane.close();
            if thread.take().is_some_and(|thread| thread.join().is_err()) {
                tracing::error!("a committing thread panicked");
            }
        }
    }
}

impl std::fmt::Debug for Flight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Flight").finish_non_exhaustive()
    }
}

/// Rounds between the worker, which decides, and the thread that commits.
#[derive(Default)]
pub(super) struct Lane {
    state: Mutex<State>,
    /// The committing thread has something to do, or nothing ever again.
    put: Condvar,
    /// The committing thread took a round, has none left, lost one, or ended.
    moved: Condvar,
}

/// What is under way, and what became of it.
#[derive(Default)]
pub(super) struct State {
    /// Decided, and committed next.
    next: Round,
    /// The shops that the round being committed changes.
    under_way: Option<BTreeSet<ShopId>>,
    /// Nothing is committed until this is decided again.
    lost: Option<Landed>,
    closed: bool,
    ended: bool,
}

impl State {
    fn take_lost(&mut self) -> Option<Lost> {
        let landed = self.lost.take()?;
        let on_top = std::mem::take(&mut self.next);
        Some(Lost { landed, on_top })
    }

    fn changes(&self, shop: ShopId) -> bool {
        let under_way = self.under_way.as_ref();
        self.next.changes(shop) || under_way.is_some_and(|shops| shops.contains(&shop))
    }
}

impl Lane {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a round behind the one that waits, once that has room for it: for so many jobs in all, or is none.
    fn put(&self, round: Round, room: usize) {
        let size = round.waiting.len();
        let no_room = |state: &State| {
            let waiting = state.next.waiting.len();
            waiting > 0 && waiting + size > room && state.lost.is_none()
        };
        let mut state = self.until(|state| !no_room(state));
        state.next.append(round);
        drop(state);
        self.put.notify_one();
    }

    /// Waits until nothing is under way or something is lost.
    fn wait(&self) -> Option<Lost> {
        let over = |state: &State| {
            state.lost.is_some() || (state.next.is_empty() && state.under_way.is_none())
        };
        self.until(over).take_lost()
    }

    /// Waits on the worker's side.
    fn until(&self, done: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let mut state = self.lock();
        while !done(&state) {
            assert!(!state.ended, "the committing thread lives");
            state = self
                .moved
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        state
    }

    /// The next round to commit, once there is one; `None` when there will be none.
    fn take(&self, worker: &Inbox) -> Option<Round> {
        let mut state = self.lock();
        let was_busy = state.under_way.take().is_some();
        if state.lost.is_none() && state.next.is_empty() && was_busy {
            worker.all_landed();
        }
        self.moved.notify_one();
        while state.lost.is_some() || state.next.is_empty() {
            if state.closed {
                return None;
            }
            state = self.put.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let mut round = std::mem::take(&mut state.next);
        state.under_way = Some(std::mem::take(&mut round.changed));
        drop(state);
        self.moved.notify_one();
        Some(round)
    }

    fn lose(&self, landed: Landed) {
        self.lock().lost = Some(landed);
    }

    fn close(&self) {
        self.lock().closed = true;
        self.put.notify_one();
    }
}

/// Tells the worker that nothing will be committed any more, whatever ended the thread.
struct End<'a>(&'a Lane);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.lock().ended = true;
        self.0.moved.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use snapsell_core::Outcome;

    use super::super::job::{Job, Work};
    use super::super::round::Waiting;
    use super::*;

    /// A round that changes these shops, each by a job of its own.
    fn round(shops: &[u32]) -> Round {
        let ids = || shops.iter().map(|&shop| ShopId::new(shop));
        Round {
            waiting: ids()
                .map(|shop| Waiting {
                    job: Job::new(shop, Work::Looked, None),
                    commit: None,
                    outcome: Outcome::Idle,
                })
                .collect(),
            changed: ids().collect(),
            ..Round::default()
        }
    }

    /// Room that a round of this test's has.
    const ROOM: usize = 3;

    fn shops(round: Round) -> Vec<u32> {
        round.into_jobs().map(|job| job.shop.get()).collect()
    }

    #[test]
    fn what_is_decided_meanwhile_follows_in_one_round() {
        let (lane, inbox) = (Lane::default(), Inbox::default());
        lane.put(round(&[1]), ROOM);
        assert_eq!(lane.take(&inbox).map(shops), Some(vec![1]));
        lane.put(round(&[2, 3]), ROOM);
        lane.put(round(&[4]), ROOM);
        let changes = |shop| lane.lock().changes(ShopId::new(shop));
        assert!(changes(1) && changes(2) && changes(4) && !changes(5));
        assert_eq!(lane.take(&inbox).map(shops), Some(vec![2, 3, 4]));
        assert!(!changes(1), "it has landed");
        lane.close();
        assert!(lane.take(&inbox).is_none());
        assert!(lane.wait().is_none());
    }

    #[test]
    fn what_has_no_room_waits_until_the_rounds_before_it_are_taken() {
        let (lane, inbox) = (Lane::default(), Inbox::default());
        lane.put(round(&[1, 2, 3, 4]), ROOM);
        std::thread::scope(|scope| {
            let worker = scope.spawn(|| lane.put(round(&[5]), ROOM));
            assert_eq!(lane.take(&inbox).map(shops), Some(vec![1, 2, 3, 4]));
            worker.join().unwrap();
        });
        assert_eq!(lane.take(&inbox).map(shops), Some(vec![5]));
    }

    #[test]
    fn nothing_is_committed_on_top_of_what_was_lost() {
        let (lane, inbox) = (Lane::default(), Inbox::default());
        lane.put(round(&[1]), 1);
        let _under_way = lane.take(&inbox);
        lane.put(round(&[2]), 1);
        let astray = BTreeSet::from([ShopId::new(1)]);
        lane.lose(Landed {
            astray,
            again: Vec::new(),
        });
        lane.put(round(&[3]), 1);
        std::thread::scope(|scope| {
            let committing = scope.spawn(|| lane.take(&inbox).map(shops));
            let lost = lane.wait().expect("something is lost");
            assert_eq!(lost.landed.astray, [ShopId::new(1)].into());
            assert_eq!(shops(lost.on_top), [2, 3]);
            lane.put(round(&[4]), 1);
            assert_eq!(committing.join().unwrap(), Some(vec![4]));
        });
    }

    #[test]
    fn a_round_takes_two_thirds_of_those_who_wait_but_not_very_few_nor_too_many() {
        let lane = Arc::default();
        let beside = Flight::Beside {
            lane,
            worker: Arc::default(),
            thread: None,
        };
        let rooms = [0, 1, 26, 150, 768, 9_000].map(|waiting| beside.room(waiting, 512));
        assert_eq!(rooms, [16, 16, 17, 100, 512, 512]);
        assert_eq!([0, 9_000].map(|waiting| beside.room(waiting, 8)), [8, 8]);
    }

    #[test]
    fn whoever_waits_for_all_waits_for_what_is_being_committed_too() {
        let (lane, inbox) = (Lane::default(), Inbox::default());
        let landed = AtomicBool::new(false);
        lane.put(round(&[1]), ROOM);
        let _under_way = lane.take(&inbox);
        std::thread::scope(|scope| {
            let worker = scope.spawn(|| {
                assert!(lane.wait().is_none());
                landed.load(Ordering::SeqCst)
            });
            for _ in 0..1_000 {
                std::thread::yield_now();
            }
            landed.store(true, Ordering::SeqCst);
            lane.close();
            assert!(lane.take(&inbox).is_none());
            assert!(worker.join().unwrap(), "it came back too soon");
        });
    }

    #[test]
    #[should_panic = "the committing thread lives"]
    fn a_worker_does_not_wait_for_a_thread_that_has_ended() {
        let lane = Lane::default();
        lane.put(round(&[1]), ROOM);
        drop(End(&lane));
        lane.wait();
    }
}
