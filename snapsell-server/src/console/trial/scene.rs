//! How a shop stands for the two phones of a trial, and what may be tapped next.

use snapsell_core::{
    Code, CustomerId, HoldId, Lang, LiveId, LiveState, OrderNumber, OrderStatus, Settings, Shop,
    Size, Timestamp, Version,
};

use super::words_of;

/// Codes that are offered to be tapped, at most.
const CODES_MAX: usize = 3;
/// The number on the label of the first suggestion: the one that every example has.
const FIRST_NUMBER: u16 = 12;

/// What the page needs of a shop, copied while its state was looked at.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) settings: Settings,
    pub(super) version: Version,
    pub(super) live: Option<(LiveId, LiveState)>,
    /// Codes that anybody can have, the newest first.
    pub(super) free: Vec<String>,
    /// A code that the seller may write next.
    next: Option<String>,
    /// Somebody else holds something, or waits.
    pub(super) others: bool,
    pub(super) her: Her,
}

/// The test customer.
#[derive(Debug, Default)]
pub(super) struct Her {
    pub(super) lang: Option<Lang>,
    pub(super) holds: Vec<HoldId>,
    pub(super) waits: bool,
    /// Her orders that can be called off.
    pub(super) orders: Vec<OrderNumber>,
    /// The newest order of this trial, unless it was called off.
    pub(super) order: Option<OrderNumber>,
    has_address: bool,
    opted_out: bool,
}

impl Scene {
    pub(super) fn of(shop: &Shop, her: Option<CustomerId>, since: Option<Timestamp>) -> Self {
        let mut free: Vec<_> = shop
            .items()
            .filter(|item| !item.closed && !item.withdrawn && item.free() > 0)
            .collect();
        free.sort_by_key(|item| std::cmp::Reverse((item.offered_at, item.id)));
        let free = free.iter().take(CODES_MAX);
        Self {
            settings: shop.settings().clone(),
            version: shop.version(),
            live: shop.live().map(|live| (live.id, live.state)),
            free: free.map(|item| item.named.to_string()).collect(),
            next: next_code(shop),
            others: shop.holds().any(|hold| Some(hold.customer) != her)
                || shop.items().any(|item| item.waiting() > 0),
            her: her.map_or_else(Her::default, |id| Her::of(shop, id, since)),
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.live.is_some_and(|(_, state)| state == LiveState::Open)
    }

    /// What the seller may tap.
    pub(super) fn offers(&self) -> Vec<String> {
        self.next.iter().cloned().collect()
    }

    /// What the test customer may tap, the likeliest first.
    pub(super) fn her_picks(&self, address: &str) -> Vec<String> {
        let [yes, cancel, basket, start] = words_of(self.her.lang.unwrap_or(self.settings.lang));
        if self.her.opted_out {
            return vec![start.to_owned()];
        }
        let mut picks = Vec::new();
        let holds = !self.her.holds.is_empty();
        if holds && !self.her.has_address {
            picks.push(address.to_owned());
        }
        if holds {
            picks.push(yes.to_owned());
        }
        picks.extend(self.free.iter().cloned());
        if holds || self.her.waits {
            picks.push(cancel.to_owned());
        }
        if !self.her.orders.is_empty() {
            picks.push(basket.to_owned());
        }
        picks
    }
}

impl Her {
    fn of(shop: &Shop, id: CustomerId, since: Option<Timestamp>) -> Self {
        let Some(customer) = shop.customer(id) else {
            return Self::default();
        };
        let called_off = |status| matches!(status, OrderStatus::Cancelled(_));
        let of_trial = shop.orders().filter(|order| {
            order.customer == id
                && since.is_some_and(|since| order.placed_at >= since)
                && !called_off(order.status)
        });
        Self {
            lang: customer.lang,
            holds: customer.holds().collect(),
            waits: customer.places().next().is_some(),
            orders: customer.orders().to_vec(),
            order: of_trial.map(|order| order.number).max(),
            has_address: customer.address.is_some(),
            opted_out: customer.opted_out,
        }
    }
}

/// The first letters of the grid with the first number that no item has.
fn next_code(shop: &Shop) -> Option<String> {
    let settings = shop.settings();
    let letters = settings.grid.keys().next()?.as_str();
    let (first, last) = (settings.label_first, settings.label_last);
    let from = FIRST_NUMBER.clamp(first, last.max(first));
    let is_new = |number: &u16| {
        Code::new(letters, *number).is_some_and(|code| shop.find(code, Size::ONE).is_none())
    };
    let number = (from..=last).find(is_new)?;
    Some(format!("{letters}{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use snapsell_core::{CommandId, Letters, Message, Money, decide, interpret};

    const SELLER: CustomerId = CustomerId::new(1);
    const HER: CustomerId = CustomerId::new(2);
    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    fn shop(said: &[(CustomerId, &str)]) -> Shop {
        let mut settings = Settings {
            sellers: [SELLER].into(),
            ..Settings::default()
        };
        let letters = Letters::new("A").unwrap();
        settings.grid.insert(letters, Money::from_minor(5_000));
        let mut shop = Shop::new(settings);
        for (number, (who, words)) in (1..).zip(said) {
            let message = Message::text(CommandId::new(number), *who, *words);
            let decision = decide(&shop, &interpret(&shop, &message), NOW);
            shop.follow(&decision);
        }
        shop
    }

    #[test]
    fn what_may_be_tapped_next_leads_from_nothing_to_an_order() {
        let picks = |said: &[(CustomerId, &str)]| {
            Scene::of(&shop(said), Some(HER), Some(NOW)).her_picks("Cocody, rue 12")
        };
        let mut said = Vec::new();
        assert!(picks(&said).is_empty(), "nothing is for sale");
        said.push((SELLER, "A12"));
        let steps = ["A12", "Cocody, rue 12", "OUI"];
        for step in steps {
            assert_eq!(picks(&said)[0], step, "after {said:?}");
            said.push((HER, step));
        }
        let end = Scene::of(&shop(&said), Some(HER), Some(NOW));
        assert_eq!(end.her.order, Some(OrderNumber::new(1)));
        assert_eq!(end.her_picks(""), ["PANIER"]);
        assert_eq!(end.offers(), ["A13"]);
    }

    #[test]
    fn an_order_of_an_earlier_trial_is_not_this_ones() {
        let said = [
            (SELLER, "A12"),
            (HER, "A12"),
            (HER, "Cocody, rue 12"),
            (HER, "OUI"),
        ];
        let later = Timestamp::from_millis(NOW.millis() + 1);
        let scene = Scene::of(&shop(&said), Some(HER), Some(later));
        assert_eq!(scene.her.order, None);
        assert_eq!(scene.her.orders.len(), 1, "it can still be called off");
    }

    #[test]
    fn who_said_stop_is_shown_the_way_back() {
        let scene = Scene::of(
            &shop(&[(SELLER, "A12"), (HER, "A12"), (HER, "STOP")]),
            Some(HER),
            Some(NOW),
        );
        assert_eq!(scene.her_picks(""), ["REPRENDRE"]);
    }
}
