//! The words of every reply that any history leads to: never too long, never empty, no mark left unfilled.
#![no_main]

use libfuzzer_sys::fuzz_target;
use snapsell_core::wording::{Facts, MESSAGE_CHARS_MAX, Words};
use snapsell_core::{Currency, CustomerId, Decision, Lang, Reply, Shop};
use snapsell_fuzz::play;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

fuzz_target!(|data: &[u8]| {
    // What people call themselves is as untrusted as anything else.
    let name: String = String::from_utf8_lossy(data).chars().take(200).collect();
    let mut waiting: BTreeMap<CustomerId, Vec<Reply>> = BTreeMap::new();
    play(data, |_, decision, shop| {
        for reply in &decision.replies {
            check(&[reply], &name, decision, shop);
            waiting.entry(reply.to).or_default().push(reply.clone());
        }
        waiting.retain(|_, replies| {
            let all: Vec<&Reply> = replies.iter().collect();
            if all.len() < 12 {
                return true;
            }
            check(&all, &name, decision, shop);
            false
        });
    });
});

fn check(replies: &[&Reply], name: &str, decision: &Decision, shop: &Shop) {
    for lang in [Lang::Fr, Lang::En] {
        let replies: Vec<Reply> = replies
            .iter()
            .map(|&reply| Reply {
                lang,
                ..reply.clone()
            })
            .collect();
        let replies: Vec<&Reply> = replies.iter().collect();
        for to_seller in [false, true] {
            let facts = Facts {
                shop_name: "Chez Marie",
                currency: [Currency::XOF, Currency::EUR][name.len() % 2],
                utc_offset_minutes: &|_| 60,
                to_seller,
                name: &|id| (id.get() % 3 != 0).then(|| name.to_owned()),
                address: &|id| (id.get() % 2 == 0).then(|| name.to_owned()),
                now: decision.at,
            };
            judge(&WORDS.render_all(&replies, &facts), &replies, name, shop);
        }
    }
}

fn judge(text: &str, replies: &[&Reply], name: &str, shop: &Shop) {
    let length = text.chars().count();
    let at = shop.version();
    assert!(length <= MESSAGE_CHARS_MAX, "{length} characters at {at:?}");
    assert!(!text.trim().is_empty(), "{replies:?} says nothing");
    // No name keeps these.
    for mark in ["\u{2068}", "\u{2069}"] {
        assert!(!text.contains(mark), "{mark:?} is left in {text:?}");
    }
    // An argument that was not filled in is written `{$name}`; so may somebody write her own name.
    assert!(
        name.contains('{') || !text.contains('{'),
        "an argument is left in {text:?}"
    );
}
