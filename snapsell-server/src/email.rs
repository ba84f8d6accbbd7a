//! E-mail addresses as people type them.

/// Longest address.
const BYTES_MAX: usize = 254;

/// One `@` with something on both sides; the mail itself is the real check.
pub(crate) fn is_email(text: &str) -> bool {
    let plain = text
        .chars()
        .all(|letter| !letter.is_whitespace() && !letter.is_control());
    let parts = text.split_once('@');
    let whole = parts
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    plain && whole && text.len() <= BYTES_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_at_with_something_on_both_sides() {
        for good in ["awa@example.org", "owner@acme"] {
            assert!(is_email(good), "{good}");
        }
        let long = format!("awa@{}", "x".repeat(BYTES_MAX));
        for bad in ["", "awa", "@acme", "awa@", "a@b@c", "awa @acme", &long] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
