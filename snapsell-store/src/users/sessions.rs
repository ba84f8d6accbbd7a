//! Open sessions of members: a token that only she has, known by its hash.

use super::{COLUMNS, UserRecord};
use crate::error::StoreError;
use crate::store::Store;
use rusqlite::{Row, params};
use snapsell_core::{Timestamp, UserId};

/// A session that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRecord {
    /// The hash of its token.
    pub token_hash: [u8; 32],
    /// Whose.
    pub user: UserRecord,
    /// Where it was opened, in a few words.
    pub device: String,
    /// Whether it waits for a short code.
    pub locked: bool,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, as far as that was noted.
    pub seen_at: Timestamp,
}

/// Open sessions of one member; with one more, the one that was used least lately ends.
const SESSIONS_MAX: u32 = 50;
const SESSION: &str =
    ", sessions.created_at, seen_at, device, locked, token FROM sessions JOIN users USING (user)";

impl Store {
    /// Opens a session; `token_hash` is the hash of a token that only she has. Of too many of hers,
    /// those that were used least lately end.
    ///
    /// # Errors
    /// The store's own.
    pub fn open_session(
        &self,
        token_hash: &[u8; 32],
        user: UserId,
        device: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO sessions (token, user, created_at, seen_at, device) VALUES (?1, ?2, ?3, ?3, ?4)",
                params![token_hash, user.get(), now.millis(), device],
            )?;
            transaction.execute(
                "DELETE FROM sessions WHERE token IN (SELECT token FROM sessions WHERE user = ?1
                 ORDER BY token = ?2 DESC, seen_at DESC, token LIMIT -1 OFFSET ?3)",
                params![user.get(), token_hash, SESSIONS_MAX],
            )?;
            Ok(())
        })
    }

    /// The session of this token, if it is open and its owner may come in.
    ///
    /// # Errors
    /// The store's own.
    pub fn session(&self, token_hash: &[u8; 32]) -> Result<Option<SessionRecord>, StoreError> {
        let with_session = COLUMNS.replace(" FROM users", SESSION);
        self.read(|connection| {
            connection
                .prepare_cached(&format!("{with_session} WHERE token = ?1 AND active = 1"))?
                .query_and_then(params![token_hash], |row| self.session_of(row))?
                .next()
                .transpose()
        })
    }

    /// The open sessions of a member, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn sessions(&self, user: UserId) -> Result<Vec<SessionRecord>, StoreError> {
        let with_session = COLUMNS.replace(" FROM users", SESSION);
        self.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "{with_session} WHERE users.user = ?1 ORDER BY sessions.created_at DESC, token"
                ))?
                .query_and_then([user.get()], |row| self.session_of(row))?
                .collect()
        })
    }

    /// Locks a session until a short code is typed, or unlocks it.
    ///
    /// # Errors
    /// The store's own.
    pub fn lock_session(&self, token_hash: &[u8; 32], locked: bool) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE sessions SET locked = ?2 WHERE token = ?1",
                params![token_hash, locked],
            )?;
            Ok(())
        })
    }

    /// Ends every session of a member.
    ///
    /// # Errors
    /// The store's own.
    pub fn close_sessions(&self, user: UserId) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM sessions WHERE user = ?1", [user.get()])?;
            Ok(())
        })
    }

    /// Notes that a session was used. The caller does so now and then, not at every request.
    ///
    /// # Errors
    /// The store's own.
    pub fn touch_session(&self, token_hash: &[u8; 32], now: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE sessions SET seen_at = max(seen_at, ?2) WHERE token = ?1",
                params![token_hash, now.millis()],
            )?;
            Ok(())
        })
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The store's own.
    pub fn close_session(&self, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM sessions WHERE token = ?1", params![token_hash])?;
            Ok(())
        })
    }

    /// Ends every session that began or was last used before these instants; how many.
    ///
    /// # Errors
    /// The store's own.
    pub fn close_old_sessions(
        &self,
        created_before: Timestamp,
        seen_before: Timestamp,
    ) -> Result<usize, StoreError> {
        self.write(|transaction| {
            Ok(transaction.execute(
                "DELETE FROM sessions WHERE created_at < ?1 OR seen_at < ?2",
                params![created_before.millis(), seen_before.millis()],
            )?)
        })
    }

    fn session_of(&self, row: &Row<'_>) -> Result<SessionRecord, StoreError> {
        Ok(SessionRecord {
            user: self.user_of(row)?,
            created_at: Timestamp::from_millis(row.get(12)?),
            seen_at: Timestamp::from_millis(row.get(13)?),
            device: row.get(14)?,
            locked: row.get(15)?,
            token_hash: row.get(16)?,
        })
    }
}
