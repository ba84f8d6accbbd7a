//! One thread of the engine: wait, drain, decide, commit, answer.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Receiver;

use snapsell_core::{Commit, CommitError, Journal as _, Outcome, ShopId, Timestamp};
use snapsell_store::{Store, StoreError};
use tokio::sync::broadcast;

use super::cache::{Cache, Problem};
use super::decided::{self, Rules};
use super::figures::Figures;
use super::job::{Job, Settled, Trouble, Work, correlation};
use super::outages::Outages;
use super::round::{Round, Waiting};
use super::{BATCH_MAX, Options, Parts, ROUNDS_MAX, snapshot_after};
use crate::clock::{Clock, Stopwatch};
use crate::http::health::Readiness;
use crate::logs;
use crate::signals::Signals;

/// The name of the cause in the answer of `/readyz`.
pub(crate) const STORE_CAUSE: &str = "store";

type Committed = Vec<Result<(), CommitError<StoreError>>>;

/// What one thread owns.
#[derive(Debug)]
pub(super) struct Worker {
    store: Store,
    clock: Clock,
    readiness: Readiness,
    signals: Signals,
    figures: Figures,
    cache: Cache,
    outages: Outages,
    news: broadcast::Sender<ShopId>,
    waiting: Arc<AtomicUsize>,
    snapshot_every: u32,
    rules: Rules,
    failing: bool,
}

impl Worker {
    pub(super) fn new(
        parts: Parts,
        options: Options,
        outages: Outages,
        news: broadcast::Sender<ShopId>,
        waiting: Arc<AtomicUsize>,
        rules: Rules,
    ) -> Self {
        Self {
            cache: Cache::new(parts.store.clone()),
            store: parts.store,
            clock: parts.clock,
            readiness: parts.readiness,
            signals: parts.signals,
            figures: Figures::new(parts.metrics),
            outages,
            news,
            waiting,
            snapshot_every: options.snapshot_every.max(1),
            rules,
            failing: false,
        }
    }

