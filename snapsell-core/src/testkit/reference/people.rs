//! Who may be written to, and what is not understood.

use super::{Reference, Ruling};
use crate::ids::CustomerId;

impl Reference {
    pub(super) fn opt_out(&mut self, customer: CustomerId) -> Ruling {
        self.person(customer).opted_out = true;
        self.places.retain(|place| place.customer != customer);
        Ok(())
    }

    pub(super) fn opt_in(&mut self, customer: CustomerId) -> Ruling {
        self.person(customer).opted_out = false;
        Ok(())
    }

    pub(super) fn unreachable(&mut self, customer: CustomerId, opted_out: bool) -> Ruling {
        if opted_out {
            return self.opt_out(customer);
        }
        self.person(customer).unreachable = true;
        Ok(())
    }

    pub(super) fn block(&mut self, customer: CustomerId, blocked: bool) -> Ruling {
        self.person(customer).blocked = blocked;
        Ok(())
    }

    pub(super) fn note(&mut self) -> Ruling {
        self.to_read += 1;
        Ok(())
    }

    pub(super) fn notes_read(&mut self) -> Ruling {
        self.to_read = 0;
        Ok(())
    }
}
