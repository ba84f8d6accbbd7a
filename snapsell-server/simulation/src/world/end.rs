//! The end of a history: the faults stop, everything settles, the judge does its sums.

use snapsell_core::{ShopId, Timestamp};
use snapsell_powerloss::rig;

use super::{Done, Report, World};
use crate::base::NODES;
use crate::chance::Chance;
use crate::judge::Written;
use crate::node::Node;
use crate::provider::Mood;

/// Rounds in which everything must have settled.
const ROUNDS_MAX: u64 = 100;
/// How long it stays quiet afterwards.
const QUIET_MS: i64 = 2 * 3_600_000;

impl World<'_> {
    /// All faults stop. Whatever was missed is fetched, time passes, and then everything must have ended well.
    pub(super) async fn end(&mut self) -> Done {
        self.disarm();
        {
            let mut provider = self.provider.state();
            provider.step = self.step;
            provider.mood = Mood::default();
            provider.chance = Chance::new(self.seed, self.step);
        }
        let mut chance = Chance::new(self.seed, self.step);
        // Clocks agree from now on; none goes back.
        let latest = self
            .nodes
            .values()
            .map(|node| node.now().millis())
            .max()
            .unwrap_or(0);
        self.advance((latest - self.now_ms).max(0) + 10_000);
        self.nodes.clear();
        for number in 0..NODES {
            let node = Node::start(number, self.disk, &self.provider, self.now_ms)?;
            node.app.greet().map_err(|error| error.to_string())?;
            self.nodes.insert(number, node);
        }
        self.judge.nothing_is_gone(self.disk)?;
        if !self.nodes[&0]
            .catch_up(Timestamp::from_millis(rig::START.millis()))
            .await?
        {
            return Err("what was missed cannot be fetched".to_owned());
        }
        // Who opted in again by a message that was fetched only now may be sent what she had refused: the judge has
        // to know before anything leaves.
        self.judge.look(self.disk, &self.provider.state().sent)?;
        self.rounds(&mut chance).await?;
        self.account()
    }

    /// Lets time pass until nothing waits any more, then hours at once: nothing may come of what is over.
    async fn rounds(&mut self, chance: &mut Chance) -> Done {
        let mut quiet = false;
        for round in 0..ROUNDS_MAX {
            self.advance(if round % 3 == 0 { 120_000 } else { 5_000 });
            for number in 0..NODES {
                let node = &self.nodes[&number];
                node.tick().await?;
                while node.send().await? > 0 {}
            }
            self.deliver(chance, u32::MAX).await?;
            self.callbacks(chance).await?;
            // As after every step: what the next round sends is judged by what this one delivered.
            self.judge.look(self.disk, &self.provider.state().sent)?;
            let waits = !self.due.is_empty()
                || !self.provider.state().callbacks.is_empty()
                || self.judge.waits(self.disk)?;
            match (waits, quiet) {
                (false, true) => break,
                (false, false) => self.advance(QUIET_MS),
                (true, _) => {}
            }
            quiet = !waits;
        }
        Ok(())
    }

    fn account(&mut self) -> Done {
        let written: Vec<Written> = self
            .messages
            .iter()
            .map(|message| message.written.clone())
            .collect();
        let sent = self.provider.state().sent.clone();
        self.judge.settle(self.disk, &written, &sent)?;
        for shop in 1..=2 {
            let audit = self.nodes[&0]
                .app
                .store
                .audit(ShopId::new(shop))
                .map_err(|error| error.to_string())?;
            if let Some(violation) = audit.violation {
                return Err(format!("the audit of shop {shop} finds {violation:?}"));
            }
        }
        let (entries, hash) = self.judge.hash(self.disk)?;
        self.report = Report {
            messages: written.len() as u64,
            sent: sent.len() as u64,
            entries,
            hash,
            ..self.report.clone()
        };
        Ok(())
    }
}
