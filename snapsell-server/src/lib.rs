//! The server `snapsell`: configuration, command line, sockets, logs and figures around the pure rules.

pub mod cli;
pub mod clock;
pub mod config;
pub mod exit;
pub mod http;
pub mod logs;
pub mod mask;
pub mod metrics;
pub mod shutdown;
pub mod talk;
