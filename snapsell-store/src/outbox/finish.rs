//! Finishing: the results of many attempts in one transaction.

use super::{OutboxState, Outgoing, SendResult, rows};
use crate::error::StoreError;
use crate::store::Store;
use rusqlite::{Connection, params};
use snapsell_core::Timestamp;

impl Store {
    /// Notes how attempts went, many at once. A result of an attempt that is no longer the newest changes nothing,
    /// except that a message that was sent is sent.
    ///
    /// # Errors
    /// The store's own; then none was noted, and the leases run out.
    pub fn finish(
        &self,
        results: &[(Outgoing, SendResult)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if results.is_empty() {
            return Ok(());
        }
        self.write(|transaction| {
            results
                .iter()
                .try_for_each(|(message, result)| finish(transaction, message, result, now))
        })
    }

    /// Notes that the provider has a message.
    ///
    /// # Errors
    /// As for [`finish`](Self::finish).
    pub fn sent(
        &self,
        message: &Outgoing,
        provider_id: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let provider_id = provider_id.to_owned();
        self.finish(&[(message.clone(), SendResult::Sent { provider_id })], at)
    }
}

/// The columns that an attempt leaves behind.
struct Outcome<'a> {
    state: OutboxState,
    next_at: Timestamp,
    provider_id: Option<&'a str>,
    error: Option<u32>,
    reason: Option<&'a str>,
}

fn finish(
    connection: &Connection,
    message: &Outgoing,
    result: &SendResult,
    now: Timestamp,
) -> Result<(), StoreError> {
    let plain = |state, next_at| Outcome {
        state,
        next_at,
        provider_id: None,
        error: None,
        reason: None,
    };
    let outcome = match result {
        SendResult::Sent { provider_id } => Outcome {
            provider_id: Some(provider_id),
            ..plain(OutboxState::Sent, now)
        },
        SendResult::Retry { at, error } => Outcome {
            error: *error,
            ..plain(OutboxState::Retry, *at)
        },
        SendResult::Unknown { look_at } => plain(OutboxState::Unknown, *look_at),
        SendResult::Dead { code, reason } => Outcome {
            error: *code,
            reason: Some(reason),
            ..plain(OutboxState::Dead, now)
        },
        SendResult::Withheld { reason } => Outcome {
            reason: Some(reason),
            ..plain(OutboxState::Withheld, now)
        },
    };
    for row in &message.rows {
        connection
            .prepare_cached(
                "UPDATE outbox SET state = ?3, next_at = ?4, error = ?6, reason = ?7,
                     provider_id = coalesce(?5, provider_id)
                 WHERE shop = ?1 AND id = ?2
                   AND (state IN (2, 3) AND attempts = ?8 OR ?5 IS NOT NULL AND state <= 3)",
            )?
            .execute(params![
                message.shop.get(),
                row.id,
                outcome.state.code(),
                outcome.next_at.millis(),
                outcome.provider_id,
                outcome.error,
                outcome.reason,
                message.attempt,
            ])?;
    }
    if !outcome.state.is_open() {
        rows::wake(connection, message.shop, message.customer, now)?;
    }
    Ok(())
}
