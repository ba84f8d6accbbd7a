//! What stands behind the verb of a seller's command: codes, orders, and a person.

use super::claims::Claims;
use super::gap::Gap;
use super::text::Text;
use super::verbs::is_filler;
use crate::code::{Code, Size};
use crate::ids::OrderNumber;
use crate::intent::{Claim, ProofOf, Who, Written};
use crate::limits::CLAIMS_PER_MESSAGE_MAX;
use alloc::vec::Vec;

/// What follows the verb of a command.
#[derive(Debug, Default)]
pub(super) struct Args {
    pub(super) claims: Vec<Claim>,
    skipped: u32,
    pub(super) orders: Vec<OrderNumber>,
    pub(super) who: Option<Who>,
    /// Words and numbers that belong to nothing, and a second person.
    pub(super) stray: u32,
}

/// `PREPARE VF-0001, PREPARE VF-0002`: the command's own word before another of its arguments.
fn says_again(text: &Text<'_>, rest: usize, at: usize) -> bool {
    let own = rest.checked_sub(1).map(|own| text.word(own));
    own == Some(text.word(at)) && text.gap(at).has(Gap::LIST)
}

impl Args {
    /// Reads from a word to the end.
    pub(super) fn read(text: &Text<'_>, rest: usize) -> Self {
        Self::read_to_end(text, rest, false)
    }

    /// The same where a number of a size behind a code is its size: `VENDU S02 38`.
    pub(super) fn sized(text: &Text<'_>, rest: usize) -> Self {
        Self::read_to_end(text, rest, true)
    }

    fn read_to_end(text: &Text<'_>, rest: usize, sized: bool) -> Self {
        let mut args = Self::default();
        let mut claims = Claims::default();
        let mut at = rest;
        while at < text.len() {
            if let Some((order, words)) = text.order(at) {
                args.orders.push(order);
                at += words;
            } else if let Some((who, words)) = text.person(at) {
                args.stray += u32::from(args.who.is_some());
                args.who = Some(who);
                at += words;
            } else if let Some(words) = text.courtesy(at) {
                at += words;
            } else if says_again(text, rest, at) {
                claims.other(false);
                at += 1;
            } else if sized && let Some(words) = claims.sized(text, at) {
                at += words;
            } else {
                let words = claims.read(text, at);
                if words == 0 {
                    claims.other(true);
                    args.stray += u32::from(!is_filler(text.word(at)));
                }
                at += words.max(1);
            }
        }
        args.stray += u32::from(claims.dangles());
        (args.claims, args.skipped) = claims.finish(true);
        args
    }

    /// Itself when nothing is stray.
    pub(super) fn plain(self) -> Option<Self> {
        (self.stray + self.skipped == 0).then_some(self)
    }

    /// Itself when it names nobody.
    pub(super) fn nobody(self) -> Option<Self> {
        self.who.is_none().then_some(self)
    }

    /// The codes with their sizes, when there is nothing else.
    pub(super) fn codes(self) -> Option<Vec<(Code, Size)>> {
        let bare = self.who.is_none() && self.orders.is_empty() && !self.claims.is_empty();
        let code = |claim: &Claim| match claim.code {
            Written::Code(code) => claim.quantity.is_none().then_some((code, claim.size)),
            Written::Blurred(_) => None,
        };
        bare.then(|| self.claims.iter().map(code).collect())
            .flatten()
    }

    /// The one code with its size and quantity, when there is no other.
    pub(super) fn one(&self) -> Option<(Code, Size, Option<u32>)> {
        match &self.claims[..] {
            [
                Claim {
                    code: Written::Code(code),
                    size,
                    quantity,
                    ..
                },
            ] if self.orders.is_empty() => Some((*code, *size, *quantity)),
            _ => None,
        }
    }

    /// The one order, when no item is named.
    pub(super) fn order(&self) -> Option<OrderNumber> {
        match self.orders[..] {
            [order] if self.claims.is_empty() => Some(order),
            _ => None,
        }
    }

    /// The orders, each once, when there is nothing else.
    pub(super) fn orders(self) -> Option<Vec<OrderNumber>> {
        let Self {
            claims, mut orders, ..
        } = self.plain()?.nobody()?;
        if orders.is_empty() || !claims.is_empty() {
            return None;
        }
        orders.sort_unstable();
        orders.dedup();
        (orders.len() <= CLAIMS_PER_MESSAGE_MAX).then_some(orders)
    }

    /// The order or the code whose proof is judged.
    pub(super) fn proof(&self) -> Option<ProofOf> {
        let order = self.order().filter(|_| self.who.is_none());
        order.map(ProofOf::Order).or_else(|| match self.one()? {
            (code, _, None) => Some(ProofOf::Code(code)),
            (_, _, Some(_)) => None,
        })
    }

    /// The person, when there is nobody and nothing else.
    pub(super) fn person(self) -> Option<Who> {
        self.who
            .filter(|_| self.claims.is_empty() && self.orders.is_empty())
    }
}
