//! What makes a round durable, and answers only then.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use snapsell_core::{CommitError, Outcome, ShopId};
use snapsell_store::{Prepared, Store, StoreError};
use tokio::sync::broadcast;

use super::answers::Answers;
use super::figures::Figures;
use super::health::Health;
use super::job::{Answer, Job, Settled, Trouble, correlation};
use super::round::{Round, Waiting};
use super::saver::Saver;
use super::{Parts, ROUNDS_MAX};
use crate::clock::Stopwatch;
use crate::signals::Signals;

type Committed = Vec<Result<(), CommitError<StoreError>>>;

/// What a round leaves behind when not all of it is durable.
#[derive(Default)]
pub(super) struct Landed {
    /// Shops of which memory and disk do not say the same: their state must be read again.
    pub(super) astray: BTreeSet<ShopId>,
    /// Jobs to decide again, in order.
    pub(super) again: Vec<Job>,
}

/// Commits rounds, one at a time.
#[derive(Debug)]
pub(super) struct Committer {
    store: Store,
    health: Health,
    signals: Signals,
    figures: Figures,
    news: broadcast::Sender<ShopId>,
    saver: Saver,
    answers: Answers,
}

impl Committer {
    pub(super) fn new(
        parts: Parts,
        health: Health,
        news: broadcast::Sender<ShopId>,
        saver: Saver,
        answers: Answers,
    ) -> Self {
        Self {
            store: parts.store,
            health,
            signals: parts.signals,
            figures: Figures::new(parts.metrics),
            news,
            saver,
            answers,
        }
    }

    /// Makes a round durable and answers everybody whose fate is known.
    pub(super) fn carry_out(&mut self, round: Round) -> Landed {
        let committed = self.commit(&round.commits);
        let (lost, raced) = self.sort_out(&round.commits, &committed);
        self.tell(&round.commits, &round.kinds, &committed);
        for (shop, deadline) in round.touched {
            if !lost.contains(&shop) && !raced.contains(&shop) {
                self.signals.deadlines.set(shop, deadline);
            }
        }
        let (answers, again) = settle(round.waiting, &committed, &lost, &raced);
        self.answers.give(answers);
        let mut durable = round.commits;
        let mut results = committed.iter();
        durable.retain(|_| results.next().is_some_and(Result::is_ok));
        self.saver.landed(durable);
        let mut astray = lost;
        astray.extend(raced);
        Landed { astray, again }
    }

