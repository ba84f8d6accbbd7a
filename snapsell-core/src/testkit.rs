//! Tools to test the rules, and whatever is built on them: a small world of commands, and a bench for decisions.

mod bench;
mod world;

pub use bench::Bench;
pub use world::{Step, World, command};
