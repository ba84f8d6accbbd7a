//! Who may be written to, and who may claim.

use super::{Ruling, answers, due};
use crate::change::{Change, LeaveReason};
use crate::draft::{Draft, Ground};
use crate::ids::CustomerId;
use crate::lang::Lang;
use crate::queue::Wait;
use crate::reply::{Class, Say};
use crate::settings::AfterStop;

/// STOP: one confirmation, and her places in queues are given up.
pub(super) fn opt_out(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    due::settle_customer(draft, customer);
    // Told first: afterwards the shop may have chosen to send nothing at all.
    let say = match draft.settings().after_stop {
        AfterStop::Transactional => Say::Stopped,
        AfterStop::None => Say::Silenced,
    };
    draft.tell(customer, Class::Answer, say);
    // What she holds stays hers until its end, and she hears of it no more.
    let holds = answers::held_lines(draft, customer);
    answers::tell_held(draft, customer, holds);
    leave(draft, customer);
    Ok(())
}

fn leave(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) {
    if !draft.of(customer, |person| person.opted_out) {
        draft.emit(Change::OptedOut(customer));
    }
    let waits = draft.of(customer, |person| person.waits.clone());
    for &Wait { item, .. } in waits.iter() {
        draft.emit(Change::PlaceLeft {
            item,
            customer,
            reason: LeaveReason::OptedOut,
        });
    }
}

/// REPRENDRE.
pub(super) fn opt_in(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    if draft
        .customer(customer)
        .is_some_and(|person| person.opted_out)
    {
        draft.emit(Change::OptedIn(customer));
    }
    draft.tell(customer, Class::Answer, Say::Resumed);
    Ok(())
}

/// The seller writes: she can be reached, and a STOP that the provider noted is over. Her shop's news must reach her.
pub(super) fn heard(draft: &mut Draft<'_, impl Ground>, seller: CustomerId) {
    let person = draft.customer(seller);
    let (unreachable, opted_out) = person.map_or((false, false), |person| {
        (person.unreachable, person.opted_out)
    });
    if unreachable {
        draft.emit(Change::Reachable(seller));
    }
    if opted_out {
        draft.emit(Change::OptedIn(seller));
    }
}

/// ENGLISH, FRANÇAIS.
pub(super) fn speak(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    lang: Lang,
) -> Ruling {
    draft.emit(Change::LanguageChosen { customer, lang });
    draft.tell(customer, Class::Answer, Say::Speaking);
    Ok(())
}

/// BLOQUE, DEBLOQUE.
pub(super) fn block(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    customer: CustomerId,
    blocked: bool,
) -> Ruling {
    if draft
        .customer(customer)
        .is_some_and(|person| person.blocked)
        != blocked
    {
        draft.emit(if blocked {
            Change::Blocked(customer)
        } else {
            Change::Unblocked(customer)
        });
    }
    if let Some(seller) = seller {
        draft.tell(seller, Class::Answer, Say::BlockSet { customer, blocked });
    }
    Ok(())
}

/// The provider could not reach her, or says that she opted out.
pub(super) fn unreachable(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    opted_out: bool,
) -> Ruling {
    let person = draft.customer(customer);
    if opted_out {
        leave(draft, customer);
    } else if person.is_none_or(|person| !person.unreachable) {
        draft.emit(Change::Unreachable(customer));
    }
    Ok(())
}
