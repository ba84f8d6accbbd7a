//! Where a past comes from, and how its people, times and amounts are written.

use jiff::tz::TimeZone;
use snapsell_core::wording::format;
use snapsell_core::{Currency, CustomerId, Money, Shop, Timestamp};
use snapsell_store::{ContactDetails, ShopRecord, Store, StoreError};

use crate::cli::plain::plain;
use crate::clock::Clock;
use crate::mask::Masked;
use crate::talk::Lang;
use crate::zone;

/// One shop of a store, and the language of whoever asks.
pub(super) struct Source<'a> {
    pub(super) opened: &'a Store,
    pub(super) record: &'a ShopRecord,
    pub(super) lang: Lang,
    pub(super) zone: TimeZone,
    pub(super) currency: Currency,
    /// Now, and never before the last entry.
    pub(super) now: Timestamp,
}

impl<'a> Source<'a> {
    pub(super) fn new(opened: &'a Store, record: &'a ShopRecord, shop: &Shop, lang: Lang) -> Self {
        Self {
            opened,
            record,
            lang,
            zone: zone::of(shop.settings()),
            currency: shop.settings().currency,
            now: Clock::system().now().max(shop.clock()),
        }
    }

    /// `Awa #7`; the ends of her number when she gave no name, her number in the shop when she was erased.
    pub(super) fn person(&self, id: CustomerId) -> Result<String, StoreError> {
        let details = self.opened.contact_details(self.record.id, id)?;
        let called = |details: ContactDetails| {
            let name = details.name.map(|name| plain(&name).trim().to_owned());
            let masked = || Some(Masked(&details.phone?).to_string());
            name.filter(|name| !name.is_empty()).or_else(masked)
        };
        Ok(match details.and_then(called) {
            Some(name) => format!("{name} #{}", id.get()),
            None => format!("#{}", id.get()),
        })
    }

    /// To the second, by the clock of the shop; with the day when it is far from `now`.
    pub(super) fn time(&self, at: Timestamp, now: Timestamp) -> String {
        let ahead = |at| zone::minutes_ahead(&self.zone, at);
        format::clock_to_the_second(at, now, &ahead, self.lang.into())
    }

    /// Day and time by the clock of the shop, and which clock that is.
    pub(super) fn day(&self, at: Timestamp) -> String {
        let Ok(instant) = jiff::Timestamp::from_millisecond(at.millis()) else {
            return at.millis().to_string();
        };
        let local = instant.to_zoned(self.zone.clone());
        let place = self.zone.iana_name().unwrap_or("UTC");
        format!("{} ({place})", local.strftime("%Y-%m-%d %H:%M:%S"))
    }

    pub(super) fn money(&self, amount: Money) -> String {
        format::money(amount, self.currency, self.lang.into())
    }
}
