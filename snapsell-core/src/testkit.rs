//! Tools to test the rules, and whatever is built on them: a small world of commands, a bench for decisions,
//! and transcripts that a shop owner can read.

mod bench;
mod facts;
mod transcript;
mod world;

pub use bench::Bench;
pub use transcript::{Played, TranscriptError, play};
pub use world::{Step, World, command};
