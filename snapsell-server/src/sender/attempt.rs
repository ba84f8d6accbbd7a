//! One attempt to send one message.

use std::sync::Arc;
use std::time::Duration;

use snapsell_core::{CommandId, Span, Timestamp};
use snapsell_store::{Outgoing, SendResult, StoreError};
use snapsell_twilio::client::send_message;
use snapsell_twilio::{self as twilio, OutgoingBody, Reason, SendOutcome, status_callback};

use super::backoff::{GIVEN_UP_AFTER, mixed, pause};
use super::compose::{Composed, Ready, Standing};
use super::{Result1, Sender};
use crate::blocking::blocking;
use crate::engine::correlation;
use crate::tenants::Tenant;
use crate::trial;

/// How long to wait for a callback before a message of unknown outcome is looked up.
const LOOK_AFTER: Span = Span::from_secs(5);
/// A lease older than this is given back: what is left of it is no longer than a request may take.
pub(super) const STALE: Span = Span::from_secs(30);
/// The wait when our own store or engine could not be asked.
const AGAIN: Span = Span::from_secs(2);

impl Sender {
    /// Sends a message that was leased at `leased`, unless something speaks against it now.
    pub(super) async fn attempt(&self, message: Outgoing, leased: Timestamp) -> Result1 {
        let now = self.now();
        if now.since(leased) > STALE {
            // Its lease may run out under the request, and somebody else would send it too.
            return (message, retry(now, None));
        }
        let result = match self.prepare(&message).await {
            Ok((tenant, ready)) => self.request(&tenant, &message, &ready).await,
            Err(instead) => instead,
        };
        if tracing::enabled!(tracing::Level::DEBUG) {
            self.log(&message, &result).await;
        }
        (message, result)
    }

    /// Says how an attempt went, under the id of the message that it answers.
    async fn log(&self, message: &Outgoing, result: &SendResult) {
        let (store, shop) = (self.0.parts.store.clone(), message.shop);
        let version = message.rows[0].version;
        let cause = blocking(move || store.cause(shop, version)).await;
        // What nobody's message led to, such as an expiry, has none.
        let command = cause.ok().flatten().unwrap_or(CommandId::NONE);
        tracing::debug!(
            correlation_id = %correlation(command),
            shop = shop.get(),
            version = version.get(),
            mid = message.mid,
            to = message.customer.get(),
            outcome = outcome(result),
            "attempted"
        );
    }

    async fn prepare(&self, message: &Outgoing) -> Result<(Arc<Tenant>, Ready), SendResult> {
        let now = self.now();
        let (shop, customer) = (message.shop, message.customer);
        let again = || retry(now + AGAIN, None);
        let tenant = self.tenant(message).await.map_err(|_| again())?;
        let Some(tenant) = tenant else {
            // A shop that has no number yet can be tried.
            return Err(match self.is_trial(message).await.map_err(|_| again())? {
                true => self.withheld(trial::WITHHELD),
                false => dead(None, "no_such_shop"),
            });
        };
        let standing = self
            .0
            .parts
            .engine
            .look(shop, move |shop| Standing::of(shop, customer));
        let standing = standing.await.map_err(|_| again())?;
        let (sender, for_text, message) = (self.clone(), Arc::clone(&tenant), message.clone());
        let composed = blocking(move || {
            sender
                .0
                .composer
                .compose(&for_text, &message, &standing, now)
        });
        match composed.await.map_err(|_| again())? {
            Composed::Ready(ready) => Ok((tenant, ready)),
            Composed::Withheld(reason) => Err(self.withheld(reason)),
            Composed::Dead(reason) => Err(dead(None, reason)),
        }
    }

    async fn request(&self, tenant: &Tenant, message: &Outgoing, ready: &Ready) -> SendResult {
        let callback = match status_callback(&tenant.status_url, &message.mid) {
            Ok(callback) => callback,
            Err(error) => return dead(None, &error.to_string()),
        };
        let values = [("1", tenant.name.as_str()), ("2", ready.text.as_str())];
        let body = match ready.template {
            None => OutgoingBody::Text(&ready.text),
            Some(content) => OutgoingBody::Template {
                content,
                variables: &values,
            },
        };
        let request = twilio::Outgoing {
            to: &ready.to,
            from: &tenant.address,
            body,
            status_callback: Some(&callback),
        };
        self.0.tried.remember(message, &ready.text, self.now());
        let transport = self.0.parts.transport.as_ref();
        match send_message(transport, &tenant.api, &request).await {
            Ok(outcome) => self.judge(tenant, message, outcome),
            Err(error) => dead(None, &error.to_string()),
        }
    }

