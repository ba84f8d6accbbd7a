//! Transcripts: any text is played or refused, and what was played goes the same way again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use snapsell_core::testkit::play;

/// Longest transcript, in bytes.
const BYTES_MAX: usize = 8 * 1024;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if text.len() > BYTES_MAX {
        return;
    }
    // Playing leaves out spaces at the end of a line, which may be all that somebody wrote.
    let trimmed: Vec<&str> = text.lines().map(str::trim_end).collect();
    let Ok(played) = play(&trimmed.join("\n")) else {
        return;
    };
    let again = play(&played.text).unwrap_or_else(|error| panic!("{error}: {}", played.text));
    assert_eq!(again.text, played.text);
});
