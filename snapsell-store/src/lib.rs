//! The store of SnapSell: journal, outbox, people and read models in one SQLite database, committed in groups.

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
    PersonRow, PlaceRow, ProofRow, ProofState, ReceivedRow, ReplyRow, StockRow, ToldRow, UnitRow,
    UnservedRow, Usage,
};
pub use folder::sync_folder;
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
pub use schema::{MIGRATIONS, Migration, MigrationReport};
pub use shops::{NewShop, ShopRecord};
pub use store::Store;
pub use trail::Trail;
pub use trial::Trial;
pub use users::{SessionRecord, UserRecord};
