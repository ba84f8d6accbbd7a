//! The whole line over real sockets: signed webhooks in, SQLite between, a stand-in of the provider behind.

#![cfg(test)]

mod attempts;
mod catch_up;
mod damage;
mod door;
mod forget;
mod scenarios;
mod sending;
mod silent;
mod time;
#[cfg(feature = "testkit")]
mod trace;
mod trial;
mod trouble;
mod trusted;
mod window;
mod world;
