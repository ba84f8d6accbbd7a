//! Settings as words: `hold.soft=5m`, `grid=A:5000,B:10000`. What the command line, files and transcripts read.

use super::{AfterStop, CodePolicy, Deposit, DepositRule, Settings, Zone, Zones};
use crate::code::Letters;
use crate::lang::Lang;
use crate::limits::{GRID_MAX, HOLDS_PER_CUSTOMER_MAX, NOTE_CHARS_MAX, PRICE_MAX};
use crate::money::{Currency, Money};
use crate::reply::Class;
use crate::time::Span;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A setting that cannot be set like this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// There is no such key.
    #[error("there is no setting `{key}`; the keys are {known}")]
    UnknownKey {
        /// As written.
        key: String,
        /// Every key there is.
        known: String,
    },
    /// The value does not fit the key.
    #[error("`{key}` cannot be `{value}`; it is {expected}")]
    BadValue {
        /// The key.
        key: String,
        /// As written.
        value: String,
        /// What it may be, with an example.
        expected: &'static str,
    },
}

const TEMPLATE: &str = "the id of an approved template such as `HX` and 32 digits, or `none`";

/// Every key, with what it may be.
pub const SETTING_KEYS: [(&str, &str); 28] = [
    ("after_stop", "`transactional` or `none`"),
    ("codes", "`strict`, `grid` or `open`"),
    (
        "currency",
        "an ISO code such as `XOF`; amounts keep their digits",
    ),
    ("delivery.fee", "an amount such as `1500`"),
    (
        "delivery.zones",
        "names and fees such as `Bonapriso:1000, Bonabéri:2000`: at most 20, each name once, of 40 characters at most, without comma or colon; empty for none",
    ),
    (
        "deposit",
        "`none`, `recommended:2000`, `recommended:20%` or `compulsory:2000:10000` (above 10000)",
    ),
    (
        "grid",
        "prices by letter such as `A:5000,B:10000`, each letter once",
    ),
    ("hold.after_refusal", "a time such as `3m`, a day at most"),
    (
        "hold.locked",
        "a time such as `15m`, from a second to a week",
    ),
    ("hold.most", "holds per customer, 1 to 50"),
    ("hold.outage_credit", "a time such as `30m`, a day at most"),
    ("hold.release_unreviewed", "`on` or `off`"),
    ("hold.reminder", "a time such as `2m`, `0` for none"),
    (
        "hold.review",
        "a time such as `30m`, from a second to a week",
    ),
    ("hold.soft", "a time such as `5m`, from a second to a week"),
    ("labels", "numbers such as `1-999`"),
    ("lang", "`fr` or `en`"),
    (
        "live.inactive",
        "a time such as `45m`, from a second to a week",
    ),
    ("live.seller_active", "a time such as `12h`, a week at most"),
    (
        "messages.cost",
        "what 1,000 messages cost, in and out, such as `3500`; `0` when you do not know",
    ),
    (
        "payment.text",
        "words such as `Wave 07 00 00 00 00`, 200 characters at most",
    ),
    ("photo.window", "a time such as `2m`, a day at most"),
    ("queue", "`on` or `off`"),
    ("template.info", TEMPLATE),
    ("template.queue", TEMPLATE),
    ("template.reminder", TEMPLATE),
    ("template.transactional", TEMPLATE),
    (
        "timezone",
        "a place such as `Europe/Paris`, or `auto` for that of the currency",
    ),
];

/// Longest name of a time zone.
const TIMEZONE_BYTES_MAX: usize = 64;

const WEEK: Span = Span::from_mins(7 * 24 * 60);
const DAY: Span = Span::from_mins(24 * 60);

