//! `snapsell demo`: a whole live on this machine. Nothing is simulated but the telephone network and the clock.
//!
//! The phones of the cast post signed forms to the same route over loopback, answers leave through the same outbox,
//! sender and retries, and everything lies in the same kind of database, in a folder that is removed at the end.

mod cast;
mod check;
mod desk;
mod facts;
mod figures;
mod folder;
mod headless;
mod ledger;
mod live;
mod opened;
mod orders;
mod pages;
mod receipt;
mod round;
mod script;
mod tail;
mod view;
mod words;
mod world;

pub use check::{Breach, Check};
pub use folder::Folder;
pub use headless::{Headless, Record, play};
pub use live::{Live, Running};
pub use world::{DemoError, START_MS};
