//! From a job to a decision, speculatively applied to the shop in memory.

use snapsell_core::{
    Action, Actor, Command, CommandId, Commit, Content, CustomerId, Decision, Message, Outcome,
    Receipt, Shop, ShopId, Timestamp, interpret, mentioned_phone,
};
use snapsell_store::{ContactRef, Store, StoreError};

use super::cache::{Cached, Problem};
use super::job::{Incoming, Job, Work};
use super::kind::kind;
use super::outages::Outages;
use super::round::Round;

/// How commands are decided and carried out: [`Shop::carry_out`], save where a test wants them to fail.
pub(super) type Rules = fn(&mut Shop, &Command, Timestamp) -> Decision;

/// Decides one job. What is committed has been applied to the shop when this returns.
pub(super) fn decide_job(
    rules: Rules,
    store: &Store,
    cached: &mut Cached,
    job: &Job,
    now: Timestamp,
    round: &mut Round,
) -> Result<(Option<usize>, Outcome), Problem> {
    match &job.work {
        Work::Message(message) => {
            let id = message.command_id();
            if cached.shop.knows(id) {
                return Ok((None, Outcome::Duplicate));
            }
            let (command, receipt) = read_message(store, job.shop, &cached.shop, message, id, now)?;
            let made = made(rules, &mut cached.shop, &command, Some(receipt), now);
            Ok(keep(store, cached, job.shop, made, round))
        }
        Work::Command(command) => {
            let made = made(rules, &mut cached.shop, command, None, now);
            Ok(keep(store, cached, job.shop, made, round))
        }
        Work::Typed(typed) => {
            let (command, words) = &**typed;
            let mut made = made(rules, &mut cached.shop, command, None, now);
            // What was refused leaves no words behind.
            made.receipt = (made.decision.outcome == Outcome::Done).then(|| words.clone());
            Ok(keep(store, cached, job.shop, made, round))
        }
        Work::Look(_) | Work::Looked | Work::Stop => Ok((None, Outcome::Idle)),
    }
}

/// Gives the time of outages back before anything else is decided.
pub(super) fn credit_outages(
    store: &Store,
    outages: &Outages,
    cached: &mut Cached,
    shop: ShopId,
    now: Timestamp,
    round: &mut Round,
) {
    if cached.outages == outages.count() {
        return;
    }
    for (from, until) in outages.after(cached.outages) {
        cached.outages += 1;
        let command = Command {
            id: CommandId::NONE,
            by: Actor::System,
            action: Action::CreditOutage { from, until },
        };
        // Each is credited as of its own end: the next one may have begun before now.
        let decision = cached.shop.carry_out(&command, until.min(now));
        let made = Made {
            kind: kind(&command.action),
            decision,
            receipt: None,
        };
        keep(store, cached, shop, made, round);
    }
}

/// What a command has led to.
struct Made {
    kind: &'static str,
    decision: Decision,
    receipt: Option<Receipt>,
}

fn made(
    rules: Rules,
    shop: &mut Shop,
    command: &Command,
    receipt: Option<Receipt>,
    now: Timestamp,
) -> Made {
    Made {
        kind: kind(&command.action),
        decision: rules(shop, command, now),
        receipt,
    }
}

/// Makes a decision ready for the disk.
fn keep(
    store: &Store,
    cached: &mut Cached,
    shop: ShopId,
    made: Made,
    round: &mut Round,
) -> (Option<usize>, Outcome) {
    let Made {
        kind,
        decision,
        receipt,
    } = made;
    let outcome = decision.outcome.clone();
    if !decision.is_committed() {
        return (None, outcome);
    }
    cached.unsaved = cached.unsaved.saturating_add(1);
    round.changed.insert(shop);
    round.kinds.push(kind);
    round.commits.push(store.prepare(Commit {
        shop,
        decision,
        receipt,
    }));
    (Some(round.commits.len() - 1), outcome)
}

/// Who wrote it, whom it names, and what it asks for.
fn read_message(
    store: &Store,
    shop: ShopId,
    state: &Shop,
    incoming: &Incoming,
    id: CommandId,
    now: Timestamp,
) -> Result<(Command, Receipt), StoreError> {
    let from = store.contact(
        shop,
        &ContactRef {
            phone: incoming.sender.phone.as_deref(),
            user_id: incoming.sender.user_id.as_deref(),
            name: incoming.sender.name.as_deref(),
            at: now,
        },
    )?;
    if !incoming.media.is_empty() {
        let sources: Vec<&str> = incoming.media.iter().map(String::as_str).collect();
        store.expect_media(shop, id, from, &sources, now)?;
    }
    let message = Message {
        id,
        from,
        content: incoming.content.clone(),
        mention: mention(store, shop, state, from, &incoming.content, now)?,
    };
    let receipt = Receipt {
        native_id: incoming.native_id.clone(),
        from,
        content: incoming.kept().as_bytes().to_vec(),
    };
    Ok((interpret(state, &message), receipt))
}

/// The person behind the phone number in a seller's text.
fn mention(
    store: &Store,
    shop: ShopId,
    state: &Shop,
    from: CustomerId,
    content: &Content,
    now: Timestamp,
) -> Result<Option<CustomerId>, StoreError> {
    if !state.settings().sellers.contains(&from) {
        return Ok(None);
    }
    let Some(phone) = mentioned_phone(content.words()) else {
        return Ok(None);
    };
    let who = ContactRef {
        phone: Some(phone.expose()),
        user_id: None,
        name: None,
        at: now,
    };
    store.mention(shop, &who).map(Some)
}
