//! Codes that somebody may have meant: one slip of the finger away, or one look-alike.

use crate::code::Code;
use alloc::vec::Vec;

/// See below.
#[must_use]
pub fn distance(typed: &str, code: &str) -> Option<u8> {
    (typed == code).then_some(0)
}

/// At most three codes.
#[must_use]
pub fn near(_typed: &str, _alive: impl FnMut(Code) -> bool) -> Vec<Code> {
    Vec::new()
}
