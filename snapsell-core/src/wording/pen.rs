//! What every text needs at hand: the language, the shop's facts, and the small parts of sentences.

use super::Facts;
use super::catalog::Catalog;
use super::clean::{NAME_CHARS_MAX, NOTE_CHARS_MAX, SHOP_CHARS_MAX, clean};
use super::draft::Draft;
use super::format;
use crate::ids::{CommandId, CustomerId};
use crate::label::Named;
use crate::lang::Lang;
use crate::money::Money;
use crate::time::Timestamp;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use fluent_bundle::FluentValue;

/// Names that one sentence lists.
const LISTED_MAX: usize = 12;

/// Who writes, to one person, in one language.
#[derive(Clone, Copy)]
pub(super) struct Pen<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) facts: &'a Facts<'a>,
}

impl<'a> Pen<'a> {
    /// The message `name` with these arguments.
    pub(super) fn text<const N: usize>(
        self,
        name: &str,
        arguments: [(&'static str, FluentValue<'a>); N],
    ) -> String {
        self.catalog.text(name, arguments)
    }

    /// A message without arguments.
    pub(super) fn plain(self, name: &str) -> String {
        self.text(name, [])
    }

    /// An empty message.
    pub(super) const fn draft(self) -> Draft<'a> {
        Draft::new(self.catalog)
    }

    /// A message of one line without arguments.
    pub(super) fn say(self, name: &str) -> Draft<'a> {
        self.draft().line(self.plain(name))
    }

    /// The language.
    pub(super) const fn lang(self) -> Lang {
        self.catalog.lang()
    }

    /// An amount with its currency.
    pub(super) fn money(self, amount: Money) -> FluentValue<'a> {
        format::money(amount, self.facts.currency, self.lang()).into()
    }

    /// A price as one would type it after a code, for examples.
    pub(super) fn example_price(self) -> String {
        match self.facts.currency.exponent() {
            0 => "5000".to_string(),
            _ => "12".to_string(),
        }
    }

    /// A time of day.
    pub(super) fn until(self, at: Timestamp) -> FluentValue<'a> {
        let Facts {
            now,
            utc_offset_minutes,
            ..
        } = *self.facts;
        format::clock(at, now, utc_offset_minutes, self.lang()).into()
    }

    /// A time of day to the second.
    pub(super) fn second(self, at: Timestamp) -> FluentValue<'a> {
        let Facts {
            now,
            utc_offset_minutes,
            ..
        } = *self.facts;
        format::clock_to_the_second(at, now, utc_offset_minutes, self.lang()).into()
    }

    /// `3 pièces`.
    pub(super) fn pieces(self, count: u32) -> FluentValue<'a> {
        self.text("pieces", [("count", count.into())]).into()
    }

    /// A person's name as the seller knows it, or her number in the shop.
    pub(super) fn name(self, customer: CustomerId) -> String {
        let name = (self.facts.name)(customer).map(|name| clean(&name, NAME_CHARS_MAX));
        match name {
            Some(name) if !name.is_empty() => name,
            Some(_) | None => {
                let number = customer.get().to_string();
                self.text("nameless", [("number", number.into())])
            }
        }
    }

    /// A person's name with her number in the shop, which tells two of one name apart.
    pub(super) fn numbered(self, customer: CustomerId) -> String {
        let number: FluentValue<'_> = customer.get().to_string().into();
        let name = self.name(customer);
        let nameless = self.text("nameless", [("number", number.clone())]);
        if name == nameless {
            return nameless;
        }
        self.text("numbered", [("name", name.into()), ("number", number)])
    }

    /// The shop's name.
    pub(super) fn shop(self) -> String {
        let name = clean(self.facts.shop_name, SHOP_CHARS_MAX);
        if name.is_empty() {
            self.plain("the-shop")
        } else {
            name
        }
    }

    /// The address in this message, when it is known and says something.
    pub(super) fn address(self, message: CommandId) -> Option<String> {
        let address = (self.facts.address)(message)?;
        let address = clean(&address, NOTE_CHARS_MAX);
        (!address.is_empty()).then_some(address)
    }

    /// `A12, B07 et C3`.
    pub(super) fn items(self, items: &[Named]) -> String {
        let names: Vec<String> = items.iter().map(ToString::to_string).collect();
        self.all(&names)
    }

    /// These names, joined by `et`.
    pub(super) fn all(self, names: &[String]) -> String {
        self.all_and(names, 0)
    }

    /// The same, when `beyond` more are left out already.
    pub(super) fn all_and(self, names: &[String], beyond: usize) -> String {
        let (shown, rest) = names.split_at(names.len().min(LISTED_MAX));
        let left_out = rest.len() + beyond;
        if left_out == 0 {
            return self.joined(names, "list-and");
        }
        let arguments = [
            ("start", shown.join(", ").into()),
            ("count", left_out.into()),
        ];
        self.text("list-and-more", arguments)
    }

    /// These names, joined by `ou`.
    pub(super) fn any(self, names: &[String]) -> String {
        self.joined(names, "list-or")
    }

    fn joined(self, names: &[String], join: &str) -> String {
        match names {
            [] => String::new(),
            [only] => only.clone(),
            [start @ .., last] => {
                let arguments = [
                    ("start", start.join(", ").into()),
                    ("last", last.clone().into()),
                ];
                self.text(join, arguments)
            }
        }
    }
}

/// `S01 M × 2`, or the name alone for one unit.
pub(super) fn counted(item: Named, quantity: u32) -> String {
    if quantity == 1 {
        return item.to_string();
    }
    alloc::format!("{item}{space}×{space}{quantity}", space = format::NO_BREAK)
}
