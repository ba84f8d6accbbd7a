//! The judge's own reading of a journal, from its JSON: who has which unit, who waits, who said STOP.
//!
//! It knows nothing of the rules' code. Each entry must leave a shop in which nobody was wronged.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

type Hold = (u64, BTreeSet<u64>);

/// One shop as its journal tells it.
#[derive(Debug, Default)]
pub struct Fold {
    /// The last entry read.
    pub version: u64,
    at: i64,
    items: BTreeMap<u64, Item>,
    holds: BTreeMap<u64, (u64, Hold)>,
    orders: BTreeMap<String, Vec<Hold>>,
    open: bool,
    /// Who said STOP, and in which entry.
    pub stopped: BTreeMap<u64, u64>,
    out: BTreeSet<(u64, &'static str)>,
    /// Whose payment is looked at: their holds run no more.
    reviewed: BTreeSet<u64>,
}

#[derive(Debug, Default)]
struct Item {
    units: BTreeSet<u64>,
    next: u64,
    owned: BTreeSet<u64>,
    queue: VecDeque<u64>,
    off: bool,
}

type Judged = Result<(), String>;

/// A number of an object.
fn number(facts: &Value, name: &str) -> u64 {
    facts[name].as_u64().unwrap_or(u64::MAX)
}

fn slots(facts: &Value) -> BTreeSet<u64> {
    facts["slots"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_u64)
        .collect()
}

impl Fold {
    /// Reads one entry and judges it; the customers that it gave something to.
    ///
    /// # Errors
    /// Who was wronged, in words.
    pub fn entry(&mut self, version: u64, at: i64, changes: &str) -> Result<Vec<u64>, String> {
        if version != self.version + 1 {
            return Err(format!("entry {version} follows {}", self.version));
        }
        if at < self.at {
            return Err(format!("entry {version} is older than the one before"));
        }
        (self.version, self.at) = (version, at);
        let body: Value =
            serde_json::from_str(changes).map_err(|_| "an entry is no JSON".to_owned())?;
        let mut given = Vec::new();
        for change in body["changes"].as_array().into_iter().flatten() {
            let (kind, facts) = match change {
                Value::String(kind) => (kind.as_str(), &Value::Null),
                Value::Object(one) => one
                    .iter()
                    .next()
                    .map_or(("", &Value::Null), |(kind, facts)| (kind.as_str(), facts)),
                _ => ("", &Value::Null),
            };
            self.change(kind, facts, &mut given)
                .map_err(|what| format!("entry {version}: {what}"))?;
        }
        self.nobody_waits_beside_a_free_unit()
            .map_err(|what| format!("entry {version}: {what} after {changes}"))?;
        Ok(given)
    }

    fn change(&mut self, kind: &str, facts: &Value, given: &mut Vec<u64>) -> Judged {
        match kind {
            "live_opened" => self.open = true,
            "live_closing" => self.open = false,
            "live_closed" => {
                self.open = false;
                self.items.values_mut().for_each(|item| item.off = true);
            }
            "offered" => {
                let item = self.items.entry(number(facts, "item")).or_default();
                item.add(number(facts, "quantity"));
            }
            "stock_added" => self.item(facts)?.add(number(facts, "quantity")),
            "stock_removed" => {
                let item = self.item(facts)?;
                for slot in slots(facts) {
                    if item.owned.contains(&slot) || !item.units.remove(&slot) {
                        return Err(format!("unit {slot} is removed, and somebody has it"));
                    }
                }
            }
            "withdrawn" => {
                if let Some(item) = facts.as_u64().and_then(|item| self.items.get_mut(&item)) {
                    item.off = true;
                }
            }
            "held" | "hold_grown" | "hold_shrunk" | "hold_ended" => {
                self.hold(kind, facts, given)?
            }
            "order_placed" | "order_extended" => self.order(facts)?,
            "units_returned" => {
                for (item, had) in self
                    .orders
                    .remove(&facts.to_string())
                    .ok_or("an unknown order returns units")?
                {
                    self.take(item, &had)?;
                }
            }
            _ => self.people(kind, facts)?,
        }
        Ok(())
    }

    fn hold(&mut self, kind: &str, facts: &Value, given: &mut Vec<u64>) -> Judged {
        match kind {
            "held" => {
                let (hold, customer) = (number(facts, "hold"), number(facts, "customer"));
                self.may_have(facts, number(facts, "item"), customer)?;
                self.give(number(facts, "item"), &slots(facts))?;
                if self
                    .holds
                    .insert(hold, (customer, (number(facts, "item"), slots(facts))))
                    .is_some()
                {
                    return Err(format!("hold {hold} is there twice"));
                }
                if !self.is_out(customer) {
                    given.push(customer);
                }
            }
            "hold_grown" => {
                let hold = number(facts, "hold");
                let (customer, (item, _)) = self
                    .holds
                    .get(&hold)
                    .ok_or("a hold grows that is not there")?
                    .clone();
                self.may_have(facts, item, customer)?;
                self.give(item, &slots(facts))?;
                self.holds
                    .entry(hold)
                    .and_modify(|(_, (_, had))| had.extend(slots(facts)));
                if !self.is_out(customer) {
                    given.push(customer);
                }
            }
            "hold_shrunk" => {
                let (_, (item, had)) = self
                    .holds
                    .get_mut(&number(facts, "hold"))
                    .ok_or("a hold shrinks that is not there")?;
                let (item, gone) = (*item, slots(facts));
                had.retain(|slot| !gone.contains(slot));
                self.take(item, &gone)?;
            }
            _ => {
                let hold = self.holds.remove(&number(facts, "hold"));
                let (_, (item, had)) = hold.ok_or("a hold ends that is not there")?;
                self.take(item, &had)?;
            }
        }
        Ok(())
    }

