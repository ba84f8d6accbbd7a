//! What waits for one worker, which is woken no more often than it pays.
//!
//! A first job wakes it at once. While a round is on its way to the disk nobody gains by haste, and waking costs as much
//! as deciding: then it sleeps until there are a few jobs, or until no round is under way any more.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::QUEUE_MAX;
use super::job::{Job, Trouble, Unanswered};

/// Jobs that wake a worker whose round is under way.
const WORTH_WAKING: usize = 8;

/// Jobs in the order in which they came, and whether there is other news.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    state: Mutex<State>,
    bell: Condvar,
    unanswered: Unanswered,
}

#[derive(Debug, Default)]
struct State {
    jobs: VecDeque<Job>,
    /// Something else than a job is to be looked at.
    rung: bool,
    /// What the worker decided is on its way to the disk.
    round_under_way: bool,
    sleeps: bool,
    /// No worker will take anything any more.
    closed: bool,
}

impl Inbox {
    /// Those who wait for an answer of this worker.
    pub(super) const fn unanswered(&self) -> &Unanswered {
        &self.unanswered
    }

    /// Puts a job behind the others.
    ///
    /// # Errors
    /// [`Trouble::Busy`] when too many wait, [`Trouble::Unavailable`] when nobody takes them any more.
    pub(super) fn push(&self, job: Job) -> Result<(), Trouble> {
        let mut state = self.lock();
        if state.closed {
            return Err(Trouble::Unavailable);
        }
        if state.jobs.len() >= QUEUE_MAX {
            return Err(Trouble::Busy);
        }
        state.jobs.push_back(job);
        self.wake(state);
        Ok(())
    }

    /// Puts the order to stop behind all jobs, however many; false when nobody hears it any more.
    pub(super) fn push_stop(&self) -> bool {
        let mut state = self.lock();
        if state.closed {
            return false;
        }
        state.jobs.push_back(Job::stop());
        state.rung = true;
        self.wake(state);
        true
    }

    /// A round is sent on its way: from now on a few jobs may wait for each other.
    pub(super) fn round_starts(&self) {
        self.lock().round_under_way = true;
    }

    /// No round is under way any more.
    pub(super) fn all_landed(&self) {
        let mut state = self.lock();
        state.round_under_way = false;
        self.wake(state);
    }

    /// Wakes the worker: a round was lost.
    pub(super) fn ring(&self) {
        let mut state = self.lock();
        state.rung = true;
        self.wake(state);
    }

    /// Sleeps while there is nothing worth waking for, then moves the first jobs, `most` at most, into the empty `jobs`.
    pub(super) fn wait(&self, most: usize, jobs: &mut VecDeque<Job>) {
        let mut state = self.lock();
        while !state.is_worth_waking() {
            state.sleeps = true;
            state = self
                .bell
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        state.sleeps = false;
        take(&mut state, most, jobs);
    }

    /// Moves the first jobs, `most` at most, into the empty `jobs`, if there are any.
    pub(super) fn take(&self, most: usize, jobs: &mut VecDeque<Job>) {
        take(&mut self.lock(), most, jobs);
    }

    /// Nobody will take anything any more: who waits for an answer learns it.
    pub(super) fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        let unheard = std::mem::take(&mut state.jobs);
        drop(state);
        drop(unheard);
    }

    /// Wakes the worker if it sleeps and there is something for it.
    fn wake(&self, mut state: MutexGuard<'_, State>) {
        if state.sleeps && state.is_worth_waking() {
            state.sleeps = false;
            drop(state);
            self.bell.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn is_worth_waking(&self) -> bool {
        let enough = match self.round_under_way {
            true => WORTH_WAKING,
            false => 1,
        };
        self.rung || self.jobs.len() >= enough
    }
}

/// The two queues take turns, so that neither has to grow again.
fn take(state: &mut State, most: usize, jobs: &mut VecDeque<Job>) {
    assert!(
        jobs.is_empty(),
        "jobs are taken when those before them are done"
    );
    state.rung = false;
    if state.jobs.len() <= most {
        std::mem::swap(&mut state.jobs, jobs);
    } else {
        jobs.extend(state.jobs.drain(..most));
    }
}

#[cfg(test)]
mod tests {
    use snapsell_core::ShopId;
    use tokio::sync::oneshot;

    use super::super::job::{Asker, Unanswered, Work};
    use super::*;

    fn job(shop: u32) -> Job {
        Job::new(ShopId::new(shop), Work::Look(Box::new(|_| ())), None)
    }

    fn shops(jobs: &VecDeque<Job>) -> Vec<u32> {
        jobs.iter().map(|job| job.shop.get()).collect()
    }

    #[test]
    fn jobs_are_taken_in_order_and_no_more_than_wanted() {
        let inbox = Inbox::default();
        for shop in 1..=5 {
            inbox.push(job(shop)).unwrap();
        }
        let mut jobs = VecDeque::new();
        inbox.wait(3, &mut jobs);
        assert_eq!(shops(&jobs), [1, 2, 3]);
        jobs.clear();
        inbox.take(3, &mut jobs);
        assert_eq!(shops(&jobs), [4, 5]);
    }

    #[test]
    fn a_worker_whose_round_is_under_way_sleeps_until_some_wait_or_there_is_news() {
        let inbox = Inbox::default();
        let slept = |wake: &dyn Fn()| {
            inbox.round_starts();
            std::thread::scope(|scope| {
                let sleeper = scope.spawn(|| {
                    let mut jobs = VecDeque::new();
                    inbox.wait(100, &mut jobs);
                    jobs.len()
                });
                while !inbox.lock().sleeps {
                    std::thread::yield_now();
                }
                wake();
                sleeper.join().unwrap()
            })
        };
        let push = |jobs: usize| (0..jobs).for_each(|_| inbox.push(job(1)).unwrap());
        assert_eq!(slept(&|| push(WORTH_WAKING)), WORTH_WAKING);
        assert_eq!(slept(&|| inbox.ring()), 0);
        let one_and_no_more = || {
            push(1);
            assert!(inbox.lock().sleeps, "one job can wait");
            inbox.all_landed();
        };
        assert_eq!(slept(&one_and_no_more), 1);
        inbox.all_landed();
        push(1);
        let mut jobs = VecDeque::new();
        inbox.wait(100, &mut jobs);
        assert_eq!(jobs.len(), 1, "nothing is under way");
    }

    #[test]
    fn whoever_waits_behind_the_end_of_a_worker_learns_it() {
        let inbox = Inbox::default();
        let (tell, mut told) = oneshot::channel();
        let look = Work::Look(Box::new(|_| ()));
        let asker = Asker::new(tell, &Unanswered::default());
        let waits = Job::new(ShopId::new(1), look, Some(asker));
        inbox.push(waits).unwrap();
        inbox.close();
        assert_eq!(told.try_recv(), Err(oneshot::error::TryRecvError::Closed));
        assert_eq!(inbox.push(job(1)), Err(Trouble::Unavailable));
        assert!(!inbox.push_stop());
    }

    #[test]
    fn too_many_jobs_are_refused_and_a_stop_never_is() {
        let inbox = Inbox::default();
        for _ in 0..QUEUE_MAX {
            inbox.push(job(1)).unwrap();
        }
        assert_eq!(inbox.push(job(1)), Err(Trouble::Busy));
        assert!(inbox.push_stop());
    }
}
