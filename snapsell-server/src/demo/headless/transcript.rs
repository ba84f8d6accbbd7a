//! What followed a step: what people were told, what happened, and how sending went.

use std::collections::{BTreeMap, BTreeSet};

use snapsell_core::Shop;
use snapsell_store::{OutboxState, ReplyRow};

use super::clock_words;
use crate::demo::check::Breach;
use crate::demo::ledger::Ledger;
use crate::demo::round::Round;
use crate::demo::world::{DemoError, World};
use crate::talk::{Both, Lang};

const TO: Both = Both {
    fr: "à {0} : {1}",
    en: "to {0}: {1}",
};
const AGAIN: Both = Both {
    fr: "! pas encore parti pour {0} (essai {1}), nouvel essai à {2}",
    en: "! not sent to {0} yet (attempt {1}), next one at {2}",
};
const DOUBT: Both = Both {
    fr: "! réponse perdue pour {0} : on cherche avant de renvoyer",
    en: "! answer lost for {0}: looked up before it is sent again",
};
const WITHHELD: Both = Both {
    fr: "! retenu pour {0} ({1})",
    en: "! withheld from {0} ({1})",
};
const NOTHING: Both = Both {
    fr: "· rien : déjà connu",
    en: "· nothing: known already",
};

/// Reads the store after each step and tells what is new.
pub(super) struct Transcript {
    ledger: Ledger,
    /// Messages that were written down as sent.
    sent: BTreeSet<String>,
    /// Attempts of unfinished replies that were written down.
    tried: BTreeMap<i64, u32>,
    /// Replies that need no second look.
    settled_until: i64,
    duplicates: usize,
}

impl Transcript {
    pub(super) fn new(world: &World, round: &Round) -> Self {
        Self {
            ledger: Ledger::new(world.app.store.clone(), round.shop),
            sent: BTreeSet::new(),
            tried: BTreeMap::new(),
            settled_until: 0,
            duplicates: 0,
        }
    }

    pub(super) fn replica(&self) -> &Shop {
        &self.ledger.replica
    }

    pub(super) fn ledger(&mut self) -> &mut Ledger {
        &mut self.ledger
    }

    /// The lines that are new since the last call.
    pub(super) fn told(
        &mut self,
        world: &World,
        round: &Round,
        lang: Lang,
    ) -> Result<Result<Vec<String>, Breach>, DemoError> {
        let facts = match self.ledger.advance()? {
            Ok(facts) => facts,
            Err(breach) => return Ok(Err(breach)),
        };
        let mut lines = self.messages(world, round, lang)?;
        lines.extend(
            facts
                .into_iter()
                .map(|line| format!("* {}", line.text(lang))),
        );
        let duplicates = round.duplicates().len();
        if duplicates > self.duplicates {
            self.duplicates = duplicates;
            lines.push(NOTHING.get(lang).to_owned());
        }
        Ok(Ok(lines))
    }

    fn messages(
        &mut self,
        world: &World,
        round: &Round,
        lang: Lang,
    ) -> Result<Vec<String>, DemoError> {
        let replies = world.app.store.replies(round.shop, self.settled_until)?;
        let fresh = |reply: &ReplyRow| {
            reply
                .provider_id
                .as_ref()
                .is_some_and(|id| !self.sent.contains(id))
        };
        let texts: BTreeMap<String, String> = match replies.iter().any(fresh) {
            true => round
                .accepted(world)
                .into_iter()
                .map(|message| (message.sid.as_str().to_owned(), message.body))
                .collect(),
            false => BTreeMap::new(),
        };
        let mut lines = Vec::new();
        let mut all_settled = true;
        for reply in &replies {
            self.ledger.meet(reply.customer)?;
            let open = self.reply(reply, &texts, lang, &mut lines);
            all_settled &= !open;
            if all_settled {
                self.settled_until = reply.id;
            }
        }
        Ok(lines)
    }

    /// Tells what is new about one reply; whether there may be more to tell.
    fn reply(
        &mut self,
        reply: &ReplyRow,
        texts: &BTreeMap<String, String>,
        lang: Lang,
        lines: &mut Vec<String>,
    ) -> bool {
        let name = self.ledger.name(reply.customer);
        match reply.state {
            OutboxState::Sent
            | OutboxState::Delivered
            | OutboxState::Read
            | OutboxState::Failed => {
                let id = reply.provider_id.clone().unwrap_or_default();
                if let Some(text) = texts.get(&id).filter(|_| self.sent.insert(id.clone())) {
                    let text = text.replace("\n\n", "\n").replace('\n', "\n      ");
                    lines.push(TO.fill(lang, &[&name, &text]));
                }
                false
            }
            OutboxState::Withheld | OutboxState::Dead => {
                let reason = match reply.reason.as_deref().unwrap_or_default() {
                    "opted_out" => "STOP",
                    other => other,
                };
                lines.push(WITHHELD.fill(lang, &[&name, reason]));
                false
            }
            OutboxState::Pending
            | OutboxState::Retry
            | OutboxState::Sending
            | OutboxState::Unknown => {
                let before = self.tried.insert(reply.id, reply.attempts).unwrap_or(0);
                if reply.attempts > before {
                    let in_doubt = reply.state == OutboxState::Unknown;
                    let at = clock_words(reply.next_at);
                    lines.push(match in_doubt {
                        true => DOUBT.fill(lang, &[&name]),
                        false => AGAIN.fill(lang, &[&name, &reply.attempts.to_string(), &at]),
                    });
                }
                true
            }
        }
    }
}
