//! Tools to test the rules, and whatever is built on them: a small world of commands, a bench for decisions,
//! a naive reference to compare them with, and transcripts that a shop owner can read.

mod bench;
mod facts;
mod reference;
mod simulation;
mod transcript;
mod twins;
mod world;

pub use bench::Bench;
pub use reference::{HoldView, ItemView, News, OrderView, PersonView, Reference, View};
pub use simulation::{Event, Fault, Plan, Tally};
pub use transcript::{Played, TranscriptError, play};
pub use twins::Twins;
pub use world::{Step, World, command};