    fn order(&mut self, facts: &Value) -> Judged {
        for hold in facts["holds"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_u64)
        {
            let (_, line) = self
                .holds
                .remove(&hold)
                .ok_or("an order of a hold that is not there")?;
            self.orders
                .entry(facts["order"].to_string())
                .or_default()
                .push(line);
        }
        Ok(())
    }

    fn people(&mut self, kind: &str, facts: &Value) -> Judged {
        let who = facts.as_u64().unwrap_or(u64::MAX);
        match kind {
            "queued" => {
                let customer = number(facts, "customer");
                let queue = &mut self.item(facts)?.queue;
                if queue.contains(&customer) {
                    return Err(format!("customer {customer} waits twice"));
                }
                queue.push_back(customer);
            }
            "place_left" => {
                let customer = number(facts, "customer");
                self.item(facts)?.queue.retain(|&waits| waits != customer);
            }
            "proof_received" => drop(self.reviewed.insert(number(facts, "customer"))),
            "proof_approved" | "proof_refused" => {
                self.reviewed.remove(&number(facts, "customer"));
            }
            "opted_out" => {
                self.stopped.insert(who, self.version);
                self.out.insert((who, "stopped"));
            }
            "opted_in" => {
                self.stopped.remove(&who);
                self.out.remove(&(who, "stopped"));
            }
            "blocked" => drop(self.out.insert((who, "blocked"))),
            "unblocked" => drop(self.out.remove(&(who, "blocked"))),
            "unreachable" => drop(self.out.insert((who, "unreachable"))),
            "reachable" => drop(self.out.remove(&(who, "unreachable"))),
            _ => {}
        }
        Ok(())
    }

    fn item(&mut self, facts: &Value) -> Result<&mut Item, String> {
        self.items
            .get_mut(&number(facts, "item"))
            .ok_or_else(|| "an unknown item".to_owned())
    }

    fn is_out(&self, customer: u64) -> bool {
        ["stopped", "blocked", "unreachable"]
            .iter()
            .any(|why| self.out.contains(&(customer, why)))
    }

    /// The order of the queue: the first is served first, and nobody takes what others wait for.
    fn may_have(&self, facts: &Value, item: u64, customer: u64) -> Judged {
        let queue = &self
            .items
            .get(&item)
            .ok_or("an unknown item is held")?
            .queue;
        match facts["origin"].as_str() {
            Some("promoted") if queue.front() != Some(&customer) => Err(format!(
                "customer {customer} is served, and {:?} waits longer",
                queue.front()
            )),
            Some("claimed" | "late")
                if self.open
                    && queue
                        .iter()
                        .any(|&waits| waits != customer && !self.is_out(waits)) =>
            {
                Err(format!(
                    "customer {customer} takes a unit of item {item} that others wait for"
                ))
            }
            _ => Ok(()),
        }
    }

    fn give(&mut self, item: u64, slots: &BTreeSet<u64>) -> Judged {
        let row = self.items.get_mut(&item).ok_or("an unknown item is held")?;
        for &slot in slots {
            if !row.units.contains(&slot) {
                return Err(format!("unit {slot} of item {item} does not exist"));
            }
            if !row.owned.insert(slot) {
                return Err(format!("unit {slot} of item {item} is given twice"));
            }
        }
        Ok(())
    }

    fn take(&mut self, item: u64, slots: &BTreeSet<u64>) -> Judged {
        let row = self
            .items
            .get_mut(&item)
            .ok_or("an unknown item is given back")?;
        for slot in slots {
            if !row.owned.remove(slot) {
                return Err(format!(
                    "unit {slot} of item {item} is given back, and nobody had it"
                ));
            }
        }
        Ok(())
    }

    fn nobody_waits_beside_a_free_unit(&self) -> Judged {
        for (id, item) in self.items.iter().filter(|(_, item)| self.open && !item.off) {
            let free = item.units.len() > item.owned.len();
            if let Some(waits) = item.queue.iter().find(|&&who| free && !self.is_out(who)) {
                return Err(format!(
                    "customer {waits} waits for item {id}, of which a unit is free"
                ));
            }
        }
        Ok(())
    }

    /// Units that somebody has, as rows of the disk would tell it.
    #[must_use]
    pub fn owned(&self) -> BTreeSet<(u64, u64)> {
        let units = |(&item, row): (&u64, &Item)| {
            row.owned
                .iter()
                .map(|&slot| (item, slot))
                .collect::<Vec<_>>()
        };
        self.items.iter().flat_map(units).collect()
    }

    /// Holds that run, those of people whose payment is looked at left out.
    #[must_use]
    pub fn held(&self) -> usize {
        self.holds
            .values()
            .filter(|(customer, _)| !self.reviewed.contains(customer))
            .count()
    }
}

impl Item {
    fn add(&mut self, quantity: u64) {
        self.units.extend(self.next..self.next + quantity);
        self.next += quantity;
    }
}
