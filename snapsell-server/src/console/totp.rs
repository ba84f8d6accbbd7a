//! The second factor: codes of six digits that change every thirty seconds (RFC 6238, SHA-1).

use totp_rs::{Builder, Secret};

use super::answer::Halt;

/// Seconds that a code is shown.
const STEP_S: u64 = 30;
/// Steps that a clock may be off, to either side.
const DRIFT: u16 = 1;

/// A new secret of 160 bits.
pub(super) fn fresh() -> Result<Vec<u8>, Halt> {
    let mut secret = vec![0_u8; 20];
    getrandom::fill(&mut secret).map_err(|_| Halt::Failed)?;
    Ok(secret)
}

/// The step in which this code is right; `None` when it is wrong.
pub(super) fn step_of(code: &str, secret: &[u8], now_ms: i64) -> Option<i64> {
    let typed: String = code
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let codes = Builder::new()
        .with_secret(secret.to_vec())
        .with_step_duration(STEP_S)
        .with_skew(DRIFT)
        .build()
        .ok()?;
    let now = u64::try_from(now_ms).ok()? / 1_000;
    i64::try_from(codes.check(&typed, now)?).ok()
}

/// A secret as people type it.
pub(super) fn base32(secret: &[u8]) -> String {
    Secret::from(secret.to_vec()).to_base32()
}

/// The secret behind what [`base32`] made.
pub(super) fn from_base32(text: &str) -> Option<Vec<u8>> {
    let secret = Secret::try_from_base32(text).ok()?;
    Some(secret.as_bytes().to_vec())
}

/// Four letters at a time, as people copy them from one screen to another.
pub(super) fn grouped(text: &str, between: &str) -> String {
    let mut grouped = String::new();
    for (index, letter) in text.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            grouped.push_str(between);
        }
        grouped.push(letter);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_the_standard_hold() {
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            let at = |now: i64| step_of(code, secret, now * 1_000);
            assert_eq!(at(seconds), Some(seconds / 30));
            assert_eq!(at(seconds + 30), Some(seconds / 30), "a slow clock");
            assert_eq!(at(seconds + 90), None, "too late");
            assert_eq!(at(seconds - 90), None, "too early");
        }
    }

    #[test]
    fn a_secret_is_written_as_authenticators_read_it() {
        assert_eq!(
            base32(b"12345678901234567890"),
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        );
        assert_eq!(
            from_base32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap(),
            b"12345678901234567890"
        );
        assert_eq!(from_base32("GEZD1"), None);
    }
}
