//! Pictures that people send: shown where they can be, and said in words where they cannot.

use crate::checks::axe_finds_nothing_serious;
use crate::forms::on_a_phone;
use crate::live::{AWA, FATOU, receipt};
use crate::shop::SELLER;

/// A picture that begins well and breaks off.
fn damaged() -> Vec<u8> {
    let mut bytes = Vec::new();
    let many = |at: u32| u8::try_from(at * 37 % 251).unwrap();
    let picture =
        image::RgbImage::from_fn(90, 90, |x, y| image::Rgb([many(x), many(y), many(x * y)]));
    let mut to = std::io::Cursor::new(&mut bytes);
    picture.write_to(&mut to, image::ImageFormat::Png).unwrap();
    bytes.truncate(bytes.len() / 2);
    bytes
}

#[test]
fn a_receipt_that_came_damaged_is_said_to_be_and_is_no_broken_picture() {
    let mut shop = on_a_phone();
    for (who, code, picture) in [(AWA, "A12", damaged()), (FATOU, "A13", receipt())] {
        for writer in [SELLER, who] {
            shop.writes(writer, code);
            shop.until_told(writer, code);
        }
        shop.shows(who, picture);
        shop.until_told(who, "reçu");
    }
    shop.goto("/preuves");
    let proofs = "[...document.querySelectorAll('.proof')]";
    let seen = |what: &str| {
        format!(
            "JSON.stringify({proofs}.map((proof) => proof.querySelector('{what}')?.checkVisibility()))"
        )
    };
    let is = |what: &str, wanted: &str| format!("{} === '{wanted}'", seen(what));
    shop.tab.until(&is("img", "[false,true]"));
    shop.tab.until(&is(".unseen", "[true,false]"));
    axe_finds_nothing_serious(&mut shop.tab);
    // What follows does not ask for it again and again.
    shop.tab
        .eval("document.querySelector('.proof img').wasThere = true");
    shop.writes(SELLER, "A14");
    shop.until_told(SELLER, "A14");
    shop.tab
        .eval("new Promise((ok) => setTimeout(ok, 1500)).then(window.snapsellRefresh)");
    let stays = "document.querySelector('.proof img').wasThere";
    assert_eq!(shop.tab.eval(stays), true);
    shop.tab.forgive("404");
    shop.close();
}
