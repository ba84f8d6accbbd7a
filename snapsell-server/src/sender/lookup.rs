//! Messages of unknown outcome: looked up in the provider's list, adopted when found, sent again when not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use snapsell_core::{Class, Span, Timestamp};
use snapsell_store::{DeliveryStatus, Outgoing, SendResult, StatusEffect};
use snapsell_twilio::{Address, ListedMessage, matching, parse_messages};

use super::compose::{Composed, Ready, Standing};
use super::{Result1, Sender};
use crate::blocking::blocking;
use crate::tenants::Tenant;
use crate::trial;

/// Texts remembered for look-ups; after that, and after a restart, they are made again.
const TEXTS_MAX: usize = 4_096;
/// Pages of the provider's list that are read for one message.
const PAGES_MAX: usize = 5;

/// Texts that a reminder may have had, one for each half minute since it was decided; the last says that none is left.
const REMINDER_TEXTS: i64 = 12;

/// How far the provider's clock may be behind ours.
const CLOCKS_APART: Span = Span::from_secs(60);

/// What was tried and when, exactly.
#[derive(Debug, Default)]
pub(super) struct Tried(Mutex<BTreeMap<(u32, String), (String, Timestamp)>>);

impl Tried {
    pub(super) fn remember(&self, message: &Outgoing, text: &str, now: Timestamp) {
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if texts.len() >= TEXTS_MAX {
            texts.clear();
        }
        texts.insert(key(message), (text.to_owned(), now));
    }

    pub(super) fn recall(&self, message: &Outgoing) -> Option<(String, Timestamp)> {
        let texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        texts.get(&key(message)).cloned()
    }
}

fn key(message: &Outgoing) -> (u32, String) {
    (message.shop.get(), message.mid.clone())
}

impl Sender {
    /// Looks one message up; `None` when the list cannot be read now, which is tried again later.
    pub(super) async fn look_up(&self, message: Outgoing) -> Option<Result1> {
        let now = self.now();
        let result = match self.found(&message, now).await {
            Some(sent @ (SendResult::Sent { .. } | SendResult::Withheld { .. })) => Some(sent),
            other => self.given_up(&message, now, None).or(other),
        };
        result.map(|result| (message, result))
    }

    async fn found(&self, message: &Outgoing, now: Timestamp) -> Option<SendResult> {
        if self.is_trial(message).await.ok()? {
            // It was leased and never left: there is nothing to be found.
            return Some(self.withheld(trial::WITHHELD));
        }
        let tenant = self.tenant(message).await.ok()??;
        let ready = self
            .made_again(&tenant, message, message.rows[0].at)
            .await?;
        let (texts, tried_at) = match self.0.tried.recall(message) {
            Some((text, tried_at)) => (BTreeSet::from([text]), tried_at),
            None => {
                let texts = self.possible_texts(&tenant, message).await?;
                (texts, message.rows[0].at)
            }
        };
        let listed = self.list(&tenant, &ready.to, tried_at).await?;
        let from = &tenant.address;
        let found = texts.iter().flat_map(|text| match ready.template {
            None => matching(&listed, from, &ready.to, text, tried_at.millis()),
            Some(_) => filled(&listed, from, &ready.to, text, tried_at),
        });
        for found in found {
            if self.is_new(message, found, now).await? {
                let provider_id = found.sid.as_str().to_owned();
                self.0.parts.metrics.sends.sent.inc();
                return Some(SendResult::Sent { provider_id });
            }
        }
        Some(self.after_look_up(message, now))
    }

    /// The texts that it may have had: a reminder says how much time is left when it leaves, and when an attempt of
    /// another server, or before a restart, was made is not known.
    async fn possible_texts(
        &self,
        tenant: &std::sync::Arc<Tenant>,
        message: &Outgoing,
    ) -> Option<BTreeSet<String>> {
        let decided = message.rows[0].at;
        let steps = if message.class() == Class::Reminder {
            REMINDER_TEXTS
        } else {
            1
        };
        let mut texts = BTreeSet::new();
        for step in 0..steps {
            let at = decided + Span::from_secs(30 * step);
            texts.insert(self.made_again(tenant, message, at).await?.text);
        }
        Some(texts)
    }

    /// Address and text as they would be sent at an instant.
    async fn made_again(
        &self,
        tenant: &std::sync::Arc<Tenant>,
        message: &Outgoing,
        at: Timestamp,
    ) -> Option<Ready> {
        let customer = message.customer;
        let standing = self
            .0
            .parts
            .engine
            .look(message.shop, move |shop| Standing::of(shop, customer));
        let standing = standing.await.ok()?.for_look_up();
        let (sender, tenant, message) = (self.clone(), tenant.clone(), message.clone());
        let composed =
            blocking(move || sender.0.composer.compose(&tenant, &message, &standing, at));
        match composed.await.ok()? {
            Composed::Ready(ready) => Some(ready),
            Composed::Withheld(_) | Composed::Dead(_) => None,
        }
    }

