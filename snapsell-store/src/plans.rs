//! Statements of one transaction: each is looked up once, however many rows it writes.

use rusqlite::{CachedStatement, Connection, Params};
use std::cell::RefCell;
use std::ops::Deref;

/// A connection whose statements stay at hand.
pub(crate) struct Plans<'c> {
    connection: &'c Connection,
    /// Few enough to be searched one by one.
    at_hand: RefCell<Vec<(&'static str, CachedStatement<'c>)>>,
}

impl<'c> Plans<'c> {
    pub(crate) const fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            at_hand: RefCell::new(Vec::new()),
        }
    }

    /// Runs a statement that returns no rows; how many it changed.
    pub(crate) fn run(&self, sql: &'static str, values: impl Params) -> rusqlite::Result<usize> {
        let mut at_hand = self.at_hand.borrow_mut();
        let found = at_hand.iter_mut().find(|(known, _)| *known == sql);
        if let Some((_, statement)) = found {
            return statement.execute(values);
        }
        let mut statement = self.connection.prepare_cached(sql)?;
        let changed = statement.execute(values);
        at_hand.push((sql, statement));
        changed
    }
}

impl Deref for Plans<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}
