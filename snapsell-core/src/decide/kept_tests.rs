//! What somebody still holds of a live that is over: its code, its units, and journals from before it kept its code.

use super::decide;
use crate::change::{Change, EndReason, ItemKind};
use crate::code::{Code, Size};
use crate::command::{Action, Actor, Command, ProofTarget};
use crate::decision::Decision;
use crate::entry::Entry;
use crate::ids::{CommandId, CustomerId, HoldId, ItemId};
use crate::limits::EXPIRIES_PER_DECISION_MAX;
use crate::message::{Content, Message};
use crate::money::Money;
use crate::reply::Say;
use crate::settings::Settings;
use crate::shop::Shop;
use crate::time::{Span, Timestamp};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

const NOW: Timestamp = Timestamp::from_millis(1_000_000_000);
const SELLER: CustomerId = CustomerId::new(1);
const HER: CustomerId = CustomerId::new(2);
const OTHER: CustomerId = CustomerId::new(3);
const OLD: ItemId = ItemId::new(1);

fn next(shop: &Shop) -> CommandId {
    CommandId::new(u128::from(shop.version().get()) + 1)
}

fn hears(shop: &mut Shop, message: &Message, now: Timestamp) -> Decision {
    let decision = decide(shop, &crate::interpret(shop, message), now);
    shop.follow(&decision);
    shop.check();
    decision
}

fn says_at(shop: &mut Shop, from: CustomerId, words: &str, now: Timestamp) -> Decision {
    let message = Message::text(next(shop), from, words);
    hears(shop, &message, now)
}

fn says(shop: &mut Shop, from: CustomerId, words: &str) -> Decision {
    says_at(shop, from, words, NOW)
}

/// A shop in which `holders`, from 2 on, have one unit each of a piece whose live is over.
fn shop(units: u32, holders: u32) -> Shop {
    let mut settings = Settings::default();
    settings.sellers.insert(SELLER);
    let mut shop = Shop::new(settings);
    let _ = says(&mut shop, SELLER, "A12 5000");
    if units > 1 {
        let _ = says(&mut shop, SELLER, &format!("A12 +{}", units - 1));
    }
    for holder in 2..holders + 2 {
        let _ = says(&mut shop, CustomerId::new(holder), "A12");
    }
    assert_eq!(shop.holds().count(), holders as usize);
    let _ = says(&mut shop, SELLER, "FIN");
    let _ = says(&mut shop, SELLER, "LIVE");
    assert!(shop.item(OLD).is_some_and(|item| item.closed));
    shop
}

fn a12() -> Code {
    Code::canonical("A12").expect("a code")
}

fn behind(shop: &Shop) -> Option<ItemId> {
    shop.find(a12(), Size::ONE).map(|item| item.id)
}

/// What follows in a journal, whatever the rules of today.
fn journal(shop: &mut Shop, changes: Vec<Change>) {
    shop.apply(&Entry {
        version: shop.version().next(),
        at: NOW,
        command: CommandId::NONE,
        by: Actor::System,
        changes,
    });
    shop.check();
}

/// Before, the code was free at the end of the live: it was given to another piece while somebody held the first.
fn given_again() -> (Shop, ItemId) {
    let mut shop = shop(1, 1);
    let item = shop.desk.next_item;
    let offered = Change::Offered {
        item,
        code: a12(),
        size: Size::ONE,
        label: a12().into(),
        kind: ItemKind::Unique,
        price: Money::from_minor(6_000),
        quantity: 1,
        to_check: false,
    };
    journal(&mut shop, Vec::from([offered]));
    assert_eq!(behind(&shop), Some(item));
    (shop, item)
}

#[test]
fn in_an_old_journal_the_first_piece_goes_without_the_code_of_the_second() {
    let (mut shop, second) = given_again();
    let reason = EndReason::Expired;
    let hold = HoldId::new(1);
    journal(&mut shop, Vec::from([Change::HoldEnded { hold, reason }]));
    assert!(shop.item(OLD).is_none());
    assert_eq!(behind(&shop), Some(second));
}

#[test]
fn in_an_old_journal_the_first_piece_is_ordered_without_the_code_of_the_second() {
    let (mut shop, second) = given_again();
    let _ = says(&mut shop, OTHER, "A12");
    let _ = says(&mut shop, HER, "Rue 5, Yopougon");
    let _ = says(&mut shop, HER, "OUI");
    let lines = shop.orders().flat_map(|order| &order.lines);
    let items: Vec<ItemId> = lines.map(|line| line.item).collect();
    assert_eq!(items, [OLD]);
    assert!(shop.item(OLD).is_none());
    assert_eq!(behind(&shop), Some(second));
}

