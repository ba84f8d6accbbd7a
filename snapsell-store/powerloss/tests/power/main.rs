//! The store when the power goes, when any single operation fails, and when a commit's fate is unknown.

mod commits;
mod cuts;
mod sweep;
