//! One thread of the engine: wait, drain, decide; what is decided is committed beside it.

use std::collections::{BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};

use snapsell_core::{Outcome, Shop, ShopId, Timestamp};
use snapsell_store::Store;

use super::cache::{self, Cache, Problem};
use super::committer::Landed;
use super::decided::{self, Rules};
use super::flight::{Flight, Lost};
use super::health::Health;
use super::inbox::Inbox;
use super::job::{Job, Settled, Trouble, Unanswered, Work, correlation};
use super::outages::Outages;
use super::round::{Round, Waiting};
use super::{Options, Parts};
use crate::clock::Clock;
use crate::logs;

/// What one thread owns.
pub(super) struct Worker {
    store: Store,
    clock: Clock,
    health: Health,
    cache: Cache,
    outages: Outages,
    unanswered: Unanswered,
    batch_max: usize,
    rules: Rules,
    /// Decided and not yet on its way, on top of what is under way.
    round: Round,
    flight: Flight,
    /// Reads: what they saw is told when it is durable.
    looks: Vec<Job>,
    /// Shops whose state in memory is not to be trusted since a panic.
    spoiled: BTreeSet<ShopId>,
    /// Jobs of spoiled shops.
    later: Vec<Job>,
}

impl Worker {
    pub(super) fn new(
        parts: Parts,
        options: Options,
        outages: Outages,
        unanswered: Unanswered,
        rules: Rules,
        (health, flight): (Health, Flight),
    ) -> Self {
        Self {
            cache: Cache::new(parts.store.clone()),
            store: parts.store,
            clock: parts.clock,
            health,
            outages,
            unanswered,
            batch_max: options.batch_max.max(1),
            rules,
            round: Round::default(),
            flight,
            looks: Vec::new(),
            spoiled: BTreeSet::new(),
            later: Vec::new(),
        }
    }

    /// Works until told to stop, then saves the state of each shop.
    pub(super) fn run(mut self, inbox: &Inbox) {
        let _closing = Closing(inbox);
        let mut jobs = VecDeque::new();
        loop {
            if jobs.is_empty() {
                inbox.wait(self.batch_max, &mut jobs);
            }
            if !self.turn(&mut jobs) {
                break;
            }
        }
        self.flush();
        self.cache.save_all();
    }

