//! Settings as words: any words are taken or refused, a refusal changes nothing, what is shown reads back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use snapsell_core::{SETTING_KEYS, Settings};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut settings = Settings::default();
    for line in text.lines() {
        let (key, value) = line.split_once('=').unwrap_or(("", line));
        let before = settings.clone();
        if settings.set(key, value).is_err() {
            assert_eq!(settings, before, "a refusal changes nothing: {line:?}");
        }
    }
    let words = settings.words();
    assert_eq!(words.len(), SETTING_KEYS.len());
    let mut again = Settings::default();
    // Amounts are written in the shop's currency, so it comes first.
    for key in ["currency"].iter().chain(words.keys()) {
        again
            .set(key, &words[key])
            .unwrap_or_else(|error| panic!("{text:?} shows what cannot be set: {error}"));
    }
    assert_eq!(again, settings, "{text:?} reads back");
});
