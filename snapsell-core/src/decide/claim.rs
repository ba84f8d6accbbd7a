//! Claims: what is free is hers until a deadline, what is taken she waits for.

use super::lookup::{self, Found};
use super::question::{self, Question};
use super::{Ruling, answers, count, due, live, serve};
use crate::change::{Change, ItemKind, LeaveReason, Origin};
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, HoldId, ItemId};
use crate::intent::{Claim, Typed, Written};
use crate::limits::{CLAIM_QUANTITY_MAX, PLACES_PER_CUSTOMER_MAX, QUEUE_MAX};
use crate::list::List;
use crate::queue::Wait;
use crate::refusal::Refusal;
use crate::reply::{ClaimLine, Class, PlaceLine, Say};
use crate::slots::Slots;
use alloc::format;
use alloc::string::{String, ToString};

/// A customer's message of claims: every line its own outcome, one answer.
pub(super) fn claim(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    claims: &[Claim],
    skipped: u32,
) -> Ruling {
    if let Err(refusal) = may_claim(draft, customer) {
        draft.tell(customer, Class::Answer, Say::Refused(refusal.clone()));
        return Err(refusal);
    }
    due::settle_customer(draft, customer);
    let lines = lines(draft, customer, claims, Origin::Claimed);
    let next = answers::ask_next_step(draft, customer);
    let ruling = first_refusal(&lines);
    draft.tell_with(customer, Class::Answer, || Say::Claimed {
        lines,
        skipped,
        next,
    });
    count::explain(draft, customer, claims);
    ruling
}

/// The number of a suggestion: now she has said it clearly.
pub(super) fn choose(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    number: u8,
) -> Ruling {
    let suggested = draft
        .customer(customer)
        .map(|person| person.suggested.to_vec())
        .unwrap_or_default();
    let chosen = usize::from(number)
        .checked_sub(1)
        .and_then(|index| suggested.get(index));
    let item = chosen.and_then(|&id| draft.item(id));
    let Some((code, size)) = item.map(|item| (item.code, item.named.size)) else {
        draft.tell(customer, Class::Answer, Say::Refused(Refusal::NoSuchChoice));
        return Err(Refusal::NoSuchChoice);
    };
    question::close(draft, customer);
    claim(
        draft,
        customer,
        &[Claim {
            code: Written::Code(code),
            size,
            quantity: None,
            typed: Typed::default(),
        }],
        0,
    )
}

/// Whether this customer may reserve anything at all.
#[inline]
pub(super) fn may_claim(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    match draft.customer(customer) {
        Some(person) if person.blocked => Err(Refusal::Blocked),
        Some(person) if person.opted_out => Err(Refusal::OptedOut),
        Some(_) | None => Ok(()),
    }
}

/// A message counts as refused when nothing in it was reserved.
#[inline]
pub(super) fn first_refusal(lines: &[ClaimLine]) -> Ruling {
    let mut first = None;
    for line in lines {
        match line {
            ClaimLine::Refused { why, .. } => first = first.or_else(|| Some(why.clone())),
            ClaimLine::Suggested { .. } => {
                first = first.or(Some(Refusal::UnknownCode { example: None }));
            }
            ClaimLine::Held(_)
            | ClaimLine::AlreadyHeld(_)
            | ClaimLine::Partly { .. }
            | ClaimLine::Queued(_)
            | ClaimLine::AlreadyQueued(_) => return Ok(()),
        }
    }
    first.map_or(Ok(()), Err)
}