impl Settings {
    /// Sets one setting from words; money is in the currency's major unit (`12.50` where it has cents).
    ///
    /// # Errors
    /// When the key does not exist or the value does not fit; nothing is changed then.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), SettingError> {
        let value = value.trim();
        let Some((_, expected)) = SETTING_KEYS.iter().find(|(known, _)| *known == key) else {
            let known: Vec<&str> = SETTING_KEYS.iter().map(|(known, _)| *known).collect();
            return Err(SettingError::UnknownKey {
                key: key.to_string(),
                known: known.join(", "),
            });
        };
        self.try_set(key, value)
            .ok_or_else(|| SettingError::BadValue {
                key: key.to_string(),
                value: value.to_string(),
                expected,
            })
    }

    fn try_set(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            "after_stop" => {
                self.after_stop = choose(
                    value,
                    &[
                        ("transactional", AfterStop::Transactional),
                        ("none", AfterStop::None),
                    ],
                )?
            }
            "codes" => {
                let policies = [
                    ("strict", CodePolicy::Strict),
                    ("grid", CodePolicy::Grid),
                    ("open", CodePolicy::Open),
                ];
                self.codes = choose(value, &policies)?;
            }
            "currency" => self.currency = Currency::parse(value)?,
            "delivery.fee" => self.delivery_fee = amount(value, self.currency)?,
            "delivery.zones" => self.zones = zones(value, self.currency)?,
            "deposit" => self.deposit = deposit(value, self.currency)?,
            "grid" => self.grid = grid(value, self.currency)?,
            "labels" => {
                let (first, last) = value.split_once('-')?;
                let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
                (first <= last && last <= 9_999).then_some(())?;
                (self.label_first, self.label_last) = (first, last);
            }
            "lang" => self.lang = choose(value, &[("fr", Lang::Fr), ("en", Lang::En)])?,
            "live.inactive" => self.live_inactive = span(value, Span::from_secs(1), WEEK)?,
            "live.seller_active" => self.seller_active = span(value, Span::ZERO, WEEK)?,
            "messages.cost" => self.messages_cost = amount(value, self.currency)?,
            "payment.text" => {
                (value.chars().count() <= NOTE_CHARS_MAX && !value.chars().any(char::is_control))
                    .then_some(())?;
                self.payment_text = value.to_string();
            }
            "photo.window" => self.photo_window = span(value, Span::ZERO, DAY)?,
            "queue" => self.queue = choose(value, &SWITCH)?,
            "timezone" => self.timezone = timezone(value)?,
            _ => match TEMPLATE_KEYS.into_iter().find(|(known, _)| *known == key) {
                Some((_, class)) => self.try_set_template(class, value)?,
                None => self.try_set_hold(key, value)?,
            },
        }
        Some(())
    }

    fn try_set_hold(&mut self, key: &str, value: &str) -> Option<()> {
        let hold = &mut self.hold;
        match key {
            "hold.soft" => hold.soft = span(value, Span::from_secs(1), WEEK)?,
            "hold.locked" => hold.locked = span(value, Span::from_secs(1), WEEK)?,
            "hold.review" => hold.review = span(value, Span::from_secs(1), WEEK)?,
            "hold.reminder" => hold.reminder = span(value, Span::ZERO, DAY)?,
            "hold.after_refusal" => hold.after_refusal = span(value, Span::ZERO, DAY)?,
            "hold.outage_credit" => hold.outage_credit = span(value, Span::ZERO, DAY)?,
            "hold.release_unreviewed" => hold.release_unreviewed = choose(value, &SWITCH)?,
            "hold.most" => {
                let most = value.parse().ok()?;
                (1..=HOLDS_PER_CUSTOMER_MAX).contains(&most).then_some(())?;
                self.holds_per_customer = most;
            }
            _ => return None,
        }
        Some(())
    }

    fn try_set_template(&mut self, class: Class, value: &str) -> Option<()> {
        if value == "none" || value.is_empty() {
            self.templates.remove(&class);
            return Some(());
        }
        let digits = value.strip_prefix("HX")?;
        let is_id = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_id.then(|| drop(self.templates.insert(class, value.to_string())))
    }
}

