//! Amounts and instants as one person reads them: in her language, in the shop's currency, by the shop's clock.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use snapsell_core::wording::format;
use snapsell_core::{Currency, Lang, Money, Settings, ShopId, Timestamp};

use super::answer::Halt;
use super::ask::Ask;
use crate::zone;

/// How things are shown.
#[derive(Debug, Clone)]
pub(super) struct Show {
    pub(super) lang: Lang,
    pub(super) currency: Currency,
    pub(super) now: Timestamp,
    /// Which clock: every instant is told by what it showed then.
    pub(super) zone: TimeZone,
}

impl Show {
    /// For pages about a shop.
    pub(super) async fn of(ask: &Ask, shop: ShopId) -> Result<Self, Halt> {
        let settings = ask.look(shop, |shop| shop.settings().clone()).await?;
        Ok(Self::with(ask, &settings))
    }

    /// For pages that are not about a shop's money.
    pub(super) async fn for_member(ask: &Ask, shop: Option<ShopId>) -> Result<Self, Halt> {
        match shop {
            Some(shop) => Self::of(ask, shop).await,
            None => Ok(Self::with(ask, &Settings::default())),
        }
    }

    pub(super) fn with(ask: &Ask, settings: &Settings) -> Self {
        Self {
            lang: ask.lang,
            currency: settings.currency,
            now: ask.now(),
            zone: zone::of(settings),
        }
    }

    /// `15 000 F CFA`, which no narrow column breaks.
    pub(super) fn money(&self, amount: Money) -> String {
        format::money(amount, self.currency, self.lang).replace("F CFA", "F\u{a0}CFA")
    }

    /// `2 000`
    pub(super) fn count(&self, count: usize) -> String {
        format::whole(i64::try_from(count).unwrap_or(i64::MAX), self.lang)
    }

    /// `20:14`, with the day when that is not today.
    pub(super) fn clock(&self, at: Timestamp) -> String {
        format::clock(at, self.now, &|at| self.ahead(at), self.lang)
    }

    /// `20:14:03`
    pub(super) fn second(&self, at: Timestamp) -> String {
        format::clock_to_the_second(at, self.now, &|at| self.ahead(at), self.lang)
    }

    /// What the shop's clock and calendar show at an instant.
    pub(super) fn local(&self, at: Timestamp) -> DateTime {
        let at = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or_default();
        self.zone.to_datetime(at)
    }

    /// An instant for a file, by the shop's clock: `2026-11-22T20:14:03+00:00`.
    pub(super) fn whole(&self, at: Timestamp) -> String {
        let at = jiff::Timestamp::from_second(at.millis().div_euclid(1_000)).unwrap_or_default();
        at.display_with_offset(self.zone.to_offset(at)).to_string()
    }

    fn ahead(&self, at: Timestamp) -> i32 {
        zone::minutes_ahead(&self.zone, at)
    }
}
