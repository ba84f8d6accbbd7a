//! Every message in both languages: none is missing, none is too long, and people have read them all
//! (`tests/wording/fr.txt`, `tests/wording/en.txt`).
#![cfg(feature = "wording")]
#![expect(
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "tables of samples, and what they are made of"
)]

#[path = "wording/commands.rs"]
mod commands;
#[path = "wording/customer.rs"]
mod customer;
#[path = "wording/instead.rs"]
mod instead;
#[path = "wording/kinds.rs"]
mod kinds;
#[path = "wording/largest.rs"]
mod largest;
#[path = "wording/lists.rs"]
mod lists;
#[path = "wording/make.rs"]
mod make;
#[path = "wording/news.rs"]
mod news;
#[path = "wording/samples.rs"]
mod samples;
#[path = "wording/seller.rs"]
mod seller;

use kinds::{all_kinds, kinds_of};
use make::ERASED;
use samples::{Reader, Sample, samples};
use snapsell_core::wording::{Facts, MESSAGE_CHARS_MAX, Words};
use snapsell_core::{Class, Currency, CustomerId, Lang, Reply, Say, Timestamp};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// 2026-11-22 20:34:00 at the shop.
const NOW: Timestamp = Timestamp::from_millis(1_795_379_640_000);

fn reply(lang: Lang, say: Say) -> Reply {
    Reply {
        to: CustomerId::new(1),
        lang,
        class: Class::Answer,
        say,
    }
}

fn name(customer: CustomerId) -> Option<String> {
    match customer.get() {
        1 => Some("Awa".to_string()),
        2 => Some("Fatou".to_string()),
        3 => Some("+225 ** ** ** 42".to_string()),
        _ => None,
    }
}

fn facts(reader: Reader) -> Facts<'static> {
    Facts {
        shop_name: "Chez Marie",
        currency: Currency::XOF,
        utc_offset_minutes: &|_| 0,
        to_seller: reader == Reader::Seller,
        name: &name,
        address: &|id| (id != ERASED).then(|| "12 rue des Jardins, Cocody".to_string()),
        now: NOW,
    }
}

fn golden(lang: Lang) -> String {
    let words = Words::new();
    let mut text = String::new();
    for Sample { title, reader, say } in samples() {
        let message = words.render(&reply(lang, say), &facts(reader));
        let reader = match reader {
            Reader::Customer => "customer",
            Reader::Seller => "seller",
        };
        writeln!(text, "# {title} ({reader})\n{message}\n").unwrap();
    }
    text
}

/// Compares with the file that people have read; what was said instead is kept for them to read.
fn check(lang: Lang, file: &str) {
    let actual = golden(lang);
    let expected = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/wording")
            .join(file),
    );
    let expected = expected.unwrap_or_default();
    if actual == expected {
        return;
    }
    let written = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
    std::fs::write(&written, &actual).unwrap();
    let mut difference = String::new();
    let known: BTreeSet<&str> = expected.lines().collect();
    let said: BTreeSet<&str> = actual.lines().collect();
    for line in expected.lines().filter(|line| !said.contains(line)) {
        writeln!(difference, "- {line}").unwrap();
    }
    for line in actual.lines().filter(|line| !known.contains(line)) {
        writeln!(difference, "+ {line}").unwrap();
    }
    panic!(
        "tests/wording/{file} says something else. If the new words are right, copy\n{}\nover it.\n{difference}",
        written.display()
    );
}

#[test]
fn french_messages_are_those_that_people_have_read() {
    check(Lang::Fr, "fr.txt");
}

#[test]
fn english_messages_are_those_that_people_have_read() {
    check(Lang::En, "en.txt");
}

#[test]
fn everything_that_can_be_said_is_among_the_samples() {
    let shown: BTreeSet<&str> = samples()
        .iter()
        .flat_map(|sample| kinds_of(&sample.say))
        .collect();
    let missing: Vec<&str> = all_kinds().filter(|kind| !shown.contains(kind)).collect();
    assert!(missing.is_empty(), "no sample says {missing:?}");
}

#[test]
fn every_message_says_something_to_both_readers_in_both_languages() {
    let words = Words::new();
    let mut seen = BTreeSet::new();
    for lang in [Lang::Fr, Lang::En] {
        for Sample { title, say, .. } in samples() {
            for reader in [Reader::Customer, Reader::Seller] {
                let text = words.render(&reply(lang, say.clone()), &facts(reader));
                assert!(text.trim().len() > 3, "{title}: {text:?}");
                assert!(!text.contains(['{', '}', '$']), "{title}: {text}");
                assert!(
                    !text.contains("  ") && !text.contains(" \n"),
                    "{title}: {text}"
                );
                assert!(
                    !text.contains(" Cet article") && !text.contains(" This item"),
                    "{title}: {text}"
                );
                assert!(!text.ends_with(char::is_whitespace), "{title}: {text}");
                seen.insert((lang, text));
            }
        }
    }
    let french = seen.iter().filter(|(lang, _)| *lang == Lang::Fr).count();
    assert_eq!(
        french * 2,
        seen.len(),
        "each language tells as many things apart"
    );
}