/// Every claim on its own, in the order written.
#[inline]
pub(super) fn lines(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    claims: &[Claim],
    origin: Origin,
) -> List<ClaimLine> {
    let mut lines = List::new();
    let mut question = Question::default();
    for claim in claims {
        let found = match &claim.code {
            Written::Code(code) => lookup::find(draft, *code, claim.size),
            Written::Blurred(text) => lookup::near_or_unknown(draft, text),
        };
        lines.push(match found {
            Found::Item(item) => {
                question.named(draft, customer, item);
                match claim_item(draft, customer, item, claim.quantity, origin) {
                    Ok(unchanged) => {
                        let line = answers::claim_line(draft, customer, item, unchanged);
                        if matches!(line, ClaimLine::Queued(_)) {
                            question.outdated(draft, customer);
                        }
                        line
                    }
                    Err(why) => ClaimLine::Refused {
                        what: answers::named(draft, item).to_string(),
                        why,
                    },
                }
            }
            Found::Near(items) => {
                let choices = items
                    .iter()
                    .map(|&item| answers::named(draft, item))
                    .collect();
                question.which(items);
                ClaimLine::Suggested {
                    what: written(draft, claim),
                    choices,
                }
            }
            Found::WhichSize { items, why } => {
                question.which(items);
                ClaimLine::Refused {
                    what: written(draft, claim),
                    why,
                }
            }
            Found::Refused(why) => ClaimLine::Refused {
                what: written(draft, claim),
                why,
            },
        });
    }
    question.ask(draft, customer);
    lines
}

/// What she wrote, as the seller's label has it where there is one.
fn written(draft: &Draft<'_, impl Ground>, claim: &Claim) -> String {
    match &claim.code {
        Written::Blurred(text) => text.clone(),
        Written::Code(code) => {
            let known = draft
                .sizes_of(*code)
                .first()
                .and_then(|&(_, item)| draft.item(item));
            let typed = || {
                let zeros = "0".repeat(claim.typed.zeros.into());
                format!("{}{zeros}{}", code.letters(), code.number())
            };
            known.map_or_else(typed, |item| item.named.label.to_string())
        }
    }
}

/// One claim on one item; whether it changed nothing. Repeating it does not; another quantity sets the quantity.
fn claim_item(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    item: ItemId,
    quantity: Option<u32>,
    origin: Origin,
) -> Result<bool, Refusal> {
    due::settle_item(draft, item);
    let row = draft.item(item).ok_or(Refusal::UnknownItem)?;
    if row.withdrawn {
        return Err(Refusal::Withdrawn);
    }
    let prepared = row.kind == ItemKind::Prepared;
    let has = share(draft, customer, item);
    let units = has.units();
    // Who writes `x0` wants none: that reserves nothing, and takes nothing from her without a clear word.
    if quantity == Some(0) {
        return Err(Refusal::NoUnits);
    }
    let want = quantity.unwrap_or(units).max(1);
    // A single piece cannot be had twice.
    let want = if prepared {
        want
    } else {
        want.min(row.stock.max(1))
    };
    if want > CLAIM_QUANTITY_MAX {
        return Err(Refusal::TooManyUnits {
            most: CLAIM_QUANTITY_MAX,
        });
    }
    let mut unchanged = want == units;
    if want > units {
        live::for_claim(draft, prepared)?;
        match more(draft, customer, item, has, want - units, origin) {
            // What she has stays hers; there is no more.
            Err(_) if units > 0 => unchanged = true,
            ruling => ruling?,
        }
    } else if want < units {
        less(draft, customer, item, has, want);
    }
    Ok(unchanged)
}

/// What a customer has of one item.
#[derive(Clone, Copy)]
struct Share {
    hold: Option<HoldId>,
    /// Units of the hold.
    have: u32,
    /// Units she waits for; `None` when she has no place.
    waits_for: Option<u32>,
}

impl Share {
    fn waiting(self) -> u32 {
        self.waits_for.unwrap_or_default()
    }

    /// Held and waited for.
    fn units(self) -> u32 {
        self.have + self.waiting()
    }
}

#[inline]
fn share(draft: &Draft<'_, impl Ground>, customer: CustomerId, item: ItemId) -> Share {
    let person = draft.customer(customer);
    let hold = person.and_then(|person| person.hold_of(item));
    let wait = person.and_then(|person| person.wait(item));
    let held = hold.and_then(|id| draft.hold(id));
    Share {
        hold,
        have: held.map_or(0, |hold| hold.slots.len()),
        waits_for: wait.map(|wait| wait.quantity),
    }
}

