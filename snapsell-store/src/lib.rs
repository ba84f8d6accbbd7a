//! The store of SnapSell: journal, outbox, people and read models in one SQLite database, committed in groups.

mod connection;
mod contacts;
mod error;
#[cfg(test)]
mod fixture;
mod inbox;
mod journal;
mod keys;
mod media;
mod outbox;
mod rotation;
mod schema;
mod shops;
mod store;
mod words;

pub use connection::Options;
pub use contacts::{ContactDetails, ContactRef};
pub use error::StoreError;
pub use inbox::StoredReceipt;
pub use keys::{KeyRing, MasterKey};
pub use media::{Media, MediaTodo};
pub use outbox::{
    DeadLetter, DeliveryStatus, OutboxRow, OutboxState, Outgoing, ROWS_PER_MESSAGE_MAX, SendResult,
    StatusEffect, StatusUpdate,
};
pub use schema::{MIGRATIONS, Migration, MigrationReport};
pub use shops::{NewShop, ShopRecord};
pub use store::Store;
