//! The state behind the page: the live that is on, what was done by hand, and the script that runs by itself.

mod checks;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use snapsell_core::{Action, ShopId, Timestamp};
use tokio::task::JoinHandle;

use super::cast::{CROWD, Who};
use super::check::Breach;
use super::figures::Answers;
use super::ledger::{Ledger, Line};
use super::round::{Content, Round};
use super::script::{self, Act};
use super::world::{DemoError, World};
use crate::blocking::blocking;
use crate::clock::Stopwatch;
use crate::talk::{Both, Lang};

/// How long an answer is waited for, to be measured.
const ANSWER: Duration = Duration::from_secs(3);
const TURN: Both = Both {
    fr: "À vous : écrivez comme Marie ou comme une cliente.",
    en: "Your turn: write as Marie or as a customer.",
};

/// The demo behind its page.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) world: World,
    speed: u32,
    hand: Mutex<Hand>,
    play: RwLock<Arc<Play>>,
}

/// What people chose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hand {
    pub(super) lang: Lang,
    pub(super) rounds: u32,
    /// The pace before a pause.
    pub(super) pace: u32,
    pub(super) provider_down: bool,
}

/// One live and what is known of it.
#[derive(Debug)]
pub(super) struct Play {
    pub(super) round: Round,
    pub(super) answers: Answers,
    pub(super) told: Mutex<Told>,
    script: Mutex<Option<JoinHandle<()>>>,
}

/// What the page tells.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) ledger: Ledger,
    pub(super) lines: Vec<Line>,
    /// What happened outside of the shop.
    pub(super) outside: Vec<Outside>,
    pub(super) caption: Option<Both>,
    pub(super) ended: bool,
    pub(super) checks: u64,
    pub(super) breach: Option<Breach>,
    /// The number of the next code for a crowd.
    next_code: u32,
}

/// Something that happened outside of the shop, in French and English.
#[derive(Debug, Clone)]
pub(super) struct Outside {
    pub(super) at: Timestamp,
    text: [String; 2],
}

impl Outside {
    pub(super) fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.text[0],
            Lang::En => &self.text[1],
        }
    }
}

impl Desk {
    /// Opens the first live. Its script begins with [`Desk::begin`].
    pub(super) async fn open(world: World, speed: u32, lang: Lang) -> Result<Arc<Self>, DemoError> {
        let play = Play::open(&world, 1, lang).await?;
        let desk = Arc::new(Self {
            world,
            speed,
            hand: Mutex::new(Hand {
                lang,
                rounds: 1,
                pace: speed,
                provider_down: false,
            }),
            play: RwLock::new(play),
        });
        tokio::spawn(checks::often(Arc::clone(&desk)));
        Ok(desk)
    }

