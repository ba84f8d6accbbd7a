//! ANNULER and fewer units than she has: she wants the rest, if it is said which.

use crate::command::{Action, Unclear};
use crate::intent::{Claim, CustomerIntent, Typed, Written};
use crate::parse::speaks_of_one;
use crate::pick::Pick;
use crate::shop::{Customer, Item, Shop};
use alloc::vec;
use alloc::vec::Vec;

/// The claim of the rest. Of several sizes nobody knows which one she means.
pub(super) fn action(shop: &Shop, her: Option<&Customer>, of: Pick, units: u32) -> Action {
    let hers = her.map_or_else(Vec::new, |her| hers(shop, her, of));
    let all: u32 = hers.iter().map(|&(_, has)| has).sum();
    match hers[..] {
        _ if units == 0 => Action::Unclear(Unclear::Text),
        _ if units >= all => Action::Cancel(vec![of]),
        [(item, has)] => Action::Claim {
            claims: vec![Claim {
                code: Written::Code(item.code),
                size: item.named.size,
                quantity: Some(has - units),
                typed: Typed::default(),
            }],
            skipped: 0,
        },
        _ => Action::Unclear(Unclear::Text),
    }
}

/// `Annule un`, when that may be any of several: whether nobody knows which one she means.
pub(super) fn is_doubtful(
    shop: &Shop,
    her: &Customer,
    intent: &CustomerIntent,
    text: &str,
) -> bool {
    let cancels = matches!(intent, CustomerIntent::Cancel(picks) if picks.is_empty());
    if !cancels || !speaks_of_one(text) {
        return false;
    }
    let holds = her
        .holds
        .iter()
        .filter_map(|held| shop.holds.get(held.hold));
    let held: u32 = holds.map(|hold| hold.slots.len()).sum();
    let awaited: u32 = her.waits.iter().map(|wait| wait.quantity).sum();
    held + awaited > 1
}

/// The items meant of which she has any, and how many units: those she holds and those she waits for.
fn hers<'a>(shop: &'a Shop, her: &Customer, of: Pick) -> Vec<(&'a Item, u32)> {
    let sizes = shop.codes.sizes_of(of.code).into_iter();
    let items = sizes.filter_map(|(_, item)| shop.items.get(item));
    let meant = items.filter(|item| of.means(shop, item));
    let counted = meant.map(|item| {
        let hold = her.hold_of(item.id).and_then(|hold| shop.holds.get(hold));
        let held = hold.map_or(0, |hold| hold.slots.len());
        let waits = her.wait(item.id).map_or(0, |wait| wait.quantity);
        (item, held + waits)
    });
    counted.filter(|&(_, units)| units > 0).collect()
}
