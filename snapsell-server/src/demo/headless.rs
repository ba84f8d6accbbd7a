//! The live without a page: played step by step on a clock that stands still, written down as a transcript.
//!
//! Nothing waits for real time: each step is carried out, everything that follows from it at that instant is done, and
//! only then does the clock move to the next moment at which something is due. The same seed gives the same transcript.

mod transcript;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use snapsell_core::{ShopId, Timestamp};
use snapsell_store::{OutboxState, Store};

use self::transcript::Transcript;
use super::cast::{CROWD, Who};
use super::check::Breach;
use super::figures::{Answers, Figures};
use super::folder::Folder;
use super::orders;
use super::round::{Content, Round};
use super::script::{self, Act};
use super::tail;
use super::world::{DemoError, START_MS, World};
use crate::clock::{Clock, Stopwatch};
use crate::talk::{Both, Lang};

/// How long the stand-in may take to come to rest.
const PATIENCE: Duration = Duration::from_secs(20);
/// Callbacks follow at once.
const CALLBACK_DELAY: Duration = Duration::from_millis(1);
/// Rounds after which what follows from one step must have come to an end.
const ROUNDS_MAX: usize = 1_000;

const CHECKED: Both = Both {
    fr: "{0} vérifications, une après chaque événement, aucune faute.",
    en: "{0} checks, one after every event, no breach.",
};
const CHECKED_AT_THE_END: Both = Both {
    fr: "Vérifié à la fin, aucune faute ; avec --assert après chaque événement.",
    en: "Checked at the end, no breach; with --assert after every event.",
};

/// What is played.
pub struct Headless<'a> {
    /// Where it lives.
    pub folder: Folder,
    /// Seed of everything random.
    pub seed: u64,
    /// The language of the shop and of the transcript.
    pub lang: Lang,
    /// Whether all invariants are checked after every step; else at the end only.
    pub check: bool,
    /// Messages of random customers after the script.
    pub tail: usize,
    /// Called after every step, before it is checked, with its number and the database.
    pub watch: &'a mut (dyn FnMut(usize, &Path) + Send),
    /// Called at the end, when nothing was broken, with the store and the shop.
    pub record: &'a mut Record<'a>,
}

/// What is done with the store when the play is over.
pub type Record<'a> = dyn FnMut(&Store, ShopId) -> Result<(), DemoError> + Send + 'a;

impl std::fmt::Debug for Headless<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Headless")
            .field("seed", &self.seed)
            .finish_non_exhaustive()
    }
}

/// Plays the script and a random tail, writes the transcript to `out` and what was measured to `err`.
///
/// # Errors
/// When the demo cannot go on; a breach of an invariant is the inner result.
pub async fn play(
    options: Headless<'_>,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Result<Result<(), Breach>, DemoError> {
    let clock = Clock::manual(START_MS);
    let world = World::open(0, options.folder, clock, options.seed, CALLBACK_DELAY);
    let world = world.await?;
    world.serve(world.app.router());
    let round = Round::open(&world, 1, options.lang).await?;
    let mut stage = Stage {
        transcript: Transcript::new(&world, &round),
        answers: Answers::default(),
        database: world.database.clone(),
        world: &world,
        round: &round,
        lang: options.lang,
        check: options.check,
        checks: 0,
        steps: 0,
        watch: options.watch,
        out,
    };
    let played = stage.all(options.seed, options.tail).await;
    let (checks, measured) = (stage.checks, stage.answers.line(options.lang));
    if let Ok(Ok(())) = played {
        let said = match options.check {
            true => CHECKED,
            false => CHECKED_AT_THE_END,
        };
        let checks = said.fill(options.lang, &[&checks.to_string()]);
        stage.line(&checks)?;
        writeln!(err, "{measured}")?;
        (options.record)(&world.app.store, round.shop)?;
    }
    world.stop().await;
    played
}

/// Everything one play works with.
pub(super) struct Stage<'a> {
    pub(super) world: &'a World,
    pub(super) round: &'a Round,
    pub(super) lang: Lang,
    transcript: Transcript,
    answers: Answers,
    database: PathBuf,
    check: bool,
    checks: usize,
    steps: usize,
    watch: &'a mut (dyn FnMut(usize, &Path) + Send),
    out: &'a mut (dyn Write + Send),
}

/// A step that may find a breach.
pub(super) type Played = Result<Result<(), Breach>, DemoError>;

/// Leaves with a breach.
macro_rules! unbroken {
    ($played:expr) => {
        if let Err(breach) = $played? {
            return Ok(Err(breach));
        }
    };
}
pub(super) use unbroken;

