//! Rules: what a command leads to. The only place with opinions.

mod again;
mod answers;
mod aside;
#[cfg(test)]
mod bounds_tests;
mod cancel;
mod claim;
mod confirm;
mod count;
mod deposit;
mod due;
mod explain;
mod instead;
#[cfg(test)]
mod kept_tests;
mod late;
mod list;
mod live;
mod lookup;
mod offer;
mod orders;
mod people;
mod price;
mod proof;
mod question;
mod remove;
mod serve;
mod stock;
mod yes;

use crate::change::Change;
use crate::command::{Action, Actor, Command, Unclear};
use crate::decision::{Decision, Outcome};
use crate::draft::{Draft, Ground, Sketch};
use crate::ids::CustomerId;
use crate::refusal::Refusal;
use crate::reply::Class;
use crate::settings::Settings;
use crate::shop::Shop;
use crate::time::Timestamp;
use alloc::boxed::Box;

/// What a leaf of the rules says: done, or refused with a reason.
type Ruling = Result<(), Refusal>;

/// Decides one command. Infallible, without side effects: the shop stays as it is until the decision is applied.
///
/// `now` is clamped to the shop's clock. What is due at `now` happens first, in the same decision.
///
/// ```
/// use snapsell_core::*;
/// let mut settings = Settings::default();
/// settings.grid.insert(Letters::new("A").unwrap(), Money::from_minor(5_000));
/// settings.sellers.insert(CustomerId::new(1));
/// let mut shop = Shop::new(settings);
///
/// let seller = Message::text(CommandId::new(1), CustomerId::new(1), "A12");
/// let now = Timestamp::from_millis(0);
/// let decision = decide(&shop, &interpret(&shop, &seller), now);
/// shop.follow(&decision);
///
/// let awa = Message::text(CommandId::new(2), CustomerId::new(2), "a 12 svp");
/// let decision = decide(&shop, &interpret(&shop, &awa), now);
/// assert!(decision.changes.iter().any(|change| matches!(change, Change::Held { .. })));
/// ```
pub fn decide(shop: &Shop, command: &Command, now: Timestamp) -> Decision {
    let mut decision = Decision::of(command, now);
    if matches!(command.action, Action::CreditOutage { .. }) {
        // It moves every clock of the shop: a copy costs no more.
        on(&mut shop.clone(), command, &mut decision);
    } else {
        on(&mut Sketch::new(shop), command, &mut decision);
    }
    decision
}

impl Shop {
    /// Decides one command and carries the decision out at once: [`decide`] and [`Shop::follow`] in one, for whoever
    /// drops the shop when the decision is not committed in the end.
    ///
    /// # Panics
    /// As [`Shop::follow`]; then half of a decision may have happened, and the shop must be dropped.
    pub fn carry_out(&mut self, command: &Command, now: Timestamp) -> Decision {
        let mut decision = Decision::of(command, now);
        on(self, command, &mut decision);
        if decision.is_committed() {
            self.open_entry(decision.version, decision.at, decision.by);
            self.recent.remember_new(decision.command);
        }
        decision
    }
}

fn on(ground: &mut impl Ground, command: &Command, decision: &mut Decision) {
    let mut draft = Draft::new(ground, decision);
    if draft.knows(command.id) {
        return draft.finish(Outcome::Duplicate);
    }
    if let Action::CreditOutage { from, until } = command.action {
        due::credit(&mut draft, from, until);
    } else {
        due::settle_due(&mut draft);
    }
    let ruling = rule(&mut draft, command);
    live::close_if_due(&mut draft);
    match ruling {
        Err(refusal) => draft.finish(Outcome::Refused(refusal)),
        Ok(()) if command.by == Actor::System && draft.is_empty() => draft.finish(Outcome::Idle),
        Ok(()) => draft.finish(Outcome::Done),
    }
}

fn rule(draft: &mut Draft<'_, impl Ground>, command: &Command) -> Ruling {
    match command.by {
        Actor::Customer(customer) => {
            if draft.of(customer, |person| person.unreachable) {
                draft.emit(Change::Reachable(customer));
            }
            customer_action(draft, customer, command)
        }
        Actor::Seller(seller) => {
            people::heard(draft, seller);
            let ruling = team_action(draft, Some(seller), command);
            if let Err(refusal) = &ruling {
                let say = instead::refused(draft, &command.action, refusal);
                draft.tell(seller, Class::Answer, say);
            }
            ruling
        }
        Actor::Team(_) => team_action(draft, None, command),
        Actor::System => system_action(draft, &command.action),
    }
}

