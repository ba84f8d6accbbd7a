//! People, lives, proofs, notes and holds that ended: as text, one line a row, in the order of the columns.

use super::Model;
use crate::exports::HoldRow;
use crate::words::{json, word};
use snapsell_core::{Change, CommandId, CustomerId, OrderNumber, Payment, Timestamp};
use std::collections::BTreeMap;

/// Rows as text, by table and key.
type Rows = Vec<(i64, String)>;

/// What the journal gives beside items, holds, queues and orders.
#[derive(Default)]
pub(in crate::audit) struct Others {
    people: BTreeMap<CustomerId, Person>,
    lives: BTreeMap<i64, [Option<Timestamp>; 3]>,
    proofs: BTreeMap<i64, Proof>,
    notes: BTreeMap<i64, String>,
    ended: BTreeMap<i64, String>,
}

#[derive(Default)]
struct Person {
    lang: String,
    address: String,
    opted_out: bool,
    blocked: bool,
    unreachable: bool,
    opted_at: Option<Timestamp>,
}

struct Proof {
    customer: CustomerId,
    message: CommandId,
    order: Option<OrderNumber>,
    at: Timestamp,
    state: &'static str,
}

fn hex(id: CommandId) -> String {
    format!("{:032X}", id.get())
}

fn millis(at: Option<Timestamp>) -> String {
    at.map_or_else(String::new, |at| at.millis().to_string())
}

impl Model {
    /// What a change does to these rows.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other changes have rows of their own, named one by one beside this"
    )]
    pub(super) fn other(&mut self, at: Timestamp, place: i64, change: &Change) {
        let others = &mut self.others;
        match change {
            Change::LiveOpened(live) => {
                let row = [Some(at), None, None];
                others.lives.insert(i64::from(live.get()), row);
            }
            Change::LiveClosing { .. } => others.live(1, at),
            Change::LiveClosed => others.live(2, at),
            Change::OptedOut(who) => others.opted(*who, true, at),
            Change::OptedIn(who) => others.opted(*who, false, at),
            Change::Unreachable(who) => others.person(*who).unreachable = true,
            Change::Reachable(who) => others.person(*who).unreachable = false,
            Change::Blocked(who) => others.person(*who).blocked = true,
            Change::Unblocked(who) => others.person(*who).blocked = false,
            Change::AddressGiven { customer, message } => {
                others.person(*customer).address = hex(*message);
            }
            Change::LanguageChosen { customer, lang } => {
                others.person(*customer).lang = word(lang);
            }
            Change::Noted { customer, what } => {
                let row = format!("{}|{}", customer.get(), word(what));
                others.notes.insert(place, row);
            }
            Change::NotesRead => others.notes.clear(),
            Change::ProofReceived {
                customer,
                proof,
                order,
                ..
            } => {
                others.judge(*customer, "settled");
                let row = Proof {
                    customer: *customer,
                    message: *proof,
                    order: *order,
                    at,
                    state: "pending",
                };
                others.proofs.insert(place, row);
            }
            Change::ProofApproved { customer, .. } => others.judge(*customer, "approved"),
            Change::ProofRefused { customer, .. } => others.judge(*customer, "refused"),
            _ => {}
        }
    }
}

impl Others {
    fn person(&mut self, customer: CustomerId) -> &mut Person {
        self.people.entry(customer).or_default()
    }

    fn opted(&mut self, customer: CustomerId, out: bool, at: Timestamp) {
        let row = self.person(customer);
        row.opted_out = out;
        row.opted_at = Some(at);
    }

    fn live(&mut self, which: usize, at: Timestamp) {
        if let Some(mut row) = self.lives.last_entry() {
            row.get_mut()[which] = Some(at);
        }
    }

    fn judge(&mut self, customer: CustomerId, state: &'static str) {
        let pending = |row: &&mut Proof| row.customer == customer && row.state == "pending";
        for row in self.proofs.values_mut().filter(pending) {
            row.state = state;
        }
    }

    /// The proof of one order is judged.
    pub(super) fn judge_of(
        &mut self,
        customer: CustomerId,
        order: OrderNumber,
        state: &'static str,
    ) {
        let pending = |row: &&mut Proof| {
            row.customer == customer && row.order == Some(order) && row.state == "pending"
        };
        for row in self.proofs.values_mut().filter(pending) {
            row.state = state;
        }
    }

    /// The basket became an order: its proof goes with it.
    pub(super) fn take_proof(&mut self, customer: CustomerId, order: OrderNumber) {
        let newest = self
            .proofs
            .values_mut()
            .rev()
            .find(|row| row.customer == customer);
        if let Some(row) = newest.filter(|row| row.order.is_none()) {
            row.order = Some(order);
        }
    }

    /// The basket is empty: nobody needs to judge what was sent for it.
    pub(super) fn forget_proof(&mut self, customer: CustomerId) {
        let pending = |row: &&mut Proof| {
            row.customer == customer && row.order.is_none() && row.state == "pending"
        };
        for row in self.proofs.values_mut().filter(pending) {
            row.state = "settled";
        }
    }

    /// A hold is over.
    pub(super) fn ended(&mut self, row: &HoldRow, at: Timestamp, reason: &str) {
        let text = format!(
            "{}|{}|{}|{}|{}|{}|{reason}|{}",
            row.item.get(),
            row.customer.get(),
            json(&row.slots),
            row.price.minor(),
            row.since.millis(),
            at.millis(),
            word(&row.origin)
        );
        self.ended.insert(i64::from(row.hold.get()), text);
    }

    /// All rows, table by table. A person of whom nothing is known needs no row.
    pub(in crate::audit) fn rows(
        mut self,
        paid: &BTreeMap<CustomerId, Payment>,
    ) -> [(&'static str, Rows); 5] {
        for customer in paid.keys() {
            self.person(*customer);
        }
        let person = |(customer, row): (&CustomerId, &Person)| {
            let payment = paid.get(customer).copied().unwrap_or_default();
            let text = format!(
                "{}|{}|{}|{}|{}|{}|{}",
                row.lang,
                row.address,
                u8::from(row.opted_out),
                u8::from(row.blocked),
                u8::from(row.unreachable),
                word(&payment),
                millis(row.opted_at)
            );
            (i64::from(customer.get()), text)
        };
        let people = self.people.iter().map(person);
        let people = people.filter(|(_, text)| text != super::super::others::NOBODY);
        let live = |(id, row): (i64, [Option<Timestamp>; 3])| (id, row.map(millis).join("|"));
        let proof = |(seq, row): (i64, Proof)| {
            let order = row
                .order
                .map_or_else(String::new, |order| order.get().to_string());
            let (customer, at) = (row.customer.get(), row.at.millis());
            let text = format!("{customer}|{}|{order}|{at}|{}", hex(row.message), row.state);
            (seq, text)
        };
        [
            ("customers", people.collect()),
            ("lives", self.lives.into_iter().map(live).collect()),
            ("proofs", self.proofs.into_iter().map(proof).collect()),
            ("notes", self.notes.into_iter().collect()),
            ("holds_ended", self.ended.into_iter().collect()),
        ]
    }
}
