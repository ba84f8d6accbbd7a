//! What one shop has chosen: its grid, its delays, its deposit rule.

mod text;
mod words;
mod zones;

pub use text::{SETTING_KEYS, SettingError};
pub use zones::{Zone, Zones};

use crate::code::Letters;
use crate::ids::CustomerId;
use crate::lang::Lang;
use crate::money::{Currency, Money};
use crate::reply::Class;
use crate::time::Span;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;

/// All settings of one shop. Every value is valid, so the fields are public.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default)
)]
pub struct Settings {
    /// The currency of every price.
    pub currency: Currency,
    /// The language of the shop; a customer may choose another for herself.
    pub lang: Lang,
    /// Category to price.
    pub grid: BTreeMap<Letters, Money>,
    /// What happens to a code that nobody registered.
    pub codes: CodePolicy,
    /// Lowest number on the paper labels.
    pub label_first: u16,
    /// Highest number on the paper labels.
    pub label_last: u16,
    /// The delays of holds.
    pub hold: HoldSettings,
    /// A live closes after this long without activity.
    pub live_inactive: Span,
    /// A customer's claim opens a live only this long after the seller's last message.
    pub seller_active: Span,
    /// A seller's photo belongs to her last code when it comes this soon after it.
    pub photo_window: Span,
    /// Added once to every order.
    pub delivery_fee: Money,
    /// Other delivery fees by name, of which the team chooses one for an order.
    pub zones: Zones,
    /// When and how much deposit is asked.
    pub deposit: DepositRule,
    /// How to pay a deposit, e.g. a mobile-money number; empty when unset.
    pub payment_text: String,
    /// Live holds one customer may have.
    pub holds_per_customer: u32,
    /// Whether customers may wait for a taken item.
    pub queue: bool,
    /// What is still sent after STOP.
    pub after_stop: AfterStop,
    /// Approved templates for messages outside the channel's window, by the channel's own id. Each is filled with
    /// two values: the shop's name, and the text on one line.
    pub templates: BTreeMap<Class, String>,
    /// What a thousand messages cost, received and sent together; zero when that is not known.
    pub messages_cost: Money,
    /// The name of the time zone in which times are told, such as `Africa/Abidjan`; empty for that of the currency.
    pub timezone: String,
    /// Who speaks as the seller.
    pub sellers: BTreeSet<CustomerId>,
}

/// The delays of holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default)
)]
pub struct HoldSettings {
    /// How long a hold lasts without deposit.
    pub soft: Span,
    /// How long a hold lasts once the deposit is approved.
    pub locked: Span,
    /// How long before its end a hold is recalled; zero for never.
    pub reminder: Span,
    /// How long a proof may wait for review before the team is alerted.
    pub review: Span,
    /// What a refused proof leaves at least.
    pub after_refusal: Span,
    /// The most that one outage may add to a hold.
    pub outage_credit: Span,
    /// Whether an unreviewed proof releases its holds when the review cap is reached.
    pub release_unreviewed: bool,
}

/// What happens to a code that nobody registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "lowercase")
)]
pub enum CodePolicy {
    /// Only what the seller registered can be claimed.
    Strict,
    /// A category of the grid and a number in the label range make a unique item.
    #[default]
    Grid,
    /// Any number of a category with a price makes a unique item.
    Open,
}

/// When a deposit is asked, and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum DepositRule {
    /// Never: cash on delivery.
    #[default]
    None,
    /// Offered: it locks the holds.
    Recommended(Deposit),
    /// Demanded for baskets of more than `above`, offered below.
    Compulsory {
        /// How much.
        deposit: Deposit,
        /// Baskets up to this amount need none.
        above: Money,
    },
}

/// How much deposit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Deposit {
    /// This amount, or the basket's if that is less.
    Fixed(Money),
    /// This many hundredths of the basket.
    Percent(u32),
}

/// What is still sent to a customer who opted out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "lowercase")
)]
pub enum AfterStop {
    /// Answers to her own messages, and notices of her existing orders.
    #[default]
    Transactional,
    /// Nothing at all.
    None,
}

