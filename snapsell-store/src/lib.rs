//! The store of SnapSell: journal, outbox, people and read models in one SQLite database, committed in groups.
//!
//! A [`Store`] is the [`Journal`](snapsell_core::Journal) of `snapsell-core`: what it said `Ok` to survives a loss of power.
//! Numbers, names and words lie in it sealed under a [`MasterKey`], without which nobody reads them. Every call waits for the
//! disk: in an async program it belongs beside the tasks.
//!
//! ```
//! use snapsell_core::*;
//! use snapsell_store::*;
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let file = folder.path().join("snapsell.db");
//! # Store::migrate(&file, false)?;
//! # let store = Store::open(&file, MasterKey::from_base64(&MasterKey::generate_base64()?)?, Options::default())?;
//! # let (whatsapp, account_sid) = ("+14155238886".into(), "AC0".into());
//! # let new = NewShop { slug: "acme".into(), name: "Acme".into(), whatsapp, account_sid, auth_tokens: vec![], api_key: None };
//! # let id = store.create_shop(&new)?;
//! # let now = Timestamp::from_millis(1_795_377_600_000);
//! // A shop in memory: its newest snapshot, or a new one, and the entries after it.
//! let mut shop = store.snapshot(id)?.unwrap_or_else(|| Shop::new(Settings::default()));
//! for entry in store.entries_after(id, shop.version(), 1_000)? {
//!     shop.apply(&entry);
//! }
//!
//! // Somebody writes. The rules know her by a number; the message has an id, so that a second delivery changes nothing.
//! let who = ContactRef { phone: Some("+2250700000001"), user_id: None, name: Some("Awa"), at: now };
//! let from = store.contact(id, &who)?;
//! let message = Message::text(CommandId::new(1), from, "bonjour");
//! for _delivery in 1..=2 {
//!     let decision = decide(&shop, &interpret(&shop, &message), now);
//!     if !decision.is_committed() {
//!         continue; // it came before, or there was nothing to do: the provider hears 200, the shop stays as it is
//!     }
//!     let entry = decision.entry();
//!     let receipt = Some(Receipt { native_id: "SM1".into(), from, content: b"bonjour".to_vec() });
//!     match store.commit(&[Commit { shop: id, decision, receipt }]).remove(0) {
//!         Ok(()) => shop.apply(&entry), // only now is it true, and only now may the provider hear 200
//!         Err(CommitError::Duplicate) => {} // it came long before
//!         Err(CommitError::Conflict) => {} // somebody else was first: read the entries after ours, decide again
//!         Err(CommitError::Store(error)) => return Err(error.into()), // answer 503, it will come again
//!     }
//! }
//!
//! // What is to be said waits in the outbox; a lease is durable before anything leaves.
//! for message in store.lease(now, 10, Span::from_secs(60), |_| Turn::Now)? {
//!     assert_eq!(message.customer, from);
//!     store.sent(&message, "SM2", now)?; // or `finish`, with what became of it
//! }
//! # Ok(()) }
//! ```
//!
//! Messages whose fate nobody knows come from [`Store::unknown`]; what was given up from [`Store::dead_letters`]. Copies are
//! made with [`Store::backup`], everything is compared with everything by [`Store::audit`]. The feature `testkit` tries a
//! store of your own.

#[cfg(test)]
mod alone;
mod audit;
mod backup;
mod connection;
mod console;
mod contacts;
mod erasure;
mod error;
mod exports;
#[cfg(test)]
mod fixture;
mod folder;
mod inbox;
mod journal;
mod keys;
mod media;
mod meta;
mod outbox;
mod plans;
mod retention;
mod rotation;
mod schema;
mod shops;
mod store;
#[cfg(any(test, feature = "testkit"))]
pub mod testkit;
mod trail;
mod trial;
mod users;
mod words;

pub use audit::{AuditReport, Violation};
pub use backup::BackupReport;
pub use connection::{Options, sqlite_version};
pub use console::{DeedRow, LinkRecord, NewLink, OrderNote, Plan};
pub use contacts::{ContactDetails, ContactRef, SEEN_EVERY};
pub use erasure::{Erasure, ErasureReport, ProviderDeletion};
pub use error::StoreError;
pub use exports::{
    CustomerRow, EndedHoldRow, HeardRow, HoldRow, ItemRow, LiveRow, NoteRow, OrderRow, OrderSum,
    PersonRow, PlaceRow, ProofRow, ProofState, ReceivedRow, ReplyRow, StockRow, ToldRow,
    UnservedRow, Usage,
};
pub use folder::{keep_owner, sync_folder};
pub use inbox::StoredReceipt;
pub use journal::Prepared;
pub use keys::{KeyRing, MasterKey};
pub use media::{Media, MediaTodo};
pub use meta::{Checkpoint, Health, Silence};
pub use outbox::{
    Backlog, DeadLetter, DeliveryStatus, OutboxRow, OutboxState, Outgoing, ROWS_PER_MESSAGE_MAX,
    SendResult, StatusEffect, StatusUpdate, Turn, Waiting,
};
pub use retention::Retention;
pub use rotation::Rotation;
pub use schema::{MIGRATIONS, Migration, MigrationReport};
pub use shops::{NewShop, ShopRecord};
pub use store::Store;
pub use trail::Trail;
pub use trial::Trial;
pub use users::{NewMember, SessionRecord, UserRecord};