    /// Decides these jobs, as many as fit one round, and sends them on their way if it can; false when told to stop.
    pub(super) fn turn(&mut self, jobs: &mut VecDeque<Job>) -> bool {
        let now = self.now();
        let mut goes_on = true;
        while !self.is_full()
            && let Some(job) = jobs.pop_front()
        {
            match job.work {
                Work::Stop => {
                    goes_on = false;
                    break;
                }
                Work::Look(_)
                | Work::Looked
                | Work::Message(_)
                | Work::Command(_)
                | Work::Typed(_) => self.take(job, now),
            }
        }
        self.advance();
        goes_on
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn is_full(&self) -> bool {
        self.round.waiting.len() >= self.room()
    }

    /// Jobs that one round has room for now.
    fn room(&self) -> usize {
        self.flight.room(self.unanswered.count(), self.batch_max)
    }

    /// Sends what is decided on its way, and sees to what cannot wait.
    fn advance(&mut self) {
        self.look_ahead();
        self.start();
        if let Some(lost) = self.flight.lost() {
            self.decide_again(lost);
            self.flush();
        }
        if !self.spoiled.is_empty() || !self.looks.is_empty() || self.cache.is_full() {
            self.flush();
            for job in std::mem::take(&mut self.looks) {
                self.look(job);
            }
            self.cache.make_room();
        }
    }

    /// Makes durable all that was decided; what lost a race is decided again, and what waits for a shop that was spoiled.
    /// Then memory and disk say the same.
    pub(super) fn flush(&mut self) {
        loop {
            self.start();
            match self.flight.wait() {
                Some(lost) => self.decide_again(lost),
                None if self.spoiled.is_empty() => return,
                None => self.decide_later(),
            }
        }
    }

    /// Forgets the shops that were spoiled, and decides what waited for them.
    fn decide_later(&mut self) {
        for shop in std::mem::take(&mut self.spoiled) {
            self.cache.evict(shop);
        }
        let now = self.now();
        for job in std::mem::take(&mut self.later) {
            self.take(job, now);
        }
    }

    /// Sends what is decided on its way.
    fn start(&mut self) {
        if self.round.is_empty() {
            return;
        }
        let mut round = std::mem::take(&mut self.round);
        round.touched.retain(|shop, _| !self.spoiled.contains(shop));
        for (&shop, deadline) in &mut round.touched {
            *deadline = self
                .cache
                .peek(shop)
                .and_then(|cached| cached.shop.next_deadline());
        }
        let room = self.room();
        self.flight.start(round, room);
    }

    /// Decides what was lost once more, and all that was decided on top of it: that was decided on shops that never were.
    fn decide_again(&mut self, lost: Lost) {
        let Landed { astray, again } = lost.landed;
        for &shop in astray.iter().chain(lost.on_top.touched.keys()) {
            self.cache.evict(shop);
        }
        let now = self.now();
        for job in again.into_iter().chain(lost.on_top.into_jobs()) {
            self.take(job, now);
        }
    }

    /// Decides one job, or keeps it for later. A panic costs this job and spoils this shop's state in memory, no more.
    fn take(&mut self, job: Job, now: Timestamp) {
        let shop = job.shop;
        match job.work {
            Work::Look(_) => {
                self.looks.push(job);
                return;
            }
            // What it saw never was.
            Work::Looked => {
                job.settle(Err(Trouble::Unavailable));
                return;
            }
            Work::Message(_) | Work::Command(_) | Work::Typed(_) | Work::Stop => {}
        }
        if self.spoiled.contains(&shop) {
            self.later.push(job);
            return;
        }
        let round = &mut self.round;
        round.touched.insert(shop, None);
        let decided = catch_unwind(AssertUnwindSafe(|| {
            let cached = self.cache.get(shop)?;
            decided::credit_outages(&self.store, &self.outages, cached, shop, now, round);
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
                self.spoiled.insert(shop);
                log_panic(&job);
                job.settle(Err(Trouble::Failed));
            }
        }
    }

    /// Reads of shops that change on their way to the disk see them as they are in memory, and their answer waits for the commit like
    /// any other: once it is durable, so is what they saw, and nobody else was first. Thus they hold nobody up.
    fn look_ahead(&mut self) {
        for job in std::mem::take(&mut self.looks) {
            let under_way = self.round.changes(job.shop) || self.flight.changes(job.shop);
            let trusted = under_way && !self.spoiled.contains(&job.shop);
            match self.cache.peek(job.shop).filter(|_| trusted) {
                Some(cached) => match looked(job, &cached.shop) {
                    Ok(job) => self.round.waiting.push(Waiting {
                        job,
                        commit: None,
                        outcome: Outcome::Idle,
                    }),
                    Err(job) => job.settle(Err(Trouble::Failed)),
                },
                None => self.looks.push(job),
            }
        }
    }

    /// Reads a shop when memory and disk say the same.
    fn look(&mut self, job: Job) {
        let shop = job.shop;
        let fresh = catch_unwind(AssertUnwindSafe(|| self.cache.fresh(shop).map(drop)));
        match fresh {
            Ok(Ok(())) => {}
            Ok(Err(problem)) => {
                self.note_problem(shop, &problem);
                return job.settle(Err(problem.trouble()));
            }
            Err(_) => return job.settle(Err(Trouble::Failed)),
        }
        let cached = self.cache.peek(shop).expect("it was read a moment ago");
        match looked(job, &cached.shop) {
            Ok(job) => job.settle(Ok(Settled {
                outcome: Outcome::Idle,
            })),
            Err(job) => job.settle(Err(Trouble::Failed)),
        }
    }

    fn note_problem(&self, shop: ShopId, problem: &Problem) {
        match problem {
            Problem::Store(error) => self.health.failed(shop, error),
            Problem::Broken => self.health.failed(shop, &cache::broken(shop)),
            Problem::NoShop => {}
        }
    }
}

/// Closes an inbox at the end of its worker, whatever ended it.
struct Closing<'a>(&'a Inbox);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker")
            .field("flight", &self.flight)
            .finish_non_exhaustive()
    }
}

/// Lets a read see its shop; an error when it panicked.
fn looked(mut job: Job, shop: &Shop) -> Result<Job, Job> {
    let Work::Look(look) = std::mem::replace(&mut job.work, Work::Looked) else {
        return Err(job);
    };
    match catch_unwind(AssertUnwindSafe(|| look(shop))) {
        Ok(()) => Ok(job),
        Err(_) => Err(job),
    }
}

fn log_panic(job: &Job) {
    let id = match &job.work {
        Work::Message(message) => correlation(message.command_id()),
        Work::Command(command) => correlation(command.id),
        Work::Typed(typed) => correlation(typed.0.id),
        Work::Look(_) | Work::Looked | Work::Stop => String::new(),
    };
    logs::correlated(&id).in_scope(|| {
        tracing::error!(
            shop = job.shop.get(),
            "a rule panicked; nothing of this command was committed"
        );
    });
}
