//! Claims: what is free, then a place for the rest.

use super::lookup::Led;
use super::queues::Comes;
use super::rows::{Order, Owner, Place};
use super::{Reference, Ruling};
use crate::change::ItemKind;
use crate::code::Size;
use crate::command::Actor;
use crate::ids::{CustomerId, ItemId};
use crate::intent::{Claim, Typed, Written};
use crate::label::Label;
use crate::limits::{CLAIM_QUANTITY_MAX, PLACES_PER_CUSTOMER_MAX, QUEUE_MAX};
use crate::money::Money;
use crate::refusal::Refusal;
use alloc::vec::Vec;

impl Reference {
    pub(super) fn may_claim(&mut self, customer: CustomerId) -> Ruling {
        let person = self.person(customer);
        if person.blocked {
            Err(Refusal::Blocked)
        } else if person.opted_out {
            Err(Refusal::OptedOut)
        } else {
            Ok(())
        }
    }

    pub(super) fn claim(&mut self, customer: CustomerId, claims: &[Claim]) -> Ruling {
        self.may_claim(customer)?;
        let ruling = self.claim_lines(customer, claims);
        self.await_address(customer);
        ruling
    }

    pub(super) fn claim_for(
        &mut self,
        customer: CustomerId,
        claims: &[Claim],
        written: bool,
    ) -> Ruling {
        self.may_claim(customer)?;
        let ruling = self.claim_lines_for(customer, claims);
        self.await_address(customer);
        // A seller who writes is answered line by line.
        if written { Ok(()) } else { ruling }
    }

    pub(super) fn choose(&mut self, customer: CustomerId, number: u8) -> Ruling {
        let suggested = self.person(customer).suggested.clone();
        let index = usize::from(number).wrapping_sub(1);
        let item = suggested.get(index).and_then(|&id| self.item(id));
        let Some((code, size)) = item.map(|item| (item.code, item.size)) else {
            return Err(Refusal::NoSuchChoice);
        };
        self.person(customer).suggested.clear();
        let code = Written::Code(code);
        self.claim(
            customer,
            &[Claim {
                code,
                size,
                quantity: None,
                typed: Typed::default(),
            }],
        )
    }

    pub(super) fn reopen(&mut self, item: ItemId, customer: CustomerId, quantity: u32) -> Ruling {
        self.may_claim(customer)?;
        let row = self.item(item).ok_or(Refusal::UnknownItem)?.clone();
        let waited_for = self.places.iter().any(|place| place.item == item);
        let free = self.free(item);
        let has = self
            .hold_of(customer, item)
            .map_or(0, |id| self.quantity(id));
        if quantity > 0 && quantity <= has {
            return Ok(());
        }
        if row.withdrawn || row.closed || waited_for || free == 0 || quantity == 0 {
            return Err(Refusal::NoFreeUnit);
        }
        let claim = Claim {
            code: Written::Code(row.code),
            size: row.size,
            quantity: Some(quantity.min(has + free)),
            typed: Typed::default(),
        };
        self.claim_lines_for(customer, &[claim])?;
        self.await_address(customer);
        Ok(())
    }

    /// By the team: where nothing comes of it she hears nothing, and what she was asked last stands.
    fn claim_lines_for(&mut self, customer: CustomerId, claims: &[Claim]) -> Ruling {
        let asked = self.person(customer).suggested.clone();
        let ruling = self.claim_lines(customer, claims);
        if ruling.is_err() {
            self.person(customer).suggested = asked;
        }
        ruling
    }

    /// Each on its own. A message is refused when all of it is, with the first reason.
    fn claim_lines(&mut self, customer: CustomerId, claims: &[Claim]) -> Ruling {
        let (mut refusals, mut any) = (Vec::new(), claims.is_empty());
        for claim in claims {
            let ruling = match self.lead(&claim.code, claim.size) {
                Led::To(item) => {
                    let person = self.person(customer);
                    if person.suggested.contains(&item) {
                        person.suggested.clear();
                    }
                    let before = self.place(customer, item);
                    let ruling = self.claim_item(customer, item, claim.quantity);
                    let place = self
                        .place(customer, item)
                        .filter(|&now| before != Some(now));
                    if place.is_some() && self.hold_of(customer, item).is_none() {
                        // News that a bare OUI would answer.
                        let suggested = &mut self.person(customer).suggested;
                        if suggested.len() == 1 {
                            suggested.clear();
                        }
                    }
                    ruling
                }
                Led::New(price) => self.claim_new(customer, claim, price),
                Led::Sizes(items, refusal) => {
                    self.person(customer).suggested = items;
                    Err(refusal)
                }
                Led::Near(items) => {
                    self.person(customer).suggested = items;
                    Err(Refusal::UnknownCode { example: None })
                }
                Led::Nowhere(refusal) => Err(refusal),
            };
            match ruling {
                Ok(()) => any = true,
                Err(refusal) => refusals.push(refusal),
            }
        }
        if any {
            return Ok(());
        }
        Err(refusals.swap_remove(0))
    }

