//! When a live opens, and when it closes.

use super::rows::{Live, Spent};
use super::{News, Reference, Ruling};
use crate::change::ItemKind;
use crate::command::Actor;
use crate::ids::CustomerId;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use alloc::vec::Vec;

impl Reference {
    pub(super) fn is_open(&self) -> bool {
        self.live.as_ref().is_some_and(|live| !live.closing)
    }

    /// Something happened in the live.
    pub(super) fn activity(&mut self) {
        let now = self.now;
        if let Some(live) = &mut self.live {
            live.last_activity = now;
        }
    }

    pub(super) fn ensure_live(&mut self) -> Ruling {
        match &self.live {
            Some(live) if live.closing => Err(Refusal::LiveOver),
            Some(_) => Ok(()),
            None => {
                self.last_live = self.last_live.next();
                self.closed_by_hand = false;
                self.live = Some(Live {
                    id: self.last_live,
                    closing: false,
                    opened_at: self.now,
                    last_activity: self.now,
                });
                Ok(())
            }
        }
    }

    /// A claim opens a live: the team's always; a customer's for prepared stock, or while the seller is about.
    pub(super) fn live_for_claim(&mut self, prepared: bool) -> Ruling {
        let by_customer = matches!(self.by, Actor::Customer(_));
        if by_customer && self.live.is_none() && !prepared {
            let active = self.settings.seller_active;
            let about = self
                .seller_seen
                .is_some_and(|seen| seen + active >= self.now);
            if !about || self.closed_by_hand {
                return Err(Refusal::NoLive);
            }
        }
        self.ensure_live()
    }

    pub(super) fn close_by_hand(&mut self) -> Ruling {
        let live = self.live.as_mut().ok_or(Refusal::NotLive)?;
        if !live.closing {
            live.closing = true;
            self.closed_by_hand = true;
        }
        Ok(())
    }

    /// When the live closes by itself; never while a hold or a proof is alive.
    pub(super) fn closes_at(&self, now: Timestamp) -> Option<Timestamp> {
        let live = self.live.as_ref()?;
        if live.closing {
            return Some(now);
        }
        if !self.holds.is_empty() {
            return None;
        }
        Some(live.last_activity + self.settings.live_inactive)
    }

    /// Everybody who waits is told, then improvised items are gone, unless somebody holds them.
    pub(super) fn close_live_if_due(&mut self) {
        if self.closes_at(self.now).is_none_or(|at| at > self.now) {
            return;
        }
        if self.live.as_ref().is_some_and(|live| !live.closing) {
            self.closed_by_hand = false;
        }
        let mut waiting: Vec<CustomerId> = self.places.iter().map(|place| place.customer).collect();
        waiting.sort_unstable();
        waiting.dedup();
        self.places.clear();
        for customer in waiting {
            self.tell(customer, News::QueueClosed);
        }
        self.live = None;
        self.last_offer = None;
        self.close_items();
    }

    fn close_items(&mut self) {
        let (now, active) = (self.now, self.settings.seller_active);
        self.spent.retain(|spent| spent.closed_at + active > now);
        for item in &mut self.items {
            if item.closed {
                continue;
            }
            if item.kind == ItemKind::Prepared && item.named {
                item.withdrawn = false;
                continue;
            }
            if item.named {
                self.spent.retain(|spent| spent.code != item.code);
                self.spent.push(Spent {
                    code: item.code,
                    closed_at: now,
                });
            }
            item.closed = true;
        }
        self.drop_items_that_are_over();
    }

    /// What is closed stays, with its code, only as long as somebody holds it.
    pub(super) fn drop_items_that_are_over(&mut self) {
        let held: Vec<_> = self.holds.iter().map(|hold| hold.item).collect();
        self.items
            .retain(|item| !item.closed || held.contains(&item.id));
        let kept: Vec<_> = self.items.iter().map(|item| item.id).collect();
        self.units.retain(|unit| kept.contains(&unit.item));
    }
}
