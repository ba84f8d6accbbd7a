//! A customer who was asked for a size answers with nothing else.

use crate::code::{Code, Size};
use crate::command::Action;
use crate::intent::{Claim, Typed, Written};
use crate::parse::sizes_alone;
use crate::shop::{Customer, Shop};
use alloc::string::ToString;
use alloc::vec::Vec;

/// The smallest number beside a code that is rather a size than a quantity.
const NUMBERED_MIN: u32 = 6;

/// The code of everything that was suggested to her, when it is one.
fn asked(shop: &Shop, her: &Customer) -> Option<Code> {
    let code = |id| shop.items.get(id).map(|item| item.code);
    let first = code(*her.suggested.first()?)?;
    let same = her.suggested.iter().all(|&id| code(id) == Some(first));
    same.then_some(first)
}

/// Whether a number can mean one of the things that were suggested to her: sizes of one code have none, unless she is
/// offered to wait for what she had.
pub(super) fn is_numbered(shop: &Shop, her: &Customer) -> bool {
    let lapsed = |id: &_| her.lapsed.iter().any(|lapsed| lapsed.item == *id);
    let sizes = her.suggested.len() > 1 && asked(shop, her).is_some();
    !her.suggested.is_empty() && (!sizes || her.suggested.iter().all(lapsed))
}

/// A number beside a code that has such a size names it: `B1 10`. A small one (`2 S01`) is more often a quantity.
#[cold]
pub(super) fn numbered(shop: &Shop, claims: &mut [Claim]) {
    for claim in claims.iter_mut().filter(|claim| claim.size.is_one()) {
        let Written::Code(code) = claim.code else {
            continue;
        };
        let number = claim.typed.count.filter(|count| *count >= NUMBERED_MIN);
        let named = number.and_then(|number| Size::new(&number.to_string()));
        let has = |size: &Size| shop.on_sale(code).any(|row| row.named.size == *size);
        if let Some(size) = named.filter(has) {
            claim.size = size;
            claim.typed.count = None;
        }
    }
}

/// The claim in a text of sizes alone. Who was asked which size may name any that the code has; a suggestion is of one.
#[cold]
pub(super) fn claim(shop: &Shop, her: &Customer, text: &str) -> Option<Action> {
    let code = asked(shop, her)?;
    let sizes = sizes_alone(text);
    let known = |size: Size| {
        let several = her.suggested.len() > 1;
        let mut these = shop
            .on_sale(code)
            .filter(|row| several || her.suggested.contains(&row.id));
        these.any(|row| row.named.size == size)
    };
    if sizes.is_empty() || !sizes.iter().all(|&(size, _)| known(size)) {
        return None;
    }
    let claims = sizes.into_iter().map(|(size, quantity)| Claim {
        code: Written::Code(code),
        size,
        quantity,
        typed: Typed::default(),
    });
    Some(Action::Claim {
        claims: Vec::from_iter(claims),
        skipped: 0,
    })
}
