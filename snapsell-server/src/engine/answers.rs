//! The answers of a round: many are given by the runtime on which they are waited for, with one call to it.

use tokio::runtime::Handle;

use super::job::{Answer, Job};

/// Answers that are worth a task of their own.
const MANY: usize = 8;

/// Where answers are given.
#[derive(Debug)]
pub(super) struct Answers(Option<Handle>);

impl Answers {
    /// On the runtime that this is called on; without one, on the thread that has them.
    pub(super) fn here() -> Self {
        Self(Handle::try_current().ok())
    }

    /// Gives them in order. Should the runtime end first, whoever waits learns that nobody will answer.
    pub(super) fn give(&self, answers: Vec<(Job, Answer)>) {
        match &self.0 {
            Some(runtime) if answers.len() >= MANY => drop(runtime.spawn(async { tell(answers) })),
            Some(_) | None => tell(answers),
        }
    }
}

fn tell(answers: Vec<(Job, Answer)>) {
    for (job, answer) in answers {
        job.settle(answer);
    }
}

#[cfg(test)]
mod tests {
    use snapsell_core::{Outcome, ShopId};
    use tokio::runtime::{Builder, Runtime};
    use tokio::sync::oneshot;

    use super::super::job::{Asker, Settled, Unanswered, Work};
    use super::*;

    /// So many answers, and those who wait for them.
    fn asked(count: usize) -> (Vec<(Job, Answer)>, Vec<oneshot::Receiver<Answer>>) {
        let one = |_| {
            let (tell, told) = oneshot::channel();
            let asker = Asker::new(tell, &Unanswered::default());
            let job = Job::new(ShopId::new(1), Work::Looked, Some(asker));
            let outcome = Outcome::Done;
            ((job, Ok(Settled { outcome })), told)
        };
        (0..count).map(one).unzip()
    }

    fn runtime() -> Runtime {
        Builder::new_current_thread().build().unwrap()
    }

    #[test]
    fn all_are_answered_with_a_runtime_and_without() {
        let runtime = runtime();
        let with = runtime.block_on(async { Answers::here() });
        assert!(with.0.is_some());
        for answers in [with, Answers::here()] {
            for count in [1, MANY - 1, MANY, 100] {
                let (given, waiting) = asked(count);
                answers.give(given);
                for told in waiting {
                    let answer = runtime.block_on(told).unwrap();
                    assert_eq!(answer.unwrap().outcome, Outcome::Done);
                }
            }
        }
    }

    #[test]
    fn who_waits_on_a_runtime_that_has_ended_learns_it() {
        let runtime = runtime();
        let answers = runtime.block_on(async { Answers::here() });
        drop(runtime);
        let (given, waiting) = asked(MANY);
        answers.give(given);
        for mut told in waiting {
            assert_eq!(told.try_recv(), Err(oneshot::error::TryRecvError::Closed));
        }
    }
}
