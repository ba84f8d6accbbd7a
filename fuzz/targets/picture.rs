//! A picture from a stranger: no picture, or a JPEG of ours, which is a picture again and holds nothing else.
#![no_main]

use libfuzzer_sys::fuzz_target;
use snapsell_server::console::testkit::picture;

fuzz_target!(|data: &[u8]| {
    let Some(shown) = picture(data) else {
        return;
    };
    assert!(shown.starts_with(&[0xff, 0xd8]) && shown.ends_with(&[0xff, 0xd9]));
    for mark in [
        &b"Exif\0"[..],
        b"http://ns.adobe.com",
        b"ICC_PROFILE",
        b"<script",
    ] {
        let hidden = shown.windows(mark.len()).any(|part| part == mark);
        assert!(!hidden, "{mark:?} survives");
    }
    assert!(picture(&shown).is_some());
});
