//! Chat transcripts: plain text that a shop owner can read, played against the real rules.
//!
//! ```text
//! Rules: holds 3
//! The hold of a customer who goes silent passes to the next in line.
//! Settings: grid=A:5000
//! Seller: Marie
//!
//! 20:00:00 Marie: A12
//!   to Marie: A12 · …
//! 20:05:00 time passes
//! ```
//! Lines that begin with a time are what happens; indented lines are what people are told (`to`) and what is
//! noted (`*`). Playing a transcript writes it again with what really follows.

use super::Bench;
use crate::command::{Action, Actor, Command};
use crate::decision::Decision;
use crate::ids::{CommandId, CustomerId, OrderNumber, UserId};
use crate::message::{Content, Message};
use crate::money::Money;
use crate::order::OrderStatus;
use crate::settings::Settings;
use crate::time::{Span, Timestamp};
use crate::wording::{Facts, Words};
use crate::{Code, Reply, Size};
use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::sync::LazyLock;

/// Midnight of the day on which every transcript plays: 2026-11-22 UTC.
const MIDNIGHT: Timestamp = Timestamp::from_millis(1_795_305_600_000);

/// Reading the words takes longer than a whole transcript.
static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

/// A line that cannot be played.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct TranscriptError {
    /// From 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// A transcript that was played.
#[derive(Clone, Debug)]
pub struct Played {
    /// The rules it shows, such as `holds 3`.
    pub rules: Vec<String>,
    /// The transcript as it really goes.
    pub text: String,
}

/// Plays a transcript and writes down what really follows each line.
///
/// # Errors
/// When a line cannot be read.
pub fn play(text: &str) -> Result<Played, TranscriptError> {
    let mut stage = Stage::default();
    for (index, line) in text.lines().enumerate() {
        stage.line(line).map_err(|what| TranscriptError {
            line: index + 1,
            what,
        })?;
    }
    Ok(Played {
        rules: stage.rules,
        text: stage.out,
    })
}

#[derive(Default)]
struct Stage {
    settings: Settings,
    bench: Option<Bench>,
    people: BTreeMap<String, CustomerId>,
    bodies: BTreeMap<CommandId, String>,
    last: Option<Message>,
    messages: u128,
    rules: Vec<String>,
    out: String,
}

impl Stage {
    fn line(&mut self, line: &str) -> Result<(), String> {
        // What follows a line is written anew.
        if line.starts_with("  ") {
            return Ok(());
        }
        self.out.push_str(line.trim_end());
        self.out.push('\n');
        if let Some(rules) = line.strip_prefix("Rules:") {
            self.rules = rules
                .split(',')
                .map(|rule| rule.trim().to_owned())
                .collect();
        } else if let Some(settings) = line.strip_prefix("Settings:") {
            for pair in settings.split_whitespace() {
                let (key, value) = pair.split_once('=').ok_or("a setting is KEY=VALUE")?;
                self.settings
                    .set(key, &value.replace('_', " "))
                    .map_err(|error| error.to_string())?;
            }
        } else if let Some(name) = line.strip_prefix("Seller:") {
            let seller = self.person(name.trim());
            self.settings.sellers.insert(seller);
        } else if line.starts_with(|c: char| c.is_ascii_digit()) {
            let (time, what) = line.split_once(' ').ok_or("a time, then what happens")?;
            let now = clock(time)?;
            self.happen(now, what)?;
        }
        Ok(())
    }

    fn person(&mut self, name: &str) -> CustomerId {
        let next = CustomerId::new(
            u32::try_from(self.people.len())
                .unwrap_or(u32::MAX)
                .saturating_add(1),
        );
        *self.people.entry(name.to_owned()).or_insert(next)
    }

    fn known(&self, name: &str) -> Result<CustomerId, String> {
        self.people
            .get(name)
            .copied()
            .ok_or_else(|| format!("nobody is called {name}"))
    }