/// Takes what is free, when nobody waits, and a place for the rest.
#[inline]
fn more(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    item: ItemId,
    has: Share,
    extra: u32,
    origin: Origin,
) -> Ruling {
    let row = draft.item(item).ok_or(Refusal::UnknownItem)?;
    let slots = match row.waiting {
        0 => row.free.lowest(extra),
        _ => Slots::default(),
    };
    let given = slots.len();
    let rest = extra - given;
    if given > 0 && has.hold.is_none() && serve::too_many_holds(draft, customer) {
        return Err(Refusal::TooManyHolds {
            most: draft.settings().holds_per_customer,
        });
    }
    let may_wait = match rest {
        0 => Ok(()),
        _ => may_wait(draft, customer, item),
    };
    if given == 0 {
        may_wait.clone()?;
    } else {
        match has.hold.and_then(|id| draft.hold(id)) {
            Some(held) => {
                let (hold, until) = (held.id, held.state.until().unwrap_or(draft.now));
                draft.emit(Change::HoldGrown {
                    hold,
                    slots,
                    until,
                    origin,
                });
            }
            None => {
                let hold = draft.desk().next_hold;
                let until = draft.now + draft.settings().hold.soft;
                draft.emit(Change::Held {
                    hold,
                    item,
                    customer,
                    slots,
                    until,
                    origin,
                });
            }
        }
    }
    if rest > 0 && may_wait.is_ok() {
        draft.emit(match has.waits_for {
            Some(waiting) => Change::PlaceResized {
                item,
                customer,
                quantity: waiting + rest,
            },
            None => Change::Queued {
                item,
                customer,
                quantity: rest,
            },
        });
    }
    Ok(())
}

fn may_wait(draft: &Draft<'_, impl Ground>, customer: CustomerId, item: ItemId) -> Ruling {
    let row = draft.item(item).ok_or(Refusal::UnknownItem)?;
    if row.stock == 0 {
        return Err(Refusal::SoldOut);
    }
    if !draft.settings().queue {
        return Err(if row.left() == 0 {
            Refusal::SoldOut
        } else {
            Refusal::Taken
        });
    }
    let person = draft.customer(customer);
    if person.is_some_and(|person| person.wait(item).is_some()) {
        return Ok(());
    }
    if row.waiting as usize >= QUEUE_MAX {
        return Err(Refusal::QueueFull);
    }
    let places = person.map_or(0, |person| person.waits.len());
    if places >= PLACES_PER_CUSTOMER_MAX {
        return Err(Refusal::TooManyPlaces {
            most: PLACES_PER_CUSTOMER_MAX as u32,
        });
    }
    Ok(())
}

/// Gives up the wait first, then units, which go to the next in line.
fn less(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    item: ItemId,
    has: Share,
    want: u32,
) {
    let (have, waiting) = (has.have, has.waiting());
    let still_waiting = want.saturating_sub(have);
    if waiting > 0 && still_waiting == 0 {
        draft.emit(Change::PlaceLeft {
            item,
            customer,
            reason: LeaveReason::Cancelled,
        });
    } else if still_waiting < waiting {
        draft.emit(Change::PlaceResized {
            item,
            customer,
            quantity: still_waiting,
        });
    }
    if want < have {
        let hold = has.hold.expect("who has units has a hold");
        let slots = draft
            .hold(hold)
            .expect("a listed hold exists")
            .slots
            .highest(have - want);
        draft.emit(Change::HoldShrunk { hold, slots });
        serve::serve(draft, item);
    }
}

/// A place as it is told.
pub(super) fn place_line(draft: &Draft<'_, impl Ground>, wait: &Wait) -> PlaceLine {
    PlaceLine {
        item: answers::named(draft, wait.item),
        quantity: wait.quantity,
        place: place(draft, wait),
    }
}

/// What she waits for, of one item.
pub(super) fn wait<'a>(
    draft: &'a Draft<'_, impl Ground>,
    customer: CustomerId,
    item: ItemId,
) -> Option<&'a Wait> {
    draft.customer(customer)?.wait(item)
}

/// Her number in the queue, from 1.
pub(super) fn place(draft: &Draft<'_, impl Ground>, wait: &Wait) -> u32 {
    let before = draft.waiting_before(wait.item, wait.ticket);
    u32::try_from(before + 1).expect("a queue is bounded")
}
