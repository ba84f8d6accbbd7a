//! The words of the console, French and English, asked by name.

use std::borrow::Cow;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use snapsell_core::Lang;
use snapsell_core::wording::format::french_spaces;
use unic_langid::LanguageIdentifier;

const FRENCH: &[&str] = &[
    include_str!("../../locales/fr.ftl"),
    include_str!("../../locales/accounts.fr.ftl"),
    include_str!("../../locales/orders.fr.ftl"),
    include_str!("../../locales/customers.fr.ftl"),
    include_str!("../../locales/settings.fr.ftl"),
    include_str!("../../locales/items.fr.ftl"),
    include_str!("../../locales/figures.fr.ftl"),
    include_str!("../../locales/overlay.fr.ftl"),
    include_str!("../../locales/privacy.fr.ftl"),
    include_str!("../../locales/errors.fr.ftl"),
    include_str!("../../locales/trial.fr.ftl"),
];
const ENGLISH: &[&str] = &[
    include_str!("../../locales/en.ftl"),
    include_str!("../../locales/accounts.en.ftl"),
    include_str!("../../locales/orders.en.ftl"),
    include_str!("../../locales/customers.en.ftl"),
    include_str!("../../locales/settings.en.ftl"),
    include_str!("../../locales/items.en.ftl"),
    include_str!("../../locales/figures.en.ftl"),
    include_str!("../../locales/overlay.en.ftl"),
    include_str!("../../locales/privacy.en.ftl"),
    include_str!("../../locales/errors.en.ftl"),
    include_str!("../../locales/trial.en.ftl"),
];

/// The words of one language.
pub(super) struct Words(FluentBundle<FluentResource>);

impl Words {
    /// Reads the words that were built in.
    pub(super) fn new(lang: Lang) -> Self {
        let (tag, sources) = match lang {
            Lang::Fr => ("fr", FRENCH),
            Lang::En => ("en", ENGLISH),
        };
        let language: LanguageIdentifier = tag.parse().expect("`fr` and `en` are language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        for source in sources {
            let source = match lang {
                Lang::Fr => french_spaces(source),
                Lang::En => (*source).to_owned(),
            };
            let resource = FluentResource::try_new(source).expect("a test reads every file");
            bundle
                .add_resource(resource)
                .expect("a test shows that no name is given twice");
        }
        Self(bundle)
    }

    /// The words of this name; the name itself where there are none, which a test excludes.
    pub(super) fn get<'a>(&'a self, name: &'a str, arguments: &FluentArgs<'_>) -> Cow<'a, str> {
        let pattern = self.0.get_message(name).and_then(|found| found.value());
        debug_assert!(pattern.is_some(), "no words are called {name}");
        let Some(pattern) = pattern else {
            return Cow::Borrowed(name);
        };
        let mut errors = Vec::new();
        let text = self.0.format_pattern(pattern, Some(arguments), &mut errors);
        debug_assert!(errors.is_empty(), "{name}: {errors:?}");
        Cow::Owned(text.into_owned())
    }

    /// Whether there are words of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.has_message(name)
    }

    /// Words without anything to fill in.
    pub(super) fn plain(&self, name: &str) -> String {
        self.get(name, &FluentArgs::new()).into_owned()
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use snapsell_core::{Currency, Expect, parse_customer, parse_seller};

    use super::*;

    /// Each name with what is filled in.
    fn names(sources: &'static [&str]) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
        let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut current = "";
        for line in sources.iter().flat_map(|source| source.lines()) {
            if line.starts_with(|letter: char| letter.is_ascii_lowercase()) {
                (current, _) = line.split_once(" =").unwrap();
                assert!(
                    found.insert(current, BTreeSet::new()).is_none(),
                    "{current} twice"
                );
            }
            for after in line.split('$').skip(1) {
                let end = after.find(|letter: char| !letter.is_ascii_alphanumeric());
                found
                    .get_mut(current)
                    .unwrap()
                    .insert(&after[..end.unwrap()]);
            }
        }
        found
    }

    #[test]
    fn both_languages_have_the_same_words_with_the_same_gaps() {
        assert_eq!(names(FRENCH), names(ENGLISH));
        Words::new(Lang::Fr);
        Words::new(Lang::En);
    }

    #[test]
    fn help_says_what_to_type_in_each_language_and_both_do_the_same() {
        let words = [Lang::Fr, Lang::En].map(Words::new);
        let mut price = FluentArgs::new();
        price.set("price", "6000");
        let typed = |name: &str| {
            let said = |words: &Words| words.get(name, &price).into_owned();
            let [french, english] = words.each_ref().map(said);
            assert_ne!(french, english, "{name}");
            [french, english]
        };
        for name in ["edit", "release", "sold", "withdraw", "list", "end"] {
            let [one, other] = typed(&format!("help-seller-{name}"))
                .map(|text| parse_seller(&text, Currency::XOF));
            assert_eq!(one, other, "{name}");
        }
        for name in ["yes", "cancel", "basket", "why"] {
            let [one, other] = typed(&format!("help-customer-{name}"))
                .map(|text| parse_customer(&text, Expect::default()));
            assert_eq!(one, other, "{name}");
        }
    }

    #[test]
    fn every_name_that_a_page_or_the_program_asks_for_exists() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let known = names(ENGLISH);
        let mut asked = BTreeSet::new();
        for (folder, marks) in [
            ("templates", ["t(\"", "t('"]),
            ("src/console", [".t(\"", ".t_with(\""]),
        ] {
            collect(&root.join(folder), &marks, &mut asked);
        }
        assert!(asked.len() > 50, "the pages were read");
        let missing: Vec<_> = asked
            .iter()
            .filter(|name| !known.contains_key(name.as_str()))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    fn collect(folder: &Path, marks: &[&str], asked: &mut BTreeSet<String>) {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                collect(&path, marks, asked);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for mark in marks {
                for after in text.split(mark).skip(1) {
                    let end = after.find(['"', '\'']).unwrap();
                    let name = &after[..end];
                    // A name put together while the page is made ends in a hyphen here.
                    if !name.ends_with('-') && !name.is_empty() {
                        asked.insert(name.to_owned());
                    }
                }
            }
        }
    }
}
