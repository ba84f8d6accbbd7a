//! From a code to an item.

use super::Reference;
use super::rows::Item;
use crate::code::{Code, Size};
use crate::command::Actor;
use crate::ids::ItemId;
use crate::intent::Written;
use crate::money::Money;
use crate::near::{glued, near};
use crate::pick::Pick;
use crate::refusal::Refusal;
use crate::settings::CodePolicy;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What a claim leads to.
pub(super) enum Led {
    To(ItemId),
    /// A single piece, as soon as somebody has it.
    New(Money),
    Near(Vec<ItemId>),
    Sizes(Vec<ItemId>, Refusal),
    Nowhere(Refusal),
}

const UNKNOWN: Refusal = Refusal::UnknownCode { example: None };

impl Reference {
    pub(super) fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    pub(super) fn item_mut(&mut self, id: ItemId) -> &mut Item {
        let mut items = self.items.iter_mut();
        items.find(|item| item.id == id).expect("an item that is")
    }

    /// The items that a code leads to, sizes in order.
    pub(super) fn sizes_of(&self, code: Code) -> Vec<(Size, ItemId)> {
        let named = self.items.iter().filter(|item| item.named);
        let mut sizes: Vec<_> = named
            .filter(|item| item.code == code)
            .map(|item| (item.size, item.id))
            .collect();
        sizes.sort_unstable_by_key(|(size, _)| size.natural());
        sizes
    }

    fn is_withdrawn(&self, id: ItemId) -> bool {
        self.item(id).is_none_or(|item| item.withdrawn)
    }

    /// Those that have not closed with their live.
    pub(super) fn sizes_for_sale(&self, code: Code) -> Vec<(Size, ItemId)> {
        let mut sizes = self.sizes_of(code);
        sizes.retain(|&(_, id)| self.item(id).is_some_and(|item| !item.closed));
        sizes
    }

    /// Whether a piece of an earlier live, which somebody holds, still has this code.
    pub(super) fn hangs_on_a_held_one(&self, code: Code) -> bool {
        let mut items = self.items.iter();
        items.any(|item| item.named && item.closed && item.code == code)
    }

    /// An item of this live by its code and size.
    pub(super) fn exact(&self, code: Code, size: Size) -> Result<Option<ItemId>, Refusal> {
        self.the_one(self.sizes_for_sale(code), size)
    }

    /// An item of this live, or else of an earlier one.
    pub(super) fn any_exact(&self, code: Code, size: Size) -> Result<Option<ItemId>, Refusal> {
        if self.sizes_for_sale(code).is_empty() {
            return self.the_one(self.sizes_of(code), size);
        }
        self.exact(code, size)
    }

    /// What stands counts; what was withdrawn only when nothing else has the code.
    fn the_one(&self, all: Vec<(Size, ItemId)>, size: Size) -> Result<Option<ItemId>, Refusal> {
        let standing: Vec<_> = all
            .iter()
            .copied()
            .filter(|&(_, id)| !self.is_withdrawn(id))
            .collect();
        let looked_at = if standing.is_empty() { all } else { standing };
        if looked_at.is_empty() {
            return Ok(None);
        }
        if let Some((_, id)) = looked_at.iter().find(|(known, _)| *known == size) {
            return Ok(Some(*id));
        }
        if let [(only, id)] = looked_at.as_slice()
            && (size.is_one() || only.is_one())
        {
            return Ok(Some(*id));
        }
        let sizes = looked_at.into_iter().map(|(size, _)| size).collect();
        Err(if size.is_one() {
            Refusal::SizeNeeded { sizes }
        } else {
            Refusal::UnknownSize { sizes }
        })
    }