/// Everything a customer may do. What only the team may do is not understood from her.
fn customer_action(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    command: &Command,
) -> Ruling {
    match &command.action {
        Action::Claim { claims, skipped } => claim::claim(draft, customer, claims, *skipped),
        Action::Count(units) => count::alone(draft, customer, *units),
        Action::GiveAddress => confirm::give_address(draft, customer, command.id, false),
        Action::ConfirmTo => confirm::give_address(draft, customer, command.id, true),
        Action::Confirm(picks) => yes::yes(draft, customer, picks),
        Action::Agree => yes::agree(draft, customer),
        Action::Cancel(picks) => cancel::cancel(draft, customer, picks),
        Action::CancelOwnOrder(order) => orders::cancel_own(draft, customer, *order),
        Action::Choose(number) => claim::choose(draft, customer, *number),
        Action::ShowBasket => answers::basket(draft, customer),
        Action::Explain(code) => explain::explain(draft, customer, *code),
        Action::AskPrice(codes) => price::tell(draft, customer, codes),
        Action::AskDelivery => price::delivery(draft, customer),
        Action::AskHowToPay => proof::how_to_pay(draft, customer),
        Action::SendProof => proof::receive(draft, customer, command.id),
        Action::OptOut => people::opt_out(draft, customer),
        Action::OptIn => people::opt_in(draft, customer),
        Action::Help => answers::customer_help(draft, customer),
        Action::Speak(lang) => people::speak(draft, customer, *lang),
        Action::Greet => answers::greeting(draft, customer),
        Action::Thank => answers::thanks(draft, customer),
        Action::Nod => answers::nod(draft, customer),
        Action::Unclear(Unclear::Paid) => proof::told(draft, customer),
        Action::Unclear(what) => answers::not_understood(draft, customer, *what),
        Action::Offer { .. }
        | Action::AddStock { .. }
        | Action::Edit { .. }
        | Action::OpenLive
        | Action::CloseLive
        | Action::Withdraw(_)
        | Action::Release { .. }
        | Action::AskHolder { .. }
        | Action::ReleaseHold(_)
        | Action::SoldElsewhere { .. }
        | Action::ClaimFor { .. }
        | Action::Reopen { .. }
        | Action::ApproveProof(_)
        | Action::RefuseProof { .. }
        | Action::Advance { .. }
        | Action::CancelOrder { .. }
        | Action::SetFee { .. }
        | Action::Readdress(_)
        | Action::Block(_)
        | Action::Unblock(_)
        | Action::List(_)
        | Action::ShowOrder(_)
        | Action::BindPhoto
        | Action::Configure(_)
        | Action::Tick
        | Action::CreditOutage { .. }
        | Action::AnswerAccepted { .. }
        | Action::Unreachable { .. } => answers::not_understood(draft, customer, Unclear::Text),
    }
}