impl Default for HoldSettings {
    fn default() -> Self {
        Self {
            soft: Span::from_mins(5),
            locked: Span::from_mins(15),
            reminder: Span::from_mins(2),
            review: Span::from_mins(30),
            after_refusal: Span::from_mins(3),
            outage_credit: Span::from_mins(30),
            release_unreviewed: false,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            currency: Currency::XOF,
            lang: Lang::Fr,
            grid: BTreeMap::new(),
            codes: CodePolicy::Grid,
            label_first: 1,
            label_last: 999,
            hold: HoldSettings::default(),
            live_inactive: Span::from_mins(45),
            seller_active: Span::from_mins(12 * 60),
            photo_window: Span::from_mins(2),
            delivery_fee: Money::ZERO,
            zones: Zones::default(),
            deposit: DepositRule::None,
            payment_text: String::new(),
            holds_per_customer: 10,
            queue: true,
            after_stop: AfterStop::Transactional,
            templates: BTreeMap::new(),
            messages_cost: Money::ZERO,
            timezone: String::new(),
            sellers: BTreeSet::new(),
        }
    }
}

impl DepositRule {
    /// The deposit asked for a basket of `total`, and whether the order waits for it.
    #[must_use]
    pub fn ask(self, total: Money) -> Option<(Money, bool)> {
        let (deposit, compulsory) = match self {
            Self::None => return None,
            Self::Recommended(deposit) => (deposit, false),
            Self::Compulsory { deposit, above } => (deposit, total > above),
        };
        let amount = match deposit {
            Deposit::Fixed(amount) => amount.min(total),
            Deposit::Percent(percent) => total.percent(percent),
        };
        (amount > Money::ZERO).then_some((amount, compulsory))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "serde")]
    #[test]
    fn settings_of_before_there_were_zones_and_costs_are_read() {
        let mut settings = Settings::default();
        let saved = serde_json::to_string(&settings).unwrap();
        let mut before = saved;
        for new in [r#""zones":[],"#, r#""messages_cost":0,"#] {
            let without = before.replace(new, "");
            assert_ne!(without, before, "{new}");
            before = without;
        }
        assert_eq!(serde_json::from_str::<Settings>(&before).unwrap(), settings);
        settings.set("delivery.zones", "Akwa:500").unwrap();
        let saved = serde_json::to_string(&settings).unwrap();
        assert!(
            saved.contains(r#""zones":[{"name":"Akwa","fee":500}]"#),
            "{saved}"
        );
        assert_eq!(serde_json::from_str::<Settings>(&saved).unwrap(), settings);
        let twice = saved.replace("[{", r#"[{"name":"AKWA","fee":1},{"#);
        assert!(serde_json::from_str::<Settings>(&twice).is_err());
        let nameless = saved.replace("Akwa", " ");
        assert!(serde_json::from_str::<Settings>(&nameless).is_err());
    }

    #[test]
    fn a_compulsory_deposit_is_only_offered_up_to_its_threshold() {
        let rule = DepositRule::Compulsory {
            deposit: Deposit::Percent(50),
            above: Money::from_minor(10_000),
        };
        assert_eq!(
            rule.ask(Money::from_minor(10_000)),
            Some((Money::from_minor(5_000), false))
        );
        assert_eq!(
            rule.ask(Money::from_minor(10_001)),
            Some((Money::from_minor(5_001), true))
        );
        assert_eq!(DepositRule::None.ask(Money::from_minor(10_001)), None);
        assert_eq!(rule.ask(Money::ZERO), None, "nothing is not asked for");
    }

    #[test]
    fn a_fixed_deposit_is_never_more_than_the_basket() {
        let rule = DepositRule::Recommended(Deposit::Fixed(Money::from_minor(2_000)));
        assert_eq!(
            rule.ask(Money::from_minor(1_500)),
            Some((Money::from_minor(1_500), false))
        );
    }
}