    fn commit(&self, commits: &[Prepared<'_>]) -> Committed {
        if commits.is_empty() {
            return Vec::new();
        }
        let watch = Stopwatch::start();
        let committed = catch_unwind(AssertUnwindSafe(|| self.store.commit_prepared(commits)));
        self.figures.committed(commits.len(), watch);
        committed.unwrap_or_else(|_| {
            let what = "the store panicked";
            let lost = || Err(CommitError::Store(StoreError::Refused { code: 0, what }));
            commits.iter().map(|_| lost()).collect()
        })
    }

    /// Shops whose commits failed, and shops in which another process was first.
    fn sort_out(
        &self,
        commits: &[Prepared<'_>],
        committed: &Committed,
    ) -> (BTreeSet<ShopId>, BTreeSet<ShopId>) {
        let (mut lost, mut raced) = (BTreeSet::new(), BTreeSet::new());
        for (prepared, result) in commits.iter().zip(committed) {
            let commit = prepared.commit();
            match result {
                Ok(()) => {}
                Err(CommitError::Conflict | CommitError::Duplicate) => {
                    raced.insert(commit.shop);
                }
                Err(CommitError::Store(error)) => {
                    if lost.insert(commit.shop) {
                        self.health.failed(commit.shop, error);
                    }
                }
            }
        }
        if committed.iter().any(Result::is_ok) {
            self.health.works();
        }
        (lost, raced)
    }

    /// Wakes whoever has something to do now.
    fn tell(&mut self, commits: &[Prepared<'_>], kinds: &[&'static str], committed: &Committed) {
        let mut replies = false;
        let mut changed = BTreeSet::new();
        let durable = commits.iter().zip(kinds).zip(committed);
        for ((prepared, kind), _) in durable.filter(|(_, result)| result.is_ok()) {
            let commit = prepared.commit();
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
            changed.insert(commit.shop);
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
}

/// The answers to all whose fate is known, and the jobs that must be decided again.
fn settle(
    waiting: Vec<Waiting>,
    committed: &Committed,
    lost: &BTreeSet<ShopId>,
    raced: &BTreeSet<ShopId>,
) -> (Vec<(Job, Answer)>, Vec<Job>) {
    let mut answers = Vec::with_capacity(waiting.len());
    let mut again = Vec::new();
    for Waiting {
        mut job,
        commit,
        outcome,
    } in waiting
    {
        let shop = job.shop;
        let answer = match commit.map(|index| &committed[index]) {
            Some(Ok(())) => Ok(Settled { outcome }),
            Some(Err(CommitError::Duplicate)) => Ok(Settled {
                outcome: Outcome::Duplicate,
            }),
            Some(Err(CommitError::Store(_))) => Err(Trouble::Unavailable),
            // It repeats or follows something of this round: it is as durable as that.
            None if lost.contains(&shop) => Err(Trouble::Unavailable),
            None if !raced.contains(&shop) => Ok(Settled { outcome }),
            // Another process was first. Who lost many races is told to come again.
            Some(Err(CommitError::Conflict)) | None => {
                job.races += 1;
                if job.races < ROUNDS_MAX {
                    again.push(job);
                    continue;
                }
                Err(Trouble::Unavailable)
            }
        };
        answers.push((job, answer));
    }
    (answers, again)
}

#[cfg(test)]
mod tests {
    use super::super::job::Work;
    use super::*;

    const ONE: ShopId = ShopId::new(1);
    const TWO: ShopId = ShopId::new(2);

    /// What is said to one who waited, where `races` were lost before: an answer, or that it is decided again.
    fn told(
        (shop, commit, races): (ShopId, Option<usize>, usize),
        committed: &Committed,
        lost: &[ShopId],
        raced: &[ShopId],
    ) -> Result<Outcome, Option<Trouble>> {
        let mut job = Job::new(shop, Work::Looked, None);
        job.races = races;
        let waiting = Waiting {
            job,
            commit,
            outcome: Outcome::Done,
        };
        let sets = [lost, raced].map(|shops| shops.iter().copied().collect());
        let (mut answers, again) = settle(vec![waiting], committed, &sets[0], &sets[1]);
        match (answers.pop(), again.first()) {
            (None, Some(job)) => {
                assert_eq!(job.races, races + 1);
                Err(None)
            }
            (Some((_, answer)), None) => answer.map(|settled| settled.outcome).map_err(Some),
            both_or_none => panic!("answered or decided again: {both_or_none:?}"),
        }
    }

    #[test]
    fn only_what_is_durable_is_answered_with_its_outcome() {
        let refused = StoreError::Busy;
        let committed: Committed = vec![
            Ok(()),
            Err(CommitError::Conflict),
            Err(CommitError::Duplicate),
            Err(CommitError::Store(refused)),
        ];
        let settled = |commit| told((ONE, commit, 0), &committed, &[], &[]);
        assert_eq!(settled(Some(0)), Ok(Outcome::Done));
        assert_eq!(settled(Some(1)), Err(None), "it is decided again");
        assert_eq!(settled(Some(2)), Ok(Outcome::Duplicate));
        assert_eq!(settled(Some(3)), Err(Some(Trouble::Unavailable)));
        assert_eq!(settled(None), Ok(Outcome::Done), "it changed nothing");
        let follows =
            |lost: &[ShopId], raced: &[ShopId]| told((ONE, None, 0), &committed, lost, raced);
        assert_eq!(follows(&[ONE], &[]), Err(Some(Trouble::Unavailable)));
        assert_eq!(follows(&[], &[ONE]), Err(None));
        assert_eq!(follows(&[TWO], &[TWO]), Ok(Outcome::Done));
    }

    #[test]
    fn who_lost_many_races_is_told_to_come_again() {
        let committed: Committed = vec![Err(CommitError::Conflict)];
        for commit in [Some(0), None] {
            let after = |races| told((ONE, commit, races), &committed, &[], &[ONE]);
            assert_eq!(after(ROUNDS_MAX - 2), Err(None));
            assert_eq!(after(ROUNDS_MAX - 1), Err(Some(Trouble::Unavailable)));
        }
    }
}
