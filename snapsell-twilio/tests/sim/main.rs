//! The stand-in against the client and a shop's webhooks, over real sockets.

#![cfg(feature = "sim")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must panic")]

mod receiving;
mod sending;
mod world;
