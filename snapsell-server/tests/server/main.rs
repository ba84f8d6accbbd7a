//! The server from the outside: over real sockets, and as a process.

#![cfg(test)]

mod connections;
mod process;
mod support;
