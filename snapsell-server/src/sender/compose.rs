//! From leased replies to a text and an address, by the rules that hold at the moment of sending.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use snapsell_core::wording::{Facts, Words};
use snapsell_core::{
    AfterStop, Class, CommandId, Currency, CustomerId, Reply, Say, Shop, Timestamp, address_in,
};
use snapsell_store::{Outgoing, Store, StoreError};
use snapsell_twilio::{Address, ContentSid};

use crate::mask::Masked;
use crate::tenants::Tenant;
use crate::trial;
use crate::window;
use crate::zone;

/// Longest value put into a template, in characters: the whole template may have 1,024.
const TEMPLATE_CHARS_MAX: usize = 800;

/// What the shop says about a message at the moment of sending.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    opted_out: bool,
    after_stop: AfterStop,
    to_seller: bool,
    currency: Currency,
    zone: TimeZone,
    templates: BTreeMap<Class, String>,
}

/// A message that may go, or why not.
pub(super) enum Composed {
    Ready(Ready),
    Withheld(&'static str),
    Dead(&'static str),
}

/// A text for an address; outside the window it goes inside an approved template.
#[derive(Debug, Clone)]
pub(super) struct Ready {
    pub(super) to: Address,
    pub(super) text: String,
    pub(super) template: Option<ContentSid>,
}

/// Makes texts.
pub(super) struct Composer {
    store: Store,
    words: Arc<Words>,
}

impl Standing {
    pub(super) fn of(shop: &Shop, customer: CustomerId) -> Self {
        let settings = shop.settings();
        Self {
            opted_out: shop
                .customer(customer)
                .is_some_and(|person| person.opted_out),
            after_stop: settings.after_stop,
            to_seller: settings.sellers.contains(&customer),
            currency: settings.currency,
            zone: zone::of(settings),
            templates: settings.templates.clone(),
        }
    }

    /// The approved template for messages of this kind.
    fn template(&self, class: Class) -> Option<ContentSid> {
        let id = self.templates.get(&class)?;
        ContentSid::parse(id).ok()
    }

    /// A message that may have left is looked up whatever she wants now.
    pub(super) fn for_look_up(self) -> Self {
        Self {
            opted_out: false,
            ..self
        }
    }

    /// Whether she still wants to hear this; the confirmation of STOP always goes.
    fn allows(&self, reply: &Reply) -> bool {
        if !self.opted_out || matches!(reply.say, Say::Stopped | Say::Silenced) {
            return true;
        }
        match reply.class {
            Class::Answer | Class::Transactional => self.after_stop == AfterStop::Transactional,
            Class::Reminder | Class::Queue | Class::Info => false,
        }
    }
}

impl Composer {
    pub(super) fn new(store: Store, words: Arc<Words>) -> Self {
        Self { store, words }
    }

    /// Makes the text of a message. Reads the disk.
    pub(super) fn compose(
        &self,
        tenant: &Tenant,
        message: &Outgoing,
        standing: &Standing,
        now: Timestamp,
    ) -> Result<Composed, StoreError> {
        let mut replies = Vec::with_capacity(message.rows.len());
        for row in &message.rows {
            if !trial::is_about_her(&self.store, message.shop, &row.reply)? {
                replies.push(&row.reply);
            }
        }
        if replies.is_empty() {
            return Ok(Composed::Withheld(trial::WITHHELD));
        }
        if !replies.iter().all(|reply| standing.allows(reply)) {
            return Ok(Composed::Withheld("opted_out"));
        }
        let Some(details) = self.store.contact_details(message.shop, message.customer)? else {
            return Ok(Composed::Withheld("erased"));
        };
        if trial::is_hers(&details) {
            return Ok(Composed::Withheld(trial::WITHHELD));
        }
        let address = details.phone.or(details.user_id);
        let address = address.and_then(|text| Address::from_exposed(&text).ok());
        let Some(to) = address else {
            return Ok(Composed::Dead("no_address"));
        };
        let text = self.text(tenant, message, &replies, standing, now);
        if text.trim().is_empty() {
            return Ok(Composed::Dead("empty"));
        }
        let noted = details.last_inbound;
        let is_open = window::is_open(&self.store, message.shop, message.customer, noted, now)?;
        let (text, template) = match is_open {
            true => (text, None),
            false => match standing.template(message.class()) {
                None => return Ok(Composed::Dead("outside_window")),
                template => (on_one_line(&text), template),
            },
        };
        Ok(Composed::Ready(Ready { to, text, template }))
    }

    fn text(
        &self,
        tenant: &Tenant,
        message: &Outgoing,
        replies: &[&Reply],
        standing: &Standing,
        now: Timestamp,
    ) -> String {
        let name = |customer: CustomerId| self.name(message, customer);
        let address = |id: CommandId| {
            let text = self.store.address_text(message.shop, id).ok()??;
            Some(address_in(&text).to_owned())
        };
        let facts = Facts {
            shop_name: &tenant.name,
            currency: standing.currency,
            utc_offset_minutes: &|at| zone::minutes_ahead(&standing.zone, at),
            to_seller: standing.to_seller,
            name: &name,
            address: &address,
            now,
        };
        self.words.render_all(replies, &facts)
    }

    /// A person's name, else her masked number.
    fn name(&self, message: &Outgoing, customer: CustomerId) -> Option<String> {
        let details = self.store.contact_details(message.shop, customer).ok()??;
        let masked = || {
            details
                .phone
                .as_deref()
                .map(|phone| Masked(phone).to_string())
        };
        details.name.clone().or_else(masked)
    }
}

/// What a template's value may hold: one line of at most [`TEMPLATE_CHARS_MAX`] characters.
fn on_one_line(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = lines.collect::<Vec<_>>().join(" · ");
    line.chars().take(TEMPLATE_CHARS_MAX).collect()
}
