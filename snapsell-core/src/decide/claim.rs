//! Claims: what is free is hers until a deadline, what is taken she waits for.

mod units;

use super::lookup::{self, Found};
use super::question::{self, Question};
use super::{Ruling, answers, count, due};
use crate::change::Origin;
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, ItemId};
use crate::intent::{Claim, Typed, Written};
use crate::list::List;
use crate::queue::Wait;
use crate::refusal::Refusal;
use crate::reply::{ClaimLine, Class, PlaceLine, Say};
use alloc::format;
use alloc::string::{String, ToString};
use units::{bring_to_life, claim_item};

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
            Found::New(price) => match bring_to_life(draft, customer, claim, price, origin) {
                Ok(item) => answers::claim_line(draft, customer, item, false),
                Err(why) => ClaimLine::Refused {
                    what: written(draft, claim),
                    why,
                },
            },
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
    // What only the team reads asks her nothing.
    if origin != Origin::Team || first_refusal(&lines).is_ok() {
        question.ask(draft, customer);
    }
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
