//! OUI and OK: what they answer, where there is something to confirm and where there is not.

use super::confirm::confirm;
use super::late::lapsed;
use super::{Ruling, claim, due};
use crate::draft::{Draft, Ground};
use crate::ids::CustomerId;
use crate::pick::Pick;

/// OUI: what she holds, or else the one thing that was suggested to her.
pub(super) fn yes(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    picks: &[Pick],
) -> Ruling {
    due::settle_customer(draft, customer);
    let only = draft.of(customer, |person| match person.suggested[..] {
        [item] if picks.is_empty() && person.holds.is_empty() => Some(item),
        _ => None,
    });
    // A piece goes with its live.
    let suggested = only.is_some_and(|item| draft.item(item).is_some());
    if suggested && lapsed(draft, customer, picks).is_empty() {
        return claim::choose(draft, customer, 1);
    }
    confirm(draft, customer, picks)
}

/// OK: what she holds; else it is only politeness that wants no answer, unless she was asked something clearer.
pub(super) fn agree(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    due::settle_customer(draft, customer);
    let open = draft.of(customer, |person| {
        !person.holds.is_empty() || !person.suggested.is_empty()
    });
    if open || !lapsed(draft, customer, &[]).is_empty() {
        return confirm(draft, customer, &[]);
    }
    Ok(())
}