    pub(super) fn play(&self) -> Arc<Play> {
        Arc::clone(&self.play.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn hand(&self) -> Hand {
        *self.lock_hand()
    }

    fn lock_hand(&self) -> MutexGuard<'_, Hand> {
        self.hand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts the script of the live that is on, unless it was started.
    pub(super) fn begin(self: &Arc<Self>) {
        let play = self.play();
        let mut script = play.script.lock().unwrap_or_else(PoisonError::into_inner);
        if script.is_none() {
            self.world.clock.set_speed(self.speed);
            let (desk, play) = (Arc::clone(self), Arc::clone(&play));
            *script = Some(tokio::spawn(async move { desk.run(&play).await }));
        }
    }

    async fn run(self: &Arc<Self>, play: &Arc<Play>) {
        let start_ms = self.world.clock.now_ms();
        for step in script::steps() {
            tokio::select! {
                biased;
                () = self.world.shutdown.draining() => return,
                () = self.world.clock.sleep_until(start_ms + step.at_ms) => {}
            }
            if let Some(caption) = step.caption {
                play.told().caption = Some(caption);
            }
            self.act(play, step.act);
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        self.end(play);
    }

    /// The script is over: everything is in the hands of whoever watches, at the pace of real life.
    pub(super) fn end(&self, play: &Play) {
        let mut told = play.told();
        told.ended = true;
        told.caption = Some(TURN);
        drop(told);
        self.set_speed(1);
    }

    /// Stops the script.
    pub(super) fn try_it(&self) {
        let play = self.play();
        if let Some(script) = &*play.script.lock().unwrap_or_else(PoisonError::into_inner) {
            script.abort();
        }
        self.world.sim.clear_faults();
        self.end(&play);
    }

    /// Does what the script says, without waiting for what follows.
    fn act(self: &Arc<Self>, play: &Arc<Play>, act: Act) {
        let lang = self.hand().lang;
        if let [Some(fr), Some(en)] = [act.told(Lang::Fr), act.told(Lang::En)] {
            play.outside(self.world.app.now(), fr, en);
        }
        match act {
            Act::Say(who, words) => {
                drop(self.say(play, who, Content::Text(words.get(lang).to_owned())));
            }
            Act::Photo(who, picture, words) => {
                drop(self.say(
                    play,
                    who,
                    Content::Photo(picture, words.get(lang).to_owned()),
                ));
            }
            Act::Again(who) => {
                let (desk, play) = (Arc::clone(self), Arc::clone(play));
                tokio::spawn(async move { play.round.again(&desk.world, who).await });
            }
            Act::Fault(fault, times) => self.world.sim.fault(fault, times),
            Act::Crowd(code) => {
                for index in 0..CROWD {
                    drop(self.say(play, Who::Crowd(index), Content::Text(code.to_owned())));
                }
            }
            Act::Wait => {}
        }
    }

    /// Somebody writes; how long her answer takes is measured.
    ///
    /// The task ends when the message is acknowledged.
    pub(super) fn say(
        self: &Arc<Self>,
        play: &Arc<Play>,
        who: Who,
        content: Content,
    ) -> JoinHandle<()> {
        let (desk, play) = (Arc::clone(self), Arc::clone(play));
        tokio::spawn(async move {
            let before = desk.world.sim.accepted_for(&who.address()).len();
            let watch = Stopwatch::start();
            play.round.say(&desk.world, who, content).await;
            tokio::spawn(async move { desk.measure(&play, who, before, watch).await });
        })
    }

    /// Waits for the answer to somebody who had received `before` messages.
    async fn measure(&self, play: &Play, who: Who, before: usize, watch: Stopwatch) {
        let to = who.address();
        while watch.elapsed() < ANSWER {
            if self.world.sim.accepted_for(&to).len() > before {
                play.answers.add(watch.elapsed());
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// The network delivers the last message of all once more.
    pub(super) async fn again(&self) {
        let play = self.play();
        let last = play.round.said().last().map(|said| said.who);
        if let Some(who) = last {
            play.round.again(&self.world, who).await;
        }
    }

    /// Marie shows something new, and twenty people want it at once.
    pub(super) fn crowd(self: &Arc<Self>) {
        let play = self.play();
        let code = {
            let mut told = play.told();
            told.next_code += 1;
            format!("C{:02}", told.next_code)
        };
        let (desk, now) = (Arc::clone(self), self.world.app.now());
        play.outside(
            now,
            format!("20 clientes écrivent {code} d'un coup"),
            format!("20 customers write {code} at once"),
        );
        tokio::spawn(async move {
            play.round
                .say(&desk.world, Who::Marie, Content::Text(code.clone()))
                .await;
            for index in 0..CROWD {
                drop(desk.say(&play, Who::Crowd(index), Content::Text(code.clone())));
            }
        });
    }

    /// Cuts the provider off, or brings it back.
    pub(super) async fn cut(&self) {
        let down = {
            let mut hand = self.lock_hand();
            hand.provider_down = !hand.provider_down;
            hand.provider_down
        };
        let now = self.world.app.now();
        match down {
            true => {
                self.world.sim.refuse_connections().await;
                self.play().outside(
                    now,
                    "le fournisseur est coupé".to_owned(),
                    "the provider is cut off".to_owned(),
                );
            }
            false => self.restore().await,
        }
    }

    async fn restore(&self) {
        self.lock_hand().provider_down = false;
        if let Err(error) = self.world.sim.accept_connections().await {
            tracing::error!(%error, "the stand-in of the provider does not come back");
        }
        let now = self.world.app.now();
        self.play().outside(
            now,
            "le fournisseur est rétabli".to_owned(),
            "the provider is back".to_owned(),
        );
    }

    /// Changes the pace; 0 pauses, and 0 again goes on as before.
    pub(super) fn set_speed(&self, speed: u32) {
        let mut hand = self.lock_hand();
        let paused = self.world.clock.speed() == Some(0);
        match (speed, paused) {
            (0, true) => drop(self.world.clock.set_speed(hand.pace)),
            (0, false) => drop(self.world.clock.set_speed(0)),
            (speed, _) => {
                hand.pace = speed;
                self.world.clock.set_speed(speed);
            }
        }
    }

    /// Begins another live, in another shop.
    pub(super) async fn again_from_the_start(self: &Arc<Self>) -> Result<(), DemoError> {
        if let Some(script) = &*self
            .play()
            .script
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
        {
            script.abort();
        }
        self.world.sim.clear_faults();
        if self.hand().provider_down {
            self.restore().await;
        }
        let hand = {
            let mut hand = self.lock_hand();
            hand.rounds += 1;
            hand.pace = self.speed;
            *hand
        };
        let before = self.play().round.shop;
        let play = Play::open(&self.world, hand.rounds, hand.lang).await?;
        *self.play.write().unwrap_or_else(PoisonError::into_inner) = play;
        self.begin();
        self.leave(before).await
    }

    /// Whoever looks at a round that is over is signed out, and her pages hear of it: they would show it for ever.
    async fn leave(&self, shop: ShopId) -> Result<(), DemoError> {
        let store = self.world.app.store.clone();
        blocking(move || {
            let users = store.users(Some(shop))?;
            users
                .iter()
                .try_for_each(|user| store.close_sessions(user.id))
        })
        .await?;
        self.world
            .app
            .engine
            .system(shop, Action::CloseLive)
            .await?;
        Ok(())
    }

    /// Speaks another language, the shop included.
    pub(super) async fn speak(&self, lang: Lang) -> Result<(), DemoError> {
        self.lock_hand().lang = lang;
        let shop = self.play().round.shop;
        let engine = &self.world.app.engine;
        let mut settings = engine.look(shop, |shop| shop.settings().clone()).await?;
        settings.lang = match lang {
            Lang::Fr => snapsell_core::Lang::Fr,
            Lang::En => snapsell_core::Lang::En,
        };
        engine
            .system(shop, Action::Configure(Box::new(settings)))
            .await?;
        Ok(())
    }
}

impl Play {
    async fn open(world: &World, number: u32, lang: Lang) -> Result<Arc<Self>, DemoError> {
        let round = Round::open(world, number, lang).await?;
        let ledger = Ledger::new(world.app.store.clone(), round.shop);
        Ok(Arc::new(Self {
            round,
            answers: Answers::default(),
            told: Mutex::new(Told {
                ledger,
                lines: Vec::new(),
                outside: Vec::new(),
                caption: None,
                ended: false,
                checks: 0,
                breach: None,
                next_code: 3,
            }),
            script: Mutex::new(None),
        }))
    }

    pub(super) fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn outside(&self, at: Timestamp, fr: String, en: String) {
        self.told().outside.push(Outside { at, text: [fr, en] });
    }
}