    /// A refused claim leaves no piece behind.
    fn claim_new(&mut self, customer: CustomerId, claim: &Claim, price: Money) -> Ruling {
        let Written::Code(code) = claim.code else {
            unreachable!("only codes lead to a new piece");
        };
        if claim.quantity == Some(0) {
            return Err(Refusal::NoUnits);
        }
        if self.holds_enough(customer) {
            let most = self.settings.holds_per_customer;
            return Err(Refusal::TooManyHolds { most });
        }
        self.live_for_claim(false)?;
        let item = self.new_item(super::items::New {
            code,
            size: Size::ONE,
            label: Label::from(code),
            kind: ItemKind::Unique,
            price,
            quantity: 1,
            to_check: matches!(self.by, Actor::Customer(_)),
        });
        self.claim_item(customer, item, claim.quantity)
    }

    fn claim_item(&mut self, customer: CustomerId, item: ItemId, quantity: Option<u32>) -> Ruling {
        let row = self.item(item).expect("a code leads to an item");
        let prepared = row.kind == ItemKind::Prepared;
        if row.withdrawn {
            return Err(Refusal::Withdrawn);
        }
        let hold = self.hold_of(customer, item);
        let held = hold.map_or(0, |id| self.quantity(id));
        let waits = self.place(customer, item).unwrap_or(0);
        let wanted = match (quantity, held + waits) {
            (Some(0), _) => return Err(Refusal::NoUnits),
            // Saying it again changes nothing.
            (None, 0) => 1,
            (None, has) => has,
            // Of a single piece there is one, however many she asks for.
            (Some(units), _) if !prepared => units.min(self.stock(item).max(1)),
            (Some(units), _) => units,
        };
        if wanted > CLAIM_QUANTITY_MAX {
            let most = CLAIM_QUANTITY_MAX;
            return Err(Refusal::TooManyUnits { most });
        }
        if wanted > held + waits {
            let none_free = self.free(item) == 0;
            let hers = |order: &&Order| order.customer == customer && !order.is_closed();
            let has_it = |order: &&Order| order.lines.iter().any(|line| line.item == item);
            let order = self.orders.iter().filter(hers).find(has_it);
            if let Some(order) = order.filter(|_| !prepared && none_free) {
                let order = order.number;
                return Err(Refusal::Ordered { order });
            }
            self.live_for_claim(prepared)?;
            let ruling = self.want_more(customer, item, wanted - held - waits);
            return if held + waits > 0 { Ok(()) } else { ruling };
        }
        self.want_less(customer, item, wanted);
        Ok(())
    }

    fn want_more(&mut self, customer: CustomerId, item: ItemId, more: u32) -> Ruling {
        let somebody_waits = self.places.iter().any(|place| place.item == item);
        let given = if somebody_waits {
            0
        } else {
            self.free(item).min(more)
        };
        let has = self.hold_of(customer, item).is_some();
        if given > 0 && !has && self.holds_enough(customer) {
            let most = self.settings.holds_per_customer;
            return Err(Refusal::TooManyHolds { most });
        }
        let may_wait = self.may_wait(customer, item);
        if given == 0 {
            may_wait.clone()?;
        } else {
            self.give(customer, item, given, Comes::Asked);
        }
        let rest = more - given;
        if rest > 0 && may_wait.is_ok() {
            let mut places = self.places.iter_mut();
            match places.find(|place| place.customer == customer && place.item == item) {
                Some(place) => place.quantity += rest,
                None => {
                    self.places.push(Place {
                        item,
                        customer,
                        quantity: rest,
                    });
                    self.activity();
                }
            }
        }
        Ok(())
    }

    fn may_wait(&self, customer: CustomerId, item: ItemId) -> Ruling {
        if self.stock(item) == 0 {
            return Err(Refusal::SoldOut);
        }
        if !self.settings.queue {
            let sold_out = self.left(item) == 0;
            return Err(if sold_out {
                Refusal::SoldOut
            } else {
                Refusal::Taken
            });
        }
        if self.place(customer, item).is_some() {
            return Ok(());
        }
        let waiting = self.places.iter().filter(|place| place.item == item);
        if waiting.count() >= QUEUE_MAX {
            return Err(Refusal::QueueFull);
        }
        let hers = self
            .places
            .iter()
            .filter(|place| place.customer == customer);
        if hers.count() >= PLACES_PER_CUSTOMER_MAX {
            let most = PLACES_PER_CUSTOMER_MAX as u32;
            return Err(Refusal::TooManyPlaces { most });
        }
        Ok(())
    }

    /// The place goes first, then units, and those go to the next in line.
    fn want_less(&mut self, customer: CustomerId, item: ItemId, wanted: u32) {
        let hold = self.hold_of(customer, item);
        let held = hold.map_or(0, |id| self.quantity(id));
        if wanted <= held {
            self.leave(customer, item);
        }
        for place in &mut self.places {
            if place.customer == customer && place.item == item {
                place.quantity = wanted - held;
            }
        }
        if let Some(id) = hold.filter(|_| wanted < held) {
            self.pass(item, Owner::Hold(id), Owner::Nobody, held - wanted);
            self.serve(item);
        }
    }

    pub(super) fn await_address(&mut self, customer: CustomerId) {
        let holds = !self.basket(customer).is_empty();
        let person = self.person(customer);
        if holds && person.address.is_none() {
            person.awaits_address = true;
        }
    }
}