    fn happen(&mut self, now: Timestamp, what: &str) -> Result<(), String> {
        if what == "time passes" {
            let decisions = self.bench().tick(now);
            for decision in &decisions {
                self.write(decision);
            }
        } else if let Some(order) = what.strip_prefix("team: ") {
            self.messages += 1;
            let action = self.team(order)?;
            let command = Command {
                id: CommandId::new(self.messages),
                by: Actor::Team(UserId::new(1)),
                action,
            };
            self.decide(&command, now);
        } else if let Some(event) = what.strip_prefix("provider: ") {
            let action = self.provider(event, now)?;
            self.decide(
                &Command {
                    id: CommandId::NONE,
                    by: Actor::System,
                    action,
                },
                now,
            );
        } else if what == "the network delivers the last message again" {
            let last = self.last.clone().ok_or("no message yet")?;
            let decision = self.bench().message(&last, now);
            self.write(&decision);
        } else {
            let (name, words) = what
                .split_once(": ")
                .ok_or("a name, a colon, and what is written")?;
            self.message(name, words, now);
        }
        Ok(())
    }

    fn message(&mut self, name: &str, words: &str, now: Timestamp) {
        let from = self.person(name);
        self.messages += 1;
        let id = CommandId::new(self.messages);
        let words = words.replace("\\n", "\n");
        self.bodies.insert(id, words.clone());
        let mention = crate::mentioned_phone(&words).map(|phone| self.person(phone.expose()));
        let message = Message {
            id,
            from,
            content: content(&words),
            mention,
        };
        let decision = self.bench().message(&message, now);
        self.last = Some(message);
        self.write(&decision);
    }

    fn bench(&mut self) -> &mut Bench {
        self.bench
            .get_or_insert_with(|| Bench::new(self.settings.clone()))
    }

    fn decide(&mut self, command: &Command, now: Timestamp) {
        let decision = self.bench().run(command, now);
        self.write(&decision);
    }

    /// `reopen A12 for Awa`, `release A12 of Awa`, `block Awa`, `unblock Awa`, `fee VF-0001 2500`,
    /// `confirm VF-0001`, `set deposit=none`, `address VF-0001 Cocody, villa 3`.
    fn team(&mut self, order: &str) -> Result<Action, String> {
        let words: Vec<&str> = order.split(' ').collect();
        let code = |text: &str| Code::canonical(text).ok_or_else(|| format!("{text} is no code"));
        match words.as_slice() {
            ["reopen", item, "for", name] => {
                let (code, customer) = (code(item)?, self.known(name)?);
                let row = self
                    .bench()
                    .shop()
                    .find(code, Size::ONE)
                    .ok_or("no such item")?;
                Ok(Action::Reopen {
                    item: row.id,
                    customer,
                    quantity: 1,
                })
            }
            ["release", item, "of", name] => Ok(Action::Release {
                code: code(item)?,
                size: Size::ONE,
                of: Some(self.known(name)?),
            }),
            ["block", name] => Ok(Action::Block(self.known(name)?)),
            ["unblock", name] => Ok(Action::Unblock(self.known(name)?)),
            ["fee", order, amount] => {
                let number = order.trim_start_matches("VF-").parse();
                Ok(Action::SetFee {
                    order: OrderNumber::new(number.map_err(|_| "no such number")?),
                    fee: Money::from_minor(amount.parse().map_err(|_| "no amount")?),
                })
            }
            ["confirm", order] => {
                let number = order.trim_start_matches("VF-").parse();
                Ok(Action::Advance {
                    orders: Vec::from([OrderNumber::new(number.map_err(|_| "no such number")?)]),
                    to: OrderStatus::Confirmed,
                })
            }
            ["set", pair] => {
                let (key, value) = pair.split_once('=').ok_or("a setting is KEY=VALUE")?;
                let mut settings = self.bench().shop().settings().clone();
                settings
                    .set(key, value)
                    .map_err(|error| error.to_string())?;
                Ok(Action::Configure(Box::new(settings)))
            }
            ["address", order, ..] => {
                let number = order.trim_start_matches("VF-").parse();
                let id = CommandId::new(self.messages);
                self.bodies.insert(id, words[2..].join(" "));
                Ok(Action::Readdress(OrderNumber::new(
                    number.map_err(|_| "no such number")?,
                )))
            }
            _ => Err(format!("the team cannot `{order}`")),
        }
    }

