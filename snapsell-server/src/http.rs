//! Bytes in, bytes out: sockets, TLS, limits, health and errors of the HTTP side.

pub mod accept;
pub mod error;
mod guard;
pub mod health;
pub mod limits;
pub mod peer;
pub mod tls;
