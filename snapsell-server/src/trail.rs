//! The way of one message as a vertical line of steps, without words and with masked numbers: for the command line and
//! for the pages of owners and staff.

use serde_json::{Value, json};
use snapsell_core::{Actor, Change, CommandId, CustomerId, ShopId, Timestamp};
use snapsell_store::{OutboxState, ReplyRow, Store, StoreError, Trail};

use crate::engine::{command_id, correlation};
use crate::mask::Masked;
use crate::readable::readable;

/// Commands that begin alike, at most: two are already rare.
const TRAILS_MAX: usize = 20;

/// The provider's id of a message: two letters and 32 digits.
const SID_BYTES: usize = 34;

/// What somebody looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The eight digits that logs and pages show.
    Correlation(u32),
    /// One command, by its whole id.
    Command(CommandId),
    /// A message that came or was sent, by the provider's id.
    Message([u8; SID_BYTES]),
}

impl Wanted {
    /// Reads eight or 32 hexadecimal digits, or a provider's id of a message.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if matches!(text.get(..2), Some("SM" | "MM")) && hexadecimal(&text[2..]) {
            return text.as_bytes().try_into().ok().map(Self::Message);
        }
        match text.len() {
            8 if hexadecimal(text) => u32::from_str_radix(text, 16).ok().map(Self::Correlation),
            32 if hexadecimal(text) => u128::from_str_radix(text, 16)
                .ok()
                .map(|id| Self::Command(CommandId::new(id))),
            _ => None,
        }
    }

    /// The command, unless only its beginning is known. Of a message: what it led to if it is one that came.
    fn command(&self) -> Option<CommandId> {
        match self {
            Self::Correlation(_) => None,
            Self::Command(id) => Some(*id),
            Self::Message(sid) => Some(command_id(sid_text(sid))),
        }
    }
}

fn sid_text(sid: &[u8; SID_BYTES]) -> &str {
    str::from_utf8(sid).expect("it was read from letters and digits")
}

/// One step of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// `received`, `checked`, `decided`, `queued`, `attempted`, or how far a reply has come.
    pub(crate) what: &'static str,
    /// When, where that is known.
    pub(crate) at: Option<Timestamp>,
    /// What is known of it, without words of people.
    pub(crate) facts: Value,
}

/// The line of one command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Whose.
    pub(crate) shop: ShopId,
    /// The eight digits.
    pub(crate) correlation: String,
    /// From the message to the last thing known.
    pub(crate) steps: Vec<Step>,
}

impl Line {
    /// The line as JSON; instants in milliseconds.
    pub(crate) fn json(&self) -> Value {
        let steps = self.steps.iter().map(|step| {
            json!({"step": step.what, "at_ms": step.at.map(Timestamp::millis), "facts": step.facts})
        });
        json!({
            "shop": self.shop.get(),
            "correlation_id": self.correlation,
            "steps": steps.collect::<Vec<_>>(),
        })
    }
}

/// The lines that this id leads to in a shop, the newest first. Blocks.
pub(crate) fn lines(store: &Store, shop: ShopId, wanted: Wanted) -> Result<Vec<Line>, StoreError> {
    let command = wanted.command();
    let correlation = match wanted {
        Wanted::Correlation(bits) => bits,
        Wanted::Command(_) | Wanted::Message(_) => command.map_or(0, beginning),
    };
    let mut found = store.trails(shop, correlation, TRAILS_MAX)?;
    found.retain(|trail| command.is_none_or(|id| trail.entry.command == id));
    if let (Wanted::Message(sid), true) = (wanted, found.is_empty()) {
        found = store.trails_of_sent(shop, sid_text(&sid), TRAILS_MAX)?;
    }
    found.iter().map(|trail| line(store, trail)).collect()
}

/// The 32 bits that logs show of an id.
fn beginning(id: CommandId) -> u32 {
    u32::try_from(id.get() >> 96).unwrap_or(0)
}