    /// Works until told to stop, then saves the state of each shop.
    pub(super) fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv()
            && self.turn(first, jobs)
        {}
        self.cache.save(|_| 1);
    }

    /// Works off what waits now, `first` first; false when told to stop.
    pub(super) fn turn(&mut self, first: Job, jobs: &Receiver<Job>) -> bool {
        let mut goes_on = true;
        let mut batch = Vec::with_capacity(BATCH_MAX.min(64));
        let mut next = Some(first);
        while let Some(job) = next {
            if let Work::Stop = job.work {
                goes_on = false;
                break;
            }
            batch.push(job);
            next = (batch.len() < BATCH_MAX)
                .then(|| jobs.try_recv().ok())
                .flatten();
        }
        self.waiting.fetch_sub(batch.len(), Ordering::Relaxed);
        self.batch(batch);
        self.cache.make_room();
        self.cache
            .save(|shop| snapshot_after(shop, self.snapshot_every));
        goes_on
    }

    fn batch(&mut self, mut jobs: Vec<Job>) {
        for _ in 0..ROUNDS_MAX {
            if jobs.is_empty() {
                return;
            }
            let now = Timestamp::from_millis(self.clock.now_ms());
            let mut round = Round::default();
            for job in jobs {
                self.take(job, now, &mut round);
            }
            let committed = self.commit(&round.commits);
            jobs = self.settle(round, &committed);
        }
        for job in jobs {
            job.settle(Err(Trouble::Unavailable));
        }
    }

    /// Decides one job, or keeps it for later. A panic costs this job and spoils this shop's state in memory, no more.
    fn take(&mut self, job: Job, now: Timestamp, round: &mut Round) {
        let shop = job.shop;
        if let Work::Look(_) = job.work {
            round.looks.push(job);
            return;
        }
        if round.spoiled.contains(&shop) {
            round.later.push(job);
            return;
        }
        round.touched.insert(shop);
        let decided = catch_unwind(AssertUnwindSafe(|| {
            let cached = self.cache.get(shop)?;
            decided::credit_outages(&self.outages, cached, shop, now, round);
            decided::decide_job(self.rules, &self.store, cached, &job, now, round)
        }));
        match decided {
            Ok(Ok((commit, outcome))) => round.waiting.push(Waiting {
                job,
                commit,
                outcome,
            }),
            Ok(Err(problem)) => {
                self.note_problem(shop, &problem);
                job.settle(Err(problem.trouble()));
            }
            Err(_) => {
                round.spoiled.insert(shop);
                log_panic(&job);
                job.settle(Err(Trouble::Failed));
            }
        }
    }

    fn commit(&self, commits: &[Commit]) -> Committed {
        if commits.is_empty() {
            return Vec::new();
        }
        let watch = Stopwatch::start();
        let committed = catch_unwind(AssertUnwindSafe(|| self.store.commit(commits)));
        self.figures.committed(commits.len(), watch);
        committed.unwrap_or_else(|_| {
            let what = "the store panicked";
            let lost = || Err(CommitError::Store(StoreError::Refused { code: 0, what }));
            commits.iter().map(|_| lost()).collect()
        })
    }

    /// Answers everybody whose fate is known; gives back the jobs that must be decided again.
    fn settle(&mut self, round: Round, committed: &Committed) -> Vec<Job> {
        let Round {
            commits,
            kinds,
            waiting,
            looks,
            later,
            spoiled,
            touched,
        } = round;
        let (lost, raced) = self.sort_out(&commits, committed);
        for shop in lost.iter().chain(&raced).chain(&spoiled) {
            self.cache.evict(*shop);
        }
        self.tell(&commits, &kinds, committed, &touched);
        let mut again = Vec::new();
        for Waiting {
            job,
            commit,
            outcome,
        } in waiting
        {
            let shop = job.shop;
            match commit.map(|index| &committed[index]) {
                Some(Ok(())) => job.settle(Ok(Settled { outcome })),
                Some(Err(CommitError::Duplicate)) => job.settle(Ok(Settled {
                    outcome: Outcome::Duplicate,
                })),
                Some(Err(CommitError::Conflict)) => again.push(job),
                Some(Err(CommitError::Store(_))) => job.settle(Err(Trouble::Unavailable)),
                // It repeats or follows something of this round: it is as durable as that.
                None if lost.contains(&shop) => job.settle(Err(Trouble::Unavailable)),
                None if raced.contains(&shop) => again.push(job),
                None => job.settle(Ok(Settled { outcome })),
            }
        }
        for job in looks {
            self.look(job);
        }
        again.extend(later);
        again
    }

    /// Shops whose commits failed, and shops in which another process was first.
    fn sort_out(
        &mut self,
        commits: &[Commit],
        committed: &Committed,
    ) -> (BTreeSet<ShopId>, BTreeSet<ShopId>) {
        let (mut lost, mut raced) = (BTreeSet::new(), BTreeSet::new());
        for (commit, result) in commits.iter().zip(committed) {
            match result {
                Ok(()) => {}
                Err(CommitError::Conflict | CommitError::Duplicate) => {
                    raced.insert(commit.shop);
                }
                Err(CommitError::Store(error)) => {
                    if lost.insert(commit.shop) {
                        self.note_failure(commit.shop, error);
                    }
                }
            }
        }
        if self.failing && committed.iter().any(Result::is_ok) {
            self.failing = false;
            self.readiness.clear(STORE_CAUSE);
            tracing::info!("the store works again");
        }
        (lost, raced)
    }

    /// Wakes whoever has something to do now.
    fn tell(
        &mut self,
        commits: &[Commit],
        kinds: &[&'static str],
        committed: &Committed,
        touched: &BTreeSet<ShopId>,
    ) {
        let mut replies = false;
        let mut changed = BTreeSet::new();
        let durable = commits.iter().zip(kinds).zip(committed);
        for ((commit, kind), _) in durable.filter(|(_, result)| result.is_ok()) {
            replies |= !commit.decision.replies.is_empty();
            self.figures.decided(commit, kind);
            tracing::debug!(
                correlation_id = %correlation(commit.decision.command),
                shop = commit.shop.get(),
                version = commit.decision.version.get(),
                kind,
                replies = commit.decision.replies.len(),
                "decided"
            );
            if let Some(cached) = self.cache.peek(commit.shop) {
                cached.unsaved = cached.unsaved.saturating_add(1);
            }
            changed.insert(commit.shop);
        }
        for &shop in touched {
            if let Some(cached) = self.cache.peek(shop) {
                self.signals
                    .deadlines
                    .set(shop, cached.shop.next_deadline());
            }
        }
        if self.news.receiver_count() > 0 {
            for shop in changed {
                // Nobody listening any more is no failure.
                let _ = self.news.send(shop);
            }
        }
        if replies {
            self.signals.replies.notify_one();
        }
    }

    fn look(&mut self, mut job: Job) {
        let Work::Look(look) = std::mem::replace(&mut job.work, Work::Stop) else {
            return;
        };
        let looked = catch_unwind(AssertUnwindSafe(|| {
            look(&self.cache.fresh(job.shop)?.shop);
            Ok(())
        }));
        let answer = match looked {
            Ok(Ok(())) => Ok(Settled {
                outcome: Outcome::Idle,
            }),
            Ok(Err(problem)) => {
                let problem: Problem = problem;
                self.note_problem(job.shop, &problem);
                Err(problem.trouble())
            }
            Err(_) => Err(Trouble::Failed),
        };
        job.settle(answer);
    }

    fn note_problem(&mut self, shop: ShopId, problem: &Problem) {
        match problem {
            Problem::Store(error) => self.note_failure(shop, error),
            Problem::NoShop | Problem::Broken => {}
        }
    }

    /// A store that fails makes the server unready; one broken shop does not.
    fn note_failure(&mut self, shop: ShopId, error: &StoreError) {
        if let StoreError::Corrupt { .. } | StoreError::Missing(_) | StoreError::Key(_) = error {
            tracing::error!(shop = shop.get(), %error, "a shop cannot be served");
            return;
        }
        if !self.failing {
            self.failing = true;
            tracing::error!(%error, "the store fails; nothing is acknowledged");
        }
        self.readiness.block(STORE_CAUSE, error.to_string());
    }
}

fn log_panic(job: &Job) {
    let id = match &job.work {
        Work::Message(message) => correlation(message.command_id()),
        Work::Command(command) => correlation(command.id),
        Work::Look(_) | Work::Stop => String::new(),
    };
    logs::correlated(&id).in_scope(|| {
        tracing::error!(
            shop = job.shop.get(),
            "a rule panicked; nothing of this command was committed"
        );
    });
}