    /// What she names without a size is every size of it, with one it is that one; any where there is but one.
    pub(super) fn is_meant(&self, picks: &[Pick], id: ItemId) -> bool {
        let row = self.item(id).expect("an item that is");
        let mut standing = self.sizes_of(row.code);
        standing.retain(|&(size, id)| !size.is_one() && !self.is_withdrawn(id));
        let any_fits = row.size.is_one() && standing.is_empty();
        let mut named = picks.iter().filter(|pick| pick.code == row.code);
        let fits = |size: Size| size.is_one() || size == row.size || any_fits;
        picks.is_empty() || named.any(|pick| fits(pick.size))
    }

    pub(super) fn lead(&self, code: &Written, size: Size) -> Led {
        match code {
            Written::Blurred(text) => self.near(text),
            Written::Code(code) => match self.exact(*code, size) {
                Ok(Some(item)) => Led::To(item),
                Ok(None) => self.unknown(*code),
                Err(_) => self.no_size(*code, size),
            },
        }
    }

    /// She is told the sizes that are not sold; when all are, those that one can wait for.
    fn no_size(&self, code: Code, named: Size) -> Led {
        let mut sizes = self.sizes_for_sale(code);
        sizes.retain(|&(_, id)| !self.is_withdrawn(id));
        let pick = |fits: &dyn Fn(ItemId) -> bool| -> Vec<(Size, ItemId)> {
            let fitting = sizes.iter().filter(|&&(_, id)| fits(id));
            fitting.copied().collect()
        };
        let mut told = pick(&|id| self.left(id) > 0);
        if told.is_empty() && self.settings.queue {
            told = pick(&|id| self.stock(id) > 0);
        }
        if told.is_empty() {
            return Led::Nowhere(Refusal::SoldOut);
        }
        let (sizes, items) = told.into_iter().unzip();
        let refusal = if named.is_one() {
            Refusal::SizeNeeded { sizes }
        } else {
            Refusal::UnknownSize { sizes }
        };
        Led::Sizes(items, refusal)
    }

    fn near(&self, typed: &str) -> Led {
        if let Some((code, size)) = glued(typed) {
            let mut sizes = self.sizes_for_sale(code).into_iter();
            if let Some((_, id)) =
                sizes.find(|(known, id)| *known == size && !self.is_withdrawn(*id))
            {
                return Led::Near(Vec::from([id]));
            }
        }
        let claimable = |code: Code| {
            let sizes = self.sizes_for_sale(code).into_iter();
            let mut items = sizes.map(|(_, id)| id);
            items.find(|&id| !self.is_withdrawn(id) && self.left(id) > 0)
        };
        let found = near(typed, |code| claimable(code).is_some());
        if found.is_empty() {
            return Led::Nowhere(UNKNOWN);
        }
        Led::Near(found.into_iter().filter_map(claimable).collect())
    }

    /// A code that nobody registered: the shop's policy says whether it means a single piece.
    fn unknown(&self, code: Code) -> Led {
        let by_customer = matches!(self.by, Actor::Customer(_));
        let held = self.hangs_on_a_held_one(code);
        if held && !by_customer {
            return Led::Nowhere(Refusal::Taken);
        }
        let settings = &self.settings;
        let priced = settings.grid.get(&code.letters()).copied();
        let labelled =
            code.number() >= settings.label_first && code.number() <= settings.label_last;
        let price = match (settings.codes, priced) {
            (CodePolicy::Open, Some(price)) => price,
            (CodePolicy::Grid, Some(price)) if labelled => price,
            (CodePolicy::Open | CodePolicy::Grid | CodePolicy::Strict, _) => {
                let text: String = code.to_string();
                return self.near(&text);
            }
        };
        let (now, active) = (self.now, self.settings.seller_active);
        let mut spent = self.spent.iter();
        let hangs_on = spent.any(|spent| spent.code == code && spent.closed_at + active > now);
        if by_customer && (hangs_on || held) {
            let over = self.live.is_none();
            return Led::Nowhere(if over { Refusal::LiveOver } else { UNKNOWN });
        }
        Led::New(price)
    }
}
