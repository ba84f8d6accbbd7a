//! The seller's list, read to its end in as many messages as it takes.

use snapsell_core::wording::{Facts, Words};
use snapsell_core::{
    CommandId, Currency, CustomerId, Message, Reply, Settings, Shop, Timestamp, interpret,
};

const SELLER: CustomerId = CustomerId::new(1);
const NOW: Timestamp = Timestamp::from_millis(1_795_379_640_000);
const ORDERS: u32 = 45;

/// What is told when these people write these words.
fn says(shop: &mut Shop, from: CustomerId, words: &str) -> Vec<Reply> {
    let id = CommandId::new(u128::from(shop.version().get()) + 1);
    let command = interpret(shop, &Message::text(id, from, words));
    shop.carry_out(&command, NOW).replies.to_vec()
}

/// What the seller reads then.
fn read(words: &Words, replies: &[Reply]) -> String {
    let facts = Facts {
        shop_name: "Chez Marie",
        currency: Currency::XOF,
        utc_offset_minutes: &|_| 0,
        to_seller: true,
        name: &|_| Some("Aminata Fatoumata Diallo Traoré Sow".to_string()),
        address: &|_| None,
        now: NOW,
    };
    let replies: Vec<_> = replies.iter().collect();
    words.render_all(&replies, &facts)
}

#[test]
fn a_long_list_shows_every_order_once() {
    let mut settings = Settings::default();
    settings.sellers.insert(SELLER);
    let mut shop = Shop::new(settings);
    for code in ["TAMA1", "TAMB2", "TAMC3", "TAMD4", "TAME5", "TAMF6"] {
        says(&mut shop, SELLER, &format!("{code} XXL x999 3000"));
    }
    for number in 0..ORDERS {
        let her = CustomerId::new(number + 2);
        let claims =
            "TAMA1 XXL x2, TAMB2 XXL x2, TAMC3 XXL x2, TAMD4 XXL x2, TAME5 XXL x2, TAMF6 XXL x2";
        for words in [claims, "Rue 5, Yopougon", "OUI"] {
            says(&mut shop, her, words);
        }
    }
    let words = Words::new();
    let mut shown = Vec::new();
    let mut asks = "LISTE".to_string();
    for _ in 0..ORDERS {
        let page = read(&words, &says(&mut shop, SELLER, &asks));
        let orders = page.lines().filter(|line| line.starts_with("VF-"));
        shown.extend(orders.map(|line| line[..7].to_string()));
        let Some(next) = page.lines().find_map(|line| line.split_once("LISTE ")) else {
            break;
        };
        asks = format!("LISTE {}", next.1);
    }
    let all: Vec<String> = (1..=ORDERS)
        .map(|number| format!("VF-{number:04}"))
        .collect();
    assert_eq!(shown, all);
}