    /// What becomes of the message after the provider's answer.
    fn judge(&self, tenant: &Tenant, message: &Outgoing, outcome: SendOutcome) -> SendResult {
        let now = self.now();
        let sends = &self.0.parts.metrics.sends;
        match outcome {
            SendOutcome::Sent { sid, .. } => {
                sends.sent.inc();
                self.0.paused.works(message.shop, &tenant.slug);
                SendResult::Sent {
                    provider_id: sid.as_str().to_owned(),
                }
            }
            SendOutcome::Retry { after, code } => {
                sends.retry.inc();
                let code = code.map(|code| code.0);
                let tired = self.given_up(message, now, code);
                tired.unwrap_or_else(|| retry(now + self.pause(message, after), code))
            }
            SendOutcome::Unknown => {
                sends.unknown.inc();
                SendResult::Unknown {
                    look_at: now + LOOK_AFTER,
                }
            }
            SendOutcome::Permanent {
                reason: Reason::Credentials,
                code,
            } => {
                sends.retry.inc();
                let until = self.0.paused.pause(message.shop, &tenant.slug, now);
                retry(until, code.map(|code| code.0))
            }
            SendOutcome::Permanent { code, reason } => {
                sends.permanent.inc();
                if reason == Reason::SenderMisconfigured {
                    tracing::error!(
                        shop = message.shop.get(),
                        slug = tenant.slug,
                        "the provider does not know the sender of a shop"
                    );
                }
                dead(code.map(|code| code.0), word(reason))
            }
        }
    }

    /// The end of what nobody has accepted for a day.
    pub(super) fn given_up(
        &self,
        message: &Outgoing,
        now: Timestamp,
        code: Option<u32>,
    ) -> Option<SendResult> {
        (now.since(message.rows[0].at) >= GIVEN_UP_AFTER).then(|| dead(code, "tried_for_a_day"))
    }

    /// When a message that was looked up and not found is sent again: as long after its attempt as one that was refused.
    pub(super) fn after_look_up(&self, message: &Outgoing, now: Timestamp) -> SendResult {
        retry(now - LOOK_AFTER + self.pause(message, None), None)
    }

    fn pause(&self, message: &Outgoing, least: Option<Duration>) -> Span {
        let row = message.rows[0].id.unsigned_abs();
        let seed = mixed(self.0.parts.seed ^ mixed(row ^ u64::from(message.shop.get()) << 40));
        pause(message.attempt, seed, least)
    }

    /// Whether all of a message is part of a trial.
    pub(super) async fn is_trial(&self, message: &Outgoing) -> Result<bool, StoreError> {
        let (store, message) = (self.0.parts.store.clone(), message.clone());
        blocking(move || trial::concerns(&store, &message)).await
    }

    pub(super) fn withheld(&self, reason: &str) -> SendResult {
        self.0.parts.metrics.sends.suppressed.inc();
        SendResult::Withheld {
            reason: reason.to_owned(),
        }
    }

    /// The shop of a message; reads the disk beside the async tasks when it is not known.
    pub(super) async fn tenant(
        &self,
        message: &Outgoing,
    ) -> Result<Option<Arc<Tenant>>, StoreError> {
        let (tenants, shop) = (self.0.parts.tenants.clone(), message.shop);
        blocking(move || tenants.by_id(shop)).await
    }
}

fn retry(at: Timestamp, error: Option<u32>) -> SendResult {
    SendResult::Retry { at, error }
}

fn dead(code: Option<u32>, reason: &str) -> SendResult {
    SendResult::Dead {
        code,
        reason: reason.to_owned(),
    }
}

fn outcome(result: &SendResult) -> &'static str {
    match result {
        SendResult::Sent { .. } => "sent",
        SendResult::Retry { .. } => "retry",
        SendResult::Unknown { .. } => "unknown",
        SendResult::Dead { .. } => "dead",
        SendResult::Withheld { .. } => "withheld",
    }
}

fn word(reason: Reason) -> &'static str {
    match reason {
        Reason::OptedOut => "opted_out",
        Reason::NotReachable => "not_reachable",
        Reason::OutsideWindow => "outside_window",
        Reason::SenderMisconfigured => "sender_misconfigured",
        Reason::Credentials => "credentials",
        Reason::Content => "content",
        Reason::Other => "refused",
    }
}
