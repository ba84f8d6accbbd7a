//! The console from outside: requests in, pages out, on the real engine and store, with a clock that stands still.
#![cfg(test)]
#![allow(clippy::too_many_lines, reason = "tests tell a whole story")]
mod accounts;
mod budget;
mod corrections;
mod customers;
mod deeds;
mod deposits;
mod figures;
mod files;
mod forms;
mod items;
mod keys;
mod lists;
mod live;
mod lock;
mod matrix;
mod navigation;
mod orders;
mod overlay;
mod privacy;
mod proofs;
mod second;
mod settings;
mod snapshots;
mod start;
mod times;
mod traces;
mod trial;
mod world;