/// Everything the team may do; `seller` is whom to answer, when she wrote a message.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each action, and nothing else"
)]
fn team_action(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    command: &Command,
) -> Ruling {
    match &command.action {
        Action::Offer { offers, photo } => {
            offer::offer(draft, seller, offers, photo.then_some(command.id))
        }
        Action::AddStock {
            code,
            size,
            quantity,
        } => stock::add(draft, seller, *code, *size, *quantity),
        Action::Edit {
            code,
            size,
            price,
            quantity,
            more,
        } => stock::edit(draft, seller, *code, (*size, *quantity), *price, more),
        Action::OpenLive => live::open_by_hand(draft, seller),
        Action::CloseLive => live::close_by_hand(draft, seller),
        Action::Withdraw(codes) => remove::withdraw(draft, seller, codes),
        Action::Release { code, size, of } => remove::release(draft, seller, *code, *size, *of),
        Action::AskHolder { code, size } => remove::ask_holder(draft, *code, *size),
        Action::ReleaseHold(hold) => remove::release_hold(draft, seller, *hold),
        Action::SoldElsewhere {
            code,
            size,
            quantity,
        } => remove::sold_elsewhere(draft, seller, *code, *size, *quantity),
        Action::ClaimFor { customer, claims } => aside::claim_for(draft, seller, *customer, claims),
        Action::Reopen {
            item,
            customer,
            quantity,
        } => aside::reopen(draft, *item, *customer, *quantity),
        Action::ApproveProof(of) => proof::approve(draft, seller, *of),
        Action::RefuseProof { of, why } => proof::refuse(draft, seller, *of, why),
        Action::Advance { orders, to } => orders::advance(draft, seller, orders, *to),
        Action::CancelOrder { order, reason } => orders::cancel(draft, seller, *order, *reason),
        Action::SetFee { order, fee } => orders::set_fee(draft, *order, *fee),
        Action::Readdress(order) => orders::readdress(draft, *order, command.id),
        Action::Block(customer) => people::block(draft, seller, *customer, true),
        Action::Unblock(customer) => people::block(draft, seller, *customer, false),
        Action::List(from) => list::list(draft, seller, *from),
        Action::ShowOrder(order) => list::order(draft, seller, *order),
        Action::Explain(code) => explain::to_team(draft, seller, *code),
        Action::Help | Action::Greet => answers::seller_help(draft, seller),
        Action::Thank => seller.map_or(Ok(()), |seller| answers::thanks(draft, seller)),
        Action::Nod => Ok(()),
        Action::BindPhoto => offer::bind_photo(draft, seller, command.id),
        Action::Configure(settings) => configure(draft, settings),
        Action::Speak(lang) => seller.map_or(Ok(()), |seller| people::speak(draft, seller, *lang)),
        Action::Claim { .. }
        | Action::Count(_)
        | Action::GiveAddress
        | Action::ConfirmTo
        | Action::Confirm(_)
        | Action::Agree
        | Action::Cancel(_)
        | Action::CancelOwnOrder(_)
        | Action::Choose(_)
        | Action::ShowBasket
        | Action::AskPrice(_)
        | Action::AskDelivery
        | Action::AskHowToPay
        | Action::SendProof
        | Action::OptOut
        | Action::OptIn
        | Action::Unclear(_)
        | Action::Tick
        | Action::CreditOutage { .. }
        | Action::AnswerAccepted { .. }
        | Action::Unreachable { .. } => answers::seller_unclear(draft, seller, &command.action),
    }
}

/// What happens without anybody's wish.
fn system_action(draft: &mut Draft<'_, impl Ground>, action: &Action) -> Ruling {
    match action {
        Action::Tick | Action::CreditOutage { .. } => Ok(()),
        Action::AnswerAccepted { holds, at } => due::answer_accepted(draft, holds, *at),
        Action::Unreachable {
            customer,
            opted_out,
        } => people::unreachable(draft, *customer, *opted_out),
        Action::Configure(settings) => configure(draft, settings),
        Action::Claim { .. }
        | Action::Count(_)
        | Action::GiveAddress
        | Action::ConfirmTo
        | Action::Confirm(_)
        | Action::Agree
        | Action::Cancel(_)
        | Action::CancelOwnOrder(_)
        | Action::Choose(_)
        | Action::ShowBasket
        | Action::Explain(_)
        | Action::AskPrice(_)
        | Action::AskDelivery
        | Action::AskHowToPay
        | Action::SendProof
        | Action::OptOut
        | Action::OptIn
        | Action::Help
        | Action::Speak(_)
        | Action::Greet
        | Action::Thank
        | Action::Nod
        | Action::Unclear(_)
        | Action::Offer { .. }
        | Action::AddStock { .. }
        | Action::Edit { .. }
        | Action::OpenLive
        | Action::CloseLive
        | Action::Withdraw(_)
        | Action::Release { .. }
        | Action::AskHolder { .. }
        | Action::ReleaseHold(_)
        | Action::SoldElsewhere { .. }
        | Action::ClaimFor { .. }
        | Action::Reopen { .. }
        | Action::ApproveProof(_)
        | Action::RefuseProof { .. }
        | Action::Advance { .. }
        | Action::CancelOrder { .. }
        | Action::SetFee { .. }
        | Action::Readdress(_)
        | Action::Block(_)
        | Action::Unblock(_)
        | Action::List(_)
        | Action::ShowOrder(_)
        | Action::BindPhoto => Ok(()),
    }
}

/// New settings, whole.
fn configure(draft: &mut Draft<'_, impl Ground>, settings: &Settings) -> Ruling {
    draft.emit(Change::Configured(Box::new(settings.clone())));
    Ok(())
}
