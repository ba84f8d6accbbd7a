//! One history: steps drawn from a seed, each independent of the others, so that any of them can be left out.

mod end;
mod network;

use std::collections::BTreeMap;

use snapsell_powerloss::{Disk, Fault, rig};

use crate::base::{Base, NODES};
use crate::chance::Chance;
use crate::judge::{Judge, Written};
use crate::node::{Node, Post, inbox};
use crate::people::{self, SHOPS};
use crate::provider::{Mood, Provider};

/// What one history came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Messages that people wrote.
    pub messages: u64,
    /// Deliveries of them, repeated ones included.
    pub deliveries: u64,
    /// Messages that the provider accepted.
    pub sent: u64,
    /// Entries of the journals.
    pub entries: u64,
    /// Processes killed.
    pub kills: u64,
    /// Power cuts.
    pub cuts: u64,
    /// Faults of the disk that struck.
    pub faults: u64,
    /// Journals and replies, in short.
    pub hash: String,
}

/// What went wrong, and at which step; the last one is the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The step.
    pub step: u64,
    /// In words.
    pub what: String,
}

struct Message {
    written: Written,
    post: Post,
    acked: bool,
}

struct World<'a> {
    seed: u64,
    step: u64,
    disk: &'a Disk,
    provider: Provider,
    nodes: BTreeMap<u32, Node>,
    now_ms: i64,
    messages: Vec<Message>,
    /// Deliveries to come: when, which message, for the how manieth time.
    due: Vec<(i64, usize, u32)>,
    armed_until: u64,
    mood_until: u64,
    judge: Judge,
    report: Report,
}

/// Plays the given steps of a seed and judges. Everything happens on this thread.
///
/// # Errors
/// [`Failure`], with the step at which it showed.
pub fn run(base: &Base, seed: u64, steps: &[u64]) -> Result<Report, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let runtime = runtime.expect("a runtime of one thread");
    base.disk.restore(&base.image, seed);
    let mut world = World {
        seed,
        step: 0,
        disk: &base.disk,
        provider: Provider::new(rig::START.millis()),
        nodes: BTreeMap::new(),
        now_ms: rig::START.millis(),
        messages: Vec::new(),
        due: Vec::new(),
        armed_until: 0,
        mood_until: 0,
        judge: Judge::default(),
        report: Report::default(),
    };
    let played = runtime.block_on(async {
        for &step in steps {
            world.one(step).await?;
        }
        world.step = steps.last().map_or(0, |last| last + 1);
        world.end().await
    });
    let report = played.map_err(|what| Failure {
        step: world.step,
        what,
    });
    world.nodes.clear();
    report?;
    Ok(world.report)
}

type Done = Result<(), String>;

