//! Histories of two servers on one disk: the real engine, store, sender, timer and webhooks, in virtual time, on one
//! thread, under faults of the network, the provider, the disk, the clock and the power, all drawn from one seed.
//!
//! A judge outside, which shares no code with what it judges, reads the journal and the provider's book.

pub mod base;
pub mod chance;
pub mod fold;
pub mod judge;
pub mod node;
pub mod people;
pub mod provider;
pub mod shrink;
pub mod world;
