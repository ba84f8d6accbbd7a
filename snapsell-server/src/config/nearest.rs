//! The valid name nearest to a mistyped one.

/// The candidate with the fewest edits to `typed`, where those are at most a third of its length and at least one is allowed.
pub(crate) fn nearest<'a>(
    typed: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed = typed.to_ascii_lowercase().replace('-', "_");
    candidates
        .map(|name| (edits(&typed, name), name))
        .filter(|(edits, name)| *edits <= (name.len() / 3).max(1))
        .min()
        .map(|(_, name)| name)
}

/// Levenshtein's distance in characters, one row at a time.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, from_char) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to_char) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(from_char != *to_char);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_count_insertions_deletions_and_replacements() {
        for (from, to, want) in [
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("a", "a", 0),
        ] {
            assert_eq!(edits(from, to), want, "{from} {to}");
        }
    }

    #[test]
    fn a_name_far_from_all_has_no_nearest() {
        let names = || ["listen", "database"].into_iter();
        assert_eq!(nearest("Listn", names()), Some("listen"));
        assert_eq!(nearest("data-base", names()), Some("database"));
        assert_eq!(nearest("colour", names()), None);
    }
}