    async fn list(
        &self,
        tenant: &Tenant,
        to: &Address,
        since: Timestamp,
    ) -> Option<Vec<ListedMessage>> {
        let transport = &self.0.parts.transport;
        let mut request = tenant.api.list_sent(to, &tenant.address, since.millis());
        let mut listed = Vec::new();
        for _ in 0..PAGES_MAX {
            let answer = transport.send(request).await.ok()?;
            if answer.status != 200 {
                return None;
            }
            let page = parse_messages(&answer.body).ok()?;
            listed.extend(page.messages);
            match page.next_page_uri {
                Some(next) => request = tenant.api.next_page(&next).ok()?,
                None => break,
            }
        }
        Some(listed)
    }

    /// Whether a message of the provider's list belongs to none that we know to have been sent.
    async fn is_new(
        &self,
        message: &Outgoing,
        found: &ListedMessage,
        now: Timestamp,
    ) -> Option<bool> {
        let (store, shop, sid) = (self.0.parts.store.clone(), message.shop, found.sid);
        let effect = blocking(move || {
            store.status(shop, sid.as_str(), None, DeliveryStatus::Sent, None, now)
        });
        Some(matches!(effect.await.ok()?, StatusEffect::Unmatched))
    }
}

/// Messages of the list that are our template with this value in it; the list may leave a template's text out.
fn filled<'a>(
    listed: &'a [ListedMessage],
    from: &Address,
    to: &Address,
    value: &str,
    tried_at: Timestamp,
) -> Vec<&'a ListedMessage> {
    let since = (tried_at - CLOCKS_APART).millis();
    let is_ours = |message: &&ListedMessage| {
        let when = message.date_created_ms.or(message.date_sent_ms);
        !message.inbound
            && message.from == *from
            && message.to == *to
            && when.is_none_or(|at| at >= since)
            && (message.body.is_empty() || message.body.contains(value))
    };
    listed.iter().filter(is_ours).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use snapsell_core::{CustomerId, ShopId};
    use snapsell_twilio::parse_message;

    const SHOP: &str = "whatsapp:+14155238886";
    const AWA: &str = "whatsapp:+2250500000001";
    const OTHER: &str = "whatsapp:+2250500000002";
    #[test]
    fn texts_are_remembered_for_each_shop_and_no_more_than_so_many() {
        let (tried, now) = (Tried::default(), Timestamp::from_millis(5));
        let of = |shop, number: usize| Outgoing {
            shop: ShopId::new(shop),
            customer: CustomerId::new(1),
            mid: format!("{number}-1"),
            attempt: 1,
            rows: Vec::new(),
        };
        tried.remember(&of(1, 1), "one", now);
        tried.remember(&of(2, 1), "two", now);
        let recalled = |shop| tried.recall(&of(shop, 1)).map(|(text, _)| text);
        assert_eq!(recalled(1).as_deref(), Some("one"));
        assert_eq!(recalled(2).as_deref(), Some("two"));
        for number in 2..TEXTS_MAX {
            tried.remember(&of(1, number), "words", now);
        }
        assert_eq!(tried.0.lock().unwrap().len(), TEXTS_MAX);
        tried.remember(&of(3, 1), "one more", now);
        assert_eq!(tried.0.lock().unwrap().len(), 1);
        assert_eq!(tried.recall(&of(3, 1)), Some(("one more".to_owned(), now)));
    }

    /// Sun, 22 Nov 2026 15:43:01 +0000.
    const CREATED: Timestamp = Timestamp::from_millis(1_795_362_181_000);

    fn listed(from: &str, to: &str, direction: &str, body: &str) -> ListedMessage {
        let text = format!(
            r#"{{"sid":"SM11111111111111111111111111111111","account_sid":"AC11111111111111111111111111111111",
            "from":"{from}","to":"{to}","body":"{body}","direction":"{direction}","status":"sent",
            "date_created":"Sun, 22 Nov 2026 15:43:01 +0000"}}"#
        );
        parse_message(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_template_is_found_by_its_ends_its_time_and_its_value() {
        let [shop, awa] = [SHOP, AWA].map(|text| Address::parse(text).unwrap());
        let found = |message: ListedMessage, tried_at| {
            filled(&[message], &shop, &awa, "A12", tried_at).len() == 1
        };
        let ours = |body| listed(SHOP, AWA, "outbound-api", body);
        assert!(found(ours("Tu as A12 !"), CREATED));
        assert!(found(ours(""), CREATED), "the list left its text out");
        assert!(!found(ours("Tu as B7 !"), CREATED));
        assert!(found(ours("A12"), CREATED + CLOCKS_APART));
        let later = CREATED + CLOCKS_APART + Span::from_millis(1);
        assert!(!found(ours("A12"), later), "created before it was tried");
        for (from, to, direction) in [
            (SHOP, OTHER, "outbound-api"),
            (OTHER, AWA, "outbound-api"),
            (SHOP, AWA, "inbound"),
        ] {
            let message = listed(from, to, direction, "A12");
            assert!(!found(message, CREATED), "{from} to {to}, {direction}");
        }
    }
}
