//! The server `snapsell`: configuration, command line, sockets, logs and figures around the pure rules.

mod blocking;
pub mod catchup;
pub mod cli;
pub mod clock;
pub mod config;
pub mod console;
mod currency;
#[cfg(feature = "demo")]
pub mod demo;
mod email;
pub mod engine;
pub mod exit;
pub mod forget;
pub mod http;
pub mod logs;
pub mod mask;
pub mod media;
pub mod metrics;
mod parcel;
pub mod password;
mod random;
mod readable;
pub mod sender;
pub mod shutdown;
pub mod signals;
pub mod talk;
pub mod tenants;
pub mod timer;
mod trail;
pub mod trial;
mod turns;
pub mod webhook;
mod window;
pub mod wiring;
pub mod zone;