impl Stage<'_> {
    async fn all(&mut self, seed: u64, tail: usize) -> Played {
        unbroken!(self.happens(None).await);
        for step in script::steps() {
            unbroken!(self.pass_until(START_MS + step.at_ms).await);
            unbroken!(self.act(&step.act).await);
        }
        unbroken!(tail::play(self, seed, tail).await);
        unbroken!(self.inspect(true).await);
        self.end()?;
        Ok(Ok(()))
    }

    pub(super) async fn act(&mut self, act: &Act) -> Played {
        match act {
            Act::Say(who, words) => {
                self.say(*who, Content::Text(words.get(self.lang).to_owned()))
                    .await
            }
            Act::Photo(who, picture, words) => {
                self.say(
                    *who,
                    Content::Photo(*picture, words.get(self.lang).to_owned()),
                )
                .await
            }
            Act::Again(who) => {
                self.round.again(self.world, *who).await;
                self.happens(act.told(self.lang)).await
            }
            Act::Fault(fault, times) => {
                self.world.sim.fault(*fault, *times);
                self.happens(act.told(self.lang)).await
            }
            Act::Crowd(code) => {
                let (world, round) = (self.world, self.round);
                let all = (0..CROWD).map(|index| {
                    round.say(world, Who::Crowd(index), Content::Text((*code).to_owned()))
                });
                together(all).await;
                let line = format!("{} : {code}", act.told(self.lang).unwrap_or_default());
                self.happens(Some(line)).await
            }
            Act::Wait => Ok(Ok(())),
        }
    }

    pub(super) async fn say(&mut self, who: Who, content: Content) -> Played {
        let name = who.name().unwrap_or_default();
        let line = match &content {
            Content::Text(words) => format!("{name}: {words}"),
            Content::Photo(_, words) => format!("{name}: [photo] {words}").trim_end().to_owned(),
        };
        let watch = Stopwatch::start();
        self.round.say(self.world, who, content).await;
        if self.world.app.sender.step().await? > 0 {
            self.answers.add(watch.elapsed());
        }
        self.happens(Some(line)).await
    }

    /// Lets everything follow that follows now, writes it down under `line` and checks it.
    async fn happens(&mut self, line: Option<String>) -> Played {
        self.settle().await?;
        self.steps += 1;
        (self.watch)(self.steps, &self.database);
        let told = match self.transcript.told(self.world, self.round, self.lang)? {
            Ok(told) => told,
            Err(breach) => return Ok(Err(breach)),
        };
        let now = clock_words(self.world.app.now());
        match (line, told.is_empty()) {
            (Some(line), _) => self.line(&format!("{now} {line}"))?,
            (None, false) => self.line(&format!("{now} {}", passes(self.lang)))?,
            (None, true) => {}
        }
        for line in told {
            self.line(&format!("  {line}"))?;
        }
        match self.check {
            true => self.inspect(false).await,
            false => Ok(Ok(())),
        }
    }

    /// Does what is due until nothing is, without letting time pass.
    async fn settle(&self) -> Result<(), DemoError> {
        for _ in 0..ROUNDS_MAX {
            let app = &self.world.app;
            let done = app.sender.step().await?
                + app.timer.step(app.now()).await?
                + app.media.step().await?;
            let quiet = tokio::time::timeout(PATIENCE, self.world.sim.until_quiet()).await;
            quiet.map_err(|_| DemoError::Restless("the provider's stand-in"))?;
            if done == 0 {
                return Ok(());
            }
        }
        Err(DemoError::Restless("the server"))
    }

    /// Lets time pass, from one moment at which something is due to the next.
    pub(super) async fn pass_until(&mut self, until_ms: i64) -> Played {
        loop {
            let now_ms = self.world.clock.now_ms();
            let next_ms = self.next_due().await?.filter(|&next| next <= until_ms);
            let Some(next_ms) = next_ms else {
                self.world.clock.jump(until_ms - now_ms);
                return Ok(Ok(()));
            };
            // What is due and cannot be done is tried again a little later.
            self.world.clock.jump((next_ms - now_ms).max(100));
            unbroken!(self.happens(None).await);
        }
    }

    /// When something happens by itself next.
    async fn next_due(&self) -> Result<Option<i64>, DemoError> {
        let app = &self.world.app;
        let deadline = app
            .engine
            .look(self.round.shop, |shop| shop.next_deadline())
            .await?;
        let replies = app.store.replies(self.round.shop, 0)?;
        let open = replies.iter().filter(|reply| match reply.state {
            OutboxState::Pending
            | OutboxState::Retry
            | OutboxState::Sending
            | OutboxState::Unknown => true,
            OutboxState::Sent
            | OutboxState::Delivered
            | OutboxState::Read
            | OutboxState::Failed
            | OutboxState::Dead
            | OutboxState::Withheld => false,
        });
        let dues = open.map(|reply| reply.next_at).chain(deadline);
        Ok(dues.min().map(Timestamp::millis))
    }

    /// Holds the store against everything that must be true of it.
    async fn inspect(&mut self, quiet: bool) -> Played {
        self.checks += 1;
        let replica = self.transcript.replica().clone();
        let same = self
            .world
            .app
            .engine
            .look(self.round.shop, move |shop| *shop == replica)
            .await?;
        if !same {
            return Ok(Err(Breach::new(
                "the state in memory is not the one of the journal",
            )));
        }
        let check = self.round.check(self.world, quiet);
        Ok(check.of(&self.world.app.store, self.round.shop)?)
    }

    fn end(&mut self) -> Result<(), DemoError> {
        let store = &self.world.app.store;
        let rows = orders::rows(store, self.round.shop, self.transcript.ledger(), self.lang)?;
        self.line(&format!("\n{}", orders::table(&rows, self.lang)))?;
        self.line(&Figures::of(store, self.round)?.line(self.lang))
    }

    /// A line of the transcript.
    fn line(&mut self, line: &str) -> Result<(), DemoError> {
        writeln!(self.out, "{line}").map_err(DemoError::Transcript)
    }
}

fn passes(lang: Lang) -> &'static str {
    Both {
        fr: "le temps passe",
        en: "time passes",
    }
    .get(lang)
}

/// The time of day, UTC, as `20:14:05`.
pub(super) fn clock_words(at: Timestamp) -> String {
    let seconds = at.millis().div_euclid(1_000).rem_euclid(86_400);
    format!(
        "{:02}:{:02}:{:02}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// Waits for all of these, side by side.
async fn together<T>(futures: impl Iterator<Item = impl Future<Output = T>>) {
    let mut running: Vec<_> = futures.map(Box::pin).collect();
    std::future::poll_fn(|cx| {
        running.retain_mut(|future| future.as_mut().poll(cx).is_pending());
        match running.is_empty() {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
}
