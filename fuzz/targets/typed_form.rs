//! A form that comes back: whatever was typed, the page has the tags and attributes that it has for harmless words.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use snapsell_server::console::testkit::Pages;

/// The pages, and how many signs of markup each has for harmless words.
static PAGES: LazyLock<(Pages, [usize; 2])> = LazyLock::new(|| {
    let pages = Pages::default();
    let harmless = pages.typed_again(b"shop=Awa&email=awa");
    let signs = harmless.expect("it is a form").map(|page| markup(&page));
    (pages, signs)
});

fn markup(page: &str) -> usize {
    page.matches(['<', '>', '"', '\'']).count()
}

fuzz_target!(|data: &[u8]| {
    let (pages, harmless) = &*PAGES;
    if let Some(typed) = pages.typed_again(data) {
        assert_eq!(typed.map(|page| markup(&page)), *harmless);
    }
});
