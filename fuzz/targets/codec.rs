//! What is written comes back: entries and replies as JSON, states as postcard; junk is an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use snapsell_core::{Entry, Reply, Shop};
use snapsell_fuzz::play;

fuzz_target!(|data: &[u8]| {
    let _ = serde_json::from_slice::<Entry>(data);
    let _ = serde_json::from_slice::<Reply>(data);
    let _ = postcard::from_bytes::<Shop>(data);

    let bench = play(data, |_, decision, _| {
        for reply in &decision.replies {
            let text = serde_json::to_string(reply).expect("a reply has a text form");
            assert_eq!(
                &serde_json::from_str::<Reply>(&text).expect("its own"),
                reply
            );
        }
    });
    for entry in bench.journal() {
        let text = serde_json::to_string(entry).expect("an entry has a text form");
        let again: Entry = serde_json::from_str(&text).expect("its own");
        assert_eq!(&again, entry);
        // The chain is over these bytes, so they must not depend on the run.
        assert_eq!(serde_json::to_string(&again).expect("as before"), text);
    }
    let state = postcard::to_allocvec(bench.shop()).expect("a state has a short form");
    let again: Shop = postcard::from_bytes(&state).expect("its own");
    assert_eq!(&again, bench.shop());
    damaged(state, data);
});

/// A damaged state is refused or read as something else, and no byte of it breaks the program.
fn damaged(mut state: Vec<u8>, data: &[u8]) {
    if let [low, high, bits, ..] = data {
        let at = usize::from(u16::from_le_bytes([*low, *high])) % state.len();
        state[at] ^= bits;
        let _ = postcard::from_bytes::<Shop>(&state);
        let _ = postcard::from_bytes::<Shop>(&state[..at]);
    }
}
