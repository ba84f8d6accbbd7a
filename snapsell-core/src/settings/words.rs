//! Settings shown as words, in the form in which they can be set again.

use super::text::TEMPLATE_KEYS;
use super::{AfterStop, CodePolicy, Deposit, DepositRule, Settings};
use crate::lang::Lang;
use crate::money::{Currency, Money};
use crate::time::Span;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Settings {
    /// Every setting as words, in the form that [`Settings::set`] reads.
    #[must_use]
    pub fn words(&self) -> BTreeMap<&'static str, String> {
        let switch = |on: bool| String::from(if on { "on" } else { "off" });
        let money = |amount: Money| money_words(amount, self.currency);
        let grid: Vec<String> = self
            .grid
            .iter()
            .map(|(letters, price)| format!("{letters}:{}", money(*price)))
            .collect();
        let zones: Vec<String> = self
            .zones
            .iter()
            .map(|zone| format!("{}:{}", zone.name(), money(zone.fee())))
            .collect();
        let hold = &self.hold;
        let mut words = BTreeMap::from([
            (
                "after_stop",
                choice_words(
                    self.after_stop == AfterStop::Transactional,
                    "transactional",
                    "none",
                ),
            ),
            (
                "codes",
                String::from(match self.codes {
                    CodePolicy::Strict => "strict",
                    CodePolicy::Grid => "grid",
                    CodePolicy::Open => "open",
                }),
            ),
            ("currency", self.currency.to_string()),
            ("delivery.fee", money(self.delivery_fee)),
            ("delivery.zones", zones.join(", ")),
            ("deposit", deposit_words(self.deposit, self.currency)),
            ("grid", grid.join(",")),
            ("hold.after_refusal", span_words(hold.after_refusal)),
            ("hold.locked", span_words(hold.locked)),
            ("hold.most", self.holds_per_customer.to_string()),
            ("hold.outage_credit", span_words(hold.outage_credit)),
            ("hold.release_unreviewed", switch(hold.release_unreviewed)),
            ("hold.reminder", span_words(hold.reminder)),
            ("hold.review", span_words(hold.review)),
            ("hold.soft", span_words(hold.soft)),
            (
                "labels",
                format!("{}-{}", self.label_first, self.label_last),
            ),
            ("lang", choice_words(self.lang == Lang::Fr, "fr", "en")),
            ("live.inactive", span_words(self.live_inactive)),
            ("live.seller_active", span_words(self.seller_active)),
            ("messages.cost", money(self.messages_cost)),
            ("payment.text", self.payment_text.clone()),
            ("photo.window", span_words(self.photo_window)),
            ("queue", switch(self.queue)),
        ]);
        let timezone = if self.timezone.is_empty() {
            String::from("auto")
        } else {
            self.timezone.clone()
        };
        words.insert("timezone", timezone);
        for (key, class) in TEMPLATE_KEYS {
            let template = self.templates.get(&class);
            words.insert(
                key,
                template.cloned().unwrap_or_else(|| String::from("none")),
            );
        }
        words
    }
}

fn choice_words(first: bool, yes: &str, no: &str) -> String {
    String::from(if first { yes } else { no })
}

fn span_words(span: Span) -> String {
    let millis = span.millis();
    for (unit, name) in [(3_600_000, "h"), (60_000, "m"), (1_000, "s")] {
        if millis > 0 && millis % unit == 0 {
            return format!("{}{name}", millis / unit);
        }
    }
    if millis == 0 {
        String::from("0")
    } else {
        format!("{millis}ms")
    }
}

fn money_words(amount: Money, currency: Currency) -> String {
    let scale = currency.scale();
    let (whole, part) = (amount.minor() / scale, amount.minor() % scale);
    if part == 0 {
        return whole.to_string();
    }
    format!(
        "{whole}.{part:0digits$}",
        digits = usize::from(currency.exponent())
    )
}

fn deposit_words(rule: DepositRule, currency: Currency) -> String {
    let how_much = |deposit| match deposit {
        Deposit::Fixed(amount) => money_words(amount, currency),
        Deposit::Percent(percent) => format!("{percent}%"),
    };
    match rule {
        DepositRule::None => String::from("none"),
        DepositRule::Recommended(deposit) => format!("recommended:{}", how_much(deposit)),
        DepositRule::Compulsory { deposit, above } => {
            format!(
                "compulsory:{}:{}",
                how_much(deposit),
                money_words(above, currency)
            )
        }
    }
}