impl World<'_> {
    async fn one(&mut self, step: u64) -> Done {
        let mut chance = Chance::new(self.seed, step);
        self.step = step;
        {
            let mut provider = self.provider.state();
            provider.step = step;
            provider.now_ms = self.now_ms;
            provider.chance = Chance::new(!self.seed, step);
            if step >= self.mood_until {
                provider.mood = Mood::default();
            }
        }
        if step >= self.armed_until {
            self.disarm();
        }
        self.revive(&mut chance)?;
        match chance.below(100) {
            0..=44 => self.talk(&mut chance),
            45..=60 => self.send(&mut chance).await?,
            61..=68 => self.tick(&mut chance).await?,
            69..=80 => self.pass(&mut chance),
            81..=85 => self.arm(&mut chance),
            86..=88 => self.upset(&mut chance),
            89..=90 => self.kill(&mut chance),
            91 => self.cut()?,
            92 => self.leap(&mut chance),
            93 => self.forge(&mut chance).await?,
            94..=95 => self.housekeeping(&mut chance),
            96..=97 => self.repeat(&mut chance),
            _ => self.restart(&mut chance)?,
        }
        self.deliver(&mut chance, 4).await?;
        self.callbacks(&mut chance).await?;
        self.bury();
        self.judge.look(self.disk, &self.provider.state().sent)
    }

    fn pick(&self, chance: &mut Chance) -> Option<u32> {
        let up: Vec<u32> = self.nodes.keys().copied().collect();
        (!up.is_empty()).then(|| chance.pick(&up))
    }

    /// Servers that ended are started again, most of the time.
    fn revive(&mut self, chance: &mut Chance) -> Done {
        for number in 0..NODES {
            let soon = if self.nodes.is_empty() { 800 } else { 350 };
            if !self.nodes.contains_key(&number) && (self.step == 0 || chance.permil(soon)) {
                self.start(number, chance)?;
            }
        }
        Ok(())
    }

    /// Starts a server; its clock may be ahead of or behind the others.
    fn start(&mut self, number: u32, chance: &mut Chance) -> Done {
        self.disarm();
        let skew = if chance.permil(300) {
            i64::try_from(chance.below(8_000)).expect("small") - 4_000
        } else {
            0
        };
        let node = Node::start(number, self.disk, &self.provider, self.now_ms + skew)?;
        node.app
            .greet()
            .map_err(|error| format!("node {number} cannot say that it lives: {error}"))?;
        self.nodes.insert(number, node);
        self.judge.nothing_is_gone(self.disk)
    }

    fn bury(&mut self) {
        let before = self.nodes.len();
        self.nodes.retain(|_, node| node.is_up());
        self.report.kills += (before - self.nodes.len()) as u64;
    }

    fn disarm(&mut self) {
        self.report.faults += u64::from(self.disk.disarm());
    }

    fn talk(&mut self, chance: &mut Chance) {
        for _ in 0..=chance.below(8) {
            self.advance(i64::try_from(chance.below(600)).expect("small"));
            let shop = usize::from(chance.permil(300));
            let (phone, words) = people::message(chance);
            let photo = chance.permil(30);
            let sid = format!("SM{:016x}{:016x}", self.step + 1, chance.number());
            let form = people::form(shop, &phone, &words, &sid, photo);
            {
                let mut provider = self.provider.state();
                provider.receive(shop, &sid, &phone, &words, photo);
            }
            let post = Post {
                target: inbox(shop),
                form,
                token: SHOPS[shop].3,
            };
            let index = self.messages.len();
            self.messages.push(Message {
                written: Written { sid, shop, phone },
                post,
                acked: false,
            });
            // Some webhooks get lost for good, some come late, some twice.
            if chance.permil(985) {
                let late = if chance.permil(60) {
                    chance.below(400_000)
                } else {
                    chance.below(900)
                };
                self.due
                    .push((self.now_ms + i64::try_from(late).expect("small"), index, 0));
            }
            if chance.permil(50) {
                let later = i64::try_from(chance.below(600_000)).expect("small");
                self.due.push((self.now_ms + later, index, 3));
            }
        }
    }

    /// Moves everybody's time.
    fn advance(&mut self, by_ms: i64) {
        self.now_ms += by_ms;
        self.provider.state().now_ms = self.now_ms;
        for node in self.nodes.values() {
            node.pass(by_ms);
        }
    }

    fn pass(&mut self, chance: &mut Chance) {
        let seconds = match chance.below(10) {
            0..=5 => 1 + chance.below(30),
            6..=8 => 60 + chance.below(300),
            _ => 900,
        };
        self.advance(i64::try_from(seconds * 1_000).expect("small"));
    }

    async fn send(&mut self, chance: &mut Chance) -> Done {
        for _ in 0..=chance.below(3) {
            let Some(number) = self.pick(chance) else {
                return Ok(());
            };
            self.nodes[&number].send().await?;
            self.bury();
        }
        Ok(())
    }

    async fn tick(&mut self, chance: &mut Chance) -> Done {
        if let Some(number) = self.pick(chance) {
            self.nodes[&number].tick().await?;
        }
        Ok(())
    }

    fn arm(&mut self, chance: &mut Chance) {
        let fault = chance.pick(&[
            Fault::Once,
            Fault::FromThenOn,
            Fault::Full,
            Fault::Busy,
            Fault::ShortRead,
            Fault::Kill,
            Fault::Kill,
            Fault::Cut,
        ]);
        self.disk.arm(chance.below(120), fault);
        self.armed_until = self.step + 1 + chance.below(6);
    }

    fn upset(&mut self, chance: &mut Chance) {
        let mut some = |most: u64| {
            if chance.permil(500) {
                chance.below(most)
            } else {
                0
            }
        };
        let mood = Mood {
            down: some(900),
            refuses: some(600),
            breaks_off: some(600),
            kills: some(300),
            unreachable: some(100),
            loses_callbacks: some(900),
            lists_fail: some(700),
        };
        self.provider.state().mood = mood;
        self.mood_until = self.step + 2 + chance.below(15);
    }

    fn kill(&mut self, chance: &mut Chance) {
        if let Some(number) = self.pick(chance) {
            self.disk.kill(number);
        }
    }

    fn cut(&mut self) -> Done {
        self.disk.cut();
        self.report.cuts += 1;
        self.bury();
        self.judge.nothing_is_gone(self.disk)
    }

    /// One clock leaps ahead, by less than the minute that looking a message up allows; it is right after a restart.
    fn leap(&mut self, chance: &mut Chance) {
        if let Some(number) = self.pick(chance) {
            let node = &self.nodes[&number];
            let ahead = node.now().millis() - self.now_ms;
            let by = i64::try_from(chance.below(45_000)).expect("small");
            node.pass((by - ahead).max(0));
        }
    }

    async fn forge(&mut self, chance: &mut Chance) -> Done {
        let Some(number) = self.pick(chance) else {
            return Ok(());
        };
        let (phone, words) = people::message(chance);
        let sid = format!("SM{:032x}", chance.number());
        let post = Post {
            target: inbox(0),
            form: people::form(0, &phone, &words, &sid, false),
            token: "guessed",
        };
        let other = Post {
            form: people::form(1, &phone, &words, &sid, false),
            token: SHOPS[0].3,
            ..post.clone()
        };
        for answer in self.nodes[&number].post(&[post, other]).await? {
            if matches!(answer, Some(200..=299)) {
                return Err("a forged message was believed".to_owned());
            }
        }
        Ok(())
    }

    fn housekeeping(&mut self, chance: &mut Chance) {
        if let Some(number) = self.pick(chance) {
            let app = &self.nodes[&number].app;
            // What fails here shows in what is lost, or nowhere.
            let _ = app.store.heartbeat(app.now());
            let _ = app.store.checkpoint();
        }
    }

    /// The network delivers something again that came long ago.
    fn repeat(&mut self, chance: &mut Chance) {
        for _ in 0..3 {
            if let Some(count) = u64::try_from(self.messages.len())
                .ok()
                .filter(|&count| count > 0)
            {
                let index = usize::try_from(chance.below(count)).expect("small");
                self.due.push((self.now_ms, index, 3));
            }
        }
    }

    fn restart(&mut self, chance: &mut Chance) -> Done {
        if let Some(number) = self.pick(chance) {
            if let Some(node) = self.nodes.remove(&number) {
                node.app.engine.stop();
            }
            self.start(number, chance)?;
        }
        Ok(())
    }
}
