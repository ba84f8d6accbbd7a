//! What must hold at every moment, looked at from outside: journal, read models, units, messages in and out.

use std::collections::{BTreeMap, BTreeSet};

use snapsell_core::{ItemId, OrderStatus, ShopId};
use snapsell_store::{OutboxState, ReplyRow, Store, StoreError};

/// Something that must never be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Breach(String);

impl Breach {
    pub(super) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// What the world outside saw, to be compared with what the store says.
#[derive(Debug, Clone, Default)]
pub struct Check {
    /// Ids of the messages that were acknowledged with 200.
    pub acknowledged: BTreeSet<String>,
    /// Ids of all messages that were ever posted.
    pub posted: BTreeSet<String>,
    /// Ids of the messages that the provider accepted from this shop, in order.
    pub accepted: Vec<String>,
    /// Whether nothing is under way.
    pub quiet: bool,
}

impl Check {
    /// Holds the store against all of it. The first breach is returned.
    ///
    /// # Errors
    /// The store's own.
    pub fn of(&self, store: &Store, shop: ShopId) -> Result<Result<(), Breach>, StoreError> {
        let report = store.audit(shop)?;
        if let Some(violation) = report.violation {
            let place = match (violation.version, &violation.row) {
                (Some(version), _) => format!("entry {}", version.get()),
                (None, Some(row)) => row.clone(),
                (None, None) => "the store".to_owned(),
            };
            return Ok(Err(Breach(format!("{place}: {}", violation.what))));
        }
        let doubled = double_allocations(store, shop)?;
        if doubled > 0 {
            return Ok(Err(Breach(format!(
                "{doubled} unit(s) given to two customers"
            ))));
        }
        let received: Vec<String> = store
            .received(shop)?
            .into_iter()
            .map(|row| row.native_id)
            .collect();
        if let Err(breach) = self.inbox(&received) {
            return Ok(Err(breach));
        }
        Ok(self.outbox(&store.replies(shop, 0)?))
    }

    /// What was acknowledged is in the inbox once, and nothing is there that nobody sent.
    fn inbox(&self, received: &[String]) -> Result<(), Breach> {
        let distinct: BTreeSet<&String> = received.iter().collect();
        if distinct.len() != received.len() {
            return Err(Breach("a message is in the inbox twice".to_owned()));
        }
        if let Some(lost) = self.acknowledged.iter().find(|id| !distinct.contains(id)) {
            return Err(Breach(format!(
                "message {lost} was acknowledged and is not in the inbox"
            )));
        }
        match received.iter().find(|id| !self.posted.contains(*id)) {
            Some(forged) => Err(Breach(format!(
                "message {forged} is in the inbox and nobody sent it"
            ))),
            None => Ok(()),
        }
    }

    /// What the provider accepted is known as sent, once; everything else has a reason or a next try.
    fn outbox(&self, replies: &[ReplyRow]) -> Result<(), Breach> {
        let mut sent: BTreeSet<&str> = BTreeSet::new();
        let mut in_doubt = 0;
        for reply in replies {
            match reply.state {
                OutboxState::Sent
                | OutboxState::Delivered
                | OutboxState::Read
                | OutboxState::Failed => {
                    let Some(id) = &reply.provider_id else {
                        return Err(Breach(format!("reply {} is sent and has no id", reply.id)));
                    };
                    sent.insert(id);
                }
                OutboxState::Withheld | OutboxState::Dead => {
                    if reply.reason.as_deref().is_none_or(str::is_empty) {
                        return Err(Breach(format!(
                            "reply {} was withheld without a reason",
                            reply.id
                        )));
                    }
                }
                OutboxState::Sending | OutboxState::Unknown => in_doubt += 1,
                OutboxState::Pending | OutboxState::Retry if self.quiet && reply.attempts == 0 => {
                    return Err(Breach(format!("reply {} was never tried", reply.id)));
                }
                OutboxState::Pending | OutboxState::Retry => {}
            }
        }
        let accepted: BTreeSet<&str> = self.accepted.iter().map(String::as_str).collect();
        if accepted.len() != self.accepted.len() {
            return Err(Breach("the provider has a message twice".to_owned()));
        }
        if let Some(id) = sent.iter().find(|id| !accepted.contains(*id)) {
            return Err(Breach(format!(
                "reply {id} is sent and the provider has never seen it"
            )));
        }
        match accepted.difference(&sent).count() {
            extra if extra > in_doubt => Err(Breach(format!(
                "the provider has {extra} message(s) more than were sent"
            ))),
            _ => Ok(()),
        }
    }
}

/// Units that two holds, two orders, or a hold and an order have.
pub(super) fn double_allocations(store: &Store, shop: ShopId) -> Result<usize, StoreError> {
    let mut owners: BTreeMap<(ItemId, u16), usize> = BTreeMap::new();
    for hold in store.holds(shop)? {
        for slot in hold.slots.iter() {
            *owners.entry((hold.item, slot)).or_default() += 1;
        }
    }
    for row in store.orders(shop)? {
        if let OrderStatus::Cancelled(_) = row.order.status {
            continue;
        }
        for line in &row.order.lines {
            for slot in line.slots.iter() {
                *owners.entry((line.item, slot)).or_default() += 1;
            }
        }
    }
    Ok(owners.values().filter(|&&count| count > 1).count())
}
