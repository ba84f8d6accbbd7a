//! The valid name nearest to a mistyped one.

/// The candidate with the fewest edits to `typed`, where those are at most a third of its length and at least one is allowed.
pub(crate) fn nearest<'a>(
    typed: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed = typed.to_ascii_lowercase().replace('-', "_");
    candidates
        .map(|name| (strsim::levenshtein(&typed, name), name))
        .filter(|(edits, name)| *edits <= (name.len() / 3).max(1))
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_far_from_all_has_no_nearest() {
        let names = || ["listen", "database"].into_iter();
        assert_eq!(nearest("Listn", names()), Some("listen"));
        assert_eq!(nearest("data-base", names()), Some("database"));
        assert_eq!(nearest("colour", names()), None);
    }
}