/// Kinds of messages that may go outside the window; answers never need to.
pub(super) const TEMPLATE_KEYS: [(&str, Class); 4] = [
    ("template.info", Class::Info),
    ("template.queue", Class::Queue),
    ("template.reminder", Class::Reminder),
    ("template.transactional", Class::Transactional),
];

const SWITCH: [(&str, bool); 4] = [
    ("on", true),
    ("off", false),
    ("true", true),
    ("false", false),
];

fn choose<T: Copy>(value: &str, choices: &[(&str, T)]) -> Option<T> {
    choices
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(value))
        .map(|&(_, choice)| choice)
}

fn span(value: &str, least: Span, most: Span) -> Option<Span> {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let count: i64 = digits.parse().ok()?;
    let unit = match &value[digits.len()..] {
        "ms" => 1,
        "s" => 1_000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        "" if count == 0 => 1,
        _ => return None,
    };
    let span = Span::from_millis(count.checked_mul(unit)?);
    (count >= 0 && (least..=most).contains(&span)).then_some(span)
}

/// The name of a time zone, by its form: the core has no list of them. Empty for `auto`.
fn timezone(value: &str) -> Option<String> {
    if value == "auto" || value.is_empty() {
        return Some(String::new());
    }
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+');
    let known = value.len() <= TIMEZONE_BYTES_MAX && value.bytes().all(fits);
    let begins = value.starts_with(|c: char| c.is_ascii_alphabetic());
    (known && begins).then(|| value.to_string())
}

/// An amount in the major unit, with at most the currency's digits after a point or a comma.
fn amount(value: &str, currency: Currency) -> Option<Money> {
    let digits = usize::from(currency.exponent());
    let (whole, part) = value.split_once(['.', ',']).unwrap_or((value, ""));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > 15
        || part.len() > digits
        || !is_number(whole)
        || !is_number(part)
    {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = if digits == 0 {
        0
    } else {
        format!("{part:0<digits$}").parse().ok()?
    };
    let minor = whole.checked_mul(currency.scale())?.checked_add(part)?;
    (0..=PRICE_MAX)
        .contains(&minor)
        .then_some(Money::from_minor(minor))
}

fn grid(value: &str, currency: Currency) -> Option<BTreeMap<Letters, Money>> {
    let mut grid = BTreeMap::new();
    for entry in value
        .split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
    {
        let (letters, price) = entry.split_once([':', '='])?;
        let price = amount(price.trim(), currency)?;
        let before = grid.insert(Letters::new(letters.trim())?, price);
        before.is_none().then_some(())?;
    }
    (grid.len() <= GRID_MAX).then_some(grid)
}

fn zones(value: &str, currency: Currency) -> Option<Zones> {
    let mut zones = Vec::new();
    for entry in value.split(',').filter(|entry| !entry.trim().is_empty()) {
        let (name, fee) = entry.split_once(':')?;
        zones.push(Zone::new(name, amount(fee.trim(), currency)?)?);
    }
    Zones::new(zones)
}

fn deposit(value: &str, currency: Currency) -> Option<DepositRule> {
    let mut parts = value.split(':');
    let rule = parts.next()?;
    let how_much = |text: &str| match text.strip_suffix('%') {
        Some(percent) => percent
            .parse()
            .ok()
            .filter(|percent| (1..=100).contains(percent))
            .map(Deposit::Percent),
        None => amount(text, currency).map(Deposit::Fixed),
    };
    let rule = match rule {
        "none" => DepositRule::None,
        "recommended" => DepositRule::Recommended(how_much(parts.next()?)?),
        "compulsory" => {
            let deposit = how_much(parts.next()?)?;
            let above = parts
                .next()
                .map_or(Some(Money::ZERO), |text| amount(text, currency))?;
            DepositRule::Compulsory { deposit, above }
        }
        _ => return None,
    };
    parts.next().is_none().then_some(rule)
}

#[cfg(test)]
mod tests;