    /// `was down from 20:01:00`, `accepted the answer to Awa`, `cannot reach Awa`, `says Awa opted out`.
    fn provider(&mut self, event: &str, now: Timestamp) -> Result<Action, String> {
        let words: Vec<&str> = event.split(' ').collect();
        match words.as_slice() {
            ["was", "down", "from", time] => Ok(Action::CreditOutage {
                from: clock(time)?,
                until: now,
            }),
            ["accepted", "the", "answer", "to", name] => {
                let customer = self.known(name)?;
                let owner = self
                    .bench()
                    .shop()
                    .customer(customer)
                    .ok_or("she holds nothing")?;
                Ok(Action::AnswerAccepted {
                    holds: owner.holds().collect(),
                    at: now,
                })
            }
            ["cannot", "reach", name] => Ok(Action::Unreachable {
                customer: self.known(name)?,
                opted_out: false,
            }),
            ["says", name, "opted", "out"] => Ok(Action::Unreachable {
                customer: self.known(name)?,
                opted_out: true,
            }),
            _ => Err(format!("the provider cannot `{event}`")),
        }
    }

    /// What people are told, one message for each person, then what the team can see.
    fn write(&mut self, decision: &Decision) {
        let names: BTreeMap<CustomerId, &str> = self
            .people
            .iter()
            .map(|(name, id)| (*id, name.as_str()))
            .collect();
        let settings = self
            .bench
            .as_ref()
            .map_or(&self.settings, |bench| bench.shop().settings());
        let facts = Facts {
            shop_name: "Chez Marie",
            currency: settings.currency,
            utc_offset_minutes: &|_| 0,
            name: &|id| names.get(&id).map(|name| (*name).to_owned()),
            address: &|id| {
                self.bodies
                    .get(&id)
                    .map(|body| crate::address_in(body).to_owned())
            },
            now: decision.at,
            to_seller: false,
        };
        let mut told: Vec<(CustomerId, Vec<&Reply>)> = Vec::new();
        for reply in &decision.replies {
            match told.iter_mut().find(|(to, _)| *to == reply.to) {
                Some((_, replies)) => replies.push(reply),
                None => told.push((reply.to, Vec::from([reply]))),
            }
        }
        let mut lines = Vec::new();
        for (to, replies) in told {
            let facts = Facts {
                to_seller: settings.sellers.contains(&to),
                ..facts
            };
            let name = names.get(&to).copied().unwrap_or("?");
            let text = WORDS.render_all(&replies, &facts);
            lines.push(format!(
                "  to {name}: {}",
                text.replace("\n\n", "\n").replace('\n', "\n    ")
            ));
        }
        let shop = self.bench.as_ref().map(Bench::shop);
        for change in &decision.changes {
            lines.extend(
                shop.and_then(|shop| super::facts::told(change, shop, &names))
                    .map(|fact| format!("  * {fact}")),
            );
        }
        if lines.is_empty() {
            lines.push(String::from("  (nothing)"));
        }
        self.out.push_str(&lines.join("\n"));
        self.out.push('\n');
    }
}

fn content(words: &str) -> Content {
    match words {
        "[voice note]" => Content::Voice,
        "[sticker]" => Content::Sticker,
        "[contact]" => Content::Contact,
        "[video]" => Content::Video,
        "[location pin]" => Content::Location,
        "[document]" => Content::Document,
        _ => match (
            words.strip_prefix("[photo]"),
            words.strip_prefix("[button] "),
        ) {
            (Some(caption), _) => Content::Image(caption.trim().to_owned()),
            (None, Some(payload)) => Content::Button(payload.to_owned()),
            (None, None) => Content::Text(words.to_owned()),
        },
    }
}

fn clock(text: &str) -> Result<Timestamp, String> {
    let bad = || format!("`{text}` is no time such as 20:05:00");
    let mut parts = text
        .split(':')
        .map(|part| part.parse::<u16>().map_err(|_| bad()));
    let mut next = || parts.next().unwrap_or_else(|| Err(bad())).map(i64::from);
    let (hours, minutes, seconds) = (next()?, next()?, next()?);
    Ok(MIDNIGHT + Span::from_secs(hours * 3_600 + minutes * 60 + seconds))
}
