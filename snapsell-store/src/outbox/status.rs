//! What the provider says later: only forward, and it settles what nobody knew.

use super::rows::{self, Stored};
use super::{DeliveryStatus, OutboxState, Outgoing};
use crate::error::StoreError;
use crate::store::Store;
use crate::words::word;
use rusqlite::{Connection, OptionalExtension, params};
use snapsell_core::{Class, CustomerId, ShopId, Timestamp};

/// Replies of a shop that are searched for a message that is named by the provider's id alone.
pub(crate) const SEARCHED_MAX: i64 = 20_000;

/// One status callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusUpdate<'a> {
    /// Whose.
    pub shop: ShopId,
    /// The provider's id of the message.
    pub provider_id: &'a str,
    /// Our own id of it, when the callback carries it.
    pub mid: Option<&'a str>,
    /// What it says.
    pub status: DeliveryStatus,
    /// The provider's error code.
    pub error: Option<u32>,
    /// When the provider could not deliver, but may later: not before this. Not for reminders, which are of no use then.
    pub again_at: Option<Timestamp>,
}

/// What a status changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusEffect {
    /// It belongs to no message of this shop.
    Unmatched,
    /// It says nothing new.
    Unchanged,
    /// The message is further than before.
    Moved {
        /// To whom it was.
        customer: CustomerId,
        /// How far it was.
        from: OutboxState,
        /// How far it is.
        to: OutboxState,
    },
    /// Nobody knew that the provider had it; now it counts as sent.
    Adopted(Box<Outgoing>),
}

impl Store {
    /// Takes one status of the provider.
    ///
    /// # Errors
    /// The store's own.
    pub fn status(
        &self,
        shop: ShopId,
        provider_id: &str,
        mid: Option<&str>,
        status: DeliveryStatus,
        error: Option<u32>,
        now: Timestamp,
    ) -> Result<StatusEffect, StoreError> {
        let update = StatusUpdate {
            shop,
            provider_id,
            mid,
            status,
            error,
            again_at: None,
        };
        let mut effects = self.statuses(&[update], now)?;
        Ok(effects.pop().expect("one update has one effect"))
    }

    /// Takes many, in order, in one transaction; what says nothing new costs no write.
    ///
    /// # Errors
    /// The store's own; then none was taken.
    pub fn statuses(
        &self,
        updates: &[StatusUpdate<'_>],
        now: Timestamp,
    ) -> Result<Vec<StatusEffect>, StoreError> {
        let news = self.read(|connection| {
            for update in updates {
                if !matches!(plan(connection, update)?, Plan::Nothing(_)) {
                    return Ok(true);
                }
            }
            Ok(false)
        })?;
        let take = |connection: &Connection| {
            updates
                .iter()
                .map(|update| self.take(connection, update, now))
                .collect::<Result<Vec<_>, _>>()
        };
        if news {
            self.write(|transaction| take(transaction))
        } else {
            self.read(take)
        }
    }

    fn take(
        &self,
        connection: &Connection,
        update: &StatusUpdate<'_>,
        now: Timestamp,
    ) -> Result<StatusEffect, StoreError> {
        let (message, to) = match plan(connection, update)? {
            Plan::Nothing(effect) => return Ok(effect),
            Plan::Move(message, to) => (message, to),
        };
        let first = message.first().expect("a message has a row").clone();
        let of_use = first.class != word(&Class::Reminder);
        let again_at = update
            .again_at
            .filter(|_| of_use && to == OutboxState::Failed);
        let (to, next_at) = match again_at {
            Some(at) => (OutboxState::Retry, at),
            None => (to, now),
        };
        for row in &message {
            connection
                .prepare_cached(
                    "UPDATE outbox SET state = ?3, next_at = ?4, provider_id = ?5,
                         error = coalesce(?6, error) WHERE shop = ?1 AND id = ?2",
                )?
                .execute(params![
                    row.shop.get(),
                    row.id,
                    to.code(),
                    next_at.millis(),
                    update.provider_id,
                    update.error,
                ])?;
        }
        rows::wake(connection, first.shop, first.customer, now)?;
        let counts_as_sent = !matches!(to, OutboxState::Failed | OutboxState::Retry);
        if counts_as_sent && (first.state.is_open() || first.state == OutboxState::Dead) {
            let attempt = first.attempts;
            if let Ok(adopted) = rows::outgoing(self, &message, attempt) {
                return Ok(StatusEffect::Adopted(Box::new(adopted)));
            }
        }
        Ok(StatusEffect::Moved {
            customer: first.customer,
            from: first.state,
            to,
        })
    }
}

enum Plan {
    Nothing(StatusEffect),
    Move(Vec<Stored>, OutboxState),
}

/// Finds the message and decides whether the status moves it.
fn plan(connection: &Connection, update: &StatusUpdate<'_>) -> Result<Plan, StoreError> {
    let mid = update.mid.and_then(parse_mid);
    let found = match mid {
        Some((id, _)) => rows::by_id(connection, update.shop, id)?,
        None => by_provider_id(connection, update)?,
    };
    let Some(first) = found else {
        return Ok(Plan::Nothing(StatusEffect::Unmatched));
    };
    let to = update.status.state();
    let another = first
        .provider_id
        .as_deref()
        .is_some_and(|id| id != update.provider_id);
    let older = mid.is_some_and(|(_, attempt)| attempt < first.attempts);
    let news = match first.state {
        OutboxState::Pending
        | OutboxState::Retry
        | OutboxState::Sending
        | OutboxState::Unknown
        | OutboxState::Dead => !(older && to == OutboxState::Failed),
        OutboxState::Sent | OutboxState::Delivered => to > first.state && !another,
        OutboxState::Read | OutboxState::Failed | OutboxState::Withheld => false,
    };
    // A message that her phone has cannot fail any more.
    let late = first.state == OutboxState::Delivered && to == OutboxState::Failed;
    if news && !late {
        Ok(Plan::Move(rows::message(connection, first)?, to))
    } else {
        Ok(Plan::Nothing(StatusEffect::Unchanged))
    }
}

/// The first row and the attempt that a mid names.
fn parse_mid(mid: &str) -> Option<(i64, u32)> {
    let (id, attempt) = mid.split_once('-')?;
    Some((id.parse().ok()?, attempt.parse().ok()?))
}

fn by_provider_id(
    connection: &Connection,
    update: &StatusUpdate<'_>,
) -> Result<Option<Stored>, StoreError> {
    let id: Option<i64> = connection
        .prepare_cached(
            "SELECT coalesce(batch, id) FROM outbox WHERE shop = ?1 AND provider_id = ?2
             AND id > (SELECT max(id) FROM outbox WHERE shop = ?1) - ?3 ORDER BY id DESC LIMIT 1",
        )?
        .query_row(
            params![update.shop.get(), update.provider_id, SEARCHED_MAX],
            |row| row.get(0),
        )
        .optional()?;
    match id {
        Some(id) => rows::by_id(connection, update.shop, id),
        None => Ok(None),
    }
}
