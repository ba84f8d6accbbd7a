//! What holds for any message, and for any way of writing a code.

use super::customer_tests::show;
use super::{Expect, parse_customer, parse_seller};
use crate::code::Code;
use crate::intent::{CustomerIntent, SellerIntent};
use crate::limits::CLAIMS_PER_MESSAGE_MAX;
use crate::money::Currency;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use proptest::prelude::*;

const IDLE: Expect = Expect {
    address: false,
    choice: false,
};

/// Ways to write `letters` and `number`, each of them that one code.
fn variants(code: Code, zeros: usize) -> Vec<String> {
    let letters = code.letters().as_str().to_string();
    let number = format!("{}{}", "0".repeat(zeros), code.number());
    let plain = format!("{letters}{number}");
    let wide = plain
        .chars()
        .filter_map(|c| char::from_u32(c as u32 + 0xfee0))
        .collect();
    let digits = |zero: u32| -> String {
        let shift = |c: char| char::from_u32(zero + c as u32 - 0x30);
        letters
            .chars()
            .chain(number.chars().filter_map(shift))
            .collect()
    };
    let keycaps: String = number
        .chars()
        .flat_map(|c| [c, '\u{fe0f}', '\u{20e3}'])
        .collect();
    let hidden: String = plain
        .chars()
        .flat_map(|c| ['\u{200b}', c, '\u{2069}'])
        .collect();
    alloc::vec![
        plain.to_ascii_lowercase(),
        format!(" #{plain} !"),
        format!("je veux {plain}, merci"),
        format!("{letters}{keycaps}"),
        digits(0x660),
        digits(0x6f0),
        wide,
        hidden,
        plain,
    ]
}

proptest! {
    #[test]
    fn every_way_of_writing_a_code_is_that_code(letters in "[A-Z]{1,4}", number in 0_u16..=9_999, zeros in 0_usize..3) {
        prop_assume!(letters != "VF");
        let code = Code::new(&letters, number).unwrap();
        for text in variants(code, zeros) {
            prop_assert_eq!(show(&parse_customer(&text, IDLE)), code.to_string(), "{}", text);
        }
    }

    #[test]
    fn a_single_letter_and_its_number_may_stand_apart(letter in "[A-WYZ]", number in 0_u16..=9_999) {
        let code = Code::new(&letter, number).unwrap();
        for gap in ["-", "_", ".", " ", " - ", "#", " #"] {
            prop_assert_eq!(show(&parse_customer(&format!("{letter}{gap}{number}"), IDLE)), code.to_string());
        }
    }

    #[test]
    fn any_text_is_understood_or_not_but_never_breaks(text in any::<String>(), address: bool, choice: bool) {
        let _ = parse_customer(&text, Expect { address, choice });
    }

    #[test]
    fn any_mix_of_words_keeps_the_bounds(
        words in prop::collection::vec("[ABX]?[0-9]{0,3}|oui|pas|x|x2|2x|M|T|VF|a|,|\n|\\+|l'|adresse|é", 0..60),
        address: bool,
    ) {
        let text = words.join(" ");
        if let CustomerIntent::Claim { claims, .. } = parse_customer(&text, Expect { address, choice: true }) {
            prop_assert!(!claims.is_empty() && claims.len() <= CLAIMS_PER_MESSAGE_MAX);
            for (at, claim) in claims.iter().enumerate() {
                prop_assert!(claims[..at].iter().all(|c| (&c.code, c.size) != (&claim.code, claim.size)));
            }
        }
    }

    #[test]
    fn what_a_seller_lists_is_never_empty(
        words in prop::collection::vec(
            "code|article|[AST]0?[0-9]{1,2}|modif|pas|enlève|pour|moi|livre|prépare|livraison|VF-0001|x2|\\+3|5000|M|:|,|\n|%",
            0..6,
        ),
    ) {
        let text = words.join(" ");
        let listed = match parse_seller(&text, Currency::XOF) {
            SellerIntent::Offer(offers) => offers.len(),
            SellerIntent::Withdraw(codes) => codes.len(),
            SellerIntent::ClaimFor { claims, .. } => claims.len(),
            SellerIntent::Prepare(orders) | SellerIntent::SendOut(orders) | SellerIntent::Deliver(orders) => orders.len(),
            SellerIntent::AddStock { .. }
            | SellerIntent::Edit { .. }
            | SellerIntent::OpenLive
            | SellerIntent::CloseLive
            | SellerIntent::Release { .. }
            | SellerIntent::SoldElsewhere { .. }
            | SellerIntent::Approve { .. }
            | SellerIntent::Refuse { .. }
            | SellerIntent::CancelOrder { .. }
            | SellerIntent::Block(_)
            | SellerIntent::Unblock(_)
            | SellerIntent::List(_)
            | SellerIntent::ShowOrder(_)
            | SellerIntent::Why(_)
            | SellerIntent::Help
            | SellerIntent::Unclear => return Ok(()),
        };
        prop_assert!(listed > 0, "{:?}", text);
    }
}