#[test]
fn other_customers_are_never_named_to_a_customer() {
    let words = Words::new();
    for lang in [Lang::Fr, Lang::En] {
        for Sample { title, reader, say } in samples() {
            if reader == Reader::Customer {
                let text = words.render(&reply(lang, say), &facts(reader));
                assert!(
                    !text.contains("Fatou") && !text.contains("Awa"),
                    "{title}: {text}"
                );
            }
        }
    }
}

#[test]
fn zones_are_named_as_long_as_their_line_is_short() {
    let words = Words::new();
    for (lang, mark) in [(Lang::Fr, "ailleurs"), (Lang::En, "elsewhere")] {
        let mut named = Vec::new();
        for letters in 5..=160 {
            let length = |zone: usize| (letters + zone) / 5;
            let zones: Vec<_> = (0..5)
                .map(|zone| {
                    (
                        char::from(b'A' + zone)
                            .to_string()
                            .repeat(length(zone.into())),
                        500,
                    )
                })
                .collect();
            let zones: Vec<_> = zones
                .iter()
                .map(|(name, fee)| (name.as_str(), *fee))
                .collect();
            let say = make::claimed(Vec::new(), make::in_zones(&zones));
            let text = words.render(&reply(lang, say), &facts(Reader::Customer));
            let line = text.lines().find(|line| line.contains(mark));
            named.extend(line.map(|line| line.encode_utf16().count()));
        }
        assert!(named.is_sorted() && named.last() == Some(&160), "{named:?}");
    }
}

#[test]
fn a_name_that_shows_nothing_is_none() {
    let words = Words::new();
    let unnamed = |name: &dyn Fn(CustomerId) -> Option<String>, reader, say: Say| {
        let facts = Facts {
            name,
            ..facts(reader)
        };
        words.render(&reply(Lang::Fr, say), &facts)
    };
    for Sample { title, reader, say } in samples() {
        let empty = unnamed(&|_| Some("\u{200b} ".to_string()), reader, say.clone());
        assert_eq!(empty, unnamed(&|_| None, reader, say), "{title}");
    }
}

#[test]
fn twelve_items_are_named_and_the_others_counted() {
    let words = Words::new();
    for (count, rest) in [(12, ""), (13, " et 1 autre"), (14, " et 2 autres")] {
        let codes: Vec<String> = (1..=count).map(|number| format!("A{number}")).collect();
        let items = make::items(&codes.join(", "));
        let text = words.render(
            &reply(Lang::Fr, Say::Cancelled { items }),
            &facts(Reader::Customer),
        );
        assert!(text.contains("A12") && !text.contains("A13"), "{text}");
        assert!(text.contains(&format!("A12{rest}.")), "{text}");
    }
}

#[test]
fn the_largest_messages_fit_and_keep_their_next_step() {
    let words = Words::new();
    let shop = largest::text();
    let facts = |to_seller| Facts {
        shop_name: &shop,
        currency: Currency::EUR,
        utc_offset_minutes: &|_| -720,
        to_seller,
        name: &|_| Some(largest::text()),
        address: &|_| Some(largest::text()),
        now: NOW,
    };
    for lang in [Lang::Fr, Lang::En] {
        let step = match lang {
            Lang::Fr => {
                "Réponds OUI pour confirmer. Si l'adresse a changé, envoie ADRESSE suivi de la nouvelle."
            }
            Lang::En => {
                "Reply YES to confirm. If the address has changed, send ADDRESS followed by the new one."
            }
        };
        let replies: Vec<Reply> = largest::all()
            .into_iter()
            .map(|say| reply(lang, say))
            .collect();
        for reply in &replies {
            for to_seller in [false, true] {
                let text = words.render(reply, &facts(to_seller));
                assert!(text.encode_utf16().count() <= MESSAGE_CHARS_MAX, "{text}");
                assert!(!text.contains('\u{202e}'), "{text}");
                if matches!(reply.say, Say::Claimed { .. } | Say::Basket { .. }) {
                    assert!(text.contains(step), "{text}");
                }
            }
        }
        let burst: Vec<&Reply> = replies.iter().collect();
        let text = words.render_all(&burst, &facts(false));
        assert!(text.encode_utf16().count() <= MESSAGE_CHARS_MAX);
    }
}
