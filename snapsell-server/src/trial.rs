//! The customer of a trial. Nobody at the provider can have her name, so the rules serve her like anybody, what the shop
//! tells her is shown on the page of the trial, and nothing of it is ever sent.

use snapsell_core::{Actor, Content, CustomerId, Entry, Reply, Say, ShopId, Timestamp};
use snapsell_store::{ContactDetails, LiveRow, Outgoing, Store, StoreError};

use crate::engine::{Incoming, Sender};

/// The channel's id of her. A real one is two capitals, a dot, letters and digits: what the provider says never reads as
/// this one.
pub const CUSTOMER: &str = "trial:customer";
/// Why a reply to her, or about her, is withheld.
pub const WITHHELD: &str = "trial";

/// Her number in this shop; `None` where nobody tried anything.
///
/// # Errors
/// The store's own.
pub fn customer(store: &Store, shop: ShopId) -> Result<Option<CustomerId>, StoreError> {
    store.known_contact(shop, CUSTOMER)
}

/// What the trials of a shop left in its rows once they were over. No list and no number shows it.
#[derive(Debug, Default)]
pub(crate) struct Left {
    /// The test customer, while no trial runs.
    pub(crate) her: Option<CustomerId>,
    /// When the shop was only tried.
    times: Vec<(Timestamp, Timestamp)>,
}

impl Left {
    /// Reads the disk.
    pub(crate) fn of(store: &Store, shop: ShopId) -> Result<Self, StoreError> {
        let runs = store.trial(shop)?.is_some();
        let her = if runs { None } else { customer(store, shop)? };
        let times = store.tried(shop)?;
        Ok(Self { her, times })
    }

    /// Whether the shop was only tried then.
    pub(crate) fn was_at(&self, at: Timestamp) -> bool {
        let mut times = self.times.iter();
        times.any(|(from, until)| (*from..=*until).contains(&at))
    }

    /// Whether an entry is part of it.
    pub(crate) fn has(&self, entry: &Entry) -> bool {
        let hers = match entry.by {
            Actor::Customer(who) => Some(who) == self.her,
            Actor::Seller(_) | Actor::Team(_) | Actor::System => false,
        };
        hers || self.was_at(entry.at)
    }

    /// The newest lives, at most `most`, of which it is none. Reads the disk.
    pub(crate) fn newest_lives(
        &self,
        store: &Store,
        shop: ShopId,
        most: usize,
    ) -> Result<Vec<LiveRow>, StoreError> {
        // Each of those times may have had some, but seldom more than one.
        let mut lives = store.newest_lives(shop, most + self.times.len() * 2)?;
        lives.retain(|live| !self.was_at(live.opened_at));
        lives.truncate(most);
        Ok(lives)
    }
}

/// A message of hers; the same `id` twice is one message.
#[must_use]
pub fn message(id: u128, name: &str, words: &str) -> Incoming {
    Incoming {
        native_id: format!("trial:{id:032x}"),
        sender: Sender {
            phone: None,
            user_id: Some(CUSTOMER.to_owned()),
            name: Some(name.to_owned()),
        },
        content: Content::Text(words.to_owned()),
        words: None,
        media: Vec::new(),
    }
}

/// Whether these are her details.
pub(crate) fn is_hers(details: &ContactDetails) -> bool {
    details.user_id.as_deref() == Some(CUSTOMER)
}

/// Whether every reply of a message is to her, or tells a seller about her: then it is not for the provider. Reads the
/// disk.
pub(crate) fn concerns(store: &Store, message: &Outgoing) -> Result<bool, StoreError> {
    let details = store.contact_details(message.shop, message.customer)?;
    if details.as_ref().is_some_and(is_hers) {
        return Ok(true);
    }
    for row in &message.rows {
        if !is_about_her(store, message.shop, &row.reply)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a seller is told of something that she did by herself. Answers to what a seller wrote are the seller's own.
pub(crate) fn is_about_her(store: &Store, shop: ShopId, reply: &Reply) -> Result<bool, StoreError> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "these three are told to sellers who did not ask"
    )]
    let about = match &reply.say {
        Say::ProofToReview { customer, .. }
        | Say::ReviewOverdue { customer, .. }
        | Say::DepositToReturn { customer, .. }
        | Say::DepositUsed { customer, .. }
        | Say::ReceiptLeft { customer, .. } => *customer,
        _ => return Ok(false),
    };
    let details = store.contact_details(shop, about)?;
    Ok(details.as_ref().is_some_and(is_hers))
}

#[cfg(test)]
mod tests {
    use snapsell_twilio::{Address, MessageSid};

    use super::*;

    #[test]
    fn neither_her_name_nor_the_id_of_her_messages_can_come_from_the_provider() {
        let said = message(7, "Cliente d'essai", "A12");
        assert!(Address::from_exposed(CUSTOMER).is_err());
        assert!(Address::parse(&format!("whatsapp:{CUSTOMER}")).is_err());
        assert!(MessageSid::parse(&said.native_id).is_err());
        assert_eq!(said.sender.user_id.as_deref(), Some(CUSTOMER));
        assert_eq!(said.command_id(), message(7, "x", "y").command_id());
    }
}
