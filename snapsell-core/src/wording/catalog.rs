//! One language's messages, read once and asked by name.

use crate::lang::Lang;
use crate::wording::format::french_spaces;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

const FRENCH: &str = include_str!("../../locales/fr.ftl");
const ENGLISH: &str = include_str!("../../locales/en.ftl");

/// The messages of one language.
pub(super) struct Catalog {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Catalog {
    /// Reads the messages that were built in.
    pub(super) fn new(lang: Lang) -> Self {
        let (tag, source) = match lang {
            Lang::Fr => ("fr", french_spaces(FRENCH)),
            Lang::En => ("en", ENGLISH.to_string()),
        };
        let language: LanguageIdentifier = tag.parse().expect("`fr` and `en` are language tags");
        let resource = FluentResource::try_new(source)
            .expect("a test reads both files, and they are part of the program");
        let mut bundle = FluentBundle::new_concurrent(Vec::from([language]));
        // Marks of direction around each argument would show as boxes on old telephones.
        bundle.set_use_isolating(false);
        bundle
            .add_resource(resource)
            .expect("a test shows that no name is given twice");
        Self { lang, bundle }
    }

    /// The language.
    pub(super) const fn lang(&self) -> Lang {
        self.lang
    }

    /// The message `name` with these arguments. Every name and argument is exercised by a test;
    /// should one be missing all the same, what can be said is said.
    pub(super) fn text<'a, const N: usize>(
        &'a self,
        name: &str,
        arguments: [(&'static str, FluentValue<'a>); N],
    ) -> String {
        let pattern = self
            .bundle
            .get_message(name)
            .and_then(|found| found.value());
        debug_assert!(pattern.is_some(), "no message is called {name}");
        let Some(pattern) = pattern else {
            return String::new();
        };
        let arguments = FluentArgs::from_iter(arguments);
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&arguments), &mut errors);
        debug_assert!(errors.is_empty(), "{name}: {errors:?}");
        text.into_owned()
    }
}

impl fmt::Debug for Catalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalog")
            .field("lang", &self.lang)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::{BTreeMap, BTreeSet};

    /// Each message with the arguments that it names.
    fn arguments(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut current = "";
        for line in source.lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let (name, _) = line.split_once(" =").unwrap();
                assert!(
                    found.insert(name, BTreeSet::new()).is_none(),
                    "{name} twice"
                );
                current = name;
            }
            if line.starts_with('#') {
                continue;
            }
            for after in line.split('$').skip(1) {
                let end = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap();
                found.get_mut(current).unwrap().insert(&after[..end]);
            }
        }
        found
    }

    #[test]
    fn both_files_hold_the_same_messages_with_the_same_arguments() {
        assert_eq!(arguments(FRENCH), arguments(ENGLISH));
    }

    #[test]
    fn every_message_of_both_files_can_be_asked_for() {
        for lang in [Lang::Fr, Lang::En] {
            let catalog = Catalog::new(lang);
            for name in arguments(FRENCH).into_keys() {
                let message = catalog.bundle.get_message(name).expect(name);
                assert!(message.value().is_some(), "{name}");
            }
        }
    }

    #[test]
    fn every_message_is_used() {
        let sources = [
            include_str!("claim.rs"),
            include_str!("customer.rs"),
            include_str!("instead.rs"),
            include_str!("order.rs"),
            include_str!("pen.rs"),
            include_str!("price.rs"),
            include_str!("refusal.rs"),
            include_str!("seller.rs"),
            include_str!("why.rs"),
            include_str!("draft.rs"),
            include_str!("../wording.rs"),
        ];
        for name in arguments(FRENCH).into_keys() {
            // The sister of a sentence with a code in it is named after that sentence.
            let quoted = alloc::format!("\"{}\"", name.trim_end_matches("-bare"));
            assert!(
                sources.iter().any(|source| source.contains(&quoted)),
                "no code says {name}"
            );
        }
    }

    #[test]
    fn french_marks_are_kept_beside_their_words() {
        assert_eq!(
            french_spaces("Total : « oui » ? n° 1 !"),
            "Total\u{a0}: «\u{a0}oui\u{a0}»\u{a0}? n°\u{a0}1\u{a0}!"
        );
        for line in FRENCH.lines().filter(|line| !line.starts_with('#')) {
            assert!(!line.contains('\u{a0}'), "type an ordinary space: {line}");
            let marks = [('!', " "), ('?', " "), (';', " ")];
            for (mark, before) in marks {
                for (at, _) in line.match_indices(mark) {
                    assert!(line[..at].ends_with(before), "a space is missing: {line}");
                }
            }
        }
    }
}
