//! What the messages tell people to write is what the parser reads.

use crate::{Reader, facts, golden, reply};
use proptest::prelude::*;
use snapsell_core::wording::{Facts, Words};
use snapsell_core::{
    Code, Currency, CustomerIntent, Expect, Instead, Label, Lang, Money, Named, NotDone, Offer,
    Refusal, Say, SellerIntent, Size, parse_customer, parse_seller,
};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

/// What customers are told to write, in both languages; some after a suggestion.
const CUSTOMER: [(Lang, &[&str]); 2] = [
    (
        Lang::Fr,
        &[
            "OUI",
            "PANIER",
            "ANNULER",
            "ANNULER VF-0001",
            "STOP",
            "REPRENDRE",
            "ENGLISH",
            "A12 S",
            "B07",
        ],
    ),
    (
        Lang::En,
        &[
            "YES",
            "BASKET",
            "CANCEL",
            "CANCEL VF-0001",
            "STOP",
            "START",
            "FRANÇAIS",
            "A12 S",
            "B07",
        ],
    ),
];

/// What sellers are told to write.
const SELLER: [(Lang, &[&str]); 2] = [
    (
        Lang::Fr,
        &[
            "A12",
            "A12 5000",
            "S01 x20",
            "S01 S:5 M:10",
            "S01 +5",
            "MODIF A12 5000",
            "MODIF S01 x3",
            "PAS A12",
            "VENDU A12",
            "LIBERE A12",
            "LIBERE S01 M CLIENTE 2",
            "OK S01 CLIENTE 2",
            "REFUSE S01 CLIENTE 2",
            "POUR +33612345678 A12",
            "POURQUOI A12",
            "LIVE",
            "FIN",
            "LISTE",
            "OK VF-0012",
            "REFUSE VF-0012",
            "OK A12",
            "REFUSE A12",
            "PREPARE VF-0012",
            "LIVRAISON VF-0012",
            "LIVRE VF-0012",
            "ANNULE VF-0012",
            "DEBLOQUE +33612345678",
            "AIDE",
        ],
    ),
    (
        Lang::En,
        &[
            "A12",
            "A12 5000",
            "S01 x20",
            "S01 S:5 M:10",
            "S01 +5",
            "EDIT A12 5000",
            "EDIT S01 x3",
            "WITHDRAW A12",
            "SOLD A12",
            "RELEASE A12",
            "RELEASE S01 M CUSTOMER 2",
            "OK S01 CUSTOMER 2",
            "REFUSE S01 CUSTOMER 2",
            "FOR +447700900123 A12",
            "WHY A12",
            "LIVE",
            "END",
            "LIST",
            "OK VF-0012",
            "REFUSE VF-0012",
            "OK A12",
            "REFUSE A12",
            "PREPARE VF-0012",
            "SHIPPED VF-0012",
            "DELIVERED VF-0012",
            "CANCEL VF-0012",
            "UNBLOCK +447700900123",
            "HELP",
        ],
    ),
];

/// Commands that a message shows with `et le code` or `et la nouvelle` in the place of an example.
const COMPLETED: [&str; 6] = [
    "ANNULER A12",
    "CANCEL A12",
    "POURQUOI A12",
    "WHY A12",
    "ADRESSE 12 rue des Jardins, Cocody",
    "ADDRESS 12 rue des Jardins, Cocody",
];

#[test]
fn what_customers_are_told_to_write_is_understood() {
    for (lang, commands) in CUSTOMER {
        let messages = golden(lang);
        for command in commands {
            assert!(messages.contains(command), "nobody is told {command}");
            let intent = parse_customer(command, Expect::default());
            assert_ne!(intent, CustomerIntent::Unclear, "{command}");
        }
    }
    for command in COMPLETED {
        let intent = parse_customer(command, Expect::default());
        assert_ne!(intent, CustomerIntent::Unclear, "{command}");
    }
}

#[test]
fn what_sellers_are_told_to_write_is_understood() {
    for (lang, commands) in SELLER {
        let messages = golden(lang);
        for command in commands {
            assert!(messages.contains(command), "nobody is told {command}");
            let intent = parse_seller(command, Currency::XOF);
            assert_ne!(intent, SellerIntent::Unclear, "{command}");
        }
    }
}

