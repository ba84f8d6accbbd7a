//! Two customers want one piece: the rules in memory, without clock, disk or network.

use snapsell_core::{
    CommandId, CustomerId, Letters, Message, Money, Settings, Shop, Span, Timestamp, decide,
    interpret,
};

fn main() {
    let [marie, awa, bea] = [1, 2, 3].map(CustomerId::new);
    let mut settings = Settings::default();
    let letters = Letters::new("A").expect("A is a letter");
    settings.grid.insert(letters, Money::from_minor(5_000));
    settings.sellers.insert(marie);
    let mut shop = Shop::new(settings);
    let eight = Timestamp::from_millis(1_795_377_600_000);

    write(&mut shop, 1, marie, "A12", eight);
    write(&mut shop, 2, awa, "a12 svp", eight + Span::from_secs(10));
    write(&mut shop, 3, bea, "A12", eight + Span::from_secs(11));
    let hold = shop.holds().next().expect("Awa was first");
    assert_eq!(hold.customer, awa);

    // Awa stays silent. Five minutes later any message finds her hold over, and Bea's begun.
    let later = eight + Span::from_mins(6);
    write(&mut shop, 4, bea, "PANIER", later);
    assert_eq!(shop.holds().next().map(|hold| hold.customer), Some(bea));
    println!("to be looked at again: {:?}", shop.next_deadline());
}

/// One message, decided and applied. A real program commits the entry in between and sends the replies.
fn write(shop: &mut Shop, id: u128, from: CustomerId, text: &str, now: Timestamp) {
    let command = interpret(shop, &Message::text(CommandId::new(id), from, text));
    let decision = decide(shop, &command, now);
    shop.apply(&decision.entry());
    println!("{from:?}: {text}");
    for change in &decision.changes {
        println!("  {change:?}");
    }
}
