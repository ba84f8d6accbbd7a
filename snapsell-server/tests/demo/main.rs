//! The demo from the outside: its transcript, its checker, its page without a script, its program.

#![cfg(test)]
#![cfg(feature = "demo")]

mod browser;
mod headless;
mod page;
mod program;