fn labels() -> impl Strategy<Value = Label> {
    let text = ("[A-Z]{1,4}", 0_u16..=9_999, 0_usize..3);
    // `VF` names orders, and `X2` before another code is a quantity.
    let text = text.prop_filter("codes", |(letters, ..)| letters != "VF" && letters != "X");
    text.prop_map(|(letters, number, zeros)| {
        Label::new(&format!("{letters}{}{number}", "0".repeat(zeros))).unwrap()
    })
}

fn sizes() -> impl Strategy<Value = Size> {
    let names = [
        "", "XS", "S", "M", "XL", "XXL", "TU", "8", "28", "38", "42.5", "6.5", "52",
    ];
    prop::sample::select(
        names
            .map(|name| Size::new(name).unwrap_or(Size::ONE))
            .to_vec(),
    )
}

fn items() -> impl Strategy<Value = Named> {
    (labels(), sizes()).prop_map(|(label, size)| Named { label, size })
}

/// Any line that can be proposed.
fn proposals() -> impl Strategy<Value = Instead> {
    let price = || prop::option::of((1_i64..100_000_000).prop_map(Money::from_minor));
    let units = prop::collection::btree_map(sizes(), 1_u32..=9_999, 0..5);
    let units = units.prop_map(|mut units| {
        if units.len() > 1 {
            units.remove(&Size::ONE);
        }
        units.into_iter().collect()
    });
    let offer = (labels(), units, price());
    prop_oneof![
        offer.prop_map(|(label, units, price)| Instead::Offer {
            label,
            units,
            price
        }),
        (items(), 0_u32..=9_999).prop_map(|(item, quantity)| Instead::Add { item, quantity }),
        (items(), price(), prop::option::of(0_u32..=9_999)).prop_map(|(item, price, quantity)| {
            Instead::Edit {
                item,
                price,
                quantity,
            }
        }),
        items().prop_map(Instead::Withdraw),
        items().prop_map(Instead::Release),
        (items(), 1_u32..=9_999).prop_map(|(item, quantity)| Instead::Sold { item, quantity }),
    ]
}

fn code(label: Label) -> Code {
    Code::canonical(label.as_str()).unwrap()
}

/// What the seller means who copies the line, where an example of a price is `example`.
fn meant(instead: Instead, example: i64) -> SellerIntent {
    match instead {
        Instead::Offer {
            label,
            units,
            price,
        } => {
            let (quantity, sizes) = match units[..] {
                [(Size::ONE, quantity)] => (Some(quantity), Vec::new()),
                _ => {
                    let counted = units.into_iter().map(|(size, count)| (size, Some(count)));
                    (None, counted.collect())
                }
            };
            SellerIntent::Offer(vec![Offer {
                code: code(label),
                label,
                quantity,
                price: Some(price.map_or(example, Money::minor)),
                sizes,
            }])
        }
        Instead::Add { item, quantity } => SellerIntent::AddStock {
            code: code(item.label),
            size: item.size,
            quantity,
        },
        Instead::Edit {
            item,
            price,
            quantity,
        } => SellerIntent::Edit {
            code: code(item.label),
            size: item.size,
            price: match (price, quantity) {
                (Some(price), _) => Some(price.minor()),
                (None, None) => Some(example),
                (None, Some(_)) => None,
            },
            quantity,
            more: Vec::new(),
        },
        Instead::Withdraw(item) => SellerIntent::Withdraw(vec![(code(item.label), item.size)]),
        Instead::Release(item) => SellerIntent::Release {
            code: code(item.label),
            size: item.size,
            who: None,
        },
        Instead::Sold { item, quantity } => SellerIntent::SoldElsewhere {
            code: code(item.label),
            size: item.size,
            quantity,
        },
    }
}

proptest! {
    #[test]
    fn every_line_that_a_seller_is_told_to_send_is_read_as_it_is_meant(
        instead in proposals(),
        english: bool,
        currency in prop::sample::select(vec![
            (Currency::XOF, 5_000),
            (Currency::EUR, 1_200),
            (Currency::parse("TND").unwrap(), 12_000),
        ]),
    ) {
        let (currency, example) = currency;
        let lang = if english { Lang::En } else { Lang::Fr };
        let what = "A1".to_string();
        let line = NotDone { what, why: Refusal::NoPrice, instead: Some(instead.clone()) };
        let facts = Facts { currency, ..facts(Reader::Seller) };
        let text = WORDS.render(&reply(lang, Say::NotDone(vec![line])), &facts);
        let (_, line) = text.rsplit_once(": ").unwrap();
        let line = line.strip_suffix('.').unwrap();
        prop_assert_eq!(parse_seller(line, currency), meant(instead, example), "{}", line);
    }
}