fn line(store: &Store, trail: &Trail) -> Result<Line, StoreError> {
    let entry = &trail.entry;
    let mut steps = Vec::new();
    if let Some(received) = &trail.received {
        steps.push(Step {
            what: "received",
            at: Some(received.at),
            facts: json!({
                "from": who(store, trail.shop, received.from)?,
                "provider_id": received.native_id,
                "files": trail.files,
            }),
        });
        // Nothing gets this far without a signature that fits, or without having been fetched with our own secret.
        steps.push(Step {
            what: "checked",
            at: None,
            facts: json!({"signature": "valid"}),
        });
    }
    steps.push(Step {
        what: "decided",
        at: Some(entry.at),
        facts: json!({
            "version": entry.version.get(),
            "by": by(entry.by),
            "command": format!("{:032x}", entry.command.get()),
            "changes": entry.changes.iter().map(change).collect::<Vec<_>>(),
            "link": trail.link.iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
        }),
    });
    for reply in &trail.replies {
        said(store, trail.shop, reply, &mut steps)?;
    }
    Ok(Line {
        shop: trail.shop,
        correlation: correlation(entry.command),
        steps,
    })
}

fn said(
    store: &Store,
    shop: ShopId,
    reply: &ReplyRow,
    steps: &mut Vec<Step>,
) -> Result<(), StoreError> {
    let id = reply.id;
    steps.push(Step {
        what: "queued",
        at: Some(reply.at),
        facts: json!({"reply": id, "to": who(store, shop, reply.customer)?, "class": reply.class}),
    });
    if reply.attempts > 0 {
        steps.push(Step {
            what: "attempted",
            at: None,
            facts: json!({
                "reply": id,
                "attempts": reply.attempts,
                "provider_id": reply.provider_id,
                "error": reply.error,
            }),
        });
    }
    let closed = !reply.state.is_open();
    if reply.state != OutboxState::Pending {
        steps.push(Step {
            what: reply.state.word(),
            // Of what is finished this is when; of what is not, when it is looked at next.
            at: closed.then_some(reply.next_at),
            facts: json!({
                "reply": id,
                "reason": reply.reason,
                "next_at_ms": (!closed).then(|| reply.next_at.millis()),
            }),
        });
    }
    Ok(())
}

/// `#12 +225 ** ** ** 42`
fn who(store: &Store, shop: ShopId, id: CustomerId) -> Result<String, StoreError> {
    let details = store.readable_details(shop, id)?;
    let phone = details.and_then(|details| details.phone);
    Ok(match phone {
        Some(phone) => format!("#{} {}", id.get(), Masked(&phone)),
        None => format!("#{}", id.get()),
    })
}

fn by(actor: Actor) -> String {
    match actor {
        Actor::Customer(id) => format!("customer #{}", id.get()),
        Actor::Seller(id) => format!("seller #{}", id.get()),
        Actor::Team(user) => format!("user {}", user.get()),
        Actor::System => "system".to_owned(),
    }
}

/// A fact as the journal has it. Settings may hold what the shop wrote, such as a number for payments: only their name.
fn change(change: &Change) -> Value {
    if let Change::Configured(_) = change {
        return json!("configured");
    }
    readable(change).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_digits_a_whole_id_and_a_message_sid_are_understood() {
        assert_eq!(Wanted::read(" 0000002a "), Some(Wanted::Correlation(42)));
        let sid = format!("SM{:032x}", 7);
        let id = command_id(&sid);
        assert_eq!(Wanted::read(&sid).unwrap().command(), Some(id));
        assert_eq!(
            Wanted::read(&format!("{:032x}", id.get())),
            Some(Wanted::Command(id))
        );
        assert_eq!(format!("{:08x}", beginning(id)), correlation(id));
        for text in [
            "",
            "12",
            "xyzxyzxy",
            "SM1",
            "é234567",
            &sid[..33],
            &format!("{sid}0"),
        ] {
            assert_eq!(Wanted::read(text), None, "{text}");
        }
    }
}
