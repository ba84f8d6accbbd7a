//! Pages in a real browser: keys, sizes, and what a checker of accessibility finds. It needs `chromium` in the path.

#![cfg(test)]
#![cfg(feature = "demo")]

mod checks;
mod chrome;
mod connection;
mod console;
mod demo;
mod forms;
mod live;
mod notices;
mod orders;
mod pictures;
mod shop;
mod stage;
mod tab;
mod trial;