#[test]
fn in_an_old_journal_both_pieces_may_be_held_when_a_second_live_ends() {
    let (mut shop, second) = given_again();
    let _ = says(&mut shop, OTHER, "A12");
    let _ = says(&mut shop, SELLER, "FIN");
    assert_eq!(behind(&shop), Some(second));
    let _ = says(&mut shop, OTHER, "ANNULER");
    assert_eq!((behind(&shop), shop.items().count()), (None, 0));
    assert!(shop.item(OLD).is_some(), "hers still runs");
    let _ = says(&mut shop, HER, "ANNULER");
    assert!(shop.item(OLD).is_none());
}

#[test]
fn the_code_goes_with_the_last_of_several_holds() {
    let mut shop = shop(2, 2);
    let _ = says(&mut shop, HER, "ANNULER");
    assert_eq!(behind(&shop), Some(OLD));
    let _ = says(&mut shop, OTHER, "A12 x2");
    assert_eq!(shop.item(OLD).map(|item| item.free.len()), Some(1));
    let _ = says(&mut shop, OTHER, "ANNULER A12");
    assert_eq!(behind(&shop), None);
}

#[test]
fn what_the_team_takes_away_may_be_the_last_of_it() {
    for words in ["VENDU A12 x2", "PAS A12"] {
        let mut shop = shop(2, 2);
        let _ = says(&mut shop, SELLER, words);
        assert_eq!((shop.holds().count(), behind(&shop)), (0, None), "{words}");
    }
    let mut shop = shop(3, 2);
    let _ = says(&mut shop, SELLER, "VENDU A12 x2");
    let left = shop.item(OLD).map(|item| (item.left(), item.free.len()));
    assert_eq!((shop.holds().count(), left), (1, Some((1, 0))));
}

#[test]
fn a_second_live_that_ends_spends_no_code_again() {
    let mut shop = shop(1, 1);
    let spent = shop.spent.clone();
    let _ = says_at(&mut shop, SELLER, "FIN", NOW + Span::from_mins(1));
    assert_eq!((behind(&shop), shop.spent), (Some(OLD), spent));
}

#[test]
fn a_receipt_that_waits_keeps_the_code_for_as_long_as_it_takes() {
    let mut shop = shop(1, 1);
    let mut photo = Message::text(next(&shop), HER, "");
    photo.content = Content::Image(String::new());
    let _ = hears(&mut shop, &photo, NOW);
    let later = NOW + Settings::default().seller_active + Span::from_mins(60);
    let _ = says_at(&mut shop, SELLER, "LIVE", later);
    for words in ["A12", "A12 SVP", "OUI A12"] {
        let _ = says_at(&mut shop, OTHER, words, later);
    }
    let _ = says_at(&mut shop, SELLER, "POUR CLIENTE 3 A12", later);
    assert_eq!((shop.holds().count(), behind(&shop)), (1, Some(OLD)));
    let approve = Command {
        id: next(&shop),
        by: Actor::Seller(SELLER),
        action: Action::ApproveProof(ProofTarget::Customer(HER)),
    };
    shop.follow(&decide(&shop, &approve, later));
    assert_eq!(shop.proofs_waiting(), 0);
}

#[test]
fn a_late_yes_has_nothing_of_what_its_live_left_behind() {
    let mut shop = shop(3, 2);
    let mut photo = Message::text(next(&shop), OTHER, "");
    photo.content = Content::Image(String::new());
    let _ = hears(&mut shop, &photo, NOW);
    let later = NOW + Span::from_mins(10);
    let decision = says_at(&mut shop, HER, "OUI", later);
    assert_eq!(shop.holds().count(), 1, "hers has ended");
    let offered = decision.replies.iter().find_map(|reply| {
        let Say::TooLate { late } = &reply.say else {
            return None;
        };
        Some(late.iter().any(|line| line.place.is_some()))
    });
    assert_eq!(offered, Some(false), "{:?}", decision.replies);
}

/// So many holds are due at once that the last is not among those that a decision ends first.
#[test]
fn what_goes_before_it_is_explained_or_released_is_not_there() {
    let many = u32::try_from(EXPIRIES_PER_DECISION_MAX).expect("a few");
    for words in ["POURQUOI A12", "LIBERE A12", "VENDU A12", "PAS A12"] {
        let mut settings = Settings::default();
        settings.sellers.insert(SELLER);
        settings.hold.reminder = Span::ZERO;
        let mut shop = Shop::new(settings);
        let _ = says(&mut shop, SELLER, &format!("S01 x{many} 3000"));
        let _ = says(&mut shop, SELLER, "A12 5000");
        for holder in 2..many + 2 {
            let _ = says(&mut shop, CustomerId::new(holder), "S01");
        }
        let _ = says(&mut shop, CustomerId::new(many + 2), "A12");
        let _ = says(&mut shop, SELLER, "FIN");
        assert!(behind(&shop).is_some());
        let _ = says_at(&mut shop, SELLER, words, NOW + Span::from_mins(10));
        assert_eq!((shop.holds().count(), behind(&shop)), (0, None), "{words}");
    }
}
