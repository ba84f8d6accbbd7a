//! Customers of a rehearsal: what they write, and how they take an answer. All the shares in a hundred are assumptions,
//! and the report says so.

use snapsell_core::{ClaimLine, Content, CustomerId, NextStep, OrderStatus, Reply, Say, Span};

use crate::random::{Random, slip};

/// Of a hundred messages with a code, how many have a slip of the finger.
pub(super) const SLIPS: usize = 10;
/// Of a hundred messages, how many are delivered twice.
pub(super) const DELIVERED_TWICE: usize = 4;
/// Of a hundred wishes, how many are written twice by an impatient finger.
pub(super) const WRITTEN_TWICE: usize = 3;
/// Of a hundred wishes, how many are a voice note.
pub(super) const VOICE: usize = 3;
/// Of a hundred wishes, how many are STOP.
pub(super) const STOPS: usize = 1;
/// Of a hundred parcels, how many find nobody.
pub(super) const NO_SHOWS: usize = 6;
/// Of a hundred proofs, how many the seller refuses.
pub(super) const PROOFS_REFUSED: usize = 8;
/// Of a hundred holders: how many answer soon, late, give back; the others say nothing.
pub(super) const SOON: usize = 62;
const LATE: usize = 14;
const GIVE_BACK: usize = 4;
/// Of a hundred silent holders, how many a reminder wakes.
pub(super) const WOKEN: usize = 45;

/// Something a customer writes, and after how long.
pub(super) struct Reaction {
    pub(super) after: Span,
    pub(super) content: Content,
}

/// A wish for something that is on sale, as people type it, and whether her finger slipped.
pub(super) fn wish(random: &mut Random, offered: &[String]) -> (Content, bool) {
    let recent = offered.len().saturating_sub(6);
    let code = match random.chance(75) {
        true => random.one(&offered[recent..]),
        false => random.one(offered),
    };
    if random.chance(VOICE) {
        return (Content::Voice, false);
    }
    if random.chance(STOPS) {
        return (Content::Text("STOP".to_owned()), false);
    }
    if random.chance(SLIPS) {
        return (Content::Text(slip(random, code)), true);
    }
    let words = match random.below(10) {
        0..=4 => code.clone(),
        5 => format!("{} svp", code.to_lowercase()),
        6 => format!("je prends {code} !!"),
        7 => format!("{code} x2"),
        8 => format!("{code} {}", random.one(&offered[recent..])),
        _ => format!("#{}", code.to_lowercase()),
    };
    (Content::Text(words), false)
}

/// What she writes once she reads this; `None` for nothing.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only answers that people react to"
)]
pub(super) fn react(random: &mut Random, reply: &Reply) -> Option<Reaction> {
    match &reply.say {
        Say::Claimed { lines, next, .. } => claimed(random, lines, next),
        Say::Promoted { next, .. } => holder(random, next),
        Say::AddressNoted { next } => agree(random, next, (5, 40)),
        Say::AddressWanted { .. } => says(random, 90, (10, 90), address),
        Say::Reminder { next, .. } => match random.chance(WOKEN) {
            true => agree(random, next, (5, 70)),
            false => None,
        },
        Say::Confirmed {
            status: OrderStatus::New,
            ..
        } => says(random, 80, (30, 240), |_| Content::Image(String::new())),
        Say::ProofRefused { .. } => says(random, 50, (30, 120), |_| Content::Image(String::new())),
        Say::TooLate { late } => {
            let offer = late.iter().find_map(|line| line.offer)?;
            says(random, 50, (5, 40), |_| Content::Text(offer.to_string()))
        }
        _ => None,
    }
}

fn claimed(random: &mut Random, lines: &[ClaimLine], next: &NextStep) -> Option<Reaction> {
    let suggested = |line: &ClaimLine| matches!(line, ClaimLine::Suggested { .. });
    if lines.iter().any(suggested) {
        return says(random, 75, (3, 25), |_| Content::Text("1".to_owned()));
    }
    let won = |line: &ClaimLine| matches!(line, ClaimLine::Held(_) | ClaimLine::Partly { .. });
    match lines.iter().any(won) {
        true => holder(random, next),
        false => None,
    }
}

/// Somebody holds something: most go on, some late, some change their mind, some say nothing at all.
fn holder(random: &mut Random, next: &NextStep) -> Option<Reaction> {
    match random.below(100) {
        kind if kind < SOON => agree(random, next, (15, 150)),
        kind if kind < SOON + LATE => agree(random, next, (180, 660)),
        kind if kind < SOON + LATE + GIVE_BACK => says(random, 100, (20, 150), |_| {
            Content::Text("ANNULER".to_owned())
        }),
        _ => None,
    }
}

/// She goes on as the shop asks, after so many seconds, from and to.
fn agree(random: &mut Random, next: &NextStep, seconds: (usize, usize)) -> Option<Reaction> {
    let deposit = match next {
        NextStep::Nothing => return None,
        NextStep::SendAddress { deposit, .. } | NextStep::SayYes { deposit, .. } => deposit,
    };
    // Some pay first: their clock stands still.
    if deposit.is_some() && random.chance(25) {
        return says(random, 100, seconds, |_| Content::Image(String::new()));
    }
    says(random, 100, seconds, |random| match next {
        NextStep::SendAddress { .. } if random.chance(85) => address(random),
        NextStep::Nothing | NextStep::SendAddress { .. } | NextStep::SayYes { .. } => {
            Content::Text("OUI".to_owned())
        }
    })
}

fn address(random: &mut Random) -> Content {
    let place = random.one(&["Cocody", "Yopougon", "Treichville", "Marcory"]);
    let (street, house) = (1 + random.below(60), 1 + random.below(90));
    Content::Text(format!("rue {street}, villa {house}, {place}"))
}

fn says(
    random: &mut Random,
    percent: usize,
    (from, to): (usize, usize),
    content: impl FnOnce(&mut Random) -> Content,
) -> Option<Reaction> {
    if !random.chance(percent) {
        return None;
    }
    let seconds = from + random.below(to - from);
    Some(Reaction {
        after: Span::from_secs(i64::try_from(seconds).unwrap_or(0)),
        content: content(random),
    })
}

/// The customers, by number.
pub(super) fn ids(customers: u32) -> impl Iterator<Item = CustomerId> {
    (2..=customers + 1).map(CustomerId::new)
}
